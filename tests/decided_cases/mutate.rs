//! Shows that each case hangs on its decisive answer: another answer, another effect or another end.

use menprov::answers::{Check, Raw, resolve};
use menprov::engine::walk;

use super::case::Case;
use super::hold::{End, Opened, effect, opened, word};

/// Changes the decisive answer and holds the item's new effect against the declared one.
pub fn decisive(case: &Case) -> Vec<String> {
    let declared = &case.doc.decisive;
    let expect = &case.doc.expect;
    let whole = End::declared(declared.outcome.as_ref(), declared.halted.as_ref(), None);
    let item = declared.item.as_ref().zip(declared.effect.as_ref());
    let same = match (&whole, item) {
        (None, None) => return vec!["`decisive:` says nothing that changes".into()],
        (Some(end), _) => {
            End::declared(expect.procedure_outcome.as_ref(), expect.halted.as_ref(), None).as_ref() == Some(end)
        }
        (None, Some((item, effect))) => expect.effects.get(item) == Some(effect),
    };
    if same {
        return vec!["what the decisive answer changes is declared the same".into()];
    }
    let Opened { edition, procedure, mut raw, case: written } = match opened(case) {
        Ok(opened) => opened,
        Err(faults) => return faults,
    };
    let Some(changed) = written.get("decisive") else { return vec!["no `decisive:`".into()] };
    let Some(instead) = changed.get("instead") else { return vec!["no `instead:`".into()] };
    if set(&mut raw, &declared.scope, &declared.question, instead.clone()).is_none() {
        return vec![format!("nothing is answered under `{}`, `{}`", declared.scope, declared.question)];
    }
    if let Some(Raw::Map(scopes)) = changed.get("also") {
        for (scope, answers) in scopes {
            let Raw::Map(answers) = answers else { return vec!["`also:` holds scopes".into()] };
            for (question, answer) in answers {
                set(&mut raw, scope, question, answer.clone());
            }
        }
    }
    let resolved = resolve(&edition, &raw, Check::All);
    if let Some(fault) = resolved.faults.first() {
        return vec![format!("changed: {}", fault.message(menprov::text::Language::En))];
    }
    let report = walk(&edition, procedure, &resolved.answers);
    let mut faults = Vec::new();
    if let Some((item, expected)) = item {
        let found = effect(&report, &resolved.answers, item).map_or("not reached", word);
        if found != expected {
            faults.push(format!("changed: expected {expected}, found {found}, then {:?}", report.step));
        }
    }
    if let Some(end) = whole.filter(|end| *end != End::of(&report)) {
        faults.push(format!("changed: expected {end}, found {}", End::of(&report)));
    }
    faults
}

/// Writes an answer into the tree and returns what stood there.
fn set<'a>(raw: &mut Raw<'a>, scope: &str, question: &str, answer: Raw<'a>) -> Option<Raw<'a>> {
    let Raw::Map(scopes) = raw else { return None };
    let at = scopes.iter().position(|(name, _)| name == scope).unwrap_or_else(|| {
        scopes.push((scope.to_owned().into(), Raw::Map(Vec::new())));
        scopes.len() - 1
    });
    let Raw::Map(answers) = &mut scopes[at].1 else { return None };
    if let Some((_, old)) = answers.iter_mut().find(|(name, _)| name == question) {
        return Some(std::mem::replace(old, answer));
    }
    answers.push((question.to_owned().into(), answer));
    None
}
