//! The loop: walk, ask, keep, and again.
//!
//! The path is derived anew after every answer. Going back is therefore only looking at an earlier place of the path, and
//! changing an answer there changes what comes after it without anything being thrown away.

use super::change;
use super::guide::Guide;
use super::items::{Turn, Working};
use super::known::Known;
use super::progress::progress;
use super::prompt::{no_such_number, question_prompt, read_reply};
use super::respondent::{FrontFault, Gesture, Notice, NoticeKind, Reply, Respondent, ReviewReply};
use super::review::{halt_line, review};
use super::rows::{Entered, Entry};
use super::session::{Session, Weighed};
use super::words::Wording;
use crate::answers::fault::AnswerFaultKind;
use crate::answers::script::path;
use crate::draft::DraftFault;
use crate::engine::{Halted, Key, Report, Step, Value};
use crate::picture::{Picture, pictures};
use crate::ruleset::model::{AnswerKind, NodeIx, NodeKind, RulesetIx};
use crate::text::Language;

/// How an interview ended without a fault.
#[derive(Clone, Debug, PartialEq)]
pub enum Ending {
    /// All answers are given and looked through.
    Finished(Report),
    /// Everything waits or has stopped, and the officer leaves it so.
    Halted(Report),
    /// The officer stopped; the draft stays.
    Paused,
    /// Ctrl-C or a signal; the draft stays.
    Interrupted,
}

/// Why an interview broke off.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Fault {
    /// An answer could not be kept; it is not given.
    Draft(DraftFault),
    /// There is nobody to ask.
    Front(FrontFault),
}

impl From<DraftFault> for Fault {
    fn from(fault: DraftFault) -> Self {
        Self::Draft(fault)
    }
}

impl From<FrontFault> for Fault {
    fn from(fault: FrontFault) -> Self {
        Self::Front(fault)
    }
}

impl Fault {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Draft(fault) => fault.message(language),
            Self::Front(fault) => fault.message(language),
        }
    }

    /// Returns what to do.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        match self {
            Self::Draft(fault) => fault.hint(language),
            Self::Front(fault) => fault.hint(language),
        }
    }
}

/// Asks until the procedure has ended and its answers are looked through, or the officer stops.
///
/// # Errors
/// If an answer cannot be kept or there is nobody to ask; everything before it is in the journal.
pub fn run(session: &mut Session<'_, '_>, front: &mut dyn Respondent) -> Result<Ending, Fault> {
    match Interview::new(session, front).run() {
        Err(Fault::Front(FrontFault::Interrupted)) => Ok(Ending::Interrupted),
        ending => ending,
    }
}

/// Puts the questions that wait for the session's actor, and what comes up of theirs with the answers, until there are
/// no more and they have been looked through.
///
/// Returns how the walk then stands, or nothing where they stopped: nothing of it is kept anywhere but in the journal.
///
/// # Errors
/// As [`run`].
pub fn run_awaited(session: &mut Session<'_, '_>, front: &mut dyn Respondent) -> Result<Option<Report>, Fault> {
    Interview::new(session, front).run_awaited()
}

/// What a stop of the loop came to.
pub(super) enum Next {
    /// Walk again, and go on to the first question without an answer.
    On,
    /// Look at this place of the path.
    Visit(usize),
    /// Stop with the draft kept.
    Pause,
}

pub(super) struct Interview<'s, 'e, 'b, 'f> {
    pub(super) session: &'s mut Session<'e, 'b>,
    pub(super) front: &'f mut dyn Respondent,
    // Halts that the officer has been told of.
    told: Vec<Halted>,
    // Decision tables that the officer has been shown.
    drawn: Vec<Picture>,
    known: Known,
    // Where on the path the officer looks, if not at its end.
    pub(super) visiting: Option<usize>,
    came: Came,
    // Among the items.
    pub(super) working: Working,
}

/// How the officer came to the question that is looked at.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Came {
    /// Step by step: what is kept leads to the next one.
    Stepping,
    /// From the review page when all was answered: what is kept or changed leads back there, over what is new.
    FromReview,
    /// From the review page while this question waited: back there before it is put.
    FromReviewBefore(Key),
}

impl<'s, 'e, 'b, 'f> Interview<'s, 'e, 'b, 'f> {
    fn new(session: &'s mut Session<'e, 'b>, front: &'f mut dyn Respondent) -> Self {
        let (known, working) = (Known::default(), Working::default());
        Self {
            session,
            front,
            told: Vec::new(),
            drawn: Vec::new(),
            known,
            visiting: None,
            came: Came::Stepping,
            working,
        }
    }

