//! What a case misses: where what came differs from what was to come. Data first; the words are chosen here.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::case::{Case, End};
use crate::answers::{AnswerFault, FileFault, ScriptFault};
use crate::ruleset::document::Place;
use crate::ruleset::model::Effect;
use crate::text::Language;

/// One way in which a case does not come to what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Miss {
    /// On which of the walks that the case asks for.
    pub walk: Walk,
    /// What.
    pub what: What,
}

/// The walks of a case.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Walk {
    /// The answers on the case's law date.
    Case,
    /// The same on the law of today.
    Today(NaiveDate),
    /// The same the day before the law was new.
    DayBefore(NaiveDate),
    /// With the decisive answer changed.
    Decisive,
}

/// What differs.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// The answers cannot be read at all.
    File(FileFault),
    /// No procedure of that id is in force that day.
    NoProcedure(NaiveDate),
    /// An answer does not fit its question.
    Answer(AnswerFault),
    /// The answers do not carry to the end, or one is not needed.
    Script(ScriptFault),
    /// Another end.
    End {
        /// What the case says.
        expected: End,
        /// What came.
        found: End,
    },
    /// Another effect of an item.
    Effect {
        /// The item.
        item: String,
        /// What the case says.
        expected: Effect,
        /// What came; none where the item was not reached.
        found: Option<Effect>,
    },
    /// An item of which the case does not say both effect and provisions.
    NothingExpected(String),
    /// An item's result does not rest on a provision.
    RestsNot {
        /// The item.
        item: String,
        /// The provision's short designation.
        provision: String,
    },
    /// Something did not come that was to come.
    Lacks(Thing, String),
    /// Something came that was not to come.
    Unwanted(Thing, String),
    /// Something is named that the rules do not have.
    Unknown(Thing, String),
    /// A question does not say a word.
    Silent {
        /// The question.
        question: String,
        /// The word.
        word: String,
    },
    /// A question says a word that it was not to say.
    Says {
        /// The question.
        question: String,
        /// The word.
        word: String,
    },
    /// `today:` is left out and it comes to something else today.
    OtherToday(End),
    /// `today:` says what is no different.
    SameToday,
    /// `today:` says that the law now asks more, and names no case that answers it.
    NoCaseAnswers,
    /// The same answers are taken the day before.
    TakenBefore,
    /// Nothing is answered under the decisive answer's scope and question.
    NoDecisiveAnswer,
    /// What the decisive answer is to change is what the case comes to anyway.
    DecidesNothing,
}

/// What can be named in a case.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Thing {
    /// A provision, by its short designation.
    Provision,
    /// A duty.
    Duty,
    /// A question.
    Question,
}

impl Thing {
    const fn name(self, language: Language) -> &'static str {
        match self {
            Self::Provision => language.choose("bestämmelsen", "the provision"),
            Self::Duty => language.choose("skyldigheten", "the duty"),
            Self::Question => language.choose("frågan", "the question"),
        }
    }
}

impl End {
    /// Returns the end in words.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        match self {
            Self::Outcome(id) => format!("{} `{id}`", language.choose("utfallet", "the outcome")),
            Self::Halted(node) => format!("{} `{node}`", language.choose("stoppet", "the halt")),
            Self::Asks(question) => format!("{} `{question}`", language.choose("frågan", "the question")),
        }
    }
}

impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Outcome(id) => write!(f, "{id}"),
            Self::Halted(node) => write!(f, "halt {node}"),
            Self::Asks(question) => write!(f, "asks {question}"),
        }
    }
}

impl Walk {
    /// Returns which walk it was; nothing for the case itself.
    fn words(self, language: Language) -> String {
        match (self, language) {
            (Self::Case, _) => String::new(),
            (Self::Today(day), Language::Sv) => format!("med lagen den {day}: "),
            (Self::Today(day), Language::En) => format!("on the law of {day}: "),
            (Self::DayBefore(day), Language::Sv) => format!("dagen före, {day}: "),
            (Self::DayBefore(day), Language::En) => format!("the day before, {day}: "),
            (Self::Decisive, Language::Sv) => "med det avgörande svaret ändrat: ".to_owned(),
            (Self::Decisive, Language::En) => "with the decisive answer changed: ".to_owned(),
        }
    }
}

