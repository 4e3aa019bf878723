//! `menprov rules`, and the option that lays a folder over the rules.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};

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
        aliases = ["graf", "bild"],
        about = both!(
            "Rita en regelsamling: frågorna i rutor, svaren på vägarna mellan dem",
            "Draw a ruleset: the questions in boxes, the answers on the ways between them"
        )
    )]
    Graph(GraphArgs),

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
        alias = "skillnad",
        about = both!(
            "Vad som skiljer två regelböcker: för handläggaren, och vilka svar som får ett annat utfall",
            "What differs between two rulebooks: for the officer, and which answers get another outcome"
        ),
        after_help = both!(
            "Avslutar med 0 om inget skiljer och 1 om något gör det.",
            "Ends with 0 if nothing differs and 1 if something does."
        )
    )]
    Diff(DiffArgs),
}

/// What `rules diff` takes.
#[derive(Debug, Args)]
pub struct DiffArgs {
    #[arg(
        value_name = both!("FÖRE", "OLD"),
        help = both!(
            "En mapp lagd över de inbyggda reglerna, `inbyggda`, eller en dag: de inbyggda som de gällde då",
            "A folder laid over the rules built in, `builtin`, or a day: those built in as they were in force then"
        )
    )]
    pub old: String,

    #[arg(value_name = both!("EFTER", "NEW"), help = both!("Likadant, för det nya", "The same, for the new ones"))]
    pub new: String,

    #[arg(
        long,
        value_name = both!("DATUM", "DATE"),
        value_parser = value::day,
        help = both!(
            "Vilken dags lag som jämförs, ÅÅÅÅ-MM-DD, där ingen dag står; annars i dag",
            "The law of which day is compared, YYYY-MM-DD, where no day is given; today unless given"
        )
    )]
    pub at: Option<NaiveDate>,

    #[arg(
        long,
        value_name = both!("FORM", "FORM"),
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help = both!("text (annars) eller json", "text (unless given) or json")
    )]
    pub format: DiffFormat,

    #[arg(long, conflicts_with = "format", help = both!("Detsamma som --format json", "The same as --format json"))]
    pub json: bool,
}

/// How a difference is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum DiffFormat {
    Text,
    Json,
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

/// What `rules graph` takes.
#[derive(Debug, Args)]
pub struct GraphArgs {
    #[arg(value_name = "ID", help = both!("Regelsamlingens id", "The ruleset's id"))]
    pub id: String,

    #[arg(
        long,
        value_name = "FORMAT",
        hide_possible_values = true,
        help = both!(
            "svg, html, mermaid, dot eller text; annars efter filens ändelse, och utan fil svg",
            "svg, html, mermaid, dot or text; otherwise by the file's ending, and without a file svg"
        )
    )]
    pub format: Option<GraphFormat>,

    #[arg(
        long,
        value_name = both!("DATUM", "DATE"),
        value_parser = value::day,
        help = both!(
            "Lydelsen den dagen, ÅÅÅÅ-MM-DD; annars fallets dag, och utan fall i dag",
            "The version of that day, YYYY-MM-DD; otherwise the day of the case, and without a case today"
        )
    )]
    pub at: Option<NaiveDate>,

    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        help = both!("Märk ut vägen som svaren i en svarsfil går", "Mark the path that the answers of an answers file take")
    )]
    pub case: Option<PathBuf>,

    #[arg(
        long,
        value_name = both!("ANTAL", "NUMBER"),
        conflicts_with = "all",
        help = both!(
            "Rita också modulerna så många anrop bort; utan det bara regelsamlingen, i html alla",
            "Draw the modules so many calls away too; without it the ruleset alone, in html all of them"
        )
    )]
    pub depth: Option<usize>,

    #[arg(long, help = both!("Rita alla moduler som den anropar", "Draw every module that it calls"))]
    pub all: bool,

    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        help = both!(
            "Skriv till en ny fil i stället för till skärmen; en som finns skrivs inte över",
            "Write to a new file and not to the screen; one that is there is not replaced"
        )
    )]
    pub out: Option<PathBuf>,

    #[command(flatten)]
    pub rules: RulesFolder,
}

/// The forms that a picture can have.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum GraphFormat {
    /// A picture.
    Svg,
    /// A page with search, folding and zoom.
    Html,
    /// The text that Mermaid draws.
    Mermaid,
    /// The text that Graphviz draws.
    Dot,
    /// An indented tree.
    Text,
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

    #[arg(
        long,
        value_name = both!("FORM", "FORM"),
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help = both!(
            "text (annars), json eller sarif (SARIF 2.1.0, för textredigerare och automatisk kontroll)",
            "text (unless given), json or sarif (SARIF 2.1.0, for editors and continuous integration)"
        )
    )]
    pub format: CheckFormat,

    #[arg(
        long,
        conflicts_with = "format",
        help = both!("Detsamma som --format json", "The same as --format json")
    )]
    pub json: bool,

    #[arg(
        long,
        value_name = both!("NIVÅ", "LEVEL"),
        default_value = "fault",
        hide_default_value = true,
        hide_possible_values = true,
        help = both!(
            "Vad som ger avslutskod 1: fault (annars), bara fel; warning, även varningar; note, även upplysningar",
            "What gives exit code 1: fault (unless given), faults alone; warning, warnings too; note, notes too"
        )
    )]
    pub fail_level: FailLevel,

    #[arg(
        long,
        help = both!(
            "Bevisa också det som ska hålla på varje väg genom reglerna, alla dagar; det tar några sekunder",
            "Prove too what must hold on every path through the rules, on all days; it takes a few seconds"
        )
    )]
    pub prove: bool,
}

/// How the result of a check is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum CheckFormat {
    Text,
    Json,
    Sarif,
}

/// From which level on a check fails.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum FailLevel {
    #[value(alias = "fel")]
    Fault,
    #[value(alias = "varning")]
    Warning,
    #[value(alias = "upplysning")]
    Note,
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
