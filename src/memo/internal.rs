//! The memo that stays in the authority: everything.

use std::collections::HashSet;

use crate::assessment::model::{AnswerGiven, ItemOutcome, OpenPoint, Subject};
use crate::assessment::{Record, role};
use crate::signature::{DECISION, Trust};
use crate::text::Language;

use super::evidence::{Evidence, SignatureShown, SignatureState};
use super::words::{Index, Names, Parts, deadline};
use super::{Block, Memo, Table};

/// A duty that concerns more than so many subjects names only the first; the record holds all.
const MOST_NAMED: usize = 6;

/// Makes the internal memo.
#[must_use]
pub fn internal(record: &Record, evidence: &Evidence, language: Language) -> Memo {
    let index = Index::new(record.assessment());
    let names = Names { assessment: record.assessment(), language, index: &index };
    let assessment = names.assessment;
    let title =
        format!("{}: {}", names.choose("Beslutspromemoria", "Decision memo"), names.words(&assessment.procedure.title));
    let mut memo = Memo::new(title);
    memo.add(names.choose("Ärendet", "The matter"), matter(names, evidence));
    memo.add(names.choose("Utfall", "Outcome"), outcome(names));
    memo.add(names.choose("Uppgifterna", "The items"), vec![Block::Table(schedule(names))]);
    memo.add(names.choose("Prövningen uppgift för uppgift", "The assessment item by item"), reasoning(names));
    memo.add(names.choose("Övriga frågor", "Other questions"), rest(names));
    memo.add(names.choose("Personer", "Persons"), vec![Block::List(subjects(names, &assessment.persons))]);
    memo.add(names.choose("Handlingar", "Documents"), vec![Block::List(subjects(names, &assessment.documents))]);
    memo.add(names.choose("Lagrum", "Provisions"), vec![Block::List(names.provisions(|_| true))]);
    memo.add(names.choose("Att göra", "To do"), vec![Block::Table(duties(names))]);
    memo.add(names.choose("Öppet", "Open"), vec![Block::List(open(names))]);
    memo.add(names.choose("Regler", "Rules"), rules(names));
    memo.add(names.choose("Äkthet", "Authenticity"), authenticity(names, record, evidence));
    memo
}

fn fact(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

fn matter(names: Names<'_>, evidence: &Evidence) -> Vec<Block> {
    let assessment = names.assessment;
    let mut facts = names.matter();
    if let Some(id) = &evidence.id {
        facts.push(fact(names.choose("Promemoria", "Memo"), id));
    }
    let officer = &assessment.officer;
    let role_words = role(officer.role);
    let who = [
        officer.name.as_deref(),
        Some(names.language.choose(&*role_words.sv, &*role_words.en)),
        officer.unit.as_deref(),
    ];
    facts
        .push(fact(names.choose("Prövad av", "Assessed by"), who.into_iter().flatten().collect::<Vec<_>>().join(", ")));
    facts.push(fact(names.choose("Beslutsdag", "Day of decision"), assessment.decided_on.to_string()));
    facts.push(fact(names.choose("Lag som den lydde", "Law as it stood on"), assessment.law_date.to_string()));
    let mut blocks = vec![Block::Facts(facts)];
    if assessment.pending {
        let mut roles: Vec<_> = Some(assessment.decider)
            .into_iter()
            .filter(|decider| *decider > officer.role)
            .chain(assessment.approval.iter().copied())
            .map(|wanted| role(wanted).get(names.language).to_owned())
            .collect();
        roles.dedup();
        blocks.push(Block::Paragraph(format!(
            "{} {}.",
            names.choose(
                "Det här är ett förslag. Det gäller först när det har beslutats eller godkänts av:",
                "This is a proposal. It has effect only when it has been decided or approved by:"
            ),
            roles.join(", ")
        )));
    }
    blocks
}

fn outcome(names: Names<'_>) -> Vec<Block> {
    let Some(outcome) = &names.assessment.outcome else {
        return vec![Block::Paragraph(
            names
                .choose(
                    "Prövningen avbröts och har inget utfall; se under Öppet.",
                    "The assessment was stopped and has no outcome; see under Open.",
                )
                .to_owned(),
        )];
    };
    let mut facts = vec![fact(names.choose("Utfall", "Outcome"), names.words(&outcome.effect_words))];
    if let Some(text) = &outcome.text {
        facts.push(fact(names.choose("Innebörd", "Meaning"), names.words(text)));
    }
    if !outcome.provisions.is_empty() {
        facts.push(fact(names.choose("Lagrum", "Provisions"), names.designations(&outcome.provisions)));
    }
    if let Some(start) = &outcome.start {
        facts.push(fact(names.choose("Gå vidare med", "Go on with"), start));
    }
    vec![Block::Facts(facts)]
}

/// One row a person and item; the first is about them together where there are several.
fn schedule(names: Names<'_>) -> Table {
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
                names.designations(&result.provisions),
                reason,
            ]
        };
        match persons[..] {
            [] => rows.push(whole("–", reasons(names, &result.item, |_| true))),
            [person] => rows.push(whole(names.person(person), reasons(names, &result.item, |_| true))),
            _ => {
                let own = reasons(names, &result.item, |parts| parts.person.is_none());
                rows.push(whole(names.choose("alla", "all"), own));
                rows.extend(persons.iter().map(|person| person_row(names, result, person)));
            }
        }
    }
    Table { headings: headings.map(str::to_owned).to_vec(), rows }
}

