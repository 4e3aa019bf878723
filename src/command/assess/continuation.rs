//! `--continue`: a new draft out of a record that is kept, with its answers and those that others gave in it.
//!
//! Another actor's answer is taken only from a statement that counts: whose signature is good, which is about this very
//! record, and which another than its officer signed. It stands as long as everything that the actor saw is as it was.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::answers::write::value_json;
use crate::assessment::model::AnswerGiven;
use crate::assessment::scope;
use crate::assessment::{Assessment, Continues, Labels, Record, role};
use crate::canonical::hex;
use crate::cli::register::RegisterFolder;
use crate::command::register;
use crate::context::Context;
use crate::date::When;
use crate::draft::form::form;
use crate::draft::{Address, Bound, Event, KeptFile, State, Stored as Kept};
use crate::engine::{Answer, AnswerSet, Edition, Key};
use crate::error::{Error, Kind, Plain};
use crate::interview::{Lent, Seen};
use crate::register::{Heard, Register, RegisterError, Stored};
use crate::ruleset::model::Moment;
use crate::signature::PublicKey;
use crate::statement::{Act, Phase};
use crate::text::Language;

/// A record that is gone on from, and what was said about it.
pub struct Continuation {
    /// The record as it is kept.
    pub stored: Stored,
    record: Record,
    said: Vec<Heard>,
    /// The records before it, the first one first, where it goes on from others itself.
    before: Vec<Before>,
}

/// A record that another goes on from, and what counts of what was said about it.
struct Before {
    record: Record,
    said: Vec<Heard>,
}

/// What a draft begins with.
pub struct Seed {
    /// Each answer with the time it was given.
    pub events: Vec<(Event, DateTime<FixedOffset>)>,
    /// What to say before the first question.
    pub lines: Vec<String>,
}

/// An answer of the record or of a statement, and its statement if it has one.
struct Taken<'t> {
    answer: AnswerGiven,
    by: Option<&'t Heard>,
}

impl Continuation {
    /// Finds the record, and refuses one that cannot be gone on from.
    ///
    /// # Errors
    /// If there is no such record, it is decided, stopped or gone on from already, or a statement about it is damaged.
    pub fn open(id: &str, folder: &RegisterFolder, context: &Context) -> Result<Self, Error> {
        let register = register::open(folder, context)?;
        Self::of(&register, id, context.language)
    }

    fn of(register: &Register, id: &str, language: Language) -> Result<Self, Error> {
        let stored = register.get(id)?;
        let record = stored.record()?;
        let mut said = Vec::new();
        for heard in stored.heard() {
            // What was said and cannot be trusted must be looked into, not passed over.
            said.push(heard.map_err(|unheard| damaged(&stored.id, &unheard.message(language)))?);
        }
        let state = stored.state(record.assessment());
        if let Some(later) = &stored.continued_by {
            return Err(RegisterError::Continued { id: stored.id, later: later.clone() }.into());
        }
        if matches!(state.state, Phase::Decided | Phase::Approved | Phase::Stopped) {
            return Err(closed(&stored.id, &state));
        }
        let before = before(register, &stored)?;
        Ok(Self { stored, record, said, before })
    }

    fn assessment(&self) -> &Assessment {
        self.record.assessment()
    }

    /// Returns the procedure's id.
    pub fn procedure(&self) -> &str {
        &self.assessment().procedure.id
    }

    /// Returns the matter's reference.
    pub fn matter(&self) -> &str {
        &self.assessment().matter.reference
    }

    /// Returns the record that this one was a blind second assessment of, by its digest: what goes on from it is that too.
    pub fn second_of(&self) -> Option<String> {
        self.assessment().second_of.clone()
    }

    /// Returns when it came in, as the record says it.
    pub fn received(&self) -> Option<When> {
        self.assessment().moments.get(&Moment::Received).copied()
    }

    /// Returns the day whose law applies unless another is asked for: today, or the day that was chosen before.
    pub fn law_date(&self, today: NaiveDate) -> NaiveDate {
        let assessment = self.assessment();
        if assessment.law_date == assessment.decided_on { today } else { assessment.law_date }
    }

    /// Refuses whoever has answered in it as another actor: the answers they gave would be their own officer's.
    ///
    /// # Errors
    /// If an answer of another actor that comes along was signed by that key.
    pub fn refuse_answerer(&self, key: &PublicKey) -> Result<(), Error> {
        let taken = self.taken();
        let Some(by) = taken.iter().filter_map(|taken| taken.by).find(|heard| heard.key.is_same_key(key)) else {
            return Ok(());
        };
        let (id, who) = (&self.stored.id, role(by.sealed.statement().by.role));
        Err(Plain::new(
            Kind::No,
            format!("du har själv svarat i `{id}` som {}, och kan inte också vara den som prövar", who.sv),
            format!("you have answered in `{id}` yourself as {}, and cannot also be the one who assesses", who.en),
        )
        .with_hint(
            "någon annan fortsätter: handläggaren, eller den som tar över ärendet",
            "another goes on: the officer, or whoever takes over the matter",
        )
        .into())
    }

