//! The fields of a case file: answers, and what they must come to.

use super::{Field, Keys, Record, Shape, words};
use crate::ruleset::model::Effect;

const TEXTS: Shape = Shape::List(&Shape::Free);
const SOME: Shape = Shape::Filled(&Shape::Free);
const DAYS: Shape = Shape::Filled(&Shape::Day);
const EFFECT: Shape = Shape::Word(words::<Effect>);
const EFFECTS: Shape = Shape::Map { keys: Keys::Free, values: &EFFECT, filled: false };
const SAID: Shape = Shape::Map { keys: Keys::Free, values: &Shape::Free, filled: false };

/// A case file.
pub const CASE_FILE: Record = Record::new(
    "case-file",
    &[&[
        Field::need(
            "case",
            Shape::Record(&CASE),
            "Fallet: fakta och vad det ska bli.",
            "The case: the facts and what must come of them.",
        ),
        Field::need("procedure", Shape::Id, "Förfarandet.", "The procedure."),
        Field::need("law-date", Shape::Day, "Dagen vars lag gäller.", "The day whose law applies."),
        Field::need(
            "answers",
            Shape::Map { keys: Keys::Free, values: &Shape::Anything, filled: false },
            "Svaren, efter vad de gäller: frame, closing, item/i1 …",
            "The answers, by what they are of: frame, closing, item/i1 …",
        ),
    ]],
    "Ett fall: svar, och vad de ska leda till.",
    "A case: answers, and what they must lead to.",
);

/// What a case says of itself.
pub const CASE: Record = Record::new(
    "case",
    &[&[
        Field::need("id", Shape::Id, "Id: filen heter ID.yaml.", "Id: the file is ID.yaml."),
        Field::need(
            "source",
            Shape::Free,
            "Var det avgjordes, eller vad det prövar.",
            "Where it was decided, or what it tries.",
        ),
        Field::need("facts", Shape::Text, "Fakta i korthet, utan namn.", "The facts in short, without names."),
        Field::may(
            "without",
            SAID,
            "Grunder i källan som reglerna inte bär, och varför.",
            "Grounds of the source that the rules do not carry, and why.",
        ),
        Field::may(
            "outside",
            SAID,
            "Skyldigheter i källan som ligger utanför, och varför.",
            "Duties of the source that lie outside, and why.",
        ),
        Field::may(
            "also-on",
            DAYS,
            "Andra dagar vars lag ger samma svar samma slut: allt som `expect` säger.",
            "Other days on whose law the same answers come to the same: to all that `expect` says.",
        ),
        Field::need("expect", Shape::Record(&EXPECT), "Vad det ska bli.", "What must come of it."),
        Field::need(
            "decisive",
            Shape::Record(&DECISIVE),
            "Svaret som avgör, och vad ett annat svar ger.",
            "The answer that decides, and what another gives.",
        ),
    ]],
    "Fallets fakta och facit.",
    "The facts of the case and what it must come to.",
);