fn person_row<'r>(names: Names<'r>, result: &'r ItemOutcome, person: &'r str) -> Vec<String> {
    let of_person = || result.ends.iter().filter(|end| Parts::of(&end.scope).person == Some(person));
    // The module that returned last is the outermost one: it says what the tests within it came to.
    let last = of_person().rev().find(|end| end.effect.is_some() || end.text.is_some());
    let outcome = last.and_then(|end| end.text.as_ref().or(end.effect_words.as_ref()));
    let mut provisions: Vec<&str> = Vec::new();
    for id in of_person().flat_map(|end| &end.provisions) {
        let designation = names.designation(id);
        if !provisions.contains(&designation) {
            provisions.push(designation);
        }
    }
    vec![
        names.item(&result.item).to_owned(),
        names.person(person).to_owned(),
        outcome.map_or("–", |words| names.words(words)).to_owned(),
        provisions.join(", "),
        reasons(names, &result.item, |parts| parts.person == Some(person)),
    ]
}

/// The persons whom an item's test was about, in the order first met.
fn persons<'r>(names: Names<'r>, result: &'r ItemOutcome) -> Vec<&'r str> {
    let answered = names.of_item(&result.item).iter().map(|(parts, _)| parts.person);
    let mut persons = Vec::new();
    for person in answered.chain(result.ends.iter().map(|end| Parts::of(&end.scope).person)).flatten() {
        if !persons.contains(&person) {
            persons.push(person);
        }
    }
    persons
}

/// The reasons about an item whose scope is wanted.
fn reasons(names: Names<'_>, item: &str, wanted: impl Fn(Parts<'_>) -> bool) -> String {
    let answers = names.of_item(item).iter().filter(|(parts, _)| wanted(*parts));
    let reasons: Vec<_> =
        answers.filter_map(|(_, answer)| answer.reason.as_deref().or(answer.outgoing.as_deref())).collect();
    if reasons.is_empty() { "–".to_owned() } else { reasons.join(" / ") }
}

