//! What one procedure can come to on one day: its rulesets in an order to work in, and the facts that its nodes share.

use foldhash::HashMap;

use chrono::{Datelike as _, NaiveDate};

use super::automaton::Automaton;
use super::classes::{Classes, switched};
use super::happening::Law;
use super::tally::Tally;
use crate::engine::Edition;
use crate::engine::edition::for_each_question;
use crate::ruleset::check::for_each_target;
use crate::ruleset::model::{
    AnswerKind, Choice, ColumnKind, Event, FamilyIx, Field, Invariant, Node, NodeIx, NodeKind, Over, ProvisionIx,
    Question, QuestionIx, Rulebook, Ruleset, RulesetIx, Scope, Subject, SwitchOn, SwitchRoutes, Target,
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

/// A fact, by its position in [`Rules::facts`].
pub(super) type Fact = u16;

/// What a path can know and a later node can look at.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(super) enum FactKind {
    /// The answer to a question that is read at several places: the option, the interval, or whether anything was named.
    Answer(QuestionIx),
    /// A cell of the subject in scope: the option, or that it is empty.
    Column(Subject, Box<str>),
    /// The provision in scope: its class.
    Provision,
    /// Whether a rule reaches the provision in scope through those beside it.
    Beside(ProvisionIx),
    /// What the subjects of a finished loop came to.
    Loop(RulesetIx, NodeIx),
}

/// A fact and where it is forgotten.
#[derive(Clone, Debug)]
pub(super) struct FactInfo {
    pub kind: FactKind,
    /// It is forgotten when one of these subjects is left.
    pub scopes: Scopes,
    /// How many values it has.
    pub values: u32,
}

/// How long a path knows a fact.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Known {
    /// Not at all: wherever it is looked at, it may be anything.
    Nowhere,
    /// Until a loop is passed.
    Within,
    /// As long as the subjects that it is about.
    Across,
}

/// The rules of one procedure on one day.
pub(super) struct Rules<'b> {
    pub edition: Edition<'b>,
    pub procedure: RulesetIx,
    /// Every ruleset that can be entered, each after those that it calls.
    pub closure: Vec<RulesetIx>,
    /// By [`RulesetIx`], the nodes of each ruleset of the closure, each before those that it leads to.
    pub orders: HashMap<RulesetIx, Vec<NodeIx>>,
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
    pub invariants: Vec<&'b Invariant>,
}

/// A day as a number.
pub(super) fn day_number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

