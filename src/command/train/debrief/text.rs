//! The debrief for a room that looks at a terminal.

use crate::command::write_list;
use crate::context::Context;
use crate::error::Error;
use crate::render::paragraph::{hanging, paragraph};
use crate::render::safe;
use crate::text::Language;
use crate::training::agreement::{Alpha, TooFew};
use crate::training::debrief::{Asked, Debrief, OfScenario, Stands};
use crate::training::score::Score;

/// A line longer than this is hard to read, however wide the terminal is.
const WIDEST: u16 = 100;
/// How many wrong turns are told of.
const TURNS: usize = 3;

pub(super) fn write(debrief: &Debrief, context: &mut Context) -> Result<(), Error> {
    let language = context.language;
    let width = usize::from(context.terminal.width.min(WIDEST));
    let mut head = String::new();
    let (code, many) = (&debrief.code, debrief.participants.len());
    let title = match language {
        Language::Sv => format!("Rum {code}. Inlämnat av {many}. Enighet i allt: {}.", alpha(debrief.alpha, language)),
        Language::En => {
            format!("Room {code}. Handed in by {many}. Agreement in all: {}.", alpha(debrief.alpha, language))
        }
    };
    paragraph(&mut head, &title, 0, width);
    context.out.write_all(head.as_bytes())?;
    for of in &debrief.scenarios {
        scenario(of, debrief, width, context)?;
    }
    Ok(())
}

fn scenario(of: &OfScenario, debrief: &Debrief, width: usize, context: &mut Context) -> Result<(), Error> {
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
            format!("Svar från {}. Enighet: {}. {}", of.walked, alpha(of.alpha, language), points(of, language))
        }
        Language::En => {
            format!("Answers of {}. Agreement: {}. {}", of.walked, alpha(of.alpha, language), points(of, language))
        }
    };
    paragraph(&mut out, &summary, 0, width);
    out.push('\n');
    context.out.write_all(out.as_bytes())?;
    let heads =
        language.choose(["fråga", "svar", "eniga", "lämnade facit"], ["question", "answers", "agree", "left the key"]);
    let rows: Vec<Vec<String>> =
        of.questions.iter().filter(|asked| tells(asked)).map(|asked| row(asked, language)).collect();
    if rows.is_empty() {
        let words = "Alla svarade som facit på varje fråga.\n";
        context
            .out
            .write_all(language.choose(words, "Everybody answered as the key to every question.\n").as_bytes())?;
    } else {
        write_list(heads, rows, context)?;
        let same = of.questions.iter().filter(|asked| !tells(asked)).count();
        let mut rest = String::from("\n");
        let words = match language {
            Language::Sv => format!("Övriga {same} frågor besvarades lika av alla, och som facit."),
            Language::En => format!("The other {same} questions were answered alike by all, and as the key."),
        };
        paragraph(&mut rest, &words, 0, width);
        context.out.write_all(rest.as_bytes())?;
    }
    let mut out = String::new();
    partings(&mut out, of, debrief, width, language);
    turns(&mut out, of, width, language);
    out.push('\n');
    paragraph(&mut out, &format!("{} ({source})", language.choose("Efteråt", "Afterwards")), 0, width);
    paragraph(&mut out, of.debrief.get(language), 0, width);
    Ok(context.out.write_all(out.as_bytes())?)
}

/// Returns whether a question has something to talk about: not all answered it, or not all alike, or not as the key.
fn tells(asked: &Asked) -> bool {
    asked.given.len() != 1 || asked.given[0].stands != Stands::Key
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
            format!("{} {}{sign}", given.count, given.answer)
        })
        .collect();
    match &asked.key {
        Some(key) if asked.given.iter().all(|given| given.stands != Stands::Key) => {
            answers.push(format!("0 {}{}", key.answer, language.choose(" = facit", " = the key")));
        }
        None => answers.push(language.choose("facit frågar inte", "the key does not ask").to_owned()),
        Some(_) => {}
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

fn partings(out: &mut String, of: &OfScenario, debrief: &Debrief, width: usize, language: Language) {
    if of.partings.is_empty() {
        return;
    }
    out.push('\n');
    paragraph(out, language.choose("Här lämnade var och en facit", "Where each left the key"), 0, width);
    for parting in &of.partings {
        let asked = &of.questions[parting.question];
        let who = &debrief.participants[parting.participant];
        let because = parting.reason.as_deref().map(|reason| format!(": ”{}”", safe::line(reason))).unwrap_or_default();
        let line = match language {
            Language::Sv => format!("– {who} svarade {} på ”{}”{because}", parting.answer, asked.text),
            Language::En => format!("– {who} answered {} to “{}”{because}", parting.answer, asked.text),
        };
        hanging(out, &line, 2, 4, width);
    }
}

fn turns(out: &mut String, of: &OfScenario, width: usize, language: Language) {
    for (at, turn) in of.turns.iter().take(TURNS).enumerate() {
        let asked = &of.questions[turn.question];
        if at == 0 {
            out.push('\n');
            paragraph(out, language.choose("Vanligaste felstegen", "The most common wrong turns"), 0, width);
        }
        let line = match language {
            Language::Sv => format!("– {} svarade {} på ”{}”", turn.count, turn.answer, asked.text),
            Language::En => format!("– {} answered {} to “{}”", turn.count, turn.answer, asked.text),
        };
        hanging(out, &line, 2, 4, width);
        if let Some(key) = &asked.key {
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
}

/// Returns the lowest, the middle and the highest score.
fn points(of: &OfScenario, language: Language) -> String {
    let mut all: Vec<Score> = of.scores.iter().flatten().copied().collect();
    all.sort_by_key(|score| score.points);
    let (Some(least), Some(most), Some(middle)) = (all.first(), all.last(), all.get(all.len() / 2)) else {
        return String::new();
    };
    match language {
        Language::Sv => {
            format!("Poäng: {} till {} av {}, mitten {}.", least.points, most.points, most.of, middle.points)
        }
        Language::En => {
            format!("Points: {} to {} of {}, the middle {}.", least.points, most.points, most.of, middle.points)
        }
    }
}

/// Returns alpha in words: a number with three decimals, or why there is none.
pub fn alpha(alpha: Alpha, language: Language) -> String {
    match alpha {
        Alpha::Thousandths(thousandths) => {
            let sign = if thousandths < 0 { "−" } else { "" };
            let (whole, part) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
            let point = language.choose(',', '.');
            format!("alfa {sign}{whole}{point}{part:03}").replace("alfa", language.choose("alfa", "alpha"))
        }
        Alpha::TooFew(TooFew::Pairs) => language
            .choose("för få (ingen fråga har svar från två)", "too few (no question has answers of two)")
            .to_owned(),
        Alpha::TooFew(TooFew::Units) => language
            .choose("för få (bara en fråga har svar från två)", "too few (only one question has answers of two)")
            .to_owned(),
        Alpha::TooFew(TooFew::Variation) => language
            .choose("för få (alla svarade detsamma på allt)", "too few (everybody gave the same answer to everything)")
            .to_owned(),
    }
}
