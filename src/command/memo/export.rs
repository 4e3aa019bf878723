//! `menprov memo export`: the record with all that is needed to verify it without this program.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;

use super::show::known;
use crate::cli::memo::ExportArgs;
use crate::command::fresh::{self, Readers};
use crate::command::register;
use crate::context::Context;
use crate::error::{Error, FileError, Kind, Plain, Status};
use crate::memo::files::{self, CLOSURE, READ_ME, RECORD, SIGNERS};
use crate::register::{Signature, Stored};
use crate::signature::{PRACTICE, PublicKey, Signers, Trust, signer_line, verify};

pub fn run(args: &ExportArgs, context: &mut Context) -> Result<Status, Error> {
    let register = register::open(&args.register, context)?;
    let stored = register.get(&args.id)?;
    let closure = register.closure(&stored.closure)?;
    let earlier = register.before(&stored)?;
    let known = known(&stored, context)?;
    let mut signed = signed(&stored, &known, files::RECORD, &|at| files::signature(at), &files::statement);
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (at, before) in earlier.into_iter().enumerate() {
        let name = files::earlier(at);
        let signature = |nr: usize| if nr == 0 { format!("{name}.sig") } else { format!("{name}.{}.sig", nr + 1) };
        signed.extend(self::signed(&before, &known, &name, &signature, &|nr| files::earlier_statement(at, nr)));
        files.push((name, before.bytes));
        files.extend(
            before.statements.into_iter().enumerate().map(|(nr, kept)| (files::earlier_statement(at, nr), kept.bytes)),
        );
    }
    files.extend(stored.statements.into_iter().enumerate().map(|(at, kept)| (files::statement(at), kept.bytes)));
    for one in &signed {
        files.push((one.signature.clone(), one.armoured.clone().into_bytes()));
    }
    files.push((SIGNERS.to_owned(), signers(&signed).into_bytes()));
    files.push((READ_ME.to_owned(), read_me(&signed).into_bytes()));
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
        fresh::write(&args.to.join(name), bytes, Readers::Owner, None)?;
    }
    writeln!(context.out, "{}", args.to.display())?;
    Ok(Status::Done)
}

/// A signature of the export: over which file, as what, by whom.
struct Signed {
    file: String,
    signature: String,
    armoured: String,
    namespace: String,
    /// The name known here; the fingerprint of a key that nobody here knows: the receiver must find out whose it is.
    name: String,
    key: Option<PublicKey>,
}

/// Returns the signatures under a record and under the statements about it.
fn signed(
    stored: &Stored,
    known: &Signers,
    record: &str,
    signature: &dyn Fn(usize) -> String,
    statement: &dyn Fn(usize) -> String,
) -> Vec<Signed> {
    let one = |file: String, name: String, bytes: &[u8], kept: &Signature| {
        let key = verify(bytes, &kept.armoured, &kept.namespace).ok().map(|good| good.key);
        let found = key.as_ref().map(|key| known.find(key, &kept.namespace, kept.signed_at));
        let whose = match (&key, found) {
            (_, Some(Trust::Known(name))) => name,
            (Some(key), _) => key.fingerprint(),
            // It is handed on as it is; whoever verifies sees that it is not good.
            (None, _) => String::new(),
        };
        let (armoured, namespace) = (kept.armoured.clone(), kept.namespace.clone());
        Signed { file, signature: name, armoured, namespace, name: whose, key }
    };
    let of_record = stored.signatures.iter().enumerate();
    let of_record = of_record.map(|(at, kept)| one(record.to_owned(), signature(at), &stored.bytes, kept));
    let of_statements = stored.statements.iter().enumerate();
    let of_statements = of_statements.map(|(at, kept)| {
        let name = statement(at);
        one(name.clone(), format!("{name}.sig"), &kept.bytes, &kept.signature)
    });
    of_record.chain(of_statements).collect()
}

/// Returns a file of known signers: a line for each person's key, with every act that it signed here.
fn signers(signed: &[Signed]) -> String {
    let mut lines: BTreeMap<(&str, String), (&PublicKey, BTreeSet<&str>)> = BTreeMap::new();
    for one in signed {
        let Some(key) = &one.key else { continue };
        let line = lines.entry((&one.name, key.bare_line())).or_insert_with(|| (key, BTreeSet::new()));
        line.1.insert(&one.namespace);
    }
    let lines = lines
        .into_iter()
        .filter_map(|((name, _), (key, acts))| signer_line(name, key, &acts.into_iter().collect::<Vec<_>>().join(",")));
    lines.flat_map(|line| [line, "\n".to_owned()]).collect()
}

fn read_me(signed: &[Signed]) -> String {
    let command = |one: &Signed| {
        format!("    {}", files::verification_of(Some(&one.name), &one.namespace, &one.signature, &one.file))
    };
    let commands: Vec<String> = signed.iter().map(command).collect();
    let commands = commands.join("\n");
    let practice = if signed.iter().any(|one| one.namespace == PRACTICE) { " --practice" } else { "" };
    format!(
        "Kontrollera underskrifterna med OpenSSH, i den här mappen:\n\n{commands}\n\n\
         Nyckeln i {SIGNERS} bevisar bara vem som skrev under om du vet från annat håll att den är den personens.\n\
         Reglerna som användes ligger i {CLOSURE}; {RECORD} anger deras SHA-256 under rules.closure.\n\
         Vad andra har sagt om underlaget ligger i statement-*.json; vart och ett anger underlagets SHA-256 under record.\n\
         Med programmet: menprov memo verify {RECORD}{practice}\n\n\
         Verify the signatures with OpenSSH, in this folder: the commands above.\n\
         The key in {SIGNERS} proves who signed only if you know from elsewhere that it is that person's.\n\
         The rules that were used are in {CLOSURE}; {RECORD} names their SHA-256 under rules.closure.\n\
         What others have said of the record is in statement-*.json; each names the record's SHA-256 under record.\n\
         With the program: menprov memo verify {RECORD}{practice} --lang en\n"
    )
}
