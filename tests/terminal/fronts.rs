//! One behaviour: the same answers, given at the terminal, in plain lines, by a script and in a file, make the same
//! record, byte for byte. What a record has of its own (its random number and its times) is given beforehand here.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset};
use console::Term;
use menprov::answers::{Check, Unused, read_text, resolve, run_script};
use menprov::assessment::{Assessment, Closure, Matter, Officer, Particulars, Record, SourceText};
use menprov::draft::{Bound, Unkept};
use menprov::engine::{AnswerSet, Edition, Report};
use menprov::interview::script::{Act, Script};
use menprov::interview::{Ending, Gesture, Lines, Reply, Respondent, ReviewReply, Session, Terminal, run};
use menprov::rulebook::{Loaded, load};
use menprov::ruleset::model::{Role, RulesetIx, Source};
use menprov::text::Language;
use portable_pty::{PtySize, native_pty_system};

use super::session::plain;
use super::steps::rules;

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-21T09:15:42+01:00").expect("a time")
}

/// What a person does: the words that are waited for, what is typed there, and whether it is a single key where keys are
/// read.
const TRANSCRIPT: [(&str, &str, bool); 27] = [
    ("Vilken dag var det?", "i går", false),
    ("är ingen dag", "2026-11-20", false),
    ("Vilken tid var det?", "?", false),
    ("Källa", "<", false),
    ("Vilken dag var det?", ">", false),
    ("Vilken tid var det?", "nu", false),
    ("Hur gammal är barnet?", "!", false),
    ("ring 112", "131", false),
    ("utanför gränserna", "12", false),
    ("Vad hände?", "kort", false),
    ("minst 5 krävs", "åskan gick på Ön", false),
    ("Roll med egna ord", "modern", false),
    ("Slags roll", "3", true),
    ("Skyddade personuppgifter", "9", true),
    ("Svara 1, 2 eller 3", "1", true),
    ("Rad 2", "", false),
    ("Stämmer raderna?", "1", true),
    ("Vilka av dem rör det?", "modern", false),
    ("Det gick inte att tyda", "2, 1", false),
    ("Vilket sätt?", "=", true),
    ("Nummer eller klar", "<", false),
    ("Vilket sätt?", "2", true),
    ("Är det sant?", "y", true),
    ("Svara j, n eller v", "n", true),
    ("Skäl (stannar", "kort", false),
    ("minst 10 krävs", "ett skäl som räcker till", false),
    ("Utfall", "klar", false),
];

/// The same, as a front hands it on.
fn acts() -> Vec<Act> {
    let text = |text: &str| Act::Reply(Reply::Text(text.to_owned()));
    let option = |at| Act::Reply(Reply::Option(at));
    let gesture = |gesture| Act::Reply(Reply::Gesture(gesture));
    vec![
        text("2026-11-20"),
        gesture(Gesture::Back),
        gesture(Gesture::Keep),
        text("nu"),
        text("12"),
        text("åskan gick på Ön"),
        text("modern"),
        option(2),
        option(0),
        text(""),
        option(0),
        Act::Reply(Reply::Picked(vec![1, 0])),
        option(1),
        option(1),
        text("ett skäl som räcker till"),
        Act::Review(ReviewReply::Confirm),
    ]
}

const FILE: &str = "
answers:
  frame:
    alla-slag.dag: 2026-11-20
    alla-slag.tid: 2026-11-21T09:15
    alla-slag.tal: 12
    alla-slag.fritt: åskan gick på Ön
    personer: [{id: p1, beskrivning: modern, roll: foralder, skydd: nej}]
    alla-slag.vems: [p1, public]
    alla-slag.val: tva
    alla-slag.sant: {answer: nej, reason: ett skäl som räcker till}
";

/// The rules of the tests and their edition.
struct Rules(Loaded);

impl Rules {
    fn read() -> Self {
        Self(load(Some(Path::new(&rules()))).expect("sound rules"))
    }

    fn edition(&self) -> (Edition<'_>, RulesetIx) {
        let edition = Edition::on(&self.0.rulebook, now().date_naive());
        let procedure = edition.by_id("alla-slag").expect("it is there");
        (edition.for_procedure(procedure), procedure)
    }

    fn interviewed(&self, front: &mut dyn Respondent) -> Vec<u8> {
        let (edition, procedure) = self.edition();
        let (clock, mut journal) = (now, Unkept);
        let begun = Session::new(&edition, procedure, Language::Sv, Bound::default(), &mut journal, &clock);
        let mut session = begun.expect("it begins");
        let ending = run(&mut session, front).expect("it ends");
        let Ending::Finished(report) = ending else { panic!("{ending:?}") };
        self.sealed(&session.into_answers(), &report)
    }

