//! How the room answered: a bar for each answer.

use crate::render::count::{QUESTIONS, counted};
use crate::render::markup::{Xml, put};
use crate::text::Language;
use crate::training::agreement::Share;
use crate::training::debrief::{Asked, OfScenario, Stands};

/// Writes the questions that there is something to say of, and the others below a fold.
pub fn write(out: &mut String, of: &OfScenario<'_>, language: Language) {
    let say = |sv, en| language.choose(sv, en);
    put(out, format_args!("<h2>{}</h2>\n", say("Så svarade rummet", "How the room answered")));
    let (on, off): (Vec<&Asked>, Vec<&Asked>) = of.questions.iter().partition(|asked| asked.key.is_some());
    let (telling, same): (Vec<&Asked>, Vec<&Asked>) = on.into_iter().partition(|asked| asked.tells());
    if telling.is_empty() {
        let all = say("Alla svarade som facit på varje fråga.", "Everybody answered as the key to every question.");
        put(out, format_args!("<p>{all}</p>\n"));
    }
    for asked in telling {
        question(out, asked, language);
    }
    for (all, kept) in [(same, alike(language)), (off, off_key(language))] {
        if all.is_empty() {
            continue;
        }
        let many = counted(all.len(), QUESTIONS, language);
        put(out, format_args!("<details>\n<summary>{many}: {kept}</summary>\n"));
        for asked in all {
            question(out, asked, language);
        }
        out.push_str("</details>\n");
    }
}

/// Returns what is said of questions that everybody who was asked answered as the key.
#[must_use]
pub const fn alike(language: Language) -> &'static str {
    language.choose("alla svarade lika, och som facit", "all answered alike, and as the key")
}

/// Returns what alpha is, in a line.
#[must_use]
pub const fn what_alpha_is(language: Language) -> &'static str {
    language.choose(
        "Krippendorffs alfa: 1 är full enighet, 0 är vad slumpen ger. Frågor som alla svarar lika på räknas med.",
        "Krippendorff's alpha: 1 is full agreement, 0 is what chance gives. Questions that all answer alike count too.",
    )
}

/// Returns what is said of questions that the key never comes to.
#[must_use]
pub const fn off_key(language: Language) -> &'static str {
    language.choose("ställdes bara till den som hade lämnat facit", "put only to whoever had left the key")
}

/// Writes what a question is about and how it reads.
pub fn heading(out: &mut String, asked: &Asked) {
    if !asked.about.is_empty() {
        put(out, format_args!("<p class=\"about\">{}</p>\n", Xml(&asked.about)));
    }
    put(out, format_args!("<h3>{}</h3>\n", Xml(&asked.text)));
}

fn question(out: &mut String, asked: &Asked, language: Language) {
    out.push_str("<article>\n");
    heading(out, asked);
    out.push_str("<ul class=\"answers\">\n");
    for given in &asked.given {
        answer(out, &given.answer, given.stands, given.count, asked.asked, language);
        if let Some(why) = &given.why {
            put(out, format_args!("<li class=\"why\">{}</li>\n", Xml(why)));
        }
    }
    match &asked.key {
        Some(key) if asked.given.iter().all(|given| given.stands != Stands::Key) => {
            answer(out, &key.answer, Stands::Key, 0, asked.asked, language);
        }
        _ => {}
    }
    out.push_str("</ul>\n");
    put(out, format_args!("<p class=\"soft\">{}</p>\n</article>\n", Xml(&measures(asked, language))));
}

/// Returns agreement, who left the key, and points, as far as there is something to say.
fn measures(asked: &Asked, language: Language) -> String {
    let mut all = Vec::new();
    if let Some(percent) = asked.agreement.and_then(Share::percent) {
        all.push(match language {
            Language::Sv => format!("Eniga: {percent}\u{a0}% av paren"),
            Language::En => format!("Agree: {percent}% of the pairs"),
        });
    }
    if asked.asked == 0 {
        all.push(language.choose("Ingen kom till frågan", "Nobody came to the question").to_owned());
    }
    if asked.parted > 0 {
        all.push(match language {
            Language::Sv => format!("{} lämnade facit här", asked.parted),
            Language::En => format!("{} left the key here", asked.parted),
        });
    }
    if asked.points > 0 {
        all.push(match language {
            Language::Sv => format!("{} poäng", asked.points),
            Language::En if asked.points == 1 => "1 point".to_owned(),
            Language::En => format!("{} points", asked.points),
        });
    }
    all.join(" · ")
}

/// Writes an answer with its bar: full for the key, dotted where it is accepted, lined for any other.
fn answer(out: &mut String, words: &str, stands: Stands, count: usize, of: usize, language: Language) {
    let (class, mark) = match stands {
        Stands::Key => ("key", language.choose("✓ facit", "✓ the key")),
        Stands::Accepted => ("accepted", language.choose("≈ godtas", "≈ accepted")),
        Stands::Other | Stands::OffKey => ("other", ""),
    };
    let mark = if mark.is_empty() { String::new() } else { format!(" <b class=\"tag\">{mark}</b>") };
    let thousandths = (count * 1000).checked_div(of).unwrap_or_default();
    let (whole, part) = (thousandths / 10, thousandths % 10);
    let share = language.choose("av", "of");
    put(
        out,
        format_args!(
            "<li class=\"{class}\"><span class=\"answer\">{}{mark}</span>\
             <svg class=\"bar\" aria-hidden=\"true\"><rect width=\"{whole}.{part}%\" height=\"100%\"/></svg>\
             <span class=\"count\">{count} {share} {of}</span></li>\n",
            Xml(words)
        ),
    );
}
