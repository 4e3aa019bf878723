//! The rules send the officer back: what came after is looked at again.

use super::*;
use crate::ruleset::model::{NodeIx, NodeKind};

#[test]
fn the_rules_send_back_and_what_came_after_is_asked_again() {
    let fixture = Fixture::new();
    let yaml = WHOLE.replace("klart: true", "klart: nej");
    let ran = ran(&fixture, &yaml, vec![text("En bättre sammanfattning"), option(JA_), CONFIRM]);
    assert!(matches!(ran.ending, Ok(Ending::Finished(_))), "{:?}", ran.ending);
    assert_eq!(ran.asked(), ["sammanfatta", "klart"]);
    assert_eq!(ran.last().earlier.as_deref(), Some("Nej"));
}

/// The fixture and its answers, sent back to the persons when all is not done: a good way before the end.
fn sent_far_back() -> (Fixture, String) {
    let mut fixture = Fixture::new();
    let nodes = &mut fixture.book.rulesets[fixture.procedure.at()].nodes;
    let at = |id: &str| {
        nodes.iter().position(|node| &*node.id == id).and_then(|at| u16::try_from(at).ok()).map(NodeIx).expect("a node")
    };
    let (om, n3) = (at("om"), at("n3"));
    let NodeKind::Revise { node, .. } = &mut nodes[om.at()].kind else { panic!("it sends back") };
    *node = n3;
    (fixture, WHOLE.replace("klart: true", "klart: nej"))
}

#[test]
fn what_the_rules_ask_again_can_be_kept_with_its_reasons() {
    let (fixture, yaml) = sent_far_back();
    // The sixth of them is given at the table of the items.
    let acts = vec![KEEP, option(DONE), KEEP, KEEP, KEEP, KEEP, KEEP, KEEP, KEEP, KEEP, KEEP, option(JA_), CONFIRM];
    let ran = ran(&fixture, &yaml, acts);
    assert!(matches!(ran.ending, Ok(Ending::Finished(_))), "{:?} {:?}", ran.ending, ran.asked());
    assert!(ran.last().keeps, "the last answer may be kept too, and sends back again");
    let Some(Shown::Review(page)) = ran.script.shown.last() else { panic!("the review page comes last") };
    let reasons = page.groups.iter().flat_map(|group| &group.lines).filter_map(|line| line.reason.as_deref());
    assert_eq!(
        reasons.collect::<Vec<_>>(),
        ["Redan allmänt känt.", "Det kan skada tilliten.", "Grannen kan bli utsatt."]
    );
}

#[test]
fn what_rests_on_a_changed_answer_cannot_be_kept_after_the_rules_sent_back() {
    let (fixture, yaml) = sent_far_back();
    // First everything is set aside, then the neighbour is removed in the list that comes before the age.
    let acts = vec![option(DONE), option(DONE), BACK, BACK, option(3), picked(&[1]), option(DONE), KEEP];
    let ran = ran(&fixture, &yaml, acts);
    assert_eq!(ran.ending, Err(Fault::Front(FrontFault::Ended)));
    let (last, keeps) = (ran.last().question.as_str(), ran.last().keeps);
    assert_eq!((last, keeps), ("alder", false), "{:?}", ran.asked());
}
