//! The fields of the shared registers.

use super::question::SHARED;
use super::ruleset::DAYS;
use super::{Field, IDS, Keys, Record, SOME_IDS, Shape, TEXTS, words};
use crate::ruleset::model::{Confidence, Effect, Moment, ProvisionRole, Read, Test};
use crate::ruleset::parse::words::Others;

/// Makes the record of a register file: its name, and what stands under its entries.
macro_rules! register {
    ($word:literal, $entries:expr, $sv:literal, $en:literal) => {
        Record::new(
            concat!("register-", $word),
            &[&[
                Field::need("register", Shape::Constant($word), "Registret.", "The register."),
                Field::need("format", Shape::Format, "Alltid 1.", "Always 1."),
                Field::need(
                    "entries",
                    $entries,
                    "Posterna, var och en under sitt id.",
                    "The entries, each under its id.",
                ),
            ]],
            $sv,
            $en,
        )
    };
}
pub(super) use register;

/// Returns entries that are each a record under an id.
pub(super) const fn by_id(values: &'static Shape) -> Shape {
    Shape::Map { keys: Keys::Id, values, filled: false }
}

/// The register of provisions.
pub const PROVISIONS: Record = register!(
    "provisions",
    by_id(&Shape::Record(&PROVISION)),
    "Bestämmelser, med lydelser efter dag.",
    "Provisions, with their wordings by day."
);
/// The register of duties.
pub const DUTIES: Record =
    register!("duties", by_id(&Shape::Record(&DUTY)), "Skyldigheter, med frister.", "Duties, with deadlines.");
/// The register of shared questions.
pub const QUESTIONS: Record = register!(
    "questions",
    by_id(&Shape::Record(&SHARED)),
    "Frågor som flera regelsamlingar ställer.",
    "Questions that several rulesets put."
);
/// The register of effects.
pub const EFFECTS: Record = register!(
    "effects",
    Shape::Map { keys: Keys::Word(words::<Effect>), values: &Shape::Text, filled: false },
    "Vad effekterna heter.",
    "What the effects are called."
);
/// The glossary.
pub const GLOSSARY: Record = register!("glossary", by_id(&Shape::Record(&TERM)), "Ordlistan.", "The glossary.");
/// The register of decision tables.
pub const TABLES: Record = register!("tables", by_id(&Shape::Record(&TABLE)), "Beslutstabeller.", "Decision tables.");
/// The register of decided cases.
pub const CASES: Record = register!(
    "cases",
    by_id(&Shape::Record(&DECIDED)),
    "Avgjorda fall som visas i hjälpen.",
    "Decided cases that the help shows."
);

/// A provision.
pub const PROVISION: Record = Record::new(
    "provision",
    &[&[
        Field::need(
            "designation",
            Shape::Text,
            "Lagrummet som det skrivs i ett beslut.",
            "The provision as a decision cites it.",
        ),
        Field::need("short", Shape::Free, "Kort: `OSL 26:1`.", "Short: `OSL 26:1`."),
        Field::need(
            "role",
            Shape::Word(words::<ProvisionRole>),
            "secrecy: sekretess. overriding: bryter sekretess. procedure: hur det går till.",
            "secrecy, overriding (breaks secrecy), or procedure.",
        ),
        Field::need(
            "versions",
            Shape::Filled(&Shape::Record(&WORDING)),
            "Lydelserna, den äldsta först, utan glapp.",
            "The wordings, the oldest first, without a gap.",
        ),
    ]],
    "En bestämmelse.",
    "A provision.",
);

/// A wording of a provision.
pub const WORDING: Record = Record::new(
    "wording",
    &[
        DAYS,
        &[
            Field::need(
                "test",
                Shape::Word(words::<Test>),
                "Slaget av prövning: reverse är omvänt skaderekvisit, straight rakt.",
                "The kind of test: reverse or straight requirement of harm, and so on.",
            ),
            Field::need("text", Shape::Text, "Vad bestämmelsen säger, med egna ord.", "What it says, in own words."),
            Field::need("basis", Shape::Free, "Författningen: `SFS 2017:377`.", "The act: `SFS 2017:377`."),
            Field::need(
                "confidence",
                Shape::Word(words::<Confidence>),
                "V-lag: läst i lagen. V-praxis, V-sek: i praxis, andrahandskälla. R: ur minnet. I: slutsats.",
                "V-lag: read in the statute. V-praxis, V-sek: in case law, a secondary source. R: recalled. I: inferred.",
            ),
            Field::may(
                "note",
                Shape::Text,
                "Vad som är minne eller slutsats; krävs för R och I.",
                "What is recalled or inferred; required for R and I.",
            ),
            Field::need("checked", Shape::Day, "Dagen då lydelsen lästes.", "The day the wording was read."),
            Field::need(
                "against",
                Shape::Free,
                "Texten som lästes: `OSL t.o.m. SFS 2025:1508`.",
                "The text that was read: `OSL t.o.m. SFS 2025:1508`.",
            ),
            Field::may(
                "reaches",
                IDS,
                "Sekretessbestämmelser som den bryter.",
                "The secrecy provisions that it overrides.",
            ),
            Field::may(
                "follows",
                Shape::Word(words::<Others>),
                "others: det som bryter en annan bryter denna (OSL 21:1).",
                "others: what reaches another reaches this (OSL 21:1).",
            ),
            Field::may(
                "years",
                Shape::Number(1, 1000),
                "Hur många år sekretessen gäller som längst.",
                "How many years the secrecy lasts at most.",
            ),
        ],
    ],
    "En lydelse.",
    "A wording.",
);

