//! What a question asks for: the kind of its answer, the reasons it demands, and what doubt means.

use std::collections::HashMap;

use super::fault::{CheckFault, Thing};
use super::names::{self, Faults, TRI, number};
use super::registers;
use crate::ruleset::document::{AnswerKindDoc, AskDoc, At, ColumnDoc, ColumnKindDoc, DemandDoc, DoubtDoc, Name};
use crate::ruleset::model::{AnswerKind, Choice, Column, ColumnKind, Demand, Doubt, DoubtMeans, List, Pick};

/// Resolves the kind of answer that a question takes.
pub(super) fn kind(doc: &AskDoc, file: &str, faults: &mut Faults) -> AnswerKind {
    match &doc.kind.value {
        AnswerKindDoc::Tri => AnswerKind::Tri,
        AnswerKindDoc::Choice(options) => AnswerKind::Choice(choices(options)),
        AnswerKindDoc::Pick { from, many, least, .. } => {
            AnswerKind::Pick(Pick { from: from.value, many: *many, least: *least, filter: None })
        }
        AnswerKindDoc::Text { least } => AnswerKind::Text { least: *least },
        AnswerKindDoc::Date => AnswerKind::Date,
        AnswerKindDoc::DateTime => AnswerKind::DateTime,
        AnswerKindDoc::Number { min, max } => AnswerKind::Number { min: *min, max: *max },
        AnswerKindDoc::List { fills, columns, least } => AnswerKind::List(List {
            fills: fills.map(|register| register.value),
            columns: columns_of(columns, file, faults),
            least: *least,
        }),
    }
}

fn choices(options: &[(Name, crate::text::Text)]) -> Vec<Choice> {
    options.iter().map(|(id, text)| Choice { id: id.value.clone(), text: text.clone() }).collect()
}

fn columns_of(columns: &[ColumnDoc], file: &str, faults: &mut Faults) -> Vec<Column> {
    let mut seen: HashMap<&str, &Name> = HashMap::with_capacity(columns.len());
    let mut resolved = Vec::with_capacity(columns.len());
    for column in columns {
        if let Some(first) = seen.insert(&column.id.value, &column.id) {
            faults.push(file, column.id.place, registers::doubled(Thing::Column, first, file));
        }
        let kind = match &column.kind {
            ColumnKindDoc::Text => ColumnKind::Text,
            ColumnKindDoc::Date => ColumnKind::Date,
            ColumnKindDoc::Number => ColumnKind::Number,
            ColumnKindDoc::Choice(options) => ColumnKind::Choice(choices(options)),
            ColumnKindDoc::Ref(register) => ColumnKind::Ref(register.value),
        };
        let (id, title) = (column.id.value.clone(), column.title.clone());
        resolved.push(Column { id, title, kind, optional: column.optional });
    }
    resolved
}

/// Positions of `names` among `known`.
pub(super) fn positions(names: &[Name], known: &[&str], thing: Thing, file: &str, faults: &mut Faults) -> Vec<u16> {
    let mut found = Vec::with_capacity(names.len());
    for name in names {
        match known.iter().position(|option| *option == &*name.value) {
            Some(at) => found.push(number(at)),
            None => faults.unknown(file, name, thing, known.iter().copied()),
        }
    }
    found
}

/// Resolves for which answers a reason is demanded.
pub(super) fn demand(wanted: &DemandDoc, options: &[&str], file: &str, faults: &mut Faults) -> Demand {
    Demand { options: positions(&wanted.answers, options, Thing::Answer, file, faults), least: wanted.least }
}

/// Resolves the declared doubt of a question against its own options; the edges are held at each node that puts it.
pub(super) fn ask_doubt(doubt: &At<DoubtDoc>, options: &[&str], file: &str, faults: &mut Faults) -> Option<Doubt> {
    let DoubtDoc { means, treated_as } = &doubt.value;
    if !options.contains(&TRI[2]) {
        faults.push(file, doubt.place, CheckFault::DoubtNotHere { means: names::doubt(*means) });
        return None;
    }
    let needed = !matches!(means, DoubtMeans::FindOut | DoubtMeans::Refer);
    let treated_as = match treated_as {
        Some(name) if needed => {
            let certain: Vec<&str> = options.iter().copied().filter(|option| *option != TRI[2]).collect();
            let Some(at) = options.iter().position(|option| *option == &*name.value && *option != TRI[2]) else {
                faults.unknown(file, name, Thing::Answer, certain);
                return None;
            };
            Some(number(at))
        }
        None if !needed => None,
        other => {
            let place = other.as_ref().map_or(doubt.place, |name| name.place);
            faults.push(file, place, CheckFault::DoubtAs { means: names::doubt(*means), needed });
            return None;
        }
    };
    Some(Doubt { means: *means, treated_as })
}
