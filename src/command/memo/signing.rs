//! What every statement needs: in which role, with which key, and a place among those that were made before.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use chrono::SubsecRound as _;

use crate::assessment::{Assessment, Words, fresh_nonce, role};
use crate::canonical::hex;
use crate::cli::register::RegisterFolder;
use crate::cli::signing::Signing;
use crate::command::{assess, config, key, passphrase, register};
use crate::config::{Config, Position, Row, Standing};
use crate::context::Context;
use crate::error::{Error, FileError, Kind, Plain};
use crate::register::{Access, Heard, Register, Signature, Stored};
use crate::ruleset::model::Role;
use crate::signature::{KeyFile, PublicKey, SigningKey, sign};
use crate::statement::model::FORMAT;
use crate::statement::{Act, Need, Sealed, Signatory, State, Statement, StatementError, awaited, clean, needs};
use crate::text::Language;

/// No reason or list of questions is larger, in bytes.
const LARGEST: u64 = 256 << 10;

/// A memo that something is to be said about, as it stands.
pub struct Matter {
    /// As it is kept.
    pub stored: Stored,
    /// What it says.
    pub assessment: Assessment,
    /// What has been said about it.
    pub said: Vec<Heard>,
    /// Where it stands.
    pub state: State,
    /// The records that it goes on from, the nearest first.
    pub before: Vec<Stored>,
    /// What a command needs to find it again: which register, and whether it is only practised.
    tail: String,
    /// The authority's own roles and delegation.
    pub config: Config,
}

impl Matter {
    /// Finds a memo, and refuses one that nothing more can be said about.
    ///
    /// # Errors
    /// If there is none, something that was said about it cannot be trusted, or another goes on from it.
    pub fn open(id: &str, folder: &RegisterFolder, context: &Context) -> Result<Self, Error> {
        let register = register::open(folder, context)?;
        let stored = register.get(id)?;
        let before = register.before(&stored)?;
        let assessment = stored.record()?.assessment().clone();
        let mut said = Vec::new();
        for heard in stored.heard() {
            said.push(heard.map_err(|unheard| {
                let (sv, en) = (unheard.message(Language::Sv), unheard.message(Language::En));
                Plain::new(
                    Kind::Unusable,
                    format!("ett uttalande om `{}` går inte att lita på: {sv}", stored.id),
                    format!("a statement about `{}` cannot be trusted: {en}", stored.id),
                )
                .with_hint(
                    format!("se `menprov memo verify {}`", stored.id),
                    format!("see `menprov memo verify {}`", stored.id),
                )
            })?);
        }
        let state = stored.state(&assessment);
        let tail = match &folder.folder {
            Some(path) => format!(" --register {}", shell(&path.display().to_string())),
            None if folder.practice => " --practice".to_owned(),
            None => String::new(),
        };
        Ok(Self { stored, assessment, said, state, before, tail, config: config::load(None, context)?.config })
    }

    /// Returns a command about this memo, to be typed as it stands.
    pub fn command(&self, verb: &str, more: &str) -> String {
        let (id, tail) = (&self.stored.id, &self.tail);
        let blank = if more.is_empty() { "" } else { " " };
        format!("`menprov {verb} {id}{blank}{more}{tail}`")
    }

    /// Returns the keys under this record and under those that it goes on from.
    pub fn own_keys(&self) -> Vec<PublicKey> {
        std::iter::once(&self.stored).chain(&self.before).flat_map(Stored::keys).collect()
    }

    /// Returns who may do what the memo still waits for, by the names that the authority has for them.
    pub fn who_may(&self, answer: bool) -> Vec<Able> {
        let mut able: Vec<Able> = Vec::new();
        if !answer {
            let power = self.assessment.power_of(self.assessment.officer.role, None);
            for need in self.needs() {
                able.extend(match need {
                    Need::Decision(_) if !power.rows.is_empty() => power.rows.iter().map(Able::by_row).collect(),
                    Need::Decision(role) | Need::Approval(role) => Able::in_role(role, &self.config),
                });
            }
        }
        let awaited = awaited(&self.assessment, self.statements());
        able.extend(awaited.iter().flat_map(|one| Able::in_role(one.role, &self.config)));
        let mut once: Vec<Able> = Vec::new();
        for one in able {
            if !once.iter().any(|known| known.typed == one.typed) {
                once.push(one);
            }
        }
        once
    }

