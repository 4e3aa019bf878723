//! A room's files: its session file, its scenarios, and the sheets that were handed in.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{chosen, key_of};
use crate::answers::file::check_bytes;
use crate::at_once::at_once;
use crate::canonical::hex;
use crate::command::rulebook::Faulty;
use crate::error::{Error, FileError, Kind, Plain};
use crate::rulebook::builtin;
use crate::ruleset::model::Rulebook;
use crate::ruleset::suggest;
use crate::text::Language;
use crate::training::check::Solution;
use crate::training::json::JsonFault;
use crate::training::load::load;
use crate::training::room::{Room, is_code};
use crate::training::scenario::Scenario;
use crate::training::sheet::{LARGEST, Sheet};

/// The largest session file, in bytes.
const LARGEST_ROOM: u64 = 1 << 20;
/// The most sheets that a room takes in.
pub const MOST_SHEETS: usize = 2_000;

/// Reads a session file. Where there is none by that name, a room's code stands for the file `CODE.json` in the same place.
///
/// # Errors
/// If it cannot be read, or is none.
pub fn open(path: &Path) -> Result<Room, Error> {
    let path = &by_code(path).unwrap_or_else(|| path.to_owned());
    let text = text(path, LARGEST_ROOM)?;
    Room::read(&text).map_err(|fault| {
        let file = path.display();
        let why = |language| if is_cut(&text) { cut(language).to_owned() } else { fault.message(language) };
        let said = |language| format!("`{file}`: {}", why(language));
        Plain::new(Kind::Unusable, said(Language::Sv), said(Language::En))
            .with_hint(
                "be den som håller i workshopen om filen igen; `menprov train room new` gör en ny",
                "ask whoever holds the workshop for the file again; `menprov train room new` makes a new one",
            )
            .into()
    })
}

/// Returns the file that a code stands for. The folder of the sheets is called as the code too.
fn by_code(path: &Path) -> Option<PathBuf> {
    let code = path.file_name()?.to_str()?.to_uppercase();
    (!path.is_file() && is_code(&code)).then(|| path.with_file_name(format!("{code}.json")))
}

/// Reads a file that is no larger than any of its kind.
fn text(path: &Path, most: u64) -> Result<String, Error> {
    use io::Read as _;
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    read.map_err(FileError::reading(path))?;
    if bytes.len() as u64 > most {
        let file = path.display();
        let mib = most >> 20;
        let plain = Plain::new(
            Kind::Unusable,
            format!("`{file}` är större än {mib} MiB"),
            format!("`{file}` is larger than {mib} MiB"),
        );
        return Err(plain.with_hint("är det rätt fil?", "is it the right file?").into());
    }
    Ok(check_bytes(&path.display().to_string(), bytes)?)
}

/// Returns where a scenario stands in a room.
///
/// # Errors
/// With the nearest of the room's as a hint where it has none of that id.
pub fn position(room: &Room, id: &str) -> Result<usize, Error> {
    let ids = || room.scenarios.iter().map(|walk| walk.id.as_str());
    if let Some(at) = ids().position(|own| own == id) {
        return Ok(at);
    }
    let plain = Plain::new(Kind::Usage, format!("`{id}` ingår inte i rummet"), format!("`{id}` is not the room's"));
    let plain = if let Some(near) = suggest::closest(id, ids()) {
        plain.with_hint(format!("menades `{near}`?"), format!("did you mean `{near}`?"))
    } else {
        let ids = ids().collect::<Vec<_>>().join(", ");
        plain.with_hint(format!("rummet har: {ids}"), format!("the room has: {ids}"))
    };
    Err(plain.into())
}

/// Returns whether JSON ends before it is done: what a copy leaves that was broken off.
fn is_cut(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_err_and(|error| error.is_eof())
}

const fn cut(language: Language) -> &'static str {
    language.choose("filen är tom eller avkortad; be om den igen", "the file is empty or cut short; ask for it again")
}

