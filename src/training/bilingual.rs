//! Reasons of a key in both languages: `reason: {sv: …, en: …}` in the place of one text.
//!
//! An answers file knows one text for a reason, so that the Swedish one is put in its place and the English one is kept
//! beside.

use std::collections::BTreeMap;

use crate::answers::Raw;
use crate::answers::value::check_text;
use crate::draft::Address;
use crate::reasons::Audience;

/// Puts the Swedish text in the place of every reason that has both, and returns the English ones of those that stay in
/// the authority.
///
/// What is neither a text nor both texts is left as it is, for the reader of answers to refuse.
pub fn part(answers: &mut Raw<'_>) -> BTreeMap<Address, String> {
    let mut english = BTreeMap::new();
    for (scope, question, name, reason) in reasons(answers) {
        let Some((sv, en)) = both(reason) else { continue };
        *reason = sv;
        if name == Audience::Internal.field() {
            english.insert(Address { scope, question }, en);
        }
    }
    english
}

/// Returns every field beside an answer that holds a map, with what it is of.
fn reasons<'r, 'a>(answers: &'r mut Raw<'a>) -> Vec<(String, String, String, &'r mut Raw<'a>)> {
    let both = [Audience::Internal, Audience::Outgoing];
    let mut found = Vec::new();
    let Raw::Map(scopes) = answers else { return found };
    for (scope, questions) in scopes {
        let Raw::Map(questions) = questions else { continue };
        for (question, answer) in questions {
            let Raw::Map(fields) = answer else { continue };
            for (name, value) in fields {
                let is_reason = both.iter().any(|one| *name == one.field() || *name == one.note_field());
                if is_reason && matches!(value, Raw::Map(_)) {
                    found.push((scope.to_string(), question.to_string(), name.to_string(), value));
                }
            }
        }
    }
    found
}

fn both<'a>(reason: &Raw<'a>) -> Option<(Raw<'a>, String)> {
    let Raw::Map(texts) = reason else { return None };
    let (sv, en) = (reason.get("sv")?, reason.get("en")?.text()?);
    let en = check_text(en).ok().filter(|en| !en.is_empty())?;
    (texts.len() == 2 && sv.text().is_some_and(|sv| !sv.trim().is_empty())).then(|| (sv.clone(), en))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize as _;
    use serde_json::json;

    use super::*;

    #[test]
    fn the_swedish_reason_stands_in_its_place_and_the_english_one_beside() {
        let written = json!({"frame": {
            "a": {"answer": "ja", "reason": {"sv": "Barnet är fyra.", "en": "The child is four."}},
            "b": {"answer": "ja", "reason": "Bara svenska."},
            "c": "ja",
        }});
        let mut raw = Raw::deserialize(&written).expect("a tree");
        let english = part(&mut raw);
        let at = Address { scope: "frame".to_owned(), question: "a".to_owned() };
        assert_eq!(english, [(at, "The child is four.".to_owned())].into());
        let reason = |question: &str| raw.get("frame")?.get(question)?.get("reason")?.text();
        assert_eq!((reason("a"), reason("b")), (Some("Barnet är fyra."), Some("Bara svenska.")));
    }

    #[test]
    fn what_is_not_both_texts_is_left_to_be_refused() {
        for reason in [
            json!({"sv": "En."}),
            json!({"sv": "En.", "en": ""}),
            json!({"sv": "En.", "en": "One.", "de": "Eins."}),
            json!({"sv": "En.", "en": "O\u{1b}[2Jne."}),
            json!({"sv": 1, "en": "One."}),
        ] {
            let written = json!({"frame": {"a": {"answer": "ja", "reason": reason}}});
            let mut raw = Raw::deserialize(&written).expect("a tree");
            let before = raw.clone();
            assert!(part(&mut raw).is_empty() && raw == before, "{reason}");
        }
    }
}
