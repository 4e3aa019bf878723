//! Whole-process figures: starts the release binary as a user would and reports medians beside their limits.
//!
//! Run with `cargo bench --bench process`. Every figure that depends on the disk is compared with one append +
//! fdatasync measured in the same run; a noisy machine then shifts both.
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const BINARY: &str = env!("CARGO_BIN_EXE_menprov");
const ROUNDS: usize = 60;

fn main() {
    if std::env::args().any(|argument| argument == "--list") {
        return;
    }
    let home = tempfile::tempdir().expect("a temporary folder");
    let bench = Bench { home: home.path().to_path_buf(), root: PathBuf::from(env!("CARGO_MANIFEST_DIR")) };
    bench.machine();
    bench.starts();
    bench.one_decision();
    bench.throughput();
    bench.first_question();
    bench.next_question();
    bench.memo(10, 20.0);
    bench.memo(1000, 200.0);
}

struct Bench {
    home: PathBuf,
    root: PathBuf,
}

impl Bench {
    fn machine(&self) {
        let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = cpu.lines().find(|l| l.starts_with("model name")).and_then(|l| l.split(": ").nth(1)).unwrap_or("?");
        let cores = std::thread::available_parallelism().map_or(0, usize::from);
        println!("machine: {model}, {cores} cores; binary {} bytes", fs::metadata(BINARY).map_or(0, |m| m.len()));
        println!("{:<58} {:>12} {:>12}", "figure", "measured", "limit");
        let _ = &self.root;
    }

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

    fn next_question(&self) {
        let sync = append_and_sync(&self.home, 200);
        let start = Instant::now();
        let mut session = Session::start(&self.home, &["assess", "begaran-om-handling"]);
        session.wait_for("?", start);
        let mut times = Vec::new();
        session.press("1");
        session.press("1");
        // A question of the frame, answered, gone back to, and answered again.
        for _ in 0..100 {
            times.push(session.press("2026-11-20 09:15\r"));
            session.press("\u{1b}");
        }
        let ratio = median(times.clone()).as_secs_f64() / sync.as_secs_f64();
        line(
            "answer to next question, over one append + fdatasync",
            &format!("{ratio:.2} x"),
            &format!("3 x ({})", ms(sync)),
        );
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
            answers.insert(format!("item/i{item}{rest}"), value.clone());
        }
    }
    answers["frame"]["uppgifter"] = rows.into();
    value.to_string()
}

/// Median time of appending a line as long as a draft's and waiting for the disk.
fn append_and_sync(folder: &Path, times: usize) -> Duration {
    let mut file = OpenOptions::new().create(true).append(true).open(folder.join("sync")).expect("a file");
    median(rounds(times, || {
        let start = Instant::now();
        file.write_all(&[b'x'; 460]).and_then(|()| file.sync_data()).expect("the disk takes it");
        start.elapsed()
    }))
}

/// The program in a pseudo-terminal.
struct Session {
    writer: Box<dyn std::io::Write + Send>,
    bytes: mpsc::Receiver<Vec<u8>>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    _master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Session {
    fn start(home: &Path, arguments: &[&str]) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize { rows: 40, cols: 100, pixel_width: 0, pixel_height: 0 })
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(BINARY);
        command.args(arguments);
        command.env_clear();
        command.env("HOME", home);
        command.env("LANG", "sv_SE.UTF-8");
        command.env("TERM", "xterm-256color");
        let child = pair.slave.spawn_command(command).expect("the binary starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let (sender, bytes) = mpsc::channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 65536];
            while let Ok(read) = reader.read(&mut buffer) {
                if read == 0 || sender.send(buffer[..read].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self { writer, bytes, child, _master: pair.master }
    }

    fn wait_for(&mut self, text: &str, since: Instant) -> Duration {
        let mut seen = Vec::new();
        loop {
            let more = self.bytes.recv_timeout(Duration::from_secs(10)).expect("output in time");
            seen.extend(more);
            if String::from_utf8_lossy(&seen).contains(text) {
                return since.elapsed();
            }
        }
    }

    /// Types keys and returns how long it took until the program next wrote and then fell silent for 5 ms.
    fn press(&mut self, keys: &str) -> Duration {
        while self.bytes.try_recv().is_ok() {}
        let start = Instant::now();
        self.writer.write_all(keys.as_bytes()).and_then(|()| self.writer.flush()).expect("keys");
        let mut last = Duration::ZERO;
        let mut wait = Duration::from_secs(5);
        while let Ok(_more) = self.bytes.recv_timeout(wait) {
            last = start.elapsed();
            wait = Duration::from_millis(5);
        }
        last
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn rounds(times: usize, mut once: impl FnMut() -> Duration) -> Vec<Duration> {
    (0..times).map(|_| once()).collect()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

fn line(what: &str, measured: &str, limit: &str) {
    println!("{what:<58} {measured:>12} {limit:>12}");
}
