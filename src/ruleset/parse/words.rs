//! The closed sets of words that rule files use, each with the value it stands for.

use crate::ruleset::document::Aggregate;
use crate::ruleset::model::{
    ApprovalAfter, Confidence, Difficulty, DoubtMeans, Effect, HaltKind, HaltScope, Join, Moment, Need, Of,
    ProvisionRole, Read, Register, Role, RulesetKind, Scope, Subject, Test,
};

/// A value that is written as one of a few words.
pub(crate) trait Word: Copy + 'static {
    /// The words, in the order that a message lists them.
    const WORDS: &'static [(&'static str, Self)];
}

macro_rules! words {
    ($($kind:ty { $($word:literal => $value:expr,)* })*) => {$(
        impl Word for $kind {
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, $value),)*];
        }
    )*};
}

/// The registers that an assessment fills itself.
#[derive(Clone, Copy)]
pub(super) struct Filled(pub(super) Register);

/// The kinds of answer, before what belongs to them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum AnswerWord {
    Tri,
    Choice,
    Pick,
    Text,
    Date,
    DateTime,
    Number,
    List,
}

/// The kinds of column, before what belongs to them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum ColumnWord {
    Text,
    Date,
    Number,
    Choice,
    Ref,
}

/// What a switch looks at.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum OnWord {
    LawDate,
    Answer,
    Argument,
    Field,
    Reaches,
    Table,
    Aggregate(Aggregate),
}

/// The registers of the rulebook.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum RegisterWord {
    Provisions,
    Duties,
    Questions,
    Effects,
    Glossary,
    Tables,
    Cases,
    Invariants,
}

