//! The drafts that lie in the folder: shown, picked from, thrown away.

use serde_json::json;

use super::front;
use crate::assessment::quoted;
use crate::cli::assess::AssessArgs;
use crate::command::{rulebook, write_json, write_list};
use crate::context::Context;
use crate::draft::{DraftFault, Drafts, Summary};
use crate::engine::{AnswerSet, Edition, ScopePath};
use crate::error::{Error, Kind, Plain, Status};
use crate::interview::words::Wording;
use crate::interview::{Gesture, Notice, NoticeKind, Prompt, Reply, Respondent, Wants};
use crate::render::count::{ANSWERS, ago, counted};
use crate::ruleset::model::Rulebook;
use crate::text::Language;

/// Puts drafts in words, on the rules of today.
struct Described<'b> {
    edition: Edition<'b>,
    context: &'b Context,
}

impl<'b> Described<'b> {
    fn new(book: &'b Rulebook, context: &'b Context) -> Self {
        Self { edition: Edition::on(book, context.today), context }
    }

    /// Returns what the procedure is called; its id where the rules of today do not have it.
    fn procedure(&self, draft: &Summary) -> String {
        let found = self.edition.by_id(&draft.procedure);
        let title = found.map(|at| self.edition.book.rulesets[at.at()].title.get(self.context.language).to_owned());
        title.unwrap_or_else(|| format!("`{}`", draft.procedure))
    }

    fn matter(&self, draft: &Summary) -> String {
        let without = self.context.language.choose("utan beteckning", "no reference");
        draft.matter.clone().unwrap_or_else(|| without.to_owned())
    }

    /// Returns when a draft was last changed and when it was begun, in words of age.
    fn ages(&self, draft: &Summary) -> [String; 2] {
        let now = self.context.local();
        [draft.changed, draft.created].map(|then| ago(then, now, self.context.language))
    }

    /// Returns how many answers there are, and which question was answered last, with words for its subject in general.
    fn progress(&self, draft: &Summary) -> String {
        let language = self.context.language;
        let answers = counted(draft.answers, ANSWERS, language);
        let answered = draft.last.as_ref().and_then(|at| self.edition.question(&at.question));
        let Some(question) = answered else { return answers };
        let text = &self.edition.book.questions[question.at()].text;
        let nobody = AnswerSet::default();
        let text = Wording::new(&self.edition, &nobody, language).filled(text, &ScopePath::default());
        let latest = language.choose("senast på", "the latest to");
        format!("{answers}, {latest} {}", quoted(&text, language))
    }

    fn line(&self, draft: &Summary) -> String {
        let [changed, created] = self.ages(draft);
        let ages = match self.context.language {
            Language::Sv => format!("ändrat {changed}, påbörjat {created}"),
            Language::En => format!("changed {changed}, begun {created}"),
        };
        [self.matter(draft), self.procedure(draft), ages, self.progress(draft)].join(" · ")
    }
}

/// Lets the officer pick a draft by its number; never picks by itself, not even the only one.
///
/// # Errors
/// If there is none, or the officer stops.
pub(super) fn pick(
    drafts: &Drafts,
    book: &Rulebook,
    front: &mut dyn Respondent,
    context: &Context,
) -> Result<Box<str>, Error> {
    let language = context.language;
    let (good, damaged) = sorted(drafts)?;
    if !damaged.is_empty() {
        let title = language.choose("Går inte att läsa", "Cannot be read").to_owned();
        let lines = damaged.iter().map(|fault| fault.message(language)).collect();
        front.tell(&Notice { kind: NoticeKind::Info, title, lines })?;
    }
    if good.is_empty() {
        return Err(none());
    }
    let words = Described::new(book, context);
    let choices = good.iter().map(|draft| words.line(draft)).collect();
    let question = language.choose("Vilket utkast vill du fortsätta med?", "Which draft do you want to go on with?");
    let prompt = Prompt::new(question, Wants::Picks { choices, names: Vec::new(), many: false, least: 1 });
    loop {
        match front.ask(&prompt)? {
            Reply::Picked(picked) if picked.len() == 1 => {
                if let Some(draft) = picked.first().and_then(|&at| good.get(at)) {
                    return Ok(draft.id.clone());
                }
            }
            Reply::Gesture(Gesture::Pause) => {
                return Err(Plain::new(Kind::Interrupted, "inget utkast är öppnat", "no draft was opened").into());
            }
            _ => {}
        }
        let line =
            language.choose("Svara med numret på ett av utkasten.", "Answer with the number of one of the drafts.");
        let lines = vec![line.to_owned()];
        front.tell(&Notice { kind: NoticeKind::Refused, title: String::new(), lines })?;
    }
}

