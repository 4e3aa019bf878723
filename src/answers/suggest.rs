//! The nearest of some words, for "did you mean".

/// Returns the candidate nearest to a mistyped word, if any is near.
///
/// Swedish letters and underscores are folded first: `förvaring` and `forvaring`, `vet_ej` and `vet-ej` are the same
/// slip of the pen.
#[must_use]
pub fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<Box<str>> {
    let typed = folded(word);
    candidates
        .map(|candidate| (strsim::osa_distance(&typed, &folded(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count() / 5)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate.into())
}

fn folded(word: &str) -> String {
    word.chars()
        .take(100)
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            'é' => 'e',
            '_' | ' ' => '-',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_understood_and_strangers_are_not() {
        let words = ["mottagen", "personer", "vet-ej"];
        assert_eq!(nearest("vet_ej", words.into_iter()).as_deref(), Some("vet-ej"));
        assert_eq!(nearest("mötagen", words.into_iter()).as_deref(), Some("mottagen"));
        assert_eq!(nearest("kanal", words.into_iter()), None);
    }
}
