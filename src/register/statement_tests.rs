use std::path::PathBuf;

use rusqlite::Connection;
use tempfile::TempDir;

use super::*;
use crate::assessment::sample::{self, time as at};
use crate::assessment::{Closure, Continues};
use crate::canonical::hex;
use crate::ruleset::model::{JA, NEJ, Role};
use crate::signature::{DECISION, KeyFile, SigningKey, sign};
use crate::statement::model::FORMAT;
use crate::statement::{Act, Phase, Sealed, Signatory, Statement};
use crate::text::Language;

const NOW: &str = "2026-11-21T09:00:00Z";

struct Stage {
    folder: TempDir,
    path: PathBuf,
    record: Record,
    closure: Closure,
}

fn stage() -> Stage {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("menprov/register.db");
    let (record, closure) = sample::record(NEJ);
    let mut stage = Stage { folder, path, record, closure };
    let signature = Signature {
        namespace: DECISION.into(),
        armoured: sign(stage.record.bytes(), &stage.key("handl"), DECISION).unwrap(),
        signed_at: at(NOW),
    };
    let mut register = Register::create(&stage.path).unwrap();
    stage.record = Record::read(stage.record.bytes()).unwrap();
    register.record(&stage.record, stage.closure.bytes(), &[signature], at(NOW)).unwrap();
    stage
}

impl Stage {
    fn key(&self, name: &str) -> SigningKey {
        let path = self.folder.path().join(name);
        if !path.exists() {
            crate::signature::create_for_practice(&path, name).unwrap();
        }
        KeyFile::read(&path).unwrap().unlock(None).unwrap()
    }

    fn open(&self) -> Register {
        Register::open(&self.path, Access::Write).unwrap()
    }

    fn approval(&self, seen: &[&Sealed]) -> Sealed {
        Sealed::seal(&Statement {
            answers: Vec::new(),
            awaits: Vec::new(),
            by: Signatory { delegation: None, name: None, role: Role::Delegate, title: None, unit: None },
            format: FORMAT,
            kind: Act::Approval,
            language: Language::Sv,
            made_at: at(NOW),
            nonce: hex(&[u8::try_from(seen.len()).unwrap(); 32]),
            program: "0.1.0".into(),
            questions: Vec::new(),
            reason: Some("Jag har själv läst akten och vägt riskerna.".into()),
            record: self.record.digest_hex(),
            seen: seen.iter().map(|sealed| sealed.digest_hex()).collect(),
            to: None,
        })
        .unwrap()
    }

    fn keep(&self, sealed: &Sealed, key: &str) -> Result<(), RegisterError> {
        let namespace = Act::Approval.namespace(false);
        let armoured = sign(sealed.bytes(), &self.key(key), namespace).unwrap();
        let signature = Signature { namespace: namespace.into(), armoured, signed_at: at(NOW) };
        self.open().keep_statement(sealed, &signature)
    }

    fn later(&self, statements: &[&Sealed]) -> Record {
        let mut assessment = self.record.assessment().clone();
        assessment.nonce = "0b".repeat(32);
        let statements = statements.iter().map(|sealed| sealed.digest_hex()).collect();
        assessment.continues = Some(Continues { record: self.record.digest_hex(), statements });
        Record::seal(assessment).unwrap()
    }

    fn phase(&self) -> Phase {
        let stored = self.open().get("2026-0001").unwrap();
        stored.state(self.record.assessment()).state
    }
}

#[test]
fn a_statement_is_kept_beside_the_record_and_counts() {
    let stage = stage();
    assert_eq!(stage.phase(), Phase::Pending);
    let first = stage.approval(&[]);
    stage.keep(&first, "delegat").unwrap();
    let stored = stage.open().get("2026-0001").unwrap();
    assert_eq!(stored.statements[0].bytes, first.bytes());
    assert_eq!(stored.said()[0].fingerprint, stage.key("delegat").public().fingerprint());
    let listed = stage.open().list(&Filter::default()).unwrap();
    let summary = listed[0].summary.as_ref().unwrap();
    assert_eq!((summary.state.state, summary.pending), (stage.phase(), false));
    assert_eq!(summary.state.state, Phase::Approved);
}

#[test]
fn nobody_is_heard_about_their_own_record() {
    let stage = stage();
    stage.keep(&stage.approval(&[]), "handl").unwrap();
    let stored = stage.open().get("2026-0001").unwrap();
    assert_eq!(stored.heard(), [Err(Unheard::Own)]);
    assert_eq!(stage.phase(), Phase::Pending);
}

#[test]
fn a_statement_that_saw_less_or_more_is_refused() {
    let stage = stage();
    let first = stage.approval(&[]);
    stage.keep(&first, "delegat").unwrap();
    let blind = stage.approval(&[]);
    let changed = Err(RegisterError::Changed("2026-0001".into()));
    assert_eq!(stage.keep(&blind, "chef"), changed, "made before the first was there");
    assert_eq!(stage.keep(&stage.approval(&[&first, &first]), "chef"), changed);
    stage.keep(&stage.approval(&[&first]), "chef").unwrap();
    // One that is taken away afterwards is missed by the one that saw it.
    Connection::open(&stage.path).unwrap().execute("DELETE FROM statements WHERE seq = 1", []).unwrap();
    let stored = stage.open().get("2026-0001").unwrap();
    assert_eq!(stored.heard(), [Err(Unheard::Order)]);
}

