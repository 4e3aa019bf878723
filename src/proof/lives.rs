//! Which facts a later node of the same ruleset can look at, and what of them it tells apart.

use foldhash::HashMap;
use std::rc::Rc;

use super::automaton::{Automaton, about};
use super::happening::{Context, Happening, InForce, What};
use super::partition::{Part, Partitions};
use super::rules::{Fact, FactKind, Rules, bit, for_each_way, len};
use crate::ruleset::model::{
    AskRoutes, Event, Field, NodeIx, NodeKind, QuestionIx, RulesetIx, Subject, SwitchOn, Target,
};

/// Facts, each with what is told apart of it, ordered by fact.
pub(super) type Live = Rc<Vec<(Fact, Part)>>;

/// What the events tell apart of the provision in scope when something happens.
#[derive(Clone, Copy, Debug, Default)]
struct InScope {
    /// By what they mean.
    meant: Option<Part>,
    /// By what they are about too, whatever it comes to.
    about: Option<Part>,
}

/// The facts that are looked at from each node on.
pub(super) struct Lives {
    pub parts: Partitions,
    nodes: HashMap<RulesetIx, Vec<Live>>,
    /// What is looked at after a node has run so many modules and one more.
    after: HashMap<(RulesetIx, NodeIx, usize), Live>,
    /// Which provisions a loop over provisions tells apart, where it does.
    pub elements: HashMap<(RulesetIx, NodeIx), Part>,
    /// What the events tell apart of the provision in scope, by what happens; nothing where it is the same in all.
    in_scope: HashMap<What, InScope>,
    /// What the invariants tell apart of the answers to a question.
    of_answers: HashMap<QuestionIx, Part>,
    nothing: Live,
}

impl Lives {
    pub fn new(rules: &Rules<'_>) -> Self {
        let nothing = Live::default();
        let lives = Self {
            parts: Partitions::default(),
            nodes: HashMap::default(),
            after: HashMap::default(),
            elements: HashMap::default(),
            in_scope: HashMap::default(),
            of_answers: HashMap::default(),
            nothing,
        };
        let mut find = Find::new(rules, lives);
        for &ruleset in &rules.entered.closure {
            find.ruleset(ruleset);
        }
        find.lives
    }

    /// Returns what is looked at from a node on.
    pub fn at(&self, ruleset: RulesetIx, node: NodeIx) -> &Live {
        &self.nodes[&ruleset][node.at()]
    }

    /// Returns what is looked at in a ruleset that is entered.
    pub fn entering(&self, rules: &Rules<'_>, ruleset: RulesetIx) -> &Live {
        rules.first(ruleset).map_or(&self.nothing, |first| self.at(ruleset, first))
    }

    /// Returns what is told apart of a fact by whichever version of a module is entered, where one looks at it.
    pub fn on_entering(&mut self, rules: &Rules<'_>, versions: &[Option<RulesetIx>], fact: Fact) -> Option<Part> {
        let mut whole = None;
        for &module in versions.iter().flatten() {
            let inner = self.entering(rules, module);
            if let Ok(at) = inner.binary_search_by_key(&fact, |(fact, _)| *fact) {
                let part = inner[at].1;
                whole = Some(whole.map_or(part, |whole| self.parts.join(whole, part)));
            }
        }
        whole
    }

    /// Returns what is looked at after the module at position `step` of a node; in a loop, by the subjects to come too.
    pub fn after(&self, ruleset: RulesetIx, node: NodeIx, step: usize) -> &Live {
        self.after.get(&(ruleset, node, step)).unwrap_or(&self.nothing)
    }

    /// Returns the class that stands for the provision in scope when something happens; none where no event can tell.
    pub fn in_scope(&self, what: What, class: u32) -> Option<u32> {
        match (self.in_scope.get(&what), what) {
            (Some(in_scope), _) => in_scope.about.map(|part| self.parts.stands_for(part, class)),
            // No event means that a subject is left.
            (None, What::Left { .. } | What::BrokenOff { .. }) => None,
            // Whatever else happens at a node was looked at; what was not is told by its own class.
            (None, _) => Some(class),
        }
    }

    /// Returns what the invariants tell apart of the answers to a question.
    pub fn of_answers(&mut self, rules: &Rules<'_>, question: QuestionIx) -> Part {
        if let Some(&part) = self.of_answers.get(&question) {
            return part;
        }
        let events = || rules.invariants.iter().flat_map(|held| Automaton::events(held));
        let answered = events().filter_map(|event| event.answered.as_ref());
        let answered: Vec<_> =
            answered.filter(|wanted| !wanted.answers.is_empty() || wanted.reasoned.is_some()).collect();
        let stands: Vec<_> = rules.invariants.iter().flat_map(|held| &held.when).collect();
        let keys: Vec<Vec<bool>> = (0..rules.answers(question).end)
            .map(|answer| {
                let meant = answered.iter().map(|wanted| rules.law.fits(wanted, question, answer));
                let when = stands.iter().filter(|stands| stands.questions.contains(&question));
                meant.chain(when.map(|stands| rules.law.is_one_of(&stands.answers, question, answer))).collect()
            })
            .collect();
        let part = self.parts.by_key(&keys);
        self.of_answers.insert(question, part);
        part
    }

