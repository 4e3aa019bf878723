//! What is asked before the first question: what is to be assessed, and in which matter.

use crate::assessment::check_reference;
use crate::engine::Edition;
use crate::error::{Error, Kind, Plain};
use crate::interview::{Gesture, Notice, NoticeKind, Prompt, Reply, Respondent, Wants};
use crate::render::safe;
use crate::render::terms::capital;
use crate::ruleset::model::{Ruleset, RulesetIx, RulesetKind};
use crate::text::Language;

/// Whoever begins an assessment, with what the command line has said already.
pub struct Opening<'o, 'b> {
    pub edition: &'o Edition<'b>,
    pub front: &'o mut dyn Respondent,
    pub language: Language,
}

impl Opening<'_, '_> {
    /// Asks for the procedure and the matter's reference, each unless it is given. From the reference `<` goes back to
    /// the procedure, if that was asked for.
    ///
    /// # Errors
    /// If they stop, or no procedure was in force that day.
    pub fn run(mut self, procedure: Option<RulesetIx>, matter: Option<&str>) -> Result<(RulesetIx, String), Error> {
        let all = self.procedures();
        let only = match all[..] {
            [only] => Some(only),
            [] => return Err(self.none_in_force()),
            _ => None,
        };
        let given = procedure.or(only);
        let mut chosen = None;
        loop {
            let procedure = match given {
                Some(given) => given,
                None => self.procedure(&all, chosen)?,
            };
            chosen = Some(procedure);
            if let Some(matter) = matter {
                return Ok((procedure, matter.to_owned()));
            }
            if let Some(matter) = self.matter(procedure, given.is_none())? {
                return Ok((procedure, matter));
            }
        }
    }

    fn procedures(&self) -> Vec<RulesetIx> {
        let all = self.edition.rulesets().filter(|(_, rules)| rules.kind == RulesetKind::Procedure);
        all.map(|(at, _)| at).collect()
    }

    fn rules(&self, at: RulesetIx) -> &Ruleset {
        &self.edition.book.rulesets[at.at()]
    }

    fn title(&self, at: RulesetIx) -> String {
        safe::line(self.rules(at).title.get(self.language)).into_owned()
    }

    fn none_in_force(&self) -> Error {
        let day = self.edition.date;
        Plain::new(
            Kind::Unusable,
            format!("inget förfarande gällde den {day}"),
            format!("no procedure was in force on {day}"),
        )
        .into()
    }

    fn procedure(&mut self, all: &[RulesetIx], chosen: Option<RulesetIx>) -> Result<RulesetIx, Error> {
        let choices = all.iter().map(|&at| self.title(at)).collect();
        let wants = Wants::Picks { choices, names: Vec::new(), many: false, least: 1 };
        let question = self.language.choose("Vad ska prövas?", "What is to be assessed?");
        let asked = Prompt {
            earlier: chosen.map(|at| self.title(at)),
            keeps: chosen.is_some(),
            ..Prompt::new(question, wants)
        };
        loop {
            let gesture = match self.front.ask(&asked)? {
                Reply::Picked(picked) => match picked[..] {
                    [only] if only < all.len() => return Ok(all[only]),
                    _ => {
                        self.refuse("Skriv ett av numren i listan.", "Type one of the numbers of the list.")?;
                        continue;
                    }
                },
                Reply::Gesture(gesture) => gesture,
                Reply::Option(_) | Reply::Text(_) => continue,
            };
            match (gesture, chosen) {
                (Gesture::Keep, Some(chosen)) => return Ok(chosen),
                (Gesture::Help, _) => self.help_procedures(all)?,
                (gesture, _) => self.aside(gesture, None)?,
            }
        }
    }

