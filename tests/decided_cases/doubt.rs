//! Shows on every case that doubt falls the way the rules say: each answer on the path is changed to *vet ej*.

use menprov::engine::{Answer, AnswerSet, Key, Report, ScopePath, Step, TraceStep, Value, walk};
use menprov::ruleset::model::{DoubtMeans, Effect, QuestionIx};
use menprov::trial::case::Case;
use menprov::trial::replay::Run;

use super::book::BOOK;
use super::walked;

/// Changes every answer that admits doubt, one at a time, and holds what follows against what the doubt means.
pub fn falls_as_declared(case: &Case) -> Vec<String> {
    let Ok(run) = walked(case) else { return vec!["does not finish".into()] };
    let with = |key: Key, option: u16| {
        let mut answers = run.answers.clone();
        let mut answer = answers.answer(key).expect("the path holds only what is answered").clone();
        answer.value = Value::Choice(option);
        answers.insert(key, answer);
        // What is settled is handed over while the rest is referred, which a refusal had no answer for.
        if let Some(nothing_yet) = nothing_yet(&answers) {
            answers.insert(nothing_yet, Answer::bare(Value::Choice(NOTHING_YET)));
        }
        walk(&run.edition, run.procedure, &answers)
    };
    let mut faults = Vec::new();
    let path = run.path();
    for &key in &path {
        let question = &BOOK.questions[key.question.at()];
        // A row of a checklist says nothing on its own, and a party's right beside the guardian's may be the wider one.
        let row = question.id.matches('.').count() > 1;
        let wider = path.iter().any(|other| other.scope == key.scope && is_party_test(other.question));
        let Some(doubt) = question.doubt.filter(|_| !row) else { continue };
        let unknown = question.options().iter().position(|option| *option == "vet-ej");
        let Some(unknown) = unknown.and_then(|at| u16::try_from(at).ok()) else { continue };
        let doubted = with(key, unknown);
        let fault = match (doubt.means, doubt.treated_as) {
            (DoubtMeans::FindOut, _) if doubted.halted.is_empty() => "nothing waits for the fact",
            (DoubtMeans::Refer, _) if !wider && !refers(&doubted) => "it is not referred to anyone",
            // What an authority gives unasked stays secret in doubt, whatever the provision's own test.
            (DoubtMeans::OpenIfEntitled, Some(open)) if unasked(&run) => {
                let mut closed = (0..unknown).filter(|option| *option != open);
                if closed.any(|option| alike(&doubted, &with(key, option))) {
                    continue;
                }
                "on own initiative it opens"
            }
            (_, Some(option)) if !alike(&doubted, &with(key, option)) => {
                "it leads elsewhere than the answer it is taken for"
            }
            _ => continue,
        };
        faults.push(format!("in doubt about {}: {fault}", question.id));
    }
    faults
}

/// Whether the case is one of disclosure on the authority's own initiative.
fn unasked(run: &Run<'_>) -> bool {
    run.path().into_iter().any(|key| {
        &*BOOK.questions[key.question.at()].id == "lage-utlamnande"
            && run.answers.answer(key).is_some_and(|answer| answer.value == Value::Choice(1))
    })
}

/// The option of `overlamnande.hur` by which nothing is handed over now.
const NOTHING_YET: u16 = 3;

/// The option by which it is sent, which asks next whether any of it is secret to others.
const SENT: u16 = 2;

/// Returns the question how it is handed over, if it has no answer, or one that is good only while all is open to everyone.
fn nothing_yet(answers: &AnswerSet) -> Option<Key> {
    let handed_over = closing("overlamnande.hur")?;
    let secret_to_others = answers.answer(closing("overlamnande.hemligt")?);
    let sent = |answer: &Answer| answer.value == Value::Choice(SENT) && secret_to_others.is_none();
    answers.answer(handed_over).is_none_or(sent).then_some(handed_over)
}

/// Returns a question of the closing part by its id.
fn closing(id: &str) -> Option<Key> {
    let question = BOOK.questions.iter().position(|question| &*question.id == id)?;
    let question = QuestionIx(u16::try_from(question).ok()?);
    Some(Key { question, scope: ScopePath { closing: true, ..ScopePath::default() } })
}

fn is_party_test(question: QuestionIx) -> bool {
    &*BOOK.questions[question.at()].id == "part.vikt"
}

fn refers(report: &Report) -> bool {
    matches!(report.step, Step::Finished { effect: Effect::Refer, .. })
        || report.items.iter().any(|item| item.effect == Effect::Refer)
        || report.halted.iter().any(|halted| halted.awaits.is_some())
        || matches!(report.step, Step::Ask { .. }) && report.trace.iter().any(returns_referred)
}

/// Whether a module has referred it while the other duties are still asked about.
fn returns_referred(step: &TraceStep) -> bool {
    let TraceStep::Returned { ruleset, end, .. } = step else { return false };
    let end = &BOOK.rulesets[ruleset.at()].returns[end.at()];
    end.as_ref().and_then(|end| end.effect) == Some(Effect::Refer)
}

/// Whether two walks stand at the same place with the same results for the items.
fn alike(one: &Report, other: &Report) -> bool {
    let results = |report: &Report| report.items.iter().map(|item| (item.item, item.effect)).collect::<Vec<_>>();
    one.step == other.step && one.halted == other.halted && results(one) == results(other)
}
