//! Where signed memos are kept: one `SQLite` file that only its owner can read.
//!
//! Every act is one transaction that is on the disk when it returns, and one that is repeated changes nothing. All
//! SQL of the program stands in this folder, so that another kind of register can take its place. Rows are added
//! and never changed.

mod entry;
mod error;
mod open;
#[cfg(test)]
mod statement_tests;
mod statements;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Datelike as _, SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};

use crate::assessment::Record;
use crate::canonical::{digest_from_hex, sha256};
use crate::signature;

pub use entry::{Filter, Listed, Recorded, Signature, Stored, Summary};
pub use error::RegisterError;
pub use open::Access;
pub use statements::{Heard, StoredStatement, Unheard};

/// An open register.
#[derive(Debug)]
pub struct Register {
    connection: Connection,
    path: PathBuf,
    /// Whether it has statements; one of schema 1 that is only looked at has none.
    hears: bool,
}

impl Register {
    /// Opens a register that is there.
    ///
    /// # Errors
    /// If it is not there, others may read it, it is another's or a newer one's file, or it cannot be written.
    pub fn open(path: &Path, access: Access) -> Result<Self, RegisterError> {
        let (connection, hears) = open::existing(path, access)?;
        Ok(Self { connection, path: path.to_owned(), hears })
    }

    /// Opens a register for writing and makes it first where it is not there, folder and all.
    ///
    /// # Errors
    /// As [`Self::open`], or if it cannot be made.
    pub fn create(path: &Path) -> Result<Self, RegisterError> {
        let (connection, hears) = open::or_new(path)?;
        Ok(Self { connection, path: path.to_owned(), hears })
    }

    /// Returns the register's file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Sets how long to wait for another process before giving up.
    ///
    /// # Errors
    /// If `SQLite` refuses.
    pub fn set_patience(&self, patience: Duration) -> Result<(), RegisterError> {
        self.connection.busy_timeout(patience).map_err(|error| self.failed(&error))
    }

