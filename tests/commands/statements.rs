//! What another than the officer decides, approves or answers, from the first signature to the last.

use std::fs;
use std::process::Command;

use serde_json::json;

use super::stage::{Run, Stage, root};

const OWN: &str = "Jag har själv läst akten; risken för klienten väger över.";

/// A stage with three keys, all of them known, and the answers of the officer up to the lawyer's question.
pub fn stage() -> Stage {
    let stage = Stage::new();
    let mut signers = String::new();
    for name in ["handl", "delegat", "jurist"] {
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-C", &format!("{name}@kommun.example"), "-f"])
            .arg(stage.path(name))
            .status()
            .expect("ssh-keygen is there");
        assert!(made.success());
        let public = fs::read_to_string(stage.path(&format!("{name}.pub"))).expect("it is there");
        signers.extend([name, "@kommun.example ", &public]);
    }
    stage.write(".config/menprov/allowed_signers", signers);
    stage.write(
        "svar.yaml",
        "procedure: granskat\nlaw-date: 2025-01-01\nmatter: SN 2026/1\nanswers:\n  frame:\n    \
         granskat.finns: {answer: ja, reason: den ligger i akten}\n    granskat.begart: alla anteckningar\n",
    );
    stage.write(
        "jurist.yaml",
        "answers:\n  frame:\n    granskat.avgransad: {answer: nej, reason: den omfattar för många år}\n    \
         granskat.brist: Den saknar tidsgräns\n",
    );
    stage.write("nej.yaml", "answers:\n  frame:\n    granskat.haller: nej\n");
    stage.write("eget", OWN);
    stage
}

pub fn rules() -> String {
    root().join("tests/commands/rulesets").to_str().expect("the path is UTF-8").to_owned()
}

fn assess(stage: &Stage, args: &[&str]) -> Run {
    stage.run([&["assess", "--rulesets", &rules(), "--key", "handl"], args].concat())
}

fn countersign(stage: &Stage, id: &str, key: &str, args: &[&str]) -> Run {
    stage.run([&["memo", "countersign", id, "--key", key], args].concat())
}

/// Signs the record that waits for the lawyer, and returns its id.
pub fn parked(stage: &Stage) -> String {
    assess(stage, &["--answers", "svar.yaml"]).code(0);
    only(stage, 0)
}

/// Goes on to the record that waits for the delegate and the manager, and returns its id.
pub fn proposed(stage: &Stage) -> String {
    let first = parked(stage);
    countersign(stage, &first, "jurist", &["--answers", "jurist.yaml"]).code(0);
    assess(stage, &["--continue", &first, "--answers", "nej.yaml"]).code(0);
    only(stage, 1)
}

fn only(stage: &Stage, at: usize) -> String {
    let list = stage.run(["register", "list", "--json"]).code(0).json();
    list[at]["id"].as_str().expect("an id").to_owned()
}

fn phase(stage: &Stage, at: usize) -> serde_json::Value {
    stage.run(["register", "list", "--json"]).code(0).json()[at]["memo"]["state"].clone()
}

