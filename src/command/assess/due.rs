//! What is due, said after signing: what has passed, and what ends first.

use crate::assessment::Assessment;
use crate::context::Context;
use crate::deadline::{Known, clocks};
use crate::render::safe;
use crate::render::terms::first_sentence;
use crate::text::Language;

/// So many deadlines that are still running are named; the memo and `register duties` have them all.
const NAMED: usize = 3;

/// Returns by when the duties of a record that has just been signed are to be done, a line each.
pub fn lines(assessment: &Assessment, practice: bool, context: &Context) -> Vec<String> {
    let (language, now) = (context.language, context.now());
    // Nobody has said anything about it yet.
    let known = Known::of(assessment, &[]);
    let all = clocks(assessment, &known);
    let ends = all.iter().filter_map(|clock| Some((clock, clock.due()?)));
    let (over, running): (Vec<_>, Vec<_>) = ends.partition(|(_, due)| due.is_over(now));
    let named = over.iter().chain(running.iter().take(NAMED));
    let mut lines = Vec::new();
    for (clock, due) in named {
        let what = safe::line(first_sentence(clock.duty.text.get(language))).into_owned();
        let (by, left) = (due.words(language), due.left(now, language));
        let lead = match (due.is_over(now), language) {
            (true, Language::Sv) => format!("tiden {left} ({by})"),
            (true, Language::En) => format!("the time {left} ({by})"),
            (false, Language::Sv) => format!("frist {by} ({left})"),
            (false, Language::En) => format!("due {by} ({left})"),
        };
        lines.push(format!("{lead}: {what}"));
    }
    let left = all.len() - over.len() - running.len().min(NAMED);
    if left == 0 {
        return lines;
    }
    let list = if practice { "`menprov register duties --practice`" } else { "`menprov register duties`" };
    lines.push(match language {
        Language::Sv => format!("fler frister ({left}) finns i underlaget och i {list}"),
        Language::En => format!("more deadlines ({left}) stand in the memo and in {list}"),
    });
    lines
}
