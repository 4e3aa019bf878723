//! Acute danger: whom to call, which every front answers by itself at any prompt.
//!
//! Whoever asks whom to call must get it at every prompt there is, those of commands to come as well. Were it a gesture
//! that the caller of a front answers, each loop that puts a prompt could forget it; so no caller ever sees it. For the same
//! reason the words stand here and not in the rules: they must be there before a rulebook is loaded, and where none can be.

use super::respondent::{Notice, NoticeKind};
use crate::text::Language;

/// The sign for acute danger, typed alone.
pub(super) const DANGER: char = '!';

/// Whether a line is the sign for acute danger and nothing else.
pub(super) fn is_danger(typed: &str) -> bool {
    typed.chars().eq([DANGER])
}

/// Returns whom to call. The question that stood there is put again after it.
///
/// The duty to report at once is that of 19 kap. 1 § socialtjänstlagen (2025:400); who else may report is in 4 §, and in the help of
/// the question itself.
pub(super) fn danger(language: Language) -> Notice {
    let title = language.choose("Akut fara", "Acute danger");
    let lines: &[&str] = match language {
        Language::Sv => &[
            "Fara för liv eller hälsa just nu: ring 112.",
            "Ett barn som far illa: ring socialtjänsten. Kvällar, nätter och helger: socialjouren.",
            "Polisen när det inte är akut: 114 14.",
            "Den som har anmälningsplikt ska anmäla genast till socialnämnden; misstanke räcker (19 kap. 1 § SoL).",
            "Handla först. Frågan står kvar när du kommer tillbaka.",
        ],
        Language::En => &[
            "Danger to life or health right now: call 112.",
            "A child who is being harmed: call the social services. Evenings, nights and weekends: the social emergency service (socialjouren).",
            "The police when it is not urgent: 114 14.",
            "Whoever has the duty to report must report at once to the social welfare board; suspicion is enough (Ch. 19 s. 1 SoL).",
            "Act first. The question is still here when you come back.",
        ],
    };
    Notice {
        kind: NoticeKind::Halted,
        title: title.to_owned(),
        lines: lines.iter().map(|&line| line.to_owned()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::builtin;
    use crate::ruleset::model::Test;

    #[test]
    fn the_duty_it_cites_is_in_the_register_and_has_not_ended() {
        let book = builtin();
        let cited = book.provisions.iter().find(|provision| &*provision.id == "sol-19-1").expect("it is there");
        let newest = cited.versions.last().expect("it has a wording");
        assert_eq!((newest.valid.to, newest.test), (None, Test::Duty));
        assert!(cited.designation.sv.starts_with("19 kap. 1 § "), "{}", cited.designation.sv);
        for (language, section) in [(Language::Sv, "(19 kap. 1 § SoL)"), (Language::En, "(Ch. 19 s. 1 SoL)")] {
            assert!(danger(language).lines.iter().any(|line| line.contains(section)), "{language:?}");
        }
    }
}
