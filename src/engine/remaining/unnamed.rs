//! Subjects that nobody has named yet, in scopes that no answer can have.

use crate::engine::answer::{Entity, ScopePath};
use crate::ruleset::model::{ProvisionIx, Subject};

/// Stands for a subject that nobody has named yet; readers of answers take far fewer.
const UNNAMED: Entity = Entity(u16::MAX);

/// The same for a provision; nothing looks at its wording.
const UNNAMED_PROVISION: ProvisionIx = ProvisionIx(u16::MAX);

/// Returns the scope of a subject that is still to be named.
pub(super) fn unnamed(subject: Subject, outer: ScopePath) -> ScopePath {
    match subject {
        Subject::Document => ScopePath { document: Some(UNNAMED), ..outer },
        Subject::Item => ScopePath { item: Some(UNNAMED), ..outer },
        Subject::Person => ScopePath { person: Some(UNNAMED), ..outer },
        Subject::By => ScopePath { by: Some(UNNAMED), ..outer },
        Subject::Provision => ScopePath { provision: Some(UNNAMED_PROVISION), ..outer },
    }
}

pub(super) fn is_unnamed(scope: &ScopePath, subject: Subject) -> bool {
    match subject {
        Subject::Document => scope.document == Some(UNNAMED),
        Subject::Item => scope.item == Some(UNNAMED),
        Subject::Person => scope.person == Some(UNNAMED),
        Subject::By => scope.by == Some(UNNAMED),
        Subject::Provision => scope.provision == Some(UNNAMED_PROVISION),
    }
}

pub(super) fn has_unnamed(scope: &ScopePath) -> bool {
    let all = [Subject::Document, Subject::Item, Subject::Person, Subject::Provision, Subject::By];
    all.into_iter().any(|subject| is_unnamed(scope, subject))
}
