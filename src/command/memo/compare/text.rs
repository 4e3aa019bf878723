//! Where two assessments part, in words.

use super::Memo;
use crate::assessment::model::Words;
use crate::command::write_text;
use crate::compare::records::{Came, Comparison, Pair, Side};
use crate::context::Context;
use crate::error::Error;
use crate::memo::subjects;
use crate::render::count::{Counted, counted};
use crate::render::lines::Lines;
use crate::text::Language;

const QUESTIONS: Counted = ["fråga", "frågor", "question", "questions"];

/// Writes where two memos part.
pub(super) fn write(memos: &[Memo; 2], compared: &Comparison, context: &mut Context) -> Result<(), Error> {
    let lines = Lines::new(context.terminal.width);
    let mut page = Page { memos, compared, language: context.language, lines };
    page.top();
    page.answers();
    page.items();
    write_text(page.lines.into_text(), context)
}

struct Page<'p> {
    memos: &'p [Memo; 2],
    compared: &'p Comparison,
    language: Language,
    lines: Lines,
}

impl Page<'_> {
    fn head(&mut self, sv: &str, en: &str) {
        self.lines.gap();
        let head = if self.language == Language::Sv { sv } else { en }.to_owned();
        self.lines.say(&head, 0);
    }

    fn top(&mut self) {
        let language = self.language;
        let [first, second] = self.memos;
        let [one, other] = [first.assessment(), second.assessment()];
        let and = language.choose("och", "and");
        self.lines.say(&format!("{} {and} {} · {}", first.id(), second.id(), one.procedure.title.get(language)), 0);
        if let Some((blind, of)) = [(second, first), (first, second)].into_iter().find(|(a, b)| a.is_second_of(b)) {
            let is = language.choose("är en andra bedömning av", "is a second assessment of");
            self.lines.say(&format!("{} {is} {}.", blind.id(), of.id()), 0);
        }
        if one.matter.reference != other.matter.reference {
            let lead = language.choose("Olika ärenden", "Different matters");
            self.lines.note(lead, &format!("{} {and} {}", one.matter.reference, other.matter.reference), 0);
        }
        if one.law_date != other.law_date {
            let lead = language.choose("Olika dagars lag", "The law of different days");
            self.lines.note(lead, &format!("{} {and} {}", one.law_date, other.law_date), 0);
        }
        let count = self.count();
        self.lines.say(&count, 0);
        if self.compared.is_alike() {
            let alike = language.choose(
                "Ingen fråga besvarades olika, och utfallet är detsamma.",
                "No question was answered differently, and the outcome is the same.",
            );
            self.lines.say(alike, 0);
        }
        let [was, is] = self.compared.outcomes.each_ref().map(|came| self.came(came.as_ref()));
        if self.compared.same_outcome() {
            self.lines.note(language.choose("Samma utfall", "The same outcome"), &was, 0);
        } else {
            self.lines.say(language.choose("Olika utfall:", "Different outcomes:"), 0);
            self.lines.note(first.id(), &was, 2);
            self.lines.note(second.id(), &is, 2);
        }
    }

    /// Says how many questions both answered, and how many of them alike.
    fn count(&self) -> String {
        let Comparison { both, alike, different, worded, .. } = self.compared;
        let both = counted(*both, QUESTIONS, self.language);
        let (different, worded) = (different.len(), worded.len());
        let count = match self.language {
            Language::Sv => format!("Båda besvarade {both}: {alike} lika, {different} olika"),
            Language::En => format!("Both answered {both}: {alike} alike, {different} differently"),
        };
        match (worded, self.language) {
            (0, _) => format!("{count}."),
            (_, Language::Sv) => format!("{count}, {worded} med egna ord, som inte jämförs."),
            (_, Language::En) => format!("{count}, {worded} in words of their own, which are not compared."),
        }
    }

    fn came(&self, came: Option<&Came>) -> String {
        let none = self.language.choose("inget utfall", "no outcome");
        came.map_or(none, |came| came.text.get(self.language)).to_owned()
    }

    fn answers(&mut self) {
        let compared = self.compared;
        if let [first, others @ ..] = &compared.different[..] {
            self.head("Den första frågan som besvarades olika", "The first question that was answered differently");
            self.pair(first);
            if !others.is_empty() {
                self.head("Övriga frågor som besvarades olika", "Other questions that were answered differently");
            }
            for pair in others {
                self.pair(pair);
            }
        }
        for (memo, asked) in [(0, &compared.only_first), (1, &compared.only_second)] {
            if asked.is_empty() {
                continue;
            }
            let id = self.memos[memo].id();
            self.head(&format!("Frågor som bara finns i {id}"), &format!("Questions that only {id} has"));
            for side in asked {
                self.asked(memo, side);
                self.answer(self.language.choose("Svaret", "The answer"), side);
            }
        }
    }

    fn pair(&mut self, pair: &Pair) {
        self.asked(0, &pair.first);
        for (memo, side) in self.memos.iter().zip([&pair.first, &pair.second]) {
            self.answer(memo.id(), side);
        }
    }

    /// Writes a question as it was put, and whom or what it is about in the words of that memo.
    fn asked(&mut self, memo: usize, side: &Side) {
        let question = format!("– {}", side.text.get(self.language));
        self.lines.hang(&question, 2, 4);
        let about = subjects(self.memos[memo].assessment(), [&*side.scope], self.language);
        for about in about.iter().filter(|about| !about.is_empty()) {
            self.lines.say(about, 4);
        }
    }

    fn answer(&mut self, lead: &str, side: &Side) {
        let language = self.language;
        let words: Vec<&str> = side.words.iter().map(|words| words.get(language)).collect();
        let words = words.join("; ");
        let quoted = match language {
            Language::Sv => format!("”{words}”"),
            Language::En => format!("“{words}”"),
        };
        self.lines.note(lead, &quoted, 4);
        let leads = language.choose(["Skäl", "Skäl till den som begär"], ["Reason", "Reason for the requester"]);
        for (lead, reason) in leads.into_iter().zip([&side.reason, &side.outgoing]) {
            if let Some(reason) = reason {
                self.lines.note(lead, reason, 6);
            }
        }
    }

    fn items(&mut self) {
        let compared = self.compared;
        if compared.items.is_empty() {
            return;
        }
        self.head("Uppgifter som fick olika utfall", "Items that came out differently");
        for item in &compared.items {
            self.lines.point(&item.label, 2);
            for (memo, effect) in self.memos.iter().zip([&item.first, &item.second]) {
                let untested = self.language.choose("inte prövad", "not tested");
                let words = effect.as_ref().map_or(untested, |(_, words): &(_, Words)| words.get(self.language));
                self.lines.note(memo.id(), words, 4);
            }
        }
    }
}
