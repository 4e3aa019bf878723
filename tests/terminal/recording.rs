//! The recorded session in `docs/session.cast` and the pictures in `docs/screens`, typed here as a person types.
//!
//! `WRITE_RECORDING=1 cargo test --locked --test main recording` makes them anew. Without it the session is typed all
//! the same, and what lies in `docs` must still show what the program says today.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use super::session::{Desk, Session, plain};
use super::steps::{key, wording};

const ROWS: u16 = 24;
const COLUMNS: u16 = 80;

/// A session being recorded: what the program wrote, on a clock of its own, so that a slow machine types as evenly as
/// a fast one.
struct Typist {
    session: Session,
    /// Lines of an asciicast, version 2 (docs.asciinema.org/manual/asciicast/v2).
    cast: String,
    /// Seconds since the beginning.
    at: f64,
    /// How much of what came is in the recording.
    taken: usize,
    /// Which key it is, for an uneven hand.
    keys: u32,
    screens: Vec<(&'static str, String)>,
    /// What has been waited for, in order.
    seen: Vec<String>,
}

impl Typist {
    fn start(desk: &Desk, arguments: &[&str]) -> Self {
        let header = serde_json::json!({
            "version": 2, "width": COLUMNS, "height": ROWS, "title": "menprov",
            "env": {"TERM": "xterm-256color"},
        });
        let mut typist = Self {
            session: desk.start(arguments),
            cast: format!("{header}\n"),
            at: 0.0,
            taken: 0,
            keys: 0,
            screens: Vec::new(),
            seen: Vec::new(),
        };
        typist.shown("$ ");
        for char in format!("menprov {}", arguments.join(" ")).chars() {
            typist.at += typist.between();
            typist.shown(&char.to_string());
        }
        typist.shown("\r\n");
        typist
    }

    /// Seconds between two keys: a tenth to a fifth, never twice the same.
    fn between(&mut self) -> f64 {
        self.keys = self.keys.wrapping_mul(1_103_515_245).wrapping_add(12_345);
        0.09 + f64::from(self.keys >> 16 & 0xff) / 2550.0
    }

    fn shown(&mut self, text: &str) {
        if !text.is_empty() {
            writeln!(self.cast, "{}", serde_json::json!([self.at, "o", text])).expect("a String takes every write");
        }
    }

    /// Takes what has come since the last time into the recording.
    fn take(&mut self) {
        let raw = self.session.raw();
        let text = String::from_utf8_lossy(&raw[self.taken..]).into_owned();
        self.taken = raw.len();
        self.at += 0.03;
        self.shown(&text);
    }

    /// Waits for a question, and reads it.
    fn reads(&mut self, text: &str) -> &mut Self {
        self.session.wait_for(text);
        self.session.ready();
        self.take();
        let letters = u16::try_from(self.session.since().chars().count()).unwrap_or(u16::MAX);
        self.at += (f64::from(letters) / 60.0).clamp(0.6, 4.0);
        self.seen.push(text.to_owned());
        self
    }

    /// Types keys one by one; each but the last is waited for.
    fn types(&mut self, keys: &str) -> &mut Self {
        let mut chars = keys.chars().peekable();
        while let Some(char) = chars.next() {
            self.at += self.between();
            self.session.press(char.encode_utf8(&mut [0; 4]));
            if chars.peek().is_some() {
                self.session.wait_more();
                self.take();
            }
        }
        self
    }

