//! `menprov memo verify`: who signed what, when, on which rules, and whether the rules say the same again.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::replay::{Replay, replay};
use crate::assessment::Record;
use crate::canonical::{hex, sha256};
use crate::cli::memo::VerifyArgs;
use crate::command::{key, register, write_json};
use crate::context::Context;
use crate::error::{Error, FileError, Kind, Plain, Status};
use crate::memo::files::{CLOSURE, SIGNERS};
use crate::register::{RegisterError, Signature};
use crate::render::paragraph::hanging;
use crate::signature::{DECISION, SignatureError, Signers, Trust, verify};
use crate::text::Language;

/// No record, signature or closure is larger.
const LARGEST: u64 = 64 << 20;

/// What is to be verified.
struct Case {
    name: String,
    bytes: Vec<u8>,
    signatures: Vec<Signature>,
    closure: Option<Vec<u8>>,
    signers: PathBuf,
}

/// What one signature says.
struct Signed {
    at: DateTime<Utc>,
    found: Result<(String, Trust), SignatureError>,
}

impl Signed {
    /// Returns whether this is a good signature of the person of that name.
    fn by(&self, name: &str) -> bool {
        matches!(&self.found, Ok((_, Trust::Known(known))) if known == name)
    }
}

pub fn run(args: &VerifyArgs, context: &mut Context) -> Result<Status, Error> {
    let file = Path::new(&args.target);
    let case = if file.is_file() { from_file(file, args, context)? } else { from_register(args, context)? };
    let record = Record::read(&case.bytes).map_err(|error| broken(&error))?;
    let signers = read_signers(&case.signers)?;
    let signed: Vec<Signed> = case
        .signatures
        .iter()
        .map(|signature| Signed {
            at: signature.signed_at,
            found: verify(&case.bytes, &signature.armoured, DECISION)
                .map(|good| (good.fingerprint, signers.find(&good.key, DECISION, signature.signed_at))),
        })
        .collect();
    let replayed = replay(&record, case.closure.as_deref());
    // A record that says something else today than when it was signed proves nothing, however good the signature is.
    let holds = record.is_canonical()
        && !signed.is_empty()
        && signed.iter().all(|signed| matches!(&signed.found, Ok((_, Trust::Known(_)))))
        && !matches!(replayed, Replay::Different | Replay::OtherRules);
    if args.json {
        write_json(&mut *context.out, &as_json(&case, &record, &signed, replayed, holds, context.language))?;
    } else {
        let text = as_text(&case, &record, &signed, replayed, holds, context);
        context.out.write_all(text.as_bytes())?;
    }
    Ok(if holds { Status::Done } else { Status::No })
}

fn from_register(args: &VerifyArgs, context: &Context) -> Result<Case, Error> {
    let register = register::open(&args.register, context)?;
    let damaged = |error| match error {
        RegisterError::Damaged(id) => Error::from(
            Plain::new(
                Kind::No,
                format!("`{id}` är inte det som en gång registrerades"),
                format!("`{id}` is not what was once recorded"),
            )
            .with_hint(
                "använd inte beslutet; jämför med en exporterad akt",
                "do not use the decision; compare it with an exported record",
            ),
        ),
        other => other.into(),
    };
    let stored = register.get(&args.target).map_err(damaged)?;
    Ok(Case {
        name: stored.id.clone(),
        closure: Some(register.closure(&stored.closure).map_err(damaged)?),
        signatures: match &args.signature {
            Some(path) => vec![one_signature(path, &stored.bytes)?],
            None => stored.signatures,
        },
        bytes: stored.bytes,
        signers: match &args.signers {
            Some(path) => path.clone(),
            None => key::signers_path(context)?,
        },
    })
}

fn from_file(file: &Path, args: &VerifyArgs, context: &Context) -> Result<Case, Error> {
    let bytes = read(file)?;
    let path = args.signature.clone().unwrap_or_else(|| {
        let mut name = file.as_os_str().to_owned();
        name.push(".sig");
        name.into()
    });
    let beside = |name: &str| Some(file.with_file_name(name)).filter(|path| path.is_file());
    // What lies beside a record may have been put there by whoever changed it: one's own list goes first.
    let own = key::signers_path(context).ok().filter(|path| path.is_file());
    let signers = match args.signers.clone().or(own).or_else(|| beside(SIGNERS)) {
        Some(path) => path,
        None => key::signers_path(context)?,
    };
    let closure = beside(CLOSURE).map(|path| read(&path)).transpose()?;
    let signature = one_signature(&path, &bytes)?;
    Ok(Case { name: file.display().to_string(), bytes, signatures: vec![signature], closure, signers })
}

/// Reads a signature that stands alone. When it was made is not in it; the record's own time is the best there is.
fn one_signature(path: &Path, bytes: &[u8]) -> Result<Signature, Error> {
    let armoured = String::from_utf8_lossy(&read(path)?).into_owned();
    let signed_at = Record::read(bytes).map_err(|error| broken(&error))?.assessment().made_at;
    Ok(Signature { namespace: DECISION.to_owned(), armoured, signed_at })
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let length = fs::metadata(path).map_err(FileError::reading(path))?.len();
    if length > LARGEST {
        let path = path.display();
        return Err(
            Plain::new(Kind::Unusable, format!("`{path}` är för stor"), format!("`{path}` is too large")).into()
        );
    }
    Ok(fs::read(path).map_err(FileError::reading(path))?)
}

/// Reads the file of known signers; without one nobody is known.
fn read_signers(path: &Path) -> Result<Signers, Error> {
    if !path.exists() {
        return Ok(Signers::default());
    }
    Ok(Signers::parse(&String::from_utf8_lossy(&read(path)?))?)
}

