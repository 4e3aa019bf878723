//! What to do about every piece of advice, in Swedish and English.

use super::kind::{Advice, Registered};
use crate::text::Language;

impl Advice {
    /// Returns what to write instead.
    pub(super) fn what_to_do(&self, language: Language) -> String {
        let (sv, en) = self.remedy();
        language.choose(sv, en).to_owned()
    }

    #[expect(clippy::too_many_lines, reason = "a table: two wordings for each piece of advice, side by side")]
    const fn remedy(&self) -> (&'static str, &'static str) {
        match self {
            Self::RegisterElsewhere => {
                ("flytta filen till `registers/` i mappen", "move the file to `registers/` in the folder")
            }
            Self::InvariantIdle { .. } => (
                "se efter att det som den nämner kan hända i förfarandena under `procedures`, i det som `within` nämner",
                "see that what it names can happen in the procedures of `procedures`, within what `within` names",
            ),
            Self::ProbesUnsaid => (
                "skriv `probes: true`, så prövas det att den ställs först när svaret behövs (2 kap. 18 § TF)",
                "write `probes: true`, so that it is held to come only when the answer is needed (Ch. 2, Sec. 18 TF)",
            ),
            Self::Expired { .. } => (
                "skriv en ny version i en egen fil, `ID@DAG.yaml`, eller ta bort `to` om reglerna fortfarande gäller",
                "write a new version in a file of its own, `ID@DAY.yaml`, or remove `to` if the rules are still in force",
            ),
            Self::NotYet { .. } => (
                "inget behöver göras; fram till dess används den inte",
                "nothing need be done; it is not used until then",
            ),
            Self::ReviewDue { .. } => (
                "läs reglerna mot lagen, skriv dagen i `review: checked` och nästa gång i `due`",
                "read the rules against the law, and write the day in `review: checked` and the next time in `due`",
            ),
            Self::AppliedOutOfForce { .. } => (
                "låt en `switch` på `law-date` välja steg efter dag, eller ge lagrummet den lydelse som gällde då",
                "let a `switch` on `law-date` choose the step by the day, or give the provision the wording of that day",
            ),
            Self::CheckedLongAgo { .. } => (
                "läs lydelsen mot lagtexten, och skriv dagen i `checked` och texten i `against`",
                "read the wording against the statute, and write the day in `checked` and the text in `against`",
            ),
            Self::DaysLost { .. } => (
                "ta med de inbyggda lydelserna; `menprov rules show ID --source` skriver ut dem",
                "keep the wordings built in; `menprov rules show ID --source` writes them out",
            ),
            Self::TestChanged { .. } => (
                "behåll den inbyggda lydelsen till dagen före ändringen, och skriv den nya med `from` den dagen",
                "keep the wording built in until the day before the change, and write the new one with `from` that day",
            ),
            Self::NotTranslated => ("översätt den ena texten", "translate one of the texts"),
            Self::NumbersDiffer { .. } => (
                "skriv samma tal på båda språken; klockslag får skrivas `kl. 16` och `4 pm`",
                "write the same numbers in both languages; times of day may be written `kl. 16` and `4 pm`",
            ),
            Self::ReferencesDiffer { .. } => (
                "hänvisa till samma ställen: `26 kap. 1 a § OSL` är `Ch. 26, Sec. 1 a OSL`",
                "refer to the same places: `26 kap. 1 a § OSL` is `Ch. 26, Sec. 1 a OSL`",
            ),
            Self::PlaceholdersDiffer { .. } => {
                ("använd samma platshållare på båda språken", "use the same placeholders in both languages")
            }
            Self::LongSentence { .. } => (
                "korta meningen, dela den i två, eller lägg förklaringen i `help`",
                "shorten the sentence, make it two, or put the explanation in `help`",
            ),
            Self::ManySentences { .. } => ("lägg förklaringen i `help`", "put the explanation in `help`"),
            Self::DoubleNegation { .. } => (
                "fråga efter det som är, så att ett ja betyder ja",
                "ask for what is the case, so that a yes means yes",
            ),
            Self::AndOr { .. } => (
                "skriv `eller` om det ena räcker, `och` om båda krävs",
                "write `or` if one will do, `and` if both are needed",
            ),
            Self::TwoQuestions => (
                "gör två steg med var sin fråga, eller en `checklist` med en rad för varje",
                "make two steps with one question each, or a `checklist` with a row for each",
            ),
            Self::DeadlineDiffers { .. } => (
                "läs lagrummet, och skriv samma tid i texten och i `deadline`",
                "read the provision, and write the same time in the text and in `deadline`",
            ),
            Self::Pointless { .. } => (
                "låt svaren leda åt olika håll, eller skriv `then: MÅL` om svaret bara ska stå i underlaget",
                "let the answers lead apart, or write `then: TARGET` if the answer is only to stand in the memo",
            ),
            Self::Unused { thing: Registered::Provision, .. } => (
                "ange det under `provisions` där det tillämpas, eller låt det stå för den som slår upp det",
                "give it under `provisions` where it is applied, or leave it for whoever looks it up",
            ),
            Self::Unused { thing: Registered::Duty, .. } => (
                "ange den under `duties` där den uppkommer, eller ta bort den",
                "give it under `duties` where it arises, or remove it",
            ),
            Self::Unused { thing: Registered::Question, .. } => (
                "ställ den i ett steg med `question:`, eller ta bort den",
                "put it in a step with `question:`, or remove it",
            ),
            Self::Unused { thing: Registered::Table, .. } => (
                "se på den i en `switch: {on: table}`, eller ta bort den",
                "look at it in a `switch: {on: table}`, or remove it",
            ),
            Self::Unused { thing: Registered::Module, .. } => {
                ("anropa den med `call:`, eller ta bort filen", "call it with `call:`, or remove the file")
            }
            Self::Unused { thing: Registered::Argument, .. } => (
                "se på det i en `switch: {on: argument}` eller skicka det vidare med `with`, annars ta bort det",
                "look at it in a `switch: {on: argument}` or pass it on by `with`, otherwise remove it",
            ),
            Self::EffectNeverGiven { .. } => (
                "ange en effekt som modulen lämnar, eller ta bort steget",
                "give an effect that the module returns, or remove the step",
            ),
        }
    }
}