/// Prints the drafts where nobody can pick, or as data.
///
/// # Errors
/// If there is nobody to pick one, after they are printed.
pub(super) fn list(args: &AssessArgs, context: &mut Context) -> Result<Status, Error> {
    let rules = rulebook::load(args.rules.folder.as_deref(), context)?;
    let (good, damaged) = sorted(&Drafts::new(&context.folders.state()?))?;
    let language = context.language;
    if args.json {
        let damaged = damaged.iter().map(|fault| json!({"damaged": fault.message(language)}));
        let rows: Vec<_> = good.iter().map(as_json).chain(damaged).collect();
        write_json(&mut *context.out, &rows)?;
        return Ok(Status::Done);
    }
    for fault in &damaged {
        let words = language.choose("går inte att läsa", "cannot be read");
        context.say(&format!("{words}: {}", fault.message(language)))?;
    }
    if good.is_empty() {
        return Err(none());
    }
    let words = Described::new(&rules.book, context);
    let rows: Vec<_> = good
        .iter()
        .map(|draft| {
            let [changed, _] = words.ages(draft);
            vec![draft.id.to_string(), words.matter(draft), changed, words.procedure(draft), words.progress(draft)]
        })
        .collect();
    let heads = language
        .choose(["id", "ärende", "ändrat", "förfarande", "svar"], ["id", "matter", "changed", "procedure", "answers"]);
    write_list(heads, rows, context)?;
    Err(Plain::new(Kind::Usage, "här finns ingen som kan välja ett utkast", "there is nobody here to pick a draft")
        .with_hint("ange ett av dem: `menprov assess --resume ID`", "name one of them: `menprov assess --resume ID`")
        .into())
}

fn as_json(draft: &Summary) -> serde_json::Value {
    json!({
        "id": draft.id,
        "matter": draft.matter,
        "procedure": draft.procedure,
        "created": draft.created,
        "changed": draft.changed,
        "answers": draft.answers,
        "last": draft.last,
    })
}

/// Throws a draft away, when the officer has typed its matter's reference or its id, or said `--yes`.
///
/// # Errors
/// If there is none, it is open elsewhere, or what was typed is neither; then it is as it was.
pub(super) fn discard(id: &str, args: &AssessArgs, context: &mut Context) -> Result<Status, Error> {
    let drafts = Drafts::new(&context.folders.state()?);
    let held = drafts.hold(id)?;
    let language = context.language;
    if !args.yes {
        if !context.terminal.can_ask() {
            return Err(Plain::new(
                Kind::Usage,
                "här finns ingen som kan bekräfta att utkastet ska kastas",
                "there is nobody here to confirm that the draft is to be thrown away",
            )
            .with_hint("lägg till `--yes` om det är säkert", "add `--yes` if that is certain")
            .into());
        }
        let rules = rulebook::load(args.rules.folder.as_deref(), context)?;
        let line = match &held.summary {
            Ok(draft) => Described::new(&rules.book, context).line(draft),
            Err(fault) => fault.message(language),
        };
        let matter = held.summary.as_ref().ok().and_then(|draft| draft.matter.as_deref());
        let mut front = front::open(args.plain, context)?;
        confirm(id, matter, line, &mut *front, language)?;
    }
    drafts.discard(held)?;
    match language {
        Language::Sv => context.say(&format!("utkastet `{id}` är kastat"))?,
        Language::En => context.say(&format!("the draft `{id}` is thrown away"))?,
    }
    Ok(Status::Done)
}

fn confirm(
    id: &str,
    matter: Option<&str>,
    line: String,
    front: &mut dyn Respondent,
    language: Language,
) -> Result<(), Error> {
    let title = match language {
        Language::Sv => format!("Kasta utkastet {id}"),
        Language::En => format!("Throw away the draft {id}"),
    };
    let gone = language.choose("Svaren i det går inte att få tillbaka.", "Its answers cannot be had back.").to_owned();
    front.tell(&Notice { kind: NoticeKind::Info, title, lines: vec![line, gone] })?;
    let question = match matter {
        Some(_) => language.choose(
            "Skriv ärendets beteckning eller utkastets id för att kasta det",
            "Type the matter's reference or the draft's id to throw it away",
        ),
        None => language.choose("Skriv utkastets id för att kasta det", "Type the draft's id to throw it away"),
    };
    match front.ask(&Prompt::new(question, Wants::Text { least: 1 }))? {
        Reply::Text(typed) if [Some(id), matter].contains(&Some(typed.trim())) => Ok(()),
        _ => Err(Plain::new(
            Kind::No,
            "det var inte utkastets beteckning eller id; det är kvar",
            "that was neither the draft's reference nor its id; it is kept",
        )
        .into()),
    }
}

/// Returns the drafts that can be read, the last changed first, and what is wrong with the others.
fn sorted(drafts: &Drafts) -> Result<(Vec<Summary>, Vec<DraftFault>), Error> {
    let (mut good, mut damaged) = (Vec::new(), Vec::new());
    for draft in drafts.list()? {
        match draft {
            Ok(draft) => good.push(draft),
            Err(fault) => damaged.push(fault),
        }
    }
    Ok((good, damaged))
}

fn none() -> Error {
    Plain::new(Kind::Usage, "det finns inget utkast att fortsätta", "there is no draft to go on with")
        .with_hint(
            "börja med `menprov assess`; en övning fortsätts med `--practice`",
            "begin with `menprov assess`; practice goes on with `--practice`",
        )
        .into()
}