    /// Returns the record's digest in hexadecimal.
    pub fn digest(&self) -> String {
        hex(&self.stored.digest)
    }

    /// Returns what a new record says of this one.
    pub fn continues(&self) -> Continues {
        Continues {
            record: self.digest(),
            statements: self.said.iter().map(|heard| heard.sealed.digest_hex()).collect(),
        }
    }

    /// Returns the statement of each answer that another actor gave, by scope and question.
    pub fn statements(&self) -> HashMap<(String, String), String> {
        let taken = self.taken().into_iter();
        let of = |taken: Taken<'_>| {
            let statement = taken.by?.sealed.digest_hex();
            Some(((taken.answer.scope, taken.answer.question), statement))
        };
        taken.filter_map(of).collect()
    }

    /// Returns the record's answers, then those of the statements; a later one goes before an earlier.
    ///
    /// One that stands in the record out of a statement about an earlier record comes along if that statement is there.
    fn taken(&self) -> Vec<Taken<'_>> {
        let mut taken = Vec::new();
        for answer in &self.assessment().answers {
            let by = answer.statement.as_ref().map(|digest| {
                let mut said = self.before.iter().flat_map(|before| &before.said);
                said.find(|heard| heard.sealed.digest_hex() == *digest)
            });
            if by != Some(None) {
                taken.push(Taken { answer: answer.clone(), by: by.flatten() });
            }
        }
        for heard in self.said.iter().filter(|heard| heard.sealed.statement().kind == Act::Answers) {
            for reply in &heard.sealed.statement().answers {
                let answer = reply.as_answer(&heard.sealed.digest_hex());
                taken.retain(|one| (&one.answer.scope, &one.answer.question) != (&answer.scope, &answer.question));
                taken.push(Taken { answer, by: Some(heard) });
            }
        }
        taken
    }

    /// Resolves every answer against the rules of `edition`, and says what no longer fits them.
    fn resolve(&self, edition: &Edition<'_>, language: Language) -> (AnswerSet, Vec<(Key, Taken<'_>)>, Vec<String>) {
        let mut set = AnswerSet::default();
        let mut keys = Vec::new();
        let mut lines = Vec::new();
        for taken in self.taken() {
            match self.assessment().take_in(&taken.answer, &mut set, edition) {
                Ok(key) => keys.push((key, taken)),
                Err(error) => lines.push(error.message(language)),
            }
        }
        let labels = Labels::new(edition, &set);
        let same = |key: Key, taken: &Taken<'_>| {
            let question = &edition.book.questions[key.question.at()];
            let by = taken.by.map(|heard| heard.sealed.statement().by.role);
            by.is_none_or(|role| {
                role == question.actor && labels.fill_both(&question.text, &key.scope) == taken.answer.text
            })
        };
        let (kept, other): (Vec<_>, Vec<_>) = keys.into_iter().partition(|(key, taken)| same(*key, taken));
        drop(labels);
        for (key, taken) in other {
            set.remove(key);
            lines.push(match language {
                Language::Sv => {
                    format!("Frågan har ändrats sedan den besvarades, och ställs igen: {}", taken.answer.text.sv)
                }
                Language::En => format!(
                    "The question has changed since it was answered, and is put again: {}",
                    taken.answer.text.en
                ),
            });
        }
        (set, kept, lines)
    }

    /// Returns what a new draft begins with: every answer, those to be answered again set aside.
    pub fn seed(&self, edition: &Edition<'_>, language: Language) -> Seed {
        let (set, keys, mut lines) = self.resolve(edition, language);
        let mut events = Vec::new();
        for (key, taken) in &keys {
            let at = taken.by.map_or(self.assessment().made_at, |heard| heard.sealed.statement().made_at);
            let kind = &edition.book.questions[key.question.at()].kind;
            let Some(answer) = set.answer(*key) else { continue };
            let value = value_json(edition, &set, kind, &answer.value);
            let asked = Some(form(edition, key.question));
            let event = Event::answered(address(&taken.answer), value, answer, asked);
            events.push((event, at.fixed_offset()));
        }
        let again: HashSet<Address> = self.again().collect();
        for (_, taken) in keys.iter().filter(|(_, taken)| again.contains(&address(&taken.answer))) {
            events.push((
                Event::Aside { at: address(&taken.answer), rests: Vec::new(), keeps: false },
                self.assessment().made_at.fixed_offset(),
            ));
        }
        let at = self.assessment().made_at.fixed_offset();
        events.extend(self.files().into_values().map(|file| (Event::File(file), at)));
        let mut told = self.told(language);
        told.append(&mut lines);
        Seed { events, lines: told }
    }

    /// Returns the files of the record, by the digests of their bytes.
    pub fn files(&self) -> BTreeMap<String, KeptFile> {
        let mut files: BTreeMap<String, KeptFile> = BTreeMap::new();
        for (id, prints) in self.assessment().files_used() {
            for print in prints {
                let new = || KeptFile { print: print.clone(), called: None, of: Vec::new() };
                files.entry(print.sha256.clone()).or_insert_with(new).of.push(id.clone());
            }
        }
        for file in files.values_mut() {
            file.of.sort();
        }
        files
    }

    /// Returns the questions that a rejection wants answered again.
    fn again(&self) -> impl Iterator<Item = Address> {
        let questions = self.said.iter().flat_map(|heard| &heard.sealed.statement().questions);
        questions.filter_map(|question| {
            let at = question.at.as_ref()?;
            Some(Address { scope: at.scope.clone(), question: at.question.clone() })
        })
    }

    /// Returns what was said about the record, in words.
    fn told(&self, language: Language) -> Vec<String> {
        let mut lines = Vec::new();
        let mut answered = false;
        for heard in &self.said {
            let statement = heard.sealed.statement();
            let who = role(statement.by.role);
            let name = statement.by.name.as_deref().unwrap_or(&heard.fingerprint);
            let lead = format!("{} ({}, {name})", statement.kind.title(language), who.get(language));
            lines.extend(statement.reason.as_ref().map(|reason| format!("{lead}: {reason}")));
            lines.extend(statement.questions.iter().map(|question| {
                let words = language.choose("Svara igen", "Answer again");
                let words = if question.at.is_some() { words } else { language.choose("Fråga", "Question") };
                format!("{words}: {}", question.text.get(language))
            }));
            if statement.questions.iter().any(|question| question.at.is_none()) {
                lines.push(
                    language
                        .choose(
                            "Svaret på en egen fråga skriver du i meddelandet när du lämnar över igen.",
                            "Write the answer to a question of their own in the message when you hand over again.",
                        )
                        .to_owned(),
                );
            }
            for reply in &statement.answers {
                let words: Vec<&str> = reply.words.iter().map(|words| words.get(language)).collect();
                lines.push(format!("{lead}: {} {}", reply.text.get(language), words.join(", ")));
                answered = true;
            }
        }
        if answered {
            lines.push(
                language
                    .choose(
                        "De svaren gäller så länge inget av dina tidigare svar ändras. Ändras ett svar ställs frågan igen till den som ska besvara den.",
                        "Those answers stand as long as none of your earlier answers is changed. If one is, the question is put again to whoever answers it.",
                    )
                    .to_owned(),
            );
        }
        lines.iter().map(|line| crate::render::safe::line(line).into_owned()).collect()
    }

    /// Returns a state of answers for a front that asks nothing: the seed, with others' answers laid over it.
    pub fn state(&self, edition: &Edition<'_>, over: &AnswerSet, mut state: State, language: Language) -> State {
        for (event, at) in self.seed(edition, language).events {
            // A file gives the questions to be answered again itself, or leaves them as they were and fails.
            state.apply(event, at);
        }
        let at = state.changed;
        for key in over.keys() {
            let Some(answer) = over.answer(key) else { continue };
            let value = value_json(edition, over, &edition.book.questions[key.question.at()].kind, &answer.value);
            let place = crate::draft::bind::address(edition, over, key);
            state.aside.remove(&place);
            state.answers.insert(place, Kept::of(answer, value, Some(form(edition, key.question)), at));
        }
        state
    }

    /// Returns what others have answered, among the answers of a draft, and takes out of it whatever says to be another's
    /// and is not.
    pub fn lend(&self, edition: &Edition<'_>, bound: &mut Bound, language: Language) -> Vec<Lent> {
        let (set, keys, _) = self.resolve(edition, language);
        let mut lent: Vec<Lent> = Vec::new();
        let mut genuine = HashSet::new();
        for (record, said) in self.records() {
            // What the rules no longer admit is not as it was.
            let Some(mut seen) = seen_in(record, edition, bound) else { continue };
            for heard in said.iter().filter(|heard| heard.sealed.statement().kind == Act::Answers) {
                let mut given = HashMap::new();
                let of = |taken: &Taken<'_>| taken.by.is_some_and(|by| by.sealed.digest() == heard.sealed.digest());
                for (key, taken) in keys.iter().filter(|(_, taken)| of(taken)) {
                    let Some(seen) = seen_as(&taken.answer, *key, &set, edition, bound) else { continue };
                    let kept = bound
                        .answers
                        .answer(seen.key)
                        .or_else(|| bound.aside.get(&seen.key).map(|aside| &aside.answer));
                    if let Some(kept) = kept.filter(|kept| is_as_seen(kept, &seen, edition, &bound.answers)) {
                        given.insert(seen.key, kept.clone());
                        genuine.insert(seen.key);
                    }
                }
                lent.push(Lent { seen: seen.clone(), given });
                // Whoever answers next sees these answers too.
                for reply in &heard.sealed.statement().answers {
                    let Some(one) = seen_alone(record, &reply.as_answer(""), edition, bound) else { break };
                    seen.push(one);
                }
            }
        }
        let foreign: Vec<Key> = bound.answers.keys().filter(|key| !is_officers(edition, *key)).collect();
        for key in foreign.into_iter().filter(|key| !genuine.contains(key)) {
            bound.answers.remove(key);
        }
        lent
    }

    /// Returns every record with what was said about it, the first one first.
    fn records(&self) -> impl Iterator<Item = (&Assessment, &[Heard])> {
        let before = self.before.iter().map(|before| (before.record.assessment(), &*before.said));
        before.chain([(self.record.assessment(), &*self.said)])
    }
}

