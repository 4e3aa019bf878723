//! Every question that any node may put, with what it refers to.

use std::collections::HashMap;

use super::fault::{CheckFault, Thing};
use super::names::{self, Faults, Ids, TRI, number};
use super::registers;
use super::registers::Registers;
use super::time::Days;
use super::units::{Unit, Units};
use crate::ruleset::document::{
    AnswerKindDoc, AskDoc, At, ChecklistDoc, ColumnDoc, ColumnKindDoc, DemandDoc, Document, DoubtDoc, FilterDoc, Name,
    NodeKindDoc, RowAsk,
};
use crate::ruleset::model::{
    AnswerKind, Choice, Column, ColumnKind, Demand, Doubt, DoubtMeans, Filter, List, Pick, ProvisionIx, Question,
    QuestionIx, Register, RulesetIx, Scope, Source,
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
    shared: Ids<'d, QuestionIx>,
    /// Those of rulesets, by full id; one a version.
    own: HashMap<Box<str>, Vec<QuestionIx>>,
    /// Those that fill persons, documents and items.
    pub(super) fills: [Vec<QuestionIx>; 3],
}

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
            fills: [Vec::new(), Vec::new(), Vec::new()],
        };
        questions.define_shared(documents, registers, faults);
        for at in 0..units.list.len() {
            questions.define_own(RulesetIx(number(at)), &mut units.list[at], registers, faults);
        }
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
            let mut depends = Vec::new();
            for name in &site.doc.depends {
                match names::register_named(&name.value) {
                    Some(register) => depends.extend_from_slice(&self.fills[register as usize]),
                    None => match self.candidates(&name.value, unit, units) {
                        found if found.is_empty() => self.unknown(name, site.file, unit, faults),
                        found => depends.extend(found),
                    },
                }
            }
            self.list[at].depends = depends;
            if let AnswerKindDoc::Pick { from, filter: Some(filter), .. } = &site.doc.kind.value {
                let found = self.filter(from, filter, site.file, faults);
                if let AnswerKind::Pick(pick) = &mut self.list[at].kind {
                    pick.filter = found;
                }
            }
        }
    }

    fn filter(&self, from: &At<Register>, filter: &FilterDoc, file: &str, faults: &mut Faults) -> Option<Filter> {
        match filter {
            FilterDoc::Role(role) if from.value == Register::Provisions => Some(Filter::ProvisionRole(role.value)),
            FilterDoc::Role(role) => {
                let name = At { value: "role".into(), place: role.place };
                faults.unknown(file, &name, Thing::Column, []);
                None
            }
            FilterDoc::Column { column, options } => {
                let (at, found) = self.column(from.value, column, file, faults)?;
                let ColumnKind::Choice(choices) = &found.kind else {
                    faults.push(file, column.place, CheckFault::NotSwitchable { name: column.value.clone() });
                    return None;
                };
                let known: Vec<&str> = choices.iter().map(|choice| &*choice.id).collect();
                Some(Filter::Column { column: at, options: positions(options, &known, Thing::Answer, file, faults) })
            }
        }
    }

    /// Finds a column of a register; that every list which fills it agrees is held where procedures are gone through.
    pub(super) fn column(
        &self,
        register: Register,
        name: &Name,
        file: &str,
        faults: &mut Faults,
    ) -> Option<(u16, &Column)> {
        let lists = self.fills.get(register as usize).map_or(&[][..], Vec::as_slice);
        let found = lists.iter().find_map(|question| self.column_of(*question, &name.value));
        if found.is_none() {
            let columns = lists.iter().filter_map(|question| match &self.list[question.at()].kind {
                AnswerKind::List(list) => Some(list.columns.iter().map(|column| &*column.id)),
                _ => None,
            });
            faults.unknown(file, name, Thing::Column, columns.flatten());
        }
        found
    }

    /// Finds a column of one list question.
    pub(super) fn column_of(&self, question: QuestionIx, name: &str) -> Option<(u16, &Column)> {
        let AnswerKind::List(list) = &self.list[question.at()].kind else {
            return None;
        };
        let at = list.columns.iter().position(|column| &*column.id == name)?;
        Some((number(at), &list.columns[at]))
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

    fn unknown(&self, name: &Name, file: &str, unit: Option<&Unit<'d>>, faults: &mut Faults) {
        let local = unit.into_iter().flat_map(|unit| unit.names.keys().copied());
        let own = self.own.keys().map(|id| &**id);
        faults.unknown(file, name, Thing::Question, local.chain(self.shared.names()).chain(own));
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

fn kind(doc: &AskDoc, file: &str, faults: &mut Faults) -> AnswerKind {
    match &doc.kind.value {
        AnswerKindDoc::Tri => AnswerKind::Tri,
        AnswerKindDoc::Choice(options) => AnswerKind::Choice(choices(options)),
        AnswerKindDoc::Pick { from, many, least, .. } => {
            AnswerKind::Pick(Pick { from: from.value, many: *many, least: *least, filter: None })
        }
        AnswerKindDoc::Text { least } => AnswerKind::Text { least: *least },
        AnswerKindDoc::Date => AnswerKind::Date,
        AnswerKindDoc::DateTime => AnswerKind::DateTime,
        AnswerKindDoc::Number { min, max } => AnswerKind::Number { min: *min, max: *max },
        AnswerKindDoc::List { fills, columns, least } => AnswerKind::List(List {
            fills: fills.map(|register| register.value),
            columns: columns_of(columns, file, faults),
            least: *least,
        }),
    }
}

fn choices(options: &[(Name, crate::text::Text)]) -> Vec<Choice> {
    options.iter().map(|(id, text)| Choice { id: id.value.clone(), text: text.clone() }).collect()
}

fn columns_of(columns: &[ColumnDoc], file: &str, faults: &mut Faults) -> Vec<Column> {
    let mut seen: HashMap<&str, &Name> = HashMap::with_capacity(columns.len());
    let mut resolved = Vec::with_capacity(columns.len());
    for column in columns {
        if let Some(first) = seen.insert(&column.id.value, &column.id) {
            faults.push(file, column.id.place, registers::doubled(Thing::Column, first, file));
        }
        let kind = match &column.kind {
            ColumnKindDoc::Text => ColumnKind::Text,
            ColumnKindDoc::Date => ColumnKind::Date,
            ColumnKindDoc::Number => ColumnKind::Number,
            ColumnKindDoc::Choice(options) => ColumnKind::Choice(choices(options)),
            ColumnKindDoc::Ref(register) => ColumnKind::Ref(register.value),
        };
        let (id, title) = (column.id.value.clone(), column.title.clone());
        resolved.push(Column { id, title, kind, optional: column.optional });
    }
    resolved
}

/// Positions of `names` among `known`.
fn positions(names: &[Name], known: &[&str], thing: Thing, file: &str, faults: &mut Faults) -> Vec<u16> {
    let mut found = Vec::with_capacity(names.len());
    for name in names {
        match known.iter().position(|option| *option == &*name.value) {
            Some(at) => found.push(number(at)),
            None => faults.unknown(file, name, thing, known.iter().copied()),
        }
    }
    found
}

fn demand(wanted: &DemandDoc, options: &[&str], file: &str, faults: &mut Faults) -> Demand {
    Demand { options: positions(&wanted.answers, options, Thing::Answer, file, faults), least: wanted.least }
}

/// Resolves the declared doubt of a question against its own options; the edges are held at each node that puts it.
fn ask_doubt(doubt: &At<DoubtDoc>, options: &[&str], file: &str, faults: &mut Faults) -> Option<Doubt> {
    let DoubtDoc { means, treated_as } = &doubt.value;
    if !options.contains(&TRI[2]) {
        faults.push(file, doubt.place, CheckFault::DoubtNotHere { means: names::doubt(*means) });
        return None;
    }
    let needed = !matches!(means, DoubtMeans::FindOut | DoubtMeans::Refer);
    let treated_as = match treated_as {
        Some(name) if needed => {
            let certain: Vec<&str> = options.iter().copied().filter(|option| *option != TRI[2]).collect();
            let Some(at) = options.iter().position(|option| *option == &*name.value && *option != TRI[2]) else {
                faults.unknown(file, name, Thing::Answer, certain);
                return None;
            };
            Some(number(at))
        }
        None if !needed => None,
        other => {
            let place = other.as_ref().map_or(doubt.place, |name| name.place);
            faults.push(file, place, CheckFault::DoubtAs { means: names::doubt(*means), needed });
            return None;
        }
    };
    Some(Doubt { means: *means, treated_as })
}
