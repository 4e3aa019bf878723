//! `menprov memo verify`: who signed what, when, on which rules, and whether the rules say the same again.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::fingerprints::{Compared, compare};
use super::replay::{Replay, replay};
use super::show::practised;
use super::vouch::{Chain, Vouching, vouch};
use crate::assessment::Record;
use crate::canonical::{hex, sha256};
use crate::cli::memo::VerifyArgs;
use crate::command::{key, register, write_json};
use crate::context::Context;
use crate::error::{Error, FileError, Kind, Plain, Status};
use crate::memo::files::{self, CLOSURE, SIGNERS};
use crate::register::{RegisterError, Signature, Stored, StoredStatement};
use crate::render::paragraph::hanging;
use crate::signature::{DECISION, PRACTICE, SignatureError, Signers, Trust, verify};
use crate::statement::Sealed;
use crate::text::Language;

/// No record, signature or closure is larger.
const LARGEST: u64 = 64 << 20;

/// What is to be verified.
struct Case {
    name: String,
    chain: Chain,
    closure: Option<Vec<u8>>,
    signers: PathBuf,
    /// Whether it is looked at as practice: then only what is signed as practice is good, and otherwise never.
    practice: bool,
}

impl Case {
    /// Returns what the signatures under the record must be for.
    const fn purpose(&self) -> &'static str {
        purpose(self.practice)
    }
}

const fn purpose(practice: bool) -> &'static str {
    if practice { PRACTICE } else { DECISION }
}

/// What one signature says.
struct Signed {
    at: DateTime<Utc>,
    found: Result<(String, Trust), SignatureError>,
}

impl Signed {
    /// Returns whether it was made as practice where a decision is looked for.
    fn is_practised(&self) -> bool {
        matches!(&self.found, Err(SignatureError::Namespace { found, .. }) if found == PRACTICE)
    }

    /// Returns whether this is a good signature of the person of that name.
    fn by(&self, name: &str) -> bool {
        matches!(&self.found, Ok((_, Trust::Known(known))) if known == name)
    }
}

pub fn run(args: &VerifyArgs, context: &mut Context) -> Result<Status, Error> {
    let file = Path::new(&args.target);
    let case = if file.is_file() { from_file(file, args, context)? } else { from_register(args, context)? };
    let stored = &case.chain.stored;
    let record = Record::read(&stored.bytes).map_err(|error| broken(&error))?;
    // A list that somebody names says all whom they trust.
    let own = if case.practice && args.signers.is_none() { practised(context)? } else { String::new() };
    let signers = read_signers(&case.signers, &own)?;
    let purpose = case.purpose();
    let signed: Vec<Signed> = stored
        .signatures
        .iter()
        .map(|signature| Signed {
            at: signature.signed_at,
            found: verify(&stored.bytes, &signature.armoured, purpose)
                .map(|good| (good.fingerprint, signers.find(&good.key, purpose, signature.signed_at))),
        })
        .collect();
    let replayed = replay(&record, case.closure.as_deref());
    let vouching = vouch(&case.chain, record.assessment(), &signers);
    let files = compare(&args.file, record.assessment())?;
    // A record that says something else today than when it was signed proves nothing, however good the signature is.
    let holds = record.is_canonical()
        && !signed.is_empty()
        && vouching.holds()
        && signed.iter().all(|signed| matches!(&signed.found, Ok((_, Trust::Known(_)))))
        && !matches!(replayed, Replay::Different | Replay::OtherRules);
    if args.json {
        let mut json = as_json(&case, &record, &signed, &vouching, replayed, holds, context.language);
        if !files.is_empty() {
            json["files"] = files.iter().map(Compared::as_json).collect();
        }
        write_json(&mut *context.out, &json)?;
    } else {
        let mut text = as_text(&case, &record, &signed, &vouching, replayed, holds, context);
        for file in &files {
            let lead = context.language.choose("fil", "file");
            let width = usize::from(context.terminal.width.min(100));
            hanging(&mut text, &format!("{lead}: {}", file.words(context.language)), 2, 4, width);
        }
        context.out.write_all(text.as_bytes())?;
        if has_unknown(&signed) || vouching.has_unknown() {
            tell_unknown(&case.signers, context)?;
        }
        if args.register.folder.is_none() && signed.iter().any(Signed::is_practised) {
            tell_practised(context)?;
        }
    }
    // A memo that holds is not less true because another file was held against it; the answer is no all the same.
    Ok(if holds && files.iter().all(Compared::holds) { Status::Done } else { Status::No })
}

/// Returns whether a signature is good and nobody knows whose it is.
fn has_unknown(signed: &[Signed]) -> bool {
    signed.iter().any(|one| matches!(one.found, Ok((_, Trust::Unknown))))
}

