//! Where a record stands, derived from it and what was said about it; kept nowhere.

use serde::Serialize;

use crate::assessment::{Assessment, role};
use crate::ruleset::model::Role;
use crate::text::Language;

use super::model::{Act, Awaited, Signatory, Statement};

/// Where a record stands.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// The officer could decide it, and has.
    Decided,
    /// It was stopped for good; there is nothing to decide.
    Stopped,
    /// It waits to be handed over to whoever may decide or must approve.
    Pending,
    /// It is with whoever may decide or must approve.
    HandedOver,
    /// Everyone who had to has approved.
    Approved,
    /// It was sent back to the officer.
    Rejected,
    /// It waits for an answer that another actor gives.
    AwaitingAnswers,
    /// That answer is given, and the officer goes on.
    Answered,
    /// Another record goes on from it.
    Continued,
}

impl Phase {
    /// Returns the name in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Decided => "decided",
            Self::Stopped => "stopped",
            Self::Pending => "pending",
            Self::HandedOver => "handed-over",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::AwaitingAnswers => "awaiting-answers",
            Self::Answered => "answered",
            Self::Continued => "continued",
        }
    }
}

/// Where a record stands, and who is next.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct State {
    /// Where it stands.
    pub state: Phase,
    /// Who it waits for, each once; for a rejected or answered record that is the officer.
    pub waits_for: Vec<Role>,
    /// The id of the record that goes on from it.
    pub continued_by: Option<String>,
}

/// What a record needs from another.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Need {
    /// A decision by this role or a higher one.
    Decision(Role),
    /// The approval of this very role.
    Approval(Role),
}

impl Need {
    /// Returns the role that is named.
    #[must_use]
    pub const fn role(self) -> Role {
        match self {
            Self::Decision(role) | Self::Approval(role) => role,
        }
    }

    /// Returns whether an approval by them is what is needed: by their role, or by a row of the delegation.
    #[must_use]
    pub fn is_met_by(self, by: &Signatory) -> bool {
        match self {
            Self::Decision(least) => by.role >= least || by.delegation.is_some(),
            Self::Approval(wanted) => by.role == wanted,
        }
    }
}

/// Returns what a record still needs from others before it has effect.
pub fn needs<'s>(assessment: &Assessment, statements: impl IntoIterator<Item = &'s Statement>) -> Vec<Need> {
    let position = assessment.officer.position.as_ref().map(|held| &*held.id);
    let power = assessment.power_of(assessment.officer.role, position);
    let decision = (!power.may).then_some(Need::Decision(power.least));
    let approvals = assessment.approval.iter().copied().map(Need::Approval);
    let mut needs: Vec<Need> = decision.into_iter().chain(approvals).collect();
    for statement in statements {
        if statement.kind == Act::Approval {
            needs.retain(|need| !need.is_met_by(&statement.by));
        }
    }
    needs
}

/// Returns the answers that are waited for.
pub fn awaited<'s>(assessment: &Assessment, statements: impl IntoIterator<Item = &'s Statement>) -> Vec<Awaited> {
    let answered = statements.into_iter().filter(|statement| statement.kind == Act::Answers).last();
    // Whoever answered last walked again with every answer, so that theirs is the whole of what is left.
    if let Some(answered) = answered {
        return answered.awaits.clone();
    }
    let open = assessment.open.iter().filter_map(|point| {
        let awaits = point.awaits.as_ref()?;
        let (question, scope, text) = (awaits.question.clone(), awaits.scope.clone(), point.text.clone());
        Some(Awaited { question, role: awaits.role, scope, text })
    });
    let mut found: Vec<Awaited> = Vec::new();
    for one in open {
        // A question about the whole may hold several items, and is asked once.
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

impl State {
    /// Derives where a record stands from the statements about it whose signatures are good, in their order.
    #[must_use]
    pub fn of(assessment: &Assessment, statements: &[&Statement], continued_by: Option<&str>) -> Self {
        let said = |act: Act| statements.iter().any(|statement| statement.kind == act);
        let all = || statements.iter().copied();
        let awaited = awaited(assessment, all());
        let needs = needs(assessment, all());
        let (state, waits_for): (_, Vec<Role>) = if continued_by.is_some() {
            (Phase::Continued, Vec::new())
        } else if said(Act::Rejection) {
            (Phase::Rejected, vec![Role::Officer])
        } else if assessment.outcome.is_none() && !awaited.is_empty() {
            (Phase::AwaitingAnswers, awaited.iter().map(|one| one.role).collect())
        } else if said(Act::Answers) && awaited.is_empty() {
            // What was answered is in no result yet.
            (Phase::Answered, vec![Role::Officer])
        } else if assessment.outcome.is_none() {
            (Phase::Stopped, Vec::new())
        } else if needs.is_empty() {
            let decided = if said(Act::Approval) { Phase::Approved } else { Phase::Decided };
            (decided, awaited.iter().map(|one| one.role).collect())
        } else {
            let waiting = needs.iter().map(|need| need.role()).chain(awaited.iter().map(|one| one.role)).collect();
            (if said(Act::HandOver) { Phase::HandedOver } else { Phase::Pending }, waiting)
        };
        let mut once = Vec::new();
        for role in waits_for {
            if !once.contains(&role) {
                once.push(role);
            }
        }
        Self { state, waits_for: once, continued_by: continued_by.map(str::to_owned) }
    }

    /// Returns whether the outcome has effect.
    #[must_use]
    pub const fn has_effect(&self) -> bool {
        matches!(self.state, Phase::Decided | Phase::Approved)
    }

    /// Returns where the record stands, in words without a full stop.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let who = self.who(language);
        match (self.state, language) {
            (Phase::Decided, _) => language.choose("beslutat", "decided").to_owned(),
            (Phase::Stopped, _) => language.choose("avbrutet", "stopped").to_owned(),
            (Phase::Pending, Language::Sv) => format!("väntar på {who}; inte överlämnat"),
            (Phase::Pending, Language::En) => format!("waits for {who}; not handed over"),
            (Phase::HandedOver, Language::Sv) => format!("överlämnat; väntar på {who}"),
            (Phase::HandedOver, Language::En) => format!("handed over; waits for {who}"),
            (Phase::Approved, _) => language.choose("godkänt", "approved").to_owned(),
            (Phase::Rejected, _) => {
                language.choose("inte godkänt; tillbaka hos handläggaren", "rejected; back with the officer").to_owned()
            }
            (Phase::AwaitingAnswers, Language::Sv) => format!("väntar på svar från {who}"),
            (Phase::AwaitingAnswers, Language::En) => format!("waits for answers from {who}"),
            (Phase::Answered, _) => {
                language.choose("besvarat; handläggaren fortsätter", "answered; the officer goes on").to_owned()
            }
            (Phase::Continued, Language::Sv) => {
                format!("fortsatt i {}", self.continued_by.as_deref().unwrap_or("–"))
            }
            (Phase::Continued, Language::En) => {
                format!("continued in {}", self.continued_by.as_deref().unwrap_or("–"))
            }
        }
    }

    fn who(&self, language: Language) -> String {
        let names: Vec<String> = self.waits_for.iter().map(|one| role(*one).get(language).to_owned()).collect();
        names.join(language.choose(" och ", " and "))
    }
}
