//! Every question that any node may put, with what it refers to.

use foldhash::{HashMap, HashMapExt as _};

use super::asks::{ask_doubt, demand, kind, positions};
use super::fault::{CheckFault, Thing};
use super::names::{self, Faults, Ids, number};
use super::registers;
use super::registers::Registers;
use super::time::Days;
use super::units::{Unit, Units};
use crate::ruleset::document::{
    AnswerKindDoc, AskDoc, At, ChecklistDoc, Document, FilterDoc, Name, NodeKindDoc, RowAsk,
};
use crate::ruleset::model::{
    AnswerKind, Column, ColumnKind, Doubt, Filter, List, ProvisionIx, Question, QuestionIx, Register, RulesetIx, Scope,
    Source, Table, TableIx,
};

/// Where a question was defined.
#[derive(Clone, Copy)]
pub(super) struct Site<'d> {
    pub(super) file: &'d str,
    pub(super) doc: &'d AskDoc,
    /// The ruleset that defines it, or none for a shared one.
    pub(super) ruleset: Option<RulesetIx>,
    /// A row of a checklist, whose doubt is that of the list.
    pub(super) row: bool,
}

/// All questions and their ids.
pub(super) struct Questions<'d> {
    /// By [`QuestionIx`].
    pub(super) list: Vec<Question>,
    /// By [`QuestionIx`].
    pub(super) sites: Vec<Site<'d>>,
    pub(super) shared: Ids<'d, QuestionIx>,
    /// Those of rulesets, by full id; one a version.
    own: HashMap<Box<str>, Vec<QuestionIx>>,
    /// The tables over shared questions, by [`TableIx`](crate::ruleset::model::TableIx).
    pub(super) tables: Vec<Table>,
    pub(super) table_ids: Ids<'d, TableIx>,
    /// Those that fill persons, documents and items.
    fills: Filling,
    /// Those of them that the procedures reach which run a ruleset, by [`RulesetIx`].
    met: Vec<Filling>,
}

/// The questions that fill persons, documents and items.
type Filling = [Vec<QuestionIx>; 3];

impl<'d> Questions<'d> {
    pub(super) fn resolve(
        documents: &'d [(Source, Document)],
        units: &mut Units<'d>,
        registers: &Registers<'d>,
        faults: &mut Faults,
    ) -> Self {
        let mut questions = Self {
            list: Vec::new(),
            sites: Vec::new(),
            shared: Ids::new(Thing::Question),
            own: HashMap::new(),
            tables: Vec::new(),
            table_ids: Ids::new(Thing::Table),
            fills: Filling::default(),
            met: Vec::new(),
        };
        questions.define_shared(documents, registers, faults);
        for at in 0..units.list.len() {
            questions.define_own(RulesetIx(number(at)), &mut units.list[at], registers, faults);
        }
        questions.met = questions.follow_procedures(units);
        questions.link(units, faults);
        questions
    }

    fn define_shared(&mut self, documents: &'d [(Source, Document)], registers: &Registers<'d>, faults: &mut Faults) {
        let mut entries: Vec<(&'d str, &'d (Name, AskDoc))> = Vec::new();
        for (source, document) in documents {
            if let Document::Questions(list) = document {
                entries.extend(list.iter().map(|entry| (&*source.name, entry)));
            }
        }
        registers::unique(&mut entries, Thing::Question, |(id, _)| id, faults);
        for (file, (id, doc)) in entries {
            let provisions = registers.provision_ids.find_all(&doc.provisions, file, faults);
            let index = self.add(id.value.clone(), Site { file, doc, ruleset: None, row: false }, provisions, faults);
            self.shared.insert(&id.value, index);
        }
    }

    fn define_own(&mut self, ruleset: RulesetIx, unit: &mut Unit<'d>, registers: &Registers<'d>, faults: &mut Faults) {
        let (file, id) = (unit.file, &unit.doc.id.value);
        for at in 0..unit.nodes.len() {
            let node = unit.nodes[at];
            match &node.kind {
                NodeKindDoc::Ask(doc) => {
                    let provisions = registers.provision_ids.find_all(&node.provisions, file, faults);
                    let full = format!("{id}.{}", node.id.value);
                    let site = Site { file, doc, ruleset: Some(ruleset), row: false };
                    unit.asks[at] = Some(self.add_own(full, site, provisions, faults));
                }
                NodeKindDoc::Question(name) => {
                    unit.asks[at] = self.shared.find(name, file, faults);
                    unit.broken |= unit.asks[at].is_none();
                }
                NodeKindDoc::Checklist(list) => {
                    let provisions = registers.provision_ids.find_all(&node.provisions, file, &mut Faults::default());
                    let rows = self.define_rows(ruleset, unit, &node.id, list, &provisions, faults);
                    unit.broken |= rows.contains(&None);
                    unit.rows[at] = rows;
                }
                _ => {}
            }
        }
    }

