//! The days on which a procedure reads the same.

use foldhash::HashMap;

use chrono::NaiveDate;

use super::automaton::Automaton;
use super::classes::{Classes, Told};
use super::happening::Law;
use super::rules::{closure, day_number, for_each_way, held, order};
use crate::engine::Edition;
use crate::ruleset::model::{
    FamilyIx, NodeIx, NodeKind, Rulebook, RulesetIx, RulesetKind, Subject, SwitchOn, SwitchRoutes, Target, Validity,
};

/// A procedure as it reads from one day to another, both included; no last day where no change of law is known.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Days {
    /// The procedure in the version of these days.
    pub procedure: RulesetIx,
    /// The first day.
    pub from: NaiveDate,
    /// The last day, or none where no change is known.
    pub to: Option<NaiveDate>,
}

/// All that the walk of a procedure looks at and that a day can change.
#[derive(Eq, Hash, PartialEq)]
struct Reads {
    closure: Vec<RulesetIx>,
    switched: Vec<(RulesetIx, NodeIx, i64)>,
    /// Where a loop over provisions is passed.
    told: Option<Told>,
}

/// Returns the procedures on all days, those that read the same only once; ordered by procedure and day.
pub(super) fn all(book: &Rulebook) -> Vec<Days> {
    let mut found: Vec<Days> = Vec::new();
    let mut known: HashMap<(FamilyIx, Reads), usize> = HashMap::default();
    let mut last: HashMap<FamilyIx, usize> = HashMap::default();
    for date in changes(book) {
        let edition = Edition::on(book, date);
        for (family, _) in (0..=u16::MAX).map(FamilyIx).zip(&book.families) {
            let in_force = edition.ruleset(family);
            let procedure = in_force.filter(|at| book.rulesets[at.at()].kind == RulesetKind::Procedure);
            let before = last.get(&family).copied();
            let Some(procedure) = procedure else {
                close(&mut found, before, date);
                last.remove(&family);
                continue;
            };
            let reads = reads(&edition, procedure);
            let next = found.len();
            let at = *known.entry((family, reads)).or_insert(next);
            if before == Some(at) {
                continue;
            }
            close(&mut found, before, date);
            if at == next {
                found.push(Days { procedure, from: date, to: None });
            }
            last.insert(family, at);
        }
    }
    found.sort_by_key(|days| (days.procedure, days.from));
    found
}

fn close(found: &mut [Days], before: Option<usize>, date: NaiveDate) {
    if let Some(days) = before.and_then(|at| found.get_mut(at)) {
        days.to = days.to.or(date.pred_opt());
    }
}

/// Returns every day on which something can begin to read otherwise, from the first day of the rules.
fn changes(book: &Rulebook) -> Vec<NaiveDate> {
    let mut days = Vec::new();
    let mut add = |valid: Validity| {
        days.push(valid.from);
        days.extend(valid.to.and_then(|to| to.succ_opt()));
    };
    book.rulesets.iter().for_each(|rules| add(rules.valid));
    book.provisions.iter().flat_map(|provision| &provision.versions).for_each(|version| add(version.valid));
    for node in book.rulesets.iter().flat_map(|rules| &rules.nodes) {
        if let NodeKind::Switch { on: SwitchOn::LawDate, routes: SwitchRoutes::Dates(ranges) } = &node.kind {
            days.extend(ranges.iter().map(|(from, _, _)| *from));
        }
    }
    let first = book.rulesets.iter().map(|rules| rules.valid.from).min();
    days.retain(|day| first.is_some_and(|first| first <= *day));
    days.sort_unstable();
    days.dedup();
    days
}

fn reads(edition: &Edition<'_>, procedure: RulesetIx) -> Reads {
    let book = edition.book;
    let closure = closure(edition, procedure);
    let (mut switched, mut rules_named, mut provisions) = (Vec::new(), Vec::new(), false);
    for &ruleset in &closure {
        let rules = &book.rulesets[ruleset.at()];
        for at in order(edition, rules) {
            let kind = &rules.nodes[at.at()].kind;
            match kind {
                NodeKind::Switch { on: SwitchOn::LawDate, .. } => {
                    for_each_way(kind, edition.date, |target| switched.push((ruleset, at, number(target))));
                }
                NodeKind::Switch { on: SwitchOn::Reaches(rule), .. } => rules_named.push(*rule),
                NodeKind::Each { subject: Subject::Provision, .. } => provisions = true,
                _ => {}
            }
        }
    }
    rules_named.sort_unstable();
    rules_named.dedup();
    let told = provisions.then(|| {
        let events: Vec<_> = held(book, procedure).into_iter().flat_map(Automaton::events).collect();
        Classes::new(edition, &rules_named, &events, Law { book, date: edition.date }).into_told()
    });
    Reads { closure, switched, told }
}

fn number(target: Target) -> i64 {
    match target {
        Target::Node(node) => i64::from(node.0),
        Target::Return(name) => i64::from(name.0) << 16,
        Target::Outcome(outcome) => i64::from(outcome.0) << 32,
        Target::Done => day_number(NaiveDate::MIN),
    }
}
