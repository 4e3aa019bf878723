//! `rules graph`: every format in both languages, the path of a case, and rules that mean harm.

use std::collections::BTreeSet;

use super::stage::{Run, Stage, root};

const FORMATS: [&str; 5] = ["svg", "html", "mermaid", "dot", "text"];

fn case(name: &str) -> String {
    root().join(format!("rulesets/cases/{name}.yaml")).to_str().expect("the path is UTF-8").to_owned()
}

fn graph(arguments: &[&str]) -> Run {
    let mut typed = vec!["rules", "graph"];
    typed.extend(arguments);
    Stage::new().run(typed).code(0)
}

/// Lays the small rules of the tests in a folder, with `text` as the title of the procedure and a hostile question in its module.
pub fn hostile(stage: &Stage, text: &str) -> String {
    let from = root().join("tests/commands/rulesets");
    let quoted = format!("'{}'", text.replace('\'', "''"));
    for name in ["litet.yaml", "litet-prov.yaml", "granskat.yaml"] {
        let rules = std::fs::read_to_string(from.join(name)).expect("the rules are there");
        let rules = rules
            .replace(
                "title: {sv: Litet förfarande, en: Small procedure}",
                &format!("title: {{sv: {quoted}, en: {quoted}}}"),
            )
            .replace("Hindrar något att {item} lämnas ut?", "<b onclick=\\\"x\\\">{item}</b> -->]]> \\\\N \\u202E?");
        stage.write(&format!("rules/{name}"), rules);
    }
    for entry in std::fs::read_dir(from.join("registers")).expect("the registers are there") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_str().expect("UTF-8").to_owned();
        stage.write(&format!("rules/registers/{name}"), std::fs::read(&path).expect("it is read"));
    }
    stage.path("rules").to_str().expect("the path is UTF-8").to_owned()
}

#[test]
fn a_picture_is_well_formed_and_says_everything_as_text() {
    for language in ["sv", "en"] {
        let svg = graph(&["begaran-om-handling", "--all", "--lang", language]).out;
        let document = roxmltree::Document::parse(&svg).expect("it is XML");
        let svg = document.root_element();
        assert_eq!(svg.attribute("lang"), Some(language));
        let named = svg.attribute("aria-labelledby").expect("it has a name").split(' ');
        for id in named {
            assert!(document.descendants().any(|element| element.attribute("id") == Some(id)), "{id}");
        }
        let ids: Vec<_> = document.descendants().filter_map(|element| element.attribute("id")).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "no id stands twice");
        for link in document.descendants().filter(|element| element.has_tag_name("a")) {
            let to = link.attribute("href").and_then(|to| to.strip_prefix('#')).expect("a place in the picture");
            assert!(ids.contains(&to), "{to}");
        }
        for node in document.descendants().filter(|element| element.attribute("data-key").is_some()) {
            let texts = node.descendants().filter(|element| element.has_tag_name("text"));
            let shown: String = texts.filter_map(|text| text.text()).collect();
            let said = node.attribute("aria-label").expect("a box is named");
            let letters = |text: &str| text.chars().filter(|char| char.is_alphanumeric()).collect::<String>();
            assert!(letters(said).contains(&letters(&shown)), "what is seen is said:\n{shown}\n{said}");
        }
    }
}