/// What a checklist row wants; kept as written.
#[derive(Clone, Copy)]
pub(super) struct Want(pub(super) &'static str);

/// Whose path an invariant looks at: one subject's, or that of the whole assessment.
#[derive(Clone, Copy)]
pub(super) struct Bounds(pub(super) Option<Subject>);

/// `follows: others`.
#[derive(Clone, Copy)]
pub(super) struct Others;

words! {
    bool { "true" => true, "false" => false, }
    Want { "ja" => Want("ja"), "nej" => Want("nej"), }
    Others { "others" => Others, }
    Of { "document" => Self::Document, "text" => Self::Text, }
    RulesetKind { "procedure" => Self::Procedure, "module" => Self::Module, }
    RegisterWord {
        "provisions" => Self::Provisions,
        "duties" => Self::Duties,
        "questions" => Self::Questions,
        "effects" => Self::Effects,
        "glossary" => Self::Glossary,
        "tables" => Self::Tables,
        "cases" => Self::Cases,
        "invariants" => Self::Invariants,
    }
    Effect {
        "none" => Self::None,
        "report" => Self::Report,
        "report-part" => Self::ReportPart,
        "send" => Self::Send,
        "release" => Self::Release,
        "release-reserved" => Self::ReleaseReserved,
        "release-part" => Self::ReleasePart,
        "inform-otherwise" => Self::InformOtherwise,
        "refer" => Self::Refer,
        "open" => Self::Open,
        "leave-out" => Self::LeaveOut,
        "not-official" => Self::NotOfficial,
        "withhold" => Self::Withhold,
        "incident" => Self::Incident,
    }
    Difficulty { "basic" => Self::Basic, "intermediate" => Self::Intermediate, "advanced" => Self::Advanced, }
    Role {
        "officer" => Self::Officer,
        "second-reader" => Self::SecondReader,
        "lawyer" => Self::Lawyer,
        "manager" => Self::Manager,
        "delegate" => Self::Delegate,
        "board" => Self::Board,
    }
    Join { "strictest" => Self::Strictest, "widest" => Self::Widest, }
    Need { "all" => Self::All, "any" => Self::Any, }
    Subject {
        "document" => Self::Document,
        "item" => Self::Item,
        "person" => Self::Person,
        "provision" => Self::Provision,
        "by" => Self::By,
    }
    Bounds {
        "document" => Bounds(Some(Subject::Document)),
        "item" => Bounds(Some(Subject::Item)),
        "person" => Bounds(Some(Subject::Person)),
        "provision" => Bounds(Some(Subject::Provision)),
        "by" => Bounds(Some(Subject::By)),
        "assessment" => Bounds(None),
    }
    Register {
        "persons" => Self::Persons,
        "documents" => Self::Documents,
        "items" => Self::Items,
        "provisions" => Self::Provisions,
    }
    Filled {
        "persons" => Filled(Register::Persons),
        "documents" => Filled(Register::Documents),
        "items" => Filled(Register::Items),
    }
    HaltKind { "park" => Self::Park, "stop" => Self::Stop, }
    HaltScope { "person" => Self::Person, "item" => Self::Item, "assessment" => Self::Assessment, }
    Scope {
        "frame" => Self::Frame,
        "person" => Self::Person,
        "document" => Self::Document,
        "item" => Self::Item,
        "item-person" => Self::ItemPerson,
        "item-person-provision" => Self::ItemPersonProvision,
        "item-person-by" => Self::ItemPersonBy,
        "closing" => Self::Closing,
    }
    DoubtMeans {
        "find-out" => Self::FindOut,
        "secret" => Self::Secret,
        "open-if-entitled" => Self::OpenIfEntitled,
        "report" => Self::Report,
        "closed" => Self::Closed,
        "refer" => Self::Refer,
    }
    ProvisionRole { "secrecy" => Self::Secrecy, "overriding" => Self::Overriding, "procedure" => Self::Procedure, }
    Test {
        "absolute" => Self::Absolute,
        "reverse" => Self::Reverse,
        "straight" => Self::Straight,
        "qualified-straight" => Self::QualifiedStraight,
        "necessity" => Self::Necessity,
        "danger" => Self::Danger,
        "purpose" => Self::Purpose,
        "weight" => Self::Weight,
        "duty" => Self::Duty,
        "none" => Self::None,
    }
    Confidence {
        "V-lag" => Self::Statute,
        "V-praxis" => Self::Practice,
        "V-sek" => Self::Secondary,
        "R" => Self::Recalled,
        "I" => Self::Inference,
    }
    Read {
        "whole" => Self::Whole,
        "summary" => Self::Summary,
        "extract" => Self::Extract,
        "account" => Self::Account,
    }
    Moment {
        "received" => Self::Received,
        "aware" => Self::Aware,
        "opened" => Self::Opened,
        "decided" => Self::Decided,
        "served" => Self::Served,
    }
    ApprovalAfter { "same-day" => Self::SameDay, }
    AnswerWord {
        "tri" => Self::Tri,
        "choice" => Self::Choice,
        "pick" => Self::Pick,
        "text" => Self::Text,
        "date" => Self::Date,
        "datetime" => Self::DateTime,
        "number" => Self::Number,
        "list" => Self::List,
    }
    ColumnWord {
        "text" => Self::Text,
        "date" => Self::Date,
        "number" => Self::Number,
        "choice" => Self::Choice,
        "ref" => Self::Ref,
    }
    OnWord {
        "law-date" => Self::LawDate,
        "answer" => Self::Answer,
        "argument" => Self::Argument,
        "field" => Self::Field,
        "reaches" => Self::Reaches,
        "table" => Self::Table,
        "any" => Self::Aggregate(Aggregate::Any),
        "all" => Self::Aggregate(Aggregate::All),
        "count" => Self::Aggregate(Aggregate::Count),
    }
}

/// Returns how `value` is written.
pub(super) fn written<T: Word + PartialEq>(value: T) -> &'static str {
    T::WORDS.iter().find(|(_, other)| *other == value).map_or("", |(word, _)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_that_serde_writes() {
        fn same<T: Word + serde::Serialize>() {
            for (word, value) in T::WORDS {
                assert_eq!(serde_json::to_value(value).expect("serialisable"), *word);
            }
        }
        same::<RulesetKind>();
        same::<Effect>();
        same::<Role>();
        same::<Join>();
        same::<Need>();
        same::<Subject>();
        same::<Register>();
        same::<HaltKind>();
        same::<HaltScope>();
        same::<Scope>();
        same::<DoubtMeans>();
        same::<ProvisionRole>();
        same::<Test>();
        same::<Confidence>();
        same::<Moment>();
        same::<Of>();
        same::<ApprovalAfter>();
    }
}
