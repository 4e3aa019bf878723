//! `menprov key`: make and show the key that decisions are signed with.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::{passphrase, write_json};
use crate::cli::key::{KeyCommand, NewArgs, ShowArgs};
use crate::context::Context;
use crate::error::{Error, FileError, Kind, Plain, Status};
use crate::memo::files::SIGNERS;
use crate::signature::{ACTS, KeyError, KeyFile, PublicKey, create, signer_line};
use crate::training::certificate::NAMESPACE as CERTIFICATE;

/// The key's file in the settings, and its name under `.ssh`.
pub const KEY: &str = "id_ed25519";

pub fn run(command: &KeyCommand, context: &mut Context) -> Result<Status, Error> {
    match command {
        KeyCommand::New(args) => new(args, context),
        KeyCommand::Show(args) => show(args, context),
    }
}

/// Finds the key to sign with: the one given, the one in the settings, or the user's own OpenSSH key.
///
/// # Errors
/// When there is none, or it cannot be used.
pub fn find(given: Option<&Path>, context: &Context) -> Result<KeyFile, Error> {
    Ok(KeyFile::read(&locate(given, context)?)?)
}

fn locate(given: Option<&Path>, context: &Context) -> Result<PathBuf, Error> {
    if let Some(path) = given {
        return Ok(path.to_owned());
    }
    let own = context.folders.config()?.join(KEY);
    let ssh = context.folders.ssh.as_ref().map(|folder| folder.join(KEY));
    Ok(ssh.filter(|ssh| !own.exists() && ssh.exists()).unwrap_or(own))
}

/// Returns the public half with its name, which a locked key keeps only in the file beside it.
fn named(path: &Path, public: PublicKey) -> PublicKey {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".pub");
    fs::read_to_string(beside)
        .ok()
        .and_then(|line| PublicKey::from_line(&line))
        .filter(|named| named.is_same_key(&public))
        .unwrap_or(public)
}

fn new(args: &NewArgs, context: &mut Context) -> Result<Status, Error> {
    let path = match &args.key {
        Some(path) => path.clone(),
        None => context.folders.config()?.join(KEY),
    };
    if path.symlink_metadata().is_ok() {
        // Before a passphrase is thought out and typed twice in vain.
        return Err(KeyError::Exists(path).into());
    }
    let passphrase = passphrase::new(args.passphrase_file.as_deref(), context)?;
    let name = fitting_name(&args.name)?;
    let public = create(&path, &passphrase, name)?;
    let signers = context.folders.config()?.join(SIGNERS);
    trust(&signers, name, &public)?;
    let language = context.language;
    writeln!(context.out, "{}", public.fingerprint())?;
    writeln!(context.out, "{}", path.display())?;
    writeln!(
        context.err,
        "{}",
        language.choose(
            "tips: lämna raden i filen .pub till den som ska kunna kontrollera dina underskrifter, och spara lösenfrasen säkert; den kan inte återställas",
            "hint: give the line of the .pub file to whoever is to verify your signatures, and keep the passphrase safe; it cannot be recovered",
        )
    )?;
    Ok(Status::Done)
}

/// Refuses a name that could not stand in a file of known signers, before a key is made.
fn fitting_name(name: &str) -> Result<&str, Error> {
    let fits = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | ',' | '*' | '?' | '!' | '\\');
    if !name.is_empty() && !name.starts_with('#') && name.chars().all(fits) {
        return Ok(name);
    }
    Err(Plain::new(
        Kind::Usage,
        format!("namnet `{name}` kan inte stå i en underskrift"),
        format!("the name `{name}` cannot stand in a signature"),
    )
    .with_hint(
        "skriv en adress eller signatur utan blanksteg och utan \" , * ? ! \\",
        "write an address or initials without spaces and without \" , * ? ! \\",
    )
    .into())
}

/// Returns the line that trusts a key for all that it signs: the acts of an assessment, and a workshop's certificates.
/// Each signature names its own purpose, so that a certificate is no memo by it and a memo no certificate.
fn line(name: &str, key: &PublicKey) -> Option<String> {
    signer_line(name, key, &format!("{ACTS},{CERTIFICATE}"))
}

/// Adds the key to the file of known signers, so that the officer's own signatures are known on this machine.
fn trust(signers: &Path, name: &str, key: &PublicKey) -> Result<(), Error> {
    let Some(line) = line(name, key) else { return Ok(()) };
    let mut options = fs::OpenOptions::new();
    options.create(true).append(true);
    if let Some(folder) = signers.parent() {
        fs::create_dir_all(folder).map_err(FileError::writing(folder))?;
    }
    let mut file = options.open(signers).map_err(FileError::writing(signers))?;
    file.write_all(format!("{line}\n").as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(FileError::writing(signers))?;
    Ok(())
}

/// Returns the file of known signers in the settings.
///
/// # Errors
/// When nothing says where the settings are.
pub fn signers_path(context: &Context) -> Result<PathBuf, Error> {
    Ok(context.folders.config()?.join(SIGNERS))
}

fn show(args: &ShowArgs, context: &mut Context) -> Result<Status, Error> {
    let path = locate(args.key.as_deref(), context)?;
    let key = KeyFile::read(&path)?;
    let public = named(&path, key.public());
    if args.json {
        let shown = json!({
            "name": public.comment(),
            "fingerprint": public.fingerprint(),
            "public": public.line(),
            "locked": key.is_locked(),
            "signer": line(public.comment(), &public),
        });
        write_json(&mut *context.out, &shown)?;
    } else {
        writeln!(context.out, "{}", public.fingerprint())?;
        writeln!(context.out, "{}", crate::render::safe::line(&public.line()))?;
    }
    if !key.is_locked() {
        let words = context.language.choose(
            "varning: nyckeln har ingen lösenfras; den som läser filen kan skriva under i ditt namn",
            "warning: the key has no passphrase; whoever reads the file can sign in your name",
        );
        context.say(words)?;
    }
    Ok(Status::Done)
}