/// As `part.yaml` says it: a doubt about `beslutet` leads where a no leads.
#[test]
fn answers_stand_on_the_ways_and_provisions_in_the_boxes() {
    let svg = graph(&["part"]).out;
    let document = roxmltree::Document::parse(&svg).expect("it is XML");
    let way = |from: &str, to: &str| {
        let found = document
            .descendants()
            .find(|element| element.attribute("data-from") == Some(from) && element.attribute("data-to") == Some(to));
        let texts = found.unwrap_or_else(|| panic!("{from} {to}")).descendants().filter(|e| e.has_tag_name("text"));
        texts.filter_map(|text| text.text().map(str::to_owned)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(way("node-beslutet", "end-lamnas-part-beslut"), "Ja");
    assert_eq!(way("node-beslutet", "node-vikt"), "Nej, Vet ej");
    let asked = document.descendants().find(|e| e.attribute("data-key") == Some("node-beslutet")).expect("the box");
    assert!(asked.attribute("aria-label").is_some_and(|said| said.contains("10 kap. 3 § OSL")));
    let end =
        document.descendants().find(|e| e.attribute("data-key") == Some("end-lamnas-part-forbehall")).expect("it");
    assert!(end.attribute("class").is_some_and(|class| class.contains("partly")));
    assert!(
        end.attribute("aria-label").is_some_and(|said| said.contains("Lämnas ut med förbehåll")),
        "never colour alone"
    );
}

#[test]
fn the_path_of_a_case_is_marked_and_nothing_else() {
    let svg = graph(&["provning", "--case", &case("j-02")]).out;
    let document = roxmltree::Document::parse(&svg).expect("it is XML");
    let marked = |key: &str| {
        let node = document.descendants().find(|e| e.attribute("data-key") == Some(key)).expect("the box is drawn");
        let marked = node.attribute("class").is_some_and(|class| class.contains("marked"));
        assert_eq!(
            marked,
            node.attribute("aria-label").is_some_and(|said| said.starts_with('●')),
            "said as well as seen"
        );
        marked
    };
    // The case answers no to the reverse test for everybody and masks nothing in the first item.
    assert!(marked("node-omvant-alla") && marked("end-hemlig") && marked("part-module"));
    assert!(!marked("node-rakt") && !marked("end-hanskjuts"));
    let ways: Vec<_> = document.descendants().filter(|e| e.attribute("class") == Some("edge marked")).collect();
    let keys: BTreeSet<_> = ways.iter().filter_map(|e| e.attribute("data-from")).collect();
    assert!(keys.iter().all(|key| marked(key)), "a marked way joins marked boxes");
    assert!(keys.contains("node-omvant-alla") && !ways.is_empty());

    let text = graph(&["begaran-om-handling", "--case", &case("j-02"), "--format", "text"]).out;
    let outcome = text.lines().find(|line| line.contains("Utfall · lamnas-ut-delvis")).expect("it is told");
    assert!(outcome.contains('●'), "{outcome}");
    let other = text.lines().find(|line| line.contains("Utfall · lamnas-inte-ut") || line.contains("Utfall · oppet"));
    assert!(other.is_none_or(|line| !line.contains('●')), "{other:?}");
}

#[test]
fn a_case_that_goes_elsewhere_is_told_where() {
    let run = Stage::new().run(["rules", "graph", "lex-sarah", "--case", &case("j-02")]).code(2);
    assert!(
        run.err.contains("svaren går inte genom `lex-sarah`") && run.err.contains("begaran-om-handling"),
        "{run:?}"
    );
    assert_eq!(run.out, "");
}

#[test]
fn every_format_speaks_both_languages_and_every_ruleset_can_be_drawn() {
    let stage = Stage::new();
    for format in FORMATS {
        let sv = graph(&["avgift", "--format", format]).out;
        let en = graph(&["avgift", "--format", format, "--lang", "en"]).out;
        assert!(sv.contains("Fråga · ") && !sv.contains("Question · "), "{format}\n{sv}");
        assert!(en.contains("Question · ") && !en.contains("Fråga · "), "{format}\n{en}");
    }
    let list = stage.run(["rules", "list", "--json"]).code(0).json();
    let ids: BTreeSet<_> = list.as_array().expect("a list").iter().filter_map(|entry| entry["id"].as_str()).collect();
    assert!(ids.len() > 60);
    for id in ids {
        let svg = graph(&[id]).out;
        roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{id}: {error}"));
    }
}

#[test]
fn rules_that_mean_harm_are_only_text() {
    let stage = Stage::new();
    let folder = hostile(&stage, "<script>alert(1)</script> \"]]> end\\ subgraph");
    for format in FORMATS {
        let out =
            stage.run(["rules", "graph", "litet", "--all", "--format", format, "--rulesets", &folder]).code(0).out;
        assert!(!out.contains('\u{202e}') && out.contains("⟨U+202E⟩"), "{format}\n{out}");
        if format != "text" && format != "dot" {
            assert!(!out.contains("<script>alert") && !out.contains("<b onclick"), "{format}\n{out}");
        }
        match format {
            "svg" => {
                let document = roxmltree::Document::parse(&out).expect("it is XML");
                assert!(
                    document
                        .descendants()
                        .any(|e| e.text().is_some_and(|text| text.contains("<script>alert(1)</script>")))
                );
            }
            // Every line that opens a quoted label closes it; Graphviz and Mermaid know no other danger.
            "dot" => assert!(
                out.lines().all(|line| line.replace("\\\\", "").replace("\\\"", "").matches('"').count() % 2 == 0)
            ),
            "mermaid" => assert!(out.lines().all(|line| matches!(line.matches('"').count(), 0 | 2)), "{out}"),
            _ => {}
        }
    }
}

/// Graphviz itself is the judge where it is; `.ci/run` installs it.
#[test]
fn graphviz_draws_what_is_written_for_it() {
    let stage = Stage::new();
    let folder = hostile(&stage, "<script>alert(1)</script> \"]]> end\\N & {a|b}");
    stage.run(["rules", "graph", "litet", "--all", "--rulesets", &folder, "--out", "litet.dot"]).code(0);
    let drawn = std::process::Command::new("dot")
        .args(["-Tsvg", stage.path("litet.dot").to_str().expect("UTF-8")])
        .output()
        .expect("Graphviz is needed: apt-get install graphviz");
    assert!(drawn.status.success() && drawn.stderr.is_empty(), "{}", String::from_utf8_lossy(&drawn.stderr));
    let svg = String::from_utf8(drawn.stdout).expect("UTF-8");
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let document = roxmltree::Document::parse_with_options(&svg, options).expect("it is XML");
    let shown: Vec<_> = document.descendants().filter_map(|e| e.text()).collect();
    assert!(shown.iter().any(|text| text.contains("<script>alert(1)</script> \"]]> end\\N & {a|b}")), "{shown:?}");
}

#[test]
fn a_file_is_new_whole_and_named() {
    let stage = Stage::new();
    let run = stage.run(["rules", "graph", "part", "--out", "part.html"]).code(0);
    assert_eq!(run.out, "part.html\n");
    let page = std::fs::read_to_string(stage.path("part.html")).expect("it is written");
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
    let run = stage.run(["rules", "bild", "avgift", "--out", "part.html"]).code(3);
    assert_eq!(run.err, "fel: `part.html` finns redan\ntips: ange en ny fil\n");
    assert_eq!(std::fs::read_to_string(stage.path("part.html")).expect("it is there"), page);
    stage.run(["rules", "graph", "part", "--out", "ingen/mapp.svg"]).code(3);
    let left: Vec<_> = std::fs::read_dir(stage.path("")).expect("the folder").filter_map(Result::ok).collect();
    assert!(left.iter().all(|entry| !entry.file_name().to_string_lossy().starts_with(".tmp")), "{left:?}");
}

#[test]
fn an_id_that_is_unknown_is_answered_with_the_nearest() {
    let run = Stage::new().run(["rules", "graf", "provnin"]).code(2);
    assert_eq!(run.err, "fel: ingen regelsamling heter `provnin`\ntips: menades `provning`?\n");
    Stage::new().run(["rules", "graph", "part", "--format", "png"]).code(2);
    Stage::new().run(["rules", "graph", "part", "--all", "--depth", "1"]).code(2);
}

#[test]
fn depth_draws_so_many_calls_away() {
    let titles = |arguments: &[&str]| graph(arguments).out.matches("<g id=\"sheet-").count();
    assert_eq!(titles(&["begaran-om-handling"]), 1);
    let one = titles(&["begaran-om-handling", "--depth", "1"]);
    let all = titles(&["begaran-om-handling", "--all"]);
    assert!(1 < one && one < all, "{one} {all}");
}

#[test]
fn the_text_tells_each_box_once_and_fits() {
    let text = graph(&["begaran-om-handling", "--format", "text"]).out;
    let told: Vec<_> = text.lines().filter(|line| line.contains("Fråga · preciserad") && !line.contains("→")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(text.contains("→ se "), "what comes again refers back");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
}

/// The picture in `docs`; `WRITE_GRAPH=1 cargo test --test main the_picture_in_the_docs_is_fresh` draws it anew.
#[test]
fn the_picture_in_the_docs_is_fresh() {
    for (language, name) in [("sv", "part.svg"), ("en", "part.en.svg")] {
        let path = root().join("docs/graph").join(name);
        let drawn = graph(&["part", "--at", "2026-11-21", "--lang", language]).out;
        if std::env::var_os("WRITE_GRAPH").is_some() {
            std::fs::create_dir_all(root().join("docs/graph")).expect("the folder is made");
            std::fs::write(&path, &drawn).expect("the picture is written");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == drawn, "docs/graph/{name} is stale: WRITE_GRAPH=1 cargo test --test main is_fresh");
    }
}
