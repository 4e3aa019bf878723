//! The prompts of whoever countersigns or hands over. Nothing of it is kept before it is signed.

use std::collections::HashSet;

use super::ask::{Decision, nothing_signed};
use super::signing::Matter;
use crate::answers::safety::shown_short;
use crate::answers::value::check_text;
use crate::assessment::Words;
use crate::error::Error;
use crate::interview::{Gesture, Notice, NoticeKind, OptionLine, Prompt, Reply, Respondent, Wants};
use crate::memo::subjects;
use crate::statement::{LEAST, Place, Question, clean, own_words};
use crate::text::Language;

/// Somebody who is asked about a memo. Each prompt comes to nothing where they go back from it; where they stop, it is an
/// error.
pub struct Prompts<'p> {
    pub front: &'p mut dyn Respondent,
    pub matter: &'p Matter,
    pub language: Language,
}

/// The questions that go back to the officer, as far as they are put together: going back and forth loses none.
#[derive(Debug, Default)]
pub struct Returned {
    /// Positions among the record's answers, once they have been picked.
    picked: Option<Vec<usize>>,
    own: Vec<String>,
}

impl Prompts<'_> {
    /// Asks what is to be done. Where only one thing can be, it is not asked.
    ///
    /// # Errors
    /// If they stop or nobody can be asked.
    pub fn decision(&mut self, may: &[Decision]) -> Result<Decision, Error> {
        if let [only] = may {
            return Ok(*only);
        }
        let language = self.language;
        let options = may.iter().zip('1'..).map(|(one, key)| OptionLine { key, text: one.words(language).to_owned() });
        let question = language.choose("Vad gör du?", "What do you do?");
        let asked = Prompt { kept: false, ..Prompt::new(question, Wants::Options(options.collect())) };
        let help = language.choose(
            "Den som godkänner har själv läst och vägt, och står för utfallet. Den som lämnar tillbaka säger vad handläggaren ska svara på igen. Ingenting gäller förrän du har skrivit under.",
            "Whoever approves has read and weighed it themselves, and answers for the outcome. Whoever sends it back says what the officer is to answer again. Nothing holds before you have signed.",
        );
        loop {
            match self.front.ask(&asked)? {
                Reply::Option(at) if at < may.len() => return Ok(may[at]),
                Reply::Gesture(Gesture::Back) => self.first()?,
                reply => self.aside(&reply, help)?,
            }
        }
    }

    /// Asks for a reason until it is one's own.
    ///
    /// # Errors
    /// If they stop or nobody can be asked.
    pub fn reason(&mut self) -> Result<Option<String>, Error> {
        let language = self.language;
        let question = language.choose(
            "Dina skäl, med egna ord: vad har du själv sett och vägt?",
            "Your reasons, in words of your own: what have you looked at and weighed yourself?",
        );
        let remark = match language {
            Language::Sv => format!("Minst {LEAST} tecken. Skälen stannar i myndigheten."),
            Language::En => format!("At least {LEAST} characters. The reasons stay in the authority."),
        };
        let least = u32::try_from(LEAST).unwrap_or(u32::MAX);
        let asked = Prompt { remark: Some(remark), kept: false, ..Prompt::new(question, Wants::Text { least }) };
        let help = language.choose(
            "Skriv vad du har läst, vad som talar för och emot, och varför du kommer fram till det du gör. Skäl som bara instämmer eller upprepar underlaget tas inte emot.",
            "Write what you have read, what speaks for and against, and why you come to what you do. Reasons that only consent or repeat the memo are not accepted.",
        );
        loop {
            let typed = match self.front.ask(&asked)? {
                Reply::Text(typed) => typed,
                Reply::Gesture(Gesture::Back) => return Ok(None),
                reply => {
                    self.aside(&reply, help)?;
                    continue;
                }
            };
            match own_text(&typed, language) {
                Ok(typed) => match own_words(&typed, &self.matter.assessment, self.matter.statements()) {
                    Ok(reason) => return Ok(Some(reason)),
                    Err(fault) => {
                        let hint = fault.hint(language).unwrap_or_default();
                        self.refuse(&format!("{} ({hint})", fault.message(language)))?;
                    }
                },
                Err(line) => self.refuse(&line)?,
            }
        }
    }

    /// Asks what the officer is to answer again, and what else.
    ///
    /// # Errors
    /// If they stop or nobody can be asked.
    pub fn questions(&mut self, returned: &mut Returned) -> Result<Option<Vec<Question>>, Error> {
        let mut picks = returned.own.is_empty();
        loop {
            if picks {
                let Some(picked) = self.picked(returned.picked.as_deref())? else { return Ok(None) };
                returned.picked = Some(picked);
            }
            if self.own_questions(returned)? {
                return Ok(Some(self.put_together(returned)));
            }
            picks = true;
        }
    }

    fn put_together(&self, returned: &Returned) -> Vec<Question> {
        let once: HashSet<usize> = returned.picked.iter().flatten().copied().collect();
        let answers = self.matter.assessment.answers.iter().enumerate().filter(|(at, _)| once.contains(at));
        let answers = answers.map(|(_, answer)| Question {
            at: Some(Place { question: answer.question.clone(), scope: answer.scope.clone() }),
            text: answer.text.clone(),
        });
        let own = returned.own.iter().map(|text| Question { at: None, text: Words::same(text) });
        answers.chain(own).collect()
    }

    /// Asks which of the record's questions are meant, which may be none.
    fn picked(&mut self, before: Option<&[usize]>) -> Result<Option<Vec<usize>>, Error> {
        let language = self.language;
        let answers = &self.matter.assessment.answers;
        let about = subjects(&self.matter.assessment, answers.iter().map(|answer| &*answer.scope), language);
        let line = |at: usize| {
            let answer = &answers[at];
            let words: Vec<&str> = answer.words.iter().map(|words| words.get(language)).collect();
            let about = if about[at].is_empty() { String::new() } else { format!(" ({})", about[at]) };
            shown_short(&format!("{} {}{about}", answer.text.get(language), words.join(", ")), 160)
        };
        let wants =
            Wants::Picks { choices: (0..answers.len()).map(line).collect(), names: Vec::new(), many: true, least: 0 };
        let question = language
            .choose("Vilka frågor ska handläggaren besvara igen?", "Which questions is the officer to answer again?");
        let numbers = |picked: &[usize]| picked.iter().map(|at| (at + 1).to_string()).collect::<Vec<_>>().join(", ");
        let asked = Prompt {
            earlier: before.filter(|picked| !picked.is_empty()).map(numbers),
            keeps: before.is_some(),
            skips: true,
            kept: false,
            ..Prompt::new(question, wants)
        };
        let help = language.choose(
            "Numren är frågorna i underlaget. Handläggaren får dem på nytt och ser varför. Tom rad om det bara gäller något eget.",
            "The numbers are the questions of the memo. The officer is asked them anew and sees why. An empty line where it is only something of your own.",
        );
        loop {
            match (self.front.ask(&asked)?, before) {
                (Reply::Picked(picked), _) if picked.iter().all(|at| *at < answers.len()) => return Ok(Some(picked)),
                (Reply::Text(typed), _) if typed.trim().is_empty() => return Ok(Some(Vec::new())),
                (Reply::Gesture(Gesture::Keep), Some(before)) => return Ok(Some(before.to_vec())),
                (Reply::Gesture(Gesture::Back), _) => return Ok(None),
                (Reply::Picked(_), _) => {
                    self.refuse(language.choose("Skriv nummer ur listan.", "Type numbers of the list."))?;
                }
                (reply, _) => self.aside(&reply, help)?,
            }
        }
    }

    /// Asks for questions in words of one's own, until a line is empty; `false` where they go back.
    fn own_questions(&mut self, returned: &mut Returned) -> Result<bool, Error> {
        let language = self.language;
        let question = language.choose("En egen fråga till handläggaren", "A question of your own to the officer");
        let remark = language.choose("Tom rad när det inte finns fler.", "An empty line when there are no more.");
        let help = language.choose(
            "Skriv det som underlaget inte svarar på, en fråga i taget.",
            "Write what the memo does not answer, one question at a time.",
        );
        loop {
            let asked = Prompt {
                remark: Some(remark.to_owned()),
                earlier: Some(returned.own.join("; ")).filter(|own| !own.is_empty()),
                skips: true,
                kept: false,
                ..Prompt::new(question, Wants::Text { least: 0 })
            };
            let any = !returned.own.is_empty() || returned.picked.as_ref().is_some_and(|picked| !picked.is_empty());
            match self.front.ask(&asked)? {
                Reply::Text(typed) if typed.trim().is_empty() && any => return Ok(true),
                Reply::Text(typed) if typed.trim().is_empty() => self.refuse(language.choose(
                    "Det behövs minst en fråga: annars vet handläggaren inte vad som ska göras om.",
                    "At least one question is needed: otherwise the officer cannot tell what to do again.",
                ))?,
                Reply::Text(typed) => match own_text(&typed, language) {
                    Ok(typed) => returned.own.push(typed.trim().to_owned()),
                    Err(line) => self.refuse(&line)?,
                },
                Reply::Gesture(Gesture::Back) => return Ok(false),
                reply => self.aside(&reply, help)?,
            }
        }
    }

    /// Asks for a message to whoever it goes to, which may be empty.
    ///
    /// # Errors
    /// If they stop or nobody can be asked.
    pub fn message(&mut self) -> Result<String, Error> {
        let language = self.language;
        let question = language.choose(
            "Vad behöver mottagaren veta? Skriv inga namn.",
            "What does the receiver need to know? Write no names.",
        );
        let remark = language.choose("Tom rad om det inte är något.", "An empty line if it is nothing.");
        let asked = Prompt {
            remark: Some(remark.to_owned()),
            skips: true,
            kept: false,
            ..Prompt::new(question, Wants::Text { least: 0 })
        };
        let help = language.choose(
            "Skriv det som inte står i underlaget, till exempel när sökanden väntar svar. Mottagaren läser det tillsammans med underlaget.",
            "Write what the memo does not say, such as when the requester expects an answer. The receiver reads it together with the memo.",
        );
        loop {
            match self.front.ask(&asked)? {
                Reply::Text(typed) => match own_text(&typed, language) {
                    Ok(typed) => return Ok(typed),
                    Err(line) => self.refuse(&line)?,
                },
                Reply::Gesture(Gesture::Back) => self.first()?,
                reply => self.aside(&reply, help)?,
            }
        }
    }

    /// Says that there is nothing before this prompt.
    ///
    /// # Errors
    /// If it cannot be shown.
    pub fn first(&mut self) -> Result<(), Error> {
        let line = self.language.choose("Det här är den första frågan.", "This is the first question.");
        self.tell(NoticeKind::Info, "", line)
    }

    /// Answers what is no answer and leads nowhere: help, where all answers are, and stopping.
    fn aside(&mut self, reply: &Reply, help: &str) -> Result<(), Error> {
        let language = self.language;
        match reply {
            Reply::Gesture(Gesture::Pause) => Err(nothing_signed()),
            Reply::Gesture(Gesture::Help) => self.tell(NoticeKind::Help, language.choose("Hjälp", "Help"), help),
            Reply::Gesture(Gesture::Review) => {
                let words = language.choose("Alla frågor och svar", "All questions and answers");
                let line = format!("{words}: {}", self.matter.command("memo show", "--full"));
                self.tell(NoticeKind::Info, "", &line)
            }
            Reply::Gesture(Gesture::Keep) => {
                let line = language.choose("Här finns inget svar att behålla.", "There is no answer to keep here.");
                self.refuse(line)
            }
            _ => Ok(()),
        }
    }

    fn refuse(&mut self, line: &str) -> Result<(), Error> {
        self.tell(NoticeKind::Refused, "", line)
    }

    fn tell(&mut self, kind: NoticeKind, title: &str, line: &str) -> Result<(), Error> {
        let notice = Notice { kind, title: title.to_owned(), lines: vec![line.to_owned()] };
        Ok(self.front.tell(&notice)?)
    }
}

/// Returns what was typed as it will be signed, or why not.
fn own_text(typed: &str, language: Language) -> Result<String, String> {
    let typed = check_text(typed).map_err(|fault| fault.message(language))?;
    clean(&typed).map_err(|fault| {
        let hint = fault.hint(language).unwrap_or_default();
        format!("{} ({hint})", fault.message(language))
    })
}
