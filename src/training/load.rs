//! The scenarios compiled in, and packs of them: folders of which nothing but `*.yaml` is read, and nothing is run.

use std::fs;
use std::io;
use std::path::Path;

use super::scenario::Scenario;
use crate::rulebook::builtin_training;
use crate::ruleset::document::Place;
use crate::ruleset::fault::Fault;
use crate::ruleset::load::Unreadable;
use crate::ruleset::source::{SourceFault, SourceFile, read_files, unreadable};

/// Returns the scenarios of a pack, or those compiled in; the easiest first, then by id.
///
/// # Errors
///
/// All faults of all files; of a folder, everything in it that is no scenario.
pub fn load(pack: Option<&Path>) -> Result<Vec<Scenario>, Unreadable> {
    let files = match pack {
        Some(folder) => read_pack(folder),
        None => builtin(),
    };
    read(files.map_err(|faults| Unreadable { files: Vec::new(), faults })?)
}

fn builtin() -> Result<Vec<SourceFile>, Vec<Fault>> {
    let files = builtin_training().iter().map(|(name, text)| SourceFile::from_bytes(name, text.as_bytes()));
    files.collect::<Result<_, Fault>>().map_err(|fault| vec![fault])
}

fn read(files: Vec<SourceFile>) -> Result<Vec<Scenario>, Unreadable> {
    let (mut scenarios, mut faults) = (Vec::with_capacity(files.len()), Vec::new());
    for file in &files {
        match Scenario::read(file) {
            Ok(scenario) => scenarios.push(scenario),
            Err(found) => faults.extend(found),
        }
    }
    if !faults.is_empty() {
        return Err(Unreadable { files, faults });
    }
    scenarios.sort_by(|a, b| (a.level, &a.id).cmp(&(b.level, &b.id)));
    Ok(scenarios)
}

/// Reads the files of a pack, ordered by name.
///
/// What has a dot in front, such as what an editor or a version control leaves there, is never looked at.
///
/// # Errors
///
/// Everything that is no scenario's file, and every file that cannot be read.
pub fn read_pack(folder: &Path) -> Result<Vec<SourceFile>, Vec<Fault>> {
    let shown = folder.display().to_string();
    let of_folder = |kind: SourceFault| vec![Fault::new(&shown, Place::default(), kind)];
    let entries = fs::read_dir(folder).map_err(|error| {
        of_folder(match error.kind() {
            io::ErrorKind::NotADirectory => SourceFault::NotAFolder,
            _ => unreadable(&error),
        })
    })?;
    let home = fs::canonicalize(folder).map_err(|error| of_folder(unreadable(&error)))?;
    let (mut names, mut faults) = (Vec::new(), Vec::new());
    for entry in entries {
        let name = match entry {
            Ok(entry) => entry.file_name().to_string_lossy().into_owned(),
            Err(error) => {
                faults.extend(of_folder(unreadable(&error)));
                continue;
            }
        };
        if name.starts_with('.') {
            continue;
        }
        match wrong(&home, &name) {
            Some(kind) => faults.push(Fault::new(&name, Place::default(), kind)),
            None => names.push(name),
        }
    }
    if names.is_empty() && faults.is_empty() {
        return Err(of_folder(SourceFault::NoScenario));
    }
    faults.sort_unstable();
    read_files(folder, names, faults)
}

/// Returns why what lies in a pack is not read, before it is opened: a pipe waits for whoever writes to it.
fn wrong(home: &Path, name: &str) -> Option<SourceFault> {
    let path = home.join(name);
    let found = match fs::canonicalize(&path) {
        Ok(found) => found,
        Err(error) => return Some(unreadable(&error)),
    };
    if found.parent() != Some(home) {
        return Some(SourceFault::Outside);
    }
    if !found.is_file() {
        return Some(SourceFault::Stray);
    }
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "yaml" => None,
        ending if ["yaml", "yml"].contains(&&*ending.to_lowercase()) => Some(SourceFault::Ending),
        _ => Some(SourceFault::Stray),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(folder: &Path) -> Vec<(String, &'static str)> {
        let faults = load(Some(folder)).err().map(|unreadable| unreadable.faults).unwrap_or_default();
        faults.iter().map(|fault| (fault.file.to_string(), fault.code())).collect()
    }

    #[test]
    fn what_is_compiled_in_reads() {
        assert!(!load(None).expect("sound scenarios").is_empty());
    }

    #[test]
    fn a_pack_holds_scenarios_alone_and_all_else_is_told_of() {
        let folder = tempfile::tempdir().expect("a folder");
        let outside = tempfile::tempdir().expect("another");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
        assert_eq!(codes(folder.path()), [(folder.path().display().to_string(), "S012")]);
        let (name, text) = builtin_training()[0];
        let name = name.rsplit('/').next().expect("a name");
        write(name, text);
        write(".gitignore", "x");
        assert_eq!(codes(folder.path()), []);
        write("run.sh", "#!/bin/sh\n");
        write("old.yml", text);
        fs::create_dir(folder.path().join("more")).expect("made");
        let told = [("more", "S010"), ("old.yml", "S007"), ("run.sh", "S010")];
        assert_eq!(codes(folder.path()), told.map(|(name, code)| (name.to_owned(), code)));
        #[cfg(unix)]
        {
            fs::write(outside.path().join("far.yaml"), text).expect("written");
            let link = |to: &Path, name: &str| {
                std::os::unix::fs::symlink(to, folder.path().join(name)).expect("linked");
            };
            link(&outside.path().join("far.yaml"), "far.yaml");
            link(Path::new("/dev/zero"), "zero.yaml");
            link(Path::new("nowhere"), "gone.yaml");
            let codes = codes(folder.path());
            for told in [("far.yaml", "S011"), ("zero.yaml", "S011"), ("gone.yaml", "S001")] {
                assert!(codes.contains(&(told.0.to_owned(), told.1)), "{told:?} in {codes:?}");
            }
        }
    }
}
