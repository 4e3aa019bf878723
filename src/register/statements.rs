//! What others have said about the records: kept beside them, checked when it is read.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, Transaction, TransactionBehavior, params};

use super::entry::{Signature, Stored};
use super::error::RegisterError;
use super::{Register, stamp, time};
use crate::assessment::Assessment;
use crate::canonical::{digest_from_hex, sha256};
use crate::signature::{self, PRACTICE, PublicKey, SignatureError};
use crate::statement::{Sealed, State, Statement, StatementError};
use crate::text::Language;

/// A statement as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredStatement {
    /// The statement, byte for byte.
    pub bytes: Vec<u8>,
    /// The signature under it.
    pub signature: Signature,
}

/// A statement that is good: whole, about this record, and signed by another than whoever signed the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// What it says.
    pub sealed: Sealed,
    /// The key that signed.
    pub key: PublicKey,
    /// Its fingerprint.
    pub fingerprint: String,
    /// When, by the clock of the machine that signed.
    pub signed_at: DateTime<Utc>,
}

/// Why a statement does not count.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Unheard {
    /// It is no statement.
    Unreadable(StatementError),
    /// It is not in the form that it was signed in.
    Form,
    /// The signature is not good.
    Signature(SignatureError),
    /// It is about another record.
    OtherRecord,
    /// Whoever signed the record says it about their own.
    Own,
    /// It was made after statements that are not there, or not after those that are.
    Order,
}

impl Unheard {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Unreadable(error) => error.message(language),
            Self::Signature(error) => error.message(language),
            Self::Form => language
                .choose(
                    "uttalandet är inte i kanonisk form: det har ändrats",
                    "the statement is not canonical: it has been changed",
                )
                .to_owned(),
            Self::OtherRecord => language
                .choose("uttalandet gäller ett annat underlag", "the statement is about another record")
                .to_owned(),
            Self::Own => language
                .choose(
                    "den som skrev under prövningen uttalar sig om sin egen",
                    "whoever signed the assessment speaks of their own",
                )
                .to_owned(),
            Self::Order => language
                .choose(
                    "uttalandet bygger på andra uttalanden än de som finns",
                    "the statement builds on other statements than there are",
                )
                .to_owned(),
        }
    }
}

impl StoredStatement {
    /// Checks the statement as one about the record of that digest, made when those before it had been made.
    ///
    /// `own` are the keys under the record, and `practice` says whether it is only practised.
    ///
    /// # Errors
    /// If it does not count.
    pub fn hear(&self, record: &str, before: &[String], own: &[PublicKey], practice: bool) -> Result<Heard, Unheard> {
        let sealed = Sealed::read(&self.bytes).map_err(Unheard::Unreadable)?;
        if !sealed.is_canonical() {
            return Err(Unheard::Form);
        }
        let statement = sealed.statement();
        let good = signature::verify(&self.bytes, &self.signature.armoured, statement.kind.namespace(practice))
            .map_err(Unheard::Signature)?;
        if statement.record != record {
            return Err(Unheard::OtherRecord);
        }
        if statement.kind != crate::statement::Act::HandOver && own.iter().any(|key| key.is_same_key(&good.key)) {
            return Err(Unheard::Own);
        }
        if statement.seen != before {
            return Err(Unheard::Order);
        }
        Ok(Heard { sealed, key: good.key, fingerprint: good.fingerprint, signed_at: self.signature.signed_at })
    }
}

impl Stored {
    /// Returns whether the record is only practised.
    #[must_use]
    pub fn is_practice(&self) -> bool {
        self.signatures.iter().any(|signature| signature.namespace == PRACTICE)
    }

    /// Returns the keys of the good signatures under the record.
    #[must_use]
    pub fn keys(&self) -> Vec<PublicKey> {
        let key = |signature: &Signature| signature::verify(&self.bytes, &signature.armoured, &signature.namespace);
        self.signatures.iter().filter_map(|signature| key(signature).ok()).map(|good| good.key).collect()
    }

