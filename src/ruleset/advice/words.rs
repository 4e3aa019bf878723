//! The words of every piece of advice, in Swedish and English.

use super::kind::{Advice, Registered};
use crate::ruleset::fault::{FaultWords, Level, listed};
use crate::text::Language;

impl FaultWords for Advice {
    fn level(&self) -> Level {
        self.weight()
    }

    fn code(&self) -> &'static str {
        self.stable_code()
    }

    fn message(&self, language: Language) -> String {
        match language {
            Language::Sv => self.swedish(),
            Language::En => self.english(),
        }
    }

    fn hint(&self, language: Language) -> Option<String> {
        Some(self.what_to_do(language))
    }
}

impl Registered {
    /// Returns the noun: in the definite in Swedish, bare in English.
    pub(super) const fn noun(self, language: Language) -> &'static str {
        let (sv, en) = match self {
            Self::Provision => ("lagrummet", "provision"),
            Self::Duty => ("skyldigheten", "duty"),
            Self::Question => ("frågan", "question"),
            Self::Table => ("tabellen", "table"),
            Self::Module => ("modulen", "module"),
            Self::Argument => ("argumentet", "argument"),
        };
        language.choose(sv, en)
    }

    /// Returns what never happens to it.
    const fn never(self, language: Language) -> &'static str {
        let (sv, en) = match self {
            Self::Provision => ("tillämpas aldrig", "is never applied"),
            Self::Duty => ("uppkommer aldrig", "never arises"),
            Self::Question => ("ställs aldrig", "is never put"),
            Self::Table => ("används aldrig", "is never looked at"),
            Self::Module => ("anropas aldrig", "is never called"),
            Self::Argument => ("används inte i modulen", "is not used in the module"),
        };
        language.choose(sv, en)
    }
}

/// Joins what each language alone has, as in: only in Swedish 14, only in English 2.
fn apart(sv: &[Box<str>], en: &[Box<str>], language: Language) -> String {
    let names =
        [language.choose("bara på svenska", "only in Swedish"), language.choose("bara på engelska", "only in English")];
    let parts = [sv, en].into_iter().zip(names).filter(|(list, _)| !list.is_empty());
    let parts: Vec<String> =
        parts.map(|(list, name)| format!("{name} {}", listed(list.iter().map(|word| &**word)))).collect();
    parts.join(", ")
}

impl Advice {
    fn swedish(&self) -> String {
        let sv = Language::Sv;
        match self {
            Self::RegisterElsewhere => "registret ligger inte i mappen `registers/`".to_owned(),
            Self::InvariantIdle { invariant } => {
                format!("det som invarianten `{invariant}` ser på händer inte på någon väg, så den skyddar inget")
            }
            Self::ProbesUnsaid => "frågan rör vem som begär eller varför, men `probes` står inte där".to_owned(),
            Self::Expired { name, last } => {
                format!("regelsamlingen `{name}` slutade gälla {last}, och ingen version efter den finns")
            }
            Self::NotYet { name, first } => format!("regelsamlingen `{name}` börjar gälla först {first}"),
            Self::ReviewDue { name, due } => {
                format!("regelsamlingen `{name}` skulle ha granskats på nytt senast {due}")
            }
            Self::AppliedOutOfForce { provision, day } => {
                format!("lagrummet `{provision}` tillämpas här också {day}, då det inte gäller")
            }
            Self::CheckedLongAgo { provision, checked } => {
                format!("lagrummet `{provision}` lästes mot lagtexten senast {checked}")
            }
            Self::DaysLost { name, day } => {
                format!("`{name}` ersätter hela den inbyggda och gäller inte {day}, då den inbyggda gör det")
            }
            Self::TestChanged { name, was, is, day } => {
                format!("`{name}` får testet `{is}` också för tid då den inbyggda har `{was}`, från {day}")
            }
            Self::NotTranslated => "texten är densamma på svenska och engelska".to_owned(),
            Self::NumbersDiffer { sv: own, en } => format!("talen skiljer sig mellan språken: {}", apart(own, en, sv)),
            Self::ReferencesDiffer { sv: own, en } => {
                format!("kapitel och paragrafer skiljer sig mellan språken: {}", apart(own, en, sv))
            }
            Self::PlaceholdersDiffer { sv: own, en } => {
                format!("platshållarna skiljer sig mellan språken: {}", apart(own, en, sv))
            }
            Self::LongSentence { words, most, language } => {
                let name = if *language == "sv" { "svenska" } else { "engelska" };
                format!("frågan har på {name} en mening med {words} ord, fler än {most}")
            }
            Self::ManySentences { sentences, most } => format!("frågan har {sentences} meningar, fler än {most}"),
            Self::DoubleNegation { words: [one, other] } => format!("dubbel negation i frågan: `{one}` och `{other}`"),
            Self::AndOr { written } => format!("`{written}` i en fråga går att läsa på två sätt"),
            Self::DeadlineDiffers { said, written } => {
                format!("skyldighetens text säger `{said}`, men fristen är `{written}`")
            }
            Self::TwoQuestions => "två frågor besvaras med ett enda svar".to_owned(),
            Self::Pointless { name } => {
                format!("alla svar i steget `{name}` leder till samma ställe, och inget senare ser på svaret")
            }
            Self::Unused { thing, name } => format!("{} `{name}` {}", thing.noun(sv), thing.never(sv)),
            Self::EffectNeverGiven { of, effect } => format!("slingan `{of}` ger aldrig effekten `{effect}`"),
        }
    }

