//! What the debrief of a large room costs: 200 participants who have walked 20 scenarios each.
//!
//! Run with `cargo bench --bench training`. Sheets are written anew from a fixed seed: a walk of each scenario's key that goes astray at
//! random and always fits the rules. The scenarios are the twenty of those built in whose keys put the most questions. The
//! processor's time stands beside the clock's, since it says more on a machine that does other things too.
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

#[path = "../common/mod.rs"]
mod common;
mod crowd;
#[path = "../rules/random.rs"]
mod random;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use common::{line, machine, median, ms};
use menprov::rulebook::builtin;
use menprov::training::check::solve;
use menprov::training::load::load;
use menprov::training::room::{Room, code};
use menprov::training::scenario::Scenario;
use random::Random;

const PARTICIPANTS: usize = 200;
const SCENARIOS: usize = 20;
const ROUNDS: usize = 5;
const SEED: u64 = 13_762_013;
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 22).expect("the day exists");
/// Writes a room of so many participants over the scenarios built in, or of a folder, and measures nothing.
const WRITE: &str = "--write";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.iter().any(|argument| argument == "--list") {
        return;
    }
    if let Some(at) = arguments.iter().position(|argument| argument == WRITE) {
        let [folder, many, pack @ ..] = &arguments[at + 1..] else { panic!("{WRITE} FOLDER NUMBER [PACK]") };
        let many = many.parse().expect("a number of participants");
        let pack = pack.first().filter(|pack| !pack.starts_with('-')).map(Path::new);
        println!("{}", write(Path::new(folder), many, &load(pack).expect("sound scenarios")));
        return;
    }
    let home = tempfile::tempdir().expect("a temporary folder");
    machine(&format!("median of {ROUNDS} rounds, {PARTICIPANTS} participants, {SCENARIOS} scenarios"));
    let scenarios = longest(load(None).expect("sound scenarios"));
    let bytes = write(home.path(), PARTICIPANTS, &scenarios);
    println!("  sheets: {bytes} bytes");
    let room = home.path().join("room.json");
    for (what, to, limit) in [("CSV", "--csv", "1000 ms"), ("the page", "--html", "1000 ms")] {
        let out = home.path().join("out");
        let arguments = [room.display().to_string(), to.to_owned()];
        let rounds: Vec<Cost> = (0..ROUNDS).map(|_| debrief(&arguments, &out)).collect();
        let of = |cost: fn(&Cost) -> Duration| ms(median(rounds.iter().map(cost).collect()));
        line(&format!("debrief to {what}"), &of(|cost| cost.clock), limit);
        line("  of the processor", &of(|cost| cost.processor), limit);
        let peak = rounds.iter().map(|cost| cost.peak).max().unwrap_or_default();
        line("  peak memory", &format!("{}.{} MiB", peak / 1024, peak % 1024 * 10 / 1024), "100 MiB");
    }
}

/// Returns the scenarios with the longest keys, the longest first.
fn longest(mut scenarios: Vec<Scenario>) -> Vec<Scenario> {
    let book = builtin();
    let steps = |scenario: &Scenario| solve(&book, scenario).map_or(0, |key| key.steps.len());
    scenarios.sort_by_cached_key(|scenario| (usize::MAX - steps(scenario), scenario.id.clone()));
    scenarios.truncate(SCENARIOS);
    assert_eq!(scenarios.len(), SCENARIOS, "too few are built in");
    let lengths: Vec<String> = scenarios.iter().map(|scenario| steps(scenario).to_string()).collect();
    println!("  questions of the keys: {}", lengths.join(" "));
    scenarios
}

/// Writes a room with its sheets; returns how many bytes those are.
fn write(folder: &Path, participants: usize, scenarios: &[Scenario]) -> usize {
    let book = builtin();
    let keys: Vec<_> = scenarios.iter().map(|scenario| solve(&book, scenario).expect("a sound key")).collect();
    let all: Vec<&Scenario> = scenarios.iter().collect();
    let room = Room::new(code([3; 8]), &all, "00".repeat(32), TODAY);
    let sheets = folder.join(&room.code);
    fs::create_dir_all(&sheets).expect("a folder");
    fs::write(folder.join("room.json"), room.write()).expect("it is written");
    let pairs: Vec<_> = scenarios.iter().zip(&keys).collect();
    let mut random = Random::new(SEED);
    let one = |number| {
        let sheet = crowd::sheet(&room, &pairs, &format!("Fågel {number}"), &mut random);
        let text = sheet.write();
        fs::write(sheets.join(sheet.file_name()), &text).expect("it is written");
        text.len()
    };
    (1..=participants).map(one).sum()
}

/// What a run of the program costs.
struct Cost {
    clock: Duration,
    processor: Duration,
    /// KiB.
    peak: u64,
}

/// Runs the program as whoever holds the workshop does.
fn debrief(arguments: &[String], out: &Path) -> Cost {
    let start = Instant::now();
    let mut command = Command::new("/usr/bin/time");
    command.args(["-f", "%U %S %M", env!("CARGO_BIN_EXE_menprov"), "train", "debrief"]).args(arguments).arg(out);
    let output = command.output().expect("GNU time starts");
    let clock = start.elapsed();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    let mut figures = told.lines().last().unwrap_or_default().split(' ');
    let mut next = || figures.next().and_then(|figure| figure.parse::<f64>().ok()).expect("a figure");
    let processor = Duration::from_secs_f64(next() + next());
    let peak = figures.next().and_then(|figure| figure.parse().ok()).expect("a figure");
    Cost { clock, processor, peak }
}
