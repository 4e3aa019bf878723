//! Ruleset files by id and first day, and the families that they make.

use foldhash::{HashMap, HashMapExt as _};

use super::fault::{CheckFault, Thing};
use super::names::{Faults, Ids, number};
use super::{registers, time};
use crate::ruleset::document::{Document, NodeDoc, RulesetDoc};
use crate::ruleset::model::{
    Argument, Family, FamilyIx, NodeIx, Part, QuestionIx, ReturnIx, RulesetIx, RulesetKind, Source,
};

/// One ruleset file, and what names mean within it.
pub(super) struct Unit<'d> {
    pub(super) file: &'d str,
    pub(super) source: u16,
    pub(super) doc: &'d RulesetDoc,
    pub(super) family: FamilyIx,
    pub(super) parts: Vec<Part>,
    /// By [`NodeIx`].
    pub(super) nodes: Vec<&'d NodeDoc>,
    pub(super) names: HashMap<&'d str, NodeIx>,
    /// The question that a node puts, by [`NodeIx`].
    pub(super) asks: Vec<Option<QuestionIx>>,
    /// The questions of a checklist's rows, by [`NodeIx`]; `None` where a row names one that is not there.
    pub(super) rows: Vec<Vec<Option<QuestionIx>>>,
    /// Something is wrong with where its nodes lead, so that following them would only tell it again.
    pub(super) broken: bool,
}

impl Unit<'_> {
    pub(super) fn is_procedure(&self) -> bool {
        self.doc.kind.value == RulesetKind::Procedure
    }

    /// Returns the position among the parts of the part that holds a node.
    pub(super) fn part_of(&self, node: NodeIx) -> usize {
        let after = |part: &Part| part.first.at() + usize::from(part.len) <= node.at();
        self.parts.iter().take_while(|part| after(part)).count()
    }
}

/// All rulesets, and the families they belong to.
pub(super) struct Units<'d> {
    /// By [`RulesetIx`].
    pub(super) list: Vec<Unit<'d>>,
    pub(super) families: Vec<Family>,
    pub(super) ids: Ids<'d, FamilyIx>,
}

impl<'d> Units<'d> {
    pub(super) fn index(documents: &'d [(Source, Document)], numbers: &[u16], faults: &mut Faults) -> Self {
        let mut files: Vec<(&'d str, u16, &'d RulesetDoc)> = documents
            .iter()
            .zip(numbers)
            .filter_map(|((source, document), number)| match document {
                Document::Ruleset(doc) => Some((&*source.name, *number, &**doc)),
                _ => None,
            })
            .collect();
        files.sort_by_key(|(file, _, doc)| (&doc.id.value, doc.valid.value.from, *file));

        let mut units = Self { list: Vec::new(), families: Vec::new(), ids: Ids::new(Thing::Ruleset) };
        for versions in files.chunk_by(|(_, _, one), (_, _, other)| one.id.value == other.id.value) {
            let family = FamilyIx(number(units.families.len()));
            let first = units.list.len();
            for &(file, source, doc) in versions {
                units.list.push(unit(file, source, doc, family, faults));
            }
            let members = &units.list[first..];
            let versions = (first..units.list.len()).map(|at| RulesetIx(number(at))).collect();
            units.families.push(make_family(members, versions, faults));
            units.ids.insert(&members[0].doc.id.value, family);
        }
        units
    }

    pub(super) fn versions(&self, family: FamilyIx) -> &[RulesetIx] {
        &self.families[family.at()].versions
    }

    pub(super) fn get(&self, ruleset: RulesetIx) -> &Unit<'d> {
        &self.list[ruleset.at()]
    }
}

impl Family {
    /// Returns the number of a return name.
    pub(super) fn return_named(&self, name: &str) -> Option<ReturnIx> {
        self.returns.iter().position(|known| &**known == name).map(|at| ReturnIx(number(at)))
    }
}

fn unit<'d>(file: &'d str, source: u16, doc: &'d RulesetDoc, family: FamilyIx, faults: &mut Faults) -> Unit<'d> {
    let mut nodes: Vec<&'d NodeDoc> = Vec::with_capacity(doc.parts.iter().map(|part| part.nodes.len()).sum());
    let mut names: HashMap<&'d str, NodeIx> = HashMap::with_capacity(nodes.capacity());
    let mut parts = Vec::with_capacity(doc.parts.len());
    let mut broken = doc.parts.is_empty();
    if broken {
        faults.push(file, doc.kind.place, CheckFault::EmptyPart);
    }
    for part in &doc.parts {
        if part.nodes.is_empty() {
            faults.push(file, part.kind.place, CheckFault::EmptyPart);
            broken = true;
        }
        parts.push(Part { kind: part.kind.value, first: NodeIx(number(nodes.len())), len: number(part.nodes.len()) });
        for node in &part.nodes {
            let at = NodeIx(number(nodes.len()));
            nodes.push(node);
            if let Some(first) = names.get(&*node.id.value) {
                let fault = registers::doubled(Thing::Node, &nodes[first.at()].id, file);
                faults.push(file, node.id.place, fault);
                broken = true;
            } else {
                names.insert(&node.id.value, at);
            }
        }
    }
    let (asks, rows) = (vec![None; nodes.len()], vec![Vec::new(); nodes.len()]);
    Unit { file, source, doc, family, parts, nodes, names, asks, rows, broken }
}

fn make_family(members: &[Unit<'_>], versions: Vec<RulesetIx>, faults: &mut Faults) -> Family {
    let first = members[0].doc;
    let id = &first.id.value;
    let mut periods = Vec::with_capacity(members.len());
    let mut returns: Vec<Box<str>> = Vec::new();
    for (at, unit) in members.iter().enumerate() {
        let doc = unit.doc;
        let earlier = at.checked_sub(1).map(|at| &members[at]);
        match earlier.filter(|earlier| earlier.doc.valid.value.from == doc.valid.value.from) {
            Some(twin) => {
                faults.push(unit.file, doc.id.place, registers::doubled(Thing::Ruleset, &twin.doc.id, twin.file));
            }
            None => periods.push((unit.file, doc.valid)),
        }
        if doc.kind.value != first.kind.value {
            faults.push(unit.file, doc.kind.place, CheckFault::KindDiffers { name: id.clone() });
        }
        if !same_arguments(doc, first) {
            let place = doc.arguments.first().map_or(doc.id.place, |(name, _)| name.place);
            faults.push(unit.file, place, CheckFault::ArgumentsDiffer { name: id.clone() });
        }
        for end in &doc.returns {
            if !returns.contains(&end.id.value) {
                returns.push(end.id.value.clone());
            }
        }
    }
    time::successive(Thing::Ruleset, id, &periods, faults);
    let arguments = first
        .arguments
        .iter()
        .map(|(name, values)| Argument {
            name: name.value.clone(),
            values: values.iter().map(|value| value.value.clone()).collect(),
        })
        .collect();
    Family { id: id.clone(), versions, returns, arguments }
}

/// Whether two versions declare the same arguments with the same values, in whatever order.
fn same_arguments(one: &RulesetDoc, other: &RulesetDoc) -> bool {
    let sorted = |doc: &RulesetDoc| {
        let mut arguments: Vec<(Box<str>, Vec<Box<str>>)> = doc
            .arguments
            .iter()
            .map(|(name, values)| {
                let mut values: Vec<_> = values.iter().map(|value| value.value.clone()).collect();
                values.sort();
                (name.value.clone(), values)
            })
            .collect();
        arguments.sort();
        arguments
    };
    std::ptr::eq(one, other) || sorted(one) == sorted(other)
}
