//! The answers of a room as CSV (RFC 4180): a row for each answer and one for each result, numbers in place of pseudonyms.

use csv::{Terminator, WriterBuilder};

use crate::training::debrief::Debrief;

const HEADS: [&str; 10] =
    ["row", "scenario", "participant", "question", "scope", "answer", "stands", "count", "of", "left_the_key_here"];

/// Returns the table. The numbers follow the order of the pseudonyms, which stand nowhere in it.
///
/// # Errors
/// When it cannot be written.
pub(super) fn table(debrief: &Debrief<'_>) -> Result<Vec<u8>, csv::Error> {
    let mut table = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    table.write_record(HEADS)?;
    for of in &debrief.scenarios {
        for (at, asked) in of.questions.iter().enumerate() {
            for given in &asked.given {
                let left = |parting: &&crate::training::debrief::Parting| {
                    parting.question == at && parting.answer == given.answer
                };
                let left = of.partings.iter().filter(left).count();
                let stands = serde_json::to_value(given.stands).ok();
                let stands = stands.as_ref().and_then(|stands| stands.as_str()).unwrap_or_default();
                table.write_record([
                    "answer",
                    &of.id,
                    "",
                    &asked.question,
                    &asked.scope,
                    &harmless(&given.answer),
                    stands,
                    &given.count.to_string(),
                    &asked.asked.to_string(),
                    &left.to_string(),
                ])?;
            }
        }
        for (number, score) in (1_usize..).zip(&of.scores) {
            let Some(score) = score else { continue };
            let (number, points, all) = (number.to_string(), score.points.to_string(), score.of.to_string());
            table.write_record(["points", &of.id, &number, "", "", "", "", &points, &all, ""])?;
        }
    }
    table.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// Returns a text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    let reckons = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<i64>().is_err();
    if reckons { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_answer_is_a_formula() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("@a"), "'@a");
        assert_eq!(harmless("-7"), "-7");
        assert_eq!(harmless("Ja, i dag"), "Ja, i dag");
    }
}
