//! The officer's place: the configuration, the role and the unit that the assessment is made in.

use chrono::NaiveDate;

use crate::assessment::{Officer, PositionHeld, Row, Words};
use crate::cli::assess::AssessArgs;
use crate::command::config;
use crate::config::{AuthorityKind, Config, ROLES, Standing, role_id};
use crate::context::Context;
use crate::draft::form::form;
use crate::draft::{Address, Event};
use crate::engine::{Edition, Key, Report, ScopePath, Step, Value};
use crate::error::{Error, Kind, Plain};
use crate::ruleset::model::{Role, Rulebook, Scope};
use crate::ruleset::suggest::closest;
use crate::text::Language;

/// In what place an assessment is made.
pub struct Place {
    config: Config,
    /// From the command line.
    role: Option<Standing>,
    unit: Option<String>,
}

impl Place {
    /// Reads the configuration and holds the command line against it.
    ///
    /// # Errors
    /// When the configuration cannot be used, or when it has no such role or unit.
    pub fn of(args: &AssessArgs, book: &Rulebook, context: &Context) -> Result<Self, Error> {
        let config = config::load(Some(book), context)?.config;
        let role = args.role.as_deref().map(|id| standing(id, &config)).transpose()?;
        let unit = args.unit.as_deref().map(|id| unit(id, &config)).transpose()?;
        Ok(Self { config, role, unit })
    }

    /// Returns the authority's name.
    pub fn authority(&self) -> Option<String> {
        self.config.authority.as_ref().map(|authority| authority.name.to_string())
    }

    /// Returns the officer: what the command line says, else what is `written` in an answers file, else the
    /// configuration.
    pub fn officer(&self, name: Option<String>, written: Option<Role>, unit: Option<String>) -> Officer {
        let own = self.config.officer.role.as_deref().and_then(|id| Standing::of(id, &self.config));
        let standing = match (&self.role, written) {
            (Some(typed), _) => typed.clone(),
            // A general role in a file does not say which of the authority's own it is.
            (None, Some(level)) => own.filter(|own| own.level == level).unwrap_or(Standing { position: None, level }),
            (None, None) => own.unwrap_or_default(),
        };
        let of_config = self.config.officer.unit.as_deref().and_then(|id| self.config.unit(id));
        Officer {
            name,
            role: standing.level,
            position: standing
                .position
                .map(|position| PositionHeld { id: position.id.to_string(), name: Words::from(&position.name) }),
            unit: self.unit.clone().or(unit).or_else(|| of_config.map(|unit| unit.name.sv.to_string())),
        }
    }

    /// Returns what the delegation says of the outcome that a walk came to.
    pub fn delegated(&self, edition: &Edition<'_>, report: &Report, day: NaiveDate) -> Vec<Row> {
        let Step::Finished { ruleset, outcome, effect } = report.step else { return Vec::new() };
        let procedure = &edition.book.rulesets[ruleset.at()];
        self.config.delegated(&procedure.id, &procedure.outcomes[outcome.at()].id, effect, day)
    }

    /// Returns the answer that the kind of the authority gives, where the rules have the question.
    pub fn kind(&self, edition: &Edition<'_>) -> Option<(Key, Value)> {
        let kind = self.config.authority.as_ref()?.kind;
        let at = edition.question(AuthorityKind::QUESTION)?;
        let question = &edition.book.questions[at.at()];
        let option = question.options().iter().position(|id| *id == kind.id())?;
        let value = Value::Choice(u16::try_from(option).ok()?);
        let key = Key { scope: ScopePath::default(), question: at };
        (question.scope == Scope::Frame).then_some((key, value))
    }

    /// Returns what the configuration adds to the help of questions: the authority's own marks and channels.
    pub fn help(&self, language: Language) -> Vec<(&'static str, Vec<String>)> {
        let own = language.choose("Myndighetens egna:", "The authority's own:");
        let preferred = language.choose("Myndigheten använder helst:", "The authority prefers:");
        let marks =
            [("dokumentation.gallring", own, &self.config.retention), ("kanal", preferred, &self.config.channels)];
        let filled = marks.into_iter().filter(|(_, _, marks)| !marks.is_empty());
        let lines = filled.map(|(question, lead, marks)| {
            let all: Vec<_> = marks.iter().map(|mark| mark.text.get(language)).collect();
            (question, vec![format!("{lead} {}.", all.join("; "))])
        });
        lines.collect()
    }

    /// Returns the same answer as a journal holds it.
    pub fn kind_event(&self, edition: &Edition<'_>) -> Option<Event> {
        let (key, _) = self.kind(edition)?;
        let kind = self.config.authority.as_ref()?.kind;
        let at = Address { scope: "frame".to_owned(), question: AuthorityKind::QUESTION.to_owned() };
        Some(Event::answered_barely(at, kind.id().into(), Some(form(edition, key.question))))
    }
}

fn standing(id: &str, config: &Config) -> Result<Standing, Error> {
    Standing::of(id, config).ok_or_else(|| {
        let mut all: Vec<&str> = config.roles.iter().map(|role| &*role.id).collect();
        for role in ROLES {
            all.push(role_id(role));
        }
        unknown(["roll", "role"], id, &all)
    })
}

fn unit(id: &str, config: &Config) -> Result<String, Error> {
    if config.units.is_empty() && !id.trim().is_empty() {
        return Ok(id.trim().to_owned());
    }
    let all: Vec<_> = config.units.iter().map(|unit| &*unit.id).collect();
    // The memo's Swedish wording governs.
    let found = config.unit(id).map(|unit| unit.name.get(Language::Sv).to_owned());
    found.ok_or_else(|| unknown(["enhet", "unit"], id, &all))
}

fn unknown(what: [&str; 2], id: &str, all: &[&str]) -> Error {
    let [sv, en] = what;
    let list = crate::ruleset::fault::listed(all.iter().copied());
    let hint = match closest(id, all.iter().copied()) {
        Some(near) => [format!("menades `{near}`?"), format!("did you mean `{near}`?")],
        None => [format!("välj bland {list}"), format!("choose among {list}")],
    };
    let [hint_sv, hint_en] = hint;
    Plain::new(Kind::Usage, format!("ingen {sv} heter `{id}`"), format!("no {en} is called `{id}`"))
        .with_hint(hint_sv, hint_en)
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interview::OfAuthority;

    #[test]
    fn marks_and_channels_stand_under_their_own_questions() {
        let mark = |part: &str, text: &str| format!("[[{part}]]\nid = '{}'\ntext = '{text}'\n", text.to_lowercase());
        let text = mark("retention", "Bevaras") + &mark("retention", "Gallras") + &mark("channels", "Rek");
        let config = Config::read("a", text.as_bytes(), None).expect("sound");
        let place = Place { config, role: None, unit: None };
        let local = OfAuthority { answer: None, help: place.help(Language::Sv) };
        let help = |question: &str| local.help_for(question).collect::<Vec<_>>().join("|");
        assert_eq!(help("dokumentation.gallring"), "Myndighetens egna: Bevaras; Gallras.");
        assert_eq!(help("dokumentation.gallring-nu"), "Myndighetens egna: Bevaras; Gallras.");
        assert_eq!(help("kanal"), "Myndigheten använder helst: Rek.");
        assert_eq!(help("kanaler") + &help("begaran-om-handling.kanal"), "");
        assert!(Place { config: Config::default(), ..place }.help(Language::En).is_empty());
    }
}
