//! What stands in the rule files and nothing uses.

use super::kind::{Advice, Registered};
use super::uses::Uses;
use super::{Findings, Rules};
use crate::ruleset::document::{Document, Name, NodeKindDoc, RulesetDoc, SwitchDoc};
use crate::ruleset::model::{ProvisionRole, RulesetKind};

/// Looks at every register, module and argument.
pub(super) fn advise(rules: &Rules<'_>, uses: &Uses<'_>, found: &mut Findings) {
    for (source, document) in rules.documents {
        let mut unused = |thing, name: &Name| {
            found.push(&source.name, name.place, Advice::Unused { thing, name: name.value.clone() });
        };
        match document {
            Document::Provisions(list) => {
                // What rules how things are done is also there to be looked up, and need not be applied.
                let tested = list.iter().filter(|provision| provision.role != ProvisionRole::Procedure);
                for provision in tested.filter(|provision| !uses.picked.contains(&provision.role)) {
                    if !uses.provisions.contains(&*provision.id.value) {
                        unused(Registered::Provision, &provision.id);
                    }
                }
            }
            Document::Duties(list) => {
                let missed = list.iter().filter(|duty| !uses.duties.contains(&*duty.id.value));
                missed.for_each(|duty| unused(Registered::Duty, &duty.id));
            }
            Document::Questions(list) => {
                let missed = list.iter().filter(|(id, _)| !uses.put.contains_key(&*id.value));
                missed.for_each(|(id, _)| unused(Registered::Question, id));
            }
            Document::Tables(list) => {
                let missed = list.iter().filter(|table| !uses.tables.contains(&*table.id.value));
                missed.for_each(|table| unused(Registered::Table, &table.id));
            }
            Document::Ruleset(doc) => {
                if doc.kind.value == RulesetKind::Module && !uses.modules.contains(&*doc.id.value) {
                    unused(Registered::Module, &doc.id);
                }
                let missed = doc.arguments.iter().filter(|(name, _)| !uses_argument(doc, &name.value));
                missed.for_each(|(name, _)| unused(Registered::Argument, name));
            }
            Document::Effects(_) | Document::Glossary(_) | Document::Cases(_) | Document::Invariants(_) => {}
        }
    }
}

/// Whether a step of the ruleset looks at an argument or passes it on.
fn uses_argument(doc: &RulesetDoc, argument: &str) -> bool {
    doc.parts.iter().flat_map(|part| &part.nodes).any(|node| match &node.kind {
        NodeKindDoc::Switch(SwitchDoc::Argument(name)) => *name.value == *argument,
        NodeKindDoc::Call { with, .. } | NodeKindDoc::Calls { with, .. } => passes(with, argument),
        NodeKindDoc::Each(each) => passes(&each.with, argument),
        _ => false,
    })
}

/// `with: {NAME: argument}` passes on the ruleset's own argument of that name.
fn passes(with: &[(Name, Name)], argument: &str) -> bool {
    with.iter().any(|(name, value)| *name.value == *argument && &*value.value == "argument")
}
