//! Every procedure along the decided cases: all that an officer sees on the way, and the memo and the notice at its end.
//!
//! What an officer types is the officer's language, and is replaced by marks that belong to neither.

use std::collections::HashSet;

use chrono::{DateTime, FixedOffset};
use menprov::answers::script::path;
use menprov::assessment::Record;
use menprov::draft::{Bound, Unkept};
use menprov::engine::{AnswerSet, Row, Value};
use menprov::interview::{
    Ending, FrontFault, Lines, Notice, Prompt, Reply, Respondent, ReviewPage, ReviewReply, Session, run,
};
use menprov::memo::text::render;
use menprov::memo::{Evidence, internal, notice};
use menprov::picture::Picture;
use menprov::text::Language;
use menprov::trial::case::Case;
use menprov::trial::replay::Run;

use super::speech::strangers;
use crate::decided_cases::{CASES, sealed, walked};

/// What stands for everything typed: long enough for any reason.
const TYPED: &str = "Qzx qzx qzx qzx qzx qzx qzx qzx qzx qzx qzx qzx qzx qzx qzx qzx qzx qzx qzx qzx";

/// An officer who asks for help at each question, keeps every answer and looks through all of them.
struct Curious {
    language: Language,
    shown: String,
    last: String,
    /// How many times the last question has been put in a row.
    times: usize,
    reviews: usize,
}

impl Curious {
    fn say<T>(&mut self, typed: &str, act: impl FnOnce(&mut Lines<&[u8], &mut Vec<u8>>) -> T) -> T {
        let mut out = Vec::new();
        let line = format!("{typed}\n");
        let came = act(&mut Lines::new(line.as_bytes(), &mut out, self.language, 400));
        self.shown.push_str(&String::from_utf8_lossy(&out));
        came
    }
}

impl Respondent for Curious {
    fn ask(&mut self, prompt: &Prompt) -> Result<Reply, FrontFault> {
        let put = format!("{} {} {}", prompt.number, prompt.heading, prompt.question);
        self.times = if put == self.last { self.times + 1 } else { 0 };
        self.last = put;
        match self.times {
            0 => self.say("?", |lines| lines.ask(prompt)),
            1 => self.say(">", |lines| lines.ask(prompt)),
            // A list without rows stays without.
            2 if prompt.skips => self.say("", |lines| lines.ask(prompt)),
            2 => self.say(TYPED, |lines| lines.ask(prompt)),
            _ => panic!("cannot go on from: {}", self.last),
        }
    }

    fn tell(&mut self, told: &Notice) -> Result<(), FrontFault> {
        self.say("", |lines| lines.tell(told))
    }

    fn draw(&mut self, picture: &Picture, language: Language) -> Result<(), FrontFault> {
        self.say("", |lines| lines.draw(picture, language))
    }

    fn review(&mut self, page: &ReviewPage) -> Result<ReviewReply, FrontFault> {
        self.reviews += 1;
        let reply = if self.reviews == 1 { "1" } else { self.language.choose("klar", "done") };
        self.say(reply, |lines| lines.review(page))
    }
}

#[test]
fn nothing_on_any_way_is_said_in_the_other_language() {
    let mut seen = HashSet::new();
    let mut procedures = HashSet::new();
    let mut faults = Vec::new();
    for case in &*CASES {
        let Ok(mut walk) = walked(case) else { panic!("{} does not finish", case.id) };
        // A case whose every question and end another has shown says nothing new.
        let questions = path(&walk.report).into_iter().map(|key| format!("{:?}", key.question));
        let ends =
            [format!("{:?}", walk.report.step), format!("{:?}", walk.report.halted.last().map(|last| last.node))];
        let fresh = questions.chain(ends).filter(|one| seen.insert(one.clone())).count();
        if fresh == 0 {
            continue;
        }
        procedures.insert(walk.procedure);
        mask(&mut walk.answers);
        for language in [Language::Sv, Language::En] {
            let shown = interviewed(case, &walk, language) + &written(&walk, language);
            // Where a question stands in the rules is told by ids.
            for line in shown.lines().filter(|line| !line.trim().starts_with(language.choose("Källa:", "Source:"))) {
                let found = strangers(&line.replace(TYPED, ""), language);
                if !found.is_empty() {
                    faults.push(format!("{} {language:?} {found:?}: {line}", case.id));
                }
            }
        }
    }
    assert_eq!(procedures.len(), 10, "a procedure without a case");
    faults.sort_by_key(|fault| fault.split_once(' ').map(|(_, fault)| fault.to_owned()));
    faults.dedup_by_key(|fault| fault.split_once(' ').map(|(_, fault)| fault.to_owned()));
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// Puts marks in place of everything that was typed.
fn mask(answers: &mut AnswerSet) {
    let keys: Vec<_> = answers.keys().collect();
    for key in keys {
        let Some(mut answer) = answers.answer(key).cloned() else { continue };
        match &mut answer.value {
            Value::Text(text) => TYPED.clone_into(text),
            Value::Rows(rows) => rows.iter_mut().flat_map(|row: &mut Row| &mut row.cells).for_each(|cell| {
                if let Some(Value::Text(text)) = cell {
                    "Qzx".clone_into(text);
                }
            }),
            _ => {}
        }
        for reason in [&mut answer.reason, &mut answer.outgoing].into_iter().flatten() {
            TYPED.clone_into(reason);
        }
        answers.insert(key, answer);
    }
}

/// Returns everything that is shown when the answers of a case are looked through one by one.
fn interviewed(case: &Case, walk: &Run<'_>, language: Language) -> String {
    let now: DateTime<FixedOffset> = DateTime::parse_from_rfc3339("2026-11-21T09:15:00+01:00").expect("a time");
    let clock = move || now;
    let mut journal = Unkept;
    let bound = Bound { answers: walk.answers.clone(), ..Bound::default() };
    let mut session =
        Session::new(&walk.edition, walk.procedure, language, bound, &mut journal, &clock).expect("no journal");
    let mut front = Curious { language, shown: String::new(), last: String::new(), times: 0, reviews: 0 };
    let ended = run(&mut session, &mut front);
    assert!(matches!(ended, Ok(Ending::Finished(_) | Ending::Halted(_))), "{}: {ended:?}\n{}", case.id, front.shown);
    front.shown
}

/// Returns the memo with its annexes and the notice, as plain text; nothing where there is no record.
fn written(walk: &Run<'_>, language: Language) -> String {
    let Some(assessment) = sealed::assessment(walk) else { return String::new() };
    let record = Record::seal(&assessment).expect("it can be sealed");
    let evidence = Evidence::default();
    let memos = [internal(&record, &evidence, language), notice(&record, &evidence, true, language)];
    memos.iter().map(|memo| render(memo, 400)).collect()
}
