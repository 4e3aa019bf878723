//! Invariants: what must hold on every path through the rules, written beside them so that a lawyer can add one.
//!
//! An invariant speaks of what happens on a path, within one subject at a time. The walk never looks at it; a prover holds
//! it over all paths, and whoever replays a case can hold it against that one.

use serde::{Deserialize, Serialize};

use super::{DoubtMeans, DutyIx, Effect, FamilyIx, ProvisionIx, ProvisionRole, QuestionIx, Role, Scope, Subject, Test};
use crate::text::Text;

/// What must hold on every path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Invariant {
    /// ASCII slug, Swedish.
    pub id: Box<str>,
    /// What must hold, in one sentence that a reader of a broken path can follow.
    pub text: Text,
    /// The provisions that it rests on.
    pub provisions: Vec<ProvisionIx>,
    /// The procedures that it is held in; empty means every one.
    pub procedures: Vec<FamilyIx>,
    /// The subject that it is held for, each by itself; none is the assessment as a whole.
    pub within: Option<Subject>,
    /// Answers that must stand when it is broken; all of them, each one of several.
    pub when: Vec<Stands>,
    /// What must hold.
    pub holds: Holds,
    /// Position of its file in [`Rulebook::sources`](super::Rulebook::sources).
    pub source: u16,
    /// The line of its id in that file, from 1.
    pub line: u32,
}

/// An answer that stands: every version of one question, and the answers by their ids.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stands {
    /// The versions of the question.
    pub questions: Vec<QuestionIx>,
    /// The ids of the options, of which one has been chosen.
    pub answers: Vec<Box<str>>,
}

/// The forms of an invariant.
///
/// Events count that happen within one subject. What happened before it in what encloses the subject counts too for
/// `needs` and `also`, and for nothing else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Holds {
    /// The steps never come one after the other, with anything between them but `unless`.
    Never {
        /// One to three events, in their order.
        steps: Vec<Event>,
        /// What starts the count anew, wherever it comes between the first step and the last.
        unless: Vec<Event>,
    },
    /// What comes has been preceded by one of the events that it needs.
    Before {
        /// What comes, as one of these.
        comes: Vec<Event>,
        /// What must have come before it: any one of these.
        needs: Vec<Event>,
    },
    /// Where something comes, so does this, sooner or later, before the subject is left or the assessment ends.
    Always {
        /// What comes, as one of these.
        comes: Vec<Event>,
        /// What must come too, before or after: any one of these.
        also: Vec<Event>,
    },
}

/// Something that happens on a path: everything that is given must be so of one and the same happening.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// An answer is read: a question is put, or one that has its answer is needed again.
    pub answered: Option<Answered>,
    /// A node, a table or an end applies one of these provisions.
    pub applies: Vec<ProvisionIx>,
    /// A node, a table or an end applies a provision of this role.
    pub applies_role: Option<ProvisionRole>,
    /// One of these duties arises.
    pub duties: Vec<DutyIx>,
    /// A subject of a loop is left, or the assessment ends, with one of these effects.
    pub ends: Option<Ends>,
    /// One of these modules is entered.
    pub enters: Vec<FamilyIx>,
    /// A module returns.
    pub returns: Option<Returns>,
    /// The provision in scope has one of these tests.
    pub test: Vec<Test>,
    /// One of the provisions that `applies` or `applies_role` means reaches the provision in scope, or does not.
    pub reaches: Option<bool>,
}

/// Which answers an event means; everything that is given must be so.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// One of these questions; empty means any.
    pub questions: Vec<QuestionIx>,
    /// One of these answers, by their ids; empty means any.
    pub answers: Vec<Box<str>>,
    /// Doubt means one of these there; empty means that nothing is asked of it.
    pub doubt: Vec<DoubtMeans>,
    /// It probes who asks or why, or does not.
    pub probes: Option<bool>,
    /// One of these roles answers; empty means any.
    pub actors: Vec<Role>,
    /// The answer demands a reason of its own, or does not.
    pub reasoned: Option<bool>,
    /// The question has one of these scopes; empty means any.
    pub scopes: Vec<Scope>,
}

/// How a subject is left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ends {
    /// The kind of subject; none is the assessment.
    pub of: Option<Subject>,
    /// One of these effects.
    pub effects: Vec<Effect>,
}

/// A module's return.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Returns {
    /// One of these modules; empty means any.
    pub from: Vec<FamilyIx>,
    /// One of these names; empty means any.
    pub names: Vec<Box<str>>,
    /// The return carries one of these effects; empty means any.
    pub effects: Vec<Effect>,
}
