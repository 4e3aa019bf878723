//! Torn tails, bad hashes, locks, failing disks, and what a journal adds up to.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;

use chrono::{DateTime, Days, FixedOffset};
use serde_json::json;

use super::event::{Address, Event, Header};
use super::journal::{Draft, Journal};
use super::store::Drafts;
use super::{DraftFault, bind, fixture};
use crate::answers::fixture::Fixture;
use crate::engine::{Answers, Key, ScopePath, Value};
use crate::ruleset::model::NEJ;
use crate::text::Language;

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-21T09:15:00+01:00").expect("a time")
}

fn header() -> Header {
    Header { matter: Some("SN 2026/123".into()), ..fixture::header(now()) }
}

fn at(question: &str) -> Address {
    Address { scope: "frame".into(), question: question.into() }
}

fn answered(question: &str, value: serde_json::Value) -> Event {
    Event::answered_barely(at(question), value, None)
}

/// A folder of drafts with one of three answers, closed again.
fn three() -> (tempfile::TempDir, Drafts, Box<str>, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let drafts = Drafts::new(folder.path());
    let mut draft = drafts.create(header()).expect("a draft");
    for (question, value) in [("alder", json!(44)), ("brattom", json!("nej")), ("orsak", json!("åäö"))] {
        draft.record(vec![answered(question, value)], now()).expect("saved");
    }
    let (id, path) = (draft.id.clone(), draft.path().to_owned());
    (folder, drafts, id, path)
}

#[test]
fn what_is_recorded_is_there_when_opened_again() {
    let (_folder, drafts, id, _) = three();
    let opened = drafts.open(&id).expect("opens");
    assert_eq!(opened.cut, None);
    assert_eq!(opened.draft.header(), &header());
    let state = opened.draft.state();
    assert_eq!(state.answers.len(), 3);
    assert_eq!(state.answers[&at("orsak")].value, json!("åäö"));
    assert_eq!(state.last, Some(at("orsak")));
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, _, _, path) = three();
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(&folder.path().join("drafts")), 0o700);
}

#[test]
fn a_draft_cut_anywhere_opens_at_the_last_good_line() {
    let (_folder, drafts, id, path) = three();
    let whole = fs::read(&path).expect("there");
    let ends: Vec<usize> = (1..=whole.len()).filter(|&end| whole[end - 1] == b'\n').collect();
    assert_eq!(ends.len(), 4);
    for length in ends[0]..whole.len() {
        fs::write(&path, &whole[..length]).expect("written");
        let opened = drafts.open(&id).expect("opens");
        let good = ends.iter().copied().filter(|&end| end <= length).max().expect("the header");
        assert_eq!(opened.draft.state().answers.len(), ends.iter().filter(|&&end| end <= length).count() - 1);
        assert_eq!(fs::read(&path).expect("there"), &whole[..good]);
        match opened.cut {
            None => assert_eq!(good, length),
            Some(cut) => {
                assert_eq!((cut.bytes, cut.lines), ((length - good) as u64, 1));
                let kept = fs::read(&cut.kept).expect("kept");
                assert_eq!(kept.strip_suffix(b"\n"), Some(&whole[good..length]));
                fs::remove_file(cut.kept).expect("removed");
            }
        }
    }
}

#[test]
fn a_cut_in_the_header_leaves_the_file_alone() {
    let (_folder, drafts, id, path) = three();
    let whole = fs::read(&path).expect("there");
    let header = whole.iter().position(|&byte| byte == b'\n').expect("a line");
    for length in [0, 1, header - 1, header] {
        fs::write(&path, &whole[..length]).expect("written");
        assert!(matches!(drafts.open(&id), Err(DraftFault::Unusable { .. })), "{length}");
        assert_eq!(fs::read(&path).expect("there").len(), length);
    }
}

#[test]
fn a_changed_byte_cuts_from_its_line_on() {
    let (_folder, drafts, id, path) = three();
    let whole = fs::read_to_string(&path).expect("there");
    let changed = whole.replacen("\"nej\"", "\"jaa\"", 1);
    fs::write(&path, &changed).expect("written");
    let opened = drafts.open(&id).expect("opens");
    assert_eq!(opened.draft.state().answers.len(), 1);
    let cut = opened.cut.expect("cut");
    assert_eq!(cut.lines, 2);
    assert!(fs::read_to_string(cut.kept).expect("kept").contains("\"jaa\""));
}

