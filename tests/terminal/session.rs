//! A person at a terminal: keys in, a screen out, and nothing that depends on how fast anything is.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// How long to wait for what must come: only a broken test waits so long.
const PATIENCE: Duration = Duration::from_mins(1);

pub const ENTER: &str = "\r";
pub const ESCAPE: &str = "\u{1b}";
pub const CTRL_C: &str = "\u{3}";

/// The terminal's modes, as Linux numbers them.
const ICANON: u32 = 0o2;
const ECHO: u32 = 0o10;

/// A home folder, and how the program is started in it.
pub struct Desk {
    home: TempDir,
    size: (u16, u16),
    vars: Vec<(&'static str, String)>,
}

impl Desk {
    /// A terminal of 80 columns and 24 lines, in Swedish.
    pub fn new() -> Self {
        let home = tempfile::tempdir().expect("a folder for the test");
        let temporary = home.path().join("tmp");
        std::fs::create_dir(&temporary).expect("the folder is made");
        let vars = vec![
            ("HOME", home.path().to_str().expect("UTF-8").to_owned()),
            ("TMPDIR", temporary.to_str().expect("UTF-8").to_owned()),
            ("TERM", "xterm-256color".to_owned()),
            ("LANG", "sv_SE.UTF-8".to_owned()),
        ];
        Self { home, size: (24, 80), vars }
    }

    pub fn size(mut self, lines: u16, columns: u16) -> Self {
        self.size = (lines, columns);
        self
    }

    /// Sets a variable of the environment, in place of the one that is there.
    pub fn var(mut self, name: &'static str, value: &str) -> Self {
        self.vars.retain(|(known, _)| *known != name);
        self.vars.push((name, value.to_owned()));
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Starts the program at the terminal.
    pub fn start(&self, args: &[&str]) -> Session {
        self.spawn(env!("CARGO_BIN_EXE_menprov"), args)
    }

    /// Starts the program under another that takes it with its arguments.
    pub fn start_under(&self, other: &str, its: &[&str], args: &[&str]) -> Session {
        self.spawn(other, &[its, &[env!("CARGO_BIN_EXE_menprov")], args].concat())
    }

    fn spawn(&self, program: &str, args: &[&str]) -> Session {
        let (rows, cols) = self.size;
        let pair = native_pty_system()
            .openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 })
            .expect("there are pseudo-terminals");
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.cwd(self.home.path());
        command.env_clear();
        for (name, value) in &self.vars {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().expect("the terminal can be read");
        let shared = Arc::new((Mutex::new(Shown::new(rows, cols)), Condvar::new()));
        let writer = Arc::clone(&shared);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                // On Linux the end of the other side is an error of input.
                let read = output.read(&mut buffer).unwrap_or(0);
                let (shown, changed) = &*writer;
                let mut shown = shown.lock().expect("no reader panics");
                shown.take(&buffer[..read]);
                changed.notify_all();
                if read == 0 {
                    break;
                }
            }
        });
        let keys = pair.master.take_writer().expect("the terminal can be written");
        Session { master: pair.master, child, keys, shown: shared }
    }

    /// Starts an assessment of the procedure that a social board uses most.
    pub fn assess(&self) -> Session {
        self.start(&["assess", "begaran-om-handling", "--matter", "SN 2026/1"])
    }

    /// Returns the only draft.
    pub fn draft(&self) -> PathBuf {
        let mut drafts = self.drafts();
        assert_eq!(drafts.len(), 1, "{drafts:?}");
        drafts.remove(0)
    }

    /// Goes on with the only draft.
    pub fn resume(&self, more: &[&str]) -> Session {
        let mut drafts = self.drafts();
        // What was cut off a damaged one lies beside it.
        drafts.retain(|file| file.extension().is_some_and(|kind| kind == "jsonl"));
        assert_eq!(drafts.len(), 1, "{drafts:?}");
        let id = drafts[0].file_stem().and_then(|stem| stem.to_str()).expect("it has a name");
        self.start(&[&["assess", "--resume", id], more].concat())
    }

    pub fn drafts(&self) -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(self.path(".local/state/menprov/drafts")) else { return Vec::new() };
        entries.map(|entry| entry.expect("it can be read").path()).collect()
    }

    /// Returns every file under the home folder.
    pub fn files(&self) -> Vec<PathBuf> {
        fn under(folder: &Path, found: &mut Vec<PathBuf>) {
            for entry in std::fs::read_dir(folder).expect("it can be read") {
                let path = entry.expect("it can be read").path();
                if path.is_dir() { under(&path, found) } else { found.push(path) }
            }
        }
        let mut found = Vec::new();
        under(self.home.path(), &mut found);
        found.sort();
        found
    }
}