    fn run(&mut self) -> Result<Ending, Fault> {
        loop {
            self.weigh()?;
            let (report, turn) = self.turn();
            let path = path(&report);
            self.tell_said(&turn)?;
            self.tell_halts(&report)?;
            self.draw(&report)?;
            self.show_known(&report)?;
            let next = match self.visiting.take().filter(|&at| at < path.len()) {
                Some(at) => self.visit(&report, &path, at)?,
                None => match turn {
                    Turn::Reasons(key) => self.reasons(&report, &path, key, false)?,
                    Turn::Table(left) => self.table(&report, &path, &left)?,
                    Turn::Walk => match report.step {
                        Step::Ask { key, .. } if self.came == Came::FromReviewBefore(key) => {
                            self.came = Came::Stepping;
                            self.glance(&report, &path, Next::On)?
                        }
                        Step::Ask { key, .. } => self.question(&report, &path, key, path.len())?,
                        Step::Revise { key, ruleset, node } => self.revise(&report, &path, key, (ruleset, node))?,
                        Step::Halted => match self.look_through(&report, &path)? {
                            ReviewReply::Confirm => return Ok(Ending::Halted(report)),
                            reply => going(reply),
                        },
                        Step::Finished { .. } => match self.look_through(&report, &path)? {
                            ReviewReply::Confirm => return Ok(Ending::Finished(report)),
                            reply => going(reply),
                        },
                    },
                },
            };
            match next {
                Next::On => {}
                Next::Visit(at) => self.look_at(&path, at),
                Next::Pause => return Ok(Ending::Paused),
            }
        }
    }

    fn run_awaited(&mut self) -> Result<Option<Report>, Fault> {
        loop {
            let report = self.session.walk();
            let given: Vec<Key> = path(&report).into_iter().filter(|&key| self.session.is_own(key)).collect();
            let waiting = report.halted.iter().filter_map(|halted| halted.awaits).find(|&key| self.session.is_own(key));
            let next = match (self.visiting.take().filter(|&at| at < given.len()), waiting) {
                (Some(at), _) => self.visit(&report, &given, at)?,
                (None, waiting) => match (self.session.lacking(&report), waiting) {
                    (Some(key), _) => self.reasons(&report, &given, key, false)?,
                    (None, Some(key)) => self.question(&report, &given, key, given.len())?,
                    (None, None) => match self.look_through(&report, &given)? {
                        ReviewReply::Confirm => return Ok(Some(report)),
                        reply => going(reply),
                    },
                },
            };
            match next {
                Next::On => {}
                Next::Visit(at) => self.visiting = Some(at),
                Next::Pause => return Ok(None),
            }
        }
    }

    /// Says when another actor's answers fall, or stand again.
    fn weigh(&mut self) -> Result<(), Fault> {
        let language = self.session.language;
        let line = match self.session.weigh()? {
            Weighed::Same => return Ok(()),
            Weighed::Dropped => language.choose(
                "Ett svar som den andre hade sett är inte längre detsamma. Därför gäller inte dennes svar, och frågan ställs till denne igen.",
                "An answer that the other had seen is no longer the same. Their answers therefore do not stand, and the question is put to them again.",
            ),
            Weighed::Restored => language.choose(
                "Allt som den andre hade sett är som då. Dennes svar gäller igen.",
                "Everything that the other had seen is as it was. Their answers stand again.",
            ),
        };
        let title = language.choose("Svar av någon annan", "Another's answers").to_owned();
        Ok(self.front.tell(&Notice { kind: NoticeKind::Info, title, lines: vec![line.to_owned()] })?)
    }

    /// Shows each decision table that has come to something since the last answer.
    fn draw(&mut self, report: &Report) -> Result<(), Fault> {
        let pictures = pictures(self.session.edition, report, self.session.answers());
        for picture in pictures.iter().filter(|picture| !self.drawn.contains(picture)) {
            self.front.draw(picture, self.session.language)?;
        }
        self.drawn = pictures;
        Ok(())
    }

    /// Shows what another step has asked before and this one therefore does not.
    fn show_known(&mut self, report: &Report) -> Result<(), Fault> {
        if let Some(notice) = self.known.news(self.session, report) {
            self.front.tell(&notice)?;
        }
        Ok(())
    }

