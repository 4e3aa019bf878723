//! `menprov decide`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::rules::RulesFolder;
use super::{both, value};

/// What `decide` takes.
#[derive(Debug, Args)]
pub struct DecideArgs {
    #[arg(
        long,
        value_name = "ID",
        help = both!("Förfarandet, se `menprov rules list`", "The procedure, see `menprov rules list`")
    )]
    pub ruleset: String,

    #[arg(
        long,
        value_name = both!("DATUM", "DATE"),
        value_parser = value::day,
        help = both!("Dagen vars lag gäller, ÅÅÅÅ-MM-DD; annars i dag", "The day whose law applies, YYYY-MM-DD; today unless given")
    )]
    pub law_date: Option<NaiveDate>,

    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        help = both!("JSON-rader med svar (- är standard in)", "JSON lines of answers (- is standard input)")
    )]
    pub answers: PathBuf,

    #[arg(long, help = both!("Visa varje steg på vägen", "Show every step of the way"))]
    pub trace: bool,

    #[command(flatten)]
    pub rules: RulesFolder,
}