struct Shown {
    parser: vt100::Parser,
    /// Everything that has come, as it came.
    raw: Vec<u8>,
    /// Where in it what came after the last key begins.
    mark: usize,
    ended: bool,
}

impl Shown {
    fn new(rows: u16, columns: u16) -> Self {
        Self { parser: vt100::Parser::new(rows, columns, 2000), raw: Vec::new(), mark: 0, ended: false }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.raw.extend(bytes);
        self.ended = bytes.is_empty();
    }

    /// Returns what came after the last key, without colours and with every white space as one blank.
    fn since(&self) -> String {
        plain(&self.raw[self.mark..])
    }
}

/// Returns bytes of a terminal as text: no steering, and every run of white space as one blank.
pub fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut out = String::new();
    let mut rest = text.chars();
    while let Some(char) = rest.next() {
        if char == '\u{1b}' && rest.next() == Some('[') {
            // The parameters, up to the letter that ends the sequence.
            rest.by_ref().find(char::is_ascii_alphabetic);
        } else if char != '\u{1b}' {
            out.push(char);
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub struct Session {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
}

impl Session {
    /// Waits until something has come since the last key; line breaks and blanks are the same.
    #[track_caller]
    pub fn wait_for(&self, text: &str) -> &Self {
        let (shown, changed) = &*self.shown;
        let deadline = Instant::now() + PATIENCE;
        let mut shown = shown.lock().expect("no reader panics");
        loop {
            if shown.since().contains(text) {
                return self;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            let ended = shown.ended;
            assert!(
                !ended && !left.is_zero(),
                "`{text}` did not come ({}); since the last key:\n{}\nthe screen:\n{}",
                if ended { "the program ended" } else { "in time" },
                shown.since(),
                shown.parser.screen().contents()
            );
            shown = changed.wait_timeout(shown, left).expect("no reader panics").0;
        }
    }

    /// Waits until anything at all has come since the last key.
    #[track_caller]
    pub fn wait_more(&self) -> &Self {
        let (shown, changed) = &*self.shown;
        let deadline = Instant::now() + PATIENCE;
        let mut shown = shown.lock().expect("no reader panics");
        while shown.raw.len() == shown.mark {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero() && !shown.ended, "nothing came:\n{}", shown.parser.screen().contents());
            shown = changed.wait_timeout(shown, left).expect("no reader panics").0;
        }
        drop(shown);
        self
    }

    /// Presses keys.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        self.shown.0.lock().map(|mut shown| shown.mark = shown.raw.len()).expect("no reader panics");
        self.keys.write_all(keys.as_bytes()).and_then(|()| self.keys.flush()).expect("the terminal takes keys");
        self
    }

    /// Types a line and ends it with Enter.
    pub fn line(&mut self, text: &str) -> &mut Self {
        self.press(&format!("{text}{ENTER}"))
    }

    /// Waits until the program listens for single keys: a Ctrl-C before that is a signal instead.
    #[track_caller]
    pub fn wait_raw(&self) -> &Self {
        let deadline = Instant::now() + PATIENCE;
        while self.local_flags() & ICANON != 0 {
            assert!(Instant::now() < deadline, "the program does not listen for keys:\n{}", self.screen());
            std::thread::yield_now();
        }
        self
    }

    /// Returns whether the terminal shows what is typed, as a shell expects to find it.
    pub fn echoes(&self) -> bool {
        self.local_flags() & ECHO != 0
    }

    /// Gives the terminal the modes that a shell reads a line in, as another program at it does.
    pub fn cook(&self) {
        let name = self.master.tty_name().expect("it has a name");
        let terminal = std::fs::File::open(name).expect("it opens");
        let cooked = std::process::Command::new("stty").arg("sane").stdin(terminal).status();
        assert!(cooked.expect("stty is there").success());
    }

    fn local_flags(&self) -> u32 {
        self.master.get_termios().expect("it is a terminal").local_flags.bits()
    }

    pub fn process(&self) -> u32 {
        self.child.process_id().expect("it runs")
    }

    pub fn screen(&self) -> String {
        self.with(vt100::Screen::contents)
    }

    pub fn with<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.shown.0.lock().expect("no reader panics").parser.screen())
    }

    /// Returns everything that came, as it came.
    pub fn raw(&self) -> Vec<u8> {
        self.shown.0.lock().expect("no reader panics").raw.clone()
    }

    /// Returns what came since the last key.
    pub fn since(&self) -> String {
        self.shown.0.lock().expect("no reader panics").since()
    }

    /// Gives the window another size, as whoever draws at its corner does.
    pub fn resize(&self, rows: u16, columns: u16) {
        let mut shown = self.shown.0.lock().expect("no reader panics");
        shown.parser.screen_mut().set_size(rows, columns);
        shown.mark = shown.raw.len();
        drop(shown);
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).expect("the terminal can be resized");
    }

    /// Ends the program as a power cut would.
    pub fn kill(mut self) {
        self.signal("KILL");
        self.child.wait().expect("it has ended");
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let process = self.process().to_string();
        let sent = std::process::Command::new("sh").args(["-c", "kill -s \"$0\" \"$1\"", name, &process]).status();
        assert!(sent.expect("there is a shell").success());
    }

    /// Waits until the program has ended and everything it wrote is on the screen, and returns its exit code.
    #[track_caller]
    pub fn wait_exit(&mut self) -> u32 {
        let (shown, changed) = &*self.shown;
        let deadline = Instant::now() + PATIENCE;
        let mut shown = shown.lock().expect("no reader panics");
        while !shown.ended {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "it has not ended:\n{}", shown.parser.screen().contents());
            shown = changed.wait_timeout(shown, left).expect("no reader panics").0;
        }
        drop(shown);
        self.child.wait().expect("it has ended").exit_code()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A test that failed must not leave the program waiting for a key.
        let _ = self.child.kill();
    }
}