    fn tell_halts(&mut self, report: &Report) -> Result<(), Fault> {
        for halted in &report.halted {
            if !self.told.contains(halted) {
                let title = self.session.language.choose("Väntar", "Waits").to_owned();
                let lines = vec![halt_line(self.session, halted)];
                self.front.tell(&Notice { kind: NoticeKind::Halted, title, lines })?;
            }
        }
        // What an item waits for has been told, though a walk that works in another stops before it.
        self.told
            .retain(|halted| halted.scope.item.is_some_and(|item| report.items.iter().all(|met| met.item != item)));
        self.told.extend_from_slice(&report.halted);
        Ok(())
    }

    fn look_through(&mut self, report: &Report, path: &[Key]) -> Result<ReviewReply, Fault> {
        let page = review(self.session, report, path);
        loop {
            match self.front.review(&page)? {
                ReviewReply::Go(number) if number == 0 || number > path.len() => {
                    let kind = no_such_number(number, path.len());
                    self.front.tell(&refused(&kind, self.session.language))?;
                }
                ReviewReply::Go(number) if !self.session.is_own(path[number - 1]) => {
                    self.tell_another(path[number - 1])?;
                }
                reply => {
                    self.came = match (reply, &report.step) {
                        (ReviewReply::Go(_), Step::Ask { key, .. }) => Came::FromReviewBefore(*key),
                        (ReviewReply::Go(_), _) => Came::FromReview,
                        _ => Came::Stepping,
                    };
                    return Ok(reply);
                }
            }
        }
    }

    /// Says that an answer is another's to give.
    fn tell_another(&mut self, key: Key) -> Result<(), Fault> {
        let language = self.session.language;
        let words = Wording::new(self.session.edition, self.session.answers(), language);
        let who = words.role(self.session.question(key).actor);
        let line = match language {
            Language::Sv => format!("Den frågan besvaras bara av {who}."),
            Language::En => format!("Only the {who} answers that question."),
        };
        Ok(self.front.tell(&Notice { kind: NoticeKind::Refused, title: String::new(), lines: vec![line] })?)
    }

    /// Shows all answers in the midst of the questions; where the officer does not go elsewhere, `stay` is next.
    pub(super) fn glance(&mut self, report: &Report, path: &[Key], stay: Next) -> Result<Next, Fault> {
        Ok(match self.look_through(report, path)? {
            ReviewReply::Confirm => stay,
            reply => going(reply),
        })
    }

    fn visit(&mut self, report: &Report, path: &[Key], at: usize) -> Result<Next, Fault> {
        self.question(report, path, path[at], at)
    }

    fn revise(&mut self, report: &Report, path: &[Key], key: Key, by: (RulesetIx, NodeIx)) -> Result<Next, Fault> {
        let (ruleset, node) = by;
        if let NodeKind::Revise { text, .. } = &self.session.edition.book.rulesets[ruleset.at()].nodes[node.at()].kind {
            let words = Wording::new(self.session.edition, self.session.answers(), self.session.language);
            let title = self.session.language.choose("Svara om", "Answer again").to_owned();
            let lines = vec![words.filled(text, &key.scope)];
            self.front.tell(&Notice { kind: NoticeKind::Info, title, lines })?;
        }
        let at = path.iter().position(|on| *on == key).unwrap_or(path.len());
        let before = self.session.answers().answer(key).cloned();
        // What was answered after it counts again only when it has been looked at again, so the path ends here.
        let next = self.question(report, path.get(..=at).unwrap_or(path), key, at)?;
        if matches!(next, Next::On) && before.is_some() {
            self.session.erase_after(key, report)?;
        }
        Ok(next)
    }

