//! Switches: routing on what is already known.

use chrono::NaiveDate;

use super::answer::{Answers, ScopePath, Value};
use super::context::{Frame, Place};
use super::edition::filling;
use super::walk::{Break, Observer, Reads, Walker, Way};
use crate::ruleset::model::{
    AnswerKind, Field, JA, NEJ, ProvisionIx, ProvisionVersion, Subject, SwitchOn, SwitchRoutes, TableIx, Target,
};

/// What a switch found.
#[derive(Clone, Copy)]
enum Found {
    Option(u16),
    Number(i64),
    Date(NaiveDate),
}

impl Found {
    fn of(yes: bool) -> Self {
        Self::Option(if yes { JA } else { NEJ })
    }

    fn value(value: &Value) -> Option<Self> {
        match value {
            Value::Choice(option) => Some(Self::Option(*option)),
            Value::Number(number) => Some(Self::Number(*number)),
            Value::Date(date) => Some(Self::Date(*date)),
            Value::DateTime(moment) => Some(Self::Date(moment.date())),
            Value::Entities(_) | Value::Provisions(_) | Value::Text(_) | Value::Rows(_) => None,
        }
    }

    fn target(self, routes: &SwitchRoutes) -> Option<(Way, Target)> {
        match (self, routes) {
            (Self::Option(option), SwitchRoutes::Closed(targets)) => {
                Some((Way::Option(option), targets.get(usize::from(option)).copied()??))
            }
            (Self::Number(number), SwitchRoutes::Numbers(ranges)) => within(number, ranges),
            (Self::Date(date), SwitchRoutes::Dates(ranges)) => within(date, ranges),
            _ => None,
        }
    }
}

fn within<T: Copy + PartialOrd>(value: T, ranges: &[(T, T, Target)]) -> Option<(Way, Target)> {
    let (at, (_, _, target)) = (0..).zip(ranges).find(|(_, (first, last, _))| *first <= value && value <= *last)?;
    Some((Way::Range(at), *target))
}

impl<A: Answers, O: Observer> Walker<'_, A, O> {
    pub(super) fn switch(
        &mut self,
        frame: &Frame<'_>,
        place: Place,
        on: &SwitchOn,
        routes: &SwitchRoutes,
    ) -> Result<Target, Break> {
        let found = match on {
            SwitchOn::LawDate => Some(Found::Date(self.edition.date)),
            SwitchOn::Answer(question) => Found::value(self.read(place, *question, Reads::Needs)?),
            SwitchOn::Argument(argument) => frame.arguments.value(*argument).map(Found::Option),
            SwitchOn::Field(field) => self.field(place, field)?,
            SwitchOn::Reaches(rule) => Some(Found::of(self.reaches(place.scope, *rule))),
            SwitchOn::Table(table) => self.table(place, *table)?,
            SwitchOn::Any { of, effect } => Some(Found::of(frame.loop_at(*of).any(*effect))),
            SwitchOn::All { of, effect } => Some(Found::of(frame.loop_at(*of).all(*effect))),
            SwitchOn::Count { of, effect } => Some(Found::Number(frame.loop_at(*of).count(*effect).into())),
        };
        let Some((way, target)) = found.and_then(|found| found.target(routes)) else { return Err(self.stuck(place)) };
        self.observer.passed(place);
        self.leave(place, way, Some(target))
    }

    /// Returns what a table comes to, and tells of it; the questions that it needs are put in its own order.
    fn table(&mut self, place: Place, index: TableIx) -> Result<Option<Found>, Break> {
        let table = &self.book.tables[index.at()];
        let mut answers = Vec::with_capacity(table.inputs.len());
        for &question in &table.inputs {
            let Value::Choice(option) = self.read(place, question, Reads::Needs)? else { return Ok(None) };
            answers.push(*option);
        }
        let Some((row, result)) = table.decide(&answers) else { return Ok(None) };
        self.observer.decided(place, index, table, row, result);
        Ok(Some(Found::Option(result)))
    }

    fn wording(&self, provision: ProvisionIx) -> Option<&ProvisionVersion> {
        self.book.provisions[provision.at()].on(self.edition.date)
    }

    fn reaches(&self, scope: ScopePath, rule: ProvisionIx) -> bool {
        let (Some(rule), Some(provision)) = (self.wording(rule), scope.provision) else { return false };
        // 21 kap. 2 § OSL: what may go out despite another secrecy may go out despite 21 kap. 1 §.
        let follows = || self.wording(provision).is_some_and(|wording| wording.follows_others);
        rule.reaches.contains(&provision)
            || follows() && self.beside.iter().any(|other| *other != provision && rule.reaches.contains(other))
    }

    /// Returns the value of a field, or nothing where the cell is empty or the subject has no row.
    fn field(&mut self, place: Place, field: &Field) -> Result<Option<Found>, Break> {
        let (subject, column, options) = match field {
            Field::ProvisionTest => {
                let wording = place.scope.provision.and_then(|provision| self.wording(provision));
                return Ok(wording.map(|wording| Found::Option(wording.test as u16)));
            }
            Field::Column { subject, column, options } => (*subject, column, options),
        };
        let entity = match subject {
            Subject::Person => place.scope.person,
            Subject::Document => place.scope.document,
            Subject::Item => place.scope.item,
            Subject::By => place.scope.by,
            Subject::Provision => return Ok(None),
        };
        let (Some(question), Some(entity)) = (filling(&self.registers, subject.register()), entity) else {
            return Ok(None);
        };
        let Value::Rows(rows) = self.read(place, question, Reads::Needs)? else { return Ok(None) };
        let AnswerKind::List(list) = &self.book.questions[question.at()].kind else { return Ok(None) };
        let row = rows.iter().find(|row| row.entity == entity);
        let chosen = row.and_then(|row| row.option(list, column));
        let option = chosen.and_then(|chosen| options.iter().position(|option| **option == *chosen));
        Ok(option.and_then(|option| u16::try_from(option).ok()).map(Found::Option))
    }
}
