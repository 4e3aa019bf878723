//! A ruleset with every index turned back into a name: what people and programs read of it.

mod make;
pub mod words;

pub use make::View;

use chrono::NaiveDate;
use serde::Serialize;

use crate::ruleset::model::{
    ApprovalAfter, DoubtMeans, Effect, HaltKind, HaltScope, Join, Moment, Need, Of, PartKind, Role, RulesetKind, Scope,
    Subject,
};
use crate::text::Text;

/// One version of one ruleset.
#[derive(Serialize)]
pub struct RulesetView<'b> {
    pub id: &'b str,
    pub kind: RulesetKind,
    pub version: u32,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    pub title: &'b Text,
    pub about: Option<&'b Text>,
    pub basis: Vec<&'b str>,
    pub checked: NaiveDate,
    pub due: NaiveDate,
    pub parts: Vec<PartView<'b>>,
    pub ends: Vec<EndView<'b>>,
}

/// A part and its nodes.
#[derive(Serialize)]
pub struct PartView<'b> {
    pub part: PartKind,
    pub nodes: Vec<NodeView<'b>>,
}

/// A node.
#[derive(Serialize)]
pub struct NodeView<'b> {
    pub id: &'b str,
    #[serde(flatten)]
    pub kind: KindView<'b>,
    pub provisions: Vec<&'b str>,
    pub duties: Vec<&'b str>,
    pub next: Vec<WayView<'b>>,
}

/// What a node does.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum KindView<'b> {
    Ask { question: QuestionView<'b> },
    Checklist { need: Need, intro: &'b Text, rows: Vec<RowView<'b>> },
    Each { subject: Subject, over: &'b str, of: Of, public: Option<bool>, call: CallView<'b>, join: Join },
    Switch { on: OnView<'b> },
    Call { call: CallView<'b> },
    Calls { calls: Vec<CallView<'b>>, join: Join },
    Revise { node: &'b str, text: &'b Text },
    Halt { halt: HaltKind, scope: HaltScope, text: &'b Text, who: Option<&'b Text>, start: Option<&'b str> },
}

/// A row of a checklist.
#[derive(Serialize)]
pub struct RowView<'b> {
    pub question: QuestionView<'b>,
    pub want: &'b str,
}

/// A question.
#[derive(Serialize)]
pub struct QuestionView<'b> {
    pub id: &'b str,
    pub text: &'b Text,
    pub help: Option<&'b Text>,
    pub scope: Scope,
    pub answer: &'static str,
    pub options: Vec<OptionView<'b>>,
    pub columns: Vec<ColumnView<'b>>,
    pub doubt: Option<DoubtView<'b>>,
    pub reason: Option<DemandView<'b>>,
    pub outgoing: Option<DemandView<'b>>,
    pub actor: Role,
    pub moment: Option<Moment>,
}

/// An option; those of a tri question have no text of their own.
#[derive(Serialize)]
pub struct OptionView<'b> {
    pub id: &'b str,
    pub text: Option<&'b Text>,
}

/// A column of a list.
#[derive(Serialize)]
pub struct ColumnView<'b> {
    pub id: &'b str,
    pub title: &'b Text,
    pub kind: &'static str,
    pub options: Vec<OptionView<'b>>,
    pub optional: bool,
}

/// What doubt means.
#[derive(Serialize)]
pub struct DoubtView<'b> {
    pub means: DoubtMeans,
    #[serde(rename = "as")]
    pub treated_as: Option<&'b str>,
}

/// For which answers a reason must be given.
#[derive(Serialize)]
pub struct DemandView<'b> {
    #[serde(rename = "for")]
    pub answers: Vec<&'b str>,
    pub least: u32,
}

/// A call and the arguments that it gives; `=name` passes one on.
#[derive(Serialize)]
pub struct CallView<'b> {
    pub module: &'b str,
    pub with: Vec<(&'b str, String)>,
}

/// What a switch looks at.
#[derive(Serialize)]
#[serde(tag = "on", rename_all = "kebab-case")]
pub enum OnView<'b> {
    LawDate,
    Answer { question: &'b str },
    Argument { name: &'b str },
    Field { field: String },
    Reaches { rule: &'b str },
    Table { table: TableView<'b> },
    Any { effect: Effect, of: &'b str },
    All { effect: Effect, of: &'b str },
    Count { effect: Effect, of: &'b str },
}

/// A decision table, its rows in order.
#[derive(Serialize)]
pub struct TableView<'b> {
    pub id: &'b str,
    pub title: &'b Text,
    pub inputs: Vec<InputView<'b>>,
    pub results: Vec<OptionView<'b>>,
    pub provisions: Vec<&'b str>,
    pub picture: bool,
    pub rows: Vec<TableRowView<'b>>,
}

/// A question that a table looks at.
#[derive(Serialize)]
pub struct InputView<'b> {
    pub id: &'b str,
    pub text: &'b Text,
}

/// A row of a table; an input that it does not name fits with every answer.
#[derive(Serialize)]
pub struct TableRowView<'b> {
    pub when: Vec<(&'b str, Vec<&'b str>)>,
    pub then: &'b str,
}

/// One way on.
#[derive(Serialize)]
pub struct WayView<'b> {
    /// The answer, value, return or effect; `None` where there is only one way.
    pub on: Option<String>,
    pub to: TargetView<'b>,
}

/// Where a way leads.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TargetView<'b> {
    Node(&'b str),
    Done,
    Return(&'b str),
    Outcome(&'b str),
}

/// A return or an outcome.
#[derive(Serialize)]
pub struct EndView<'b> {
    pub id: &'b str,
    pub effect: Option<Effect>,
    pub text: Option<&'b Text>,
    pub provisions: Vec<&'b str>,
    pub duties: Vec<&'b str>,
    pub decider: Role,
    pub approval: &'b [Role],
    pub approval_after: Option<ApprovalAfter>,
    pub start: Option<&'b str>,
}
