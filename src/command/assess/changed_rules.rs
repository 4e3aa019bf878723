//! What other rules than a draft was left on mean for it.
//!
//! The old rules are not at hand, only what the journal says of them: which rulesets they were, and for each answer the
//! digest of the question as it was put. What cannot be told from that is said not to be known.

use std::collections::BTreeSet;

use crate::answers::fault::{AnswerFault, AnswerFaultKind};
use crate::answers::safety::shown_short;
use crate::answers::script::path;
use crate::draft::form::rulesets;
use crate::draft::{Bound, Draft, Event, RulesetSeen};
use crate::engine::{Edition, walk};
use crate::error::{Error, Kind, Plain};
use crate::interview::words::Wording;
use crate::render::count::{ANSWERS, counted};
use crate::ruleset::model::RulesetIx;
use crate::text::Language;

/// A draft held against other rules than it was left on.
pub(super) struct ChangedRules<'a, 'b> {
    edition: &'a Edition<'b>,
    procedure: RulesetIx,
    language: Language,
}

impl<'a, 'b> ChangedRules<'a, 'b> {
    /// Returns nothing where the draft was left on these very rules.
    pub(super) fn of(
        edition: &'a Edition<'b>,
        procedure: RulesetIx,
        draft: &Draft,
        digest: &str,
        language: Language,
    ) -> Option<Self> {
        (draft.state().rules != digest).then_some(Self { edition, procedure, language })
    }

    /// Returns what the journal keeps once it has been said.
    pub(super) fn event(&self, digest: String) -> Event {
        Event::Rules { rules: digest, rulesets: rulesets(self.edition, self.procedure) }
    }

    /// Says what has changed, what is asked again because of it, and what cannot be told.
    pub(super) fn told(&self, draft: &Draft, bound: &Bound) -> Vec<String> {
        let language = self.language;
        let mut lines = vec![
            language
                .choose(
                    "Reglerna har ändrats sedan utkastet senast var öppet.",
                    "The rules have changed since the draft was last open.",
                )
                .to_owned(),
        ];
        let before = &draft.state().rulesets;
        if before.is_empty() {
            let unknown = "Utkastet säger inte vilka regler det påbörjades på, så vad som är ändrat går inte att visa.";
            let en = "The draft does not say on which rules it was begun, so what has changed cannot be shown.";
            lines.push(language.choose(unknown, en).to_owned());
        } else {
            self.rulesets(before, &mut lines);
        }
        self.questions(draft, bound, &mut lines);
        let report = walk(self.edition, self.procedure, &bound.answers);
        if let Some(outcome) = Wording::new(self.edition, &bound.answers, language).outcome(&report.step) {
            let lead = language.choose(
                "Med dina svar oförändrade blir utfallet nu",
                "With your answers unchanged, the outcome is now",
            );
            lines.push(format!("{lead}: {outcome}"));
        }
        lines
    }

    /// Says which rulesets are others, new or gone, by title and version.
    fn rulesets(&self, before: &[RulesetSeen], lines: &mut Vec<String>) {
        let after = rulesets(self.edition, self.procedure);
        let find = |all: &'_ [RulesetSeen], id: &str| all.iter().find(|seen| seen.id == id).cloned();
        let ids: BTreeSet<&str> = before.iter().chain(&after).map(|seen| &*seen.id).collect();
        let [mut changed, mut new, mut gone] = [const { Vec::<String>::new() }; 3];
        for id in ids {
            let title = self.title(id);
            match (find(before, id), find(&after, id)) {
                (Some(then), Some(now)) if then.version != now.version => {
                    changed.push(format!("{title} (version {} → {})", then.version, now.version));
                }
                (Some(then), Some(now)) if then.file != now.file => {
                    let same = self.language.choose("samma versionsnummer", "the same version number");
                    changed.push(format!("{title} (version {}, {same})", now.version));
                }
                (None, Some(now)) => new.push(format!("{title} (version {})", now.version)),
                (Some(then), None) => gone.push(format!("{title} (version {})", then.version)),
                _ => {}
            }
        }
        let leads = self.language.choose(
            ["Ändrade regler", "Nya regler", "Regler som inte längre används"],
            ["Changed rules", "New rules", "Rules no longer used"],
        );
        for (lead, names) in leads.into_iter().zip([changed, new, gone]) {
            if !names.is_empty() {
                lines.push(format!("{lead}: {}", names.join("; ")));
            }
        }
    }

