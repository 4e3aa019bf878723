//! Stands between the interview and the front: tells what becomes known, gives hints, and says what the key says.
//!
//! The interview is not told that it is training. It puts its questions to this front and writes its answers to this
//! journal; both share what has happened, and the progress is on the disk before anything of the key is told.

use std::cell::RefCell;
use std::collections::HashSet;
use std::io;
use std::path::Path;

use chrono::{DateTime, FixedOffset};

use super::progress::{First, Progress};
use super::spoken::{Spoken, given_questions, key_answer, rows};
use super::walk::Course;
use crate::draft::{Address, Draft, DraftFault, Event, Journal};
use crate::engine::Key;
use crate::interview::{FrontFault, Notice, NoticeKind, Prompt, Reply, Respondent, ReviewPage, ReviewReply, Standing};
use crate::picture::Picture;
use crate::render::safe;
use crate::text::Language;
use crate::training::answered::{Answered, Said};
use crate::training::check::Solved;
use crate::training::scenario::Scene;
use crate::training::score::{Verdict, parting, verdict};

/// What the journal and the front both know.
pub struct Watch {
    /// What is kept between starts.
    pub progress: Progress,
    /// The questions that have been answered, by id.
    pub answered: HashSet<String>,
    /// First answers of which the key has not spoken yet.
    fresh: Vec<Address>,
}

impl Watch {
    /// Begins with what stands in the draft, each with its answer.
    pub fn new(mut progress: Progress, standing: Vec<(Address, Said)>) -> Self {
        let answered = standing.iter().map(|(at, _)| at.question.clone()).collect();
        // A break may have come between the draft and the progress.
        for (at, said) in standing {
            if progress.first.iter().all(|first| first.at != at) {
                progress.first.push(First { at, said });
            }
        }
        Self { progress, answered, fresh: Vec::new() }
    }

    fn note(&mut self, at: Address, said: Said) {
        self.answered.insert(at.question.clone());
        match self.progress.first.iter_mut().find(|first| first.at == at) {
            // The reason comes after its answer.
            Some(first) if first.said.answer == said.answer => {
                first.said.reason = first.said.reason.take().or(said.reason);
            }
            Some(_) => {}
            None => {
                self.progress.first.push(First { at: at.clone(), said });
                self.fresh.push(at);
            }
        }
    }
}

/// A journal that lets the watch see what is answered.
pub struct Watched<'w> {
    /// The draft.
    pub draft: &'w mut Draft,
    /// What is shared with the coach.
    pub watch: &'w RefCell<Watch>,
    /// Where and of what.
    pub course: &'w Course<'w>,
}

impl Journal for Watched<'_> {
    fn record(&mut self, events: Vec<Event>, now: DateTime<FixedOffset>) -> Result<(), DraftFault> {
        let answers: Vec<(Address, Said)> = events
            .iter()
            .filter_map(|event| match event {
                Event::Answered { at, value, reason, .. } => {
                    Some((at.clone(), Said { answer: value.clone(), reason: reason.clone(), ..Said::default() }))
                }
                _ => None,
            })
            .collect();
        self.draft.record(events, now)?;
        let mut watch = self.watch.borrow_mut();
        for (at, said) in answers {
            watch.note(at, said);
        }
        let Course { home, scenario, .. } = self.course;
        watch.progress.save(home, scenario).map_err(|error| not_saved(home, &error))
    }
}

fn not_saved(home: &Path, error: &io::Error) -> DraftFault {
    DraftFault::NotSaved { file: home.to_string_lossy().into(), cause: error.kind() }
}

/// A front that trains.
pub struct Coach<'c> {
    inner: &'c mut dyn Respondent,
    course: &'c Course<'c>,
    watch: &'c RefCell<Watch>,
    language: Language,
    /// The question that was put last.
    asked: Option<Key>,
    /// Which steps of the scene have been told.
    told: Vec<bool>,
    /// The rows of the lists that were filled in, until they have been told.
    rows: Option<Vec<String>>,
    /// What belongs to the next question, such as the rows of its list: what becomes known must not part the two.
    held: Vec<Notice>,
    /// Whether it has been said that the first answer counts.
    warned: bool,
}