    /// Returns whether two happenings are the same but for answers that no invariant tells apart.
    pub fn is_same(&self, one: &Happening, other: &Happening) -> bool {
        let (What::Answered { question, answer, .. }, What::Answered { answer: against, .. }) = (one.what, other.what)
        else {
            return one == other;
        };
        let told_apart = |part: &Part| self.parts.stands_for(*part, answer) != self.parts.stands_for(*part, against);
        if answer != against && self.of_answers.get(&question).is_none_or(told_apart) {
            return false;
        }
        let mut one = *one;
        if let What::Answered { answer, .. } = &mut one.what {
            *answer = against;
        }
        one == *other
    }

    /// Returns what either of two looks at.
    pub fn join(&mut self, one: &Live, other: &[(Fact, Part)]) -> Live {
        if other.is_empty() {
            return Rc::clone(one);
        }
        let mut all = one.as_ref().clone();
        for &(fact, part) in other {
            add(&mut self.parts, &mut all, fact, part);
        }
        Rc::new(all)
    }
}

fn add(parts: &mut Partitions, all: &mut Vec<(Fact, Part)>, fact: Fact, part: Part) {
    match all.binary_search_by_key(&fact, |(fact, _)| *fact) {
        Ok(at) => all[at].1 = parts.join(all[at].1, part),
        Err(at) => all.insert(at, (fact, part)),
    }
}

struct Find<'r, 'b> {
    rules: &'r Rules<'b>,
    lives: Lives,
    /// The events that look at the provision in scope, and those that look at what is applied too.
    scoped: Vec<&'b Event>,
    applied: Vec<&'b Event>,
    /// What the latter are about.
    about: Vec<Event>,
}

impl<'r, 'b> Find<'r, 'b> {
    fn new(rules: &'r Rules<'b>, lives: Lives) -> Self {
        let of_scope = |event: &&Event| !event.test.is_empty() || event.reaches.is_some();
        let of_applied = |event: &&Event| of_scope(event) || !event.applies.is_empty() || event.applies_role.is_some();
        let events = || rules.invariants.iter().flat_map(|held| Automaton::events(held));
        Self {
            rules,
            lives,
            scoped: events().filter(of_scope).collect(),
            applied: events().filter(of_applied).collect(),
            about: events().filter(of_applied).map(about).collect(),
        }
    }

    fn ruleset(&mut self, ruleset: RulesetIx) {
        let rules = self.rules;
        let nodes = vec![Rc::clone(&self.lives.nothing); rules.ruleset(ruleset).nodes.len()];
        self.lives.nodes.insert(ruleset, nodes);
        for &node in rules.entered.orders[&ruleset].iter().rev() {
            let live = self.node(ruleset, node);
            if let Some(nodes) = self.lives.nodes.get_mut(&ruleset) {
                nodes[node.at()] = live;
            }
        }
    }

    fn to(&self, ruleset: RulesetIx, node: NodeIx, target: Target) -> Live {
        match target {
            Target::Node(next) => Rc::clone(self.lives.at(ruleset, next)),
            Target::Done => match self.rules.after_part(ruleset, node) {
                Some(next) => Rc::clone(self.lives.at(ruleset, next)),
                None => Rc::clone(&self.lives.nothing),
            },
            Target::Return(_) | Target::Outcome(_) => Rc::clone(&self.lives.nothing),
        }
    }

    fn onward(&mut self, ruleset: RulesetIx, node: NodeIx, kind: &NodeKind) -> Live {
        let mut targets: Vec<Target> = Vec::new();
        for_each_way(kind, self.rules.entered.dates(ruleset), |target| {
            if !targets.contains(&target) {
                targets.push(target);
            }
        });
        let mut lives =
            targets.into_iter().map(|target| self.to(ruleset, node, target)).collect::<Vec<_>>().into_iter();
        let first = lives.next().unwrap_or_default();
        lives.fold(first, |live, more| self.lives.join(&live, &more))
    }

