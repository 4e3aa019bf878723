//! Every small change of a rulebook that some case is to notice.

use chrono::NaiveDate;

use super::piece::{Piece, lead};
use super::{Change, Meets, Mutant};
use crate::engine::Way;
use crate::ruleset::model::{
    Effect, End, JA, Join, NEJ, Node, NodeIx, NodeKind, OutcomeIx, ProvisionIx, ReturnIx, Rulebook, Ruleset, RulesetIx,
    SwitchOn, SwitchRoutes, TableIx, Target, Validity,
};
use crate::trial::coverage::element::{Element, ways};

/// Returns every mutant of a rulebook, in its order.
#[must_use]
pub fn mutants(book: &Rulebook) -> Vec<Mutant> {
    let mut make = Make { book, made: Vec::new() };
    for (ruleset, rules) in (0..).map(RulesetIx).zip(&book.rulesets) {
        for (at, node) in (0..).map(NodeIx).zip(&rules.nodes) {
            make.node(ruleset, at, node);
        }
        for (at, end) in (0..).map(OutcomeIx).zip(&rules.outcomes) {
            let meets = Meets::Any(vec![Element::Outcome(ruleset, at)]);
            make.end(end, &meets, &|end| Piece::Outcome(ruleset, at, Box::new(end)));
        }
        for (at, end) in (0..).map(ReturnIx).zip(&rules.returns) {
            let Some(end) = end else { continue };
            let meets = Meets::Any(vec![Element::Return(ruleset, at)]);
            make.end(end, &meets, &|end| Piece::Return(ruleset, at, Some(Box::new(end))));
        }
    }
    make.rows();
    make.versions();
    make.wordings();
    make.made
}

struct Make<'b> {
    book: &'b Rulebook,
    made: Vec<Mutant>,
}

impl Make<'_> {
    fn push(&mut self, change: Change, meets: Meets, piece: Piece) {
        self.made.push(Mutant { change, meets, piece });
    }

    fn node(&mut self, ruleset: RulesetIx, at: NodeIx, node: &Node) {
        let changed = |change: &dyn Fn(&mut Node)| {
            let mut node = Box::new(node.clone());
            change(&mut node);
            Piece::Node(ruleset, at, node)
        };
        let edge = |way| Element::Edge(ruleset, at, way);
        let here = || Meets::Any(vec![Element::Node(ruleset, at)]);
        let ways = ways(self.book, &node.kind);
        let doubt = self.doubt(&node.kind);
        let sure: Vec<_> = ways.iter().copied().filter(|(way, _)| Some(*way) != doubt).collect();
        for pair in sure.windows(2) {
            let [(a, to_a), (b, to_b)] = *pair else { continue };
            if to_a != to_b {
                let piece = changed(&|node| {
                    lead(&mut node.kind, a, to_b);
                    lead(&mut node.kind, b, to_a);
                });
                self.push(Change::Swap(a, b), Meets::Any(vec![edge(a), edge(b)]), piece);
            }
        }
        if let Some((doubt, led)) = ways.iter().find(|(way, _)| Some(*way) == doubt).copied() {
            let mut others: Vec<Target> = Vec::new();
            for &(_, to) in sure.iter().filter(|(_, to)| *to != led) {
                if !others.contains(&to) {
                    others.push(to);
                }
            }
            for to in others {
                let piece = changed(&|node| lead(&mut node.kind, doubt, to));
                self.push(Change::Doubt { way: doubt, led, to }, Meets::Any(vec![edge(doubt)]), piece);
            }
        }
        for &duty in &node.duties {
            self.push(Change::Duty(duty), here(), changed(&|node| node.duties.retain(|other| *other != duty)));
        }
        match &node.kind {
            NodeKind::Checklist { rows, .. } => {
                for row in 0..rows.len() {
                    let piece = changed(&|node| {
                        if let NodeKind::Checklist { rows, .. } = &mut node.kind {
                            rows[row].want = if rows[row].want == JA { NEJ } else { JA };
                        }
                    });
                    self.push(Change::Want(row), here(), piece);
                }
            }
            NodeKind::Each { .. } | NodeKind::Calls { .. } => {
                let piece = changed(&|node| {
                    if let NodeKind::Each { join, .. } | NodeKind::Calls { join, .. } = &mut node.kind {
                        *join = if *join == Join::Strictest { Join::Widest } else { Join::Strictest };
                    }
                });
                self.push(Change::Join, here(), piece);
            }
            NodeKind::Switch { on: SwitchOn::LawDate, routes: SwitchRoutes::Dates(ranges) } => {
                for (boundary, &(first, ..)) in ranges.iter().enumerate().skip(1) {
                    for (later, day) in moved(first) {
                        let piece = changed(&|node| shift(node, boundary, day));
                        let on = if later { first } else { day };
                        self.push(Change::Day { later, first }, Meets::On(on), piece);
                    }
                }
            }
            _ => {}
        }
    }

    /// Returns the way that doubt takes.
    fn doubt(&self, kind: &NodeKind) -> Option<Way> {
        match kind {
            NodeKind::Ask { question, .. } => {
                let options = self.book.questions[question.at()].options();
                let at = options.iter().position(|option| *option == "vet-ej")?;
                u16::try_from(at).ok().map(Way::Option)
            }
            NodeKind::Checklist { .. } => Some(Way::Unknown),
            _ => None,
        }
    }

    fn end(&mut self, end: &End, meets: &Meets, piece: &dyn Fn(End) -> Piece) {
        for &duty in &end.duties {
            let duties = without(&end.duties, duty);
            self.push(Change::Duty(duty), meets.clone(), piece(End { duties, ..end.clone() }));
        }
        for &provision in &end.provisions {
            let provisions = without(&end.provisions, provision);
            self.push(Change::Provision(provision), meets.clone(), piece(End { provisions, ..end.clone() }));
        }
        for &role in &end.approval {
            let approval = without(&end.approval, role);
            self.push(Change::Approval(role), meets.clone(), piece(End { approval, ..end.clone() }));
        }
        if let Some(was) = end.effect {
            let becomes = if was > Effect::Open { Effect::Release } else { Effect::Withhold };
            let changed = End { effect: Some(becomes), ..end.clone() };
            self.push(Change::Effect { was, becomes }, meets.clone(), piece(changed));
        }
    }

    fn rows(&mut self) {
        for (at, table) in (0..).map(TableIx).zip(&self.book.tables) {
            let Ok(results) = u16::try_from(table.results.len()) else { continue };
            for row in (0..table.rows.len()).filter(|_| results > 1) {
                let mut changed = Box::new(table.clone());
                changed.rows[row].then = (changed.rows[row].then + 1) % results;
                let becomes = changed.rows[row].then;
                let Ok(position) = u16::try_from(row) else { continue };
                let meets = Meets::Any(vec![Element::Row(at, position)]);
                self.push(Change::Result { row: position, becomes }, meets, Piece::Table(at, changed));
            }
        }
    }

    /// The days on which a version of a ruleset takes over from the one before, or begins though there was none.
    fn versions(&mut self) {
        let horizon = self.book.rulesets.iter().map(|rules| rules.valid.from).min();
        for family in &self.book.families {
            let version = |at: usize| family.versions.get(at).map(|ix| (*ix, &self.book.rulesets[ix.at()]));
            let mut made = Vec::new();
            for at in 0..family.versions.len() {
                let Some((ix, rules)) = version(at) else { continue };
                let before = at.checked_sub(1).and_then(version);
                if before.is_none() && Some(rules.valid.from) == horizon {
                    continue;
                }
                made.extend(moved(rules.valid.from).map(|(later, day)| begins(ix, rules, before, later, day)));
            }
            self.made.extend(made);
        }
    }

    /// The same days of the wordings of provisions.
    fn wordings(&mut self) {
        let horizon = self.book.rulesets.iter().map(|rules| rules.valid.from).min();
        for (at, provision) in (0..).map(ProvisionIx).zip(&self.book.provisions) {
            for version in 0..provision.versions.len() {
                let first = provision.versions[version].valid.from;
                if version == 0 && horizon.is_none_or(|horizon| first <= horizon) {
                    continue;
                }
                for (later, day) in moved(first) {
                    let mut changed = Box::new(provision.clone());
                    changed.versions[version].valid.from = day;
                    if let Some(before) = version.checked_sub(1) {
                        let valid = &mut changed.versions[before].valid;
                        if valid.to == first.pred_opt() {
                            valid.to = day.pred_opt();
                        }
                    }
                    let on = if later { first } else { day };
                    self.push(Change::Day { later, first }, Meets::On(on), Piece::Provision(at, changed));
                }
            }
        }
    }
}

