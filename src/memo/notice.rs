//! The notice to the requester: outcome, provisions and the reasons that were written for them, and no more.
//!
//! What is not taken from the record here cannot leak: no internal reason, no question or answer, no person, no
//! duty, no halt, and no name of an item that does not go out: that there is a note of somebody's health says already
//! that they are known (26 kap. 1 § OSL). What was asked is what the requester said.

use crate::assessment::model::{AnswerGiven, Given, ItemOutcome};
use crate::assessment::{Assessment, Record, role};
use crate::ruleset::model::{Effect, ProvisionRole};
use crate::text::Language;

use super::words::{Index, Names, Parts};
use super::{Block, Evidence, Memo, Table, grounds, statements};

/// The node of a procedure whose answer is what was asked, in the requester's own words.
pub const REQUESTED: &str = "begart";
/// The duty to say how to appeal: it is met where there is a written decision.
pub const APPEAL: &str = "overklagandehanvisning";
/// The duty to say that a written decision can be had.
pub const ON_REQUEST: &str = "upplys-om-beslut";

/// How the width is shared, in percent; the reason takes the rest.
const SHARES: [usize; 3] = [25, 18, 17];

/// Makes the notice. `with_names` says whether the officer is named: 33 § FL lets the persons of 31 § FL be left out
/// where threats are feared.
#[must_use]
pub fn notice(record: &Record, evidence: &Evidence, with_names: bool, language: Language) -> Memo {
    let index = Index::new(record.assessment());
    let names = Names { assessment: record.assessment(), language, index: &index };
    let assessment = names.assessment;
    let mut title = names.choose("Besked om begäran", "Notice of the request").to_owned();
    if evidence.is_practice() {
        title.insert_str(0, names.choose("ÖVNING: ", "PRACTICE: "));
    }
    let mut memo = Memo::new(title);
    memo.add(names.choose("Ärendet", "The matter"), matter(names, evidence, with_names));
    if let Some(outcome) = &assessment.outcome {
        let words = (names.choose("Utfall", "Outcome").to_owned(), names.words(&outcome.effect_words).to_owned());
        memo.add(names.choose("Utfall", "Outcome"), vec![Block::Facts(vec![words])]);
    }
    memo.add(names.choose("Uppgifterna", "The items"), vec![Block::Table(items(names))]);
    let others = assessment.answers.iter().filter(|answer| Parts::of(&answer.scope).item.is_none());
    memo.add(names.choose("Skäl", "Reasons"), vec![Block::List(outgoing(others))]);
    let (heading, words) = rights(names);
    memo.add(heading, words.map(str::to_owned).map(Block::Paragraph).into_iter().collect());
    memo
}

/// Returns whether somebody requested something, so that there is anybody to give notice to: nobody did where the
/// authority itself reports, records or chooses a channel.
#[must_use]
pub fn has_requester(assessment: &Assessment) -> bool {
    request(assessment).is_some()
}

/// Returns what was asked.
fn request(assessment: &Assessment) -> Option<&AnswerGiven> {
    let asked = format!("{}.{REQUESTED}", assessment.procedure.id);
    assessment.answers.iter().find(|answer| answer.scope == "frame" && answer.question == asked)
}

fn matter(names: Names<'_>, evidence: &Evidence, with_names: bool) -> Vec<Block> {
    let assessment = names.assessment;
    let mut facts = names.matter();
    let mut fact = |name: &str, value: &str| facts.push((name.to_owned(), value.to_owned()));
    if let Some(id) = &evidence.id {
        fact(names.choose("Beteckning", "Reference"), id);
    }
    fact(names.choose("Dag", "Day"), &assessment.decided_on.to_string());
    if let (true, Some(name)) = (with_names, &assessment.officer.name) {
        let role = role(assessment.officer.role);
        fact(names.choose("Handlagt av", "Handled by"), &format!("{name}, {}", role.get(names.language)));
    }
    if let Some(who) = statements::decided_by(evidence, with_names, names.language) {
        fact(names.choose("Beslutat av", "Decided by"), &who);
    }
    if let Some(Given::Text(request)) = request(assessment).map(|answer| &answer.value) {
        fact(names.choose("Begäran", "The request"), &names.quoted(request));
    }
    let mut blocks = Vec::new();
    if evidence.is_practice() {
        let words = names.choose(
            "ÖVNING. Det här är inget besked och inget beslut, och får inte lämnas ut.",
            "PRACTICE. This is no notice and no decision, and must not be given out.",
        );
        blocks.push(Block::Paragraph(words.to_owned()));
    }
    blocks.push(Block::Facts(facts));
    if let Some(warning) = statements::notice_warning(names, evidence) {
        blocks.push(Block::Paragraph(warning.to_owned()));
    }
    blocks
}

