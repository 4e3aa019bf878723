//! Replays a case and holds it against what it must come to.

use std::collections::HashSet;

use menprov::answers::{self, Check, Raw, ScriptFault, Unused, read_text, resolve, run_script};
use menprov::engine::{Answer, AnswerSet, Edition, ItemResult, Key, Report, Step, Value, walk};
use menprov::ruleset::model::{AnswerKind, Effect, RulesetIx};
use menprov::text::Language;

use super::book::BOOK;
use super::case::{Case, Later};

/// A case that has been walked to its end.
pub struct Run {
    /// The rulebook on the case's law date.
    pub edition: Edition<'static>,
    /// The answers.
    pub answers: AnswerSet,
    /// The result.
    pub report: Report,
}

/// What is needed to walk a case.
pub struct Opened<'a> {
    /// The rulebook on the case's law date.
    pub edition: Edition<'static>,
    /// The procedure.
    pub procedure: RulesetIx,
    /// The answers as written.
    pub raw: Raw<'a>,
    /// What stands under `case:`, as written.
    pub case: Raw<'a>,
}

/// Opens a case with the program's own reader.
pub fn opened(case: &Case) -> Result<Opened<'_>, Vec<String>> {
    let file = read_text(&case.id, &case.text).map_err(|fault| vec![fault.message(Language::En)])?;
    let procedure = file.procedure.ok_or_else(|| vec!["no `procedure:`".to_owned()])?;
    let date = file.law_date.ok_or_else(|| vec!["no `law-date:`".to_owned()])?;
    let edition = Edition::on(&BOOK, date);
    let procedure = edition.by_id(&procedure).ok_or_else(|| vec![format!("no procedure `{procedure}`")])?;
    let edition = edition.for_procedure(procedure);
    Ok(Opened { edition, procedure, raw: file.answers, case: file.case.unwrap_or(Raw::Null) })
}

/// Walks a case: it reads without a fault, nothing is missing, nothing unused, and it ends in an outcome or a halt.
pub fn walked(case: &Case) -> Result<Run, Vec<String>> {
    walk_to_end(opened(case)?)
}

/// Holds that answers which rest on law that is new on the case's day cannot be given the day before.
pub fn new_that_day(case: &Case) -> Vec<String> {
    if !case.doc.expect.new_that_day {
        return Vec::new();
    }
    let mut opened = match opened(case) {
        Ok(opened) => opened,
        Err(faults) => return faults,
    };
    let before = opened.edition.date.pred_opt().expect("a day within the calendar");
    let procedure = &BOOK.rulesets[opened.procedure.at()].id;
    opened.edition = Edition::on(&BOOK, before);
    opened.procedure = opened.edition.by_id(procedure).expect("the procedure is in force the day before too");
    opened.edition = opened.edition.for_procedure(opened.procedure);
    match walk_to_end(opened) {
        Ok(_) => vec![format!("the same answers are taken on {before}")],
        Err(_) => Vec::new(),
    }
}

fn walk_to_end(Opened { edition, procedure, raw, .. }: Opened<'_>) -> Result<Run, Vec<String>> {
    let answers = resolve(&edition, &raw, Check::All)
        .whole()
        .map_err(|faults| faults.iter().map(|fault| fault.message(Language::En)).collect::<Vec<_>>())?;
    let report = run_script(&edition, procedure, &answers, Unused::Refused)
        .map_err(|faults| faults.iter().map(|fault| said(&edition, fault)).collect::<Vec<_>>())?;
    Ok(Run { edition, answers, report })
}

/// Where a walk ended, as case files say it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum End {
    /// In an outcome, by its id.
    Outcome(String),
    /// At a halt: `ruleset.node`.
    Halted(String),
    /// Before a question that has no answer, by its id.
    Asks(String),
}

