//! The fields of a training scenario: what is known, what it is for, and its key.

use super::{Field, Keys, Record, Shape, words};
use crate::ruleset::model::{Difficulty, Effect};

const PROVISIONS: Shape = Shape::List(&Shape::Free);
const EFFECT: Shape = Shape::Word(words::<Effect>);

/// The file of a scenario.
pub const SCENARIO_FILE: Record = Record::new(
    "scenario-file",
    &[&[
        Field::need("scenario", Shape::Record(&SCENARIO), "Scenariot.", "The scenario."),
        Field::need("procedure", Shape::Id, "Förfarandet.", "The procedure."),
        Field::need("law-date", Shape::Day, "Dagen vars lag gäller.", "The day whose law applies."),
        Field::may("matter", Shape::Free, "Ärendets beteckning.", "The matter's reference."),
        Field::need(
            "answers",
            Shape::Map { keys: Keys::Free, values: &Shape::Anything, filled: true },
            "Facit: svaren med sina skäl, efter vad de gäller: frame, closing, item/i1 …",
            "The key: the answers with their reasons, by what they are of: frame, closing, item/i1 …",
        ),
    ]],
    "Ett scenario att öva på: vad som är känt, och ett facit som är en svarsfil.",
    "A scenario to train on: what is known, and a key that is an answers file.",
);

/// What a scenario says of itself.
pub const SCENARIO: Record = Record::new(
    "scenario",
    &[&[
        Field::need("id", Shape::Id, "Id: filen heter ID.yaml.", "Id: the file is ID.yaml."),
        Field::need("level", Shape::Word(words::<Difficulty>), "Hur svårt det är.", "How hard it is."),
        Field::need("title", Shape::Text, "Titeln, utan namn.", "The title, without names."),
        Field::need("source", Shape::Free, "Var det avgjordes eller beskrivs.", "Where it was decided or described."),
        Field::need(
            "scene",
            Shape::Filled(&Shape::Record(&SCENE)),
            "Vad som är känt, i den ordning som det blir känt.",
            "What is known, in the order in which it becomes known.",
        ),
        Field::need(
            "hints",
            Shape::Map { keys: Keys::Question, values: &Shape::Text, filled: true },
            "Ledtrådar, efter frågan som de visas vid.",
            "Hints, by the question that they are shown at.",
        ),
        Field::need(
            "points",
            Shape::Map { keys: Keys::Question, values: &Shape::Number(1, 100), filled: true },
            "Poäng, efter frågan, för varje gång som facit ställer den.",
            "Points, by the question, for each time that the key puts it.",
        ),
        Field::may(
            "accept",
            Shape::List(&Shape::Record(&ACCEPT)),
            "Andra svar som ger samma poäng, och varför.",
            "Other answers that give the same points, and why.",
        ),
        Field::may(
            "exact",
            Shape::List(&Shape::Question),
            "Frågor vars tidpunkt jämförs på minuten; annars räknas bara dagen.",
            "Questions whose moment is compared to the minute; otherwise the day alone counts.",
        ),
        Field::need("expect", Shape::Record(&EXPECT), "Vad facit leder till.", "What the key comes to."),
        Field::need(
            "debrief",
            Shape::Text,
            "Vad JO eller domstolen sade, med hänvisning. Visas efteråt.",
            "What JO or the court said, with its reference. Shown afterwards.",
        ),
    ]],
    "Vad scenariot är och vad som poängsätts.",
    "What the scenario is and what is scored.",
);

/// A step of what becomes known.
pub const SCENE: Record = Record::new(
    "scene",
    &[&[
        Field::may(
            "after",
            Shape::Question,
            "Frågan vars svar det berättas efter; utan den före första frågan.",
            "The question after whose answer it is told; without it, before the first question.",
        ),
        Field::need("text", Shape::Text, "Vad som är känt, utan namn.", "What is known, without names."),
        Field::may(
            "documents",
            Shape::List(&Shape::Record(&DOCUMENT)),
            "Korta handlingar att läsa, i egna ord.",
            "Short documents to read, in own words.",
        ),
    ]],
    "Ett steg av det som blir känt.",
    "A step of what becomes known.",
);

/// A document that a scene shows.
pub const DOCUMENT: Record = Record::new(
    "scene-document",
    &[&[
        Field::need("title", Shape::Text, "Vad den är.", "What it is."),
        Field::need("text", Shape::Text, "Vad som står i den.", "What it says."),
    ]],
    "En handling att läsa.",
    "A document to read.",
);

/// Another answer that gives the same points.
pub const ACCEPT: Record = Record::new(
    "accept",
    &[&[
        Field::need("scope", Shape::Free, "Vad svaret gäller: `item/i1`.", "What the answer is of: `item/i1`."),
        Field::need("question", Shape::Question, "Frågan.", "The question."),
        Field::need("answer", Shape::Anything, "Det andra svaret.", "The other answer."),
        Field::need("why", Shape::Text, "Varför det också är rätt.", "Why it is right too."),
    ]],
    "Ett annat svar som ger samma poäng.",
    "Another answer that gives the same points.",
);

/// What a key comes to.
pub const EXPECT: Record = Record {
    one_of: &["procedure-outcome", "halted"],
    ..Record::new(
        "scenario-expect",
        &[&[
            Field::may(
                "effects",
                Shape::Map { keys: Keys::Free, values: &EFFECT, filled: false },
                "Varje uppgifts effekt, där det finns uppgifter.",
                "The effect of each item, where there are items.",
            ),
            Field::may(
                "procedure-outcome",
                Shape::Free,
                "Förfarandets utfall, efter id.",
                "The outcome of the procedure, by id.",
            ),
            Field::may(
                "halted",
                Shape::Free,
                "Noden där det stannar: `ruleset.nod`.",
                "The node where it halts: `ruleset.node`.",
            ),
            Field::need(
                "provisions",
                PROVISIONS,
                "Bestämmelser som tillämpas: `OSL 26:1`.",
                "Provisions that apply: `OSL 26:1`.",
            ),
        ]],
        "Vad facit leder till: minst detta.",
        "What the key comes to: this at least.",
    )
};
