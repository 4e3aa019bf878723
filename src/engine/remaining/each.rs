//! Loops and several calls: what each subject comes to, and all of them joined.

use super::load::{Effects, Exit, Load, Ways};
use super::unnamed::{is_unnamed, unnamed};
use super::{Count, exit};
use crate::engine::Step;
use crate::engine::answer::{Answers, Entity};
use crate::engine::context::{Frame, Place};
use crate::engine::each::Subjects;
use crate::engine::edition::filling;
use crate::engine::walk::Break;
use crate::ruleset::model::{Call, Effect, EffectRoutes, HaltScope, Join, Of, Over, Subject, Target};

impl<'w, A: Answers> Count<'w, A> {
    pub(super) fn calls(
        &mut self,
        frame: &Frame<'_>,
        place: Place,
        calls: &[Call],
        join: Join,
        routes: &EffectRoutes,
    ) -> Ways {
        let mut ways = Ways::default();
        let (mut load, mut joined) = (Load::default(), Effects::default());
        joined.add(Effect::None);
        for call in calls {
            let through = self.module(frame, place, call);
            let (effects, most) = self.ended(call, &through, None, |exit, more| {
                ways.add(exit, load.clone().then(more));
            });
            if effects.is_empty() {
                return ways;
            }
            load = load.then(&most);
            joined = joined.joined(effects, join);
        }
        self.join(&mut ways, place, joined, routes, &load);
        ways
    }

    #[expect(clippy::too_many_arguments, reason = "they are the fields of the node, as in the walk")]
    pub(super) fn each(
        &mut self,
        frame: &Frame<'_>,
        place: Place,
        subject: Subject,
        over: &Over,
        call: &Call,
        join: Join,
        routes: &EffectRoutes,
    ) -> Ways {
        let unnamed =
            matches!(over, Over::Register { of: Of::Document, .. }) && is_unnamed(&place.scope, Subject::Document);
        let subjects = if unnamed { Err(Break::Stop(Step::Halted)) } else { self.walker.subjects(place, over) };
        match subjects {
            Ok(subjects) => self.named(frame, place, subject, &subjects, call, join, routes),
            Err(Break::Stop(Step::Ask { .. })) => self.unnamed_loop(frame, place, subject, over, call, routes),
            Err(_) if unnamed => self.unnamed_loop(frame, place, subject, over, call, routes),
            Err(halted) => Ways::to(exit(&halted)),
        }
    }

    /// Goes through a loop whose subjects are known.
    #[expect(clippy::too_many_arguments, reason = "they are the fields of the node, as in the walk")]
    fn named(
        &mut self,
        frame: &Frame<'_>,
        place: Place,
        subject: Subject,
        subjects: &Subjects<'w>,
        call: &Call,
        join: Join,
        routes: &EffectRoutes,
    ) -> Ways {
        let mut ways = Ways::default();
        let (mut load, mut joined, mut none) = (Load::default(), Effects::default(), true);
        joined.add(Effect::None);
        let outer = self.walker.beside;
        for index in 0..subjects.len() {
            let Some(scope) = subjects.scope(index, subject, place.scope) else { continue };
            none = false;
            if let Subjects::Provisions(provisions) = subjects {
                self.walker.beside = provisions;
            }
            let through = self.module(frame, Place { scope, ..place }, call);
            self.walker.beside = outer;
            let own = through.most().left(subject);
            if let (Subject::Item, Some(item)) = (subject, scope.item) {
                self.add_item(item, &own);
            }
            let (effects, _) = self.ended(call, &through, Some(subject), |exit, more| {
                ways.add(exit, load.clone().beside(&more.clone().left(subject)));
            });
            if effects.is_empty() {
                return ways;
            }
            load = load.beside(&own);
            joined = joined.joined(effects, join);
        }
        if none {
            ways.add(routes.empty.map_or_else(|| self.stuck(place), Exit::To), load);
        } else {
            self.join(&mut ways, place, joined, routes, &load);
        }
        ways
    }

    /// Goes through a loop whose subjects are still to be named: once for all of them.
    fn unnamed_loop(
        &mut self,
        frame: &Frame<'_>,
        place: Place,
        subject: Subject,
        over: &Over,
        call: &Call,
        routes: &EffectRoutes,
    ) -> Ways {
        let picked = match over {
            Over::Picked(question) => Some(*question),
            Over::Register { .. } => None,
        };
        let mut first = Load::default();
        // The list that they are rows of comes first, so that nothing about one of them can wait for it.
        for question in filling(&self.walker.registers, subject.register()).into_iter().chain(picked) {
            match self.unanswered(place, question) {
                Some(Ok(load)) => first = first.then(&load),
                Some(Err(exit)) => return Ways::to(exit),
                None => {}
            }
        }
        let scope = unnamed(subject, place.scope);
        let through = self.module(frame, Place { scope, ..place }, call);
        let load = first.clone().then(&through.most().left(subject).for_each(subject));
        let mut ways = Ways::default();
        let (effects, _) = self.ended(call, &through, Some(subject), |exit, _| ways.add(exit, load.clone()));
        // Whatever one subject can come to, all of them together can.
        self.join(&mut ways, place, effects, routes, &load);
        if let Some(empty) = routes.empty {
            ways.add(Exit::To(empty), first);
        }
        ways
    }

    /// Returns the effects that a module can end with and the most that is asked before them; tells of what leaves the
    /// loop or the calls.
    fn ended(
        &self,
        call: &Call,
        through: &Ways,
        subject: Option<Subject>,
        mut leaves: impl FnMut(Exit, &Load),
    ) -> (Effects, Load) {
        let (mut effects, mut most) = (Effects::default(), None::<Load>);
        let rules = self.walker.edition.ruleset(call.module).map(|ruleset| &self.walker.book.rulesets[ruleset.at()]);
        for (exit, load) in &through.0 {
            let effect = match (exit, subject) {
                (Exit::To(Target::Return(name)), _) => {
                    let end = rules.and_then(|rules| rules.returns.get(name.at())).and_then(Option::as_ref);
                    Some(end.and_then(|end| end.effect).unwrap_or(Effect::None))
                }
                (Exit::Halted(HaltScope::Person), Some(Subject::Person))
                | (Exit::Halted(HaltScope::Item), Some(Subject::Item)) => Some(Effect::Open),
                _ => None,
            };
            match effect {
                Some(effect) => {
                    effects.add(effect);
                    match &mut most {
                        Some(most) => most.or(load),
                        None => most = Some(load.clone()),
                    }
                }
                None => leaves(*exit, load),
            }
        }
        (effects, most.unwrap_or_default())
    }

    fn join(&mut self, ways: &mut Ways, place: Place, effects: Effects, routes: &EffectRoutes, load: &Load) {
        for effect in effects.iter() {
            let target = routes.by_effect.get(effect.at()).copied().flatten();
            ways.add(target.map_or_else(|| self.stuck(place), Exit::To), load.clone());
        }
    }

    fn add_item(&mut self, item: Entity, load: &Load) {
        if let Some(module) = self.walker.answers.within() {
            self.kept.tells(module);
        }
        match self.items.iter_mut().find(|(known, _)| *known == item) {
            Some((_, sum)) => *sum = sum.clone().then(load),
            None => self.items.push((item, load.clone())),
        }
    }
}
