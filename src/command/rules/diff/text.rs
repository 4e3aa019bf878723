//! What differs between two rulebooks, in words.

use similar::{ChangeTag, TextDiff};

use super::found::found;
use crate::command::rules::WIDEST;
use crate::compare::rules::{Change, Ended, Facet, Kind, Moved, RulesDiff, Said, Ways};
use crate::context::{Context, Display};
use crate::engine::Edition;
use crate::error::Error;
use crate::render::count::{COMBINATIONS, counted};
use crate::render::paragraph::{hanging, paragraph};
use crate::render::spoken::spoken;
use crate::ruleset::model::Effect;
use crate::text::{Language, Text};

/// Writes the difference between two sides, each by its name and its rules.
pub(super) fn write(diff: &RulesDiff, sides: [(&String, &Edition<'_>); 2], context: &mut Context) -> Result<(), Error> {
    let width = context.terminal.width.min(WIDEST).into();
    let [(_, old), (_, new)] = sides;
    let mut page = Page { old, new, language: context.language, width, out: String::new() };
    let named = sides.map(|(name, edition)| {
        let day = edition.date.to_string();
        if *name == day { day } else { format!("{name} ({day})") }
    });
    page.say(&named.join(" → "), 0);
    if diff.is_empty() {
        page.say(context.language.choose("Inget skiljer.", "Nothing differs."), 0);
    }
    page.changes(&diff.changes);
    page.ways(&diff.ways);
    let out = match context.terminal.display {
        Display::Lines => spoken(&page.out, context.language),
        Display::Uncoloured | Display::Coloured => page.out,
    };
    Ok(context.out.write_all(out.as_bytes())?)
}

struct Page<'p, 'b> {
    old: &'p Edition<'b>,
    new: &'p Edition<'b>,
    language: Language,
    width: usize,
    out: String,
}

impl Page<'_, '_> {
    fn say(&mut self, text: &str, indent: usize) {
        paragraph(&mut self.out, text, indent, self.width);
    }

    fn point(&mut self, text: &str, indent: usize) {
        hanging(&mut self.out, &format!("– {text}"), indent, indent + 2, self.width);
    }

    fn changes(&mut self, changes: &[Change]) {
        let mut before = None;
        for change in changes {
            let ruleset = &change.thing.ruleset;
            if before != Some(ruleset) {
                self.out.push('\n');
                let heading = self.heading(ruleset);
                self.say(&heading, 0);
                before = Some(ruleset);
            }
            self.change(change);
        }
    }

    fn heading(&self, ruleset: &str) -> String {
        if ruleset.is_empty() {
            return self.language.choose("Registren", "The registers").to_owned();
        }
        let titled = |edition: &Edition<'_>| {
            let at = edition.by_id(ruleset)?;
            Some(edition.book.rulesets[at.at()].title.get(self.language).to_owned())
        };
        let title = titled(self.new).or_else(|| titled(self.old)).unwrap_or_default();
        format!("{title} ({ruleset})")
    }

    fn change(&mut self, change: &Change) {
        let language = self.language;
        let thing = format!("{} `{}`", kind(change.thing.kind, language), change.thing.id);
        let facet = facet(&change.facet, change.thing.kind, language);
        let whole = change.facet == Facet::Itself;
        match (&change.old, &change.new) {
            (Some(Said::Words(old)), Some(Said::Words(new))) => {
                let lead = if whole { thing } else { format!("{thing}, {facet}") };
                let reworded = self.reworded(old, new);
                self.point(&format!("{lead}: {reworded}"), 2);
            }
            (Some(old), Some(new)) => {
                let lead = if whole { thing } else { format!("{thing}, {facet}") };
                self.point(&format!("{lead}: {} → {}", said(old, language), said(new, language)), 2);
            }
            (old, new) => {
                let word = if new.is_some() {
                    language.choose("tillkommer", "is new")
                } else {
                    language.choose("tas bort", "is gone")
                };
                let lead = if whole { format!("{thing} {word}") } else { format!("{thing}, {facet} {word}") };
                let words = new.as_ref().or(old.as_ref()).map(|one| said(one, language)).unwrap_or_default();
                self.point(&format!("{lead}: {words}"), 2);
            }
        }
    }

    /// Returns the words that are gone in `[-…-]` and those that are new in `{+…+}`.
    fn reworded(&self, old: &Text, new: &Text) -> String {
        let (before, after) = (old.get(self.language), new.get(self.language));
        if before == after {
            // The other language alone has changed.
            let other = self.language.choose(Language::En, Language::Sv);
            return word_diff(old.get(other), new.get(other));
        }
        word_diff(before, after)
    }

    fn ways(&mut self, all: &[Ways]) {
        let language = self.language;
        if all.is_empty() {
            return;
        }
        self.out.push('\n');
        self.say(language.choose("Svar som leder någon annanstans", "Answers that lead elsewhere"), 0);
        for ways in all {
            let all = counted_ways(ways.combinations, language);
            let of = language.choose("i allt", "in all");
            let heading = format!("{}: {all} {of}", self.heading(&ways.ruleset));
            self.out.push('\n');
            self.say(&heading, 2);
            for moved in &ways.moved {
                self.moved(moved);
            }
            if !ways.callers.is_empty() {
                let lead = language.choose("Anropas av", "Called by");
                self.say(&format!("{lead}: {}", ways.callers.join(", ")), 4);
            }
            if !ways.complete {
                let cut = language.choose(
                    "Det finns fler kombinationer än som har gåtts igenom; talen är för små.",
                    "There are more combinations than have been gone through; the numbers are too small.",
                );
                self.say(cut, 4);
            }
        }
    }

    fn moved(&mut self, moved: &Moved) {
        let language = self.language;
        let count = counted_ways(moved.combinations, language);
        let [from, to] = [&moved.from, &moved.to].map(|ended| self.ended(ended));
        let example = language.choose("till exempel", "for example");
        let lead = format!("{from} → {to}: {count}, {example}");
        self.point(&lead, 4);
        for (variable, value) in &moved.example {
            let line = found([self.new, self.old], variable, value, language);
            hanging(&mut self.out, &line, 8, 10, self.width);
        }
    }

    fn ended(&self, ended: &Ended) -> String {
        let stops = self.language.choose("stannar vid", "stops at");
        match ended.effect {
            _ if !ended.end => format!("{stops} `{}`", ended.at),
            Some(effect) => format!("`{}` ({})", ended.at, self.effect(effect)),
            None => format!("`{}`", ended.at),
        }
    }

    fn effect(&self, effect: Effect) -> String {
        let words = self.new.book.effects.get(effect.at());
        words.map_or_else(|| effect.id().to_owned(), |text| text.get(self.language).to_owned())
    }
}

fn counted_ways(count: u128, language: Language) -> String {
    counted(count, COMBINATIONS, language)
}

fn said(said: &Said, language: Language) -> String {
    match said {
        Said::Words(text) => text.get(language).to_owned(),
        Said::Ids(ids) => format!("`{ids}`"),
    }
}

fn word_diff(old: &str, new: &str) -> String {
    let diff = TextDiff::from_words(old, new);
    let (mut out, mut open) = (String::new(), ChangeTag::Equal);
    let close = |tag| match tag {
        ChangeTag::Equal => "",
        ChangeTag::Delete => "-]",
        ChangeTag::Insert => "+}",
    };
    for change in diff.iter_all_changes() {
        if change.tag() != open {
            out.push_str(close(open));
            out.push_str(match change.tag() {
                ChangeTag::Equal => "",
                ChangeTag::Delete => "[-",
                ChangeTag::Insert => "{+",
            });
            open = change.tag();
        }
        out.push_str(change.value());
    }
    out.push_str(close(open));
    out
}

fn kind(kind: Kind, language: Language) -> &'static str {
    match kind {
        Kind::Ruleset => language.choose("regelsamlingen", "the ruleset"),
        Kind::Question => language.choose("frågan", "the question"),
        Kind::Node => language.choose("steget", "the step"),
        Kind::End => language.choose("slutet", "the end"),
        Kind::Duty => language.choose("skyldigheten", "the duty"),
        Kind::Provision => language.choose("lagrummet", "the provision"),
        Kind::Table => language.choose("tabellen", "the table"),
    }
}

