//! `menprov memo show`: a memo as text, Markdown or JSON.

use std::fs;
use std::io::Write as _;

use crate::assessment::Record;
use crate::cli::memo::{Audience, Format, ShowArgs};
use crate::command::{key, register};
use crate::context::{Context, Display};
use crate::error::{Error, Kind, Plain, Status};
use crate::memo::notice::has_requester;
use crate::memo::{Evidence, Memo, internal, json, markdown, notice, text};
use crate::register::Stored;
use crate::render::paragraph::paragraph;
use crate::render::spoken::spoken;
use crate::signature::{PRACTICE, PublicKey, Signers, signer_line};
use crate::statement::{Act, State};

pub fn run(args: &ShowArgs, context: &mut Context) -> Result<Status, Error> {
    let format = if args.json { Format::Json } else { args.format };
    if format == Format::Json && args.audience == Audience::Notice {
        return Err(Plain::new(
            Kind::Usage,
            "JSON är hela underlaget, även de interna skälen",
            "JSON is the whole memo, the internal reasons too",
        )
        .with_hint("välj text eller markdown för den som frågade", "choose text or markdown for whoever asked")
        .into());
    }
    if args.without_names && args.audience != Audience::Notice {
        return Err(Plain::new(
            Kind::Usage,
            "`--without-names` gäller bara beskedet till den som begärde",
            "`--without-names` is for the notice to the requester only",
        )
        .with_hint("lägg till `--audience notice`", "add `--audience notice`")
        .into());
    }
    let stored = register::open(&args.register, context)?.get(&args.id)?;
    let names = if args.without_names { Names::Left } else { Names::Shown };
    show(&stored, format, args.audience, names, Extent::of(args.full), context)?;
    Ok(Status::Done)
}

/// How much of a memo is shown as text; Markdown and JSON always hold all.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Extent {
    /// What decides.
    Main,
    /// The annexes too.
    Full,
}

impl Extent {
    /// Returns what `--full` asks for.
    pub const fn of(full: bool) -> Self {
        if full { Self::Full } else { Self::Main }
    }
}

/// Whether a notice names the officer; 33 § FL lets the names be left out where threats are feared.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Names {
    Shown,
    Left,
}

/// Writes a memo that is kept.
///
/// # Errors
/// When its record cannot be read, or the output not written to.
pub fn write_stored(stored: &Stored, format: Format, extent: Extent, context: &mut Context) -> Result<(), Error> {
    show(stored, format, Audience::Internal, Names::Shown, extent, context)
}

/// Writes the JSON of a memo whose state is known; the record need not be read for it.
///
/// # Errors
/// When the output cannot be written to.
pub fn write_json(stored: &Stored, state: Option<State>, context: &mut Context) -> Result<(), Error> {
    json::write(stored, state, &mut context.out)?;
    Ok(context.out.write_all(b"\n")?)
}

/// Writes a memo that is not kept, and says so: under the text, or on the error stream where a machine reads.
///
/// # Errors
/// When the output cannot be written to.
pub fn write_unkept(record: &Record, format: Format, extent: Extent, context: &mut Context) -> Result<(), Error> {
    let words = context.language.choose("Ej undertecknad, ej registrerad.", "Unsigned, not recorded.");
    if format == Format::Json {
        // The form of a memo that is kept, with nothing where it would be kept.
        let head = "{\"format\":1,\"id\":null,\"record\":";
        let tail = format!(
            ",\"recorded_at\":null,\"sha256\":\"{}\",\"signatures\":[],\"state\":null,\"statements\":[]}}\n",
            record.digest_hex()
        );
        for part in [head.as_bytes(), record.bytes(), tail.as_bytes()] {
            context.out.write_all(part)?;
        }
        return Ok(context.say(words)?);
    }
    let memo = internal(record, &Evidence::default(), context.language);
    context.out.write_all(page(memo, extent, context).as_bytes())?;
    Ok(writeln!(context.out, "\n{words}")?)
}

