//! `menprov train certificate`: says under the trainer's signature what a member of a room came to, and verifies that.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use chrono::SubsecRound as _;
use serde_json::json;

use super::debrief::do_not_fit;
use super::hall::{self, Programme, Refused};
use crate::answers::file::check_bytes;
use crate::canonical::{hex, sha256};
use crate::cli::train::CertificateArgs;
use crate::command::fresh::{self, Readers};
use crate::command::{key, passphrase, rulebook, write_json};
use crate::context::Context;
use crate::error::{Error, FileError, Kind, Plain, Status};
use crate::render::paragraph::paragraph;
use crate::ruleset::suggest::plain;
use crate::signature::{SignatureError, Signers, Trust, sign, signer_line, verify};
use crate::text::Language;
use crate::training::answered::Answered;
use crate::training::certificate::{Certificate, Counted, LONGEST_NAME, NAMESPACE, name};
use crate::training::debrief::{Entrant, debrief};
use crate::training::score::score;

/// No certificate or signature is larger, in bytes.
const LARGEST: u64 = 1 << 20;

pub fn run(args: &CertificateArgs, context: &mut Context) -> Result<Status, Error> {
    match (&args.verify, &args.sheet, &args.room) {
        (Some(file), ..) => check(file, args, context),
        (None, Some(sheet), Some(room)) => issue(sheet, room, args, context),
        // The command line demands them.
        _ => Err(Plain::new(Kind::Usage, "svaren och rummet saknas", "answers and room are missing").into()),
    }
}

fn issue(path: &Path, session: &Path, args: &CertificateArgs, context: &mut Context) -> Result<Status, Error> {
    let name = args.name.as_deref().map(|typed| name(typed).ok_or_else(no_name)).transpose()?;
    let room = hall::open(session)?;
    let programme = Programme::of(&room, args.pack.pack.as_deref())?;
    let keys = programme.keys()?;
    let sheet = hall::sheet(&room, path).map_err(|why| {
        let refused = Refused { file: path.display().to_string(), why };
        Plain::new(Kind::Unusable, refused.message(Language::Sv), refused.message(Language::En))
            .with_hint("ange rummets fil med `--room`", "give the room's file with `--room`")
    })?;
    let entrants: Vec<Entrant<'_, '_>> =
        programme.scenarios.iter().zip(&keys).map(|(scenario, key)| Entrant { scenario, key }).collect();
    let sheets = [sheet];
    let counted = debrief(&room, &entrants, &sheets, context.language);
    let counted = counted.map_err(|unfit| do_not_fit(&unfit))?;
    let scores = counted.scenarios.iter().map(|of| of.scores.first().copied().flatten());
    let scores: Vec<_> = entrants
        .iter()
        .zip(scores)
        .map(|(Entrant { scenario, key }, own)| Counted {
            title: &scenario.title,
            score: own,
            of: score(&key.steps, &Answered::default()).of,
        })
        .collect();
    let [sheet] = &sheets;
    let issued = context.now().trunc_subsecs(0);
    let rules = rulebook::digest(&programme.book);
    let certificate =
        Certificate::of(&room, sheet, &scores, rules, name, issued.to_utc()).map_err(|error| unwritable(&error))?;
    let bytes = certificate.bytes().map_err(|error| unwritable(&error))?;

    let own = || PathBuf::from(format!("{}-{}.certificate.json", room.code, plain(&sheet.participant)));
    let out = args.out.clone().unwrap_or_else(own);
    let beside = signature_beside(&out);
    if let Some(taken) = [&out, &beside].into_iter().find(|path| path.symlink_metadata().is_ok()) {
        return Err(fresh::taken(taken, Some("-o")));
    }
    let key = key::find(args.key.as_deref(), context)?;
    let key = passphrase::unlock(&key, args.passphrase_file.as_deref(), context)?;
    let armoured = sign(&bytes, &key, NAMESPACE)?;
    for (path, bytes) in [(&out, bytes.as_slice()), (&beside, armoured.as_bytes())] {
        fresh::write(path, bytes, Readers::Usual, Some("-o"))?;
    }
    show(&certificate, context)?;
    let (file, signature) = (out.display(), beside.display());
    context.say(&format!("{file}\n{signature}"))?;
    if let Some(line) = signer_line(key.public().comment(), &key.public(), NAMESPACE) {
        let lead = context
            .language
            .choose("den som kontrollerar intyget behöver raden", "whoever verifies the certificate needs the line");
        context.say(&format!("{lead}\n{line}"))?;
    }
    Ok(Status::Done)
}

