//! JSON Schema of rule files, for editors: what may stand where, and what it is for.
//!
//! Made from the tables that the parser reads by (`ruleset::parse::form`), so that the two cannot disagree. It is written
//! in draft 7, the newest that the YAML language server reads. A schema knows the form of one file; whether names exist
//! and days meet is for the checker.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::ruleset::parse::FORMAT;
use crate::ruleset::parse::form::{FILES, Field, Keys, Record, Said, Shape, TEXT};
use crate::text::Language;

const SLUG: &str = "[a-z0-9][a-z0-9_-]*";

/// Returns the kinds of file that have a schema, each with what it is.
pub fn kinds(language: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().map(move |(kind, record)| (*kind, say(record.said, language)))
}

/// Returns the name of the file that a kind's schema lies in.
#[must_use]
pub fn file_name(kind: &str) -> String {
    format!("{kind}.schema.json")
}

/// Returns the line with which a rule file points an editor at its schema, which lies in the folder `to`.
#[must_use]
pub fn modeline(kind: &str, to: &str) -> String {
    format!("# yaml-language-server: $schema={to}{}\n", file_name(kind))
}

/// Returns the schema of a kind of file as text, with its descriptions in `language`; none where there is no such kind.
#[must_use]
pub fn text(kind: &str, language: Language) -> Option<String> {
    let schema = of(kind, language)?;
    Some(format!("{schema:#}\n"))
}

/// Returns the schema of a kind of file.
#[must_use]
pub fn of(kind: &str, language: Language) -> Option<Value> {
    let (_, record) = FILES.iter().find(|(known, _)| *known == kind)?;
    let mut maker = Maker { language, definitions: BTreeMap::new() };
    let mut schema = maker.fields(record);
    maker.define(&TEXT);
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".to_owned(), json!(say(record.said, language)));
    schema.insert("definitions".to_owned(), json!(maker.definitions));
    Some(Value::Object(schema))
}

fn say(said: Said, language: Language) -> &'static str {
    language.choose(said[0], said[1])
}

/// Collects the definitions that a schema refers to.
struct Maker {
    language: Language,
    definitions: BTreeMap<&'static str, Value>,
}

impl Maker {
    /// Returns a reference to a record, which is defined once.
    fn define(&mut self, record: &Record) -> Value {
        if !self.definitions.contains_key(record.id) {
            // Held open, so that a record that holds itself would end here.
            self.definitions.insert(record.id, Value::Null);
            let mut made = self.fields(record);
            made.insert("description".to_owned(), json!(say(record.said, self.language)));
            self.definitions.insert(record.id, Value::Object(made));
        }
        json!({"$ref": format!("#/definitions/{}", record.id)})
    }

    fn fields(&mut self, record: &Record) -> Map<String, Value> {
        let properties: Map<_, _> = record.fields().map(|field| (field.name.to_owned(), self.field(field))).collect();
        let needed = record.fields().filter(|field| field.need && field.only.is_none());
        let needed: Vec<_> = needed.map(|field| field.name).collect();
        let mut schema = Map::new();
        schema.insert("type".to_owned(), json!("object"));
        schema.insert("properties".to_owned(), Value::Object(properties));
        schema.insert("additionalProperties".to_owned(), json!(false));
        if !needed.is_empty() {
            schema.insert("required".to_owned(), json!(needed));
        }
        if record.filled {
            schema.insert("minProperties".to_owned(), json!(1));
        }
        if !record.one_of.is_empty() {
            let ways: Vec<_> = record.one_of.iter().map(|name| json!({"required": [name]})).collect();
            schema.insert("oneOf".to_owned(), json!(ways));
        }
        if !record.one_group.is_empty() {
            let groups: Vec<_> = record.one_group.iter().map(|group| any_of(group)).collect();
            schema.insert("oneOf".to_owned(), json!(groups));
        }
        let beside = record.fields().filter(|field| !field.beside.is_empty());
        let beside: Map<_, _> = beside.map(|field| (field.name.to_owned(), json!(any_of(field.beside)))).collect();
        if !beside.is_empty() {
            schema.insert("dependencies".to_owned(), Value::Object(beside));
        }
        let cases = by_word(record);
        if !cases.is_empty() {
            schema.insert("allOf".to_owned(), json!(cases));
        }
        schema
    }

