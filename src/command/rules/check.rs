//! `menprov rules check`: every fault at once, each with its line and what to write instead.

use std::io::Write as _;

use serde_json::json;

use crate::cli::rules::CheckArgs;
use crate::command::{rulebook, write_json};
use crate::context::Context;
use crate::error::{Error, Status};
use crate::render::faults;
use crate::text::Language;

pub fn run(args: &CheckArgs, context: &mut Context) -> Result<Status, Error> {
    let language = context.language;
    let faulty = match rulebook::check(args.folder.as_deref()) {
        Ok(count) => {
            if args.json {
                write_json(&mut *context.out, &json!({"sound": true, "rulesets": count, "faults": []}))?;
            } else {
                let words = language.choose("inga fel i regelsamlingarna", "no faults in the rulesets");
                writeln!(context.out, "{words}: {count}")?;
            }
            return Ok(Status::Done);
        }
        Err(faulty) => faulty,
    };
    if args.json {
        let listed = faults::json(faulty.faults(), language);
        write_json(&mut *context.out, &json!({"sound": false, "faults": listed}))?;
    } else {
        context.out.write_all(faulty.text(language).as_bytes())?;
        if let Some(first) = faulty.faults().iter().min() {
            let code = first.code();
            let words = match language {
                Language::Sv => format!("`menprov rules explain KOD` förklarar en kod, till exempel `{code}`"),
                Language::En => format!("`menprov rules explain CODE` explains a code, such as `{code}`"),
            };
            writeln!(context.out, "{words}")?;
        }
    }
    Ok(Status::No)
}