fn check(path: &Path, args: &CertificateArgs, context: &mut Context) -> Result<Status, Error> {
    let bytes = read(path)?;
    let armoured = read(&signature_beside(path))?;
    let armoured = String::from_utf8_lossy(&armoured).into_owned();
    let signers = match &args.signers {
        Some(own) => own.clone(),
        None => key::signers_path(context)?,
    };
    let lines = if signers.exists() { String::from_utf8_lossy(&read(&signers)?).into_owned() } else { String::new() };
    let known = Signers::parse(&lines)?;
    // What is said is only shown when it is what was signed.
    let good = match verify(&bytes, &armoured, NAMESPACE) {
        Ok(good) => good,
        Err(error) => return Err(not_good(path, &error)),
    };
    let text = check_bytes(&path.display().to_string(), bytes.clone())?;
    let certificate = Certificate::read(&text).map_err(|fault| {
        let file = path.display();
        let said = |language| format!("`{file}`: {}", fault.message(language));
        Plain::new(Kind::No, said(Language::Sv), said(Language::En))
    })?;
    let trust = known.find(&good.key, NAMESPACE, certificate.issued);
    let holds = matches!(trust, Trust::Known(_));
    if args.json {
        let name = if let Trust::Known(name) = &trust { Some(name) } else { None };
        let shown = json!({
            "holds": holds, "signer": name, "fingerprint": good.fingerprint,
            "sha256": hex(&sha256(&bytes)), "certificate": certificate,
        });
        write_json(&mut *context.out, &shown)?;
    } else {
        show(&certificate, context)?;
        let whose = |sv: &str, en: &str| context.language.choose(sv, en).to_owned();
        let by = match &trust {
            Trust::Known(name) => name.clone(),
            Trust::OtherPurpose(name) => {
                let why = whose("men nyckeln är inte betrodd för intyg", "but the key is not trusted for certificates");
                format!("{name}, {why}")
            }
            Trust::OtherTime(name) => {
                format!("{name}, {}", whose("men nyckeln gällde inte då", "but the key did not hold then"))
            }
            Trust::Unknown => whose("en okänd nyckel", "an unknown key"),
        };
        let lead =
            context.language.choose("Underskriften är hel. Undertecknat av", "The signature is whole. Signed by");
        let mut out = String::from("\n");
        let width = usize::from(context.terminal.width.min(100));
        paragraph(&mut out, &format!("{lead} {by} ({})", good.fingerprint), 0, width);
        context.out.write_all(out.as_bytes())?;
        if !holds {
            let name = match &trust {
                Trust::Known(name) | Trust::OtherPurpose(name) | Trust::OtherTime(name) => name,
                Trust::Unknown => context.language.choose("NAMN", "NAME"),
            };
            let (file, line) = (signers.display(), signer_line(name, &good.key, NAMESPACE).unwrap_or_default());
            let lead = match context.language {
                Language::Sv => {
                    format!("tips: få fingeravtrycket bekräftat av den som skrev under, och lägg raden i {file}")
                }
                Language::En => format!("tip: have whoever signed confirm the fingerprint, and put the line in {file}"),
            };
            context.say(&format!("{lead}\n{line}"))?;
        }
    }
    Ok(if holds { Status::Done } else { Status::No })
}

/// Writes what a certificate says.
fn show(certificate: &Certificate, context: &mut Context) -> Result<(), Error> {
    let width = usize::from(context.terminal.width.min(100));
    let mut out = String::new();
    for line in certificate.lines(context.language) {
        if line.is_empty() { out.push('\n') } else { paragraph(&mut out, &line, 0, width) }
    }
    Ok(context.out.write_all(out.as_bytes())?)
}

/// Returns where the signature of a file lies, as `ssh-keygen -Y sign` names it.
fn signature_beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".sig");
    name.into()
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(FileError::reading(path))?;
    if bytes.len() as u64 > LARGEST {
        let file = path.display();
        return Err(Plain::new(
            Kind::Unusable,
            format!("`{file}` är större än 1 MiB"),
            format!("`{file}` is larger than 1 MiB"),
        )
        .with_hint("är det rätt fil?", "is it the right file?")
        .into());
    }
    Ok(bytes)
}

fn not_good(path: &Path, error: &SignatureError) -> Error {
    let file = path.display();
    let said = |language| format!("`{file}`: {}", error.message(language));
    let hint = |language: Language| match error {
        SignatureError::Malformed | SignatureError::Changed => {
            let words = "be om intyget och underskriften igen; stämmer det ändå inte får intyget inte godtas";
            let en = "ask for the certificate and the signature again; if they still do not fit, do not accept it";
            language.choose(words, en).to_owned()
        }
        _ => error.hint(language).unwrap_or_default(),
    };
    Plain::new(Kind::No, said(Language::Sv), said(Language::En))
        .with_hint(hint(Language::Sv), hint(Language::En))
        .into()
}

fn no_name() -> Error {
    Plain::new(
        Kind::Usage,
        format!("namnet är tomt, längre än {LONGEST_NAME} tecken eller har dolda tecken"),
        format!("the name is empty, longer than {LONGEST_NAME} characters or has hidden ones"),
    )
    .with_hint("skriv det som det ska stå i intyget", "write it as it is to stand in the certificate")
    .into()
}

fn unwritable(error: &crate::canonical::CanonicalError) -> Error {
    Plain::new(Kind::Unusable, error.message(Language::Sv), error.message(Language::En)).into()
}
