//! The fields of the nodes, kind by kind.

use super::question::{ASKED, DOUBT, QUESTION};
use super::{Field, IDS, Keys, Record, SOME_IDS, Shape, words};
use crate::ruleset::model::{Effect, HaltKind, HaltScope, Join, Need, Of, Scope, Subject};
use crate::ruleset::parse::words::{OnWord, Want};

/// A node of any kind.
pub const NODE: Shape =
    Shape::Either(&[&ASK, &SHARED_QUESTION, &CHECKLIST, &EACH, &SWITCH, &CALL, &CALLS, &REVISE, &HALT]);

/// The kinds of node, each by its kind key.
pub const KINDS: &[(&str, &Record)] = &[
    ("ask", &ASK),
    ("question", &SHARED_QUESTION),
    ("checklist", &CHECKLIST),
    ("each", &EACH),
    ("switch", &SWITCH),
    ("call", &CALL),
    ("calls", &CALLS),
    ("revise", &REVISE),
    ("halt", &HALT),
];

/// `next` and `then`, of which a node that goes on has one.
pub const WAYS: &[&str] = &["next", "then"];

const ID: &[Field] = &[Field::need(
    "id",
    Shape::Id,
    "Nodens id; andra noder leder hit med det.",
    "The node's id; other nodes lead here by it.",
)];
const WAY: &[Field] = &[
    Field::may(
        "next",
        Shape::Map { keys: Keys::Answer, values: &Shape::Target, filled: true },
        "Vart varje svar leder: `{ja: a, nej: return klar}`.",
        "Where each answer leads: `{ja: a, nej: return klar}`.",
    ),
    Field::may(
        "then",
        Shape::Target,
        "Vart det går vidare, när det bara finns en väg.",
        "Where it goes on, where there is only one way.",
    ),
];
const DUTIES: &[Field] =
    &[Field::may("duties", IDS, "Skyldigheter som uppkommer här, efter id.", "Duties that arise here, by id.")];
const PROVISIONS: &[Field] =
    &[Field::may("provisions", IDS, "Bestämmelser som tillämpas här, efter id.", "Provisions that apply here, by id.")];
const WITH: &[Field] = &[Field::may(
    "with",
    Shape::Map { keys: Keys::Id, values: &Shape::Id, filled: false },
    "Modulens argument; `mode: argument` skickar vidare det egna.",
    "The module's arguments; `mode: argument` passes on one's own.",
)];
const JOIN: &[Field] = &[Field::need(
    "join",
    Shape::Word(words::<Join>),
    "Vilken effekt som gäller av flera.",
    "Which effect counts of several.",
)];
const EFFECT: Shape = Shape::Word(words::<Effect>);

