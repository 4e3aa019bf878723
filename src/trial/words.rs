//! Where in the rule files something stands, and what it is called there.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::engine::Way;
use crate::ruleset::document::{Document, EndDoc, Place};
use crate::ruleset::load::Sourced;
use crate::ruleset::model::{
    Field, NodeIx, NodeKind, Question, Rulebook, Ruleset, RulesetIx, SwitchOn, SwitchRoutes, TableIx, Target, Test,
};

/// A file and a line in it, from 1.
#[derive(Clone, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub struct Line {
    /// The file's name, as the rulebook has it.
    pub file: Box<str>,
    /// The line; 0 where it is not known.
    pub line: u32,
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// The lines of what the checked rulebook has no line for.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    ends: HashMap<(Box<str>, Box<str>), u32>,
    heads: HashMap<Box<str>, u32>,
    duties: HashMap<Box<str>, Line>,
    provisions: HashMap<(Box<str>, NaiveDate), Line>,
    rows: HashMap<(Box<str>, usize), Line>,
}

impl Lines {
    /// Gathers them from the documents that the rulebook was made from.
    #[must_use]
    pub fn of(documents: &[Sourced]) -> Self {
        let mut lines = Self::default();
        for (source, document) in documents {
            let at = |place: Place| Line { file: source.name.clone(), line: place.line };
            match document {
                Document::Ruleset(doc) => {
                    lines.heads.insert(source.name.clone(), doc.valid.place.line);
                    let end = |end: &EndDoc| ((source.name.clone(), end.id.value.clone()), end.id.place.line);
                    lines.ends.extend(doc.returns.iter().chain(&doc.outcomes).map(end));
                }
                Document::Duties(list) => {
                    lines.duties.extend(list.iter().map(|duty| (duty.id.value.clone(), at(duty.id.place))));
                }
                Document::Provisions(list) => {
                    for provision in list {
                        let versions = provision.versions.iter().map(|version| version.valid);
                        let line = |valid: crate::ruleset::document::At<crate::ruleset::model::Validity>| {
                            ((provision.id.value.clone(), valid.value.from), at(valid.place))
                        };
                        lines.provisions.extend(versions.map(line));
                    }
                }
                Document::Tables(list) => {
                    for table in list {
                        let rows = table.rows.iter().enumerate();
                        let id = &table.id.value;
                        lines.rows.extend(rows.map(|(row, doc)| ((id.clone(), row), at(doc.place))));
                    }
                }
                _ => {}
            }
        }
        lines
    }

    /// Returns the line of a node.
    #[must_use]
    pub fn node(&self, book: &Rulebook, ruleset: RulesetIx, node: NodeIx) -> Line {
        let rules = &book.rulesets[ruleset.at()];
        Line { file: file(book, rules), line: rules.nodes[node.at()].line }
    }

    /// Returns the line of a return or an outcome.
    #[must_use]
    pub fn end(&self, book: &Rulebook, ruleset: RulesetIx, id: &str) -> Line {
        let file = file(book, &book.rulesets[ruleset.at()]);
        let line = self.ends.get(&(file.clone(), id.into())).copied().unwrap_or_default();
        Line { file, line }
    }

    /// Returns the line that says when a version of a ruleset is in force.
    #[must_use]
    pub fn valid(&self, book: &Rulebook, ruleset: RulesetIx) -> Line {
        let file = file(book, &book.rulesets[ruleset.at()]);
        let line = self.heads.get(&file).copied().unwrap_or_default();
        Line { file, line }
    }

    /// Returns the line of a duty.
    #[must_use]
    pub fn duty(&self, id: &str) -> Line {
        self.duties.get(id).cloned().unwrap_or_default()
    }

    /// Returns the line of the wording of a provision that begins on a day.
    #[must_use]
    pub fn wording(&self, id: &str, from: NaiveDate) -> Line {
        self.provisions.get(&(id.into(), from)).cloned().unwrap_or_default()
    }

    /// Returns the line of a row of a decision table.
    #[must_use]
    pub fn row(&self, book: &Rulebook, table: TableIx, row: u16) -> Line {
        let id = book.tables[table.at()].id.clone();
        self.rows.get(&(id, usize::from(row))).cloned().unwrap_or_default()
    }
}

fn file(book: &Rulebook, rules: &Ruleset) -> Box<str> {
    book.sources.get(usize::from(rules.source)).map(|source| source.name.clone()).unwrap_or_default()
}

