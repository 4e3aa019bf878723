//! `menprov train run`: one scenario, and then how it went.

use std::collections::HashSet;
use std::path::Path;

use serde_json::json;

use super::page::Outcome;
use super::spoken::given;
use super::walk::{Course, Ended, Walked, settle, walk};
use super::{chosen, home, key_of, member};
use crate::answers::{Check, Unused, read_text, resolve, run_script_with};
use crate::cli::train::{Feedback, RunArgs};
use crate::command::assess::{self, front};
use crate::command::explain::Several;
use crate::command::rulebook::Faulty;
use crate::command::write_json;
use crate::context::{Context, LanguageBy};
use crate::draft::bind::{address, lay_over};
use crate::engine::{Key, Step};
use crate::error::{Error, Kind, Plain, Status};
use crate::rulebook::builtin;
use crate::text::Language;
use crate::training::answered::{answered, json as answers_json, set};
use crate::training::bilingual;
use crate::training::check::{Kind as StepKind, Solution};
use crate::training::load::load;
use crate::training::scenario::Scenario;
use crate::training::score::parting;

pub fn run(args: &RunArgs, context: &mut Context) -> Result<Status, Error> {
    if let Some(path) = &args.room {
        return member::run(path, args, context);
    }
    let scenarios = load(args.pack.pack.as_deref()).map_err(Faulty::from)?;
    let scenario = chosen(&scenarios, args.id.as_deref().ok_or_else(which)?)?;
    let book = builtin();
    let solution = key_of(&book, scenario, args.pack.pack.as_deref())?;
    let home = home(context)?;
    let course = Course {
        scenario,
        solution: &solution,
        home: &home,
        direct: args.feedback == Feedback::Direct,
        again: args.again,
        seat: None,
    };
    let walked = match &args.answers {
        Some(path) => Some(from_file(path, scenario, &solution, context)?),
        None => asked(args, &course, &again(args, context), context)?,
    };
    let Some(walked) = walked else { return Ok(Status::Done) };
    let score = settle(&course, &walked)?;
    if args.json {
        let parted = parting(&solution.steps, &walked.answered, &walked.path);
        let outcome = json!({
            "scenario": scenario.id,
            "ended": walked.ended.id(),
            "points": score.points,
            "of": score.of,
            "percent": score.percent(),
            "hints": walked.hints,
            "parted": parted,
            "answers": answers_json(&walked.answered),
        });
        write_json(&mut *context.out, &outcome)?;
    } else {
        Outcome { scenario, solution: &solution, walked: &walked, score }.write(context)?;
    }
    Ok(Status::Done)
}

fn which() -> Error {
    Plain::new(Kind::Usage, "inget scenario är angivet", "no scenario is given")
        .with_hint(
            "`menprov train list` visar alla, sedan `menprov train run ID`; i ett rum `--room`",
            "`menprov train list` shows them all, then `menprov train run ID`; in a room `--room`",
        )
        .into()
}

/// Puts the questions; nothing comes back where it is stopped and can be gone on with by `command`.
pub fn asked(
    args: &RunArgs,
    course: &Course<'_>,
    command: &str,
    context: &mut Context,
) -> Result<Option<Walked>, Error> {
    if !context.terminal.can_ask() {
        return Err(assess::nobody_to_ask());
    }
    front::name_draft(command);
    let mut front = front::open(args.plain, context)?;
    let walked = walk(course, &mut *front, context);
    // Signals are no longer the front's.
    drop(front);
    let walked = match walked {
        Ok(walked) => walked,
        Err(error) => {
            resumable(command, context)?;
            return Err(error);
        }
    };
    match walked.ended {
        Ended::Interrupted => Err(front::interrupted(command)),
        Ended::Paused => {
            resumable(command, context)?;
            Ok(None)
        }
        Ended::Finished | Ended::Halted => Ok(Some(walked)),
    }
}

/// Walks the answers of a file; what is given beforehand is taken from the key where the file has none.
pub fn from_file(
    path: &Path,
    scenario: &Scenario,
    solution: &Solution<'_>,
    context: &mut Context,
) -> Result<Walked, Error> {
    let text = assess::read(path, context)?;
    let mut file = read_text(&path.display().to_string(), &text)?;
    if file.scenario.is_some() {
        bilingual::part(&mut file.answers);
    }
    if file.procedure.as_deref().is_some_and(|procedure| *procedure != *scenario.procedure) {
        let (own, other) = (&scenario.procedure, file.procedure.unwrap_or_default());
        let plain = Plain::new(
            Kind::Answers,
            format!("svaren är till förfarandet `{other}`, scenariot till `{own}`"),
            format!("the answers are to the procedure `{other}`, the scenario to `{own}`"),
        );
        return Err(plain.into());
    }
    let (edition, procedure) = (&solution.run.edition, solution.run.procedure);
    // What the file names may stand in a list of the key.
    let own = resolve(edition, &file.answers, Check::Form).whole().map_err(Several::new)?;
    let answers = lay_over(edition, &set(edition, &given(solution)), &own, context.local()).answers;
    let others = |key: &Key| {
        let at = address(edition, &answers, *key);
        solution.steps.iter().any(|step| step.kind == StepKind::Given && step.at == at)
    };
    let given: HashSet<Key> = answers.keys().filter(others).collect();
    let report = run_script_with(edition, procedure, &answers, Unused::Allowed, &given).map_err(Several::new)?;
    let keys = crate::answers::script::path(&report);
    Ok(Walked {
        ended: if matches!(report.step, Step::Finished { .. }) { Ended::Finished } else { Ended::Halted },
        answered: answered(edition, &answers, &keys),
        path: keys.iter().map(|&key| address(edition, &answers, key)).collect(),
        hints: Vec::new(),
    })
}

/// Returns the command that goes on as it was begun, to be typed as it stands.
pub fn again(args: &RunArgs, context: &Context) -> String {
    let mut words = vec!["menprov".to_owned(), "train".to_owned(), "run".to_owned()];
    words.extend(args.id.clone());
    for (flag, path) in [("--room", &args.room), ("--pack", &args.pack.pack), ("--out", &args.out)] {
        words.extend(path.iter().flat_map(|path| [flag.to_owned(), path.to_string_lossy().into_owned()]));
    }
    words.extend(args.participant.iter().flat_map(|name| ["--as".to_owned(), name.clone()]));
    if args.feedback == Feedback::Direct {
        words.extend(["--feedback", "direct"].map(str::to_owned));
    }
    if args.plain {
        words.push("--plain".to_owned());
    }
    // What the surroundings say, they say the next time too.
    if context.language_by == LanguageBy::Flag {
        words.extend(["--lang", context.language.choose("sv", "en")].map(str::to_owned));
    }
    shell_words::join(words)
}

fn resumable(command: &str, context: &mut Context) -> Result<(), Error> {
    Ok(context.say(&match context.language {
        Language::Sv => format!("övningen är sparad; fortsätt med `{command}`"),
        Language::En => format!("the training is saved; go on with `{command}`"),
    })?)
}
