//! What is wrong with a scenario of sound form: where its key does not hold, or what it names is not met. Data first; the
//! words are chosen here.

use super::scenario::Scenario;
use crate::answers::AnswerFault;
use crate::ruleset::document::Place;
use crate::text::Language;
use crate::trial::case::End;
use crate::trial::miss::{Thing, What};

/// One way in which a scenario is not what it says.
#[derive(Clone, Debug, PartialEq)]
pub enum Miss {
    /// The key cannot be walked, or comes to something else than `expect:` says.
    Key(What),
    /// The key comes to an item of which `expect:` says nothing.
    NothingExpected(String),
    /// A question is named that the key never comes to.
    NotPut(By, Box<str>),
    /// A question is named that is never put to whoever trains, since the key's answer is given beforehand.
    Given(By, Box<str>),
    /// A question is named for points whose answer is no closed one.
    Open(By, Box<str>),
    /// Another answer is accepted to a question that gives no points.
    Unscored(By, Box<str>),
    /// A question is named as compared to the minute whose answer is no moment.
    NoMoment(Box<str>),
    /// An accepted answer does not fit its question.
    Answer(By, AnswerFault),
    /// An accepted answer is the key's own.
    SameAsKey(By, Box<str>),
}

/// What names a question.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum By {
    /// `hints:`
    Hints,
    /// `points:`
    Points,
    /// `after:` of a step of the scene, by its position.
    Scene(usize),
    /// An accepted answer, by its position.
    Accept(usize),
    /// `exact:`
    Exact,
}

impl By {
    /// Returns the field.
    const fn field(self) -> &'static str {
        match self {
            Self::Hints => "hints",
            Self::Points => "points",
            Self::Scene(_) => "after",
            Self::Accept(_) => "accept",
            Self::Exact => "exact",
        }
    }

    fn place(self, scenario: &Scenario, question: &str) -> Place {
        match self {
            Self::Hints | Self::Points => scenario.place(&["scenario", self.field(), question]),
            Self::Scene(at) => scenario.scene.get(at).map_or_else(Place::default, |scene| scene.place),
            Self::Exact => scenario.place(&["scenario", "exact"]),
            Self::Accept(at) => scenario.accept.get(at).map_or_else(Place::default, |accept| accept.place),
        }
    }
}

impl Miss {
    /// Returns where the scenario says it.
    #[must_use]
    pub fn place(&self, scenario: &Scenario) -> Place {
        let expect = |keys: &[&str]| scenario.place(&[&["scenario", "expect"], keys].concat());
        match self {
            Self::Key(what) => match what {
                What::NoProcedure(_) => scenario.place(&["procedure"]),
                What::Answer(fault) => scenario.place(&["answers", &fault.scope, &fault.question]),
                What::Script(fault) => scenario.place(&["answers", &fault.scope, &fault.question]),
                What::End { expected: End::Halted(_), .. } => expect(&["halted"]),
                What::End { .. } => expect(&["procedure-outcome"]),
                What::Effect { item, .. } => expect(&["effects", item]),
                What::Lacks(Thing::Provision, _) => expect(&["provisions"]),
                _ => scenario.place(&[]),
            },
            Self::NothingExpected(_) => expect(&["effects"]),
            Self::NotPut(by, question)
            | Self::Given(by, question)
            | Self::Open(by, question)
            | Self::Unscored(by, question)
            | Self::SameAsKey(by, question) => by.place(scenario, question),
            Self::NoMoment(question) => By::Exact.place(scenario, question),
            Self::Answer(by, fault) => by.place(scenario, &fault.question),
        }
    }

    /// Returns what is wrong, on one line.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Sv => self.swedish(),
            Language::En => self.english(),
        }
    }

    fn swedish(&self) -> String {
        match self {
            Self::Key(What::Script(fault)) => {
                let hint = fault.hint(Language::Sv).map(|hint| format!(" ({hint})")).unwrap_or_default();
                format!("facit: {}{hint}", fault.message(Language::Sv))
            }
            Self::Key(what) => format!("facit: {}", what.message(Language::Sv)),
            Self::NothingExpected(item) => format!("uppgift {item}: `expect` säger inte vad den ska komma till"),
            Self::NotPut(by, question) => {
                format!("`{}` nämner {question}, som facit aldrig kommer till", by.field())
            }
            Self::Given(by, question) => {
                format!("`{}` nämner {question}, som är given på förhand och aldrig ställs", by.field())
            }
            Self::Open(by, question) => {
                format!("`{}` nämner {question}, som besvaras med egna ord och inte kan poängsättas", by.field())
            }
            Self::Unscored(by, question) => format!("`{}` nämner {question}, som inte ger poäng", by.field()),
            Self::NoMoment(question) => format!("`exact` nämner {question}, vars svar inte är en tidpunkt"),
            Self::Answer(by, fault) => format!("`{}`: {}", by.field(), fault.message(Language::Sv)),
            Self::SameAsKey(by, question) => format!("`{}`: {question} har samma svar i facit", by.field()),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Key(What::Script(fault)) => {
                let hint = fault.hint(Language::En).map(|hint| format!(" ({hint})")).unwrap_or_default();
                format!("the key: {}{hint}", fault.message(Language::En))
            }
            Self::Key(what) => format!("the key: {}", what.message(Language::En)),
            Self::NothingExpected(item) => format!("item {item}: `expect` does not say what it is to come to"),
            Self::NotPut(by, question) => format!("`{}` names {question}, to which the key never comes", by.field()),
            Self::Given(by, question) => {
                format!("`{}` names {question}, which is given beforehand and never put", by.field())
            }
            Self::Open(by, question) => {
                format!("`{}` names {question}, which is answered in own words and cannot be scored", by.field())
            }
            Self::Unscored(by, question) => format!("`{}` names {question}, which gives no points", by.field()),
            Self::NoMoment(question) => format!("`exact` names {question}, whose answer is no moment"),
            Self::Answer(by, fault) => format!("`{}`: {}", by.field(), fault.message(Language::En)),
            Self::SameAsKey(by, question) => format!("`{}`: {question} has the same answer in the key", by.field()),
        }
    }
}
