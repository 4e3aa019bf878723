//! Fingerprints of documents' files: in the memo, in the record, and held against a file afterwards.

use std::process::Command;

use super::stage::{Stage, root};

const CONTENT: &str = "innehållmärkt";
const NAME: &str = "namnmärkt.pdf";

fn example() -> String {
    root().join("examples/begaran.yaml").to_str().expect("the path is UTF-8").to_owned()
}

#[test]
fn a_memo_is_about_the_file_that_was_given() {
    let stage = Stage::new();
    let path = stage.write(NAME, CONTENT);
    stage.write("annan.pdf", "något annat");
    let by_tool = Command::new("sha256sum").arg(&path).output().expect("it is there").stdout;
    let by_tool = String::from_utf8(by_tool).expect("text");
    let digest = by_tool.split(' ').next().expect("the digest").to_owned();

    let memo = stage.run(["assess", "--answers", &example(), "--practice", "--full", "--file", NAME]).code(0);
    let words: Vec<&str> = memo.out.split_whitespace().collect();
    let expected = format!("journalanteckningar; fingeravtryck SHA-256 {digest}, {} byte", CONTENT.len());
    assert!(words.join(" ").contains(&expected), "{}", memo.out);
    let show = stage.run(["memo", "show", "2026-0001", "--practice", "--json"]).code(0);
    let files = &show.json()["record"]["documents"][0]["files"];
    assert_eq!(*files, serde_json::json!([{"sha256": digest, "bytes": CONTENT.len()}]));
    // The requester is told of the decision, and does not need to tell files apart.
    let notice = stage.run(["memo", "show", "2026-0001", "--practice", "--audience", "notice"]).code(0);
    assert!(!notice.out.contains(&digest), "{}", notice.out);
    for text in [&memo.out, &memo.err, &show.out] {
        assert!(!text.contains(CONTENT) && !text.contains("namnmärkt"), "{text}");
    }

    let verify = |file: &str| stage.run(["memo", "verify", "2026-0001", "--practice", "--file", file]);
    let same = verify(NAME).code(0);
    assert!(same.out.contains("samma utfall, ord för ord") && same.out.contains("prövades som ”journalanteckningar”"));
    let other = verify("annan.pdf").code(1);
    assert!(
        other.out.starts_with("stämmer, som övning") && other.out.contains("är INTE någon av dem"),
        "{}",
        other.out
    );
    stage.run(["assess", "--answers", &example(), "--practice"]).code(0);
    let none = stage.run(["memo", "verify", "2026-0002", "--practice", "--file", NAME]).code(1);
    assert!(none.out.contains("underlaget har inget fingeravtryck"), "{}", none.out);
}

#[test]
fn one_of_several_documents_is_named() {
    let stage = Stage::new();
    let text = std::fs::read_to_string(root().join("examples/begaran.yaml")).expect("it is there");
    let rows = "    - {id: d1, beskrivning: journalanteckningar}\n";
    assert!(text.contains(rows));
    let two = format!("{rows}    - {{id: d2, beskrivning: brevet, beteckning: SN 7}}\n");
    let second = "  document/d2:\n    handling.forvarad: ja\n    handling.slag: journal\n  person/p1:\n";
    let calls = "morfaderns egna telefonsamtal, handling: ";
    let text = text.replace(rows, &two).replacen("  person/p1:\n", second, 1);
    stage.write("svar.yaml", text.replace(&format!("{calls}d1"), &format!("{calls}d2")));
    stage.write("ett=två.pdf", "ett");
    stage.write("b.pdf", "två");
    let run = |files: &[&str]| {
        let flags = files.iter().flat_map(|file| ["--file", file]);
        let args: Vec<&str> =
            ["assess", "--answers", "svar.yaml", "--no-sign", "--json"].into_iter().chain(flags).collect();
        stage.run(args)
    };
    let record = run(&["sn  7=b.pdf", "d1=ett=två.pdf"]).code(0).json();
    let bytes = |at: usize| record["record"]["documents"][at]["files"][0]["bytes"].clone();
    assert_eq!([bytes(0), bytes(1)], [serde_json::json!("ett".len()), serde_json::json!("två".len())]);
    let unnamed = run(&["ett=två.pdf"]).code(4);
    assert!(
        unnamed.err.contains("kan vara flera handlingar") && unnamed.err.contains("`journalanteckningar`, `brevet`"),
        "{unnamed:#?}"
    );
}
