//! `menprov decide`: JSON lines of answers in, JSON lines of outcomes out. Nothing is recorded.
//!
//! One line in gives one line out, also where it cannot be decided, so that the two files stay side by side.

use std::fs::File;
use std::io::{self, BufRead, BufReader};

use serde::Serialize;
use serde_json::json;

use super::{rulebook, rules};
use crate::answers::Flat;
use crate::answers::resolve::{Line, LineFault};
use crate::cli::decide::DecideArgs;
use crate::context::Context;
use crate::engine::{AnswerSet, Answers, Edition, FrameSheet, Grounds, Key, Step, run as walk_on, walk};
use crate::error::{Error, FileError, Kind, Plain, Status};
use crate::render::count::{LINES, counted};
use crate::ruleset::model::{Effect, NodeKind, OutcomeIx, Rulebook, RulesetIx, RulesetKind};
use crate::text::Language;

mod trace;

/// A line longer than this is refused: it would be read into memory whole.
const LONGEST_LINE: u64 = 16 << 20;

pub fn run(args: &DecideArgs, context: &mut Context) -> Result<Status, Error> {
    let book = rulebook::load_for(args.rules.folder.as_deref(), Some(&args.ruleset), context)?.book;
    let edition = Edition::on(&book, args.law_date.unwrap_or(context.today));
    let procedure = rules::find(&edition, &args.ruleset)?;
    if book.rulesets[procedure.at()].kind != RulesetKind::Procedure {
        let id = &args.ruleset;
        return Err(Plain::new(Kind::Usage, format!("`{id}` är en modul"), format!("`{id}` is a module"))
            .with_hint("ange ett förfarande, se `menprov rules list`", "give a procedure, see `menprov rules list`")
            .into());
    }
    let edition = edition.for_procedure(procedure);
    let language = context.language;
    let mut decider = Decider::new(&edition, procedure, language, args.trace);
    let undecided = if args.answers.as_os_str() == "-" {
        decider.all(&mut context.input, &mut *context.out)?
    } else {
        let mut file = File::open(&args.answers).map_err(FileError::reading(&args.answers))?;
        decider.all(&mut file, &mut *context.out)?
    };
    if undecided == 0 { Ok(Status::Done) } else { Err(undecided_error(undecided)) }
}

fn undecided_error(lines: u64) -> Error {
    Plain::new(
        Kind::Answers,
        format!("{} gick inte att avgöra", counted(lines, LINES, Language::Sv)),
        format!("{} could not be decided", counted(lines, LINES, Language::En)),
    )
    .with_hint(
        "raderna i utdata med `error`, `missing` eller `revise` säger varför",
        "the lines of the output with `error`, `missing` or `revise` say why",
    )
    .into()
}

/// Decides line after line, in buffers that are used again.
struct Decider<'e, 'b> {
    edition: &'e Edition<'b>,
    procedure: RulesetIx,
    language: Language,
    trace: bool,
    flat: Flat<'e, 'b>,
    sheet: FrameSheet,
    grounds: Grounds,
    quoted: Quoted,
    out: Vec<u8>,
}

/// Names as they stand in the output: quoted once, not at every line.
struct Quoted {
    provisions: Vec<Box<str>>,
    duties: Vec<Box<str>>,
    outcomes: Vec<Box<str>>,
}

impl Quoted {
    fn new(book: &Rulebook, procedure: RulesetIx) -> Self {
        let quote = |name: &str| serde_json::Value::from(name).to_string().into_boxed_str();
        Self {
            provisions: book.provisions.iter().map(|provision| quote(&provision.short)).collect(),
            duties: book.duties.iter().map(|duty| quote(&duty.id)).collect(),
            outcomes: book.rulesets[procedure.at()].outcomes.iter().map(|end| quote(&end.id)).collect(),
        }
    }
}

impl<'e, 'b> Decider<'e, 'b> {
    fn new(edition: &'e Edition<'b>, procedure: RulesetIx, language: Language, trace: bool) -> Self {
        Self {
            edition,
            procedure,
            language,
            trace,
            flat: Flat::new(edition),
            sheet: FrameSheet::new(edition.book.questions.len()),
            grounds: Grounds::default(),
            quoted: Quoted::new(edition.book, procedure),
            out: Vec::new(),
        }
    }

    /// Decides all lines and returns how many could not be decided. Empty lines are passed over.
    fn all(&mut self, input: &mut impl io::Read, out: &mut dyn io::Write) -> Result<u64, Error> {
        let mut lines = BufReader::with_capacity(1 << 16, input);
        let mut line = Vec::new();
        let (mut number, mut undecided) = (0, 0);
        loop {
            line.clear();
            let read = io::Read::take(&mut lines, LONGEST_LINE)
                .read_until(b'\n', &mut line)
                .map_err(|error| unreadable(&error))?;
            if read == 0 {
                return Ok(undecided);
            }
            number += 1;
            if line.ends_with(b"\n") {
                line.pop();
            } else if read as u64 == LONGEST_LINE {
                return Err(too_long(number));
            }
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            if !self.line(&line, number) {
                undecided += 1;
            }
            self.out.push(b'\n');
            out.write_all(&self.out)?;
            if lines.buffer().is_empty() {
                out.flush()?; // whoever feeds sheets one by one through a pipe waits for this one's answer
            }
        }
    }

