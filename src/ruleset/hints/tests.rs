//! The broken files in `tests/bad_rulesets` show what is found; here is what must be left alone, and the odd places.

use super::*;

fn found(text: &str) -> Vec<(u32, u32, HintFault)> {
    look(text).into_iter().map(|(place, fault)| (place.line, place.column, fault)).collect()
}

#[test]
fn ordinary_texts_are_left_alone() {
    for text in [
        "title: {sv: 26 kap. 7\u{a0}§ OSL – för den enskilde, en: \"x: y # z\"}\n",
        "sv: ”Ordet” betyder något\nen: “The word” means something\n",
        "short: OSL 26:7\nkind: tri          # tri (ja, nej, vet-ej)\nid: a # one word and a comment\n",
        "a: b  # a sentence: in a comment # with more\n# – a comment line: with everything “here”\n",
        "sv: |\n  – ett streck: först\n  och # mitt i\n\n  ”slut”\nen: x\n",
        "- sv: >-\n    – ett\n  en: \"över\n    – två: rader # alla\"\n- 'it''s: # fine'\n",
        "next: {\"..2024-03-31\": a, 15..17: b} # comment here\n",
        "a: \"\"\nb: don't\nc: x-# y\n",
        "\u{feff}a: b\r\nc: d\r\n",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn a_block_ends_where_its_indentation_ends() {
    let text = "- ask: |\n    – i texten\n  – i listan\n- |\n  – i texten\n– utanför\n";
    assert_eq!(found(text), [(3, 3, HintFault::Bullet('–')), (6, 1, HintFault::Bullet('–'))]);
}

#[test]
fn quotes_that_run_over_lines_hide_what_is_in_them() {
    assert_eq!(found("a: \"b\n  – c: d # e\n  f\"\ng: h: i\n"), [(4, 5, HintFault::Colon)]);
}

#[test]
fn a_no_break_space_is_found_wherever_it_harms() {
    assert_eq!(found("a\u{a0}: b\n"), [(1, 2, HintFault::NoBreakSpace)]);
    assert_eq!(found("a: \u{a0}b\n"), [(1, 4, HintFault::NoBreakSpace)]);
    assert_eq!(found("\u{202f}a: b\n"), [(1, 1, HintFault::NoBreakSpace)]);
    assert_eq!(found("x: {a:\u{a0}b}\n"), [(1, 7, HintFault::NoBreakSpace)]);
}

#[test]
fn a_letter_in_two_parts_is_told_once_a_line() {
    assert_eq!(
        found("a\u{30a}a\u{308}\no\u{308}\n"),
        [(1, 1, HintFault::Decomposed("å".into())), (2, 1, HintFault::Decomposed("ö".into()))]
    );
}

#[test]
fn braces_that_are_a_mapping_are_no_placeholder() {
    for text in [
        "a: {sv: b}\n",
        "a: {}\n",
        "with: {mode}\n",
        "a: [{b}, {c}]\n",
        "a: {b} # c\n",
        "a: \"{b} c\"\n",
        "a: x {b} c\n",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
    assert_eq!(found("a:\n  {person} och {item}: b\n"), [(2, 3, HintFault::PlaceholderFirst)]);
}

#[test]
fn a_mark_without_a_letter_is_no_letter_in_two_parts() {
    assert_eq!(found("a: b\n\u{30a}c: d\n"), []);
}