impl Miss {
    /// Returns what was expected and what came, on one line.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let mut line = self.walk.words(language);
        let _ = write!(line, "{}", self.what.message(language)); // a string takes everything
        line
    }

    /// Returns where the case says what it missed.
    #[must_use]
    pub fn place(&self, case: &Case) -> Place {
        let expect = |keys: &[&str]| {
            let under: &[&str] = match self.walk {
                Walk::Case | Walk::DayBefore(_) => &["case", "expect"],
                Walk::Today(_) => &["case", "expect", "today"],
                Walk::Decisive => &["case", "decisive"],
            };
            case.place(&[under, keys].concat())
        };
        match &self.what {
            What::File(_) => case.place(&[]),
            What::NoProcedure(_) => case.place(&["procedure"]),
            What::Answer(fault) => case.place(&["answers", &fault.scope, &fault.question]),
            What::Script(fault) => case.place(&["answers", &fault.scope, &fault.question]),
            What::Effect { item, .. } | What::NothingExpected(item) => expect(&["effects", item]),
            What::RestsNot { item, .. } => expect(&["under", item]),
            What::End { expected, .. } => expect(&[match expected {
                End::Outcome(_) if self.walk == Walk::Decisive => "outcome",
                End::Outcome(_) => "procedure-outcome",
                End::Halted(_) => "halted",
                End::Asks(_) => "asks",
            }]),
            What::Lacks(Thing::Provision, _) => expect(&["provisions"]),
            What::Lacks(Thing::Duty, _) => expect(&["duties"]),
            What::Lacks(Thing::Question, _) => expect(&["asked"]),
            What::Unwanted(Thing::Provision, _) => expect(&["no-provisions"]),
            What::Unwanted(Thing::Duty, _) => expect(&["no-duties"]),
            What::Unwanted(Thing::Question, _) | What::Unknown(..) => expect(&["not-asked"]),
            What::Silent { question, .. } => expect(&["says", question]),
            What::Says { question, .. } => expect(&["says-not", question]),
            What::TakenBefore => expect(&["new-that-day"]),
            What::NoDecisiveAnswer => expect(&["question"]),
            What::OtherToday(_) | What::SameToday | What::NoCaseAnswers | What::DecidesNothing => expect(&[]),
        }
    }
}

impl What {
    /// Returns what was expected and what came, on one line.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Sv => self.swedish(),
            Language::En => self.english(),
        }
    }

    fn swedish(&self) -> String {
        let sv = Language::Sv;
        match self {
            Self::File(fault) => fault.message(sv),
            Self::NoProcedure(day) => format!("förfarandet finns inte den {day}"),
            Self::Answer(fault) => fault.message(sv),
            Self::Script(fault) => fault.message(sv),
            Self::End { expected, found } => format!("väntade {}, fick {}", expected.words(sv), found.words(sv)),
            Self::Effect { item, expected, found } => {
                let found = found.map_or("att den inte nåddes", Effect::id);
                format!("uppgift {item}: väntade {}, fick {found}", expected.id())
            }
            Self::NothingExpected(item) => format!("uppgift {item}: fallet säger inte vad den ska komma till"),
            Self::RestsNot { item, provision } => format!("uppgift {item}: vilar inte på {provision}"),
            Self::Lacks(thing, id) => format!("{} {id} kom inte", thing.name(sv)),
            Self::Unwanted(thing, id) => format!("{} {id} kom, men skulle inte komma", thing.name(sv)),
            Self::Unknown(thing, id) => format!("{} {id} finns inte", thing.name(sv)),
            Self::Silent { question, word } => format!("frågan {question} säger inte ”{word}”"),
            Self::Says { question, word } => format!("frågan {question} säger ”{word}”"),
            Self::OtherToday(end) => format!("det slutar annorlunda, med {}", end.words(sv)),
            Self::SameToday => "`today:` säger det som inte är annorlunda".to_owned(),
            Self::NoCaseAnswers => "inget fall besvarar det som lagen nu frågar (`case:`)".to_owned(),
            Self::TakenBefore => "samma svar duger dagen före".to_owned(),
            Self::NoDecisiveAnswer => "det avgörande svaret finns inte bland svaren".to_owned(),
            Self::DecidesNothing => "det avgörande svaret ändrar inget".to_owned(),
        }
    }

    fn english(&self) -> String {
        let en = Language::En;
        match self {
            Self::File(fault) => fault.message(en),
            Self::NoProcedure(day) => format!("there is no such procedure on {day}"),
            Self::Answer(fault) => fault.message(en),
            Self::Script(fault) => fault.message(en),
            Self::End { expected, found } => format!("expected {}, got {}", expected.words(en), found.words(en)),
            Self::Effect { item, expected, found } => {
                let found = found.map_or("that it was not reached", Effect::id);
                format!("item {item}: expected {}, got {found}", expected.id())
            }
            Self::NothingExpected(item) => format!("item {item}: the case does not say what it is to come to"),
            Self::RestsNot { item, provision } => format!("item {item}: does not rest on {provision}"),
            Self::Lacks(thing, id) => format!("{} {id} did not come", thing.name(en)),
            Self::Unwanted(thing, id) => format!("{} {id} came, and was not to come", thing.name(en)),
            Self::Unknown(thing, id) => format!("{} {id} does not exist", thing.name(en)),
            Self::Silent { question, word } => format!("the question {question} does not say “{word}”"),
            Self::Says { question, word } => format!("the question {question} says “{word}”"),
            Self::OtherToday(end) => format!("it ends otherwise, with {}", end.words(en)),
            Self::SameToday => "`today:` says what is no different".to_owned(),
            Self::NoCaseAnswers => "no case answers what the law now asks (`case:`)".to_owned(),
            Self::TakenBefore => "the same answers are taken the day before".to_owned(),
            Self::NoDecisiveAnswer => "the decisive answer is not among the answers".to_owned(),
            Self::DecidesNothing => "the decisive answer changes nothing".to_owned(),
        }
    }
}
