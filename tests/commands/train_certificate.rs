//! `menprov train certificate`: what is signed, who may verify it, and what is refused.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::stage::Run;
use super::train_room::{ELSEWHERE, ID, Workshop};

const NAMESPACE: &str = "menprov-training-certificate";

/// A workshop whose trainer has a key of OpenSSH's own making, with the file of trusted signers.
fn held() -> Workshop {
    let workshop = Workshop::new();
    workshop.hand_in("Uggla", Some(ELSEWHERE));
    let key = workshop.stage.path("trainer");
    let made =
        Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-C", "utbildaren", "-f"]).arg(&key).status();
    assert!(made.expect("ssh-keygen starts").success());
    let public = fs::read_to_string(workshop.stage.path("trainer.pub")).expect("a public key");
    workshop.stage.write("signers", format!("utbildaren namespaces=\"{NAMESPACE}\" {public}"));
    workshop
}

fn certify(workshop: &Workshop, more: &[&str]) -> Run {
    let sheet = workshop.sheet("uggla");
    let mut typed = vec![
        "train",
        "certificate",
        sheet.to_str().expect("UTF-8"),
        "--room",
        "room.json",
        "--key",
        "trainer",
        "-o",
        "c.json",
    ];
    typed.extend(more);
    workshop.stage.run(typed)
}

fn verify(workshop: &Workshop, more: &[&str]) -> Run {
    let mut typed = vec!["train", "certificate", "--verify", "c.json", "--signers", "signers"];
    typed.extend(more);
    workshop.stage.run(typed)
}

/// Whether OpenSSH itself finds the signature good.
fn stock(workshop: &Workshop) -> bool {
    let path = |name: &str| workshop.stage.path(name);
    let mut command = Command::new("ssh-keygen");
    command
        .args(["-Y", "verify", "-I", "utbildaren", "-n", NAMESPACE, "-f"])
        .arg(path("signers"))
        .arg("-s")
        .arg(path("c.json.sig"));
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("ssh-keygen starts");
    let bytes = fs::read(path("c.json")).expect("a certificate");
    child.stdin.take().expect("a pipe").write_all(&bytes).expect("it reads");
    child.wait().expect("it ends").success()
}

#[test]
fn a_certificate_says_who_what_and_how_many_points_and_openssh_verifies_it() {
    let workshop = held();
    let told = certify(&workshop, &["--name", "Deltagare Ett"]).code(0);
    for text in ["Deltagare: Deltagare Ett (Uggla)", &format!("Rum: {}", workshop.code), "10 av 10 poäng", ID] {
        assert!(told.out.contains(text), "{text}: {told:?}");
    }
    let bytes = fs::read(workshop.stage.path("c.json")).expect("a certificate");
    let says: Value = serde_json::from_slice(&bytes).expect("JSON");
    let room: Value =
        serde_json::from_slice(&fs::read(workshop.stage.path("room.json")).expect("the room")).expect("JSON");
    assert_eq!(says["room"]["code"], room["code"]);
    assert_eq!(says["scenarios"][0]["sha256"], room["scenarios"][0]["sha256"]);
    assert_eq!((&says["rules"], &says["held"]), (&room["rules"], &room["created"]));
    assert_eq!(says["score"], json!({"points": 10, "of": 10}));
    // Canonical: no blank between, and the keys in order.
    assert!(bytes.starts_with(b"{\"answers\":\"") && !bytes.ends_with(b"\n"));
    assert!(stock(&workshop), "OpenSSH verifies it");
    let verified = verify(&workshop, &[]).code(0);
    assert!(verified.out.contains("Undertecknat av utbildaren"), "{verified:?}");
    let verified = verify(&workshop, &["--json"]).code(0).json();
    assert_eq!(
        (&verified["holds"], &verified["signer"], &verified["certificate"]),
        (&json!(true), &json!("utbildaren"), &says)
    );
    // Nothing of a real assessment is touched.
    assert!(!workshop.stage.path(".local/share/menprov/register.sqlite").exists());
    // It is not written over.
    let again = certify(&workshop, &[]);
    assert!(again.code != Some(0) && again.err.contains("`c.json` finns redan"), "{again:?}");
}

#[test]
fn a_key_that_the_program_made_is_known_for_certificates_too() {
    let workshop = held();
    workshop.stage.write("fras", "en lång mening\n");
    workshop.stage.run(["key", "new", "--name", "utbildaren", "--passphrase-file", "fras"]).code(0);
    let sheet = workshop.sheet("uggla");
    let sheet = sheet.to_str().expect("UTF-8");
    let typed = ["train", "certificate", sheet, "--room", "room.json", "--passphrase-file", "fras", "-o", "c.json"];
    workshop.stage.run(typed).code(0);
    workshop.stage.run(["train", "certificate", "--verify", "c.json"]).code(0);
    let known = fs::read(workshop.stage.path(".config/menprov/allowed_signers")).expect("it is there");
    fs::write(workshop.stage.path("signers"), known).expect("it is written");
    assert!(stock(&workshop), "OpenSSH verifies it by the same line");
}

