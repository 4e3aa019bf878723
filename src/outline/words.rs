//! The words in which a ruleset is read to people: values, effects, targets, loops and calls.

use chrono::NaiveDate;

use super::{CallView, DoubtView, KindView, OnView, RulesetView, TableRowView, TableView, TargetView};
use crate::ruleset::model::{
    DoubtMeans, Effect, HaltKind, HaltScope, Join, Need, Of, PartKind, Role, Rulebook, RulesetKind, Subject,
};
use crate::text::Language;

/// Says in one language what a rulebook's ids and values mean.
#[derive(Clone, Copy)]
pub struct Words<'b> {
    /// The rulebook.
    pub book: &'b Rulebook,
    /// The language.
    pub language: Language,
}

impl Words<'_> {
    /// Returns what a part is called; the only part of a module has no name.
    pub fn part(&self, part: PartKind) -> Option<&'static str> {
        let language = self.language;
        match part {
            PartKind::Frame => Some(language.choose("RAMEN", "THE FRAME")),
            PartKind::Items => Some(language.choose("UPPGIFTERNA", "THE ITEMS")),
            PartKind::Closing => Some(language.choose("AVSLUTNINGEN", "THE CLOSING")),
            PartKind::Module => None,
        }
    }

    /// Returns the designations of provisions, joined by `; `.
    pub fn provisions(&self, ids: &[&str]) -> String {
        let named: Vec<&str> = ids
            .iter()
            .map(|id| {
                let found = self.book.provisions.iter().find(|provision| &*provision.id == *id);
                found.map_or(*id, |provision| provision.designation.get(self.language))
            })
            .collect();
        named.join("; ")
    }

    /// Says where a way leads; a node is its id in brackets.
    pub fn target(&self, target: TargetView<'_>) -> String {
        let language = self.language;
        match target {
            TargetView::Node(id) => format!("[{id}]"),
            TargetView::Done => language.choose("nästa del", "the next part").to_owned(),
            TargetView::Return(id) => format!("{} {id}", language.choose("svarar", "returns")),
            TargetView::Outcome(id) => format!("{} {id}", language.choose("utfall", "outcome")),
        }
    }

    /// Says which module is run, with which arguments.
    pub fn call(&self, call: &CallView<'_>) -> String {
        let with: Vec<String> =
            call.with.iter().map(|(name, value)| format!("{name}: {}", value.trim_start_matches('='))).collect();
        let with = if with.is_empty() { String::new() } else { format!(" ({})", with.join(", ")) };
        format!("{} {}{with}", self.language.choose("pröva", "test"), call.module)
    }

    /// Says what a switch looks at.
    pub fn on(&self, on: &OnView<'_>) -> String {
        let language = self.language;
        match on {
            OnView::LawDate => language.choose("dagen vars lag gäller", "the day whose law applies").to_owned(),
            OnView::Answer { question } => format!("{} {question}", language.choose("svaret på", "the answer to")),
            OnView::Argument { name } => (*name).to_owned(),
            OnView::Field { field } => field.clone(),
            OnView::Reaches { rule } => {
                let rule = self.provisions(&[rule]);
                match language {
                    Language::Sv => format!("om {rule} når bestämmelsen"),
                    Language::En => format!("whether {rule} reaches the provision"),
                }
            }
            OnView::Table { table } => {
                format!("{} {} ({})", language.choose("tabellen", "the table"), table.title.get(language), table.id)
            }
            OnView::Any { effect, of } => self.aggregate(language.choose("någon", "any"), *effect, of),
            OnView::All { effect, of } => self.aggregate(language.choose("alla", "all"), *effect, of),
            OnView::Count { effect, of } => self.aggregate(language.choose("antal", "how many"), *effect, of),
        }
    }

    fn aggregate(&self, how: &str, effect: Effect, of: &str) -> String {
        format!("{how} {} {} [{of}]", self.effect(effect.id()), self.language.choose("i", "of"))
    }

    /// Returns an effect's name in words, with its id.
    pub fn effect(&self, id: &str) -> String {
        match Effect::from_id(id) {
            Some(_) => format!("{} ({id})", self.effect_name(id)),
            None => self.effect_name(id),
        }
    }

    /// Returns an effect's name in words.
    pub fn effect_name(&self, id: &str) -> String {
        match Effect::from_id(id).and_then(|effect| self.book.effects.get(effect.at())) {
            Some(text) => text.get(self.language).to_owned(),
            None if id == "empty" => self.language.choose("inget att pröva", "nothing to test").to_owned(),
            None => id.to_owned(),
        }
    }

    /// Returns the words for an answer or for what a checklist came to; any other value as it stands.
    pub fn value(&self, id: &str) -> String {
        let language = self.language;
        match id {
            "ja" => language.choose("ja", "yes"),
            "nej" => language.choose("nej", "no"),
            "vet-ej" => language.choose("vet ej", "do not know"),
            "met" => language.choose("uppfyllt", "met"),
            "failed" => language.choose("inte uppfyllt", "not met"),
            "unknown" => language.choose("oklart", "unknown"),
            other => other,
        }
        .to_owned()
    }

    /// Says how effects are joined, as a sentence.
    pub const fn join(&self, join: Join) -> &'static str {
        match join {
            Join::Strictest => self.language.choose("Det strängaste gäller.", "The strictest holds."),
            Join::Widest => self.language.choose("Det öppnaste gäller.", "The widest holds."),
        }
    }

    /// Returns what one of the subjects of a loop is called.
    pub const fn subject(&self, subject: Subject) -> &'static str {
        match subject {
            Subject::Document => self.language.choose("handling", "document"),
            Subject::Item => self.language.choose("uppgift", "item"),
            Subject::Person => self.language.choose("person", "person"),
            Subject::Provision => self.language.choose("bestämmelse", "provision"),
            Subject::By => self.language.choose("den som samtycker", "one who consents"),
        }
    }

    /// Returns what a role is called.
    pub const fn role(&self, role: Role) -> &'static str {
        match role {
            Role::Officer => self.language.choose("handläggaren", "the officer"),
            Role::SecondReader => self.language.choose("en andra läsare", "a second reader"),
            Role::Lawyer => self.language.choose("juristen", "the lawyer"),
            Role::Manager => self.language.choose("chefen", "the manager"),
            Role::Delegate => self.language.choose("delegaten", "the delegate"),
            Role::Board => self.language.choose("nämnden", "the board"),
        }
    }

    /// Says whether a halt can be lifted.
    pub const fn halt(&self, halt: HaltKind) -> &'static str {
        match halt {
            HaltKind::Park => self.language.choose("Väntar", "Waits"),
            HaltKind::Stop => self.language.choose("Stannar", "Stops"),
        }
    }

    /// Says how much a halt stops.
    pub const fn halted(&self, scope: HaltScope) -> &'static str {
        match scope {
            HaltScope::Person => self.language.choose("personen", "the person"),
            HaltScope::Item => self.language.choose("uppgiften", "the item"),
            HaltScope::Assessment => self.language.choose("hela prövningen", "the whole assessment"),
        }
    }

    /// Says what a loop does; empty for every other node.
    pub fn each(&self, kind: &KindView<'_>) -> String {
        let KindView::Each { subject, over, of, public, call, join } = kind else { return String::new() };
        let language = self.language;
        let each = self.subject(*subject);
        let call = self.call(call);
        let among = match (of, public) {
            (Of::Document, _) => language.choose(" i handlingen", " of the document"),
            (Of::Text, _) => language.choose(" som inte hör till någon handling", " that belong to no document"),
            (Of::All, Some(false)) => language.choose(" utom `public`", " but `public`"),
            (Of::All, _) => "",
        };
        match language {
            Language::Sv => format!("För varje {each} ur {over}{among}: {call}. {}", self.join(*join)),
            Language::En => format!("For every {each} of {over}{among}: {call}. {}", self.join(*join)),
        }
    }

    /// Says how many points of a checklist must be met.
    pub const fn need(&self, need: Need) -> &'static str {
        match need {
            Need::All => self.language.choose("Alla punkter ska vara uppfyllda:", "Every point must be met:"),
            Need::Any => self.language.choose("Minst en punkt ska vara uppfylld:", "At least one point must be met:"),
        }
    }

    /// Says what a row of a decision table looks for and what it gives.
    pub fn row(&self, table: &TableView<'_>, row: &TableRowView<'_>) -> String {
        let language = self.language;
        let when: Vec<String> = row
            .when
            .iter()
            .map(|(input, fitting)| {
                let fitting: Vec<String> = fitting.iter().map(|option| self.value(option)).collect();
                format!("{input} {}", fitting.join(language.choose(" eller ", " or ")))
            })
            .collect();
        let when = if when.is_empty() {
            language.choose("annars", "otherwise").to_owned()
        } else {
            when.join(language.choose(" och ", " and "))
        };
        let result = table.results.iter().find(|result| result.id == row.then).and_then(|result| result.text);
        let then = result.map_or(row.then, |text| text.get(language));
        format!("{when} = {then} ({})", row.then)
    }

    /// Says which way doubt falls.
    pub fn doubt(&self, doubt: &DoubtView<'_>) -> String {
        let language = self.language;
        let means = match doubt.means {
            DoubtMeans::FindOut => language.choose("ta reda på det", "find out"),
            DoubtMeans::Secret => language.choose("sekretess", "secrecy"),
            DoubtMeans::OpenIfEntitled => language
                .choose("öppet på begäran, slutet på eget initiativ", "open on request, closed on own initiative"),
            DoubtMeans::Report => language.choose("anmäl", "report"),
            DoubtMeans::Closed => language.choose("använd inte undantaget", "do not use the exception"),
            DoubtMeans::Refer => language.choose("lämna till en annan att avgöra", "refer to another"),
        };
        match doubt.treated_as {
            Some(answer) => format!("{means} ({} {})", language.choose("som", "as"), self.value(answer)),
            None => means.to_owned(),
        }
    }

    /// Returns a ruleset's id, kind, version and days on one line.
    pub fn standing(&self, rules: &RulesetView<'_>) -> String {
        let language = self.language;
        format!(
            "{} · {} · {} {} · {} {}",
            rules.id,
            kind(rules.kind, language),
            language.choose("version", "version"),
            rules.version,
            language.choose("gäller", "in force"),
            period(rules.from, rules.to)
        )
    }
}

/// Returns what a kind of ruleset is called.
pub fn kind(kind: RulesetKind, language: Language) -> &'static str {
    match kind {
        RulesetKind::Procedure => language.choose("förfarande", "procedure"),
        RulesetKind::Module => language.choose("modul", "module"),
    }
}

/// Returns days as `2019-01-01–2024-03-31`, the last one left out while it has not come.
pub fn period(from: NaiveDate, to: Option<NaiveDate>) -> String {
    to.map_or_else(|| format!("{from}–"), |to| format!("{from}–{to}"))
}