    /// Returns what has been said.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.said.iter().map(|heard| heard.sealed.statement())
    }

    /// Returns what the memo still needs before it has effect.
    pub fn needs(&self) -> Vec<Need> {
        if self.assessment.outcome.is_none() { Vec::new() } else { needs(&self.assessment, self.statements()) }
    }

    /// Returns the answers that wait for a role.
    pub fn awaited_of(&self, role: Role) -> Vec<crate::statement::Awaited> {
        awaited(&self.assessment, self.statements()).into_iter().filter(|one| one.role == role).collect()
    }

    /// Returns who signs in that role, and by which row of the delegation they may decide.
    pub fn signatory(&self, standing: &Standing, name: Option<String>, today: chrono::NaiveDate) -> Signatory {
        let position = standing.position.as_ref();
        let row = self.assessment.outcome.as_ref().and_then(|outcome| {
            let procedure = &self.assessment.procedure.id;
            let rows = self.config.delegated(procedure, &outcome.id, outcome.effect, today);
            rows.into_iter().find(|row| position.is_some_and(|held| *held.id == *row.role))
        });
        let unit = self.config.officer.unit.as_deref().and_then(|id| self.config.unit(id));
        Signatory {
            delegation: row,
            name,
            role: standing.level,
            title: position.map(|held| Words::from(&held.name)),
            unit: unit.map(|unit| unit.name.sv.to_string()),
        }
    }
}

/// Somebody who may do something about a memo.
pub struct Able {
    /// What they are called.
    pub words: Words,
    /// What is typed after `--role`.
    pub typed: Words,
}

impl Able {
    fn by_row(row: &Row) -> Self {
        let point = |language: Language| {
            format!("{} ({} {})", row.name.get(language), language.choose("punkt", "point"), row.point)
        };
        Self { words: Words { sv: point(Language::Sv), en: point(Language::En) }, typed: Words::same(&row.role) }
    }

    /// Returns those of the configuration who have that role, or the general role where nobody has.
    pub fn in_role(level: Role, config: &Config) -> Vec<Self> {
        let held = config.roles.iter().filter(|position| position.level == level);
        let named = |position: &Position| Self { words: Words::from(&position.name), typed: Words::same(&position.id) };
        let named: Vec<Self> = held.map(named).collect();
        if !named.is_empty() {
            return named;
        }
        vec![Self { words: role(level), typed: typed(level) }]
    }
}

/// Returns those who may, in words.
pub fn in_words(able: &[Able], language: Language) -> String {
    let names: Vec<&str> = able.iter().map(|one| one.words.get(language)).collect();
    names.join(language.choose(" eller ", " or "))
}

/// Returns a general role as it is typed.
fn typed(level: Role) -> Words {
    let sv = match level {
        Role::Officer => "handlaggare",
        Role::SecondReader => "medlasare",
        Role::Lawyer => "jurist",
        Role::Manager => "chef",
        Role::Delegate => "delegat",
        Role::Board => "namnd",
    };
    Words { sv: sv.to_owned(), en: crate::config::role_id(level).to_owned() }
}

