//! Invariants: everything that one speaks of is there, and can come within the subject that it looks at.

use super::fault::{CheckFault, Thing};
use super::names::Faults;
use super::questions::Questions;
use super::registers::{self, Registers};
use super::units::Units;
use crate::ruleset::document::{AnsweredDoc, At, Document, EventDoc, HappensDoc, HoldsDoc, InvariantDoc, Name};
use crate::ruleset::model::{
    Answered, DutyIx, Ends, Event, FamilyIx, Holds, Invariant, ProvisionIx, QuestionIx, Returns, Source, Stands,
    Subject,
};
use crate::ruleset::suggest;

/// Resolves all invariants; `numbers` has the position of each document's file among the sources.
pub(super) fn resolve(
    documents: &[(Source, Document)],
    numbers: &[u16],
    units: &Units<'_>,
    questions: &Questions<'_>,
    registers: &Registers<'_>,
    faults: &mut Faults,
) -> Vec<Invariant> {
    let mut numbered: Vec<(&str, (u16, &InvariantDoc))> = Vec::new();
    for ((source, document), &number) in documents.iter().zip(numbers) {
        if let Document::Invariants(list) = document {
            numbered.extend(list.iter().map(|entry| (&*source.name, (number, entry))));
        }
    }
    let mut entries = numbered.iter().map(|(file, entry)| (*file, entry)).collect();
    registers::unique(&mut entries, Thing::Invariant, |(_, entry)| &entry.id, faults);
    entries
        .into_iter()
        .map(|(file, &(source, doc))| Resolver { file, doc, units, questions, registers, faults }.invariant(source))
        .collect()
}

/// Resolves one invariant.
struct Resolver<'r, 'd> {
    file: &'r str,
    doc: &'r InvariantDoc,
    units: &'r Units<'d>,
    questions: &'r Questions<'d>,
    registers: &'r Registers<'d>,
    faults: &'r mut Faults,
}

impl Resolver<'_, '_> {
    fn invariant(mut self, source: u16) -> Invariant {
        let doc = self.doc;
        let provisions = self.provisions(&doc.provisions);
        let procedures = self.families(&doc.procedures, Thing::Procedure);
        let when = doc.when.iter().map(|(question, answers)| self.stands(question, answers)).collect();
        let holds = match &doc.holds {
            HoldsDoc::Never { steps, unless } => {
                Holds::Never { steps: self.events(steps), unless: self.events(unless) }
            }
            HoldsDoc::Before { comes, needs } => Holds::Before { comes: self.events(comes), needs: self.events(needs) },
            HoldsDoc::Always { comes, also } => Holds::Always { comes: self.events(comes), also: self.events(also) },
        };
        Invariant {
            id: doc.id.value.clone(),
            text: doc.text.clone(),
            provisions,
            procedures,
            within: doc.within,
            when,
            holds,
            source,
            line: doc.id.place.line,
        }
    }

    fn stands(&mut self, question: &Name, answers: &[Name]) -> Stands {
        let questions = self.questions(std::slice::from_ref(question));
        let answers = self.answers(&questions, answers);
        Stands { questions, answers }
    }

    fn events(&mut self, events: &[EventDoc]) -> Vec<Event> {
        events.iter().map(|event| self.event(event)).collect()
    }

    fn event(&mut self, doc: &EventDoc) -> Event {
        let event = Event { test: doc.test.clone(), ..Event::default() };
        match &doc.happens {
            HappensDoc::Answered(answered) => Event { answered: Some(self.answered(answered)), ..event },
            HappensDoc::Applies { provisions, role, reaches } => {
                Event { applies: self.provisions(provisions), applies_role: *role, reaches: *reaches, ..event }
            }
            HappensDoc::Duty(names) => Event { duties: self.duties(names), ..event },
            HappensDoc::Ends { of, effects } => {
                self.lies_within(of);
                Event { ends: Some(Ends { of: of.value, effects: effects.clone() }), ..event }
            }
            HappensDoc::Enters(names) => Event { enters: self.families(names, Thing::Module), ..event },
            HappensDoc::Returns { from, names, effects } => {
                let from = self.families(from, Thing::Module);
                let names = self.returns(&from, names);
                Event { returns: Some(Returns { from, names, effects: effects.clone() }), ..event }
            }
        }
    }

    fn answered(&mut self, doc: &AnsweredDoc) -> Answered {
        let questions = self.questions(&doc.questions);
        let answers = if questions.len() < doc.questions.len() {
            // Of a question that is not there nothing is known; that it is not there has been told.
            Vec::new()
        } else {
            self.answers(&questions, &doc.answers)
        };
        Answered {
            questions,
            answers,
            doubt: doc.doubt.clone(),
            probes: doc.probes,
            actors: doc.actors.clone(),
            reasoned: doc.reasoned,
            scopes: doc.scopes.clone(),
        }
    }

