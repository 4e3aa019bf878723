//! The page of `train debrief --html` as it is used before a room.

use serde_json::{Value, json};

use super::chromium::Page;
use crate::commands::train_room::{ELSEWHERE, ID, Workshop};

fn opened(workshop: &Workshop, more: &[&str]) -> (Page, String) {
    let mut typed = vec!["--html", "debrief.html"];
    typed.extend(more);
    workshop.debrief(&typed).code(0);
    let path = workshop.stage.path("debrief.html");
    let html = std::fs::read_to_string(&path).expect("the page is written");
    (Page::open(&path), html)
}

/// The view that is seen, and what the line between the arrows says.
const AT: &str = "[[...document.querySelectorAll('.slide')].filter(slide => slide.offsetParent !== null).map(slide => slide.id).join(), \
                  document.getElementById('place').textContent]";
/// What is seen of the page.
const SEEN: &str = "document.body.innerText";

#[test]
fn the_arrows_go_between_the_views_and_pseudonyms_are_hidden_until_they_are_asked_for() {
    let workshop = Workshop::held();
    let (mut page, html) = opened(&workshop, &[]);
    assert_eq!(page.read("document.documentElement.lang"), "sv");
    assert_eq!(page.read(AT), json!(["s0", "Översikt"]));
    for _ in 0..2 {
        page.key("ArrowRight");
        assert_eq!(page.read(AT), json!(["s1", "1 / 1"]), "there is no view after the last");
    }
    let seen = page.read(SEEN).as_str().expect("a text").to_owned();
    for text in [
        "3 av 4",
        "✓ facit",
        "Här lämnade vi facit",
        "Så tas det reda på:",
        "Efteråt: JO dnr 1376-2013",
        "Enighet: alfa",
    ] {
        assert!(seen.contains(text), "{text}: {seen}");
    }
    assert!(html.contains("Uggla") && !seen.contains("Uggla"), "{seen}");
    page.read("document.getElementById('names').click()");
    assert!(page.read(SEEN).as_str().is_some_and(|seen| seen.contains("Uggla") && seen.contains("Dölj pseudonymer")));
    page.read("document.getElementById('names').click()");
    assert!(page.read(SEEN).as_str().is_some_and(|seen| !seen.contains("Uggla")));
    // The key's bar differs by more than its colour, and the letters can be read across a room.
    assert_ne!(
        page.read("getComputedStyle(document.querySelector('.key .bar rect')).fill"),
        page.read("getComputedStyle(document.querySelector('.other .bar rect')).fill")
    );
    assert!(
        page.read("getComputedStyle(document.querySelector('.other .bar rect')).fill")
            .as_str()
            .is_some_and(|fill| fill.contains("#lines"))
    );
    assert!(
        page.read("parseFloat(getComputedStyle(document.body).fontSize)").as_f64().is_some_and(|size| size >= 24.0)
    );
    page.key("ArrowLeft");
    assert_eq!(page.read(AT), json!(["s0", "Översikt"]));
    // Loaded again, the page stays where it is.
    page.read("location.hash = '#s1'");
    assert_eq!(page.read(AT), json!(["s1", "1 / 1"]));
}

#[test]
fn the_rules_are_drawn_with_how_many_went_where() {
    let workshop = Workshop::held();
    let (mut page, _) = opened(&workshop, &["--lang", "en"]);
    assert_eq!(page.read("document.documentElement.lang"), "en");
    page.key("ArrowRight");
    let ways = page.read(
        "[...document.querySelectorAll('.sheet .edge.taken')].map(way => [way.classList.contains('marked'), \
         [...way.querySelectorAll('text')].at(-1).textContent.replace('● ', '')])",
    );
    let ways = ways.as_array().expect("a list");
    // Three of four went the key's way, and one another.
    assert!(ways.contains(&json!([true, "3 of 4"])) && ways.contains(&json!([false, "1 of 4"])), "{ways:?}");
    assert!(ways.contains(&json!([true, "4 of 4"])), "{ways:?}");
    let width = |page: &mut Page, way: &str| {
        let width = page
            .read(&format!("parseFloat(getComputedStyle(document.querySelector('.sheet {way} path')).strokeWidth)"));
        width.as_f64().expect("a number")
    };
    assert!(width(&mut page, ".t8") > width(&mut page, ".t6") && width(&mut page, ".t6") > width(&mut page, ".t2"));
    // In a picture the arrows move the picture.
    page.read("document.querySelector('.view').focus()");
    page.key("ArrowLeft");
    assert_eq!(page.read(AT), json!(["s1", "1 / 1"]));
}

#[test]
fn light_and_dark_follow_the_system_until_the_button_says_which() {
    let workshop = Workshop::held();
    let (mut page, _) = opened(&workshop, &[]);
    let colours = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.question text')).fill, \
                   getComputedStyle(document.querySelector('.other .bar')).backgroundColor]";
    let emulate = |page: &mut Page, scheme: &str| {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        page.ask("Emulation.setEmulatedMedia", &json!({"features": features}));
        page.read(colours)
    };
    let (light, dark) = (emulate(&mut page, "light"), emulate(&mut page, "dark"));
    for at in 0..3 {
        assert_ne!(light[at], dark[at], "{light} {dark}");
    }
    let press = |page: &mut Page| {
        page.read("document.getElementById('theme').click()");
        page.read(colours)
    };
    assert_eq!(press(&mut page), light, "the button is stronger than the system");
    assert_eq!(press(&mut page), dark);
    assert_eq!(press(&mut page), light);
}

/// A sheet is another's text: nothing of it runs in the page, and nothing is fetched.
#[test]
fn nothing_of_a_sheet_runs_and_no_request_leaves() {
    let hostile =
        "</script><script>window.bad = 1</script><img src=https://example.invalid/x onerror=window.bad=2>\"'&amp;";
    let workshop = Workshop::held();
    workshop.hand_in("Gök", Some(ELSEWHERE));
    workshop.change("gok", |sheet| {
        let said: &mut Value = &mut sheet["scenarios"][ID]["answers"]["closing"]["villkor-dolt"];
        said["reason"] = json!(hostile);
    });
    let (mut page, html) = opened(&workshop, &[]);
    assert_eq!((html.matches("<script").count(), html.matches("<img").count()), (1, 0));
    assert!(
        !html.contains("http://")
            || html.matches("http://").count() == html.matches("http://www.w3.org/2000/svg").count()
    );
    page.key("ArrowRight");
    assert!(page.read(SEEN).as_str().is_some_and(|seen| seen.contains("<script>window.bad = 1</script>")));
    let slipped = "(() => { const late = document.createElement('script'); late.textContent = 'window.bad = 3'; \
                   document.body.append(late); return window.bad ?? 'nothing'; })()";
    assert_eq!(page.read(slipped), "nothing");
    assert_eq!(page.read("performance.getEntriesByType('resource').length"), 0, "nothing is fetched");
}
