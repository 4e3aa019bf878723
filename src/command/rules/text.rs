//! A ruleset as text that a lawyer reads: every question, its answers and where they lead.

use std::fmt::Write as _;

use super::view::{
    CallView, DemandView, DoubtView, EndView, KindView, NodeView, OnView, QuestionView, RulesetView, TableView,
    TargetView, WayView,
};
use super::{WIDEST, kind, period};
use crate::engine::Edition;
use crate::render::count::{CHARACTERS, counted};
use crate::render::paragraph::{hanging, paragraph};
use crate::ruleset::model::{
    ApprovalAfter, DoubtMeans, Effect, HaltKind, HaltScope, Join, Moment, Need, Of, PartKind, Role, Scope, Subject,
};
use crate::text::Language;

/// Writes the whole ruleset.
pub fn page(rules: &RulesetView<'_>, edition: &Edition<'_>, language: Language, width: u16) -> String {
    let mut page = Page { edition, language, width: width.min(WIDEST).into(), out: String::new() };
    page.head(rules);
    for part in &rules.parts {
        if let Some(name) = page.part(part.part) {
            write!(page.out, "\n{name}\n").expect("a String takes every write");
        }
        for node in &part.nodes {
            page.node(node);
        }
    }
    if !rules.ends.is_empty() {
        let heading = language.choose("SLUT", "ENDS");
        write!(page.out, "\n{heading}\n").expect("a String takes every write");
        for end in &rules.ends {
            page.end(end);
        }
    }
    page.out
}

struct Page<'e, 'b> {
    edition: &'e Edition<'b>,
    language: Language,
    width: usize,
    out: String,
}

impl Page<'_, '_> {
    fn say(&mut self, text: &str, indent: usize) {
        paragraph(&mut self.out, text, indent, self.width);
    }

    fn note(&mut self, lead: &str, text: &str, indent: usize) {
        hanging(&mut self.out, &format!("{lead}: {text}"), indent, indent + 2, self.width);
    }

    fn head(&mut self, rules: &RulesetView<'_>) {
        let language = self.language;
        self.say(rules.title.get(language), 0);
        let version = language.choose("version", "version");
        let in_force = language.choose("gäller", "in force");
        self.say(
            &format!(
                "{} · {} · {version} {} · {in_force} {}",
                rules.id,
                kind(rules.kind, language),
                rules.version,
                period(rules.from, rules.to)
            ),
            0,
        );
        self.say(
            &match language {
                Language::Sv => format!("granskad {}, ses över senast {}", rules.checked, rules.due),
                Language::En => format!("checked {}, to be checked again by {}", rules.checked, rules.due),
            },
            0,
        );
        if let Some(about) = rules.about {
            self.out.push('\n');
            self.say(about.get(language), 0);
        }
        if !rules.basis.is_empty() {
            self.out.push('\n');
            let basis = self.provisions(&rules.basis);
            self.note(language.choose("Bygger på", "Rests on"), &basis, 0);
        }
    }

