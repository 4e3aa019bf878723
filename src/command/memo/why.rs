//! `menprov memo why`: which answers decided, and which would have to be others for another outcome.

mod text;

use serde_json::{Value as Json, json};

use super::replay::{Replay, rules_of};
use super::verify::{broken, damaged};
use crate::answers::suggest::nearest;
use crate::assessment::{Record, scope};
use crate::cli::memo::WhyArgs;
use crate::command::{register, write_json};
use crate::compare::nearest::{Change, EndOf, Ending, Finder, Goal, Nearest};
use crate::context::Context;
use crate::engine::{AnswerSet, Edition, Entity, Key, Value};
use crate::error::{Error, Kind, Plain, Status};
use crate::ruleset::model::{AnswerKind, Effect, Register, RulesetIx};

/// What a record hangs on: as a whole, and each of its items.
struct Why<'w> {
    id: &'w str,
    record: &'w Record,
    edition: &'w Edition<'w>,
    procedure: RulesetIx,
    answers: &'w AnswerSet,
    goal: Goal,
    whole: Nearest,
    items: Vec<(Entity, Nearest)>,
}

pub fn run(args: &WhyArgs, context: &mut Context) -> Result<Status, Error> {
    let goal = args.not.as_deref().map(effect).transpose()?.map_or(Goal::Another, Goal::Not);
    let register = register::open(&args.register, context)?;
    let stored = register.get(&args.id).map_err(damaged)?;
    let closure = register.closure(&stored.closure).map_err(damaged)?;
    let record = stored.record().map_err(|error| broken(&error))?;
    let book = rules_of(&record, Some(&closure)).map_err(|replay| unlike(&stored.id, replay))?;
    let assessment = record.assessment();
    let edition = Edition::on(&book, assessment.law_date);
    // Whatever is missing here was found by the second walk already.
    let different = || unlike(&stored.id, Replay::Different);
    let procedure = edition.by_id(&assessment.procedure.id).ok_or_else(different)?;
    let edition = edition.for_procedure(procedure);
    let answers = assessment.answer_set(&edition).map_err(|_| different())?;
    let finder = Finder::new(&edition, procedure);
    let items = crate::answers::registers::register_rows(&edition, &answers, Register::Items);
    let items = items.iter().map(|row| (row.entity, finder.nearest(&answers, EndOf::Item(row.entity), goal))).collect();
    let whole = finder.nearest(&answers, EndOf::Whole, goal);
    let why =
        Why { id: &stored.id, record: &record, edition: &edition, procedure, answers: &answers, goal, whole, items };
    if args.json {
        write_json(&mut *context.out, &why.as_json())?;
    } else {
        text::write(&why, context)?;
    }
    Ok(Status::Done)
}

/// Reads an effect by its id.
fn effect(typed: &str) -> Result<Effect, Error> {
    let ids = || Effect::ALL.iter().map(|effect| effect.id());
    Effect::from_id(typed).ok_or_else(|| {
        let plain =
            Plain::new(Kind::Usage, format!("ingen verkan heter `{typed}`"), format!("no effect is called `{typed}`"));
        if let Some(near) = nearest(typed, ids()) {
            return plain.with_hint(format!("menades `{near}`?"), format!("did you mean `{near}`?")).into();
        }
        let all = ids().collect::<Vec<_>>().join(", ");
        plain.with_hint(format!("de är: {all}"), format!("they are: {all}")).into()
    })
}

/// Says that a record does not follow from its rules, so that nothing can be said of what it hangs on.
fn unlike(id: &str, replay: Replay) -> Error {
    let plain = match replay {
        Replay::Unreadable => Plain::new(
            Kind::Unusable,
            format!("reglerna som `{id}` gjordes på går inte att läsa"),
            format!("the rules that `{id}` was made by cannot be read"),
        ),
        _ => Plain::new(
            Kind::No,
            format!("reglerna ger inte `{id}` igen, så vad det hänger på går inte att säga"),
            format!("the rules do not give `{id}` again, so what it hangs on cannot be said"),
        ),
    };
    plain
        .with_hint(format!("`menprov memo verify {id}` säger mer"), format!("`menprov memo verify {id}` says more"))
        .into()
}

