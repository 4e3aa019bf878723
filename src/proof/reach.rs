//! What of the rules some path reaches, and so what no path ever does.
//!
//! Every procedure is unfolded on all days, with each answer known for as long as the procedure can look at it, in a
//! rulebook in which every way has a node of its own. The graph holds every path of the engine and some more: what is not
//! met in it is met in no walk, whatever is answered.

mod split;

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use self::split::{Mark, Split};
use super::rules::{FactKind, Rules};
use super::unfold::Unfolding;
use super::{Days, editions};
use crate::at_once::at_once;
use crate::engine::Edition;
use crate::engine::edition::for_each_question;
use crate::ruleset::model::{
    AnswerKind, DutyIx, FamilyIx, Filter, NodeKind, Pick, ProvisionIx, QuestionIx, Register, Rulebook, RulesetIx,
    RulesetKind, SwitchOn, Target,
};
use crate::trial::coverage::element::Element;

/// What some path reaches.
#[derive(Clone, Debug)]
pub struct Reach {
    all: HashSet<Element>,
    /// The same by procedure and days, for each procedure in each way that it reads.
    days: Vec<(Days, HashSet<Element>)>,
    /// Every procedure has been gone through.
    whole: bool,
}

impl Reach {
    /// Goes through every procedure on all days.
    #[must_use]
    pub fn of(book: &Rulebook) -> Self {
        Self::within(book, &|_| true)
    }

    /// Goes through those procedures on all days that can enter a ruleset which is `asked` for; of the others, and of what
    /// rulesets share, nothing is then said to be out of reach.
    #[must_use]
    pub fn within(book: &Rulebook, asked: &dyn Fn(RulesetIx) -> bool) -> Self {
        let split = Split::new(book);
        let mut asked_for = book.clone();
        let mut whole = true;
        for (at, rules) in (0..).map(RulesetIx).zip(&mut asked_for.rulesets) {
            if rules.kind == RulesetKind::Procedure && !may_enter(book, at, asked) {
                // What is no procedure is gone through by itself on no day.
                rules.kind = RulesetKind::Module;
                whole = false;
            }
        }
        let all_days = editions::all(&asked_for);
        let lasting = lasting(book, &split, &all_days);
        let one = |days: &Days| {
            let known = lasting.get(&family(book, *days)).map_or(&[][..], |known| known);
            (*days, on(book, &split, *days, Known::All(known)))
        };
        let days = at_once(&all_days, one);
        let all = days.iter().flat_map(|(_, reached)| reached.iter().copied()).collect();
        Self { all, days, whole }
    }

    /// Returns whether some path reaches an element. What can never be reached is said to be so for sure.
    #[must_use]
    pub fn reaches(&self, element: Element) -> bool {
        let shared = matches!(element, Element::Duty(_) | Element::Row(..));
        shared && !self.whole || self.all.contains(&element)
    }

    /// Returns whether some path on a day applies a provision, lets it be picked, or asks what it reaches.
    #[must_use]
    pub fn rests_on(&self, book: &Rulebook, provision: ProvisionIx, day: NaiveDate) -> bool {
        let procedures: HashSet<FamilyIx> = self.days.iter().map(|(days, _)| family(book, *days)).collect();
        !self.whole
            || procedures.into_iter().any(|procedure| {
                let of = || self.days.iter().filter(|(days, _)| family(book, *days) == procedure);
                let holds = |days: &Days| days.from <= day && days.to.is_none_or(|to| day <= to);
                let on_day = of().find(|(days, _)| holds(days));
                // What reads on a later day as it did before is kept by the first days alone.
                let all: Vec<_> = on_day.map_or_else(|| of().collect(), |one| vec![one]);
                all.iter().any(|(_, reached)| reached.iter().any(|element| names(book, *element, provision)))
            })
    }
}

