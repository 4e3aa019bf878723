//! Holds the register of decided cases, which the help shows, against the cases that are replayed.

use menprov::engine::Value;
use menprov::ruleset::model::DecidedCase;
use menprov::trial::case::Case;

use super::book::BOOK;
use super::joined::{decided_ids, of};
use super::{CASES, walked};

/// Files whose decisive answer is not what was decided: the facts turn on it, and the court or the JO spoke of something
/// else. The register says what.
const TURNS_ELSEWHERE: [(&str, &str); 16] = [
    ("hovr-2022-sokning-sambo", "whether reading without need is data intrusion, not whether the data were classified"),
    (
        "hovr-2022-sokning-sambo-2022",
        "whether reading without need is data intrusion, not whether the data were classified",
    ),
    ("jo-1039-2017", "how the requester was sought and how long it took, not the harm test"),
    ("jo-1167-2016", "forwarding the requester’s e-mails, not whether the document was finished"),
    ("jo-1629-2016", "how a remanded request is dealt with, not what the child said"),
    ("jo-1851-2017", "three months and a needless question, not the harm test"),
    ("jo-2014-04-epostloggar", "that no decision was given, not the harm test"),
    ("jo-2022-06-forsakringskassan-orosanmalan-idag", "what may be attached, not whether an inquiry was open"),
    ("jo-2437-2006", "hidden details of another child, not whether the data were classified"),
    ("jo-2835-2003", "what a secrecy mark means, not the harm test"),
    ("jo-3562-2019", "that no order was made, not whether the data were classified"),
    ("jo-3562-2019-2021", "that no order was made, not whether the data were classified"),
    ("jo-5606-2017", "documents to the wrong person, not whether the data were classified"),
    ("jo-5734-2012", "when the requester may be asked at all, not the harm test"),
    ("jo-733-12", "seven weeks, not whether the document was finished"),
    ("rh-2002-36", "whether reading without need is data intrusion, not whether the data were classified"),
];

fn registered(file: &str) -> Option<&'static DecidedCase> {
    BOOK.cases.iter().find(|case| of(file, &case.id))
}

/// Every decided case that is replayed stands in the register, and nothing else does.
pub fn complete() {
    let files: Vec<String> = CASES.iter().map(|case| case.id.to_string()).collect();
    let mut replayed = decided_ids();
    replayed.retain(|id| files.iter().any(|file| of(file, id)));
    let registered: Vec<&str> = BOOK.cases.iter().map(|case| &*case.id).collect();
    assert_eq!(registered, replayed);
    for (file, _) in TURNS_ELSEWHERE {
        assert!(files.iter().any(|known| known == file), "{file} is no case");
    }
}

/// A decided case names a question that its walk puts, among them the decisive one, and answers it as the walk does.
pub fn at_its_question(case: &Case) -> Vec<String> {
    let Some(entry) = registered(&case.id) else { return Vec::new() };
    let run = match walked(case) {
        Ok(run) => run,
        Err(faults) => return faults,
    };
    let decisive = &*case.decisive.question;
    let id = |about: &menprov::ruleset::model::CaseAnswer| &*BOOK.questions[about.question.at()].id;
    let mut faults = Vec::new();
    if !run.asked().contains(decisive) {
        faults.push(format!("`{decisive}` is not put"));
    }
    let elsewhere = TURNS_ELSEWHERE.iter().any(|(file, _)| **file == *case.id);
    if elsewhere == entry.about.iter().any(|about| id(about) == decisive) {
        faults.push(format!("`{decisive}` stands in the register, or among what turns elsewhere: one of them"));
    }
    if !entry.about.iter().any(|about| run.asked().contains(id(about))) {
        faults.push("the register names nothing that is put".to_owned());
    }
    let path = run.path();
    for about in entry.about.iter().filter(|about| about.answer.is_some()) {
        let mut given = path.iter().filter(|key| key.question == about.question);
        let agrees = |key| matches!(run.answers.answer(key), Some(answer) if Some(&answer.value) == about.answer.map(Value::Choice).as_ref());
        if path.iter().any(|key| key.question == about.question) && !given.any(|key| agrees(*key)) {
            faults.push(format!("`{}` is never answered so", id(about)));
        }
    }
    faults
}
