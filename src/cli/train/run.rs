//! What `menprov train run` takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Pack, both};

/// What `train run` takes.
#[derive(Args, Debug)]
pub struct RunArgs {
    #[arg(
        value_name = "ID",
        help = both!(
            "Scenariot, se `menprov train list`; i ett rum det som står på tur, om inget anges",
            "The scenario, see `menprov train list`; in a room the next one, unless given"
        )
    )]
    pub id: Option<String>,

    #[arg(
        long,
        alias = "rum",
        value_name = both!("RUM", "ROOM"),
        requires = "participant",
        conflicts_with_all = ["feedback", "json"],
        help = both!(
            "Öva i ett rum: gå igenom dess scenarier och lämna in svaren",
            "Train in a room: walk its scenarios and hand the answers in"
        )
    )]
    pub room: Option<PathBuf>,

    #[arg(
        long = "as",
        id = "participant",
        alias = "som",
        value_name = "PSEUDONYM",
        requires = "room",
        help = both!(
            "Vad du heter i rummet: en pseudonym, aldrig ditt namn",
            "What you are called in the room: a pseudonym, never your name"
        )
    )]
    pub participant: Option<String>,

    #[arg(
        long,
        alias = "ut",
        value_name = both!("MAPP", "FOLDER"),
        requires = "room",
        help = both!(
            "Mappen där svaren lämnas in; annars den som heter som rummets kod, bredvid rummets fil",
            "The folder where the answers are handed in; otherwise the one called as the room's code, beside its file"
        )
    )]
    pub out: Option<PathBuf>,

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
            "När facit visas: end (annars), när allt är besvarat; direct, efter varje poängsatt svar och det första som lämnar facit, och då räknas det första svaret",
            "When the key is shown: end (unless given), when all is answered; direct, after each scored answer and the first that leaves the key, and then the first answer counts"
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
