//! `menprov train`.

mod run;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

pub use self::run::{Feedback, RunArgs};
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

    #[command(
        alias = "rum",
        subcommand,
        about = both!("Gör ett rum för en workshop, och se vem som har lämnat in", "Make a room for a workshop, and see who has handed in")
    )]
    Room(RoomCommand),

    #[command(
        alias = "genomgång",
        about = both!(
            "Visa hur rummet svarade, var var och en lämnade facit, och hur eniga de var",
            "Show how the room answered, where each left the key, and how far they agreed"
        )
    )]
    Debrief(DebriefArgs),

    #[command(
        alias = "intyg",
        about = both!(
            "Intyga vad en deltagare kom till, undertecknat av den som höll workshopen, eller kontrollera ett intyg",
            "Certify what a participant came to, signed by whoever held the workshop, or verify a certificate"
        )
    )]
    Certificate(CertificateArgs),
}

/// The commands of a room.
#[derive(Debug, Subcommand)]
pub enum RoomCommand {
    #[command(alias = "nytt", about = both!("Gör ett rum: en fil att dela ut, och en kod", "Make a room: a file to hand out, and a code"))]
    New(RoomNewArgs),

    #[command(alias = "visa", about = both!("Visa vem som har lämnat in vad", "Show who has handed in what"))]
    Show(RoomShowArgs),
}

/// What `train room new` takes.
#[derive(Args, Debug)]
pub struct RoomNewArgs {
    #[arg(
        long,
        alias = "scenarier",
        value_name = "ID,ID…",
        value_delimiter = ',',
        required = true,
        help = both!("Scenarierna i den ordning de går, se `menprov train list`", "The scenarios in the order they are taken, see `menprov train list`")
    )]
    pub scenarios: Vec<String>,

    #[command(flatten)]
    pub pack: Pack,

    #[arg(
        short,
        long,
        alias = "ut",
        value_name = both!("FIL", "FILE"),
        help = both!("Filen som görs; annars KOD.json i mappen där du står", "The file that is made; otherwise CODE.json in the folder where you stand")
    )]
    pub out: Option<PathBuf>,
}

/// A room and where its sheets are.
#[derive(Args, Debug)]
pub struct Sheets {
    #[arg(value_name = both!("RUM", "ROOM"), help = both!("Rummets fil", "The room's file"))]
    pub room: PathBuf,

    #[arg(
        value_name = both!("MAPP", "FOLDER"),
        help = both!(
            "Mappen med deltagarnas svar; annars mappen som heter som koden, bredvid rummets fil",
            "The folder with the participants' answers; otherwise the one called as the code, beside the room's file"
        )
    )]
    pub folder: Option<PathBuf>,
}

/// What `train room show` takes.
#[derive(Args, Debug)]
pub struct RoomShowArgs {
    #[command(flatten)]
    pub sheets: Sheets,

    #[command(flatten)]
    pub pack: Pack,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,
}

/// What `train debrief` takes.
#[derive(Args, Debug)]
pub struct DebriefArgs {
    #[command(flatten)]
    pub sheets: Sheets,

    #[command(flatten)]
    pub pack: Pack,

    #[arg(
        long,
        alias = "bara",
        value_name = "ID",
        help = both!(
            "Visa bara det här scenariot; kan anges flera gånger",
            "Show this scenario alone; may be given several times"
        )
    )]
    pub only: Vec<String>,

    #[arg(
        long,
        alias = "namn",
        help = both!(
            "Visa i terminalen vem som svarade vad; annars sägs ”en”",
            "Show in the terminal who answered what; otherwise it says “one”"
        )
    )]
    pub names: bool,

    #[arg(
        long,
        alias = "utan-avvisade",
        help = both!(
            "Gå vidare utan de filer som inte hör till rummet; de nämns",
            "Go on without the files that do not belong to the room; they are named"
        )
    )]
    pub without_refused: bool,

    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        help = both!("Skriv en sida för projektorn: en fil som står för sig själv", "Write a page for the projector: one file that stands alone")
    )]
    pub html: Option<PathBuf>,

    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        help = both!("Skriv svaren som CSV, med nummer i stället för pseudonymer", "Write the answers as CSV, with numbers in place of pseudonyms")
    )]
    pub csv: Option<PathBuf>,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,
}

