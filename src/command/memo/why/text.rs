//! What a record hangs on, in words.

use super::Why;
use crate::command::write_text;
use crate::compare::nearest::{Change, EndOf, Ending, Goal, Nearest};
use crate::context::Context;
use crate::engine::{Key, ScopePath, Step, Value};
use crate::error::Error;
use crate::interview::words::Wording;
use crate::render::lines::Lines;
use crate::ruleset::model::Effect;
use crate::text::Language;

/// Writes what a record hangs on.
pub(super) fn write(why: &Why<'_>, context: &mut Context) -> Result<(), Error> {
    let words = Wording::new(why.edition, why.answers, context.language);
    let lines = Lines::new(context.terminal.width);
    let mut page = Page { why, words, language: context.language, lines };
    page.whole();
    for (item, nearest) in &why.items {
        let heading = page.words.heading(&ScopePath { item: Some(*item), ..ScopePath::default() });
        page.lines.gap();
        page.lines.say(&heading, 0);
        page.nearest(nearest, EndOf::Item(*item));
    }
    page.foot();
    write_text(page.lines.into_text(), context)
}

struct Page<'p> {
    why: &'p Why<'p>,
    words: Wording<'p>,
    language: Language,
    lines: Lines,
}

impl Page<'_> {
    fn whole(&mut self) {
        let assessment = self.why.record.assessment();
        let title = assessment.procedure.title.get(self.language);
        let heading = format!("{} · {} · {title}", self.why.id, assessment.matter.reference);
        self.lines.say(&heading, 0);
        self.nearest(&self.why.whole, EndOf::Whole);
    }

    fn nearest(&mut self, nearest: &Nearest, of: EndOf) {
        let language = self.language;
        let now = self.ending(nearest.now);
        self.lines.note(language.choose("Utfall", "Outcome"), &now, 0);
        if let Goal::Not(effect) = self.why.goal
            && effect_of(nearest.now).is_some_and(|now| now != effect && now != Effect::Open)
        {
            let already = language.choose("Det är redan ett annat än", "It is already another than");
            return self.lines.say(&format!("{already} ”{}”.", self.words.effect(effect)), 0);
        }
        match &nearest.smallest {
            Some(change) => self.smallest(change),
            None if nearest.complete && !nearest.left_lists => {
                let none = language.choose(
                    "Inga andra svar på frågorna hade gett ett annat utfall.",
                    "No other answers to the questions would have given another outcome.",
                );
                self.lines.say(none, 0);
            }
            None => {}
        }
        if !nearest.decisive.is_empty() {
            let lead = language.choose(
                "De här svaren avgör. Ett annat svar på en av frågorna, utan att något annat svar ändras, hade gett ett annat utfall:",
                "These answers decide. Another answer to one of the questions, with no other answer changed, would have given another outcome:",
            );
            self.lines.say(lead, 0);
            self.decisive(&nearest.decisive, of);
        }
        if nearest.left_lists {
            let lists = language.choose(
                "Vägar där en lista måste fyllas i på nytt är inte undersökta.",
                "Ways on which a list must be filled in anew have not been looked at.",
            );
            self.lines.say(lists, 0);
        }
        if !nearest.complete {
            let cut = language.choose(
                "Sökningen avbröts vid sin gräns. Fler svar kan avgöra, och en mindre ändring kan finnas.",
                "The search was stopped at its limit. More answers may decide, and there may be a smaller change.",
            );
            self.lines.say(cut, 0);
        }
    }

    /// Writes what decides; of an item, what is answered for all of them is named in short.
    fn decisive(&mut self, changes: &[Change], of: EndOf) {
        let mut before = None;
        let mut shared: Vec<String> = Vec::new();
        for change in changes {
            let [(key, value)] = &change.changed[..] else { continue };
            if matches!(of, EndOf::Item(item) if key.scope.item != Some(item)) {
                let question = format!("– {}", self.words.question(*key));
                if shared.last() != Some(&question) {
                    shared.push(question);
                }
                continue;
            }
            if before != Some(*key) {
                self.asked(*key);
                before = Some(*key);
            }
            let lead = format!("{} {}", self.language.choose("Med", "With"), self.quoted(*key, value));
            let ending = self.ending(change.ending);
            self.lines.note(&lead, &ending, 4);
            self.besides(&change.new, 6);
        }
        if !shared.is_empty() {
            let lead = self
                .language
                .choose("Också svar som gäller mer än uppgiften:", "Answers that are about more than the item too:");
            self.lines.say(lead, 2);
            for question in &shared {
                self.lines.hang(question, 4, 6);
            }
        }
    }

    fn smallest(&mut self, change: &Change) {
        let language = self.language;
        let ending = self.ending(change.ending);
        self.lines.note(
            language.choose("Den minsta ändringen till ett annat utfall", "The smallest change to another outcome"),
            &ending,
            0,
        );
        for (key, value) in &change.changed {
            self.asked(*key);
            let instead = self.quoted(*key, value);
            self.lines.note(language.choose("Svaret i stället", "The answer instead"), &instead, 4);
        }
        self.besides(&change.new, 4);
    }

    /// Writes a question as it was put, its provisions and the answer that was given.
    fn asked(&mut self, key: Key) {
        let question = self.words.question(key);
        let provisions = self.provisions(key);
        self.lines.point(&format!("{question}{provisions}"), 2);
        let about = self.words.heading(&key.scope);
        if !about.is_empty() {
            self.lines.say(&about, 4);
        }
        if let Some(given) = self.why.answers.answer(key) {
            let given = self.quoted(key, &given.value);
            self.lines.note(self.language.choose("Svaret", "The answer"), &given, 4);
        }
    }

    fn besides(&mut self, new: &[(Key, Value)], indent: usize) {
        if new.is_empty() {
            return;
        }
        let lead = self
            .language
            .choose("Då besvaras också, till exempel så här:", "Then these are answered too, for example like this:");
        self.lines.say(lead, indent);
        for (key, value) in new {
            let line = format!("– {}{} {}", self.words.question(*key), self.provisions(*key), self.quoted(*key, value));
            self.lines.hang(&line, indent + 2, indent + 4);
        }
    }

    fn quoted(&self, key: Key, value: &Value) -> String {
        let kind = &self.why.edition.book.questions[key.question.at()].kind;
        let value = self.words.value(kind, value);
        match self.language {
            Language::Sv => format!("”{value}”"),
            Language::En => format!("“{value}”"),
        }
    }

    fn provisions(&self, key: Key) -> String {
        let name = |at: crate::ruleset::model::ProvisionIx| {
            self.why.edition.book.provisions[at.at()].designation.get(self.language).to_owned()
        };
        let names: Vec<String> = self.why.provisions(key).map(name).collect();
        if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) }
    }

    fn ending(&self, ending: Ending) -> String {
        let step = |outcome, effect| Step::Finished { ruleset: self.why.procedure, outcome, effect };
        match ending {
            Ending::None | Ending::Stopped => {
                self.language.choose("prövningen stannade", "the assessment stopped").to_owned()
            }
            Ending::Outcome(outcome, effect) => self.words.outcome(&step(outcome, effect)).unwrap_or_default(),
            Ending::Item(effect) => self.words.effect(effect),
        }
    }

    fn foot(&mut self) {
        let foot = self.language.choose(
            "Vad som skrivits, valts ur en lista eller räknats upp står fast i den här jämförelsen. Att något väntar räknas inte som ett utfall. \
             Det som visas är vad reglerna säger, inte att ett annat svar hade varit riktigt.",
            "What was written, picked from a list or listed stands in this comparison. That something waits does not count as an outcome. \
             What is shown is what the rules say, not that another answer would have been right.",
        );
        self.lines.gap();
        self.lines.say(foot, 0);
    }
}

fn effect_of(ending: Ending) -> Option<Effect> {
    match ending {
        Ending::Outcome(_, effect) | Ending::Item(effect) => Some(effect),
        Ending::None | Ending::Stopped => None,
    }
}