/// What a case must come to.
pub const EXPECT: Record = Record {
    one_of: &["procedure-outcome", "halted"],
    ..Record::new(
        "expect",
        &[&[
            Field::need(
                "outcome",
                Shape::Free,
                "Utfallet i ett ord, som i listan över avgjorda fall.",
                "The outcome in a word, as in the list of decided cases.",
            ),
            Field::may("effects", EFFECTS, "Varje uppgifts effekt.", "The effect of each item."),
            Field::may(
                "under",
                Shape::Map { keys: Keys::Free, values: &TEXTS, filled: false },
                "Bestämmelserna som varje uppgift prövas under.",
                "The provisions that each item is assessed under.",
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
            Field::may(
                "today",
                Shape::Record(&LATER),
                "Vad samma svar ger i dag, där det är något annat.",
                "What the same answers give today, where it is something else.",
            ),
            Field::need(
                "provisions",
                TEXTS,
                "Bestämmelser som tillämpas: `OSL 26:1`.",
                "Provisions that apply: `OSL 26:1`.",
            ),
            Field::may("duties", TEXTS, "Skyldigheter som uppkommer, efter id.", "Duties that arise, by id."),
            Field::may("asked", TEXTS, "Frågor som ställs.", "Questions that are put."),
            Field::may("not-asked", TEXTS, "Frågor som inte ställs.", "Questions that are not put."),
            Field::may("no-provisions", TEXTS, "Bestämmelser som inte tillämpas.", "Provisions that do not apply."),
            Field::may("no-duties", TEXTS, "Skyldigheter som inte uppkommer.", "Duties that do not arise."),
            Field::may(
                "new-that-day",
                Shape::Truth,
                "true: dagen före kan samma svar inte ges.",
                "true: the day before, the same answers cannot be given.",
            ),
            Field::may("says", SAID, "Ord som står i en fråga den dagen.", "Words that stand in a question that day."),
            Field::may("says-not", SAID, "Ord som inte står där.", "Words that do not."),
        ]],
        "Vad fallet ska bli: minst detta.",
        "What the case must come to: this at least.",
    )
};

/// What the same answers come to under later law.
pub const LATER: Record = Record {
    one_of: &["procedure-outcome", "halted", "asks"],
    ..Record::new(
        "later",
        &[&[
            Field::may(
                "procedure-outcome",
                Shape::Free,
                "Förfarandets utfall, efter id.",
                "The outcome of the procedure, by id.",
            ),
            Field::may("halted", Shape::Free, "Noden där det stannar.", "The node where it halts."),
            Field::may("asks", Shape::Free, "Frågan som saknar svar.", "The question that has no answer."),
            Field::may(
                "case",
                Shape::Free,
                "Fallet som svarar på det som frågas i dag.",
                "The case that answers what is asked today.",
            ),
            Field::may("effects", EFFECTS, "Uppgifter som får en annan effekt.", "Items that come out otherwise."),
        ]],
        "Vad samma svar ger under senare lag.",
        "What the same answers come to under later law.",
    )
};

/// The answer that decides.
pub const DECISIVE: Record = Record::new(
    "decisive",
    &[&[
        Field::need("scope", Shape::Free, "Vad svaret gäller: `item/i1`.", "What the answer is of: `item/i1`."),
        Field::need("question", Shape::Free, "Frågan.", "The question."),
        Field::need("instead", Shape::Anything, "Det andra svaret.", "The other answer."),
        Field::may("also", Shape::Anything, "Svar som den andra vägen behöver.", "Answers that the other way needs."),
        Field::may("item", Shape::Free, "Uppgiften vars effekt ändras.", "The item whose effect changes."),
        Field::may("effect", EFFECT, "Effekten som den då får.", "The effect that it then has."),
        Field::may("outcome", Shape::Free, "Utfallet som det då blir.", "The outcome that it then is."),
        Field::may("halted", Shape::Free, "Noden där det då stannar.", "The node where it then halts."),
    ]],
    "Svaret som avgör, och vad ett annat svar ger.",
    "The answer that decides, and what another gives.",
);

/// The list of changes of the rules that no case need notice.
pub const SURVIVORS: Record = Record::new(
    "survivors-file",
    &[&[Field::need(
        "survivors",
        Shape::List(&Shape::Record(&SURVIVOR)),
        "Ändringar av reglerna som inget fall behöver märka, grupp för grupp.",
        "Changes of the rules that no case need notice, group by group.",
    )]],
    "Ändringar av reglerna som inget fall behöver märka.",
    "Changes of the rules that no case need notice.",
);

/// Changes that no case need notice for one reason.
pub const SURVIVOR: Record = Record::new(
    "survivor",
    &[&[
        Field::need("reason", Shape::Text, "Varför inget fall behöver märka dem.", "Why no case need notice them."),
        Field::need(
            "changes",
            Shape::Map { keys: Keys::Free, values: &SOME, filled: false },
            "Under varje ställe de ändringar som görs där, som `rules test --mutate --format json` visar dem.",
            "Under each place the changes that are made there, as `rules test --mutate --format json` shows them.",
        ),
    ]],
    "Ändringar som inget fall behöver märka av ett och samma skäl.",
    "Changes that no case need notice for one and the same reason.",
);