    fn field(&mut self, field: &Field) -> Value {
        let description = say(field.said, self.language);
        match self.shape(&field.shape) {
            // Draft 7 hears nothing beside a `$ref`.
            Value::Object(shape) if shape.contains_key("$ref") => json!({"description": description, "allOf": [shape]}),
            Value::Object(mut shape) => {
                shape.insert("description".to_owned(), json!(description));
                Value::Object(shape)
            }
            other => other,
        }
    }

    fn shape(&mut self, shape: &Shape) -> Value {
        match *shape {
            Shape::Id => pattern(&format!("^{SLUG}$")),
            Shape::Question => pattern(&format!("^{SLUG}(\\.{SLUG})*$")),
            // What looks like a number is a text all the same.
            Shape::Free => json!({"type": ["string", "number"], "pattern": "\\S"}),
            Shape::Text => self.define(&TEXT),
            Shape::Day => json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
            Shape::Number(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
            Shape::Format => json!({"const": FORMAT}),
            Shape::Truth => json!({"type": "boolean"}),
            Shape::Word(words) => json!({"enum": words()}),
            Shape::Constant(word) => json!({"const": word}),
            Shape::Days => json!({"type": "string", "pattern": "^P[0-9]+D$"}),
            Shape::Deadline => json!({"type": "string", "pattern": "^(at-once|same-day|PT[0-9]+H|P[0-9]+[DWM])$"}),
            Shape::Target => pattern(&format!("^((return|outcome) )?{SLUG}$")),
            Shape::Column => json!({"type": "string", "pattern": format!("^{SLUG}\\.{SLUG}$")}),
            Shape::List(items) => json!({"type": "array", "items": self.shape(items)}),
            Shape::Filled(items) => json!({"type": "array", "items": self.shape(items), "minItems": 1}),
            Shape::Several(items) => {
                let one = self.shape(items);
                json!({"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]})
            }
            Shape::Map { keys, values, filled } => {
                let keys = match keys {
                    Keys::Id => json!({"pattern": format!("^{SLUG}$")}),
                    Keys::Question => json!({"pattern": format!("^{SLUG}(\\.{SLUG})*$")}),
                    Keys::Answer => json!({"pattern": format!("^({SLUG}|[0-9-]*\\.\\.[0-9-]*)$")}),
                    Keys::Word(words) => json!({"enum": words()}),
                    Keys::Free => json!(true),
                };
                let values = self.shape(values);
                json!({
                    "type": "object",
                    "propertyNames": keys,
                    "additionalProperties": values,
                    "minProperties": u8::from(filled),
                })
            }
            Shape::Record(record) => self.define(record),
            Shape::Either(records) => {
                let all: Vec<_> = records.iter().map(|record| self.define(record)).collect();
                json!({"anyOf": all})
            }
            Shape::Anything => json!({}),
        }
    }
}

/// Returns a text of a pattern; an id of digits alone is a number to YAML.
fn pattern(pattern: &str) -> Value {
    json!({"type": ["string", "integer"], "pattern": pattern})
}

/// Returns, for each word that decides which fields may be there, which must and which must not.
fn by_word(record: &Record) -> Vec<Value> {
    let Some((decides, _)) = record.fields().find_map(|field| field.only) else { return Vec::new() };
    let shape = record.fields().find(|field| field.name == decides).map(|field| field.shape);
    let Some(Shape::Word(words)) = shape else { return Vec::new() };
    let case = |word: &str| {
        let bound = || record.fields().filter(|field| field.only.is_some());
        let needed: Vec<_> = bound().filter(|field| field.need && field.fits(decides, word)).collect();
        let needed: Vec<_> = needed.iter().map(|field| field.name).collect();
        let barred = bound().filter(|field| !field.fits(decides, word));
        let barred: Map<_, _> = barred.map(|field| (field.name.to_owned(), json!(false))).collect();
        json!({
            "if": {"properties": {decides: {"const": word}}, "required": [decides]},
            "then": {"properties": barred, "required": needed},
        })
    };
    words().into_iter().map(case).collect()
}

/// Requires one at least of several fields.
fn any_of(fields: &[&str]) -> Value {
    match fields {
        [only] => json!({"required": [only]}),
        several => json!({"anyOf": several.iter().map(|field| json!({"required": [field]})).collect::<Vec<_>>()}),
    }
}
