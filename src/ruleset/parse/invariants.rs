//! The register of invariants: three forms, made of events that each say one thing.

use super::borrowed::{Fields, Key, Node};
use super::fault::ParseFault;
use super::form::invariants as form;
use super::reader::Reader;
use super::ruleset::push;
use super::words::{Bounds, Word};
use crate::ruleset::document::{AnsweredDoc, At, EventDoc, HappensDoc, HoldsDoc, InvariantDoc, Name};
use crate::ruleset::raw::Raw;

/// The most steps of a `never`.
const MOST_STEPS: usize = 3;

/// The forms, of which an invariant has one.
const FORMS: [&str; 3] = ["never", "before", "always"];

impl Reader {
    pub(super) fn invariant(&mut self, key: &Key, node: &Node) -> Option<InvariantDoc> {
        let id = self.key(key);
        let fields = self.record(node, &form::INVARIANT)?;
        let text = self.need(fields, "text").and_then(|node| self.text(node));
        let provisions = self.need(fields, "provisions").and_then(|node| self.filled_names(node));
        let within = self.need(fields, "within").and_then(|node| self.word::<Bounds>(node));
        let procedures = fields.get("procedures").map_or_else(|| Some(Vec::new()), |node| self.filled_names(node));
        let mut when = Some(Vec::new());
        if let Some(node) = fields.get("when") {
            for (key, node) in self.map(node)?.entries() {
                let question = self.full_id(&key.text, key.place);
                let answers = self.filled_names(node);
                push(&mut when, question.zip(answers));
            }
        }
        let holds = self.holds(fields);
        Some(InvariantDoc {
            id: id?,
            text: text?,
            provisions: provisions?,
            procedures: procedures?,
            within: within?.value.0,
            when: when?,
            holds: holds?,
        })
    }

    fn holds(&mut self, fields: Fields<'_>) -> Option<HoldsDoc> {
        let unless = fields.get("unless").map_or_else(|| Some(Vec::new()), |node| self.events(node));
        if let (Some((key, _)), None) = (fields.entry("unless"), fields.get("never")) {
            self.fault(key.place, ParseFault::Without { field: "never" });
        }
        match (fields.get("never"), fields.get("before"), fields.get("always")) {
            (Some(never), None, None) => {
                let steps = self.events(never)?;
                if steps.len() > MOST_STEPS {
                    self.fault(never.place, ParseFault::TooManySteps { most: MOST_STEPS });
                    return None;
                }
                Some(HoldsDoc::Never { steps, unless: unless? })
            }
            (None, Some(before), None) => {
                let fields = self.record(before, &form::BEFORE)?;
                let (comes, needs) = (self.needed_events(fields, "comes"), self.needed_events(fields, "needs"));
                Some(HoldsDoc::Before { comes: comes?, needs: needs? })
            }
            (None, None, Some(always)) => {
                let fields = self.record(always, &form::ALWAYS)?;
                let (comes, also) = (self.needed_events(fields, "comes"), self.needed_events(fields, "also"));
                Some(HoldsDoc::Always { comes: comes?, also: also? })
            }
            _ => {
                let mut forms = fields.entries().iter().filter(|(key, _)| FORMS.contains(&&*key.text));
                let place = forms.next_back().map_or(fields.place, |(key, _)| key.place);
                self.fault(place, ParseFault::NotOneForm);
                None
            }
        }
    }

    fn needed_events(&mut self, fields: Fields<'_>, field: &'static str) -> Option<Vec<EventDoc>> {
        self.need(fields, field).and_then(|node| self.events(node))
    }

    fn events(&mut self, node: &Node) -> Option<Vec<EventDoc>> {
        let mut events = Some(Vec::new());
        for node in self.filled(node)? {
            let event = self.event(node);
            push(&mut events, event);
        }
        events
    }

