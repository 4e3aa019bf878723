//! The answers file: its bytes, its top, and the map under `answers:`.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use chrono::NaiveDate;
use serde_saphyr::options::MergeKeyPolicy;

use super::file_fault::{FileFault, file_words};
use super::raw::{DOUBLED, Raw};
use super::value::{check_text, parse_date};
use crate::date::When;
use crate::ruleset::model::Role;

/// The largest answers file, in bytes.
pub const LARGEST_FILE: u64 = 16 << 20;

/// An answers file as written, its top read and its answers still raw.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswersFile<'a> {
    /// `procedure:`.
    pub procedure: Option<Box<str>>,
    /// `law-date:`.
    pub law_date: Option<NaiveDate>,
    /// `matter:`.
    pub matter: Option<Box<str>>,
    /// `received:`.
    pub received: Option<When>,
    /// `officer:`.
    pub officer: Option<Officer>,
    /// `case:`, which only tests read.
    pub case: Option<Raw<'a>>,
    /// `scenario:`, which only training reads.
    pub scenario: Option<Raw<'a>>,
    /// `answers:`, for [`super::resolve()`].
    pub answers: Raw<'a>,
}

/// Who makes the assessment.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Officer {
    /// Their name.
    pub name: Box<str>,
    /// Their role, if it says.
    pub role: Option<Role>,
    /// Their unit.
    pub unit: Option<Box<str>>,
}

/// Reads a file's text.
///
/// # Errors
/// If it cannot be read, is too large or is not UTF-8.
pub fn read_file(path: &Path) -> Result<String, FileFault> {
    let open = || {
        let mut bytes = Vec::new();
        File::open(path)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = open()
        .map_err(|error: std::io::Error| FileFault::NotReadable { file: file_words(path), cause: error.kind() })?;
    check_bytes(&file_words(path), bytes)
}

/// Returns bytes, from a file or from standard input, as text.
///
/// # Errors
/// If they are too many or not UTF-8.
pub fn check_bytes(file: &str, bytes: Vec<u8>) -> Result<String, FileFault> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(FileFault::TooLarge { file: file.into(), most: LARGEST_FILE });
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        FileFault::NotUtf8 { file: file.into(), line: good.split(|&byte| byte == b'\n').count() }
    })?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

/// Reads an answers file from its text: JSON if it begins with `{`, otherwise YAML.
///
/// # Errors
/// If it is neither, has a doubled key, or a field at the top is unknown or has the wrong form.
pub fn read_text<'a>(file: &str, text: &'a str) -> Result<AnswersFile<'a>, FileFault> {
    let raw = if text.trim_start().starts_with('{') { json_tree(file, text)? } else { from_yaml(file, text)? };
    let Raw::Map(entries) = raw else {
        return Err(FileFault::Field { file: file.into(), key: "answers".into() });
    };
    let mut read = AnswersFile {
        procedure: None,
        law_date: None,
        matter: None,
        received: None,
        officer: None,
        case: None,
        scenario: None,
        answers: Raw::Null,
    };
    let wrong = |key: &str| FileFault::Field { file: file.into(), key: key.into() };
    for (key, value) in entries {
        match &*key {
            "procedure" => read.procedure = Some(one_line(&value).ok_or_else(|| wrong(&key))?),
            "matter" => read.matter = Some(one_line(&value).ok_or_else(|| wrong(&key))?),
            "law-date" => {
                read.law_date = Some(value.text().and_then(parse_date).ok_or_else(|| wrong(&key))?);
            }
            "received" => {
                read.received = Some(value.text().and_then(|text| When::parse(text).ok()).ok_or_else(|| wrong(&key))?);
            }
            "officer" => read.officer = Some(officer(&value).ok_or_else(|| wrong(&key))?),
            "case" => read.case = Some(value),
            "scenario" => read.scenario = Some(value),
            "answers" if matches!(value, Raw::Map(_) | Raw::Null) => read.answers = value,
            "answers" => return Err(wrong(&key)),
            _ => return Err(FileFault::UnknownKey { file: file.into(), key: key.as_ref().into() }),
        }
    }
    Ok(read)
}

fn officer(raw: &Raw<'_>) -> Option<Officer> {
    let Raw::Map(entries) = raw else { return None };
    let mut officer = Officer { name: "".into(), role: None, unit: None };
    for (key, value) in entries {
        match &**key {
            "name" => officer.name = one_line(value)?,
            "unit" => officer.unit = Some(one_line(value)?),
            "role" => {
                let role = match value.text()? {
                    "officer" => Role::Officer,
                    "second-reader" => Role::SecondReader,
                    "lawyer" => Role::Lawyer,
                    "manager" => Role::Manager,
                    "delegate" => Role::Delegate,
                    "board" => Role::Board,
                    _ => return None,
                };
                officer.role = Some(role);
            }
            _ => return None,
        }
    }
    (!officer.name.is_empty()).then_some(officer)
}