#[test]
fn a_question_of_the_lawyer_goes_to_the_lawyer_and_back() {
    let stage = stage();
    let id = parked(&stage);
    assert_eq!(phase(&stage, 0), "awaiting-answers");
    let waits = stage.run(["memo", "inbox", "--role", "jurist", "--json"]).code(0).json();
    assert_eq!(
        (&waits[0]["asks"], &waits[0]["questions"][0]["question"]),
        (&json!("answers"), &json!("granskat.avgransad"))
    );
    assert_eq!(stage.run(["pm", "inkorg", "--roll", "delegat", "--json"]).code(0).json(), json!([]));
    stage.run(["memo", "hand-over", &id, "--to", "delegat", "--key", "handl"]).code(1);
    let over = stage.run(["pm", "lamna-over", &id, "--key", "handl"]).code(0);
    assert_eq!(
        over.err,
        format!("{id} är överlämnat till jurist, som går vidare med `menprov memo countersign {id} --role jurist`\n")
    );

    // The officer can answer neither in the draft nor over the other's signature.
    stage.write("fel.yaml", "answers:\n  frame:\n    granskat.avgransad: {answer: ja, reason: den är så bra}\n");
    let own = countersign(&stage, &id, "handl", &["--answers", "fel.yaml"]).code(1);
    assert!(own.err.contains("din egen prövning"), "{}", own.err);
    let forged = assess(&stage, &["--continue", &id, "--answers", "fel.yaml"]).code(4);
    assert!(forged.err.contains("bara ges av jurist"), "{}", forged.err);
    // A no brings a second question of the lawyer's, which must be answered too.
    stage.write("halvt.yaml", "answers:\n  frame:\n    granskat.avgransad: {answer: nej, reason: för mycket begärt}\n");
    let half = countersign(&stage, &id, "jurist", &["--answers", "halvt.yaml"]).code(4);
    assert!(half.err.contains("Vad brister i avgränsningen?"), "{}", half.err);
    stage.write("kort.yaml", "answers:\n  frame:\n    granskat.avgransad: {answer: ja, reason: bra}\n");
    countersign(&stage, &id, "jurist", &["--answers", "kort.yaml"]).code(4);
    let done = countersign(&stage, &id, "jurist", &["--answers", "jurist.yaml", "--json"]).code(0).json();
    assert_eq!((&done["kind"], &done["state"]["state"]), (&json!("answers"), &json!("answered")));

    assess(&stage, &["--continue", &id, "--answers", "nej.yaml"]).code(0);
    assert_eq!((phase(&stage, 0), phase(&stage, 1)), (json!("continued"), json!("pending")));
    let second = only(&stage, 1);
    let record = stage.run(["memo", "show", &second, "--json"]).code(0).json()["record"].clone();
    let of_lawyer = record["answers"].as_array().expect("answers").iter();
    let of_lawyer: Vec<_> = of_lawyer.filter(|answer| answer["statement"] == done["statement"]).collect();
    assert_eq!(of_lawyer.len(), 2, "{record}");
    let verdict = stage.run(["memo", "verify", &second, "--json"]).code(0).json();
    assert_eq!((&verdict["replay"], &verdict["loose"]), (&json!("same"), &json!([])), "{verdict}");
    assert_eq!(verdict["statements"][1]["role"], "lawyer");
    assess(&stage, &["--continue", &id, "--answers", "nej.yaml"]).code(1);
}

#[test]
fn a_changed_answer_puts_the_other_actors_question_again() {
    let stage = stage();
    let id = parked(&stage);
    countersign(&stage, &id, "jurist", &["--answers", "jurist.yaml"]).code(0);
    stage.write(
        "annat.yaml",
        "answers:\n  frame:\n    granskat.finns: {answer: ja, reason: den ligger någon annanstans}\n",
    );
    let run = assess(&stage, &["--continue", &id, "--answers", "annat.yaml", "--lang", "en"]).code(0);
    assert!(run.err.contains("their answers do not stand"), "{}", run.err);
    assert_eq!(phase(&stage, 1), "awaiting-answers");
    // The same answer with the same reason is no change.
    let stage = self::stage();
    let id = parked(&stage);
    countersign(&stage, &id, "jurist", &["--answers", "jurist.yaml"]).code(0);
    stage.write(
        "samma.yaml",
        "answers:\n  frame:\n    granskat.finns: {answer: ja, reason: den ligger i akten}\n    granskat.haller: ja\n",
    );
    let run = assess(&stage, &["--continue", &id, "--answers", "samma.yaml"]).code(0);
    assert!(!run.err.contains("varning"), "{}", run.err);
    assert_eq!(phase(&stage, 1), "decided");
}