fn items(names: Names<'_>) -> Table {
    let headings = [
        names.choose("Uppgift", "Item"),
        names.choose("Besked", "Answer"),
        names.choose("Lagrum", "Provision"),
        names.choose("Skäl", "Reason"),
    ];
    let rows = names.assessment.results.iter().enumerate().map(|(at, result)| {
        let answers = names.of_item(&result.item).iter().map(|(_, answer)| *answer);
        // Why something could have been withheld is no reason for letting it go.
        let reasons = if result.effect == Effect::Release { Vec::new() } else { outgoing(answers) };
        vec![
            if goes_out(result.effect) {
                names.item(&result.item).to_owned()
            } else {
                format!("{} {}", names.choose("uppgift", "item"), at + 1)
            },
            names.words(&result.effect_words).to_owned(),
            names.listed(cited(names, result)),
            if reasons.is_empty() { "–".to_owned() } else { reasons.join("\n") },
        ]
    });
    Table { rows: rows.collect(), headings: headings.map(str::to_owned).to_vec(), shares: SHARES.to_vec() }
}

/// Returns whether the requester comes to see something of the item.
fn goes_out(effect: Effect) -> bool {
    matches!(effect, Effect::Release | Effect::ReleaseReserved | Effect::ReleasePart | Effect::InformOtherwise)
}

/// Returns the provisions that decide.
///
/// Not those that were only tried on the way: that 26 kap. 5 § OSL was tried would say that there is an informant. So
/// where an item goes out, it is by what lets it out.
fn cited<'r>(names: Names<'r>, result: &'r ItemOutcome) -> Vec<&'r str> {
    let deciding = grounds::of_item(names, result);
    if result.effect != Effect::Release {
        return deciding;
    }
    let open: Vec<_> = deciding.into_iter().filter(|id| names.role(id) != ProvisionRole::Secrecy).collect();
    if !open.is_empty() {
        return open;
    }
    let last = result.ends.iter().rev().find(|end| end.effect == Some(result.effect));
    let rests_on = last.into_iter().flat_map(|end| &end.provisions).map(String::as_str);
    grounds::once(rests_on.filter(|id| names.role(id) != ProvisionRole::Secrecy))
}

fn outgoing<'r>(answers: impl Iterator<Item = &'r AnswerGiven>) -> Vec<String> {
    let reasons = grounds::once(answers.filter_map(|answer| answer.outgoing.as_deref()));
    reasons.into_iter().map(str::to_owned).collect()
}

/// Returns what the requester can do about it, under its heading: appeal a written decision (6 kap. 7 and 8 §§ OSL, 43
/// and 44 §§ FL), or have one made (6 kap. 3 § OSL).
fn rights(names: Names<'_>) -> (&'static str, Option<&'static str>) {
    let met = |id: &str| names.assessment.duties.iter().any(|duty| duty.id == id);
    if met(APPEAL) {
        let words = names.choose(
            "Beslutet kan överklagas till kammarrätten. Skriv vilket beslut du överklagar och hur du vill att det \
             ändras. Lämna överklagandet till myndigheten, som ska ha fått det inom tre veckor från den dag då du fick del \
             av beslutet. (2 kap. 19 § TF, 6 kap. 7 och 8 §§ OSL, 43 och 44 §§ FL)",
            "The decision can be appealed to the administrative court of appeal (kammarrätten). Write which decision \
             you appeal and how you want it changed. File the appeal with the authority, which must have it within three \
             weeks of the day when you received the decision. (Ch. 2, Sec. 19 TF, Ch. 6, Secs. 7 and 8 OSL, Secs. 43 \
             and 44 FL)",
        );
        return (names.choose("Om du vill överklaga", "If you want to appeal"), Some(words));
    }
    let words = names.choose(
        "Du kan begära att myndigheten prövar saken och fattar ett skriftligt beslut. Ett sådant beslut krävs för att du \
         ska kunna överklaga. (6 kap. 3 § OSL)",
        "You can ask the authority to decide on the matter in writing. Without such a decision you cannot appeal. (Ch. 6, \
         Sec. 3 OSL)",
    );
    (names.choose("Om du vill ha ett beslut", "If you want a decision"), met(ON_REQUEST).then_some(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rulebook_has_what_the_notice_goes_by() {
        let duties = include_str!("../../rulesets/registers/duties.yaml");
        for id in [APPEAL, ON_REQUEST] {
            assert!(duties.contains(&format!("\n  {id}:\n")), "{id}");
        }
        let request = include_str!("../../rulesets/begaran-om-handling.yaml");
        assert!(request.contains(&format!("- id: {REQUESTED}\n")));
    }
}