    /// Checks every statement about the record, in their order.
    #[must_use]
    pub fn heard(&self) -> Vec<Result<Heard, Unheard>> {
        let own = if self.statements.is_empty() { Vec::new() } else { self.keys() };
        let record = crate::canonical::hex(&self.digest);
        let mut before = Vec::new();
        let mut heard = Vec::new();
        for statement in &self.statements {
            heard.push(statement.hear(&record, &before, &own, self.is_practice()));
            before.push(crate::canonical::hex(&sha256(&statement.bytes)));
        }
        heard
    }

    /// Returns what is said of the record by statements that are good.
    #[must_use]
    pub fn said(&self) -> Vec<Heard> {
        self.heard().into_iter().filter_map(Result::ok).collect()
    }

    /// Returns where the record stands.
    #[must_use]
    pub fn state(&self, assessment: &Assessment) -> State {
        let said = self.said();
        let statements: Vec<&Statement> = said.iter().map(|heard| heard.sealed.statement()).collect();
        State::of(assessment, &statements, self.continued_by.as_deref())
    }
}

impl Register {
    /// Keeps a statement with its signature; on the disk when it returns.
    ///
    /// # Errors
    /// If the signature is not for it, the record it names is not here, that record or what it rests on is not what was
    /// signed, something else has been said about the record since, another record goes on from it, or it cannot be
    /// written.
    pub fn keep_statement(&mut self, statement: &Sealed, signature: &Signature) -> Result<(), RegisterError> {
        signature::verify(statement.bytes(), &signature.armoured, &signature.namespace)
            .map_err(RegisterError::Signature)?;
        self.refuse_damaged(&statement.statement().record)?;
        let path = self.path.clone();
        let record = digest_from_hex(&statement.statement().record);
        let write = |transaction: Transaction<'_>| {
            let memo: Option<(i64, String)> = transaction
                .query_row("SELECT seq, id FROM memos WHERE digest = ?1", [record], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            let Some((memo, id)) = memo else {
                return Ok(Err(RegisterError::Missing(statement.statement().record.clone())));
            };
            let before = digests(&transaction, memo)?;
            if before != statement.statement().seen {
                return Ok(Err(RegisterError::Changed(id)));
            }
            if let Some(later) = continued_by(&transaction, record)? {
                return Ok(Err(RegisterError::Continued { id, later }));
            }
            transaction.execute(
                "INSERT INTO statements (memo, digest, statement, namespace, armoured, signed_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    memo,
                    statement.digest(),
                    statement.bytes(),
                    signature.namespace,
                    signature.armoured,
                    stamp(signature.signed_at)
                ],
            )?;
            transaction.commit()?;
            Ok(Ok(()))
        };
        self.connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(write)
            .map_err(|error| RegisterError::sqlite(&path, &error))?
    }

    /// Refuses a record whose signatures are not good, or that rests on a statement or a record of which that is so.
    ///
    /// Nobody can tell any more whose assessment it is; a statement about it would lend it a good signature.
    fn refuse_damaged(&self, digest: &str) -> Result<(), RegisterError> {
        let stored = self.get(digest)?;
        let mut chain = self.before(&stored)?;
        chain.insert(0, stored);
        for (at, stored) in chain.iter().enumerate() {
            let damaged = || RegisterError::Damaged(stored.id.clone());
            let signed = !stored.signatures.is_empty() && stored.keys().len() == stored.signatures.len();
            if !signed || stored.heard().iter().any(Result::is_err) {
                return Err(damaged());
            }
            let record = stored.record().map_err(|_| damaged())?;
            let Some(continues) = &record.assessment().continues else { continue };
            let said = |earlier: &Stored| {
                let digests = earlier.statements.iter().map(|said| crate::canonical::hex(&sha256(&said.bytes)));
                digests.eq(continues.statements.iter().cloned())
            };
            if !chain.get(at + 1).is_some_and(said) {
                return Err(damaged());
            }
        }
        Ok(())
    }

    /// Returns the statements about a memo, in the order they were kept.
    pub(super) fn statements(&self, memo: i64) -> Result<Vec<StoredStatement>, RegisterError> {
        Ok(self.all_statements(Some(memo))?.remove(&memo).unwrap_or_default())
    }

    /// Returns the statements about one memo or about all, by memo.
    pub(super) fn all_statements(
        &self,
        memo: Option<i64>,
    ) -> Result<HashMap<i64, Vec<StoredStatement>>, RegisterError> {
        let mut all: HashMap<i64, Vec<StoredStatement>> = HashMap::new();
        if !self.hears {
            return Ok(all);
        }
        let mut statement = self.prepare(
            "SELECT memo, statement, namespace, armoured, signed_at FROM statements
             WHERE ?1 IS NULL OR memo = ?1 ORDER BY seq",
        )?;
        let rows = statement.query_map([memo], |row| {
            let signed_at = time(&row.get::<_, String>(4)?);
            let signature = Signature { namespace: row.get(2)?, armoured: row.get(3)?, signed_at };
            Ok((row.get::<_, i64>(0)?, StoredStatement { bytes: row.get(1)?, signature }))
        });
        for row in rows.map_err(|error| self.failed(&error))? {
            let (memo, statement) = row.map_err(|error| self.failed(&error))?;
            all.entry(memo).or_default().push(statement);
        }
        Ok(all)
    }

    /// Returns the id of the record that goes on from another.
    pub(super) fn continued_by(&self, digest: [u8; 32]) -> Result<Option<String>, RegisterError> {
        if !self.hears {
            return Ok(None);
        }
        continued_by(&self.connection, Some(digest)).map_err(|error| self.failed(&error))
    }

    /// Returns the id of the record that a memo goes on from.
    pub(super) fn goes_on_from(&self, memo: i64) -> Result<Option<String>, RegisterError> {
        if !self.hears {
            return Ok(None);
        }
        let sql = "SELECT id FROM continuations JOIN memos ON seq = earlier WHERE later = ?1";
        let found = self.connection.query_row(sql, [memo], |row| row.get(0)).optional();
        found.map_err(|error| self.failed(&error))
    }
}