    fn define_rows(
        &mut self,
        ruleset: RulesetIx,
        unit: &Unit<'d>,
        node: &Name,
        list: &'d ChecklistDoc,
        provisions: &[ProvisionIx],
        faults: &mut Faults,
    ) -> Vec<Option<QuestionIx>> {
        let mut seen: HashMap<&str, &Name> = HashMap::new();
        let mut rows = Vec::with_capacity(list.rows.len());
        for row in &list.rows {
            if let Some(first) = seen.insert(&row.id.value, &row.id) {
                faults.push(unit.file, row.id.place, registers::doubled(Thing::Question, first, unit.file));
            }
            let question = match &row.ask {
                RowAsk::Ask(doc) => {
                    let full = format!("{}.{}.{}", unit.doc.id.value, node.value, row.id.value);
                    let site = Site { file: unit.file, doc, ruleset: Some(ruleset), row: true };
                    Some(self.add_own(full, site, provisions.to_vec(), faults))
                }
                RowAsk::Question(name) => self.shared.find(name, unit.file, faults),
            };
            if let Some(index) = question
                && self.list[index.at()].kind != AnswerKind::Tri
            {
                let (place, name) = match &row.ask {
                    RowAsk::Ask(doc) => (doc.kind.place, &row.id.value),
                    RowAsk::Question(name) => (name.place, &name.value),
                };
                faults.push(unit.file, place, CheckFault::RowNotTri { name: name.clone() });
            }
            rows.push(question);
        }
        rows
    }

    fn add_own(
        &mut self,
        full: String,
        site: Site<'d>,
        provisions: Vec<ProvisionIx>,
        faults: &mut Faults,
    ) -> QuestionIx {
        let id = full.into_boxed_str();
        let index = self.add(id.clone(), site, provisions, faults);
        self.own.entry(id).or_default().push(index);
        index
    }

    fn add(&mut self, id: Box<str>, site: Site<'d>, provisions: Vec<ProvisionIx>, faults: &mut Faults) -> QuestionIx {
        let (file, doc) = (site.file, site.doc);
        let kind = kind(doc, file, faults);
        let index = QuestionIx(number(self.list.len()));
        if let AnswerKind::List(List { fills: Some(register), .. }) = kind {
            if let Some(fills) = self.fills.get_mut(register as usize) {
                fills.push(index);
            }
            if doc.scope.value != Scope::Frame {
                faults.push(file, doc.scope.place, CheckFault::FillsScope);
            }
        }
        let mut question = Question {
            id,
            text: doc.text.value.clone(),
            help: doc.help.clone(),
            scope: doc.scope.value,
            kind,
            doubt: None,
            reason: None,
            outgoing: None,
            probes: doc.probes,
            actor: doc.actor,
            depends: Vec::new(),
            depends_on: Vec::new(),
            fresh_for: doc.fresh_for,
            moment: doc.moment,
            provisions,
        };
        let options = question.options();
        let doubt = doc.doubt.as_ref().and_then(|doubt| {
            if site.row {
                Some(Doubt { means: doubt.value.means, treated_as: None })
            } else {
                ask_doubt(doubt, &options, file, faults)
            }
        });
        let reason = doc.reason.as_ref().map(|wanted| demand(wanted, &options, file, faults));
        let outgoing = doc.outgoing.as_ref().map(|wanted| demand(wanted, &options, file, faults));
        (question.doubt, question.reason, question.outgoing) = (doubt, reason, outgoing);
        self.list.push(question);
        self.sites.push(site);
        index
    }

