//! `menprov register`, and the option that says where the register is.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::rules::RulesFolder;
use super::{both, value};

/// The commands on the register.
#[derive(Debug, Subcommand)]
pub enum RegisterCommand {
    #[command(alias = "lista", about = both!("Lista underlagen", "List the memos"))]
    List(ListArgs),

    #[command(
        alias = "skyldigheter",
        about = both!("Vad som ska göras och när, ur alla underlag", "What is due and when, out of all memos")
    )]
    Duties(DutiesArgs),

    #[command(
        alias = "avdrift",
        about = both!(
            "Vilka underlag som hade fått ett annat utfall med andra regler och samma svar",
            "Which memos would have come out otherwise on other rules with the same answers"
        ),
        after_help = both!(
            "Avslutar med 0 om inget blir annorlunda och 1 om något blir det. Inget ändras.",
            "Ends with 0 if nothing becomes otherwise and 1 if something does. Nothing is changed."
        )
    )]
    Drift(DriftArgs),

    #[command(
        alias = "samstammighet",
        alias = "samstämmighet",
        about = both!(
            "Hur ofta två som prövade samma ärende, den andra utan att se svaren, bedömde lika",
            "How often two who assessed the same matter, the second one without seeing the answers, judged alike"
        )
    )]
    Agreement(AgreementArgs),
}

/// What `register agreement` takes.
#[derive(Debug, Args)]
pub struct AgreementArgs {
    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,

    #[command(flatten)]
    pub register: RegisterFolder,
}

/// What `register drift` takes.
#[derive(Debug, Args)]
pub struct DriftArgs {
    #[arg(
        long,
        value_name = both!("DATUM", "DATE"),
        value_parser = value::day,
        help = both!(
            "På lagen den dagen, ÅÅÅÅ-MM-DD; annars den dag som varje underlag gäller",
            "On the law of that day, YYYY-MM-DD; otherwise of the day of each memo"
        )
    )]
    pub at: Option<NaiveDate>,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,

    #[command(flatten)]
    pub rules: RulesFolder,

    #[command(flatten)]
    pub register: RegisterFolder,
}

/// What `register duties` takes.
#[derive(Debug, Args)]
pub struct DutiesArgs {
    #[arg(
        long,
        value_name = both!("BETECKNING", "REFERENCE"),
        help = both!("Bara ärenden vars beteckning innehåller detta", "Only matters whose reference holds this")
    )]
    pub matter: Option<String>,

    #[arg(
        long,
        value_name = both!("DATUM", "DATE"),
        value_parser = value::day,
        help = both!(
            "Bara det som ska vara gjort den dagen eller tidigare, ÅÅÅÅ-MM-DD",
            "Only what is due on that day or before, YYYY-MM-DD"
        )
    )]
    pub until: Option<NaiveDate>,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,

    #[command(flatten)]
    pub register: RegisterFolder,
}

/// What `register list` takes.
#[derive(Debug, Args)]
pub struct ListArgs {
    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,

    #[command(flatten)]
    pub register: RegisterFolder,
}

/// Where the register is.
#[derive(Debug, Args)]
pub struct RegisterFolder {
    #[arg(
        long = "register",
        id = "register_folder",
        value_name = both!("MAPP", "FOLDER"),
        help = both!("Registrets mapp; annars användarens egen", "The register's folder; the user's own unless given")
    )]
    pub folder: Option<PathBuf>,

    #[arg(
        long,
        conflicts_with = "register_folder",
        help = both!(
            "Övning: en egen nyckel, som inte gäller för beslut, egna utkast och ett eget register",
            "Practice: a key of its own, which is not good for decisions, drafts and a register of their own"
        )
    )]
    pub practice: bool,
}
