//! What `?` shows: the law, what has been decided, the source; then how to find out, an example, what doubt does.

use super::guide::provisions_of;
use super::prompt::{Choices, choices};
use super::respondent::{Notice, NoticeKind};
use super::session::Session;
use super::words::Wording;
use crate::engine::{Key, Value};
use crate::render::{safe, terms};
use crate::ruleset::model::{
    AnswerKind, Confidence, DecidedCase, DoubtMeans, NodeIx, NodeKind, ProvisionIx, ProvisionVersion, RulesetIx,
};
use crate::text::{Language, Text};

/// So many decided cases are told; more are only named.
const CASES: usize = 2;

/// So much of a provision is told, in characters, to the end of the sentence before.
const LAW: usize = 160;

/// Returns the help for a question, with the node that puts it if it is known: a line a part, each with its title.
#[must_use]
pub fn help(session: &Session<'_, '_>, key: Key, put_by: Option<(RulesetIx, NodeIx)>) -> Notice {
    let language = session.language;
    let question = session.question(key);
    // What to do stands last, next to the question that follows: the top of a long help leaves a small window.
    let mut lines = law(session, key, put_by);
    lines.extend(decided(session, key));
    lines.push(source_line(session, key, put_by));
    lines.extend(guidance(session, key, put_by));
    if let Some(doubt) = question.doubt {
        let words = Wording::new(session.edition, session.answers(), language);
        let counts_as = doubt.treated_as.map(|at| words.value(&question.kind, &Value::Choice(at)));
        let words = doubt_words(doubt.means, counts_as.as_deref(), language);
        lines.push(titled(language.choose("Om du inte vet", "If you do not know"), &words));
    }
    let more = "? en gång till visar vägen hit, steg för steg.";
    lines.push(language.choose(more, "? once more shows the way here, step by step.").to_owned());
    Notice { kind: NoticeKind::Help, title: language.choose("Hjälp", "Help").to_owned(), lines }
}

fn titled(title: &str, words: &str) -> String {
    format!("{title}: {words}")
}

/// Returns how to find out and the example, and what the authority adds of its own.
fn guidance(session: &Session<'_, '_>, key: Key, put_by: Option<(RulesetIx, NodeIx)>) -> Vec<String> {
    let language = session.language;
    let question = session.question(key);
    let how = language.choose("Så tar du reda på det", "How to find out");
    let words = Wording::new(session.edition, session.answers(), language);
    let mut lines = Vec::new();
    match question.help.as_ref().map(|help| words.filled(help, &key.scope)) {
        Some(help) => {
            let (finding, example) = with_example(&help, language);
            lines.extend((!finding.is_empty()).then(|| titled(how, finding)));
            let title = language.choose("Exempel", "Example");
            lines.extend(example.map(|example| titled(title, &terms::capital(example))));
        }
        None if let Some(intro) = intro(session, put_by) => {
            let title = language.choose("Det gäller", "What it is about");
            lines.push(titled(title, &words.filled(intro, &key.scope)));
        }
        None => {
            let none = "frågan har ingen egen vägledning; lagen ovan är det som finns.";
            lines.push(titled(
                how,
                language.choose(none, "the question has no guidance of its own; the law above is all."),
            ));
        }
    }
    lines.extend(session.local.help_for(&question.id).map(|line| safe::line(line).into_owned()));
    lines
}

/// Returns what a row of a checklist is asked for, which stands over the list.
fn intro<'b>(session: &Session<'_, 'b>, put_by: Option<(RulesetIx, NodeIx)>) -> Option<&'b Text> {
    let (ruleset, node) = put_by?;
    match &session.edition.book.rulesets[ruleset.at()].nodes[node.at()].kind {
        NodeKind::Checklist { intro, .. } => Some(intro),
        _ => None,
    }
}

/// Splits a help where its example begins: `Exempel:` or `For example,` at the start of a sentence.
fn with_example(help: &str, language: Language) -> (&str, Option<&str>) {
    let sign = language.choose("Exempel:", "For example,");
    let begins = |at: &usize| *at == 0 || help[..*at].ends_with(". ") || help[..*at].ends_with("? ");
    let at = help.match_indices(sign).map(|(at, _)| at).find(begins);
    at.map_or((help, None), |at| (help[..at].trim_end(), Some(help[at + sign.len()..].trim_start())))
}

/// Returns the provisions that the question rests on, and those that can be picked.
fn law(session: &Session<'_, '_>, key: Key, put_by: Option<(RulesetIx, NodeIx)>) -> Vec<String> {
    let title = session.language.choose("Lagen", "The law");
    let rests_on = provisions_of(session, key, put_by);
    let mut lines: Vec<String> =
        rests_on.iter().map(|&provision| titled(title, &provision_line(session, provision))).collect();
    if let AnswerKind::Pick(pick) = &session.question(key).kind
        && let Choices::Provisions(all) = choices(session, pick)
    {
        let more = all.into_iter().filter(|provision| !rests_on.contains(provision));
        lines.extend(more.map(|provision| provision_line(session, provision)));
    }
    lines
}

