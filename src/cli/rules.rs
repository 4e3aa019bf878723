//! `menprov rules`, and the option that lays a folder over the rules.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::{both, value};

/// The commands on rules.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    #[command(alias = "lista", about = both!("Lista regelsamlingarna", "List the rulesets"))]
    List(ListArgs),

    #[command(
        alias = "visa",
        about = both!(
            "Visa en regelsamling i läsbar text: frågor, svar och vart de leder",
            "Show a ruleset as readable text: questions, answers and where they lead"
        )
    )]
    Show(ShowArgs),

    #[command(
        alias = "kontrollera",
        about = both!("Kontrollera en mapp med regler", "Check a folder of rules")
    )]
    Check(CheckArgs),

    #[command(
        alias = "bestammelser",
        alias = "bestämmelser",
        about = both!(
            "Visa bestämmelserna: vad de gör, när de gäller och vad de bygger på",
            "Show the provisions: what they do, when they are in force and what they rest on"
        )
    )]
    Provisions(ProvisionsArgs),

    #[command(
        alias = "forklara",
        alias = "förklara",
        about = both!(
            "Förklara en felkod: vad den betyder, varför den spelar roll och hur felet lagas",
            "Explain the code of a fault: what it means, why it matters and how to mend it"
        )
    )]
    Explain(ExplainArgs),
}

/// What `rules list` takes.
#[derive(Debug, Args)]
pub struct ListArgs {
    #[arg(
        long,
        value_name = both!("DATUM", "DATE"),
        value_parser = value::day,
        help = both!("Bara det som gäller den dagen, ÅÅÅÅ-MM-DD", "Only what is in force on that day, YYYY-MM-DD")
    )]
    pub at: Option<NaiveDate>,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,

    #[command(flatten)]
    pub rules: RulesFolder,
}

/// What `rules show` takes.
#[derive(Debug, Args)]
pub struct ShowArgs {
    #[arg(value_name = "ID", help = both!("Regelsamlingens id", "The ruleset's id"))]
    pub id: String,

    #[arg(
        long,
        value_name = both!("DATUM", "DATE"),
        value_parser = value::day,
        help = both!("Lydelsen den dagen, ÅÅÅÅ-MM-DD; annars i dag", "The version of that day, YYYY-MM-DD; today unless given")
    )]
    pub at: Option<NaiveDate>,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,

    #[command(flatten)]
    pub rules: RulesFolder,
}

/// What `rules provisions` takes.
#[derive(Debug, Args)]
pub struct ProvisionsArgs {
    #[arg(
        value_name = both!("BESTÄMMELSE", "PROVISION"),
        help = both!(
            "Till exempel `OSL 26:1`, `26:1` eller `OSL 26`; utan den visas alla",
            "For example `OSL 26:1`, `26:1` or `OSL 26`; all are shown without it"
        )
    )]
    pub reference: Vec<String>,

    #[arg(
        long,
        value_name = both!("DATUM", "DATE"),
        value_parser = value::day,
        help = both!("Bara lydelsen den dagen, ÅÅÅÅ-MM-DD", "Only the wording of that day, YYYY-MM-DD")
    )]
    pub at: Option<NaiveDate>,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,

    #[command(flatten)]
    pub rules: RulesFolder,
}

/// What `rules check` takes.
#[derive(Debug, Args)]
pub struct CheckArgs {
    #[arg(
        value_name = both!("MAPP", "FOLDER"),
        help = both!(
            "Mappen som kontrolleras, lagd över de inbyggda reglerna; utan den kontrolleras de inbyggda",
            "The folder to check, laid over the rules built in; without it those built in are checked"
        )
    )]
    pub folder: Option<PathBuf>,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,
}

/// A folder that is laid over the rules that are built in.
#[derive(Debug, Args)]
pub struct RulesFolder {
    #[arg(
        long = "rulesets",
        id = "rulesets_folder",
        value_name = both!("MAPP", "FOLDER"),
        help = both!("Lägg en mapp med egna regler över de inbyggda", "Lay a folder of rules of your own over those built in")
    )]
    pub folder: Option<PathBuf>,
}

/// What `rules explain` takes.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    #[arg(
        value_name = both!("KOD", "CODE"),
        help = both!("Till exempel `R003`; utan den listas alla", "For example `R003`; all are listed without it")
    )]
    pub code: Option<String>,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,
}
