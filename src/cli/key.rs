//! `menprov key`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::both;

/// The commands on keys.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    #[command(alias = "ny", about = both!("Skapa en nyckel att skriva under med", "Make a key to sign with"))]
    New(NewArgs),

    #[command(
        alias = "visa",
        about = both!("Visa nyckelns öppna del och fingeravtryck", "Show the key's public part and fingerprint")
    )]
    Show(ShowArgs),
}

/// What `key new` takes.
#[derive(Debug, Args)]
pub struct NewArgs {
    #[arg(
        long,
        value_name = both!("NAMN", "NAME"),
        help = both!(
            "Namnet som underskriften bär: tjänsteadress eller signatur",
            "The name that the signature bears: an official address or initials"
        )
    )]
    pub name: String,

    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        help = both!("Var nyckeln läggs; annars i inställningarna", "Where the key is put; in the settings unless given")
    )]
    pub key: Option<PathBuf>,

    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        help = both!("Läs lösenfrasen från första raden i en fil", "Read the passphrase from the first line of a file")
    )]
    pub passphrase_file: Option<PathBuf>,
}

/// What `key show` takes.
#[derive(Debug, Args)]
pub struct ShowArgs {
    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        help = both!("Nyckelfilen; annars den i inställningarna", "The key file; otherwise the one in the settings")
    )]
    pub key: Option<PathBuf>,

    #[arg(long, help = both!("Svara i JSON", "Answer in JSON"))]
    pub json: bool,
}
