//! `menprov memo`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::both;
use super::register::RegisterFolder;
use super::signing::Signing;

/// The commands on memos.
#[derive(Debug, Subcommand)]
pub enum MemoCommand {
    #[command(
        alias = "visa",
        about = both!("Visa ett beslutsunderlag ur registret", "Show a memo of the register")
    )]
    Show(ShowArgs),

    #[command(
        alias = "kontrollera",
        about = both!(
            "Kontrollera underskriften, och att reglerna ger samma utfall igen",
            "Verify the signature, and that the rules give the same outcome again"
        )
    )]
    Verify(VerifyArgs),

    #[command(
        alias = "varfor",
        alias = "varför",
        about = both!(
            "Visa vilka svar som avgjorde, och den minsta ändring av svaren som hade gett ett annat utfall",
            "Show which answers decided, and the smallest change of answers that would have given another outcome"
        )
    )]
    Why(WhyArgs),

    #[command(
        alias = "jamfor",
        alias = "jämför",
        about = both!(
            "Var två prövningar av samma förfarande skiljer sig: frågor, svar, skäl och utfall",
            "Where two assessments of the same procedure part: questions, answers, reasons and outcomes"
        ),
        after_help = both!(
            "Avslutar med 0 om inget skiljer och 1 om något gör det. Ord som var och en har valt jämförs inte.",
            "Ends with 0 if nothing differs and 1 if something does. Words of one's own are not compared."
        )
    )]
    Compare(CompareArgs),

    #[command(
        alias = "exportera",
        about = both!(
            "Lägg akten i en mapp, så att den kan kontrolleras utan det här programmet",
            "Put the record in a folder, so that it can be verified without this program"
        )
    )]
    Export(ExportArgs),

    #[command(
        alias = "lamna-over",
        about = both!(
            "Lämna över ett underlag till den som ska besluta, godkänna eller svara",
            "Hand a memo over to whoever is to decide, approve or answer"
        )
    )]
    HandOver(HandOverArgs),

    #[command(
        alias = "inkorg",
        about = both!("Se vad som väntar på vem", "See what waits for whom")
    )]
    Inbox(InboxArgs),

    #[command(
        alias = "kontrasignera",
        about = both!(
            "Godkänn, lämna tillbaka eller besvara frågor i någon annans underlag, med egna skäl",
            "Approve, send back or answer questions in another's memo, with reasons of your own"
        )
    )]
    Countersign(Box<CountersignArgs>),
}

/// What `memo hand-over` takes.
#[derive(Debug, Args)]
pub struct HandOverArgs {
    #[arg(value_name = "ID", help = both!("Underlagets id, eller dess början", "The memo's id, or how it begins"))]
    pub id: String,

    #[arg(
        long,
        alias = "till",
        value_name = both!("ROLL", "ROLE"),
        help = both!(
            "Till vilken roll; annars den som underlaget väntar på",
            "To which role; otherwise the one that the memo waits for"
        )
    )]
    pub to: Option<String>,

    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        help = both!("Ett meddelande till mottagaren (- är standard in)", "A message to the receiver (- is standard input)")
    )]
    pub reason_file: Option<PathBuf>,

    #[command(flatten)]
    pub signing: Signing,

    #[command(flatten)]
    pub register: RegisterFolder,
}

/// What `memo inbox` takes.
#[derive(Debug, Args)]
pub struct InboxArgs {
    #[arg(
        long,
        alias = "roll",
        value_name = both!("ROLL", "ROLE"),
        help = both!("Bara vad som väntar på den rollen", "Only what waits for that role")
    )]
    pub role: Option<String>,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,

    #[command(flatten)]
    pub register: RegisterFolder,
}

/// What `memo countersign` takes.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
pub struct CountersignArgs {
    #[arg(value_name = "ID", help = both!("Underlagets id, eller dess början", "The memo's id, or how it begins"))]
    pub id: String,

    #[arg(
        long,
        alias = "roll",
        value_name = both!("ROLL", "ROLE"),
        help = both!(
            "I vilken roll: second-reader (medlasare), lawyer (jurist), manager (chef), delegate (delegat), board (namnd), eller en i inställningarna",
            "In which role: second-reader, lawyer, manager, delegate, board, or one of the configuration"
        )
    )]
    pub role: Option<String>,

    #[arg(long, alias = "godkann", help = both!("Godkänn", "Approve"))]
    pub approve: bool,

    #[arg(
        long,
        alias = "underkann",
        conflicts_with = "approve",
        help = both!("Lämna tillbaka till handläggaren", "Send back to the officer")
    )]
    pub reject: bool,

    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        help = both!("Skälen, med egna ord (- är standard in)", "The reasons, in words of your own (- is standard input)")
    )]
    pub reason_file: Option<PathBuf>,

    #[arg(
        long,
        alias = "igen",
        requires = "reject",
        value_name = both!("FRÅGA", "QUESTION"),
        help = both!(
            "En fråga att besvara igen, som ”item/u1 provning.omvant”; kan anges flera gånger",
            "A question to answer again, as “item/u1 provning.omvant”; can be given several times"
        )
    )]
    pub again: Vec<String>,

    #[arg(
        long,
        requires = "reject",
        value_name = both!("FIL", "FILE"),
        help = both!("Egna frågor till handläggaren, en på varje rad", "Questions of your own to the officer, one on each line")
    )]
    pub questions_file: Option<PathBuf>,

    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        conflicts_with_all = ["approve", "reject"],
        help = both!(
            "Läs svaren på de frågor som väntar på rollen från en fil (- är standard in)",
            "Read the answers to the questions that wait for the role from a file (- is standard input)"
        )
    )]
    pub answers: Option<PathBuf>,

    #[arg(
        long,
        help = both!(
            "Tala enkla rader: för skärmläsare och enkla terminaler; det gör även `ACCESSIBLE=1` och `TERM=dumb`",
            "Speak plain lines: for screen readers and simple terminals; so do `ACCESSIBLE=1` and `TERM=dumb`"
        )
    )]
    pub plain: bool,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,

    #[command(flatten)]
    pub signing: Signing,

    #[command(flatten)]
    pub register: RegisterFolder,
}

