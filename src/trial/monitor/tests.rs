//! A procedure of two questions an item, and what holds on its paths.

use super::{Held, Path};
use crate::engine::testing::*;
use crate::engine::{Entity, ScopePath};
use crate::ruleset::model::*;
use crate::text::Text;

/// Items of which each is clear, or is masked, or is secret; a frame question before them and a way to stop in each.
struct Rules {
    builder: Builder,
    procedure: RulesetIx,
    items: QuestionIx,
    who: QuestionIx,
    clear: QuestionIx,
    mask: QuestionIx,
    told: DutyIx,
}

fn rules(reach: HaltScope) -> Rules {
    let mut b = Builder::default();
    let (items, who) = (b.list("items", Register::Items, vec![]), b.tri("who", Scope::Frame));
    let (clear, mask) = (b.tri("clear", Scope::Item), b.tri("mask", Scope::Item));
    let told = b.duty("told");
    let returns = [end("out", Effect::Release), end("part", Effect::ReleasePart), end("secret", Effect::Withhold)];
    let nodes = vec![
        ask("clear", clear, &["return out", "mask", "mask"]),
        ask("mask", mask, &["return part", "return secret", "wait"]).applies(&[], &[told]),
        halt("wait", HaltKind::Park, reach),
    ];
    let module = b.module("item", &returns, nodes);
    let to: &[_] = &[
        ("release", "outcome end"),
        ("release-part", "outcome end"),
        ("open", "outcome end"),
        ("withhold", "outcome end"),
        ("empty", "outcome end"),
    ];
    let nodes = vec![
        ask("who", who, &["every"]),
        each("every", Subject::Item, over(Register::Items), module, Join::Strictest, to),
    ];
    let procedure = b.single(&[end("end", Effect::Release)], nodes);
    Rules { builder: b, procedure, items, who, clear, mask, told }
}

fn item(entity: Entity) -> ScopePath {
    ScopePath { item: Some(entity), ..FRAME }
}

impl Rules {
    /// Walks two items with an answer to each of their questions, and holds the path against what must hold in each of them.
    fn held(&self, answers: [[u16; 2]; 2], within: Option<Subject>, when: Vec<Stands>, holds: Holds) -> Held {
        let mut case = self.builder.start(self.procedure);
        case.choose(FRAME, self.who, NEJ);
        let entities = case.rows(self.items, [("one", vec![]), ("two", vec![])]);
        for (entity, [clear, mask]) in entities.into_iter().zip(answers) {
            case.choose(item(entity), self.clear, clear).choose(item(entity), self.mask, mask);
        }
        let (path, _) = Path::of(&case.edition, self.procedure, &case.answers);
        let (id, text) = ("held".into(), Text::default());
        let (provisions, procedures) = (Vec::new(), Vec::new());
        path.against(
            &Invariant { id, text, provisions, procedures, within, when, holds, source: 0, line: 1 },
            &case.edition,
        )
    }

    fn told(&self) -> Event {
        Event { duties: vec![self.told], ..Event::default() }
    }
}

fn answer(question: QuestionIx, answers: &[&str]) -> Event {
    let answers = answers.iter().map(|id| Box::from(*id)).collect();
    let answered = Answered { questions: vec![question], answers, ..Answered::default() };
    Event { answered: Some(answered), ..Event::default() }
}

fn ends(of: Option<Subject>, effect: Effect) -> Event {
    Event { ends: Some(Ends { of, effects: vec![effect] }), ..Event::default() }
}

const ITEM: Option<Subject> = Some(Subject::Item);

#[test]
fn steps_count_within_one_subject_in_their_order() {
    let rules = rules(HaltScope::Item);
    let never = |steps: Vec<Event>| Holds::Never { steps, unless: Vec::new() };
    let steps = || vec![answer(rules.clear, &["vet-ej"]), ends(ITEM, Effect::Release)];
    let doubted_then_open = [[VET_EJ, NEJ], [JA, NEJ]];
    let held = rules.held(doubted_then_open, ITEM, Vec::new(), never(steps()));
    assert!(held.near && held.broken.is_empty(), "the release is the other item's: {held:?}");
    assert_eq!(rules.held(doubted_then_open, None, Vec::new(), never(steps())).broken.len(), 1);
    let backwards = never(vec![ends(ITEM, Effect::Withhold), answer(rules.clear, &["vet-ej"])]);
    assert!(rules.held(doubted_then_open, ITEM, Vec::new(), backwards).broken.is_empty());
    assert!(!rules.held([[JA, NEJ]; 2], ITEM, Vec::new(), never(steps())).near);
}