fn reasoning(names: Names<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for result in &names.assessment.results {
        let mut heading = format!("{}: {}", names.item(&result.item), names.words(&result.effect_words));
        if let Some(document) = &result.document {
            heading = format!("{heading} ({})", names.document(document));
        }
        blocks.push(Block::Heading(heading));
        blocks.extend(names.of_item(&result.item).iter().map(|(_, answer)| question(names, answer)));
        let ends = result.ends.iter().filter_map(|end| {
            let text = names.words(end.text.as_ref()?);
            let provisions = names.designations(&end.provisions);
            Some(if provisions.is_empty() { text.to_owned() } else { format!("{text} ({provisions})") })
        });
        blocks.push(Block::List(ends.collect()));
    }
    blocks
}

/// The questions that are not about one item.
fn rest(names: Names<'_>) -> Vec<Block> {
    let tested: HashSet<_> = names.assessment.results.iter().map(|result| &*result.item).collect();
    let others = names.assessment.answers.iter().filter(|answer| {
        // An item that was never finished has no result, and what was said of it is shown here.
        Parts::of(&answer.scope).item.is_none_or(|item| !tested.contains(item))
    });
    others.map(|answer| question(names, answer)).collect()
}

fn question(names: Names<'_>, answer: &AnswerGiven) -> Block {
    let said: Vec<_> = answer.words.iter().map(|words| names.words(words)).collect();
    let said = if said.is_empty() { names.choose("inget", "nothing").to_owned() } else { said.join("; ") };
    let mut facts = vec![fact(names.choose("Svar", "Answer"), said)];
    if let Some(reason) = &answer.reason {
        facts.push(fact(names.choose("Skäl", "Reason"), reason));
    }
    if let Some(outgoing) = &answer.outgoing {
        facts.push(fact(names.choose("Skäl till den som begär", "Reason for the requester"), outgoing));
    }
    if !answer.provisions.is_empty() {
        facts.push(fact(names.choose("Lagrum", "Provisions"), names.designations(&answer.provisions)));
    }
    Block::Question(names.words(&answer.text).to_owned(), facts)
}

fn subjects(names: Names<'_>, subjects: &[Subject]) -> Vec<String> {
    let point = |subject: &Subject| {
        let columns: Vec<_> = subject
            .columns
            .iter()
            .map(|cell| format!("{}: {}", cell.title.get(names.language), cell.words.get(names.language)))
            .collect();
        match (&*subject.label, columns.is_empty()) {
            ("", true) => subject.id.clone(),
            ("", false) => format!("{} ({})", subject.id, columns.join(", ")),
            (label, true) => label.to_owned(),
            (label, false) => format!("{label} ({})", columns.join(", ")),
        }
    };
    subjects.iter().map(point).collect()
}

fn duties(names: Names<'_>) -> Table {
    let headings = [
        names.choose("Vad", "What"),
        names.choose("När", "When"),
        names.choose("Gäller", "Concerns"),
        names.choose("Lagrum", "Provision"),
    ];
    let rows = names.assessment.duties.iter().map(|duty| {
        let mut about: Vec<_> = duty.scopes.iter().map(|scope| names.scope(scope)).collect();
        about.dedup();
        // A duty of the whole covers its parts.
        let whole = about.iter().any(String::is_empty);
        let more = about.len().saturating_sub(MOST_NAMED);
        let mut listed = about[..about.len() - more].join("; ");
        if more > 0 {
            listed = format!("{listed} {} {more} {}", names.choose("och", "and"), names.choose("till", "more"));
        }
        let about = if whole { names.choose("hela ärendet", "the whole matter").to_owned() } else { listed };
        vec![
            names.words(&duty.text).to_owned(),
            deadline(duty, names.language).unwrap_or_else(|| "–".to_owned()),
            about,
            names.designations(&duty.provisions),
        ]
    });
    Table { rows: rows.collect(), headings: headings.map(str::to_owned).to_vec() }
}

fn open(names: Names<'_>) -> Vec<String> {
    let point = |point: &OpenPoint| {
        let about = names.scope(&point.scope);
        let mut line = format!("{}: {}", names.halt(point.kind), point.text.get(names.language));
        if !about.is_empty() {
            line = format!("{about} – {line}");
        }
        if let Some(who) = &point.who {
            line = format!("{line} ({}: {})", names.choose("vem", "who"), who.get(names.language));
        }
        line
    };
    names.assessment.open.iter().map(point).collect()
}

