//! `menprov rules diff`: what differs between two rulebooks, or between the law of two days.

mod found;
mod text;

use std::path::Path;

use chrono::NaiveDate;
use serde_json::json;

use crate::cli::rules::{DiffArgs, Format};
use crate::cli::value::day;
use crate::command::{rulebook, write_json};
use crate::compare::rules::RulesDiff;
use crate::context::Context;
use crate::engine::Edition;
use crate::error::{Error, Kind, Plain, Status};
use crate::ruleset::model::Rulebook;

/// One of the two that are compared.
struct Side {
    /// As it was typed.
    name: String,
    day: NaiveDate,
    book: Rulebook,
}

pub fn run(args: &DiffArgs, context: &mut Context) -> Result<Status, Error> {
    let at = args.at.unwrap_or(context.today);
    let [old, new] = [side(&args.old, at, context)?, side(&args.new, at, context)?];
    let [before, after] = [&old, &new].map(|side| Edition::on(&side.book, side.day));
    let diff = RulesDiff::of(&before, &after);
    if args.json || args.format == Format::Json {
        let named = |side: &Side| json!({"rules": side.name, "law_date": side.day});
        let json = json!({"old": named(&old), "new": named(&new), "changes": diff.changes, "ways": diff.ways});
        write_json(&mut *context.out, &json)?;
    } else {
        text::write(&diff, [(&old.name, &before), (&new.name, &after)], context)?;
    }
    Ok(if diff.is_empty() { Status::Done } else { Status::No })
}

/// Loads the rules that a word stands for: those built in, the same on a day of their own, or with a folder laid over.
fn side(typed: &str, at: NaiveDate, context: &Context) -> Result<Side, Error> {
    let own_day = day(typed).ok();
    let builtin = own_day.is_some() || matches!(typed, "builtin" | "inbyggda");
    let folder = (!builtin).then(|| Path::new(typed));
    if folder.is_some_and(|folder| !folder.exists()) {
        return Err(Plain::new(
            Kind::Unusable,
            format!("det finns ingen mapp `{typed}`"),
            format!("there is no folder `{typed}`"),
        )
        .with_hint(
            "ange en mapp, `inbyggda` eller en dag, ÅÅÅÅ-MM-DD; vilken dag mappar jämförs på sägs med `--at`",
            "give a folder, `builtin` or a day, YYYY-MM-DD; the day on which folders are compared is said by `--at`",
        )
        .into());
    }
    let book = rulebook::load(folder, context)?.book;
    Ok(Side { name: typed.to_owned(), day: own_day.unwrap_or(at), book })
}
