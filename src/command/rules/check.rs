//! `menprov rules check`: every fault at once, or else what does not hold on every path and what is sound and yet unwise,
//! each with its line and what to write.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;

use chrono::NaiveDate;
use serde_json::json;

use super::counts;
use crate::cli::rules::{CheckArgs, CheckFormat, FailLevel};
use crate::command::write_json;
use crate::context::Context;
use crate::error::{Error, Status};
use crate::proof::{self, Counted, Proof};
use crate::render::summary::{Proved, Summary};
use crate::render::{faults, sarif};
use crate::rulebook::{Checked, builtin_documents, check_anew, line_of};
use crate::ruleset::advice::{advise, advise_on_replaced};
use crate::ruleset::fault::{Fault, Level, Tally};
use crate::ruleset::load::Unreadable;
use crate::ruleset::model::{Rulebook, Source};
use crate::ruleset::source::SourceFile;
use crate::text::Language;

pub fn run(args: &CheckArgs, context: &mut Context) -> Result<Status, Error> {
    let report = Report::of(args.folder.as_deref(), args.count, context.today);
    let language = context.language;
    match if args.json { CheckFormat::Json } else { args.format } {
        CheckFormat::Text => {
            context.out.write_all(report.text(language)?.as_bytes())?;
            let counts = counts::text(&report.book, &report.counted, context.today, context.terminal.width, language);
            context.out.write_all(counts.as_bytes())?;
        }
        CheckFormat::Json => report.write_json(context)?,
        CheckFormat::Sarif => {
            let path = |file: &str| report.path(args.folder.as_deref(), file);
            let log = sarif::log(&report.findings, &|file, number| report.line(file, number), &path, language);
            write_json(&mut *context.out, &log)?;
        }
    }
    let counts = |finding: &Fault| finding.level() >= args.fail_level.level();
    Ok(if report.findings.iter().any(counts) { Status::No } else { Status::Done })
}

fn proved(proof: &Proof, book: &Rulebook) -> Proved {
    let families: BTreeSet<_> = proof.procedures.iter().map(|days| book.rulesets[days.procedure.at()].family).collect();
    let broken: BTreeSet<_> = proof.broken.iter().map(|broken| broken.invariant).collect();
    Proved { invariants: proof.invariants, procedures: families.len(), broken: broken.len(), time: proof.took }
}

impl FailLevel {
    const fn level(self) -> Level {
        match self {
            Self::Fault => Level::Fault,
            Self::Warning => Level::Warning,
            Self::Note => Level::Note,
        }
    }
}

/// What was found in the rules.
struct Report {
    /// The files of the folder, as far as they could be read.
    files: Vec<SourceFile>,
    findings: Vec<Fault>,
    summary: Summary,
    book: Rulebook,
    /// What there is to go through, where that is asked for.
    counted: Vec<Counted>,
}

impl Report {
    /// Checks the rules built in, or a folder laid over them. Advice is given on the folder's own files alone: whoever
    /// writes them can do nothing about the others.
    ///
    /// What does not hold on every path is a fault wherever it lies: a folder breaks it through rules that are not its own.
    fn of(folder: Option<&Path>, count: bool, today: NaiveDate) -> Self {
        let checked = match check_anew(folder) {
            Ok(checked) => checked,
            Err(Unreadable { files, faults }) => {
                let tally = Tally::of(faults.iter().map(Fault::level));
                let summary = Summary { rulesets: None, tally, proof: None };
                return Self { files, findings: faults, summary, book: Rulebook::default(), counted: Vec::new() };
            }
        };
        let proof = checked.prove();
        let broken = checked.broken(&proof);
        let mut counted = if count { proof::count(&checked.loaded.rulebook) } else { Vec::new() };
        counted.retain(|of| {
            let procedure = &checked.loaded.rulebook.rulesets[of.days.procedure.at()];
            checked.can_have_changed(&procedure.id)
        });
        let Checked { loaded, documents } = checked;
        let mut advice = advise(&documents, &loaded.rulebook, today);
        advice.extend(proof.advice(&loaded.rulebook));
        advice.sort();
        advice.retain(|found| folder.is_none() || loaded.files.iter().any(|file| file.name == found.file));
        if folder.is_some() {
            let own = |source: &Source| loaded.files.iter().any(|file| file.sha256 == source.sha256);
            let over: Vec<_> = documents.into_iter().filter(|(source, _)| own(source)).collect();
            advice.extend(advise_on_replaced(&builtin_documents(), &over));
            advice.sort();
        }
        let findings: Vec<Fault> = broken.into_iter().chain(advice).collect();
        let tally = Tally::of(findings.iter().map(Fault::level));
        let rulesets = Some(loaded.rulebook.families.len());
        let proof = Some(proved(&proof, &loaded.rulebook));
        let summary = Summary { rulesets, tally, proof };
        Self { files: loaded.files, findings, summary, book: loaded.rulebook, counted }
    }

    fn line(&self, file: &str, number: u32) -> Option<&str> {
        line_of(&self.files, file, number)
    }

    /// Returns where a file lies: in the folder, or else in the folder of the rules built in.
    fn path(&self, folder: Option<&Path>, file: &str) -> String {
        // Of a folder that could not be read as text, nothing but its own files is told of.
        let own = self.files.is_empty() || self.files.iter().any(|known| *known.name == *file);
        let folder = folder.filter(|_| own).unwrap_or(Path::new("rulesets"));
        // A folder that cannot be read is itself what is at fault.
        if folder == Path::new(file) {
            return file.to_owned();
        }
        folder.join(file).to_string_lossy().into_owned()
    }

    fn text(&self, language: Language) -> Result<String, Error> {
        let mut out = Vec::new();
        faults::write_findings(&mut out, &self.findings, &|file, number| self.line(file, number), language)?;
        let text = String::from_utf8_lossy(&out).into_owned() + &self.summary.text(language);
        let Some(first) = self.findings.first() else { return Ok(text) };
        let code = first.code();
        let explain = match language {
            Language::Sv => format!("`menprov rules explain KOD` förklarar en kod, till exempel `{code}`\n"),
            Language::En => format!("`menprov rules explain CODE` explains a code, such as `{code}`\n"),
        };
        Ok(text + &explain)
    }

    fn write_json(&self, context: &mut Context) -> Result<(), Error> {
        let language = context.language;
        let (faults, advice): (Vec<_>, Vec<_>) =
            self.findings.iter().cloned().partition(|finding| finding.level() == Level::Fault);
        let mut report = json!({
            "sound": faults.is_empty(),
            "faults": faults::json(&faults, language),
            "advice": faults::json(&advice, language),
            "summary": self.summary.json(),
        });
        if let Some(rulesets) = self.summary.rulesets {
            report["rulesets"] = rulesets.into();
        }
        if !self.counted.is_empty() {
            report["counts"] = json!(counts::json(&self.book, &self.counted));
        }
        write_json(&mut *context.out, &report)
    }
}
