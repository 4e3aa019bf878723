//! A report of concern for a child that only a manager may approve, from the officer's signature to stock tools.

use std::fs;
use std::process::Command;

use serde_json::json;

use super::stage::{Run, Stage, root};

const OWN: &str = "Jag har läst intyget: barnet lämnas ensamt om nätterna och är fyra år.";

/// A stage with the officer's, the manager's and a colleague's keys, the shipped configuration of a state authority,
/// and a decided case's answers.
pub fn stage() -> Stage {
    let stage = Stage::new();
    let mut signers = String::new();
    for name in ["handl", "chef", "kollega"] {
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-C", &format!("{name}@fk.example"), "-f"])
            .arg(stage.path(name))
            .status();
        assert!(made.expect("ssh-keygen is there").success());
        let public = fs::read_to_string(stage.path(&format!("{name}.pub"))).expect("it is there");
        signers.extend([name, "@fk.example ", &public]);
    }
    stage.write(".config/menprov/allowed_signers", signers);
    let config = fs::read(root().join("examples/forsakringskassan.toml")).expect("it is there");
    stage.write(".config/menprov/menprov.toml", config);
    let case = fs::read_to_string(root().join("rulesets/cases/t-03-2026-01-14.yaml")).expect("it is there");
    let (_, answers) = case.split_once("\nprocedure:").expect("the case has answers");
    stage.write("svar.yaml", format!("matter: FK 2026/1\nprocedure:{answers}"));
    stage.write("tomt.yaml", "answers: {}\n");
    stage.write("eget", OWN);
    stage
}

pub fn signed(stage: &Stage) -> Run {
    stage.run(["assess", "--answers", "svar.yaml", "--key", "handl"]).code(0)
}

pub fn countersign(stage: &Stage, id: &str, key: &str, args: &[&str]) -> Run {
    stage.run([&["memo", "countersign", id, "--key", key], args].concat())
}

pub fn approve(stage: &Stage, id: &str, key: &str, role: &str, reason: &str) -> Run {
    countersign(stage, id, key, &["--role", role, "--approve", "--reason-file", reason])
}

fn state(stage: &Stage, id: &str) -> serde_json::Value {
    stage.run(["memo", "verify", id, "--json"]).json()["state"]["state"].clone()
}

#[test]
fn a_report_is_made_when_the_manager_has_approved_it_in_words_of_their_own() {
    let stage = stage();
    assert!(signed(&stage).err.contains("menprov memo hand-over 2026-0001"));
    let id = "2026-0001";
    let notice = stage.run(["memo", "show", id, "--audience", "notice"]).code(2);
    assert!(notice.out.is_empty() && notice.err.contains("ingen begäran"), "{}{}", notice.out, notice.err);
    assert!(notice.err.contains("`menprov memo show 2026-0001`"), "{}", notice.err);
    let over = stage.run(["memo", "hand-over", id, "--key", "handl"]).code(0);
    assert!(over.err.contains("menprov memo countersign 2026-0001 --role enhetschef"), "{}", over.err);
    assert!(stage.run(["memo", "hand-over", id, "--key", "kollega"]).code(1).err.contains("bara den som har skrivit"));

    // Whoever may not is told who may, and what they type.
    for (key, role) in [("kollega", "beslutsfattare"), ("kollega", "rattschef"), ("handl", "enhetschef")] {
        let run = approve(&stage, id, key, role, "eget").code(1);
        let who = "den som är enhetschef skriver `menprov memo countersign 2026-0001 --role enhetschef`";
        assert!(run.err.contains(who), "{role}: {}", run.err);
    }
    for (reason, why) in [
        ("", "0 tecken"),
        ("Godkänns.", "minst 20"),
        ("Instämmer i handläggarens bedömning.", "bara att du håller med"),
        ("asdf asdf asdf asdf asdf asdf", "säger ingenting"),
        ("Det är själva oron för barnet.", "inget eget skäl"),
        ("Ett litet barn lämnas ensamt varje natt och ingen annan vuxen finns.", "inget eget skäl"),
    ] {
        stage.write("skal", reason);
        let run = approve(&stage, id, "chef", "enhetschef", "skal").code(4);
        assert!(run.err.contains(why), "`{reason}`: {}", run.err);
    }
    assert_eq!(state(&stage, id), "handed-over", "nothing of that was kept");

    approve(&stage, id, "chef", "enhetschef", "eget").code(0);
    assert_eq!(state(&stage, id), "approved");
    approve(&stage, id, "chef", "enhetschef", "eget").code(1);
    stage.run(["assess", "--continue", id, "--answers", "tomt.yaml", "--key", "handl"]).code(1);
    let memo = stage.run(["memo", "show", id]).code(0).out;
    assert!(memo.contains("chef@fk.example, enhetschef") && memo.contains(OWN), "{memo}");
    stage.run(["memo", "verify", id]).code(0);
    stage.run(["memo", "export", id, "--to", "akt"]).code(0);
    let read_me = fs::read_to_string(stage.path("akt/VERIFIERA.txt")).expect("it is there");
    let commands: Vec<&str> = read_me.lines().filter(|line| line.starts_with("    ssh-keygen")).collect();
    assert_eq!(commands.len(), 3, "the record, the hand-over, the approval: {read_me}");
    for command in commands {
        let stock = Command::new("sh").args(["-c", command]).current_dir(stage.path("akt")).status();
        assert!(stock.expect("a shell").success(), "{command}");
    }
}

#[test]
fn nobody_approves_what_goes_on_from_their_own_assessment() {
    let stage = stage();
    signed(&stage);
    stage.write("fragor", "Vem har pratat med barnet?\n");
    let back = ["--role", "enhetschef", "--reject", "--reason-file", "eget", "--questions-file", "fragor"];
    let run = countersign(&stage, "2026-0001", "chef", &back).code(0);
    assert!(run.err.contains("menprov assess --continue 2026-0001"), "{}", run.err);
    // A colleague takes the matter over: the first officer is still no second pair of eyes.
    let args = ["assess", "--continue", "2026-0001", "--answers", "tomt.yaml", "--key", "kollega"];
    stage.run(args).code(0);
    let own = approve(&stage, "2026-0002", "handl", "enhetschef", "eget").code(1);
    assert!(own.err.contains("den som den fortsätter"), "{}", own.err);
    assert_eq!(state(&stage, "2026-0002"), json!("pending"));
    stage.write("nytt", "Mormor har pratat med barnet, och samtalet är antecknat.");
    approve(&stage, "2026-0002", "chef", "enhetschef", "nytt").code(0);
    stage.run(["memo", "verify", "2026-0002"]).code(0);
}
