//! What a changed answer brings with it: what is asked again, what stands aside or holds again, what comes out otherwise.

use std::collections::HashSet;

use super::respondent::{Notice, NoticeKind};
use super::session::Session;
use super::words::Wording;
use crate::answers::script::path;
use crate::engine::{Key, Report, Step};
use crate::ruleset::model::Effect;
use crate::text::Language;

/// Returns the answers that are asked again, to be told.
pub(super) fn reopened(session: &Session<'_, '_>, reopened: &[Key]) -> Option<Notice> {
    let words = Wording::new(session.edition, session.answers(), session.language);
    let title = session.language.choose("Frågas igen när de behövs", "Asked again when needed").to_owned();
    let lines: Vec<String> = reopened.iter().map(|&key| words.question(key)).collect();
    (!lines.is_empty()).then_some(Notice { kind: NoticeKind::Info, title, lines })
}

/// Returns what a change of the answer under `key` did to the others and to what they come to.
pub(super) fn changed(session: &Session<'_, '_>, before: &Report, key: Key, reopened: &[Key]) -> Option<Notice> {
    let after = session.walk();
    let mut lines = Vec::new();
    lines.extend(kept(session, before, &after, reopened));
    lines.extend(again(session, before, &after, key));
    flips(session, before, &after, &mut lines);
    let title = session.language.choose("Ändringen", "The change").to_owned();
    (!lines.is_empty()).then_some(Notice { kind: NoticeKind::Info, title, lines })
}

/// Says how many answers the path no longer meets. Before its end nobody can say whether it will meet them again.
fn kept(session: &Session<'_, '_>, before: &Report, after: &Report, reopened: &[Key]) -> Option<String> {
    let met: HashSet<Key> = path(after).into_iter().collect();
    let left = path(before).into_iter().filter(|key| !met.contains(key) && !reopened.contains(key)).count();
    let ended = matches!(after.step, Step::Finished { .. } | Step::Halted);
    (left > 0).then(|| match (session.language, ended, left) {
        (Language::Sv, true, 1) => "Ett svar gäller inte på den här vägen och är undanlagt.".to_owned(),
        (Language::Sv, true, _) => format!("{left} svar gäller inte på den här vägen och är undanlagda."),
        (Language::Sv, false, 1) => "Ett svar finns kvar och används om det behövs.".to_owned(),
        (Language::Sv, false, _) => format!("{left} svar finns kvar och används om de behövs."),
        (Language::En, true, 1) => "One answer does not apply on this path and is set aside.".to_owned(),
        (Language::En, true, _) => format!("{left} answers do not apply on this path and are set aside."),
        (Language::En, false, 1) => "One answer is kept, and used if it is needed.".to_owned(),
        (Language::En, false, _) => format!("{left} answers are kept, and used if they are needed."),
    })
}

/// Says how many answers the path meets again.
fn again(session: &Session<'_, '_>, before: &Report, after: &Report, key: Key) -> Option<String> {
    let met: HashSet<Key> = path(before).into_iter().collect();
    let back = path(after).into_iter().filter(|on| *on != key && !met.contains(on)).count();
    (back > 0).then(|| match (session.language, back) {
        (Language::Sv, 1) => "Ett svar som var undanlagt gäller igen.".to_owned(),
        (Language::Sv, _) => format!("{back} svar som var undanlagda gäller igen."),
        (Language::En, 1) => "One answer that was set aside holds again.".to_owned(),
        (Language::En, _) => format!("{back} answers that were set aside hold again."),
    })
}

/// Says which items and what outcome come out otherwise, where both are known.
fn flips(session: &Session<'_, '_>, before: &Report, after: &Report, lines: &mut Vec<String>) {
    let words = Wording::new(session.edition, session.answers(), session.language);
    for item in &before.items {
        let now = after.items.iter().find(|other| other.item == item.item).map(|other| other.effect);
        let known = |effect: Effect| !matches!(effect, Effect::None | Effect::Open);
        if let Some(now) = now.filter(|now| *now != item.effect && known(*now) && known(item.effect)) {
            let name = words.entity(item.item);
            lines.push(format!("{name}: {} → {}", words.effect(item.effect), words.effect(now)));
        }
    }
    if let (Some(was), Some(now)) = (words.outcome(&before.step), words.outcome(&after.step))
        && was != now
    {
        lines.push(format!("{}: {was} → {now}", session.language.choose("Utfall", "Outcome")));
    }
}
