//! `menprov register agreement`: how often two who assessed the same matter, the second one blind, judged alike.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{open_any, warn_of_damaged};
use crate::assessment::Record;
use crate::assessment::model::Words;
use crate::cli::register::AgreementArgs;
use crate::command::{write_json, write_list};
use crate::compare::records::Comparison;
use crate::context::Context;
use crate::error::{Error, Status};

/// What the pairs of one procedure came to.
#[derive(Debug, Serialize)]
struct Row {
    procedure: String,
    title: Words,
    /// Pairs of a record and a blind second assessment of it.
    pairs: usize,
    /// Questions that both of a pair answered, those in words of their own not counted.
    compared: usize,
    /// How many of them were answered alike.
    alike: usize,
    /// Pairs whose whole came to the same.
    same_outcome: usize,
}

pub fn run(args: &AgreementArgs, context: &mut Context) -> Result<Status, Error> {
    let (mut pairs, mut damaged) = (Vec::new(), Vec::new());
    if let Some(register) = open_any(&args.register, context)? {
        let mut seconds = Vec::new();
        register.each(|listed, read| match read {
            // What one that is continued came to is in the memo that goes on from it.
            Some((stored, _)) if stored.continued_by.is_some() => {}
            Some((_, record)) if record.assessment().second_of.is_some() => seconds.push(record),
            Some(_) => {}
            None => damaged.push(listed.id),
        })?;
        for second in seconds {
            let Some(digest) = &second.assessment().second_of else { continue };
            // One that lies in another register, or is among the damaged, makes no pair.
            if let Some(first) = register.get(digest).ok().and_then(|stored| stored.record().ok()) {
                pairs.push([first, second]);
            }
        }
    }
    warn_of_damaged(&damaged, context)?;
    let rows = rows(&pairs);
    if args.json {
        write_json(&mut *context.out, &rows)?;
    } else {
        write_text(&rows, context)?;
    }
    Ok(Status::Done)
}

fn rows(pairs: &[[Record; 2]]) -> Vec<Row> {
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    for [first, second] in pairs.iter().map(|pair| pair.each_ref().map(Record::assessment)) {
        let Some(compared) = Comparison::of(first, second) else { continue };
        let procedure = &second.procedure;
        let row = rows.entry(&procedure.id).or_insert_with(|| Row {
            procedure: procedure.id.clone(),
            title: procedure.title.clone(),
            pairs: 0,
            compared: 0,
            alike: 0,
            same_outcome: 0,
        });
        row.pairs += 1;
        row.compared += compared.alike + compared.different.len();
        row.alike += compared.alike;
        row.same_outcome += usize::from(compared.same_outcome());
    }
    rows.into_values().collect()
}

fn write_text(rows: &[Row], context: &mut Context) -> Result<(), Error> {
    let language = context.language;
    if rows.is_empty() {
        let none = language.choose(
            "inget underlag är en andra bedömning av ett annat; en sådan börjar med `menprov assess --second-of ID`",
            "no memo is a second assessment of another; one begins with `menprov assess --second-of ID`",
        );
        return Ok(writeln!(context.out, "{none}")?);
    }
    let heads = language.choose(
        ["förfarande", "par", "jämförda frågor", "lika svar", "samma utfall"],
        ["procedure", "pairs", "questions compared", "answered alike", "same outcome"],
    );
    let cells = rows.iter().map(|row| {
        let counts = [row.pairs, row.compared, row.alike, row.same_outcome].map(|count| count.to_string());
        [vec![row.title.get(language).to_owned()], counts.to_vec()].concat()
    });
    write_list(heads, cells, context)
}