/// A node that goes on by `next` or `then`.
const fn going_on(id: &'static str, groups: &'static [&'static [Field]], sv: &'static str, en: &'static str) -> Record {
    Record { one_of: WAYS, ..Record::new(id, groups, sv, en) }
}

/// A question that is put here.
pub const ASK: Record = going_on("ask", &[ID, QUESTION, ASKED, DUTIES, WAY], "En fråga.", "A question.");

/// A shared question.
pub const SHARED_QUESTION: Record = going_on(
    "shared-question",
    &[
        ID,
        &[Field::need("question", Shape::Id, "Den gemensamma frågans id.", "The shared question's id.")],
        PROVISIONS,
        DUTIES,
        WAY,
    ],
    "En fråga ur registret questions.",
    "A question of the register questions.",
);

/// Several requirements at once.
pub const CHECKLIST: Record = going_on(
    "checklist",
    &[
        ID,
        &[
            Field::need("checklist", Shape::Record(&REQUIREMENTS), "Kraven.", "The requirements."),
            Field::need("scope", Shape::Word(words::<Scope>), "Vad de frågas om.", "What they are asked of."),
            Field::may("doubt", Shape::Record(&DOUBT), "Åt vilket håll tvekan faller.", "Which way doubt falls."),
        ],
        PROVISIONS,
        DUTIES,
        WAY,
    ],
    "Flera krav, vart och ett en fråga; leder med met, failed och unknown.",
    "Several requirements, each a question; leads by met, failed and unknown.",
);

/// What a checklist holds.
pub const REQUIREMENTS: Record = Record::new(
    "requirements",
    &[&[
        Field::need(
            "need",
            Shape::Word(words::<Need>),
            "all: alla krävs. any: ett räcker.",
            "all: every one. any: one is enough.",
        ),
        Field::need("intro", Shape::Text, "Det som står ovanför.", "What stands above."),
        Field::need("rows", Shape::Filled(&Shape::Either(&[&ROW, &SHARED_ROW])), "Raderna.", "The rows."),
    ]],
    "Kraven i en checklista.",
    "The requirements of a checklist.",
);

const ROW_ID: &[Field] = &[Field::need("id", Shape::Id, "Radens id.", "The row's id.")];
const WANT: &[Field] = &[Field::need(
    "want",
    Shape::Word(words::<Want>),
    "Svaret som uppfyller kravet.",
    "The answer that meets the requirement.",
)];

/// A row with its own question.
pub const ROW: Record = Record::new(
    "row",
    &[
        ROW_ID,
        &[Field::need(
            "ask",
            Shape::Text,
            "Frågan, med svaren ja, nej och vet-ej.",
            "The question, with the answers ja, nej and vet-ej.",
        )],
        WANT,
        ASKED,
    ],
    "En rad med en egen fråga.",
    "A row with a question of its own.",
);

/// A row with a shared question.
pub const SHARED_ROW: Record = Record::new(
    "shared-row",
    &[
        ROW_ID,
        &[Field::need(
            "question",
            Shape::Id,
            "Den gemensamma frågans id; den måste vara en tri.",
            "The shared question's id; it must be a tri.",
        )],
        WANT,
    ],
    "En rad med en gemensam fråga.",
    "A row with a shared question.",
);

/// A loop.
pub const EACH: Record = going_on(
    "each",
    &[
        ID,
        &[
            Field::need("each", Shape::Word(words::<Subject>), "Vad som gås igenom.", "What is gone through."),
            Field::need(
                "over",
                Shape::Id,
                "persons, documents, items, eller id på en pick-fråga.",
                "persons, documents, items, or the id of a pick question.",
            ),
            Field::may(
                "of",
                Shape::Word(words::<Of>),
                "Bara för items: handlingens egna, eller de utan handling.",
                "Items only: those of the document, or those without one.",
            ),
            Field::may("public", Shape::Truth, "false: utan raden public.", "false: without the row public."),
            Field::need("call", Shape::Id, "Modulen som körs för var och en.", "The module that is run for each."),
        ],
        WITH,
        JOIN,
        PROVISIONS,
        DUTIES,
        WAY,
    ],
    "En modul körs för var och en; leder med effekten av dem tillsammans.",
    "A module is run for each; leads by the effect of them together.",
);

/// A switch.
pub const SWITCH: Record = going_on(
    "switch",
    &[ID, &[Field::need("switch", Shape::Record(&SWITCHED), "Vad som avgör vägen.", "What decides the way.")], WAY],
    "Vägen beror på något som redan är känt.",
    "The way depends on something that is known already.",
);

/// What a switch looks at.
pub const SWITCHED: Record = Record::new(
    "switched",
    &[&[
        Field::need("on", Shape::Word(words::<OnWord>), "Vad som avgör.", "What decides."),
        Field::need("question", Shape::Id, "Frågans id.", "The question's id.").only("on", &["answer"]),
        Field::need("name", Shape::Id, "Argumentet.", "The argument.").only("on", &["argument"]),
        Field::need(
            "field",
            Shape::Column,
            "En kolumn som `person.roll`, eller `provision.test`.",
            "A column such as `person.roll`, or `provision.test`.",
        )
        .only("on", &["field"]),
        Field::need(
            "rule",
            Shape::Id,
            "Bestämmelsen som bryter, eller inte.",
            "The provision that overrides, or does not.",
        )
        .only("on", &["reaches"]),
        Field::need("table", Shape::Id, "Beslutstabellens id.", "The decision table's id.").only("on", &["table"]),
        Field::need("effect", EFFECT, "Effekten som räknas.", "The effect that counts.")
            .only("on", &["any", "all", "count"]),
        Field::need("of", Shape::Id, "Slingan, en nod i samma regelsamling.", "The loop, a node of the same ruleset.")
            .only("on", &["any", "all", "count"]),
    ]],
    "Vad en switch ser på.",
    "What a switch looks at.",
);

/// A call.
pub const CALL: Record = going_on(
    "call",
    &[ID, &[Field::need("call", Shape::Id, "Modulen.", "The module.")], WITH, PROVISIONS, DUTIES, WAY],
    "En modul anropas; leder med namnen i dess returns.",
    "A module is called; leads by the names of its returns.",
);

/// Several calls.
pub const CALLS: Record = going_on(
    "calls",
    &[ID, &[Field::need("calls", SOME_IDS, "Modulerna.", "The modules.")], WITH, JOIN, PROVISIONS, DUTIES, WAY],
    "Flera moduler anropas; leder med effekten av dem tillsammans.",
    "Several modules are called; leads by the effect of them together.",
);

/// A question that is put again.
pub const REVISE: Record = Record::new(
    "revise",
    &[
        ID,
        &[
            Field::need("revise", Shape::Id, "Noden vars fråga ställs igen.", "The node whose question is put again."),
            Field::need("text", Shape::Text, "Varför.", "Why."),
        ],
    ],
    "En tidigare fråga i samma del ställs igen.",
    "An earlier question of the same part is put again.",
);

/// A halt.
pub const HALT: Record = Record::new(
    "halt",
    &[
        ID,
        &[
            Field::need(
                "halt",
                Shape::Word(words::<HaltKind>),
                "park: tills något är känt. stop: för gott.",
                "park: until something is known. stop: for good.",
            ),
            Field::need("scope", Shape::Word(words::<HaltScope>), "Vad som stannar.", "What halts."),
            Field::need(
                "text",
                Shape::Text,
                "Vad som ska tas reda på, eller varför det är slut.",
                "What is to be found out, or why it ends.",
            ),
            Field::may("who", Shape::Text, "Vem som kan veta.", "Who can find out."),
            Field::may("start", Shape::Id, "Ett förfarande som föreslås.", "A procedure that is offered."),
        ],
        PROVISIONS,
        DUTIES,
    ],
    "Här stannar det.",
    "Here it halts.",
);
