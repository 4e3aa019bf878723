//! The words of every fault, in Swedish and English.

use super::fault::{CheckFault, DoubtShould, Thing};
use crate::ruleset::fault::{FaultWords, listed, shortened};
use crate::text::Language;

impl FaultWords for CheckFault {
    fn code(&self) -> &'static str {
        self.stable_code()
    }

    fn message(&self, language: Language) -> String {
        match language {
            Language::Sv => self.swedish(),
            Language::En => self.english(),
        }
    }

    fn hint(&self, language: Language) -> Option<String> {
        if let Self::Unknown { meant: Some(meant), .. } = self {
            return Some(format!("{} `{meant}`?", language.choose("menade du", "did you mean")));
        }
        if let Self::DoubtEdge { should, .. } = self {
            return Some(should.words(language));
        }
        let (sv, en) = self.fixed_hint()?;
        Some(language.choose(sv, en).to_owned())
    }
}

impl Thing {
    /// Returns the noun: in the definite in Swedish, bare in English.
    const fn noun(self, language: Language) -> &'static str {
        let (sv, en) = match self {
            Self::Module => ("modulen", "module"),
            Self::Procedure => ("proceduren", "procedure"),
            Self::Ruleset => ("regelverket", "ruleset"),
            Self::Node => ("noden", "node"),
            Self::Provision => ("lagrummet", "provision"),
            Self::Duty => ("skyldigheten", "duty"),
            Self::Question => ("frågan", "question"),
            Self::Return => ("returen", "return"),
            Self::Outcome => ("utfallet", "outcome"),
            Self::Column => ("kolumnen", "column"),
            Self::Answer => ("svaret", "answer"),
            Self::Argument => ("argumentet", "argument"),
            Self::Value => ("värdet", "value"),
            Self::Field => ("fältet", "field"),
            Self::Effect => ("effekten", "effect"),
            Self::Loop => ("slingan", "loop"),
            Self::Placeholder => ("platshållaren", "placeholder"),
            Self::Term => ("termen", "term"),
            Self::Branch => ("grenen", "branch"),
        };
        language.choose(sv, en)
    }
}

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

fn all(names: &[Box<str>]) -> String {
    listed(names.iter().map(|name| &**name))
}

fn range(from: Option<&str>, to: Option<&str>) -> String {
    format!("`{}..{}`", from.unwrap_or_default(), to.unwrap_or_default())
}