#[test]
fn only_whoever_may_decide_approves_and_only_with_a_reason_of_their_own() {
    let stage = stage();
    let id = proposed(&stage);
    stage.write("kort", "Instämmer.");
    stage.write("kopia", "den ligger i akten. Den ligger i akten!");
    let approve = |key: &str, role: &str, reason: &str| {
        countersign(&stage, &id, key, &["--role", role, "--approve", "--reason-file", reason])
    };
    assert!(approve("delegat", "delegat", "kort").code(4).err.contains("minst 20"));
    assert!(approve("delegat", "delegat", "kopia").code(4).err.contains("inget eget skäl"));
    approve("delegat", "delegat", "saknas").code(3);
    assert!(approve("delegat", "medlasare", "eget").code(1).err.contains("får inte besluta"));
    assert!(approve("delegat", "kung", "eget").code(2).err.contains("ingen roll"));
    assert!(approve("handl", "delegat", "eget").code(1).err.contains("din egen prövning"));
    let silent = countersign(&stage, &id, "delegat", &["--role", "delegat"]).code(2);
    assert!(silent.err.contains("--approve"), "{}", silent.err);
    assert_eq!(phase(&stage, 1), "pending", "nothing of that was kept");

    approve("delegat", "delegat", "eget").code(0);
    assert_eq!(phase(&stage, 1), "pending", "the manager is missing");
    assert!(approve("delegat", "delegat", "eget").code(1).err.contains("redan godkänt"));
    stage.write("annat", "Barnets pappa är hörd och akten är läst av mig.");
    assert!(approve("jurist", "chef", "eget").code(4).err.contains("inget eget skäl"), "the delegate wrote that");
    approve("jurist", "chef", "annat").code(0);
    assert_eq!(phase(&stage, 1), "approved");
    assert!(approve("jurist", "chef", "eget").code(1).err.contains("väntar inte på någon"));
    let memo = stage.run(["memo", "show", &id]).code(0).out;
    assert!(memo.contains("Egna skäl: Jag har själv läst akten") && memo.contains("Läge: godkänt"), "{memo}");
    let notice = stage.run(["memo", "show", &id, "--audience", "notice"]).code(0).out;
    assert!(notice.contains("Beslutat av: delegat@kommun.example, delegat") && !notice.contains("UTKAST"), "{notice}");
    assert!(!notice.contains("själv läst") && !notice.contains("omfattar"), "{notice}");
    let bare = stage.run(["memo", "show", &id, "--audience", "notice", "--without-names"]).code(0).out;
    assert!(bare.contains("Beslutat av: delegat\n") && !bare.contains("kommun.example"), "{bare}");
}

#[test]
fn what_is_sent_back_is_answered_again_and_no_longer_approved() {
    let stage = stage();
    let id = proposed(&stage);
    let reject = |more: &[&str]| {
        countersign(
            &stage,
            &id,
            "delegat",
            &[&["--role", "delegat", "--reject", "--reason-file", "eget"], more].concat(),
        )
    };
    assert!(reject(&[]).code(2).err.contains("vad handläggaren ska svara på"));
    assert!(reject(&["--again", "granskat.ingen"]).code(2).err.contains("ingen fråga"));
    stage.write("fragor", "Vem bad om handlingen?\n\n");
    reject(&["--again", "frame granskat.haller", "--questions-file", "fragor"]).code(0);
    assert_eq!(phase(&stage, 1), "rejected");
    countersign(&stage, &id, "jurist", &["--role", "chef", "--approve", "--reason-file", "eget"]).code(1);
    let waits = stage.run(["memo", "inbox", "--role", "handlaggare", "--json"]).code(0).json();
    assert_eq!(waits[0]["asks"], "continue");
    let notice = stage.run(["memo", "show", &id, "--audience", "notice"]).code(0).out;
    assert!(notice.contains("UTKAST") && !notice.contains("Vem bad"), "{notice}");

    // The question that was sent back must be answered anew; the lawyer's answers, given before it, stand.
    stage.write("tomt.yaml", "answers: {}\n");
    assess(&stage, &["--continue", &id, "--answers", "tomt.yaml"]).code(4);
    stage.write("ja.yaml", "answers:\n  frame:\n    granskat.haller: ja\n");
    let run = assess(&stage, &["--continue", &id, "--answers", "ja.yaml"]).code(0);
    assert!(!run.err.contains("varning"), "{}", run.err);
    assert_eq!((phase(&stage, 1), phase(&stage, 2)), (json!("continued"), json!("decided")));
    stage.run(["memo", "verify", &only(&stage, 2)]).code(0);
}

