//! `menprov config`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::both;
use super::rules::RulesFolder;

/// The commands on the configuration.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    #[command(
        alias = "kontrollera",
        about = both!(
            "Kontrollera inställningarna och säg i ord vem som får besluta vad",
            "Check the configuration and say in words who may decide what"
        )
    )]
    Check(CheckArgs),

    #[command(
        alias = "visa",
        about = both!(
            "Visa de inställningar som gäller, och varifrån de kommer",
            "Show the configuration in effect, and where it comes from"
        )
    )]
    Show(ShowArgs),
}

/// What `config check` takes.
#[derive(Debug, Args)]
pub struct CheckArgs {
    #[arg(
        value_name = both!("FIL", "FILE"),
        help = both!("Filen som kontrolleras; annars den som gäller", "The file to check; otherwise the one in effect")
    )]
    pub file: Option<PathBuf>,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,

    #[command(flatten)]
    pub rules: RulesFolder,
}

/// What `config show` takes.
#[derive(Debug, Args)]
pub struct ShowArgs {
    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,

    #[command(flatten)]
    pub rules: RulesFolder,
}