impl CheckFault {
    fn swedish(&self) -> String {
        let sv = Language::Sv;
        match self {
            Self::Doubled { thing, name, file, line } => {
                format!("{} `{name}` finns redan i {file} på rad {line}", thing.noun(sv))
            }
            Self::Unknown { thing, name, .. } => {
                format!("{} `{}` finns inte", thing.noun(sv), shortened(name))
            }
            Self::MissingBranches { values } => format!("ingen väg för {}", all(values)),
            Self::NextOnOpen => "frågans svar är inte slutna och kan inte skilja vägar åt".to_owned(),
            Self::NoWay => "noden leder ingenstans".to_owned(),
            Self::ThenOnSwitch => "en `switch` med bara en väg väljer ingenting".to_owned(),
            Self::RangeSyntax { written } => format!("`{}` är inget intervall", shortened(written)),
            Self::RangeOrder { written } => {
                format!("intervallet `{written}` börjar innan det förra har slutat")
            }
            Self::RangeGap { from, to } => {
                format!("ingen väg för {}", range(from.as_deref(), to.as_deref()))
            }
            Self::RangeOutside { written } => {
                format!("inget värde i intervallet `{written}` kan komma hit")
            }
            Self::MissingArgument { module, name } => {
                format!("modulen `{module}` får inget värde för `{name}`")
            }
            Self::PassedValue { argument, module, value } => {
                format!("`{argument}` kan vara `{value}`, som modulen `{module}` inte tar emot")
            }
            Self::WrongEnd { written, procedure: true } => format!("en procedur kan inte sluta med `{written}`"),
            Self::WrongEnd { written, .. } => format!("en modul kan inte sluta med `{written}`"),
            Self::OtherPart { name } => format!("noden `{name}` hör till en annan del"),
            Self::FilledTwice { register, procedure, other } => {
                format!("i proceduren `{procedure}` fylls registret `{register}` redan av `{other}`")
            }
            Self::NotFilled { register, procedure } => {
                format!("i proceduren `{procedure}` fyller ingen fråga registret `{register}`")
            }
            Self::ColumnDiffers { column, list } => {
                format!("listan `{list}` saknar kolumnen `{column}` eller har den på annat sätt")
            }
            Self::NotInScope { subjects, caller: Some(caller) } => {
                format!("{} saknas här när `{caller}` anropar", listed(subjects.iter().copied()))
            }
            Self::NotInScope { subjects, caller: None } => format!("{} saknas här", listed(subjects.iter().copied())),
            Self::PlaceholderScope { placeholder } => {
                format!("`{placeholder}` har inget att stå för här")
            }
            Self::NestedLoop { subject } => {
                format!("slingan över `{subject}` går inuti en likadan")
            }
            Self::LoopNotRun { name } => format!("slingan `{name}` har inte gått på varje väg hit"),
            Self::OverOther { subject, found } => format!("slingan över `{subject}` får `{found}`"),
            Self::ImpossibleEffect { name } => format!("`{name}` kan inte komma ut här"),
            Self::NotSwitchable { name } => {
                format!("`{}` har inga värden att välja väg efter", shortened(name))
            }
            Self::WrongKind { name, procedure: true } => format!("`{name}` är en procedur och kan inte anropas"),
            Self::WrongKind { name, .. } => format!("`{name}` är en modul och kan inte startas"),
            Self::RowNotTri { name } => {
                format!("raden frågar `{name}`, som inte besvaras med ja, nej eller vet-ej")
            }
            Self::FillsScope => "en lista som fyller ett register frågas en gång, i `scope: frame`".to_owned(),
            Self::TooMany { thing } => {
                format!("för många: {} går inte att numrera", thing.noun(sv))
            }
            Self::EmptyPart => "delen har ingen nod".to_owned(),
            Self::EffectsUnnamed { names } => {
                format!("effekter saknar ord: {}", listed(names.iter().copied()))
            }
            Self::OfDocument => "bara uppgifter hör till en handling".to_owned(),
            Self::KindDiffers { name } => format!("en annan version av `{name}` är av annan sort"),
            Self::Unreachable { name } => format!("ingen väg leder till noden `{name}`"),
            Self::Cycle { name } => format!("vägen går runt: den leder tillbaka till `{name}`"),
            Self::CallCycle { way } => {
                format!("modulerna anropar varandra runt: {}", way.join(" → "))
            }
            Self::DeadEnd { name } => {
                format!("inget svar på `{name}` leder vidare; alla skickas tillbaka dit")
            }
            Self::ReviseTarget { name } => format!("`{name}` är ingen fråga på vägen hit"),
            Self::NeverDone => "delen når aldrig `done`, så nästa del börjar aldrig".to_owned(),
            Self::DoneInLast => "den sista delen slutar med `done` och inte med ett utfall".to_owned(),
            Self::UnusedEnd { thing, name } => {
                format!("ingen väg leder till {} `{name}`", thing.noun(sv))
            }
            Self::NoProvision { name } => format!("frågan i `{name}` vilar inte på något lagrum"),
            Self::EndWithoutProvision { thing, name, effect } => {
                format!("{} `{name}` har effekten `{effect}` men inget lagrum", thing.noun(sv))
            }
            Self::DoubtMissing => "tvivel leder någonstans, men inget säger vad det betyder".to_owned(),
            Self::DoubtEdge { means, .. } => {
                format!("tvivel leder inte dit `means: {means}` säger")
            }
            Self::DoubtTest { means, provision, test } => {
                format!("`means: {means}` passar inte testet `{test}` i `{provision}`")
            }
            Self::NoteMissing => "det som är slutsats eller minne måste förklaras i `note`".to_owned(),
            Self::UnmappedReturns { module, names } => {
                format!("ingen väg för {} från modulen `{module}`", all(names))
            }
            Self::DoubtAs { means, needed: true } => format!("`means: {means}` säger inte vilket svar det följer"),
            Self::DoubtAs { means, .. } => format!("`as` betyder inget vid `means: {means}` här"),
            Self::DoubtNotHere { means } => format!("`means: {means}` kan inte stå här"),
            Self::VersionsOverlap { name, day } => {
                format!("två versioner av `{name}` gäller den {day}")
            }
            Self::VersionsGap { name, from, to } => {
                format!("ingen version av `{name}` gäller {from} till {to}")
            }
            Self::NotInForce { name, day } => format!("ingen version av `{name}` gäller den {day}"),
            Self::ProvisionNeverInForce { name } => {
                format!("lagrummet `{name}` gäller inte någon dag här")
            }
            Self::VersionUnmapped { module, names, from } => {
                format!("ingen väg för {} från modulen `{module}` i versionen från {from}", all(names))
            }
            Self::ReturnOfOtherTime { module, name } => {
                format!("ingen version av modulen `{module}` som gäller här returnerar `{name}`")
            }
            Self::ArgumentsDiffer { name } => {
                format!("versionerna av `{name}` har inte samma argument")
            }
            Self::QuestionChanges { name } => {
                format!("frågan `{name}` ändras medan regelverket gäller")
            }
            Self::EndsBeforeStart => "giltigheten slutar innan den börjar".to_owned(),
        }
    }