    /// Asks for the reference; nothing where they go back.
    fn matter(&mut self, procedure: RulesetIx, can_go_back: bool) -> Result<Option<String>, Error> {
        let question = self.language.choose(
            "Ärendets beteckning, till exempel ett diarienummer (aldrig ett namn eller personnummer)",
            "The matter's reference, such as a registration number (never a name or personal number)",
        );
        let asked = Prompt::new(question, Wants::Text { least: 1 });
        loop {
            match self.front.ask(&asked)? {
                Reply::Text(text) if !text.trim().is_empty() => match check_reference(&text) {
                    Ok(()) => return Ok(Some(text.trim().to_owned())),
                    Err(fault) => {
                        let words = [Some(fault.message(self.language)), fault.hint(self.language)];
                        let lines = words.iter().flatten().map(|words| format!("{}.", capital(words))).collect();
                        self.tell(NoticeKind::Refused, "", lines)?;
                    }
                },
                Reply::Gesture(Gesture::Back) if can_go_back => return Ok(None),
                Reply::Gesture(Gesture::Help) => self.help_matter()?,
                Reply::Gesture(gesture) => self.aside(gesture, Some(procedure))?,
                Reply::Text(_) | Reply::Option(_) | Reply::Picked(_) => {
                    self.refuse("Skriv ärendets beteckning.", "Type the matter's reference.")?;
                }
            }
        }
    }

    fn help_procedures(&mut self, all: &[RulesetIx]) -> Result<(), Error> {
        let language = self.language;
        let mut lines = vec![
            language
                .choose(
                    "Ett förfarande är en sorts prövning, från första frågan till underlaget. Välj det som liknar det du har framför dig.",
                    "A procedure is one kind of assessment, from the first question to the memo. Choose what is most like what you have before you.",
                )
                .to_owned(),
        ];
        for (&at, number) in all.iter().zip(1..) {
            let about = self.rules(at).about.as_ref().map(|about| safe::line(about.get(language)).into_owned());
            lines.push(format!("{number}. {}: {}", self.title(at), about.unwrap_or_default()));
        }
        self.tell(NoticeKind::Help, language.choose("Hjälp", "Help"), lines)
    }

    fn help_matter(&mut self) -> Result<(), Error> {
        let line = self.language.choose(
            "Beteckningen är den som ärendet har hos er, till exempel SN 2026/123. Den står i underlaget, så att det hittas igen. Namn och personnummer hör inte hemma där: beteckningen läses av fler än den som läser ärendet.",
            "The reference is the one that the matter has with you, such as SN 2026/123. It stands in the memo, so that it is found again. Names and personal numbers do not belong there: more people read the reference than read the matter.",
        );
        self.tell(NoticeKind::Help, self.language.choose("Hjälp", "Help"), vec![line.to_owned()])
    }

    /// Answers the gestures that lead nowhere from here. Stopping leaves nothing behind.
    fn aside(&mut self, gesture: Gesture, chosen: Option<RulesetIx>) -> Result<(), Error> {
        let language = self.language;
        let line = match gesture {
            Gesture::Pause => {
                return Err(Plain::new(Kind::Interrupted, "inget är påbörjat", "nothing was begun").into());
            }
            Gesture::Back => language.choose("Det här är den första frågan.", "This is the first question.").to_owned(),
            Gesture::Review => match chosen {
                Some(procedure) => format!("{}: {}", language.choose("Valt", "Chosen"), self.title(procedure)),
                None => language.choose("Inget är besvarat ännu.", "Nothing is answered yet.").to_owned(),
            },
            Gesture::Keep | Gesture::Help => {
                language.choose("Här finns inget svar att behålla.", "There is no answer to keep here.").to_owned()
            }
        };
        self.tell(NoticeKind::Info, "", vec![line])
    }

    fn refuse(&mut self, sv: &str, en: &str) -> Result<(), Error> {
        let line = match self.language {
            Language::Sv => sv,
            Language::En => en,
        };
        self.tell(NoticeKind::Refused, "", vec![line.to_owned()])
    }

    fn tell(&mut self, kind: NoticeKind, title: &str, lines: Vec<String>) -> Result<(), Error> {
        Ok(self.front.tell(&Notice { kind, title: title.to_owned(), lines })?)
    }
}
