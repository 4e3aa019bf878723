//! A case: an answers file that says what it must come to.
//!
//! What stands under `case:` is read here, with the place of every fault; `answers:` is read as the answers of any answers
//! file are. The format is in `docs/format.md`.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::answers::{AnswersFile, FileFault, read_text};
use crate::ruleset::document::Place;
use crate::ruleset::fault::Fault;
use crate::ruleset::model::Effect;
use crate::ruleset::parse::form::case as form;
use crate::ruleset::parse::{Fields, ParseFault, Reader, Wanted, read_as};
use crate::ruleset::raw::Node;
use crate::ruleset::source::SourceFile;
use crate::text::Text;

/// A case as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Its id, which is also the file's name.
    pub id: Box<str>,
    /// The file's name within its folder of rules, such as `cases/j-01.yaml`.
    pub file: Box<str>,
    /// The whole file.
    pub text: Box<str>,
    /// The id of the procedure.
    pub procedure: Box<str>,
    /// The day whose law it is walked on.
    pub law_date: NaiveDate,
    /// Where it was decided, or which provision or step it tries.
    pub source: Box<str>,
    /// The facts in short, in own words and without names.
    pub facts: Text,
    /// Grounds of the source that the walk does not carry, and why.
    pub without: BTreeMap<String, String>,
    /// Duties of the source that lie outside this assessment, and why.
    pub outside: BTreeMap<String, String>,
    /// What it must come to.
    pub expect: Expect,
    /// The answer that decides it.
    pub decisive: Decisive,
    root: Node,
}

/// What a case must come to: at least these.
#[derive(Clone, Debug, PartialEq)]
pub struct Expect {
    /// The outcome in the vocabulary of the list of decided cases.
    pub outcome: String,
    /// The effect of each item.
    pub effects: BTreeMap<String, Effect>,
    /// For each item the provisions that its result rests on, by their short designation: those that were tested and those
    /// of what the tests came to, but not those of questions on the way.
    pub under: BTreeMap<String, Vec<String>>,
    /// Where the walk ends.
    pub end: End,
    /// What the same answers come to under the law of today, where that is something else.
    pub today: Option<Later>,
    /// Provisions that are applied, by their short designation.
    pub provisions: Vec<String>,
    /// Duties that arise, by id.
    pub duties: Vec<String>,
    /// Questions that are put.
    pub asked: Vec<String>,
    /// Questions that are not put.
    pub not_asked: Vec<String>,
    /// Provisions that are not applied.
    pub no_provisions: Vec<String>,
    /// Duties that do not arise.
    pub no_duties: Vec<String>,
    /// The law is new that day: the same answers cannot be given the day before.
    pub new_that_day: bool,
    /// Words that stand in a question's wording, help or options on the law date.
    pub says: BTreeMap<String, String>,
    /// Words that do not.
    pub says_not: BTreeMap<String, String>,
}

/// Where a walk ends, as case files say it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum End {
    /// In an outcome, by its id.
    Outcome(String),
    /// At a halt: `ruleset.node`.
    Halted(String),
    /// Before a question that has no answer, by its id.
    Asks(String),
}

/// What the same answers come to under later law.
#[derive(Clone, Debug, PartialEq)]
pub struct Later {
    /// Where the walk ends.
    pub end: End,
    /// The case with the same facts that answers what the law of today asks.
    pub case: Option<String>,
    /// The effect of items that come out otherwise.
    pub effects: BTreeMap<String, Effect>,
}

/// The answer that decides the case; another one gives another effect or another end.
///
/// `instead` and `also` (answers that the other way needs) are answers as in `answers:`, and are read with those.
#[derive(Clone, Debug, PartialEq)]
pub struct Decisive {
    /// The scope path.
    pub scope: String,
    /// The question.
    pub question: String,
    /// The item whose effect changes, and what it changes to.
    pub effect: Option<(String, Effect)>,
    /// Where the walk then ends, where the case turns on the whole.
    pub end: Option<End>,
}

impl Case {
    /// Reads a case file.
    ///
    /// # Errors
    ///
    /// All faults of its shape; what its answers say is looked at when it is replayed.
    pub fn read(file: &SourceFile) -> Result<Self, Vec<Fault>> {
        read_as(file, |reader, root| reader.case_file(root, file))
    }

    /// Reads the answers, and what stands under `case:` as written.
    ///
    /// # Errors
    ///
    /// When the file is not what an answers file is.
    pub fn answers(&self) -> Result<AnswersFile<'_>, FileFault> {
        read_text(&self.file, &self.text)
    }

    /// Returns the place of the innermost of `keys` that stands in the file.
    #[must_use]
    pub fn place(&self, keys: &[&str]) -> Place {
        self.root.place_of(keys)
    }
}

impl Reader {
    fn case_file(&mut self, root: &Node, file: &SourceFile) -> Option<Case> {
        let fields = self.record(root, &form::CASE_FILE)?;
        let procedure = self.need(fields, "procedure").and_then(|node| self.name(node));
        let law_date = self.need(fields, "law-date").and_then(|node| self.date(node));
        let answers = self.need(fields, "answers").and_then(|node| self.map(node));
        let case = self.need(fields, "case").and_then(|node| self.record(node, &form::CASE))?;
        let id = self.need(case, "id").and_then(|node| self.name(node));
        let source = self.need(case, "source").and_then(|node| self.free(node));
        let facts = self.need(case, "facts").and_then(|node| self.text(node));
        let without = self.said(case.get("without"));
        let outside = self.said(case.get("outside"));
        let expect = self.need(case, "expect").and_then(|node| self.expect(node));
        let decisive = self.need(case, "decisive").and_then(|node| self.decisive(node));
        let (id, _) = id.zip(answers)?;
        let stem = file.name.rsplit('/').next().and_then(|name| name.strip_suffix(".yaml")).unwrap_or(&file.name);
        if *id.value != *stem {
            self.fault(id.place, ParseFault::CaseName { id: id.value });
            return None;
        }
        Some(Case {
            id: id.value,
            file: file.name.clone(),
            text: file.text.clone(),
            procedure: procedure?.value,
            law_date: law_date?.value,
            source: source?,
            facts: facts?,
            without: without?,
            outside: outside?,
            expect: expect?,
            decisive: decisive?,
            root: root.clone(),
        })
    }

