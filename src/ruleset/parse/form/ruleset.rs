//! The fields of a ruleset: its head, its ends and its parts.

use super::node::NODE;
use super::{Field, IDS, Keys, Record, SOME_IDS, Shape, words};
use crate::ruleset::model::{ApprovalAfter, Effect, Role, RulesetKind};

const OF_MODULES: &[&str] = &["module"];
const OF_PROCEDURES: &[&str] = &["procedure"];
const NODES: Shape = Shape::Filled(&NODE);

/// A ruleset file.
pub const RULESET: Record = Record::new(
    "ruleset",
    &[&[
        Field::need(
            "ruleset",
            Shape::Id,
            "Id: filen heter ID.yaml eller ID@DAG.yaml.",
            "Id: the file is ID.yaml or ID@DAY.yaml.",
        ),
        Field::need("format", Shape::Format, "Alltid 1.", "Always 1."),
        Field::need(
            "kind",
            Shape::Word(words::<RulesetKind>),
            "procedure: ett förfarande som startas. module: en modul som anropas.",
            "procedure: can be started. module: is called.",
        ),
        Field::need("version", Shape::Number(1, 1_000_000), "Höjs vid varje ändring.", "Raised at every change."),
        Field::need(
            "valid",
            Shape::Record(&VALID),
            "Dagarna som den gäller. Versioner möts utan glapp och överlappar inte.",
            "The days it is in force. Versions meet without a gap and do not overlap.",
        ),
        Field::need("title", Shape::Text, "Vad den heter.", "What it is called."),
        Field::may("about", Shape::Text, "Vad den är till för.", "What it is for."),
        Field::need(
            "basis",
            IDS,
            "Bestämmelserna som den vilar på, efter id; kan vara [].",
            "The provisions it rests on, by id; may be [].",
        ),
        Field::need(
            "review",
            Shape::Record(&REVIEW),
            "När den granskades och ska granskas.",
            "When it was reviewed and is due.",
        ),
        Field::may(
            "arguments",
            ARGUMENTS,
            "Det som den som anropar anger, med möjliga värden.",
            "What a caller gives, with the values it may have.",
        )
        .only("kind", OF_MODULES),
        Field::need(
            "returns",
            Shape::Map { keys: Keys::Id, values: &Shape::Record(&RETURN), filled: true },
            "Det som modulen kan komma fram till.",
            "What the module can come to.",
        )
        .only("kind", OF_MODULES),
        Field::need(
            "outcomes",
            Shape::Map { keys: Keys::Id, values: &Shape::Record(&OUTCOME), filled: true },
            "Förfarandets utfall.",
            "The outcomes of the procedure.",
        )
        .only("kind", OF_PROCEDURES),
        Field::need("nodes", NODES, "Noderna, med den första först.", "The nodes, beginning with the first.")
            .only("kind", OF_MODULES),
        Field::need("parts", Shape::Record(&PARTS), "Förfarandets delar.", "The parts of the procedure.")
            .only("kind", OF_PROCEDURES),
    ]],
    "En version av en regelsamling: ett förfarande eller en modul.",
    "One version of one ruleset: a procedure or a module.",
);

const ARGUMENTS: Shape = Shape::Map { keys: Keys::Id, values: &SOME_IDS, filled: false };

/// The days of a version.
pub const DAYS: &[Field] = &[
    Field::need("from", Shape::Day, "Första dagen.", "The first day."),
    Field::may(
        "to",
        Shape::Day,
        "Sista dagen; lämnas bort för den senaste versionen.",
        "The last day; left out for the newest version.",
    ),
];

/// The days of a version of a ruleset.
pub const VALID: Record = Record::new("valid", &[DAYS], "Från och med, till och med.", "From and to, both included.");

/// When a ruleset was reviewed.
pub const REVIEW: Record = Record::new(
    "review",
    &[&[
        Field::need(
            "checked",
            Shape::Day,
            "Dagen då den jämfördes med lagen.",
            "The day it was compared with the law.",
        ),
        Field::need("due", Shape::Day, "Dagen då det ska göras igen.", "The day that is to be done again."),
    ]],
    "När den granskades och ska granskas.",
    "When it was reviewed and is due.",
);

const DECIDES: &[Field] = &[
    Field::may("text", Shape::Text, "Det som sägs när det slutar så.", "What is said when it ends so."),
    Field::may(
        "provisions",
        IDS,
        "Bestämmelser som tillämpas; krävs när effekten är en annan än none.",
        "Provisions that apply; required with an effect other than none.",
    ),
    Field::may("duties", IDS, "Skyldigheter som uppkommer, efter id.", "Duties that arise, by id."),
    Field::may(
        "decider",
        Shape::Word(words::<Role>),
        "Lägsta rollen som får besluta; annars officer.",
        "The lowest role that may decide; officer unless given.",
    ),
];
const START: &[Field] = &[Field::may(
    "start",
    Shape::Id,
    "Ett förfarande som föreslås därefter.",
    "A procedure that is offered afterwards.",
)];
const EFFECT: Shape = Shape::Word(words::<Effect>);

/// A return of a module.
pub const RETURN: Record = Record::new(
    "return",
    &[&[Field::may("effect", EFFECT, "Vad det betyder för uppgiften.", "What it means for the item.")], DECIDES, START],
    "Det som modulen kan komma fram till; allt kan lämnas bort: `klar: {}`.",
    "What the module can come to; everything may be left out: `klar: {}`.",
);

/// An outcome of a procedure.
pub const OUTCOME: Record = Record::new(
    "outcome",
    &[
        &[Field::need("effect", EFFECT, "Vad det betyder för ärendet.", "What it means for the whole.")],
        DECIDES,
        &[
            Field::may(
                "approval",
                Shape::List(&Shape::Word(words::<Role>)),
                "Roller som ska godkänna.",
                "Roles that must approve.",
            ),
            Field::may(
                "approval-after",
                Shape::Word(words::<ApprovalAfter>),
                "same-day: i brådskande fall räcker godkännande samma dag.",
                "same-day: in acute cases approval the same day is enough.",
            )
            .beside(&["approval"]),
        ],
        START,
    ],
    "Ett utfall av förfarandet.",
    "An outcome of the procedure.",
);

/// The parts of a procedure.
pub const PARTS: Record = Record {
    filled: true,
    ..Record::new(
        "parts",
        &[&[
            Field::may("frame", NODES, "Det som gäller hela ärendet.", "What concerns the whole."),
            Field::may("items", NODES, "Det som gäller uppgifterna.", "What concerns the items."),
            Field::may(
                "closing",
                NODES,
                "Det som återstår när uppgifterna är prövade.",
                "What is left once the items are assessed.",
            ),
        ]],
        "Delarna, i denna ordning; minst en.",
        "The parts, in this order; one at least.",
    )
};
