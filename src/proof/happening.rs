//! What happens on a path, and which events of an invariant mean it.
//!
//! One call of [`Observer`](crate::engine::Observer) is one happening, with what the walk tells in it: an answer that is
//! read applies the provisions of its question, a node that is passed its own, a table, a return and an outcome theirs,
//! and a module that is entered applies the provision in scope. A switch that needs an earlier answer applies nothing anew.

use chrono::NaiveDate;

use super::rules::{PUBLIC, Scopes, bit};
use crate::ruleset::model::{
    AnswerKind, Answered, DutyIx, Effect, End, Event, NodeIx, OutcomeIx, ProvisionIx, ProvisionVersion, QuestionIx,
    ReturnIx, Rulebook, RulesetIx, Subject, TableIx,
};

/// The subjects in scope, and the order in which their loops were entered.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub(super) struct Context {
    /// The subjects, and [`PUBLIC`].
    pub scopes: Scopes,
    /// The kinds of subject from the innermost, three bits each, plus one.
    order: u16,
}

impl Context {
    pub fn within(self, subject: Subject, public: bool) -> Self {
        let public = if subject == Subject::Person { if public { PUBLIC } else { 0 } } else { self.scopes & PUBLIC };
        Self { scopes: self.scopes & !PUBLIC | bit(subject) | public, order: self.order << 3 | (subject as u16 + 1) }
    }

    /// Returns whether the person in scope may be the row `public`.
    pub const fn is_public(self) -> bool {
        self.scopes & PUBLIC != 0
    }

    pub const fn has(self, subject: Subject) -> bool {
        self.scopes & bit(subject) != 0
    }

    /// Returns the innermost of the subjects in `scopes`, as the position of its bit, with how far in it lies.
    pub fn innermost(self, scopes: Scopes) -> Option<u8> {
        let mut order = self.order;
        while order != 0 {
            let subject = (order & 7) as u8 - 1;
            if scopes & 1 << subject != 0 {
                return Some(subject);
            }
            order >>= 3;
        }
        None
    }

    /// Returns how many loops one is in at a subject, from the outermost; 0 is outside of all.
    pub fn depth(self, subject: Option<u8>) -> u8 {
        let Some(subject) = subject else { return 0 };
        let (mut order, mut depth) = (self.order, 0);
        let mut found = false;
        while order != 0 {
            found |= (order & 7) as u8 == subject + 1;
            depth += u8::from(found);
            order >>= 3;
        }
        depth
    }
}

/// Something that happens.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) enum What {
    /// An answer is read; `again` where it stood already, `needs` where the node only looks at it.
    Answered { question: QuestionIx, answer: u32, again: bool, needs: bool },
    /// A node is passed.
    Applied { ruleset: RulesetIx, node: NodeIx },
    /// A table comes to a result.
    Decided { table: TableIx },
    /// A module is entered.
    Entered { ruleset: RulesetIx },
    /// A module returns.
    Returned { ruleset: RulesetIx, name: ReturnIx },
    /// A subject ends with an effect.
    Ends { subject: Subject, effect: Effect },
    /// A subject is left after it has ended.
    Left { subject: Subject },
    /// A subject is left by a halt of what encloses it, and has not ended.
    BrokenOff { subject: Subject },
    /// The assessment ends.
    Finished { ruleset: RulesetIx, outcome: OutcomeIx },
}

/// Something that happens, and where.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) struct Happening {
    pub what: What,
    pub context: Context,
    /// The provision in scope, or one that no event can tell from it; none where none can tell one from none.
    pub provision: Option<InForce>,
}

/// A provision as it reads on a day.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) struct InForce {
    pub provision: ProvisionIx,
    pub date: NaiveDate,
}

impl Happening {
    /// Returns whether it is an answer that had not been given before.
    pub const fn asks(&self) -> bool {
        matches!(self.what, What::Answered { again: false, .. })
    }
}

