//! What looks like the name of a person.
//!
//! Modest on purpose: a gate that takes authorities for persons is soon not listened to. A first name alone is not
//! found, nor is a name in small letters.

/// Endings of Swedish words for authorities, places and laws.
const NO_PERSONS: &[&str] = &[
    "avdelningen",
    "balken",
    "byrån",
    "centralen",
    "centrum",
    "domstolen",
    "enheten",
    "förbundet",
    "föreningen",
    "förvaltningen",
    "gatan",
    "hemmet",
    "huset",
    "inspektionen",
    "kassan",
    "kliniken",
    "kommun",
    "kommunen",
    "lagen",
    "län",
    "länet",
    "mottagningen",
    "myndigheten",
    "nämnd",
    "nämnden",
    "ombudsmannen",
    "polisen",
    "regionen",
    "rådet",
    "rätten",
    "sjukhus",
    "sjukhuset",
    "skola",
    "skolan",
    "styrelsen",
    "teamet",
    "tjänst",
    "tjänsten",
    "torget",
    "verket",
    "vård",
    "vården",
    "vägen",
];

/// Words with a large first letter that are part of no person's name, in lower case.
const OTHERS: &[&str] = &[
    "act",
    "administrative",
    "archives",
    "coast",
    "agency",
    "allmänna",
    "appeal",
    "authority",
    "board",
    "care",
    "centre",
    "child",
    "children",
    "code",
    "committee",
    "council",
    "county",
    "court",
    "data",
    "department",
    "dnr",
    "eu",
    "europeiska",
    "family",
    "fmb",
    "gdpr",
    "government",
    "group",
    "gsl",
    "guard",
    "health",
    "hfd",
    "high",
    "hov",
    "hslf",
    "hospital",
    "hvb",
    "hälsa",
    "högsta",
    "individ",
    "inspectorate",
    "insurance",
    "ivo",
    "jk",
    "jo",
    "justitieombudsmannen",
    "justitiekanslern",
    "kap",
    "kammarrätten",
    "kungliga",
    "law",
    "lilla",
    "lss",
    "lvm",
    "lvu",
    "ministry",
    "municipal",
    "municipality",
    "mål",
    "myndigheten",
    "norra",
    "nya",
    "office",
    "ombudsman",
    "ordinance",
    "osl",
    "parliamentary",
    "penal",
    "police",
    "privacy",
    "prop",
    "protection",
    "public",
    "region",
    "regulation",
    "riksdagens",
    "rå",
    "school",
    "secrecy",
    "security",
    "service",
    "services",
    "sfs",
    "skr",
    "social",
    "socialt",
    "sol",
    "stad",
    "stads",
    "state",
    "statens",
    "stora",
    "supreme",
    "svenska",
    "sverige",
    "sveriges",
    "sweden",
    "swedish",
    "södra",
    "tax",
    "tf",
    "unit",
    "välfärd",
    "västra",
    "welfare",
    "östra",
    "övre",
    // Days, months and courtesies, which English writes large.
    "april",
    "august",
    "december",
    "february",
    "friday",
    "january",
    "july",
    "june",
    "march",
    "monday",
    "november",
    "october",
    "saturday",
    "september",
    "sunday",
    "thursday",
    "tuesday",
    "wednesday",
];

/// Endings of surnames that are common in Sweden.
const SURNAMES: &[&str] = &[
    "berg", "berger", "blad", "blom", "borg", "dahl", "dotter", "ell", "feldt", "fors", "gren", "holm", "hult", "ić",
    "kvist", "lind", "ling", "lund", "löf", "löv", "mark", "nen", "oğlu", "qvist", "rot", "sen", "skog", "sky", "skär",
    "son", "stedt", "strand", "strom", "ström", "sjö", "sén", "tén", "vall", "wall", "zadeh", "én",
];

/// A word of a text, and what stands before it.
struct Word<'t> {
    /// The word with its point where it is an initial.
    text: &'t str,
    /// Whether it begins a sentence.
    first: bool,
    /// Whether nothing but a blank stands between it and the word before.
    joined: bool,
}

