use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use tempfile::TempDir;

use super::*;
use crate::assessment::sample::{self, time as at};
use crate::assessment::{Assessment, Closure};
use crate::canonical::hex;
use crate::ruleset::model::{Effect, JA, NEJ, VET_EJ};
use crate::signature::{DECISION, KeyFile, SignatureError, SigningKey};
use crate::text::Language;

struct Stage {
    folder: TempDir,
    path: PathBuf,
}

fn stage() -> Stage {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("menprov/register.db");
    Stage { folder, path }
}

impl Stage {
    fn key(&self) -> SigningKey {
        let path = self.folder.path().join("id");
        if !path.exists() {
            crate::signature::create(&path, "x", "").unwrap();
        }
        KeyFile::read(&path).unwrap().unlock(Some("x")).unwrap()
    }

    fn raw(&self) -> Connection {
        Connection::open(&self.path).unwrap()
    }
}

fn signed(record: &Record, key: &SigningKey) -> Signature {
    Signature {
        namespace: DECISION.into(),
        armoured: crate::signature::sign(record.bytes(), key, DECISION).unwrap(),
        signed_at: at("2026-11-21T09:00:00Z"),
    }
}

fn other(record: &Record, change: impl FnOnce(&mut Assessment)) -> Record {
    let mut assessment = record.assessment().clone();
    change(&mut assessment);
    Record::seal(&assessment).unwrap()
}

