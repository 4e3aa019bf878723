//! A folder of rules laid over the rulebook.
//!
//! A ruleset of the folder replaces all versions of that id, an entry of a register replaces the entry of that id, and
//! everything else stays. Nothing is checked here: what comes out is checked as a whole.

use std::collections::HashSet;

use super::document::{CaseDoc, Document, Name};
use super::load::Sourced;
use super::model::Effect;

/// Lays `over` over `base`; a file of `base` of which nothing is left is left out.
#[must_use]
pub fn lay_over(base: Vec<Sourced>, over: Vec<Sourced>) -> Vec<Sourced> {
    let replaced = Replaced::by(&over);
    let mut documents: Vec<Sourced> =
        base.into_iter().filter_map(|(source, document)| Some((source, replaced.rest(document)?))).collect();
    documents.extend(over);
    documents
}

/// The ids that the folder brings, by what they are ids of.
#[derive(Default)]
struct Replaced {
    rulesets: HashSet<Box<str>>,
    provisions: HashSet<Box<str>>,
    duties: HashSet<Box<str>>,
    questions: HashSet<Box<str>>,
    effects: HashSet<Effect>,
    terms: HashSet<Box<str>>,
    tables: HashSet<Box<str>>,
    cases: HashSet<Box<str>>,
    invariants: HashSet<Box<str>>,
}

impl Replaced {
    fn by(over: &[Sourced]) -> Self {
        let id = |name: &Name| name.value.clone();
        let mut replaced = Self::default();
        for (_, document) in over {
            match document {
                Document::Ruleset(doc) => _ = replaced.rulesets.insert(id(&doc.id)),
                Document::Provisions(list) => replaced.provisions.extend(list.iter().map(|entry| id(&entry.id))),
                Document::Duties(list) => replaced.duties.extend(list.iter().map(|entry| id(&entry.id))),
                Document::Questions(list) => replaced.questions.extend(list.iter().map(|(name, _)| id(name))),
                Document::Effects(list) => replaced.effects.extend(list.iter().map(|(effect, _)| effect.value)),
                Document::Glossary(list) => replaced.terms.extend(list.iter().map(|entry| id(&entry.id))),
                Document::Tables(list) => replaced.tables.extend(list.iter().map(|entry| id(&entry.id))),
                Document::Cases(list) => replaced.cases.extend(list.iter().map(|entry| id(&entry.id))),
                Document::Invariants(list) => replaced.invariants.extend(list.iter().map(|entry| id(&entry.id))),
            }
        }
        replaced
    }

    /// Returns what is left of a document.
    fn rest(&self, document: Document) -> Option<Document> {
        match document {
            Document::Ruleset(doc) => (!self.rulesets.contains(&doc.id.value)).then_some(Document::Ruleset(doc)),
            Document::Provisions(list) => {
                kept(list, |entry| !self.provisions.contains(&entry.id.value)).map(Document::Provisions)
            }
            Document::Duties(list) => kept(list, |entry| !self.duties.contains(&entry.id.value)).map(Document::Duties),
            Document::Questions(list) => {
                kept(list, |(id, _)| !self.questions.contains(&id.value)).map(Document::Questions)
            }
            Document::Effects(list) => {
                kept(list, |(effect, _)| !self.effects.contains(&effect.value)).map(Document::Effects)
            }
            Document::Glossary(list) => {
                kept(list, |entry| !self.terms.contains(&entry.id.value)).map(Document::Glossary)
            }
            Document::Tables(list) => kept(list, |entry| !self.tables.contains(&entry.id.value)).map(Document::Tables),
            Document::Cases(list) => self.cases(list),
            Document::Invariants(list) => {
                kept(list, |entry| !self.invariants.contains(&entry.id.value)).map(Document::Invariants)
            }
        }
    }

    /// Returns the decided cases that stay, without what they say of questions that the folder brings: those may be gone or
    /// ask something else, and no folder is to be refused for what only guides.
    fn cases(&self, mut list: Vec<CaseDoc>) -> Option<Document> {
        let brought = |question: &str| match question.split_once('.') {
            Some((ruleset, _)) => self.rulesets.contains(ruleset),
            None => self.questions.contains(question),
        };
        for case in &mut list {
            case.questions.retain(|(question, _)| !brought(&question.value));
        }
        kept(list, |case| !self.cases.contains(&case.id.value) && !case.questions.is_empty()).map(Document::Cases)
    }
}

