//! What `?` shows: how to find out, the law, the source.

use super::prompt::{Choices, choices};
use super::respondent::{Notice, NoticeKind};
use super::session::Session;
use super::words::Wording;
use crate::engine::Key;
use crate::render::{safe, terms};
use crate::ruleset::model::{AnswerKind, DoubtMeans, NodeIx, ProvisionIx, RulesetIx};
use crate::text::Language;

/// Returns the help for a question, with the node that puts it if it is known.
#[must_use]
pub fn help(session: &Session<'_, '_>, key: Key, put_by: Option<(RulesetIx, NodeIx)>) -> Notice {
    let (edition, language) = (session.edition, session.language);
    let words = Wording::new(edition, session.answers(), language);
    let question = session.question(key);
    let mut lines = Vec::new();
    if let Some(help) = &question.help {
        lines.push(words.filled(help, &key.scope));
    } else {
        let none = "Frågan har ingen vägledning utöver lagtexten.";
        lines.push(language.choose(none, "The question has no guidance beyond the law.").to_owned());
    }
    if let Some(doubt) = question.doubt {
        lines.push(doubt_words(doubt.means, language).to_owned());
    }
    let of_node = put_by.map(|(ruleset, node)| &edition.book.rulesets[ruleset.at()].nodes[node.at()].provisions);
    let mut shown: Vec<ProvisionIx> = Vec::new();
    let all = key.scope.provision.iter().chain(&question.provisions).chain(of_node.into_iter().flatten());
    for &provision in all {
        if !shown.contains(&provision) {
            shown.push(provision);
            lines.push(provision_line(session, provision));
        }
    }
    if let AnswerKind::Pick(pick) = &question.kind
        && let Choices::Provisions(all) = choices(session, pick)
    {
        for provision in all {
            if !shown.contains(&provision) {
                lines.push(provision_line(session, provision));
            }
        }
    }
    lines.push(source_line(session, key, put_by));
    Notice { kind: NoticeKind::Help, title: words.question(key), lines }
}

fn provision_line(session: &Session<'_, '_>, index: ProvisionIx) -> String {
    let (edition, language) = (session.edition, session.language);
    let provision = &edition.book.provisions[index.at()];
    let name = provision.designation.get(language);
    let line = match provision.on(edition.date) {
        None => {
            let when = language.choose("gällde inte den", "was not in force on");
            format!("{name}: {when} {}", edition.date)
        }
        Some(version) => {
            let text = version.text.get(language);
            let sure = terms::confidence(version.confidence, language);
            let note = version.note.as_ref().map(|note| format!("; {}", note.get(language))).unwrap_or_default();
            format!("{name}: {text} ({}; {sure} {}{note})", version.basis, version.checked)
        }
    };
    safe::line(&line).into_owned()
}

fn source_line(session: &Session<'_, '_>, key: Key, put_by: Option<(RulesetIx, NodeIx)>) -> String {
    let (edition, language) = (session.edition, session.language);
    let id = &session.question(key).id;
    let Some((ruleset, node)) = put_by else {
        return format!("{}: {id}", language.choose("Fråga", "Question"));
    };
    let rules = &edition.book.rulesets[ruleset.at()];
    let node = &rules.nodes[node.at()].id;
    format!(
        "{}: {} {} {}, {} {node}, {} {id}. {} {}.",
        language.choose("Källa", "Source"),
        rules.id,
        language.choose("version", "version"),
        rules.version,
        language.choose("nod", "node"),
        language.choose("fråga", "question"),
        language.choose("Lagen den", "The law on"),
        edition.date,
    )
}

/// Returns what `vet ej` leads to.
fn doubt_words(means: DoubtMeans, language: Language) -> &'static str {
    match means {
        DoubtMeans::FindOut => language
            .choose("Vet ej: frågan väntar tills det är utrett.", "Do not know: it waits until you have found out."),
        DoubtMeans::Secret => language
            .choose("Vet ej: tvekan skyddar, uppgiften hålls hemlig.", "Do not know: doubt protects, it stays secret."),
        DoubtMeans::OpenIfEntitled => language.choose(
            "Vet ej: tvekan öppnar för den som har rätt att begära, annars inte.",
            "Do not know: doubt opens for one who is entitled to ask, otherwise not.",
        ),
        DoubtMeans::Report => {
            language.choose("Vet ej: tvekan räcker för att anmäla.", "Do not know: doubt is enough for a report.")
        }
        DoubtMeans::Closed => {
            language.choose("Vet ej: undantaget används inte.", "Do not know: the exception is not used.")
        }
        DoubtMeans::Refer => language.choose("Vet ej: någon annan avgör.", "Do not know: somebody else decides."),
    }
}
