//! The fields of the invariants: what must hold on every path.

use super::registers::{by_id, register};
use super::{Field, Keys, Record, SOME_IDS, Shape, words};
use crate::ruleset::model::{DoubtMeans, Effect, ProvisionRole, Role, Scope, Test};

/// The register of invariants.
pub const INVARIANTS: Record = register!(
    "invariants",
    by_id(&Shape::Record(&INVARIANT)),
    "Det som ska hålla på varje väg genom reglerna.",
    "What must hold on every path through the rules."
);

/// Returns the words that bound an invariant.
fn bounds() -> Vec<&'static str> {
    vec!["document", "item", "person", "provision", "by", "assessment"]
}

const EVENTS: Shape = Shape::Filled(&Shape::Record(&EVENT));
const SEVERAL_IDS: Shape = Shape::Several(&Shape::Id);

/// An invariant.
pub const INVARIANT: Record = Record {
    one_of: &["never", "before", "always"],
    ..Record::new(
        "invariant",
        &[&[
            Field::need("text", Shape::Text, "Vad som ska hålla, i en mening.", "What must hold, in a sentence."),
            Field::need("provisions", SOME_IDS, "Bestämmelserna som kräver det.", "The provisions that require it."),
            Field::need(
                "within",
                Shape::Word(bounds),
                "Inom vad det räknas: en uppgift, en person, hela prövningen.",
                "Within what it counts: an item, a person, the whole.",
            ),
            Field::may("procedures", SOME_IDS, "Förfarandena; annars alla.", "The procedures; all unless given."),
            Field::may(
                "when",
                Shape::Map { keys: Keys::Question, values: &SOME_IDS, filled: false },
                "Svar som står: gäller bara då.",
                "Answers that stand: it holds only then.",
            ),
            Field::may(
                "never",
                EVENTS,
                "Händelser som aldrig kommer efter varandra, högst tre.",
                "Events that never come one after another, three at most.",
            ),
            Field::may("unless", EVENTS, "Om inte något av detta händer.", "Unless one of these happens.")
                .beside(&["never"]),
            Field::may(
                "before",
                Shape::Record(&BEFORE),
                "Det som måste ha hänt innan.",
                "What must have happened before.",
            ),
            Field::may("always", Shape::Record(&ALWAYS), "Det som alltid följer med.", "What always goes with it."),
        ]],
        "Något som ska hålla på varje väg: never, before eller always.",
        "Something that must hold on every path: never, before or always.",
    )
};

/// What comes first.
pub const BEFORE: Record = Record::new(
    "before",
    &[&[
        Field::need("comes", EVENTS, "När något av detta händer …", "When one of these happens …"),
        Field::need("needs", EVENTS, "… ska något av detta ha hänt.", "… one of these must have happened."),
    ]],
    "Det ena kräver att det andra har hänt.",
    "The one needs the other to have happened.",
);

/// What goes with what.
pub const ALWAYS: Record = Record::new(
    "always",
    &[&[
        Field::need("comes", EVENTS, "När något av detta händer …", "When one of these happens …"),
        Field::need("also", EVENTS, "… ska även något av detta hända.", "… one of these must happen too."),
    ]],
    "Det ena kommer aldrig utan det andra.",
    "The one never comes without the other.",
);

/// What can happen, by the fields that say it; each belongs to one only, `effect` and `test` apart.
pub const HAPPENINGS: [&[&str]; 6] = [
    &["question", "answer", "doubt", "probes", "actor", "reasoned", "scope"],
    &["applies", "applies-role", "reaches"],
    &["duty"],
    &["ends"],
    &["enters"],
    &["returns", "from"],
];

/// An event.
pub const EVENT: Record = Record {
    one_group: &HAPPENINGS,
    ..Record::new(
        "event",
        &[&[
            Field::may("question", Shape::Several(&Shape::Question), "En fråga besvaras.", "A question is answered."),
            Field::may("answer", SEVERAL_IDS, "Svaret.", "The answer."),
            Field::may(
                "doubt",
                Shape::Several(&Shape::Word(words::<DoubtMeans>)),
                "Frågans slag av tvekan.",
                "The question's kind of doubt.",
            ),
            Field::may(
                "probes",
                Shape::Truth,
                "Frågan rör vem som begär eller varför.",
                "It asks who requests or why.",
            ),
            Field::may("actor", Shape::Several(&Shape::Word(words::<Role>)), "Vem som svarar.", "Who answers."),
            Field::may("reasoned", Shape::Truth, "Svaret kräver skäl.", "The answer requires a reason."),
            Field::may(
                "scope",
                Shape::Several(&Shape::Word(words::<Scope>)),
                "Vad frågan ställs om.",
                "What the question is asked of.",
            ),
            Field::may("applies", SEVERAL_IDS, "En bestämmelse tillämpas.", "A provision is applied."),
            Field::may(
                "applies-role",
                Shape::Word(words::<ProvisionRole>),
                "En bestämmelse med den rollen tillämpas.",
                "A provision of that role is applied.",
            ),
            Field::may(
                "reaches",
                Shape::Truth,
                "Om den bryter den bestämmelse som prövas.",
                "Whether it reaches the provision in scope.",
            )
            .beside(&["applies", "applies-role"]),
            Field::may("duty", SEVERAL_IDS, "En skyldighet uppkommer.", "A duty arises."),
            Field::may("ends", Shape::Word(bounds), "Något är färdigprövat.", "Something is decided.")
                .beside(&["effect"]),
            Field::may(
                "effect",
                Shape::Several(&Shape::Word(words::<Effect>)),
                "Effekten som det slutar med.",
                "The effect it ends with.",
            )
            .beside(&["ends", "returns", "from"]),
            Field::may("enters", SEVERAL_IDS, "En modul börjar.", "A module is entered."),
            Field::may("returns", SEVERAL_IDS, "En modul slutar under ett namn.", "A module returns under a name."),
            Field::may("from", SEVERAL_IDS, "Modulen som slutar.", "The module that returns."),
            Field::may(
                "test",
                Shape::Several(&Shape::Word(words::<Test>)),
                "Slaget av prövning hos den bestämmelse som prövas.",
                "The kind of test of the provision in scope.",
            ),
        ]],
        "En händelse; allt som står gäller en och samma.",
        "An event; all that stands holds of one and the same.",
    )
};
