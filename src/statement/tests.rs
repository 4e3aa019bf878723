use super::model::FORMAT;
use super::*;
use crate::assessment::model::Given;
use crate::assessment::sample::{self, INTERNAL, OUTGOING, time};
use crate::assessment::{Assessment, Words};
use crate::ruleset::model::{NEJ, Role};
use crate::text::Language;

fn by(role: Role) -> Signatory {
    Signatory { delegation: None, name: Some("x@namnd.example".into()), role, title: None, unit: None }
}

fn statement(kind: Act, role: Role) -> Statement {
    Statement {
        answers: Vec::new(),
        awaits: Vec::new(),
        by: by(role),
        format: FORMAT,
        kind,
        language: Language::Sv,
        made_at: time("2026-11-21T10:00:00Z"),
        nonce: "07".repeat(32),
        program: "0.1.0".into(),
        questions: Vec::new(),
        reason: Some("ett eget skäl av något slag".into()),
        record: "0a".repeat(32),
        seen: Vec::new(),
        to: None,
    }
}

fn answers(role: Role, awaits: Vec<Awaited>) -> Statement {
    let reply = Reply {
        note: None,
        outgoing: None,
        outgoing_note: None,
        question: "a.b".into(),
        reason: None,
        scope: "frame".into(),
        text: Words::same("Är det så?"),
        value: Given::Choice("ja".into()),
        words: vec![Words::same("ja")],
    };
    Statement { answers: vec![reply], awaits, ..statement(Act::Answers, role) }
}

fn rejection(role: Role) -> Statement {
    let questions = vec![Question { at: None, text: Words::same("Varför?") }];
    Statement { questions, ..statement(Act::Rejection, role) }
}

fn assessed(change: impl FnOnce(&mut Assessment)) -> Assessment {
    let mut assessment = sample::record(NEJ).0.assessment().clone();
    change(&mut assessment);
    assessment
}

#[test]
fn a_reason_is_long_enough_and_ones_own() {
    let record = assessed(|_| {});
    let fault = |text: &str| own_words(text, &record, []).err();
    assert_eq!(fault("Jag instämmer"), Some(ReasonFault::Short { found: 13 }));
    assert_eq!(fault("ja ja ja ja ja ja ja ja ja ja ja"), Some(ReasonFault::Empty));
    assert_eq!(fault(INTERNAL), Some(ReasonFault::Copied));
    assert_eq!(fault(&format!("  {}!  ", OUTGOING.to_uppercase())), Some(ReasonFault::Copied), "case and signs aside");
    assert_eq!(fault(&format!("{INTERNAL}. {OUTGOING}. Ok.")), Some(ReasonFault::Copied), "two copies are no reason");
    let part: String = OUTGOING.chars().take(30).collect();
    assert_eq!(fault(&part), Some(ReasonFault::Copied), "nor a piece of one");
    let outcome = record.outcome.as_ref().and_then(|outcome| outcome.text.clone()).unwrap_or_default();
    assert!(fault(&outcome.sv).is_some(), "nor the words of the outcome: {}", outcome.sv);
    let own = "Jag har läst journalen och delar bedömningen för klienten.";
    assert_eq!(own_words(&format!(" {own}\n"), &record, []), Ok(own.to_owned()));
    assert_eq!(own_words(&format!("{INTERNAL}. {own}"), &record, []).as_deref(), Ok(&*format!("{INTERNAL}. {own}")));
}

#[test]
fn consent_alone_is_no_reason() {
    let record = assessed(|_| {});
    let fault = |text: &str| own_words(text, &record, []).err();
    for stamp in [
        "Instämmer i handläggarens bedömning.",
        "Jag godkänner detta enligt förslaget ovan.",
        "Samma skäl som handläggaren har angett.",
        "Inget att tillägga, beslutas enligt förslag.",
        "Ja, det är bra så, godkänns.",
        "I agree with the assessment made by the officer.",
    ] {
        assert_eq!(fault(stamp), Some(ReasonFault::Consent), "{stamp}");
    }
    for nothing in ["xxxxxxxx yyyyyyyyy zzzzzzzz", "aaaaaaa aaaaaaaa aaaaaaaaa", ". . . . . . . . . . . . . . ."] {
        assert_eq!(fault(nothing), Some(ReasonFault::Empty), "{nothing}");
    }
    for own in [
        "Instämmer: grannens berättelse är vag och barnet är tre år.",
        "Jag har pratat med henne; de har aldrig träffats.",
        "I agree: the neighbour is vague and the child is three.",
    ] {
        assert_eq!(fault(own), None, "{own}");
    }
}

#[test]
fn what_another_approver_wrote_is_no_reason_of_ones_own() {
    let record = assessed(|_| {});
    let reason = "Jag har läst journalen och prövat risken för klienten.";
    let first = Statement { reason: Some(reason.into()), ..statement(Act::Approval, Role::Delegate) };
    assert_eq!(own_words(reason, &record, []).as_deref(), Ok(reason));
    assert_eq!(own_words(reason, &record, [&first]), Err(ReasonFault::Copied));
    assert_eq!(own_words("jag har läst journalen, och prövat risken", &record, [&first]), Err(ReasonFault::Copied));
}