#[test]
fn a_statement_about_another_record_is_not_heard() {
    let stage = stage();
    let (other, closure) = sample::record(JA);
    stage.open().record(&other, closure.bytes(), &[], at(NOW)).unwrap();
    stage.keep(&stage.approval(&[]), "delegat").unwrap();
    Connection::open(&stage.path).unwrap().execute("UPDATE statements SET memo = 2", []).unwrap();
    assert_eq!(stage.open().get("2026-0002").unwrap().heard(), [Err(Unheard::OtherRecord)]);
    assert_eq!(stage.phase(), Phase::Pending, "and the first has lost its approval");
}

#[test]
fn every_flipped_byte_of_a_statement_is_found() {
    let stage = stage();
    let good = stage.approval(&[]);
    stage.keep(&good, "delegat").unwrap();
    let mut stored = stage.open().get("2026-0001").unwrap();
    for at in 0..good.bytes().len() {
        stored.statements[0].bytes = good.bytes().to_vec();
        stored.statements[0].bytes[at] ^= 1;
        assert!(stored.heard()[0].is_err(), "byte {at}");
    }
    stored.statements[0].bytes = good.bytes().to_vec();
    assert!(stored.heard()[0].is_ok(), "as it was");
}

#[test]
fn a_signature_for_another_act_is_not_taken() {
    let stage = stage();
    let sealed = stage.approval(&[]);
    let namespace = Act::HandOver.namespace(false);
    let armoured = sign(sealed.bytes(), &stage.key("delegat"), namespace).unwrap();
    let signature = Signature { namespace: namespace.into(), armoured, signed_at: at(NOW) };
    stage.open().keep_statement(&sealed, &signature).unwrap();
    let heard = stage.open().get("2026-0001").unwrap().heard();
    assert!(matches!(&heard[..], [Err(Unheard::Signature(_))]), "{heard:?}");
}

#[test]
fn one_record_goes_on_from_another_and_no_second_does() {
    let stage = stage();
    let said = stage.approval(&[]);
    stage.keep(&said, "delegat").unwrap();
    let go_on = |record: &Record| stage.open().record(record, stage.closure.bytes(), &[], at(NOW));
    assert_eq!(go_on(&stage.later(&[])), Err(RegisterError::Changed("2026-0001".into())), "something was said since");
    assert_eq!(stage.open().list(&Filter::default()).unwrap().len(), 1, "all or nothing");
    let later = stage.later(&[&said]);
    assert_eq!(go_on(&later).unwrap().id, "2026-0002");
    assert!(!go_on(&later).unwrap().new, "the same again");
    let mut second = later.assessment().clone();
    second.nonce = "0c".repeat(32);
    let continued = RegisterError::Continued { id: "2026-0001".into(), later: "2026-0002".into() };
    assert_eq!(go_on(&Record::seal(second).unwrap()), Err(continued.clone()));
    assert_eq!(stage.phase(), Phase::Continued);
    assert_eq!(stage.open().get("2026-0002").unwrap().goes_on_from.as_deref(), Some("2026-0001"));
    assert_eq!(stage.open().before(&stage.open().get("2026-0002").unwrap()).unwrap()[0].id, "2026-0001");
    assert_eq!(stage.keep(&stage.approval(&[&said]), "chef"), Err(continued), "nothing more is said of it");
}

#[test]
fn a_register_of_the_first_schema_is_read_as_it_is_and_raised_when_written() {
    let stage = stage();
    let raw = Connection::open(&stage.path).unwrap();
    raw.execute_batch("DROP TABLE continuations; DROP TABLE statements; PRAGMA user_version = 1").unwrap();
    let before = Register::open(&stage.path, Access::Read).unwrap();
    assert_eq!(before.get("2026-0001").unwrap().statements, []);
    assert_eq!(before.list(&Filter::default()).unwrap().len(), 1);
    let version = || raw.pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0)).unwrap();
    assert_eq!(version(), 1, "looking changes nothing");
    stage.keep(&stage.approval(&[]), "delegat").unwrap();
    assert_eq!((version(), stage.phase()), (2, Phase::Approved));
    assert_eq!(stage.open().get("2026-0001").unwrap().bytes, stage.record.bytes());
}

#[test]
fn a_full_disk_keeps_no_half_statement() {
    let stage = stage();
    let mut register = stage.open();
    let pages: i64 = register.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    register.connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
    let mut statement = stage.approval(&[]).statement().clone();
    statement.reason = Some("ett mycket långt skäl ".repeat(5000));
    let sealed = Sealed::seal(&statement).unwrap();
    let namespace = Act::Approval.namespace(false);
    let armoured = sign(sealed.bytes(), &stage.key("delegat"), namespace).unwrap();
    let signature = Signature { namespace: namespace.into(), armoured, signed_at: at(NOW) };
    assert_eq!(register.keep_statement(&sealed, &signature), Err(RegisterError::Full(stage.path.clone())));
    assert_eq!(register.get("2026-0001").unwrap().statements, []);
}