/// The scenarios of a room, in its order.
pub struct Programme {
    /// The rules that are walked on.
    pub book: Rulebook,
    /// The scenarios.
    pub scenarios: Vec<Scenario>,
}

impl Programme {
    /// Finds the scenarios of a room, among those built in or in a pack.
    ///
    /// # Errors
    /// If one is not there, or is another than the room was made with.
    pub fn of(room: &Room, pack: Option<&Path>) -> Result<Self, Error> {
        let all = load(pack).map_err(Faulty::from)?;
        let found = room.scenarios.iter().map(|walk| {
            let scenario = chosen(&all, &walk.id)?;
            if hex(&scenario.sha256) == walk.sha256 {
                return Ok(scenario.clone());
            }
            let id = &walk.id;
            Err(Plain::new(
                Kind::Unusable,
                format!("scenariot `{id}` är ett annat här än det som rummet gjordes med"),
                format!("the scenario `{id}` is another here than the one that the room was made with"),
            )
            .with_hint(
                "använd samma version av programmet, och samma mapp med `--pack`, som den som gjorde rummet",
                "use the same version of the program, and the same folder with `--pack`, as whoever made the room",
            )
            .into())
        });
        Ok(Self { scenarios: found.collect::<Result<_, Error>>()?, book: builtin() })
    }

    /// Walks the keys.
    ///
    /// # Errors
    /// If one does not hold.
    pub fn keys(&self) -> Result<Vec<Solution<'_>>, Error> {
        self.scenarios.iter().map(|scenario| key_of(&self.book, scenario, None)).collect()
    }
}

/// The sheets of a room.
#[derive(Debug, Default)]
pub struct HandedIn {
    /// Those that are sound and have something in them.
    pub sheets: Vec<Sheet>,
    /// Those of members who have begun and handed nothing in yet.
    pub begun: Vec<Sheet>,
    /// What is wrong with the others, each with its file.
    pub refused: Vec<Refused>,
}

/// A file that is no sheet of the room.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Refused {
    /// The file's name.
    pub file: String,
    /// Why.
    pub why: Why,
}

/// Why a file is no sheet of the room.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Why {
    /// It cannot be read.
    Unreadable(String, String),
    /// It is no sheet.
    Json(JsonFault),
    /// It ends in the middle.
    Cut,
    /// It is of another session.
    OtherRoom(String),
    /// The same pseudonym stands in this file too.
    Twice(String),
    /// It has a scenario that is not the room's.
    NotOurs(String),
    /// Its scenario is another than the room's by that id.
    OtherScenario(String),
}

impl Refused {
    /// Returns what is wrong.
    pub fn message(&self, language: Language) -> String {
        let file = &self.file;
        let why = match (&self.why, language) {
            (Why::Unreadable(sv, _), Language::Sv) => sv.clone(),
            (Why::Unreadable(_, en), Language::En) => en.clone(),
            (Why::Json(fault), _) => fault.message(language),
            (Why::Cut, _) => cut(language).to_owned(),
            (Why::OtherRoom(code), Language::Sv) => format!("den hör till ett annat rum, {code}"),
            (Why::OtherRoom(code), Language::En) => format!("it belongs to another room, {code}"),
            (Why::Twice(other), Language::Sv) => {
                format!("samma pseudonym som i `{other}`: ta bort den ena, eller låt en av dem byta namn")
            }
            (Why::Twice(other), Language::En) => {
                format!("the same pseudonym as in `{other}`: remove one, or let one of them change name")
            }
            (Why::NotOurs(id), Language::Sv) => format!("scenariot `{id}` ingår inte i rummet"),
            (Why::NotOurs(id), Language::En) => format!("the scenario `{id}` is not the room's"),
            (Why::OtherScenario(id), Language::Sv) => format!("scenariot `{id}` är ett annat än rummets"),
            (Why::OtherScenario(id), Language::En) => format!("the scenario `{id}` is another than the room's"),
        };
        format!("`{file}`: {why}")
    }
}