/// Asking and being asked, in the words of the rules compiled in.
impl Session {
    /// Waits until a question is put, in Swedish or English, and the program listens for the answer.
    #[track_caller]
    pub fn asked(&self, question: &str) -> &Self {
        self.wait_for(question);
        self.ready();
        self.wait_raw()
    }

    /// Waits until the line that is typed on is there.
    #[track_caller]
    pub fn ready(&self) -> &Self {
        let (shown, changed) = &*self.shown;
        let deadline = Instant::now() + PATIENCE;
        let mut shown = shown.lock().expect("no reader panics");
        // Everything up to the line is written before it, and nothing follows it.
        while !(shown.since().ends_with(':') && is_prompt(&last_line(shown.parser.screen()))) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero() && !shown.ended, "nothing is asked:\n{}", shown.parser.screen().contents());
            shown = changed.wait_timeout(shown, left).expect("no reader panics").0;
        }
        drop(shown);
        self
    }
}

/// How the lines that are typed on begin.
const PROMPTS: [&str; 16] = [
    "Svar (",
    "Answer (",
    "Lagrum",
    "Provisions",
    "Nummer",
    "Number",
    "Text",
    "Dag",
    "Day",
    "Tid",
    "Time",
    "Tal",
    "Lösenfras",
    "Passphrase",
    "Upprepa",
    "Repeat",
];

/// Whether a line is one that is typed on: half a page may end with a colon too.
fn is_prompt(line: &str) -> bool {
    line.ends_with(':') && PROMPTS.iter().any(|prompt| line.starts_with(prompt))
}

/// Returns the line that the cursor stands on.
fn last_line(screen: &vt100::Screen) -> String {
    let (row, _) = screen.cursor_position();
    screen.rows(0, screen.size().1).nth(row.into()).unwrap_or_default().trim_end().to_owned()
}
