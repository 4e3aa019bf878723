//! An invariant as a small automaton over what happens.
//!
//! # What it means, exactly
//!
//! - `never`: the steps are met one after the other within one subject, one happening each. The last step breaks it; what
//!   is no last step and is one of `unless` puts the count back to nothing before it may be a first step itself.
//! - `before`: what comes must have been preceded by a happening of its own, so that one happening is not its own reason.
//! - `always`: one and the same happening may be both. It is broken when the subject is left or the assessment ends. A
//!   subject that is left by a halt of what encloses it has not ended, and owes nothing.
//! - What happened before a subject counts for `needs` and `also` as long as the subject that it happened in is not
//!   left. An answer counts as long as the subjects that its question is about.
//! - `when` is held against the answers that have been read on the path and stand where it is broken: where the last step
//!   is taken, where that comes which lacks something before it, or where the subject is left that owes something.

use super::happening::{Happening, Law, What};
use super::rules::{Scopes, bit, scopes_of};
use crate::ruleset::model::{Effect, Event, Holds, Invariant, QuestionIx, Subject};

/// A state: the form's own in the lowest three bits, above them a bit for each answer of `when` that stands.
pub(super) type State = u8;

/// A set of states.
pub(super) type States = u128;

/// How many answers of `when` are held; a rule that names more is read as if the others stood.
const WHEN: usize = 4;
const OWN: State = 7;

const NOTHING: State = 0;
/// Seen, and never forgotten.
const SEEN: State = 1;
/// Seen, and forgotten when the subject of that position is left.
const SEEN_IN: State = 2;
/// Something has come and is still owed.
const OWED: State = 7;

/// An invariant that is followed along a path.
pub(super) struct Automaton<'b> {
    pub invariant: &'b Invariant,
    law: Law<'b>,
}

impl<'b> Automaton<'b> {
    pub const fn new(invariant: &'b Invariant, law: Law<'b>) -> Self {
        Self { invariant, law }
    }

    /// Returns every event that it looks at.
    pub fn events(invariant: &Invariant) -> impl Iterator<Item = &Event> {
        let (first, second) = match &invariant.holds {
            Holds::Never { steps, unless } => (steps, unless),
            Holds::Before { comes, needs } => (comes, needs),
            Holds::Always { comes, also } => (comes, also),
        };
        first.iter().chain(second)
    }

    /// Returns the state after something has happened, and whether that breaks the invariant.
    pub fn step(&self, state: State, happening: &Happening) -> (State, bool) {
        let mut when = self.answered(state & !OWN, happening);
        let stands = self.stands(when);
        let within = self.invariant.within;
        let inside = within.is_none_or(|subject| happening.context.has(subject));
        let (own, broken) = match happening.what {
            What::Left { subject } | What::BrokenOff { subject } => {
                let ended = matches!(happening.what, What::Left { .. });
                let owed = state & OWN == OWED && self.is_always() && within == Some(subject) && stands;
                when = self.forgotten(when, subject);
                (self.left(state & OWN, subject), owed && ended)
            }
            _ => self.own(state & OWN, happening, inside, stands),
        };
        (own | when, broken)
    }

