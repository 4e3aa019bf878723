//! A family of rulesets in two languages, and small ones of a known shape.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::random::Random;

/// How many rulesets the family has.
pub(crate) const RULESETS: usize = 100;
/// How many nodes each of them has.
pub(crate) const NODES: usize = 60;
/// How many modules a procedure calls.
const MODULES: usize = 9;
const SEED: u64 = 20_261_122;

const SWEDISH: &[&str] = &[
    "handlingen",
    "uppgiften",
    "barnet",
    "beslutet",
    "ärendet",
    "sökanden",
    "skyddet",
    "underlaget",
    "begäran",
    "åtgärden",
    "förälder",
    "myndigheten",
    "journalen",
    "utredningen",
    "samtycket",
    "risken",
    "frågan",
    "ombudet",
];
const ENGLISH: &[&str] = &[
    "document",
    "item",
    "child",
    "decision",
    "matter",
    "requester",
    "protection",
    "record",
    "request",
    "measure",
    "parent",
    "authority",
    "journal",
    "inquiry",
    "consent",
    "risk",
    "question",
    "agent",
];

/// Writes the family: one procedure in ten rulesets, which calls the nine modules after it, with an invariant for each.
///
/// Returns the bytes of all files.
pub(crate) fn write(folder: &Path) -> usize {
    let mut random = Random::new(SEED);
    let mut files: Vec<(String, String)> =
        (0..RULESETS).map(|at| (format!("{}.yaml", name(at)), ruleset(at, &mut random))).collect();
    files.push(("registers/provisions.yaml".to_owned(), provisions(&mut random)));
    files.push(("registers/invariants.yaml".to_owned(), invariants()));
    put(folder, &files)
}

/// Writes one ruleset of so many questions, both answers of which lead to the next.
pub(crate) fn write_rejoining(folder: &Path, questions: usize) -> usize {
    let mut text = head("chain", "procedure");
    text.push_str("outcomes:\n  slut: {effect: none, text: {sv: Slut., en: The end.}}\nparts:\n  frame:\n");
    for at in 1..=questions {
        let next = if at == questions { "outcome slut".to_owned() } else { format!("f{}", at + 1) };
        let _ = write!(
            text,
            "    - id: f{at}\n      ask: {{sv: 'Fråga {at}?', en: 'Question {at}?'}}\n      kind: choice\n      \
             options: {{ja: {{sv: Ja, en: 'Yes'}}, nej: {{sv: Nej, en: 'No'}}}}\n      scope: frame\n      \
             provisions: [mall-0]\n      next: {{ja: {next}, nej: {next}}}\n"
        );
    }
    put(
        folder,
        &[
            ("chain.yaml".to_owned(), text),
            ("registers/provisions.yaml".to_owned(), provisions(&mut Random::new(SEED))),
        ],
    )
}

fn put(folder: &Path, files: &[(String, String)]) -> usize {
    fs::create_dir_all(folder.join("registers")).expect("a folder");
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("a write");
    }
    files.iter().map(|(_, text)| text.len()).sum()
}

fn name(at: usize) -> String {
    format!("regel-{at:02}")
}

fn is_procedure(at: usize) -> bool {
    at.is_multiple_of(MODULES + 1)
}

fn head(id: &str, kind: &str) -> String {
    format!(
        "ruleset: {id}\nformat: 1\nkind: {kind}\nversion: 1\nvalid: {{from: 2019-01-01}}\n\
         title: {{sv: Regler att mäta, en: Rules to measure}}\nbasis: [mall-0]\n\
         review: {{checked: 2026-11-21, due: 2036-11-21}}\n"
    )
}

