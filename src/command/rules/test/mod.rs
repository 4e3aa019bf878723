//! `menprov rules test`: every case replayed, what the cases cover, and which changes of the rules they would not notice.

mod mutants;
mod page;

use std::collections::HashSet;
use std::path::Path;

use serde_json::{Value, json};

use self::mutants::Mutants;
use crate::cli::rules::{Format, TestArgs};
use crate::command::rulebook::Faulty;
use crate::command::write_json;
use crate::context::Context;
use crate::error::{Error, Kind, Plain, Status};
use crate::proof::reach::Reach;
use crate::rulebook::{self, builtin};
use crate::ruleset::check::check;
use crate::ruleset::load::{Folder, Sourced, Unreadable};
use crate::ruleset::model::Rulebook;
use crate::text::Language;
use crate::trial::case::Case;
use crate::trial::coverage::element::Element;
use crate::trial::coverage::{Coverage, measure};
use crate::trial::hold::parting;
use crate::trial::load::load;
use crate::trial::miss::Miss;
use crate::trial::replay::Trial;
use crate::trial::words::{Line, Lines};

pub fn run(args: &TestArgs, context: &mut Context) -> Result<Status, Error> {
    let rules = Rules::load(args.folder.as_deref())?;
    let cases = chosen(&rules.cases, args.only.as_deref())?;
    let trial = Trial::on(&rules.book);
    let known = |id: &str| rules.cases.iter().any(|case| *case.id == *id);
    let failures: Vec<Failure<'_>> = cases
        .iter()
        .filter_map(|case| {
            let misses = trial.hold(case, &known);
            (!misses.is_empty()).then(|| Failure { case, misses, parting: rules.parting(&trial, case) })
        })
        .collect();
    let lines = Lines::of(&rules.documents);
    let asked = |ruleset| rules.is_own(&lines.valid(&rules.book, ruleset));
    let reach = (args.coverage || args.mutate).then(|| Reach::within(&rules.book, &asked));
    let own = |element: &Element| rules.is_own(&element.line(&rules.book, &lines));
    let coverage = reach.as_ref().filter(|_| args.coverage);
    let coverage = coverage.map(|reach| measure(&trial, cases.iter().copied(), reach, own));
    let mutants = match reach.as_ref().filter(|_| args.mutate) {
        Some(reach) => Some(Mutants::tried(&trial, &rules, &cases, reach, args, context)?),
        None => None,
    };
    let found = Found { rules: &rules, tried: cases.len(), failures, coverage, min: args.min, mutants };
    match args.format {
        Format::Text => found.page(context)?,
        Format::Json => write_json(&mut *context.out, &found.json(context.language))?,
    }
    Ok(if found.is_sound() { Status::Done } else { Status::No })
}

/// The rules, what they were made from, and the cases.
struct Rules {
    book: Rulebook,
    documents: Vec<Sourced>,
    cases: Vec<Case>,
    /// The files of the folder that is laid over, by name; none where none is.
    over: Option<HashSet<Box<str>>>,
}

impl Rules {
    fn load(folder: Option<&Path>) -> Result<Self, Error> {
        let Folder { files, documents } = rulebook::laid_over(folder).map_err(Faulty::from)?;
        let over = folder.map(|_| files.iter().map(|file| file.name.clone()).collect());
        let book = match folder {
            None => builtin(),
            Some(_) => check(&documents).map_err(|faults| Faulty::from(Unreadable { files, faults }))?,
        };
        let cases = load(folder).map_err(Faulty::of_cases)?;
        Ok(Self { book, documents, cases, over })
    }

    /// Returns whether something is looked at: whoever writes a folder of rules can do nothing about those built in.
    fn is_own(&self, line: &Line) -> bool {
        self.over.as_ref().is_none_or(|files| files.contains(&line.file))
    }

    /// Returns the question after which a case goes another way than on the rules built in.
    fn parting(&self, trial: &Trial<'_>, case: &Case) -> Option<String> {
        self.over.as_ref()?;
        let built_in = builtin();
        parting(&Trial { book: &built_in, today: trial.today }, trial, case)
    }
}

/// Returns the cases whose name contains a text.
fn chosen<'c>(cases: &'c [Case], only: Option<&str>) -> Result<Vec<&'c Case>, Error> {
    let wanted = only.unwrap_or_default().to_lowercase();
    let chosen: Vec<_> = cases.iter().filter(|case| case.id.contains(&wanted)).collect();
    if chosen.is_empty() {
        return Err(Plain::new(
            Kind::Usage,
            format!("inget fall heter något med `{wanted}`"),
            format!("no case has `{wanted}` in its name"),
        )
        .with_hint("utan `--only` prövas alla", "without `--only` all are tried")
        .into());
    }
    Ok(chosen)
}

/// A case that does not come to what it says.
struct Failure<'c> {
    case: &'c Case,
    misses: Vec<Miss>,
    parting: Option<String>,
}

/// Everything that was found.
struct Found<'r> {
    rules: &'r Rules,
    tried: usize,
    failures: Vec<Failure<'r>>,
    coverage: Option<Coverage>,
    min: Option<u8>,
    mutants: Option<Mutants>,
}

impl Found<'_> {
    fn is_sound(&self) -> bool {
        let enough = |coverage: &Coverage| self.min.is_none_or(|min| coverage.all.percent() >= usize::from(min));
        let noticed = |mutants: &Mutants| mutants.is_sound(&self.rules.book);
        self.failures.is_empty()
            && self.coverage.as_ref().is_none_or(enough)
            && self.mutants.as_ref().is_none_or(noticed)
    }

    fn json(&self, language: Language) -> Value {
        let failures: Vec<_> = self.failures.iter().map(|failure| failure.json(language)).collect();
        let mut found = json!({"cases": self.tried, "failed": failures.len(), "failures": failures});
        if let Some(coverage) = &self.coverage {
            found["coverage"] = self.coverage_json(coverage, language);
        }
        if let Some(mutants) = &self.mutants {
            found["mutants"] = mutants.json(&self.rules.book, &Lines::of(&self.rules.documents), language);
        }
        found
    }

    fn coverage_json(&self, coverage: &Coverage, language: Language) -> Value {
        let lines = Lines::of(&self.rules.documents);
        let book = &self.rules.book;
        let count = |count: crate::trial::coverage::Count| json!({"covered": count.covered, "total": count.total, "percent": count.percent()});
        let kinds: serde_json::Map<_, _> =
            coverage.kinds.iter().map(|(kind, of)| (kind.id().to_owned(), count(*of))).collect();
        let told = |elements: &[Element]| {
            let told = elements.iter().map(|element| {
                let line = element.line(book, &lines);
                json!({
                    "file": line.file, "line": line.line, "kind": element.kind().id(),
                    "what": element.words(book, language),
                })
            });
            told.collect::<Vec<_>>()
        };
        json!({
            "all": count(coverage.all), "kinds": kinds, "min": self.min, "uncovered": told(&coverage.uncovered),
            "unreachable": told(&coverage.unreachable),
        })
    }
}

impl Failure<'_> {
    fn json(&self, language: Language) -> Value {
        let misses: Vec<_> = self
            .misses
            .iter()
            .map(|miss| {
                let place = miss.place(self.case);
                json!({"line": place.line, "column": place.column, "message": miss.message(language)})
            })
            .collect();
        json!({"case": self.case.id, "file": self.case.file, "misses": misses, "parts_at": self.parting})
    }
}
