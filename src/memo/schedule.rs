//! The first page's table: which item, for whom, what it came to, by which provision, and why.

use crate::assessment::model::{AnswerGiven, ItemOutcome};

use super::Table;
use super::grounds;
use super::words::{Names, Parts};

/// How the width is shared, in percent; the reason takes the rest.
const SHARES: [usize; 4] = [20, 13, 13, 17];

/// How the width is shared where the document takes the place of the reason; the provision takes the rest.
const SHARES_OF_MANY: [usize; 4] = [30, 20, 16, 16];

/// With more items than these the table is where a reader finds one of them, and the reasons stand once, item by item.
const FEW: usize = 10;

/// One row a person and item; the first is about them together where there are several.
pub(super) fn schedule(names: Names<'_>) -> Table {
    let whole = with_reasons(names);
    if names.assessment.results.len() > FEW { without_reasons(names, whole) } else { whole }
}

/// Returns the table with the document that each item stands in and without the reasons.
fn without_reasons(names: Names<'_>, mut table: Table) -> Table {
    let documents = names.assessment.results.iter().flat_map(|result| {
        let document = result.document.as_deref().map_or("–", |id| names.document(id));
        let persons = persons(names, result).len();
        // The rows of each person stand under the item's own.
        let under = if persons > 1 { persons } else { 0 };
        std::iter::once(document).chain(std::iter::repeat_n("", under))
    });
    for (row, document) in table.rows.iter_mut().zip(documents) {
        row.pop();
        row.insert(1, document.to_owned());
    }
    table.headings.pop();
    table.headings.insert(1, names.choose("Handling", "Document").to_owned());
    Table { shares: SHARES_OF_MANY.to_vec(), ..table }
}

fn with_reasons(names: Names<'_>) -> Table {
    let headings = [
        names.choose("Uppgift", "Item"),
        names.choose("Skyddad person", "Protected person"),
        names.choose("Utfall", "Outcome"),
        names.choose("Lagrum", "Provision"),
        names.choose("Skäl", "Reason"),
    ];
    let mut rows = Vec::new();
    for result in &names.assessment.results {
        let persons = persons(names, result);
        let whole = |person: &str, reason: String| {
            vec![
                names.item(&result.item).to_owned(),
                person.to_owned(),
                names.words(&result.effect_words).to_owned(),
                names.listed(grounds::of_item(names, result)),
                reason,
            ]
        };
        match persons[..] {
            [] => rows.push(whole("–", reasons(names, &result.item, |_| true))),
            [person] => rows.push(whole(names.person(person), reasons(names, &result.item, |_| true))),
            _ => {
                let own = reasons(names, &result.item, |parts| parts.person.is_none());
                // Said first and by its name, since a person's row alone opens nothing.
                rows.push(whole(names.choose("resultat", "result"), own));
                rows.extend(persons.iter().map(|person| person_row(names, result, person)));
            }
        }
    }
    Table { headings: headings.map(str::to_owned).to_vec(), shares: SHARES.to_vec(), rows }
}

fn person_row<'r>(names: Names<'r>, result: &'r ItemOutcome, person: &'r str) -> Vec<String> {
    let outcome = grounds::last(result, Some(person)).and_then(|end| end.effect_words.as_ref());
    vec![
        names.choose("därav", "of which").to_owned(),
        names.person(person).to_owned(),
        outcome.map_or("–", |words| names.words(words)).to_owned(),
        names.listed(grounds::deciding(names, result, Some(person))),
        reasons(names, &result.item, |parts| parts.person == Some(person)),
    ]
}

/// The persons whom an item's test was about, in the order first met.
pub(super) fn persons<'r>(names: Names<'r>, result: &'r ItemOutcome) -> Vec<&'r str> {
    let answered = names.of_item(&result.item).iter().map(|(parts, _)| parts.person);
    grounds::once(answered.chain(result.ends.iter().map(|end| Parts::of(&end.scope).person)).flatten())
}

/// The reasons about an item whose scope is wanted, in the order of the path: a line for each provision that they are
/// about.
fn reasons(names: Names<'_>, item: &str, wanted: impl Fn(Parts<'_>) -> bool) -> String {
    let mut lines: Vec<(Option<&str>, String)> = Vec::new();
    for (parts, answer) in names.of_item(item).iter().filter(|(parts, _)| wanted(*parts)) {
        let Some(reason) = answer.reason.as_deref().or(answer.outgoing.as_deref()) else { continue };
        let about = about(names, *parts, answer);
        match lines.last_mut().filter(|(before, _)| *before == about) {
            Some((_, line)) => line.extend([" ", reason]),
            None => lines.push((about, reason.to_owned())),
        }
    }
    let lines = lines.into_iter().map(|(about, line)| match about {
        Some(provision) => format!("{}: {line}", names.designation(provision)),
        None => line,
    });
    let lines: Vec<_> = lines.collect();
    if lines.is_empty() { "–".to_owned() } else { lines.join("\n") }
}

/// Returns the provision that an answer is about: what might break the tested one, else the tested one, else the first
/// that it applies.
fn about<'r>(names: Names<'r>, parts: Parts<'r>, answer: &'r AnswerGiven) -> Option<&'r str> {
    use crate::ruleset::model::ProvisionRole::{Overriding, Procedure};
    let cited = || answer.provisions.iter().map(String::as_str);
    let overriding = cited().find(|id| names.role(id) == Overriding);
    let secret = || parts.provision.or_else(|| cited().find(|id| names.role(id) != Procedure));
    overriding.or_else(secret).or_else(|| cited().next())
}