impl<'b> Rules<'b> {
    /// Gathers what a procedure can come to, as far as the invariants and its own ways tell it apart.
    pub fn new(edition: Edition<'b>, procedure: RulesetIx, invariants: Vec<&'b Invariant>) -> Self {
        let book = edition.book;
        let law = Law { book, date: edition.date };
        let closure = closure(&edition, procedure);
        let orders: HashMap<_, _> = closure.iter().map(|&at| (at, order(&edition, &book.rulesets[at.at()]))).collect();
        let kinds = closure.iter().flat_map(|at| book.rulesets[at.at()].nodes.iter().map(|node| &node.kind));
        let events: Vec<_> = invariants.iter().flat_map(|held| Automaton::events(held)).collect();
        let classes = Classes::new(&edition, &switched(kinds), &events, law);
        let mut rules = Self {
            edition,
            procedure,
            closure,
            orders,
            facts: Vec::new(),
            fact_of: HashMap::default(),
            intervals: HashMap::default(),
            tallies: HashMap::default(),
            known: Vec::new(),
            provision_fact: None,
            answer_facts: vec![None; book.questions.len()],
            classes,
            law,
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
        let by_provision =
            |event: &&Event| !event.applies.is_empty() || event.applies_role.is_some() || event.reaches.is_some();
        let provisions = &self.question(question).provisions;
        self.invariants
            .iter()
            .flat_map(|held| Automaton::events(held))
            .filter(by_provision)
            .any(|event| provisions.iter().any(|applied| self.law.is_meant(event, *applied)))
    }

    fn nodes(&self) -> impl Iterator<Item = (RulesetIx, NodeIx, &'b NodeKind)> + '_ {
        self.closure.iter().flat_map(move |&ruleset| {
            let nodes = &self.ruleset(ruleset).nodes;
            self.orders[&ruleset].iter().map(move |&at| (ruleset, at, &nodes[at.at()].kind))
        })
    }

    fn find_tallies(&mut self) {
        let mut tallies: HashMap<_, Tally> = HashMap::default();
        for (ruleset, _, kind) in self.nodes() {
            if let NodeKind::Switch { on, routes } = kind
                && let SwitchOn::Any { of, .. } | SwitchOn::All { of, .. } | SwitchOn::Count { of, .. } = on
            {
                tallies.entry((ruleset, *of)).or_default().look(on, routes);
            }
        }
        self.tallies = tallies;
    }

    fn find_intervals(&mut self) {
        let mut cuts: HashMap<QuestionIx, Vec<i64>> = HashMap::default();
        for (_, _, kind) in self.nodes() {
            let NodeKind::Switch { on: SwitchOn::Answer(question), routes } = kind else { continue };
            let ranges: Vec<(i64, i64)> = match routes {
                SwitchRoutes::Numbers(ranges) => ranges.iter().map(|(from, to, _)| (*from, *to)).collect(),
                SwitchRoutes::Dates(ranges) => {
                    ranges.iter().map(|(from, to, _)| (day_number(*from), day_number(*to))).collect()
                }
                SwitchRoutes::Closed(_) => continue,
            };
            let cuts = cuts.entry(*question).or_default();
            for (from, to) in ranges {
                cuts.extend([from, to.saturating_add(1)]);
            }
        }
        for (question, mut cuts) in cuts {
            let (first, last) = match self.question(question).kind {
                AnswerKind::Number { min, max } => (min, max),
                _ => (day_number(NaiveDate::MIN), day_number(NaiveDate::MAX)),
            };
            cuts.push(first);
            cuts.retain(|cut| (first..=last).contains(cut));
            cuts.sort_unstable();
            cuts.dedup();
            let ends = cuts.iter().skip(1).map(|next| next - 1).chain([last]);
            self.intervals.insert(question, cuts.iter().copied().zip(ends).collect());
        }
    }

    fn find_facts(&mut self) {
        let mut times: HashMap<RulesetIx, HashMap<QuestionIx, bool>> = HashMap::default();
        for &ruleset in &self.closure {
            let own = self.reads_of(ruleset, &times);
            times.insert(ruleset, own);
        }
        let mut several: Vec<QuestionIx> = times
            .remove(&self.procedure)
            .unwrap_or_default()
            .into_iter()
            .filter_map(|(question, several)| several.then_some(question))
            .collect();
        several.sort_unstable();
        for question in several {
            let (scopes, values) = (scopes_of(self.question(question).scope), self.answers(question).end);
            self.add(FactInfo { kind: FactKind::Answer(question), scopes, values });
        }
        let mut more = Vec::new();
        for (ruleset, at, kind) in self.nodes() {
            match kind {
                NodeKind::Switch { on: SwitchOn::Field(Field::Column { subject, column, .. }), .. } => {
                    let values = self.column(*subject, column).map_or(0, |(options, _)| len(options.len())) + 1;
                    let kind = FactKind::Column(*subject, column.clone());
                    more.push(FactInfo { kind, scopes: bit(*subject), values });
                }
                NodeKind::Switch { on: SwitchOn::Reaches(rule), .. } => {
                    let kind = FactKind::Beside(*rule);
                    more.push(FactInfo { kind, scopes: bit(Subject::Provision), values: 2 });
                }
                NodeKind::Each { .. } => {
                    if let Some(tally) = self.tallies.get(&(ruleset, at)) {
                        more.push(FactInfo { kind: FactKind::Loop(ruleset, at), scopes: 0, values: tally.values() });
                    }
                }
                _ => {}
            }
        }
        let values = len(self.classes.len());
        more.push(FactInfo { kind: FactKind::Provision, scopes: bit(Subject::Provision), values });
        for fact in more {
            self.add(fact);
        }
        self.forget();
    }

    /// Knows nothing but what no answer tells of, so that nothing would show that it was met twice.
    pub fn forget(&mut self) {
        self.known = self.facts.iter().map(|fact| self.always(&fact.kind)).collect();
    }

    /// Knows every answer until a loop is passed.
    pub fn learn_all(&mut self) {
        self.known.iter_mut().for_each(|known| *known = Known::Within.max(*known));
    }

    fn always(&self, kind: &FactKind) -> Known {
        match kind {
            FactKind::Answer(question) if self.question(*question).fills().is_none() => Known::Nowhere,
            _ => Known::Across,
        }
    }

    /// Returns whether a fact is known across a loop.
    pub fn keeps(&self, fact: Fact) -> bool {
        self.known[usize::from(fact)] == Known::Across
    }

    /// Knows an answer for longer than before; returns whether that can be.
    pub fn learn(&mut self, question: QuestionIx) -> bool {
        let Some(fact) = self.answer_facts[question.at()] else { return false };
        let known = &mut self.known[usize::from(fact)];
        let longer = match *known {
            Known::Nowhere => Known::Within,
            Known::Within => Known::Across,
            Known::Across => return false,
        };
        *known = longer;
        true
    }

    fn add(&mut self, info: FactInfo) {
        if !self.fact_of.contains_key(&info.kind) {
            // More than 65,535 shared questions do not fit into a rulebook.
            let at = Fact::try_from(self.facts.len()).unwrap_or(Fact::MAX);
            match info.kind {
                FactKind::Answer(question) => self.answer_facts[question.at()] = Some(at),
                FactKind::Provision => self.provision_fact = Some(at),
                _ => {}
            }
            self.fact_of.insert(info.kind.clone(), at);
            self.facts.push(info);
        }
    }

    /// Returns which questions a ruleset reads with all that it calls, and which of them several times for one key.
    fn reads_of(
        &self,
        ruleset: RulesetIx,
        known: &HashMap<RulesetIx, HashMap<QuestionIx, bool>>,
    ) -> HashMap<QuestionIx, bool> {
        let mut own: HashMap<QuestionIx, bool> = HashMap::default();
        let mut add = |question, several| {
            own.entry(question).and_modify(|several| *several = true).or_insert(several);
        };
        for &at in &self.orders[&ruleset] {
            let node = &self.ruleset(ruleset).nodes[at.at()];
            let kind = &node.kind;
            self.reads(node).into_iter().for_each(|question| add(question, false));
            let looped = match kind {
                NodeKind::Each { subject, .. } => Some(*subject),
                _ => None,
            };
            for call in kind.calls() {
                let Some(inner) = self.callee(call.module).and_then(|module| known.get(&module)) else { continue };
                for (&question, &several) in inner {
                    let again =
                        looped.is_some_and(|subject| scopes_of(self.question(question).scope) & bit(subject) == 0);
                    add(question, several || again);
                }
            }
        }
        own
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

    pub fn callee(&self, module: FamilyIx) -> Option<RulesetIx> {
        self.edition.ruleset(module)
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

/// Returns every ruleset that a procedure can enter, each after those that it calls.
pub(super) fn closure(edition: &Edition<'_>, procedure: RulesetIx) -> Vec<RulesetIx> {
    let mut done = Vec::new();
    let mut seen = vec![false; edition.book.rulesets.len()];
    seen[procedure.at()] = true;
    let mut stack = vec![(procedure, called(edition, procedure))];
    while let Some((ruleset, calls)) = stack.last_mut() {
        match calls.pop() {
            Some(next) if !std::mem::replace(&mut seen[next.at()], true) => stack.push((next, called(edition, next))),
            Some(_) => {}
            None => {
                done.push(*ruleset);
                stack.pop();
            }
        }
    }
    done
}

fn called(edition: &Edition<'_>, ruleset: RulesetIx) -> Vec<RulesetIx> {
    let rules = &edition.book.rulesets[ruleset.at()];
    let reached = order(edition, rules);
    let calls = reached.iter().flat_map(|at| rules.nodes[at.at()].kind.calls());
    calls.filter_map(|call| edition.ruleset(call.module)).collect()
}

/// Calls `visit` with everywhere that a node leads on a law date.
pub(super) fn for_each_way(kind: &NodeKind, date: NaiveDate, mut visit: impl FnMut(Target)) {
    match kind {
        NodeKind::Switch { on: SwitchOn::LawDate, routes: SwitchRoutes::Dates(ranges) } => {
            let now = ranges.iter().find(|(from, to, _)| *from <= date && date <= *to);
            if let Some((_, _, target)) = now {
                visit(*target);
            }
        }
        kind => for_each_target(kind, visit),
    }
}

/// Returns the nodes that can be reached, part after part, each before those that it leads to.
pub(super) fn order(edition: &Edition<'_>, rules: &Ruleset) -> Vec<NodeIx> {
    let mut whole = Vec::with_capacity(rules.nodes.len());
    let mut seen = vec![false; rules.nodes.len()];
    let onward = |at: NodeIx| {
        let mut next = Vec::new();
        for_each_way(&rules.nodes[at.at()].kind, edition.date, |target| {
            if let Target::Node(node) = target {
                next.push(node);
            }
        });
        next
    };
    for part in rules.parts.iter().filter(|part| part.len > 0) {
        let mut left = Vec::new();
        seen[part.first.at()] = true;
        let mut stack = vec![(part.first, onward(part.first))];
        while let Some((node, next)) = stack.last_mut() {
            match next.pop() {
                Some(to) if !std::mem::replace(&mut seen[to.at()], true) => stack.push((to, onward(to))),
                Some(_) => {}
                None => {
                    left.push(*node);
                    stack.pop();
                }
            }
        }
        whole.extend(left.into_iter().rev());
    }
    whole
}
