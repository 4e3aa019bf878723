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
        alias = "testa",
        about = both!(
            "Pröva reglerna mot fallen, och se vad fallen inte prövar",
            "Try the rules on the cases, and see what the cases do not try"
        )
    )]
    Test(TestArgs),

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

    #[command(
        alias = "ny",
        about = both!("Börja på en ny regelsamling, med ett fall", "Begin a new ruleset, with a case")
    )]
    New(NewArgs),

    #[command(
        about = both!(
            "Visa formen för regelfiler, för textredigerare (JSON Schema)",
            "Show the form of rule files, for editors (JSON Schema)"
        )
    )]
    Schema(SchemaArgs),

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

/// What `rules diff` takes.
#[derive(Debug, Args)]
pub struct DiffArgs {
    // Under a heading of their own arguments are ordered by their names unless their order is said.
    #[arg(
        display_order = 1,
        value_name = both!("FÖRE", "OLD"),
        help = both!(
            "En mapp lagd över de inbyggda reglerna, `inbyggda`, eller en dag: de inbyggda som de gällde då",
            "A folder laid over the rules built in, `builtin`, or a day: those built in as they were in force then"
        )
    )]
    pub old: String,

    #[arg(display_order = 2, value_name = both!("EFTER", "NEW"), help = both!("Likadant, för det nya", "The same, for the new ones"))]
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
    pub format: Format,

    #[arg(long, conflicts_with = "format", help = both!("Detsamma som --format json", "The same as --format json"))]
    pub json: bool,
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

    #[arg(
        long,
        alias = "kalla",
        conflicts_with = "json",
        help = both!(
            "Visa filen som den är skriven, eller en bestämmelse, skyldighet eller fråga ur registren: något att utgå från",
            "Show the file as it is written, or a provision, duty or question of the registers: something to begin from"
        )
    )]
    pub source: bool,

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
            "Räkna också noder, lägen och vägar i varje förfarande, del och modul",
            "Count too the nodes, states and ways of every procedure, part and module"
        ),
        alias = "rakna"
    )]
    pub count: bool,
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

/// What `rules test` takes.
#[derive(Debug, Args)]
pub struct TestArgs {
    #[arg(
        value_name = both!("MAPP", "FOLDER"),
        help = both!(
            "Mapp med egna regler, lagd över de inbyggda; dess fall ligger i `cases/`. Utan den prövas de inbyggda",
            "A folder of rules of your own, laid over those built in; its cases lie in `cases/`. Without it those built in are tried"
        )
    )]
    pub folder: Option<PathBuf>,

    #[arg(
        long,
        value_name = both!("TEXT", "TEXT"),
        help = both!("Bara de fall vars namn innehåller texten", "Only the cases whose name contains the text")
    )]
    pub only: Option<String>,

    #[arg(
        long,
        help = both!(
            "Visa vad av reglerna som något fall kommer till, och allt som inget fall kommer till",
            "Show how much of the rules some case comes to, and everything that none does"
        )
    )]
    pub coverage: bool,

    #[arg(
        long,
        value_name = both!("PROCENT", "PERCENT"),
        requires = "coverage",
        value_parser = clap::value_parser!(u8).range(0..=100),
        help = both!("Svara nej om mindre än så täcks", "Answer no if less than this is covered")
    )]
    pub min: Option<u8>,

    #[arg(
        long,
        help = both!(
            "Ändra reglerna på ett ställe i taget och visa de ändringar som inget fall märker; med `--only` där de fallen kommer förbi",
            "Change the rules in one place at a time and show the changes that no case notices; with `--only` where those cases pass"
        )
    )]
    pub mutate: bool,

    #[arg(
        long,
        value_name = both!("FORMAT", "FORMAT"),
        value_enum,
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help = both!("text för en läsare (annars) eller json för ett program", "text for a reader (unless given) or json for a program")
    )]
    pub format: Format,
}

/// How something is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Format {
    /// For a reader.
    Text,
    /// For a program.
    Json,
}

/// What `rules new` takes.
#[derive(Debug, Args)]
pub struct NewArgs {
    #[arg(value_name = "ID", help = both!("Regelsamlingens id: a–z, siffror och bindestreck", "The ruleset's id: a–z, digits and hyphens"))]
    pub id: String,

    #[arg(
        long,
        value_name = both!("SLAG", "KIND"),
        default_value = "procedure",
        hide_default_value = true,
        hide_possible_values = true,
        help = both!(
            "procedure (annars): ett förfarande som startas; module: en modul, med ett förfarande som provar den",
            "procedure (unless given): can be started; module: a module, with a procedure that tries it"
        )
    )]
    pub kind: NewKind,

    #[arg(
        long,
        value_name = both!("MAPP", "FOLDER"),
        default_value = ".",
        hide_default_value = true,
        help = both!("Mappen som filerna skrivs i; annars den du står i", "The folder to write into; the current one unless given")
    )]
    pub dir: PathBuf,
}

/// The kinds of ruleset that can be begun.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum NewKind {
    #[value(alias = "förfarande", alias = "forfarande")]
    Procedure,
    #[value(alias = "modul")]
    Module,
}

/// What `rules schema` takes.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    #[arg(
        value_name = both!("SLAG", "KIND"),
        help = both!("Slaget av fil, till exempel ruleset; utan det visas vilka som finns", "The kind of file, such as ruleset; without it they are listed")
    )]
    pub kind: Option<String>,
}

/// A folder that is laid over the rules that are built in.
#[derive(Debug, Args)]
pub struct RulesFolder {
    #[arg(
        long = "rulesets",
        alias = "rules",
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
