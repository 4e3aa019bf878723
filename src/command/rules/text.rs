//! A ruleset as text that a lawyer reads: every question, its answers and where they lead.

use crate::engine::Edition;
use crate::outline::words::Words;
use crate::outline::{DemandView, EndView, KindView, NodeView, OnView, QuestionView, RulesetView, TableView, WayView};
use crate::render::count::{CHARACTERS, counted};
use crate::render::lines::Lines;
use crate::ruleset::model::{ApprovalAfter, Moment, Role, Scope};
use crate::text::Language;

/// Writes the whole ruleset.
pub fn page(rules: &RulesetView<'_>, edition: &Edition<'_>, language: Language, width: u16) -> String {
    let mut page = Page { words: Words { book: edition.book, language }, language, lines: Lines::new(width) };
    page.head(rules);
    for part in &rules.parts {
        if let Some(name) = page.words.part(part.part) {
            page.lines.gap();
            page.lines.say(name, 0);
        }
        for node in &part.nodes {
            page.node(node);
        }
    }
    if !rules.ends.is_empty() {
        let heading = language.choose("SLUT", "ENDS");
        page.lines.gap();
        page.lines.say(heading, 0);
        for end in &rules.ends {
            page.end(end);
        }
    }
    page.lines.into_text()
}

struct Page<'b> {
    words: Words<'b>,
    language: Language,
    lines: Lines,
}