/// Returns where sheets are handed in unless another place is named: beside the session file, in a folder called as the code.
pub fn place(room: &Room, session: &Path) -> PathBuf {
    session.parent().unwrap_or(Path::new("")).join(&room.code)
}

/// Reads what was handed in: every `*.json` directly in the folder, in the order of their names.
///
/// # Errors
/// If the folder cannot be read, or has more than any room takes in.
pub fn handed_in(room: &Room, folder: &Path) -> Result<HandedIn, Error> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(HandedIn::default()),
        Err(error) => return Err(FileError::reading(folder)(error).into()),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(FileError::reading(folder))?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if !hidden && path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
            paths.push(path);
        }
    }
    if paths.len() > MOST_SHEETS {
        let (folder, found) = (folder.display(), paths.len());
        return Err(Plain::new(
            Kind::Unusable,
            format!("`{folder}` har {found} filer; ett rum tar emot högst {MOST_SHEETS}"),
            format!("`{folder}` has {found} files; a room takes in at most {MOST_SHEETS}"),
        )
        .into());
    }
    // The shortest name first: of a sheet and its copy, `… (1).json`, the sheet stays.
    paths.sort_by_cached_key(|path| (path.as_os_str().len(), path.clone()));
    let mut all = HandedIn::default();
    let mut names: Vec<(String, String)> = Vec::new();
    let read = at_once(&paths, |path| sheet(room, path));
    for (path, read) in paths.iter().zip(read) {
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        match read.and_then(|sheet| {
            let name = sheet.participant.to_lowercase();
            if let Some((_, other)) = names.iter().find(|(known, _)| *known == name) {
                return Err(Why::Twice(other.clone()));
            }
            names.push((name, file.clone()));
            Ok(sheet)
        }) {
            Ok(sheet) if sheet.scenarios.is_empty() => all.begun.push(sheet),
            Ok(sheet) => all.sheets.push(sheet),
            Err(why) => all.refused.push(Refused { file, why }),
        }
    }
    all.refused.sort_by(|one, other| one.file.cmp(&other.file));
    Ok(all)
}

/// Reads one sheet and holds it against the room.
pub fn sheet(room: &Room, path: &Path) -> Result<Sheet, Why> {
    let unreadable = |error: Error| {
        let said = |language| error.text(language).lines().next().unwrap_or_default().to_owned();
        Why::Unreadable(said(Language::Sv), said(Language::En))
    };
    let text = text(path, LARGEST).map_err(unreadable)?;
    let sheet = Sheet::read(&text).map_err(|fault| if is_cut(&text) { Why::Cut } else { Why::Json(fault) })?;
    if !sheet.is_of(room) {
        return Err(Why::OtherRoom(sheet.room.code));
    }
    for (id, walked) in &sheet.scenarios {
        match room.scenarios.iter().find(|walk| walk.id == *id) {
            None => return Err(Why::NotOurs(id.clone())),
            Some(walk) if walk.sha256 != walked.sha256 => return Err(Why::OtherScenario(id.clone())),
            Some(_) => {}
        }
    }
    Ok(sheet)
}

/// Says everything that is wrong with what was handed in.
pub fn refuse(refused: &[Refused], folder: &Path) -> Error {
    let all = |language| refused.iter().map(|one| one.message(language)).collect::<Vec<_>>().join("\n  ");
    let folder = folder.display();
    Plain::new(
        Kind::Unusable,
        format!("i `{folder}` ligger filer som inte hör hit\n  {}", all(Language::Sv)),
        format!("in `{folder}` are files that do not belong here\n  {}", all(Language::En)),
    )
    .with_hint(
        "rätta eller flytta undan filerna, eller gå vidare utan dem med `--without-refused`",
        "mend the files or move them away, or go on without them with `--without-refused`",
    )
    .into()
}