fn facet(facet: &Facet, of: Kind, language: Language) -> String {
    let words = match facet {
        Facet::Itself => language.choose("lydelsen", "the wording"),
        Facet::Help if of == Kind::Provision => language.choose("innehållet", "the content"),
        Facet::Help => language.choose("hjälpen", "the help"),
        Facet::Option(option) => return format!("{} `{option}`", language.choose("svaret", "the answer")),
        Facet::Form if of == Kind::Provision => language.choose("rekvisitet", "the test"),
        Facet::Form => language.choose("formen", "the form"),
        Facet::Way(on) if on.is_empty() => language.choose("vart det leder", "where it leads"),
        Facet::Way(on) => return format!("{} `{on}`", language.choose("vid", "on")),
        Facet::Row(when) if when.is_empty() => language.choose("raden för allt annat", "the row for all else"),
        Facet::Row(when) => return format!("{} `{when}`", language.choose("raden för", "the row for")),
        Facet::Order => language.choose("radernas ordning", "the order of the rows"),
        Facet::Doubt => language.choose("tvivlet", "the doubt"),
        Facet::Reasons => language.choose("skälen som krävs", "the reasons demanded"),
        Facet::Who => language.choose("vem som svarar eller beslutar", "who answers or decides"),
        Facet::Effect => language.choose("verkan", "the effect"),
        Facet::Deadline => language.choose("fristen", "the deadline"),
        Facet::Provisions if of == Kind::Provision => language.choose("vilka det bryter", "which it reaches"),
        Facet::Provisions => language.choose("lagrummen", "the provisions"),
        Facet::Duties => language.choose("skyldigheterna", "the duties"),
    };
    words.to_owned()
}