    /// Puts what one line comes to into the buffer; says whether it was decided.
    fn line(&mut self, line: &[u8], number: u64) -> bool {
        self.out.clear();
        let Ok(line) = std::str::from_utf8(line) else {
            let words = self.language.choose("raden är inte UTF-8", "the line is not UTF-8");
            return self.put(false, &json!({"error": words, "line": number}));
        };
        // The sheet leaves `self` for the walk, so that the buffers can be written to.
        let mut sheet = std::mem::replace(&mut self.sheet, FrameSheet::new(0));
        let decided = match self.flat.read(line, &mut sheet) {
            Ok(Line::Sheet) => self.decide(&sheet, None),
            Ok(Line::Set(set)) => self.decide(&set, Some(&set)),
            Err(fault) => {
                let error = self.words(&fault);
                self.put(false, &json!({"error": error, "line": number}))
            }
        };
        self.sheet = sheet;
        decided
    }

    fn decide<A: Answers>(&mut self, answers: &A, names: Option<&AnswerSet>) -> bool {
        self.grounds.clear();
        match walk_on(self.edition, self.procedure, answers, &mut self.grounds) {
            Step::Finished { outcome, effect, .. } => {
                self.outcome(outcome, effect);
                if self.trace {
                    let steps = trace::steps(self.edition, &walk(self.edition, self.procedure, answers), names);
                    self.out.pop();
                    self.out.extend_from_slice(b",\"steps\":");
                    self.put(true, &steps);
                    self.out.push(b'}');
                }
                true
            }
            Step::Ask { key, .. } => {
                let asked = self.asked(key, names);
                self.put(false, &json!({ "missing": asked }))
            }
            Step::Revise { key, ruleset, node } => {
                let mut asked = self.asked(key, names);
                if let NodeKind::Revise { text, .. } = &self.edition.book.rulesets[ruleset.at()].nodes[node.at()].kind {
                    asked["why"] = text.get(self.language).into();
                }
                self.put(false, &json!({ "revise": asked }))
            }
            Step::Halted => {
                let report = walk(self.edition, self.procedure, answers);
                let halted = trace::halted(self.edition, &report, names, self.language);
                self.put(true, &json!({"outcome": null, "effect": Effect::Open.id(), "halted": halted}))
            }
        }
    }

    fn outcome(&mut self, outcome: OutcomeIx, effect: Effect) {
        let Self { out, quoted, grounds, .. } = self;
        out.extend_from_slice(b"{\"outcome\":");
        out.extend_from_slice(quoted.outcomes[outcome.at()].as_bytes());
        out.extend_from_slice(b",\"effect\":\"");
        out.extend_from_slice(effect.id().as_bytes());
        out.extend_from_slice(b"\",\"provisions\":[");
        join(out, grounds.provisions.iter().map(|at| &*quoted.provisions[at.at()]));
        out.extend_from_slice(b"],\"duties\":[");
        join(out, grounds.duties.iter().map(|at| &*quoted.duties[at.at()]));
        out.extend_from_slice(b"]}");
    }

    fn asked(&self, key: Key, names: Option<&AnswerSet>) -> serde_json::Value {
        let question = &self.edition.book.questions[key.question.at()];
        json!({
            "scope": trace::scope(self.edition, key.scope, names),
            "question": question.id,
            "text": question.text.get(self.language),
        })
    }

    fn words(&self, fault: &LineFault) -> String {
        match fault {
            LineFault::Json { column, detail } => {
                let words = self.language.choose("ingen JSON, tecken", "not JSON, column");
                format!("{words} {column}: {detail}")
            }
            LineFault::Answers(faults) => {
                faults.iter().map(|fault| fault.message(self.language)).collect::<Vec<_>>().join("; ")
            }
        }
    }

    fn put(&mut self, decided: bool, value: &impl Serialize) -> bool {
        serde_json::to_writer(&mut self.out, value).expect("names and texts always have a JSON form");
        decided
    }
}

fn join<'a>(out: &mut Vec<u8>, names: impl Iterator<Item = &'a str>) {
    for (at, name) in names.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        out.extend_from_slice(name.as_bytes());
    }
}

fn unreadable(error: &io::Error) -> Error {
    Plain::new(Kind::Unusable, format!("kan inte läsa svaren: {error}"), format!("cannot read the answers: {error}"))
        .into()
}

fn too_long(line: u64) -> Error {
    Plain::new(Kind::Answers, format!("rad {line} är för lång"), format!("line {line} is too long"))
        .with_hint("skriv ett svarsblad på varje rad", "write one sheet of answers on each line")
        .into()
}