/// Says how what is only practised is verified.
fn tell_practised(context: &mut Context) -> Result<(), Error> {
    let words = context.language.choose(
        "tips: det är en övning och inget beslut; som övning kontrolleras den med --practice",
        "tip: it is practice and no decision; as practice it is verified with --practice",
    );
    Ok(context.say(words)?)
}

/// Says how a key becomes known: a good signature of a stranger is not a changed memo, and looks the same.
fn tell_unknown(signers: &Path, context: &mut Context) -> Result<(), Error> {
    let path = signers.display();
    match context.language {
        Language::Sv => writeln!(
            context.err,
            "tips: en okänd nyckel säger inte att något är ändrat. Få fingeravtrycket bekräftat av den som skrev under, \
             och lägg raden `NAMN` och sedan raden ur dennes .pub-fil i {path}"
        )?,
        Language::En => writeln!(
            context.err,
            "tip: an unknown key does not say that anything was changed. Have whoever signed confirm the fingerprint, \
             and put a line of `NAME` and then the line of their .pub file in {path}"
        )?,
    }
    Ok(())
}

fn from_register(args: &VerifyArgs, context: &Context) -> Result<Case, Error> {
    let register = register::open(&args.register, context)?;
    let mut stored = register.get(&args.target).map_err(damaged)?;
    if let Some(path) = &args.signature {
        stored.signatures = vec![one_signature(path, &stored.bytes, args.register.practice)?];
    }
    let earlier = register.before(&stored).map_err(damaged)?;
    Ok(Case {
        name: stored.id.clone(),
        closure: Some(register.closure(&stored.closure).map_err(damaged)?),
        chain: Chain { stored, earlier },
        signers: match &args.signers {
            Some(path) => path.clone(),
            None => key::signers_path(context)?,
        },
        practice: args.register.practice,
    })
}

fn from_file(file: &Path, args: &VerifyArgs, context: &Context) -> Result<Case, Error> {
    let bytes = read(file)?;
    let path = args.signature.clone().unwrap_or_else(|| with_sig(file));
    let beside = |name: &str| Some(file.with_file_name(name)).filter(|path| path.is_file());
    // What lies beside a record may have been put there by whoever changed it: one's own list goes first.
    let own = key::signers_path(context).ok().filter(|path| path.is_file());
    let signers = match args.signers.clone().or(own).or_else(|| beside(SIGNERS)) {
        Some(path) => path,
        None => key::signers_path(context)?,
    };
    let closure = beside(CLOSURE).map(|path| read(&path)).transpose()?;
    let practice = args.register.practice;
    let signature = one_signature(&path, &bytes, practice)?;
    let name = file.display().to_string();
    let statements = read_statements(file, &files::statement, practice)?;
    let stored = outside(name.clone(), bytes, vec![signature], statements);
    let mut earlier = Vec::new();
    while let Some(path) = beside(&files::earlier(earlier.len())) {
        let bytes = read(&path)?;
        let signature = one_signature(&with_sig(&path), &bytes, practice)?;
        let at = earlier.len();
        let statements = read_statements(file, &|nr| files::earlier_statement(at, nr), practice)?;
        earlier.push(outside(path.display().to_string(), bytes, vec![signature], statements));
    }
    Ok(Case { name, chain: Chain { stored, earlier }, closure, signers, practice })
}

/// Puts in words that what is kept is not what was once recorded; other errors of the register stay as they are.
pub(super) fn damaged(error: RegisterError) -> Error {
    match error {
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
    }
}

/// Returns a record that lies outside a register as one that is kept.
fn outside(id: String, bytes: Vec<u8>, signatures: Vec<Signature>, statements: Vec<StoredStatement>) -> Stored {
    let recorded_at = signatures.first().map_or(DateTime::UNIX_EPOCH, |signature| signature.signed_at);
    Stored {
        id,
        digest: sha256(&bytes),
        bytes,
        recorded_at,
        signatures,
        closure: [0; 32],
        statements,
        continued_by: None,
        goes_on_from: None,
    }
}

/// Reads the statements that lie beside a record, in their order.
fn read_statements(file: &Path, name: &dyn Fn(usize) -> String, practice: bool) -> Result<Vec<StoredStatement>, Error> {
    let mut found = Vec::new();
    loop {
        let path = file.with_file_name(name(found.len()));
        if !path.is_file() {
            return Ok(found);
        }
        let bytes = read(&path)?;
        // One that cannot be read is shown as what it is; when and as what it was signed, only it can say.
        let said = Sealed::read(&bytes).ok();
        let signed_at = said.as_ref().map_or(DateTime::UNIX_EPOCH, |said| said.statement().made_at);
        let namespace = said.map_or(purpose(practice), |said| said.statement().kind.namespace(practice)).to_owned();
        let armoured = String::from_utf8_lossy(&read(&with_sig(&path))?).into_owned();
        found.push(StoredStatement { bytes, signature: Signature { namespace, armoured, signed_at } });
    }
}

