//! Whether the two languages say the same, as far as numbers and names can tell.

use super::Findings;
use super::durations::{self, durations};
use super::kind::Advice;
use super::references::{apart, are_places, numbers, placeholders, references};
use super::texts::{Purpose, Sited, Texts};
use crate::text::Language;

/// So many words are hardly the same in two languages.
const LEAST_WORDS: usize = 3;

/// Holds every text against its translation.
pub(super) fn advise(texts: &Texts<'_>, found: &mut Findings) {
    for sited in &texts.list {
        for advice in compare(sited) {
            found.push(sited.file, sited.place, advice);
        }
    }
}

fn compare(sited: &Sited<'_>) -> Vec<Advice> {
    let (sv, en) = (&*sited.text.sv, &*sited.text.en);
    if sv == en {
        let translated = sited.purpose == Purpose::Name || sv.split_whitespace().count() < LEAST_WORDS;
        return if translated { Vec::new() } else { vec![Advice::NotTranslated] };
    }
    let mut advice = Vec::new();
    let [sv_only, en_only] = apart(placeholders(sv), placeholders(en));
    if !(sv_only.is_empty() && en_only.is_empty()) {
        advice.push(Advice::PlaceholdersDiffer { sv: sv_only, en: en_only });
    }
    let [sv_only, en_only] = apart(numbers(sv, Language::Sv), numbers(en, Language::En));
    if !(sv_only.is_empty() && en_only.is_empty()) {
        let places = are_places(sv, &sv_only, Language::Sv) && are_places(en, &en_only, Language::En);
        advice.push(if places {
            Advice::ReferencesDiffer { sv: sv_only, en: en_only }
        } else {
            Advice::NumbersDiffer { sv: sv_only, en: en_only }
        });
        return advice;
    }
    if let Some([sv, en]) = durations::apart(&durations(sv, Language::Sv), &durations(en, Language::En)) {
        advice.push(Advice::NumbersDiffer { sv, en });
    }
    // A reference that differs by its number has been told already.
    let [sv_only, mut en_only] = apart(references(sv, Language::Sv), references(en, Language::En));
    // In `under Sec. 15 a child may` it is the article.
    en_only.retain(|reference| reference.contains(':') || !reference.ends_with(" a"));
    if !(sv_only.is_empty() && en_only.is_empty()) {
        advice.push(Advice::ReferencesDiffer { sv: sv_only, en: en_only });
    }
    advice
}
