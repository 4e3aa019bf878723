//! The checked rules as bytes of which only what one procedure can come to need be decoded.
//!
//! Written by the build script and read by the program, both from here.

use std::collections::HashSet;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::narrow::{Reach, head, no_case, no_duty, no_provision, no_question, no_table};
use crate::ruleset::model::{
    DecidedCase, Duty, Family, Invariant, Provision, Question, Rulebook, Ruleset, RulesetKind, Source, Table, Term,
};
use crate::text::Text;

/// Where each entry ends, counted from the end of the one before.
#[derive(Default, Serialize, Deserialize)]
struct Index {
    rest: u32,
    procedures: Vec<(Box<str>, u32)>,
    rulesets: Vec<u32>,
    heads: Vec<u32>,
    questions: Vec<u32>,
    provisions: Vec<u32>,
    duties: Vec<u32>,
    tables: Vec<u32>,
    cases: Vec<u32>,
    invariants: Vec<u32>,
}

/// What is decoded whole at every start.
#[derive(Serialize, Deserialize)]
struct Rest {
    families: Vec<Family>,
    effects: Vec<Text>,
    glossary: Vec<Term>,
    sources: Vec<Source>,
}

/// What one procedure can come to: positions in order.
#[derive(Serialize, Deserialize)]
struct Kept {
    rulesets: Vec<u16>,
    questions: Vec<u16>,
    provisions: Vec<u16>,
    duties: Vec<u16>,
    tables: Vec<u16>,
    cases: Vec<u16>,
}

/// Returns the bytes of a rulebook.
///
/// # Errors
///
/// Those of the serialiser.
pub fn encode(book: &Rulebook) -> Result<Vec<u8>, postcard::Error> {
    let mut entries = Vec::new();
    let rest = Rest {
        families: book.families.clone(),
        effects: book.effects.clone(),
        glossary: book.glossary.clone(),
        sources: book.sources.clone(),
    };
    let mut index = Index { rest: add(&mut entries, &rest)?, ..Index::default() };
    let of_procedures = book.families.iter().filter(|family| {
        family.versions.iter().any(|version| book.rulesets[version.at()].kind == RulesetKind::Procedure)
    });
    for family in of_procedures {
        let Some(reach) = Reach::of(book, &family.id) else { continue };
        let kept = Kept {
            rulesets: ordered(&reach.rulesets),
            questions: ordered(&reach.questions),
            provisions: ordered(&reach.provisions),
            duties: ordered(&reach.duties),
            tables: ordered(&reach.tables),
            cases: ordered(&reach.cases),
        };
        index.procedures.push((family.id.clone(), add(&mut entries, &kept)?));
    }
    index.rulesets = add_all(&mut entries, &book.rulesets)?;
    index.heads = add_all(&mut entries, &book.rulesets.iter().map(head).collect::<Vec<_>>())?;
    index.questions = add_all(&mut entries, &book.questions)?;
    index.provisions = add_all(&mut entries, &book.provisions)?;
    index.duties = add_all(&mut entries, &book.duties)?;
    index.tables = add_all(&mut entries, &book.tables)?;
    index.cases = add_all(&mut entries, &book.cases)?;
    index.invariants = add_all(&mut entries, &book.invariants)?;
    let mut bytes = postcard::to_allocvec(&index)?;
    bytes.append(&mut entries);
    Ok(bytes)
}

fn add_all<T: Serialize>(entries: &mut Vec<u8>, list: &[T]) -> Result<Vec<u32>, postcard::Error> {
    list.iter().map(|entry| add(entries, entry)).collect()
}

fn add<T: Serialize>(entries: &mut Vec<u8>, entry: &T) -> Result<u32, postcard::Error> {
    let bytes = postcard::to_allocvec(entry)?;
    entries.extend_from_slice(&bytes);
    u32::try_from(bytes.len()).map_err(|_| postcard::Error::SerializeBufferFull)
}

fn ordered(positions: &HashSet<usize>) -> Vec<u16> {
    let mut positions: Vec<u16> = positions.iter().filter_map(|at| u16::try_from(*at).ok()).collect();
    positions.sort_unstable();
    positions
}

