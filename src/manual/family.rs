//! What the letters of the codes stand for.

use crate::text::Language;

/// Codes that begin alike and are found by the same stage.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Family {
    /// What its codes begin with.
    pub prefix: &'static str,
    sv: &'static str,
    en: &'static str,
}

/// Every family, in the order in which the stages run.
pub static FAMILIES: [Family; 16] = [
    Family::new("S", "Filen kan inte läsas", "The file cannot be read"),
    Family::new("W", "Spår av ordbehandlare", "Traces of word processors"),
    Family::new("Y", "Filen är inte riktig YAML", "The file is not proper YAML"),
    Family::new("P", "Filen har inte en regelfils form", "The file does not have the shape of a rule file"),
    Family::new("R", "Det som nämns finns inte eller passar inte", "What is named is not there or does not fit"),
    Family::new("G", "Vägarna genom frågorna", "The ways through the questions"),
    Family::new("L", "Lagrum och tvivel", "Provisions and doubt"),
    Family::new("T", "Versioner och tid", "Versions and time"),
    Family::new("I", "Det som alltid ska gälla", "What must always hold"),
    Family::new("R1", "Råd om filerna", "Advice on the files"),
    Family::new("L1", "Råd om lagrum", "Advice on provisions"),
    Family::new("T1", "Råd om tid", "Advice on time"),
    Family::new("N", "Råd om ordalydelsen", "Advice on wording"),
    Family::new("U", "Råd om det som inte används", "Advice on what is not used"),
    Family::new("C", "Inställningsfilen", "The configuration"),
    Family::new("C1", "Varningar om inställningsfilen", "Warnings on the configuration"),
];

impl Family {
    const fn new(prefix: &'static str, sv: &'static str, en: &'static str) -> Self {
        Self { prefix, sv, en }
    }

    /// Returns the family of a code: of those that it begins with, the one that says most of it.
    #[must_use]
    pub fn of(code: &str) -> Option<&'static Self> {
        FAMILIES.iter().filter(|family| code.starts_with(family.prefix)).max_by_key(|family| family.prefix.len())
    }

    /// Returns what its codes have in common.
    #[must_use]
    pub const fn title(&self, language: Language) -> &'static str {
        language.choose(self.sv, self.en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_is_not_of_the_family_of_faults() {
        let prefix = |code| Family::of(code).map(|family| family.prefix);
        assert_eq!(prefix("T001"), Some("T"));
        assert_eq!(prefix("T101"), Some("T1"));
        assert_eq!(prefix("Q001"), None);
    }
}
