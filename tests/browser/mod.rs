//! The page of `rules graph --format html` as a reader uses it, in a real browser.

mod chromium;
mod room;

use chromium::Page;
use serde_json::json;

use crate::commands::stage::Stage;

/// The boxes of the first sheet that are seen.
const SEEN: &str = "document.querySelectorAll('.sheet .view')[0].querySelectorAll('.node:not(.away)').length";
/// What the line beside the search field says.
const COUNT: &str = "document.getElementById('count').textContent";
/// The key of the box that has the focus.
const AT: &str = "document.activeElement.dataset?.key ?? null";
/// The width of the first picture.
const WIDTH: &str = "Number(document.querySelector('.view svg').getAttribute('width'))";

fn drawn(stage: &Stage, arguments: &[&str]) -> (Page, String) {
    let path = stage.path("graph.html");
    let mut typed = vec!["rules", "graph"];
    typed.extend(arguments);
    typed.extend(["--out", "graph.html"]);
    stage.run(typed).code(0);
    let html = std::fs::read_to_string(&path).expect("the page is written");
    (Page::open(&path), html)
}

/// Presses Tab until a box has the focus, as one who has no mouse does.
fn tab_to_the_picture(page: &mut Page) {
    for _ in 0..20 {
        if page.read(AT).is_string() {
            return;
        }
        page.key("Tab");
    }
    panic!("Tab never comes to the picture");
}

#[test]
fn the_search_finds_counts_and_jumps() {
    let stage = Stage::new();
    let (mut page, html) = drawn(&stage, &["begaran-om-handling"]);
    // A box says everything in its label; what is looked for stands in no other attribute.
    let expected = html
        .split("aria-label=\"")
        .skip(1)
        .filter(|rest| rest.split('"').next().is_some_and(|label| label.to_lowercase().contains("26 kap. 1 § osl")))
        .count();
    assert!(expected > 2, "{expected}");
    page.key("Tab");
    page.types("26 KAP. 1 § osl");
    assert_eq!(page.read(COUNT), format!("Träff 1 av {expected}"));
    let first = page.read("document.querySelector('.here').id");
    assert!(
        page.read("(({top, bottom}) => top >= 0 && bottom <= innerHeight)(document.querySelector('.here').getBoundingClientRect())")
            == true,
        "the hit is seen"
    );
    page.key("Enter");
    assert_eq!(page.read(COUNT), format!("Träff 2 av {expected}"));
    assert_ne!(page.read("document.querySelector('.here').id"), first);
    assert_eq!(page.read("document.querySelectorAll('.hit').length"), expected);
    page.types("xyzzy");
    assert_eq!(page.read(COUNT), "Inga träffar");
    assert_eq!(page.read("document.querySelectorAll('.hit').length"), 0);
}

#[test]
fn everything_is_done_without_a_mouse() {
    let stage = Stage::new();
    let (mut page, _) = drawn(&stage, &["begaran-om-handling", "--lang", "en"]);
    assert_eq!(page.read("document.documentElement.lang"), "en");
    tab_to_the_picture(&mut page);
    assert_eq!(page.read(AT), "part-frame");
    let all = page.read(SEEN);

    page.key(" ");
    assert_eq!(page.read(SEEN), 1, "all follows from the beginning");
    assert_eq!(page.read("document.activeElement.getAttribute('aria-expanded')"), "false");
    page.key(" ");
    assert_eq!(page.read(SEEN), all);

    let before = page.read(WIDTH).as_f64().expect("a number");
    page.key("+");
    let larger = page.read(WIDTH).as_f64().expect("a number");
    assert!(larger > before * 1.2, "{before} {larger}");
    page.key("0");
    let whole = page.read(WIDTH).as_f64().expect("a number");
    assert!(whole < before / 2.0 && whole > 0.0, "{whole}");

    page.key("ArrowDown");
    assert_eq!(page.read(AT), "node-ram");
    page.key("ArrowUp");
    assert_eq!(page.read(AT), "part-frame");
    page.key("ArrowDown");
    assert_eq!(page.read("document.getElementById('sheet-ram').open"), false);
    page.key("Enter");
    assert_eq!(page.read("document.getElementById('sheet-ram').open"), true);
    assert_eq!(page.read("document.activeElement.id"), "ram-part-module");
}

#[test]
fn a_mouse_folds_drags_and_zooms() {
    let stage = Stage::new();
    let (mut page, _) = drawn(&stage, &["begaran-om-handling"]);
    let middle = |page: &mut Page, of: &str| {
        let place = page.read(&format!(
            "(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({of}.getBoundingClientRect())"
        ));
        (place[0].as_f64().expect("a number"), place[1].as_f64().expect("a number"))
    };
    let all = page.read(SEEN);
    let (x, y) = middle(&mut page, "document.querySelector('.view .handle')");
    for event in ["mousePressed", "mouseReleased"] {
        page.mouse(event, x, y);
    }
    assert_eq!(page.read(SEEN), 1);
    for event in ["mousePressed", "mouseReleased"] {
        page.mouse(event, x, y);
    }
    assert_eq!(page.read(SEEN), all);

    let scroll = "document.querySelector('.view').scrollTop";
    let place = page.read("(({left, bottom}) => [left + 20, Math.min(bottom, innerHeight) - 40])(document.querySelector('.view').getBoundingClientRect())");
    let (x, y) = (place[0].as_f64().expect("a number"), place[1].as_f64().expect("a number"));
    assert_eq!(page.read(scroll), 0);
    page.mouse("mousePressed", x, y);
    page.mouse("mouseMoved", x, y - 120.0);
    page.mouse("mouseReleased", x, y - 120.0);
    assert_eq!(page.read(scroll), 120);

    let before = page.read(WIDTH).as_f64().expect("a number");
    page.mouse("mouseWheel", x, y - 120.0);
    assert!(page.read(WIDTH).as_f64().expect("a number") > before);
}

#[test]
fn the_page_is_light_and_dark() {
    let stage = Stage::new();
    let (mut page, _) = drawn(&stage, &["part"]);
    let colours = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.question text')).fill, \
                   getComputedStyle(document.querySelector('.question .shape')).fill]";
    let mut seen = |scheme: &str| {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        page.ask("Emulation.setEmulatedMedia", &json!({"features": features}));
        page.read(colours)
    };
    let (light, dark) = (seen("light"), seen("dark"));
    assert_eq!(light[0], "rgb(255, 255, 255)");
    for at in 0..3 {
        assert_ne!(light[at], dark[at], "{light} {dark}");
    }
}

/// A folder of rules is another's text: nothing of it runs in the page, and what is slipped in later does not either.
#[test]
fn nothing_runs_but_the_script_of_the_page() {
    let stage = Stage::new();
    let hostile = "</title><script>window.bad = 1</script><img src=x onerror=window.bad=2>]]>\\\"'&amp;";
    let folder = crate::commands::graph::hostile(&stage, hostile);
    let (mut page, html) = drawn(&stage, &["litet", "--rulesets", &folder]);
    assert_eq!(html.matches("<script").count(), 1);
    let title = page.read("document.querySelector('h1').textContent");
    assert!(title.as_str().is_some_and(|title| title.contains("<script>window.bad = 1</script>")), "{title}");
    let slipped = "(() => { const late = document.createElement('script'); late.textContent = 'window.bad = 3'; \
                   document.body.append(late); return window.bad ?? 'nothing'; })()";
    assert_eq!(page.read(slipped), "nothing");
    assert_eq!(page.read("performance.getEntriesByType('resource').length"), 0, "nothing is fetched");
}
