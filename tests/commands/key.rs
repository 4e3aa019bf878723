use std::fs;

use super::stage::Stage;

#[test]
fn a_new_key_is_locked_private_and_known() {
    let stage = Stage::new();
    stage.write("fras", "en lång mening\n");
    let run = stage.run(["key", "new", "--name", "handl@kommun.example", "--passphrase-file", "fras"]).code(0);
    assert!(run.out.starts_with("SHA256:"), "{}", run.out);
    let key = stage.path(".config/menprov/id_ed25519");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&key).expect("it is there").permissions().mode() & 0o777, 0o600);
    }
    let signers = fs::read_to_string(stage.path(".config/menprov/allowed_signers")).expect("it is there");
    let acts = "beslut@menprov,overlamnande@menprov,godkannande@menprov,underkannande@menprov,svar@menprov,\
                menprov-training-certificate";
    let line = format!("handl@kommun.example namespaces=\"{acts}\" ssh-ed25519 ");
    assert!(signers.starts_with(&line), "{signers}");
    let shown = stage.run(["nyckel", "visa", "--json"]).code(0).json();
    assert_eq!((&shown["name"], &shown["locked"]), (&"handl@kommun.example".into(), &true.into()));
    assert_eq!(shown["fingerprint"].as_str(), run.out.lines().next());

    let again = stage.run(["key", "new", "--name", "x", "--passphrase-file", "fras"]).code(3);
    assert!(again.err.contains("finns redan"), "{}", again.err);
    // Said before a passphrase is asked for: there is no terminal to ask on here.
    let again = stage.run(["key", "new", "--name", "x"]).code(3);
    assert!(again.err.contains("finns redan"), "{}", again.err);
}

#[test]
fn a_passphrase_is_never_asked_for_without_a_terminal() {
    let run = Stage::new().run_with(["key", "new", "--name", "x"], "hemlig\nhemlig\n").code(3);
    assert_eq!(run.err, "fel: nyckeln behöver en lösenfras\ntips: ange den med `--passphrase-file FIL`\n");
}

#[test]
fn a_name_that_cannot_be_signed_with_makes_no_key() {
    let stage = Stage::new();
    stage.write("fras", "en lång mening\n");
    stage.run(["key", "new", "--name", "Två Ord", "--passphrase-file", "fras"]).code(2);
    assert!(!stage.path(".config").exists());
}

#[test]
fn no_key_says_how_to_make_one() {
    let run = Stage::new().run(["key", "show", "--lang", "en"]).code(3);
    assert!(run.err.contains("hint: make one with `menprov key new`"), "{}", run.err);
}