    /// Puts the question at this place of the path, or at its end.
    fn question(&mut self, report: &Report, path: &[Key], key: Key, at: usize) -> Result<Next, Fault> {
        let guide = Guide::new(report, key);
        loop {
            let reply = match self.put(key, at + 1, &guide)? {
                Put::Value(value) => return self.take(report, path, key, value),
                Put::Gesture(gesture) => gesture,
            };
            match reply {
                Gesture::Back if self.begins_item(path, at) => return Ok(self.back_to_table()),
                Gesture::Back if let Some(before) = (0..at).rev().find(|&at| self.session.is_own(path[at])) => {
                    self.came = Came::Stepping;
                    return Ok(Next::Visit(before));
                }
                Gesture::Back => {
                    let words = "Det här är den första frågan.";
                    let line = self.session.language.choose(words, "This is the first question.").to_owned();
                    self.front.tell(&Notice { kind: NoticeKind::Info, title: String::new(), lines: vec![line] })?;
                }
                Gesture::Keep if self.session.keep(key)? => {
                    if self.came != Came::Stepping {
                        return Ok(Next::On);
                    }
                    let after = (at + 1..path.len()).find(|&at| self.session.is_own(path[at]));
                    let after = after.filter(|_| !self.ends_item(path, at));
                    return Ok(after.map_or(Next::On, Next::Visit));
                }
                Gesture::Keep => {
                    let words = "Här finns inget svar att behålla: svara på frågan.";
                    let en = "There is no answer to keep here: answer the question.";
                    let line = self.session.language.choose(words, en).to_owned();
                    self.front.tell(&Notice { kind: NoticeKind::Refused, title: String::new(), lines: vec![line] })?;
                }
                Gesture::Help => {
                    self.front.tell(&guide.next(self.session))?;
                    continue;
                }
                Gesture::Review => return self.glance(report, path, Next::Visit(at)),
                Gesture::Pause => return Ok(Next::Pause),
            }
            guide.reset();
        }
    }

    fn put(&mut self, key: Key, number: usize, guide: &Guide<'_>) -> Result<Put, Fault> {
        if let AnswerKind::List(list) = &self.session.question(key).kind {
            let left = progress(self.session, key);
            let entry = Entry { session: self.session, front: self.front, key, list, number, left, guide };
            return Ok(match entry.run()? {
                Entered::Rows(rows) => Put::Value(Value::Rows(rows)),
                Entered::Left(gesture) => Put::Gesture(gesture),
            });
        }
        loop {
            let mut prompt = question_prompt(self.session, key, number);
            prompt.terms = self.session.explain(key);
            match self.front.ask(&prompt)? {
                Reply::Gesture(gesture) => return Ok(Put::Gesture(gesture)),
                reply => match read_reply(self.session, key, &reply) {
                    Ok(value) => {
                        self.tell_meaning(key, &value, &reply)?;
                        return Ok(Put::Value(value));
                    }
                    Err(kind) => self.front.tell(&refused(&kind, self.session.language))?,
                },
            }
        }
    }

    /// Says what a word such as `nu` was taken for: which time it stands for is seen nowhere else.
    fn tell_meaning(&mut self, key: Key, value: &Value, reply: &Reply) -> Result<(), Fault> {
        let Reply::Text(typed) = reply else { return Ok(()) };
        if !matches!(value, Value::Date(_) | Value::DateTime(_)) {
            return Ok(());
        }
        let words = Wording::new(self.session.edition, self.session.answers(), self.session.language);
        let meaning = words.value(&self.session.question(key).kind, value);
        if meaning == typed.trim() {
            return Ok(());
        }
        let line = format!("{}: {meaning}", self.session.language.choose("Det betyder", "That means"));
        Ok(self.front.tell(&Notice { kind: NoticeKind::Info, title: String::new(), lines: vec![line] })?)
    }

    /// Keeps an answer, tells what it reopens, and asks for its reasons.
    fn take(&mut self, report: &Report, path: &[Key], key: Key, value: Value) -> Result<Next, Fault> {
        let before = self.session.answers().answer(key).map(|answer| answer.value.clone());
        let changes = before.is_some_and(|before| before != value);
        let reopened = self.session.answer(key, value)?;
        if let Some(notice) = change::reopened(self.session, &reopened) {
            self.front.tell(&notice)?;
        }
        if changes && let Some(notice) = change::changed(self.session, report, key, &reopened) {
            self.front.tell(&notice)?;
        }
        self.reasons(report, path, key, true)
    }
}

enum Put {
    Value(Value),
    Gesture(Gesture),
}

fn going(reply: ReviewReply) -> Next {
    match reply {
        ReviewReply::Go(number) => Next::Visit(number.saturating_sub(1)),
        ReviewReply::Confirm => Next::On,
        ReviewReply::Pause => Next::Pause,
    }
}

/// Returns the notice that something was not accepted, with what to write instead.
pub(super) fn refused(kind: &AnswerFaultKind, language: Language) -> Notice {
    let message = kind.message(language);
    let line = match kind.hint(language) {
        Some(hint) => format!("{message} ({hint})"),
        None => message,
    };
    Notice { kind: NoticeKind::Refused, title: String::new(), lines: vec![line] }
}
