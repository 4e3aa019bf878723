//! The questions of the procedure for a requested document, by id, and answers to them.

use std::sync::LazyLock;

use menprov::rulebook::builtin;
use menprov::ruleset::model::{AnswerKind, Rulebook};
use menprov::text::Language;

use super::session::{ENTER, Session};

static BOOK: LazyLock<Rulebook> = LazyLock::new(builtin);

/// Returns a question's wording up to its first label.
pub fn wording(id: &str) -> String {
    worded(id, Language::Sv)
}

pub fn worded(id: &str, language: Language) -> String {
    let question = BOOK.questions.iter().find(|question| *question.id == *id).unwrap_or_else(|| panic!("no {id}"));
    let text = question.text.get(language);
    text.split('{').max_by_key(|part| part.len()).unwrap_or(text).trim_start_matches("item} ").trim().to_owned()
}

/// Returns the key of an option.
pub fn key(id: &str, option: &str) -> String {
    let question = BOOK.questions.iter().find(|question| *question.id == *id).unwrap_or_else(|| panic!("no {id}"));
    let AnswerKind::Choice(options) = &question.kind else { panic!("{id} is no choice") };
    let at = options.iter().position(|known| *known.id == *option).unwrap_or_else(|| panic!("no {option}"));
    (at + 1).to_string()
}

/// The first questions of a request by letter for a document, each with what is typed and how the answer is shown.
pub fn frame() -> Vec<(&'static str, String, &'static str)> {
    let own = "begaran-om-handling";
    let id = |name: &str| -> &'static str { String::leak(format!("{own}.{name}")) };
    vec![
        ("myndighetsslag", key("myndighetsslag", "socialnamnd"), "Socialnämnd"),
        ("mandat", key("mandat", "tjanst"), "Ja, det ingår i mina arbetsuppgifter"),
        (id("mottagen"), format!("2026-11-20 09:00{ENTER}"), "2026-11-20 09:00"),
        (id("kanal"), key(id("kanal"), "brev"), "I brev"),
        ("tidigare", key("tidigare", "nej"), "Nej"),
        (id("vad"), key(id("vad"), "handling"), "En handling"),
        (id("begart"), format!("allt om mig från åren på Ön{ENTER}"), "allt om mig från åren på Ön"),
        (id("preciserad"), "j".to_owned(), "Ja"),
        ("sokandens-uppgift", key("sokandens-uppgift", "sjalv"), "Begär uppgifter om sig själv"),
        ("jav.kommun-grund", key("jav.kommun-grund", "ingen"), "Nej, inget av detta"),
        ("uppdrag", key("uppdrag", "handlaggare"), "Jag är handläggare"),
    ]
}

/// Answers the first `many` questions of the frame.
#[track_caller]
pub fn answer(session: &mut Session, many: usize) {
    for (id, keys, _) in frame().into_iter().take(many) {
        session.asked(&wording(id));
        session.press(&keys);
    }
}

/// The folder with a question of every kind.
pub fn rules() -> String {
    format!("{}/tests/terminal/rulesets", env!("CARGO_MANIFEST_DIR"))
}