impl End {
    /// Returns where a report ends.
    pub fn of(report: &Report) -> Self {
        let node = |ruleset: RulesetIx, node: menprov::ruleset::model::NodeIx| {
            let rules = &BOOK.rulesets[ruleset.at()];
            format!("{}.{}", rules.id, rules.nodes[node.at()].id)
        };
        match report.step {
            Step::Finished { ruleset, outcome, .. } => {
                Self::Outcome(BOOK.rulesets[ruleset.at()].outcomes[outcome.at()].id.to_string())
            }
            Step::Ask { key, .. } => Self::Asks(BOOK.questions[key.question.at()].id.to_string()),
            Step::Revise { ruleset, node: at, .. } => Self::Halted(node(ruleset, at)),
            Step::Halted => {
                let last = report.halted.last().expect("what does not finish has halted");
                Self::Halted(node(last.ruleset, last.node))
            }
        }
    }

    /// Returns what a file declares, of which exactly one must stand there.
    pub fn declared(outcome: Option<&String>, halted: Option<&String>, asks: Option<&String>) -> Option<Self> {
        match (outcome, halted, asks) {
            (Some(id), None, None) => Some(Self::Outcome(id.clone())),
            (None, Some(node), None) => Some(Self::Halted(node.clone())),
            (None, None, Some(question)) => Some(Self::Asks(question.clone())),
            _ => None,
        }
    }
}

impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Outcome(id) => write!(f, "{id}"),
            Self::Halted(node) => write!(f, "halt {node}"),
            Self::Asks(question) => write!(f, "asks {question}"),
        }
    }
}

/// The same answers under the law of [`super::today()`]; what does not fit any more is left out. Unless the case says
/// what is different today, what is asked in the same words under both laws is answered the same.
pub fn walked_today(case: &Case) -> Result<Run, Vec<String>> {
    let Opened { edition, procedure, raw, .. } = opened(case)?;
    let id = &edition.book.rulesets[procedure.at()].id;
    let edition = Edition::on(&BOOK, super::today());
    let procedure = edition.by_id(id).ok_or_else(|| vec![format!("`{id}` is not in force today")])?;
    let edition = edition.for_procedure(procedure);
    let mut answers = resolve(&edition, &raw, Check::All).answers;
    loop {
        let report = walk(&edition, procedure, &answers);
        match report.step {
            Step::Ask { key, .. } if case.doc.expect.today.is_none() => match in_the_same_words(&answers, key) {
                Some(answer) => drop(answers.insert(key, answer)),
                None => return Ok(Run { edition, answers, report }),
            },
            _ => return Ok(Run { edition, answers, report }),
        }
    }
}

/// The answer to another question in the same words about the same, where its option is there too.
fn in_the_same_words(answers: &AnswerSet, key: Key) -> Option<Answer> {
    let asked = &BOOK.questions[key.question.at()];
    answers.keys().filter(|other| other.scope == key.scope && other.question != key.question).find_map(|other| {
        let known = &BOOK.questions[other.question.at()];
        let given = answers.answer(other).filter(|_| known.text == asked.text)?;
        let Value::Choice(option) = given.value else { return None };
        let option = *known.options().get(usize::from(option))?;
        let option = asked.options().iter().position(|same| *same == option)?;
        Some(Answer { value: Value::Choice(u16::try_from(option).ok()?), ..given.clone() })
    })
}

