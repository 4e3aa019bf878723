//! `menprov memo export`: the record with all that is needed to verify it without this program.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use crate::cli::memo::ExportArgs;
use crate::command::{key, register};
use crate::context::Context;
use crate::error::{Error, FileError, Kind, Plain, Status};
use crate::memo::files::{self, CLOSURE, READ_ME, RECORD, SIGNERS};
use crate::register::Stored;
use crate::signature::{DECISION, Signers, Trust, signer_line, verify};

pub fn run(args: &ExportArgs, context: &mut Context) -> Result<Status, Error> {
    let register = register::open(&args.register, context)?;
    let stored = register.get(&args.id)?;
    let closure = register.closure(&stored.closure)?;
    let signers = signers(&stored, context)?;
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (at, signature) in stored.signatures.iter().enumerate() {
        files.push((files::signature(at), signature.armoured.clone().into_bytes()));
    }
    files.push((SIGNERS.to_owned(), signers.iter().flat_map(|(_, line)| [line.as_bytes(), b"\n"].concat()).collect()));
    files.push((READ_ME.to_owned(), read_me(&signers).into_bytes()));
    files.push((CLOSURE.to_owned(), closure));
    files.push((RECORD.to_owned(), stored.bytes));

    fs::create_dir_all(&args.to).map_err(FileError::writing(&args.to))?;
    if let Some((taken, _)) = files.iter().find(|(name, _)| args.to.join(name).symlink_metadata().is_ok()) {
        let path = args.to.join(taken);
        let path = path.display();
        return Err(Plain::new(Kind::Unusable, format!("`{path}` finns redan"), format!("`{path}` is already there"))
            .with_hint("ange en ny eller tom mapp", "give a new or empty folder")
            .into());
    }
    for (name, bytes) in &files {
        write_new(&args.to.join(name), bytes)?;
    }
    writeln!(context.out, "{}", args.to.display())?;
    Ok(Status::Done)
}

/// Returns who signed, by the names known here, each with the line for a file of known signers.
///
/// A key that nobody here knows goes under its fingerprint: the receiver must find out whose it is.
fn signers(stored: &Stored, context: &Context) -> Result<Vec<(String, String)>, Error> {
    let path = key::signers_path(context)?;
    let known = match fs::read_to_string(&path) {
        Ok(text) => Signers::parse(&text)?,
        Err(_) => Signers::default(),
    };
    let mut lines: Vec<(String, String)> = Vec::new();
    for signature in &stored.signatures {
        let good = verify(&stored.bytes, &signature.armoured, DECISION)?;
        let name = match known.find(&good.key, DECISION, signature.signed_at) {
            Trust::Known(name) => name,
            _ => good.fingerprint.clone(),
        };
        if let Some(line) = signer_line(&name, &good.key, DECISION) {
            lines.push((name, line));
        }
    }
    lines.sort();
    lines.dedup();
    Ok(lines)
}

fn read_me(signers: &[(String, String)]) -> String {
    let command = files::verification(signers.first().map(|(name, _)| name.as_str()));
    format!(
        "Kontrollera underskriften med OpenSSH, i den här mappen:\n\n    {command}\n\n\
         Nyckeln i {SIGNERS} bevisar bara vem som skrev under om du vet från annat håll att den är den personens.\n\
         Reglerna som användes ligger i {CLOSURE}; {RECORD} anger deras SHA-256 under rules.closure.\n\
         Med programmet: menprov memo verify {RECORD}\n\n\
         Verify the signature with OpenSSH, in this folder: the command above.\n\
         The key in {SIGNERS} proves who signed only if you know from elsewhere that it is that person's.\n\
         The rules that were used are in {CLOSURE}; {RECORD} names their SHA-256 under rules.closure.\n\
         With the program: menprov memo verify {RECORD} --lang en\n"
    )
}

fn write_new(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    // What is in it is secret until somebody decides otherwise.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .map_err(FileError::writing(path))
}
