//! One scenario on the page: how the room answered, where it parted, what would have helped, what was decided.

use super::{questions, tree};
use crate::render::markup::{Xml, put};
use crate::render::safe;
use crate::text::Language;
use crate::training::check::Solution;
use crate::training::debrief::{OfScenario, Parting, Turn};

/// How many questions are told of at which some took a wrong turn.
const TURNS: usize = 3;

/// Writes the view of a scenario; `number` counts from 1.
pub fn write(
    out: &mut String,
    number: usize,
    of: &OfScenario<'_>,
    participants: &[String],
    key: &Solution<'_>,
    language: Language,
) {
    let title = safe::line(of.title.get(language));
    put(
        out,
        format_args!(
            "<section class=\"slide\" id=\"s{number}\" data-place=\"{number}\">\n<h1 tabindex=\"-1\">{number}. {}</h1>\n\
             <p class=\"soft\">{}</p>\n",
            Xml(&title),
            Xml(&safe::line(&of.source))
        ),
    );
    if of.walked == 0 {
        let nobody = language.choose("Ingen har gått igenom det.", "Nobody has walked it.");
        put(out, format_args!("<p>{nobody}</p>\n"));
    } else {
        summary(out, of, language);
        questions::write(out, of, language);
        partings(out, of, participants, language);
        turns(out, of, language);
        tree::write(out, number, of, key, language);
    }
    decided(out, of, language);
    out.push_str("</section>\n");
}

fn summary(out: &mut String, of: &OfScenario<'_>, language: Language) {
    let points = of.spread().map_or_else(String::new, |[least, middle, most]| {
        let (least, middle, most, all) = (least.points, middle.points, most.points, most.of);
        match language {
            Language::Sv => format!("Poäng: {least} till {most} av {all}, median {middle}."),
            Language::En => format!("Points: {least} to {most} of {all}, median {middle}."),
        }
    });
    let (walked, alpha) = (of.walked, of.alpha.words(language));
    let told = match language {
        Language::Sv => format!("Svar från {walked}. Enighet: {alpha}. {points}"),
        Language::En => format!("Answers from {walked}. Agreement: {alpha}. {points}"),
    };
    put(out, format_args!("<p>{}</p>\n", Xml(&told)));
}

/// Where each first left the key: question by question, the reasons beside that of the key.
fn partings(out: &mut String, of: &OfScenario<'_>, participants: &[String], language: Language) {
    let say = |sv, en| language.choose(sv, en);
    put(out, format_args!("<h2>{}</h2>\n", say("Här lämnade vi facit", "Where we left the key")));
    if of.partings.is_empty() {
        put(out, format_args!("<p>{}</p>\n", say("Ingen lämnade facit.", "Nobody left the key.")));
        return;
    }
    for (at, asked) in of.questions.iter().enumerate() {
        let here: Vec<&Parting> = of.partings.iter().filter(|parting| parting.question == at).collect();
        if here.is_empty() {
            continue;
        }
        let mut answers: Vec<&str> = here.iter().map(|parting| parting.answer.as_str()).collect();
        answers.sort_unstable();
        answers.dedup();
        out.push_str("<article>\n");
        questions::heading(out, asked);
        out.push_str("<dl class=\"reasons\">\n");
        if let Some(key) = &asked.key {
            let lead = say("Facit", "The key");
            put(out, format_args!("<div class=\"key\"><dt>✓ {lead}: {}</dt>\n", Xml(&key.answer)));
            reason(out, "", key.reason.as_deref(), language);
            out.push_str("</div>\n");
        } else {
            let never = say("Facit kommer aldrig hit", "The key never comes here");
            put(out, format_args!("<div class=\"key\"><dt>✓ {never}</dt></div>\n"));
        }
        for answer in answers {
            let alike: Vec<&&Parting> = here.iter().filter(|parting| parting.answer == answer).collect();
            let many = alike.len();
            put(out, format_args!("<div><dt>{}\u{a0}<span class=\"soft\">·\u{a0}{many}</span></dt>\n", Xml(answer)));
            for parting in alike {
                let who = participants.get(parting.participant).map(String::as_str).unwrap_or_default();
                reason(out, &safe::line(who), parting.reason.as_deref(), language);
            }
            out.push_str("</div>\n");
        }
        out.push_str("</dl>\n</article>\n");
    }
}

/// Writes a reason with whoever gave it; whoever gave none is there with the pseudonym alone.
fn reason(out: &mut String, who: &str, reason: Option<&str>, language: Language) {
    let (quote, class) = (language.choose('”', '“'), if reason.is_some() { "" } else { " class=\"who\"" });
    if who.is_empty() && reason.is_none() {
        return;
    }
    put(out, format_args!("<dd{class}>"));
    if !who.is_empty() {
        put(out, format_args!("<span class=\"who\">{}</span> ", Xml(who)));
    }
    if let Some(reason) = reason {
        put(out, format_args!("{quote}{}”", Xml(&safe::text(reason))));
    }
    out.push_str("</dd>\n");
}

fn turns(out: &mut String, of: &OfScenario<'_>, language: Language) {
    let say = |sv, en| language.choose(sv, en);
    if of.turns.is_empty() {
        return;
    }
    put(out, format_args!("<h2>{}</h2>\n", say("Vanligaste felstegen", "The most common wrong turns")));
    for turns in of.most_common(TURNS) {
        let Some(first) = turns.first() else { continue };
        out.push_str("<article>\n");
        questions::heading(out, &of.questions[first.question]);
        for turn in turns {
            let told = match language {
                Language::Sv => format!("{} svarade ”{}”", turn.count, turn.answer),
                Language::En => format!("{} answered “{}”", turn.count, turn.answer),
            };
            put(out, format_args!("<p><strong>{}</strong></p>\n", Xml(&told)));
        }
        // What helps stands once for a question, however many ways were taken from it.
        helped(out, first, language);
        out.push_str("</article>\n");
    }
}

fn helped(out: &mut String, turn: &Turn, language: Language) {
    let say = |sv, en| language.choose(sv, en);
    if let Some(help) = &turn.help {
        let lead = say("Så tas det reda på", "How to find out");
        put(out, format_args!("<p><b>{lead}:</b> {}</p>\n", Xml(&safe::text(help))));
    }
    if !turn.provisions.is_empty() {
        let lead = say("Bestämmelser", "Provisions");
        put(out, format_args!("<p><b>{lead}:</b> {}</p>\n", Xml(&turn.provisions.join("; "))));
    }
}

fn decided(out: &mut String, of: &OfScenario<'_>, language: Language) {
    let lead = language.choose("Efteråt", "Afterwards");
    put(out, format_args!("<h2>{lead}: {}</h2>\n", Xml(&safe::line(&of.source))));
    let text = safe::text(of.debrief.get(language));
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        put(out, format_args!("<p>{}</p>\n", Xml(paragraph)));
    }
}
