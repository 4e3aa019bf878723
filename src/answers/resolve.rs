//! From answers as written to an [`AnswerSet`], with every fault at once.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};

use super::fault::{AnswerFault, AnswerFaultKind, Expected};
use super::raw::Raw;
use super::registers::{Registers, register_key};
use super::suggest::nearest;
use super::value::{Reading, text};
use crate::assessment::scope::{self, ScopeError, is_id};
use crate::engine::{Answer, AnswerSet, Answers, Edition, FrameSheet, Key, Notes, Row, ScopePath, Value};
use crate::reasons::Audience;
use crate::ruleset::model::{AnswerKind, Column, ColumnKind, List, ProvisionIx, QuestionIx, Register, Scope};

/// More entities than any assessment has, and fewer than there is room for.
pub(super) const MOST_ENTITIES: usize = 50_000;

/// How far answers are checked against each other.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Check {
    /// Every id that is named must be a row that is there.
    All,
    /// Ids need only have the form of ids: a draft keeps answers about rows that may come back.
    Form,
}

/// Answers that could be resolved, and what is wrong with the others.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// The answers without fault.
    pub answers: AnswerSet,
    /// The faults, in the order written.
    pub faults: Vec<AnswerFault>,
}

impl Resolved {
    /// Returns the answers if there is no fault.
    ///
    /// # Errors
    /// With any fault.
    pub fn whole(self) -> Result<AnswerSet, Vec<AnswerFault>> {
        if self.faults.is_empty() { Ok(self.answers) } else { Err(self.faults) }
    }
}

/// Resolves the map under `answers:`: scope paths, under each questions and their answers.
#[must_use]
pub fn resolve(edition: &Edition<'_>, raw: &Raw<'_>, check: Check) -> Resolved {
    let mut resolver = Resolver::new(edition, check);
    match raw {
        Raw::Map(entries) => {
            let scopes = entries.iter().map(|(scope, answers)| (&**scope, answers)).collect();
            resolver.run(scopes);
        }
        Raw::Null => {}
        _ => resolver.fault("answers", "", AnswerFaultKind::WrongKind(Expected::Answers)),
    }
    Resolved { answers: resolver.set, faults: resolver.faults }
}

/// Resolves a flat map: questions of the frame beside scope paths that hold maps of their own.
#[must_use]
pub fn resolve_flat(edition: &Edition<'_>, raw: &Raw<'_>, check: Check) -> Resolved {
    let Raw::Map(entries) = raw else { return resolve(edition, raw, check) };
    let (scopes, frame): (Vec<_>, Vec<_>) = entries.iter().cloned().partition(|(key, _)| is_scope_text(key));
    let frame = Raw::Map(frame);
    let mut all = vec![("frame", &frame)];
    all.extend(scopes.iter().map(|(scope, answers)| (&**scope, answers)));
    let mut resolver = Resolver::new(edition, check);
    resolver.run(all);
    Resolved { answers: resolver.set, faults: resolver.faults }
}

fn is_scope_text(key: &str) -> bool {
    key.contains('/') || key == "frame" || key == "closing"
}

struct Resolver<'e, 'b> {
    edition: &'e Edition<'b>,
    check: Check,
    set: AnswerSet,
    faults: Vec<AnswerFault>,
    registers: Registers,
    provisions: foldhash::HashMap<&'b str, ProvisionIx>,
}

impl<'e, 'b> Resolver<'e, 'b> {
    fn new(edition: &'e Edition<'b>, check: Check) -> Self {
        let provisions = edition.book.provisions.iter().zip(0..).map(|(p, at)| (&*p.id, ProvisionIx(at))).collect();
        Self {
            edition,
            check,
            set: AnswerSet::default(),
            faults: Vec::new(),
            registers: Registers::default(),
            provisions,
        }
    }

    fn fault(&mut self, scope: &str, question: &str, kind: AnswerFaultKind) {
        self.faults.push(AnswerFault { scope: scope.into(), question: question.into(), kind });
    }

