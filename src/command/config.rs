//! `menprov config`, and the configuration that other commands go by.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use serde_json::{Value as Json, json};

use super::{rulebook, write_json};
use crate::assessment::role as role_words;
use crate::cli::config::{CheckArgs, ConfigCommand, ShowArgs};
use crate::config::{Config, Decided, Faulty, MOST_BYTES, Overview, Warning, overview, role_id};
use crate::context::{ConfigBy, ConfigFile, Context, LanguageBy};
use crate::error::{Error, Explain, FileError, Kind, Plain, Status};
use crate::render::faults::{self, write_text};
use crate::render::table::table;
use crate::render::{paragraph::hanging, safe};
use crate::rulebook::line;
use crate::ruleset::model::Rulebook;
use crate::text::{Language, Text};

pub fn run(command: &ConfigCommand, context: &mut Context) -> Result<Status, Error> {
    match command {
        ConfigCommand::Check(args) => check(args, context),
        ConfigCommand::Show(args) => show(args, context),
    }
}

/// A configuration and the file that it was read from, if there is one.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    /// What it says; nothing where there is no file.
    pub config: Config,
    /// The file.
    pub file: Option<ConfigFile>,
}

/// Reads the configuration in effect; with a rulebook, its procedures and outcomes are looked up as well.
///
/// # Errors
/// When a file that was named is not there, when the file cannot be read, or when it has faults.
pub(crate) fn load(book: Option<&Rulebook>, context: &Context) -> Result<Loaded, Error> {
    Ok(read(book, context)?.map_err(Broken)?)
}

fn read(book: Option<&Rulebook>, context: &Context) -> Result<Result<Loaded, Faulty>, Error> {
    let Some(file) = &context.config else { return Ok(Ok(Loaded::default())) };
    let bytes = match bytes(&file.path) {
        Ok(bytes) => bytes,
        // Nobody has said that there should be one.
        Err(error) if file.by == ConfigBy::Folder && error.kind() == io::ErrorKind::NotFound => {
            return Ok(Ok(Loaded::default()));
        }
        Err(error) => return Err(FileError::reading(&file.path)(error).into()),
    };
    let read = Config::read(&file.path.to_string_lossy(), &bytes, book);
    Ok(read.map(|config| Loaded { config, file: Some(file.clone()) }))
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Lets the configuration choose the language where neither the command line nor `MENPROV_LANG` does.
///
/// A file with faults is told of by the command that needs it; here it says nothing.
pub fn speak(context: &mut Context) {
    if context.language_by != LanguageBy::Locale {
        return;
    }
    if let Ok(Loaded { config: Config { language: Some(language), .. }, .. }) = load(None, context) {
        (context.language, context.language_by) = (language, LanguageBy::Config);
    }
}

/// A configuration with faults, as an error.
#[derive(Debug)]
struct Broken(Faulty);

impl Broken {
    fn text(&self, language: Language) -> String {
        let mut out = Vec::new();
        let line = |_: &str, number| line(&self.0.text, number);
        write_text(&mut out, &self.0.faults, &line, language).expect("a vector takes everything");
        String::from_utf8_lossy(&out).into_owned()
    }
}

impl Explain for Broken {
    fn kind(&self) -> Kind {
        Kind::Unusable
    }

    fn message(&self, language: Language) -> String {
        let words = language.choose("inställningarna går inte att använda", "the configuration cannot be used");
        format!("{words}\n\n{}", self.text(language).trim_end())
    }

    fn hint(&self, language: Language) -> Option<String> {
        let words = "rätta filen och kör `menprov config check`; inget är ändrat eller borttaget";
        Some(
            language
                .choose(words, "mend the file and run `menprov config check`; nothing was changed or lost")
                .to_owned(),
        )
    }
}

fn check(args: &CheckArgs, context: &mut Context) -> Result<Status, Error> {
    if let Some(path) = &args.file {
        if context.config.as_ref().is_some_and(|file| file.by == ConfigBy::Flag) {
            return Err(twice());
        }
        context.config = Some(ConfigFile { path: path.clone(), by: ConfigBy::Flag });
    }
    let book = rulebook::load(args.rules.folder.as_deref(), context)?.book;
    let language = context.language;
    let loaded = match read(Some(&book), context)? {
        Ok(loaded) => loaded,
        Err(faulty) => {
            if args.json {
                let listed = faults::json(&faulty.faults, language);
                write_json(&mut *context.out, &json!({"sound": false, "faults": listed}))?;
            } else {
                context.out.write_all(Broken(faulty).text(language).as_bytes())?;
            }
            return Ok(Status::No);
        }
    };
    let (procedures, warnings) = overview(&loaded.config, &book, context.today);
    if args.json {
        let warnings: Vec<_> = warnings
            .iter()
            .map(|warning| json!({"code": warning.code(), "message": warning.message(language)}))
            .collect();
        let file = loaded.file.map(|file| file.path.display().to_string());
        let shown = json!({
            "sound": true, "faults": [], "file": file, "procedures": procedures, "warnings": warnings,
        });
        write_json(&mut *context.out, &shown)?;
    } else {
        let page = Page { config: &loaded.config, book: &book, language, width: context.terminal.width };
        let text = page.check(&loaded, &procedures, &warnings, context);
        context.out.write_all(text.as_bytes())?;
    }
    Ok(Status::Done)
}

fn twice() -> Error {
    Plain::new(
        Kind::Usage,
        "filen är angiven två gånger, som argument och med `--config`",
        "the file is given twice, as an argument and with `--config`",
    )
    .with_hint("ange den en gång", "give it once")
    .into()
}

/// Puts a configuration into words.
struct Page<'c> {
    config: &'c Config,
    book: &'c Rulebook,
    language: Language,
    width: u16,
}

