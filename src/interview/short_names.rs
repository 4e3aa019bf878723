//! Names cut to their first words, where they are still told apart.

use std::collections::BTreeSet;

use crate::render::paragraph::{columns, keep_together, loosen};

/// Returns each name in at most `most` columns: its first words, or its first and its last where only that tells it from
/// the others; all of them whole where neither does.
pub(super) fn short_names(names: &[String], most: usize) -> Vec<String> {
    let different = |names: &[String]| names.iter().collect::<BTreeSet<_>>().len();
    [first_words, first_and_last]
        .into_iter()
        .map(|short| names.iter().map(|name| short(name, most)).collect::<Vec<_>>())
        .find(|short| different(short) == different(names))
        .unwrap_or_else(|| names.to_vec())
}

fn first_words(name: &str, most: usize) -> String {
    if columns(name) <= most {
        return name.to_owned();
    }
    let mut short = String::new();
    for word in keep_together(name).split(' ') {
        let more = if short.is_empty() { word.to_owned() } else { format!("{short} {word}") };
        if !short.is_empty() && columns(&more) + 1 > most {
            break;
        }
        short = more;
    }
    loosen(&format!("{}…", short.trim_end_matches([',', ';', ':', '.', '–', '-', ' '])))
}

fn first_and_last(name: &str, most: usize) -> String {
    match (name.split_once(' '), name.rsplit_once(' ')) {
        (Some((first, _)), Some((_, last))) if columns(name) > most => format!("{first} … {last}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_short<const N: usize>(names: [&str; N], short: [&str; N]) {
        assert_eq!(short_names(&names.map(str::to_owned), 22), short);
    }

    #[test]
    fn the_first_words_where_they_tell_the_names_apart() {
        assert_short(
            ["Orosanmälan från skolan 2024-03-12", "Utredning enligt 11 kap. 1 § SoL", "akten", "akten"],
            ["Orosanmälan från…", "Utredning enligt…", "akten", "akten"],
        );
    }

    #[test]
    fn otherwise_the_last_word_and_otherwise_all() {
        assert_short(
            ["Orosanmälan från skolan 2024-03-12", "Orosanmälan från skolan 2024-05-02"],
            ["Orosanmälan … 2024-03-12", "Orosanmälan … 2024-05-02"],
        );
        let alike = ["Orosanmälan från skolan den 2 maj", "Orosanmälan från grannen den 2 maj"];
        assert_short(alike, alike);
    }
}