#[test]
fn the_export_is_verified_by_stock_tools_and_by_ourselves() {
    let stage = stage();
    let id = proposed(&stage);
    countersign(&stage, &id, "delegat", &["--role", "delegat", "--approve", "--reason-file", "eget"]).code(0);
    stage.run(["memo", "export", &id, "--to", "akt"]).code(0);
    let read_me = fs::read_to_string(stage.path("akt/VERIFIERA.txt")).expect("it is there");
    let commands: Vec<&str> = read_me.lines().filter(|line| line.starts_with("    ssh-keygen")).collect();
    assert_eq!(commands.len(), 4, "record, approval, the record before, the lawyer's answers: {read_me}");
    for command in &commands {
        let stock = Command::new("sh").args(["-c", command]).current_dir(stage.path("akt")).output().expect("a shell");
        assert!(stock.status.success(), "{command}: {stock:?}");
    }
    assert!(commands.iter().any(|command| command.contains("-n godkannande@menprov -s statement-1.json.sig")));
    stage.run(["memo", "verify", "akt/record.json"]).code(0);
    for name in ["statement-1.json", "statement-1.json.sig", "earlier-1.json", "earlier-1-statement-1.json"] {
        let path = stage.path("akt").join(name);
        let good = fs::read(&path).expect("it is there");
        for at in (0..good.len()).step_by((good.len() / 9).max(1)) {
            let mut bad = good.clone();
            bad[at] ^= 1;
            fs::write(&path, &bad).expect("it is written");
            stage.run(["memo", "verify", "akt/record.json"]).code(1);
        }
        fs::write(&path, &good).expect("it is written");
    }
    stage.run(["memo", "verify", "akt/record.json"]).code(0);
    // Without the lawyer's statement nobody can tell that the answer is the lawyer's.
    fs::remove_file(stage.path("akt/earlier-1-statement-1.json")).expect("it was there");
    let run = stage.run(["memo", "verify", "akt/record.json"]).code(1);
    assert!(run.out.contains("står inte i något uttalande"), "{}", run.out);
}

#[test]
fn a_tampered_statement_stops_everything_that_rests_on_it() {
    let stage = stage();
    let id = parked(&stage);
    countersign(&stage, &id, "jurist", &["--answers", "jurist.yaml"]).code(0);
    let register = rusqlite::Connection::open(stage.path(".local/share/menprov/register.sqlite")).expect("it opens");
    let changed = register.execute(
        "UPDATE statements SET statement = CAST(replace(CAST(statement AS TEXT), 'för många år', 'alldeles rätt') AS BLOB)",
        [],
    );
    assert_eq!(changed.expect("it is written"), 1);
    let run = stage.run(["memo", "verify", &id]).code(1);
    assert!(run.out.starts_with("stämmer INTE"), "{}", run.out);
    assert!(assess(&stage, &["--continue", &id, "--answers", "nej.yaml"]).code(3).err.contains("går inte att lita på"));
    countersign(&stage, &id, "delegat", &["--role", "jurist", "--answers", "jurist.yaml"]).code(3);
    let memo = stage.run(["memo", "show", &id]).code(0).out;
    assert!(memo.contains("OGILTIGT UTTALANDE") && !memo.contains("alldeles rätt"), "{memo}");
    assert_eq!(phase(&stage, 0), "awaiting-answers", "it counts for nothing");
}