    fn event(&mut self, node: &Node) -> Option<EventDoc> {
        let fields = self.record(node, &form::EVENT)?;
        let said =
            |fields: Fields<'_>, names: &[&'static str]| names.iter().copied().find(|name| fields.get(name).is_some());
        let met: Vec<(usize, &str)> =
            form::HAPPENINGS.iter().enumerate().filter_map(|(at, names)| Some((at, said(fields, names)?))).collect();
        let test = self.some_words(fields.get("test"));
        if let (Some((key, _)), None) = (fields.entry("effect"), said(fields, &["ends", "returns", "from"])) {
            self.fault(key.place, ParseFault::Without { field: "ends" });
            return None;
        }
        let happens = match met[..] {
            [] => {
                self.fault(node.place, ParseFault::NothingHappens);
                None
            }
            [(0, _)] => self.answered(fields).map(HappensDoc::Answered),
            [(1, _)] => self.applies(fields),
            [(2, _)] => self.need(fields, "duty").and_then(|node| self.one_or_more(node)).map(HappensDoc::Duty),
            [(3, _)] => self.end_of(fields),
            [(4, _)] => self.need(fields, "enters").and_then(|node| self.one_or_more(node)).map(HappensDoc::Enters),
            [_] => self.return_of(fields),
            _ => {
                let fields = met.iter().map(|(_, name)| (*name).into()).collect();
                self.fault(node.place, ParseFault::SeveralHappen { fields });
                None
            }
        };
        Some(EventDoc { place: node.place, happens: happens?, test: test? })
    }

    fn answered(&mut self, fields: Fields<'_>) -> Option<AnsweredDoc> {
        let questions = fields.get("question").map_or_else(|| Some(Vec::new()), |node| self.full_ids(node));
        let answers = self.one_or_more_if_any(fields.get("answer"));
        let doubt = self.some_words(fields.get("doubt"));
        let probes = self.truth_if_any(fields.get("probes"));
        let actors = self.some_words(fields.get("actor"));
        let reasoned = self.truth_if_any(fields.get("reasoned"));
        let scopes = self.some_words(fields.get("scope"));
        Some(AnsweredDoc {
            questions: questions?,
            answers: answers?,
            doubt: doubt?,
            probes: probes?,
            actors: actors?,
            reasoned: reasoned?,
            scopes: scopes?,
        })
    }

    fn applies(&mut self, fields: Fields<'_>) -> Option<HappensDoc> {
        let provisions = self.one_or_more_if_any(fields.get("applies"));
        let role = fields.get("applies-role").map_or(Some(None), |node| self.word(node).map(|word| Some(word.value)));
        let reaches = self.truth_if_any(fields.get("reaches"));
        let (provisions, role, reaches) = (provisions?, role?, reaches?);
        if let Some((key, _)) = fields.entry("reaches")
            && provisions.is_empty()
            && role.is_none()
        {
            self.fault(key.place, ParseFault::Without { field: "applies" });
            return None;
        }
        Some(HappensDoc::Applies { provisions, role, reaches })
    }

    fn end_of(&mut self, fields: Fields<'_>) -> Option<HappensDoc> {
        let of = self.need(fields, "ends").and_then(|node| self.word::<Bounds>(node));
        let effects = self.need(fields, "effect").and_then(|node| self.some_words(Some(node)));
        let of = of?;
        Some(HappensDoc::Ends { of: At { value: of.value.0, place: of.place }, effects: effects? })
    }

    fn return_of(&mut self, fields: Fields<'_>) -> Option<HappensDoc> {
        let from = self.one_or_more_if_any(fields.get("from"));
        let names = self.one_or_more_if_any(fields.get("returns"));
        let effects = self.some_words(fields.get("effect"));
        Some(HappensDoc::Returns { from: from?, names: names?, effects: effects? })
    }

    /// Returns the nodes of a list in brackets, or the one node where a word stands alone.
    fn several<'a>(&mut self, node: &'a Node<'a>) -> Option<&'a [Node<'a>]> {
        match &node.raw {
            Raw::Scalar { .. } => Some(std::slice::from_ref(node)),
            _ => self.filled(node),
        }
    }

    fn one_or_more(&mut self, node: &Node) -> Option<Vec<Name>> {
        let names: Vec<_> = self.several(node)?.iter().map(|node| self.name(node)).collect();
        names.into_iter().collect()
    }

    fn one_or_more_if_any(&mut self, node: Option<&Node>) -> Option<Vec<Name>> {
        node.map_or_else(|| Some(Vec::new()), |node| self.one_or_more(node))
    }

    fn full_ids(&mut self, node: &Node) -> Option<Vec<Name>> {
        let mut ids = Some(Vec::new());
        for node in self.several(node)? {
            let id = self.string(node, super::Wanted::Id).and_then(|written| self.full_id(written, node.place));
            push(&mut ids, id);
        }
        ids
    }

    fn some_words<T: Word>(&mut self, node: Option<&Node>) -> Option<Vec<T>> {
        let mut words = Some(Vec::new());
        let Some(node) = node else { return words };
        for node in self.several(node)? {
            let word = self.word::<T>(node).map(|word| word.value);
            push(&mut words, word);
        }
        words
    }

    fn truth_if_any(&mut self, node: Option<&Node>) -> Option<Option<bool>> {
        node.map_or(Some(None), |node| self.word(node).map(|word| Some(word.value)))
    }
}