    fn part(&self, part: PartKind) -> Option<&'static str> {
        let language = self.language;
        match part {
            PartKind::Frame => Some(language.choose("RAMEN", "THE FRAME")),
            PartKind::Items => Some(language.choose("UPPGIFTERNA", "THE ITEMS")),
            PartKind::Closing => Some(language.choose("AVSLUTNINGEN", "THE CLOSING")),
            PartKind::Module => None,
        }
    }

    fn node(&mut self, node: &NodeView<'_>) {
        let language = self.language;
        write!(self.out, "\n[{}]\n", node.id).expect("a String takes every write");
        match &node.kind {
            KindView::Ask { question } => self.question(question, 2),
            KindView::Checklist { need, intro, rows } => {
                self.say(intro.get(language), 2);
                self.say(
                    match need {
                        Need::All => language.choose("Alla punkter ska vara uppfyllda:", "Every point must be met:"),
                        Need::Any => {
                            language.choose("Minst en punkt ska vara uppfylld:", "At least one point must be met:")
                        }
                    },
                    2,
                );
                for row in rows {
                    self.question(&row.question, 4);
                    let want = self.value(row.want);
                    self.note(language.choose("Uppfylld av", "Met by"), &want, 6);
                }
            }
            KindView::Each { subject, over, of, public, call, join } => {
                let each = self.subject(*subject);
                let call = self.call(call);
                let among = match (of, public) {
                    (Of::Document, _) => language.choose(" i handlingen", " of the document"),
                    (Of::Text, _) => {
                        language.choose(" som inte hör till någon handling", " that belong to no document")
                    }
                    (Of::All, Some(false)) => language.choose(" utom `public`", " but `public`"),
                    (Of::All, _) => "",
                };
                let text = match language {
                    Language::Sv => format!("För varje {each} ur {over}{among}: {call}. {}", self.join(*join)),
                    Language::En => format!("For every {each} of {over}{among}: {call}. {}", self.join(*join)),
                };
                self.say(&text, 2);
            }
            KindView::Switch { on: look } => {
                let on = self.on(look);
                self.note(language.choose("Väg efter", "Way by"), &on, 2);
                if let OnView::Table { table } = look {
                    self.table(table);
                }
            }
            KindView::Call { call } => {
                let call = self.call(call);
                self.say(&call, 2);
            }
            KindView::Calls { calls, join } => {
                for call in calls {
                    let call = self.call(call);
                    self.say(&call, 2);
                }
                self.say(self.join(*join), 2);
            }
            KindView::Revise { node, text } => {
                self.say(text.get(language), 2);
                self.note(language.choose("Tillbaka till", "Back to"), node, 2);
            }
            KindView::Halt { halt, scope, text, who, start } => {
                self.say(text.get(language), 2);
                if let Some(who) = who {
                    self.note(language.choose("Vem som vet", "Who knows"), who.get(language), 2);
                }
                let (halt, scope) = (self.halt(*halt), self.halted(*scope));
                self.note(halt, scope, 2);
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
            self.note(input.id, input.text.get(language), 4);
        }
        for row in &table.rows {
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
            hanging(&mut self.out, &format!("{when} = {then} ({})", row.then), 4, 8, self.width);
        }
        if !table.provisions.is_empty() {
            let provisions = self.provisions(&table.provisions);
            self.note(language.choose("Bygger på", "Rests on"), &provisions, 4);
        }
    }

    fn question(&mut self, question: &QuestionView<'_>, indent: usize) {
        let language = self.language;
        self.say(question.text.get(language), indent);
        if let Some(help) = question.help {
            self.note(language.choose("Hjälp", "Help"), help.get(language), indent + 2);
        }
        self.note(language.choose("Ställs", "Put"), self.scope(question.scope), indent + 2);
        if question.actor != Role::Officer {
            self.note(language.choose("Besvaras av", "Answered by"), self.role(question.actor), indent + 2);
        }
        if let Some(moment) = question.moment {
            let moment = match moment {
                Moment::Received => language.choose("när det kom in", "when it came in"),
                Moment::Aware => language.choose("när myndigheten fick veta", "when the authority became aware"),
                Moment::Opened => language.choose("när utredningen inleddes", "when the inquiry was opened"),
                Moment::Decided => language.choose("när beslutet fattades", "when the decision was made"),
                Moment::Served => language.choose("när delgivningen skedde", "when it was served"),
            };
            self.note(language.choose("Frister räknas från", "Deadlines run from"), moment, indent + 2);
        }
        for option in &question.options {
            if let Some(text) = option.text {
                let text = format!("{} = {}", option.id, text.get(language));
                self.say(&text, indent + 2);
            }
        }
        for column in &question.columns {
            let options: Vec<&str> = column.options.iter().map(|option| option.id).collect();
            let kind = if options.is_empty() { column.kind.to_owned() } else { options.join(" | ") };
            let may = if column.optional { language.choose(", får lämnas tom", ", may be left empty") } else { "" };
            let text = format!("{} ({kind}{may})", column.title.get(language));
            self.note(column.id, &text, indent + 2);
        }
        if let Some(doubt) = &question.doubt {
            let doubt = self.doubt(doubt);
            self.note(language.choose("Vid tvekan", "In doubt"), &doubt, indent + 2);
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
            let answers: Vec<String> = demand.answers.iter().map(|answer| self.value(answer)).collect();
            format!("{} {}", language.choose("vid", "for"), answers.join(", "))
        };
        let characters = counted(demand.least, CHARACTERS, language);
        let least = format!("{answers}, {} {characters}", language.choose("minst", "at least"));
        self.note(lead, &least, indent);
    }

    fn doubt(&self, doubt: &DoubtView<'_>) -> String {
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

    fn grounds(&mut self, provisions: &[&str], duties: &[&str]) {
        let language = self.language;
        if !provisions.is_empty() {
            let provisions = self.provisions(provisions);
            self.note(language.choose("Bestämmelser", "Provisions"), &provisions, 2);
        }
        for duty in duties {
            let text = self.edition.book.duties.iter().find(|entry| &*entry.id == *duty);
            let text = text.map_or(*duty, |entry| entry.text.get(language));
            self.note(language.choose("Skyldighet", "Duty"), text, 2);
        }
    }

    fn provisions(&self, ids: &[&str]) -> String {
        let named: Vec<&str> = ids
            .iter()
            .map(|id| {
                let found = self.edition.book.provisions.iter().find(|provision| &*provision.id == *id);
                found.map_or(*id, |provision| provision.designation.get(self.language))
            })
            .collect();
        named.join("; ")
    }

    fn way(&mut self, way: &WayView<'_>, kind: &KindView<'_>) {
        let to = self.target(way.to);
        let text = match &way.on {
            Some(on) => {
                let on = match kind {
                    KindView::Each { .. } | KindView::Calls { .. } => self.effect(on),
                    _ => self.value(on),
                };
                format!("{on} → {to}")
            }
            None => format!("→ {to}"),
        };
        hanging(&mut self.out, &text, 2, 6, self.width);
    }

    fn target(&self, target: TargetView<'_>) -> String {
        let language = self.language;
        match target {
            TargetView::Node(id) => format!("[{id}]"),
            TargetView::Done => language.choose("nästa del", "the next part").to_owned(),
            TargetView::Return(id) => format!("{} {id}", language.choose("svarar", "returns")),
            TargetView::Outcome(id) => format!("{} {id}", language.choose("utfall", "outcome")),
        }
    }

    fn end(&mut self, end: &EndView<'_>) {
        let language = self.language;
        let effect = end.effect.map(|effect| format!(" · {}", self.effect(effect.id()))).unwrap_or_default();
        write!(self.out, "\n{}{effect}\n", end.id).expect("a String takes every write");
        if let Some(text) = end.text {
            self.say(text.get(language), 2);
        }
        self.grounds(&end.provisions, &end.duties);
        if end.decider != Role::Officer {
            self.note(language.choose("Beslutas av", "Decided by"), self.role(end.decider), 2);
        }
        if !end.approval.is_empty() {
            let roles: Vec<&str> = end.approval.iter().map(|role| self.role(*role)).collect();
            let after = match end.approval_after {
                Some(ApprovalAfter::SameDay) => language.choose(", får följa samma dag", ", may follow the same day"),
                None => "",
            };
            self.note(language.choose("Godkänns av", "Approved by"), &format!("{}{after}", roles.join(", ")), 2);
        }
        self.start(end.start);
    }

    fn start(&mut self, procedure: Option<&str>) {
        if let Some(procedure) = procedure {
            self.note(self.language.choose("Leder till förfarandet", "Leads to the procedure"), procedure, 2);
        }
    }

    fn call(&self, call: &CallView<'_>) -> String {
        let with: Vec<String> =
            call.with.iter().map(|(name, value)| format!("{name}: {}", value.trim_start_matches('='))).collect();
        let with = if with.is_empty() { String::new() } else { format!(" ({})", with.join(", ")) };
        format!("{} {}{with}", self.language.choose("pröva", "test"), call.module)
    }

    fn on(&self, on: &OnView<'_>) -> String {
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
    fn effect(&self, id: &str) -> String {
        match Effect::from_id(id).and_then(|effect| self.edition.book.effects.get(effect.at())) {
            Some(text) => format!("{} ({id})", text.get(self.language)),
            None if id == "empty" => self.language.choose("inget att pröva", "nothing to test").to_owned(),
            None => id.to_owned(),
        }
    }

    fn value(&self, id: &str) -> String {
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

    const fn join(&self, join: Join) -> &'static str {
        match join {
            Join::Strictest => self.language.choose("Det strängaste gäller.", "The strictest holds."),
            Join::Widest => self.language.choose("Det öppnaste gäller.", "The widest holds."),
        }
    }

    const fn subject(&self, subject: Subject) -> &'static str {
        match subject {
            Subject::Document => self.language.choose("handling", "document"),
            Subject::Item => self.language.choose("uppgift", "item"),
            Subject::Person => self.language.choose("person", "person"),
            Subject::Provision => self.language.choose("bestämmelse", "provision"),
            Subject::By => self.language.choose("den som samtycker", "one who consents"),
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

    const fn role(&self, role: Role) -> &'static str {
        match role {
            Role::Officer => self.language.choose("handläggaren", "the officer"),
            Role::SecondReader => self.language.choose("en andra läsare", "a second reader"),
            Role::Lawyer => self.language.choose("juristen", "the lawyer"),
            Role::Manager => self.language.choose("chefen", "the manager"),
            Role::Delegate => self.language.choose("delegaten", "the delegate"),
            Role::Board => self.language.choose("nämnden", "the board"),
        }
    }

    const fn halt(&self, halt: HaltKind) -> &'static str {
        match halt {
            HaltKind::Park => self.language.choose("Väntar", "Waits"),
            HaltKind::Stop => self.language.choose("Stannar", "Stops"),
        }
    }

    const fn halted(&self, scope: HaltScope) -> &'static str {
        match scope {
            HaltScope::Person => self.language.choose("personen", "the person"),
            HaltScope::Item => self.language.choose("uppgiften", "the item"),
            HaltScope::Assessment => self.language.choose("hela prövningen", "the whole assessment"),
        }
    }
}
