//! The debrief for a room that looks at a terminal.

use crate::command::write_list;
use crate::context::Context;
use crate::error::Error;
use crate::render::count::{QUESTIONS, counted};
use crate::render::lines::WIDEST;
use crate::render::paragraph::{hanging, paragraph};
use crate::render::safe;
use crate::text::Language;
use crate::training::debrief::{Asked, Debrief, OfScenario, Stands, Turn};
use crate::training::page::questions::{alike, off_key, what_alpha_is};

/// How many questions are told of at which some took a wrong turn.
const TURNS: usize = 3;

/// Writes it; who answered what is told only where `named`.
pub(super) fn write(debrief: &Debrief<'_>, named: bool, context: &mut Context) -> Result<(), Error> {
    let language = context.language;
    let width = usize::from(context.terminal.width.min(WIDEST));
    let mut head = String::new();
    let (code, many) = (&debrief.code, debrief.participants.len());
    let title = match language {
        Language::Sv => format!("Rum {code}. Inlämnat av {many}. Enighet i allt: {}.", debrief.alpha.words(language)),
        Language::En => {
            format!("Room {code}. Handed in by {many}. Overall agreement: {}.", debrief.alpha.words(language))
        }
    };
    paragraph(&mut head, &title, 0, width);
    if let Some(part) = debrief.part(language) {
        paragraph(&mut head, &part, 0, width);
    }
    paragraph(&mut head, what_alpha_is(language), 0, width);
    context.out.write_all(head.as_bytes())?;
    for of in &debrief.scenarios {
        scenario(of, named.then_some(&debrief.participants), width, context)?;
    }
    Ok(())
}

fn scenario(
    of: &OfScenario<'_>,
    named: Option<&Vec<String>>,
    width: usize,
    context: &mut Context,
) -> Result<(), Error> {
    let language = context.language;
    let mut out = String::from("\n");
    let source = safe::line(&of.source).into_owned();
    let lead = safe::line(of.title.get(language)).into_owned();
    paragraph(&mut out, &format!("{lead} ({source})"), 0, width);
    if of.walked == 0 {
        paragraph(&mut out, language.choose("Ingen har gått igenom det.", "Nobody has walked it."), 0, width);
        return Ok(context.out.write_all(out.as_bytes())?);
    }
    let summary = match language {
        Language::Sv => {
            format!("Svar från {}. Enighet: {}. {}", of.walked, of.alpha.words(language), points(of, language))
        }
        Language::En => {
            format!("Answers from {}. Agreement: {}. {}", of.walked, of.alpha.words(language), points(of, language))
        }
    };
    paragraph(&mut out, &summary, 0, width);
    out.push('\n');
    context.out.write_all(out.as_bytes())?;
    let heads =
        language.choose(["fråga", "svar", "eniga", "lämnade facit"], ["question", "answers", "agree", "left the key"]);
    let (on, off): (Vec<&Asked>, Vec<&Asked>) = of.questions.iter().partition(|asked| asked.key.is_some());
    let (telling, same): (Vec<&Asked>, Vec<&Asked>) = on.into_iter().partition(|asked| asked.tells());
    if !telling.is_empty() {
        write_list(heads, telling.into_iter().map(|asked| row(asked, language)).collect::<Vec<_>>(), context)?;
    }
    let mut rest = String::from("\n");
    for (many, kept) in [(same.len(), alike(language)), (off.len(), off_key(language))] {
        if many > 0 {
            paragraph(&mut rest, &format!("{}: {kept}.", counted(many, QUESTIONS, language)), 0, width);
        }
    }
    context.out.write_all(rest.as_bytes())?;
    let mut out = String::new();
    partings(&mut out, of, named, width, language);
    turns(&mut out, of, width, language);
    out.push('\n');
    paragraph(&mut out, &format!("{} ({source})", language.choose("Efteråt", "Afterwards")), 0, width);
    paragraph(&mut out, of.debrief.get(language), 0, width);
    Ok(context.out.write_all(out.as_bytes())?)
}

