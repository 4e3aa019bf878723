//! Files of items that cannot be used.

use super::{refused, small, stage};

/// Expects the small procedure's answers with the file to be refused.
#[track_caller]
fn file(content: &[u8], code: i32, words: [&str; 2]) {
    let stage = stage();
    stage.write(
        "svar.yaml",
        super::ANSWERS.replace("    uppgifter:\n      - {id: u1, beskrivning: Anteckning ett}\n", ""),
    );
    stage.write("lista", content);
    let args = ["assess", "--answers", "svar.yaml", "--items", "lista", "--rulesets", &small(), "--key", "nyckel"];
    refused(&stage, &args, "", code, words);
}

#[test]
fn what_a_file_holds() {
    file(b"", 4, ["`lista`: där finns inga rader", "`lista`: there are no rows in it"]);
    let old = b"Beskrivning;Handling\r\nbes\xf6ket;\r\n";
    file(old, 4, ["`lista`, rad 2: inte UTF-8", "`lista`, line 2: not UTF-8"]);
    let wide: Vec<u8> = "\u{feff}Beskrivning\r\na\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    file(&wide, 4, ["`lista`, rad 1: inte UTF-8", "`lista`, line 1: not UTF-8"]);
    file("Namn;Sort\na;b\n".as_bytes(), 4, ["inga kända rubriker", "no headings that are known"]);
    file("Beskrivning\na\u{1b}[2J\n".as_bytes(), 4, ["styrtecknet U+001B", "control character U+001B"]);
    file(
        "Beskrivning;Handling\na;brevet\nb;\"c\n".as_bytes(),
        4,
        ["rad 3: ett citattecken", "line 3: a quotation mark"],
    );
    file(b"[{\"beskrivning\": 1.5}]", 4, ["uppgifterna, nr 1", "the items, no. 1"]);
    file(b"{\"rad\": []}", 4, ["listan `rad` finns inte", "there is no list `rad`"]);
    let two = ["2 fel i filen", "2 faults in the file"];
    file("Beskrivning;id\n;a\nb;a b\n".as_bytes(), 4, two);
}

#[test]
fn files_that_are_not_there_and_lists_that_are_there_already() {
    let stage = stage();
    let args = |name| vec!["assess", "--answers", "svar.yaml", "--items", name];
    let rules = ["--rulesets", &small()];
    refused(&stage, &[&args("saknas")[..], &rules].concat(), "", 3, ["kan inte läsa `saknas`", "cannot read `saknas`"]);
    refused(
        &stage,
        &[&args(".config")[..], &rules].concat(),
        "",
        3,
        ["kan inte läsa `.config`", "cannot read `.config`"],
    );
    stage.write("lista", "Beskrivning\na\n");
    let twice = ["uppgifterna finns redan i svaren", "the items are in the answers already"];
    refused(&stage, &[&args("lista")[..], &rules].concat(), "", 4, twice);
}
