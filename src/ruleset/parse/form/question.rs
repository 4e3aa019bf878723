//! The fields of a question, wherever it stands.

use super::{COUNT, Field, IDS, Record, SOME_IDS, Shape, TEXTS, words};
use crate::ruleset::model::{DoubtMeans, Moment, ProvisionRole, Register, Role, Scope};
use crate::ruleset::parse::words::{AnswerWord, ColumnWord, Filled};

/// The bounds of numbers that a rule file may name.
pub const BOUND: i64 = 1_000_000_000_000;

/// How a question is asked, in a node, a row or the register.
pub const ASKED: &[Field] = &[
    Field::may(
        "help",
        Shape::Text,
        "Hur man tar reda på svaret; sedan ett exempel: `Exempel: …`.",
        "How to find out; then an example: `For example, …`.",
    ),
    Field::may("reason", Shape::Record(&DEMAND), "Ett internt skäl som krävs.", "An internal reason that is required."),
    Field::may(
        "outgoing",
        Shape::Record(&DEMAND),
        "Ett skäl som den som begär får läsa.",
        "A reason that the requester may read.",
    ),
    Field::may(
        "probes",
        Shape::Truth,
        "true: frågan rör vem som begär eller varför (TF 2:18).",
        "true: it asks who requests or why (TF 2:18).",
    ),
    Field::may(
        "actor",
        Shape::Word(words::<Role>),
        "Vem som svarar; annars officer.",
        "Who answers; officer unless given.",
    ),
    Field::may(
        "depends",
        IDS,
        "Frågor vars ändrade svar gör att denna ställs igen.",
        "Questions whose changed answer puts this one again.",
    ),
    Field::may(
        "fresh-for",
        Shape::Days,
        "Hur länge svaret gäller: P0D samma dag.",
        "How long the answer holds: P0D the same day.",
    ),
];

/// What a question in a node or in the register has besides.
pub const QUESTION: &[Field] = &[
    Field::need(
        "ask",
        Shape::Text,
        "Frågan. Den kan ha {person} {item} {document} {provision} {recipient}.",
        "The question. It may have {person} {item} {document} {provision} {recipient}.",
    ),
    Field::need(
        "kind",
        Shape::Word(words::<AnswerWord>),
        "Slaget av svar; tri är ja, nej, vet-ej.",
        "The kind of answer; tri is ja, nej, vet-ej.",
    ),
    Field::need(
        "scope",
        Shape::Word(words::<Scope>),
        "Vad den frågas om: en gång för var och en.",
        "What it is asked of: once for each.",
    ),
    Field::may(
        "provisions",
        IDS,
        "Bestämmelserna som frågan prövar, den avgörande först.",
        "The provisions that the question tests, the decisive one first.",
    ),
    Field::may(
        "doubt",
        Shape::Record(&DOUBT),
        "Åt vilket håll tvekan faller; krävs där svaren leder isär.",
        "Which way doubt falls; required where the answers lead apart.",
    ),
    Field::may(
        "moment",
        Shape::Word(words::<Moment>),
        "En frist som löper från detta räknas från svaret.",
        "A deadline that runs from this moment runs from the answer.",
    )
    .only("kind", &["date", "datetime"]),
    Field::need("options", TEXTS, "Alternativen: id och text.", "The options: id and text.").only("kind", &["choice"]),
    Field::need(
        "pick",
        Shape::Record(&PICK),
        "Vad som väljs, och ur vilket register.",
        "What is picked, and from which register.",
    )
    .only("kind", &["pick"]),
    Field::may("least", COUNT, "Minsta antalet tecken eller rader.", "The least number of characters or rows.")
        .only("kind", &["text", "list"]),
    Field::need("min", Shape::Number(-BOUND, BOUND), "Minsta talet.", "The least number.").only("kind", &["number"]),
    Field::need("max", Shape::Number(-BOUND, BOUND), "Största talet.", "The greatest number.")
        .only("kind", &["number"]),
    Field::may(
        "fills",
        Shape::Word(words::<Filled>),
        "Registret som raderna blir.",
        "The register that the rows become.",
    )
    .only("kind", &["list"]),
    Field::need(
        "columns",
        Shape::Filled(&Shape::Record(&COLUMN)),
        "Kolumnerna; den första är radens namn.",
        "The columns; the first is the row's label.",
    )
    .only("kind", &["list"]),
];

/// A question of the register.
pub const SHARED: Record = Record::new(
    "question",
    &[QUESTION, ASKED],
    "En fråga som flera regelsamlingar ställer.",
    "A question that several rulesets put.",
);

/// Which way doubt falls.
pub const DOUBT: Record = Record::new(
    "doubt",
    &[&[
        Field::need("means", Shape::Word(words::<DoubtMeans>), "Vad vet-ej betyder.", "What vet-ej means."),
        Field::may("as", Shape::Id, "Svaret som vet-ej räknas som.", "The answer that vet-ej is treated as."),
    ]],
    "Åt vilket håll tvekan faller.",
    "Which way doubt falls.",
);

/// A reason that is required.
pub const DEMAND: Record = Record::new(
    "demand",
    &[&[
        Field::may(
            "for",
            SOME_IDS,
            "Svaren som kräver det; annars alla.",
            "The answers that require it; all unless given.",
        ),
        Field::need("least", COUNT, "Minsta antalet tecken.", "The least number of characters."),
    ]],
    "Ett skäl som krävs.",
    "A reason that is required.",
);

/// What is picked.
pub const PICK: Record = Record::new(
    "pick",
    &[&[
        Field::need("from", Shape::Word(words::<Register>), "Registret.", "The register."),
        Field::may("many", Shape::Truth, "true: flera kan väljas.", "true: several may be picked."),
        Field::may("least", COUNT, "Minsta antalet; annars 1.", "The least number; 1 unless given."),
        Field::may(
            "where",
            Shape::Either(&[&WHERE_ROLE, &WHERE_COLUMN]),
            "Vilka rader som kan väljas.",
            "Which rows may be picked.",
        ),
    ]],
    "Vad som väljs, och ur vilket register.",
    "What is picked, and from which register.",
);

/// A filter by the role of provisions.
pub const WHERE_ROLE: Record = Record::new(
    "where-role",
    &[&[Field::need(
        "role",
        Shape::Word(words::<ProvisionRole>),
        "Bestämmelsernas roll.",
        "The role of the provisions.",
    )]],
    "Bestämmelser med en roll.",
    "Provisions of a role.",
);

/// A filter by a column.
pub const WHERE_COLUMN: Record = Record::new(
    "where-column",
    &[&[
        Field::need("column", Shape::Id, "Kolumnen.", "The column."),
        Field::need("in", SOME_IDS, "Alternativen som duger.", "The options that qualify."),
    ]],
    "Rader vars kolumn har något av alternativen.",
    "Rows whose column has one of the options.",
);

/// A column of a list.
pub const COLUMN: Record = Record::new(
    "column",
    &[&[
        Field::need("id", Shape::Id, "Kolumnens id.", "The column's id."),
        Field::need("title", Shape::Text, "Rubriken.", "The heading."),
        Field::need("kind", Shape::Word(words::<ColumnWord>), "Vad som står i den.", "What stands in it."),
        Field::may("optional", Shape::Truth, "true: den kan lämnas tom.", "true: it may be left empty."),
        Field::need("options", TEXTS, "Alternativen: id och text.", "The options: id and text.")
            .only("kind", &["choice"]),
        Field::need("ref", Shape::Word(words::<Filled>), "Registret som den pekar in i.", "The register it refers to.")
            .only("kind", &["ref"]),
    ]],
    "En kolumn.",
    "A column.",
);