#[test]
fn a_changed_byte_another_purpose_and_a_stranger_are_refused() {
    let workshop = held();
    certify(&workshop, &[]).code(0);
    let path = workshop.stage.path("c.json");
    let whole = fs::read(&path).expect("a certificate");
    for at in (0..whole.len()).step_by(7) {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        fs::write(&path, &changed).expect("it is written");
        let refused = verify(&workshop, &[]);
        assert_eq!(refused.code, Some(1), "{at}: {refused:?}");
        assert!(refused.err.contains("intyget") && !refused.err.contains("beslutet"), "{at}: {refused:?}");
        assert!(refused.out.is_empty(), "what was not signed is not shown: {refused:?}");
    }
    assert!(!stock(&workshop));
    fs::write(&path, &whole).expect("it is written");
    verify(&workshop, &[]).code(0);
    // A signature of the same key for something else.
    let key = workshop.stage.path("trainer");
    fs::remove_file(workshop.stage.path("c.json.sig")).expect("it is there");
    let signed = Command::new("ssh-keygen")
        .args(["-q", "-Y", "sign", "-n", "beslut@menprov", "-f"])
        .arg(&key)
        .arg(&path)
        .status();
    assert!(signed.expect("ssh-keygen starts").success());
    verify(&workshop, &[]).code(1);
    fs::remove_file(workshop.stage.path("c.json.sig")).expect("it is there");
    let signed =
        Command::new("ssh-keygen").args(["-q", "-Y", "sign", "-n", NAMESPACE, "-f"]).arg(&key).arg(&path).status();
    assert!(signed.expect("ssh-keygen starts").success());
    verify(&workshop, &[]).code(0);
    // It is known, for something else: the line to add is theirs.
    let signers = fs::read_to_string(workshop.stage.path("signers")).expect("the signers");
    workshop.stage.write("signers", signers.replace(NAMESPACE, "beslut@menprov"));
    let other = verify(&workshop, &[]).code(1);
    assert!(other.out.contains("utbildaren, men nyckeln är inte betrodd för intyg"), "{other:?}");
    assert!(other.err.contains(&format!("utbildaren namespaces=\"{NAMESPACE}\"")), "{other:?}");
    assert!(!other.err.contains("NAMN"), "{other:?}");
    // Nobody knows the key.
    workshop.stage.write("signers", "");
    let stranger = verify(&workshop, &[]).code(1);
    assert!(stranger.out.contains("en okänd nyckel") && stranger.err.contains(NAMESPACE), "{stranger:?}");
    let stranger = verify(&workshop, &["--lang", "en"]).code(1);
    assert!(stranger.err.contains("NAME namespaces=") && !stranger.err.contains("NAMN"), "{stranger:?}");
}

/// Half a workshop is no whole one, however well it was done.
#[test]
fn what_was_not_walked_is_named_and_counts() {
    let workshop = held();
    let stage = &workshop.stage;
    let list = stage.run(["train", "list", "--json"]).code(0).json();
    let other = list.as_array().expect("scenarios").iter().find(|one| one["id"] != ID).expect("another").clone();
    let (id, title) = (other["id"].as_str().expect("an id"), other["title"]["sv"].as_str().expect("a title"));
    fs::remove_file(stage.path("room.json")).expect("it is there");
    stage.run(["train", "room", "new", "--scenarios", &format!("{ID},{id}"), "-o", "room.json"]).code(0);
    let typed = ["train", "run", "--room", "room.json", "--as", "Uggla", "--answers", "own.yaml", "--out", "in", ID];
    stage.run(typed).code(0);
    let sheet = fs::read_dir(stage.path("in")).expect("a folder").flatten().next().expect("a sheet").path();
    let sheet = sheet.to_str().expect("UTF-8");
    let typed = ["train", "certificate", sheet, "--room", "room.json", "--key", "trainer", "-o", "c.json"];
    let told = stage.run(typed).code(0);
    assert!(told.out.contains("Scenarier: 1 av 2") && told.out.contains(title), "{told:?}");
    let says: Value = serde_json::from_slice(&fs::read(stage.path("c.json")).expect("a file")).expect("JSON");
    assert_eq!((&says["score"], &says["missing"][0]["id"]), (&json!({"points": 10, "of": 10}), &json!(id)));
    let missing = says["missing"][0]["of"].as_u64().expect("points");
    assert!(missing > 0, "{says}");
    assert_eq!(says["total"], json!({"points": 10, "of": 10 + missing}));
    assert!(told.out.contains(&format!("Resultat: 10 av {} poäng", 10 + missing)), "{told:?}");
    let verified = verify(&workshop, &[]).code(0).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(verified.contains(&format!("({id}): inte gjort, 0 av {missing} poäng")), "{verified}");
}

#[test]
fn a_sheet_of_another_room_and_answers_that_do_not_fit_get_no_certificate() {
    let workshop = held();
    let other = Workshop::new();
    other.hand_in("Uggla", None);
    fs::copy(other.sheet("uggla"), workshop.sheet("uggla")).expect("it is copied");
    let refused = certify(&workshop, &[]);
    assert!(refused.code != Some(0) && refused.err.contains("den hör till ett annat rum"), "{refused:?}");
    fs::remove_file(workshop.sheet("uggla")).expect("it is there");
    workshop.hand_in("Uggla", None);
    workshop.change("uggla", |sheet| {
        sheet["scenarios"][ID]["answers"]["closing"]["villkor-dolt"]["answer"] = json!("kanske");
    });
    let refused = certify(&workshop, &[]);
    assert!(refused.code != Some(0) && refused.err.contains("passar inte reglerna"), "{refused:?}");
    for name in ["", "a\u{202e}b", "a\nb", &"x".repeat(101)] {
        assert_eq!(certify(&workshop, &["--name", name]).code, Some(2), "{name}");
    }
    assert!(!workshop.stage.path("c.json").exists() && !workshop.stage.path("c.json.sig").exists());
}