    /// Keeps a record with its rules and signatures, all or nothing; on the disk when it returns.
    ///
    /// Keeping the same record again gives the same id and adds only the signatures that are new.
    ///
    /// # Errors
    /// If a signature is not for these bytes, the rules are not those that the record names, or it cannot be written.
    pub fn record(
        &mut self,
        record: &Record,
        closure: &[u8],
        signatures: &[Signature],
        recorded_at: DateTime<Utc>,
    ) -> Result<Recorded, RegisterError> {
        let closure_digest = sha256(closure);
        if digest_from_hex(&record.assessment().rules.closure) != Some(closure_digest) {
            return Err(RegisterError::OtherRules);
        }
        for signature in signatures {
            signature::verify(record.bytes(), &signature.armoured, &signature.namespace)
                .map_err(RegisterError::Signature)?;
        }
        let path = self.path.clone();
        let write = |transaction: Transaction<'_>| {
            transaction.execute(
                "INSERT INTO closures (digest, bytes) VALUES (?1, ?2) ON CONFLICT (digest) DO NOTHING",
                params![closure_digest, closure],
            )?;
            let recorded = memo(&transaction, record, closure_digest, recorded_at)?;
            if recorded.new
                && let Err(refused) = statements::continuation(&transaction, record.assessment(), &recorded.id)?
            {
                return Ok(Err(refused));
            }
            for signature in signatures {
                transaction.execute(
                    "INSERT INTO signatures (memo, namespace, armoured, signed_at)
                     SELECT seq, ?2, ?3, ?4 FROM memos WHERE id = ?1
                     ON CONFLICT (memo, namespace, armoured) DO NOTHING",
                    params![recorded.id, signature.namespace, signature.armoured, stamp(signature.signed_at)],
                )?;
            }
            transaction.commit()?;
            Ok(Ok(recorded))
        };
        // Immediate, so that two writers queue at the start and neither has to begin anew.
        self.connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(write)
            .map_err(|error| RegisterError::sqlite(&path, &error))?
    }

    /// Lists what is kept, oldest first. A record that cannot be read is listed whatever the filter says.
    ///
    /// # Errors
    /// If the register cannot be read.
    pub fn list(&self, filter: &Filter) -> Result<Vec<Listed>, RegisterError> {
        let mut rows = Vec::new();
        self.each(|mut listed, read| {
            if let Some((stored, record)) = read {
                let assessment = record.assessment();
                listed.summary = Some(Summary::of(assessment, stored.state(assessment)));
            }
            rows.push(listed);
        })?;
        rows.retain(|row| row.summary.as_ref().is_none_or(|summary| filter.holds(summary)));
        Ok(rows)
    }

    /// Hands over every memo, oldest first, each with its record and what was said about it; without those where its
    /// bytes are damaged or of an unknown format.
    ///
    /// # Errors
    /// If the register cannot be read.
    pub fn each(&self, mut see: impl FnMut(Listed, Option<(Stored, Record)>)) -> Result<(), RegisterError> {
        let mut said = self.all_statements(None)?;
        for (seq, mut stored, listed) in self.rows()? {
            let Some(record) = (sha256(&stored.bytes) == stored.digest).then(|| stored.record().ok()).flatten() else {
                see(listed, None);
                continue;
            };
            stored.statements = said.remove(&seq).unwrap_or_default();
            if !stored.statements.is_empty() {
                stored.signatures = self.signatures(seq)?;
            }
            stored.continued_by = self.continued_by(stored.digest)?;
            see(listed, Some((stored, record)));
        }
        Ok(())
    }

    /// Returns every memo as it is kept and as it is listed, without what was said of it.
    fn rows(&self) -> Result<Vec<(i64, Stored, Listed)>, RegisterError> {
        let mut statement = self.prepare(
            "SELECT seq, id, digest, record, recorded_at, closure, (SELECT count(*) FROM signatures WHERE memo = seq)
             FROM memos ORDER BY seq",
        )?;
        let rows = statement.query_map([], |row| {
            let stored = bare(row)?;
            let listed = Listed {
                id: stored.id.clone(),
                digest: stored.digest,
                recorded_at: stored.recorded_at,
                signatures: row.get(6)?,
                summary: None,
            };
            Ok((row.get(0)?, stored, listed))
        });
        rows.and_then(Iterator::collect).map_err(|error| self.failed(&error))
    }

    /// Returns a memo by its id, or by the beginning of its id or of its digest where only one has it.
    ///
    /// # Errors
    /// If there is none or several, or its bytes are not those that were kept.
    pub fn get(&self, key: &str) -> Result<Stored, RegisterError> {
        let id = self.find(key)?;
        let (seq, mut stored) = self
            .connection
            .query_row("SELECT seq, id, digest, record, recorded_at, closure FROM memos WHERE id = ?1", [&id], |row| {
                Ok((row.get::<_, i64>(0)?, bare(row)?))
            })
            .map_err(|error| self.failed(&error))?;
        if sha256(&stored.bytes) != stored.digest {
            return Err(RegisterError::Damaged(id));
        }
        stored.signatures = self.signatures(seq)?;
        stored.statements = self.statements(seq)?;
        stored.continued_by = self.continued_by(stored.digest)?;
        stored.goes_on_from = self.goes_on_from(seq)?;
        Ok(stored)
    }

    fn signatures(&self, seq: i64) -> Result<Vec<Signature>, RegisterError> {
        let mut statement = self.prepare(
            "SELECT namespace, armoured, signed_at FROM signatures WHERE memo = ?1 ORDER BY signed_at, rowid",
        )?;
        let rows = statement.query_map([seq], |row| {
            let signed_at = time(&row.get::<_, String>(2)?);
            Ok(Signature { namespace: row.get(0)?, armoured: row.get(1)?, signed_at })
        });
        rows.and_then(Iterator::collect).map_err(|error| self.failed(&error))
    }

    /// Returns the memos that one goes on from, the nearest first, as far as they are here.
    ///
    /// # Errors
    /// If one of them is damaged or cannot be read.
    pub fn before(&self, stored: &Stored) -> Result<Vec<Stored>, RegisterError> {
        let continues = |stored: &Stored| stored.record().ok()?.assessment().continues.clone();
        let mut before = Vec::new();
        // A record names the digest of the one before it, so that the chain cannot come back to itself.
        let mut next = continues(stored);
        while let Some(earlier) = next {
            let found = match self.get(&earlier.record) {
                Err(RegisterError::Missing(_)) => break,
                found => found?,
            };
            next = continues(&found);
            before.push(found);
        }
        Ok(before)
    }

    /// Returns the rules kept under a digest.
    ///
    /// # Errors
    /// If there are none, or their bytes are not those that were kept.
    pub fn closure(&self, digest: &[u8; 32]) -> Result<Vec<u8>, RegisterError> {
        let name = || crate::canonical::hex(digest);
        let bytes: Vec<u8> = self
            .connection
            .query_row("SELECT bytes FROM closures WHERE digest = ?1", [digest], |row| row.get(0))
            .optional()
            .map_err(|error| self.failed(&error))?
            .ok_or_else(|| RegisterError::Missing(name()))?;
        if sha256(&bytes) == *digest { Ok(bytes) } else { Err(RegisterError::Damaged(name())) }
    }

    fn find(&self, key: &str) -> Result<String, RegisterError> {
        let key = key.trim().to_lowercase();
        let mut statement = self.prepare(
            // Four digits of a digest are the least that a person would take from a paper.
            "SELECT id FROM memos WHERE ?1 <> '' AND (substr(id, 1, length(?1)) = ?1
             OR (length(?1) >= 4 AND substr(lower(hex(digest)), 1, length(?1)) = ?1))
             ORDER BY id <> ?1, seq LIMIT 10",
        )?;
        let rows = statement.query_map([&key], |row| row.get(0));
        let ids: Vec<String> = rows.and_then(Iterator::collect).map_err(|error| self.failed(&error))?;
        match &ids[..] {
            [] => Err(RegisterError::Missing(key)),
            [id] => Ok(id.clone()),
            [id, ..] if *id == key => Ok(id.clone()),
            _ => Err(RegisterError::Ambiguous { key, ids }),
        }
    }

    fn prepare(&self, sql: &str) -> Result<rusqlite::Statement<'_>, RegisterError> {
        self.connection.prepare(sql).map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &rusqlite::Error) -> RegisterError {
        RegisterError::sqlite(&self.path, error)
    }
}

