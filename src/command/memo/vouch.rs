//! Whether what others have said of a record holds: their signatures, and the answers that the record took from them.

use serde_json::{Value, json};

use crate::assessment::Assessment;
use crate::assessment::model::AnswerGiven;
use crate::assessment::role;
use crate::canonical::hex;
use crate::register::{Heard, Stored, Unheard};
use crate::signature::{PublicKey, Signers, Trust};
use crate::statement::{Act, Reply};
use crate::text::Language;

/// A record with everything that was said about it, and the records that it goes on from, the nearest first.
pub struct Chain {
    pub stored: Stored,
    pub earlier: Vec<Stored>,
}

/// A statement and what became of it.
pub struct Vouched {
    /// The record that it is about.
    about: String,
    found: Result<(Heard, Trust), Unheard>,
}

impl Vouched {
    fn holds(&self) -> bool {
        matches!(&self.found, Ok((_, Trust::Known(_))))
    }
}

/// What is wrong with what a record takes from the records before it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Loose {
    /// A record that it goes on from is not at hand.
    NoRecord(String),
    /// It names other statements than there are.
    OtherStatements(String),
    /// Whoever signed this record, or one that it goes on from, speaks of it as another.
    Own(String),
    /// An answer of another actor stands in no statement that counts.
    Unsaid {
        /// Whom or what it is about.
        scope: String,
        /// The question's id.
        question: String,
    },
    /// The officer has changed what the actor saw.
    Changed {
        /// Whom or what it is about.
        scope: String,
        /// The question's id.
        question: String,
    },
}

impl Loose {
    fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::NoRecord(digest), Language::Sv) => {
                format!("underlaget som det fortsätter finns inte med (sha256 {digest})")
            }
            (Self::NoRecord(digest), Language::En) => {
                format!("the record that it goes on from is not at hand (sha256 {digest})")
            }
            (Self::OtherStatements(id), Language::Sv) => format!("andra uttalanden om `{id}` än de som finns"),
            (Self::OtherStatements(id), Language::En) => format!("other statements about `{id}` than there are"),
            (Self::Own(id), Language::Sv) => {
                format!("den som prövade uttalar sig om sin egen prövning (`{id}`)")
            }
            (Self::Own(id), Language::En) => format!("whoever assessed speaks of their own assessment (`{id}`)"),
            (Self::Unsaid { scope, question }, Language::Sv) => {
                format!("svaret på `{question}` ({scope}) står inte i något uttalande som gäller")
            }
            (Self::Unsaid { scope, question }, Language::En) => {
                format!("the answer to `{question}` ({scope}) stands in no statement that counts")
            }
            (Self::Changed { scope, question }, Language::Sv) => {
                format!("svaret på `{question}` ({scope}) har ändrats sedan den andre såg det")
            }
            (Self::Changed { scope, question }, Language::En) => {
                format!("the answer to `{question}` ({scope}) has been changed since the other saw it")
            }
        }
    }
}

/// Everything that was found.
pub struct Vouching {
    said: Vec<Vouched>,
    loose: Vec<Loose>,
}

/// Checks every statement about the record and about those before it, and every answer that came from one.
pub fn vouch(chain: &Chain, assessment: &Assessment, signers: &Signers) -> Vouching {
    let mut said = Vec::new();
    let mut heard = Vec::new();
    for stored in std::iter::once(&chain.stored).chain(&chain.earlier) {
        for found in stored.heard() {
            let trust = |good: Heard| {
                let namespace = good.sealed.statement().kind.namespace(stored.is_practice());
                let trust = signers.find(&good.key, namespace, good.signed_at);
                (good, trust)
            };
            let found = found.map(trust);
            if let (Ok((good, _)), true) = (&found, stored.digest != chain.stored.digest) {
                heard.push(good.clone());
            }
            said.push(Vouched { about: stored.id.clone(), found });
        }
    }
    let mut loose = links(chain, assessment);
    loose.extend(own(chain, assessment));
    loose.extend(assessment.answers.iter().filter_map(|answer| unsaid(answer, &heard)));
    if loose.is_empty() {
        loose.append(&mut changed(chain, assessment));
    }
    Vouching { said, loose }
}

/// Looks for whoever speaks of their own assessment: of one that goes on from theirs, or with answers in their own.
fn own(chain: &Chain, assessment: &Assessment) -> Vec<Loose> {
    let all: Vec<&Stored> = std::iter::once(&chain.stored).chain(&chain.earlier).collect();
    let mut loose = Vec::new();
    for (at, stored) in all.iter().enumerate() {
        let before: Vec<PublicKey> = all[at + 1..].iter().flat_map(|earlier| earlier.keys()).collect();
        for heard in stored.said() {
            let is_own = |keys: &[PublicKey]| keys.iter().any(|key| key.is_same_key(&heard.key));
            let taken = at > 0
                && assessment.answers.iter().any(|one| one.statement.as_ref() == Some(&heard.sealed.digest_hex()));
            let spoken = heard.sealed.statement().kind != Act::HandOver;
            if spoken && is_own(&before) || taken && is_own(&chain.stored.keys()) {
                loose.push(Loose::Own(stored.id.clone()));
            }
        }
    }
    loose
}