/// Returns a node as it is named across files: `ruleset.node`, with `@` and its first day where the ruleset has several
/// versions.
#[must_use]
pub fn node(book: &Rulebook, ruleset: RulesetIx, node: NodeIx) -> String {
    format!("{}.{}", version(book, ruleset), book.rulesets[ruleset.at()].nodes[node.at()].id)
}

/// Returns a version of a ruleset: `ruleset`, or `ruleset@2024-04-01` where there are several.
#[must_use]
pub fn version(book: &Rulebook, ruleset: RulesetIx) -> String {
    let rules = &book.rulesets[ruleset.at()];
    match book.families[rules.family.at()].versions.len() {
        0 | 1 => rules.id.to_string(),
        _ => format!("{}@{}", rules.id, rules.valid.from),
    }
}

/// Returns where a node leads, as rule files write it.
#[must_use]
pub fn target(book: &Rulebook, ruleset: RulesetIx, target: Target) -> String {
    let rules = &book.rulesets[ruleset.at()];
    match target {
        Target::Node(node) => rules.nodes[node.at()].id.to_string(),
        Target::Done => "done".to_owned(),
        Target::Return(name) => format!("return {}", book.families[rules.family.at()].returns[name.at()]),
        Target::Outcome(outcome) => format!("outcome {}", rules.outcomes[outcome.at()].id),
    }
}

/// Returns the question that a node puts or looks at, where its ways are the answers to one.
#[must_use]
pub fn question<'b>(book: &'b Rulebook, kind: &NodeKind) -> Option<&'b Question> {
    match kind {
        NodeKind::Ask { question, .. } | NodeKind::Switch { on: SwitchOn::Answer(question), .. } => {
            Some(&book.questions[question.at()])
        }
        _ => None,
    }
}

/// Returns a way as the key of `next` has it.
#[must_use]
pub fn way(book: &Rulebook, ruleset: RulesetIx, kind: &NodeKind, way: Way) -> String {
    match way {
        Way::Only => "then".to_owned(),
        Way::Met => "met".to_owned(),
        Way::Failed => "failed".to_owned(),
        Way::Unknown => "unknown".to_owned(),
        Way::Empty => "empty".to_owned(),
        Way::Effect(effect) => effect.id().to_owned(),
        Way::Option(at) => option(book, ruleset, kind, at.into()).unwrap_or_else(|| at.to_string()),
        Way::Range(at) => range(kind, at.into()).unwrap_or_else(|| at.to_string()),
        Way::Return(name) => match kind {
            NodeKind::Call { call, .. } => book.families[call.module.at()].returns[name.at()].to_string(),
            _ => name.0.to_string(),
        },
    }
}

fn option(book: &Rulebook, ruleset: RulesetIx, kind: &NodeKind, at: usize) -> Option<String> {
    if let Some(question) = question(book, kind) {
        return question.options().get(at).map(|option| (*option).to_owned());
    }
    let NodeKind::Switch { on, .. } = kind else { return None };
    Some(match on {
        SwitchOn::Argument(argument) => {
            let family = &book.families[book.rulesets[ruleset.at()].family.at()];
            family.arguments.get(usize::from(*argument))?.values.get(at)?.to_string()
        }
        SwitchOn::Field(Field::Column { options, .. }) => options.get(at)?.to_string(),
        SwitchOn::Field(Field::ProvisionTest) => Test::ALL.get(at)?.1.to_owned(),
        SwitchOn::Table(table) => book.tables[table.at()].results.get(at)?.id.to_string(),
        _ => ["ja", "nej"].get(at).map(|word| (*word).to_owned())?,
    })
}

fn range(kind: &NodeKind, at: usize) -> Option<String> {
    let NodeKind::Switch { routes, .. } = kind else { return None };
    match routes {
        SwitchRoutes::Numbers(ranges) => ranges.get(at).map(|(first, last, _)| format!("{first}..{last}")),
        SwitchRoutes::Dates(ranges) => ranges.get(at).map(|(first, last, _)| {
            let day = |day: NaiveDate, open: NaiveDate| if day == open { String::new() } else { day.to_string() };
            format!("{}..{}", day(*first, NaiveDate::MIN), day(*last, NaiveDate::MAX))
        }),
        SwitchRoutes::Closed(_) => None,
    }
}