/// What `memo show` takes.
#[derive(Debug, Args)]
pub struct ShowArgs {
    #[arg(value_name = "ID", help = both!("Underlagets id, eller dess början", "The memo's id, or how it begins"))]
    pub id: String,

    #[arg(
        long,
        value_name = both!("FORM", "FORM"),
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help = both!("text (annars), markdown eller json", "text (unless given), markdown or json")
    )]
    pub format: Format,

    #[arg(
        long,
        value_name = both!("LÄSARE", "AUDIENCE"),
        default_value = "internal",
        hide_default_value = true,
        hide_possible_values = true,
        help = both!(
            "internal (annars) för myndigheten, notice för den som begärde uppgiften",
            "internal (unless given) for the authority, notice for whoever asked"
        )
    )]
    pub audience: Audience,

    #[arg(
        long,
        help = both!(
            "Lämna handläggarens namn utanför, om hot befaras (33 § förvaltningslagen)",
            "Leave the officer's name out, where threats are feared (33 § of the Administrative Procedure Act)"
        )
    )]
    pub without_names: bool,

    #[arg(
        long,
        alias = "hela",
        help = both!(
            "Visa bilagorna också: alla frågor och svar, lagrum, regler, äkthet",
            "Show the annexes too: all questions and answers, provisions, rules, authenticity"
        )
    )]
    pub full: bool,

    #[arg(
        long,
        conflicts_with = "format",
        help = both!("Detsamma som --format json", "The same as --format json")
    )]
    pub json: bool,

    #[command(flatten)]
    pub register: RegisterFolder,
}

/// How a memo is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Format {
    Text,
    Markdown,
    Json,
}

/// Whom a memo is written for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Audience {
    #[value(alias = "intern")]
    Internal,
    #[value(alias = "underrattelse")]
    Notice,
}

/// What `memo verify` takes.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    #[arg(
        value_name = both!("ID|FIL", "ID|FILE"),
        help = both!("Underlagets id i registret, eller en exporterad fil", "The memo's id in the register, or an exported file")
    )]
    pub target: String,

    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        help = both!("Underskriften; annars filens namn med .sig", "The signature; otherwise the file's name with .sig")
    )]
    pub signature: Option<PathBuf>,

    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        help = both!(
            "Vilka som får skriva under (allowed_signers); annars filen bredvid, eller i inställningarna",
            "Who may sign (allowed_signers); otherwise the file beside it, or in the settings"
        )
    )]
    pub signers: Option<PathBuf>,

    #[arg(
        long,
        alias = "fil",
        value_name = both!("FIL", "FILE"),
        help = both!(
            "Se efter om en fil är den som prövades, efter dess fingeravtryck; kan anges flera gånger",
            "See whether a file is the one that was assessed, by its fingerprint; can be given several times"
        )
    )]
    pub file: Vec<PathBuf>,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,

    #[command(flatten)]
    pub register: RegisterFolder,
}

/// What `memo why` takes.
#[derive(Debug, Args)]
pub struct WhyArgs {
    #[arg(value_name = "ID", help = both!("Underlagets id, eller dess början", "The memo's id, or how it begins"))]
    pub id: String,

    #[arg(
        long,
        alias = "inte",
        value_name = both!("VERKAN", "EFFECT"),
        help = both!(
            "Sök ett utfall med en annan verkan än den här, som withhold; annars vilket annat utfall som helst",
            "Look for an outcome with another effect than this, such as withhold; any other outcome unless given"
        )
    )]
    pub not: Option<String>,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,

    #[command(flatten)]
    pub register: RegisterFolder,
}

/// What `memo compare` takes.
#[derive(Debug, Args)]
pub struct CompareArgs {
    #[arg(value_name = "ID1", help = both!("Ett underlags id, eller dess början", "A memo's id, or how it begins"))]
    pub first: String,

    #[arg(value_name = "ID2", help = both!("Ett annat underlags id", "Another memo's id"))]
    pub second: String,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,

    #[command(flatten)]
    pub register: RegisterFolder,
}

/// What `memo export` takes.
#[derive(Debug, Args)]
pub struct ExportArgs {
    #[arg(value_name = "ID", help = both!("Underlagets id, eller dess början", "The memo's id, or how it begins"))]
    pub id: String,

    #[arg(
        long,
        value_name = both!("MAPP", "FOLDER"),
        help = both!("Mappen; den skapas, och inget i den skrivs över", "The folder; it is made, and nothing in it is replaced")
    )]
    pub to: PathBuf,

    #[command(flatten)]
    pub register: RegisterFolder,
}