#[test]
fn a_line_that_is_left_out_or_moved_is_found() {
    let (_folder, drafts, id, path) = three();
    let whole = fs::read_to_string(&path).expect("there");
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    for order in [vec![0, 2, 3], vec![0, 2, 1, 3], vec![0, 1, 1, 2, 3]] {
        fs::write(&path, order.iter().map(|&at| lines[at]).collect::<String>()).expect("written");
        let opened = drafts.open(&id).expect("opens");
        let good = usize::from(order[1] == 1);
        assert_eq!(opened.draft.state().answers.len(), good, "{order:?}");
        assert!(opened.cut.is_some(), "{order:?}");
    }
}

#[test]
fn after_a_cut_the_journal_goes_on() {
    let (_folder, drafts, id, path) = three();
    let whole = fs::read(&path).expect("there");
    fs::write(&path, &whole[..whole.len() - 5]).expect("written");
    let mut opened = drafts.open(&id).expect("opens");
    opened.draft.record(vec![answered("orsak", json!("igen"))], now()).expect("saved");
    drop(opened);
    let opened = drafts.open(&id).expect("opens");
    assert_eq!((opened.cut, opened.draft.state().answers.len()), (None, 3));
}

#[test]
fn an_open_draft_is_refused_to_others() {
    let (_folder, drafts, id, _) = three();
    let opened = drafts.open(&id).expect("opens");
    assert_eq!(drafts.open(&id).expect_err("locked"), DraftFault::InUse(id.clone()));
    drop(opened);
    assert!(drafts.open(&id).is_ok());
}

#[test]
fn an_id_is_never_a_path() {
    let (_folder, drafts, ..) = three();
    for id in ["", "../x", "a/b", ".", "a.b", "å"] {
        assert_eq!(drafts.open(id).expect_err("refused"), DraftFault::BadId(id.into()));
    }
    assert_eq!(drafts.open("20261121-bbbbbb").expect_err("none"), DraftFault::NotFound("20261121-bbbbbb".into()));
}

