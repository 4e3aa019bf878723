//! What is known about a record beside what it says: its id and the signatures under it.

use chrono::{DateTime, Utc};

use crate::register::{Heard, Signature, Stored, StoredStatement, Unheard};
use crate::signature::{DECISION, PRACTICE, SignatureError, Signers, Trust, verify};
use crate::statement::{Act, State, Statement};

/// What is known about a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Its id in the register.
    pub id: Option<String>,
    /// The signatures under it.
    pub signatures: Vec<SignatureShown>,
    /// Where it stands; nothing for one that is kept nowhere.
    pub state: Option<State>,
    /// What others have said about it.
    pub statements: Vec<StatementShown>,
    /// The id of the record that it goes on from.
    pub goes_on_from: Option<String>,
}

/// A statement that has been checked.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementShown {
    /// What it says, or why it does not count.
    pub statement: Result<Statement, Unheard>,
    /// The signature under it.
    pub signature: SignatureShown,
}

/// A signature that has been checked.
#[derive(Clone, Debug, PartialEq)]
pub struct SignatureShown {
    /// What was signed as what.
    pub namespace: String,
    /// When, by the clock of the machine that signed.
    pub signed_at: DateTime<Utc>,
    /// What the check came to.
    pub state: SignatureState,
}

impl SignatureShown {
    /// Returns whether it was made as practice, under a record or a statement.
    #[must_use]
    pub fn is_practice(&self) -> bool {
        self.namespace == PRACTICE || Act::ALL.into_iter().any(|act| act.namespace(true) == self.namespace)
    }
}

/// What the check of a signature came to.
#[derive(Clone, Debug, PartialEq)]
pub enum SignatureState {
    /// It is good.
    Good {
        /// The key's fingerprint.
        fingerprint: String,
        /// Whose key it is.
        trust: Trust,
    },
    /// It is not.
    Bad(SignatureError),
}

impl Evidence {
    /// Checks the signatures of a memo as it is kept, by the signers who are trusted.
    ///
    /// Whether a key was in use is asked of the time when it signed, not of today.
    #[must_use]
    pub fn of(stored: &Stored, signers: &Signers) -> Self {
        let shown = stored.signatures.iter().map(|signature| SignatureShown {
            namespace: signature.namespace.clone(),
            signed_at: signature.signed_at,
            state: match verify(&stored.bytes, &signature.armoured, &signature.namespace) {
                Ok(verified) => SignatureState::Good {
                    trust: signers.find(&verified.key, &signature.namespace, signature.signed_at),
                    fingerprint: verified.fingerprint,
                },
                Err(error) => SignatureState::Bad(error),
            },
        });
        Self {
            id: Some(stored.id.clone()),
            signatures: shown.collect(),
            state: stored.record().ok().map(|record| stored.state(record.assessment())),
            statements: stored
                .statements
                .iter()
                .zip(stored.heard())
                .map(|(kept, heard)| said(kept, heard, signers))
                .collect(),
            goes_on_from: stored.goes_on_from.clone(),
        }
    }

    /// Returns whether it was signed as practice, so that it is no decision.
    #[must_use]
    pub fn is_practice(&self) -> bool {
        self.signatures.iter().any(SignatureShown::is_practice)
    }

    /// Returns whether the decision is signed and every signature is good, whoever made it.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.signatures.iter().any(|shown| shown.namespace == DECISION)
            && self.signatures.iter().all(|shown| matches!(shown.state, SignatureState::Good { .. }))
    }
}

fn said(kept: &StoredStatement, heard: Result<Heard, Unheard>, signers: &Signers) -> StatementShown {
    let Signature { namespace, armoured, signed_at } = &kept.signature;
    let state = match verify(&kept.bytes, armoured, namespace) {
        Ok(verified) => SignatureState::Good {
            trust: signers.find(&verified.key, namespace, *signed_at),
            fingerprint: verified.fingerprint,
        },
        Err(error) => SignatureState::Bad(error),
    };
    StatementShown {
        statement: heard.map(|heard| heard.sealed.statement().clone()),
        signature: SignatureShown { namespace: namespace.clone(), signed_at: *signed_at, state },
    }
}
