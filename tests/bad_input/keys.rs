//! Keys that cannot sign.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::{assess, make_key, refused, small, stage};

#[test]
fn a_key_of_another_type() {
    let stage = stage();
    make_key(&stage, "rsa", &["-t", "rsa", "-b", "2048", "-N", ""]);
    make_key(&stage, "ecdsa", &["-t", "ecdsa", "-N", ""]);
    for (key, name) in [("rsa", "ssh-rsa"), ("ecdsa", "ecdsa-sha2-nistp256")] {
        refused(&stage, &assess(&small(), &["--key", key]), "", 3, [name, name]);
        refused(&stage, &["key", "show", "--key", key], "", 3, ["bara Ed25519", "only Ed25519"]);
    }
}

#[test]
fn a_wrong_passphrase_and_none() {
    let stage = stage();
    make_key(&stage, "låst", &["-t", "ed25519", "-a", "2", "-N", "rätt fras"]);
    stage.write("fras", "fel fras\n");
    let wrong = ["--key", "låst", "--passphrase-file", "fras"];
    refused(&stage, &assess(&small(), &wrong), "", 3, ["fel lösenfras för `låst`", "wrong passphrase for `låst`"]);
    let words = ["ange den med `--passphrase-file FIL`", "give it with `--passphrase-file FILE`"];
    refused(&stage, &assess(&small(), &["--key", "låst"]), "", 3, words);
    let missing = ["--key", "låst", "--passphrase-file", "ingen"];
    refused(&stage, &assess(&small(), &missing), "", 3, ["kan inte läsa `ingen`", "cannot read `ingen`"]);
}

#[test]
fn a_key_that_others_can_read() {
    let stage = stage();
    fs::set_permissions(stage.path("nyckel"), fs::Permissions::from_mode(0o640)).expect("it is ours");
    refused(&stage, &assess(&small(), &["--key", "nyckel"]), "", 3, ["chmod 600 nyckel", "chmod 600 nyckel"]);
}

#[test]
fn what_is_no_key() {
    let stage = stage();
    let key = fs::read_to_string(stage.path("nyckel")).expect("it is there");
    stage.write("halv", &key[..key.len() / 2]);
    stage.write("annat", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n");
    for name in ["halv", "annat"] {
        fs::set_permissions(stage.path(name), fs::Permissions::from_mode(0o600)).expect("it is ours");
        let words = ["är ingen nyckel i OpenSSH-format", "is not a key in OpenSSH format"];
        refused(&stage, &assess(&small(), &["--key", name]), "", 3, words);
    }
    refused(&stage, &assess(&small(), &["--key", "nyckel.pub"]), "", 3, ["utan `.pub`", "without `.pub`"]);
    refused(&stage, &assess(&small(), &["--key", "ingen"]), "", 3, ["menprov key new", "menprov key new"]);
    fs::create_dir(stage.path("mapp")).expect("it is made");
    fs::set_permissions(stage.path("mapp"), fs::Permissions::from_mode(0o700)).expect("it is ours");
    refused(&stage, &assess(&small(), &["--key", "mapp"]), "", 3, ["`mapp`", "`mapp`"]);
}

#[test]
fn a_key_is_never_written_over() {
    let stage = stage();
    stage.write("fras", "en lång fras\n");
    let args = ["key", "new", "--name", "h@k.example", "--key", "nyckel", "--passphrase-file", "fras"];
    refused(&stage, &args, "", 3, ["finns redan", "already there"]);
    let args = ["key", "new", "--name", "två ord", "--key", "ny", "--passphrase-file", "fras"];
    refused(&stage, &args, "", 2, ["`två ord`", "`två ord`"]);
    stage.write("tom", "\n");
    let args = ["key", "new", "--name", "h@k.example", "--key", "ny", "--passphrase-file", "tom"];
    refused(&stage, &args, "", 3, ["måste ha en lösenfras", "must have a passphrase"]);
}
