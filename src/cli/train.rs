//! `menprov train`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

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