/// Returns the rulebook of the bytes; with the id of a procedure, with everything emptied that it cannot come to.
///
/// # Errors
///
/// If [`encode`] has not made the bytes.
pub fn decode(bytes: &[u8], procedure: Option<&str>) -> Result<Rulebook, postcard::Error> {
    let (index, entries) = postcard::take_from_bytes::<Index>(bytes)?;
    let mut entries = Entries(entries);
    let Rest { families, effects, glossary, sources } = entries.one(index.rest)?;
    let mut kept = None;
    for (id, len) in &index.procedures {
        if procedure == Some(&**id) {
            kept = Some(entries.one::<Kept>(*len)?);
        } else {
            entries.pass(*len)?;
        }
    }
    let kept = kept.as_ref();
    let is_kept = |at: usize| kept.is_none_or(|kept| kept.rulesets.iter().any(|kept| usize::from(*kept) == at));
    let mut rulesets: Vec<Option<Ruleset>> = Vec::with_capacity(index.rulesets.len());
    for (at, len) in index.rulesets.iter().enumerate() {
        let bytes = entries.pass(*len)?;
        rulesets.push(if is_kept(at) { Some(postcard::from_bytes(bytes)?) } else { None });
    }
    for (ruleset, len) in rulesets.iter_mut().zip(&index.heads) {
        let bytes = entries.pass(*len)?;
        if ruleset.is_none() {
            *ruleset = Some(postcard::from_bytes(bytes)?);
        }
    }
    let rulesets = rulesets.into_iter().flatten().collect();
    let questions: Vec<Question> = entries.some(&index.questions, kept.map(|kept| &*kept.questions), no_question)?;
    let provisions: Vec<Provision> =
        entries.some(&index.provisions, kept.map(|kept| &*kept.provisions), no_provision)?;
    let duties: Vec<Duty> = entries.some(&index.duties, kept.map(|kept| &*kept.duties), no_duty)?;
    let tables: Vec<Table> = entries.some(&index.tables, kept.map(|kept| &*kept.tables), no_table)?;
    let cases: Vec<DecidedCase> = entries.some(&index.cases, kept.map(|kept| &*kept.cases), no_case)?;
    // They are for those who prove the rules, never for those who run them.
    let of_whole = if kept.is_none() { &*index.invariants } else { &[] };
    let invariants: Vec<Invariant> = of_whole.iter().map(|len| entries.one(*len)).collect::<Result<_, _>>()?;
    Ok(Rulebook {
        rulesets,
        families,
        questions,
        provisions,
        duties,
        tables,
        effects,
        glossary,
        cases,
        invariants,
        sources,
    })
}

/// The bytes that are still to be read.
struct Entries<'b>(&'b [u8]);

impl<'b> Entries<'b> {
    fn pass(&mut self, len: u32) -> Result<&'b [u8], postcard::Error> {
        let short = postcard::Error::DeserializeUnexpectedEnd;
        let len = usize::try_from(len).map_err(|_| short.clone())?;
        let (entry, rest) = self.0.split_at_checked(len).ok_or(short)?;
        self.0 = rest;
        Ok(entry)
    }

    fn one<T: DeserializeOwned>(&mut self, len: u32) -> Result<T, postcard::Error> {
        postcard::from_bytes(self.pass(len)?)
    }

    /// Decodes the entries at the positions `kept`, or all, and puts `nothing` for the others.
    fn some<T: DeserializeOwned>(
        &mut self,
        lens: &[u32],
        kept: Option<&[u16]>,
        nothing: fn() -> T,
    ) -> Result<Vec<T>, postcard::Error> {
        let mut list = Vec::with_capacity(lens.len());
        let mut kept = kept.map(|kept| kept.iter().map(|at| usize::from(*at)).peekable());
        for (at, len) in lens.iter().enumerate() {
            let wanted = kept.as_mut().is_none_or(|kept| kept.next_if_eq(&at).is_some());
            if wanted {
                list.push(self.one(*len)?);
            } else {
                self.pass(*len)?;
                list.push(nothing());
            }
        }
        Ok(list)
    }
}

#[cfg(test)]
mod tests {
    use super::super::narrow::narrowed;
    use super::*;
    use crate::rulebook::builtin_documents;
    use crate::ruleset::check::check;

    #[test]
    fn the_whole_and_what_each_procedure_comes_to_are_given_back() {
        let book = check(&builtin_documents()).expect("what is compiled in is sound");
        let bytes = encode(&book).expect("it can be written");
        assert!(decode(&bytes, None).as_ref() == Ok(&book));
        assert!(decode(&bytes, Some("no-such")).as_ref() == Ok(&book));
        let mut procedures = 0;
        for rules in book.rulesets.iter().filter(|rules| rules.kind == RulesetKind::Procedure) {
            let narrow = narrowed(&book, &rules.id).expect("there is such a procedure");
            assert!(decode(&bytes, Some(&rules.id)) == Ok(narrow), "{}", rules.id);
            procedures += 1;
        }
        assert!(procedures > 0);
    }

    #[test]
    fn bytes_that_are_cut_are_refused() {
        let book = check(&builtin_documents()).expect("what is compiled in is sound");
        let bytes = encode(&book).expect("it can be written");
        for len in [0, 1, bytes.len() / 2, bytes.len() - 1] {
            assert!(decode(&bytes[..len], None).is_err(), "{len}");
        }
    }
}