    /// Returns whether everything that it looks at is among what happens: the question, the module, the subject.
    ///
    /// That it comes to an answer or an effect that is meant is what the invariant keeps from happening, and not asked for.
    pub fn is_met<'h>(&self, happenings: &(impl Iterator<Item = &'h Happening> + Clone)) -> bool {
        let inside =
            |happening: &&Happening| self.invariant.within.is_none_or(|subject| happening.context.has(subject));
        let come = |events: &[Event]| {
            let about: Vec<Event> = events.iter().map(about).collect();
            happenings.clone().filter(inside).any(|happening| self.any(&about, happening))
        };
        match &self.invariant.holds {
            Holds::Never { steps, .. } => steps.iter().all(|step| come(std::slice::from_ref(step))),
            Holds::Before { comes, .. } | Holds::Always { comes, .. } => come(comes),
        }
    }

    /// Returns whether a happening can change any state or break the invariant.
    pub fn is_concerned(&self, happening: &Happening) -> bool {
        match happening.what {
            What::Left { subject } | What::BrokenOff { subject } => {
                let about =
                    |question: &QuestionIx| scopes_of(self.law.book.questions[question.at()].scope) & bit(subject) != 0;
                let when = || self.invariant.when.iter().flat_map(|stands| &stands.questions).any(about);
                let counts = !matches!(self.invariant.holds, Holds::Never { .. }) && self.invariant.within.is_some();
                self.invariant.within == Some(subject) || counts || when()
            }
            What::Finished { .. } if self.is_always() => true,
            What::Answered { question, .. }
                if self.invariant.when.iter().any(|stands| stands.questions.contains(&question)) =>
            {
                true
            }
            _ => Self::events(self.invariant).any(|event| self.law.means(event, happening)),
        }
    }

    const fn is_always(&self) -> bool {
        matches!(self.invariant.holds, Holds::Always { .. })
    }

    fn any(&self, events: &[Event], happening: &Happening) -> bool {
        events.iter().any(|event| self.law.means(event, happening))
    }

    fn own(&self, own: State, happening: &Happening, inside: bool, stands: bool) -> (State, bool) {
        match &self.invariant.holds {
            Holds::Never { steps, unless } if inside => {
                let is = |at: usize| steps.get(at).is_some_and(|step| self.law.means(step, happening));
                let at = usize::from(own);
                if at + 1 == steps.len() && is(at) && stands {
                    (own, true)
                } else if at > 0 && self.any(unless, happening) {
                    (State::from(steps.len() > 1 && is(0)), false)
                } else if at + 1 < steps.len() && is(at) {
                    (own + 1, false)
                } else {
                    (own, false)
                }
            }
            Holds::Never { .. } => (own, false),
            Holds::Before { comes, needs } => {
                let broken = inside && own == NOTHING && stands && self.any(comes, happening);
                (if self.any(needs, happening) { self.seen(own, happening) } else { own }, broken)
            }
            Holds::Always { comes, also } => {
                let own = if self.any(also, happening) {
                    self.seen(own, happening)
                } else if inside && own == NOTHING && self.any(comes, happening) {
                    OWED
                } else {
                    own
                };
                let ends = matches!(happening.what, What::Finished { .. }) && self.invariant.within.is_none();
                (own, ends && own == OWED && stands)
            }
        }
    }

    /// Returns the state in which it has been seen what is needed, for as long as it counts.
    fn seen(&self, own: State, happening: &Happening) -> State {
        let context = happening.context;
        let Some(within) = self.invariant.within else { return SEEN };
        let mut until = context.innermost(self.scopes(happening));
        if context.has(within) && context.depth(until) > context.depth(Some(within as u8)) {
            until = Some(within as u8);
        }
        let before = match own {
            NOTHING | OWED => return until.map_or(SEEN, |subject| SEEN_IN + subject),
            SEEN => None,
            seen => Some(seen - SEEN_IN),
        };
        let outer = if context.depth(before) <= context.depth(until) { before } else { until };
        outer.map_or(SEEN, |subject| SEEN_IN + subject)
    }

    /// Returns the subjects that what happens is about.
    fn scopes(&self, happening: &Happening) -> Scopes {
        match happening.what {
            What::Answered { question, .. } => scopes_of(self.law.book.questions[question.at()].scope),
            _ => happening.context.scopes,
        }
    }

    fn left(&self, own: State, subject: Subject) -> State {
        let here = self.invariant.within == Some(subject);
        match self.invariant.holds {
            Holds::Never { .. } if here => NOTHING,
            Holds::Never { .. } => own,
            _ if own == SEEN_IN + subject as State || here && own == OWED => NOTHING,
            _ => own,
        }
    }

    fn answered(&self, mut when: State, happening: &Happening) -> State {
        let What::Answered { question, answer, .. } = happening.what else { return when };
        for (at, stands) in self.invariant.when.iter().take(WHEN).enumerate() {
            if stands.questions.contains(&question) {
                let flag = 8 << at;
                let is = self.law.is_one_of(&stands.answers, question, answer);
                when = if is { when | flag } else { when & !flag };
            }
        }
        when
    }

    fn stands(&self, when: State) -> bool {
        (0..self.invariant.when.len().min(WHEN)).all(|at| when & 8 << at != 0)
    }

    fn forgotten(&self, mut when: State, subject: Subject) -> State {
        for (at, stands) in self.invariant.when.iter().take(WHEN).enumerate() {
            let about =
                |question: &QuestionIx| scopes_of(self.law.book.questions[question.at()].scope) & bit(subject) != 0;
            if stands.questions.iter().any(about) {
                when &= !(8 << at);
            }
        }
        when
    }
}

/// Returns what an event is about, whatever it comes to.
pub(super) fn about(event: &Event) -> Event {
    let mut about = Event { test: Vec::new(), reaches: None, ..event.clone() };
    if let Some(answered) = &mut about.answered {
        answered.answers.clear();
        answered.reasoned = None;
    }
    if let Some(ends) = &mut about.ends {
        ends.effects = Effect::ALL.to_vec();
    }
    if let Some(returns) = &mut about.returns {
        returns.names.clear();
        returns.effects.clear();
    }
    about
}