fn provision_line(session: &Session<'_, '_>, index: ProvisionIx) -> String {
    let (edition, language) = (session.edition, session.language);
    let provision = &edition.book.provisions[index.at()];
    let name = provision.designation.get(language);
    let line = match provision.on(edition.date) {
        None => {
            let when = language.choose("gällde inte den", "was not in force on");
            format!("{name} {when} {}.", edition.date)
        }
        Some(version) => {
            let text = beginning(version.text.get(language));
            let validity = validity(session, version);
            let sure = terms::confidence(version.confidence, language);
            // What the statute itself says needs no note to be trusted.
            let unsure = version.note.as_ref().filter(|_| version.confidence != Confidence::Statute);
            let note = unsure.map(|note| format!(". {}", note.get(language))).unwrap_or_default();
            format!("{name}: {text} ({validity}; {}; {sure} {}{note})", version.basis, version.checked)
        }
    };
    safe::line(&line).into_owned()
}

/// Returns the first sentences of a text, as many as are short enough and one at least; a sign where more follow.
fn beginning(text: &str) -> String {
    let ends = text.match_indices(". ").map(|(at, _)| at + 1).filter(|&at| {
        // Not after `26 kap.` or `2 st.`: a sentence begins with a large letter.
        text[at..].trim_start().chars().next().is_some_and(char::is_uppercase)
    });
    let mut cut = None;
    for end in ends {
        if cut.is_some() && text[..end].chars().count() > LAW {
            break;
        }
        cut = Some(end);
    }
    match cut {
        Some(end) if text.chars().count() > LAW => format!("{} …", &text[..end]),
        _ => text.to_owned(),
    }
}

/// Returns since when and until when a wording is in force. The rules begin on a day of their own; what held that day may
/// be older.
fn validity(session: &Session<'_, '_>, version: &ProvisionVersion) -> String {
    let language = session.language;
    let first = session.edition.book.rulesets.iter().map(|rules| rules.valid.from).min();
    let (from, to) = (version.valid.from, version.valid.to);
    let older = first.is_some_and(|first| from <= first);
    match (older, to) {
        (true, None) => match language {
            Language::Sv => format!("gäller sedan {from} eller tidigare"),
            Language::En => format!("in force since {from} or before"),
        },
        (true, Some(to)) => match language {
            Language::Sv => format!("gäller till och med {to}"),
            Language::En => format!("in force until {to}"),
        },
        (false, None) => format!("{} {from}", language.choose("gäller från", "in force from")),
        (false, Some(to)) => format!("{} {from}–{to}", language.choose("gäller", "in force")),
    }
}

/// Returns what has been decided about this very question.
fn decided(session: &Session<'_, '_>, key: Key) -> Vec<String> {
    let language = session.language;
    let about = |case: &&DecidedCase| case.about.iter().any(|about| about.question == key.question);
    let mut cases: Vec<&DecidedCase> = session.edition.book.cases.iter().filter(about).collect();
    // A case that answers the question says more than one that only touches it.
    cases.sort_by_key(|case| !case.about.iter().any(|about| about.question == key.question && about.answer.is_some()));
    let (told, more) = cases.split_at(cases.len().min(CASES));
    let title = language.choose("Avgjort fall", "Decided case");
    let mut lines: Vec<String> = told.iter().map(|case| titled(title, &case_line(case, language))).collect();
    if !more.is_empty() {
        let names: Vec<&str> = more.iter().map(|case| case.designation.get(language)).collect();
        lines.push(titled(language.choose("Fler avgjorda fall", "More decided cases"), &names.join("; ")));
    }
    lines
}

fn case_line(case: &DecidedCase, language: Language) -> String {
    let (name, text) = (case.designation.get(language), case.text.get(language));
    let line = format!("{name}: {text} ({}; {})", case.decided.get(language), terms::read(case.read, language));
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
    let shared = match id.split_once('.') {
        Some((ruleset, at)) if ruleset == &*rules.id && at == &**node => String::new(),
        _ => format!(", {} {id}", language.choose("fråga", "question")),
    };
    format!(
        "{}: {} version {}, {} {node}{shared}. {} {}.",
        language.choose("Källa", "Source"),
        rules.id,
        rules.version,
        language.choose("nod", "node"),
        language.choose("Lagen den", "The law on"),
        edition.date,
    )
}

