//! Everything that a command may touch: the clock, the language, the folders, the terminal's facts, the streams.
//!
//! Only [`Context::of_process`] looks at the process; tests build their own, and library functions are handed what they
//! need and read no environment themselves.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use crate::deadline::local;
use crate::error::{Error, Kind, Plain};
use crate::language;
use crate::render::paragraph::within;
use crate::render::safe;
use crate::text::Language;

/// The surroundings of a command.
pub struct Context {
    /// Tells the time, in UTC: an interview may last for hours.
    pub clock: fn() -> DateTime<Utc>,
    /// The day the command was given, in Sweden.
    pub today: NaiveDate,
    /// The language that people are spoken to in.
    pub language: Language,
    /// What decided the language.
    pub language_by: LanguageBy,
    /// Which file the configuration is read from; none where the surroundings do not say where it is.
    pub config: Option<ConfigFile>,
    /// Where files lie.
    pub folders: Folders,
    /// What is known of the terminal.
    pub terminal: Terminal,
    /// The command of the user's editor: `VISUAL`, else `EDITOR`; one that is empty is none.
    pub editor: Option<String>,
    /// Standard input.
    pub input: Box<dyn BufRead>,
    /// Standard output, buffered; flushed when the command is done.
    pub out: Box<dyn Write>,
    /// Standard error.
    pub err: Box<dyn Write>,
}

/// The folders, each missing where the surroundings do not say where it is.
#[derive(Clone, Debug, Default)]
pub struct Folders {
    /// `$XDG_CONFIG_HOME/menprov`: keys and the configuration.
    pub config: Option<PathBuf>,
    /// `$XDG_STATE_HOME/menprov`: drafts.
    pub state: Option<PathBuf>,
    /// `$XDG_DATA_HOME/menprov`: the register.
    pub data: Option<PathBuf>,
    /// `$XDG_CACHE_HOME/menprov`: the checked form of folders of rules; can be removed at any time.
    pub cache: Option<PathBuf>,
    /// The user's own `.ssh`.
    pub ssh: Option<PathBuf>,
}

/// What decided which language is spoken.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LanguageBy {
    /// `--lang`.
    Flag,
    /// `MENPROV_LANG`.
    Variable,
    /// The configuration.
    Config,
    /// The locale, or nothing at all.
    Locale,
}

/// The file that the configuration is read from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ConfigFile {
    /// Where it lies, or would lie.
    pub path: PathBuf,
    /// What named it.
    pub by: ConfigBy,
}

/// What named the configuration file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ConfigBy {
    /// `--config`, or an argument.
    Flag,
    /// `MENPROV_CONFIG`.
    Variable,
    /// The configuration folder; there the file may be missing.
    Folder,
}

impl ConfigFile {
    /// The file's name in the configuration folder.
    pub const NAME: &'static str = "menprov.toml";

    fn find(folders: &Folders, lookup: impl Fn(&str) -> Option<String>) -> Option<Self> {
        if let Some(named) = lookup("MENPROV_CONFIG").filter(|value| !value.is_empty()) {
            return Some(Self { path: named.into(), by: ConfigBy::Variable });
        }
        let path = folders.config.as_ref()?.join(Self::NAME);
        Some(Self { path, by: ConfigBy::Folder })
    }
}

/// Which folder is meant.
#[derive(Clone, Copy, Debug)]
enum Folder {
    Config,
    State,
    Data,
}

