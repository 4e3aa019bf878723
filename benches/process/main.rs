//! Whole-process figures: starts the release binary as a user would and reports medians beside their limits.
//!
//! Run with `cargo bench --bench process`. Every figure that depends on the disk is compared with one append +
//! fdatasync measured in the same run; a noisy machine then shifts both.
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

mod answerer;
#[path = "../common/mod.rs"]
mod common;
mod terminal;

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use answerer::Answerer;
use common::{line, machine, median, ms, percentile};
use terminal::Session;

const BINARY: &str = env!("CARGO_BIN_EXE_menprov");
const ROUNDS: usize = 60;

fn main() {
    if std::env::args().any(|argument| argument == "--list") {
        return;
    }
    let home = tempfile::tempdir().expect("a temporary folder");
    let bench = Bench { home: home.path().to_path_buf(), root: PathBuf::from(env!("CARGO_MANIFEST_DIR")) };
    machine(&format!("binary {} bytes", fs::metadata(BINARY).map_or(0, |m| m.len())));
    bench.starts();
    bench.one_decision();
    bench.throughput();
    bench.first_question();
    bench.next_screen();
    bench.memo(10, 20.0);
    bench.memo(1000, 200.0);
}

struct Bench {
    home: PathBuf,
    root: PathBuf,
}

impl Bench {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(BINARY);
        command.args(arguments).env_clear().env("HOME", &self.home).env("LANG", "sv_SE.UTF-8").stdin(Stdio::null());
        command
    }

    fn starts(&self) {
        for arguments in [&["--version"][..], &["rules", "list"][..]] {
            let times = rounds(ROUNDS, || self.run(arguments));
            line(&format!("menprov {}", arguments.join(" ")), &ms(median(times)), "5 ms");
        }
    }

    fn run(&self, arguments: &[&str]) -> Duration {
        let start = Instant::now();
        let output = self.command(arguments).output().expect("the binary starts");
        let time = start.elapsed();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        time
    }

    fn rules(&self) -> String {
        self.root.join("benches/decision/rules").to_string_lossy().into_owned()
    }

    fn sheets(&self, repeat: usize) -> PathBuf {
        let text = fs::read_to_string(self.root.join("benches/decision/answers.jsonl")).expect("the sheets");
        let path = self.home.join(format!("sheets-{repeat}.jsonl"));
        let mut file = File::create(&path).expect("a file");
        let sheets: Vec<String> = text
            .lines()
            .map(|line| {
                let value: serde_json::Value = serde_json::from_str(line).expect("a sheet");
                value["answers"].to_string()
            })
            .collect();
        if repeat == 0 {
            writeln!(file, "{}", sheets[0]).expect("a write");
        }
        for _ in 0..repeat {
            for sheet in &sheets {
                writeln!(file, "{sheet}").expect("a write");
            }
        }
        path
    }

    fn one_decision(&self) {
        let rules = self.rules();
        let sheet = self.sheets(0).to_string_lossy().into_owned();
        let arguments = ["decide", "--ruleset", "matbeslut", "--rulesets", &rules, "--answers", &sheet];
        self.run(&arguments); // the first run reads the YAML and keeps the checked form
        line("start to the end of one decision", &ms(median(rounds(ROUNDS, || self.run(&arguments)))), "2.5 ms");
        let peak = (0..5).map(|_| self.peak(&rules, &sheet)).max().unwrap_or(0);
        line("peak memory of that", &format!("{:.2} MiB", f64::from(peak) / 1024.0), "6 MiB");
    }

    /// Peak resident memory in KiB after one decision, read while the process waits for another sheet; what `wait`
    /// reports also counts the memory of the process that started it.
    fn peak(&self, rules: &str, sheet: &str) -> u32 {
        let mut child = self
            .command(&["decide", "--ruleset", "matbeslut", "--rulesets", rules, "--answers", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let mut input = child.stdin.take().expect("a pipe");
        input.write_all(&fs::read(sheet).expect("the sheet")).and_then(|()| input.flush()).expect("a write");
        let mut answer = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut answer).expect("an answer");
        assert!(answer.contains("outcome"), "{answer}");
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).expect("the kernel's count");
        drop(input);
        child.wait().expect("the binary ends");
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a peak");
        line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number")
    }

    fn throughput(&self) {
        let rules = self.rules();
        let path = self.sheets(200);
        let sheets = 200_000.0;
        let arguments = ["decide", "--ruleset", "matbeslut", "--rulesets", &rules, "--answers"];
        let mut times = Vec::new();
        for _ in 0..5 {
            let start = Instant::now();
            let status = self.command(&arguments).arg(&path).stdout(Stdio::null()).status().expect("the binary starts");
            assert!(status.success());
            times.push(start.elapsed());
        }
        let rate = sheets / median(times).as_secs_f64();
        line("JSON in to outcome and grounds out, one thread", &format!("{rate:.0}/s"), "370,000/s");
    }

    fn first_question(&self) {
        let times: Vec<Duration> = (0..30)
            .map(|_| {
                let start = Instant::now();
                let mut session = Session::start(&self.home, &["assess", "begaran-om-handling"]);
                session.wait_for("\u{1b}", start)
            })
            .collect();
        line("start to first question", &ms(median(times)), "5 ms");
    }

    /// Every answer of a whole request with several items, from the key that gives it to the last byte of the next
    /// screen. The longest procedure there is.
    fn next_screen(&self) {
        let (mut times, mut syncs) = (Vec::new(), Vec::new());
        for _ in 0..4 {
            // In turns, so that a disk that is slow for a while is so for both.
            syncs.extend(append_and_sync(&self.home, 50));
            times.extend(Answerer::new(&self.home).run());
        }
        let sync = median(syncs);
        println!("{} answers in 4 requests with {} items", times.len(), answerer::ITEMS);
        over("a key to the next screen, median, over one fdatasync", median(times.clone()), sync, 3);
        over("the same at the 99th percentile", percentile(times, 99), sync, 10);
    }

    fn memo(&self, items: usize, limit: f64) {
        let key = self.home.join("key");
        if !key.exists() {
            let status = Command::new("ssh-keygen")
                .args(["-q", "-t", "ed25519", "-N", "", "-C", "bench", "-f"])
                .arg(&key)
                .status()
                .expect("ssh-keygen");
            assert!(status.success());
        }
        let answers = self.home.join(format!("items-{items}.json"));
        fs::write(&answers, many_items(&self.root, items)).expect("a write");
        let (key, answers) = (key.to_string_lossy().into_owned(), answers.to_string_lossy().into_owned());
        let arguments = ["assess", "--answers", &answers, "--key", &key, "--json"];
        let times = rounds(if items > 100 { 7 } else { 30 }, || self.run(&arguments));
        line(&format!("answers file with {items} items to a signed memo"), &ms(median(times)), &format!("{limit} ms"));
    }
}

