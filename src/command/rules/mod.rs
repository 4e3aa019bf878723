//! `menprov rules`: list, show, check, compare and test the rules and the provisions, and explain what can be wrong with
//! them.

mod check;
mod counts;
mod diff;
mod explain;
mod graph;
mod new;
mod provisions;
mod schema;
mod source;
mod test;
mod text;

use std::collections::BTreeSet;
use std::io::Write as _;

use chrono::NaiveDate;
use serde::Serialize;

use super::rulebook;
use crate::cli::rules::{ListArgs, RulesCommand, ShowArgs};
use crate::context::Context;
use crate::engine::Edition;
use crate::error::{Error, Kind, Plain, Status};
use crate::outline::words::period;
use crate::outline::{RulesetView, View};
use crate::render::table::table;
use crate::ruleset::model::{Rulebook, Ruleset, RulesetKind};
use crate::text::Text;

pub fn run(command: &RulesCommand, context: &mut Context) -> Result<Status, Error> {
    match command {
        RulesCommand::List(args) => list(args, context),
        RulesCommand::Show(args) => show(args, context),
        RulesCommand::Graph(args) => graph::run(args, context),
        RulesCommand::Check(args) => check::run(args, context),
        RulesCommand::Diff(args) => diff::run(args, context),
        RulesCommand::Test(args) => test::run(args, context),
        RulesCommand::Provisions(args) => provisions::run(args, context),
        RulesCommand::New(args) => new::run(args, context),
        RulesCommand::Schema(args) => schema::run(args, context),
        RulesCommand::Explain(args) => explain::run(args, context),
    }
}

/// One version of one ruleset in the list.
#[derive(Serialize)]
struct Listed<'b> {
    id: &'b str,
    kind: RulesetKind,
    version: u32,
    from: NaiveDate,
    to: Option<NaiveDate>,
    title: &'b Text,
    checked: NaiveDate,
    due: NaiveDate,
}

impl<'b> Listed<'b> {
    fn of(rules: &'b Ruleset) -> Self {
        let Ruleset { id, kind, version, valid, title, review, .. } = rules;
        Self {
            id,
            kind: *kind,
            version: *version,
            from: valid.from,
            to: valid.to,
            title,
            checked: review.checked,
            due: review.due,
        }
    }
}

fn list(args: &ListArgs, context: &mut Context) -> Result<Status, Error> {
    let book = rulebook::load(args.rules.folder.as_deref(), context)?.book;
    let mut listed: Vec<_> = book
        .rulesets
        .iter()
        .filter(|rules| args.at.is_none_or(|day| rules.valid.holds_on(day)))
        .map(Listed::of)
        .collect();
    // What can be started comes first; the rulebook's order is by id and day already.
    listed.sort_by_key(|rules| rules.kind == RulesetKind::Module);
    if args.json {
        write_json(context, &listed)?;
        return Ok(Status::Done);
    }
    // A program that asks is answered with the empty list.
    if let Some(day) = args.at.filter(|_| listed.is_empty()) {
        return Err(nothing_on(day, &book));
    }
    let language = context.language;
    let heads = language.choose(["id", "från", "till", "titel"], ["id", "from", "to", "title"]);
    let row = |rules: &Listed<'_>| {
        vec![
            rules.id.to_owned(),
            rules.from.to_string(),
            rules.to.map_or_else(|| "–".to_owned(), |day| day.to_string()),
            rules.title.get(language).to_owned(),
        ]
    };
    let mut parts = Vec::new();
    for (of, heading) in [
        (RulesetKind::Procedure, language.choose("Förfaranden, som kan startas", "Procedures, which can be started")),
        (RulesetKind::Module, language.choose("Moduler, som de anropar", "Modules, which they call")),
    ] {
        let rows: Vec<_> = listed.iter().filter(|rules| rules.kind == of).map(row).collect();
        if !rows.is_empty() {
            parts.push(format!("{heading}\n\n{}\n", table(context.terminal.width, heads, rows)));
        }
    }
    context.out.write_all(parts.join("\n").as_bytes())?;
    Ok(Status::Done)
}

/// Says that no rules are in force on a day, and when there are some.
fn nothing_on(day: NaiveDate, book: &Rulebook) -> Error {
    let plain =
        Plain::new(Kind::Unusable, format!("inga regler gällde den {day}"), format!("no rules were in force on {day}"));
    match book.rulesets.iter().map(|rules| rules.valid.from).min() {
        Some(first) => plain.with_hint(format!("de börjar gälla {first}"), format!("the first day of them is {first}")),
        None => plain,
    }
    .into()
}

fn show(args: &ShowArgs, context: &mut Context) -> Result<Status, Error> {
    let loaded = rulebook::load(args.rules.folder.as_deref(), context)?;
    let book = &loaded.book;
    let edition = Edition::on(book, args.at.unwrap_or(context.today));
    let view = View::new(book);
    if args.source {
        return source::run(&args.id, &loaded, &edition, context);
    }
    let ruleset = &book.rulesets[find(&edition, &args.id)?.at()];
    let shown: RulesetView<'_> = view.ruleset(ruleset);
    if args.json {
        write_json(context, &shown)?;
    } else {
        context.out.write_all(text::page(&shown, &edition, context.language, context.terminal.width).as_bytes())?;
    }
    Ok(Status::Done)
}

/// Finds the version of a ruleset that is in force.
///
/// # Errors
/// With the nearest id as a hint where there is none of that id, and with its days where none is in force.
pub fn find(edition: &Edition<'_>, id: &str) -> Result<crate::ruleset::model::RulesetIx, Error> {
    if let Some(found) = edition.by_id(id) {
        return Ok(found);
    }
    let book: &Rulebook = edition.book;
    let versions: Vec<String> = book
        .rulesets
        .iter()
        .filter(|rules| &*rules.id == id)
        .map(|rules| period(rules.valid.from, rules.valid.to))
        .collect();
    let error = if versions.is_empty() {
        let plain =
            Plain::new(Kind::Usage, format!("ingen regelsamling heter `{id}`"), format!("no ruleset is called `{id}`"));
        match nearest(id, book.families.iter().map(|family| &*family.id)) {
            Some(near) => plain.with_hint(format!("menades `{near}`?"), format!("did you mean `{near}`?")),
            None => plain.with_hint("`menprov rules list` visar alla", "`menprov rules list` shows them all"),
        }
    } else {
        let day = edition.date;
        let days = versions.join(", ");
        Plain::new(Kind::Unusable, format!("`{id}` gällde inte den {day}"), format!("`{id}` was not in force on {day}"))
            .with_hint(format!("den gäller {days}"), format!("it is in force {days}"))
    };
    Err(error.into())
}

/// Returns the name that is most like what was typed, if any is like it at all.
fn nearest<'a>(typed: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    names
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(|name| (strsim::jaro_winkler(typed, name), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

fn write_json(context: &mut Context, value: &impl Serialize) -> Result<(), Error> {
    super::write_json(&mut *context.out, value)
}