impl Why<'_> {
    fn as_json(&self) -> Json {
        let items = self.items.iter().map(|(item, nearest)| {
            let mut json = self.nearest_json(nearest);
            json["item"] = self.answers.name(*item).into();
            json
        });
        json!({
            "memo": self.id,
            "not": match self.goal { Goal::Another => None, Goal::Not(effect) => Some(effect) },
            "whole": self.nearest_json(&self.whole),
            "items": items.collect::<Vec<_>>(),
        })
    }

    fn nearest_json(&self, nearest: &Nearest) -> Json {
        json!({
            "now": self.ending_json(nearest.now),
            "decisive": nearest.decisive.iter().map(|change| self.change_json(change)).collect::<Vec<_>>(),
            "smallest": nearest.smallest.as_ref().map(|change| self.change_json(change)),
            "complete": nearest.complete,
            "left_lists": nearest.left_lists,
        })
    }

    fn change_json(&self, change: &Change) -> Json {
        let answers = |answers: &[(Key, Value)]| answers.iter().map(|one| self.answer_json(one)).collect::<Vec<_>>();
        json!({
            "changed": answers(&change.changed),
            "new": answers(&change.new),
            "gives": self.ending_json(change.ending),
        })
    }

    fn ending_json(&self, ending: Ending) -> Json {
        match ending {
            Ending::None => Json::Null,
            Ending::Stopped => json!({"stopped": true}),
            Ending::Outcome(outcome, effect) => {
                let outcomes = &self.edition.book.rulesets[self.procedure.at()].outcomes;
                json!({"outcome": outcomes[outcome.at()].id, "effect": effect})
            }
            Ending::Item(effect) => json!({"effect": effect}),
        }
    }

    fn answer_json(&self, (key, value): &(Key, Value)) -> Json {
        let book = self.edition.book;
        let question = &book.questions[key.question.at()];
        let given = self.answers.answer(*key).map(|given| self.value_json(&question.kind, &given.value));
        json!({
            "scope": scope::to_text(&key.scope, self.answers, book),
            "question": question.id,
            "given": given,
            "instead": self.value_json(&question.kind, value),
            "provisions": self.provisions(*key).map(|at| &*book.provisions[at.at()].id).collect::<Vec<_>>(),
        })
    }

    fn value_json(&self, kind: &AnswerKind, value: &Value) -> Json {
        let name = |entity: &Entity| self.answers.name(*entity).to_owned();
        match (value, kind) {
            (Value::Choice(at), AnswerKind::Choice(options)) => {
                options.get(usize::from(*at)).map(|option| option.id.to_string()).into()
            }
            (Value::Choice(at), _) => ["ja", "nej", "vet-ej"].get(usize::from(*at)).copied().into(),
            (Value::Entities(entities), _) => entities.iter().map(name).collect::<Vec<_>>().into(),
            (Value::Provisions(picked), _) => {
                let id = |at: &crate::ruleset::model::ProvisionIx| self.edition.book.provisions[at.at()].id.to_string();
                picked.iter().map(id).collect::<Vec<_>>().into()
            }
            (Value::Number(number), _) => (*number).into(),
            (Value::Date(day), _) => day.to_string().into(),
            (Value::DateTime(time), _) => time.format("%Y-%m-%dT%H:%M").to_string().into(),
            (Value::Text(_) | Value::Rows(_), _) => Json::Null,
        }
    }

    /// Returns the provisions that a question applies: the one that it is put under, then its own.
    fn provisions(&self, key: Key) -> impl Iterator<Item = crate::ruleset::model::ProvisionIx> + '_ {
        let own = &self.edition.book.questions[key.question.at()].provisions;
        let others = own.iter().copied().filter(move |at| Some(*at) != key.scope.provision);
        key.scope.provision.into_iter().chain(others)
    }
}
