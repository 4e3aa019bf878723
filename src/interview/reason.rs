//! The reasons that an answer demands: asked for after it, and again wherever one is lacking.

use super::guide::Guide;
use super::respondent::{Gesture, Prompt, Reply, Wants};
use super::run::{Fault, Interview, Next, refused};
use super::words::Wording;
use crate::answers::fault::AnswerFaultKind;
use crate::answers::script::{Audience, demands_for};
use crate::answers::value::check_text;
use crate::engine::{Key, Report};
use crate::render::count::{CHARACTERS, counted};
use crate::ruleset::model::Demand;

impl Interview<'_, '_, '_, '_> {
    /// Asks for the reasons that an answer demands; those that are there are shown and can be kept.
    pub(super) fn reasons(
        &mut self,
        report: &Report,
        path: &[Key],
        key: Key,
        answered_now: bool,
    ) -> Result<Next, Fault> {
        let at = path.iter().position(|on| *on == key).unwrap_or(path.len());
        let question = self.session.question(key);
        let demands = [(Audience::Internal, &question.reason), (Audience::Outgoing, &question.outgoing)];
        for (audience, demand) in demands {
            let Some(demand) = demand else { continue };
            let Some(answer) = self.session.answers().answer(key) else { break };
            if !demands_for(demand, &answer.value) {
                continue;
            }
            let there = match audience {
                Audience::Internal => answer.reason.clone(),
                Audience::Outgoing => answer.outgoing.clone(),
            };
            let enough = there.as_deref().is_some_and(|text| long_enough(text, demand).is_ok());
            if enough && !answered_now {
                continue;
            }
            if let Some(next) = self.reason(report, path, key, at, audience, demand, there)? {
                return Ok(next);
            }
        }
        Ok(Next::On)
    }

    /// Asks for one reason until it is long enough; returns where to go if not on.
    #[expect(clippy::too_many_arguments, reason = "one place of the loop, only split for its length")]
    fn reason(
        &mut self,
        report: &Report,
        path: &[Key],
        key: Key,
        at: usize,
        audience: Audience,
        demand: &Demand,
        there: Option<String>,
    ) -> Result<Option<Next>, Fault> {
        let keeps = there.as_deref().is_some_and(|text| long_enough(text, demand).is_ok());
        let prompt = self.reason_prompt(key, at + 1, audience, demand, there, keeps);
        let guide = Guide::new(report, key);
        loop {
            let text = match self.front.ask(&prompt)? {
                Reply::Text(text) => text,
                Reply::Gesture(Gesture::Back) => return Ok(Some(Next::Visit(at))),
                Reply::Gesture(Gesture::Keep) if keeps => return Ok(None),
                Reply::Gesture(Gesture::Help) => {
                    self.front.tell(&guide.next(self.session))?;
                    continue;
                }
                Reply::Gesture(Gesture::Review) => return self.glance(report, path, Next::Visit(at)).map(Some),
                Reply::Gesture(Gesture::Pause) => return Ok(Some(Next::Pause)),
                Reply::Gesture(Gesture::Keep) | Reply::Option(_) | Reply::Picked(_) => continue,
            };
            match check_text(&text).and_then(|text| long_enough(&text, demand).map(|()| text)) {
                Ok(text) => {
                    self.session.reason(key, audience, text)?;
                    return Ok(None);
                }
                Err(kind) => self.front.tell(&refused(&kind, self.session.language))?,
            }
        }
    }

    fn reason_prompt(
        &self,
        key: Key,
        number: usize,
        audience: Audience,
        demand: &Demand,
        there: Option<String>,
        keeps: bool,
    ) -> Prompt {
        let language = self.session.language;
        let words = Wording::new(self.session.edition, self.session.answers(), language);
        let what = match audience {
            Audience::Internal => language.choose("Skäl (stannar i myndigheten)", "Reason (stays in the authority)"),
            Audience::Outgoing => language.choose("Skäl som sökanden får läsa", "Reason that the requester may read"),
        };
        let answer = self.session.answers().answer(key);
        let answer = answer.map(|answer| words.value(&self.session.question(key).kind, &answer.value));
        let least = demand.least.max(1);
        let question = format!("{} {}. {what}", words.question(key), answer.unwrap_or_default());
        Prompt {
            number,
            heading: words.heading(&key.scope),
            remark: Some(format!("{} {}.", language.choose("Minst", "At least"), counted(least, CHARACTERS, language))),
            earlier: there.map(|text| crate::render::safe::line(&text).into_owned()),
            keeps,
            kept: self.session.keeps_draft(),
            ..Prompt::new(question, Wants::Text { least })
        }
    }
}

/// Returns whether a reason has the length that is demanded; an empty one never has.
fn long_enough(text: &str, demand: &Demand) -> Result<(), AnswerFaultKind> {
    let (found, least) = (text.trim().chars().count(), demand.least.max(1));
    if found < least as usize { Err(AnswerFaultKind::TooShort { found, least }) } else { Ok(()) }
}