impl<'c> Coach<'c> {
    /// Stands before a front.
    pub fn new(
        inner: &'c mut dyn Respondent,
        course: &'c Course<'c>,
        watch: &'c RefCell<Watch>,
        language: Language,
    ) -> Self {
        let told = vec![false; course.scenario.scene.len()];
        let rows = Some(rows(course.solution, language));
        Self { inner, course, watch, language, asked: None, told, rows, held: Vec::new(), warned: false }
    }

    /// Tells the steps of the scene that have become known.
    fn tell_scene(&mut self) -> Result<(), FrontFault> {
        let scenario = self.course.scenario;
        for (scene, told) in scenario.scene.iter().zip(&mut self.told) {
            let known = |after: &str| self.watch.borrow().answered.contains(after);
            if *told || !scene.after.as_deref().is_none_or(known) {
                continue;
            }
            *told = true;
            let title = match &scene.after {
                None => safe::line(scenario.title.get(self.language)).into_owned(),
                Some(_) => self.language.choose("Det här blir känt", "This becomes known").to_owned(),
            };
            let lines = lines(scene, self.language);
            self.inner.tell(&Notice { kind: NoticeKind::Info, title, lines })?;
        }
        if let Some(rows) = self.rows.take().filter(|rows| !rows.is_empty()) {
            let title = self.language.choose("Ifyllt åt dig", "Filled in for you").to_owned();
            self.inner.tell(&Notice { kind: NoticeKind::Info, title, lines: rows })?;
        }
        Ok(())
    }

    /// Tells what was held until the next question.
    pub fn tell_held(&mut self) -> Result<(), FrontFault> {
        std::mem::take(&mut self.held).iter().try_for_each(|notice| self.inner.tell(notice))
    }

    /// Returns all that is known.
    fn known(&self) -> Vec<String> {
        let told = self.course.scenario.scene.iter().zip(&self.told).filter(|(_, told)| **told);
        let scene = told.flat_map(|(scene, _)| lines(scene, self.language));
        scene.chain(rows(self.course.solution, self.language)).collect()
    }

    /// Says what the key says of what was answered, where that is wanted.
    fn tell_key(&mut self) -> Result<(), FrontFault> {
        let fresh = std::mem::take(&mut self.watch.borrow_mut().fresh);
        if !self.watch.borrow().progress.direct {
            return Ok(());
        }
        for at in fresh {
            if let Some(notice) = self.of_key(&at).or_else(|| self.of_parting(&at)) {
                self.inner.tell(&notice)?;
            }
        }
        Ok(())
    }

    /// Returns what the key says of a first answer, where it is scored.
    fn of_key(&mut self, at: &Address) -> Option<Notice> {
        let (language, solution) = (self.language, self.course.solution);
        let step = solution.steps.iter().find(|step| step.at == *at && step.points > 0)?;
        let watch = self.watch.borrow();
        let said = &watch.progress.first.iter().find(|first| first.at == *at)?.said;
        let key = key_answer(solution, step, language);
        let points = match language {
            Language::Sv => format!("{} poäng", step.points),
            Language::En => format!("{} points", step.points),
        };
        let (title, mut lines) = match verdict(step, Some(said)) {
            Verdict::Key => (language.choose("Som i facit", "As in the key"), vec![format!("{key} ({points})")]),
            Verdict::Accepted(why) => {
                let instead = language.choose("Facit svarar", "The key answers");
                let why = safe::line(why.get(language)).into_owned();
                let lines = vec![format!("{why} ({points})"), format!("{instead}: {key}")];
                (language.choose("Också rätt", "Right too"), lines)
            }
            _ => {
                let yours = Spoken::one(solution, at, said, language).answer(at).unwrap_or_default();
                let [instead, own] =
                    language.choose(["Facit svarar", "Du svarade"], ["The key answers", "You answered"]);
                let mut lines = vec![format!("{instead}: {key}"), format!("{own}: {yours}")];
                lines.extend(self.would_have_helped(step));
                (language.choose("Inte som i facit", "Not as in the key"), lines)
            }
        };
        if let Some(reason) = &step.reason {
            lines.push(format!(
                "{}: {}",
                language.choose("Skäl i facit", "The key's reason"),
                safe::line(reason.get(language))
            ));
        }
        if !matches!(verdict(step, Some(said)), Verdict::Key | Verdict::Accepted(_)) && !self.warned {
            self.warned = true;
            let words = "`<` går tillbaka om du vill svara om; det första svaret är det som räknas.";
            let en = "`<` goes back if you want to answer again; the first answer is the one that counts.";
            lines.push(language.choose(words, en).to_owned());
        }
        Some(Notice { kind: NoticeKind::Info, title: title.to_owned(), lines })
    }