#[test]
fn unless_starts_the_count_anew() {
    let rules = rules(HaltScope::Item);
    let never = |unless: Vec<Event>| Holds::Never {
        steps: vec![answer(rules.clear, &["nej"]), ends(ITEM, Effect::Withhold)],
        unless,
    };
    let both_secret = [[NEJ, NEJ]; 2];
    assert_eq!(rules.held(both_secret, ITEM, Vec::new(), never(Vec::new())).broken.len(), 2);
    assert!(rules.held(both_secret, ITEM, Vec::new(), never(vec![rules.told()])).broken.is_empty());
    let before_it = never(vec![answer(rules.who, &[])]);
    assert_eq!(rules.held(both_secret, ITEM, Vec::new(), before_it).broken.len(), 2);
}

#[test]
fn what_happened_before_in_what_encloses_counts_and_beside_does_not() {
    let rules = rules(HaltScope::Item);
    let before = |needs: Event| Holds::Before { comes: vec![ends(ITEM, Effect::Release)], needs: vec![needs] };
    let secret_then_open = [[NEJ, NEJ], [JA, NEJ]];
    let framed = before(answer(rules.who, &["nej"]));
    assert!(rules.held(secret_then_open, ITEM, Vec::new(), framed).broken.is_empty());
    let masked = rules.held(secret_then_open, ITEM, Vec::new(), before(answer(rules.mask, &[])));
    assert_eq!(masked.broken.len(), 1, "the first item was masked, the second is released");
    let itself = before(ends(ITEM, Effect::Release));
    assert_eq!(rules.held(secret_then_open, ITEM, Vec::new(), itself).broken.len(), 1, "nothing precedes itself");
}

#[test]
fn a_subject_owes_what_always_goes_with_it_once_it_is_left() {
    let rules = rules(HaltScope::Item);
    let always = |also: Event| Holds::Always { comes: vec![answer(rules.clear, &["nej", "vet-ej"])], also: vec![also] };
    let parked = [[NEJ, VET_EJ], [NEJ, JA]];
    assert!(rules.held(parked, ITEM, Vec::new(), always(rules.told())).broken.is_empty());
    let withheld = || always(ends(ITEM, Effect::Withhold));
    assert_eq!(rules.held(parked, ITEM, Vec::new(), withheld()).broken.len(), 2);
    let left_open = rules.held(parked, ITEM, Vec::new(), always(ends(ITEM, Effect::Open)));
    assert_eq!(left_open.broken.len(), 1, "the halt leaves the first item open");

    let stopped = self::rules(HaltScope::Assessment);
    let secret =
        Holds::Always { comes: vec![answer(stopped.clear, &["nej"])], also: vec![ends(ITEM, Effect::Withhold)] };
    let held = stopped.held(parked, ITEM, Vec::new(), secret);
    assert!(held.near && held.broken.is_empty(), "an item that everything stops in owes nothing: {held:?}");
}

#[test]
fn an_invariant_may_hold_only_where_an_answer_stands() {
    let rules = rules(HaltScope::Item);
    let never = || Holds::Never { steps: vec![ends(ITEM, Effect::Release)], unless: Vec::new() };
    let stands = |answer: &str| vec![Stands { questions: vec![rules.who], answers: vec![answer.into()] }];
    assert_eq!(rules.held([[JA, NEJ]; 2], ITEM, stands("nej"), never()).broken.len(), 2);
    assert!(rules.held([[JA, NEJ]; 2], ITEM, stands("ja"), never()).broken.is_empty());
    let of_the_item = vec![Stands { questions: vec![rules.clear], answers: vec!["nej".into()] }];
    assert!(rules.held([[NEJ, NEJ], [JA, NEJ]], ITEM, of_the_item, never()).broken.is_empty());
}
