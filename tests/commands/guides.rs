//! The guides for those who write rules: their files are written, their commands are run, what they show is what comes out.
//!
//! A block says by its head what it is: `yaml FILE` a whole file, `diff FILE` a change of one, `sh` commands, `text` how what
//! they say begins.

use std::fs;
use std::process::Command;

use super::stage::{Run, Stage, root};

/// A block of a guide.
struct Block {
    head: String,
    text: String,
}

fn blocks(guide: &str) -> Vec<Block> {
    let page = fs::read_to_string(root().join("docs").join(guide)).expect("the guide is there");
    let fenced = page.split("\n```").skip(1).step_by(2);
    fenced.map(|block| block.split_once('\n').expect("a head and a text")).map(block).collect()
}

fn block((head, text): (&str, &str)) -> Block {
    Block { head: head.to_owned(), text: text.to_owned() + "\n" }
}

/// Runs a line as a person types it.
fn typed(stage: &Stage, line: &str) -> Run {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_menprov"));
    let folder = program.parent().expect("the program lies in a folder").display();
    // The stage's own surroundings, around a shell.
    let surroundings = stage.command::<_, &str>([]);
    let mut shell = Command::new("sh");
    shell.args(["-e", "-c", line]).current_dir(stage.path("")).env_clear();
    for (name, value) in surroundings.get_envs() {
        shell.env(name, value.unwrap_or_default());
    }
    let output = shell.env("PATH", format!("{folder}:/usr/bin:/bin")).output().expect("the shell starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// Carries out a change: the lines that begin with `-` stand once in the file and give way to those with `+`.
fn change(stage: &Stage, file: &str, change: &str) {
    let lines = |sign: char| {
        let lines = change.lines().filter_map(|line| line.strip_prefix(sign)).map(|line| line.to_owned() + "\n");
        lines.collect::<String>()
    };
    let (old, new) = (lines('-'), lines('+'));
    let text = fs::read_to_string(stage.path(file)).expect("the file was written above");
    assert_eq!(text.matches(&old).count(), 1, "{file}:\n{old}\n{text}");
    stage.write(file, text.replace(&old, &new));
}

fn carried_out(guide: &str, language: &str) {
    let stage = Stage::new().var("MENPROV_LANG", language);
    let mut blocks = blocks(guide).into_iter().peekable();
    while let Some(block) = blocks.next() {
        match &*block.head.split(' ').collect::<Vec<_>>() {
            ["yaml", file] => _ = stage.write(file, &block.text),
            ["diff", file] => change(&stage, file, &block.text),
            ["sh"] => {
                let shown = blocks.next_if(|next| next.head == "text");
                for line in block.text.lines() {
                    let run = typed(&stage, line);
                    match &shown {
                        Some(shown) => {
                            assert!(run.out.starts_with(&shown.text), "{guide}: {line}\n{}{}", run.out, run.err);
                        }
                        None => assert_eq!(run.code, Some(0), "{guide}: {line}\n{}{}", run.out, run.err),
                    }
                }
            }
            other => panic!("{guide}: {other:?}"),
        }
    }
}

#[test]
fn the_swedish_guide_does_what_it_says() {
    carried_out("regler.md", "sv");
}

#[test]
fn the_english_guide_does_what_it_says() {
    carried_out("rules.md", "en");
}

#[test]
fn both_guides_have_the_same_files_changes_and_commands() {
    let own = |guide| -> Vec<(String, String)> {
        let blocks = blocks(guide).into_iter().filter(|block| block.head != "text");
        blocks.map(|block| (block.head, block.text)).collect()
    };
    assert_eq!(own("regler.md"), own("rules.md"));
}