/// Reads the columns of `memos`, from `seq` to `closure`, with nothing of what stands in other tables.
fn bare(row: &rusqlite::Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored {
        id: row.get(1)?,
        digest: row.get(2)?,
        bytes: row.get(3)?,
        recorded_at: time(&row.get::<_, String>(4)?),
        signatures: Vec::new(),
        closure: row.get(5)?,
        statements: Vec::new(),
        continued_by: None,
        goes_on_from: None,
    })
}

/// Adds the memo's row, or finds the one that is there.
fn memo(
    transaction: &Transaction<'_>,
    record: &Record,
    closure: [u8; 32],
    recorded_at: DateTime<Utc>,
) -> rusqlite::Result<Recorded> {
    let digest = record.digest();
    let known = transaction
        .query_row("SELECT id FROM memos WHERE digest = ?1", [digest], |row| row.get::<_, String>(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(Recorded { id, new: false });
    }
    // A number a year, which can be said on the telephone; a row that is there keeps its number for ever.
    let year = recorded_at.year();
    let last: Option<u32> = transaction.query_row(
        "SELECT max(CAST(substr(id, 6) AS INTEGER)) FROM memos WHERE substr(id, 1, 5) = ?1 || '-'",
        [format!("{year:04}")],
        |row| row.get(0),
    )?;
    let id = format!("{year:04}-{:04}", last.unwrap_or(0) + 1);
    transaction.execute(
        "INSERT INTO memos (id, digest, record, closure, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, digest, record.bytes(), closure, stamp(recorded_at)],
    )?;
    Ok(Recorded { id, new: true })
}

fn stamp(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Reads a time of [`stamp`]; one that has been tampered with is shown as the beginning of time, not hidden.
fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap_or(DateTime::UNIX_EPOCH)
}