impl Folders {
    /// Finds the folders: `MENPROV_HOME` holds all three, otherwise as the XDG base directories say.
    pub fn find(lookup: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| lookup(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let home = set("HOME");
        let ssh = home.as_ref().map(|home| home.join(".ssh"));
        if let Some(own) = set("MENPROV_HOME") {
            return Self {
                config: Some(own.join("config")),
                state: Some(own.join("state")),
                data: Some(own.join("data")),
                cache: Some(own.join("cache")),
                ssh,
            };
        }
        // The base directory specification ignores a relative path.
        let base = |name: &str, under_home: &str| {
            set(name)
                .filter(|path| path.is_absolute())
                .or_else(|| home.as_ref().map(|home| home.join(under_home)))
                .map(|path| path.join("menprov"))
        };
        Self {
            config: base("XDG_CONFIG_HOME", ".config"),
            state: base("XDG_STATE_HOME", ".local/state"),
            data: base("XDG_DATA_HOME", ".local/share"),
            cache: base("XDG_CACHE_HOME", ".cache"),
            ssh,
        }
    }

    /// Returns the folder of keys and settings.
    ///
    /// # Errors
    /// When neither `MENPROV_HOME`, `XDG_CONFIG_HOME` nor `HOME` is set.
    pub fn config(&self) -> Result<PathBuf, Error> {
        self.of(Folder::Config)
    }

    /// Returns the folder of drafts.
    ///
    /// # Errors
    /// When neither `MENPROV_HOME`, `XDG_STATE_HOME` nor `HOME` is set.
    pub fn state(&self) -> Result<PathBuf, Error> {
        self.of(Folder::State)
    }

    /// Returns the folder of the register.
    ///
    /// # Errors
    /// When neither `MENPROV_HOME`, `XDG_DATA_HOME` nor `HOME` is set.
    pub fn data(&self) -> Result<PathBuf, Error> {
        self.of(Folder::Data)
    }

    fn of(&self, folder: Folder) -> Result<PathBuf, Error> {
        let (path, name) = match folder {
            Folder::Config => (&self.config, "XDG_CONFIG_HOME"),
            Folder::State => (&self.state, "XDG_STATE_HOME"),
            Folder::Data => (&self.data, "XDG_DATA_HOME"),
        };
        path.clone().ok_or_else(|| {
            Plain::new(Kind::Unusable, "vet inte var filerna ska ligga", "cannot tell where the files belong")
                .with_hint(
                    format!("sätt `HOME`, `{name}` eller `MENPROV_HOME`"),
                    format!("set `HOME`, `{name}` or `MENPROV_HOME`"),
                )
                .into()
        })
    }
}

/// What is known of the terminal.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Terminal {
    /// Someone can type.
    pub input: bool,
    /// Someone reads the errors.
    pub error: bool,
    /// What may be sent to whoever reads the errors.
    pub display: Display,
    /// Columns.
    pub width: u16,
}

impl Terminal {
    /// The width where nothing says otherwise.
    pub const WIDTH: u16 = 80;

    /// Says whether questions can be put.
    #[must_use]
    pub const fn can_ask(self) -> bool {
        self.input && self.error
    }

    fn of_process(lookup: impl Fn(&str) -> Option<String> + Copy) -> Self {
        let output = io::stdout().is_terminal();
        let width = lookup("COLUMNS")
            .and_then(|columns| columns.parse().ok())
            .or_else(|| if output { console::Term::stdout().size_checked().map(|size| size.1) } else { None })
            .unwrap_or(Self::WIDTH);
        Self {
            input: io::stdin().is_terminal(),
            error: io::stderr().is_terminal(),
            display: Display::of_process(lookup),
            width: width.clamp(20, 400),
        }
    }
}

/// What may be sent to a screen.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Display {
    /// Only lines of text, one after another: the terminal understands nothing else, or someone has them read aloud.
    #[default]
    Lines,
    /// Moves of the cursor, but no colours.
    Uncoloured,
    /// Everything.
    Coloured,
}

impl Display {
    fn of_process(lookup: impl Fn(&str) -> Option<String> + Copy) -> Self {
        match (wants_lines(lookup), wants_colours(lookup)) {
            (true, _) => Self::Lines,
            (false, false) => Self::Uncoloured,
            (false, true) => Self::Coloured,
        }
    }
}

/// Whether plain lines are asked for: by `ACCESSIBLE`, as other programs have it, or by a terminal that says that it
/// knows nothing else.
fn wants_lines(lookup: impl Fn(&str) -> Option<String>) -> bool {
    let set = |value: &String| !matches!(value.trim().to_lowercase().as_str(), "" | "0" | "false");
    lookup("ACCESSIBLE").is_some_and(|value| set(&value))
        || lookup("TERM").is_none_or(|term| term == "dumb" || term.is_empty())
}

/// Whether colours are wanted: not where `NO_COLOR` is set to anything (no-color.org) or `CLICOLOR` to 0.
fn wants_colours(lookup: impl Fn(&str) -> Option<String>) -> bool {
    lookup("NO_COLOR").is_none_or(|value| value.is_empty()) && lookup("CLICOLOR").is_none_or(|value| value != "0")
}

impl Context {
    /// Returns the time now.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// Returns the time now as the clocks in Sweden show it, wherever the machine thinks it is: the deadlines are
    /// counted there, and `now` and `today` have to mean the same hour and day as they do.
    #[must_use]
    pub fn local(&self) -> DateTime<FixedOffset> {
        local(self.now())
    }