    fn english(&self) -> String {
        let en = Language::En;
        match self {
            Self::Doubled { thing, name, file, line } => {
                format!("the {} `{name}` stands already in {file} on line {line}", thing.noun(en))
            }
            Self::Unknown { thing, name, .. } => {
                format!("there is no {} `{}`", thing.noun(en), shortened(name))
            }
            Self::MissingBranches { values } => format!("no way for {}", all(values)),
            Self::NextOnOpen => "the answers are not closed and cannot tell ways apart".to_owned(),
            Self::NoWay => "the node leads nowhere".to_owned(),
            Self::ThenOnSwitch => "a `switch` with one way only chooses nothing".to_owned(),
            Self::RangeSyntax { written } => format!("`{}` is not a range", shortened(written)),
            Self::RangeOrder { written } => {
                format!("the range `{written}` begins before the last one has ended")
            }
            Self::RangeGap { from, to } => {
                format!("no way for {}", range(from.as_deref(), to.as_deref()))
            }
            Self::RangeOutside { written } => {
                format!("no value of the range `{written}` can come here")
            }
            Self::MissingArgument { module, name } => {
                format!("the module `{module}` is given no value for `{name}`")
            }
            Self::PassedValue { argument, module, value } => {
                format!("`{argument}` may be `{value}`, which the module `{module}` does not take")
            }
            Self::WrongEnd { written, procedure: true } => format!("a procedure cannot end in `{written}`"),
            Self::WrongEnd { written, .. } => format!("a module cannot end in `{written}`"),
            Self::OtherPart { name } => format!("the node `{name}` belongs to another part"),
            Self::FilledTwice { register, procedure, other } => {
                format!("in the procedure `{procedure}` the register `{register}` is already filled by `{other}`")
            }
            Self::NotFilled { register, procedure } => {
                format!("in the procedure `{procedure}` no question fills the register `{register}`")
            }
            Self::ColumnDiffers { column, list } => {
                format!("the list `{list}` lacks the column `{column}` or has it in another way")
            }
            Self::NotInScope { subjects, caller: Some(caller) } => {
                format!("{} is not in scope here when `{caller}` calls", listed(subjects.iter().copied()))
            }
            Self::NotInScope { subjects, caller: None } => {
                format!("{} is not in scope here", listed(subjects.iter().copied()))
            }
            Self::PlaceholderScope { placeholder } => {
                format!("`{placeholder}` has nothing to stand for here")
            }
            Self::NestedLoop { subject } => {
                format!("the loop over `{subject}` runs inside another of its kind")
            }
            Self::LoopNotRun { name } => format!("the loop `{name}` has not run on every way here"),
            Self::OverOther { subject, found } => {
                format!("the loop over `{subject}` is given `{found}`")
            }
            Self::ImpossibleEffect { name } => format!("`{name}` cannot come out here"),
            Self::NotSwitchable { name } => {
                format!("`{}` has no values to choose a way by", shortened(name))
            }
            Self::WrongKind { name, procedure: true } => format!("`{name}` is a procedure and cannot be called"),
            Self::WrongKind { name, .. } => format!("`{name}` is a module and cannot be started"),
            Self::RowNotTri { name } => {
                format!("the row asks `{name}`, which is not answered by ja, nej or vet-ej")
            }
            Self::FillsScope => "a list that fills a register is asked once, in `scope: frame`".to_owned(),
            Self::TooMany { thing } => format!("too many to number: {}", thing.noun(en)),
            Self::EmptyPart => "the part has no node".to_owned(),
            Self::EffectsUnnamed { names } => {
                format!("effects without words: {}", listed(names.iter().copied()))
            }
            Self::OfDocument => "only items belong to a document".to_owned(),
            Self::KindDiffers { name } => format!("another version of `{name}` is of another kind"),
            Self::Unreachable { name } => format!("no way leads to the node `{name}`"),
            Self::Cycle { name } => format!("the way goes round: it leads back to `{name}`"),
            Self::CallCycle { way } => {
                format!("the modules call each other round: {}", way.join(" → "))
            }
            Self::DeadEnd { name } => {
                format!("no answer to `{name}` leads on; all are sent back to it")
            }
            Self::ReviseTarget { name } => format!("`{name}` is not a question on the way here"),
            Self::NeverDone => "the part never reaches `done`, so the next part never begins".to_owned(),
            Self::DoneInLast => "the last part ends in `done` and not in an outcome".to_owned(),
            Self::UnusedEnd { thing, name } => {
                format!("no way leads to the {} `{name}`", thing.noun(en))
            }
            Self::NoProvision { name } => format!("the question of `{name}` rests on no provision"),
            Self::EndWithoutProvision { thing, name, effect } => {
                format!("the {} `{name}` has the effect `{effect}` but no provision", thing.noun(en))
            }
            Self::DoubtMissing => "doubt leads somewhere, but nothing says what it means".to_owned(),
            Self::DoubtEdge { means, .. } => {
                format!("doubt does not lead where `means: {means}` says")
            }
            Self::DoubtTest { means, provision, test } => {
                format!("`means: {means}` does not fit the test `{test}` of `{provision}`")
            }
            Self::NoteMissing => "what is inferred or recalled must be explained in `note`".to_owned(),
            Self::UnmappedReturns { module, names } => {
                format!("no way for {} from the module `{module}`", all(names))
            }
            Self::DoubtAs { means, needed: true } => format!("`means: {means}` does not say which answer it follows"),
            Self::DoubtAs { means, .. } => format!("`as` says nothing with `means: {means}` here"),
            Self::DoubtNotHere { means } => format!("`means: {means}` cannot stand here"),
            Self::VersionsOverlap { name, day } => {
                format!("two versions of `{name}` are in force on {day}")
            }
            Self::VersionsGap { name, from, to } => {
                format!("no version of `{name}` is in force from {from} to {to}")
            }
            Self::NotInForce { name, day } => {
                format!("no version of `{name}` is in force on {day}")
            }
            Self::ProvisionNeverInForce { name } => {
                format!("the provision `{name}` is in force on no day here")
            }
            Self::VersionUnmapped { module, names, from } => {
                format!("no way for {} from the module `{module}` in the version from {from}", all(names))
            }
            Self::ReturnOfOtherTime { module, name } => {
                format!("no version of the module `{module}` that is in force here returns `{name}`")
            }
            Self::ArgumentsDiffer { name } => {
                format!("the versions of `{name}` do not have the same arguments")
            }
            Self::QuestionChanges { name } => {
                format!("the question `{name}` changes while the ruleset is in force")
            }
            Self::EndsBeforeStart => "the validity ends before it begins".to_owned(),
        }
    }