/// The rulebook as events look at it.
#[derive(Clone, Copy)]
pub(super) struct Law<'b> {
    pub book: &'b Rulebook,
}

impl<'b> Law<'b> {
    /// Returns whether everything that an event says is so of what happens.
    pub fn means(self, event: &Event, happening: &Happening) -> bool {
        let Happening { what, provision, .. } = *happening;
        self.may_mean(event, what) && self.applied(event, what, provision) && self.tested(event, provision)
    }

    /// Returns whether an event can mean what happens, with one provision in scope or another.
    pub fn may_mean(self, event: &Event, what: What) -> bool {
        self.answered(event, what)
            && self.arises(event, what)
            && ends(event, what, self.book)
            && self.enters(event, what)
            && self.returns(event, what)
            && !matches!(what, What::Left { .. } | What::BrokenOff { .. })
            && self.may_apply(event, what)
    }

    fn answered(self, event: &Event, what: What) -> bool {
        let Some(wanted) = &event.answered else { return true };
        let What::Answered { question, answer, .. } = what else { return false };
        self.fits(wanted, question, answer)
    }

    /// Returns whether an answer is one of those that are meant.
    pub fn fits(self, wanted: &Answered, index: QuestionIx, answer: u32) -> bool {
        let question = &self.book.questions[index.at()];
        let reasoned = || {
            let demand = question.reason.as_ref();
            demand.is_some_and(|demand| {
                let closed = matches!(question.kind, AnswerKind::Tri | AnswerKind::Choice(_));
                !closed || demand.options.is_empty() || demand.options.iter().any(|option| u32::from(*option) == answer)
            })
        };
        (wanted.questions.is_empty() || wanted.questions.contains(&index))
            && (wanted.answers.is_empty() || self.is_one_of(&wanted.answers, index, answer))
            && (wanted.doubt.is_empty() || question.doubt.is_some_and(|doubt| wanted.doubt.contains(&doubt.means)))
            && wanted.probes.is_none_or(|probes| probes == question.probes)
            && (wanted.actors.is_empty() || wanted.actors.contains(&question.actor))
            && wanted.reasoned.is_none_or(|reasons| reasons == reasoned())
            && (wanted.scopes.is_empty() || wanted.scopes.contains(&question.scope))
    }

    /// Returns whether an answer is one of these options.
    pub fn is_one_of(self, ids: &[Box<str>], question: QuestionIx, answer: u32) -> bool {
        let chosen = match &self.book.questions[question.at()].kind {
            AnswerKind::Tri => ["ja", "nej", "vet-ej"].get(answer as usize).copied(),
            AnswerKind::Choice(options) => options.get(answer as usize).map(|option| &*option.id),
            _ => None,
        };
        chosen.is_some_and(|chosen| ids.iter().any(|id| **id == *chosen))
    }