#[test]
fn drafts_are_listed_and_removed() {
    let (folder, drafts, id, path) = three();
    let mut newer = drafts.create(header()).expect("a draft");
    newer.record(vec![answered("alder", json!(1))], now() + chrono::TimeDelta::hours(1)).expect("saved");
    fs::write(folder.path().join("drafts/20260101-dead.jsonl"), "x").expect("written");
    let list = drafts.list().expect("listed");
    assert_eq!(list.len(), 3);
    assert_eq!(list[0].as_ref().map(|draft| &draft.id), Ok(&newer.id));
    let second = list[1].as_ref().expect("readable");
    assert_eq!((&second.id, second.answers, second.last.as_ref()), (&id, 3, Some(&at("orsak"))));
    assert!(matches!(list[2], Err(DraftFault::Unusable { .. })));
    fs::write(path.with_extension("jsonl.cut"), "x").expect("written");
    drafts.remove(drafts.open(&id).expect("opens").draft).expect("removed");
    assert!(!path.exists() && !path.with_extension("jsonl.cut").exists());
    assert_eq!(Drafts::new(Path::new("/nonexistent")).list().map(|list| list.len()), Ok(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_nothing_is_acknowledged() {
    let full = OpenOptions::new().write(true).open("/dev/full").expect("the device");
    let fault = Draft::start("x", Path::new("/dev/full"), full, header()).expect_err("full");
    assert_eq!(fault, DraftFault::NotSaved { file: "/dev/full".into(), cause: io::ErrorKind::StorageFull });
    assert!(fault.message(Language::Sv).contains("disken är full"));
}

#[test]
fn a_failed_write_changes_neither_file_nor_state() {
    let (_folder, _, id, path) = three();
    let bytes = fs::read(&path).expect("there");
    // Open for reading alone, every write to it fails.
    let file = OpenOptions::new().read(true).open(&path).expect("opens");
    let read = super::journal::read(&bytes).expect("good");
    let mut draft = Draft::resume(&id, &path, file, read);
    for _ in 0..2 {
        let fault = draft.record(vec![answered("alder", json!(45))], now()).expect_err("not writable");
        assert!(matches!(fault, DraftFault::NotSaved { .. }));
    }
    assert_eq!(draft.state().answers[&at("alder")].value, json!(44));
    assert_eq!(fs::read(&path).expect("there"), bytes);
}

#[test]
fn events_add_up() {
    let (_folder, drafts, id, _) = three();
    let mut draft = drafts.open(&id).expect("opens").draft;
    let law_date = now().date_naive() + Days::new(1);
    for event in [
        Event::Aside { at: at("alder"), rests: Vec::new(), keeps: false },
        Event::Aside { at: at("brattom"), rests: Vec::new(), keeps: false },
        Event::Restored { at: at("brattom"), asked: None },
        Event::Withdrawn { at: at("orsak") },
        Event::Rows { at: at("personer"), value: json!([{"id": "p1"}]) },
        Event::LawDate { law_date },
    ] {
        draft.record(vec![event], now()).expect("saved");
    }
    drop(draft);
    let draft = drafts.open(&id).expect("opens").draft;
    let state = draft.state();
    assert_eq!(state.answers.keys().collect::<Vec<_>>(), [&at("brattom")]);
    assert_eq!(state.aside.keys().collect::<Vec<_>>(), [&at("alder")]);
    assert_eq!(state.rows.len(), 1);
    assert_eq!(state.law_date, law_date);
}

#[test]
fn a_journal_is_bound_to_the_rules_of_the_day() {
    let (_folder, drafts, id, _) = three();
    let mut draft = drafts.open(&id).expect("opens").draft;
    draft.record(vec![answered("mottagen", json!("igår"))], now()).expect("saved");
    draft.record(vec![Event::Aside { at: at("orsak"), rests: Vec::new(), keeps: false }], now()).expect("saved");
    let fixture = Fixture::new();
    let edition = fixture.edition();
    let key = |id: &str| Key { scope: ScopePath::default(), question: fixture.question(id) };
    let bound = bind(&edition, draft.state(), now().date_naive());
    assert_eq!(bound.answers.get(key("brattom")), Some(&Value::Choice(NEJ)));
    assert_eq!(bound.answers.get(key("alder")), Some(&Value::Number(44)));
    assert_eq!(bound.answers.get(key("orsak")), None);
    assert_eq!(bound.aside[&key("orsak")].answer.value, Value::Text("åäö".into()));
    assert_eq!(bound.misfits.iter().map(|fault| &*fault.question).collect::<Vec<_>>(), ["mottagen"]);
    assert_eq!(bound.stale, []);
    // The age holds for the day alone.
    let bound = bind(&edition, draft.state(), now().date_naive() + Days::new(1));
    assert_eq!(bound.stale, [key("alder")]);
}

#[cfg(unix)]
#[test]
fn a_draft_that_is_removed_while_it_is_open_is_made_anew() {
    let (folder, drafts, id, path) = three();
    let mut draft = drafts.open(&id).expect("opens").draft;
    fs::remove_dir_all(folder.path().join("drafts")).expect("removed");
    draft.record(vec![answered("tid", json!("nu"))], now()).expect("saved");
    assert_eq!(drafts.open(&id).expect_err("it is locked"), DraftFault::InUse(id.clone()));
    drop(draft);
    assert_eq!(drafts.open(&id).expect("opens").draft.state().answers.len(), 4);

    // Where something else lies there, nothing of it is touched.
    let mut draft = drafts.open(&id).expect("opens").draft;
    fs::rename(&path, path.with_extension("bak")).expect("moved");
    fs::write(&path, "annat").expect("written");
    let fault = draft.record(vec![answered("dag", json!("nu"))], now()).expect_err("it is gone");
    assert!(matches!(fault, DraftFault::Gone { .. }), "{fault:?}");
    assert_eq!(fs::read(&path).expect("there"), b"annat");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_never_read() {
    for there in ["/dev/zero", "/"] {
        let (_folder, drafts, id, path) = three();
        fs::remove_file(&path).expect("removed");
        std::os::unix::fs::symlink(there, &path).expect("linked");
        assert!(matches!(drafts.open(&id), Err(DraftFault::NoFile { .. })), "{there}");
        assert!(matches!(drafts.list().as_deref(), Ok([Err(DraftFault::NoFile { .. })])), "{there}");
    }
}
