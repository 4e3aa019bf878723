//! What it costs to read rule files, check them, advise on them and prove their invariants.
//!
//! Run with `cargo bench --bench rules`. The inputs are written anew from a fixed seed. Each figure is a median, and what
//! is held against a bare parse is measured in turns with it, so that a noisy machine shifts both.
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

#[path = "../common/mod.rs"]
mod common;
mod family;
mod peers;
mod random;
mod tree;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use common::{line, machine, median, ms};
use menprov::proof;
use menprov::ruleset::advice::advise;
use menprov::ruleset::check::check;
use menprov::ruleset::document::Document;
use menprov::ruleset::load::{self, Sourced};
use menprov::ruleset::model::Rulebook;
use tree::Grounds;

const ROUNDS: usize = 15;
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 22).expect("the day exists");
/// Makes this program read one folder and say what memory the rulebook keeps.
const KEPT: &str = "--kept";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == KEPT) {
        println!("{}", kept_by(Path::new(&arguments[at + 1])));
        return;
    }
    if arguments.iter().any(|argument| argument == "--list") {
        return;
    }
    let home = tempfile::tempdir().expect("a temporary folder");
    machine(&format!("median of {ROUNDS} rounds"));
    trees(home.path());
    rejoining(home.path());
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets");
    whole("the shipped rulebook", &shipped);
    let made = home.path().join("family");
    family::write(&made);
    whole(&format!("{} rulesets of {} nodes", family::RULESETS, family::NODES), &made);
}

/// One ruleset of 1,000 nodes, and one of 10,000.
fn trees(home: &Path) {
    let small = one_tree(&home.join("tree-1000"), 1_000, Grounds::Paragraphs);
    let large = one_tree(&home.join("tree-10000"), 10_000, Grounds::Paragraphs);
    line("time at 10,000 nodes over time at 1,000", &times_more(large, small), "12 x");
    one_tree(&home.join("tree-labels"), 10_000, Grounds::Acts);
}

/// Returns the time in which one ruleset of `size` nodes is read and checked.
fn one_tree(folder: &Path, size: usize, grounds: Grounds) -> Duration {
    let bytes = tree::write(folder, size, grounds);
    let few = if grounds == Grounds::Acts { ", of 40 provisions" } else { "" };
    println!("one ruleset of {size} nodes with its registers{few}, {bytes} bytes");
    let documents = read(folder);
    let is_register = |(_, document): &&Sourced| !matches!(document, Document::Ruleset(_));
    let registers: Vec<Sourced> = documents.iter().filter(is_register).cloned().collect();
    sound(&registers);
    let [whole, checked, apart, events, untyped, places] = in_turns([
        &|| drop(check(&read(folder))),
        &|| drop(check(&documents)),
        &|| drop(check(&registers)),
        &|| peers::events(folder),
        &|| peers::untyped(folder),
        &|| peers::with_places(folder),
    ]);
    let limit = |limit: &'static str| if size == 10_000 { limit } else { "" };
    line("  read from YAML and checked", &ms(whole), limit("70 ms"));
    line("  of that the check, its graph and all else", &ms(checked), "");
    // What the check of the registers alone does not take: names, gaps, overlaps, cycles, dead ends, what the law says.
    line("  of that the ruleset alone, without the registers", &ms(checked.saturating_sub(apart)), limit("5 ms"));
    line("  bare parse: the events of granit-parser", &ms(events), "");
    line("  bare parse: serde-saphyr to a tree without lines", &ms(untyped), "");
    line("  bare parse: our tree with lines", &ms(places), "");
    line("  read and checked over the parse with lines", &times_more(whole, places), "");
    if size == 10_000 {
        line("  memory that the rulebook keeps", &kept(folder), "20 MiB");
    }
    whole
}

/// 24 questions, both answers of which lead to the next: two to the power of 24 ways.
fn rejoining(home: &Path) {
    let folder = home.join("chain");
    family::write_rejoining(&folder, 24);
    let book = sound(&read(&folder));
    let [time] = in_turns([&|| drop(proof::prove(&book))]);
    line("proof over 24 questions that meet again", &ms(time), "1 ms");
}

/// Everything that is looked for in a folder, over the bare parse of its files.
fn whole(what: &str, folder: &Path) {
    let (bytes, files) = peers::size(folder);
    println!("{what}: {files} files, {bytes} bytes");
    let documents = read(folder);
    let book = sound(&documents);
    let found = advise(&documents, &book, TODAY).len();
    let checked = || {
        let documents = read(folder);
        let book = sound(&documents);
        let found = advise(&documents, &book, TODAY);
        (book, found)
    };
    let [untyped, places, reading, checking, advising, all, proving, whole] = in_turns([
        &|| peers::untyped(folder),
        &|| peers::with_places(folder),
        &|| drop(read(folder)),
        &|| drop(check(&documents)),
        &|| drop(advise(&documents, &book, TODAY)),
        &|| drop(checked()),
        &|| drop(proof::prove(&book)),
        &|| drop(proof::prove(&checked().0)),
    ]);
    line("  bare parse: serde-saphyr to a tree without lines", &ms(untyped), "");
    line("  bare parse: our tree with lines", &ms(places), "");
    line("  read and parsed", &ms(reading), "");
    line("  checked", &ms(checking), "");
    line(&format!("  advised on ({found} findings)"), &ms(advising), "");
    line("  all three", &ms(all), "");
    line("  all three over the parse without lines", &times_more(all, untyped), "");
    line("  all three over the parse with lines", &times_more(all, places), "");
    let proof = proof::prove(&book);
    let of = format!("{} invariants, {} procedures and days", proof.invariants, proof.procedures.len());
    assert!(proof.broken.is_empty(), "the invariants hold");
    line(&format!("  proved ({of})"), &ms(proving), "");
    line("  all four", &ms(whole), "");
    line("  all four over the parse without lines", &times_more(whole, untyped), "1.5 x");
    line("  all four over the parse with lines", &times_more(whole, places), "1.5 x");
}

fn read(folder: &Path) -> Vec<Sourced> {
    load::read(folder).expect("sound rule files").documents
}

fn sound(documents: &[Sourced]) -> Rulebook {
    match check(documents) {
        Ok(book) => book,
        Err(faults) => panic!("{:?}", faults.first()),
    }
}

/// Runs each of them once a round, and returns their medians.
fn in_turns<const COUNT: usize>(works: [&dyn Fn(); COUNT]) -> [Duration; COUNT] {
    let mut times = [const { Vec::new() }; COUNT];
    for _ in 0..ROUNDS {
        for (work, times) in works.iter().zip(&mut times) {
            let start = Instant::now();
            work();
            times.push(start.elapsed());
        }
    }
    times.map(median)
}

fn times_more(time: Duration, base: Duration) -> String {
    format!("{:.2} x", time.as_secs_f64() / base.as_secs_f64())
}

/// Returns what the rulebook keeps, as a process of its own tells it, that has done nothing else.
fn kept(folder: &Path) -> String {
    let this: PathBuf = std::env::current_exe().expect("this program");
    let output = Command::new(this).arg(KEPT).arg(folder).output().expect("it starts");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Returns how much more memory is resident with the rulebook in hand than before anything was read. What the parse has
/// used and the allocator has not handed back counts too, so that it is an upper bound.
fn kept_by(folder: &Path) -> String {
    let before = peers::resident();
    let book = sound(&read(folder));
    let after = peers::resident();
    let more = after.saturating_sub(before);
    drop(book);
    format!("{}.{:02} MiB", more / 1024, more % 1024 * 100 / 1024)
}
