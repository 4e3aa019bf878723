//! The debrief as one page for a projector: a view for each scenario, big enough for the back row.
//!
//! Nothing is fetched and nothing runs but the one script that stands in the page. Without it all views stand below each other and
//! no pseudonym is shown.

pub mod questions;
mod scenario;
mod tree;

use super::debrief::{Debrief, Entrant};
use crate::at_once::at_once;
use crate::graph::svg::STYLE as GRAPH;
use crate::render::markup::{Xml, policy, put};
use crate::render::safe;
use crate::text::Language;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Writes the page. `entrants` are the scenarios of the debrief, in its order.
#[must_use]
pub fn write(debrief: &Debrief<'_>, entrants: &[Entrant<'_, '_>], language: Language) -> String {
    let say = |sv, en| language.choose(sv, en);
    let style = format!("{GRAPH}{STYLE}");
    let code = safe::line(&debrief.code);
    let mut out = String::from("<!doctype html>\n");
    let lang = say("sv", "en");
    put(&mut out, format_args!("<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n"));
    let policy = policy(&style, SCRIPT);
    put(&mut out, format_args!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n"));
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    let title = say("Genomgång", "Debrief");
    put(&mut out, format_args!("<title>{title} {} – menprov</title>\n<style>{style}</style>\n</head>\n", Xml(&code)));
    out.push_str("<body>\n");
    header(&mut out, &code, language);
    // What fills the bars: a pattern each, so that no colour need be told from another.
    out.push_str(
        "<svg class=\"patterns\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>\
         <pattern id=\"lines\" width=\"12\" height=\"12\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
         <rect class=\"ground\" width=\"12\" height=\"12\"/><rect class=\"ink\" width=\"5\" height=\"12\"/></pattern>\
         <pattern id=\"dots\" width=\"12\" height=\"12\" patternUnits=\"userSpaceOnUse\">\
         <rect class=\"ground\" width=\"12\" height=\"12\"/><circle class=\"ink\" cx=\"6\" cy=\"6\" r=\"3.2\"/></pattern>\
         </defs></svg>\n<main>\n",
    );
    overview(&mut out, debrief, language);
    let all: Vec<_> = (1..).zip(debrief.scenarios.iter().zip(entrants)).collect();
    let views = at_once(&all, |&(number, (of, entrant))| {
        let mut view = String::new();
        scenario::write(&mut view, number, of, &debrief.participants, entrant.key, language);
        view
    });
    out.extend(views);
    put(&mut out, format_args!("</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"));
    out
}

fn header(out: &mut String, code: &str, language: Language) {
    let say = |sv, en| language.choose(sv, en);
    put(
        out,
        format_args!(
            "<header>\n<strong>{}</strong>\n<nav aria-label=\"{}\">\n\
             <button type=\"button\" id=\"before\" aria-label=\"{}\">←</button>\n\
             <output id=\"place\" aria-live=\"polite\"></output>\n\
             <button type=\"button\" id=\"next\" aria-label=\"{}\">→</button>\n</nav>\n\
             <button type=\"button\" id=\"names\" aria-pressed=\"false\" data-on=\"{}\" data-off=\"{}\">{}</button>\n\
             <button type=\"button\" id=\"theme\" data-dark=\"{}\" data-light=\"{}\">{}</button>\n</header>\n",
            Xml(code),
            say("Scenarier", "Scenarios"),
            say("Föregående", "Previous"),
            say("Nästa", "Next"),
            say("Dölj pseudonymer", "Hide pseudonyms"),
            say("Visa pseudonymer", "Show pseudonyms"),
            say("Visa pseudonymer", "Show pseudonyms"),
            say("Mörk", "Dark"),
            say("Ljus", "Light"),
            say("Mörk", "Dark"),
        ),
    );
}

fn overview(out: &mut String, debrief: &Debrief<'_>, language: Language) {
    let say = |sv, en| language.choose(sv, en);
    let (code, many) = (safe::line(&debrief.code), debrief.participants.len());
    let place = say("Översikt", "Overview");
    put(out, format_args!("<section class=\"slide\" id=\"s0\" data-place=\"{place}\">\n"));
    let (room, handed) = match language {
        Language::Sv => ("Rum", format!("{many} har lämnat in svar.")),
        Language::En => ("Room", format!("{many} have handed in answers.")),
    };
    put(out, format_args!("<h1 tabindex=\"-1\">{room} {}</h1>\n<p>{handed}</p>\n", Xml(&code)));
    if let Some(part) = debrief.part(language) {
        put(out, format_args!("<p>{part}</p>\n"));
    }
    let lead = say("Enighet i allt", "Overall agreement");
    put(out, format_args!("<p>{lead}: <strong>{}</strong></p>\n", Xml(&debrief.alpha.words(language))));
    let heads = language.choose(
        ["Scenario", "Svar från", "Poäng, median", "Enighet"],
        ["Scenario", "Answers from", "Points, median", "Agreement"],
    );
    out.push_str("<table>\n<thead><tr>");
    for head in heads {
        put(out, format_args!("<th scope=\"col\">{head}</th>"));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (number, of) in (1..).zip(&debrief.scenarios) {
        let middle = of.spread().map(|[_, middle, _]| match language {
            Language::Sv => format!("{} av {}", middle.points, middle.of),
            Language::En => format!("{} of {}", middle.points, middle.of),
        });
        put(
            out,
            format_args!(
                "<tr><th scope=\"row\"><a href=\"#s{number}\">{number}. {}</a></th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                Xml(&safe::line(of.title.get(language))),
                of.walked,
                middle.as_deref().unwrap_or("–"),
                Xml(&of.alpha.words(language)),
            ),
        );
    }
    let alpha = questions::what_alpha_is(language);
    let keys = language.choose(
        "Pilarna → och ← går mellan scenarierna. Pseudonymerna är dolda tills knappen visar dem.",
        "The arrows → and ← go between the scenarios. The pseudonyms are hidden until the button shows them.",
    );
    put(
        out,
        format_args!(
            "</tbody>\n</table>\n<p class=\"soft\">{alpha}</p>\n<p class=\"soft keys\">{keys}</p>\n</section>\n"
        ),
    );
}
