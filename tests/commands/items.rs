//! Items out of a file, where the answers stand in another.

use super::stage::{Stage, root};

/// The example of a request without the lists that the example of items fills.
fn without_lists() -> String {
    let text = std::fs::read_to_string(root().join("examples/begaran.yaml")).expect("it is there");
    let mut lines = Vec::new();
    let mut left_out = false;
    for line in text.lines() {
        left_out = match line.trim_end() {
            "    handlingar:" | "    uppgifter:" => true,
            line => left_out && line.starts_with("    - "),
        };
        if !left_out {
            lines.push(line);
        }
    }
    lines.join("\n")
}

fn example(name: &str) -> String {
    root().join("examples").join(name).to_str().expect("the path is UTF-8").to_owned()
}

/// Returns what of a record does not differ from one run to the next.
fn settled(run: &super::stage::Run) -> serde_json::Value {
    let mut memo = run.json();
    for field in ["nonce", "made_at"] {
        let record = memo.get_mut("record").expect("there is a record");
        assert!(record.as_object_mut().expect("an object").remove(field).is_some(), "{field}");
    }
    memo["record"].take()
}

#[test]
fn a_spreadsheet_and_an_answers_file_make_the_same_record() {
    let stage = Stage::new();
    stage.write("svar.yaml", without_lists());
    let whole = stage.run(["assess", "--answers", &example("begaran.yaml"), "--no-sign", "--json"]).code(0);
    let args = ["assess", "--answers", "svar.yaml", "--items", &example("uppgifter.csv"), "--no-sign", "--json"];
    let listed = stage.run(args).code(0);
    assert_eq!(settled(&listed), settled(&whole));
    let missing = stage.run(["assess", "--answers", "svar.yaml", "--no-sign"]).code(4);
    assert!(missing.err.contains("`d1` finns inte bland handlingarna"), "{missing:#?}");
}
