//! Properties of the channel and the incident rules that no single case can show: consent never opens a channel that is closed
//! for what is sensitive, an unknown condition never does, and the risk matrix never decides the legal question.
//!
//! The expected channels are those of the channel sheet the rules were made from, written here by hand.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chrono::NaiveDate;
use menprov::answers::{Check, read_text, resolve};
use menprov::engine::{Edition, Report, Step, walk};
use menprov::text::Language;
use menprov::trial::case::End;

use super::book::BOOK;

const CHANNELS: [&str; 12] = [
    "mote",
    "brev",
    "telefon",
    "rostbrevlada",
    "saker-e-post",
    "e-post-med-kod",
    "digital-post",
    "e-post",
    "sms",
    "chatt-oppen",
    "chatt-sluten",
    "video",
];
const WISHES: [&str; 3] = ["ja", "okant", "nej"];
/// Channels that may carry what is sensitive or secret, all conditions met.
const SENSITIVE: [&str; 8] =
    ["mote", "brev", "telefon", "saker-e-post", "e-post-med-kod", "digital-post", "chatt-sluten", "video"];
/// Channels that may carry what concerns someone with protected personal data, all conditions met.
const PROTECTED: [&str; 7] = ["mote", "brev", "telefon", "saker-e-post", "digital-post", "chatt-sluten", "video"];
/// Channels that only the person's wish opens, and for everyday content only.
const BY_WISH: [&str; 5] = ["rostbrevlada", "e-post", "sms", "chatt-sluten", "video"];

/// The day's look-up in the population register: a question of the frame, shared with the check for protected data.
const LOOK_UP: &str = "slagning-i-dag";
/// What is asked when a channel will not do.
const REFUSALS: [&str; 6] =
    ["kanal-oppen", "kanal-avbojd", "kanal-utan-onskan", "kanal-kan-vanta", "kanal-brist", "kanal-skydd.annan-vag"];

/// Every condition of the register, by id.
fn conditions() -> Vec<&'static str> {
    let ids = BOOK.questions.iter().map(|question| &*question.id);
    ids.filter(|id| id.starts_with("villkor-") || *id == "kanal.kontroll.d").collect()
}

/// Walks the choice of a channel with every condition met but one, and nothing urgent.
fn channel(channel: &str, class: &str, wish: &str, but: Option<(&str, &str)>) -> Report {
    let answer = |id: &str| but.filter(|(other, _)| *other == id).map_or("ja", |(_, answer)| answer).to_owned();
    let look_up = answer(LOOK_UP);
    let mut text = format!(
        "procedure: kanalval\nlaw-date: 2026-11-21\nanswers:\n  frame:\n    myndighetsslag: socialnamnd\n    mandat: tjanst\n    \
         kanalval.vad: skicka\n    innehall-provat: ja\n    {LOOK_UP}: {look_up}\n  closing:\n    kanal.mottagare: enskild\n    \
         kanal: {channel}\n    informationsklass: {class}\n    onskemal: {wish}\n    kanal.brev-forst: nej\n    \
         kanal.bradska: nej\n"
    );
    for refusal in REFUSALS {
        writeln!(text, "    {refusal}: inte").expect("a string takes everything");
    }
    for condition in conditions() {
        writeln!(text, "    {condition}: {}", answer(condition)).expect("a string takes everything");
    }
    walked(&text)
}

fn walked(text: &str) -> Report {
    let file = read_text("written", text).unwrap_or_else(|fault| panic!("{}", fault.message(Language::En)));
    let edition = Edition::on(&BOOK, file.law_date.expect("a law date"));
    let procedure = edition.by_id(&file.procedure.expect("a procedure")).expect("in force");
    let resolved = resolve(&edition, &file.answers, Check::All);
    let faults: Vec<_> = resolved.faults.iter().map(|fault| fault.message(Language::En)).collect();
    assert!(faults.is_empty(), "{faults:?}");
    walk(&edition, procedure, &resolved.answers)
}

fn sent(report: &Report) -> bool {
    let End::Outcome(outcome) = End::of(&BOOK, report) else { panic!("{}", End::of(&BOOK, report)) };
    assert!(["skickas", "skickas-inte"].contains(&&*outcome), "{outcome}");
    outcome == "skickas"
}

fn allowed(class: &str, wish: &str) -> BTreeSet<&'static str> {
    CHANNELS.into_iter().filter(|name| sent(&channel(name, class, wish, None))).collect()
}