/// Returns a text without control characters, on one line and not empty.
fn one_line(raw: &Raw<'_>) -> Option<Box<str>> {
    let text = check_text(raw.text()?).ok()?;
    (!text.is_empty() && !text.contains(['\n', '\t'])).then(|| text.into())
}

/// Reads JSON as written.
///
/// # Errors
/// If it is none, or has a doubled key.
pub(crate) fn json_tree<'a>(file: &str, text: &'a str) -> Result<Raw<'a>, FileFault> {
    serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line() as u64, error.column() as u64);
        syntax(file, line, column, &error.to_string())
    })
}

fn from_yaml<'a>(file: &str, text: &'a str) -> Result<Raw<'a>, FileFault> {
    let options = serde_saphyr::options! {
        strict_booleans: true,
        merge_keys: MergeKeyPolicy::Error,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        with_snippet: false,
    };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let (line, column) = error.location().map_or((0, 0), |place| (place.line(), place.column()));
        if let serde_saphyr::Error::DuplicateMappingKey { key, .. } = error.without_snippet() {
            return FileFault::DoubledKey { file: file.into(), line, key: key.as_deref().map(Into::into) };
        }
        syntax(file, line, column, &error.to_string())
    })
}

fn syntax(file: &str, line: u64, column: u64, detail: &str) -> FileFault {
    let file = file.into();
    match detail.split_once(DOUBLED).and_then(|(_, rest)| rest.split('`').nth(1)) {
        Some(key) => FileFault::DoubledKey { file, line, key: Some(key.into()) },
        None => FileFault::Syntax { file, line, column, detail: detail.into() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_and_json_read_the_same() {
        let yaml = "procedure: begaran\nlaw-date: 2026-11-21\nmatter: \"SN 2026/123\"\nofficer: {name: Handläggaren, \
                    role: delegate}\nanswers:\n  frame: {a: nej, b: true, c: 7, d: \"7\", e: 0123}\n";
        let json = r#"{"procedure":"begaran","law-date":"2026-11-21","matter":"SN 2026/123",
            "officer":{"name":"Handläggaren","role":"delegate"},
            "answers":{"frame":{"a":"nej","b":true,"c":7,"d":"7","e":"0123"}}}"#;
        let yaml = read_text("a.yaml", yaml).expect("good YAML");
        assert_eq!(yaml, read_text("a.json", json).expect("good JSON"));
        assert_eq!(yaml.law_date, NaiveDate::from_ymd_opt(2026, 11, 21));
        assert_eq!(yaml.officer.and_then(|officer| officer.role), Some(Role::Delegate));
    }

    #[test]
    fn a_doubled_answer_is_refused_in_both() {
        let yaml = read_text("a.yaml", "answers:\n  frame:\n    a: ja\n    a: nej\n").expect_err("doubled");
        assert_eq!(yaml, FileFault::DoubledKey { file: "a.yaml".into(), line: 4, key: Some("a".into()) });
        let json = read_text("a.json", "{\"answers\":{\"frame\":{\"a\":1,\n\"a\":2}}}").expect_err("doubled");
        assert_eq!(json, FileFault::DoubledKey { file: "a.json".into(), line: 2, key: Some("a".into()) });
    }

    #[test]
    fn the_top_is_checked() {
        let fault = |text| read_text("a", text).expect_err("wrong");
        assert_eq!(fault("svar: {}"), FileFault::UnknownKey { file: "a".into(), key: "svar".into() });
        for (text, key) in [
            ("law-date: 26-11-21", "law-date"),
            ("matter: 12", "matter"),
            ("officer: {role: officer}", "officer"),
            ("officer: {name: a, role: chef}", "officer"),
            ("answers: [1]", "answers"),
            ("- 1", "answers"),
        ] {
            assert_eq!(fault(text), FileFault::Field { file: "a".into(), key: key.into() }, "{text}");
        }
        assert!(matches!(fault("{\"answers\": "), FileFault::Syntax { line: 1, .. }));
        assert!(matches!(fault("a: [1\n"), FileFault::Syntax { .. }));
    }

    #[test]
    fn bytes_are_text_or_a_fault_with_its_line() {
        assert_eq!(check_bytes("a", b"\xef\xbb\xbfa: 1".to_vec()).as_deref(), Ok("a: 1"));
        assert_eq!(check_bytes("a", b"a: 1\nb: \xe5".to_vec()), Err(FileFault::NotUtf8 { file: "a".into(), line: 2 }));
    }
}