    fn node(&mut self, ruleset: RulesetIx, at: NodeIx) -> Live {
        let rules = self.rules;
        let node = &rules.ruleset(ruleset).nodes[at.at()];
        let kind = &node.kind;
        let onward = self.onward(ruleset, at, kind);
        let mut live = onward.as_ref().clone();
        if matches!(kind, NodeKind::Each { .. }) {
            live.retain(|(fact, _)| rules.keeps(*fact));
        }
        // What a node itself routes on is told apart by where it leads, and no further.
        let own = self.routed(ruleset, at, kind);
        if let Some((fact, _)) = own {
            live.retain(|(other, _)| *other != fact);
        }
        // Before its modules: entering each, and what its subjects come to, may be told apart by the provision in scope.
        self.of_provision(ruleset, at, &mut live);
        self.calls(ruleset, at, kind, &mut live);
        for question in rules.reads(node) {
            if let Some(fact) = rules.answer_fact(question) {
                let part = self.lives.of_answers(rules, question);
                add(&mut self.lives.parts, &mut live, fact, part);
            }
        }
        for (fact, part) in own.into_iter().chain(self.looked_at(ruleset, at, kind)) {
            add(&mut self.lives.parts, &mut live, fact, part);
        }
        Rc::new(live)
    }

    /// Adds what the modules look at that a node runs, and keeps what comes after them.
    fn calls(&mut self, ruleset: RulesetIx, at: NodeIx, kind: &NodeKind, live: &mut Vec<(Fact, Part)>) {
        let rules = self.rules;
        let looped = match kind {
            NodeKind::Each { subject, .. } => Some(*subject),
            _ => None,
        };
        if kind.calls().is_empty() {
            return;
        }
        for (step, call) in kind.calls().iter().enumerate().rev() {
            if looped.is_none() {
                self.lives.after.insert((ruleset, at, step), Rc::new(live.clone()));
            }
            for &module in rules.versions(ruleset, call.module).iter().flatten() {
                let inner = Rc::clone(self.lives.entering(rules, module));
                for &(fact, part) in inner.iter() {
                    let forgotten = looped.is_some_and(|subject| rules.facts[fact as usize].scopes & bit(subject) != 0);
                    if !forgotten && (looped.is_none() || rules.keeps(fact)) {
                        add(&mut self.lives.parts, live, fact, part);
                    }
                }
            }
        }
        if looped == Some(Subject::Provision) {
            self.of_elements(ruleset, at, kind);
        }
        if looped.is_some() {
            self.lives.after.insert((ruleset, at, 0), Rc::new(live.clone()));
        }
        if let Some(fact) = rules.fact(&FactKind::Loop(ruleset, at)) {
            live.retain(|(other, _)| *other != fact);
        }
    }

    /// Keeps which provisions a loop over provisions tells apart.
    fn of_elements(&mut self, ruleset: RulesetIx, at: NodeIx, kind: &NodeKind) {
        let rules = self.rules;
        let Some(fact) = rules.fact(&FactKind::Provision) else { return };
        let mut all = Vec::new();
        for call in kind.calls() {
            let part = self.lives.on_entering(rules, rules.versions(ruleset, call.module), fact);
            all.extend(part.map(|part| (fact, part)));
        }
        self.of_provision(ruleset, at, &mut all);
        if let Some((_, part)) = all.first() {
            self.lives.elements.insert((ruleset, at), *part);
        }
    }

    /// Returns the one fact that a node routes on, told apart by where its values lead.
    fn routed(&mut self, ruleset: RulesetIx, at: NodeIx, kind: &NodeKind) -> Option<(Fact, Part)> {
        let rules = self.rules;
        let (fact, ways): (Fact, Vec<Option<Target>>) = match kind {
            NodeKind::Ask { question, routes } => {
                let fact = rules.answer_fact(*question)?;
                let way = |value: u32| match routes {
                    AskRoutes::All(target) => Some(*target),
                    AskRoutes::Each(targets) => targets.get(value as usize).copied(),
                };
                (fact, (0..rules.facts[fact as usize].values).map(way).collect())
            }
            NodeKind::Switch { on, routes } => {
                let fact = rules.fact(&match on {
                    SwitchOn::Answer(question) => FactKind::Answer(*question),
                    SwitchOn::Field(Field::Column { subject, column, .. }) => {
                        FactKind::Column(*subject, column.clone())
                    }
                    SwitchOn::Field(Field::ProvisionTest) => FactKind::Provision,
                    SwitchOn::Any { of, .. } | SwitchOn::All { of, .. } | SwitchOn::Count { of, .. } => {
                        FactKind::Loop(ruleset, *of)
                    }
                    SwitchOn::LawDate | SwitchOn::Argument(_) | SwitchOn::Reaches(_) | SwitchOn::Table(_) => {
                        return None;
                    }
                })?;
                let values = 0..rules.facts[fact as usize].values;
                (fact, values.map(|value| rules.switched(ruleset, on, routes, value)).collect())
            }
            _ => return None,
        };
        let keys: Vec<_> = (0..)
            .zip(ways)
            .map(|(value, target)| {
                let onward = target.and_then(|target| self.part_at(ruleset, at, target, fact));
                (target, onward.map(|part| self.lives.parts.stands_for(part, value)))
            })
            .collect();
        Some((fact, self.lives.parts.by_key(&keys)))
    }

