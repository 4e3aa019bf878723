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
    // A table breaks its last column where there is no room, and nothing but words may be broken.
    let heads = language.choose(
        ["förfarande", "noder", "lägen", "vägar", "gäller"],
        ["procedure", "nodes", "states", "ways", "in force"],
    );
    let views = json(book, counted);
    let rows = views.iter().map(|view| {
        let days = period(view.from, view.to);
        let numbers = [view.nodes.to_string(), view.states.to_string(), view.ways.clone()];
        std::iter::once(view.procedure.to_owned())
            .chain(numbers.iter().map(|number| grouped(number)))
            .chain([days])
            .collect()
    });
    let text = format!("\n{}\n", table(width, heads, rows));
    let heads = language.choose(["vägar", "del eller modul"], ["ways", "part or module"]);
    let today = views.iter().filter(|view| view.from <= day && view.to.is_none_or(|to| day <= to));
    let tables = today.map(|view| {
        let parts = view.parts.iter().map(|part| vec![grouped(&part.ways), name(part.part, language).to_owned()]);
        let modules = view.modules.iter().map(|module| vec![grouped(&module.ways), module.ruleset.to_owned()]);
        format!("\n{} {day}\n\n{}\n", view.procedure, table(width, heads, parts.chain(modules)))
    });
    std::iter::once(text).chain(tables).collect()
}

/// Writes a number with its digits in groups of three, which no line breaks apart.
fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

const fn name(part: PartKind, language: Language) -> &'static str {
    match part {
        PartKind::Frame => language.choose("ramen", "the frame"),
        PartKind::Items => language.choose("uppgifterna", "the items"),
        PartKind::Closing => language.choose("avslutningen", "the closing"),
        PartKind::Module => language.choose("modulen", "the module"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::builtin;

    #[test]
    fn digits_stand_in_groups_and_are_never_broken() {
        assert_eq!(["7", "123", "1234", "1234567"].map(grouped), ["7", "123", "1\u{a0}234", "1\u{a0}234\u{a0}567"]);
        let book = builtin();
        let one = (0..).zip(&book.rulesets).find(|(_, rules)| &*rules.id == "jav-sjalvkontroll");
        let (at, rules) = one.expect("it is there");
        let days = crate::proof::Days { procedure: RulesetIx(at), from: rules.valid.from, to: rules.valid.to };
        let ways = BigUint::from(10_u32).pow(60);
        let counted = Counted { days, nodes: 4321, states: 4321, ways, parts: Vec::new(), modules: Vec::new() };
        for width in [40, 80, 100, 120] {
            let shown = text(&book, std::slice::from_ref(&counted), rules.valid.from, width, Language::En);
            assert!(shown.contains("4\u{a0}321") || shown.contains("4 321"), "{width}: {shown}");
            assert!(shown.contains("jav-sjalvkontroll"), "{width}: {shown}");
        }
    }
}
