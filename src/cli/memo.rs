//! `menprov memo`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::both;
use super::register::RegisterFolder;

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
        alias = "exportera",
        about = both!(
            "Lägg akten i en mapp, så att den kan kontrolleras utan det här programmet",
            "Put the record in a folder, so that it can be verified without this program"
        )
    )]
    Export(ExportArgs),
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
