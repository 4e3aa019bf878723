//! From text to a configuration and the faults that show in the file alone.

use toml::de::DeTable;

use super::fault::{ConfigFault, Fault, MOST_BYTES, Named, Syntax};
use super::model::{Authority, AuthorityKind, Config, Delegation, Mark, Own, Position, ROLES, Unit, role_id};
use super::reader::{At, Fields, Reader, hidden};
use crate::ruleset::document::Place;
use crate::ruleset::fault::FaultKind;
use crate::ruleset::model::Effect;
use crate::ruleset::source::{SourceFault, SourceFile};
use crate::ruleset::suggest::closest;
use crate::text::Language;

const TOP: &[&str] =
    &["format", "language", "authority", "officer", "units", "roles", "delegation", "retention", "channels"];

/// A configuration as far as it could be read, the places of its rows, and the faults so far.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub config: Config,
    /// One for each row of [`Config::delegation`].
    pub places: Vec<Places>,
    pub faults: Vec<Fault>,
}

/// Where the parts of a delegation row stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Places {
    pub row: Place,
    pub procedure: Place,
    pub outcomes: Vec<Place>,
}

/// Turns bytes into text.
pub(super) fn text_of(file: &str, bytes: &[u8]) -> Result<Box<str>, Fault> {
    let fault = |place, kind| Fault { file: file.into(), place, kind };
    if bytes.len() as u64 > MOST_BYTES {
        return Err(fault(Place::default(), ConfigFault::TooLarge));
    }
    let source = SourceFile::from_bytes(file, bytes).map_err(|found| match found.kind {
        FaultKind::Source(SourceFault::EmptyFile) => fault(found.place, ConfigFault::Empty),
        FaultKind::Source(kind) => fault(found.place, ConfigFault::Source(kind)),
        _ => fault(found.place, ConfigFault::Syntax(Syntax::Other)),
    })?;
    Ok(source.text.strip_prefix('\u{feff}').map_or_else(|| source.text.clone(), Into::into))
}

/// Reads a text.
pub(super) fn parse(file: &str, text: &str) -> Parsed {
    let mut reader = Reader::new(file, text);
    control_characters(&mut reader, text);
    let (root, wrong) = DeTable::parse_recoverable(text);
    for error in &wrong {
        let span = error.span().unwrap_or(0..0);
        let nothing = span.is_empty();
        let place = reader.place(span);
        // One fault of form a line: what comes after it is often not a fault of its own. A character that may not stand
        // there has been told of in better words.
        if !reader.faults.iter().any(|fault| fault.place.line == place.line) {
            reader.fault(place, ConfigFault::Syntax(syntax(error.message(), nothing)));
        }
    }
    let mut places = Vec::new();
    let mut config = Config::default();
    if wrong.is_empty() {
        let top = reader.fields(root.get_ref(), Place { line: 1, column: 1 }, TOP);
        config = sections(&mut reader, &top, &mut places);
    }
    Parsed { config, places, faults: reader.faults }
}

fn control_characters(reader: &mut Reader<'_>, text: &str) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let tabs = content.replace('\t', " ");
        if let Some(character) = hidden(&tabs) {
            let start = at + content.find(character).unwrap_or_default();
            let place = reader.place(start..start);
            reader.fault(place, ConfigFault::Control(character));
        }
        at += line.len();
    }
}

/// Sorts a message of the parser, which speaks English only, among the few that are told apart.
fn syntax(message: &str, nothing: bool) -> Syntax {
    let begins = |word: &str| message.starts_with(word);
    if begins("duplicate key") {
        Syntax::Duplicate
    } else if begins("key with no value") || message.contains("assignment") || (begins("string values") && nothing) {
        Syntax::Assignment
    } else if begins("string values") {
        Syntax::Unquoted
    } else if begins("unclosed") || (begins("invalid") && message.contains("string, expected")) {
        Syntax::Unclosed
    } else if begins("invalid date") || begins("invalid time") {
        Syntax::Day
    } else {
        Syntax::Other
    }
}

fn sections(reader: &mut Reader<'_>, top: &Fields<'_, '_>, places: &mut Vec<Places>) -> Config {
    reader.format(top, "format");
    let languages = [Language::Sv, Language::En];
    let units = units(reader, top);
    let roles = roles(reader, top);
    Config {
        language: reader.word(top, "language", &languages, |one| one.choose("sv", "en")).map(|at| at.value),
        authority: authority(reader, top),
        officer: officer(reader, top, &roles, &units),
        delegation: delegation(reader, top, &roles, places),
        retention: marks(reader, top, "retention"),
        channels: marks(reader, top, "channels"),
        units,
        roles,
    }
}

fn authority(reader: &mut Reader<'_>, top: &Fields<'_, '_>) -> Option<Authority> {
    let fields = reader.table(top, "authority", &["name", "kind"])?;
    let name = reader.needed_text(&fields, "name");
    let kind = reader.need(&fields, "kind");
    let kind = kind.then(|| reader.word(&fields, "kind", &AuthorityKind::ALL, AuthorityKind::id)).flatten();
    Some(Authority { name: name?.value, kind: kind?.value })
}

