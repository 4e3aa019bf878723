//! What there is to go through in the rules, as a table and as JSON.

use chrono::NaiveDate;
use num_bigint::BigUint;
use serde::Serialize;

use super::period;
use crate::proof::Counted;
use crate::render::table::table;
use crate::ruleset::model::{PartKind, Rulebook, RulesetIx};
use crate::text::Language;

/// A procedure on the days on which it reads the same.
#[derive(Serialize)]
pub(super) struct View<'b> {
    procedure: &'b str,
    from: NaiveDate,
    to: Option<NaiveDate>,
    nodes: usize,
    states: usize,
    /// In digits: there are more than a number in JSON can say.
    ways: String,
    parts: Vec<PartView>,
    modules: Vec<ModuleView<'b>>,
}

#[derive(Serialize)]
struct PartView {
    part: PartKind,
    ways: String,
}

#[derive(Serialize)]
struct ModuleView<'b> {
    ruleset: &'b str,
    from: NaiveDate,
    ways: String,
}

/// Returns what was counted, by procedure and day.
pub(super) fn json<'b>(book: &'b Rulebook, counted: &[Counted]) -> Vec<View<'b>> {
    counted.iter().map(|counted| view(book, counted)).collect()
}

fn view<'b>(book: &'b Rulebook, counted: &Counted) -> View<'b> {
    let part = |(part, ways): &(PartKind, BigUint)| PartView { part: *part, ways: ways.to_string() };
    let module = |(ruleset, ways): &(RulesetIx, BigUint)| {
        let rules = &book.rulesets[ruleset.at()];
        ModuleView { ruleset: &rules.id, from: rules.valid.from, ways: ways.to_string() }
    };
    View {
        procedure: &book.rulesets[counted.days.procedure.at()].id,
        from: counted.days.from,
        to: counted.days.to,
        nodes: counted.nodes,
        states: counted.states,
        ways: counted.ways.to_string(),
        parts: counted.parts.iter().map(part).collect(),
        modules: counted.modules.iter().map(module).collect(),
    }
}

/// Returns every procedure on all days as one table, and one table for each as it reads on `day`: its parts and modules.
pub(super) fn text(book: &Rulebook, counted: &[Counted], day: NaiveDate, width: u16, language: Language) -> String {
    if counted.is_empty() {
        return String::new();
    }
    let heads = language.choose(
        ["förfarande", "gäller", "noder", "lägen", "vägar"],
        ["procedure", "in force", "nodes", "states", "ways"],
    );
    let views = json(book, counted);
    let rows = views.iter().map(|view| {
        let days = period(view.from, view.to);
        vec![view.procedure.to_owned(), days, view.nodes.to_string(), view.states.to_string(), view.ways.clone()]
    });
    let text = format!("\n{}\n", table(width, heads, rows));
    let heads = language.choose(["del eller modul", "vägar"], ["part or module", "ways"]);
    let today = views.iter().filter(|view| view.from <= day && view.to.is_none_or(|to| day <= to));
    let tables = today.map(|view| {
        let parts = view.parts.iter().map(|part| vec![name(part.part, language).to_owned(), part.ways.clone()]);
        let modules = view.modules.iter().map(|module| vec![module.ruleset.to_owned(), module.ways.clone()]);
        format!("\n{} {day}\n\n{}\n", view.procedure, table(width, heads, parts.chain(modules)))
    });
    std::iter::once(text).chain(tables).collect()
}

const fn name(part: PartKind, language: Language) -> &'static str {
    match part {
        PartKind::Frame => language.choose("ramen", "the frame"),
        PartKind::Items => language.choose("uppgifterna", "the items"),
        PartKind::Closing => language.choose("avslutningen", "the closing"),
        PartKind::Module => language.choose("modulen", "the module"),
    }
}