    /// Returns what a ruleset is called; its id where these rules do not have it.
    fn title(&self, id: &str) -> String {
        let found = self.edition.book.rulesets.iter().rfind(|ruleset| &*ruleset.id == id);
        found.map_or_else(|| format!("`{id}`"), |ruleset| ruleset.title.get(self.language).to_owned())
    }

    /// Says which answers are put again, which have lost their question, and for how many it cannot be told.
    fn questions(&self, draft: &Draft, bound: &Bound, lines: &mut Vec<String>) {
        let language = self.language;
        let again = asked_again(self.edition, self.procedure, bound, language);
        let none_again = again.is_empty();
        lines.extend(again);
        lines.extend(bound.misfits.iter().map(|fault| unfit(fault, language)));
        let unknown = draft.state().answers.values().filter(|answer| answer.asked.is_none()).count();
        if unknown > 0 {
            let answers = counted(unknown, ANSWERS, language);
            lines.push(match language {
                Language::Sv => {
                    format!("För {answers} framgår det inte om frågan är ändrad. Se igenom alla svar med =.")
                }
                Language::En => {
                    format!("For {answers} it cannot be told whether the question has changed. Look through all answers with =.")
                }
            });
        } else if none_again && bound.misfits.is_empty() && bound.aside.is_empty() {
            let same = "Inget av det du har besvarat behöver besvaras om. Frågor som är nya ställs.";
            let en = "Nothing that you have answered needs to be answered again. Questions that are new are put.";
            lines.push(language.choose(same, en).to_owned());
        }
    }
}

/// Says which answers on the path were given to a question that reads otherwise now.
pub(super) fn asked_again(
    edition: &Edition<'_>,
    procedure: RulesetIx,
    bound: &Bound,
    language: Language,
) -> Vec<String> {
    let words = Wording::new(edition, &bound.answers, language);
    let path = path(&walk(edition, procedure, &bound.answers));
    let again: Vec<_> = path.into_iter().filter(|key| bound.reworded.contains(key)).collect();
    if again.is_empty() {
        return Vec::new();
    }
    let lead = language.choose(
        "De här frågorna lyder annorlunda nu och ställs igen; ditt svar visas och kan behållas:",
        "These questions read otherwise now and are put again; your answer is shown and can be kept:",
    );
    let questions = again.into_iter().map(|key| format!("– {}", words.question(key)));
    std::iter::once(lead.to_owned()).chain(questions).collect()
}

/// Says that an answer no longer fits its question, or has none.
pub(super) fn unfit(fault: &AnswerFault, language: Language) -> String {
    let question = shown_short(&fault.question, 80);
    match (&fault.kind, language) {
        (AnswerFaultKind::UnknownQuestion { .. }, Language::Sv) => format!(
            "Frågan `{question}` finns inte längre. Svaret ligger kvar i utkastet och kommer inte med i underlaget."
        ),
        (AnswerFaultKind::UnknownQuestion { .. }, Language::En) => format!(
            "The question `{question}` is no longer there. Its answer stays in the draft and does not go into the memo."
        ),
        _ => fault.message(language),
    }
}

/// Returns that the rules at hand do not have a draft's procedure.
pub(super) fn no_procedure(id: &str) -> Error {
    Plain::new(
        Kind::Unusable,
        format!("utkastet gäller förfarandet `{id}`, som inte finns i reglerna"),
        format!("the draft is for the procedure `{id}`, which the rules do not have"),
    )
    .with_hint(
        "utkastet är orört; ange samma mapp med regler som när det påbörjades: `--rulesets MAPP`",
        "the draft is untouched; give the folder of rules that it was begun with: `--rulesets FOLDER`",
    )
    .into()
}