impl Page<'_> {
    fn head(&mut self, rules: &RulesetView<'_>) {
        let language = self.language;
        self.lines.say(rules.title.get(language), 0);
        let standing = self.words.standing(rules);
        self.lines.say(&standing, 0);
        self.lines.say(
            &match language {
                Language::Sv => format!("granskad {}, ses över senast {}", rules.checked, rules.due),
                Language::En => format!("checked {}, to be checked again by {}", rules.checked, rules.due),
            },
            0,
        );
        if let Some(about) = rules.about {
            self.lines.gap();
            self.lines.say(about.get(language), 0);
        }
        if !rules.basis.is_empty() {
            self.lines.gap();
            let basis = self.words.provisions(&rules.basis);
            self.lines.note(language.choose("Bygger på", "Rests on"), &basis, 0);
        }
    }

    fn node(&mut self, node: &NodeView<'_>) {
        let language = self.language;
        self.lines.gap();
        self.lines.say(&format!("[{}]", node.id), 0);
        match &node.kind {
            KindView::Ask { question } => self.question(question, 2),
            KindView::Checklist { need, intro, rows } => {
                self.lines.say(intro.get(language), 2);
                self.lines.say(self.words.need(*need), 2);
                for row in rows {
                    self.question(&row.question, 4);
                    let want = self.words.value(row.want);
                    self.lines.note(language.choose("Uppfylld av", "Met by"), &want, 6);
                }
            }
            KindView::Each { .. } => {
                let text = self.words.each(&node.kind);
                self.lines.say(&text, 2);
            }
            KindView::Switch { on: look } => {
                let on = self.words.on(look);
                self.lines.note(language.choose("Väg efter", "Way by"), &on, 2);
                if let OnView::Table { table } = look {
                    self.table(table);
                }
            }
            KindView::Call { call } => {
                let call = self.words.call(call);
                self.lines.say(&call, 2);
            }
            KindView::Calls { calls, join } => {
                for call in calls {
                    let call = self.words.call(call);
                    self.lines.say(&call, 2);
                }
                self.lines.say(self.words.join(*join), 2);
            }
            KindView::Revise { node, text } => {
                self.lines.say(text.get(language), 2);
                self.lines.note(language.choose("Tillbaka till", "Back to"), node, 2);
            }
            KindView::Halt { halt, scope, text, who, start } => {
                self.lines.say(text.get(language), 2);
                if let Some(who) = who {
                    self.lines.note(language.choose("Vem som vet", "Who knows"), who.get(language), 2);
                }
                let (halt, scope) = (self.words.halt(*halt), self.words.halted(*scope));
                self.lines.note(halt, scope, 2);
                self.start(*start);
            }
        }
        self.grounds(&node.provisions, &node.duties);
        for way in &node.next {
            self.way(way, &node.kind);
        }
    }

    fn table(&mut self, table: &TableView<'_>) {
        let language = self.language;
        for input in &table.inputs {
            self.lines.note(input.id, input.text.get(language), 4);
        }
        for row in &table.rows {
            let row = self.words.row(table, row);
            self.lines.hang(&row, 4, 8);
        }
        if !table.provisions.is_empty() {
            let provisions = self.words.provisions(&table.provisions);
            self.lines.note(language.choose("Bygger på", "Rests on"), &provisions, 4);
        }
    }

    fn question(&mut self, question: &QuestionView<'_>, indent: usize) {
        let language = self.language;
        self.lines.say(question.text.get(language), indent);
        if let Some(help) = question.help {
            self.lines.note(language.choose("Hjälp", "Help"), help.get(language), indent + 2);
        }
        self.lines.note(language.choose("Ställs", "Put"), self.scope(question.scope), indent + 2);
        if question.actor != Role::Officer {
            self.lines.note(language.choose("Besvaras av", "Answered by"), self.words.role(question.actor), indent + 2);
        }
        if let Some(moment) = question.moment {
            let moment = match moment {
                Moment::Received => language.choose("när det kom in", "when it came in"),
                Moment::Aware => language.choose("när myndigheten fick veta", "when the authority became aware"),
                Moment::Opened => language.choose("när utredningen inleddes", "when the inquiry was opened"),
                Moment::Decided => language.choose("när beslutet fattades", "when the decision was made"),
                Moment::Served => language.choose("när delgivningen skedde", "when it was served"),
            };
            self.lines.note(language.choose("Frister räknas från", "Deadlines run from"), moment, indent + 2);
        }
        for option in &question.options {
            if let Some(text) = option.text {
                let text = format!("{} = {}", option.id, text.get(language));
                self.lines.say(&text, indent + 2);
            }
        }
        for column in &question.columns {
            let options: Vec<&str> = column.options.iter().map(|option| option.id).collect();
            let kind = if options.is_empty() { column.kind.to_owned() } else { options.join(" | ") };
            let may = if column.optional { language.choose(", får lämnas tom", ", may be left empty") } else { "" };
            let text = format!("{} ({kind}{may})", column.title.get(language));
            self.lines.note(column.id, &text, indent + 2);
        }
        if let Some(doubt) = &question.doubt {
            let doubt = self.words.doubt(doubt);
            self.lines.note(language.choose("Vid tvekan", "In doubt"), &doubt, indent + 2);
        }
        self.demand(language.choose("Skäl", "Reason"), question.reason.as_ref(), indent + 2);
        self.demand(
            language.choose("Skäl till den som frågar", "Reason to whoever asks"),
            question.outgoing.as_ref(),
            indent + 2,
        );
    }

    fn demand(&mut self, lead: &str, demand: Option<&DemandView<'_>>, indent: usize) {
        let Some(demand) = demand else { return };
        let language = self.language;
        let answers = if demand.answers.is_empty() {
            language.choose("alltid", "always").to_owned()
        } else {
            let answers: Vec<String> = demand.answers.iter().map(|answer| self.words.value(answer)).collect();
            format!("{} {}", language.choose("vid", "for"), answers.join(", "))
        };
        let characters = counted(demand.least, CHARACTERS, language);
        let least = format!("{answers}, {} {characters}", language.choose("minst", "at least"));
        self.lines.note(lead, &least, indent);
    }

    fn grounds(&mut self, provisions: &[&str], duties: &[&str]) {
        let language = self.language;
        if !provisions.is_empty() {
            let provisions = self.words.provisions(provisions);
            self.lines.note(language.choose("Bestämmelser", "Provisions"), &provisions, 2);
        }
        for duty in duties {
            let text = self.words.book.duties.iter().find(|entry| &*entry.id == *duty);
            let text = text.map_or(*duty, |entry| entry.text.get(language));
            self.lines.note(language.choose("Skyldighet", "Duty"), text, 2);
        }
    }

    fn way(&mut self, way: &WayView<'_>, kind: &KindView<'_>) {
        let to = self.words.target(way.to);
        let text = match &way.on {
            Some(on) => {
                let on = match kind {
                    KindView::Each { .. } | KindView::Calls { .. } => self.words.effect(on),
                    _ => self.words.value(on),
                };
                format!("{on} → {to}")
            }
            None => format!("→ {to}"),
        };
        self.lines.hang(&text, 2, 6);
    }

    fn end(&mut self, end: &EndView<'_>) {
        let language = self.language;
        let effect = end.effect.map(|effect| format!(" · {}", self.words.effect(effect.id()))).unwrap_or_default();
        self.lines.gap();
        self.lines.say(&format!("{}{effect}", end.id), 0);
        if let Some(text) = end.text {
            self.lines.say(text.get(language), 2);
        }
        self.grounds(&end.provisions, &end.duties);
        if end.decider != Role::Officer {
            self.lines.note(language.choose("Beslutas av", "Decided by"), self.words.role(end.decider), 2);
        }
        if !end.approval.is_empty() {
            let roles: Vec<&str> = end.approval.iter().map(|role| self.words.role(*role)).collect();
            let after = match end.approval_after {
                Some(ApprovalAfter::SameDay) => language.choose(", får följa samma dag", ", may follow the same day"),
                None => "",
            };
            self.lines.note(language.choose("Godkänns av", "Approved by"), &format!("{}{after}", roles.join(", ")), 2);
        }
        self.start(end.start);
    }

    fn start(&mut self, procedure: Option<&str>) {
        if let Some(procedure) = procedure {
            self.lines.note(self.language.choose("Leder till förfarandet", "Leads to the procedure"), procedure, 2);
        }
    }

    const fn scope(&self, scope: Scope) -> &'static str {
        match scope {
            Scope::Frame => self.language.choose("en gång", "once"),
            Scope::Person => self.language.choose("för varje person", "for every person"),
            Scope::Document => self.language.choose("för varje handling", "for every document"),
            Scope::Item => self.language.choose("för varje uppgift", "for every item"),
            Scope::ItemPerson => {
                self.language.choose("för varje person i varje uppgift", "for every person in every item")
            }
            Scope::ItemPersonProvision => self
                .language
                .choose("för varje bestämmelse, person och uppgift", "for every provision, person and item"),
            Scope::ItemPersonBy => self
                .language
                .choose("för var och en som samtycker för personen", "for each of those who consent for the person"),
            Scope::Closing => self.language.choose("en gång, i avslutningen", "once, in the closing"),
        }
    }
}