    /// Says something on the error stream, in lines of its own: wrapped at the window's width where somebody reads
    /// them, since a terminal would break a command in the middle of a word; as it is where a program does.
    ///
    /// # Errors
    /// When the stream cannot be written to.
    pub fn say(&mut self, text: &str) -> io::Result<()> {
        if self.terminal.error {
            return self.err.write_all(within(text, self.terminal.width.into()).as_bytes());
        }
        writeln!(self.err, "{}", safe::text(text.trim_end_matches('\n')))
    }

    /// Reads the surroundings of this process.
    #[must_use]
    pub fn of_process(flag: Option<Language>) -> Self {
        let lookup = |name: &str| std::env::var(name).ok();
        let folders = Folders::find(lookup);
        let by_variable = if language::by_variable(lookup) { LanguageBy::Variable } else { LanguageBy::Locale };
        Self {
            clock: Utc::now,
            today: local(Utc::now()).date_naive(),
            language: language::decide(flag, lookup),
            language_by: flag.map_or(by_variable, |_| LanguageBy::Flag),
            config: ConfigFile::find(&folders, lookup),
            folders,
            terminal: Terminal::of_process(lookup),
            editor: ["VISUAL", "EDITOR"].into_iter().filter_map(lookup).find(|command| !command.trim().is_empty()),
            input: Box::new(io::BufReader::with_capacity(1 << 16, io::stdin())),
            out: Box::new(io::BufWriter::with_capacity(1 << 16, io::stdout())),
            err: Box::new(io::stderr()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders(vars: &[(&str, &str)]) -> Folders {
        Folders::find(|name| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn one_folder_can_hold_everything() {
        let found = folders(&[("MENPROV_HOME", "/m"), ("HOME", "/home/u"), ("XDG_DATA_HOME", "/d")]);
        assert_eq!(found.data().ok(), Some(PathBuf::from("/m/data")));
        assert_eq!(found.ssh, Some(PathBuf::from("/home/u/.ssh")));
    }

    #[test]
    fn relative_base_directories_are_ignored() {
        let found = folders(&[("HOME", "/home/u"), ("XDG_STATE_HOME", "state"), ("XDG_DATA_HOME", "/d")]);
        assert_eq!(found.state().ok(), Some(PathBuf::from("/home/u/.local/state/menprov")));
        assert_eq!(found.data().ok(), Some(PathBuf::from("/d/menprov")));
    }

    #[test]
    fn the_configuration_is_the_named_one_or_lies_in_the_folder_of_settings() {
        let found = |vars: &[(&str, &str)]| {
            let lookup = |name: &str| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
            ConfigFile::find(&Folders::find(lookup), lookup).map(|file| (file.path, file.by))
        };
        let folder = found(&[("HOME", "/home/u"), ("MENPROV_CONFIG", "")]);
        assert_eq!(folder, Some(("/home/u/.config/menprov/menprov.toml".into(), ConfigBy::Folder)));
        let named = found(&[("HOME", "/home/u"), ("MENPROV_CONFIG", "a.toml")]);
        assert_eq!(named, Some(("a.toml".into(), ConfigBy::Variable)));
        assert_eq!(found(&[]), None);
    }

    #[test]
    fn plain_lines_are_sent_where_they_are_asked_for_or_nothing_else_is_known() {
        let wants = |vars: &[(&str, &str)]| {
            wants_lines(|name| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
        };
        assert!(wants(&[]) && wants(&[("TERM", "")]) && wants(&[("TERM", "dumb")]));
        assert!(!wants(&[("TERM", "xterm")]));
        for value in ["1", "true", "yes", "ja"] {
            assert!(wants(&[("TERM", "xterm"), ("ACCESSIBLE", value)]), "{value}");
        }
        for value in ["", "0", "false", "FALSE"] {
            assert!(!wants(&[("TERM", "xterm"), ("ACCESSIBLE", value)]), "{value}");
        }
    }

    #[test]
    fn colours_are_left_out_where_they_are_not_wanted() {
        let wants = |vars: &[(&str, &str)]| {
            wants_colours(|name| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
        };
        assert!(wants(&[]) && wants(&[("NO_COLOR", "")]) && wants(&[("CLICOLOR", "1")]));
        assert!(!wants(&[("NO_COLOR", "1")]) && !wants(&[("NO_COLOR", "0")]) && !wants(&[("CLICOLOR", "0")]));
    }

    #[test]
    fn without_a_home_the_error_says_what_to_set() {
        let error = folders(&[]).config().expect_err("nothing is set");
        assert_eq!(error.code(), 3);
    }
}
