//! Findings as SARIF 2.1.0 (OASIS), which editors and code hosts read.
//!
//! Written with structures of our own: of the format's many hundred fields a dozen carry what is known here.

use std::fmt::Write as _;

use serde::Serialize;

use super::faults::sorted;
use crate::ruleset::fault::{Level, Placed};
use crate::text::Language;

const VERSION: &str = "2.1.0";
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    language: &'static str,
    /// Columns are counted in characters, as everywhere here, and not in the UTF-16 units of the format's default.
    column_kind: &'static str,
    results: Vec<Finding>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

/// What is known of a code.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
    full_description: Message,
    help: Message,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Message>,
}

/// Returns all findings as a SARIF log with one run.
///
/// `line` returns a line of a file, counted from 1, where the text is at hand; `path` where a file lies, absolute or from
/// where the program runs, with `/`.
#[must_use]
pub fn log<'a, F: Placed>(
    findings: &[F],
    line: &dyn Fn(&str, u32) -> Option<&'a str>,
    path: &dyn Fn(&str) -> String,
    language: Language,
) -> impl Serialize + use<F> {
    let mut rules: Vec<Rule> = Vec::new();
    let mut results = Vec::with_capacity(findings.len());
    for finding in sorted(findings) {
        let words = finding.words();
        let code = words.code();
        let rule_index = rules.iter().position(|rule| rule.id == code).unwrap_or_else(|| {
            rules.push(rule(code, words.level(), language));
            rules.len() - 1
        });
        let text = match words.hint(language) {
            Some(hint) => format!("{}\n{}: {hint}", words.message(language), language.choose("tips", "hint")),
            None => words.message(language),
        };
        let place = finding.place();
        let region = (place.line > 0).then(|| Region {
            start_line: place.line,
            start_column: Some(place.column).filter(|column| *column > 0),
            snippet: line(finding.file(), place.line).map(|text| Message { text: text.to_owned() }),
        });
        let artifact_location = Artifact { uri: uri(&path(finding.file())) };
        results.push(Finding {
            rule_id: code,
            rule_index,
            level: level(words.level()),
            message: Message { text },
            locations: [Location { physical_location: PhysicalLocation { artifact_location, region } }],
        });
    }
    let driver = Driver { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION"), rules };
    let run =
        Run { tool: Tool { driver }, language: language.choose("sv", "en"), column_kind: "unicodeCodePoints", results };
    Log { schema: SCHEMA, version: VERSION, runs: [run] }
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Fault => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

fn rule(code: &'static str, weight: Level, language: Language) -> Rule {
    let family = family(code, language);
    let more = language.choose("förklarar koden", "explains the code");
    Rule {
        id: code,
        short_description: Message { text: format!("{code}: {family}") },
        full_description: Message { text: family.to_owned() },
        help: Message { text: format!("`menprov rules explain {code}` {more}") },
        default_configuration: Configuration { level: level(weight) },
    }
}

/// Returns what the codes that begin with a letter are about.
fn family(code: &str, language: Language) -> &'static str {
    match code.as_bytes() {
        [b'S', ..] => language.choose("filen går inte att läsa som text", "the file cannot be read as text"),
        [b'W', ..] => language.choose("en ordbehandlare har ändrat texten", "a word processor has changed the text"),
        [b'Y', ..] => language.choose("YAML som regelfiler inte skrivs i", "YAML that rule files are not written in"),
        [b'P', ..] => language.choose("en regelfils form", "the shape of a rule file"),
        [b'R', ..] => language.choose("namn och vägar som inte stämmer", "names and ways that do not fit"),
        [b'G', ..] => language.choose("steg som inte hänger ihop", "steps that do not hang together"),
        [b'L', ..] => language.choose("vad lagen kräver av reglerna", "what the law asks of the rules"),
        [b'T', ..] => language.choose("vad som gäller vilken dag", "what is in force on which day"),
        [b'N', ..] => language.choose("språket", "the language"),
        [b'U', ..] => language.choose("det som inte gör någon skillnad", "what makes no difference"),
        _ => language.choose("reglerna", "the rules"),
    }
}

/// Returns a path as a URI (RFC 3986): relative, or with `file:` where it is absolute.
fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.strip_prefix("./").unwrap_or(path).bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            write!(uri, "%{byte:02X}").expect("a String takes every write");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json, to_value};

    use super::*;
    use crate::ruleset::advice::Advice;
    use crate::ruleset::document::Place;
    use crate::ruleset::fault::Fault;
    use crate::ruleset::hints::HintFault;
    use crate::ruleset::source::SourceFault;

    fn shown(findings: &[Fault]) -> Value {
        let line = |_: &str, number: u32| (number == 2).then_some("\tå: b");
        let path = |file: &str| format!("mina regler/{file}");
        to_value(log(findings, &line, &path, Language::Sv)).expect("JSON")
    }

    #[test]
    fn a_finding_has_its_rule_its_level_and_its_line() {
        let place = Place { line: 2, column: 1 };
        let log =
            shown(&[Fault::new("b.yaml", place, Advice::TwoQuestions), Fault::new("å@2.yaml", place, HintFault::Tab)]);
        let results = &log["runs"][0]["results"];
        assert_eq!(results[0]["ruleId"], "N009");
        assert_eq!((&results[0]["level"], &results[1]["level"]), (&json!("warning"), &json!("error")));
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][1]["id"], "W006");
        assert_eq!(results[1]["ruleIndex"], 1);
        let location = &results[1]["locations"][0]["physicalLocation"];
        assert_eq!(location["artifactLocation"]["uri"], "mina%20regler/%C3%A5@2.yaml");
        assert_eq!(location["region"], json!({"startLine": 2, "startColumn": 1, "snippet": {"text": "\tå: b"}}));
    }

    #[test]
    fn a_file_that_cannot_be_read_has_no_region() {
        let log = shown(&[Fault::new("a.yaml", Place::default(), SourceFault::TooLarge)]);
        let location = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(location, &json!({"artifactLocation": {"uri": "mina%20regler/a.yaml"}}));
    }

    #[test]
    fn nothing_found_is_a_run_without_results() {
        let log = shown(&[]);
        assert_eq!((&log["version"], &log["runs"][0]["results"]), (&json!("2.1.0"), &json!([])));
    }

    #[test]
    fn an_absolute_path_names_its_scheme() {
        assert_eq!(uri("/srv/a b.yaml"), "file:///srv/a%20b.yaml");
        assert_eq!(uri("./egna/a.yaml"), "egna/a.yaml");
    }
}