    /// Finds every version of the questions.
    fn questions(&mut self, names: &[Name]) -> Vec<QuestionIx> {
        let mut found = Vec::new();
        for name in names {
            let versions = self.questions.named(&name.value);
            if versions.is_empty() {
                let known = self.questions;
                self.unknown(name, Thing::Question, known.list.iter().map(|question| &*question.id));
            }
            found.extend(versions);
        }
        found
    }

    /// Holds answers against the options of the questions, or of all where none is named.
    fn answers(&mut self, questions: &[QuestionIx], names: &[Name]) -> Vec<Box<str>> {
        let Questions { list, .. } = self.questions;
        let options: Vec<&str> = if questions.is_empty() {
            list.iter().flat_map(|question| question.options()).collect()
        } else {
            questions.iter().flat_map(|question| list[question.at()].options()).collect()
        };
        for name in names.iter().filter(|name| !options.contains(&&*name.value)) {
            self.unknown(name, Thing::Answer, options.iter().copied());
        }
        names.iter().map(|name| name.value.clone()).collect()
    }

    fn provisions(&mut self, names: &[Name]) -> Vec<ProvisionIx> {
        let Registers { provision_ids: ids, .. } = self.registers;
        self.find_all(names, Thing::Provision, |name| ids.get(name), || ids.names().collect())
    }

    fn duties(&mut self, names: &[Name]) -> Vec<DutyIx> {
        let Registers { duty_ids: ids, .. } = self.registers;
        self.find_all(names, Thing::Duty, |name| ids.get(name), || ids.names().collect())
    }

    /// Finds procedures or modules.
    fn families(&mut self, names: &[Name], thing: Thing) -> Vec<FamilyIx> {
        let units = self.units;
        let fits = |family: FamilyIx| {
            let is_procedure = units.get(units.versions(family)[0]).is_procedure();
            is_procedure == (thing == Thing::Procedure)
        };
        let known = || units.ids.names().filter(|name| units.ids.get(name).is_some_and(fits)).collect();
        self.find_all(names, thing, |name| units.ids.get(name).filter(|family| fits(*family)), known)
    }

    fn returns(&mut self, from: &[FamilyIx], names: &[Name]) -> Vec<Box<str>> {
        let Units { families, .. } = self.units;
        let known: Vec<&str> = if from.is_empty() {
            families.iter().flat_map(|family| &family.returns).map(|name| &**name).collect()
        } else {
            from.iter().flat_map(|family| &families[family.at()].returns).map(|name| &**name).collect()
        };
        for name in names.iter().filter(|name| !known.contains(&&*name.value)) {
            self.unknown(name, Thing::Return, known.iter().copied());
        }
        names.iter().map(|name| name.value.clone()).collect()
    }

    /// Refuses the end of what encloses the subject that the invariant looks at: it comes when that has been left.
    fn lies_within(&mut self, of: &At<Option<Subject>>) {
        const fn depth(subject: Option<Subject>) -> u8 {
            match subject {
                None => 0,
                Some(Subject::Document) => 1,
                Some(Subject::Item) => 2,
                Some(Subject::Person) => 3,
                Some(Subject::Provision | Subject::By) => 4,
            }
        }
        let id = |subject: Option<Subject>| subject.map_or("assessment", Subject::id);
        let within = self.doc.within;
        if depth(of.value) < depth(within) {
            self.faults.push(self.file, of.place, CheckFault::NeverWithin { of: id(of.value), within: id(within) });
        }
    }

    fn find_all<'n, T>(
        &mut self,
        names: &[Name],
        thing: Thing,
        find: impl Fn(&str) -> Option<T>,
        known: impl Fn() -> Vec<&'n str>,
    ) -> Vec<T> {
        let mut found = Vec::with_capacity(names.len());
        for name in names {
            match find(&name.value) {
                Some(one) => found.push(one),
                None => self.unknown(name, thing, known()),
            }
        }
        found
    }

    /// Says which invariant speaks of it: its rules may have been replaced by a folder that its author never saw it beside.
    fn unknown<'n>(&mut self, name: &Name, thing: Thing, known: impl IntoIterator<Item = &'n str>) {
        let mut known: Vec<&str> = known.into_iter().collect();
        known.sort_unstable();
        let meant = suggest::closest(&name.value, known).map(Box::from);
        let invariant = self.doc.id.value.clone();
        let fault = CheckFault::InvariantUnknown { invariant, thing, name: name.value.clone(), meant };
        self.faults.push(self.file, name.place, fault);
    }
}
