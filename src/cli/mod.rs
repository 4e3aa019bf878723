//! What can be typed: commands, arguments and their help. No work is done here.
//!
//! Every help text is written once, in Swedish and English side by side, with [`both!`]; [`definition`] picks the
//! language. Help, man pages and completions all come from it.

mod complain;
mod localise;
pub mod value;

pub mod assess;
pub mod config;
pub mod decide;
pub mod key;
pub mod memo;
pub mod register;
pub mod rules;
pub mod signing;
pub mod tools;
pub mod train;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::text::Language;

pub use complain::complain;
pub use localise::alone;

/// Joins the Swedish and the English wording of a help text; [`localise::localise`] takes them apart.
macro_rules! both {
    ($sv:expr, $en:expr) => {
        concat!($sv, "\u{e000}", $en)
    };
}
use both;

/// What was typed.
#[derive(Debug, Parser)]
#[command(
    name = "menprov",
    version,
    about = both!(
        "Stöd för sekretessprövning: frågar, håller ordning på lagrummen och lämnar ett undertecknat beslutsunderlag",
        "Walks you through a confidentiality assessment and leaves a signed decision memo"
    ),
    after_help = both!(
        "Programmet bedömer ingenting själv och använder aldrig nätverket. Manualsidan menprov(1) beskriver filer,\nmiljövariabler och avslutskoder.",
        "The program judges nothing by itself and never uses the network. The manual page menprov(1) describes files,\nenvironment variables and exit codes."
    ),
)]
pub struct Cli {
    #[arg(
        long,
        global = true,
        value_name = both!("SPRÅK", "LANGUAGE"),
        value_parser = value::language,
        help = both!("Språk: sv eller en", "Language: sv or en")
    )]
    pub lang: Option<Language>,

    #[arg(
        long = "config",
        id = "config_file",
        global = true,
        value_name = both!("FIL", "FILE"),
        help = both!(
            "Inställningar för myndigheten och din roll; annars MENPROV_CONFIG eller menprov.toml i mappen för inställningar",
            "Configuration of the authority and your role; otherwise MENPROV_CONFIG or menprov.toml in the configuration folder"
        )
    )]
    pub config: Option<std::path::PathBuf>,

    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(
        alias = "prova",
        about = both!("Gör en prövning", "Make an assessment")
    )]
    Assess(Box<assess::AssessArgs>),

    #[command(
        alias = "pm",
        subcommand,
        about = both!("Visa, kontrollera och lämna ut beslutsunderlag", "Show, verify and export memos")
    )]
    Memo(memo::MemoCommand),

    #[command(
        subcommand,
        about = both!("Se vad registret innehåller", "See what the register holds")
    )]
    Register(register::RegisterCommand),

    #[command(
        alias = "regler",
        subcommand,
        about = both!("Läs och kontrollera reglerna", "Read and check the rules")
    )]
    Rules(rules::RulesCommand),

    #[command(
        aliases = ["öva", "ova"],
        subcommand,
        about = both!("Öva på verkliga fall, med facit", "Train on real cases, with a key")
    )]
    Train(train::TrainCommand),

    #[command(
        alias = "avgor",
        about = both!(
            "Avgör svar som kommer rad för rad, utan att registrera något",
            "Decide answers that come line by line, recording nothing"
        )
    )]
    Decide(decide::DecideArgs),

    #[command(
        aliases = ["inställning", "installning"],
        subcommand,
        about = both!(
            "Kontrollera och visa inställningarna: vem som får besluta vad, och din roll",
            "Check and show the configuration: who may decide what, and your role"
        )
    )]
    Config(config::ConfigCommand),

    #[command(
        alias = "nyckel",
        subcommand,
        about = both!("Skapa och visa din underskriftsnyckel", "Make and show your signing key")
    )]
    Key(key::KeyCommand),

    #[command(
        about = both!("Skriv ett skript som kompletterar kommandon i skalet", "Write a completion script for a shell")
    )]
    Completions(tools::CompletionsArgs),

    #[command(about = both!("Skriv manualsidorna", "Write the manual pages"))]
    Man(tools::ManArgs),
}

/// Returns the definition of all commands with its words in `language`.
#[must_use]
pub fn definition(language: Language) -> clap::Command {
    localise::localise(Cli::command(), language)
}

/// Parses what was typed; the help is in `language`.
///
/// # Errors
/// When it cannot be understood, and also when help or the version was asked for: [`complain`] tells them apart.
pub fn parse(
    args: impl IntoIterator<Item = impl Into<std::ffi::OsString> + Clone>,
    language: Language,
) -> Result<Cli, Box<clap::Error>> {
    let matches = definition(language).try_get_matches_from(args).map_err(Box::new)?;
    Cli::from_arg_matches(&matches).map_err(Box::new)
}