#[test]
fn the_channels_are_those_of_the_sheet() {
    let set = |names: &[&'static str]| names.iter().copied().collect::<BTreeSet<_>>();
    assert_eq!(allowed("k3", "ja"), set(&PROTECTED));
    assert_eq!(allowed("k2", "ja"), set(&SENSITIVE));
    assert_eq!(
        allowed("k1", "okant"),
        set(&["mote", "brev", "telefon", "saker-e-post", "e-post-med-kod", "digital-post"])
    );
    let by_wish: BTreeSet<_> = allowed("k1", "ja").difference(&allowed("k1", "okant")).copied().collect();
    assert_eq!(by_wish, set(&BY_WISH));
    for class in ["k0", "k1", "k2"] {
        assert_eq!(allowed(class, "nej"), set(&["mote", "brev"]), "{class}: a no to the channel is respected");
    }
    // Nothing has been urgent so far: a first contact by e-mail or SMS waits for a letter.
    let closed: Vec<_> = CHANNELS.into_iter().filter(|name| !allowed("k0", "okant").contains(name)).collect();
    assert_eq!(closed, ["e-post", "sms"]);
}

#[test]
fn consent_never_opens_a_channel_for_what_is_sensitive() {
    for class in ["k2", "k3", "vet-ej"] {
        let (asked, unasked) = (allowed(class, "ja"), allowed(class, "okant"));
        assert!(!unasked.is_empty() && asked.is_subset(&unasked), "{class}: {asked:?} and {unasked:?}");
    }
}

#[test]
fn doubt_about_the_class_is_the_highest_class() {
    for wish in WISHES {
        assert_eq!(allowed("vet-ej", wish), allowed("k3", wish));
    }
}

#[test]
fn an_unmet_or_unknown_condition_closes_the_channel() {
    let mut tried = 0;
    for class in ["k0", "k1", "k2", "k3"] {
        for name in CHANNELS {
            let report = channel(name, class, "ja", None);
            let path = menprov::answers::script::path(&report);
            let put = path.iter().map(|key| &*BOOK.questions[key.question.at()].id);
            let put: BTreeSet<_> = put.filter(|id| conditions().contains(id)).collect();
            for condition in put {
                for answer in ["nej", "vet-ej"] {
                    tried += 1;
                    let unmet = sent(&channel(name, class, "ja", Some((condition, answer))));
                    assert!(!unmet, "{name} {class}: {condition} {answer}");
                }
            }
        }
    }
    assert!(tried > 100, "{tried} conditions");
}

#[test]
fn nothing_goes_to_someone_protected_before_the_look_up() {
    for name in CHANNELS {
        for answer in ["nej", "vet-ej"] {
            let report = channel(name, "k3", "ja", Some((LOOK_UP, answer)));
            assert!(matches!(report.step, Step::Halted), "{name} {answer}: {}", End::of(&BOOK, &report));
        }
        assert!(sent(&channel(name, "k0", "ja", Some((LOOK_UP, "nej")))), "{name}: nobody is protected");
    }
}

#[test]
fn a_short_way_is_short() {
    for (name, most) in [("mote", 3), ("telefon", 4), ("brev", 5)] {
        let report = channel(name, "k0", "okant", None);
        let closing = menprov::answers::script::path(&report).len() - 4;
        assert!(closing <= most, "{name} asks {closing} questions after the frame");
    }
}

/// Walks the worked example of the incident tree with the matrix and the legal question answered as given.
fn incident(severity: &str, recurrence: &str, serious: &str) -> Report {
    let case =
        std::fs::read_to_string(super::project("rulesets/cases/t-06-incident.yaml")).expect("the worked example");
    let mut text = String::new();
    let mut below = "";
    for line in case.lines() {
        let key = line.trim().trim_end_matches(':');
        if line.starts_with("    ") && !line.starts_with("      ") {
            below = key;
        }
        let changed = match below {
            "allvar" => Some(severity),
            "aterkommande" => Some(recurrence),
            "lex-sarah.allvarligt" => Some(serious),
            _ => None,
        };
        match changed.filter(|_| line.trim().starts_with("answer: ")) {
            Some(answer) => writeln!(text, "      answer: {answer}"),
            None => writeln!(text, "{line}"),
        }
        .expect("a string takes everything");
    }
    walked(&text)
}

#[test]
fn the_matrix_never_decides_the_legal_question() {
    let duties = |report: &Report| -> BTreeSet<&'static str> {
        report.duties.iter().map(|(at, _)| &*BOOK.duties[at.at()].id).collect()
    };
    let mut seen = BTreeSet::new();
    for serious in ["ja", "nej", "vet-ej"] {
        let mut first = None;
        for severity in ["mindre", "mattlig", "betydande", "hog"] {
            for recurrence in ["arligen", "manadsvis", "veckovis", "dagligen"] {
                let report = incident(severity, recurrence, serious);
                assert!(matches!(report.step, Step::Finished { .. }), "{:?}", report.step);
                let asked = menprov::answers::script::path(&report);
                let legal = asked.iter().any(|key| &*BOOK.questions[key.question.at()].id == "lex-sarah.allvarligt");
                assert!(legal, "{severity} {recurrence}: the legal question is not put");
                let duties = duties(&report);
                assert_eq!(duties.contains("anmal-till-ivo"), serious != "nej", "{severity} {recurrence} {serious}");
                assert!(duties.contains("anmal-till-imy") && duties.contains("informera-registrerade"));
                assert_eq!(*first.get_or_insert_with(|| duties.clone()), duties, "{severity} {recurrence}");
                seen.insert((severity, recurrence));
            }
        }
    }
    assert_eq!(seen.len(), 16);
}

#[test]
fn breach_of_secrecy_became_graver_on_its_day() {
    let at = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
    let provision = BOOK.provisions.iter().find(|provision| &*provision.id == "brb-20-3").expect("the provision");
    let on = |date: NaiveDate| {
        let holds =
            |valid: &menprov::ruleset::model::Validity| valid.from <= date && valid.to.is_none_or(|to| date <= to);
        let wording = provision.versions.iter().find(|wording| holds(&wording.valid)).expect("a wording");
        wording.text.get(Language::Sv)
    };
    assert!(on(at(2023, 7, 31)).contains("högst ett år") && !on(at(2023, 7, 31)).contains("grovt"));
    assert!(on(at(2023, 8, 1)).contains("högst två år") && on(at(2023, 8, 1)).contains("grovt"));
}