fn ruleset(at: usize, random: &mut Random) -> String {
    let procedure = is_procedure(at);
    let mut text = head(&name(at), if procedure { "procedure" } else { "module" });
    let (ends, nodes, end) =
        if procedure { ("outcomes", "parts:\n  frame:\n", "outcome") } else { ("returns", "nodes:\n", "return") };
    let _ = writeln!(text, "{ends}:");
    for (id, effect) in [("oppet", "release"), ("slutet", "withhold")] {
        let _ = writeln!(
            text,
            "  {id}:\n    effect: {effect}\n    text:\n{}    provisions: [mall-1]",
            sentences(6, 1, '.', random)
        );
    }
    text.push_str(nodes);
    let asked = if procedure { NODES - MODULES } else { NODES };
    for node in 0..asked {
        let after = |step: usize| match node + step {
            next if next < asked => format!("n{next}"),
            _ if procedure => "m1".to_owned(),
            _ => format!("{end} oppet"),
        };
        let no = if node % 20 == 19 { format!("{end} slutet") } else { after(2) };
        let _ = write!(
            text,
            "  - id: n{node}\n    ask:\n{}    help:\n{}    kind: tri\n    doubt: {{means: open-if-entitled, as: nej}}\n    \
             reason: {{least: 20}}\n    scope: frame\n    provisions: [mall-{}]\n    next: {{ja: {}, nej: {no}, vet-ej: {no}}}\n",
            sentences(6, 1, '?', random),
            sentences(6, 3, '.', random),
            random.below(50),
            after(1),
        );
    }
    for module in 1..=if procedure { MODULES } else { 0 } {
        let next = if module == MODULES { format!("{end} oppet") } else { format!("m{}", module + 1) };
        let _ = write!(
            text,
            "  - id: m{module}\n    call: {}\n    next: {{oppet: {next}, slutet: {end} slutet}}\n",
            name(at + module)
        );
    }
    text
}

/// Returns `count` sentences in each language.
fn sentences(indent: usize, count: usize, stop: char, random: &mut Random) -> String {
    let (mut swedish, mut english) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let at: Vec<usize> = (0..4).map(|_| random.below(SWEDISH.len())).collect();
        let [a, b, c, d] = at[..] else { continue };
        let word = |list: &[&'static str], at: usize| list[at];
        let stop = if count == 1 { stop } else { '.' };
        swedish.push(format!(
            "Finns {} kvar när {} har lästs, och vet {} vad {} gäller{stop}",
            word(SWEDISH, a),
            word(SWEDISH, b),
            word(SWEDISH, c),
            word(SWEDISH, d)
        ));
        english.push(format!(
            "Is the {} still there when the {} was read, and does the {} know what the {} is about{stop}",
            word(ENGLISH, a),
            word(ENGLISH, b),
            word(ENGLISH, c),
            word(ENGLISH, d)
        ));
    }
    let folded = |language: &str, list: &[String]| {
        let blanks = " ".repeat(indent);
        format!("{blanks}{language}: >-\n{blanks}  {}\n", list.join(&format!("\n{blanks}  ")))
    };
    folded("sv", &swedish) + &folded("en", &english)
}

fn provisions(random: &mut Random) -> String {
    let mut text = String::from("register: provisions\nformat: 1\nentries:\n");
    for at in 0..50 {
        let _ = write!(
            text,
            "  mall-{at}:\n    designation: {{sv: {at} § mätlagen, en: Section {at} of the Measuring Act}}\n    short: {at} §\n    \
             role: procedure\n    versions:\n      - from: 2019-01-01\n        test: none\n        text:\n{}        basis: ingen\n        \
             confidence: I\n        note: {{sv: Påhittad., en: Made up.}}\n        checked: 2026-11-21\n        against: ingen\n",
            sentences(10, 2, '.', random)
        );
    }
    text
}

/// For every ruleset: a no leads past the question after it.
fn invariants() -> String {
    let mut text = String::from("register: invariants\nformat: 1\nentries:\n");
    for at in 0..RULESETS {
        let ruleset = name(at);
        let _ = write!(
            text,
            "  forbi-{at}:\n    text: {{sv: Ett nej leder förbi nästa fråga., en: A no leads past the next question.}}\n    \
             provisions: [mall-0]\n    within: assessment\n    never:\n      - {{question: {ruleset}.n9, answer: nej}}\n      \
             - {{question: {ruleset}.n10, answer: ja}}\n"
        );
    }
    text
}
