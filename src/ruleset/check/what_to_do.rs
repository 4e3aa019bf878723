//! What to do about every fault, in Swedish and English.

use chrono::NaiveDate;

use super::fault::{CheckFault, DoubtShould, Site, Thing};
use crate::text::Language;

impl DoubtShould {
    fn words(&self, language: Language) -> String {
        match (self, language) {
            (Self::Park, Language::Sv) => "led till en `halt: park`".to_owned(),
            (Self::Park, Language::En) => "lead to a `halt: park`".to_owned(),
            (Self::As(answer), Language::Sv) => format!("led dit `{answer}` leder"),
            (Self::As(answer), Language::En) => format!("lead where `{answer}` leads"),
            (Self::Mode { request, own }, Language::Sv) => {
                let own = own.as_ref().map_or("ett annat svar".to_owned(), |own| format!("`{own}`"));
                format!(
                    "led till en `switch` på `mode`: `request` dit `{request}` leder, `own-initiative` dit {own} leder"
                )
            }
            (Self::Mode { request, own }, Language::En) => {
                let own = own.as_ref().map_or("another answer".to_owned(), |own| format!("`{own}`"));
                format!(
                    "lead to a `switch` on `mode`: `request` where `{request}` leads, `own-initiative` where {own} leads"
                )
            }
            (Self::Refer, Language::Sv) => {
                "led till en fråga med annan `actor`, eller till ett slut med effekten `refer`".to_owned()
            }
            (Self::Refer, Language::En) => {
                "lead to a question of another `actor`, or to an end with the effect `refer`".to_owned()
            }
        }
    }
}

/// Where the earlier of two versions is to end, and on which line that is said.
fn end_earlier(thing: Thing, last: NaiveDate, at: &Site, language: Language) -> String {
    let Site { file, line } = at;
    let (version, newer) = match (thing, language) {
        (Thing::Provision, Language::Sv) => ("lydelsen", "den nyare"),
        (_, Language::Sv) => ("versionen", "den nyare"),
        (Thing::Provision, Language::En) => ("wording", "the newer"),
        (_, Language::En) => ("version", "the newer"),
    };
    match language {
        Language::Sv => {
            format!("låt den äldre {version} sluta `to: {last}` i {file} på rad {line}, dagen före {newer} börjar")
        }
        Language::En => {
            format!("let the older {version} end `to: {last}` in {file} on line {line}, the day before {newer} begins")
        }
    }
}

impl CheckFault {
    /// Returns what to write instead.
    pub(super) fn what_to_do(&self, language: Language) -> Option<String> {
        match self {
            Self::Unknown { meant: Some(meant), .. } | Self::InvariantUnknown { meant: Some(meant), .. } => {
                Some(format!("{} `{meant}`?", language.choose("menade du", "did you mean")))
            }
            Self::DoubtEdge { should, .. } => Some(should.words(language)),
            Self::MissingBranches { values } => {
                let (target, under) =
                    language.choose(("MÅL", "lägg till under `next`:"), ("TARGET", "add under `next`:"));
                let ways: Vec<String> = values.iter().map(|value| format!("{value}: {target}")).collect();
                Some(format!("{under} `{}`", ways.join(", ")))
            }
            Self::VersionsOverlap { thing, day, earlier, .. } => {
                day.pred_opt().map(|last| end_earlier(*thing, last, earlier, language))
            }
            Self::VersionsGap { thing, to, earlier, .. } => Some(end_earlier(*thing, *to, earlier, language)),
            _ => self.fixed().map(|(sv, en)| language.choose(sv, en).to_owned()),
        }
    }

