//! The days on which a procedure reads the same.

use std::rc::Rc;

use chrono::NaiveDate;
use foldhash::HashMap;

use super::automaton::Automaton;
use super::classes::{Classes, Told};
use super::rules::{Entered, held};
use crate::at_once::at_once;
use crate::engine::Edition;
use crate::engine::edition::Registers;
use crate::ruleset::model::{
    FamilyIx, NodeIx, NodeKind, ProvisionIx, Rulebook, RulesetIx, RulesetKind, Subject, SwitchOn, SwitchRoutes,
    Validity,
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
    switched: Vec<(RulesetIx, NodeIx, Option<usize>)>,
    /// Where a loop over provisions is passed.
    told: Option<Rc<Told>>,
    registers: Registers,
}

/// Returns the procedures on all days, those that read the same only once; ordered by procedure and day.
pub(super) fn all(book: &Rulebook) -> Vec<Days> {
    let editions = at_once(&changes(book), |date| Edition::on(book, *date));
    let wordings = wordings(book);
    let families: Vec<FamilyIx> = (0..=u16::MAX).map(FamilyIx).take(book.families.len()).collect();
    let mut found: Vec<Days> = at_once(&families, |family| of_family(&editions, &wordings, *family)).concat();
    found.sort_by_key(|days| (days.procedure, days.from));
    found
}

/// Returns one procedure on all days; nothing where a family is none.
fn of_family(editions: &[Edition<'_>], wordings: &[NaiveDate], family: FamilyIx) -> Vec<Days> {
    let mut found: Vec<Days> = Vec::new();
    let mut told = HashMap::default();
    let mut known: HashMap<Reads, usize> = HashMap::default();
    let mut before = None;
    for edition in editions {
        let (book, date) = (edition.book, edition.date);
        let in_force = edition.ruleset(family);
        let procedure = in_force.filter(|at| book.rulesets[at.at()].kind == RulesetKind::Procedure);
        let Some(procedure) = procedure else {
            close(&mut found, before.take(), date);
            continue;
        };
        let next = found.len();
        let at = *known.entry(reads(edition, wordings, procedure, &mut told)).or_insert(next);
        if before == Some(at) {
            continue;
        }
        close(&mut found, before, date);
        if at == next {
            found.push(Days { procedure, from: date, to: None });
        }
        before = Some(at);
    }
    found
}

fn close(found: &mut [Days], before: Option<usize>, date: NaiveDate) {
    if let Some(days) = before.and_then(|at| found.get_mut(at)) {
        days.to = days.to.or(date.pred_opt());
    }
}

/// Returns every day on which something can begin to read otherwise, from the first day of the rules.
fn changes(book: &Rulebook) -> Vec<NaiveDate> {
    let mut days = wordings(book);
    book.rulesets.iter().for_each(|rules| days.extend(begins(rules.valid)));
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

/// Returns every day on which some provision begins to read otherwise, in order.
fn wordings(book: &Rulebook) -> Vec<NaiveDate> {
    let versions = book.provisions.iter().flat_map(|provision| &provision.versions);
    let mut days: Vec<NaiveDate> = versions.flat_map(|version| begins(version.valid)).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Returns the first day of what is valid, and the first day after it.
fn begins(valid: Validity) -> impl Iterator<Item = NaiveDate> {
    std::iter::once(valid.from).chain(valid.to.and_then(|to| to.succ_opt()))
}

/// What was told of the provisions, by how many days have changed them and by the rules that are asked for.
type Heard = HashMap<(usize, Vec<ProvisionIx>), Rc<Told>>;

fn reads(edition: &Edition<'_>, wordings: &[NaiveDate], procedure: RulesetIx, heard: &mut Heard) -> Reads {
    let book = edition.book;
    let date = edition.date;
    let dates = &[date];
    let Entered { closure, orders, .. } = Entered::of(std::slice::from_ref(edition), procedure);
    let (mut switched, mut rules_named, mut provisions) = (Vec::new(), Vec::new(), false);
    for &ruleset in &closure {
        for &at in &orders[&ruleset] {
            let kind = &book.rulesets[ruleset.at()].nodes[at.at()].kind;
            match kind {
                // Also where it leads as before: which way it takes is told of.
                NodeKind::Switch { on: SwitchOn::LawDate, routes: SwitchRoutes::Dates(ranges) } => {
                    let holds = |(from, to, _): &(NaiveDate, NaiveDate, _)| *from <= date && date <= *to;
                    switched.push((ruleset, at, ranges.iter().position(holds)));
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
        let changed = wordings.partition_point(|day| *day <= date);
        let told = heard.entry((changed, rules_named)).or_insert_with_key(|(_, rules_named)| {
            let events: Vec<_> = held(book, procedure).into_iter().flat_map(Automaton::events).collect();
            Rc::new(Classes::new(book, dates, rules_named, &events).into_told())
        });
        Rc::clone(told)
    });
    Reads { closure, switched, told, registers: edition.registers_of(procedure) }
}
