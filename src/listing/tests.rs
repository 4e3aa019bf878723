use serde_json::json;

use super::*;
use crate::answers::fixture::Fixture;
use crate::text::Language;

fn known(documents: &str) -> Known {
    let mut known = Known::default();
    known.add(Register::Documents, &serde_json::from_str(documents).expect("valid JSON"));
    known
}

fn rows(text: &str, known: Known) -> Vec<(Register, serde_json::Value)> {
    let fixture = Fixture::new();
    let filled = read(&fixture.edition(), "lista", text, known).expect("no fault");
    filled.into_iter().map(|filled| (filled.register, filled.rows.into())).collect()
}

/// Returns the faults in English, without the file's name.
fn faults(text: &str, known: Known) -> Vec<String> {
    let fixture = Fixture::new();
    let faults = read(&fixture.edition(), "lista", text, known).expect_err("faults");
    let words = faults.iter().map(|fault| {
        assert!(fault.hint(Language::Sv).is_some() && fault.hint(Language::En).is_some(), "{fault:?}");
        fault.message(Language::En).replacen("`lista`", "", 1).trim_start_matches([',', ':', ' ']).to_owned()
    });
    words.collect()
}

#[test]
fn every_separator_reads_the_same() {
    let expected = vec![
        (Register::Documents, json!([{"id": "d1", "beskrivning": "journalen"}])),
        (
            Register::Items,
            json!([
                {"id": "i1", "beskrivning": "besöket", "handling": "d1"},
                {"id": "i2", "beskrivning": "samtalet"},
            ]),
        ),
    ];
    for text in [
        "beskrivning;handling\nbesöket;journalen\nsamtalet;\n",
        "Beskrivning,Handling\r\n\r\n besöket , journalen \r\n,,,\r\nsamtalet\r\n",
        "sep=|\nbeskrivning|handling (en)\nbesöket|journalen\nsamtalet|",
        "handling\tbeskrivning\njournalen\tbesöket\n\tsamtalet\n",
        r#"[{"beskrivning": "besöket", "handling": "journalen"}, {"Beskrivning": "samtalet", "handling": null}]"#,
        r#" {"uppgifter": [{"beskrivning": "besöket", "handling": "d1"}, {"beskrivning": "samtalet"}],
            "documents": [{"id": "d1", "beskrivning": "journalen"}]}"#,
    ] {
        assert_eq!(rows(text, Known::default()), expected, "{text}");
    }
}

#[test]
fn a_cell_may_hold_separators_quotation_marks_and_what_looks_like_a_formula() {
    let text = "beskrivning\n\"a; \"\"b\"\"\"\n=1+1\n5\" skärm\n";
    let items = json!([
        {"id": "i1", "beskrivning": "a; \"b\""},
        {"id": "i2", "beskrivning": "=1+1"},
        {"id": "i3", "beskrivning": "5\" skärm"},
    ]);
    assert_eq!(rows(text, Known::default()), [(Register::Items, items)]);
}

#[test]
fn rows_that_are_there_are_found_by_any_of_their_names() {
    let documents = r#"[{"id": "d1", "beskrivning": "journalen", "beteckning": "SN 1"}, {"id": "d2", "beskrivning": "brev"},
        {"id": "d3", "beskrivning": "brev"}]"#;
    let text = "beskrivning;handling\na;Journalen\nb;sn  1\nc;d2\nd;utredningen\ne;utredningen\n";
    let filled = rows(text, known(documents));
    assert_eq!(filled[0], (Register::Documents, json!([{"id": "d4", "beskrivning": "utredningen"}])));
    let of = |at: usize| filled[1].1[at]["handling"].as_str().map(str::to_owned);
    assert_eq!((0..5).map(of).collect::<Vec<_>>(), ["d1", "d1", "d2", "d4", "d4"].map(|id| Some(id.to_owned())));
    let twice = faults("beskrivning;handling\na;brev\n", known(documents));
    assert_eq!(twice, ["line 2, `handling (en)`: `brev` may be several of the documents"]);
}

