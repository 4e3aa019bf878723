//! A sound register of invariants, and what is found in the rules for its names.

use menprov::ruleset::check::check;
use menprov::ruleset::model::{Effect, Event, Holds, Invariant, Rulebook, Source, Subject, Test};
use menprov::ruleset::parse::parse;
use menprov::ruleset::source::SourceFile;

use super::check::{cases, documents};

const REGISTER: &str = "\
register: invariants
format: 1
entries:
  tvivel:
    text: {sv: Tvivel lämnar inte ut., en: Doubt does not release.}
    provisions: [osl-26-1]
    within: person
    procedures: [begaran]
    when: {vem: [sjalv, vet-ej]}
    never:
      - {answer: vet-ej, doubt: [secret, closed], probes: false, actor: officer, reasoned: true, scope: item, test: reverse}
      - {ends: person, effect: [release, release-part]}
    unless:
      - {applies-role: overriding, reaches: true}
      - {applies: [osl-10-14, osl-26-1]}
  fore:
    text: {sv: Först frågas vem., en: Who comes first.}
    provisions: [tf-2-18]
    within: assessment
    before: {comes: [{enters: uppgift}, {question: [sakert, uppgift.vems]}], needs: [{duty: anteckna}]}
  alltid:
    text: {sv: Allt följs av något., en: All has a sequel.}
    provisions: [tf-2-18]
    within: item
    always: {comes: [{from: uppgift, returns: [ut, del], effect: release}], also: [{returns: hemlig}]}
";

fn book(register: &str) -> Rulebook {
    let file = SourceFile::from_bytes("registers/invariants.yaml", register.as_bytes()).expect("it is text");
    let document = parse(&file).expect("it is a register");
    let mut documents = documents(&cases().join("good"));
    documents.push((Source { name: file.name.clone(), sha256: file.sha256 }, document));
    check(&documents).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

#[test]
fn what_an_invariant_speaks_of_is_found_in_the_rules() {
    let book = book(REGISTER);
    let [always, before, never] = &book.invariants[..] else { panic!("{:#?}", book.invariants) };
    let Invariant { id, within, procedures, when, holds, line, source, .. } = never;
    assert_eq!((&**id, *within, *line), ("tvivel", Some(Subject::Person), 4));
    assert_eq!(&*book.sources[usize::from(*source)].name, "registers/invariants.yaml");
    assert_eq!(procedures.iter().map(|family| &*book.families[family.at()].id).collect::<Vec<_>>(), ["begaran"]);
    assert_eq!(when[0].answers, ["sjalv".into(), "vet-ej".into()]);
    let Holds::Never { steps, unless } = holds else { panic!("{holds:?}") };
    let [Event { answered: Some(answered), test, .. }, Event { ends: Some(ends), .. }] = &steps[..] else {
        panic!("{steps:?}")
    };
    assert_eq!((answered.answers.len(), answered.doubt.len(), answered.probes), (1, 2, Some(false)));
    assert_eq!((answered.reasoned, &test[..]), (Some(true), &[Test::Reverse][..]));
    assert_eq!((ends.of, &ends.effects[..]), (Some(Subject::Person), &[Effect::Release, Effect::ReleasePart][..]));
    assert_eq!((unless[0].reaches, unless[1].applies.len()), (Some(true), 2));

    let Holds::Before { comes, .. } = &before.holds else { panic!("{before:?}") };
    let asked = comes[1].answered.as_ref().expect("a question");
    assert_eq!(asked.questions.len(), 3, "the shared one, and both versions of the other");
    assert_eq!(before.within, None);

    let Holds::Always { comes, .. } = &always.holds else { panic!("{always:?}") };
    let returned = comes[0].returns.as_ref().expect("a return");
    assert_eq!((returned.names.len(), returned.from.len()), (2, 1));
}
