//! Small rulebooks by hand: nodes with targets written as in the rule files, resolved when their ruleset is added.

use chrono::NaiveDate;

use super::{Answer, AnswerSet, Edition, Entity, Key, Report, Row, ScopePath, Step, Value, walk};
use crate::ruleset::model::*;
use crate::text::Text;

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("the tests write dates in full")
}

fn text(words: &str) -> Text {
    Text { sv: words.into(), en: words.into() }
}

/// Resolves a target: `done`, `return NAME`, `outcome ID` or a node.
type Resolve<'r> = &'r dyn Fn(&str) -> Target;

/// A node whose targets are still words.
pub struct Draft {
    pub id: &'static str,
    pub provisions: Vec<ProvisionIx>,
    pub duties: Vec<DutyIx>,
    make: Box<dyn Fn(Resolve<'_>) -> NodeKind>,
}

impl Draft {
    fn new(id: &'static str, make: impl Fn(Resolve<'_>) -> NodeKind + 'static) -> Self {
        Self { id, provisions: Vec::new(), duties: Vec::new(), make: Box::new(make) }
    }

    pub fn applies(mut self, provisions: &[ProvisionIx], duties: &[DutyIx]) -> Self {
        self.provisions = provisions.to_vec();
        self.duties = duties.to_vec();
        self
    }
}

/// An ask; one target for all answers, or one an option.
pub fn ask(id: &'static str, question: QuestionIx, to: &'static [&'static str]) -> Draft {
    Draft::new(id, move |go| NodeKind::Ask {
        question,
        routes: match to {
            [all] => AskRoutes::All(go(all)),
            _ => AskRoutes::Each(to.iter().map(|to| go(to)).collect()),
        },
    })
}

/// A checklist; its targets are met, failed, unknown.
pub fn checklist(id: &'static str, need: Need, rows: &[(QuestionIx, u16)], to: [&'static str; 3]) -> Draft {
    let rows: Vec<_> = rows.iter().map(|&(question, want)| crate::ruleset::model::Row { question, want }).collect();
    Draft::new(id, move |go| NodeKind::Checklist {
        intro: text("list"),
        rows: rows.clone(),
        need,
        met: go(to[0]),
        failed: go(to[1]),
        unknown: go(to[2]),
    })
}

fn effect_routes(to: &[(&str, &str)], go: Resolve<'_>) -> EffectRoutes {
    let find = |name: &str| to.iter().find(|(key, _)| *key == name || *key == "then").map(|(_, to)| go(to));
    EffectRoutes { by_effect: Effect::ALL.iter().map(|effect| find(effect.id())).collect(), empty: find("empty") }
}

pub fn over(register: Register) -> Over {
    Over::Register { register, of: Of::All, public: register == Register::Persons }
}

/// A loop; `to` maps effects, `empty`, or `then` for all that is not named.
pub fn each(
    id: &'static str,
    subject: Subject,
    over: Over,
    module: FamilyIx,
    join: Join,
    to: &'static [(&'static str, &'static str)],
) -> Draft {
    Draft::new(id, move |go| NodeKind::Each {
        subject,
        over: over.clone(),
        call: Call { module, with: Vec::new() },
        join,
        routes: effect_routes(to, go),
    })
}

pub fn calls(id: &'static str, modules: &[FamilyIx], join: Join, to: &'static [(&'static str, &'static str)]) -> Draft {
    let modules = modules.to_vec();
    Draft::new(id, move |go| NodeKind::Calls {
        calls: modules.iter().map(|&module| Call { module, with: Vec::new() }).collect(),
        join,
        routes: effect_routes(to, go),
    })
}

