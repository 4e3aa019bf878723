//! `--second-of`: a new assessment on the lists of a record that is kept, blind to everything else that it says.
//!
//! Nothing of the first one's answers and reasons is read into the draft, so that no prompt, help or page can show them.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::Deserialize as _;
use serde_json::Value as Json;

use super::items;
use crate::answers::Raw;
use crate::answers::write::value_json;
use crate::assessment::model::{AnswerGiven, Given};
use crate::assessment::{Assessment, Record};
use crate::canonical::hex;
use crate::cli::register::RegisterFolder;
use crate::command::register;
use crate::context::Context;
use crate::draft::form::form;
use crate::draft::{Address, Event};
use crate::engine::{AnswerSet, Edition, Key, Notes};
use crate::error::{Error, Kind, Plain};
use crate::register::Stored;
use crate::signature::{PublicKey, verify};
use crate::text::Language;

/// A record that another officer assesses again, blind.
pub struct First {
    stored: Stored,
    record: Record,
}

/// A list of the record, as it stands in a draft.
struct List {
    key: Key,
    question: String,
    value: Json,
}

impl First {
    /// Finds the record.
    ///
    /// # Errors
    /// If there is no such record, or it is damaged.
    pub fn open(id: &str, folder: &RegisterFolder, context: &Context) -> Result<Self, Error> {
        let stored = register::open(folder, context)?.get(id)?;
        let record = stored.record()?;
        Ok(Self { stored, record })
    }

    fn assessment(&self) -> &Assessment {
        self.record.assessment()
    }

    /// Returns the id in the register.
    pub fn id(&self) -> &str {
        &self.stored.id
    }

    /// Returns the record's digest in hexadecimal.
    pub fn digest(&self) -> String {
        hex(&self.stored.digest)
    }

    /// Returns the procedure's id.
    pub fn procedure(&self) -> &str {
        &self.assessment().procedure.id
    }

    /// Returns the matter's reference.
    pub fn matter(&self) -> &str {
        &self.assessment().matter.reference
    }

    /// Returns the day whose law was applied, and is again: on another day's law the two could not be held against each other.
    pub fn law_date(&self) -> NaiveDate {
        self.assessment().law_date
    }

    /// Refuses an answers file of another day's law.
    ///
    /// # Errors
    /// If the file names another day.
    pub fn hold_day(&self, written: Option<NaiveDate>) -> Result<(), Error> {
        let (id, day) = (self.id(), self.law_date());
        match written {
            Some(written) if written != day => Err(Plain::new(
                Kind::Usage,
                format!("`law-date` är {written} i filen, men {day} i `{id}`"),
                format!("`law-date` is {written} in the file, but {day} in `{id}`"),
            )
            .with_hint(
                "en andra bedömning görs på samma dags lag; ta bort raden ur filen",
                "a second assessment is made on the law of the same day; take the line out of the file",
            )
            .into()),
            _ => Ok(()),
        }
    }

    /// Returns the lists as events of a draft, and what to say of those that the rules no longer admit.
    pub fn seed(&self, edition: &Edition<'_>, language: Language) -> (Vec<Event>, Vec<String>) {
        let (lists, lines) = self.lists(edition, language);
        let event = |List { key, question, value }| {
            let at = Address { scope: "frame".to_owned(), question };
            Event::answered_barely(at, value, Some(form(edition, key.question)))
        };
        (lists.into_iter().map(event).collect(), lines)
    }

    /// Puts the lists among the answers of a file that does not have them, and returns their keys.
    ///
    /// # Errors
    /// If the rules no longer admit one that the file does not have.
    pub fn lay_under(
        &self,
        edition: &Edition<'_>,
        answers: &mut Raw<'_>,
        language: Language,
    ) -> Result<HashSet<Key>, Error> {
        let (lists, lines) = self.lists(edition, language);
        if let Some(line) = lines.first() {
            return Err(Plain::new(Kind::Answers, line.clone(), line.clone())
                .with_hint("skriv hela listan i svarsfilen", "write the whole list in the answers file")
                .into());
        }
        let mut along = HashSet::new();
        for List { key, question, value } in lists {
            let written = answers.get("frame").is_some_and(|frame| frame.get(&question).is_some());
            if let (false, Ok(rows)) = (written, Raw::deserialize(value)) {
                items::put(answers, &question, rows);
                along.insert(key);
            }
        }
        Ok(along)
    }

    /// Returns the answers that fill a register, without reasons, and a line for each that does not fit the rules.
    fn lists(&self, edition: &Edition<'_>, language: Language) -> (Vec<List>, Vec<String>) {
        let (mut lists, mut lines) = (Vec::new(), Vec::new());
        for given in &self.assessment().answers {
            if !matches!(given.value, Given::Register(_)) || given.scope != "frame" || given.statement.is_some() {
                continue;
            }
            let bare = AnswerGiven { reason: None, outgoing: None, notes: Notes::default(), ..given.clone() };
            let mut set = AnswerSet::default();
            match self.assessment().take_in(&bare, &mut set, edition) {
                Ok(key) => lists.extend(set.answer(key).map(|answer| {
                    let question = &edition.book.questions[key.question.at()];
                    let value = value_json(edition, &set, &question.kind, &answer.value);
                    List { key, question: given.question.clone(), value }
                })),
                Err(error) => lines.push(error.message(language)),
            }
        }
        (lists, lines)
    }

    /// Returns a warning for whoever has signed the first assessment, or something about it: they know its answers.
    pub fn warning(&self, key: &PublicKey, language: Language) -> Option<String> {
        let of_record = self.stored.signatures.iter().filter_map(|signature| {
            verify(&self.stored.bytes, &signature.armoured, &signature.namespace).ok().map(|verified| verified.key)
        });
        let of_statements = self.stored.heard().into_iter().filter_map(|heard| heard.ok().map(|heard| heard.key));
        let same = of_record.chain(of_statements).any(|signer| signer.is_same_key(key));
        let id = self.id();
        same.then(|| match language {
            Language::Sv => format!("nyckeln har redan använts i `{id}`: en andra bedömning görs av någon annan"),
            Language::En => format!("the key has been used in `{id}` already: another makes a second assessment"),
        })
    }
}
