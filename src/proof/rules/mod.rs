//! What one procedure can come to on some days: its rulesets in an order to work in, and the facts that its nodes share.

mod facts;
mod reach;

use chrono::{Datelike as _, NaiveDate};
use foldhash::HashMap;

use self::facts::Known;
pub(super) use self::facts::{Fact, FactInfo, FactKind};
pub(super) use self::reach::{Entered, for_each_way};
use super::automaton::Automaton;
use super::classes::{Classes, switched};
use super::happening::{Law, is_of_applied};
use super::tally::Tally;
use crate::engine::Edition;
use crate::engine::edition::for_each_question;
use crate::ruleset::model::{
    AnswerKind, Choice, ColumnKind, Event, FamilyIx, Field, Invariant, Node, NodeIx, NodeKind, Over, ProvisionIx,
    Question, QuestionIx, Rulebook, Ruleset, RulesetIx, Scope, Subject, SwitchOn,
};

/// Kinds of subject, one bit each.
pub(super) type Scopes = u8;

/// The person in scope may be the row `public`, which has no cells.
pub(super) const PUBLIC: Scopes = 1 << 5;

/// The bit of a kind of subject.
pub(super) const fn bit(subject: Subject) -> Scopes {
    1 << subject as u8
}

/// The subjects that the key of an answer holds.
pub(super) const fn scopes_of(scope: Scope) -> Scopes {
    match scope {
        Scope::Frame | Scope::Closing => 0,
        Scope::Person => bit(Subject::Person),
        Scope::Document => bit(Subject::Document),
        Scope::Item => bit(Subject::Item),
        Scope::ItemPerson => bit(Subject::Item) | bit(Subject::Person),
        Scope::ItemPersonProvision => bit(Subject::Item) | bit(Subject::Person) | bit(Subject::Provision),
        Scope::ItemPersonBy => bit(Subject::Item) | bit(Subject::Person) | bit(Subject::By),
    }
}

/// The rules of one procedure on one or several days, in one version of the procedure.
///
/// On several days a module is entered in each version that is in force on one of them, a switch on the law date leads
/// wherever it does on one, and a provision may read as on any.
pub(super) struct Rules<'b> {
    /// On the first of the days.
    pub edition: Edition<'b>,
    pub procedure: RulesetIx,
    /// Every ruleset that can be entered.
    pub entered: Entered,
    pub facts: Vec<FactInfo>,
    pub fact_of: HashMap<FactKind, Fact>,
    /// For numbers and days, the intervals that switches tell apart.
    pub intervals: HashMap<QuestionIx, Vec<(i64, i64)>>,
    /// What later switches look at of each loop.
    pub tallies: HashMap<(RulesetIx, NodeIx), Tally>,
    /// By fact, how long it is known.
    known: Vec<Known>,
    /// The fact which provision is in scope.
    pub provision_fact: Option<Fact>,
    /// By [`QuestionIx`], the fact which answer was given, whether it is known or not.
    answer_facts: Vec<Option<Fact>>,
    pub classes: Classes,
    pub law: Law<'b>,
    /// By provision, whether an event looks at whether it is applied.
    meant: Vec<bool>,
    pub invariants: Vec<&'b Invariant>,
}

/// A day as a number.
pub(super) fn day_number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

impl<'b> Rules<'b> {
    /// Gathers what a procedure can come to, as far as the invariants and its own ways tell it apart.
    ///
    /// There is an edition for each of the days, the first day's first. All are for the procedure, and the same questions
    /// fill its registers in each.
    pub fn new(editions: &[Edition<'b>], procedure: RulesetIx, invariants: Vec<&'b Invariant>) -> Self {
        let edition = editions[0].clone();
        let book = edition.book;
        let dates: Vec<NaiveDate> = editions.iter().map(|edition| edition.date).collect();
        let entered = Entered::of(editions, procedure);
        let rulesets = entered.closure.iter().map(|at| &book.rulesets[at.at()]);
        let kinds = rulesets.flat_map(|rules| rules.nodes.iter().map(|node| &node.kind));
        let events: Vec<_> = invariants.iter().flat_map(|held| Automaton::events(held)).collect();
        let law = Law { book };
        let by_provision: Vec<&Event> = events.iter().copied().filter(|event| is_of_applied(event)).collect();
        let is_meant = |at| by_provision.iter().any(|event| law.is_meant(event, at));
        let meant = (0..=u16::MAX).map(ProvisionIx).take(book.provisions.len()).map(is_meant).collect();
        let classes = Classes::new(book, &dates, &switched(kinds), &events);
        let mut rules = Self {
            edition,
            procedure,
            entered,
            facts: Vec::new(),
            fact_of: HashMap::default(),
            intervals: HashMap::default(),
            tallies: HashMap::default(),
            known: Vec::new(),
            provision_fact: None,
            answer_facts: vec![None; book.questions.len()],
            classes,
            law,
            meant,
            invariants,
        };
        rules.find_tallies();
        rules.find_intervals();
        rules.find_facts();
        rules
    }

    pub fn ruleset(&self, at: RulesetIx) -> &'b Ruleset {
        &self.edition.book.rulesets[at.at()]
    }