/// Returns what `vet ej` leads to. That an exception is not used says nothing where the question is no exception, such as
/// whether anyone is in danger; which answer it counts as does.
fn doubt_words(means: DoubtMeans, counts_as: Option<&str>, language: Language) -> String {
    let words = match means {
        DoubtMeans::Closed if let Some(answer) = counts_as => {
            return match language {
                Language::Sv => format!("svara Vet ej; det räknas som ”{answer}”."),
                Language::En => format!("answer Don't know; it counts as “{answer}”."),
            };
        }
        DoubtMeans::FindOut => language.choose(
            "svara Vet ej; frågan väntar tills det är utrett.",
            "answer Don't know; it waits until you find out.",
        ),
        DoubtMeans::Secret => language.choose(
            "svara Vet ej; tvekan skyddar, uppgiften hålls hemlig.",
            "answer Don't know; doubt protects, and it stays secret.",
        ),
        DoubtMeans::OpenIfEntitled => language.choose(
            "svara Vet ej; tvekan öppnar för den som har rätt att begära, annars inte.",
            "answer Don't know; doubt opens for one who is entitled to ask, otherwise not.",
        ),
        DoubtMeans::Report => language
            .choose("svara Vet ej; tvekan räcker för att anmäla.", "answer Don't know; doubt is enough for a report."),
        DoubtMeans::Closed => {
            language.choose("svara Vet ej; undantaget används inte.", "answer Don't know; the exception is not used.")
        }
        DoubtMeans::Refer => {
            language.choose("svara Vet ej; någon annan avgör.", "answer Don't know; somebody else decides.")
        }
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interview::words::tri;
    use crate::ruleset::model::VET_EJ;

    #[test]
    fn an_example_is_told_apart_where_its_sentence_begins() {
        let split = |help| with_example(help, Language::Sv);
        assert_eq!(split("Fråga den. Exempel: ett mejl."), ("Fråga den.", Some("ett mejl.")));
        assert_eq!(split("Exempel: ett mejl."), ("", Some("ett mejl.")));
        assert_eq!(split("Skriv Exempel: så."), ("Skriv Exempel: så.", None));
        assert_eq!(with_example("Ask. For example, a mail.", Language::En), ("Ask.", Some("a mail.")));
    }

    #[test]
    fn a_help_has_its_example_in_both_languages_or_in_none() {
        for question in crate::rulebook::builtin().questions {
            let Some(help) = question.help else { continue };
            let in_both =
                [Language::Sv, Language::En].map(|language| with_example(help.get(language), language).1.is_some());
            assert_eq!(in_both[0], in_both[1], "{}", question.id);
        }
    }

    #[test]
    fn doubt_is_told_by_the_answer_that_it_counts_as_where_the_law_gives_one() {
        let told = |counts_as| doubt_words(DoubtMeans::Closed, counts_as, Language::Sv);
        assert_eq!(told(Some("Ja")), "svara Vet ej; det räknas som ”Ja”.");
        assert_eq!(told(None), "svara Vet ej; undantaget används inte.");
        let protects = "svara Vet ej; tvekan skyddar, uppgiften hålls hemlig.";
        assert_eq!(doubt_words(DoubtMeans::Secret, Some("Ja"), Language::Sv), protects);
    }

    #[test]
    fn doubt_is_called_in_the_help_what_the_option_is_called() {
        let all = [
            DoubtMeans::Closed,
            DoubtMeans::FindOut,
            DoubtMeans::Secret,
            DoubtMeans::OpenIfEntitled,
            DoubtMeans::Report,
            DoubtMeans::Refer,
        ];
        let counting = [(DoubtMeans::Closed, Some("Ja"))];
        for language in [Language::Sv, Language::En] {
            let option = tri(VET_EJ, language);
            for (means, counts_as) in all.into_iter().map(|means| (means, None)).chain(counting) {
                let told = doubt_words(means, counts_as, language);
                assert!(told.contains(&format!(" {option};")), "{option}: {told}");
            }
        }
        // A choice has its options in the rules, and they are called the same.
        for question in crate::rulebook::builtin().questions {
            let AnswerKind::Choice(options) = &question.kind else { continue };
            for option in options.iter().filter(|option| &*option.text.sv == "Vet ej") {
                assert_eq!(option.text.get(Language::En), tri(VET_EJ, Language::En), "{}", question.id);
            }
        }
    }

    #[test]
    fn a_long_provision_is_told_to_the_end_of_a_sentence() {
        let long = format!("Hemlig enligt 26 kap. 1 § OSL. {} Slut.", "Och mer om detta. ".repeat(20));
        let cut = beginning(&long);
        assert!(cut.starts_with("Hemlig enligt 26 kap. 1 § OSL. Och mer") && cut.ends_with("detta. …"), "{cut}");
        assert!(cut.chars().count() <= LAW + 2);
        assert_eq!(beginning("Kort. Text."), "Kort. Text.");
        let one = "ord ".repeat(100);
        assert_eq!(beginning(&one), one, "one sentence is never cut");
    }
}