/// Returns the first given name and surname, or initial and surname, that a text seems to hold.
pub(super) fn name(text: &str) -> Option<String> {
    let words = words(text);
    words.windows(2).zip(2..).find_map(|(pair, next)| {
        let [given, sur] = pair else { return None };
        // English names its acts and authorities by several words, and says last what they are.
        let more = words[next..].iter().take_while(|word| word.joined && word.text.starts_with(char::is_uppercase));
        if more.clone().any(|word| !is_proper(word.text)) {
            return None;
        }
        let looks = sur.joined
            && is_proper(sur.text)
            && match given.text.strip_suffix('.') {
                Some(_) => has_ending(sur.text, SURNAMES),
                // A large letter at the head of a sentence says nothing, so the surname has to look like one.
                None => is_proper(given.text) && (!given.first || has_ending(sur.text, SURNAMES)),
            };
        looks.then(|| format!("{} {}", given.text, sur.text))
    })
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut first = true;
    let mut ended = 0;
    let is_letter = |char: char| char.is_alphabetic() || matches!(char, '-' | '’' | '\'');
    let mut rest = 0;
    while let Some(from) = text[rest..].find(|char: char| char.is_alphanumeric()).map(|at| rest + at) {
        let len = text[from..].find(|char| !is_letter(char)).unwrap_or(text.len() - from);
        let len = if len == 0 {
            // A number is a word that is no name.
            text[from..].find(|char: char| !char.is_alphanumeric()).unwrap_or(text.len() - from)
        } else {
            len
        };
        let mut end = from + len;
        let between = &text[ended..from];
        first = first || between.contains(['.', '!', '?', ':', ';', '\n', '”', '"', '“', '•']);
        let initial = text[from..end].chars().count() == 1 && text[end..].starts_with('.');
        if initial && text[from..].starts_with(char::is_uppercase) {
            end += 1;
        }
        let joined = !between.is_empty() && between.chars().all(|char| char == ' ' || char == '\u{a0}');
        words.push(Word { text: &text[from..end], first, joined });
        first = false;
        ended = end;
        rest = end;
    }
    words
}

/// Returns whether a word is written as a name is, and is no authority's, place's or law's that is known.
fn is_proper(word: &str) -> bool {
    let mut letters = word.chars();
    let large = letters.next().is_some_and(char::is_uppercase);
    if !large || !letters.any(char::is_lowercase) {
        return false;
    }
    let lower = word.to_lowercase();
    let base = lower.trim_end_matches(['s', '’', '\'']);
    !has_ending(base, NO_PERSONS) && !OTHERS.contains(&&*lower) && !OTHERS.contains(&base)
}

fn has_ending(word: &str, endings: &[&str]) -> bool {
    let lower = word.to_lowercase();
    endings.iter().any(|ending| lower.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_name_with_a_surname_is_found() {
        for (text, found) in [
            ("Grannen Anna Svensson vet det redan.", "Anna Svensson"),
            ("Anna Svensson vet det redan.", "Anna Svensson"),
            ("Det är modern, Anna-Karin Öberg, som frågar.", "Anna-Karin Öberg"),
            ("Uppgiften gäller A. Svensson i klassen.", "A. Svensson"),
            ("Den lämnas till Erik Ek.", "Erik Ek"),
            ("Pojken heter Mohammed Al-Hassan.", "Mohammed Al-Hassan"),
        ] {
            assert_eq!(name(text).as_deref(), Some(found), "{text}");
        }
    }

    #[test]
    fn roles_authorities_places_and_laws_are_no_names() {
        for text in [
            "Modern bor i Luleå.",
            "Försäkringskassan Luleå har uppgiften.",
            "Uppgiften finns hos Socialnämnden i Luleå.",
            "Den begärs av Region Norrbotten och Luleå kommun.",
            "Kammarrätten i Sundsvall och Högsta förvaltningsdomstolen prövar det.",
            "Enligt Offentlighets- och sekretesslagen. Barnet är litet.",
            "Se bilaga A. Barnet har berättat det.",
            "Hos IVO. Modern vet.",
            "Morfadern Luleå känner till det.",
            "The Swedish Police Authority has it already.",
            "Asked of the Coast Guard and the Security Service.",
            "Asked on Monday. Social Services know.",
            "Den första: Modern. Den andra: Fadern.",
            "SFS 2009:400, HFD 2014 not. 44, JO 2014/15 s. 104.",
            "",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
    }

    /// The texts of the rules and of the decided cases speak of authorities, laws and roles, and of no person.
    #[test]
    fn no_name_and_no_number_is_seen_in_the_rules_or_the_cases() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut seen = 0;
        for folder in ["rulesets", "rulesets/registers", "rulesets/cases", "tests/decided_cases", "examples"] {
            for entry in std::fs::read_dir(root.join(folder)).expect("the folder is there").flatten() {
                if entry.path().extension().is_none_or(|end| end != "yaml") {
                    continue;
                }
                let text = std::fs::read_to_string(entry.path()).expect("UTF-8");
                for line in text.lines() {
                    // What stands before the colon of YAML is a key.
                    let line = line.split_once(": ").map_or(line, |(_, value)| value);
                    assert_eq!(name(line), None, "{}: {line}", entry.path().display());
                    assert!(!crate::reasons::holds_personal_number(line), "{}: {line}", entry.path().display());
                    seen += 1;
                }
            }
        }
        assert!(seen > 10_000, "{seen}");
    }
}
