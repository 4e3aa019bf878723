//! The key to sign with: the same for a record and for a statement about one.

use std::path::PathBuf;

use clap::Args;

use super::both;

/// With which key something is signed.
#[derive(Debug, Args)]
pub struct Signing {
    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        conflicts_with = "practice",
        help = both!(
            "Underskriftsnyckeln, i OpenSSH-format; annars den som `menprov key new` skapade",
            "The signing key, in OpenSSH format; otherwise the one that `menprov key new` made"
        )
    )]
    pub key: Option<PathBuf>,

    #[arg(
        long,
        value_name = both!("FIL", "FILE"),
        conflicts_with = "practice",
        help = both!(
            "Läs nyckelns lösenfras från första raden i en fil",
            "Read the key's passphrase from the first line of a file"
        )
    )]
    pub passphrase_file: Option<PathBuf>,
}
