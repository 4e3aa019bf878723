//! `menprov rules show ID --source`: a ruleset, an entry of a register or a whole register as it is written.

use std::io::Write as _;

use super::{find, nearest, rulebook};
use crate::context::Context;
use crate::engine::Edition;
use crate::error::{Error, Kind, Plain, Status};
use crate::ruleset::document::{Document, Name};
use crate::ruleset::model::Source;
use crate::ruleset::parse::parse;
use crate::ruleset::source::SourceFile;

const REGISTERS: &str = "registers/";

/// Writes what is called `id`, and says beside it in which file it stands.
pub(super) fn run(
    id: &str,
    loaded: &rulebook::Loaded,
    edition: &Edition<'_>,
    context: &mut Context,
) -> Result<Status, Error> {
    let book = &loaded.book;
    if book.rulesets.iter().any(|ruleset| &*ruleset.id == id) {
        let ruleset = &book.rulesets[find(edition, id)?.at()];
        return write(loaded, &book.sources[usize::from(ruleset.source)], None, context);
    }
    let of_file = |source: &&Source| {
        source
            .name
            .strip_prefix(REGISTERS)
            .is_some_and(|name| [name, name.trim_end_matches(".yaml"), &source.name].contains(&id))
    };
    let mut registers: Vec<&Source> = book.sources.iter().filter(|source| source.name.starts_with(REGISTERS)).collect();
    // An entry of a folder stands in place of the one built in, which is still in its file.
    registers.sort_by_key(|source| !loaded.source(source).is_some_and(|text| text.over));
    if let Some(source) = registers.iter().find(|source| of_file(source)) {
        return write(loaded, source, None, context);
    }
    let mut known: Vec<String> = book.families.iter().map(|family| family.id.to_string()).collect();
    for source in registers {
        let Some(text) = loaded.source(source) else { continue };
        let entries = entries(&source.name, &text.text);
        if let Some(at) = entries.iter().position(|(name, _)| name == id) {
            let (from, to) = (entries[at].1, entries.get(at + 1).map(|(_, line)| *line));
            return write(loaded, source, Some((from, to)), context);
        }
        known.extend(entries.into_iter().map(|(name, _)| name));
    }
    let plain = Plain::new(
        Kind::Usage,
        format!("ingen regelsamling, registerpost eller registerfil heter `{id}`"),
        format!("no ruleset, entry of a register or register file is called `{id}`"),
    );
    Err(match nearest(id, known.iter().map(String::as_str)) {
        Some(near) => plain.with_hint(format!("menades `{near}`?"), format!("did you mean `{near}`?")),
        None => plain.with_hint("`menprov rules list` visar alla", "`menprov rules list` shows them all"),
    }
    .into())
}

/// Writes a rule file as it is, or the lines of one entry under the head of its register, and says beside it what the file is
/// called: a copy of a ruleset in a folder of one's own bears that name.
fn write(
    loaded: &rulebook::Loaded,
    source: &Source,
    lines: Option<(u32, Option<u32>)>,
    context: &mut Context,
) -> Result<Status, Error> {
    let Some(text) = loaded.source(source) else {
        // Every source of a rulebook is compiled in or lies in the folder that it was just read from.
        return Err(Plain::new(
            Kind::Unusable,
            format!("`{}` går inte att läsa", source.name),
            format!("`{}` cannot be read", source.name),
        )
        .with_hint("försök igen", "try again")
        .into());
    };
    let shown = match lines {
        Some((from, to)) => entry(&text.text, from, to),
        None => text.text.to_string(),
    };
    context.out.write_all(shown.as_bytes())?;
    context.say(&source.name)?;
    Ok(Status::Done)
}

/// Returns one entry, which begins at line `from` and ends before line `to`, as a register of its own.
fn entry(text: &str, from: u32, to: Option<u32>) -> String {
    let line = |number: u32| usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
    let all: Vec<&str> = text.lines().collect();
    let end = to.map_or(all.len(), line).min(all.len());
    let mut lines = &all[line(from).min(end)..end];
    // What stands above the next entry is said of that.
    while let [rest @ .., last] = lines
        && (last.trim().is_empty() || last.trim_start().starts_with('#'))
    {
        lines = rest;
    }
    let mut shown = String::new();
    for head in ["register:", "format:"] {
        shown.extend(all.iter().find(|line| line.starts_with(head)).map(|line| format!("{line}\n")));
    }
    shown.push_str("entries:\n");
    shown.extend(lines.iter().map(|line| format!("{line}\n")));
    shown
}

/// Returns the entries of a register with the line on which each begins, in their order.
fn entries(name: &str, text: &str) -> Vec<(String, u32)> {
    let Ok(file) = SourceFile::from_bytes(name, text.as_bytes()) else { return Vec::new() };
    let of = |name: &Name| (name.value.to_string(), name.place.line);
    match parse(&file) {
        Ok(Document::Provisions(list)) => list.iter().map(|entry| of(&entry.id)).collect(),
        Ok(Document::Duties(list)) => list.iter().map(|entry| of(&entry.id)).collect(),
        Ok(Document::Questions(list)) => list.iter().map(|(name, _)| of(name)).collect(),
        Ok(Document::Effects(list)) => {
            list.iter().map(|(effect, _)| (effect.value.id().to_owned(), effect.place.line)).collect()
        }
        Ok(Document::Glossary(list)) => list.iter().map(|entry| of(&entry.id)).collect(),
        Ok(Document::Tables(list)) => list.iter().map(|entry| of(&entry.id)).collect(),
        Ok(Document::Cases(list)) => list.iter().map(|entry| of(&entry.id)).collect(),
        Ok(Document::Invariants(list)) => list.iter().map(|entry| of(&entry.id)).collect(),
        Ok(Document::Ruleset(_)) | Err(_) => Vec::new(),
    }
}
