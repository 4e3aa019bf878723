//! What to write instead, for each fault of shape.

use super::fault::{ParseFault, Wanted, all};
use crate::text::Language;

impl ParseFault {
    /// Returns the remedy that names what stands in the file, or else the one that is always the same.
    pub(super) fn remedy(&self, language: Language) -> Option<String> {
        self.naming_remedy(language).or_else(|| {
            let (sv, en) = self.fixed_remedy()?;
            Some(language.choose(sv, en).to_owned())
        })
    }

    fn naming_remedy(&self, language: Language) -> Option<String> {
        let remedy = match self {
            Self::UnknownField { near: Some(near), .. } | Self::UnknownWord { near: Some(near), .. } => {
                match language {
                    Language::Sv => format!("menade du `{near}`?"),
                    Language::En => format!("did you mean `{near}`?"),
                }
            }
            Self::UnknownField { near: None, allowed, .. } => match language {
                Language::Sv => format!("fält som finns här: {}", all(allowed)),
                Language::En => format!("fields that exist here: {}", all(allowed)),
            },
            Self::UnknownWord { near: None, allowed, .. } => match language {
                Language::Sv => format!("skriv något av {}", all(allowed)),
                Language::En => format!("write one of {}", all(allowed)),
            },
            Self::NotAnId { near: Some(near), .. } => match language {
                Language::Sv => format!("skriv `{near}`"),
                Language::En => format!("write `{near}`"),
            },
            // `RULESET.STEP`, as questions are called where they are spoken of from elsewhere.
            Self::NotAnId { written, .. } if step_of(written).is_some() => {
                let step = step_of(written).unwrap_or_default();
                match language {
                    Language::Sv => {
                        format!(
                            "skriv `{step}`: här nämns bara det som är gemensamt och regelsamlingens egna steg, utan dess namn"
                        )
                    }
                    Language::En => {
                        format!(
                            "write `{step}`: only what is shared and the ruleset’s own steps are named here, without its name"
                        )
                    }
                }
            }
            Self::FileName { id, from } => match language {
                Language::Sv => format!(
                    "döp filen till `{id}.yaml` eller `{id}@{from}.yaml`, eller rätta `ruleset` eller `from` i den"
                ),
                Language::En => {
                    format!("call the file `{id}.yaml` or `{id}@{from}.yaml`, or correct `ruleset` or `from` in it")
                }
            },
            Self::CaseName { id } | Self::ScenarioName { id } => match language {
                Language::Sv => format!("döp filen till `{id}.yaml`, eller rätta id:t"),
                Language::En => format!("call the file `{id}.yaml`, or correct the id"),
            },
            Self::SecondEnd { second, .. } => match language {
                Language::Sv => format!("ta bort det ena, till exempel `{second}`"),
                Language::En => format!("remove one of them, such as `{second}`"),
            },
            Self::MissingField { field } | Self::Without { field } => match language {
                Language::Sv => format!("lägg till `{field}:`"),
                Language::En => format!("add `{field}:`"),
            },
            Self::WrongKind { wanted, .. } if *wanted != Wanted::Word => {
                let example = wanted.example();
                match language {
                    Language::Sv => format!("skriv till exempel {example}"),
                    Language::En => format!("write for example {example}"),
                }
            }
            Self::MissingTranslation { language: missing } => match language {
                Language::Sv => format!("lägg till `{missing}: \"…\"`"),
                Language::En => format!("add `{missing}: \"…\"`"),
            },
            Self::Date(fault) => fault.hint(language),
            Self::NotANumber { least, most, .. } => match language {
                Language::Sv => format!("skriv ett heltal från {least} till {most}"),
                Language::En => format!("write a whole number from {least} to {most}"),
            },
            Self::FieldNotFor { belongs, .. } if !belongs.is_empty() => match language {
                Language::Sv => format!("ta bort det; det hör till {}", all(belongs)),
                Language::En => format!("remove it; it belongs to {}", all(belongs)),
            },
            _ => return None,
        };
        Some(remedy)
    }