/// A call; one target a return, in the order of the module's returns.
pub fn call(id: &'static str, module: FamilyIx, with: &[Given], to: &'static [&'static str]) -> Draft {
    let with = with.to_vec();
    Draft::new(id, move |go| NodeKind::Call {
        call: Call { module, with: with.clone() },
        routes: to.iter().map(|to| Some(go(to))).collect(),
    })
}

/// A switch on something closed; an empty word is a value that cannot come about.
pub fn switch(id: &'static str, on: SwitchOn, to: &'static [&'static str]) -> Draft {
    Draft::new(id, move |go| NodeKind::Switch {
        on: on.clone(),
        routes: SwitchRoutes::Closed(to.iter().map(|to| (!to.is_empty()).then(|| go(to))).collect()),
    })
}

pub fn switch_numbers(id: &'static str, on: SwitchOn, to: &'static [(i64, i64, &'static str)]) -> Draft {
    Draft::new(id, move |go| NodeKind::Switch {
        on: on.clone(),
        routes: SwitchRoutes::Numbers(to.iter().map(|&(first, last, to)| (first, last, go(to))).collect()),
    })
}

pub fn switch_dates(
    id: &'static str,
    on: SwitchOn,
    to: &'static [(&'static str, &'static str, &'static str)],
) -> Draft {
    Draft::new(id, move |go| NodeKind::Switch {
        on: on.clone(),
        routes: SwitchRoutes::Dates(to.iter().map(|(first, last, to)| (day(first), day(last), go(to))).collect()),
    })
}

pub fn revise(id: &'static str, node: &'static str) -> Draft {
    Draft::new(id, move |go| {
        let Target::Node(node) = go(node) else { panic!("revise names a node") };
        NodeKind::Revise { node, text: text("again") }
    })
}

pub fn halt(id: &'static str, kind: HaltKind, scope: HaltScope) -> Draft {
    halt_and_start(id, kind, scope, None)
}

/// A halt that offers a linked procedure.
pub fn halt_and_start(id: &'static str, kind: HaltKind, scope: HaltScope, start: Option<FamilyIx>) -> Draft {
    Draft::new(id, move |_| NodeKind::Halt(Halt { kind, scope, text: text("halt"), who: None, start }))
}

/// A return or an outcome.
pub fn end(id: &str, effect: Effect) -> End {
    End {
        id: id.into(),
        effect: Some(effect),
        text: None,
        provisions: Vec::new(),
        duties: Vec::new(),
        decider: Role::Officer,
        approval: Vec::new(),
        approval_after: None,
        start: None,
    }
}

/// A return that only names a way on.
pub fn way(id: &str) -> End {
    End { effect: None, ..end(id, Effect::None) }
}

#[derive(Default)]
pub struct Builder {
    pub book: Rulebook,
}

impl Builder {
    pub fn question(&mut self, id: &str, scope: Scope, kind: AnswerKind) -> QuestionIx {
        self.book.questions.push(Question {
            id: id.into(),
            text: text(id),
            help: None,
            scope,
            kind,
            doubt: None,
            reason: None,
            outgoing: None,
            probes: false,
            actor: Role::Officer,
            depends: Vec::new(),
            depends_on: Vec::new(),
            fresh_for: None,
            moment: None,
            provisions: Vec::new(),
        });
        QuestionIx(index(self.book.questions.len()))
    }

    pub fn tri(&mut self, id: &str, scope: Scope) -> QuestionIx {
        self.question(id, scope, AnswerKind::Tri)
    }

    pub fn pick(&mut self, id: &str, scope: Scope, from: Register) -> QuestionIx {
        self.question(id, scope, AnswerKind::Pick(Pick { from, many: true, least: 0, filter: None }))
    }

    /// A register whose rows hold a label and the cells of `columns`, which are called `k1`, `k2` and so on.
    pub fn list(&mut self, id: &str, register: Register, columns: Vec<ColumnKind>) -> QuestionIx {
        let column = |(at, kind)| Column { id: format!("k{at}").into(), title: text("k"), kind, optional: true };
        let columns = std::iter::once(ColumnKind::Text).chain(columns).enumerate().map(column).collect();
        self.question(id, Scope::Frame, AnswerKind::List(List { fills: Some(register), columns, least: 0 }))
    }

    pub fn provision(&mut self, id: &str) -> ProvisionIx {
        let (designation, short) = (text(id), id.into());
        let role = ProvisionRole::Secrecy;
        self.book.provisions.push(Provision { id: id.into(), designation, short, role, versions: Vec::new() });
        ProvisionIx(index(self.book.provisions.len()))
    }

    pub fn wording(&mut self, of: ProvisionIx, from: &str, to: Option<&str>, test: Test, reaches: &[ProvisionIx]) {
        self.book.provisions[of.at()].versions.push(ProvisionVersion {
            valid: Validity { from: day(from), to: to.map(day) },
            test,
            text: text("wording"),
            basis: "SFS".into(),
            confidence: Confidence::Statute,
            note: None,
            checked: day("2026-11-21"),
            against: "OSL".into(),
            reaches: reaches.to_vec(),
            follows_others: false,
            years: None,
        });
    }

    pub fn follows_others(&mut self, of: ProvisionIx, follows: bool) {
        self.book.provisions[of.at()].versions.iter_mut().for_each(|wording| wording.follows_others = follows);
    }

    /// A table; an input for which a row names no option fits with any.
    pub fn table(
        &mut self,
        inputs: &[QuestionIx],
        provisions: &[ProvisionIx],
        results: &[&str],
        rows: &[(&[&[u16]], u16)],
    ) -> TableIx {
        let result = |id: &&str| Choice { id: (*id).into(), text: text(id) };
        self.book.tables.push(Table {
            id: "t".into(),
            title: text("table"),
            inputs: inputs.to_vec(),
            results: results.iter().map(result).collect(),
            provisions: provisions.to_vec(),
            picture: false,
            rows: rows
                .iter()
                .map(|(when, then)| TableRow { when: when.iter().map(|fits| fits.to_vec()).collect(), then: *then })
                .collect(),
        });
        TableIx(index(self.book.tables.len()))
    }

    pub fn duty(&mut self, id: &str) -> DutyIx {
        self.book.duties.push(Duty { id: id.into(), text: text(id), deadline: None, provisions: Vec::new() });
        DutyIx(index(self.book.duties.len()))
    }

    pub fn module(&mut self, id: &str, returns: &[End], nodes: Vec<Draft>) -> FamilyIx {
        self.module_from(id, "2019-01-01", None, returns, nodes)
    }

    /// A version of a module; all versions of an id name the same returns.
    pub fn module_from(
        &mut self,
        id: &str,
        from: &str,
        to: Option<&str>,
        returns: &[End],
        nodes: Vec<Draft>,
    ) -> FamilyIx {
        let valid = Validity { from: day(from), to: to.map(day) };
        let ruleset = self.add(id, valid, returns, vec![(PartKind::Module, nodes)]);
        self.book.rulesets[ruleset.at()].family
    }

    /// A module that returns at once.
    pub fn returns(&mut self, id: &str, effect: Effect) -> FamilyIx {
        let nodes = vec![switch_dates("s", SwitchOn::LawDate, &[("2019-01-01", "2099-12-31", "return r")])];
        self.module(id, &[end("r", effect)], nodes)
    }

    pub fn arguments(&mut self, family: FamilyIx, arguments: &[(&str, &[&str])]) {
        self.book.families[family.at()].arguments = arguments
            .iter()
            .map(|(name, values)| Argument {
                name: (*name).into(),
                values: values.iter().map(|&value| value.into()).collect(),
            })
            .collect();
    }

    pub fn procedure(&mut self, outcomes: &[End], parts: Vec<(PartKind, Vec<Draft>)>) -> RulesetIx {
        self.add("p", Validity { from: day("2019-01-01"), to: None }, outcomes, parts)
    }

    /// A procedure of one part.
    pub fn single(&mut self, outcomes: &[End], nodes: Vec<Draft>) -> RulesetIx {
        self.procedure(outcomes, vec![(PartKind::Frame, nodes)])
    }

    /// A procedure of one part beside others.
    pub fn procedure_of(&mut self, id: &str, outcomes: &[End], nodes: Vec<Draft>) -> RulesetIx {
        let valid = Validity { from: day("2019-01-01"), to: None };
        self.add(id, valid, outcomes, vec![(PartKind::Frame, nodes)])
    }

    fn add(&mut self, id: &str, valid: Validity, ends: &[End], parts: Vec<(PartKind, Vec<Draft>)>) -> RulesetIx {
        let ruleset = RulesetIx(index(self.book.rulesets.len() + 1));
        let family = self.book.families.iter().position(|family| &*family.id == id).unwrap_or_else(|| {
            let returns = ends.iter().map(|end| end.id.clone()).collect();
            self.book.families.push(Family { id: id.into(), versions: Vec::new(), returns, arguments: Vec::new() });
            self.book.families.len() - 1
        });
        self.book.families[family].versions.push(ruleset);
        let is_module = parts[0].0 == PartKind::Module;
        let names: Vec<_> = parts.iter().flat_map(|(_, nodes)| nodes.iter().map(|draft| draft.id)).collect();
        let go = |word: &str| match word.split_once(' ') {
            Some(("return", name)) => Target::Return(ReturnIx(position(ends.iter().map(|end| &*end.id), name))),
            Some(("outcome", name)) => Target::Outcome(OutcomeIx(position(ends.iter().map(|end| &*end.id), name))),
            _ if word == "done" => Target::Done,
            _ => Target::Node(NodeIx(position(names.iter().copied(), word))),
        };
        let mut nodes = Vec::new();
        let mut bounds = Vec::new();
        for (kind, drafts) in parts {
            let first = NodeIx(index(nodes.len() + 1));
            bounds.push(Part { kind, first, len: index(drafts.len() + 1) });
            nodes.extend(drafts.into_iter().map(|draft| Node {
                id: draft.id.into(),
                line: 1,
                kind: (draft.make)(&go),
                provisions: draft.provisions,
                duties: draft.duties,
            }));
        }
        self.book.rulesets.push(Ruleset {
            family: FamilyIx(index(family + 1)),
            id: id.into(),
            kind: if is_module { RulesetKind::Module } else { RulesetKind::Procedure },
            version: 1,
            valid,
            title: text(id),
            about: None,
            basis: Vec::new(),
            review: Review { checked: day("2026-11-21"), due: day("2027-11-21") },
            parts: bounds,
            nodes,
            returns: if is_module { ends.iter().cloned().map(Some).collect() } else { Vec::new() },
            outcomes: if is_module { Vec::new() } else { ends.to_vec() },
            source: 0,
        });
        ruleset
    }

    /// Starts an assessment without answers, on a day when everything is in force.
    pub fn start(&self, procedure: RulesetIx) -> Case<'_> {
        self.start_on(procedure, "2026-11-21")
    }

    pub fn start_on(&self, procedure: RulesetIx, date: &str) -> Case<'_> {
        Case {
            edition: Edition::on(&self.book, day(date)).for_procedure(procedure),
            procedure,
            answers: AnswerSet::default(),
        }
    }
}

