use std::io::Read;
use std::process::Stdio;

use super::stage::Stage;

#[test]
fn help_is_swedish_unless_asked_otherwise() {
    let run = Stage::new().run(["--help"]).code(0);
    assert!(
        run.out.contains("Användning: menprov") && run.out.contains("Gör en prövning [även: prova]"),
        "{}",
        run.out
    );
    for english in ["Usage", "Options", "aliases", "possible values", "Print help", "default:"] {
        assert!(!run.out.contains(english), "{english}: {}", run.out);
    }
}

#[test]
fn help_is_english_by_flag_variable_or_locale() {
    let english = |run: super::stage::Run| assert!(run.code(0).out.contains("Make an assessment [also: prova]"));
    english(Stage::new().run(["--lang", "en", "--help"]));
    english(Stage::new().var("MENPROV_LANG", "en").var("LANG", "sv_SE.UTF-8").run(["--help"]));
    english(Stage::new().var("LC_ALL", "en_GB.UTF-8").run(["--help"]));
    assert!(Stage::new().var("LANG", "C.UTF-8").run(["--help"]).out.contains("Gör en prövning"));
}

#[test]
fn swedish_names_are_the_same_commands() {
    let stage = Stage::new();
    for (english, swedish) in [
        (vec!["assess"], vec!["prova"]),
        (vec!["memo", "show"], vec!["pm", "visa"]),
        (vec!["memo", "verify"], vec!["pm", "kontrollera"]),
        (vec!["register", "list"], vec!["register", "lista"]),
        (vec!["rules", "show"], vec!["regler", "visa"]),
        (vec!["rules", "explain"], vec!["regler", "forklara"]),
        (vec!["key", "new"], vec!["nyckel", "ny"]),
        (vec!["decide"], vec!["avgor"]),
    ] {
        let help = |names: &[&str]| stage.run([names, &["--help"]].concat()).code(0).out;
        assert_eq!(help(&english), help(&swedish), "{english:?}");
    }
}

#[test]
fn version_is_one_line() {
    let run = Stage::new().run(["--version"]).code(0);
    assert_eq!(run.out, format!("menprov {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_usage_is_two_with_what_to_do() {
    let stage = Stage::new();
    let run = stage.run(["rules", "lst"]).code(2);
    assert_eq!(run.err, "fel: okänt kommando `lst`\ntips: menades `list`?\n");
    assert!(run.out.is_empty());
    let run = stage.run(["--lang", "en", "rules", "list", "--at", "26-11-21"]).code(2);
    assert_eq!(run.err, "error: `26-11-21` does not fit `--at <DATE>`\nhint: write the day like 2026-11-21\n");
    assert_eq!(stage.run(["--lang", "fr"]).code(2).err.lines().nth(1), Some("tips: skriv `sv` eller `en`"));
    stage.run([] as [&str; 0]).code(2);
}

#[test]
fn completions_are_written_for_each_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = Stage::new().run(["completions", shell]).code(0);
        assert!(run.out.contains("menprov") && run.out.contains("assess"), "{shell}");
    }
    Stage::new().run(["completions", "cmd"]).code(2);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = Stage::new()
        .command(["completions", "bash"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().expect("it is piped").read_to_string(&mut err).expect("errors are UTF-8");
    assert_eq!((child.wait().expect("the program ends").code(), &*err), (Some(0), ""));
}

#[test]
fn output_that_cannot_be_written_is_said() {
    let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") else { return };
    let output = Stage::new().command(["completions", "bash"]).stdout(full).output().expect("the program ends");
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("fel: det gick inte att skriva ut"));
}
