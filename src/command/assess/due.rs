//! What is due: said after signing, and when an assessment is left before it is done.

use chrono::{DateTime, Utc};

use crate::assessment::{Assessment, moments};
use crate::context::Context;
use crate::date::When;
use crate::deadline::{Due, Known, clocks};
use crate::engine::{AnswerSet, Edition, walk};
use crate::render::safe;
use crate::render::terms::first_sentence;
use crate::ruleset::model::RulesetIx;
use crate::text::Language;

/// So many deadlines that are still running are named; the memo and `register duties` have them all.
const NAMED: usize = 3;
/// Whoever leaves has no memo yet, and is told in a line or two.
const NAMED_ON_LEAVING: usize = 2;

/// Returns by when the duties of a record that has just been signed are to be done, a line each.
pub fn lines(assessment: &Assessment, practice: bool, context: &Context) -> Vec<String> {
    let (language, now) = (context.language, context.now());
    // Nobody has said anything about it yet.
    let known = Known::of(assessment, &[]);
    let all = clocks(assessment, &known);
    let ends = all.iter().filter_map(|clock| Some((clock, clock.due()?)));
    let (over, running): (Vec<_>, Vec<_>) = ends.partition(|(_, due)| due.is_over(now));
    let named = over.iter().chain(running.iter().take(NAMED));
    let mut lines: Vec<String> =
        named.map(|(clock, due)| line(clock.duty.text.get(language), *due, now, language)).collect();
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

/// Returns which deadlines run although the assessment is left as it stands, and which have passed; the first to end
/// first.
///
/// The duties are those of the way so far: what the answers have not led to is not told.
pub fn on_leaving(
    edition: &Edition<'_>,
    procedure: RulesetIx,
    answers: &AnswerSet,
    received: Option<When>,
    context: &Context,
) -> Vec<String> {
    let (language, now) = (context.language, context.now());
    let report = walk(edition, procedure, answers);
    let moments = moments(edition, &report, answers, received);
    let mut ends: Vec<(&str, Due)> = Vec::new();
    for (at, _) in &report.duties {
        let duty = &edition.book.duties[at.at()];
        let from = duty.deadline.as_ref().and_then(|deadline| Some((deadline.within, *moments.get(&deadline.from)?)));
        let end = from.and_then(|(within, from)| Due::of(within, from)).map(|due| (duty.text.get(language), due));
        ends.extend(end.filter(|end| !ends.contains(end)));
    }
    ends.sort_by_key(|(_, due)| due.end());
    let more = match (ends.len().saturating_sub(NAMED_ON_LEAVING), language) {
        (0, _) => None,
        (left, Language::Sv) => Some(format!("och {left} till")),
        (left, Language::En) => Some(format!("and {left} more")),
    };
    let named = ends.iter().take(NAMED_ON_LEAVING).map(|(what, due)| line(what, *due, now, language));
    named.chain(more).collect()
}

/// Returns a deadline with its end.
fn line(text: &str, due: Due, now: DateTime<Utc>, language: Language) -> String {
    let what = safe::line(first_sentence(text)).into_owned();
    let (by, left) = (due.words(language), due.left(now, language));
    let lead = match (due.is_over(now), language) {
        (true, Language::Sv) => format!("tiden {left} ({by})"),
        (true, Language::En) => format!("the time {left} ({by})"),
        (false, Language::Sv) => format!("frist {by} ({left})"),
        (false, Language::En) => format!("due {by} ({left})"),
    };
    format!("{lead}: {what}")
}