    /// What to do, where it can be said without the fault's own names.
    #[expect(clippy::too_many_lines, reason = "a table: two wordings for each fault, side by side")]
    const fn fixed(&self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Doubled { .. } => {
                ("ge den ena ett annat id, eller ta bort den", "give one of them another id, or remove it")
            }
            Self::Unknown { thing: Thing::Node, .. } => (
                "målet är ett nod-id i samma del, `done`, `return NAMN` eller `outcome ID`",
                "a target is a node id of the same part, `done`, `return NAME` or `outcome ID`",
            ),
            Self::Unknown { thing: Thing::Branch, .. } => (
                "ta bort den, eller skriv det svar som menas; de slutna svaren är `ja`, `nej` och `vet-ej`, eller alternativens id",
                "remove it, or write the answer that is meant; closed answers are `ja`, `nej` and `vet-ej`, or the ids of options",
            ),
            Self::Unknown { thing: Thing::Provision, .. } => (
                "skriv den i en fil i `registers/`; `menprov rules provisions` visar dem som finns",
                "write it in a file in `registers/`; `menprov rules provisions` shows those that are there",
            ),
            Self::Unknown { thing: Thing::Duty | Thing::Question | Thing::Table, .. } => (
                "skriv den i en fil i `registers/`, eller rätta namnet",
                "write it in a file in `registers/`, or correct the name",
            ),
            Self::Unknown { .. }
            | Self::DoubtEdge { .. }
            | Self::MissingBranches { .. }
            | Self::VersionsOverlap { .. }
            | Self::VersionsGap { .. } => return None,
            Self::UnmappedReturns { .. } | Self::VersionUnmapped { .. } => {
                ("lägg till dem under `next`", "add them under `next`")
            }
            Self::NextOnOpen => ("skriv `then: MÅL`", "write `then: TARGET`"),
            Self::NoWay => ("skriv `next` eller `then`", "write `next` or `then`"),
            Self::ThenOnSwitch => ("skriv `next` med en väg för varje värde", "write `next` with a way for each value"),
            Self::RangeSyntax { .. } => (
                "skriv `..14`, `15..17`, `18..`, eller datum på samma sätt: `..2024-03-31`",
                "write `..14`, `15..17`, `18..`, or dates in the same way: `..2024-03-31`",
            ),
            Self::RangeOrder { .. } => (
                "skriv intervallen i ordning, utan att de går i varandra",
                "write the ranges in order, none into the next",
            ),
            Self::RangeGap { .. } => {
                ("låt intervallen möta varandra; båda ändarna räknas in", "let the ranges meet; both ends are included")
            }
            Self::RangeOutside { .. } | Self::ImpossibleEffect { .. } | Self::ReturnOfOtherTime { .. } => {
                ("ta bort grenen", "remove the branch")
            }
            Self::MissingArgument { .. } => ("ge det ett värde under `with`", "give it a value under `with`"),
            Self::PassedValue { .. } => {
                ("ge ett fast värde, eller låt modulen ta emot det", "give a constant, or let the module take it")
            }
            Self::WrongEnd { procedure: true, .. } => {
                ("skriv `done` eller `outcome ID`", "write `done` or `outcome ID`")
            }
            Self::WrongEnd { .. } => ("skriv `return NAMN`", "write `return NAME`"),
            Self::OtherPart { .. } => (
                "avsluta delen med `done`; nästa del börjar med sin första nod",
                "end the part with `done`; the next part starts at its first node",
            ),
            Self::FilledTwice { .. } => (
                "låt förfarandet nå bara en av frågorna, eller låt båda noderna ställa samma delade fråga",
                "let the procedure reach only one of the questions, or let both nodes put the same shared question",
            ),
            Self::NotFilled { .. } => ("lägg till en `kind: list` med `fills`", "add a `kind: list` with `fills`"),
            Self::ColumnDiffers { .. } => (
                "ge varje lista som fyller registret den kolumnen, med `kind: choice`",
                "give every list that fills the register that column, as a `kind: choice`",
            ),
            Self::NoDocumentColumn { .. } => (
                "ge listan en kolumn med `kind: ref` och `ref: documents`, eller ta bort `of`",
                "give the list a column of `kind: ref` and `ref: documents`, or remove `of`",
            ),
            Self::NotInScope { .. } => {
                ("ställ noden inuti slingan, eller ändra `scope`", "put the node inside the loop, or change `scope`")
            }
            Self::PlaceholderScope { .. } => {
                ("skriv om texten, eller ändra `scope`", "reword the text, or change `scope`")
            }
            Self::NestedLoop { .. } => ("anropa modulen utan slinga", "call the module without a loop"),
            Self::LoopNotRun { .. } => {
                ("ställ noden efter slingan på varje väg", "put the node after the loop on every way")
            }
            Self::OverOther { .. } => {
                ("ange ett register eller en `pick` av samma slag", "give a register or a `pick` of the same kind")
            }
            Self::NotSwitchable { .. } => (
                "slutna svar, tal och datum kan skilja vägar åt; en `pick` gås igenom med `each`",
                "closed answers, numbers and dates can tell ways apart; a `pick` is gone through with `each`",
            ),
            Self::WrongKind { procedure: true, .. } => {
                ("erbjud den med `start` på ett utfall", "offer it by `start` on an outcome")
            }
            Self::WrongKind { .. } => ("anropa den med `call`", "run it by `call`"),
            Self::RowNotTri { .. } => ("gör frågan till `kind: tri`", "make the question a `kind: tri`"),
            Self::FillsScope => ("skriv `scope: frame`", "write `scope: frame`"),
            Self::TooMany { .. } => ("dela upp regelsamlingen", "split the rulebook"),
            Self::EmptyPart => ("lägg till en nod, eller ta bort delen", "add a node, or remove the part"),
            Self::EffectsUnnamed { .. } => {
                ("lägg till dem i registret `effects`", "add them to the register `effects`")
            }
            Self::OfDocument => ("ta bort `of`, eller skriv `over: items`", "remove `of`, or write `over: items`"),
            Self::KindDiffers { .. } => ("byt id på den ena", "give one of them another id"),
            Self::ReachesNothing { .. } => (
                "räkna upp under lagrummets `reaches` vad det når, eller ange ett annat",
                "list under the provision's `reaches` what it reaches, or name another",
            ),
            Self::NotAPick { .. } => {
                ("ange ett register eller en fråga av `kind: pick`", "give a register or a question of `kind: pick`")
            }
            Self::PublicOther => (
                "ta bort `public`, eller skriv `each: person` och `over: persons`",
                "remove `public`, or write `each: person` and `over: persons`",
            ),
            Self::TableGap { .. } => (
                "lägg till en rad, eller en sista rad utan `when` för allt annat",
                "add a row, or a last row without `when` for all else",
            ),
            Self::TableRowNever => (
                "flytta raden uppåt, eller ta bort den; den första rad som passar avgör",
                "move the row up, or remove it; the first row that fits decides",
            ),
            Self::TableResultNever { .. } => {
                ("ta bort resultatet, eller låt en rad ge det", "remove the result, or let a row give it")
            }
            Self::InvariantUnknown { .. } => (
                "rätta namnet, eller lägg en egen post med invariantens id i `registers/` bredvid de regler som har bytts ut",
                "correct the name, or lay an entry of your own under the invariant's id in `registers/` beside the rules that were replaced",
            ),
            Self::NeverWithin { .. } => (
                "ange ett ämne som finns inom det, eller ändra `within`",
                "name a subject that lies within it, or change `within`",
            ),
            Self::PictureInputs => ("ta bort `picture`", "remove `picture`"),
            Self::Unreachable { .. } => ("led en väg dit, eller ta bort noden", "lead a way to it, or remove the node"),
            Self::Cycle { .. } => {
                ("ska handläggaren svara om, använd `revise`", "where the officer is to answer again, use `revise`")
            }
            Self::CallCycle { .. } => {
                ("bryt ut det gemensamma till en egen modul", "move what they share to a module of its own")
            }
            Self::DeadEnd { .. } => ("låt minst ett svar leda till ett slut", "let at least one answer lead to an end"),
            Self::ReviseTarget { .. } => (
                "ange en `ask`, `question` eller `checklist` som leder hit",
                "name an `ask`, `question` or `checklist` that leads here",
            ),
            Self::NeverDone => ("led en väg till `done`", "lead a way to `done`"),
            Self::DoneInLast => ("skriv `outcome ID`", "write `outcome ID`"),
            Self::UnusedEnd { .. } => ("led en väg dit, eller ta bort den", "lead a way to it, or remove it"),
            Self::NoProvision { .. } | Self::EndWithoutProvision { .. } => {
                ("ange lagrummet under `provisions`", "give the provision under `provisions`")
            }
            Self::DoubtMissing => ("skriv `doubt: {means: …}`", "write `doubt: {means: …}`"),
            Self::DoubtTest { .. } => (
                "ange den betydelse som testet har, eller sätt rätt lagrum först",
                "give the meaning that the test has, or put the right provision first",
            ),
            Self::NoteMissing => ("skriv vad som är slutsats och av vad", "write what is inferred, and from what"),
            Self::DoubtAs { needed: true, .. } => (
                "skriv `as: ja` eller `as: nej`, eller ett annat svars id",
                "write `as: ja` or `as: nej`, or another answer's id",
            ),
            Self::DoubtAs { .. } => ("ta bort `as`", "remove `as`"),
            Self::DoubtNotHere { .. } => (
                "tvivel kräver svaret `vet-ej`; en checklista tar `closed`, `secret` eller `find-out`",
                "doubt needs the answer `vet-ej`; a checklist takes `closed`, `secret` or `find-out`",
            ),
            Self::DoubtOpens { .. } => (
                "låt `as` nämna det svar som stänger och led tvivlet dit, eller läs lagrummet igen: öppnar tvivel är `means` ett annat",
                "let `as` name the answer that closes and lead doubt there, or read the provision again: where doubt opens, `means` is another",
            ),
            Self::NotInForce { .. } => (
                "lägg till en version för den tiden, eller välj bort anropet med en `switch` på `law-date`",
                "add a version for that time, or choose around the call by a `switch` on `law-date`",
            ),
            Self::ProvisionNeverInForce { .. } => {
                ("ange det lagrum som gällde då", "cite the provision that was in force then")
            }
            Self::ArgumentsDiffer { .. } => {
                ("ge alla versioner samma argument och värden", "give all versions the same arguments and values")
            }
            Self::QuestionChanges { .. } => {
                ("flytta frågan till registret `questions`", "move the question to the register `questions`")
            }
            Self::EndsBeforeStart => ("rätta `from` eller `to`", "correct `from` or `to`"),
        })
    }
}
