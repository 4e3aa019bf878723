//! The form in which a question is put, as a short digest: what an answer was given to.
//!
//! A journal has no rulebook beside it. On other rules than it was begun on, the digests alone tell which of its answers
//! were given to a question that reads otherwise now.

use crate::answers::value::provision_eligible;
use crate::assessment::closure::used;
use crate::canonical::{hex, sha256};
use crate::engine::Edition;
use crate::ruleset::model::{AnswerKind, ProvisionIx, QuestionIx, Register, RulesetIx};

use super::event::RulesetSeen;

/// So many bytes tell two forms of one question apart; nobody gains by forging one.
const BYTES: usize = 8;

/// Returns the digest of what an officer answers: the words in both languages, the options or bounds, which way doubt
/// falls and when a reason is demanded. Help and sources are left out: they change what is known, not what is asked.
///
/// Provisions to pick from are part of it, by id: what was not there could not be picked. A program that knows more kinds
/// of question may digest otherwise; the answers are then shown once more, which is the safe way to be wrong.
///
/// # Panics
///
/// Never: a question holds nothing that cannot be written as JSON.
#[must_use]
pub fn form(edition: &Edition<'_>, question: QuestionIx) -> String {
    let question = &edition.book.questions[question.at()];
    let offered: Vec<&str> = match &question.kind {
        AnswerKind::Pick(pick) if pick.from == Register::Provisions => {
            let all = (0..=u16::MAX).zip(&edition.book.provisions);
            let offered = all.filter(|(at, _)| provision_eligible(edition, pick, ProvisionIx(*at)));
            offered.map(|(_, provision)| &*provision.id).collect()
        }
        _ => Vec::new(),
    };
    let form = (&question.text, &question.kind, &question.doubt, &question.reason, &question.outgoing, offered);
    short(&sha256(&serde_json::to_vec(&form).expect("a question is texts, numbers and closed sets")))
}

/// Returns the rulesets that a procedure can come to on the day of an edition, ordered by id.
#[must_use]
pub fn rulesets(edition: &Edition<'_>, procedure: RulesetIx) -> Vec<RulesetSeen> {
    let seen = used(edition, procedure).into_iter().map(|at| {
        let ruleset = &edition.book.rulesets[at.at()];
        let file = short(&edition.book.sources[usize::from(ruleset.source)].sha256);
        RulesetSeen { id: ruleset.id.to_string(), version: ruleset.version, file }
    });
    let mut seen: Vec<_> = seen.collect();
    seen.sort_by(|a, b| a.id.cmp(&b.id));
    seen
}

fn short(digest: &[u8; 32]) -> String {
    hex(&digest[..BYTES])
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::answers::fixture::Fixture;
    use crate::rulebook::{builtin, builtin_for};
    use crate::ruleset::model::RulesetKind;
    use crate::text::Text;

    #[test]
    fn what_is_asked_is_the_form_and_what_helps_to_answer_is_not() {
        let fixture = Fixture::new();
        let at = fixture.question("brattom");
        let form_of = |change: &dyn Fn(&mut crate::ruleset::model::Question)| {
            let mut book = fixture.book.clone();
            change(&mut book.questions[at.at()]);
            form(&Edition::on(&book, fixture.edition().date), at)
        };
        let same = form_of(&|_| {});
        assert_eq!(same.len(), 2 * BYTES);
        assert_eq!(form_of(&|question| question.help = Some(Text::default())), same);
        assert_eq!(form_of(&|question| question.provisions.clear()), same);
        assert_ne!(form_of(&|question| question.text.en = "Otherwise?".into()), same);
        assert_ne!(form_of(&|question| question.kind = AnswerKind::Date), same);
    }

    #[test]
    fn what_a_start_decodes_asks_in_the_same_form_as_the_whole() {
        let whole = builtin();
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        let all = Edition::on(&whole, day);
        for (procedure, ruleset) in all.rulesets().filter(|(_, ruleset)| ruleset.kind == RulesetKind::Procedure) {
            let narrow = builtin_for(&ruleset.id);
            let own = Edition::on(&narrow, day).for_procedure(procedure);
            let all = all.clone().for_procedure(procedure);
            assert_eq!(rulesets(&own, procedure), rulesets(&all, procedure), "{}", ruleset.id);
            for (at, question) in (0..=u16::MAX).zip(&narrow.questions).filter(|(_, question)| !question.id.is_empty())
            {
                let at = QuestionIx(at);
                assert_eq!(form(&own, at), form(&all, at), "{} in {}", question.id, ruleset.id);
            }
        }
    }
}
