//! Whether one path holds an invariant: read off the list of what happened, form by form.

use super::{Happening, Path, Visit, What};
use crate::engine::{Edition, Key, ScopePath};
use crate::ruleset::model::{
    Answered, Event, Holds, Invariant, ProvisionIx, ProvisionVersion, QuestionIx, Rulebook, Stands, Subject, Test,
};

/// How a path stands to an invariant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Held {
    /// Whether the path comes near it: its first step, or what calls for something else, happens.
    pub near: bool,
    /// Where it is broken, if it is: once for each subject.
    pub broken: Vec<Broken>,
}

/// A subject in which an invariant is broken.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Broken {
    /// Every subject in scope.
    pub scope: ScopePath,
    /// The happening that breaks it, by position: the last step, what lacks something before it, or the end of what owes something.
    pub at: usize,
}

impl Path {
    /// Holds the path against an invariant, subject by subject.
    #[must_use]
    pub fn against(&self, invariant: &Invariant, edition: &Edition<'_>) -> Held {
        let reader = Reader { path: self, edition };
        let mut held = Held::default();
        for stretch in self.stretches(invariant, edition.book) {
            held.near |= reader.near(&invariant.holds, &stretch);
            let broken = reader.broken(&invariant.holds, &stretch).into_iter();
            let stands = |at: &usize| invariant.when.iter().all(|stands| reader.stands(stands, *at));
            held.broken.extend(broken.filter(stands).map(|at| Broken { scope: self.happenings[at].scope, at }));
        }
        held
    }

    /// Returns what an invariant looks at, each by itself: the turns of its subject, or the whole.
    fn stretches(&self, invariant: &Invariant, book: &Rulebook) -> Vec<Stretch> {
        let Some(subject) = invariant.within else {
            return vec![Stretch {
                around: Vec::new(),
                inner: (0..self.happenings.len()).collect(),
                ended: self.finished,
            }];
        };
        let turns = self.visits.iter().enumerate().filter(|(_, visit)| visit.subject == subject);
        turns
            .map(|(number, visit)| {
                let of_it = |at: &usize| self.happenings[*at].within.contains(&number);
                let inner = (visit.first..self.happenings.len()).filter(of_it).collect();
                Stretch { around: self.around(number, visit, book), inner, ended: visit.ended }
            })
            .collect()
    }

    /// Returns what happened before a turn in that alone which encloses it.
    ///
    /// An answer happened in the subjects that its question is about, wherever it was read.
    fn around(&self, number: usize, visit: &Visit, book: &Rulebook) -> Vec<usize> {
        let enclosing = self.happenings.get(visit.first).map_or(&[][..], |first| &first.within);
        let encloses = |at: &usize| {
            let Happening { within, what, .. } = &self.happenings[*at];
            let innermost = match what {
                What::Answered { question, .. } => {
                    let scope = book.questions[question.at()].scope;
                    let about = |visit: &Visit| holds(visit.scope.narrowed(scope), visit.subject);
                    within.iter().rfind(|outer| about(&self.visits[**outer]))
                }
                _ => within.last(),
            };
            innermost.is_none_or(|outer| *outer != number && enclosing.contains(outer))
        };
        (0..visit.first).filter(encloses).collect()
    }
}

/// One subject's happenings, by position.
struct Stretch {
    /// What happened before, in what encloses it.
    around: Vec<usize>,
    /// What happened within it.
    inner: Vec<usize>,
    /// Whether it was left.
    ended: bool,
}

struct Reader<'r> {
    path: &'r Path,
    edition: &'r Edition<'r>,
}