#[test]
fn a_list_that_is_complete_gets_no_more_rows() {
    let mut complete = known(r#"[{"id": "d1", "beskrivning": "journalen"}]"#);
    complete.complete(Register::Documents);
    let other = faults("beskrivning;handling\na;brevet\n", complete.clone());
    assert_eq!(other, ["line 2, `handling (en)`: `brevet` is not among the documents"]);
    let own = faults(r#"{"items": [], "documents": [{"beskrivning": "brevet"}]}"#, complete);
    assert_eq!(own, ["the documents are in the answers already"]);
    let text = r#"{"items": [{"beskrivning": "a", "handling": "brevt"}], "documents": [{"beskrivning": "brevet"}]}"#;
    assert_eq!(
        faults(text, Known::default()),
        ["the items, no. 1, `handling (en)`: `brevt` is not among the documents"]
    );
}

#[test]
fn ids_are_those_written_and_then_the_next_that_are_free() {
    let mut taken = Known::default();
    taken.take("i2");
    let (_, items) = rows("beskrivning;id\na;\nb;i1\nc;\n", taken.clone()).remove(0);
    assert_eq!(
        items.as_array().expect("rows").iter().map(|row| row["id"].clone()).collect::<Vec<_>>(),
        ["i3", "i1", "i4"]
    );
    let bad = faults("beskrivning;id\na;i2\nb;Å\nc;public\nd;x\ne;x\n", taken);
    assert_eq!(bad, ["line 2: `i2` stands twice", "line 4: `public` cannot be an id", "line 6: `x` stands twice"]);
}

#[test]
fn cells_are_read_by_the_words_of_their_options_and_held_against_their_columns() {
    let text = r#"{"personer": [{"beskrivning": "modern", "roll": "KLIENT (en)", "fodd": "1980-02-28"}]}"#;
    let person = json!([{"id": "p1", "beskrivning": "modern", "roll": "klient", "fodd": "1980-02-28"}]);
    assert_eq!(rows(text, Known::default()), [(Register::Persons, person)]);
    let text =
        r#"{"personer": [{"beskrivning": "\u0007", "roll": "klint", "fodd": "28/2"}, {"beskrivning": true}, 7]}"#;
    assert_eq!(
        faults(text, Known::default()),
        [
            "the persons, no. 1, `beskrivning (en)`: control character U+0007 in the text",
            "the persons, no. 1, `roll (en)`: there is no answer `klint`",
            "the persons, no. 1, `fodd (en)`: `28/2` is no day",
            "the persons, no. 2, `beskrivning (en)`: expected a text",
            "the persons, no. 2, `roll (en)`: the cell is empty",
            "the persons, no. 3: expected a row with columns",
        ]
    );
}

#[test]
fn the_form_of_a_file_is_checked() {
    let many = format!("beskrivning\n{}", "a\n".repeat(crate::answers::value::MOST_ROWS + 1));
    for (text, expected) in [
        ("", &["there are no rows in it"][..]),
        ("beskrivning\n;;\n", &["there are no rows in it"]),
        ("a;b\nc;d\n", &["line 1: the first line has no headings that are known"]),
        ("handling\nx\n", &["line 1: the column `beskrivning (en)` is missing"]),
        (
            "beskrivnin;beskrivning;beskrivning;x\na;b;c\n",
            &[
                "line 1: there is no column `beskrivnin`",
                "line 1: the column `beskrivning` stands twice",
                "line 1: there is no column `x`",
            ],
        ),
        ("beskrivning;handling\n\na;b;c\n", &["line 3: the line has 3 cells, but there are 2 headings"]),
        ("beskrivning;;handling\na;b;c\n", &["line 2: column 2 has no heading"]),
        (
            "beskrivning;handling\n\"a\nb\";c\n;d\n\"e;f\n",
            &["line 4, `beskrivning (en)`: the cell is empty", "line 5: a quotation mark is never closed"],
        ),
        (&many, &["line 10002: more than 10000 rows"]),
        ("[{\"a\":", &["line 1: cannot be read as JSON (column 6)"]),
        ("[\n{\"beskrivning\": \"a\", \"beskrivning\": \"b\"}]", &["line 2: the column `beskrivning` stands twice"]),
        (r#"[{"beskrivning": "a", "Beskrivning": "b"}]"#, &["the items, no. 1: the column `Beskrivning` stands twice"]),
        (r#"{"rader": []}"#, &["there is no list `rader`"]),
        (r#"{"items": [], "uppgifter": []}"#, &["the list `uppgifter` stands twice"]),
        (r#"{"items": 7}"#, &["the items: expected a list of rows"]),
        ("[]", &["there are no rows in it"]),
    ] {
        assert_eq!(faults(text, Known::default()), expected, "{}", text.get(..60).unwrap_or(text));
    }
}
