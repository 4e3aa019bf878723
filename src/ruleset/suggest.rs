//! "Did you mean": the nearest of the words that would have been right.

/// Returns the candidate that `written` is most likely a slip for, if any is near enough.
///
/// Swedish letters in place of their ASCII ones come first, since keys and ids are ASCII and Swedish words are not;
/// then upper case, `_` or a blank for `-`; then slips of the finger.
#[must_use]
pub fn closest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = plain(written);
    let most = (plain.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != written)
        .map(|candidate| (strsim::osa_distance(&plain, candidate), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Returns `written` as an id would have it: ASCII, lower case, hyphens.
#[must_use]
pub fn plain(written: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    written
        .trim()
        .nfc()
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'å' | 'ä' | 'à' | 'á' => 'a',
            'ö' | 'ø' => 'o',
            'é' | 'è' => 'e',
            'ü' => 'u',
            ' ' | '\u{a0}' | '_' | '\u{2011}' | '–' => '-',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{closest, plain};

    #[test]
    fn swedish_letters_win_over_slips() {
        assert_eq!(closest("lämnas", ["samnas", "lamnas"]), Some("lamnas"));
        assert_eq!(closest("sökanden", ["sokanden"]), Some("sokanden"));
    }

    #[test]
    fn a_slip_is_found_and_a_stranger_is_not() {
        assert_eq!(closest("provsions", ["provisions", "duties"]), Some("provisions"));
        assert_eq!(closest("banan", ["provisions", "duties"]), None);
        assert_eq!(closest("fresh_for", ["fresh-for"]), Some("fresh-for"));
    }

    #[test]
    fn an_id_is_made_plain() {
        assert_eq!(plain("Får Lämnas"), "far-lamnas");
        assert_eq!(plain("a\u{30a}"), "a");
    }
}
