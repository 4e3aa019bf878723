//! Questions of who requests or why, which the authority may put only where the test needs the answer (TF 2:18).

use super::kind::Advice;
use super::{Findings, Rules};
use crate::ruleset::document::{AnswerKindDoc, AskDoc, Document, Name, NodeKindDoc};

/// The provision that forbids to ask without need.
const FORBIDS: &str = "tf-2-18";

/// What a question of who or why has in it; others under the provision are mostly of how the document is handed over.
const WHO_OR_WHY: [&str; 7] =
    ["varför", "vem är sökanden", "vem som begär", "vad ska sökanden", "syfte", "ändamål", "ska användas"];

/// Looks at every question that rests on the provision.
pub(super) fn advise(rules: &Rules<'_>, found: &mut Findings) {
    for (source, document) in rules.documents {
        let mut hold = |ask: &AskDoc, provisions: &[Name]| {
            let cited = provisions.iter().any(|name| &*name.value == FORBIDS);
            if cited && !ask.probes && asks_who_or_why(ask) {
                found.push(&source.name, ask.text.place, Advice::ProbesUnsaid);
            }
        };
        match document {
            Document::Questions(list) => list.iter().for_each(|(_, ask)| hold(ask, &ask.provisions)),
            Document::Ruleset(doc) => {
                for node in doc.parts.iter().flat_map(|part| &part.nodes) {
                    if let NodeKindDoc::Ask(ask) = &node.kind {
                        hold(ask, &node.provisions);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether a question asks who or why, as far as its kind and its Swedish words tell. What is answered by yes or no is of
/// the officer's own knowledge: whether it is certain who the requester is.
fn asks_who_or_why(ask: &AskDoc) -> bool {
    let text = ask.text.value.sv.to_lowercase();
    matches!(ask.kind.value, AnswerKindDoc::Text { .. } | AnswerKindDoc::Choice(_))
        && WHO_OR_WHY.iter().any(|words| text.contains(words))
}
