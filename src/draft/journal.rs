//! The journal's lines, and the open journal that takes them.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::event::{Event, FORMAT, Header, State};
use super::fault::DraftFault;
use super::files::made_anew;
use crate::answers::file_fault::file_words;

/// Where the events of an interview go.
pub trait Journal {
    /// Makes events durable, all with one write; only then have they happened.
    ///
    /// # Errors
    /// If they could not be made durable; none of them then counts.
    fn record(&mut self, events: Vec<Event>, now: DateTime<FixedOffset>) -> Result<(), DraftFault>;
}

/// A journal that keeps nothing, for training and tests.
#[derive(Debug, Default)]
pub struct Unkept;

impl Journal for Unkept {
    fn record(&mut self, _: Vec<Event>, _: DateTime<FixedOffset>) -> Result<(), DraftFault> {
        Ok(())
    }
}

/// A line after the header.
#[derive(Serialize, Deserialize)]
struct Line {
    seq: u64,
    at: DateTime<FixedOffset>,
    #[serde(flatten)]
    event: Event,
}

const SUM_BYTES: usize = 8;
/// `,"sum":"` + 16 digits + `"}`
const TAIL: usize = 8 + 2 * SUM_BYTES + 2;

/// The running hash over all lines, each without its sum.
#[derive(Clone, Debug, Default)]
struct Running(Sha256);

impl Running {
    /// Returns the hash with `body` added, and its first bytes in hexadecimal.
    fn with(&self, body: &[u8]) -> (Self, String) {
        let mut hasher = self.0.clone();
        hasher.update(body);
        let digest = hasher.clone().finalize();
        let sum = hex(&digest[..SUM_BYTES]);
        (Self(hasher), sum)
    }

    /// Returns the line for a value, with its sum as the last field, and the hash after it.
    fn line(&self, value: &impl Serialize) -> (Self, String) {
        let body = serde_json::to_string(value).expect("events hold texts, numbers and dates only");
        let (next, sum) = self.with(body.as_bytes());
        let open = body.strip_suffix('}').expect("an event is a map");
        (next, format!("{open},\"sum\":\"{sum}\"}}\n"))
    }

    /// Returns the body of a line whose sum is right, and the hash after it.
    fn check(&self, line: &[u8]) -> Option<(Self, Vec<u8>)> {
        let (open, tail) = line.split_at_checked(line.len().checked_sub(TAIL)?)?;
        let sum = tail.strip_prefix(b",\"sum\":\"")?.strip_suffix(b"\"}")?;
        let mut body = open.to_vec();
        body.push(b'}');
        let (next, right) = self.with(&body);
        (sum == right.as_bytes()).then_some((next, body))
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String takes every write");
        text
    })
}

/// What could be read of a journal.
#[derive(Debug)]
pub(super) struct Read {
    pub header: Header,
    pub state: State,
    /// How many bytes are good; the rest is torn or changed.
    pub good: u64,
    seq: u64,
    running: Running,
}

/// Reads a journal's bytes up to the first line that is not right; `None` without a good header.
pub(super) fn read(bytes: &[u8]) -> Option<Read> {
    let mut lines = bytes.split_inclusive(|&byte| byte == b'\n');
    let first = lines.next()?;
    let (mut running, body) = Running::default().check(first.strip_suffix(b"\n")?)?;
    let header: Header = serde_json::from_slice(&body).ok().filter(|header: &Header| header.format == FORMAT)?;
    let mut state = State::new(&header);
    let mut good = first.len();
    let mut seq = 0;
    for line in lines {
        let Some((next, body)) = line.strip_suffix(b"\n").and_then(|line| running.check(line)) else { break };
        let Ok(read) = serde_json::from_slice::<Line>(&body) else { break };
        if read.seq != seq + 1 {
            break;
        }
        state.apply(read.event, read.at);
        (running, seq) = (next, read.seq);
        good += line.len();
    }
    Some(Read { header, state, good: good as u64, seq, running })
}

/// An open draft. While it lives, no other process can open it.
#[derive(Debug)]
pub struct Draft {
    /// The id that it is resumed by.
    pub id: Box<str>,
    pub(super) path: PathBuf,
    file: File,
    header: Header,
    state: State,
    seq: u64,
    running: Running,
    good: u64,
    // Set when a torn tail could not be taken back: then nothing may follow it.
    broken: bool,
}

impl Draft {
    /// Starts a journal in an empty file.
    pub(super) fn start(id: &str, path: &Path, file: File, header: Header) -> Result<Self, DraftFault> {
        let state = State::new(&header);
        let mut draft = Self {
            id: id.into(),
            path: path.to_owned(),
            file,
            header,
            state,
            seq: 0,
            running: Running::default(),
            good: 0,
            broken: false,
        };
        let (next, line) = draft.running.line(&draft.header);
        draft.append(&line)?;
        draft.running = next;
        Ok(draft)
    }

    /// Goes on where [`read`] ended; the file must end there too.
    pub(super) fn resume(id: &str, path: &Path, file: File, read: Read) -> Self {
        let Read { header, state, good, seq, running } = read;
        Self { id: id.into(), path: path.to_owned(), file, header, state, seq, running, good, broken: false }
    }

    /// Returns the header.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Returns what the events so far add up to.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Returns the journal's file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn append(&mut self, line: &str) -> Result<(), DraftFault> {
        let fault = |cause| DraftFault::NotSaved { file: file_words(&self.path), cause };
        if self.broken {
            return Err(fault(io::ErrorKind::Other));
        }
        match made_anew(&self.file, &self.path) {
            Ok(None) => {}
            Ok(Some(anew)) => self.file = anew,
            Err(_) => return Err(DraftFault::Gone { file: file_words(&self.path) }),
        }
        let written = self.file.write_all(line.as_bytes()).and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            // What is not acknowledged must not be found later either.
            self.broken = self.file.set_len(self.good).and_then(|()| self.file.sync_data()).is_err();
            return Err(fault(error.kind()));
        }
        self.good += line.len() as u64;
        Ok(())
    }
}

impl Journal for Draft {
    fn record(&mut self, events: Vec<Event>, now: DateTime<FixedOffset>) -> Result<(), DraftFault> {
        let mut lines = Vec::with_capacity(events.len());
        let mut running = self.running.clone();
        let mut text = String::new();
        for (event, seq) in events.into_iter().zip(self.seq + 1..) {
            let line = Line { seq, at: now, event };
            let (next, written) = running.line(&line);
            text.push_str(&written);
            lines.push(line);
            running = next;
        }
        self.append(&text)?;
        self.running = running;
        for line in lines {
            self.seq = line.seq;
            self.state.apply(line.event, now);
        }
        Ok(())
    }
}