/// Returns a memo as text; without its annexes it says that there are some.
fn page(memo: Memo, extent: Extent, context: &Context) -> String {
    let annexes = memo.sections.iter().any(|section| section.annex);
    if extent == Extent::Full || !annexes {
        return as_text(&memo, context);
    }
    let mut page = as_text(&memo.main_part(), context);
    page.push('\n');
    let more = context.language.choose(
        "Bilagorna (alla frågor och svar, lagrum, regler, äkthet) visas med --full.",
        "The annexes (all questions and answers, provisions, rules, authenticity) are shown with --full.",
    );
    paragraph(&mut page, more, 0, context.terminal.width.into());
    page
}

/// Returns a memo as text: to be read aloud where plain lines are asked for, with tables elsewhere.
pub fn as_text(memo: &Memo, context: &Context) -> String {
    let width = context.terminal.width;
    match context.terminal.display {
        Display::Lines => spoken(&text::render_spoken(memo, width), context.language),
        Display::Uncoloured | Display::Coloured => text::render(memo, width),
    }
}

fn show(
    stored: &Stored,
    format: Format,
    audience: Audience,
    names: Names,
    extent: Extent,
    context: &mut Context,
) -> Result<(), Error> {
    if format == Format::Json {
        let state = stored.record().ok().map(|record| stored.state(record.assessment()));
        return write_json(stored, state, context);
    }
    let record = stored.record()?;
    if audience == Audience::Notice && !has_requester(record.assessment()) {
        return Err(no_requester(stored).into());
    }
    let evidence = Evidence::of(stored, &known(stored, context)?);
    let memo = match audience {
        Audience::Internal => internal(&record, &evidence, context.language),
        Audience::Notice => notice(&record, &evidence, names == Names::Shown, context.language),
    };
    let page = if format == Format::Markdown { markdown::render(&memo) } else { page(memo, extent, context) };
    Ok(context.out.write_all(page.as_bytes())?)
}

/// Returns that a notice has nobody to go to.
fn no_requester(stored: &Stored) -> Plain {
    let practice = if stored.is_practice() { " --practice" } else { "" };
    let show = format!("`menprov memo show {}{practice}`", stored.id);
    Plain::new(
        Kind::Usage,
        format!("det finns ingen begäran i `{}`, och därför ingen att ge besked till", stored.id),
        format!("there is no request in `{}`, and so nobody to give notice to", stored.id),
    )
    .with_hint(format!("det interna underlaget visas med {show}"), format!("the internal memo is shown by {show}"))
}

/// Returns whose signatures under a memo are known here; nobody's where there is no such file.
///
/// Of what is only practised, also the keys that are practised with here.
///
/// # Errors
/// When nothing says where they are, or a line of the file cannot be read.
pub fn known(stored: &Stored, context: &Context) -> Result<Signers, Error> {
    let mut lines = fs::read_to_string(key::signers_path(context)?).unwrap_or_default();
    if stored.is_practice() {
        lines.push('\n');
        lines.push_str(&practised(context)?);
    }
    Ok(Signers::parse(&lines)?)
}

/// Returns the lines of a signers file for the keys that are practised with here, each for practice alone: no
/// decision becomes good by them.
///
/// # Errors
/// When nothing says where they are.
pub fn practised(context: &Context) -> Result<String, Error> {
    let acts: Vec<&str> =
        std::iter::once(PRACTICE).chain(Act::ALL.into_iter().map(|act| act.namespace(true))).collect();
    let acts = acts.join(",");
    // None has been made where nobody has practised.
    let Ok(files) = fs::read_dir(register::practice(context)?) else { return Ok(String::new()) };
    let line = |entry: fs::DirEntry| {
        let name = entry.file_name();
        let is_key = name.to_str()?.starts_with(key::KEY) && entry.path().extension()? == "pub";
        let public = PublicKey::from_line(&fs::read_to_string(is_key.then(|| entry.path())?).ok()?)?;
        signer_line(public.comment(), &public, &acts).map(|line| line + "\n")
    };
    Ok(files.flatten().filter_map(line).collect())
}