impl Page<'_> {
    fn choose<'w>(&self, sv: &'w str, en: &'w str) -> &'w str {
        self.language.choose(sv, en)
    }

    fn check(&self, loaded: &Loaded, procedures: &[Overview], warnings: &[Warning], context: &Context) -> String {
        let mut out = String::new();
        let width = usize::from(self.width);
        let first = match (&loaded.file, &context.config) {
            (Some(file), _) => {
                format!(
                    "{}: {}",
                    self.choose("inga fel i inställningarna", "no faults in the configuration"),
                    file.path.display()
                )
            }
            (None, Some(file)) => format!(
                "{}: {}",
                self.choose(
                    "inga inställningar; rollerna är de allmänna",
                    "no configuration; the roles are the general ones"
                ),
                file.path.display()
            ),
            (None, None) => self
                .choose(
                    "inga inställningar; rollerna är de allmänna",
                    "no configuration; the roles are the general ones",
                )
                .to_owned(),
        };
        hanging(&mut out, &first, 0, 2, width);
        for procedure in procedures {
            let title = procedure.title.get(self.language);
            out.push('\n');
            hanging(&mut out, &format!("{title} ({})", procedure.procedure), 0, 2, width);
            out.push('\n');
            let heads = self.language.choose(["utfall", "innebär", "beslutas av"], ["outcome", "means", "decided by"]);
            let rows: Vec<_> = procedure.outcomes.iter().map(|one| self.row(one)).collect();
            out.push_str(&table(self.width, heads, rows));
            out.push('\n');
        }
        out.push('\n');
        let note = self.choose(
            "Det som prövas på vägen kan kräva en högre roll än utfallet; det sägs i den enskilda prövningen.",
            "What is tested on the way can ask for a higher role than the outcome; the assessment itself says so.",
        );
        hanging(&mut out, note, 0, 0, width);
        for warning in warnings {
            let lead = self.choose("varning", "warning");
            hanging(&mut out, &format!("{lead}: {} {}", warning.code(), warning.message(self.language)), 0, 2, width);
        }
        out
    }

    fn row(&self, one: &Decided) -> Vec<String> {
        let effect = self.book.effects.get(one.effect.at()).map_or(one.effect.id(), |text| text.get(self.language));
        vec![one.id.to_string(), effect.to_owned(), self.who(one)]
    }

    /// Returns who may decide: the rows first, each with its point, then those whose level carries it.
    fn who(&self, one: &Decided) -> String {
        let point = self.choose("punkt", "point");
        let by_rows = one.rows.iter().map(|row| format!("{} ({point} {})", row.name.get(self.language), row.point));
        let rows: Vec<_> = by_rows.collect();
        if self.config.roles.is_empty() {
            let words = role_words(one.least);
            return format!("{} {}", words.get(self.language), self.choose("eller högre", "or higher"));
        }
        if rows.is_empty() && one.by_level.len() == self.config.roles.len() {
            return self.choose("alla roller", "every role").to_owned();
        }
        let named = |id: &str| one.rows.iter().any(|row| row.role == id);
        let others = one.by_level.iter().filter(|id| !named(id)).filter_map(|id| self.config.role(id));
        let others = others.map(|role| role.name.get(self.language).to_owned());
        let all: Vec<_> = rows.into_iter().chain(others).collect();
        if all.is_empty() { self.choose("ingen", "nobody").to_owned() } else { all.join(", ") }
    }
}