    /// Resolves what questions say of each other: what they depend on, and the columns that limit a pick.
    fn link(&mut self, units: &Units<'d>, faults: &mut Faults) {
        for at in 0..self.list.len() {
            let site = self.sites[at];
            let unit = site.ruleset.map(|ruleset| units.get(ruleset));
            let (mut depends, mut depends_on) = (Vec::new(), Vec::new());
            for name in &site.doc.depends {
                match names::register_named(&name.value) {
                    Some(register) => depends_on.push(register),
                    None => match self.candidates(&name.value, unit, units) {
                        found if found.is_empty() => self.unknown(name, site.file, unit, faults),
                        found => depends.extend(found),
                    },
                }
            }
            (self.list[at].depends, self.list[at].depends_on) = (depends, depends_on);
            if let AnswerKindDoc::Pick { from, filter: Some(filter), .. } = &site.doc.kind.value {
                let found = self.filter(site.ruleset, from, filter, site.file, faults);
                if let AnswerKind::Pick(pick) = &mut self.list[at].kind {
                    pick.filter = found;
                }
            }
        }
    }

    fn filter(
        &self,
        ruleset: Option<RulesetIx>,
        from: &At<Register>,
        filter: &FilterDoc,
        file: &str,
        faults: &mut Faults,
    ) -> Option<Filter> {
        match filter {
            FilterDoc::Role(role) if from.value == Register::Provisions => Some(Filter::ProvisionRole(role.value)),
            FilterDoc::Role(role) => {
                let name = At { value: "role".into(), place: role.place };
                faults.unknown(file, &name, Thing::Column, []);
                None
            }
            FilterDoc::Column { column, options } => {
                let known = self.column_options(ruleset, from.value, column, file, faults)?;
                let found = positions(options, &known, Thing::Answer, file, faults);
                let options = found.into_iter().map(|at| known[usize::from(at)].into()).collect();
                Some(Filter::Column { column: column.value.clone(), options })
            }
        }
    }

    /// Returns the lists that fill a register where a ruleset runs, or all of them where no procedure comes to it.
    pub(super) fn lists(&self, ruleset: Option<RulesetIx>, register: Register) -> &[QuestionIx] {
        let all = self.fills.get(register as usize).map_or(&[][..], Vec::as_slice);
        let met = ruleset.and_then(|ruleset| self.met.get(ruleset.at()));
        let met = met.and_then(|met| met.get(register as usize)).map_or(&[][..], Vec::as_slice);
        if met.is_empty() { all } else { met }
    }

    /// Returns the options of a closed column in all lists that fill a register where a ruleset runs.
    ///
    /// That each of those lists has the column is held where procedures are gone through.
    pub(super) fn column_options(
        &self,
        ruleset: Option<RulesetIx>,
        register: Register,
        name: &Name,
        file: &str,
        faults: &mut Faults,
    ) -> Option<Vec<&str>> {
        let lists = self.lists(ruleset, register);
        let found: Vec<&Column> = lists.iter().filter_map(|list| self.column_of(*list, &name.value)).collect();
        if found.is_empty() {
            let columns = lists.iter().flat_map(|list| self.columns(*list)).map(|column| &*column.id);
            faults.unknown(file, name, Thing::Column, columns);
            return None;
        }
        let mut options: Vec<&str> = Vec::new();
        for column in found {
            let ColumnKind::Choice(choices) = &column.kind else {
                faults.push(file, name.place, CheckFault::NotSwitchable { name: name.value.clone() });
                return None;
            };
            for choice in choices {
                if !options.contains(&&*choice.id) {
                    options.push(&choice.id);
                }
            }
        }
        Some(options)
    }

    /// Finds a column of one list question.
    pub(super) fn column_of(&self, question: QuestionIx, name: &str) -> Option<&Column> {
        self.columns(question).iter().find(|column| &*column.id == name)
    }

    /// Returns the columns of a list question.
    pub(super) fn columns(&self, question: QuestionIx) -> &[Column] {
        match &self.list[question.at()].kind {
            AnswerKind::List(list) => &list.columns,
            _ => &[],
        }
    }

