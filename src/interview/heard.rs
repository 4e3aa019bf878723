//! What has been heard and is not said again: every prompt of plain lines is listened to from its beginning.

use super::respondent::{Gesture, Prompt, Wants};
use super::ways::{short_ways, ways};
use crate::text::Language;

/// What has been said, so that it need not be said again at every prompt.
#[derive(Debug, Default)]
pub(super) struct Heard {
    left: String,
    ways: Vec<&'static str>,
    names: Vec<String>,
}

impl Heard {
    /// Returns a prompt without what was said last time: how many questions are left, and the provisions to choose from.
    pub fn shorten(&mut self, asked: &Prompt, language: Language) -> Prompt {
        let mut asked = asked.clone();
        if asked.left == self.left {
            asked.left.clear();
        } else {
            self.left.clone_from(&asked.left);
        }
        if let Wants::Picks { choices, names, .. } = &mut asked.wants
            && !names.is_empty()
        {
            if *names == self.names {
                choices.clear();
                let same = same_list(names.len(), language);
                asked.remark =
                    Some(asked.remark.take().map_or_else(|| same.clone(), |remark| format!("{remark} {same}")));
            } else {
                self.names.clone_from(names);
                // Their names stand before them already, as they are typed.
                for choice in choices {
                    *choice = described(choice).to_owned();
                }
            }
        }
        asked
    }

    /// Returns what can be done at a prompt: all of it when it is another than at the last prompt, else the beginning.
    pub fn ways(&mut self, asked: &Prompt, language: Language) -> Vec<&'static str> {
        let ways = ways(asked, language);
        if ways == self.ways {
            return short_ways(language);
        }
        self.ways.clone_from(&ways);
        ways
    }

    /// Whoever asks for help is told everything once more.
    pub fn gesture(&mut self, gesture: Gesture) {
        if gesture == Gesture::Help {
            *self = Self::default();
        }
    }
}

fn same_list(count: usize, language: Language) -> String {
    match language {
        Language::Sv => format!("Samma {count} att välja bland som förra gången. ? läser upp dem."),
        Language::En => format!("The same {count} to choose from as last time. ? reads them out."),
    }
}

/// Returns what is said of a provision, without its name.
fn described(choice: &str) -> &str {
    choice.split_once(": ").map_or(choice, |(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_provisions_are_read_out_once_until_help_is_asked_for() {
        let names = vec!["26:1".to_owned()];
        let choices = vec!["26 kap. 1 § OSL: Uppgift om".to_owned()];
        let asked = Prompt {
            left: "högst 3 kvar".into(),
            ..Prompt::new("Vilka?", Wants::Picks { choices, names, many: true, least: 0 })
        };
        let mut heard = Heard::default();
        let choices = |prompt: Prompt| match prompt.wants {
            Wants::Picks { choices, .. } => (choices, prompt.left),
            _ => unreachable!("it is a pick"),
        };
        assert_eq!(
            choices(heard.shorten(&asked, Language::Sv)),
            (vec!["Uppgift om".to_owned()], "högst 3 kvar".to_owned())
        );
        let again = heard.shorten(&asked, Language::Sv);
        assert_eq!(again.remark.as_deref(), Some("Samma 1 att välja bland som förra gången. ? läser upp dem."));
        assert_eq!(choices(again), (vec![], String::new()));
        heard.gesture(Gesture::Help);
        assert_eq!(choices(heard.shorten(&asked, Language::Sv)).0.len(), 1);
    }

    #[test]
    fn the_ways_are_named_in_full_when_they_change() {
        let mut heard = Heard::default();
        let asked = Prompt { number: 1, ..Prompt::new("a", Wants::DateTime) };
        assert_eq!(heard.ways(&asked, Language::Sv).len(), 5);
        assert_eq!(heard.ways(&asked, Language::Sv), ["? hjälp", "! akut fara"]);
        assert_eq!(heard.ways(&Prompt { keeps: true, ..asked.clone() }, Language::Sv).len(), 6);
        heard.gesture(Gesture::Help);
        assert_eq!(heard.ways(&Prompt { keeps: true, ..asked }, Language::Sv).len(), 6);
    }
}