/// Checks that each record names the one before it and what was said about it.
fn links(chain: &Chain, assessment: &Assessment) -> Vec<Loose> {
    let mut loose = Vec::new();
    let mut next = assessment.continues.clone();
    for stored in &chain.earlier {
        let Some(continues) = next.take().filter(|continues| continues.record == hex(&stored.digest)) else { break };
        let there: Vec<String> =
            stored.statements.iter().map(|kept| hex(&crate::canonical::sha256(&kept.bytes))).collect();
        if there != continues.statements {
            loose.push(Loose::OtherStatements(stored.id.clone()));
        }
        next = stored.record().ok().and_then(|record| record.assessment().continues.clone());
    }
    loose.extend(next.map(|missing| Loose::NoRecord(missing.record)));
    loose
}

/// Looks for the statement that an answer names, with that very answer in it.
fn unsaid(answer: &AnswerGiven, heard: &[Heard]) -> Option<Loose> {
    let digest = answer.statement.as_ref()?;
    let same = |reply: &Reply| {
        (&reply.scope, &reply.question, &reply.value) == (&answer.scope, &answer.question, &answer.value)
            && (&reply.reason, &reply.outgoing) == (&answer.reason, &answer.outgoing)
            && (&reply.note, &reply.outgoing_note) == (&answer.notes.reason, &answer.notes.outgoing)
            && reply.text == answer.text
    };
    let found = heard.iter().any(|one| {
        let statement = one.sealed.statement();
        one.sealed.digest_hex() == *digest && statement.kind == Act::Answers && statement.answers.iter().any(same)
    });
    (!found).then(|| Loose::Unsaid { scope: answer.scope.clone(), question: answer.question.clone() })
}

/// Returns the officer's answers that are others than those that the actor saw.
fn changed(chain: &Chain, assessment: &Assessment) -> Vec<Loose> {
    let mut loose = Vec::new();
    for stored in &chain.earlier {
        let used = assessment.answers.iter().filter_map(|answer| answer.statement.as_ref());
        let about = |digest: &String| {
            stored.statements.iter().any(|kept| hex(&crate::canonical::sha256(&kept.bytes)) == *digest)
        };
        if !used.clone().any(about) {
            continue;
        }
        let Ok(record) = stored.record() else { continue };
        for before in record.assessment().answers.iter().filter(|answer| answer.statement.is_none()) {
            let now = assessment.answers.iter().find(|now| {
                (&now.scope, &now.question) == (&before.scope, &before.question) && now.statement.is_none()
            });
            let same = |now: &AnswerGiven| {
                (&now.value, &now.reason, &now.outgoing, &now.notes)
                    == (&before.value, &before.reason, &before.outgoing, &before.notes)
            };
            if now.is_some_and(|now| !same(now)) {
                loose.push(Loose::Changed { scope: before.scope.clone(), question: before.question.clone() });
            }
        }
    }
    loose
}

impl Vouching {
    /// Returns whether a statement is good and nobody knows whose it is.
    pub fn has_unknown(&self) -> bool {
        self.said.iter().any(|one| matches!(one.found, Ok((_, Trust::Unknown))))
    }

    /// Returns whether everything holds.
    pub fn holds(&self) -> bool {
        self.loose.is_empty() && self.said.iter().all(Vouched::holds)
    }

    /// Returns each finding in words, with what it is about.
    pub fn lines(&self, language: Language) -> Vec<(&'static str, String)> {
        let lead = language.choose("uttalande", "statement");
        let mut lines: Vec<_> = self.said.iter().map(|one| (lead, one.words(language))).collect();
        let lead = language.choose("fortsättning", "continuation");
        lines.extend(self.loose.iter().map(|loose| (lead, loose.message(language))));
        lines
    }

    /// Returns the statements for a machine.
    pub fn as_json(&self, language: Language) -> Value {
        let said = self.said.iter().map(|one| match &one.found {
            Ok((heard, trust)) => {
                let statement = heard.sealed.statement();
                let (state, name) = super::verify::trust_id(trust);
                json!({
                    "valid": true,
                    "about": one.about,
                    "kind": statement.kind.id(),
                    "role": statement.by.role,
                    "sha256": heard.sealed.digest_hex(),
                    "signer": name,
                    "trust": state,
                    "fingerprint": heard.fingerprint,
                    "at": heard.signed_at,
                })
            }
            Err(unheard) => json!({"valid": false, "about": one.about, "error": unheard.message(language)}),
        });
        said.collect()
    }

    /// Returns what is wrong with what comes from the records before, for a machine.
    pub fn loose_json(&self, language: Language) -> Value {
        self.loose.iter().map(|loose| loose.message(language)).collect()
    }
}

impl Vouched {
    fn words(&self, language: Language) -> String {
        match &self.found {
            Ok((heard, trust)) => {
                let statement = heard.sealed.statement();
                let who = super::verify::trust_words(trust, language);
                let at = heard.signed_at.format("%Y-%m-%d %H:%M:%S UTC");
                let (kind, role) = (statement.kind.title(language), role(statement.by.role));
                format!("{}: {kind} ({}), {who}, {at}, {}", self.about, role.get(language), heard.fingerprint)
            }
            Err(unheard) => format!("{}: {}", self.about, unheard.message(language)),
        }
    }
}
