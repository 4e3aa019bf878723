//! The rules with the room's ways on them: the rulesets at whose questions somebody left the key.

use crate::graph::{Depth, Graph, draw, svg};
use crate::render::markup::{Xml, put};
use crate::text::Language;
use crate::training::check::Solution;
use crate::training::debrief::OfScenario;

/// How many rulesets are drawn for a scenario.
const MOST: usize = 3;

/// Writes a picture for each ruleset where the room parted; `number` is that of the scenario.
pub fn write(out: &mut String, number: usize, of: &OfScenario<'_>, key: &Solution<'_>, language: Language) {
    if of.parted_in.is_empty() {
        return;
    }
    let say = |sv, en| language.choose(sv, en);
    put(out, format_args!("<h2>{}</h2>\n", say("Vägarna genom reglerna", "The ways through the rules")));
    let legend = say(
        "Hel linje och ●: facits väg. Streckad linje: andra vägar. Ju tjockare, desto fler gick där.",
        "Solid line and ●: the key's way. Dashed line: other ways. The thicker, the more went there.",
    );
    put(out, format_args!("<p class=\"soft\">{legend}</p>\n"));
    for (at, &ruleset) in of.parted_in.iter().take(MOST).enumerate() {
        let whole = draw(&key.run.edition, ruleset, Depth::Levels(0), &of.ways, language);
        for sheet in whole.sheets {
            let mut sheet = sheet.passed();
            // The same ruleset can be drawn for several scenarios.
            sheet.id = format!("s{number}-{}", sheet.id);
            let open = if at == 0 { " open" } else { "" };
            put(out, format_args!("<details class=\"sheet\"{open}>\n<summary>{}</summary>\n", Xml(&sheet.title)));
            out.push_str("<p class=\"tools\">\n");
            for (how, name) in [("in", say("Större", "Larger")), ("out", say("Mindre", "Smaller"))] {
                put(out, format_args!("<button type=\"button\" data-zoom=\"{how}\">{name}</button>\n"));
            }
            let label = say("Bild av reglerna", "Picture of the rules");
            put(out, format_args!("</p>\n<div class=\"view\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\">\n"));
            let graph = Graph { language, marked: true, sheets: vec![sheet] };
            for sheet in &graph.sheets {
                out.push_str(&svg::element(&graph, sheet));
            }
            out.push_str("</div>\n</details>\n");
        }
    }
}
