//! The debrief for a program.

use serde_json::{Value, json};

use crate::command::write_json;
use crate::context::Context;
use crate::error::Error;
use crate::training::agreement::{Alpha, TooFew};
use crate::training::debrief::Debrief;

pub(super) fn write(debrief: &Debrief<'_>, context: &mut Context) -> Result<(), Error> {
    let scenarios: Vec<Value> = debrief
        .scenarios
        .iter()
        .map(|of| {
            json!({
                "id": of.id,
                "title": of.title,
                "source": of.source,
                "debrief": of.debrief,
                "walked": of.walked,
                "alpha": alpha(of.alpha),
                "questions": of.questions,
                "partings": of.partings,
                "turns": of.turns,
                "scores": of.scores,
            })
        })
        .collect();
    let whole = json!({
        "code": debrief.code,
        "participants": debrief.participants,
        "alpha": alpha(debrief.alpha),
        "scores": debrief.scores,
        "left_out": debrief.left_out,
        "scenarios": scenarios,
    });
    write_json(&mut *context.out, &whole)
}

/// Returns alpha in thousandths, or why it says nothing.
fn alpha(alpha: Alpha) -> Value {
    match alpha {
        Alpha::Thousandths(alpha) => json!({"thousandths": alpha}),
        Alpha::TooFew(TooFew::Pairs) => json!({"too_few": "pairs"}),
        Alpha::TooFew(TooFew::Units) => json!({"too_few": "units"}),
        Alpha::TooFew(TooFew::Variation) => json!({"too_few": "variation"}),
    }
}