fn begins(
    ix: RulesetIx,
    rules: &Ruleset,
    before: Option<(RulesetIx, &Ruleset)>,
    later: bool,
    day: NaiveDate,
) -> Mutant {
    let first = rules.valid.from;
    let mut versions = vec![(ix, Validity { from: day, ..rules.valid })];
    versions.extend(before.map(|(ix, rules)| (ix, Validity { to: day.pred_opt(), ..rules.valid })));
    let on = if later { first } else { day };
    Mutant { change: Change::Day { later, first }, meets: Meets::On(on), piece: Piece::Valid(versions) }
}

/// Returns the day after and the day before, each with whether it is later.
fn moved(first: NaiveDate) -> impl Iterator<Item = (bool, NaiveDate)> {
    [(true, first.succ_opt()), (false, first.pred_opt())].into_iter().filter_map(|(later, day)| Some((later, day?)))
}

/// Lets a range of a switch on the law date begin on `day`, and the one before it end the day before.
fn shift(node: &mut Node, boundary: usize, day: NaiveDate) {
    if let NodeKind::Switch { routes: SwitchRoutes::Dates(ranges), .. } = &mut node.kind
        && let Some(last) = day.pred_opt()
    {
        ranges[boundary - 1].1 = last;
        ranges[boundary].0 = day;
    }
}

fn without<T: Copy + PartialEq>(list: &[T], one: T) -> Vec<T> {
    list.iter().copied().filter(|other| *other != one).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::rulebook::builtin;

    #[test]
    fn a_mutant_changes_the_rules_in_its_place_and_gives_them_back() {
        let mut book = builtin();
        let whole = book.clone();
        for mutant in mutants(&whole) {
            let mut piece = mutant.piece.clone();
            piece.change_places(&mut book);
            assert_ne!(piece, mutant.piece, "nothing is changed by {:?}", mutant.change);
            piece.change_places(&mut book);
            assert_eq!(piece, mutant.piece);
        }
        assert_eq!(book, whole);
    }

    #[test]
    fn place_and_name_tell_every_mutant_from_the_others() {
        let book = builtin();
        let mut names = HashSet::new();
        for mutant in mutants(&book) {
            let name = (mutant.place(&book), mutant.name(&book));
            assert!(names.insert(name.clone()), "{name:?}");
        }
        assert!(names.len() > 3_000, "{}", names.len());
    }
}