/// The shipped example with its first item repeated.
fn many_items(root: &Path, items: usize) -> String {
    let text = fs::read_to_string(root.join("benches/decision/items.json")).expect("the pattern");
    let mut value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let answers = value["answers"].as_object_mut().expect("answers");
    let row = answers["frame"]["uppgifter"][0].clone();
    let mut rows = Vec::new();
    let pattern: Vec<(String, serde_json::Value)> = answers
        .iter()
        .filter(|(scope, _)| scope.starts_with("item/i1"))
        .map(|(scope, value)| (scope["item/i1".len()..].to_owned(), value.clone()))
        .collect();
    answers.retain(|scope, _| !scope.starts_with("item/"));
    for item in 1..=items {
        let mut row = row.clone();
        row["id"] = format!("i{item}").into();
        row["beskrivning"] = format!("uppgift {item}").into();
        rows.push(row);
        for (rest, value) in &pattern {
            let mut value = value.clone();
            // Each item has reasons of its own, as the gate wants them.
            for answer in value.as_object_mut().into_iter().flat_map(|answers| answers.values_mut()) {
                for reason in ["reason", "outgoing"] {
                    if let Some(serde_json::Value::String(text)) = answer.get_mut(reason) {
                        *text =
                            format!("{text} På rad {item} står grannens hund, bilen utanför och dörren mot gården.");
                    }
                }
            }
            answers.insert(format!("item/i{item}{rest}"), value);
        }
    }
    answers["frame"]["uppgifter"] = rows.into();
    value.to_string()
}

/// Times of appending a line as long as a draft's and waiting for the disk.
fn append_and_sync(folder: &Path, times: usize) -> Vec<Duration> {
    let mut file = OpenOptions::new().create(true).append(true).open(folder.join("sync")).expect("a file");
    rounds(times, || {
        let start = Instant::now();
        file.write_all(&[b'x'; 460]).and_then(|()| file.sync_data()).expect("the disk takes it");
        start.elapsed()
    })
}

fn rounds(times: usize, mut once: impl FnMut() -> Duration) -> Vec<Duration> {
    (0..times).map(|_| once()).collect()
}

/// Writes a time as a multiple of one append + fdatasync.
fn over(what: &str, time: Duration, sync: Duration, limit: u32) {
    let ratio = time.as_secs_f64() / sync.as_secs_f64();
    line(what, &format!("{ratio:.2} x"), &format!("{limit} x ({})", ms(sync)));
}
