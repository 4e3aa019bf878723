//! Versions, ids and registers on a law date.

use crate::engine::Edition;
use crate::engine::testing::*;
use crate::ruleset::model::*;

/// A module with a version before and one from 2024-04-01, each defining its question under the same id.
fn two_versions() -> (Builder, [QuestionIx; 2]) {
    let mut b = Builder::default();
    let old = b.tri("m.a", Scope::Frame);
    let new = b.tri("m.a", Scope::Frame);
    b.module_from("m", "2019-01-01", Some("2024-03-31"), &[way("r")], vec![ask("a", old, &["return r"])]);
    b.module_from("m", "2024-04-01", None, &[way("r")], vec![ask("a", new, &["return r"])]);
    (b, [old, new])
}

#[test]
fn the_date_picks_the_version_and_its_questions() {
    let (b, [old, new]) = two_versions();
    for (date, version, question) in [
        ("2018-12-31", None, None),
        ("2019-01-01", Some(0), Some(old)),
        ("2024-03-31", Some(0), Some(old)),
        ("2024-04-01", Some(1), Some(new)),
        ("2026-11-21", Some(1), Some(new)),
    ] {
        let edition = Edition::on(&b.book, day(date));
        assert_eq!(edition.by_id("m"), version.map(RulesetIx), "{date}");
        assert_eq!(edition.ruleset(FamilyIx(0)), version.map(RulesetIx), "{date}");
        assert_eq!(edition.question("m.a"), question, "{date}");
        assert_eq!(edition.rulesets().count(), usize::from(version.is_some()));
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    let (b, _) = two_versions();
    let edition = Edition::on(&b.book, day("2026-11-21"));
    assert_eq!(edition.by_id("n"), None);
    assert_eq!(edition.question("m.b"), None);
    assert_eq!(edition.register(Register::Items), None);
    assert_eq!(edition.register(Register::Provisions), None);
}

#[test]
fn shared_questions_are_known_though_no_node_puts_them() {
    let mut b = Builder::default();
    let shared = b.tri("shared", Scope::Frame);
    let gone = b.tri("old.a", Scope::Frame);
    let edition = Edition::on(&b.book, day("2026-11-21"));
    assert_eq!(edition.question("shared"), Some(shared));
    assert_eq!(edition.question("old.a"), None, "{gone:?} belongs to a ruleset that is not in force");
}

#[test]
fn the_question_that_fills_a_register_is_found() {
    let mut b = Builder::default();
    let persons = b.list("persons", Register::Persons, vec![]);
    let items = b.list("p.items", Register::Items, vec![]);
    b.list("q.items", Register::Items, vec![]);
    b.single(&[end("o", Effect::None)], vec![ask("a", items, &["outcome o"])]);
    let edition = Edition::on(&b.book, day("2026-11-21"));
    assert_eq!(edition.register(Register::Persons), Some(persons));
    assert_eq!(edition.register(Register::Items), Some(items));
    assert_eq!(edition.register(Register::Documents), None);
}

#[test]
fn each_procedure_has_its_own_question_for_a_register() {
    let mut b = Builder::default();
    let [persons, of_one, of_other] =
        [("persons", Register::Persons), ("one.items", Register::Items), ("other.items", Register::Items)]
            .map(|(id, register)| b.list(id, register, vec![]));
    let m = b.module("m", &[way("r")], vec![ask("a", of_other, &["return r"])]);
    let one = b.procedure_of("one", &[end("o", Effect::None)], vec![ask("a", of_one, &["outcome o"])]);
    let other = b.procedure_of("other", &[end("o", Effect::None)], vec![call("c", m, &[], &["outcome o"])]);
    let edition = Edition::on(&b.book, day("2026-11-21"));
    for (procedure, items) in [(one, of_one), (other, of_other)] {
        let edition = edition.clone().for_procedure(procedure);
        assert_eq!(edition.register(Register::Items), Some(items), "reached by a call too");
        assert_eq!(edition.register(Register::Persons), Some(persons), "that no node puts");
    }
}

#[test]
fn the_question_of_a_node_is_found() {
    let mut b = Builder::default();
    let items = b.list("items", Register::Items, vec![]);
    let (q, r) = (b.tri("q", Scope::Frame), b.tri("r", Scope::Frame));
    let m = b.returns("m", Effect::None);
    let p = b.single(
        &[end("o", Effect::None)],
        vec![
            ask("a", q, &["b"]),
            checklist("b", Need::All, &[(r, JA), (q, JA)], ["c", "c", "c"]),
            switch("c", SwitchOn::Answer(q), &["d", "d", "d"]),
            each("d", Subject::Item, over(Register::Items), m, Join::Strictest, &[("then", "outcome o")]),
            halt("e", HaltKind::Stop, HaltScope::Assessment),
        ],
    );
    let edition = Edition::on(&b.book, day("2026-11-21"));
    let found: Vec<_> = (0..5).map(|node| edition.question_at(p, NodeIx(node))).collect();
    assert_eq!(found, [Some(q), Some(r), Some(q), Some(items), None]);
}