/// Returns whether a procedure may enter a ruleset that is asked for, on whatever day.
fn may_enter(book: &Rulebook, procedure: RulesetIx, asked: &dyn Fn(RulesetIx) -> bool) -> bool {
    let mut seen = HashSet::from([procedure]);
    let mut open = vec![procedure];
    while let Some(at) = open.pop() {
        if asked(at) {
            return true;
        }
        let calls = book.rulesets[at.at()].nodes.iter().flat_map(|node| node.kind.calls());
        let called = calls.flat_map(|call| book.families[call.module.at()].versions.iter().copied());
        open.extend(called.filter(|next| seen.insert(*next)));
    }
    false
}

/// The answers to these would together be told apart in no more ways than this.
const MOST: usize = 4_096;

/// What a path knows of what was answered.
#[derive(Clone, Copy)]
enum Known<'k> {
    /// Every answer until it comes to a loop or has passed one, and the answers to these there too.
    All(&'k [QuestionIx]),
    /// The answers to this question alone, wherever it comes.
    One(QuestionIx),
}

/// Returns for each procedure the questions whose answers must be known in its loops too to tell that a way is not taken,
/// those first that tell most.
///
/// All of them at once would be too many to go through. They are found on the last law, each by itself.
fn lasting(book: &Rulebook, split: &Split, all: &[Days]) -> HashMap<FamilyIx, Vec<QuestionIx>> {
    let mut last: HashMap<FamilyIx, Days> = HashMap::new();
    for days in all {
        let known = last.entry(family(book, *days)).or_insert(*days);
        if known.from < days.from {
            *known = *days;
        }
    }
    let mut last: Vec<Days> = last.into_values().collect();
    last.sort_unstable_by_key(|days| days.procedure);
    let reached = at_once(&last, |days| on(book, split, *days, Known::All(&[])));
    let asked = |days: Days| candidates(book, split, days).into_iter().map(move |question| (days, question));
    let tried: Vec<_> = (0..).zip(&last).flat_map(|(at, days)| asked(*days).map(move |one| (at, one))).collect();
    let gains = at_once(&tried, |&(at, (days, question)): &(usize, _)| {
        let found = on(book, split, days, Known::One(question));
        reached[at].iter().filter(|element| !found.contains(element)).count()
    });
    let mut gains: Vec<_> = gains.into_iter().zip(tried).filter(|(gain, _)| *gain > 0).collect();
    // What tells much for few answers comes first: each more multiplies what must be gone through.
    let bits = |question: QuestionIx| book.questions[question.at()].options().len().max(2).ilog2() as usize + 1;
    gains.sort_by_key(|(gain, (_, (_, question)))| Reverse(gain * 64 / bits(*question)));
    let mut lasting: HashMap<FamilyIx, (usize, Vec<QuestionIx>)> = HashMap::new();
    for (_, (_, (days, question))) in gains {
        let (ways, questions) = lasting.entry(family(book, days)).or_insert((1, Vec::new()));
        let more = ways.saturating_mul(book.questions[question.at()].options().len().max(2));
        if more <= MOST {
            *ways = more;
            questions.push(question);
        }
    }
    lasting.into_iter().map(|(procedure, (_, questions))| (procedure, questions)).collect()
}

/// Returns the questions with closed answers that a procedure reads at several places.
fn candidates(book: &Rulebook, split: &Split, days: Days) -> Vec<QuestionIx> {
    let edition = Edition::on(&split.book, days.from).for_procedure(days.procedure);
    let rules = Rules::new(&[edition], days.procedure, Vec::new());
    let all = (0..).map(QuestionIx).zip(&book.questions);
    let closed = all.filter(|(_, question)| !question.options().is_empty());
    closed.map(|(at, _)| at).filter(|at| rules.fact_of.contains_key(&FactKind::Answer(*at))).collect()
}