fn rules(names: Names<'_>) -> Vec<Block> {
    let point = |used: &crate::assessment::model::RulesetUsed| {
        format!(
            "{} {} {}, {} {}, SHA-256 {}",
            used.id,
            names.choose("version", "version"),
            used.version,
            names.choose("från", "from"),
            used.from,
            used.sha256
        )
    };
    let rules = &names.assessment.rules;
    vec![
        Block::List(rules.used.iter().map(point).collect()),
        Block::Facts(vec![fact(
            names.choose("Reglerna tillsammans, SHA-256", "The rules together, SHA-256"),
            &rules.closure,
        )]),
    ]
}

fn authenticity(names: Names<'_>, record: &Record, evidence: &Evidence) -> Vec<Block> {
    let mut blocks = vec![Block::Facts(vec![
        fact(names.choose("Handlingens SHA-256", "SHA-256 of the record"), record.digest_hex()),
        fact(
            names.choose("Upprättad", "Made"),
            format!("{}, menprov {}", names.assessment.made_at.format("%Y-%m-%dT%H:%M:%SZ"), names.assessment.program),
        ),
    ])];
    if !record.is_canonical() {
        blocks.push(Block::Paragraph(
            names
                .choose(
                    "Handlingens bytes är inte i den form som menprov skriver; signaturen gäller dem som de är.",
                    "The record's bytes are not in the form that menprov writes; the signature is over them as they are.",
                )
                .to_owned(),
        ));
    }
    if evidence.signatures.is_empty() {
        let unsigned = names.choose("Handlingen är inte undertecknad.", "The record is not signed.");
        blocks.push(Block::Paragraph(unsigned.to_owned()));
    }
    blocks.push(Block::List(evidence.signatures.iter().map(|shown| signature(names, shown)).collect()));
    blocks.push(Block::Paragraph(
        names
            .choose(
                "Signaturen kan kontrolleras utan menprov. Spara handlingen som beslut.json och signaturen som \
                 beslut.json.sig. Filen betrodda har en rad för varje betrodd nyckel, och NAMN är namnet på raden.",
                "The signature can be checked without menprov. Save the record as beslut.json and the signature as \
                 beslut.json.sig. The file betrodda has a line for each trusted key, and NAMN is the name on the line.",
            )
            .to_owned(),
    ));
    blocks.push(Block::Commands(vec![
        format!("ssh-keygen -Y verify -f betrodda -I NAMN -n {DECISION} -s beslut.json.sig < beslut.json"),
        "sha256sum beslut.json".to_owned(),
    ]));
    blocks
}

fn signature(names: Names<'_>, shown: &SignatureShown) -> String {
    let what = format!("{}, {}", shown.namespace, shown.signed_at.format("%Y-%m-%dT%H:%M:%SZ"));
    match &shown.state {
        SignatureState::Bad(error) => {
            format!(
                "{} ({what}): {}",
                names.choose("OGILTIG SIGNATUR", "INVALID SIGNATURE"),
                error.message(names.language)
            )
        }
        SignatureState::Good { fingerprint, trust } => {
            let who = match trust {
                Trust::Known(name) => name.clone(),
                Trust::OtherPurpose(name) => format!(
                    "{name} – {}",
                    names.choose("men nyckeln är inte betrodd för detta", "but the key is not trusted for this")
                ),
                Trust::OtherTime(name) => format!(
                    "{name} – {}",
                    names.choose("men nyckeln gällde inte då", "but the key was not in use then")
                ),
                Trust::Unknown => names.choose("okänd nyckel", "unknown key").to_owned(),
            };
            format!("{} {who} ({what}), {fingerprint}", names.choose("Undertecknad av", "Signed by"))
        }
    }
}
