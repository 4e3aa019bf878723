//! Reads the rule files when the program is built, so that it need not read YAML when it starts.
//!
//! Fails with every fault in them, as `menprov rules check` shows them.

#[path = "src/date.rs"]
mod date;
#[expect(dead_code, reason = "the program uses more of it than the build")]
#[path = "src/render"]
mod render {
    pub mod count;
    pub mod faults;
    pub mod safe;
}
#[expect(dead_code, reason = "the program uses more of it than the build")]
#[expect(unused_imports, reason = "the program uses more of it than the build")]
#[expect(clippy::struct_field_names, reason = "fields are called as the keys in the files are")]
#[path = "src/ruleset/mod.rs"]
mod ruleset;
#[path = "src/text.rs"]
mod text;
#[expect(dead_code, reason = "the program uses more of it than the build")]
#[path = "src/rulebook"]
mod rulebook {
    pub mod narrow;
    pub mod parts;
}

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

use ruleset::check::check;
use ruleset::fault::Fault;
use ruleset::load::{self, Folder, Unreadable};
use ruleset::model::Rulebook;
use ruleset::source::{SourceFile, read_cases, read_within};
use sha2::{Digest as _, Sha256};
use text::Language;

const FOLDER: &str = "rulesets";
/// The folder of scenarios within it.
const TRAINING: &str = "training";
/// The pages that `menprov rules explain` shows, one Markdown file a code.
const MANUAL: &str = "docs/faults";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={FOLDER}");
    println!("cargo::rerun-if-changed={MANUAL}");
    println!("cargo::rerun-if-changed=src/ruleset");
    println!("cargo::rerun-if-changed=src/rulebook");
    println!("cargo::rerun-if-changed=src/date.rs");
    println!("cargo::rerun-if-changed=src/text.rs");
    println!("cargo::rerun-if-changed=src/render");
    println!("cargo::rerun-if-changed=build.rs");
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it for build scripts");
    let out = env::var("OUT_DIR").expect("cargo sets it for build scripts");
    let path = Path::new(&root).join(FOLDER);
    let folder = match load::read(&path) {
        Ok(folder) => folder,
        Err(Unreadable { files, faults }) => return refuse(&files, &faults),
    };
    let rulebook = match check(&folder.documents) {
        Ok(rulebook) => rulebook,
        Err(faults) => return refuse(&folder.files, &faults),
    };
    let cases = match read_cases(&path) {
        Ok(cases) => cases,
        Err(faults) => return refuse(&[], &faults),
    };
    let training = match read_within(&path, TRAINING) {
        Ok(training) => training,
        Err(faults) => return refuse(&[], &faults),
    };
    write(&folder, (&cases, &training), &rulebook, Path::new(&out)).expect("the build's own folder can be written to");
    write_manual(Path::new(&root), Path::new(&out)).expect("the pages can be read and the build's folder written to");
    ExitCode::SUCCESS
}

fn write(folder: &Folder, beside: (&[SourceFile], &[SourceFile]), rulebook: &Rulebook, out: &Path) -> io::Result<()> {
    let rulebook = rulebook::parts::encode(rulebook).map_err(io::Error::other)?;
    let digest: [u8; 32] = Sha256::digest(&rulebook).into();
    fs::write(out.join("rulebook.bin"), rulebook)?;
    let documents = postcard::to_allocvec(&folder.documents).map_err(io::Error::other)?;
    fs::write(out.join("documents.bin"), documents)?;
    let mut sources = texts("SOURCES", &folder.files);
    sources.push_str(&texts("CASES", beside.0));
    sources.push_str(&texts("TRAINING", beside.1));
    writeln!(sources, "static DIGEST: [u8; 32] = {digest:?};").map_err(io::Error::other)?;
    fs::write(out.join("sources.rs"), sources)
}

/// Returns the code of a list of names and texts.
fn texts(list: &str, files: &[SourceFile]) -> String {
    let mut code = format!("static {list}: &[(&str, &str)] = &[\n");
    for file in files {
        let path = format!("/{FOLDER}/{}", file.name);
        let entry = format!("    ({:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?}))),\n", file.name);
        code.push_str(&entry);
    }
    code.push_str("];\n");
    code
}

/// Lists the pages by code, so that a new one needs no line of code.
fn write_manual(root: &Path, out: &Path) -> io::Result<()> {
    let mut codes = Vec::new();
    for entry in fs::read_dir(root.join(MANUAL))? {
        let name = entry?.file_name();
        codes.extend(name.to_str().and_then(|name| name.strip_suffix(".md")).map(str::to_owned));
    }
    codes.sort_unstable();
    let mut pages = String::from("static PAGES: &[(&str, &str)] = &[\n");
    for code in codes {
        let path = format!("/{MANUAL}/{code}.md");
        writeln!(pages, "    ({code:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?}))),")
            .map_err(io::Error::other)?;
    }
    pages.push_str("];\n");
    fs::write(out.join("manual.rs"), pages)
}

fn refuse(files: &[SourceFile], faults: &[Fault]) -> ExitCode {
    let line = |name: &str, number: u32| {
        let file = files.iter().find(|file| *file.name == *name)?;
        file.text.split('\n').nth(usize::try_from(number).ok()?.checked_sub(1)?)
    };
    render::faults::write_text(&mut io::stderr().lock(), faults, &line, Language::Sv)
        .expect("standard error can be written to");
    ExitCode::FAILURE
}