/// Returns a word as a shell takes it.
fn shell(word: &str) -> String {
    let plain = |char: char| char.is_ascii_alphanumeric() || "/._-+:@%,".contains(char);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// Returns a standing in a general role, under the authority's own name for it where only one position has that role.
pub fn general(level: Role, config: &Config) -> Standing {
    let mut held = config.roles.iter().filter(|position| position.level == level);
    let position = match (held.next(), held.next()) {
        (Some(only), None) => Some(only.clone()),
        _ => None,
    };
    Standing { position, level }
}

/// Reads a role: one of the configuration, a general one, or its Swedish name.
///
/// # Errors
/// If there is no such role.
pub fn read_role(text: &str, config: &Config) -> Result<Standing, Error> {
    let general = match text {
        "handlaggare" | "handläggare" => "officer",
        "medlasare" | "medläsare" => "second-reader",
        "jurist" => "lawyer",
        "chef" => "manager",
        "delegat" => "delegate",
        "namnd" | "nämnd" | "namnden" | "nämnden" => "board",
        other => other,
    };
    let found = Standing::of(text, config).or_else(|| Standing::of(general, config));
    let found = found.map(|found| if found.position.is_none() { self::general(found.level, config) } else { found });
    found.ok_or_else(|| {
        let own: Vec<&str> = config.roles.iter().map(|role| &*role.id).collect();
        let known =
            [&["officer", "second-reader", "lawyer", "manager", "delegate", "board"], &*own].concat().join(", ");
        Plain::new(Kind::Usage, format!("det finns ingen roll `{text}`"), format!("there is no role `{text}`"))
            .with_hint(format!("rollerna är: {known}"), format!("the roles are: {known}"))
            .into()
    })
}

/// Returns the key to sign with; where it is only practised, one that is made for the role.
///
/// # Errors
/// When there is none, or it cannot be used.
pub fn key(signing: &Signing, practice: Option<Role>, context: &mut Context) -> Result<KeyFile, Error> {
    match practice {
        // Practice has one key for the officer; whoever countersigns must be another.
        Some(Role::Officer) => Ok(KeyFile::read(&assess::practise(key::KEY, "ovning", context)?)?),
        Some(role) => {
            let id = crate::config::role_id(role);
            let path = assess::practise(&format!("{}_{id}", key::KEY), &format!("ovning-{id}"), context)?;
            Ok(KeyFile::read(&path)?)
        }
        None => key::find(signing.key.as_deref(), context),
    }
}

/// What a statement says beside who says it.
pub struct Said {
    pub kind: Act,
    pub reason: Option<String>,
    pub to: Option<Role>,
    pub questions: Vec<crate::statement::Question>,
    pub answers: Vec<crate::statement::Reply>,
    pub awaits: Vec<crate::statement::Awaited>,
}

impl Said {
    /// Returns what says nothing yet.
    pub const fn new(kind: Act) -> Self {
        Self { kind, reason: None, to: None, questions: Vec::new(), answers: Vec::new(), awaits: Vec::new() }
    }
}

/// Signs a statement and keeps it.
///
/// # Errors
/// If it cannot be signed or kept, or something else was said in the meantime.
pub fn keep(
    matter: &Matter,
    said: Said,
    by: Signatory,
    key: &SigningKey,
    folder: &RegisterFolder,
    context: &mut Context,
) -> Result<Sealed, Error> {
    let now = context.now().trunc_subsecs(0);
    let statement = Statement {
        answers: said.answers,
        awaits: said.awaits,
        by,
        format: FORMAT,
        kind: said.kind,
        language: context.language,
        made_at: now,
        nonce: hex(&fresh_nonce()?),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        questions: said.questions,
        reason: said.reason,
        record: hex(&matter.stored.digest),
        seen: matter.said.iter().map(|heard| heard.sealed.digest_hex()).collect(),
        to: said.to,
    };
    let sealed = Sealed::seal(&statement)?;
    let namespace = statement.kind.namespace(matter.stored.is_practice());
    let armoured = sign(sealed.bytes(), key, namespace)?;
    let signature = Signature { namespace: namespace.to_owned(), armoured, signed_at: now };
    Register::open(&register::path(folder, context)?, Access::Write)?.keep_statement(&sealed, &signature)?;
    Ok(sealed)
}

/// Unlocks a key.
///
/// # Errors
/// When the passphrase is wrong, or nobody can be asked.
pub fn unlock(key: &KeyFile, signing: &Signing, context: &mut Context) -> Result<SigningKey, Error> {
    passphrase::unlock(key, signing.passphrase_file.as_deref(), context)
}

/// Reads what somebody wrote to be signed, from a file, or from standard input for `-`.
///
/// # Errors
/// When it cannot be read, is too large, is no text or has a character that steers, turns or hides.
pub fn own_text(path: &Path, context: &mut Context) -> Result<String, Error> {
    let shown = path.display();
    clean(&text(path, context)?).map_err(|fault| match fault {
        StatementError::Character(code) => Error::from(
            Plain::new(
                Kind::Answers,
                format!("tecknet U+{code:04X} i `{shown}`: det styr, vänder eller döljer text"),
                format!("the character U+{code:04X} in `{shown}`: it steers, turns or hides text"),
            )
            .with_hint(fault.hint(Language::Sv).unwrap_or_default(), fault.hint(Language::En).unwrap_or_default()),
        ),
        other => other.into(),
    })
}

/// Reads a text from a file, or from standard input for `-`.
///
/// # Errors
/// When it cannot be read, is too large or is no text.
pub fn text(path: &Path, context: &mut Context) -> Result<String, Error> {
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        (&mut context.input).take(LARGEST + 1).read_to_end(&mut bytes).map_err(FileError::reading(path))?;
    } else {
        fs::File::open(path)
            .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
            .map_err(FileError::reading(path))?;
    }
    let shown = path.display();
    if bytes.len() as u64 > LARGEST {
        return Err(Plain::new(Kind::Unusable, format!("`{shown}` är för stor"), format!("`{shown}` is too large"))
            .with_hint(
                "kontrollera att det är rätt fil, eller korta texten till högst 256 KiB",
                "check that it is the right file, or shorten the text to 256 KiB at most",
            )
            .into());
    }
    String::from_utf8(bytes).map_err(|_| {
        Plain::new(Kind::Unusable, format!("`{shown}` är inte text i UTF-8"), format!("`{shown}` is not UTF-8 text"))
            .with_hint(
                "kontrollera att det är en textfil, och spara den som UTF-8",
                "check that it is a text file, and save it as UTF-8",
            )
            .into()
    })
}

/// Returns what a role is called for whoever signs in it.
pub fn called(by: &Signatory, language: Language) -> String {
    by.title.as_ref().map_or_else(|| role(by.role).get(language).to_owned(), |title| title.get(language).to_owned())
}
