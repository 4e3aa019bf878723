use super::fault::Mark;
use super::*;

fn scalar<'a>(node: &'a Node<Cow<'_, str>>) -> &'a str {
    match &node.raw {
        Raw::Scalar { text, .. } => text,
        other => panic!("not a scalar: {other:?}"),
    }
}

fn faults(text: &str) -> Vec<(u32, u32, YamlFault)> {
    read(text).expect_err("a fault").into_iter().map(|(place, fault)| (place.line, place.column, fault)).collect()
}

#[test]
fn words_stay_as_they_were_written() {
    let node = read("[nej, no, y, true, 007, 1e3, 2026-11-21, ..14]").expect("read");
    let Raw::List(items) = &node.raw else { panic!("a list") };
    let words: Vec<_> = items.iter().map(scalar).collect();
    assert_eq!(words, ["nej", "no", "y", "true", "007", "1e3", "2026-11-21", "..14"]);
}

#[test]
fn places_are_in_characters_from_one() {
    let node = read("\u{feff}a:\n  - {öö: \"ä\", b: c}\n").expect("read");
    let Raw::Map { entries, .. } = &node.raw else { panic!("a map") };
    let Raw::List(items) = &entries[0].1.raw else { panic!("a list") };
    let Raw::Map { entries, braces: true } = &items[0].raw else { panic!("a map") };
    assert_eq!(entries[0].0.place, Place { line: 2, column: 6 });
    assert_eq!(entries[1].0.place, Place { line: 2, column: 15 });
    assert_eq!(entries[1].1.place, Place { line: 2, column: 18 });
}

#[test]
fn every_doubled_key_is_told_with_both_places() {
    let first = |line, column| Place { line, column };
    assert_eq!(
        faults("a: 1\nb: {c: 1, c: 2}\na: 3\na: 4\n"),
        [
            (2, 11, YamlFault::DoubledKey { key: "c".into(), first: first(2, 5) }),
            (3, 1, YamlFault::DoubledKey { key: "a".into(), first: first(1, 1) }),
            (4, 1, YamlFault::DoubledKey { key: "a".into(), first: first(1, 1) }),
        ]
    );
}

#[test]
fn anchors_aliases_tags_and_merge_keys_are_refused_together() {
    assert_eq!(
        faults("a: &x {b: c}\nd: *x\ne: *y\nf: !!str g\nh:\n  <<: {}\n"),
        [
            (1, 4, YamlFault::Anchor("x".into())),
            (2, 4, YamlFault::Alias),
            (3, 4, YamlFault::Alias),
            (4, 4, YamlFault::Tag),
            (6, 3, YamlFault::MergeKey),
        ]
    );
}

#[test]
fn a_bomb_is_one_fault_or_a_few_and_never_grows() {
    let levels = (1..10).map(|level| {
        let list = vec![format!("*a{}", level - 1); 10].join(",");
        format!("a{level}: &a{level} [{list}]\n")
    });
    let bomb = "a0: &a0 [x,x]\n".to_owned() + &levels.collect::<Vec<_>>().concat();
    assert!(faults(&bomb).len() <= MOST_FAULTS);

    for deep in ["[".repeat(10_000), "{a: ".repeat(10_000), "- ".repeat(10_000)] {
        let faults = faults(&deep);
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].2, YamlFault::TooDeep, "{deep:.20}");
    }
    let stairs: Vec<_> = (0..10_000).map(|depth: usize| format!("{}a:\n", " ".repeat(depth.min(100)))).collect();
    let staircase = stairs.concat();
    assert_eq!(faults(&staircase).last().map(|fault| &fault.2), Some(&YamlFault::TooDeep));

    let wide = format!("[{}]", "a,".repeat(MOST_NODES + 1));
    assert_eq!(faults(&wide).last().map(|fault| &fault.2), Some(&YamlFault::TooManyNodes));
}

#[test]
fn syntax_has_a_place_and_a_kind_of_its_own() {
    for (text, line, column, kind) in [
        ("a: \"b\nc: d\n", 2, 1, YamlFault::QuoteRunsOn),
        ("a: \"b\n\n  c\n", 4, 1, YamlFault::QuoteRunsOn),
        ("a: [b\n", 1, 4, YamlFault::NotClosed(Mark::Bracket)),
        ("a: {b: c\n", 1, 4, YamlFault::NotClosed(Mark::Brace)),
        ("a: b: c\n", 1, 5, YamlFault::Colon),
        ("a: b}\nc: ]\n", 2, 4, YamlFault::ClosesNothing),
        ("a: \"b\" c\n", 1, 8, YamlFault::AfterQuote),
        ("a: b\n---\nc: d\n", 2, 1, YamlFault::SecondDocument),
        ("{a: b}: c\n", 1, 1, YamlFault::KeyNotAWord),
        ("# x\n", 1, 1, YamlFault::Nothing),
    ] {
        assert_eq!(faults(text), [(line, column, kind)], "{text}");
    }
}

#[test]
fn a_doubled_key_is_found_in_a_long_mapping_with_its_first_place() {
    let keys: Vec<String> = (1..=100).map(|number| format!("k{number}: a\n")).collect();
    let mut text = keys.concat();
    text.push_str("k100: b\nk3: c\nk3: d\n");
    let doubled = |line, key: &str, first| {
        let fault = YamlFault::DoubledKey { key: key.into(), first: Place { line: first, column: 1 } };
        (Place { line, column: 1 }, fault)
    };
    assert_eq!(read(&text), Err(vec![doubled(101, "k100", 100), doubled(102, "k3", 3), doubled(103, "k3", 3)]));
}

#[test]
fn words_are_borrowed_from_the_text_where_they_stand_as_they_are() {
    let text = "a: [b, 'c', \"d e\", 'it''s']\n";
    let root = read(text).expect("read");
    let Raw::Map { entries, .. } = &root.raw else { panic!("a map") };
    assert!(matches!(entries[0].0.text, Cow::Borrowed("a")));
    let Raw::List(items) = &entries[0].1.raw else { panic!("a list") };
    let borrowed = |item: &Node<_>| matches!(&item.raw, Raw::Scalar { text: Cow::Borrowed(_), .. });
    assert_eq!(items.iter().map(borrowed).collect::<Vec<_>>(), [true, true, true, false]);
    // Both are written out alike.
    assert_eq!(format!("{:?}", root.clone().into_owned()), format!("{root:?}"));
}

#[test]
fn what_stands_within_and_after_another_list_or_mapping_stays_in_its_own() {
    fn written(node: &Node<Cow<'_, str>>) -> String {
        match &node.raw {
            Raw::Scalar { text, .. } => text.to_string(),
            Raw::List(items) => format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(" ")),
            Raw::Map { entries, .. } => {
                let entries = entries.iter().map(|(key, node)| format!("{}:{}", &*key.text, written(node)));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(" "))
            }
        }
    }
    let text = "- a\n- [b, [], [c, [d]], e]\n- {f: g, h: {i: {}, j: [k]}, l: m}\n- n\n";
    let root = read(text).expect("read");
    assert_eq!(written(&root), "[a [b [] [c [d]] e] {f:g h:{i:{} j:[k]} l:m} n]");
}
