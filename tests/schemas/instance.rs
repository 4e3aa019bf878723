//! A rule file as an editor sees it: the values that YAML 1.2 makes of its words.

use std::fs;
use std::path::Path;

use menprov::ruleset::raw::{self, Node, Raw};
use serde_json::{Map, Number, Value};

/// Reads a file that can be read.
pub fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    instance(&text).unwrap_or_else(|| panic!("{} is not YAML", path.display()))
}

/// Reads a text; none where it is not the YAML of rule files.
pub fn instance(text: &str) -> Option<Value> {
    raw::read(text).ok().map(|root| value(&root.into_owned()))
}

fn value(node: &Node) -> Value {
    match &node.raw {
        Raw::Map { entries, .. } => {
            let entries = entries.iter().map(|(key, node)| (key.text.to_string(), value(node)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
        Raw::List(items) => Value::Array(items.iter().map(value).collect()),
        Raw::Scalar { plain: false, text } => Value::String(text.to_string()),
        Raw::Scalar { plain: true, .. } if node.is_nothing() => Value::Null,
        Raw::Scalar { plain: true, text } => core(text),
    }
}

/// Resolves a plain word by the core schema of YAML 1.2.
fn core(text: &str) -> Value {
    match text {
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    if let Ok(number) = text.parse::<i64>() {
        return Value::from(number);
    }
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    let number = text.parse::<f64>().ok().filter(|_| digits).and_then(Number::from_f64);
    number.map_or_else(|| Value::String(text.to_owned()), Value::Number)
}
