//! What an officer types is never among the arguments, in the environment, in temporary files or in the text of a bug.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use chrono::{DateTime, FixedOffset};
use menprov::command::speak_of_bugs;
use menprov::draft::{Bound, Unkept};
use menprov::engine::Edition;
use menprov::interview::{
    FrontFault, Gesture, Notice, Prompt, Reply, Respondent, ReviewPage, ReviewReply, Session, run,
};
use menprov::rulebook::builtin;
use menprov::text::Language;

use super::session::Desk;
use super::steps::wording;
use super::whole::{MARKS, to_the_end};

/// Looks again and again at all that others may read of a process.
struct Watch {
    stop: Arc<AtomicBool>,
    found: JoinHandle<(usize, Vec<String>)>,
}

impl Watch {
    fn over(process: u32, temporary: PathBuf, marks: &'static [&'static str]) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let found = thread::spawn(move || {
            let (mut looks, mut found) = (0, Vec::new());
            while !stopped.load(Ordering::Relaxed) && found.is_empty() {
                for name in ["cmdline", "environ"] {
                    let path = PathBuf::from(format!("/proc/{process}/{name}"));
                    // The process may have ended between two looks.
                    let text = fs::read(&path).unwrap_or_default();
                    looks += usize::from(!text.is_empty());
                    found.extend(marked(&path, &text, marks));
                }
                for entry in fs::read_dir(&temporary).into_iter().flatten().flatten() {
                    found.push(format!("a temporary file: {}", entry.path().display()));
                }
            }
            (looks, found)
        });
        Self { stop, found }
    }

    /// Returns how often something was seen, and what must not have been.
    fn end(self) -> (usize, Vec<String>) {
        self.stop.store(true, Ordering::Relaxed);
        self.found.join().expect("the watch does not panic")
    }
}

fn marked(path: &Path, text: &[u8], marks: &[&str]) -> Option<String> {
    let text = String::from_utf8_lossy(text);
    let mark = marks.iter().find(|mark| text.contains(**mark))?;
    Some(format!("{mark} in {}", path.display()))
}

#[test]
fn the_watch_sees_what_is_there() {
    let temporary = tempfile::tempdir().expect("a folder");
    for (args, var) in [(&["begartmärkt"][..], ""), (&[], "begartmärkt")] {
        let mut command = Command::new("sh");
        let child = command.args(["-c", "read line"]).args(args).env("SVAR", var);
        let mut child = child.stdin(Stdio::piped()).spawn().expect("there is a shell");
        let watch = Watch::over(child.id(), temporary.path().to_owned(), &MARKS);
        while !watch.found.is_finished() {
            thread::yield_now();
        }
        assert_eq!(watch.end().1.len(), 1);
        drop(child.stdin.take());
        child.wait().expect("it ends");
    }
}

#[test]
fn a_whole_interview_shows_nothing_to_other_programs() {
    let desk = Desk::new();
    let mut session = desk.start(&["assess", "begaran-om-handling", "--practice"]);
    let watch = Watch::over(session.process(), desk.path("tmp"), &MARKS);
    session.asked("Ärendets beteckning");
    session.line(MARKS[3]);
    session.asked(&wording("myndighetsslag"));
    let limits = fs::read_to_string(format!("/proc/{}/limits", session.process())).expect("it runs");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("there is such a limit");
    assert_eq!(core.split_whitespace().filter(|word| *word == "0").count(), 2, "{core}");
    to_the_end(&mut session);
    session.line("klar");
    assert_eq!(session.wait_exit(), 0, "{}", session.screen());
    let (looks, found) = watch.end();
    assert!(looks > 10 && found.is_empty(), "{looks} looks: {found:?}");
    // All of it was typed, and is in the memo.
    let memo = session.since();
    assert!(MARKS.iter().all(|mark| memo.contains(mark)), "{memo}");
    assert_eq!(fs::read_dir(desk.path("tmp")).expect("it is there").count(), 0);
}

const MARK: &str = "svarsmärkt";

/// A front that breaks off in the midst of the questions, with what was answered in its hands and in its last words.
struct Breaking {
    answered: Vec<String>,
}

impl Respondent for Breaking {
    fn ask(&mut self, prompt: &Prompt) -> Result<Reply, FrontFault> {
        self.answered.push(format!("{MARK} {}", prompt.question));
        assert!(self.answered.len() < 3, "{:?}", self.answered);
        Ok(Reply::Gesture(Gesture::Help))
    }

    fn tell(&mut self, _: &Notice) -> Result<(), FrontFault> {
        Ok(())
    }

    fn review(&mut self, _: &ReviewPage) -> Result<ReviewReply, FrontFault> {
        Ok(ReviewReply::Pause)
    }
}

#[test]
#[ignore = "panics, and is started by the test below in a process of its own"]
fn a_front_that_panics() {
    speak_of_bugs(Language::Sv);
    let book = builtin();
    let edition = Edition::on(&book, "2026-11-21".parse().expect("a day"));
    let procedure = edition.by_id("begaran-om-handling").expect("it is in force");
    let edition = edition.for_procedure(procedure);
    let now: DateTime<FixedOffset> = "2026-11-21T09:00:00+01:00".parse().expect("a time");
    let (mut journal, clock) = (Unkept, move || now);
    let mut session = Session::new(&edition, procedure, Language::Sv, Bound::default(), &mut journal, &clock)
        .expect("nothing is kept");
    let _ = run(&mut session, &mut Breaking { answered: Vec::new() });
}

#[test]
fn a_bug_in_the_midst_of_an_interview_says_nothing_of_the_answers() {
    let temporary = tempfile::tempdir().expect("a folder");
    let output = Command::new(std::env::current_exe().expect("this test"))
        .args(["--ignored", "--nocapture", "--exact", "terminal::marks::a_front_that_panics"])
        .env("RUST_BACKTRACE", "full")
        .env("TMPDIR", temporary.path())
        .output()
        .expect("it starts");
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).expect("text"));
    assert!(said[1].contains("fel i programmet: tests/terminal/marks.rs:"), "{said:?}");
    assert!(said[1].contains("tips: det som besvarats är sparat"), "{said:?}");
    assert!(!said.concat().contains(MARK) && !said.concat().contains("panicked"), "{said:?}");
    assert_eq!(fs::read_dir(temporary.path()).expect("it is there").count(), 0);
}
