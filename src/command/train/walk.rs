//! Walks one scenario: the same interview as a real assessment, in a home of its own.
//!
//! Whoever calls keeps what came of it, and then says so with [`settle`]; until then the draft is there and can be gone
//! on with.

use std::cell::RefCell;
use std::path::Path;

use super::coach::{Coach, Watch, Watched};
use super::progress::Progress;
use super::spoken::given;
use crate::answers::script::path;
use crate::canonical::hex;
use crate::command::assess::header;
use crate::context::Context;
use crate::deadline::local;
use crate::draft::form::form;
use crate::draft::{Address, Bound, Draft, DraftFault, Drafts, Event, Journal as _, bind};
use crate::engine::Answer;
use crate::error::Error;
use crate::interview::{Ending, Leads, Notice, NoticeKind, OwnEditor, Respondent, Session, run as interview};
use crate::render::count::{ANSWERS, counted};
use crate::text::Language;
use crate::training::answered::{Answered, Said, answered};
use crate::training::check::{Kind, Solution};
use crate::training::scenario::Scenario;
use crate::training::score::{Score, score};

/// A scenario that is walked.
pub struct Course<'c> {
    /// The scenario.
    pub scenario: &'c Scenario,
    /// Its key.
    pub solution: &'c Solution<'c>,
    /// The folder of drafts and progress.
    pub home: &'c Path,
    /// Whether the key is told after each scored answer; one that is gone on with is as it was begun.
    pub direct: bool,
    /// Whether one that is under way is thrown away.
    pub again: bool,
    /// Where in a room it stands; nothing outside of one.
    pub seat: Option<Seat<'c>>,
}

impl Course<'_> {
    /// Returns what comes when all is answered.
    pub const fn leads(&self) -> Leads {
        if self.seat.is_some() { Leads::HandingIn } else { Leads::Outcome }
    }
}

/// Where in a room somebody is.
#[derive(Clone, Copy, Debug)]
pub struct Seat<'c> {
    /// The room's code.
    pub code: &'c str,
    /// The pseudonym.
    pub name: &'c str,
    /// Which scenario, from 1.
    pub number: usize,
    /// Of how many.
    pub of: usize,
    /// Whether it is the first that is walked since the program was started: what training is, is told once.
    pub first: bool,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Walked {
    /// How it ended.
    pub ended: Ended,
    /// The answers that count, with what was given beforehand: those on the path, or the first to each question where the
    /// key was told after each.
    pub answered: Answered,
    /// The same in the order in which they were asked.
    pub path: Vec<Address>,
    /// The questions whose hint was shown.
    pub hints: Vec<String>,
}

/// How a scenario ended for whoever trains.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Ended {
    /// At an outcome.
    Finished,
    /// It waits or has stopped, and is left so.
    Halted,
    /// Stopped with `.`; it can be gone on with.
    Paused,
    /// Ctrl-C or a signal; it can be gone on with.
    Interrupted,
}

impl Ended {
    /// Returns the name in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Finished => "finished",
            Self::Halted => "halted",
            Self::Paused => "paused",
            Self::Interrupted => "interrupted",
        }
    }

    /// Returns whether it was gone through.
    #[must_use]
    pub const fn is_through(self) -> bool {
        matches!(self, Self::Finished | Self::Halted)
    }
}