fn keep(register: &mut Register, record: &Record, closure: &Closure, when: &str) -> Result<Recorded, RegisterError> {
    register.record(record, closure.bytes(), &[], at(when))
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

const NOW: &str = "2026-11-21T09:00:00Z";

#[test]
fn what_is_kept_comes_back_byte_for_byte() {
    let stage = stage();
    let (record, closure) = sample::record(NEJ);
    let signature = signed(&record, &stage.key());
    let mut register = Register::create(&stage.path).unwrap();
    let recorded = register.record(&record, closure.bytes(), std::slice::from_ref(&signature), at(NOW)).unwrap();
    assert_eq!(recorded, Recorded { id: "2026-0001".into(), new: true });
    drop(register);
    let register = Register::open(&stage.path, Access::Read).unwrap();
    let stored = register.get("2026-0001").unwrap();
    assert_eq!(stored.bytes, record.bytes());
    assert_eq!(stored.digest, record.digest());
    assert_eq!(stored.signatures, [signature]);
    assert_eq!(stored.recorded_at, at(NOW));
    assert_eq!(stored.record().unwrap(), record);
    assert_eq!(register.closure(&stored.closure).unwrap(), closure.bytes());
    assert!(matches!(register.closure(&[0; 32]), Err(RegisterError::Missing(_))));
}

#[test]
fn only_the_owner_can_look() {
    let stage = stage();
    let mut register = Register::create(&stage.path).unwrap();
    let (record, closure) = sample::record(JA);
    keep(&mut register, &record, &closure, NOW).unwrap();
    assert_eq!(mode(stage.path.parent().unwrap()), 0o700);
    let files: Vec<_> = fs::read_dir(stage.path.parent().unwrap()).unwrap().map(|e| e.unwrap().path()).collect();
    assert!(files.len() > 1, "the log of SQLite lies there too: {files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[test]
fn every_commit_is_synced() {
    let stage = stage();
    let register = Register::create(&stage.path).unwrap();
    let pragma = |name: &str| {
        let read = |row: &rusqlite::Row<'_>| row.get::<_, rusqlite::types::Value>(0);
        register.connection.pragma_query_value(None, name, read).unwrap()
    };
    assert_eq!(pragma("journal_mode"), "wal".to_owned().into());
    assert_eq!(pragma("synchronous"), 2.into());
    assert_eq!(pragma("foreign_keys"), 1.into());
    assert!(rusqlite::version_number() >= 3_051_003);
}

#[test]
fn keeping_the_same_record_again_changes_nothing() {
    let stage = stage();
    let (record, closure) = sample::record(NEJ);
    let signature = signed(&record, &stage.key());
    let mut register = Register::create(&stage.path).unwrap();
    for new in [true, false, false] {
        let recorded = register.record(&record, closure.bytes(), std::slice::from_ref(&signature), at(NOW)).unwrap();
        assert_eq!(recorded, Recorded { id: "2026-0001".into(), new });
    }
    assert_eq!(register.get("2026-0001").unwrap().signatures.len(), 1);
    assert_eq!(register.list(&Filter::default()).unwrap().len(), 1);
    // A signature that comes later is added to the same memo.
    let second = Signature {
        namespace: "godkannande@menprov".into(),
        armoured: crate::signature::sign(record.bytes(), &stage.key(), "godkannande@menprov").unwrap(),
        signed_at: at("2026-11-22T09:00:00Z"),
    };
    register.record(&record, closure.bytes(), &[second], at("2026-11-22T09:00:00Z")).unwrap();
    let stored = register.get("2026-0001").unwrap();
    assert_eq!(stored.signatures.len(), 2);
    assert_eq!(stored.recorded_at, at(NOW));
}

#[test]
fn numbers_begin_anew_each_year_and_are_never_given_twice() {
    let stage = stage();
    let (record, closure) = sample::record(NEJ);
    let mut register = Register::create(&stage.path).unwrap();
    let mut ids = Vec::new();
    for (reference, when) in [("a", NOW), ("b", NOW), ("c", "2027-01-01T00:00:00Z"), ("d", NOW)] {
        let record = other(&record, |a| a.matter.reference = reference.into());
        ids.push(keep(&mut register, &record, &closure, when).unwrap().id);
    }
    assert_eq!(ids, ["2026-0001", "2026-0002", "2027-0001", "2026-0003"]);
}

#[test]
fn nothing_is_kept_that_does_not_belong_together() {
    let stage = stage();
    let (record, closure) = sample::record(NEJ);
    let (open, _) = sample::record(JA);
    let mut register = Register::create(&stage.path).unwrap();
    let refused = register.record(&record, b"{\"files\":[],\"format\":1}", &[], at(NOW));
    assert_eq!(refused, Err(RegisterError::OtherRules));
    let wrong = signed(&open, &stage.key());
    let refused = register.record(&record, closure.bytes(), &[wrong], at(NOW));
    assert_eq!(refused, Err(RegisterError::Signature(SignatureError::Changed)));
    assert_eq!(register.list(&Filter::default()).unwrap(), []);
}

#[test]
fn a_memo_is_found_by_the_beginning_of_its_id_or_digest() {
    let stage = stage();
    let (record, closure) = sample::record(NEJ);
    let second = other(&record, |a| a.matter.reference = "annat".into());
    let mut register = Register::create(&stage.path).unwrap();
    keep(&mut register, &record, &closure, NOW).unwrap();
    keep(&mut register, &second, &closure, NOW).unwrap();
    let digest = hex(&second.digest());
    for key in ["2026-0002", " 2026-0002 ", &digest, &digest[..12], &digest.to_uppercase()] {
        assert_eq!(register.get(key).unwrap().id, "2026-0002", "{key}");
    }
    let ids = vec!["2026-0001".to_owned(), "2026-0002".to_owned()];
    assert_eq!(register.get("2026-000"), Err(RegisterError::Ambiguous { key: "2026-000".into(), ids }));
    for key in ["", "2025-0001", "%", "2026_0001", &digest[..3]] {
        assert!(matches!(register.get(key), Err(RegisterError::Missing(_))), "{key}");
    }
}

#[test]
fn an_id_that_begins_another_is_still_its_own() {
    let stage = stage();
    let (record, closure) = sample::record(NEJ);
    let mut register = Register::create(&stage.path).unwrap();
    keep(&mut register, &record, &closure, NOW).unwrap();
    let long = other(&record, |a| a.matter.reference = "annat".into());
    keep(&mut register, &long, &closure, NOW).unwrap();
    stage.raw().execute("UPDATE memos SET id = '2026-00011' WHERE id = '2026-0002'", []).unwrap();
    assert_eq!(register.get("2026-0001").unwrap().bytes, record.bytes());
}

#[test]
fn a_list_is_filtered_by_what_the_records_say() {
    let stage = stage();
    let mut register = Register::create(&stage.path).unwrap();
    for harm in [JA, NEJ, VET_EJ] {
        let (record, closure) = sample::record(harm);
        keep(&mut register, &record, &closure, NOW).unwrap();
    }
    let ids = |filter: Filter| -> Vec<String> {
        register.list(&filter).unwrap().into_iter().map(|listed| listed.id).collect()
    };
    let all = Filter::default();
    assert_eq!(ids(all.clone()).len(), 3);
    assert_eq!(ids(Filter { effect: Some(Effect::Withhold), ..all.clone() }), ["2026-0002"]);
    assert_eq!(ids(Filter { pending: Some(true), ..all.clone() }), ["2026-0002"]);
    assert_eq!(ids(Filter { matter: Some("sn 2026/7".into()), ..all.clone() }).len(), 3);
    assert_eq!(ids(Filter { matter: Some("KS".into()), ..all.clone() }).len(), 0);
    assert_eq!(ids(Filter { procedure: Some("utlamnande".into()), ..all.clone() }).len(), 3);
    assert_eq!(ids(Filter { procedure: Some("utl".into()), ..all.clone() }).len(), 0);
    let day = Some(sample::day("2026-11-21"));
    assert_eq!(ids(Filter { since: day, until: day, ..all.clone() }).len(), 3);
    assert_eq!(ids(Filter { since: Some(sample::day("2026-11-22")), ..all }).len(), 0);
    let listed = register.list(&Filter::default()).unwrap();
    let summary = listed[2].summary.as_ref().unwrap();
    assert_eq!((summary.items, summary.open, summary.outcome.as_deref()), (2, 1, Some("delvis-oppet")));
}

#[test]
fn a_changed_record_is_listed_and_never_shown() {
    let stage = stage();
    let (record, closure) = sample::record(NEJ);
    let mut register = Register::create(&stage.path).unwrap();
    keep(&mut register, &record, &closure, NOW).unwrap();
    let changed = String::from_utf8(record.bytes().to_vec()).unwrap().replace("2026/77", "2026/78");
    stage.raw().execute("UPDATE memos SET record = ?1", [changed.as_bytes()]).unwrap();
    stage.raw().execute("UPDATE closures SET bytes = x'00'", []).unwrap();
    assert_eq!(register.get("2026-0001"), Err(RegisterError::Damaged("2026-0001".into())));
    assert!(matches!(register.closure(&closure.digest()), Err(RegisterError::Damaged(_))));
    let filter = Filter { pending: Some(false), ..Filter::default() };
    let listed = register.list(&filter).unwrap();
    assert_eq!(listed.len(), 1, "a filter never hides what is damaged");
    assert_eq!(listed[0].summary, None);
}

#[test]
fn a_register_in_use_is_waited_for_and_then_named() {
    let stage = stage();
    let (record, closure) = sample::record(NEJ);
    let mut register = Register::create(&stage.path).unwrap();
    let writer = stage.raw();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    register.set_patience(Duration::ZERO).unwrap();
    assert_eq!(keep(&mut register, &record, &closure, NOW), Err(RegisterError::Busy(stage.path.clone())));
    // Reading goes on meanwhile, and when the other is done so does writing.
    assert_eq!(register.list(&Filter::default()).unwrap(), []);
    writer.execute_batch("ROLLBACK").unwrap();
    assert!(keep(&mut register, &record, &closure, NOW).is_ok());
}

#[test]
fn several_writers_lose_nothing_and_share_no_number() {
    let stage = stage();
    let path = &stage.path;
    let (record, closure) = sample::record(NEJ);
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let (record, closure) = (&record, &closure);
            scope.spawn(move || {
                // Each makes the register if it is there first.
                let mut register = Register::create(path).unwrap();
                for n in 0..5 {
                    let record = other(record, |a| a.matter.reference = format!("{writer}/{n}"));
                    keep(&mut register, &record, closure, NOW).unwrap();
                }
            });
        }
    });
    let register = Register::open(path, Access::Read).unwrap();
    let mut ids: Vec<_> = register.list(&Filter::default()).unwrap().into_iter().map(|listed| listed.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 20);
    assert_eq!(ids.last().unwrap(), "2026-0020");
}

