//! Every text of the rules compiled in, also those that no case comes to, and every page on what can be wrong with rules.

use menprov::manual::pages;
use menprov::rulebook::builtin;
use menprov::text::Language;
use menprov::training::load::load;
use serde_json::Value;

use super::speech::strangers;

#[test]
fn every_text_of_the_rules_keeps_to_its_language() {
    let book = serde_json::to_value(builtin()).expect("a rulebook is data");
    let mut faults = Vec::new();
    let texts = look(&book, &mut faults);
    assert!(texts > 2500, "only {texts} texts were found");
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_page_on_a_fault_keeps_to_its_language() {
    let pages = serde_json::to_value(pages()).expect("a page is data");
    let mut faults = Vec::new();
    let texts = look(&pages, &mut faults);
    assert!(texts > 600, "only {texts} texts were found");
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_text_of_a_scenario_keeps_to_its_language() {
    let mut faults = Vec::new();
    for scenario in load(None).expect("sound scenarios") {
        let scenes = scenario.scene.iter().flat_map(|scene| {
            let documents = scene.documents.iter().flat_map(|document| [&document.title, &document.text]);
            std::iter::once(&scene.text).chain(documents)
        });
        let why = scenario.accept.iter().map(|accept| &accept.why);
        let texts: Vec<_> =
            scenes.chain(why).chain(scenario.hints.values()).chain([&scenario.title, &scenario.debrief]).collect();
        let mut found = Vec::new();
        look(&serde_json::to_value(texts).expect("texts are data"), &mut found);
        faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", scenario.id)));
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// Looks at every pair of texts under a value, and returns how many there are.
fn look(value: &Value, faults: &mut Vec<String>) -> usize {
    match value {
        Value::Object(fields) => {
            if let (2, Some(Value::String(sv)), Some(Value::String(en))) =
                (fields.len(), fields.get("sv"), fields.get("en"))
            {
                for (text, language) in [(sv, Language::Sv), (en, Language::En)] {
                    let found = strangers(text, language);
                    if !found.is_empty() {
                        faults.push(format!("{language:?} {found:?}: {text}"));
                    }
                }
                return 1;
            }
            fields.values().map(|value| look(value, faults)).sum()
        }
        Value::Array(values) => values.iter().map(|value| look(value, faults)).sum(),
        _ => 0,
    }
}