    /// What to do, where it can be said without the fault's own names.
    #[expect(clippy::too_many_lines, reason = "a table: two wordings for each fault, side by side")]
    const fn fixed_hint(&self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Doubled { .. } => {
                ("ge den ena ett annat id, eller ta bort den", "give one of them another id, or remove it")
            }
            Self::Unknown { thing: Thing::Node, .. } => (
                "målet är ett nod-id i samma del, `done`, `return NAMN` eller `outcome ID`",
                "a target is a node id of the same part, `done`, `return NAME` or `outcome ID`",
            ),
            Self::Unknown { .. } | Self::DoubtEdge { .. } => return None,
            Self::MissingBranches { .. } | Self::UnmappedReturns { .. } | Self::VersionUnmapped { .. } => {
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
            Self::FilledTwice { .. } => {
                ("låt båda noderna ställa samma delade fråga", "let both nodes put the same shared question")
            }
            Self::NotFilled { .. } => ("lägg till en `kind: list` med `fills`", "add a `kind: list` with `fills`"),
            Self::ColumnDiffers { .. } => (
                "ge alla listor som fyller registret samma kolumn på samma plats, helst genom en delad fråga",
                "give every list that fills the register the same column at the same position, best by one shared question",
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
            Self::TooMany { .. } => ("dela upp regelverket", "split the rulebook"),
            Self::EmptyPart => ("lägg till en nod, eller ta bort delen", "add a node, or remove the part"),
            Self::EffectsUnnamed { .. } => {
                ("lägg till dem i registret `effects`", "add them to the register `effects`")
            }
            Self::OfDocument => ("ta bort `of`, eller skriv `over: items`", "remove `of`, or write `over: items`"),
            Self::KindDiffers { .. } => ("byt id på den ena", "give one of them another id"),
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
            Self::VersionsOverlap { .. } | Self::VersionsGap { .. } => (
                "låt en version sluta dagen före den nästa börjar",
                "let a version end on the day before the next begins",
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
