//! The program in a pseudo-terminal, timed.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// The program in a pseudo-terminal.
pub struct Session {
    writer: Box<dyn std::io::Write + Send>,
    bytes: mpsc::Receiver<Vec<u8>>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    _master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Session {
    pub fn start(home: &Path, arguments: &[&str]) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize { rows: 40, cols: 100, pixel_width: 0, pixel_height: 0 })
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(crate::BINARY);
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

    pub fn wait_for(&mut self, text: &str, since: Instant) -> Duration {
        let mut seen = Vec::new();
        loop {
            let more = self.bytes.recv_timeout(Duration::from_secs(10)).expect("output in time");
            seen.extend(more);
            if String::from_utf8_lossy(&seen).contains(text) {
                return since.elapsed();
            }
        }
    }

    /// Types keys, and returns how long it took until what came since, without what steers the terminal, was `done`.
    pub fn press(&mut self, keys: &str, done: impl Fn(&str) -> bool) -> (Duration, String) {
        let start = Instant::now();
        self.writer.write_all(keys.as_bytes()).and_then(|()| self.writer.flush()).expect("keys");
        let mut since = Vec::new();
        loop {
            since.extend(self.bytes.recv_timeout(Duration::from_secs(10)).expect("output in time"));
            let (time, text) = (start.elapsed(), plain(&since));
            if done(&text) {
                return (time, text);
            }
        }
    }
}

/// Returns what a terminal shows of bytes, line for line.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut out = String::new();
    let mut rest = text.chars();
    while let Some(char) = rest.next() {
        match char {
            '\u{1b}' => {
                // The parameters, up to the letter that ends the sequence.
                rest.by_ref().skip(1).find(char::is_ascii_alphabetic);
            }
            '\r' => {}
            _ => out.push(char),
        }
    }
    out
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