#[test]
fn a_register_that_may_not_be_written_says_so() {
    let stage = stage();
    let (record, closure) = sample::record(NEJ);
    drop(Register::create(&stage.path).unwrap());
    let mut register = Register::open(&stage.path, Access::Read).unwrap();
    assert_eq!(keep(&mut register, &record, &closure, NOW), Err(RegisterError::ReadOnly(stage.path.clone())));
    fs::set_permissions(&stage.path, fs::Permissions::from_mode(0o400)).unwrap();
    // The superuser may write to any file, so for it this register is not read-only.
    let superuser = fs::OpenOptions::new().append(true).open(&stage.path).is_ok();
    match Register::open(&stage.path, Access::Write) {
        Ok(_) => assert!(superuser),
        Err(error) => assert_eq!(error, RegisterError::ReadOnly(stage.path.clone())),
    }
}

#[test]
fn a_full_disk_loses_nothing_that_was_there() {
    let stage = stage();
    let (record, closure) = sample::record(NEJ);
    let mut register = Register::create(&stage.path).unwrap();
    keep(&mut register, &record, &closure, NOW).unwrap();
    let pages: i64 = register.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    register.connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
    let large = other(&record, |a| a.matter.reference = "x".repeat(100_000));
    assert_eq!(keep(&mut register, &large, &closure, NOW), Err(RegisterError::Full(stage.path.clone())));
    assert_eq!(register.list(&Filter::default()).unwrap().len(), 1);
    assert_eq!(register.get("2026-0001").unwrap().bytes, record.bytes());
}