fn show(args: &ShowArgs, context: &mut Context) -> Result<Status, Error> {
    let book = rulebook::load(args.rules.folder.as_deref(), context)?.book;
    let loaded = load(Some(&book), context)?;
    if args.json {
        let shown = shown(&loaded, context);
        write_json(&mut *context.out, &shown)?;
        return Ok(Status::Done);
    }
    let language = context.language;
    let mut out = String::new();
    for (name, value) in facts(&loaded, context) {
        hanging(&mut out, &format!("{name}: {value}"), 0, 2, context.terminal.width.into());
    }
    let config = &loaded.config;
    let lists = [
        (language.choose("Enheter", "Units"), config.units.iter().map(|unit| (&unit.id, &unit.name, None)).collect()),
        (
            language.choose("Roller", "Roles"),
            config.roles.iter().map(|role| (&role.id, &role.name, Some(role.level))).collect::<Vec<_>>(),
        ),
        (
            language.choose("Gallring och bevarande", "Retention and disposal"),
            config.retention.iter().map(|mark| (&mark.id, &mark.text, None)).collect(),
        ),
        (
            language.choose("Kanaler, den som helst används först", "Channels, the preferred one first"),
            config.channels.iter().map(|mark| (&mark.id, &mark.text, None)).collect(),
        ),
    ];
    for (heading, entries) in lists {
        if entries.is_empty() {
            continue;
        }
        out.push('\n');
        hanging(&mut out, heading, 0, 2, context.terminal.width.into());
        for (id, text, level) in entries {
            let level = level.map(|level| format!(" ({})", role_words(level).get(language))).unwrap_or_default();
            hanging(&mut out, &format!("{id}: {}{level}", text.get(language)), 2, 4, context.terminal.width.into());
        }
    }
    context.out.write_all(out.as_bytes())?;
    Ok(Status::Done)
}

