//! `menprov register`, and the option that says where the register is.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::both;

/// The commands on the register.
#[derive(Debug, Subcommand)]
pub enum RegisterCommand {
    #[command(alias = "lista", about = both!("Lista underlagen", "List the memos"))]
    List(ListArgs),
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
