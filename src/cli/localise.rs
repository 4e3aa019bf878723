//! Picks the language of every help text.

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command};

use super::both;
use crate::text::Language;

/// Stands between the Swedish and the English wording: a private character, since the parser drops control codes.
const BETWEEN: char = '\u{e000}';

const TEMPLATE: [&str; 2] = [
    "{about-with-newline}\nAnvändning: {usage}\n\n{all-args}{after-help}\n",
    "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}\n",
];

/// Returns the command and everything under it with its words in `language` and none of the parser's own English.
pub fn localise(command: Command, language: Language) -> Command {
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help(both!("Visa programmets version", "Show the program's version"));
    words(command.disable_help_flag(true).disable_version_flag(true).arg(help()).arg(version), language)
}

/// Returns a command of the definition as it stands by itself: with the help that it otherwise has from the program.
pub fn alone(command: Command, language: Language) -> Command {
    if command.get_arguments().any(|arg| arg.get_id() == "help") {
        return command;
    }
    command.disable_help_flag(true).arg(argument(help(), language))
}

fn help() -> Arg {
    Arg::new("help")
        .short('h')
        .long("help")
        .global(true)
        .action(ArgAction::Help)
        .help(both!("Visa den här hjälpen", "Show this help"))
}

fn words(mut command: Command, language: Language) -> Command {
    let about = command.get_about().map(|text| pick(text, language));
    let after = command.get_after_help().map(|text| pick(text, language));
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(after) = after {
        command = command.after_help(after);
    }
    command = command
        .disable_help_subcommand(true)
        .help_template(TEMPLATE[language.choose(0, 1)])
        .subcommand_help_heading(language.choose("Kommandon", "Commands"))
        .subcommand_value_name(language.choose("KOMMANDO", "COMMAND"))
        .mut_args(|arg| argument(arg, language));
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(name, |sub| {
            let sub = words(sub, language);
            let about = with_aliases(&sub, language);
            sub.about(about)
        });
    }
    command
}

/// Returns a command's description with its other names, which the parser would announce in English.
fn with_aliases(command: &Command, language: Language) -> String {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let names: Vec<&str> = command.get_all_aliases().collect();
    if names.is_empty() {
        about
    } else {
        format!("{about} [{}: {}]", language.choose("även", "also"), names.join(", "))
    }
}

fn argument(arg: Arg, language: Language) -> Arg {
    let heading = if arg.is_global_set() {
        language.choose("Gemensamma flaggor", "Common options")
    } else if arg.is_positional() {
        language.choose("Argument", "Arguments")
    } else {
        language.choose("Flaggor", "Options")
    };
    let help = arg.get_help().map(|text| pick(text, language));
    let names: Option<Vec<String>> =
        arg.get_value_names().map(|names| names.iter().map(|name| half(name, language).to_owned()).collect());
    let mut arg = arg.help_heading(heading);
    if let Some(help) = help {
        arg = arg.help(help);
    }
    if let Some(names) = names {
        arg = arg.value_names(names);
    }
    arg
}

fn pick(text: &StyledStr, language: Language) -> String {
    half(&text.to_string(), language).to_owned()
}

/// Returns the half of a text that is in `language`; a text without halves is the same in both.
pub fn half(text: &str, language: Language) -> &str {
    text.split_once(BETWEEN).map_or(text, |(sv, en)| language.choose(sv, en))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    fn every(command: &Command, path: &str, found: &mut Vec<(String, Option<String>)>) {
        let path = format!("{path} {}", command.get_name());
        found.push((path.clone(), command.get_about().map(ToString::to_string)));
        for arg in command.get_arguments() {
            found.push((format!("{path} {}", arg.get_id()), arg.get_help().map(ToString::to_string)));
        }
        for sub in command.get_subcommands() {
            every(sub, &path, found);
        }
    }

    #[test]
    fn every_command_and_argument_has_both_texts() {
        let mut found = Vec::new();
        every(&Cli::command(), "", &mut found);
        assert!(found.len() > 40, "the walk through the commands finds too little");
        for (path, text) in found {
            let text = text.unwrap_or_else(|| panic!("{path}: no text"));
            let (sv, en) = text.split_once(BETWEEN).unwrap_or_else(|| panic!("{path}: one language only"));
            assert!(!sv.trim().is_empty() && !en.trim().is_empty() && sv != en, "{path}: {text:?}");
            assert!(!sv.ends_with('.') || sv.contains(". "), "{path}: a full stop");
        }
    }

    #[test]
    fn no_help_mixes_languages() {
        for language in [Language::Sv, Language::En] {
            let mut found = Vec::new();
            every(&localise(Cli::command(), language), "", &mut found);
            for (path, text) in found {
                assert!(!text.unwrap_or_default().contains(BETWEEN), "{path}");
            }
        }
    }

    #[test]
    fn the_definition_holds_together() {
        localise(Cli::command(), Language::Sv).debug_assert();
        localise(Cli::command(), Language::En).debug_assert();
    }
}
