//! The memo that stays in the authority: everything, what decides first and the rest in annexes.

use crate::assessment::model::{AnswerGiven, Given, OpenPoint};
use crate::assessment::{Record, role};
use crate::deadline::{age, local, when};
use crate::ruleset::model::Moment;
use crate::text::Language;

use super::duties::{duties, grounds};
use super::evidence::Evidence;
use super::reasoning::{question, reasoning};
use super::schedule::schedule;
use super::words::{Index, Names, Parts};
use super::{Block, Memo, Table, annexes, statements};

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
    memo.add(names.choose("Vad andra har sagt", "What others have said"), statements::said(names, evidence));
    memo.add(names.choose("Det som prövningen bygger på", "What the assessment rests on"), background(names));
    memo.add(names.choose("Uppgifterna", "The items"), vec![Block::Table(schedule(names))]);
    memo.add(names.choose("Skälen uppgift för uppgift", "The reasons item by item"), reasoning(names));
    memo.add(names.choose("Bedömningen i bild", "The assessment as a picture"), drawn(names));
    memo.add(names.choose("Att göra", "To do"), duties(names, evidence));
    memo.add(names.choose("Gå vidare", "Go on with"), links(names));
    memo.add(names.choose("Öppet", "Open"), vec![Block::List(open(names))]);
    let annex = names.choose("Bilaga", "Annex");
    memo.annex(annex, names.choose("Alla frågor och svar", "All questions and answers"), annexes::answers(names));
    let subjects = names.choose("Personer, handlingar och uppgifter", "Persons, documents and items");
    memo.annex(annex, subjects, annexes::subjects(names));
    let provisions = names.choose("Lagrum som prövades", "Provisions that were applied");
    memo.annex(annex, provisions, vec![Block::List(names.provisions())]);
    memo.annex(
        annex,
        names.choose("Lagrum för det som ska göras", "Provisions for what is to be done"),
        grounds(names),
    );
    memo.annex(annex, names.choose("Regler", "Rules"), annexes::rules(names));
    memo.annex(annex, names.choose("Äkthet", "Authenticity"), annexes::authenticity(names, record, evidence));
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
    if let Some(came) = assessment.moments.get(&Moment::Received) {
        let before = age(came.day(), assessment.decided_on, names.language);
        let before = before.map(|age| format!(" ({age})")).unwrap_or_default();
        let came = format!("{}{before}", when(*came, names.language));
        facts.push(fact(names.choose("Kom in", "Came in"), came));
    }
    let officer = &assessment.officer;
    let general = role(officer.role);
    let role_words = officer.position.as_ref().map_or(&general, |held| &held.name);
    let who = [officer.name.as_deref(), Some(role_words.get(names.language)), officer.unit.as_deref()];
    facts
        .push(fact(names.choose("Prövad av", "Assessed by"), who.into_iter().flatten().collect::<Vec<_>>().join(", ")));
    // What is only proposed, or was stopped, was assessed that day but not decided.
    let day = if assessment.pending || assessment.outcome.is_none() {
        names.choose("Prövningsdag", "Day of assessment")
    } else {
        names.choose("Beslutsdag", "Day of decision")
    };
    facts.push(fact(day, assessment.decided_on.to_string()));
    facts.push(fact(names.choose("Lag som den lydde", "Law as it stood on"), assessment.law_date.to_string()));
    for shown in &evidence.signatures {
        let who = annexes::signed_by(names, shown);
        let signed = format!("{who}, {}", local(shown.signed_at).format("%Y-%m-%d"));
        facts.push(fact(names.choose("Undertecknad av", "Signed by"), signed));
    }
    facts.append(&mut statements::standing(names, evidence));
    let mut blocks = vec![Block::Facts(facts)];
    if evidence.is_practice() {
        blocks.push(Block::Paragraph(
            names
                .choose("ÖVNING. Det här är inget beslut och inget förslag.", "PRACTICE. No decision and no proposal.")
                .to_owned(),
        ));
    }
    if let Some(warning) = statements::warning(names, evidence) {
        blocks.push(Block::Paragraph(warning));
    } else if !assessment.pending
        && let Some(point) = assessment.delegation.as_ref().and_then(|delegated| delegated.by.as_deref())
    {
        blocks.push(Block::Paragraph(match (evidence.is_practice(), names.language) {
            (false, Language::Sv) => format!("Beslutat med stöd av punkt {point} i delegationsordningen."),
            (false, Language::En) => {
                format!("Decided under point {point} of the delegation of authority (delegationsordning).")
            }
            (true, Language::Sv) => format!("På riktigt: ett beslut med stöd av punkt {point} i delegationsordningen."),
            (true, Language::En) => format!(
                "In earnest: a decision under point {point} of the delegation of authority (delegationsordning)."
            ),
        }));
    }
    blocks
}

fn outcome(names: Names<'_>) -> Vec<Block> {
    let waits = |point: &OpenPoint| point.awaits.is_some();
    let Some(outcome) = &names.assessment.outcome else {
        if names.assessment.open.iter().any(waits) {
            let words = names.choose(
                "Prövningen väntar på svar av någon annan än handläggaren; se under Öppet.",
                "The assessment waits for another than the officer to answer; see under Open.",
            );
            return vec![Block::Paragraph(words.to_owned())];
        }
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
    vec![Block::Facts(facts)]
}

/// Returns what the officer wrote of the whole matter in words of their own: it is weighed item by item, but stands once.
fn background(names: Names<'_>) -> Vec<Block> {
    let written = |answer: &&AnswerGiven| answer.scope == "frame" && matches!(answer.value, Given::Text(_));
    let answers = names.assessment.answers.iter().filter(written);
    answers.map(|answer| question(names, Parts::default(), answer)).collect()
}

/// Returns the decision tables that are drawn, each under what it came to.
fn drawn(names: Names<'_>) -> Vec<Block> {
    let pictures = names.assessment.pictures.iter();
    let blocks = pictures.flat_map(|picture| {
        let (headings, rows) = picture.grid(names.language);
        [
            Block::Paragraph(picture.sentence(names.language)),
            Block::Table(Table { headings, shares: picture.shares(), rows }),
        ]
    });
    blocks.collect()
}

/// Returns the procedures that the rules offer, each with how it is started.
fn links(names: Names<'_>) -> Vec<Block> {
    let links = &names.assessment.links;
    let titles = links.iter().map(|link| names.words(&link.title).to_owned()).collect();
    let start = links.iter().map(|link| format!("menprov assess {}", link.id)).collect();
    vec![Block::List(titles), Block::Commands(start)]
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
