//! What differs between two rulebooks, in words.

use similar::{ChangeTag, TextDiff};

use super::found::{found, read};
use crate::command::write_text;
use crate::compare::rules::{Change, Ended, Facet, Kind, Moved, RulesDiff, Said, Ways};
use crate::context::Context;
use crate::engine::Edition;
use crate::error::Error;
use crate::render::count::{COMBINATIONS, counted};
use crate::render::lines::Lines;
use crate::render::terms;
use crate::ruleset::model::Effect;
use crate::text::{Language, Text};

/// Writes the difference between two sides, each by its name and its rules.
pub(super) fn write(diff: &RulesDiff, sides: [(&String, &Edition<'_>); 2], context: &mut Context) -> Result<(), Error> {
    let lines = Lines::new(context.terminal.width);
    let [(_, old), (_, new)] = sides;
    let mut page = Page { old, new, language: context.language, lines };
    let named = sides.map(|(name, edition)| {
        let day = edition.date.to_string();
        if *name == day { day } else { format!("{name} ({day})") }
    });
    page.lines.say(&named.join(" → "), 0);
    if diff.is_empty() {
        page.lines.say(context.language.choose("Inget skiljer.", "Nothing differs."), 0);
    }
    page.changes(&diff.changes);
    page.ways(&diff.ways);
    write_text(page.lines.into_text(), context)
}

struct Page<'p, 'b> {
    old: &'p Edition<'b>,
    new: &'p Edition<'b>,
    language: Language,
    lines: Lines,
}

impl Page<'_, '_> {
    fn changes(&mut self, changes: &[Change]) {
        let mut before = None;
        for change in changes {
            let ruleset = &change.thing.ruleset;
            if before != Some(ruleset) {
                self.lines.gap();
                let heading = self.heading(ruleset);
                self.lines.say(&heading, 0);
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
        let said = |one| said(one, &change.facet, change.thing.kind, language);
        match (&change.old, &change.new) {
            (Some(Said::Words(old)), Some(Said::Words(new))) => {
                let lead = if whole { thing } else { format!("{thing}, {facet}") };
                let reworded = self.reworded(old, new);
                self.lines.point(&format!("{lead}: {reworded}"), 2);
            }
            (Some(old), Some(new)) => {
                let lead = if whole { thing } else { format!("{thing}, {facet}") };
                self.lines.point(&format!("{lead}: {} → {}", said(old), said(new)), 2);
            }
            (old, new) => {
                let other = if new.is_some() { self.old } else { self.new };
                // A duty is told where something leads to it: it may stand in the register all the same.
                let unmet = whole
                    && change.thing.kind == Kind::Duty
                    && other.book.duties.iter().any(|duty| *duty.id == *change.thing.id);
                let word = match (new.is_some(), unmet) {
                    (true, true) => language.choose("uppkommer nu", "arises now"),
                    (true, false) => language.choose("tillkommer", "is new"),
                    (false, true) => language.choose(
                        "uppkommer inte längre men står kvar i registret",
                        "no longer arises, though it stands in the register",
                    ),
                    (false, false) => language.choose("tas bort", "is gone"),
                };
                let lead = if whole { format!("{thing} {word}") } else { format!("{thing}, {facet} {word}") };
                let words = new.as_ref().or(old.as_ref()).map(said).unwrap_or_default();
                self.lines.point(&format!("{lead}: {words}"), 2);
            }
        }
    }

    /// Returns the words that are gone in `[-…-]` and those that are new in `{+…+}`; both wordings whole where little of the
    /// old is left.
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
        self.lines.gap();
        self.lines.say(language.choose("Svar som leder någon annanstans", "Answers that lead elsewhere"), 0);
        for ways in all {
            let all = counted_ways(ways.combinations, language);
            let of = language.choose("i allt", "in all");
            let heading = format!("{}: {all} {of}", self.heading(&ways.ruleset));
            self.lines.gap();
            self.lines.say(&heading, 2);
            for moved in &ways.moved {
                self.moved(moved);
            }
            if !ways.callers.is_empty() {
                let lead = language.choose("Anropas av", "Called by");
                self.lines.say(&format!("{lead}: {}", ways.callers.join(", ")), 4);
            }
            if !ways.complete {
                let cut = language.choose(
                    "Det finns fler kombinationer än som har gåtts igenom; talen är för små.",
                    "There are more combinations than have been gone through; the numbers are too small.",
                );
                self.lines.say(cut, 4);
            }
        }
    }

    fn moved(&mut self, moved: &Moved) {
        let language = self.language;
        let count = counted_ways(moved.combinations, language);
        let [from, to] = [&moved.from, &moved.to].map(|ended| self.ended(ended));
        let example = language.choose("till exempel", "for example");
        let lead = format!("{from} → {to}: {count}, {example}");
        self.lines.point(&lead, 4);
        for (variable, value) in &moved.example {
            let line = found([self.new, self.old], variable, value, language);
            self.lines.hang(&line, 8, 10);
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

fn said(said: &Said, facet: &Facet, of: Kind, language: Language) -> String {
    let ids = match said {
        Said::Words(text) => return text.get(language).to_owned(),
        Said::Ids(ids) => ids,
    };
    let words = match facet {
        Facet::Confidence => read(ids).map(|one| terms::confidence(one, language)),
        Facet::Role => read(ids).map(|one| terms::role(one, language)),
        Facet::Form if of == Kind::Provision => read(ids).map(|one| terms::test(one, language)),
        _ => None,
    };
    words.map_or_else(|| format!("`{ids}`"), str::to_owned)
}

/// Where less than this share of the words stands in both, a text counts as rewritten.
const REWRITTEN: f32 = 0.6;

fn word_diff(old: &str, new: &str) -> String {
    let diff = TextDiff::from_words(old, new);
    if diff.ratio() < REWRITTEN {
        return format!("”{old}” → ”{new}”");
    }
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
        Kind::Effect => language.choose("följden", "the effect"),
        Kind::Term => language.choose("termen", "the term"),
        Kind::Case => language.choose("rättsfallet", "the decided case"),
    }
}

fn facet(facet: &Facet, of: Kind, language: Language) -> String {
    let words = match facet {
        Facet::Itself => language.choose("lydelsen", "the wording"),
        Facet::Help if of == Kind::Provision => language.choose("innehållet", "the content"),
        Facet::Help if of == Kind::Ruleset => language.choose("vad den är till för", "what it is for"),
        Facet::Help if of == Kind::Term => language.choose("förklaringen", "the explanation"),
        Facet::Help if of == Kind::Case => language.choose("referatet", "the account"),
        Facet::Help => language.choose("hjälpen", "the help"),
        Facet::Option(option) => return format!("{} `{option}`", language.choose("svaret", "the answer")),
        Facet::Column(column) => return format!("{} `{column}`", language.choose("kolumnen", "the column")),
        Facet::Cells(column) => {
            return format!(
                "{} `{column}`",
                language.choose("vad som får stå i kolumnen", "what may stand in the column")
            );
        }
        Facet::Form if of == Kind::Provision => language.choose("rekvisitet", "the test"),
        Facet::Form => language.choose("formen", "the form"),
        Facet::Way(on) if of == Kind::Case => {
            return format!("{} `{on}`", language.choose("vad det säger om", "what it says of"));
        }
        Facet::Way(on) if on.is_empty() => language.choose("vart det leder", "where it leads"),
        Facet::Way(on) => return format!("{} `{on}`", language.choose("vid", "on")),
        Facet::Row(when) if when.is_empty() => language.choose("raden för allt annat", "the row for all else"),
        Facet::Row(when) => return format!("{} `{when}`", language.choose("raden för", "the row for")),
        Facet::Order => language.choose("radernas ordning", "the order of the rows"),
        Facet::Doubt => language.choose("tvivlet", "the doubt"),
        Facet::Probes => language.choose("att den frågar om sökanden", "that it asks about the requester"),
        Facet::Reopened => language.choose("när svaret tas upp igen", "when the answer is reopened"),
        Facet::Moment => language.choose("tidpunkten som svaret anger", "the moment that the answer tells"),
        Facet::Start => language.choose("förfarandet som erbjuds sedan", "the procedure that is offered next"),
        Facet::Role => language.choose("vad det gör", "what it does"),
        Facet::Years => language.choose("hur länge sekretessen gäller, i år", "how long the secrecy lasts, in years"),
        Facet::Follows => language.choose("att den följer annan sekretess", "that it follows other secrecy"),
        Facet::Source => language.choose("källan", "the source"),
        Facet::Confidence => language.choose("säkerheten", "the confidence"),
        Facet::Note => language.choose("noten", "the note"),
        Facet::Checked => language.choose("kontrollen mot lagen", "the check against the law"),
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