    fn run(&mut self, scopes: Vec<(&str, &Raw<'_>)>) {
        self.collect_ids(&scopes);
        // Registers first, since scopes name their rows and picks look at their columns.
        let (frame, others): (Vec<_>, Vec<_>) = scopes.into_iter().partition(|(text, _)| *text == "frame");
        let mut placed: Vec<_> =
            frame.into_iter().map(|(text, answers)| (text, ScopePath::default(), answers)).collect();
        self.each_answer(&placed, true);
        for register in Register::FILLED {
            if let Some(key) = register_key(self.edition, register)
                && let Some(Value::Rows(rows)) = self.set.get(key)
            {
                self.registers.set_rows(register, rows.clone());
            }
        }
        for (text, answers) in others {
            if let Some(path) = self.scope(text) {
                placed.push((text, path, answers));
            }
        }
        self.each_answer(&placed, false);
    }

    /// Notes the ids of all rows before any is read: a row may refer to a register that stands further down.
    fn collect_ids(&mut self, scopes: &[(&str, &Raw<'_>)]) {
        for (_, answers) in scopes.iter().filter(|(text, _)| *text == "frame") {
            for register in Register::FILLED {
                let Some(key) = register_key(self.edition, register) else { continue };
                let id = &self.edition.book.questions[key.question.at()].id;
                let written = answers.get(id).map(|value| value.get("answer").unwrap_or(value));
                let Some(Raw::List(rows)) = written else { continue };
                for row in rows.iter().take(super::value::MOST_ROWS) {
                    if let Some(id) = row.get("id").and_then(Raw::text).filter(|id| is_id(id)) {
                        let entity = self.set.entity(id);
                        self.registers.add(register, id, entity);
                    }
                }
            }
        }
    }

    fn scope(&mut self, text: &str) -> Option<ScopePath> {
        if let Some(kind) = self.missing(text) {
            self.fault(text, "", kind);
            return None;
        }
        let kind = match scope::parse(text, &mut self.set, self.edition.book) {
            Ok(path) => return Some(path),
            Err(ScopeError::Form(_)) => AnswerFaultKind::ScopeForm,
            Err(ScopeError::Id(id)) => AnswerFaultKind::BadId(id.into()),
            Err(ScopeError::Provision(id)) => AnswerFaultKind::UnknownProvision(id.into()),
        };
        self.fault(text, "", kind);
        None
    }

    /// Returns what a scope path names that is not there, before any of it is interned: a file can name more than there
    /// is room for.
    fn missing(&self, text: &str) -> Option<AnswerFaultKind> {
        if self.check == Check::Form {
            return (self.set.entities() > MOST_ENTITIES).then_some(AnswerFaultKind::TooMany { most: MOST_ENTITIES });
        }
        let mut words = text.split('/');
        while let (Some(word), Some(id)) = (words.next(), words.next()) {
            let register = match word {
                "document" => Register::Documents,
                "item" => Register::Items,
                "person" | "by" => Register::Persons,
                _ => continue,
            };
            // What is no id at all is for the reader of scope paths to say.
            if is_id(id) && self.registers.find(register, id).is_none() {
                let known = self.registers.ids(register, 20);
                return Some(AnswerFaultKind::UnknownId { found: id.into(), register, known });
            }
        }
        None
    }

    fn each_answer(&mut self, placed: &[(&str, ScopePath, &Raw<'_>)], registers: bool) {
        for (text, path, answers) in placed {
            let Raw::Map(entries) = answers else {
                if !registers && !matches!(answers, Raw::Null) {
                    self.fault(text, "", AnswerFaultKind::WrongKind(Expected::Answers));
                }
                continue;
            };
            for (id, written) in entries {
                let index = self.edition.question(id);
                let fills = index.is_some_and(|index| {
                    Register::FILLED.iter().any(|&register| self.edition.register(register) == Some(index))
                });
                if fills == registers
                    && let Err(kind) = self.answer(path, index, id, written)
                {
                    self.fault(text, id, kind);
                }
            }
        }
    }

    fn answer(
        &mut self,
        path: &ScopePath,
        index: Option<QuestionIx>,
        id: &str,
        written: &Raw<'_>,
    ) -> Result<(), AnswerFaultKind> {
        let edition = self.edition;
        let Some(index) = index else {
            return Err(AnswerFaultKind::UnknownQuestion { suggestion: nearest_question(edition, id) });
        };
        let question = &edition.book.questions[index.at()];
        if scope_of(path) != Some(question.scope) {
            return Err(AnswerFaultKind::WrongScope(question.scope));
        }
        let Fields { value, reason, outgoing, notes } = fields(written)?;
        let reading = Reading {
            edition,
            registers: &self.registers,
            strict: self.check == Check::All,
            provisions: &self.provisions,
        };
        let value = reading.value(&mut self.set, question, value)?;
        let key = Key { scope: *path, question: index };
        if self.set.insert(key, Answer { value, reason, outgoing, notes }).is_some() {
            return Err(AnswerFaultKind::Doubled);
        }
        Ok(())
    }
}

/// Reads the rows of a list that is not finished: as many as there are, with what is there of each, about whatever they
/// refer to.
pub(crate) fn read_rows(
    edition: &Edition<'_>,
    set: &mut AnswerSet,
    list: &List,
    written: &Raw<'_>,
) -> Option<Vec<Row>> {
    let reading =
        Reading { edition, registers: &Registers::default(), strict: false, provisions: &foldhash::HashMap::default() };
    let columns = list.columns.iter().map(|column| Column { optional: true, ..column.clone() }).collect();
    reading.rows(set, &List { least: 0, columns, ..list.clone() }, written).ok()
}

/// Reads one cell of a list against its column alone: whether what it refers to is there is not looked at.
pub(crate) fn read_cell(edition: &Edition<'_>, kind: &ColumnKind, written: &Raw<'_>) -> Result<(), AnswerFaultKind> {
    let reading =
        Reading { edition, registers: &Registers::default(), strict: false, provisions: &foldhash::HashMap::default() };
    reading.cell_value(&mut AnswerSet::default(), kind, written).map(drop)
}

/// Returns the scope whose questions are stored under a path of this form, or `None` for a form that has none.
fn scope_of(path: &ScopePath) -> Option<Scope> {
    let ScopePath { closing, document, item, person, provision, by } = *path;
    let form = (closing, document.is_some(), item.is_some(), person.is_some(), provision.is_some(), by.is_some());
    Some(match form {
        (true, false, false, false, false, false) => Scope::Closing,
        (false, false, false, false, false, false) => Scope::Frame,
        (false, true, false, false, false, false) => Scope::Document,
        (false, false, true, false, false, false) => Scope::Item,
        (false, false, false, true, false, false) => Scope::Person,
        (false, false, true, true, false, false) => Scope::ItemPerson,
        (false, false, true, true, true, false) => Scope::ItemPersonProvision,
        (false, false, true, true, false, true) => Scope::ItemPersonBy,
        _ => return None,
    })
}

/// Returns the nearest id of a question in force.
fn nearest_question(edition: &Edition<'_>, id: &str) -> Option<Box<str>> {
    let ids = edition.book.questions.iter().map(|question| &*question.id).filter(|id| edition.question(id).is_some());
    // The same slip within the last word of `ruleset.node` is still the same slip.
    nearest(id, ids)
}

/// An answer as written, taken apart.
struct Fields<'r, 'a> {
    value: &'r Raw<'a>,
    reason: Option<String>,
    outgoing: Option<String>,
    notes: Notes,
}

/// Splits `{answer, reason, outgoing}` with the notes about the reasons; any other value is the answer itself.
fn fields<'r, 'a>(written: &'r Raw<'a>) -> Result<Fields<'r, 'a>, AnswerFaultKind> {
    const BOTH: [Audience; 2] = [Audience::Internal, Audience::Outgoing];
    let Raw::Map(entries) = written else {
        return Ok(Fields { value: written, reason: None, outgoing: None, notes: Notes::default() });
    };
    let known = |name: &str| name == "answer" || BOTH.iter().any(|one| name == one.field() || name == one.note_field());
    if let Some((name, _)) = entries.iter().find(|(name, _)| !known(name)) {
        return Err(AnswerFaultKind::UnknownField(name.as_ref().into()));
    }
    let value = written.get("answer").ok_or(AnswerFaultKind::AnswerMissing)?;
    let reason = |name: &str| match written.get(name) {
        None | Some(Raw::Null) => Ok(None),
        Some(value) => match text(value) {
            Ok(reason) => Ok(Some(reason).filter(|reason| !reason.is_empty())),
            Err(AnswerFaultKind::WrongKind(_)) => Err(AnswerFaultKind::ReasonKind),
            Err(fault) => Err(fault),
        },
    };
    let [internal, outgoing] = BOTH;
    let notes = Notes { reason: reason(internal.note_field())?, outgoing: reason(outgoing.note_field())? };
    Ok(Fields { value, reason: reason(internal.field())?, outgoing: reason(outgoing.field())?, notes })
}

/// Reads flat lines of `decide` straight into a sheet, one after another, without a tree between.
#[derive(Debug)]
pub struct Flat<'e, 'b> {
    edition: &'e Edition<'b>,
    questions: HashMap<&'b str, QuestionIx>,
    registers: Registers,
    provisions: foldhash::HashMap<&'b str, ProvisionIx>,
    memory: RefCell<Memory<'b>>,
}

/// What is kept from one line to the next, only to be faster.
#[derive(Debug, Default)]
struct Memory<'b> {
    /// The questions of the line before, in its order: the next line mostly has the same.
    order: Vec<(&'b str, QuestionIx)>,
    /// A scalar interns nothing, so this is never more than empty.
    scratch: AnswerSet,
}

/// What a line was.
#[derive(Debug)]
pub enum Line {
    /// Questions of the frame alone; the sheet holds them.
    Sheet,
    /// It holds rows, picks or scopes: the answers stand in a set of their own.
    Set(AnswerSet),
}

/// Why a line could not be used.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum LineFault {
    /// It is no JSON object.
    Json {
        /// Column, from 1.
        column: usize,
        /// What the parser said, in English.
        detail: Box<str>,
    },
    /// Its answers are wrong.
    Answers(Vec<AnswerFault>),
}

impl<'e, 'b> Flat<'e, 'b> {
    /// Prepares to read lines for one law date.
    #[must_use]
    pub fn new(edition: &'e Edition<'b>) -> Self {
        let ids = edition.book.questions.iter().map(|question| &*question.id);
        Self {
            edition,
            questions: ids.filter_map(|id| Some((id, edition.question(id)?))).collect(),
            registers: Registers::default(),
            provisions: foldhash::HashMap::default(),
            memory: RefCell::default(),
        }
    }

    /// Reads one JSON object, emptying `sheet` first.
    ///
    /// # Errors
    /// If the line is no JSON object or any of its answers is wrong.
    pub fn read(&self, line: &str, sheet: &mut FrameSheet) -> Result<Line, LineFault> {
        sheet.clear();
        let memory = &mut *self.memory.borrow_mut();
        let mut read = FlatVisitor { flat: self, sheet, memory, faults: Vec::new(), deep: false };
        let mut json = serde_json::Deserializer::from_str(line);
        (&mut read).deserialize(&mut json).and_then(|()| json.end()).map_err(|error| json_fault(&error))?;
        if read.deep {
            // Rare enough to be read a second time.
            let raw: Raw<'_> = serde_json::from_str(line).map_err(|error| json_fault(&error))?;
            return resolve_flat(self.edition, &raw, Check::All).whole().map(Line::Set).map_err(LineFault::Answers);
        }
        if read.faults.is_empty() { Ok(Line::Sheet) } else { Err(LineFault::Answers(read.faults)) }
    }
}

fn json_fault(error: &serde_json::Error) -> LineFault {
    LineFault::Json { column: error.column(), detail: error.to_string().into() }
}

struct FlatVisitor<'f, 'e, 'b> {
    flat: &'f Flat<'e, 'b>,
    sheet: &'f mut FrameSheet,
    memory: &'f mut Memory<'b>,
    faults: Vec<AnswerFault>,
    deep: bool,
}

impl FlatVisitor<'_, '_, '_> {
    /// Returns the question of that id, which is looked for where the line before had it.
    fn question(&mut self, at: usize, id: &str) -> Option<QuestionIx> {
        if let Some((known, index)) = self.memory.order.get(at)
            && *known == id
        {
            return Some(*index);
        }
        let (&known, &index) = self.flat.questions.get_key_value(id)?;
        self.memory.order.truncate(at);
        if self.memory.order.len() == at {
            self.memory.order.push((known, index));
        }
        Some(index)
    }

    fn answer(&mut self, at: usize, id: &str, written: &Raw<'_>) -> Result<(), AnswerFaultKind> {
        let edition = self.flat.edition;
        let Some(index) = self.question(at, id) else {
            return Err(AnswerFaultKind::UnknownQuestion { suggestion: nearest_question(edition, id) });
        };
        let question = &edition.book.questions[index.at()];
        if question.scope != Scope::Frame {
            return Err(AnswerFaultKind::WrongScope(question.scope));
        }
        if matches!(question.kind, AnswerKind::List(_) | AnswerKind::Pick(_)) {
            self.deep = true;
            return Ok(());
        }
        if self.sheet.get(Key { scope: ScopePath::default(), question: index }).is_some() {
            return Err(AnswerFaultKind::Doubled);
        }
        let value = fields(written)?.value;
        let reading =
            Reading { edition, registers: &self.flat.registers, strict: true, provisions: &self.flat.provisions };
        let value = reading.value(&mut self.memory.scratch, question, value)?;
        self.sheet.set(index, value);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for &mut FlatVisitor<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut FlatVisitor<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map of questions and answers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut unknown: HashSet<String> = HashSet::new();
        let mut at = 0;
        while let Some(super::raw::RawKey(key)) = map.next_key()? {
            let written: Raw<'de> = map.next_value()?;
            if is_scope_text(&key) {
                self.deep = true;
            } else if let Err(kind) = self.answer(at, &key, &written)
                && unknown.insert(key.clone().into_owned())
            {
                self.faults.push(AnswerFault { scope: "frame".into(), question: key.as_ref().into(), kind });
            }
            at += 1;
        }
        Ok(())
    }
}