    fn english(&self) -> String {
        let english = Language::En;
        match self {
            Self::RegisterElsewhere => "the register does not lie in the folder `registers/`".to_owned(),
            Self::InvariantIdle { invariant } => {
                format!("what the invariant `{invariant}` looks at happens on no way, so that it protects nothing")
            }
            Self::ProbesUnsaid => "the question is of who requests or why, and `probes` is not there".to_owned(),
            Self::Expired { name, last } => {
                format!("the ruleset `{name}` went out of force on {last}, and no version follows it")
            }
            Self::NotYet { name, first } => format!("the ruleset `{name}` comes into force only on {first}"),
            Self::ReviewDue { name, due } => format!("the ruleset `{name}` was to be reviewed again by {due}"),
            Self::AppliedOutOfForce { provision, day } => {
                format!("the provision `{provision}` is applied here on {day} too, when it is not in force")
            }
            Self::CheckedLongAgo { provision, checked } => {
                format!("the provision `{provision}` was last read against the statute on {checked}")
            }
            Self::DaysLost { name, day } => {
                format!(
                    "`{name}` replaces the whole of the one built in and is not in force on {day}, when that one is"
                )
            }
            Self::TestChanged { name, was, is, day } => {
                format!("`{name}` has the test `{is}` on days too when the one built in has `{was}`, from {day}")
            }
            Self::NotTranslated => "the text is the same in Swedish and English".to_owned(),
            Self::NumbersDiffer { sv, en } => {
                format!("the numbers differ between the languages: {}", apart(sv, en, english))
            }
            Self::ReferencesDiffer { sv, en } => {
                format!("chapters and sections differ between the languages: {}", apart(sv, en, english))
            }
            Self::PlaceholdersDiffer { sv, en } => {
                format!("the placeholders differ between the languages: {}", apart(sv, en, english))
            }
            Self::LongSentence { words, most, language } => {
                let name = if *language == "sv" { "Swedish" } else { "English" };
                format!("the question has a sentence of {words} words in {name}, more than {most}")
            }
            Self::ManySentences { sentences, most } => {
                format!("the question has {sentences} sentences, more than {most}")
            }
            Self::DoubleNegation { words: [one, other] } => {
                format!("double negation in the question: `{one}` and `{other}`")
            }
            Self::AndOr { written } => format!("`{written}` in a question can be read in two ways"),
            Self::DeadlineDiffers { said, written } => {
                format!("the text of the duty says `{said}`, and its deadline is `{written}`")
            }
            Self::TwoQuestions => "two questions take a single answer".to_owned(),
            Self::Pointless { name } => format!(
                "all answers of the step `{name}` lead to the same place, and nothing later looks at the answer"
            ),
            Self::Unused { thing, name } => format!("the {} `{name}` {}", thing.noun(english), thing.never(english)),
            Self::EffectNeverGiven { of, effect } => format!("the loop `{of}` never gives the effect `{effect}`"),
        }
    }
}
