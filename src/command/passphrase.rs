//! Gets a passphrase: from a file, or from whoever sits at the terminal. Never from an argument or a variable.

use std::fs::File;
use std::io::Write as _;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use console::Term;
use dialoguer::Password;
use zeroize::Zeroizing;

use crate::context::{Context, Display};
use crate::error::{Error, FileError, Kind, Plain, exit};
use crate::interview::interrupt;
use crate::signature::{KeyError, KeyFile, SigningKey};

/// No passphrase is longer, in bytes.
const LONGEST: u64 = 4096;

/// How often a passphrase may be typed wrong.
const TRIES: u32 = 3;

/// Unlocks a key, asking at the terminal where no file is given.
///
/// # Errors
/// When the passphrase is wrong, or nobody can be asked.
pub fn unlock(key: &KeyFile, file: Option<&Path>, context: &mut Context) -> Result<SigningKey, Error> {
    if !key.is_locked() {
        return Ok(key.unlock(None)?);
    }
    if let Some(file) = file {
        return Ok(key.unlock(Some(&from_file(file)?))?);
    }
    let mut tries = 1;
    loop {
        let typed = ask(context.language.choose("Lösenfras", "Passphrase"), context)?;
        match key.unlock(Some(&typed)) {
            Err(KeyError::Passphrase(_)) if tries < TRIES => {
                let words = context.language.choose("fel lösenfras, försök igen", "wrong passphrase, try again");
                context.say(words)?;
                tries += 1;
            }
            unlocked => return Ok(unlocked?),
        }
    }
}

/// Gets the passphrase of a new key, typed twice.
///
/// # Errors
/// When nobody can be asked, or the two differ.
pub fn new(file: Option<&Path>, context: &mut Context) -> Result<Zeroizing<String>, Error> {
    if let Some(file) = file {
        return from_file(file);
    }
    let language = context.language;
    let first = ask(language.choose("Ny lösenfras", "New passphrase"), context)?;
    let again = ask(language.choose("En gång till", "Once more"), context)?;
    if first == again {
        return Ok(first);
    }
    Err(Plain::new(Kind::Usage, "lösenfraserna är inte lika", "the passphrases differ")
        .with_hint("kör kommandot igen", "run the command again")
        .into())
}

/// Reads the first line of a file.
fn from_file(path: &Path) -> Result<Zeroizing<String>, Error> {
    let file = File::open(path).map_err(FileError::reading(path))?;
    let mut line = Zeroizing::new(String::with_capacity(256));
    BufReader::new(file.take(LONGEST)).read_line(&mut line).map_err(FileError::reading(path))?;
    while line.ends_with(['\n', '\r']) {
        line.pop();
    }
    Ok(line)
}

fn ask(prompt: &str, context: &Context) -> Result<Zeroizing<String>, Error> {
    let nobody = || {
        Plain::new(Kind::Unusable, "nyckeln behöver en lösenfras", "the key needs a passphrase")
            .with_hint("ange den med `--passphrase-file FIL`", "give it with `--passphrase-file FILE`")
    };
    if !context.terminal.can_ask() {
        return Err(nobody().into());
    }
    let language = context.language;
    // An interview has its own way out already, which then stays.
    interrupt::catch(move || {
        let mut err = std::io::stderr();
        let _ = writeln!(err);
        let _ = interrupted().print(&mut err, language);
        std::process::exit(exit::INTERRUPTED.into());
    });
    let _remembered = interrupt::Remembered::now();
    let typed = if context.terminal.display == Display::Lines {
        plainly(prompt)
    } else {
        let asked = Password::new().with_prompt(prompt).allow_empty_password(true).report(false).interact();
        asked.map_err(|dialoguer::Error::IO(error)| error)
    };
    typed.map(Zeroizing::new).map_err(|error| match error.kind() {
        std::io::ErrorKind::Interrupted => interrupted(),
        _ => nobody().into(),
    })
}

/// Reads a passphrase without moving the cursor, which dialoguer does to take its prompt away again.
fn plainly(prompt: &str) -> std::io::Result<String> {
    let term = Term::stderr();
    term.write_str(&format!("{prompt}: "))?;
    term.read_secure_line()
}

fn interrupted() -> Error {
    Plain::new(Kind::Interrupted, "inget är underskrivet", "nothing was signed").into()
}