/// The index of the last of so many.
fn index(len: usize) -> u16 {
    u16::try_from(len - 1).expect("the tests' rulebooks are small")
}

fn position<'n>(mut names: impl Iterator<Item = &'n str>, name: &str) -> u16 {
    let at = names.position(|candidate| candidate == name);
    u16::try_from(at.unwrap_or_else(|| panic!("no target `{name}`"))).expect("the tests' rulebooks are small")
}

/// An assessment under way.
pub struct Case<'b> {
    pub edition: Edition<'b>,
    pub procedure: RulesetIx,
    pub answers: AnswerSet,
}

impl Case<'_> {
    pub fn walk(&self) -> Report {
        walk(&self.edition, self.procedure, &self.answers)
    }

    pub fn give(&mut self, scope: ScopePath, question: QuestionIx, value: Value) -> &mut Self {
        self.answers.insert(Key { scope, question }, Answer::bare(value));
        self
    }

    pub fn choose(&mut self, scope: ScopePath, question: QuestionIx, option: u16) -> &mut Self {
        self.give(scope, question, Value::Choice(option))
    }

    /// Fills a register with rows of a label and further cells, and returns their entities.
    pub fn rows<const N: usize>(&mut self, question: QuestionIx, rows: [(&str, Vec<Option<Value>>); N]) -> [Entity; N] {
        let rows = rows.map(|(id, cells)| Row {
            entity: self.answers.entity(id),
            cells: std::iter::once(Some(Value::Text(id.into()))).chain(cells).collect(),
        });
        let entities = std::array::from_fn(|at| rows[at].entity);
        self.give(ScopePath::default(), question, Value::Rows(rows.into()));
        entities
    }

    /// Returns the key that the walk asks for.
    pub fn asked(&self) -> Key {
        match self.walk().step {
            Step::Ask { key, .. } => key,
            other => panic!("no question but {other:?}"),
        }
    }

    /// Returns the outcome's id.
    pub fn outcome(&self) -> String {
        match self.walk().step {
            Step::Finished { ruleset, outcome, .. } => {
                self.edition.book.rulesets[ruleset.at()].outcomes[outcome.at()].id.to_string()
            }
            other => panic!("no outcome but {other:?}"),
        }
    }
}

pub fn item(entity: Entity) -> ScopePath {
    ScopePath { item: Some(entity), ..ScopePath::default() }
}

pub fn person(entity: Entity) -> ScopePath {
    ScopePath { person: Some(entity), ..ScopePath::default() }
}

pub const FRAME: ScopePath =
    ScopePath { closing: false, document: None, item: None, person: None, provision: None, by: None };