/// Returns every answer of a record as somebody saw it; nothing where the rules no longer admit one of them.
fn seen_in(record: &Assessment, edition: &Edition<'_>, bound: &mut Bound) -> Option<Vec<Seen>> {
    record.answers.iter().map(|answer| seen_alone(record, answer, edition, bound)).collect()
}

fn seen_alone(record: &Assessment, answer: &AnswerGiven, edition: &Edition<'_>, bound: &mut Bound) -> Option<Seen> {
    let mut set = AnswerSet::default();
    let key = record.take_in(answer, &mut set, edition).ok()?;
    seen_as(answer, key, &set, edition, bound)
}

/// Returns an answer of `set` under the key that it has in a draft.
fn seen_as(answer: &AnswerGiven, key: Key, set: &AnswerSet, edition: &Edition<'_>, bound: &mut Bound) -> Option<Seen> {
    let path = scope::parse(&answer.scope, &mut bound.answers, edition.book).ok()?;
    let given = set.answer(key)?;
    let value = value_json(edition, set, &edition.book.questions[key.question.at()].kind, &given.value);
    let Answer { reason, outgoing, notes, .. } = given.clone();
    Some(Seen { key: Key { scope: path, question: key.question }, value, reason, outgoing, notes })
}

fn is_as_seen(kept: &Answer, seen: &Seen, edition: &Edition<'_>, set: &AnswerSet) -> bool {
    let kind = &edition.book.questions[seen.key.question.at()].kind;
    (&kept.reason, &kept.outgoing, &kept.notes) == (&seen.reason, &seen.outgoing, &seen.notes)
        && value_json(edition, set, kind, &kept.value) == seen.value
}

