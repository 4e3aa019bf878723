//! `menprov man`: the manual pages, from the same definition as the help.
//!
//! English pages lie in `man1`, Swedish ones in `sv/man1`: `MANPATH=man man menprov` then finds the one for the locale.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use clap::Command;
use clap_mangen::Man;

use crate::cli::tools::ManArgs;
use crate::cli::{alone, definition};
use crate::context::Context;
use crate::error::{Error, FileError, Status, exit};
use crate::text::Language;

pub fn run(args: &ManArgs, context: &mut Context) -> Result<Status, Error> {
    for (language, folder) in [(Language::En, "man1"), (Language::Sv, "sv/man1")] {
        let folder = args.out.join(folder);
        fs::create_dir_all(&folder).map_err(FileError::writing(&folder))?;
        write_pages(&definition(language), "", language, &folder)?;
    }
    writeln!(context.out, "{}", args.out.display())?;
    Ok(Status::Done)
}

fn write_pages(command: &Command, before: &str, language: Language, folder: &Path) -> Result<(), Error> {
    let own = command.get_name();
    let name = if before.is_empty() { own.to_owned() } else { format!("{before}-{own}") };
    let path = folder.join(format!("{name}.1"));
    fs::write(&path, page(command, &name, language)?).map_err(FileError::writing(&path))?;
    command.get_subcommands().try_for_each(|sub| write_pages(sub, &name, language, folder))
}

/// Renders one page. The generator's headings are English; those of a Swedish page are put in afterwards.
fn page(command: &Command, name: &str, language: Language) -> Result<String, Error> {
    let command_alone = alone(command.clone(), language);
    let man =
        Man::new(command_alone.name(name.to_owned()).bin_name(name.replace('-', " ")).display_name(name.to_owned()))
            .title(name.to_uppercase())
            .date("")
            .source(format!("menprov {}", env!("CARGO_PKG_VERSION")))
            .manual(language.choose("Handbok för menprov", "menprov manual"));
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    let page = String::from_utf8_lossy(&page).replace(PREAMBLE, "");
    // An empty date is left out by the generator, and everything after it would move up.
    let mut page = format!("{PREAMBLE}{}", page.replacen(" 1  \"", " 1 \"\" \"", 1));
    if language == Language::Sv {
        for (english, swedish) in HEADINGS {
            page = page.replace(&format!(".SH {english}\n"), &format!(".SH {swedish}\n"));
        }
    }
    if command.get_name() == "menprov" {
        let [files, environment, status] =
            language.choose(["FILER", "MILJÖVARIABLER", "AVSLUTSKODER"], ["FILES", "ENVIRONMENT", "EXIT STATUS"]);
        entries(&mut page, files, FILES.iter().map(|&(term, sv, en)| (term.into(), language.choose(sv, en))));
        entries(
            &mut page,
            environment,
            ENVIRONMENT.iter().map(|&(term, sv, en)| (term.into(), language.choose(sv, en))),
        );
        entries(&mut page, status, exit::ALL.iter().map(|&(code, sv, en)| (code.to_string(), language.choose(sv, en))));
    } else {
        let heading = language.choose("SE ÄVEN", "SEE ALSO");
        write!(page, ".SH \"{heading}\"\n\\fBmenprov\\fR(1)\n").expect("a String takes every write");
    }
    Ok(page)
}

fn entries<'a>(page: &mut String, heading: &str, entries: impl Iterator<Item = (String, &'a str)>) {
    writeln!(page, ".SH \"{heading}\"").expect("a String takes every write");
    for (term, text) in entries {
        writeln!(page, ".TP\n\\fB{}\\fR\n{}", term.replace('-', "\\-"), text.replace('-', "\\-"))
            .expect("a String takes every write");
    }
}

const HEADINGS: [(&str, &str); 5] = [
    ("NAME", "NAMN"),
    ("SYNOPSIS", "ÖVERSIKT"),
    ("DESCRIPTION", "BESKRIVNING"),
    ("OPTIONS", "FLAGGOR"),
    ("Kommandon", "KOMMANDON"),
];

/// What the generator puts before each section it renders; once a page is enough.
const PREAMBLE: &str = ".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n";

const FILES: [(&str, &str, &str); 5] = [
    (
        "$XDG_CONFIG_HOME/menprov",
        "underskriftsnyckeln och vilka som får skriva under; annars ~/.config/menprov",
        "the signing key and who may sign; otherwise ~/.config/menprov",
    ),
    (
        "$XDG_CONFIG_HOME/menprov/menprov.toml",
        "inställningarna för myndigheten och handläggarens roll; annars ~/.config/menprov/menprov.toml",
        "the configuration of the authority and of the officer's role; otherwise ~/.config/menprov/menprov.toml",
    ),
    (
        "$XDG_STATE_HOME/menprov",
        "utkast, läsbara bara för användaren; annars ~/.local/state/menprov",
        "drafts, readable by the user alone; otherwise ~/.local/state/menprov",
    ),
    (
        "$XDG_CACHE_HOME/menprov",
        "kontrollerade egna regler; kan tas bort när som helst; annars ~/.cache/menprov",
        "checked rules of your own; can be removed at any time; otherwise ~/.cache/menprov",
    ),
    (
        "$XDG_DATA_HOME/menprov",
        "registret över undertecknade underlag; annars ~/.local/share/menprov",
        "the register of signed memos; otherwise ~/.local/share/menprov",
    ),
];

const ENVIRONMENT: [(&str, &str, &str); 7] = [
    (
        "MENPROV_LANG",
        "sv eller en; gäller före språkinställningen (LC_ALL, LC_MESSAGES, LANG)",
        "sv or en; goes before the locale (LC_ALL, LC_MESSAGES, LANG)",
    ),
    (
        "MENPROV_CONFIG",
        "filen med inställningar; gäller före den i mappen för inställningar",
        "the file of the configuration; goes before the one in the configuration folder",
    ),
    (
        "MENPROV_HOME",
        "en mapp som håller allt: config, state, data och cache",
        "a folder that holds everything: config, state, data and cache",
    ),
    ("COLUMNS", "bredden att skriva på", "the width to write in"),
    (
        "ACCESSIBLE",
        "satt till annat än tomt, 0 eller false ger enkla rader, som för en skärmläsare; som --plain",
        "set to anything but nothing, 0 or false gives plain lines, as for a screen reader; as --plain",
    ),
    (
        "TERM",
        "dumb, tomt eller osatt ger enkla rader i stället för menyer",
        "dumb, empty or unset gives plain lines in place of menus",
    ),
    (
        "NO_COLOR",
        "satt till något ger frågorna utan färg och fetstil; det gör även CLICOLOR=0",
        "set to anything gives the questions without colour and bold; so does CLICOLOR=0",
    ),
];