/// Puts the questions of a scenario, or goes on where they were left.
///
/// # Errors
/// If there is nobody to ask, or an answer cannot be kept; everything before it is in the draft.
pub fn walk(course: &Course<'_>, front: &mut dyn Respondent, context: &Context) -> Result<Walked, Error> {
    let language = context.language;
    let drafts = Drafts::new(course.home);
    let Open { mut draft, progress, begun } = open(course, &drafts, context)?;
    let (edition, procedure) = (&course.solution.run.edition, course.solution.run.procedure);
    let standing = standing(course, &draft);
    front.tell(&opening(course, begun, standing.len(), language))?;
    let watch = RefCell::new(Watch::new(progress, standing));
    let bound: Bound = bind(edition, draft.state(), context.today);
    let editor = OwnEditor::named(context.editor.as_deref(), drafts.folder(), &draft.id);
    let utc = context.clock;
    let clock = move || local(utc());
    let mut journal = Watched { draft: &mut draft, watch: &watch, course };
    let mut session = Session::new(edition, procedure, language, bound, &mut journal, &clock)?;
    session.editor = Some(editor);
    let mut coach = Coach::new(front, course, &watch, language);
    let ending = interview(&mut session, &mut coach)?;
    coach.tell_held()?;
    let report = session.walk();
    let answers = session.into_answers();
    let ended = match ending {
        Ending::Finished(_) => Ended::Finished,
        Ending::Halted(_) => Ended::Halted,
        Ending::Paused => Ended::Paused,
        Ending::Interrupted => Ended::Interrupted,
    };
    let progress = watch.into_inner().progress;
    let keys = path(&report);
    let mut walked = Walked {
        ended,
        answered: answered(edition, &answers, &keys),
        path: keys.iter().map(|&key| crate::draft::bind::address(edition, &answers, key)).collect(),
        hints: progress.hints.clone(),
    };
    if progress.direct {
        walked.answered = given(course.solution);
        walked.path = progress.first.iter().map(|first| first.at.clone()).collect();
        walked.answered.extend(progress.first.into_iter().map(|first| (first.at, first.said)));
    }
    Ok(walked)
}

/// Keeps how it went, and removes the draft of a scenario that was gone through. Returns its points.
///
/// # Errors
/// When the progress cannot be written, or the draft not removed.
pub fn settle(course: &Course<'_>, walked: &Walked) -> Result<Score, Error> {
    let score = score(&course.solution.steps, &walked.answered);
    if !walked.ended.is_through() {
        return Ok(score);
    }
    let mut progress = Progress::read(course.home, course.scenario)?;
    let draft = progress.draft.take();
    progress.begin_anew();
    progress.done = progress.done.saturating_add(1);
    progress.best = progress.best.into_iter().chain([score]).max_by_key(|score| score.points);
    progress.write(course.home, course.scenario)?;
    discard(&Drafts::new(course.home), draft.as_deref())?;
    Ok(score)
}

/// A draft with the progress that goes with it.
struct Open {
    draft: Draft,
    progress: Progress,
    begun: Begun,
}

/// When a draft was begun.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Begun {
    Now,
    /// One was under way, of a scenario that reads otherwise now.
    NowInstead,
    Before,
}