fn units(reader: &mut Reader<'_>, top: &Fields<'_, '_>) -> Vec<Unit> {
    let mut ids = Vec::new();
    let mut units = Vec::new();
    for fields in reader.tables(top, "units", &["id", "name"]) {
        let id = new_id(reader, &fields, &mut ids);
        let name = reader.needed_words(&fields, "name");
        units.extend(id.zip(name).map(|(id, name)| Unit { id, name }));
    }
    units
}

fn roles(reader: &mut Reader<'_>, top: &Fields<'_, '_>) -> Vec<Position> {
    let mut ids = Vec::new();
    let mut roles = Vec::new();
    for fields in reader.tables(top, "roles", &["id", "name", "level"]) {
        let id = new_id(reader, &fields, &mut ids);
        let name = reader.needed_words(&fields, "name");
        let level = reader.need(&fields, "level");
        let level = level.then(|| reader.word(&fields, "level", &ROLES, role_id)).flatten();
        // A role with a fault of its own is still known, so that what refers to it is not a fault as well.
        let Some(id) = id else { continue };
        let name = name.unwrap_or_default();
        roles.push(Position { id, name, level: level.map(|at| at.value).unwrap_or_default() });
    }
    roles
}

fn marks(reader: &mut Reader<'_>, top: &Fields<'_, '_>, key: &'static str) -> Vec<Mark> {
    let mut ids = Vec::new();
    let mut marks = Vec::new();
    for fields in reader.tables(top, key, &["id", "text"]) {
        let id = new_id(reader, &fields, &mut ids);
        let text = reader.needed_words(&fields, "text");
        marks.extend(id.zip(text).map(|(id, text)| Mark { id, text }));
    }
    marks
}

fn officer(reader: &mut Reader<'_>, top: &Fields<'_, '_>, roles: &[Position], units: &[Unit]) -> Own {
    let Some(fields) = reader.table(top, "officer", &["role", "unit"]) else { return Own::default() };
    let role = reader.text(&fields, "role");
    let unit = reader.text(&fields, "unit");
    let role = role.and_then(|id| known(reader, id, Named::Role, roles.iter().map(|role| &*role.id)));
    let unit = unit.and_then(|id| known(reader, id, Named::Unit, units.iter().map(|unit| &*unit.id)));
    Own { role, unit }
}

fn delegation(
    reader: &mut Reader<'_>,
    top: &Fields<'_, '_>,
    roles: &[Position],
    places: &mut Vec<Places>,
) -> Vec<Delegation> {
    let keys = &["point", "role", "procedure", "outcomes", "effects", "from", "to"];
    let mut rows = Vec::new();
    for fields in reader.tables(top, "delegation", keys) {
        let point = reader.needed_text(&fields, "point");
        let role = reader.needed_text(&fields, "role");
        let role = role.and_then(|id| known(reader, id, Named::Role, roles.iter().map(|role| &*role.id)));
        let before = reader.faults.len();
        let procedure = reader.text(&fields, "procedure");
        let outcomes = reader.texts(&fields, "outcomes");
        let written = reader.texts(&fields, "effects");
        // An empty list delegates as little as none; a key with a fault of its own was meant to delegate something.
        let nothing = procedure.is_none() && outcomes.is_empty() && written.is_empty() && reader.faults.len() == before;
        let effects = written.iter().filter_map(|word| reader.one_word(word, &Effect::ALL, Effect::id));
        let effects: Vec<_> = effects.map(|at| at.value).collect();
        let (from, to) = (reader.day(&fields, "from"), reader.day(&fields, "to"));
        if let (Some(from), Some(to)) = (&from, &to)
            && to.value < from.value
        {
            reader.fault(to.place, ConfigFault::Reversed);
        }
        if nothing {
            reader.fault(fields.place, ConfigFault::NothingDelegated);
        } else if let (None, Some(first)) = (&procedure, outcomes.first()) {
            reader.fault(first.place, ConfigFault::WhoseOutcomes);
        }
        let (Some(point), Some(role)) = (point, role) else { continue };
        places.push(Places {
            row: point.place,
            procedure: procedure.as_ref().map(|at| at.place).unwrap_or_default(),
            outcomes: outcomes.iter().map(|at| at.place).collect(),
        });
        rows.push(Delegation {
            point: point.value,
            role,
            procedure: procedure.map(|at| at.value),
            outcomes: outcomes.into_iter().map(|at| at.value).collect(),
            effects,
            from: from.map(|at| at.value),
            to: to.map(|at| at.value),
        });
    }
    rows
}

/// Returns an id that no other entry has.
fn new_id(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, ids: &mut Vec<At<Box<str>>>) -> Option<Box<str>> {
    let id = reader.needed_id(fields, "id")?;
    if let Some(other) = ids.iter().find(|other| other.value == id.value) {
        let first = other.place.line;
        reader.fault(id.place, ConfigFault::Twice { id: id.value, first });
        return None;
    }
    ids.push(id.clone());
    Some(id.value)
}

/// Returns an id that is one of `all`.
fn known<'a>(
    reader: &mut Reader<'_>,
    id: At<Box<str>>,
    what: Named,
    all: impl Iterator<Item = &'a str> + Clone,
) -> Option<Box<str>> {
    if all.clone().any(|other| *other == *id.value) {
        return Some(id.value);
    }
    let near = closest(&id.value, all).map(Into::into);
    reader.fault(id.place, ConfigFault::Unknown { what, id: id.value, near });
    None
}
