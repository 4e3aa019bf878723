//! Invariants, as written.

use serde::{Deserialize, Serialize};

use super::{At, Name, Place};
use crate::ruleset::model::{DoubtMeans, Effect, ProvisionRole, Role, Scope, Subject, Test};
use crate::text::Text;

/// An invariant as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InvariantDoc {
    /// The key.
    pub id: Name,
    /// `text:`.
    pub text: Text,
    /// `provisions:`.
    pub provisions: Vec<Name>,
    /// `procedures:`; empty where it is left out.
    pub procedures: Vec<Name>,
    /// `within:`; none for `assessment`.
    pub within: Option<Subject>,
    /// `when:`.
    pub when: Vec<(Name, Vec<Name>)>,
    /// `never:` with `unless:`, `before:` or `always:`.
    pub holds: HoldsDoc,
}

/// What must hold, as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum HoldsDoc {
    /// `never:` and `unless:`.
    Never {
        /// The steps, in their order.
        steps: Vec<EventDoc>,
        /// `unless:`; empty where it is left out.
        unless: Vec<EventDoc>,
    },
    /// `before:`.
    Before {
        /// `comes:`.
        comes: Vec<EventDoc>,
        /// `needs:`.
        needs: Vec<EventDoc>,
    },
    /// `always:`.
    Always {
        /// `comes:`.
        comes: Vec<EventDoc>,
        /// `also:`.
        also: Vec<EventDoc>,
    },
}

/// An event as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventDoc {
    /// Where it stands.
    pub place: Place,
    /// What happens.
    pub happens: HappensDoc,
    /// `test:`; empty where it is left out.
    pub test: Vec<Test>,
}

/// What happens, as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum HappensDoc {
    /// `question:`, `answer:`, `doubt:`, `probes:`, `actor:`, `reasoned:`, `scope:`.
    Answered(AnsweredDoc),
    /// `applies:`, `applies-role:` and `reaches:`.
    Applies {
        /// The provisions; empty where there is only a role.
        provisions: Vec<Name>,
        /// The role.
        role: Option<ProvisionRole>,
        /// Whether it reaches the provision in scope.
        reaches: Option<bool>,
    },
    /// `duty:`.
    Duty(Vec<Name>),
    /// `ends:` and `effect:`.
    Ends {
        /// The kind of subject, none for `assessment`.
        of: At<Option<Subject>>,
        /// The effects.
        effects: Vec<Effect>,
    },
    /// `enters:`.
    Enters(Vec<Name>),
    /// `returns:`, `from:` and `effect:`.
    Returns {
        /// The modules.
        from: Vec<Name>,
        /// The names.
        names: Vec<Name>,
        /// The effects.
        effects: Vec<Effect>,
    },
}

/// An answer that an event means, as written; what is left out is empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AnsweredDoc {
    /// `question:`.
    pub questions: Vec<Name>,
    /// `answer:`.
    pub answers: Vec<Name>,
    /// `doubt:`.
    pub doubt: Vec<DoubtMeans>,
    /// `probes:`.
    pub probes: Option<bool>,
    /// `actor:`.
    pub actors: Vec<Role>,
    /// `reasoned:`.
    pub reasoned: Option<bool>,
    /// `scope:`.
    pub scopes: Vec<Scope>,
}
