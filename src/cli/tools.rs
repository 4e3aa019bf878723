//! `menprov completions` and `menprov man`.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

use super::both;

/// What `completions` takes.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    #[arg(
        value_name = both!("SKAL", "SHELL"),
        hide_possible_values = true,
        help = both!("bash, elvish, fish, powershell eller zsh", "bash, elvish, fish, powershell or zsh")
    )]
    pub shell: Shell,
}

/// What `man` takes.
#[derive(Debug, Args)]
pub struct ManArgs {
    #[arg(
        long,
        value_name = both!("MAPP", "FOLDER"),
        help = both!(
            "Mappen: engelska sidor i man1, svenska i sv/man1",
            "The folder: English pages in man1, Swedish ones in sv/man1"
        )
    )]
    pub out: PathBuf,
}