    /// Returns, for each ruleset, the questions that fill registers in the procedures that come to it on any day.
    fn follow_procedures(&self, units: &Units<'d>) -> Vec<Filling> {
        let mut met = vec![Filling::default(); units.list.len()];
        for at in (0..units.list.len()).filter(|at| units.list[*at].is_procedure()) {
            let mut reached = vec![at];
            let mut seen = vec![false; units.list.len()];
            seen[at] = true;
            let mut own = Filling::default();
            let mut next = 0;
            while let Some(&ruleset) = reached.get(next) {
                next += 1;
                for question in units.list[ruleset].asks.iter().flatten() {
                    let slot = self.list[question.at()].fills().and_then(|register| own.get_mut(register as usize));
                    if let Some(slot) = slot.filter(|slot| !slot.contains(question)) {
                        slot.push(*question);
                    }
                }
                for family in units.list[ruleset].nodes.iter().flat_map(|node| modules(&node.kind)) {
                    let versions = units.ids.get(&family.value).map_or(&[][..], |family| units.versions(family));
                    let fresh = versions.iter().map(|version| version.at());
                    reached.extend(fresh.filter(|version| !std::mem::replace(&mut seen[*version], true)));
                }
            }
            for ruleset in reached {
                for (all, own) in met[ruleset].iter_mut().zip(&own) {
                    all.extend(own.iter().filter(|question| !all.contains(question)).copied().collect::<Vec<_>>());
                }
            }
        }
        met
    }

    /// Finds the one question that a node speaks of.
    pub(super) fn find(
        &self,
        name: &Name,
        unit: &Unit<'d>,
        units: &Units<'d>,
        faults: &mut Faults,
    ) -> Option<QuestionIx> {
        match self.candidates(&name.value, Some(unit), units).as_slice() {
            [] => {
                self.unknown(name, unit.file, Some(unit), faults);
                None
            }
            [only] => Some(*only),
            _ => {
                faults.push(unit.file, name.place, CheckFault::QuestionChanges { name: name.value.clone() });
                None
            }
        }
    }

    /// Returns every question of that name: of the unit itself, shared, or of another ruleset while the unit is in force.
    fn candidates(&self, name: &str, unit: Option<&Unit<'d>>, units: &Units<'d>) -> Vec<QuestionIx> {
        if let Some(found) = unit.and_then(|unit| local(unit, name)).or_else(|| self.shared.get(name)) {
            return vec![found];
        }
        let Some(own) = self.own.get(name) else {
            return Vec::new();
        };
        let days = unit.map(|unit| Days::within(unit.doc.valid.value));
        let meets = |index: &&QuestionIx| match (&days, self.sites[index.at()].ruleset) {
            (Some(days), Some(ruleset)) => days.meets(units.get(ruleset).doc.valid.value),
            _ => true,
        };
        own.iter().filter(meets).copied().collect()
    }

    /// Finds every version of a question by its full id, for what belongs to no ruleset.
    pub(super) fn versions(&self, name: &Name, file: &str, faults: &mut Faults) -> Vec<QuestionIx> {
        let found = self.named(&name.value);
        if found.is_empty() {
            self.unknown(name, file, None, faults);
        }
        found
    }

    /// Returns every version of the question with that full id.
    pub(super) fn named(&self, id: &str) -> Vec<QuestionIx> {
        let shared = self.shared.get(id).map(|found| vec![found]);
        shared.or_else(|| self.own.get(id).cloned()).unwrap_or_default()
    }

    fn unknown(&self, name: &Name, file: &str, unit: Option<&Unit<'d>>, faults: &mut Faults) {
        let local = unit.into_iter().flat_map(|unit| unit.names.keys().copied());
        let own = self.own.keys().map(|id| &**id);
        faults.unknown(file, name, Thing::Question, local.chain(self.shared.names()).chain(own));
    }
}

/// Returns the names of the modules that a node runs.
pub(super) fn modules(kind: &NodeKindDoc) -> &[Name] {
    match kind {
        NodeKindDoc::Call { module, .. } => std::slice::from_ref(module),
        NodeKindDoc::Calls { modules, .. } => modules,
        NodeKindDoc::Each(each) => std::slice::from_ref(&each.module),
        _ => &[],
    }
}

/// Finds a question by the id of its node, or `node.row`, within one ruleset.
fn local(unit: &Unit<'_>, name: &str) -> Option<QuestionIx> {
    if let Some(node) = unit.names.get(name) {
        return unit.asks[node.at()];
    }
    let (node, row) = name.split_once('.')?;
    let node = unit.names.get(node)?.at();
    let NodeKindDoc::Checklist(list) = &unit.nodes[node].kind else {
        return None;
    };
    let row = list.rows.iter().position(|known| &*known.id.value == row)?;
    unit.rows[node].get(row).copied().flatten()
}