#[test]
fn what_is_not_there_or_needs_nobody_is_told() {
    let stage = stage();
    for command in ["countersign", "hand-over"] {
        let missing = stage.run(["memo", command, "2026-0099", "--key", "delegat"]).code(3);
        assert!(missing.err.contains("finns inte"), "{}", missing.err);
    }
    assert_eq!(stage.run(["memo", "inbox"]).code(0).out, "inget väntar\n");
    stage.write("klart.yaml", "procedure: litet\nlaw-date: 2025-01-01\nmatter: SN 2026/2\nanswers:\n  frame:\n    litet.finns: ja\n    litet.begart: alla anteckningar\n    uppgifter: [{id: u1, beskrivning: Anteckning}]\n  item/u1:\n    litet-prov.hinder: {answer: nej, reason: inget hindrar det alls}\n");
    let id = {
        assess(&stage, &["--answers", "klart.yaml"]).code(0);
        only(&stage, 0)
    };
    assert_eq!(phase(&stage, 0), "decided");
    let run = countersign(&stage, &id, "delegat", &["--role", "delegat", "--approve", "--reason-file", "eget"]).code(1);
    assert!(run.err.contains("väntar inte på någon annans underskrift"), "{}", run.err);
    stage.run(["memo", "hand-over", &id, "--key", "handl"]).code(1);
    assess(&stage, &["--continue", &id, "--answers", "nej.yaml"]).code(1);
}

#[test]
fn practice_goes_the_same_way_with_keys_of_its_own() {
    let stage = stage();
    stage.run(["assess", "--rulesets", &rules(), "--practice", "--answers", "svar.yaml"]).code(0);
    let list = stage.run(["register", "list", "--practice", "--json"]).code(0).json();
    let id = list[0]["id"].as_str().expect("an id");
    stage.run(["memo", "countersign", id, "--practice", "--answers", "jurist.yaml"]).code(0);
    stage.run(["assess", "--rulesets", &rules(), "--practice", "--continue", id, "--answers", "nej.yaml"]).code(0);
    let list = stage.run(["register", "list", "--practice", "--json"]).code(0).json();
    let second = list[1]["id"].as_str().expect("an id").to_owned();
    let more = ["--role", "delegat", "--approve", "--reason-file", "eget", "--practice"];
    stage.run([&["memo", "countersign", &second][..], &more].concat()).code(0);
    let memo = stage.run(["memo", "show", &second, "--practice", "--json"]).code(0).json();
    assert_eq!(memo["statements"][0]["namespace"], "ovning-godkannande@menprov");
    let sound = stage.run(["memo", "verify", &second, "--practice"]).code(0);
    assert!(sound.out.starts_with("stämmer, som övning (inget beslut)\n"), "{}", sound.out);
    assert!(!sound.out.contains("okänd") && sound.err.is_empty(), "{}{}", sound.out, sound.err);
    let sound = stage.run(["memo", "verify", &second, "--practice", "--lang", "en"]).code(0).out;
    assert!(sound.starts_with("holds, as practice (no decision)\n"), "{sound}");
    let memo = stage.run(["memo", "show", &second, "--practice"]).code(0).out;
    assert!(memo.contains("Undertecknad av: övningsnyckeln ovning,"), "{memo}");
    assert!(memo.contains("Undertecknat av: övningsnyckeln ovning-delegate\n"), "{memo}");

    // Whoever does not say that it is practice is told that it is no decision, even where the key is known.
    stage.run(["memo", "export", &second, "--practice", "--to", "akt"]).code(0);
    let signers = stage.path("akt/allowed_signers");
    for more in [&[][..], &["--signers", signers.to_str().expect("UTF-8")]] {
        let run = stage.run([&["memo", "verify", "akt/record.json"][..], more].concat()).code(1);
        assert!(run.out.starts_with("stämmer INTE\n") && run.err.contains("--practice"), "{}{}", run.out, run.err);
    }
    let folder = stage.path(".local/share/menprov/practice");
    stage.run(["memo", "verify", &second, "--register", folder.to_str().expect("UTF-8")]).code(1);
    stage.run(["memo", "verify", "akt/record.json", "--practice"]).code(0);
    let signed = fs::read_to_string(stage.path("akt/record.json")).expect("it is there");
    stage.write("akt/record.json", signed.replacen("SN 2026/1", "SN 2026/2", 1));
    stage.run(["memo", "verify", "akt/record.json", "--practice"]).code(1);

    // A decision is no practice, and the practice key no key for one.
    let real = proposed(&stage);
    stage.run(["memo", "verify", &real]).code(0);
    stage.run(["memo", "export", &real, "--to", "beslut"]).code(0);
    stage.run(["memo", "verify", "beslut/record.json", "--practice"]).code(1);
}
