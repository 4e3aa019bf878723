//! One ruleset of so many nodes, a random tree of questions and outcomes.
//!
//! 40 questions: 20 of two answers, 14 of four, 6 numbers. None is asked twice on a path, no path is longer than 24, and
//! there are 10 outcomes. A place where an outcome is reached counts as a node, as it does in a tree that is drawn.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::random::Random;

const SEED: u64 = 20_261_121;
const DEEPEST: usize = 24;
const QUESTIONS: usize = 40;
/// Where the questions of four answers begin, and the numbers.
const CHOICES: usize = 20;
const NUMBERS: usize = 34;
const OUTCOMES: usize = 10;

/// What the nodes' grounds are, each of which is a provision in the register.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum Grounds {
    /// A paragraph: nearly every node has its own, and more than half of the bytes are what the register says of them.
    Paragraphs,
    /// One of 40 acts, so that the files hold what a tree holds whose grounds are labels.
    Acts,
}

/// A node: its question, its ground, and each answer or range with where it leads.
struct Inner {
    question: usize,
    ground: String,
    routes: Vec<(Vec<String>, String)>,
}

/// A way that leads nowhere yet.
struct Open {
    node: usize,
    route: usize,
    asked: u64,
    depth: usize,
}

/// Writes a folder with one ruleset of `size` nodes, its questions and its provisions; returns the bytes of all.
pub(crate) fn write(folder: &Path, size: usize, grounds: Grounds) -> usize {
    let mut nodes = grow(size);
    if grounds == Grounds::Acts {
        for node in &mut nodes {
            node.ground = node.ground.splitn(3, '-').take(2).collect::<Vec<_>>().join("-");
        }
    }
    fs::create_dir_all(folder.join("registers")).expect("a folder");
    let files = [
        ("tree.yaml", ruleset(&nodes)),
        ("registers/questions.yaml", questions()),
        ("registers/provisions.yaml", provisions(&nodes)),
    ];
    for (name, text) in &files {
        fs::write(folder.join(name), text).expect("a write");
    }
    files.iter().map(|(_, text)| text.len()).sum()
}

fn grow(size: usize) -> Vec<Inner> {
    let mut random = Random::new(SEED);
    let (mut nodes, mut open) = (Vec::new(), Vec::new());
    add(&mut nodes, &mut open, &mut random, 0, 0);
    while nodes.len() + open.len() < size {
        let at = random.below(open.len());
        let way = open.swap_remove(at);
        if way.depth >= DEEPEST {
            open.push(way);
            continue;
        }
        let to = add(&mut nodes, &mut open, &mut random, way.asked, way.depth);
        nodes[way.node].routes[way.route].1 = name(to);
    }
    for way in open {
        nodes[way.node].routes[way.route].1 = format!("outcome u{}", random.below(OUTCOMES));
    }
    nodes
}

fn add(nodes: &mut Vec<Inner>, open: &mut Vec<Open>, random: &mut Random, asked: u64, depth: usize) -> usize {
    let left: Vec<usize> = (0..QUESTIONS).filter(|question| asked & (1 << question) == 0).collect();
    let question = *random.pick(&left);
    let (node, asked) = (nodes.len(), asked | 1 << question);
    let answers: Vec<Vec<String>> = match question {
        0..CHOICES => vec![vec!["ja".into()], vec!["nej".into()]],
        CHOICES..NUMBERS => {
            let mut options = vec!["a", "b", "c", "d"];
            let mut take = |count: usize| -> Vec<String> {
                (0..count).map(|_| options.swap_remove(random.below(options.len())).to_owned()).collect()
            };
            let first = take(1);
            let (second, rest) = (take(1), take(2));
            // Two ways or three.
            if question.is_multiple_of(3) { vec![first, second, rest] } else { vec![first, [second, rest].concat()] }
        }
        _ => {
            let cut = 10 + random.below(80);
            vec![vec![format!("0..{cut}")], vec![format!("{}..100", cut + 1)]]
        }
    };
    open.extend((0..answers.len()).map(|route| Open { node, route, asked, depth: depth + 1 }));
    let ground = format!("act-{}-{}-{}", 1 + random.below(40), 1 + random.below(30), 1 + random.below(4));
    nodes.push(Inner { question, ground, routes: answers.into_iter().map(|a| (a, String::new())).collect() });
    node
}

fn name(node: usize) -> String {
    format!("n{node:05}")
}

fn ruleset(nodes: &[Inner]) -> String {
    let mut text = String::from(
        "ruleset: tree\nformat: 1\nkind: procedure\nversion: 1\nvalid: {from: 2019-01-01}\n\
         title: {sv: Ett träd, en: A tree}\nbasis: []\nreview: {checked: 2026-11-21, due: 2036-11-21}\noutcomes:\n",
    );
    for outcome in 0..OUTCOMES {
        let _ = writeln!(
            text,
            "  u{outcome}:\n    effect: refer\n    text: {{sv: Utfall {outcome}, en: Outcome {outcome}}}\n    provisions: [utfall-{outcome}]"
        );
    }
    text.push_str("parts:\n  frame:\n");
    for (at, Inner { question, ground, routes }) in nodes.iter().enumerate() {
        let name = name(at);
        let _ = write!(text, "    - id: {name}\n      question: q{question:02}\n      provisions: [{ground}]\n");
        if *question >= NUMBERS {
            // A number is asked for by one node and looked at by the next.
            let looked_at = format!("switch: {{on: answer, question: q{question:02}}}");
            let _ = write!(text, "      then: {name}r\n    - id: {name}r\n      {looked_at}\n");
        }
        text.push_str("      next:\n");
        for (answers, to) in routes {
            for answer in answers {
                let _ = writeln!(text, "        {answer}: {to}");
            }
        }
    }
    text
}

fn questions() -> String {
    let mut text = String::from("register: questions\nformat: 1\nentries:\n");
    for question in 0..QUESTIONS {
        let kind = match question {
            0..CHOICES => "choice\n    options: {ja: {sv: Ja, en: 'Yes'}, nej: {sv: Nej, en: 'No'}}",
            CHOICES..NUMBERS => {
                "choice\n    options: {a: {sv: A, en: A}, b: {sv: B, en: B}, c: {sv: C, en: C}, d: {sv: D, en: D}}"
            }
            _ => "number\n    min: 0\n    max: 100",
        };
        let _ = writeln!(
            text,
            "  q{question:02}:\n    ask: {{sv: 'Fråga {question}?', en: 'Question {question}?'}}\n    scope: frame\n    kind: {kind}\n    provisions: [fragor]"
        );
    }
    text
}

fn provisions(nodes: &[Inner]) -> String {
    let mut grounds: BTreeSet<String> = nodes.iter().map(|node| node.ground.clone()).collect();
    grounds.extend((0..OUTCOMES).map(|outcome| format!("utfall-{outcome}")));
    grounds.insert("fragor".to_owned());
    let mut text = String::from("register: provisions\nformat: 1\nentries:\n");
    for ground in grounds {
        let _ = write!(
            text,
            "  {ground}:\n    designation: {{sv: {ground}, en: {ground}}}\n    short: {ground}\n    role: procedure\n    versions:\n      \
             - {{from: 2019-01-01, test: none, text: {{sv: Etikett., en: A label.}}, basis: ingen, confidence: I, \
             note: {{sv: Påhittad., en: Made up.}}, checked: 2026-11-21, against: ingen}}\n"
        );
    }
    text
}