    fn fixed_remedy(&self) -> Option<(&'static str, &'static str)> {
        let remedy = match self {
            Self::WrongKind { .. } => ("skriv ett enda ord", "write a single word"),
            Self::NeitherRulesetNorRegister => (
                "börja filen med `ruleset: id` för regler eller `register: provisions` för ett register",
                "begin the file with `ruleset: id` for rules or `register: provisions` for a register",
            ),
            Self::RulesetAndRegister => ("lägg registret i en egen fil", "put the register into a file of its own"),
            Self::Format { .. } => ("skriv `format: 1`", "write `format: 1`"),
            Self::NotAnId { .. } => (
                "skriv små bokstäver a–z, siffror, bindestreck och understreck",
                "write small letters a–z, digits, hyphens and underscores",
            ),
            Self::EmptyText => ("skriv texten, eller ta bort fältet", "write the text, or remove the field"),
            Self::EmptyList => {
                ("skriv minst en post, eller ta bort fältet", "write at least one entry, or remove the field")
            }
            Self::TooLong { .. } => {
                ("korta texten, eller dela upp den på flera steg", "shorten the text, or spread it over several steps")
            }
            Self::ControlCharacter(_) => ("ta bort tecknet", "remove the character"),
            Self::CommaInText { .. } => ("sätt hela texten inom \"…\"", "put the whole text within \"…\""),
            Self::EmptyRange { .. } => ("låt `min` vara högst `max`", "let `min` be at most `max`"),
            Self::NotDays { .. } => (
                "skriv `P0D` för samma dag, `P1D` för en dag till",
                "write `P0D` for the same day, `P1D` for one day more",
            ),
            Self::NotADeadline { .. } => (
                "skriv `at-once`, `same-day`, `PT72H` (timmar), `P7D` (dagar), `P3W` (veckor) eller `P4M` (månader)",
                "write `at-once`, `same-day`, `PT72H` (hours), `P7D` (days), `P3W` (weeks) or `P4M` (months)",
            ),
            Self::NoNodeKind => (
                "lägg till en av `ask`, `question`, `checklist`, `each`, `switch`, `call`, `calls`, `revise`, `halt`",
                "add one of `ask`, `question`, `checklist`, `each`, `switch`, `call`, `calls`, `revise`, `halt`",
            ),
            Self::SeveralNodeKinds { .. } => ("dela upp den i flera noder", "split it into several nodes"),
            Self::NoWay => (
                "skriv `next: {svar: mål, ...}`, eller `then: mål` där det bara finns en väg",
                "write `next: {answer: target, ...}`, or `then: target` where there is only one way",
            ),
            Self::NextAndThen => ("ta bort den ena", "remove one of them"),
            Self::FieldNotFor { .. } => ("ta bort det", "remove it"),
            Self::NotATarget { .. } => (
                "skriv en nods id, `done`, `return NAMN` eller `outcome ID`",
                "write a node's id, `done`, `return NAME` or `outcome ID`",
            ),
            Self::NotAField { .. } => (
                "skriv `person.KOLUMN`, `document.KOLUMN`, `item.KOLUMN` eller `provision.test`",
                "write `person.COLUMN`, `document.COLUMN`, `item.COLUMN` or `provision.test`",
            ),
            Self::NotOneForm => {
                ("skriv en av `never`, `before` och `always`", "write one of `never`, `before` and `always`")
            }
            Self::TooManySteps { .. } => ("dela upp den i flera invarianter", "split it into several invariants"),
            Self::NothingHappens => (
                "skriv vad som händer, till exempel `question`, `applies`, `duty`, `ends`, `enters` eller `returns`",
                "write what happens, for example `question`, `applies`, `duty`, `ends`, `enters` or `returns`",
            ),
            Self::SeveralHappen { .. } => (
                "låt var händelse säga en sak; skriv två händelser i stället",
                "let each event say one thing; write two events instead",
            ),
            Self::UnknownField { .. }
            | Self::UnknownWord { .. }
            | Self::FileName { .. }
            | Self::MissingField { .. }
            | Self::Without { .. }
            | Self::MissingTranslation { .. }
            | Self::Date(_)
            | Self::NotANumber { .. }
            | Self::CaseName { .. }
            | Self::SecondEnd { .. }
            | Self::ScenarioName { .. } => return None,
        };
        Some(remedy)
    }
}

/// Returns the step of a name that has its ruleset in front, if it is one.
fn step_of(written: &str) -> Option<&str> {
    let (ruleset, step) = written.split_once('.')?;
    let is_id = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
    };
    (is_id(ruleset) && is_id(step)).then_some(step)
}