/// Holds what a case comes to under the law of today against what the file says of it.
pub fn today(case: &Case) -> Vec<String> {
    let (then, now) = match (walked(case), walked_today(case)) {
        (Ok(then), Ok(now)) => (then, now),
        (Err(faults), _) | (_, Err(faults)) => return faults,
    };
    let differing: Vec<_> = then
        .report
        .items
        .iter()
        .map(|item| (then.answers.name(item.item), item.effect))
        .filter(|(name, effect)| now.effect(name) != Some(*effect))
        .collect();
    let same = End::of(&then.report) == End::of(&now.report) && differing.is_empty();
    let Some(declared) = &case.doc.expect.today else {
        return if same { Vec::new() } else { vec![format!("today it comes to {}", End::of(&now.report))] };
    };
    if same {
        return vec!["`today:` says what is no different".to_owned()];
    }
    let mut faults = Vec::new();
    let Later { procedure_outcome, halted, asks, case: other, effects } = declared;
    let Some(end) = End::declared(procedure_outcome.as_ref(), halted.as_ref(), asks.as_ref()) else {
        return vec!["`today:` says not one end".to_owned()];
    };
    if end != End::of(&now.report) {
        faults.push(format!("expected {end} today, found {}", End::of(&now.report)));
    }
    for (item, effect) in effects {
        let found = now.effect(item).map_or("not reached", word);
        if found != effect {
            faults.push(format!("item {item}: expected {effect} today, found {found}"));
        }
    }
    let answered = other.as_ref().is_none_or(|other| super::project(&format!("rulesets/cases/{other}.yaml")).is_file());
    if asks.is_some() && (other.is_none() || !answered) {
        faults.push("no case answers what the law of today asks".to_owned());
    }
    faults
}

/// Says what a script lacks, with the options of the question that waits.
fn said(edition: &Edition<'_>, fault: &ScriptFault) -> String {
    let options = edition.question(&fault.question).map(|at| BOOK.questions[at.at()].options().join("|"));
    format!("{} [{}]", fault.message(Language::En), options.unwrap_or_default())
}

/// Holds effects, outcome, provisions, duties and questions against what the file says.
pub fn expected(case: &Case, run: &Run) -> Vec<String> {
    let expect = &case.doc.expect;
    let mut faults = Vec::new();
    let facts = &case.doc.facts;
    if facts.sv.len() < 40 || facts.en.len() < 40 || facts.sv == facts.en {
        faults.push("the facts are not told in both languages".to_owned());
    }
    for (item, effect) in &expect.effects {
        let found = run.effect(item).map_or("not reached", word);
        if found != effect {
            faults.push(format!("item {item}: expected {effect}, found {found}"));
        }
    }
    for item in &run.report.items {
        let name = run.answers.name(item.item);
        let (Some(_), Some(under)) = (expect.effects.get(name), expect.under.get(name)) else {
            faults.push(format!("nothing is expected of item {name}"));
            continue;
        };
        let rests_on = rests_on(item);
        let lacking = under.iter().filter(|one| !rests_on.contains(&***one));
        faults.extend(lacking.map(|one| format!("item {name} does not rest on {one}")));
    }
    match End::declared(expect.procedure_outcome.as_ref(), expect.halted.as_ref(), None) {
        None => faults.push("one of `procedure-outcome` and `halted` must stand".to_owned()),
        Some(end) if end != run.end() => faults.push(format!("expected {end}, found {}", run.end())),
        Some(_) => {}
    }
    let (provisions, duties, asked) = (run.provisions(), run.duties(), run.asked());
    let lacking = |wanted: &[String], found: &HashSet<&str>| -> Vec<String> {
        wanted.iter().filter(|one| !found.contains(&***one)).cloned().collect()
    };
    for (what, wanted, found) in [
        ("provision", &expect.provisions, &provisions),
        ("duty", &expect.duties, &duties),
        ("question", &expect.asked, &asked),
    ] {
        faults.extend(lacking(wanted, found).into_iter().map(|one| format!("no {what} {one}")));
    }
    let met = |unwanted: &[String], found: &HashSet<&str>| -> Vec<String> {
        unwanted.iter().filter(|one| found.contains(&***one)).cloned().collect()
    };
    faults.extend(met(&expect.no_provisions, &provisions).into_iter().map(|one| format!("provision {one}")));
    faults.extend(met(&expect.no_duties, &duties).into_iter().map(|one| format!("duty {one}")));
    for (wanted, words) in [(true, &expect.says), (false, &expect.says_not)] {
        for (question, word) in words {
            if asked.contains(&**question) && shown(&run.edition, question).contains(&**word) == wanted {
                continue;
            }
            faults.push(format!("{question} {} “{word}”", if wanted { "does not say" } else { "says" }));
        }
    }
    for question in &expect.not_asked {
        if BOOK.questions.iter().all(|known| *known.id != **question) {
            faults.push(format!("no such question: {question}"));
        }
        if asked.contains(&**question) {
            faults.push(format!("asked: {question}"));
        }
    }
    faults
}