/// A duty.
pub const DUTY: Record = Record::new(
    "duty",
    &[&[
        Field::need("text", Shape::Text, "Vad som ska göras.", "What is to be done."),
        Field::may(
            "deadline",
            Shape::Deadline,
            "Fristen: at-once, same-day, PT72H, P14D, P3W eller P4M.",
            "The deadline: at-once, same-day, PT72H, P14D, P3W or P4M.",
        )
        .beside(&["runs-from"]),
        Field::may(
            "runs-from",
            Shape::Word(words::<Moment>),
            "Vad fristen räknas från.",
            "What the deadline runs from.",
        )
        .beside(&["deadline"]),
        Field::may("provisions", IDS, "Bestämmelserna som kräver det.", "The provisions that require it."),
    ]],
    "En skyldighet.",
    "A duty.",
);

/// A term.
pub const TERM: Record = Record::new(
    "term",
    &[&[
        Field::need("term", Shape::Text, "Ordet.", "The term."),
        Field::need("meaning", Shape::Text, "Vad det betyder.", "What it means."),
        Field::may("code", Shape::Free, "Koden, där det finns en.", "The code, where there is one."),
        Field::may(
            "forms",
            Shape::Record(&FORMS),
            "Böjningarna under vilka det står i frågor.",
            "The inflections under which it stands in questions.",
        ),
    ]],
    "Ett ord i ordlistan.",
    "A term of the glossary.",
);

const WORDS: Shape = Shape::Filled(&Shape::Free);

/// The inflections of a term.
pub const FORMS: Record = Record::new(
    "forms",
    &[&[
        Field::need("sv", WORDS, "Svenska böjningar.", "Swedish inflections."),
        Field::need("en", WORDS, "Engelska böjningar.", "English inflections."),
    ]],
    "Ordets böjningar.",
    "The inflections of the term.",
);

/// A decision table.
pub const TABLE: Record = Record::new(
    "table",
    &[&[
        Field::need("title", Shape::Text, "Vad tabellen heter.", "What the table is called."),
        Field::need(
            "inputs",
            SOME_IDS,
            "Gemensamma frågor (tri eller choice), i den ordning de ställs.",
            "Shared questions (tri or choice), in the order they are put.",
        ),
        Field::need("results", TEXTS, "Resultaten: id och text.", "The results: id and text."),
        Field::need("provisions", SOME_IDS, "Det som tabellen vilar på.", "What the table rests on."),
        Field::may(
            "picture",
            Shape::Truth,
            "true: tabellen ritas; kräver två frågor.",
            "true: the table is drawn; needs two inputs.",
        ),
        Field::need(
            "rows",
            Shape::Filled(&Shape::Record(&TABLE_ROW)),
            "Raderna; den första som passar avgör.",
            "The rows; the first that fits decides.",
        ),
    ]],
    "En beslutstabell.",
    "A decision table.",
);

/// A row of a decision table.
pub const TABLE_ROW: Record = Record::new(
    "table-row",
    &[&[
        Field::may(
            "when",
            Shape::Map { keys: Keys::Id, values: &SOME_IDS, filled: false },
            "Svaren som raden gäller; en utelämnad fråga passar alltid.",
            "The answers that the row fits; an input left out fits always.",
        ),
        Field::need("then", Shape::Id, "Resultatet.", "The result."),
    ]],
    "En rad i en beslutstabell.",
    "A row of a decision table.",
);

/// A decided case.
pub const DECIDED: Record = Record::new(
    "decided-case",
    &[&[
        Field::need("designation", Shape::Text, "Avgörandets beteckning.", "The decision's designation."),
        Field::need("decided", Shape::Text, "Dagen, så nära källan säger.", "The day, as near as the source says."),
        Field::need("read", Shape::Word(words::<Read>), "Hur mycket som har lästs.", "How much of it was read."),
        Field::need("text", Shape::Text, "Vad som avgjordes och varför, kort.", "What was decided and why, in short."),
        Field::may(
            "questions",
            Shape::Map { keys: Keys::Question, values: &Shape::Id, filled: false },
            "Frågor som det besvarar, med svaret.",
            "Questions that it answers, with the answer.",
        ),
        Field::may(
            "touches",
            Shape::Filled(&Shape::Question),
            "Frågor som det belyser utan att besvara.",
            "Questions that it throws light on without answering.",
        ),
    ]],
    "Ett avgjort fall.",
    "A decided case.",
);