/// A record that cannot be read is not valid: whoever changed a byte may have broken it.
fn broken(error: &crate::assessment::RecordError) -> Error {
    let [sv, en] = [Language::Sv, Language::En].map(|language| error.message(language));
    let hint = |language| error.hint(language).unwrap_or_default();
    Plain::new(Kind::No, sv, en).with_hint(hint(Language::Sv), hint(Language::En)).into()
}

fn as_json(
    case: &Case,
    record: &Record,
    signed: &[Signed],
    replayed: Replay,
    holds: bool,
    language: Language,
) -> Value {
    let assessment = record.assessment();
    let signatures: Vec<Value> = signed
        .iter()
        .map(|signed| match &signed.found {
            Ok((fingerprint, trust)) => {
                let (state, name) = trust_id(trust);
                json!({"valid": true, "signer": name, "trust": state, "fingerprint": fingerprint, "at": signed.at})
            }
            Err(error) => json!({"valid": false, "error": error.message(language), "at": signed.at}),
        })
        .collect();
    json!({
        "valid": holds,
        "memo": case.name,
        "sha256": hex(&sha256(&case.bytes)),
        "canonical": record.is_canonical(),
        "matter": assessment.matter.reference,
        "procedure": assessment.procedure.id,
        "law_date": assessment.law_date,
        "signatures": signatures,
        "rules": assessment.rules.used,
        "replay": replayed.id(),
    })
}

fn trust_id(trust: &Trust) -> (&'static str, Option<&str>) {
    match trust {
        Trust::Known(name) => ("known", Some(name)),
        Trust::OtherPurpose(name) => ("other-purpose", Some(name)),
        Trust::OtherTime(name) => ("other-time", Some(name)),
        Trust::Unknown => ("unknown", None),
    }
}

fn as_text(
    case: &Case,
    record: &Record,
    signed: &[Signed],
    replayed: Replay,
    holds: bool,
    context: &Context,
) -> String {
    let language = context.language;
    let assessment = record.assessment();
    let mut out = String::new();
    let width = usize::from(context.terminal.width.min(100));
    let mut say = |lead: &str, text: &str| hanging(&mut out, &format!("{lead}: {text}"), 2, 4, width);
    let mut lines = Vec::new();
    for signed in signed {
        lines.push((language.choose("underskrift", "signature"), signature_words(signed, language)));
    }
    if signed.is_empty() {
        lines.push((language.choose("underskrift", "signature"), language.choose("ingen", "none").to_owned()));
    }
    say(language.choose("underlag", "memo"), &format!("{} (sha256 {})", case.name, hex(&sha256(&case.bytes))));
    say(language.choose("ärende", "matter"), &assessment.matter.reference);
    for (lead, text) in &lines {
        say(lead, text);
    }
    say(language.choose("betrodda nycklar", "trusted keys"), &case.signers.display().to_string());
    if let Some(name) = assessment.officer.name.as_deref().filter(|name| !signed.iter().any(|one| one.by(name))) {
        let words = language.choose("har inte själv skrivit under", "has not signed");
        say(language.choose("handläggare", "officer"), &format!("{name} {words}"));
    }
    if assessment.pending {
        let words = language.choose(
            "förslag; underskriften stämmer, men inget är beslutat förrän den som får besluta har gjort det",
            "proposal; the signature may be right, but nothing is decided before whoever may decide has done so",
        );
        say(language.choose("läge", "state"), words);
    }
    let rules: Vec<String> =
        assessment.rules.used.iter().map(|used| format!("{} {} ({})", used.id, used.version, used.from)).collect();
    say(
        language.choose("regler", "rules"),
        &format!("{} {}: {}", language.choose("lagdag", "law date"), assessment.law_date, rules.join(", ")),
    );
    say(language.choose("prövat igen", "walked again"), replay_words(replayed, language));
    if !record.is_canonical() {
        say(
            language.choose("form", "form"),
            language
                .choose("inte den kanoniska: filen har ändrats", "not the canonical one: the file has been changed"),
        );
    }
    let verdict =
        if holds { language.choose("stämmer", "valid") } else { language.choose("stämmer INTE", "NOT valid") };
    format!("{verdict}\n{out}")
}

fn signature_words(signed: &Signed, language: Language) -> String {
    let at = signed.at.format("%Y-%m-%d %H:%M:%S UTC");
    match &signed.found {
        Ok((fingerprint, trust)) => {
            let who = match trust {
                Trust::Known(name) => name.clone(),
                Trust::OtherPurpose(name) => {
                    format!("{name}, {}", language.choose("men inte för beslut", "but not for decisions"))
                }
                Trust::OtherTime(name) => {
                    format!("{name}, {}", language.choose("men inte vid den tiden", "but not at that time"))
                }
                Trust::Unknown => language
                    .choose(
                        "okänd: nyckeln står inte bland dem som får skriva under",
                        "unknown: the key is not among those who may sign",
                    )
                    .to_owned(),
            };
            format!("{who}, {at}, {fingerprint}")
        }
        Err(error) => error.message(language),
    }
}

const fn replay_words(replayed: Replay, language: Language) -> &'static str {
    match replayed {
        Replay::Same => language.choose("samma utfall, ord för ord", "the same outcome, word for word"),
        Replay::Different => language.choose("ett ANNAT utfall", "ANOTHER outcome"),
        Replay::OtherRules => {
            language.choose("inte de regler som underlaget anger", "not the rules that the memo names")
        }
        Replay::Unreadable => language.choose(
            "reglerna går inte längre att läsa; använd programversionen i underlaget",
            "the rules can no longer be read; use the program version of the memo",
        ),
        Replay::NoRules => language
            .choose("reglerna finns inte med, så det gick inte", "the rules are not at hand, so it could not be done"),
    }
}
