//! The reasons that an answer demands: asked for after it, and again wherever one is lacking.
//!
//! What is written passes the gate of [`crate::reasons`]. Where that finds something, the officer writes a better text, or
//! keeps the one there is with a note that says why; the text is never lost on the way.

use super::compose::Composed;
use super::guide::Guide;
use super::respondent::{Gesture, Notice, NoticeKind, Prompt, Reply, Wants};
use super::run::{Fault, Interview, Next, refused};
use super::words::Wording;
use crate::answers::gate::Gate;
use crate::answers::script::{demands_for, path};
use crate::answers::value::check_text;
use crate::engine::{Key, Report};
use crate::reasons::{Audience, Finding, judge_note};
use crate::render::count::{CHARACTERS, counted};
use crate::ruleset::model::Demand;
use crate::text::Language;

/// What opens the officer's own editor, typed alone.
const OWN_EDITOR: &str = "+";

/// A reason that is asked for.
struct Wanted<'a> {
    key: Key,
    /// Where on the path its answer stands.
    at: usize,
    audience: Audience,
    demand: &'a Demand,
}

/// A text that was written as a reason, and what was found in it.
struct Written {
    text: String,
    findings: Vec<Finding>,
}

/// What came of asking for a note.
enum Noted {
    Note(String),
    /// Back to the reason.
    Back,
    Left(Next),
}

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
            let (there, note) = match audience {
                Audience::Internal => (answer.reason.clone(), &answer.notes.reason),
                Audience::Outgoing => (answer.outgoing.clone(), &answer.notes.outgoing),
            };
            let least = if note.is_some() { 1 } else { demand.least.max(1) };
            let there = there.filter(|text| text.trim().chars().count() >= least as usize);
            if there.is_some() && !answered_now {
                continue;
            }
            if let Some(next) = self.reason(report, path, &Wanted { key, at, audience, demand }, there.as_deref())? {
                return Ok(next);
            }
        }
        Ok(Next::On)
    }

    /// Asks for one reason until it passes the gate or is kept with a note; returns where to go if not on.
    fn reason(
        &mut self,
        report: &Report,
        path: &[Key],
        wanted: &Wanted<'_>,
        there: Option<&str>,
    ) -> Result<Option<Next>, Fault> {
        let guide = Guide::new(report, wanted.key);
        let mut written: Option<Written> = None;
        loop {
            let text = match self.front.ask(&self.reason_prompt(wanted, there, written.as_ref()))? {
                Reply::Text(text) if text.trim() == OWN_EDITOR => {
                    let before = written.as_ref().map(|written| &*written.text).or(there);
                    match self.compose(before.unwrap_or_default())? {
                        Some(text) => text,
                        None => continue,
                    }
                }
                Reply::Text(text) => text,
                Reply::Gesture(Gesture::Keep) => match &written {
                    None if there.is_some() => return Ok(None),
                    Some(Written { text, findings }) if can_stand(findings, wanted.audience) => {
                        let text = text.clone();
                        match self.note(report, path, wanted, &guide)? {
                            Noted::Note(note) => {
                                self.session.reason(wanted.key, wanted.audience, text, Some(note))?;
                                return Ok(None);
                            }
                            Noted::Back => continue,
                            Noted::Left(next) => return Ok(Some(next)),
                        }
                    }
                    _ => continue,
                },
                Reply::Gesture(gesture) => match self.gesture(report, path, wanted, &guide, gesture)? {
                    Some(next) => return Ok(Some(next)),
                    None => continue,
                },
                Reply::Option(_) | Reply::Picked(_) => continue,
            };
            let text = match check_text(&text) {
                Ok(text) => text,
                Err(kind) => {
                    self.front.tell(&refused(&kind, self.session.language))?;
                    continue;
                }
            };
            let findings = self.judge(report, wanted, &text);
            if findings.is_empty() {
                self.session.reason(wanted.key, wanted.audience, text, None)?;
                return Ok(None);
            }
            self.tell_findings(&findings, wanted.audience)?;
            written = (!text.is_empty()).then_some(Written { text, findings });
        }
    }

    /// Goes where a gesture leads from a reason; nothing where it stays there.
    fn gesture(
        &mut self,
        report: &Report,
        path: &[Key],
        wanted: &Wanted<'_>,
        guide: &Guide<'_>,
        gesture: Gesture,
    ) -> Result<Option<Next>, Fault> {
        Ok(match gesture {
            Gesture::Back => Some(Next::Visit(wanted.at)),
            Gesture::Help => {
                self.front.tell(&guide.next(self.session))?;
                None
            }
            Gesture::Review => Some(self.glance(report, path, Next::Visit(wanted.at))?),
            Gesture::Pause => Some(Next::Pause),
            Gesture::Keep => None,
        })
    }

    /// Asks why a reason is to stand in spite of what was found.
    fn note(&mut self, report: &Report, path: &[Key], wanted: &Wanted<'_>, guide: &Guide<'_>) -> Result<Noted, Fault> {
        let prompt = self.note_prompt(wanted);
        loop {
            let text = match self.front.ask(&prompt)? {
                Reply::Text(text) => text,
                Reply::Gesture(Gesture::Back) => return Ok(Noted::Back),
                Reply::Gesture(gesture) => match self.gesture(report, path, wanted, guide, gesture)? {
                    Some(next) => return Ok(Noted::Left(next)),
                    None => continue,
                },
                Reply::Option(_) | Reply::Picked(_) => continue,
            };
            let language = self.session.language;
            match check_text(&text) {
                Ok(text) => {
                    let findings = judge_note(&text);
                    if findings.is_empty() {
                        return Ok(Noted::Note(text));
                    }
                    let lines = findings.iter().map(|finding| finding.note_line(language)).collect();
                    self.front.tell(&Notice { kind: NoticeKind::Refused, title: String::new(), lines })?;
                }
                Err(kind) => self.front.tell(&refused(&kind, language))?,
            }
        }
    }

    /// Holds a text against the gate, beside the other reasons on the path.
    fn judge(&self, report: &Report, wanted: &Wanted<'_>, text: &str) -> Vec<Finding> {
        let mut gate = Gate::new(self.session.edition, self.session.answers());
        for key in path(report).into_iter().filter(|key| *key != wanted.key) {
            gate.stand(key);
        }
        gate.judge(wanted.key, wanted.audience, text)
    }

    fn tell_findings(&mut self, findings: &[Finding], audience: Audience) -> Result<(), Fault> {
        let language = self.session.language;
        let mut lines: Vec<String> = findings
            .iter()
            .map(|finding| crate::render::safe::text(&finding.line(audience, language)).into_owned())
            .collect();
        if can_stand(findings, audience) {
            let way = "Skriv om skälet, eller behåll det med > och säg varför.";
            let en = "Write another reason, or keep this one with > and say why.";
            lines.push(language.choose(way, en).to_owned());
        }
        Ok(self.front.tell(&Notice { kind: NoticeKind::Refused, title: String::new(), lines })?)
    }

    /// Lets the officer write in an editor of their own; nothing where nothing was written.
    fn compose(&mut self, before: &str) -> Result<Option<String>, Fault> {
        let language = self.session.language;
        let Some(editor) = self.session.editor.clone() else {
            return Ok(Some(OWN_EDITOR.to_owned()));
        };
        let mut composed = None;
        let lent = self.front.lend(&mut || composed = Some(editor.compose(before)));
        if let (Err(_), Some(Composed { text: Ok(text), .. })) = (&lent, &composed)
            && text != before
        {
            // A folder that takes no file is where the draft itself could not be written either.
            let _ = editor.leave(text);
        }
        lent?;
        let Some(Composed { text, left }) = composed else { return Ok(None) };
        if !left.is_empty() {
            self.front.tell(&super::compose::left_behind(&left, language))?;
        }
        match text {
            Ok(text) => Ok(Some(text)),
            Err(fault) => {
                let lines = vec![fault.message(language), fault.hint(language)];
                self.front.tell(&Notice { kind: NoticeKind::Refused, title: String::new(), lines })?;
                Ok(None)
            }
        }
    }

    fn reason_prompt(&self, wanted: &Wanted<'_>, there: Option<&str>, written: Option<&Written>) -> Prompt {
        let Wanted { key, at, audience, demand } = *wanted;
        let language = self.session.language;
        let words = Wording::new(self.session.edition, self.session.answers(), language);
        let what = match audience {
            Audience::Internal => language.choose("Skäl (stannar i myndigheten)", "Reason (stays in the authority)"),
            Audience::Outgoing => language.choose("Skäl som sökanden får läsa", "Reason that the requester may read"),
        };
        let answer = self.session.answers().answer(key);
        let answer = answer.map(|answer| words.value(&self.session.question(key).kind, &answer.value));
        let question = format!("{} {}. {what}", words.question(key), answer.unwrap_or_default());
        let least = demand.least.max(1);
        let (minimum, characters) = (language.choose("Minst", "At least"), counted(least, CHARACTERS, language));
        let mut remark = vec![format!("{minimum} {characters}.")];
        if audience == Audience::Outgoing {
            let sv = "Skriv så att texten inte röjer det som skyddas.";
            remark.push(language.choose(sv, "Write it so that it does not reveal what is protected.").to_owned());
        }
        if self.session.editor.is_some() {
            remark.push(match language {
                Language::Sv => format!("{OWN_EDITOR} öppnar din egen editor."),
                Language::En => format!("{OWN_EDITOR} opens your own editor."),
            });
        }
        let earlier = written.map(|written| &*written.text).or(there);
        Prompt {
            number: at + 1,
            about: Some(key),
            heading: words.heading(&key.scope),
            remark: Some(remark.join(" ")),
            earlier: earlier.map(|text| crate::render::safe::line(text).into_owned()),
            keeps: match written {
                Some(written) => can_stand(&written.findings, audience),
                None => there.is_some(),
            },
            kept: self.session.keeps_draft(),
            ..Prompt::new(question, Wants::Text { least })
        }
    }

    fn note_prompt(&self, wanted: &Wanted<'_>) -> Prompt {
        let language = self.session.language;
        let words = Wording::new(self.session.edition, self.session.answers(), language);
        let question = language.choose("Varför ska skälet stå som det är?", "Why is the reason to stand as it is?");
        let remark = language.choose(
            "Det du skriver kommer med i underlaget, men inte i beskedet till sökanden.",
            "What you write goes into the memo, but not into the notice to the requester.",
        );
        Prompt {
            number: wanted.at + 1,
            about: Some(wanted.key),
            heading: words.heading(&wanted.key.scope),
            remark: Some(remark.to_owned()),
            kept: self.session.keeps_draft(),
            ..Prompt::new(question, Wants::Text { least: crate::reasons::NOTE })
        }
    }
}

/// Returns whether a note can let a reason stand with all that was found in it.
fn can_stand(findings: &[Finding], audience: Audience) -> bool {
    findings.iter().all(|finding| finding.is_overridable(audience))
}