/// Returns the provisions that an item's result rests on.
fn rests_on(item: &ItemResult) -> HashSet<&'static str> {
    item.ends
        .iter()
        .flat_map(|met| {
            let returned = BOOK.rulesets[met.ruleset.at()].returns[met.end.at()].as_ref();
            let of_end = returned.map_or(&[][..], |end| &end.provisions);
            met.scope.provision.into_iter().chain(of_end.iter().copied())
        })
        .map(|at| &*BOOK.provisions[at.at()].short)
        .collect()
}

/// Returns everything that a question shows in Swedish on a law date.
fn shown(edition: &Edition<'_>, id: &str) -> String {
    let Some(question) = edition.question(id).map(|at| &BOOK.questions[at.at()]) else { return String::new() };
    let help = question.help.as_ref().map_or("", |help| help.get(Language::Sv));
    let options = match &question.kind {
        AnswerKind::Choice(options) => options.iter().map(|option| option.text.get(Language::Sv)).collect(),
        _ => Vec::new(),
    };
    [question.text.get(Language::Sv), help, &options.join(" ")].join(" ")
}

/// Returns an effect's word in files.
pub fn word(effect: Effect) -> &'static str {
    match effect {
        Effect::None => "none",
        Effect::Report => "report",
        Effect::ReportPart => "report-part",
        Effect::Send => "send",
        Effect::Release => "release",
        Effect::ReleaseReserved => "release-reserved",
        Effect::ReleasePart => "release-part",
        Effect::InformOtherwise => "inform-otherwise",
        Effect::Refer => "refer",
        Effect::Open => "open",
        Effect::LeaveOut => "leave-out",
        Effect::NotOfficial => "not-official",
        Effect::Withhold => "withhold",
        Effect::Incident => "incident",
    }
}

/// Returns the effect of an item in a report.
pub fn effect(report: &Report, answers: &AnswerSet, item: &str) -> Option<Effect> {
    report.items.iter().find(|result| answers.name(result.item) == item).map(|result| result.effect)
}

impl Run {
    /// Returns the effect of an item.
    pub fn effect(&self, item: &str) -> Option<Effect> {
        effect(&self.report, &self.answers, item)
    }

    /// Returns where it ended.
    pub fn end(&self) -> End {
        End::of(&self.report)
    }

    /// Returns the effect of the whole: of the outcome, or open where the walk has halted.
    pub fn whole(&self) -> Effect {
        match self.report.step {
            Step::Finished { effect, .. } => effect,
            _ => Effect::Open,
        }
    }

    /// Returns the provisions applied, by their short designation.
    pub fn provisions(&self) -> HashSet<&'static str> {
        self.report.provisions.iter().map(|at| &*BOOK.provisions[at.at()].short).collect()
    }

    /// Returns the ids of the duties met.
    pub fn duties(&self) -> HashSet<&'static str> {
        self.report.duties.iter().map(|(at, _)| &*BOOK.duties[at.at()].id).collect()
    }

    /// Returns the keys of the questions put, in order.
    pub fn path(&self) -> Vec<Key> {
        answers::script::path(&self.report)
    }

    /// Returns the ids of the questions put.
    pub fn asked(&self) -> HashSet<&'static str> {
        self.path().into_iter().map(|key| &*BOOK.questions[key.question.at()].id).collect()
    }
}
