//! Loops: a module run once for each subject.

use super::answer::{Answers, Entity, Row, ScopePath, Value};
use super::context::{FinishedLoop, Frame, Place};
use super::edition::filling;
use super::walk::{Break, Observer, Reads, Walker, Way};
use crate::ruleset::model::{
    AnswerKind, Call, ColumnKind, Effect, EffectRoutes, HaltScope, Join, NodeIx, Of, Over, ProvisionIx, Question,
    Register, Subject, Target,
};

/// What a loop runs over, borrowed from the answers.
pub(super) enum Subjects<'w> {
    /// The rows of a register, with the row that is always there where it has one.
    Rows {
        rows: &'w [Row],
        public: bool,
        of: Belonging,
    },
    Entities(&'w [Entity]),
    Provisions(&'w [ProvisionIx]),
}

/// Which items a loop runs over.
#[derive(Clone, Copy)]
pub(super) enum Belonging {
    /// All.
    Any,
    /// Those that belong to one document.
    To { column: usize, document: Entity },
    /// Those that belong to none.
    None { column: usize },
}

impl Belonging {
    fn admits(self, row: &Row) -> bool {
        match self {
            Self::Any => true,
            Self::To { column, document } => documents_of(row, column).contains(&document),
            Self::None { column } => documents_of(row, column).is_empty(),
        }
    }
}

fn documents_of(row: &Row, column: usize) -> &[Entity] {
    match row.cells.get(column) {
        Some(Some(Value::Entities(documents))) => documents,
        _ => &[],
    }
}

impl Subjects<'_> {
    pub fn len(&self) -> usize {
        match self {
            Self::Rows { rows, public, .. } => rows.len() + usize::from(*public),
            Self::Entities(entities) => entities.len(),
            Self::Provisions(provisions) => provisions.len(),
        }
    }

    /// Returns the scope of the subject at a position, or nothing where the loop passes it by.
    pub fn scope(&self, at: usize, subject: Subject, outer: ScopePath) -> Option<ScopePath> {
        let entity = match self {
            Self::Rows { rows, of, .. } => match rows.get(at) {
                Some(row) if of.admits(row) => row.entity,
                Some(_) => return None,
                None => Entity::PUBLIC,
            },
            Self::Entities(entities) => entities[at],
            Self::Provisions(provisions) => {
                return Some(ScopePath { provision: Some(provisions[at]), ..outer });
            }
        };
        Some(match subject {
            Subject::Document => ScopePath { document: Some(entity), ..outer },
            Subject::Item => ScopePath { item: Some(entity), ..outer },
            Subject::Person => ScopePath { person: Some(entity), ..outer },
            Subject::By => ScopePath { by: Some(entity), ..outer },
            Subject::Provision => return None,
        })
    }
}

impl<'w, A: Answers, O: Observer> Walker<'w, A, O> {
    #[expect(clippy::too_many_arguments, reason = "they are the fields of the node, taken apart by the match")]
    pub(super) fn each(
        &mut self,
        frame: &mut Frame<'_>,
        at: NodeIx,
        subject: Subject,
        over: &Over,
        call: &Call,
        join: Join,
        routes: &EffectRoutes,
    ) -> Result<Target, Break> {
        let place = frame.place(at);
        let subjects = self.subjects(place, over)?;
        let rules = frame.rules;
        self.observer.passed(place);
        self.observer.applied(place, &rules.nodes[at.at()]);
        let outer = match subjects {
            Subjects::Provisions(provisions) => std::mem::replace(&mut self.beside, provisions),
            Subjects::Rows { .. } | Subjects::Entities(_) => self.beside,
        };
        let mut done = FinishedLoop::new(at);
        let mut joined = Effect::None;
        for index in 0..subjects.len() {
            let Some(scope) = subjects.scope(index, subject, place.scope) else { continue };
            let effect = self.element(frame, Place { scope, ..place }, subject, call)?;
            done.add(effect);
            joined = joined.joined(effect, join);
        }
        self.beside = outer;
        let joined = (!done.is_empty()).then_some(joined);
        self.observer.joined(place, joined);
        frame.finished.push(done);
        let only = self.passed.only_way(routes)?;
        let (way, target) = match joined {
            Some(effect) => {
                (Way::Effect(effect), only.or_else(|| routes.by_effect.get(effect.at()).copied().flatten()))
            }
            None => (Way::Empty, routes.empty),
        };
        self.leave(place, way, target)
    }

    fn element(&mut self, frame: &Frame<'_>, place: Place, subject: Subject, call: &Call) -> Result<Effect, Break> {
        if subject == Subject::Item {
            self.observer.item_entered(place.scope);
        }
        let outer = self.passed.enter();
        let called = self.call(frame, place, call);
        let waits = self.passed.leave(outer);
        let result = match (called, subject) {
            // What it comes to rests on an item that was passed by.
            (Ok(_) | Err(Break::Waits), _) if waits => Ok(Effect::Open),
            (Ok((_, end)), _) => Ok(end.effect.unwrap_or(Effect::None)),
            (Err(Break::Unwind(HaltScope::Person)), Subject::Person)
            | (Err(Break::Unwind(HaltScope::Item)), Subject::Item) => Ok(Effect::Open),
            (Err(Break::Stop(step)), Subject::Item) => {
                self.passed.pass(place.scope.item, &step).ok_or(Break::Stop(step))
            }
            (Err(further), _) => Err(further),
        };
        if subject == Subject::Item {
            self.observer.item_left(place.scope, *result.as_ref().unwrap_or(&Effect::Open));
        }
        result
    }

    pub(super) fn subjects(&mut self, place: Place, over: &Over) -> Result<Subjects<'w>, Break> {
        let book = self.book;
        match *over {
            Over::Picked(question) => match self.read(place, question, Reads::Needs)? {
                Value::Entities(entities) => Ok(Subjects::Entities(entities)),
                Value::Provisions(provisions) => Ok(Subjects::Provisions(provisions)),
                _ => Err(self.stuck(place)),
            },
            Over::Register { register, of, public } => {
                let Some(index) = filling(&self.registers, register) else { return Err(self.stuck(place)) };
                let Value::Rows(rows) = self.read(place, index, Reads::Needs)? else { return Err(self.stuck(place)) };
                let column = || document_column(&book.questions[index.at()]);
                let of = match of {
                    Of::All => Some(Belonging::Any),
                    Of::Document => {
                        column().zip(place.scope.document).map(|(column, document)| Belonging::To { column, document })
                    }
                    Of::Text => column().map(|column| Belonging::None { column }),
                };
                let Some(of) = of else { return Err(self.stuck(place)) };
                Ok(Subjects::Rows { rows, public, of })
            }
        }
    }
}

/// Returns the column of a list in which the document of each row stands.
pub(crate) fn document_column(question: &Question) -> Option<usize> {
    let AnswerKind::List(list) = &question.kind else { return None };
    list.columns.iter().position(|column| column.kind == ColumnKind::Ref(Register::Documents))
}
