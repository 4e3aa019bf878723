//! `menprov train`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::both;

/// The commands of training.
#[derive(Debug, Subcommand)]
pub enum TrainCommand {
    #[command(
        alias = "lista",
        about = both!(
            "Lista scenarierna: titel, nivå, förfarande, källa och ditt bästa resultat",
            "List the scenarios: title, level, procedure, source and your best result"
        )
    )]
    List(ListArgs),

    #[command(
        alias = "kontrollera",
        about = both!("Kontrollera en mapp med scenarier", "Check a folder of scenarios")
    )]
    Check(CheckArgs),

    #[command(
        alias = "kör",
        about = both!(
            "Öva på ett scenario: samma frågor som på riktigt, sedan facit",
            "Train on a scenario: the same questions as in earnest, then the key"
        )
    )]
    Run(RunArgs),
}

/// A folder of scenarios in the place of those built in.
#[derive(Args, Debug)]
pub struct Pack {
    #[arg(
        long,
        alias = "samling",
        value_name = both!("MAPP", "FOLDER"),
        help = both!(
            "Scenarierna i en mapp i stället för dem som följer med programmet",
            "The scenarios of a folder in place of those that come with the program"
        )
    )]
    pub pack: Option<PathBuf>,
}

/// What `train list` takes.
#[derive(Args, Debug)]
pub struct ListArgs {
    #[command(flatten)]
    pub pack: Pack,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,
}

/// What `train check` takes.
#[derive(Args, Debug)]
pub struct CheckArgs {
    #[arg(
        value_name = both!("MAPP", "FOLDER"),
        help = both!(
            "Mappen som kontrolleras; utan den kontrolleras de inbyggda scenarierna",
            "The folder to check; without it the scenarios built in are checked"
        )
    )]
    pub folder: Option<PathBuf>,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,
}

/// What `train run` takes.
#[derive(Args, Debug)]
pub struct RunArgs {
    #[arg(
        value_name = "ID",
        help = both!("Scenariot, se `menprov train list`", "The scenario, see `menprov train list`")
    )]
    pub id: String,

    #[command(flatten)]
    pub pack: Pack,

    #[arg(
        long,
        alias = "facit",
        value_name = both!("NÄR", "WHEN"),
        default_value = "end",
        hide_default_value = true,
        hide_possible_values = true,
        help = both!(
            "När facit visas: end (annars), när allt är besvarat; direct, efter varje poängsatt svar, och då räknas det första",
            "When the key is shown: end (unless given), when all is answered; direct, after each scored answer, and then the first counts"
        )
    )]
    pub feedback: Feedback,

    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        help = both!(
            "Läs svaren från en fil (- är standard in) och ställ inga frågor",
            "Read the answers from a file (- is standard input) and put no question"
        )
    )]
    pub answers: Option<PathBuf>,

    #[arg(
        long,
        help = both!(
            "Tala enkla rader: för skärmläsare och enkla terminaler",
            "Speak plain lines: for screen readers and simple terminals"
        )
    )]
    pub plain: bool,

    #[arg(
        long,
        alias = "om",
        conflicts_with = "answers",
        help = both!("Börja om: svaren från förra gången kastas", "Begin anew: the answers of last time are thrown away")
    )]
    pub again: bool,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,
}

/// When the key is shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Feedback {
    /// After each scored answer.
    Direct,
    /// When all is answered.
    End,
}