impl Reader<'_> {
    const fn book(&self) -> &Rulebook {
        self.edition.book
    }

    fn near(&self, holds: &Holds, stretch: &Stretch) -> bool {
        let meant = |events: &[Event]| stretch.inner.iter().any(|at| self.any(events, *at));
        match holds {
            // The one step would break it, so that much of it is near as says what happens.
            Holds::Never { steps, .. } if steps.len() == 1 => meant(&[happens(&steps[0])]),
            Holds::Never { steps, .. } => meant(&steps[..1.min(steps.len())]),
            Holds::Before { comes, .. } | Holds::Always { comes, .. } => meant(comes),
        }
    }

    /// Returns where the stretch breaks what must hold.
    fn broken(&self, holds: &Holds, stretch: &Stretch) -> Vec<usize> {
        match holds {
            Holds::Never { steps, unless } => self.steps(steps, unless, stretch),
            Holds::Before { comes, needs } => {
                let lacking = |(place, at): (usize, &usize)| {
                    let before = stretch.around.iter().chain(&stretch.inner[..place]);
                    (self.any(comes, *at) && !before.into_iter().any(|at| self.any(needs, *at))).then_some(*at)
                };
                stretch.inner.iter().enumerate().filter_map(lacking).collect()
            }
            Holds::Always { comes, also } => {
                let there = stretch.around.iter().chain(&stretch.inner).any(|at| self.any(also, *at));
                let owed = stretch.ended && !there && stretch.inner.iter().any(|at| self.any(comes, *at));
                stretch.inner.last().copied().filter(|_| owed).into_iter().collect()
            }
        }
    }

    /// Returns where the last of the steps is taken: after the others in their order, nothing of `unless` between.
    fn steps(&self, steps: &[Event], unless: &[Event], stretch: &Stretch) -> Vec<usize> {
        let mut taken = vec![false; steps.len() + 1];
        taken[0] = true;
        let mut broken = Vec::new();
        for &at in &stretch.inner {
            let mut next = taken.clone();
            for (number, step) in steps.iter().enumerate() {
                next[number + 1] |= taken[number] && self.means(step, at);
            }
            if next[steps.len()] {
                broken.push(at);
                next[steps.len()] = false;
            }
            if self.any(unless, at) {
                // What starts the count anew may itself be a first step.
                let first = steps.len() > 1 && self.means(&steps[0], at);
                next = vec![false; steps.len() + 1];
                next[0] = true;
                next[1] = first;
            }
            taken = next;
        }
        broken
    }

    fn any(&self, events: &[Event], at: usize) -> bool {
        events.iter().any(|event| self.means(event, at))
    }

    /// Returns whether an answer stands that was read on the way to a happening, in the scope that it has there.
    fn stands(&self, stands: &Stands, at: usize) -> bool {
        let here = self.path.happenings[at].scope;
        let read = self.path.happenings[..=at].iter();
        read.into_iter().any(|Happening { scope, what, .. }| match what {
            What::Answered { question, option, .. } if stands.questions.contains(question) => {
                let kind = self.book().questions[question.at()].scope;
                let same = Key::within(*scope, *question, kind) == Key::within(here, *question, kind);
                same && self.answer(*question, *option).is_some_and(|id| stands.answers.iter().any(|one| **one == *id))
            }
            _ => false,
        })
    }

    fn answer(&self, question: QuestionIx, option: Option<u16>) -> Option<&str> {
        self.book().questions[question.at()].options().get(usize::from(option?)).copied()
    }

    /// Returns whether a happening is what an event means.
    fn means(&self, event: &Event, at: usize) -> bool {
        let Happening { scope, what, provisions, duties, .. } = &self.path.happenings[at];
        let said = if let Some(meant) = &event.answered {
            matches!(what, What::Answered { question, option, reasoned }
                if self.answers(meant, *question, self.answer(*question, *option), *reasoned))
        } else if !event.applies.is_empty() || event.applies_role.is_some() {
            provisions.iter().any(|provision| self.applies(event, *provision, *scope))
        } else if !event.duties.is_empty() {
            duties.iter().any(|duty| event.duties.contains(duty))
        } else if let Some(meant) = &event.ends {
            matches!(what, What::Ends(of, effect) if meant.of == *of && meant.effects.contains(effect))
        } else if let Some(meant) = &event.returns {
            matches!(what, What::Returned { from, name, effect }
                if fits(&meant.from, from)
                    && fits(&meant.names, &self.book().families[from.at()].returns[name.at()])
                    && fits(&meant.effects, effect))
        } else {
            matches!(what, What::Entered(module) if event.enters.contains(module))
        };
        said && (event.test.is_empty() || self.test(*scope).is_some_and(|test| event.test.contains(&test)))
    }

    fn answers(&self, meant: &Answered, question: QuestionIx, answer: Option<&str>, reasoned: bool) -> bool {
        let asked = &self.book().questions[question.at()];
        fits(&meant.questions, &question)
            && (meant.answers.is_empty() || answer.is_some_and(|id| meant.answers.iter().any(|one| **one == *id)))
            && (meant.doubt.is_empty() || asked.doubt.is_some_and(|doubt| meant.doubt.contains(&doubt.means)))
            && meant.probes.is_none_or(|probes| probes == asked.probes)
            && fits(&meant.actors, &asked.actor)
            && meant.reasoned.is_none_or(|wanted| wanted == reasoned)
            && fits(&meant.scopes, &asked.scope)
    }

    fn applies(&self, event: &Event, provision: ProvisionIx, scope: ScopePath) -> bool {
        let role = self.book().provisions[provision.at()].role;
        fits(&event.applies, &provision)
            && event.applies_role.is_none_or(|wanted| wanted == role)
            && event.reaches.is_none_or(|wanted| self.reaches(provision, scope) == Some(wanted))
    }

    /// Returns whether a provision reaches that in scope; not said where that one falls with those beside it (21:2 OSL).
    fn reaches(&self, provision: ProvisionIx, scope: ScopePath) -> Option<bool> {
        let tested = scope.provision?;
        let rule = self.wording(provision);
        if rule.is_some_and(|rule| rule.reaches.contains(&tested)) {
            return Some(true);
        }
        let follows = self.wording(tested).is_some_and(|wording| wording.follows_others);
        (!follows || rule.is_none_or(|rule| rule.reaches.is_empty())).then_some(false)
    }

    fn test(&self, scope: ScopePath) -> Option<Test> {
        Some(self.wording(scope.provision?)?.test)
    }

    fn wording(&self, provision: ProvisionIx) -> Option<&ProvisionVersion> {
        self.book().provisions[provision.at()].on(self.edition.date)
    }
}

/// Returns what happens in an event, without what is asked of it beyond that.
fn happens(event: &Event) -> Event {
    let answered = event.answered.clone().map(|answered| Answered { answers: Vec::new(), reasoned: None, ..answered });
    Event { answered, test: Vec::new(), reaches: None, ..event.clone() }
}

/// Returns whether a subject of that kind is in scope.
const fn holds(scope: ScopePath, subject: Subject) -> bool {
    match subject {
        Subject::Document => scope.document.is_some(),
        Subject::Item => scope.item.is_some(),
        Subject::Person => scope.person.is_some(),
        Subject::Provision => scope.provision.is_some(),
        Subject::By => scope.by.is_some(),
    }
}

/// Returns whether `one` is meant: nothing is asked of it, or it is among what is.
fn fits<T: PartialEq>(meant: &[T], one: &T) -> bool {
    meant.is_empty() || meant.contains(one)
}