    /// Keeps the screen as a picture.
    fn picture(&mut self, name: &'static str) -> &mut Self {
        let rows = self.session.with(|screen| {
            let rows: Vec<_> = screen.rows_formatted(0, COLUMNS).collect();
            rows.iter().map(|row| String::from_utf8_lossy(row).into_owned()).collect::<Vec<_>>().join("\u{1b}[0m\n")
        });
        self.screens.push((name, anstyle_svg::Term::new().render_svg(&rows)));
        self
    }
}

/// A request for a child's file, from its first question to the reasons of an item and the page of all answers.
fn typed() -> Typist {
    let desk = Desk::new().size(ROWS, COLUMNS);
    let received = "2026-11-20 09:00";
    let arguments = ["assess", "begaran-om-handling", "--matter", "SN 2026/214", "--received", received];
    let mut typist = Typist::start(&desk, &arguments);
    typist.reads(&wording("myndighetsslag")).types(&key("myndighetsslag", "socialnamnd"));
    typist.reads(&wording("mandat")).picture("fraga").types("?");
    typist.reads("? en gång till").picture("hjalp").types(&key("mandat", "tjanst"));
    for (question, keys) in [
        ("Hur kom begäran in?", "3"),
        ("Har samma begäran prövats förut?", "1"),
        ("Begär sökanden en handling", "1"),
        ("Vad begärs, med sökandens egna ord?", "Barnets akt sedan i mars\r"),
        ("Förstår ni vilken handling som avses?", "j"),
        (&wording("sokandens-uppgift"), "3"),
        (&wording("jav.kommun-grund"), "1"),
        (&wording("uppdrag"), "1"),
        (&wording("handlingar"), "Utredningen\r"),
        ("Beteckning eller dag", "2026-03-12\r"),
        ("Rad 2", "\r"),
        ("Stämmer raderna?", "1"),
        (&wording("personer"), "modern\r"),
        ("Slags roll", "3"),
        ("Skyddade personuppgifter", "2"),
        ("Rad 2", "barnet\r"),
        ("Slags roll", "2"),
        ("Skyddade personuppgifter", "1"),
        ("Rad 3", "\r"),
        ("Stämmer raderna?", "1"),
        (&wording("uppgifter"), "moderns arbetsplats, s. 1\r"),
        ("Rad 2", "samtalet om skolan, s. 2\r"),
        ("Rad 3", "barnets adress, s. 4\r"),
        ("Rad 4", "\r"),
        ("Stämmer raderna?", "1"),
        ("Har alla som nämns slagits upp", "j"),
        ("Finns det tecken på att någon i listan behöver skydd", "n"),
        ("hos myndigheten?", "n"),
    ] {
        typist.reads(question).types(keys);
    }
    typist.reads("Skäl (stannar i").types("nej nej nej\r");
    typist.reads("Skriv om skälet").picture("skal").types("\u{1b}");
    typist.reads("hos myndigheten?").types("j");
    typist.reads("för slags handling?").types("3");
    typist.reads("Nummer, >").picture("uppgifter").types("=\r");
    typist.reads("Nummer eller klar").picture("alla-svar").types(".\r");
    assert_eq!(typist.session.wait_exit(), 0, "{}", typist.session.screen());
    typist.take();
    typist
}

/// Where the recording and the pictures lie.
fn docs(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

/// Whether they are to be made anew.
fn writes() -> bool {
    std::env::var_os("WRITE_RECORDING").is_some()
}

#[test]
fn the_recorded_session_shows_what_the_program_says_today() {
    let typist = typed();
    if writes() {
        fs::create_dir_all(docs("screens")).expect("the folder is made");
        fs::write(docs("session.cast"), &typist.cast).expect("it is written");
        for (name, picture) in &typist.screens {
            fs::write(docs(&format!("screens/{name}.svg")), picture).expect("it is written");
        }
    }
    let cast = fs::read_to_string(docs("session.cast")).expect("the recording is there");
    let mut lines = cast.lines();
    let header: serde_json::Value = serde_json::from_str(lines.next().expect("a header")).expect("JSON");
    assert_eq!((&header["version"], &header["width"]), (&2.into(), &COLUMNS.into()));
    let (mut shown, mut last) = (String::new(), 0.0);
    for line in lines {
        let (at, kind, text): (f64, String, String) = serde_json::from_str(line).expect("an event");
        assert!(at >= last && kind == "o", "{line}");
        (last, shown) = (at, shown + &text);
    }
    // Everything that was waited for now is in the recording, in the same order.
    let shown = plain(shown.as_bytes());
    let mut rest = shown.as_str();
    for text in &typist.seen {
        let at = rest.find(text.as_str()).unwrap_or_else(|| panic!("`{text}` is not in the recording: make it anew"));
        rest = &rest[at + text.len()..];
    }
    for (name, _) in &typist.screens {
        let picture = fs::read_to_string(docs(&format!("screens/{name}.svg"))).expect("the picture is there");
        assert!(picture.starts_with("<svg") && picture.contains("akut fara"), "{name}");
    }
}