fn kept<T>(mut list: Vec<T>, stays: impl FnMut(&T) -> bool) -> Option<Vec<T>> {
    list.retain(stays);
    (!list.is_empty()).then_some(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ruleset::model::Source;
    use crate::ruleset::parse::parse;
    use crate::ruleset::source::SourceFile;

    fn file(name: &str, text: &str) -> Sourced {
        let file = SourceFile::from_bytes(name, text.as_bytes()).expect("text");
        (Source { name: file.name.clone(), sha256: file.sha256 }, parse(&file).expect("a document"))
    }

    fn module(id: &str, from: &str, version: u32) -> Sourced {
        file(
            &format!("{id}@{from}.yaml"),
            &format!(
                "ruleset: {id}\nformat: 1\nkind: module\nversion: {version}\nvalid: {{from: {from}}}\ntitle: {{sv: t, en: t}}\nbasis: []\n\
                 review: {{checked: 2026-11-21, due: 2027-11-21}}\nreturns: {{x: {{}}}}\nnodes: [{{id: a, call: b, then: return x}}]\n"
            ),
        )
    }

    fn duties(name: &str, ids: &[&str], text: &str) -> Sourced {
        let entries: Vec<_> = ids.iter().map(|id| format!("  {id}: {{text: {{sv: {text}, en: {text}}}}}\n")).collect();
        file(name, &format!("register: duties\nformat: 1\nentries:\n{}", entries.concat()))
    }

    fn shown(documents: &[Sourced]) -> Vec<String> {
        documents
            .iter()
            .flat_map(|(_, document)| match document {
                Document::Ruleset(doc) => vec![format!("{} {} {}", doc.id.value, doc.valid.value.from, doc.version)],
                Document::Duties(list) => {
                    list.iter().map(|duty| format!("{} {}", duty.id.value, duty.text.sv)).collect()
                }
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn a_ruleset_replaces_all_its_versions_and_an_entry_its_entry() {
        let base = vec![
            module("a", "2019-01-01", 1),
            module("a", "2024-04-01", 1),
            module("b", "2019-01-01", 1),
            duties("registers/duties.yaml", &["x", "y"], "base"),
            duties("registers/more.yaml", &["z"], "base"),
        ];
        let over = vec![module("a", "2020-01-01", 2), duties("registers/duties.yaml", &["y", "z", "w"], "over")];
        assert_eq!(
            shown(&lay_over(base, over)),
            ["b 2019-01-01 1", "x base", "a 2020-01-01 2", "y over", "z over", "w over"]
        );
    }

    #[test]
    fn decided_cases_lose_what_they_say_of_questions_that_the_folder_brings() {
        let case = |id: &str, questions: &str| {
            let texts = "designation: {sv: d, en: d}, decided: {sv: d, en: d}, read: whole, text: {sv: t, en: t}";
            format!("  {id}: {{{texts}, questions: {{{questions}}}}}\n")
        };
        let entries = case("one", "a.x: ja, b.y: ja") + &case("two", "a.x: ja") + &case("three", "shared: ja");
        let cases = file("registers/cases.yaml", &format!("register: cases\nformat: 1\nentries:\n{entries}"));
        let left = lay_over(vec![cases], vec![module("a", "2020-01-01", 2)]);
        let Document::Cases(left) = &left[0].1 else { panic!("{left:?}") };
        let names = |case: &CaseDoc| case.questions.iter().map(|(id, _)| id.value.to_string()).collect::<Vec<_>>();
        let left: Vec<_> = left.iter().map(|case| (&*case.id.value, names(case))).collect();
        assert_eq!(left, [("one", vec!["b.y".to_owned()]), ("three", vec!["shared".to_owned()])]);
    }

    #[test]
    fn an_invariant_replaces_that_of_its_id_and_no_other() {
        let invariants = |name: &str, ids: &[&str], answer: &str| {
            let texts = "text: {sv: t, en: t}, provisions: [p], within: item";
            let entry = |id: &&str| format!("  {id}: {{{texts}, never: [{{answer: {answer}}}]}}\n");
            let entries: String = ids.iter().map(entry).collect();
            file(name, &format!("register: invariants\nformat: 1\nentries:\n{entries}"))
        };
        let base =
            vec![invariants("registers/one.yaml", &["a", "b"], "ja"), invariants("registers/two.yaml", &["c"], "ja")];
        let laid = lay_over(base, vec![invariants("registers/own.yaml", &["b", "c"], "nej")]);
        let ids = |document: &Document| {
            let Document::Invariants(list) = document else { panic!("{document:?}") };
            list.iter().map(|entry| entry.id.value.to_string()).collect::<Vec<_>>()
        };
        let left: Vec<_> = laid.iter().map(|(source, document)| (&*source.name, ids(document))).collect();
        let expected = [("registers/one.yaml", vec!["a".into()]), ("registers/own.yaml", vec!["b".into(), "c".into()])];
        assert_eq!(left, expected);
    }

    #[test]
    fn an_empty_folder_changes_nothing() {
        let base = vec![module("a", "2019-01-01", 1), duties("registers/duties.yaml", &["x"], "base")];
        assert_eq!(lay_over(base.clone(), Vec::new()), base);
    }
}