    fn expect(&mut self, node: &Node) -> Option<Expect> {
        let fields = self.record(node, &form::EXPECT)?;
        let outcome = self.need(fields, "outcome").and_then(|node| self.free(node));
        let effects = self.effects_of(fields.get("effects"));
        let under = self.by_name(fields.get("under"), |reader, node| reader.texts(Some(node)));
        let end = self.one_end(fields, &["procedure-outcome", "halted"]);
        let today = fields.get("today").map_or(Some(None), |node| self.later(node).map(Some));
        let provisions = self.need(fields, "provisions").and_then(|node| self.texts(Some(node)));
        let duties = self.texts(fields.get("duties"));
        let asked = self.texts(fields.get("asked"));
        let not_asked = self.texts(fields.get("not-asked"));
        let no_provisions = self.texts(fields.get("no-provisions"));
        let no_duties = self.texts(fields.get("no-duties"));
        let new_that_day = self.truth(fields.get("new-that-day"));
        let says = self.said(fields.get("says"));
        let says_not = self.said(fields.get("says-not"));
        Some(Expect {
            outcome: outcome?.into(),
            effects: effects?,
            under: under?,
            end: end?,
            today: today?,
            provisions: provisions?,
            duties: duties?,
            asked: asked?,
            not_asked: not_asked?,
            no_provisions: no_provisions?,
            no_duties: no_duties?,
            new_that_day: new_that_day?,
            says: says?,
            says_not: says_not?,
        })
    }

    fn later(&mut self, node: &Node) -> Option<Later> {
        let fields = self.record(node, &form::LATER)?;
        let end = self.one_end(fields, &["procedure-outcome", "halted", "asks"]);
        let case = fields.get("case").map_or(Some(None), |node| self.free(node).map(Some));
        let effects = self.effects_of(fields.get("effects"));
        Some(Later { end: end?, case: case?.map(String::from), effects: effects? })
    }

    fn decisive(&mut self, node: &Node) -> Option<Decisive> {
        let fields = self.record(node, &form::DECISIVE)?;
        let scope = self.need(fields, "scope").and_then(|node| self.free(node));
        let question = self.need(fields, "question").and_then(|node| self.free(node));
        let instead = self.need(fields, "instead").is_some();
        let item = fields.get("item").and_then(|node| self.free(node));
        let effect = fields.get("effect").map_or(Some(None), |node| self.word::<Effect>(node).map(Some));
        let whole = fields.get("outcome").is_some() || fields.get("halted").is_some();
        let end = if whole { self.one_end(fields, &["outcome", "halted"]).map(Some) } else { Some(None) };
        let effect = item.zip(effect?).map(|(item, effect)| (item.into(), effect.value));
        if effect.is_none() && !whole {
            self.fault(node.place, ParseFault::MissingField { field: "effect" });
        }
        instead.then_some(Decisive { scope: scope?.into(), question: question?.into(), effect, end: end? })
    }

    /// Reads the one of `fields` that says where a walk ends.
    pub(crate) fn one_end(&mut self, fields: Fields<'_>, names: &'static [&'static str]) -> Option<End> {
        let mut ends = names.iter().filter_map(|name| Some((*name, fields.get(name)?)));
        let Some((name, node)) = ends.next() else {
            self.fault(fields.place, ParseFault::MissingField { field: names[0] });
            return None;
        };
        if let Some((second, _)) = ends.next() {
            let place = fields.entry(second).map_or(fields.place, |(key, _)| key.place);
            self.fault(place, ParseFault::SecondEnd { first: name, second });
        }
        let written = String::from(self.free(node)?);
        Some(match name {
            "halted" => End::Halted(written),
            "asks" => End::Asks(written),
            _ => End::Outcome(written),
        })
    }

    pub(crate) fn effects_of(&mut self, node: Option<&Node>) -> Option<BTreeMap<String, Effect>> {
        self.by_name(node, |reader, node| reader.word::<Effect>(node).map(|effect| effect.value))
    }

    fn said(&mut self, node: Option<&Node>) -> Option<BTreeMap<String, String>> {
        self.by_name(node, |reader, node| reader.free(node).map(String::from))
    }

    pub(crate) fn by_name<T>(
        &mut self,
        node: Option<&Node>,
        read: impl Fn(&mut Self, &Node) -> Option<T>,
    ) -> Option<BTreeMap<String, T>> {
        let Some(node) = node else { return Some(BTreeMap::new()) };
        let entries = self.map(node)?.entries();
        let read: Vec<_> = entries.iter().map(|(key, node)| Some((key.text.to_string(), read(self, node)?))).collect();
        read.into_iter().collect()
    }

    pub(crate) fn texts(&mut self, node: Option<&Node>) -> Option<Vec<String>> {
        let Some(node) = node else { return Some(Vec::new()) };
        let texts: Vec<_> =
            self.list(node)?.iter().map(|node| self.string(node, Wanted::Text).map(str::to_owned)).collect();
        texts.into_iter().collect()
    }
}
