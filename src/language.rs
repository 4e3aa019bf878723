//! Which language the program speaks: the flag, then `MENPROV_LANG`, then the locale, otherwise Swedish.

use crate::text::Language;

/// Decides the language from the surroundings; `lookup` gives the value of an environment variable.
///
/// The first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and not empty is the locale, as POSIX has it.
pub fn decide(flag: Option<Language>, lookup: impl Fn(&str) -> Option<String>) -> Language {
    let set = |name: &str| lookup(name).filter(|value| !value.is_empty());
    flag.or_else(|| set("MENPROV_LANG").as_deref().and_then(of_locale))
        .or_else(|| ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).as_deref().and_then(of_locale))
        .unwrap_or_default()
}

/// Says whether `MENPROV_LANG` names a language.
pub fn by_variable(lookup: impl Fn(&str) -> Option<String>) -> bool {
    lookup("MENPROV_LANG").as_deref().and_then(of_locale).is_some()
}

/// Finds the language that the arguments ask for, before they are parsed: the help itself is in that language.
pub fn asked_for<'a>(args: impl IntoIterator<Item = &'a str>) -> Option<Language> {
    let mut args = args.into_iter().take_while(|arg| *arg != "--");
    while let Some(arg) = args.next() {
        let value = if arg == "--lang" { args.next() } else { arg.strip_prefix("--lang=") };
        if let Some(language) = value.and_then(of_locale) {
            return Some(language);
        }
    }
    None
}

fn of_locale(locale: &str) -> Option<Language> {
    let language = locale.split(['_', '.', '@', '-']).next().unwrap_or_default();
    match language {
        "sv" => Some(Language::Sv),
        "en" => Some(Language::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(vars: &[(&str, &str)]) -> Language {
        decide(None, |name| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_flag_wins_then_the_variable_then_the_locale() {
        let all = |_: &str| Some("sv_SE.UTF-8".to_owned());
        assert_eq!(decide(Some(Language::En), all), Language::En);
        assert_eq!(with(&[("MENPROV_LANG", "en"), ("LC_ALL", "sv_SE.UTF-8")]), Language::En);
        assert_eq!(with(&[("LC_ALL", ""), ("LC_MESSAGES", "en_GB.UTF-8"), ("LANG", "sv_SE")]), Language::En);
        assert_eq!(with(&[("LC_ALL", "sv_SE.UTF-8"), ("LANG", "en_US.UTF-8")]), Language::Sv);
    }

    #[test]
    fn anything_else_is_swedish() {
        assert_eq!(with(&[]), Language::Sv);
        assert_eq!(with(&[("LANG", "C.UTF-8")]), Language::Sv);
        assert_eq!(with(&[("LC_ALL", "de_DE.UTF-8"), ("LANG", "en_US.UTF-8")]), Language::Sv);
    }

    #[test]
    fn finds_the_flag_before_parsing() {
        assert_eq!(asked_for(["rules", "--lang", "en"]), Some(Language::En));
        assert_eq!(asked_for(["--lang=sv", "rules"]), Some(Language::Sv));
        assert_eq!(asked_for(["rules", "--", "--lang=en"]), None);
        assert_eq!(asked_for(["--lang"]), None);
    }
}