    /// Returns what the key says of a first answer that is not scored, where it is the first that leaves the key: all that follows
    /// comes of it.
    fn of_parting(&self, at: &Address) -> Option<Notice> {
        let (language, solution) = (self.language, self.course.solution);
        let watch = self.watch.borrow();
        let first = &watch.progress.first;
        let answered: Answered = first.iter().map(|first| (first.at.clone(), first.said.clone())).collect();
        let path: Vec<Address> = first.iter().map(|first| first.at.clone()).collect();
        if parting(&solution.steps, &answered, &path) != Some(at) {
            return None;
        }
        let step = solution.steps.iter().find(|step| step.at == *at)?;
        let yours = Spoken::one(solution, at, answered.get(at)?, language).answer(at).unwrap_or_default();
        let [title, instead, own] = language.choose(
            ["Här lämnar du facit", "Facit svarar", "Du svarade"],
            ["Here you leave the key", "The key answers", "You answered"],
        );
        let mut lines = vec![
            format!("{instead}: {}", key_answer(solution, step, language)),
            format!("{own}: {yours}"),
            language
                .choose(
                    "Frågan ger inga poäng, men svaret kan leda en annan väg än facit. `<` går tillbaka.",
                    "The question gives no points, but the answer may lead another way than the key. `<` goes back.",
                )
                .to_owned(),
        ];
        lines.extend(self.would_have_helped(step));
        if let Some(reason) = &step.reason {
            lines.push(format!(
                "{}: {}",
                language.choose("Skäl i facit", "The key's reason"),
                safe::line(reason.get(language))
            ));
        }
        Some(Notice { kind: NoticeKind::Info, title: title.to_owned(), lines })
    }

    /// Returns the hint of a question that was answered otherwise, and the provisions that it rests on.
    fn would_have_helped(&self, step: &Solved) -> Vec<String> {
        let language = self.language;
        let edition = &self.course.solution.run.edition;
        let question = &edition.book.questions[step.key.question.at()];
        let hint = self.course.scenario.hints.get(&question.id).map(|hint| safe::line(hint.get(language)));
        let mut lines: Vec<String> =
            hint.iter().map(|hint| format!("{}: {hint}", language.choose("Ledtråd", "Hint"))).collect();
        let provisions = question.provisions.iter().chain(&step.key.scope.provision);
        let names: Vec<_> =
            provisions.map(|at| safe::line(edition.book.provisions[at.at()].designation.get(language))).collect();
        if !names.is_empty() {
            lines.push(format!("{}: {}", language.choose("Lagrum", "Provisions"), names.join(", ")));
        }
        lines
    }

    /// Returns the hint of the question that is put, and keeps that it was asked for.
    fn hint(&self) -> Result<Option<String>, FrontFault> {
        let Course { scenario, solution, home, .. } = self.course;
        let Some(key) = self.asked else { return Ok(None) };
        let id = &solution.run.edition.book.questions[key.question.at()].id;
        let Some(hint) = scenario.hints.get(id) else { return Ok(None) };
        let mut watch = self.watch.borrow_mut();
        if watch.progress.hints.iter().all(|known| **known != **id) {
            watch.progress.hints.push(id.to_string());
            watch.progress.save(home, scenario).map_err(|error| FrontFault::Io(error.kind()))?;
        }
        let title = self.language.choose("Ledtråd", "Hint");
        Ok(Some(format!("{title}: {}", safe::line(hint.get(self.language)))))
    }
}

