//! The table of all cases, for a reader; written anew with `WRITE_TABLE=1 cargo test --test main the_table_is_fresh`.

use std::fmt::Write as _;
use std::fs;

use menprov::trial::case::Case;

use super::{CASES, project, said, trial, walked};

const HEAD: &str = "# Cases

Every case is an answers file beside this table and is replayed by the tests; provisions and duties are at least those of the
file. The table is written by a test, which fails when it is stale.

“Today” is what the same answers come to under the law of 2026-11-21, where that is something else, or the case that answers what
the law of today asks.

| Case | Source | Law date | Procedure | Outcome | Today | Items | Provisions |
| --- | --- | --- | --- | --- | --- | --- | --- |
";

/// Fails unless `TABLE.md` says what the files say.
pub fn fresh() {
    let path = project("rulesets/cases/TABLE.md");
    let table = table();
    if std::env::var_os("WRITE_TABLE").is_some() {
        fs::write(&path, &table).expect("the table can be written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == table, "TABLE.md is stale: WRITE_TABLE=1 cargo test --test main the_table_is_fresh");
}

fn table() -> String {
    let mut text = HEAD.to_owned();
    for case in &*CASES {
        let run = walked(case).unwrap_or_else(|faults| panic!("{}: {faults:?}", case.id));
        let items: Vec<_> =
            case.expect.effects.iter().map(|(item, effect)| format!("{item} {}", effect.id())).collect();
        writeln!(
            text,
            "| [{id}]({id}.yaml) | {} | {} | {} | {} | {} | {} | {} |",
            case.source,
            run.edition.date,
            case.procedure,
            run.end(),
            later(case),
            items.join(", "),
            case.expect.provisions.join(", "),
            id = case.id,
        )
        .expect("a string takes everything");
    }
    text
}

fn later(case: &Case) -> String {
    let Some(today) = &case.expect.today else { return "same".to_owned() };
    match &today.case {
        Some(other) => format!("[{other}]({other}.yaml)"),
        None => trial()
            .walked_today(case)
            .map_or_else(|misses| panic!("{}: {:?}", case.id, said(&misses)), |run| run.end().to_string()),
    }
}