    fn part_at(&self, ruleset: RulesetIx, node: NodeIx, target: Target, fact: Fact) -> Option<Part> {
        let live = self.to(ruleset, node, target);
        let at = live.binary_search_by_key(&fact, |(fact, _)| *fact).ok()?;
        Some(live[at].1)
    }

    /// Returns what a node tells apart of several facts at once.
    fn looked_at(&mut self, ruleset: RulesetIx, at: NodeIx, kind: &NodeKind) -> Vec<(Fact, Part)> {
        let rules = self.rules;
        let parts = &mut self.lives.parts;
        let mut looked = Vec::new();
        match kind {
            NodeKind::Checklist { rows, .. } => {
                for row in rows {
                    if let Some(fact) = rules.answer_fact(row.question) {
                        looked.push((fact, parts.each(rules.facts[fact as usize].values)));
                    }
                }
            }
            NodeKind::Switch { on: SwitchOn::Table(table), .. } => {
                for (input, question) in rules.edition.book.tables[table.at()].inputs.iter().enumerate() {
                    if let Some(fact) = rules.answer_fact(*question) {
                        let keys = rules.fits(*table, input, rules.facts[fact as usize].values);
                        looked.push((fact, parts.by_key(&keys)));
                    }
                }
            }
            NodeKind::Switch { on: SwitchOn::Reaches(rule), .. } => {
                if let Some(fact) = rules.fact(&FactKind::Provision) {
                    let classes = 0..rules.facts[fact as usize].values;
                    let reached = |class| rules.classes.of(class).map(|of| rules.law.reaches(*rule, of));
                    looked.push((fact, parts.by_key(&classes.map(reached).collect::<Vec<_>>())));
                }
                if let Some(fact) = rules.fact(&FactKind::Beside(*rule)) {
                    looked.push((fact, parts.each(2)));
                }
            }
            NodeKind::Each { .. } => {
                for question in rules.reads(&rules.ruleset(ruleset).nodes[at.at()]) {
                    if let Some(fact) = rules.answer_fact(question) {
                        looked.push((fact, parts.each(rules.facts[fact as usize].values)));
                    }
                }
            }
            _ => {}
        }
        looked
    }

    /// Adds the provision in scope where an event tells it apart by what happens at a node.
    fn of_provision(&mut self, ruleset: RulesetIx, at: NodeIx, live: &mut Vec<(Fact, Part)>) {
        let Some(fact) = self.rules.fact(&FactKind::Provision) else { return };
        for part in self.provision_parts(ruleset, at) {
            add(&mut self.lives.parts, live, fact, part);
        }
    }

    fn provision_parts(&mut self, ruleset: RulesetIx, at: NodeIx) -> Vec<Part> {
        let rules = self.rules;
        let mut found = Vec::new();
        for what in rules.happenings(ruleset, at) {
            let in_scope = self.lives.in_scope.get(&what).copied().unwrap_or_else(|| {
                let in_scope = self.told_apart(what);
                self.lives.in_scope.insert(what, in_scope);
                in_scope
            });
            found.extend(in_scope.meant);
        }
        found
    }

    fn told_apart(&mut self, what: What) -> InScope {
        let law = self.rules.law;
        let is_entered = matches!(what, What::Entered { .. });
        let (all, about) = if is_entered { (&self.applied, &self.about[..]) } else { (&self.scoped, &[][..]) };
        // Most events mean something else, whichever provision is in scope.
        let events: Vec<&Event> = all.iter().copied().filter(|event| law.may_mean(event, what)).collect();
        let about: Vec<&Event> = about.iter().filter(|event| law.may_mean(event, what)).collect();
        let meant = part(self.rules, &mut self.lives.parts, what, &events);
        let about = if about.is_empty() {
            meant
        } else {
            part(self.rules, &mut self.lives.parts, what, &[events, about].concat())
        };
        InScope { meant, about }
    }
}

/// Returns which provisions in scope some events tell apart, and none where they all mean the same as no provision.
fn part(rules: &Rules<'_>, parts: &mut Partitions, what: What, events: &[&Event]) -> Option<Part> {
    if events.is_empty() {
        return None;
    }
    let meant = |provision: Option<InForce>| {
        let happening = Happening { what, context: Context::default(), provision };
        events.iter().map(|event| rules.law.means(event, &happening)).collect::<Vec<bool>>()
    };
    let nowhere = meant(None);
    let keys: Vec<_> = (0..len(rules.classes.len())).map(|class| meant(rules.classes.of(class))).collect();
    keys.iter().any(|key| *key != nowhere).then(|| parts.by_key(&keys))
}