/// Returns what a step of the scene says, with its documents.
fn lines(scene: &Scene, language: Language) -> Vec<String> {
    let mut lines = vec![safe::line(scene.text.get(language)).into_owned()];
    for document in &scene.documents {
        let (title, text) = (safe::line(document.title.get(language)), safe::line(document.text.get(language)));
        // Without quotation marks around it: what people say stands in some of them already.
        lines.push(format!("{title}: {text}"));
    }
    lines
}

impl Respondent for Coach<'_> {
    fn ask(&mut self, prompt: &Prompt) -> Result<Reply, FrontFault> {
        // A reason is asked for after its answer: nothing of the key or of what comes is told before that is given.
        if prompt.about.is_none() || prompt.about != self.asked {
            self.tell_key()?;
            self.tell_scene()?;
        }
        self.asked = prompt.about;
        self.tell_held()?;
        self.inner.ask(prompt)
    }

    fn tell(&mut self, notice: &Notice) -> Result<(), FrontFault> {
        if matches!(notice.kind, NoticeKind::Info | NoticeKind::Halted) {
            self.held.push(notice.clone());
            return Ok(());
        }
        self.tell_held()?;
        let hint = if notice.kind == NoticeKind::Help { self.hint()? } else { None };
        let Some(hint) = hint else { return self.inner.tell(notice) };
        let mut notice = notice.clone();
        notice.lines.push(hint);
        self.inner.tell(&notice)
    }

    fn lend(&mut self, meanwhile: &mut dyn FnMut()) -> Result<(), FrontFault> {
        self.inner.lend(meanwhile)
    }

    fn draw(&mut self, picture: &Picture, language: Language) -> Result<(), FrontFault> {
        self.tell_held()?;
        self.inner.draw(picture, language)
    }

    fn review(&mut self, page: &ReviewPage) -> Result<ReviewReply, FrontFault> {
        self.tell_key()?;
        self.tell_scene()?;
        self.tell_held()?;
        self.asked = None;
        let known = if page.standing == Standing::Underway { self.known() } else { Vec::new() };
        let mut page = ReviewPage { leads: self.course.leads(), known, ..page.clone() };
        // What was filled in for another way than the one taken would tell of that way.
        let given = given_questions(self.course.solution, self.language);
        page.aside.retain(|line| !given.contains(&line.question));
        self.inner.review(&page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interview::Wants;
    use crate::rulebook::builtin;
    use crate::training::check::solve;
    use crate::training::load::load;

    /// A front that writes down what comes.
    #[derive(Default)]
    struct Heard(Vec<String>);

    impl Respondent for Heard {
        fn ask(&mut self, prompt: &Prompt) -> Result<Reply, FrontFault> {
            self.0.push(prompt.question.clone());
            Ok(Reply::Text(String::new()))
        }

        fn tell(&mut self, notice: &Notice) -> Result<(), FrontFault> {
            self.0.push(notice.title.clone());
            Ok(())
        }

        fn review(&mut self, _: &ReviewPage) -> Result<ReviewReply, FrontFault> {
            Ok(ReviewReply::Pause)
        }
    }

    #[test]
    fn what_becomes_known_does_not_part_a_question_from_its_rows() {
        let (book, scenarios) = (builtin(), load(None).expect("scenarios"));
        let scenario = scenarios.iter().find(|one| &*one.id == "e-post-till-foraldrar").expect("the example");
        let solution = solve(&book, scenario).expect("it holds");
        let home = tempfile::tempdir().expect("a folder");
        let course =
            Course { scenario, solution: &solution, home: home.path(), direct: false, again: false, seat: None };
        let watch = RefCell::new(Watch::new(Progress::none(scenario), Vec::new()));
        let mut heard = Heard::default();
        let mut coach = Coach::new(&mut heard, &course, &watch, Language::Sv);
        let notice = |kind, title: &str| Notice { kind, title: title.to_owned(), lines: Vec::new() };
        coach.tell(&notice(NoticeKind::Info, "raderna")).expect("told");
        coach.ask(&Prompt::new("stämmer de?", Wants::Text { least: 0 })).expect("asked");
        coach.tell(&notice(NoticeKind::Refused, "nej")).expect("told");
        let title = scenario.title.get(Language::Sv);
        assert_eq!(heard.0, [title, "raderna", "stämmer de?", "nej"]);
    }
}