/// What `train certificate` takes.
#[derive(Args, Debug)]
pub struct CertificateArgs {
    #[arg(
        value_name = both!("SVAR", "ANSWERS"),
        required_unless_present = "verify",
        conflicts_with = "verify",
        help = both!("Filen som deltagaren lämnade in", "The file that the participant handed in")
    )]
    pub sheet: Option<PathBuf>,

    #[arg(
        long,
        alias = "rum",
        value_name = both!("RUM", "ROOM"),
        required_unless_present = "verify",
        conflicts_with = "verify",
        help = both!("Rummets fil", "The room's file")
    )]
    pub room: Option<PathBuf>,

    #[command(flatten)]
    pub pack: Pack,

    #[arg(
        long,
        alias = "namn",
        value_name = both!("NAMN", "NAME"),
        conflicts_with = "verify",
        help = both!("Namnet som ska stå i intyget bredvid pseudonymen", "The name to stand in the certificate beside the pseudonym")
    )]
    pub name: Option<String>,

    #[arg(
        short,
        long,
        alias = "ut",
        value_name = both!("FIL", "FILE"),
        conflicts_with = "verify",
        help = both!(
            "Filen som görs, med underskriften i en fil bredvid; annars KOD-PSEUDONYM.certificate.json",
            "The file that is made, with the signature in a file beside it; otherwise CODE-PSEUDONYM.certificate.json"
        )
    )]
    pub out: Option<PathBuf>,

    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        conflicts_with = "verify",
        help = both!(
            "Underskriftsnyckeln, i OpenSSH-format; annars den som `menprov key new` skapade",
            "The signing key, in OpenSSH format; otherwise the one that `menprov key new` made"
        )
    )]
    pub key: Option<PathBuf>,

    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        conflicts_with = "verify",
        help = both!(
            "Läs nyckelns lösenfras från första raden i en fil",
            "Read the key's passphrase from the first line of a file"
        )
    )]
    pub passphrase_file: Option<PathBuf>,

    #[arg(
        long,
        alias = "kontrollera",
        value_name = both!("INTYG", "CERTIFICATE"),
        help = both!("Kontrollera ett intyg, med underskriften i filen bredvid", "Verify a certificate, with the signature in the file beside it")
    )]
    pub verify: Option<PathBuf>,

    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        requires = "verify",
        help = both!(
            "Filen över betrodda nycklar, i OpenSSH-format; annars den i inställningarna",
            "The file of trusted keys, in OpenSSH format; otherwise the one in the settings"
        )
    )]
    pub signers: Option<PathBuf>,

    #[arg(long, requires = "verify", help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,
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

    #[arg(
        long,
        alias = "nivå",
        value_name = both!("NIVÅ", "LEVEL"),
        hide_possible_values = true,
        help = both!("Bara scenarier av en nivå: grund, mellan eller svår", "Only scenarios of a level: basic, intermediate or advanced")
    )]
    pub level: Option<Level>,

    #[arg(
        long,
        alias = "förfarande",
        value_name = "ID",
        help = both!("Bara scenarier i ett förfarande", "Only scenarios of a procedure")
    )]
    pub procedure: Option<String>,

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

/// How hard a scenario is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Level {
    /// One step at a time.
    #[value(alias = "grund")]
    Basic,
    /// Several, each of which is in the text.
    #[value(alias = "mellan")]
    Intermediate,
    /// What is decisive must be found.
    #[value(alias = "svår")]
    Advanced,
}