/// Returns what the paths of one procedure reach on one day's law.
fn on(book: &Rulebook, split: &Split, days: Days, known: Known<'_>) -> HashSet<Element> {
    let edition = Edition::on(&split.book, days.from).for_procedure(days.procedure);
    let mut rules = Rules::new(&[edition], days.procedure, Vec::new());
    let lasting = match known {
        Known::All(lasting) => {
            rules.learn_all();
            lasting
        }
        Known::One(ref question) => std::slice::from_ref(question),
    };
    for &question in lasting {
        while rules.learn(question) {}
    }
    met(book, split, &Unfolding::new(&rules))
}

/// Returns what is met in a graph of the split rulebook.
fn met(book: &Rulebook, split: &Split, unfolding: &Unfolding<'_, '_>) -> HashSet<Element> {
    let mut reached = HashSet::new();
    for instance in &unfolding.instances {
        let marks = &split.marks[instance.ruleset.at()];
        for vertex in &instance.vertices {
            add(book, instance.ruleset, marks[vertex.node.at()], &mut reached);
        }
    }
    reached
}

fn add(book: &Rulebook, ruleset: RulesetIx, mark: Mark, reached: &mut HashSet<Element>) {
    let rules = &book.rulesets[ruleset.at()];
    let (node, way, to) = match mark {
        Mark::Node(node) => {
            reached.insert(Element::Node(ruleset, node));
            return duties(&rules.nodes[node.at()].duties, reached);
        }
        Mark::Way(node, way, to) => (node, way, to),
        Mark::Row(node, way, to, (table, row)) => {
            reached.insert(Element::Row(table, row));
            (node, way, to)
        }
    };
    reached.insert(Element::Edge(ruleset, node, way));
    match to {
        Target::Return(name) => {
            reached.insert(Element::Return(ruleset, name));
            if let Some(Some(end)) = rules.returns.get(name.at()) {
                duties(&end.duties, reached);
            }
        }
        Target::Outcome(outcome) => {
            reached.insert(Element::Outcome(ruleset, outcome));
            duties(&rules.outcomes[outcome.at()].duties, reached);
        }
        Target::Node(_) | Target::Done => {}
    }
}

fn duties(duties: &[DutyIx], reached: &mut HashSet<Element>) {
    reached.extend(duties.iter().copied().map(Element::Duty));
}

fn family(book: &Rulebook, days: Days) -> FamilyIx {
    book.rulesets[days.procedure.at()].family
}

/// Returns whether what is reached names a provision, or a question that does.
fn names(book: &Rulebook, element: Element, provision: ProvisionIx) -> bool {
    match element {
        Element::Node(ruleset, at) => {
            let node = &book.rulesets[ruleset.at()].nodes[at.at()];
            let mut asks = false;
            for_each_question(book, node, |question| asks |= asks_for(book, question, provision));
            let on = match &node.kind {
                NodeKind::Switch { on: SwitchOn::Reaches(rule), .. } => *rule == provision,
                NodeKind::Switch { on: SwitchOn::Table(table), .. } => {
                    book.tables[table.at()].provisions.contains(&provision)
                }
                _ => false,
            };
            asks || on || node.provisions.contains(&provision)
        }
        Element::Return(ruleset, at) => {
            book.rulesets[ruleset.at()].returns[at.at()].as_ref().is_some_and(|end| end.provisions.contains(&provision))
        }
        Element::Outcome(ruleset, at) => book.rulesets[ruleset.at()].outcomes[at.at()].provisions.contains(&provision),
        Element::Edge(..) | Element::Row(..) | Element::Duty(_) => false,
    }
}

fn asks_for(book: &Rulebook, question: QuestionIx, provision: ProvisionIx) -> bool {
    let question = &book.questions[question.at()];
    let picked = match &question.kind {
        AnswerKind::Pick(Pick { from: Register::Provisions, filter, .. }) => match filter {
            Some(Filter::ProvisionRole(only)) => book.provisions[provision.at()].role == *only,
            _ => true,
        },
        _ => false,
    };
    picked || question.provisions.contains(&provision)
}