    fn end(self, what: What) -> Option<&'b End> {
        match what {
            What::Returned { ruleset, name } => self.book.rulesets[ruleset.at()].returns.get(name.at())?.as_ref(),
            What::Finished { ruleset, outcome } => self.book.rulesets[ruleset.at()].outcomes.get(outcome.at()),
            _ => None,
        }
    }

    fn provisions<'s>(self, what: What, in_scope: Option<&'s InForce>) -> &'s [ProvisionIx]
    where
        'b: 's,
    {
        match what {
            What::Answered { again: true, needs: true, .. } => &[],
            What::Answered { question, .. } => &self.book.questions[question.at()].provisions,
            What::Applied { ruleset, node } => &self.book.rulesets[ruleset.at()].nodes[node.at()].provisions,
            What::Decided { table } => &self.book.tables[table.at()].provisions,
            What::Entered { .. } => in_scope.map_or(&[], |in_scope| std::slice::from_ref(&in_scope.provision)),
            _ => self.end(what).map_or(&[], |end| &end.provisions),
        }
    }

    /// Returns whether what happens applies a provision that is meant, with one provision in scope or another.
    fn may_apply(self, event: &Event, what: What) -> bool {
        !is_of_applied(event)
            || matches!(what, What::Entered { .. })
            || self.provisions(what, None).iter().any(|applied| self.is_meant(event, *applied))
    }

    fn applied(self, event: &Event, what: What, provision: Option<InForce>) -> bool {
        if !is_of_applied(event) {
            return true;
        }
        self.provisions(what, provision.as_ref()).iter().any(|&applied| {
            self.is_meant(event, applied)
                && event.reaches.is_none_or(|wanted| {
                    provision.is_some_and(|provision| self.reaches(applied, provision) == Some(wanted))
                })
        })
    }

    /// Returns whether an event means this provision.
    pub fn is_meant(self, event: &Event, applied: ProvisionIx) -> bool {
        (event.applies.is_empty() || event.applies.contains(&applied))
            && event.applies_role.is_none_or(|role| self.book.provisions[applied.at()].role == role)
    }

    /// Returns whether a rule reaches a provision; not known where the provision follows those beside it.
    pub fn reaches(self, rule: ProvisionIx, in_force: InForce) -> Option<bool> {
        let InForce { provision, date } = in_force;
        let rule = self.book.provisions[rule.at()].on(date);
        if rule.is_some_and(|rule| rule.reaches.contains(&provision)) {
            return Some(true);
        }
        let follows = self.wording(in_force).is_some_and(|wording| wording.follows_others);
        (!follows || rule.is_none_or(|rule| rule.reaches.is_empty())).then_some(false)
    }

    fn arises(self, event: &Event, what: What) -> bool {
        let duties: &[DutyIx] = match what {
            What::Applied { ruleset, node } => &self.book.rulesets[ruleset.at()].nodes[node.at()].duties,
            _ => self.end(what).map_or(&[], |end| &end.duties),
        };
        event.duties.is_empty() || duties.iter().any(|duty| event.duties.contains(duty))
    }

    fn enters(self, event: &Event, what: What) -> bool {
        event.enters.is_empty()
            || matches!(what, What::Entered { ruleset }
                if event.enters.contains(&self.book.rulesets[ruleset.at()].family))
    }

    fn returns(self, event: &Event, what: What) -> bool {
        let Some(wanted) = &event.returns else { return true };
        let (What::Returned { ruleset, .. }, Some(end)) = (what, self.end(what)) else { return false };
        let family = self.book.rulesets[ruleset.at()].family;
        (wanted.from.is_empty() || wanted.from.contains(&family))
            && (wanted.names.is_empty() || wanted.names.contains(&end.id))
            && (wanted.effects.is_empty() || wanted.effects.contains(&end.effect.unwrap_or(Effect::None)))
    }

    fn tested(self, event: &Event, provision: Option<InForce>) -> bool {
        let wording = || self.wording(provision?);
        event.test.is_empty() || wording().is_some_and(|wording| event.test.contains(&wording.test))
    }

    /// Returns how a provision reads on its day.
    pub fn wording(self, in_force: InForce) -> Option<&'b ProvisionVersion> {
        self.book.provisions[in_force.provision.at()].on(in_force.date)
    }
}

/// Returns whether an event looks at the provisions that are applied.
pub(super) fn is_of_applied(event: &Event) -> bool {
    !event.applies.is_empty() || event.applies_role.is_some() || event.reaches.is_some()
}

fn ends(event: &Event, what: What, book: &Rulebook) -> bool {
    let Some(wanted) = &event.ends else { return true };
    match what {
        What::Ends { subject, effect } => wanted.of == Some(subject) && wanted.effects.contains(&effect),
        What::Finished { ruleset, outcome } => {
            let end = book.rulesets[ruleset.at()].outcomes.get(outcome.at());
            let effect = end.and_then(|end| end.effect).unwrap_or(Effect::None);
            wanted.of.is_none() && wanted.effects.contains(&effect)
        }
        _ => false,
    }
}