#[test]
fn another_file_is_not_taken_for_a_register() {
    let stage = stage();
    let open = |path: &Path| Register::open(path, Access::Write).map(|_| ()).unwrap_err();
    assert_eq!(open(&stage.path), RegisterError::NotThere(stage.path.clone()));
    drop(Register::create(&stage.path).unwrap());
    let folder = stage.path.parent().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        path
    };
    let text = write("text", "inte ett register, men långt nog för att ha ett huvud".repeat(20).as_bytes());
    assert_eq!(open(&text), RegisterError::NotRegister(text.clone()));
    assert_eq!(Register::create(&text).map(|_| ()), Err(RegisterError::NotRegister(text.clone())));
    assert!(fs::read_to_string(&text).unwrap().starts_with("inte"), "and it is left as it was");
    let foreign = write("annan.db", b"");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    assert_eq!(Register::create(&foreign).map(|_| ()), Err(RegisterError::NotRegister(foreign)));
    let inner = folder.join("mapp");
    fs::create_dir(&inner).unwrap();
    assert_eq!(open(&inner), RegisterError::NotRegister(inner));
    stage.raw().pragma_update(None, "user_version", 3).unwrap();
    assert_eq!(open(&stage.path), RegisterError::Newer { path: stage.path.clone(), version: 3 });
}

#[test]
fn a_register_that_was_only_begun_is_finished() {
    let stage = stage();
    fs::create_dir(stage.path.parent().unwrap()).unwrap();
    fs::set_permissions(stage.path.parent().unwrap(), fs::Permissions::from_mode(0o700)).unwrap();
    fs::write(&stage.path, b"").unwrap();
    fs::set_permissions(&stage.path, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(
        Register::open(&stage.path, Access::Read).map(|_| ()),
        Err(RegisterError::NotRegister(stage.path.clone()))
    );
    let (record, closure) = sample::record(JA);
    let mut register = Register::create(&stage.path).unwrap();
    assert!(keep(&mut register, &record, &closure, NOW).is_ok());
}

#[test]
fn a_register_that_others_may_read_is_refused() {
    let stage = stage();
    drop(Register::create(&stage.path).unwrap());
    let folder = stage.path.parent().unwrap();
    for (place, mode, is_folder) in [(&*stage.path, 0o640, false), (folder, 0o750, true), (folder, 0o701, true)] {
        let before = fs::metadata(place).unwrap().permissions();
        fs::set_permissions(place, fs::Permissions::from_mode(mode)).unwrap();
        let error = Register::open(&stage.path, Access::Read).map(|_| ()).unwrap_err();
        assert_eq!(error, RegisterError::TooOpen { path: place.to_owned(), mode, folder: is_folder });
        assert_eq!(Register::create(&stage.path).map(|_| ()), Err(error));
        fs::set_permissions(place, before).unwrap();
    }
    assert!(Register::open(&stage.path, Access::Read).is_ok());
}

#[test]
fn every_error_has_words_in_both_languages() {
    let path = PathBuf::from("register.db");
    let errors = [
        RegisterError::NotThere(path.clone()),
        RegisterError::Missing("x".into()),
        RegisterError::Ambiguous { key: "x".into(), ids: vec!["2026-0001".into()] },
        RegisterError::Busy(path.clone()),
        RegisterError::ReadOnly(path.clone()),
        RegisterError::Full(path.clone()),
        RegisterError::NotRegister(path.clone()),
        RegisterError::Newer { path: path.clone(), version: 2 },
        RegisterError::TooOpen { path: path.clone(), mode: 0o755, folder: true },
        RegisterError::Io { path: path.clone(), kind: std::io::ErrorKind::PermissionDenied },
        RegisterError::Damaged("x".into()),
        RegisterError::Corrupt(path.clone()),
        RegisterError::OtherRules,
        RegisterError::Signature(SignatureError::Changed),
        RegisterError::OldSqlite("3.40.1".into()),
        RegisterError::Sqlite { path, detail: "x".into() },
    ];
    for error in errors {
        assert_ne!(error.message(Language::Sv), error.message(Language::En), "{error:?}");
    }
    let folder = RegisterError::TooOpen { path: "m".into(), mode: 0o755, folder: true };
    assert_eq!(folder.hint(Language::Sv).as_deref(), Some("chmod 700 m"));
}