/// Returns the records that one goes on from, the first one first.
///
/// # Errors
/// If one of them is damaged or cannot be read.
fn before(register: &Register, stored: &Stored) -> Result<Vec<Before>, Error> {
    let mut before = Vec::new();
    for earlier in register.before(stored)? {
        before.push(Before { record: earlier.record()?, said: earlier.said() });
    }
    before.reverse();
    Ok(before)
}

/// Returns whether the officer answers a question.
pub fn is_officers(edition: &Edition<'_>, key: Key) -> bool {
    edition.book.questions[key.question.at()].actor == crate::ruleset::model::Role::Officer
}

fn address(answer: &AnswerGiven) -> Address {
    Address { scope: answer.scope.clone(), question: answer.question.clone() }
}

fn damaged(id: &str, why: &str) -> Error {
    Plain::new(
        Kind::Unusable,
        format!("ett uttalande om `{id}` går inte att lita på: {why}"),
        format!("a statement about `{id}` cannot be trusted: {why}"),
    )
    .with_hint(format!("se `menprov memo verify {id}`"), format!("see `menprov memo verify {id}`"))
    .into()
}

fn closed(id: &str, state: &crate::statement::State) -> Error {
    let [sv, en] = [Language::Sv, Language::En].map(|language| state.words(language));
    Plain::new(Kind::No, format!("`{id}` går inte att fortsätta: {sv}"), format!("`{id}` cannot be continued: {en}"))
        .with_hint(
            "ett nytt beslut är en ny prövning: `menprov assess`",
            "a new decision is a new assessment: `menprov assess`",
        )
        .into()
}
