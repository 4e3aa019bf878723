//! The whole way to a question: every step in order, what it came to, and why this question is put now.

use super::guide::provisions_of;
use super::respondent::{Notice, NoticeKind};
use super::review::halt_line;
use super::session::Session;
use super::words::Wording;
use crate::assessment::quoted;
use crate::engine::{Key, Report, ScopePath, TraceStep};
use crate::render::safe;
use crate::ruleset::model::{Effect, FamilyIx, NodeIx, RulesetIx};
use crate::text::Language;

/// Returns the way to a question, with the node that puts it if it is known.
#[must_use]
pub(super) fn chain(
    session: &Session<'_, '_>,
    report: &Report,
    key: Key,
    put_by: Option<(RulesetIx, NodeIx)>,
) -> Notice {
    let mut way = Way::new(session, report);
    for step in &report.trace {
        if way.reaches(step, key) {
            break;
        }
        way.pass(step);
    }
    if let Some((ruleset, _)) = put_by {
        way.back_to(ruleset);
    }
    let mut lines = std::mem::take(&mut way.lines);
    if lines.is_empty() {
        lines.push(session.language.choose("Det här är den första frågan.", "This is the first question.").to_owned());
    }
    lines.push(way.why(key, put_by));
    let title = session.language.choose("Vägen hit", "The way here").to_owned();
    Notice { kind: NoticeKind::Help, title, lines }
}

/// The way so far: its lines, and the modules that run.
struct Way<'w, 'e, 'b> {
    session: &'w Session<'e, 'b>,
    report: &'w Report,
    words: Wording<'w>,
    lines: Vec<String>,
    asked: Vec<Key>,
    about: String,
    running: Vec<RulesetIx>,
}

impl<'w, 'e, 'b> Way<'w, 'e, 'b> {
    fn new(session: &'w Session<'e, 'b>, report: &'w Report) -> Self {
        let words = Wording::new(session.edition, session.answers(), session.language);
        let (lines, asked, about) = (Vec::new(), Vec::new(), String::new());
        Self { session, report, words, lines, asked, about, running: vec![session.procedure] }
    }

    /// Returns whether a step is the question whose way is told.
    fn reaches(&self, step: &TraceStep, key: Key) -> bool {
        match step {
            TraceStep::Answered { key: on, .. } => *on == key,
            TraceStep::Halted { ruleset, node, scope } => self.report.halted.iter().any(|halted| {
                halted.awaits == Some(key) && (halted.ruleset, halted.node, &halted.scope) == (*ruleset, *node, scope)
            }),
            _ => false,
        }
    }

    fn pass(&mut self, step: &TraceStep) {
        match step {
            TraceStep::Answered { key, ruleset, .. } => {
                self.back_to(*ruleset);
                self.answered(*key);
            }
            TraceStep::Entered { ruleset, .. } => self.enter(*ruleset),
            TraceStep::Returned { ruleset, end, scope } => {
                self.back_to(*ruleset);
                self.running.pop();
                let rules = &self.session.edition.book.rulesets[ruleset.at()];
                let Some(end) = rules.returns.get(end.at()).and_then(Option::as_ref) else { return };
                let effect =
                    end.effect.filter(|effect| *effect != Effect::None).map(|effect| self.words.effect(effect));
                let text = end.text.as_ref().map(|text| self.words.filled(text, scope));
                let Some(came_to) = text.or(effect) else { return };
                let title = safe::line(rules.title.get(self.session.language)).into_owned();
                self.came_to(scope, &title, &came_to);
            }
            TraceStep::Decided { scope, table, result, .. } => {
                let table = &self.session.edition.book.tables[table.at()];
                let language = self.session.language;
                let title = safe::line(table.title.get(language)).into_owned();
                let Some(result) = table.results.get(usize::from(*result)) else { return };
                let result = safe::line(result.text.get(language)).into_owned();
                self.came_to(scope, &title, &result);
            }
            TraceStep::Halted { ruleset, node, scope } => {
                let met = self
                    .report
                    .halted
                    .iter()
                    .find(|halted| (halted.ruleset, halted.node, &halted.scope) == (*ruleset, *node, scope));
                self.lines.extend(met.map(|halted| halt_line(self.session, halted)));
            }
            TraceStep::Passed { .. } | TraceStep::Joined { .. } => {}
        }
    }

    /// Tells a question and its answer, the first time that it is met.
    fn answered(&mut self, key: Key) {
        if self.asked.contains(&key) {
            return;
        }
        self.asked.push(key);
        let Some(answer) = self.session.answers().answer(key) else { return };
        self.turn_to(&key.scope);
        let value = self.words.value(&self.session.question(key).kind, &answer.value);
        self.lines.push(format!("{}. {} {value}", self.asked.len(), self.words.question(key)));
    }

    fn came_to(&mut self, scope: &ScopePath, title: &str, result: &str) {
        self.turn_to(scope);
        let conclusion = self.session.language.choose("Slutsats", "Conclusion");
        self.lines.push(format!("{conclusion}: {result} ({title})"));
    }

    /// Says whom or what the next lines are about, where that is another than before.
    fn turn_to(&mut self, scope: &ScopePath) {
        let about = self.words.heading(scope);
        if about != self.about {
            let frame = self.session.language.choose("Ärendet", "The matter");
            self.lines.push(format!("{}:", if about.is_empty() { frame } else { &about }));
            self.about = about;
        }
    }

    /// Takes up a module; those that a halt broke off are left.
    fn enter(&mut self, module: RulesetIx) {
        let family = self.session.edition.book.rulesets[module.at()].family;
        self.leave_until(|way, ruleset| way.calls(ruleset, family));
        self.running.push(module);
    }

    fn back_to(&mut self, ruleset: RulesetIx) {
        self.leave_until(|_, running| running == ruleset);
    }

    fn leave_until(&mut self, stays: impl Fn(&Self, RulesetIx) -> bool) {
        if let Some(at) = self.running.iter().rposition(|&running| stays(self, running)) {
            self.running.truncate(at + 1);
        }
    }

    fn calls(&self, ruleset: RulesetIx, family: FamilyIx) -> bool {
        let nodes = &self.session.edition.book.rulesets[ruleset.at()].nodes;
        nodes.iter().flat_map(|node| node.kind.calls()).any(|call| call.module == family)
    }

    /// Returns why the question is put: the step it belongs to, what that is part of, and what it rests on.
    fn why(&self, key: Key, put_by: Option<(RulesetIx, NodeIx)>) -> String {
        let (edition, language) = (self.session.edition, self.session.language);
        let title = |ruleset: &RulesetIx| {
            quoted(&safe::line(edition.book.rulesets[ruleset.at()].title.get(language)), language)
        };
        let mut within: Vec<String> = self.running.iter().rev().map(title).collect();
        let own = if within.is_empty() { String::new() } else { within.remove(0) };
        let mut why = match language {
            Language::Sv => format!("Därför ställs frågan nu: den hör till {own}"),
            Language::En => format!("Why this is asked now: it belongs to {own}"),
        };
        if !within.is_empty() {
            why += language.choose(", som ingår i ", ", which is part of ");
            why += &within.join(language.choose(", som ingår i ", ", which is part of "));
        }
        why.push('.');
        let rests_on = provisions_of(self.session, key, put_by);
        let names: Vec<&str> =
            rests_on.iter().map(|at| edition.book.provisions[at.at()].designation.get(language)).collect();
        if !names.is_empty() {
            why += language.choose(" Den vilar på ", " It rests on ");
            why += &safe::line(&names.join(", "));
            why.push('.');
        }
        why
    }
}