#[test]
fn a_statement_has_one_form_and_comes_back_from_it() {
    let sealed = Sealed::seal(&statement(Act::Approval, Role::Delegate)).unwrap();
    let text = String::from_utf8(sealed.bytes().to_vec()).unwrap();
    assert!(
        text.starts_with(r#"{"by":{"name":"x@namnd.example","role":"delegate"},"format":1,"kind":"approval","#),
        "{text}"
    );
    let read = Sealed::read(sealed.bytes()).unwrap();
    assert_eq!((&read, read.is_canonical()), (&sealed, true));
    let loose = Sealed::read(text.replacen(':', ": ", 1).as_bytes()).unwrap();
    assert!(!loose.is_canonical() && loose.digest() != sealed.digest());
    let composed =
        Statement { reason: Some("a\u{30a} är ett eget skäl av något slag".into()), ..sealed.statement().clone() };
    let composed = Sealed::seal(&composed).unwrap();
    assert!(composed.statement().reason.as_deref().is_some_and(|reason| reason.starts_with('å')), "NFC");
}

#[test]
fn a_statement_has_what_its_act_needs_and_nothing_else() {
    let field = |statement: &Statement| match Sealed::seal(statement) {
        Err(StatementError::Field(field)) => Some(field),
        Ok(_) => None,
        other => panic!("{other:?}"),
    };
    let approval = statement(Act::Approval, Role::Delegate);
    assert_eq!(field(&approval), None);
    assert_eq!(field(&rejection(Role::Manager)), None);
    assert_eq!(field(&answers(Role::Lawyer, Vec::new())), None);
    assert_eq!(field(&Statement { reason: None, ..answers(Role::Lawyer, Vec::new()) }), None);
    let over = Statement { to: Some(Role::Delegate), reason: None, ..statement(Act::HandOver, Role::Officer) };
    assert_eq!(field(&over), None);
    assert_eq!(field(&Statement { reason: None, ..approval.clone() }), Some("reason"));
    assert_eq!(field(&Statement { reason: Some("  ".into()), ..approval.clone() }), Some("reason"));
    assert_eq!(field(&Statement { reason: None, ..rejection(Role::Manager) }), Some("reason"));
    assert_eq!(field(&statement(Act::Rejection, Role::Manager)), Some("questions"));
    assert_eq!(field(&statement(Act::Answers, Role::Lawyer)), Some("answers"));
    assert_eq!(field(&Statement { to: None, ..over }), Some("to"));
    assert_eq!(field(&Statement { to: Some(Role::Board), ..approval.clone() }), Some("to"));
    assert_eq!(field(&Statement { record: "0a".into(), ..approval.clone() }), Some("record"));
    assert_eq!(field(&Statement { seen: vec!["x".into()], ..approval.clone() }), Some("seen"));
    assert_eq!(field(&Statement { nonce: String::new(), ..approval }), Some("nonce"));
}

#[test]
fn what_steers_turns_or_hides_is_not_sealed() {
    let approved = |reason: String| Statement { reason: Some(reason), ..statement(Act::Approval, Role::Delegate) };
    let refused = "\0\u{1b}\r\u{7f}\u{85}\u{9b}\u{200b}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}\u{feff}";
    for char in refused.chars() {
        let fault = Err(StatementError::Character(u32::from(char)));
        assert_eq!(Sealed::seal(&approved(format!("ett eget{char} skäl"))), fault);
        let asked = vec![Question { at: None, text: Words::same(&format!("Var{char}för?")) }];
        assert_eq!(Sealed::seal(&Statement { questions: asked, ..rejection(Role::Manager) }), fault);
    }
    assert!(Sealed::seal(&approved("ett eget\n\tskäl – ”så”, 50\u{a0}%".into())).is_ok());
    // What was signed before is read as it stands, and so is a question in the words of the record.
    let good = Sealed::seal(&approved("ett eget skäl".into())).unwrap();
    let text = String::from_utf8(good.bytes().to_vec()).unwrap();
    assert!(Sealed::read(text.replace("eget", "\u{202e}").as_bytes()).is_ok());
    let at = Some(Place { question: "a.b".into(), scope: "frame".into() });
    let again = vec![Question { at, text: Words::same("Är \u{200b} det så?") }];
    assert!(Sealed::seal(&Statement { questions: again, ..rejection(Role::Manager) }).is_ok());
}

#[test]
fn what_is_no_statement_is_refused() {
    let good = Sealed::seal(&statement(Act::Approval, Role::Delegate)).unwrap();
    let text = String::from_utf8(good.bytes().to_vec()).unwrap();
    assert_eq!(Sealed::read(text.replace("\"format\":1", "\"format\":2").as_bytes()), Err(StatementError::Format(2)));
    for bad in ["", "{}", "[]", &text.replacen('{', "{\"extra\":1,", 1), &text.replacen("approval", "godkannande", 1)] {
        assert!(matches!(Sealed::read(bad.as_bytes()), Err(StatementError::Malformed(_))), "{bad}");
    }
}

#[test]
fn every_act_has_a_namespace_of_its_own() {
    let mut all = vec![crate::signature::DECISION, crate::signature::PRACTICE];
    for act in Act::ALL {
        all.extend([act.namespace(false), act.namespace(true)]);
        assert!(crate::signature::ACTS.split(',').any(|one| one == act.namespace(false)));
        assert!(!crate::signature::ACTS.contains(act.namespace(true)));
    }
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!((count, all.len()), (10, 10));
}

/// Returns the phase and who is waited for.
fn stands(assessment: &Assessment, said: &[Statement]) -> (Phase, Vec<Role>) {
    let statements: Vec<&Statement> = said.iter().collect();
    let state = State::of(assessment, &statements, None);
    (state.state, state.waits_for)
}

#[test]
fn where_a_record_stands_follows_from_what_was_said() {
    let approval = |role| statement(Act::Approval, role);
    let over = Statement { to: Some(Role::Delegate), ..statement(Act::HandOver, Role::Officer) };
    let own = assessed(|a| (a.decider, a.approval) = (Role::Officer, vec![]));
    assert_eq!(stands(&own, &[]), (Phase::Decided, vec![]));
    let both = assessed(|a| (a.decider, a.approval) = (Role::Delegate, vec![Role::Manager]));
    let needed = vec![Role::Delegate, Role::Manager];
    assert_eq!(stands(&both, &[]), (Phase::Pending, needed.clone()));
    assert_eq!(stands(&both, std::slice::from_ref(&over)), (Phase::HandedOver, needed));
    assert_eq!(stands(&both, &[over.clone(), approval(Role::Board)]), (Phase::HandedOver, vec![Role::Manager]));
    assert_eq!(stands(&both, &[approval(Role::Manager)]), (Phase::Pending, vec![Role::Delegate]), "no decision");
    assert_eq!(stands(&both, &[approval(Role::Manager), approval(Role::Delegate)]), (Phase::Approved, vec![]));
    let all = [approval(Role::Manager), approval(Role::Delegate), rejection(Role::Manager)];
    assert_eq!(stands(&both, &all), (Phase::Rejected, vec![Role::Officer]), "a no goes before every yes");
    let stopped = assessed(|a| a.outcome = None);
    assert_eq!(stands(&stopped, &[]), (Phase::Stopped, vec![]));
    let state = State::of(&both, &[], Some("2026-0009"));
    assert_eq!((state.state, state.continued_by.as_deref()), (Phase::Continued, Some("2026-0009")));
    assert!(!state.has_effect() && State::of(&own, &[], None).has_effect());
}

#[test]
fn a_row_of_the_delegation_lets_a_lower_role_decide() {
    let wanted = assessed(|a| (a.decider, a.approval) = (Role::Delegate, vec![]));
    let row = crate::assessment::Row {
        point: "3.2".into(),
        role: "enhetschef".into(),
        name: Words::same("enhetschef"),
        level: Role::Manager,
        from: None,
        to: None,
    };
    let mut approval = statement(Act::Approval, Role::Manager);
    assert_eq!(stands(&wanted, std::slice::from_ref(&approval)).0, Phase::Pending);
    approval.by.delegation = Some(row);
    assert_eq!(stands(&wanted, &[approval]).0, Phase::Approved);
}

#[test]
fn answers_are_waited_for_until_the_last_of_them() {
    let waits =
        |role| Awaited { question: "a.b".into(), role, scope: "frame".into(), text: Words::same("Är det så?") };
    let parked = assessed(|a| {
        a.outcome = None;
        let awaits = |role| crate::assessment::model::Awaits { role, scope: "frame".into(), question: "a.b".into() };
        let point = |role| crate::assessment::model::OpenPoint {
            scope: "frame".into(),
            ruleset: "a".into(),
            node: "b".into(),
            kind: crate::ruleset::model::HaltKind::Park,
            reach: crate::ruleset::model::HaltScope::Assessment,
            text: Words::same("Är det så?"),
            who: None,
            awaits: Some(awaits(role)),
        };
        a.open = vec![point(Role::Lawyer), point(Role::Lawyer)];
    });
    assert_eq!(awaited(&parked, []), [waits(Role::Lawyer)], "asked once, however much it holds");
    assert_eq!(stands(&parked, &[]), (Phase::AwaitingAnswers, vec![Role::Lawyer]));
    let first = answers(Role::Lawyer, vec![waits(Role::Manager)]);
    assert_eq!(stands(&parked, std::slice::from_ref(&first)), (Phase::AwaitingAnswers, vec![Role::Manager]));
    let second = answers(Role::Manager, vec![]);
    assert_eq!(stands(&parked, &[first, second]), (Phase::Answered, vec![Role::Officer]));
}