/// Opens the draft that is under way, or begins one with what is given beforehand.
fn open(course: &Course<'_>, drafts: &Drafts, context: &Context) -> Result<Open, Error> {
    let Course { scenario, solution, home, direct, again, .. } = *course;
    let kept = Progress::kept(home, scenario)?;
    let same = kept.as_ref().is_some_and(|kept| kept.sha256 == hex(&scenario.sha256));
    let draft = kept.as_ref().and_then(|kept| kept.draft.clone());
    let mut progress = kept.filter(|_| same).unwrap_or_else(|| Progress::none(scenario));
    let mut begun = Begun::Now;
    if let Some(id) = draft {
        match drafts.open(&id) {
            Ok(opened) if same && !again => return Ok(Open { draft: opened.draft, progress, begun: Begun::Before }),
            Ok(opened) => {
                drop(opened);
                discard(drafts, Some(&id))?;
                begun = if again { Begun::Now } else { Begun::NowInstead };
            }
            Err(DraftFault::NotFound(_)) => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    let run = &solution.run;
    let matter = scenario.matter.as_deref().unwrap_or(&scenario.id).to_owned();
    let mut draft = drafts.create(header(&run.edition, run.procedure, matter, context))?;
    let given = solution.steps.iter().filter(|step| step.kind == Kind::Given);
    let events: Vec<Event> = given
        .filter_map(|step| {
            let answer: &Answer = run.answers.answer(step.key)?;
            let asked = Some(form(&run.edition, step.key.question));
            Some(Event::answered(step.at.clone(), step.answer.clone(), answer, asked))
        })
        .collect();
    if !events.is_empty() {
        draft.record(events, context.local())?;
    }
    progress.begin_anew();
    (progress.draft, progress.direct) = (Some(draft.id.to_string()), direct);
    progress.write(home, scenario)?;
    Ok(Open { draft, progress, begun })
}

/// Throws a draft away; one that is gone already is none.
fn discard(drafts: &Drafts, id: Option<&str>) -> Result<(), Error> {
    let Some(id) = id else { return Ok(()) };
    match drafts.hold(id) {
        Ok(held) => Ok(drafts.discard(held)?),
        Err(DraftFault::NotFound(_)) => Ok(()),
        Err(fault) => Err(fault.into()),
    }
}

/// Returns the answers of a draft that whoever trains gave.
fn standing(course: &Course<'_>, draft: &Draft) -> Vec<(Address, Said)> {
    let beforehand = |at: &Address| course.solution.steps.iter().any(|step| step.kind == Kind::Given && step.at == *at);
    let mut own: Vec<_> = draft.state().answers.iter().filter(|(at, _)| !beforehand(at)).collect();
    own.sort_by_key(|(_, stored)| stored.at);
    let said = |value: &serde_json::Value, reason: &Option<String>| Said {
        answer: value.clone(),
        reason: reason.clone(),
        ..Said::default()
    };
    own.into_iter().map(|(at, stored)| (at.clone(), said(&stored.value, &stored.reason))).collect()
}

/// Says what this is, or that it goes on with so many answers.
fn opening(course: &Course<'_>, begun: Begun, answers: usize, language: Language) -> Notice {
    let title = match (&course.seat, language) {
        (None, _) => language.choose("Övning", "Training").to_owned(),
        (Some(Seat { code, name, number, of, .. }), Language::Sv) => {
            format!("Rum {code}, du är {name}: scenario {number} av {of}")
        }
        (Some(Seat { code, name, number, of, .. }), Language::En) => {
            format!("Room {code}, you are {name}: scenario {number} of {of}")
        }
    };
    let answers = counted(answers, ANSWERS, language);
    if begun == Begun::Before {
        let line = match language {
            Language::Sv => format!("Övningen fortsätter: {answers} finns kvar. `--again` börjar om."),
            Language::En => format!("The training goes on: {answers} are kept. `--again` begins anew."),
        };
        return Notice { kind: NoticeKind::Info, title, lines: vec![line] };
    }
    let mut lines = Vec::new();
    if begun == Begun::NowInstead {
        let words = "Scenariot har ändrats sedan du började, och börjar om.";
        lines.push(language.choose(words, "The scenario has changed since you began, and begins anew."));
    }
    if course.seat.is_some_and(|seat| !seat.first) {
        return Notice { kind: NoticeKind::Info, title, lines: lines.into_iter().map(str::to_owned).collect() };
    }
    lines.push(language.choose(
        "Inget undertecknas och inget hamnar i registret. `?` ger hjälp och ledtrådar, `=` visar igen vad som är känt.",
        "Nothing is signed and nothing reaches the register. `?` gives help and hints, `=` shows again what is known.",
    ));
    if course.solution.steps.iter().any(|step| step.kind == Kind::Given) {
        lines.push(language.choose(
            "Listorna (personer, handlingar, uppgifter och liknande) är ifyllda åt dig.",
            "The lists (persons, documents, items and the like) are filled in for you.",
        ));
    }
    Notice { kind: NoticeKind::Info, title, lines: lines.into_iter().map(str::to_owned).collect() }
}