    fn sealed(&self, answers: &AnswerSet, report: &Report) -> Vec<u8> {
        let (edition, procedure) = self.edition();
        let text = |source: &Source| {
            let text = self.0.text(&source.name, &source.sha256)?;
            Some(SourceText { text: Cow::Borrowed(text), over: true })
        };
        let closure = Closure::collect(&edition, procedure, &text).expect("every source is there");
        let particulars = Particulars {
            nonce: [7; 32],
            program: "0.0.0".into(),
            procedure,
            decided_on: edition.date,
            matter: Matter { reference: "SN 2026/1".into(), authority: None },
            received: None,
            files: HashMap::new(),
            officer: Officer { name: None, role: Role::Officer, position: None, unit: None },
            delegation: Vec::new(),
            language: Language::Sv,
            started_at: None,
            made_at: now().to_utc(),
            closure: &closure,
            continues: None,
            second_of: None,
            statements: HashMap::new(),
        };
        let assessment = Assessment::build(&edition, report, answers, particulars).expect("it is whole");
        Record::seal(&assessment).expect("it is sealed").into_bytes()
    }
}

/// Plays the transcript at a terminal of its own.
fn at_a_terminal() -> Vec<u8> {
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("there are pseudo-terminals");
    let name = pair.master.tty_name().expect("it has a name");
    let tty = || std::fs::File::options().read(true).write(true).open(&name).expect("it opens");
    let term = Term::read_write_pair(tty(), tty());
    let mut front = Terminal::over(tty().into(), term, Language::Sv).expect("it is a terminal");
    let mut output = pair.master.try_clone_reader().expect("it can be read");
    let mut keys = pair.master.take_writer().expect("it can be written");
    let shown = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
    let writer = Arc::clone(&shown);
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = output.read(&mut buffer) {
            writer.0.lock().expect("no reader panics").extend(&buffer[..read]);
            writer.1.notify_all();
        }
    });
    // The interview is not waited for when a word that is waited for does not come.
    let interview = std::thread::spawn(move || Rules::read().interviewed(&mut front));
    let mut mark = 0;
    for (words, typed, is_key) in TRANSCRIPT {
        let deadline = Instant::now() + Duration::from_mins(1);
        let mut all = shown.0.lock().expect("no reader panics");
        while !(plain(&all[mark..]).contains(words) && ends_in_a_prompt(&all[mark..])) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "`{words}` did not come: {}", plain(&all[mark..]));
            all = shown.1.wait_timeout(all, left).expect("no reader panics").0;
        }
        mark = all.len();
        drop(all);
        keys.write_all(typed.as_bytes()).expect("it takes keys");
        if !is_key {
            keys.write_all(b"\r").expect("it takes keys");
        }
    }
    interview.join().expect("it ends")
}

/// Whether the last line is one that is typed on: half a page may end with a colon too.
fn ends_in_a_prompt(raw: &[u8]) -> bool {
    let last = plain(raw.rsplit(|byte| *byte == b'\n').next().unwrap_or_default());
    last.ends_with(':')
        && ["Svar (", "Nummer", "Text:", "Dag (", "Tid (", "Tal ("].iter().any(|lead| last.starts_with(lead))
}

#[test]
fn the_same_answers_make_the_same_record_in_every_front() {
    let rules = Rules::read();

    let typed: String = TRANSCRIPT.iter().flat_map(|(_, typed, _)| [typed, "\n"]).collect();
    let mut out = Vec::new();
    let in_lines = rules.interviewed(&mut Lines::new(typed.as_bytes(), &mut out, Language::Sv, 80));
    let out = String::from_utf8(out).expect("UTF-8");
    for (words, ..) in TRANSCRIPT {
        assert!(out.contains(words), "`{words}` is not said:\n{out}");
    }
    assert!(out.contains("Det betyder: 2026-11-21 09:15"), "{out}");

    assert_eq!(String::from_utf8_lossy(&at_a_terminal()), String::from_utf8_lossy(&in_lines));
    assert_eq!(rules.interviewed(&mut Script::new(acts())), in_lines);

    let (edition, procedure) = rules.edition();
    let file = read_text("svar.yaml", FILE).expect("good YAML");
    let answers = resolve(&edition, &file.answers, Check::All).whole().expect("good answers");
    let report = run_script(&edition, procedure, &answers, Unused::Refused).expect("it ends");
    let of_file = rules.sealed(&answers, &report);
    assert_eq!(String::from_utf8_lossy(&of_file), String::from_utf8_lossy(&in_lines));
    assert!(String::from_utf8_lossy(&of_file).contains("ett skäl som räcker till"));
}
