//! The words of every fault, in Swedish and English.

use super::fault::{CheckFault, Thing};
use super::phrases::{all, days, range, version, versions};
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
        self.what_to_do(language)
    }
}

impl Thing {
    /// Returns the noun: in the definite in Swedish, bare in English.
    const fn noun(self, language: Language) -> &'static str {
        let (sv, en) = match self {
            Self::Module => ("modulen", "module"),
            Self::Procedure => ("proceduren", "procedure"),
            Self::Ruleset => ("regelsamlingen", "ruleset"),
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
            Self::Table => ("tabellen", "table"),
            Self::Input => ("ingången", "input"),
            Self::Result => ("resultatet", "result"),
            Self::Case => ("fallet", "case"),
            Self::Invariant => ("invarianten", "invariant"),
            Self::Combination => ("kombinationen", "combination"),
        };
        language.choose(sv, en)
    }
}

impl CheckFault {
    #[expect(clippy::too_many_lines, reason = "a table: one wording for each fault")]
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
                format!("listan `{list}` saknar kolumnen `{column}`, eller har den utan slutna val")
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
                format!("för många att numrera: {}", thing.noun(sv))
            }
            Self::EmptyPart => "delen har ingen nod".to_owned(),
            Self::EffectsUnnamed { names } => {
                format!("effekter saknar ord: {}", listed(names.iter().copied()))
            }
            Self::OfDocument => "bara uppgifter hör till en handling".to_owned(),
            Self::KindDiffers { name } => format!("en annan version av `{name}` är av annan sort"),
            Self::ReachesNothing { name } => {
                format!("lagrummet `{name}` når inget annat lagrum medan regelsamlingen gäller")
            }
            Self::NotAPick { name } => format!("frågan `{name}` är ingen `pick` att gå igenom"),
            Self::PublicOther => "raden `public` finns bara i slingan över registret `persons`".to_owned(),
            Self::NoDocumentColumn { list } => {
                format!("listan `{list}` säger inte vilken handling en uppgift hör till")
            }
            Self::TableGap { values } => format!("ingen rad i tabellen passar {}", all(values)),
            Self::TableRowNever => "raderna ovanför tar allt som raden passar".to_owned(),
            Self::TableResultNever { name } => format!("ingen rad i tabellen ger `{name}`"),
            Self::PictureInputs => "bara en tabell med två ingångar kan ritas".to_owned(),
            Self::InvariantUnknown { invariant, thing, name, .. } => {
                format!(
                    "invarianten `{invariant}` talar om {} `{}`, som inte finns i reglerna",
                    thing.noun(sv),
                    shortened(name)
                )
            }
            Self::NeverWithin { of, within } => format!("`ends: {of}` händer aldrig inom `{within}`"),
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
            Self::DoubtOpens { means, effect, other, closed } => {
                format!(
                    "tvivel betyder `{means}` men leder till `{effect}`, öppnare än `{closed}` som `{other}` kan leda till"
                )
            }
            Self::VersionsOverlap { thing, name, day, .. } => {
                format!("två {} av `{name}` gäller den {day}", versions(*thing, sv))
            }
            Self::VersionsGap { thing, name, from, to, .. } if from == to => {
                format!("ingen {} av `{name}` gäller den {from}", version(*thing, sv))
            }
            Self::VersionsGap { thing, name, from, to, .. } => {
                format!("ingen {} av `{name}` gäller {from} till {to}", version(*thing, sv))
            }
            Self::NotInForce { name, day } => format!("ingen version av `{name}` gäller den {day}"),
            Self::ProvisionNeverInForce { name, periods, valid } => {
                format!("lagrummet `{name}` gäller {}, och ingen dag av {}", days(periods), days(&[*valid]))
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
                format!("frågan `{name}` ändras medan regelsamlingen gäller")
            }
            Self::EndsBeforeStart => "giltigheten slutar innan den börjar".to_owned(),
        }
    }

    #[expect(clippy::too_many_lines, reason = "a table: one wording for each fault")]
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
                format!("the list `{list}` lacks the column `{column}`, or has it without closed options")
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
            Self::ReachesNothing { name } => {
                format!("the provision `{name}` reaches no other while the ruleset is in force")
            }
            Self::NotAPick { name } => format!("the question `{name}` is no `pick` to go through"),
            Self::PublicOther => "the row `public` is only in a loop over the register `persons`".to_owned(),
            Self::NoDocumentColumn { list } => {
                format!("the list `{list}` does not say which document an item belongs to")
            }
            Self::TableGap { values } => format!("no row of the table fits {}", all(values)),
            Self::TableRowNever => "the rows above take all that the row fits".to_owned(),
            Self::TableResultNever { name } => format!("no row of the table gives `{name}`"),
            Self::PictureInputs => "only a table with two inputs can be drawn".to_owned(),
            Self::InvariantUnknown { invariant, thing, name, .. } => {
                format!(
                    "the invariant `{invariant}` speaks of the {} `{}`, which is not in the rules",
                    thing.noun(en),
                    shortened(name)
                )
            }
            Self::NeverWithin { of, within } => format!("`ends: {of}` never happens within `{within}`"),
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
            Self::DoubtOpens { means, effect, other, closed } => {
                format!(
                    "doubt means `{means}` but leads to `{effect}`, more open than `{closed}` that `{other}` can lead to"
                )
            }
            Self::VersionsOverlap { thing, name, day, .. } => {
                format!("two {} of `{name}` are in force on {day}", versions(*thing, en))
            }
            Self::VersionsGap { thing, name, from, to, .. } if from == to => {
                format!("no {} of `{name}` is in force on {from}", version(*thing, en))
            }
            Self::VersionsGap { thing, name, from, to, .. } => {
                format!("no {} of `{name}` is in force from {from} to {to}", version(*thing, en))
            }
            Self::NotInForce { name, day } => {
                format!("no version of `{name}` is in force on {day}")
            }
            Self::ProvisionNeverInForce { name, periods, valid } => {
                format!("the provision `{name}` is in force {}, and on no day of {}", days(periods), days(&[*valid]))
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
}