/// Enters that a new record goes on from another, and refuses it where one already does or the statements differ.
pub(super) fn continuation(
    transaction: &Transaction<'_>,
    assessment: &Assessment,
    later: &str,
) -> rusqlite::Result<Result<(), RegisterError>> {
    let Some(continues) = &assessment.continues else { return Ok(Ok(())) };
    let earlier: Option<(i64, String)> = transaction
        .query_row("SELECT seq, id FROM memos WHERE digest = ?1", [digest_from_hex(&continues.record)], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let Some((memo, id)) = earlier else { return Ok(Err(RegisterError::Missing(continues.record.clone()))) };
    if digests(transaction, memo)? != continues.statements {
        return Ok(Err(RegisterError::Changed(id)));
    }
    if let Some(later) = continued_by(transaction, digest_from_hex(&continues.record))? {
        return Ok(Err(RegisterError::Continued { id, later }));
    }
    transaction.execute(
        "INSERT INTO continuations (earlier, later) SELECT ?1, seq FROM memos WHERE id = ?2",
        params![memo, later],
    )?;
    Ok(Ok(()))
}

fn digests(connection: &rusqlite::Connection, memo: i64) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT digest FROM statements WHERE memo = ?1 ORDER BY seq")?;
    let rows = statement.query_map([memo], |row| Ok(crate::canonical::hex(&row.get::<_, [u8; 32]>(0)?)))?;
    rows.collect()
}

fn continued_by(connection: &rusqlite::Connection, digest: Option<[u8; 32]>) -> rusqlite::Result<Option<String>> {
    connection
        .query_row(
            "SELECT after.id FROM continuations JOIN memos AS before ON before.seq = continuations.earlier
             JOIN memos AS after ON after.seq = continuations.later WHERE before.digest = ?1",
            [digest],
            |row| row.get(0),
        )
        .optional()
}
