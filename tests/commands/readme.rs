//! What the README promises is run.

use std::fs;

use super::stage::{Stage, root};

/// Returns the commands of the README's `sh` blocks, in order.
fn commands() -> Vec<String> {
    let readme = fs::read_to_string(root().join("README.md")).expect("there is a README");
    let blocks = readme.split("```sh\n").skip(1).filter_map(|block| block.split("```").next());
    blocks.flat_map(str::lines).map(str::to_owned).collect()
}

#[test]
fn the_first_command_does_the_main_job_without_a_question() {
    let commands = commands();
    let arguments = commands[0].split_once(" -- ").expect("cargo run … -- …").1;
    let arguments: Vec<String> = arguments
        .split(' ')
        .map(|word| if word.starts_with("examples/") { root().join(word).display().to_string() } else { word.into() })
        .collect();
    let run = Stage::new().run(arguments).code(0);
    assert!(run.out.contains("lämnas inte ut") && run.out.contains("26 kap. 1 § OSL"), "{}", run.out);
    assert!(run.err.contains("övning: undertecknat och registrerat som 2026-"), "{}", run.err);
}

#[test]
fn the_second_command_is_what_ci_runs() {
    let ci = fs::read_to_string(root().join(".ci/run")).expect("there is a CI script");
    let second = &commands()[1];
    assert!(second.starts_with("cargo test"), "{second}");
    assert!(ci.lines().any(|line| line == second), "{second}\n{ci}");
}