fn row(asked: &Asked, language: Language) -> Vec<String> {
    let about = if asked.about.is_empty() { String::new() } else { format!(" ({})", asked.about) };
    let mut answers: Vec<String> = asked
        .given
        .iter()
        .map(|given| {
            let sign = match given.stands {
                Stands::Key => language.choose(" = facit", " = the key"),
                Stands::Accepted => language.choose(" (godtas)", " (accepted)"),
                Stands::Other | Stands::OffKey => "",
            };
            let of = language.choose("av", "of");
            format!("{} {of} {}: {}{sign}", given.count, asked.asked, given.answer)
        })
        .collect();
    match &asked.key {
        Some(key) if asked.given.iter().all(|given| given.stands != Stands::Key) => {
            let [of, sign] = language.choose(["av", " = facit"], ["of", " = the key"]);
            answers.push(format!("0 {of} {}: {}{sign}", asked.asked, key.answer));
        }
        _ => {}
    }
    let agree = asked.agreement.and_then(crate::training::agreement::Share::percent);
    let agree = agree.map_or_else(
        || "–".to_owned(),
        |percent| match language {
            Language::Sv => format!("{percent}\u{a0}%"),
            Language::En => format!("{percent}%"),
        },
    );
    let left = if asked.parted == 0 { "–".to_owned() } else { asked.parted.to_string() };
    vec![format!("{}{about}", asked.text), answers.join("\n"), agree, left]
}

fn partings(out: &mut String, of: &OfScenario<'_>, named: Option<&Vec<String>>, width: usize, language: Language) {
    if of.partings.is_empty() {
        return;
    }
    out.push('\n');
    paragraph(out, language.choose("Här lämnade var och en facit", "Where each left the key"), 0, width);
    for parting in &of.partings {
        let asked = &of.questions[parting.question];
        // The terminal may be on the projector: pseudonyms are known in the room.
        let who = named.map_or_else(|| language.choose("En", "One"), |names| names[parting.participant].as_str());
        let because = parting.reason.as_deref().map(|reason| format!(": ”{}”", safe::line(reason))).unwrap_or_default();
        let line = match language {
            Language::Sv => format!("– {who} svarade {} på ”{}”{because}", parting.answer, asked.text),
            Language::En => format!("– {who} answered {} to “{}”{because}", parting.answer, asked.text),
        };
        hanging(out, &line, 2, 4, width);
    }
}

fn turns(out: &mut String, of: &OfScenario<'_>, width: usize, language: Language) {
    for (at, turns) in of.most_common(TURNS).enumerate() {
        if at == 0 {
            out.push('\n');
            paragraph(out, language.choose("Vanligaste felstegen", "The most common wrong turns"), 0, width);
        }
        for turn in turns {
            let asked = &of.questions[turn.question];
            let line = match language {
                Language::Sv => format!("– {} svarade {} på ”{}”", turn.count, turn.answer, asked.text),
                Language::En => format!("– {} answered {} to “{}”", turn.count, turn.answer, asked.text),
            };
            hanging(out, &line, 2, 4, width);
        }
        // What helps is the same for all that was answered to a question.
        if let Some(turn) = turns.first() {
            helped(out, of, turn, width, language);
        }
    }
}

fn helped(out: &mut String, of: &OfScenario<'_>, turn: &Turn, width: usize, language: Language) {
    if let Some(key) = &of.questions[turn.question].key {
        let reason = key.reason.as_deref().map(|reason| format!(". {}", safe::line(reason))).unwrap_or_default();
        let lead = language.choose("Facit", "The key");
        hanging(out, &format!("{lead}: {}{reason}", key.answer), 4, 6, width);
    }
    if let Some(help) = &turn.help {
        hanging(out, &format!("{}: {help}", language.choose("Så tas det reda på", "How to find out")), 4, 6, width);
    }
    if !turn.provisions.is_empty() {
        let lead = language.choose("Bestämmelser", "Provisions");
        hanging(out, &format!("{lead}: {}", turn.provisions.join("; ")), 4, 6, width);
    }
}

/// Returns the lowest, the middle and the highest score.
fn points(of: &OfScenario<'_>, language: Language) -> String {
    let Some([least, middle, most]) = of.spread() else { return String::new() };
    match language {
        Language::Sv => {
            format!("Poäng: {} till {} av {}, median {}.", least.points, most.points, most.of, middle.points)
        }
        Language::En => {
            format!("Points: {} to {} of {}, median {}.", least.points, most.points, most.of, middle.points)
        }
    }
}