fn with_sig(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".sig");
    name.into()
}

/// Reads a signature that stands alone. When it was made is not in it; the record's own time is the best there is.
fn one_signature(path: &Path, bytes: &[u8], practice: bool) -> Result<Signature, Error> {
    let armoured = String::from_utf8_lossy(&read(path)?).into_owned();
    let signed_at = Record::read(bytes).map_err(|error| broken(&error))?.assessment().made_at;
    Ok(Signature { namespace: purpose(practice).to_owned(), armoured, signed_at })
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

/// Reads the file of known signers, with more lines under it; without a file nobody but those is known.
fn read_signers(path: &Path, more: &str) -> Result<Signers, Error> {
    let lines = if path.exists() { String::from_utf8_lossy(&read(path)?).into_owned() } else { String::new() };
    Ok(Signers::parse(&format!("{lines}\n{more}"))?)
}

/// A record that cannot be read is not valid: whoever changed a byte may have broken it.
pub(super) fn broken(error: &crate::assessment::RecordError) -> Error {
    let [sv, en] = [Language::Sv, Language::En].map(|language| error.message(language));
    let hint = |language| error.hint(language).unwrap_or_default();
    Plain::new(Kind::No, sv, en).with_hint(hint(Language::Sv), hint(Language::En)).into()
}

fn as_json(
    case: &Case,
    record: &Record,
    signed: &[Signed],
    vouching: &Vouching,
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
        "practice": case.practice,
        "memo": case.name,
        "sha256": hex(&case.chain.stored.digest),
        "canonical": record.is_canonical(),
        "matter": assessment.matter.reference,
        "procedure": assessment.procedure.id,
        "law_date": assessment.law_date,
        "signatures": signatures,
        "statements": vouching.as_json(language),
        "loose": vouching.loose_json(language),
        "state": case.chain.stored.state(assessment),
        "rules": assessment.rules.used,
        "replay": replayed.id(),
    })
}

pub fn trust_id(trust: &Trust) -> (&'static str, Option<&str>) {
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
    vouching: &Vouching,
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
    say(language.choose("underlag", "memo"), &format!("{} (sha256 {})", case.name, hex(&case.chain.stored.digest)));
    say(language.choose("ärende", "matter"), &assessment.matter.reference);
    for (lead, text) in &lines {
        say(lead, text);
    }
    say(language.choose("betrodda nycklar", "trusted keys"), &case.signers.display().to_string());
    // Of a key that nobody knows it cannot be said whose it is not; one that is practised with is nobody's.
    let known = !case.practice && !has_unknown(signed);
    if let Some(name) =
        assessment.officer.name.as_deref().filter(|name| known && !signed.iter().any(|one| one.by(name)))
    {
        let words = language.choose("har inte själv skrivit under", "has not signed");
        say(language.choose("handläggare", "officer"), &format!("{name} {words}"));
    }
    for (lead, text) in vouching.lines(language) {
        say(lead, &text);
    }
    let state = case.chain.stored.state(assessment);
    let mut words = state.words(language);
    if !state.has_effect() && assessment.pending {
        words.push_str(language.choose(
            "; underskriften kan stämma, men inget är beslutat förrän den som får besluta har gjort det",
            "; the signature may be right, but nothing is decided before whoever may decide has done so",
        ));
    }
    say(language.choose("läge", "state"), &words);
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
    let verdict = match (holds, case.practice) {
        (true, false) => language.choose("stämmer", "valid"),
        (true, true) => language.choose("stämmer, som övning (inget beslut)", "holds, as practice (no decision)"),
        (false, _) => language.choose("stämmer INTE", "NOT valid"),
    };
    format!("{verdict}\n{out}")
}

fn signature_words(signed: &Signed, language: Language) -> String {
    let at = signed.at.format("%Y-%m-%d %H:%M:%S UTC");
    match &signed.found {
        Ok((fingerprint, trust)) => {
            let who = trust_words(trust, language);
            format!("{who}, {at}, {fingerprint}")
        }
        Err(error) => error.message(language),
    }
}

/// Returns whose a key is.
pub fn trust_words(trust: &Trust, language: Language) -> String {
    match trust {
        Trust::Known(name) => name.clone(),
        Trust::OtherPurpose(name) => {
            format!("{name}, {}", language.choose("men inte för det här", "but not for this"))
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
