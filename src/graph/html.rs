//! The picture as one page that stands alone: a sheet to unfold for each ruleset, search, folding, zoom and pan.
//!
//! Nothing is fetched and nothing runs but the one script that stands in the page: the policy names its digest.

use super::svg::{STYLE, element, legend_element};
use super::{Graph, Sheet, legend};
use crate::render::markup::{Xml, policy, put};
use crate::text::Language;

const PAGE: &str = include_str!("html.css");
const SCRIPT: &str = include_str!("html.js");

/// Writes the page.
#[must_use]
pub fn write(graph: &Graph) -> String {
    let language = graph.language;
    let style = format!("{STYLE}{PAGE}");
    let mut out = String::from("<!doctype html>\n");
    let lang = language.choose("sv", "en");
    put(&mut out, format_args!("<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n"));
    let policy = policy(&style, SCRIPT);
    put(&mut out, format_args!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n"));
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    if let Some(first) = graph.sheets.first() {
        put(&mut out, format_args!("<title>{} – menprov</title>\n", Xml(&first.title)));
        put(&mut out, format_args!("<style>{style}</style>\n</head>\n<body>\n"));
        header(&mut out, first, language);
    }
    out.push_str("<main>\n");
    for (at, sheet) in graph.sheets.iter().enumerate() {
        section(&mut out, graph, sheet, at == 0);
    }
    let heading = legend::heading(language);
    put(&mut out, format_args!("<details open><summary><h2>{heading}</h2></summary>\n<div class=\"key\">\n"));
    out.push_str(&legend_element(graph));
    put(&mut out, format_args!("</div></details>\n</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"));
    out
}

fn header(out: &mut String, first: &Sheet, language: Language) {
    put(out, format_args!("<header>\n<h1>{}</h1>\n", Xml(&first.title)));
    let say = |sv, en| language.choose(sv, en);
    put(
        out,
        format_args!(
            "<form role=\"search\">\n<label for=\"query\">{}</label>\n\
             <input id=\"query\" type=\"search\" autocomplete=\"off\">\n\
             <button type=\"button\" id=\"before\">{}</button>\n<button type=\"button\" id=\"next\">{}</button>\n\
             <output id=\"count\" for=\"query\" aria-live=\"polite\" data-none=\"{}\" data-some=\"{}\"></output>\n\
             <button type=\"button\" id=\"open-all\">{}</button>\n<button type=\"button\" id=\"close-all\">{}</button>\n</form>\n",
            say("Sök fråga eller bestämmelse", "Find a question or a provision"),
            say("Föregående", "Previous"),
            say("Nästa", "Next"),
            say("Inga träffar", "No hits"),
            say("Träff {at} av {all}", "Hit {at} of {all}"),
            say("Öppna alla", "Open all"),
            say("Stäng alla", "Close all"),
        ),
    );
    put(
        out,
        format_args!(
            "<details><summary>{}</summary><p>{}</p></details>\n</header>\n",
            say("Tangenter och mus", "Keys and mouse"),
            say(
                "Tabb går till bilden. Pilarna går längs vägarna, blanksteg fäller ihop och ut det som följer, Retur öppnar en \
                 modul. + och − ändrar storleken, 0 visar allt. Med musen: dra i bilden, Ctrl och hjulet ändrar storleken, \
                 tecknet under en ruta fäller ihop, ett klick på en modul öppnar den.",
                "Tab goes to the picture. The arrows follow the ways, Space folds and unfolds what follows, Enter opens a \
                 module. + and − change the size, 0 shows everything. With the mouse: drag the picture, Ctrl and the wheel change \
                 the size, the sign below a box folds, a click on a module opens it."
            ),
        ),
    );
}

fn section(out: &mut String, graph: &Graph, sheet: &Sheet, open: bool) {
    let language = graph.language;
    let say = |sv, en| language.choose(sv, en);
    let open = if open { " open" } else { "" };
    put(out, format_args!("<details class=\"sheet\" id=\"sheet-{}\"{open}>\n", Xml(&sheet.id)));
    put(out, format_args!("<summary><h2>{}</h2></summary>\n<p>{}</p>\n", Xml(&sheet.title), Xml(&sheet.standing)));
    if let Some(about) = &sheet.about {
        put(out, format_args!("<p>{}</p>\n", Xml(about)));
    }
    out.push_str("<div class=\"tools\">\n");
    for (how, name) in [
        ("in", say("Större", "Larger")),
        ("out", say("Mindre", "Smaller")),
        ("full", say("Läsbar storlek", "Reading size")),
        ("whole", say("Visa allt", "Show all")),
    ] {
        put(out, format_args!("<button type=\"button\" data-zoom=\"{how}\">{name}</button>\n"));
    }
    out.push_str("</div>\n<div class=\"view\">\n");
    out.push_str(&element(graph, sheet));
    out.push_str("</div>\n</details>\n");
}
