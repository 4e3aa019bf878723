//! Says in the user's language what cannot be understood on the command line.

use std::io::{self, Write};

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::localise::half;
use crate::error::{Kind, Plain};
use crate::text::Language;

/// What to do about an error of the parser.
#[derive(Debug)]
pub enum Complaint {
    /// Help or the version was asked for; here it is.
    Show(String),
    /// The command line cannot be understood.
    Wrong(Plain),
}

/// Tells help that was asked for from an error, and puts the error into the user's words.
#[must_use]
pub fn complain(error: &clap::Error, language: Language) -> Complaint {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // The one word of a usage line that the parser has no setting for.
            let options = language.choose("[FLAGGOR]", "[OPTIONS]");
            Complaint::Show(error.render().to_string().replace("[OPTIONS]", options))
        }
        _ => Complaint::Wrong(wrong(error)),
    }
}

impl Complaint {
    /// Writes help to `out`; hands an error back.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn settle(self, out: &mut dyn Write) -> io::Result<Option<Plain>> {
        match self {
            Self::Show(text) => out.write_all(text.as_bytes()).map(|()| None),
            Self::Wrong(plain) => Ok(Some(plain)),
        }
    }
}

fn wrong(error: &clap::Error) -> Plain {
    let get = |kind| error.get(kind).map(words).unwrap_or_default();
    let arg = get(ContextKind::InvalidArg);
    let value = get(ContextKind::InvalidValue);
    let [sv, en] = match error.kind() {
        ErrorKind::UnknownArgument => both(format!("okänt argument `{arg}`"), format!("unknown argument `{arg}`")),
        ErrorKind::InvalidSubcommand => {
            let name = get(ContextKind::InvalidSubcommand);
            both(format!("okänt kommando `{name}`"), format!("unknown command `{name}`"))
        }
        ErrorKind::MissingRequiredArgument => both(format!("det saknas: {arg}"), format!("missing: {arg}")),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            both("det saknas ett kommando", "a command is missing")
        }
        ErrorKind::ArgumentConflict => {
            let prior = get(ContextKind::PriorArg);
            if prior.is_empty() || prior == arg {
                both(format!("`{arg}` får bara anges en gång"), format!("`{arg}` may be given only once"))
            } else {
                both(
                    format!("`{arg}` och `{prior}` kan inte användas tillsammans"),
                    format!("`{arg}` and `{prior}` cannot be used together"),
                )
            }
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            both(format!("`{arg}` behöver ett värde"), format!("`{arg}` needs a value"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            both(format!("`{value}` passar inte för `{arg}`"), format!("`{value}` does not fit `{arg}`"))
        }
        ErrorKind::InvalidUtf8 => both("kommandoraden är inte UTF-8", "the command line is not UTF-8"),
        _ => both("kommandoraden går inte att förstå", "the command line cannot be understood"),
    };
    let [hint_sv, hint_en] = hint(error);
    Plain::new(Kind::Usage, sv, en).with_hint(hint_sv, hint_en)
}

fn hint(error: &clap::Error) -> [String; 2] {
    let get = |kind| error.get(kind).map(words).filter(|text| !text.is_empty());
    if let Some(reason) = std::error::Error::source(error).map(ToString::to_string)
        && half(&reason, Language::Sv) != reason
    {
        return [half(&reason, Language::Sv).to_owned(), half(&reason, Language::En).to_owned()];
    }
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .find_map(|kind| match error.get(kind)? {
            // The nearest comes last.
            ContextValue::Strings(all) => all.last().cloned(),
            value => Some(words(value)),
        });
    if let Some(near) = near {
        return [format!("menades `{near}`?"), format!("did you mean `{near}`?")];
    }
    if let Some(valid) = get(ContextKind::ValidValue) {
        return [format!("välj bland {valid}"), format!("choose among {valid}")];
    }
    both("`--help` visar vad som går att skriva", "`--help` shows what can be written")
}

fn both(sv: impl Into<String>, en: impl Into<String>) -> [String; 2] {
    [sv.into(), en.into()]
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.join(", "),
        ContextValue::StyledStrs(all) => all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        ContextValue::None => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::parse;
    use crate::error::Explain;

    fn said(args: &[&str], language: Language) -> (String, String) {
        let error = parse([&["menprov"], args].concat(), language).expect_err("it is wrong");
        match complain(&error, language) {
            Complaint::Wrong(plain) => (plain.message(language), plain.hint(language).unwrap_or_default()),
            Complaint::Show(text) => (text, String::new()),
        }
    }

    #[test]
    fn mistakes_are_named_in_the_language() {
        let (message, hint) = said(&["rules", "lst"], Language::Sv);
        assert_eq!((&*message, &*hint), ("okänt kommando `lst`", "menades `list`?"));
        let (message, hint) = said(&["rules", "list", "--at", "26-11-21"], Language::En);
        assert_eq!(&*message, "`26-11-21` does not fit `--at <DATE>`");
        assert_eq!(&*hint, "write the day like 2026-11-21");
        let (message, _) = said(&["decide", "--ruleset", "x"], Language::Sv);
        assert_eq!(message, "det saknas: --answers <FIL>");
        let (message, _) = said(&["assess", "--no-sign", "--key", "x"], Language::Sv);
        assert!(
            message.contains("--no-sign") && message.contains("--key") && message.contains("tillsammans"),
            "{message}"
        );
    }

    #[test]
    fn help_is_no_error() {
        assert!(said(&["--help"], Language::Sv).0.contains("Användning:"));
        assert!(said(&["memo", "--help"], Language::En).0.contains("Usage:"));
    }
}