/// Returns the single values, each with where it comes from.
fn facts(loaded: &Loaded, context: &Context) -> Vec<(&'static str, String)> {
    let language = context.language;
    let config = &loaded.config;
    let general = language.choose("inget angivet", "nothing given");
    let file = match (&loaded.file, &context.config) {
        (Some(file), _) => format!("{} ({})", file.path.display(), named_by(file.by, language)),
        (None, Some(file)) => {
            format!("{} {}", language.choose("ingen; letade efter", "none; looked for"), file.path.display())
        }
        (None, None) => language.choose("ingen", "none").to_owned(),
    };
    let authority = config.authority.as_ref();
    let named = |id: &Option<Box<str>>, name: Option<&Text>| match (id, name) {
        (Some(id), Some(name)) => format!("{} ({id})", name.get(language)),
        _ => general.to_owned(),
    };
    let role = config.officer.role.as_deref().and_then(|id| config.role(id));
    let unit = config.officer.unit.as_deref().and_then(|id| config.unit(id));
    let role_words = match role {
        Some(role) => format!("{} ({}, {})", role.name.get(language), role.id, role_words(role.level).get(language)),
        None => language.choose("handläggare, den allmänna rollen", "officer, the general role").to_owned(),
    };
    let by = language_by(context.language_by, language);
    vec![
        (language.choose("Fil", "File"), file),
        (
            language.choose("Myndighet", "Authority"),
            authority.map_or_else(|| general.to_owned(), |one| one.name.to_string()),
        ),
        (
            language.choose("Slag", "Kind"),
            authority
                .map_or_else(|| general.to_owned(), |one| format!("{} ({})", one.kind.words(language), one.kind.id())),
        ),
        (language.choose("Språk", "Language"), format!("{} ({by})", language.choose("svenska", "English"))),
        (language.choose("Din roll", "Your role"), role_words),
        (language.choose("Din enhet", "Your unit"), named(&config.officer.unit, unit.map(|unit| &unit.name))),
        (
            language.choose("Punkter i delegationsordningen", "Points of delegation"),
            config.delegation.len().to_string(),
        ),
    ]
}

fn named_by(by: ConfigBy, language: Language) -> &'static str {
    match by {
        ConfigBy::Flag => "--config",
        ConfigBy::Variable => "MENPROV_CONFIG",
        ConfigBy::Folder => language.choose("mappen för inställningar", "the configuration folder"),
    }
}

fn language_by(by: LanguageBy, language: Language) -> &'static str {
    match by {
        LanguageBy::Flag => "--lang",
        LanguageBy::Variable => "MENPROV_LANG",
        LanguageBy::Config => language.choose("inställningarna", "the configuration"),
        LanguageBy::Locale => language.choose("systemets språk", "the locale"),
    }
}

/// Returns the same as JSON.
fn shown(loaded: &Loaded, context: &Context) -> Json {
    let config = &loaded.config;
    let mark = |mark: &crate::config::Mark| json!({"id": mark.id, "text": mark.text});
    let by = |file: &ConfigFile| match file.by {
        ConfigBy::Flag => "flag",
        ConfigBy::Variable => "variable",
        ConfigBy::Folder => "folder",
    };
    let language_by = match context.language_by {
        LanguageBy::Flag => "flag",
        LanguageBy::Variable => "variable",
        LanguageBy::Config => "config",
        LanguageBy::Locale => "locale",
    };
    json!({
        "file": loaded.file.as_ref().map(|file| safe::line(&file.path.to_string_lossy()).into_owned()),
        "file-by": loaded.file.as_ref().map(by),
        "authority": config.authority.as_ref().map(|one| json!({"name": one.name, "kind": one.kind})),
        "language": context.language,
        "language-by": language_by,
        "officer": {"role": config.officer.role, "unit": config.officer.unit},
        "units": config.units.iter().map(|unit| json!({"id": unit.id, "name": unit.name})).collect::<Vec<_>>(),
        "roles": config.roles.iter()
            .map(|role| json!({"id": role.id, "name": role.name, "level": role_id(role.level)}))
            .collect::<Vec<_>>(),
        "delegation": config.delegation.iter()
            .map(|row| json!({
                "point": row.point, "role": row.role, "procedure": row.procedure, "outcomes": row.outcomes,
                "effects": row.effects, "from": row.from, "to": row.to,
            }))
            .collect::<Vec<_>>(),
        "retention": config.retention.iter().map(mark).collect::<Vec<_>>(),
        "channels": config.channels.iter().map(mark).collect::<Vec<_>>(),
    })
}