    pub fn question(&self, at: QuestionIx) -> &'b Question {
        &self.edition.book.questions[at.at()]
    }

    /// Returns the question that fills the register that a subject is a row of.
    pub fn list_of(&self, subject: Subject) -> Option<QuestionIx> {
        self.edition.register(subject.register())
    }

    /// Returns a fact, where a path knows it at all.
    pub fn fact(&self, kind: &FactKind) -> Option<Fact> {
        self.fact_of.get(kind).copied().filter(|fact| self.known[usize::from(*fact)] > Known::Nowhere)
    }

    pub fn answer_fact(&self, question: QuestionIx) -> Option<Fact> {
        self.answer_facts[question.at()].filter(|fact| self.known[usize::from(*fact)] > Known::Nowhere)
    }

    /// Returns how many answers of a question are told apart, and the first of them that can be given.
    pub fn answers(&self, index: QuestionIx) -> std::ops::Range<u32> {
        match &self.question(index).kind {
            AnswerKind::Tri => 0..3,
            AnswerKind::Choice(options) => 0..len(options.len()),
            AnswerKind::Pick(pick) => u32::from(pick.least > 0)..2,
            AnswerKind::List(list) => u32::from(list.least > 0)..2,
            AnswerKind::Text { .. } => 0..1,
            AnswerKind::Number { .. } | AnswerKind::Date | AnswerKind::DateTime => {
                0..self.intervals.get(&index).map_or(1, |intervals| len(intervals.len()))
            }
        }
    }

    /// Returns the column of that name in the list that the subject is a row of.
    pub fn column(&self, subject: Subject, name: &str) -> Option<(&'b [Choice], bool)> {
        let AnswerKind::List(list) = &self.question(self.list_of(subject)?).kind else { return None };
        let column = list.columns.iter().find(|column| &*column.id == name)?;
        match &column.kind {
            ColumnKind::Choice(options) => Some((options, column.optional)),
            _ => None,
        }
    }

    /// Returns every question that a node reads, in order.
    pub fn reads(&self, node: &Node) -> Vec<QuestionIx> {
        let mut read = Vec::new();
        for_each_question(self.edition.book, node, |question| read.push(question));
        match &node.kind {
            NodeKind::Each { over: Over::Register { register, .. }, .. } => {
                read.extend(self.edition.register(*register));
            }
            NodeKind::Switch { on: SwitchOn::Field(Field::Column { subject, .. }), .. } => {
                read.extend(self.list_of(*subject));
            }
            _ => {}
        }
        read
    }

    /// Returns whether it matters to an invariant that an answer is needed which stood already.
    ///
    /// Then no provision of its question applies.
    pub fn is_told_again(&self, question: QuestionIx) -> bool {
        self.question(question).provisions.iter().any(|applied| self.meant[applied.at()])
    }

    fn nodes(&self) -> impl Iterator<Item = (RulesetIx, NodeIx, &'b NodeKind)> + '_ {
        self.entered.closure.iter().flat_map(move |&ruleset| {
            let nodes = &self.ruleset(ruleset).nodes;
            self.entered.orders[&ruleset].iter().map(move |&at| (ruleset, at, &nodes[at.at()].kind))
        })
    }

    /// Returns where the walk goes on when the part of a node is done.
    pub fn after_part(&self, ruleset: RulesetIx, node: NodeIx) -> Option<NodeIx> {
        let parts = &self.ruleset(ruleset).parts;
        let here = parts.iter().position(|part| (part.first.0..part.first.0 + part.len).contains(&node.0))?;
        parts[here + 1..].iter().find(|part| part.len > 0).map(|part| part.first)
    }

    /// Returns where a ruleset begins.
    pub fn first(&self, ruleset: RulesetIx) -> Option<NodeIx> {
        self.ruleset(ruleset).parts.iter().find(|part| part.len > 0).map(|part| part.first)
    }

    /// Returns a measure of how long it takes to go through them: how many nodes can be reached.
    pub fn weight(&self) -> usize {
        self.entered.orders.values().map(Vec::len).sum()
    }

    /// Returns what a module is where a ruleset runs it: its versions on those of the days on which the ruleset is in
    /// force, and none among them where it is not in force on all.
    pub fn versions(&self, ruleset: RulesetIx, module: FamilyIx) -> &[Option<RulesetIx>] {
        self.entered.versions(ruleset, module)
    }
}

/// Returns the invariants that are held in a procedure.
pub(super) fn held(book: &Rulebook, procedure: RulesetIx) -> Vec<&Invariant> {
    let family = book.rulesets[procedure.at()].family;
    let held = |held: &&Invariant| held.procedures.is_empty() || held.procedures.contains(&family);
    book.invariants.iter().filter(held).collect()
}

/// A length as a number of 32 bits; lists in a rulebook are shorter than that.
pub(super) fn len(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
