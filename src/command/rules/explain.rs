//! `menprov rules explain`: the manual of faults, one page or the list of them.

use serde_json::json;

use super::{nearest, write_json};
use crate::cli::rules::ExplainArgs;
use crate::command::write_text;
use crate::context::Context;
use crate::error::{Error, Kind, Plain, Status};
use crate::manual::{Example, FAMILIES, Family, Page, pages};
use crate::render::lines::WIDEST;
use crate::render::paragraph::{hanging, keep_together, loosen, paragraph, wrap};
use crate::render::safe;
use crate::text::Language;

pub(super) fn run(args: &ExplainArgs, context: &mut Context) -> Result<Status, Error> {
    let pages = pages();
    let (language, width) = (context.language, context.terminal.width.min(WIDEST).into());
    let text = match &args.code {
        Some(code) => {
            let page = find(&pages, code)?;
            if args.json {
                write_json(context, page)?;
                return Ok(Status::Done);
            }
            shown(page, language, width)
        }
        None if args.json => {
            let listed: Vec<_> = pages.iter().map(|page| json!({"code": page.code, "title": page.title})).collect();
            write_json(context, &listed)?;
            return Ok(Status::Done);
        }
        None => list(&pages, language, width),
    };
    write_text(text, context)?;
    Ok(Status::Done)
}

/// Returns the page of the code that was typed, in upper or lower case.
fn find<'p>(pages: &'p [Page], typed: &str) -> Result<&'p Page, Plain> {
    let code = typed.trim().to_uppercase();
    if let Some(page) = pages.iter().find(|page| *page.code == *code) {
        return Ok(page);
    }
    let plain =
        Plain::new(Kind::Usage, format!("ingen felkod heter `{typed}`"), format!("no code of a fault is `{typed}`"));
    Err(match nearest(&code, pages.iter().map(|page| &*page.code)) {
        Some(near) => plain.with_hint(format!("menades `{near}`?"), format!("did you mean `{near}`?")),
        None => plain.with_hint("`menprov rules explain` visar alla", "`menprov rules explain` shows them all"),
    })
}

fn list(pages: &[Page], language: Language, width: usize) -> String {
    let mut out = String::new();
    for family in &FAMILIES {
        let mut members =
            pages.iter().filter(|page| Family::of(&page.code).is_some_and(|of| of.prefix == family.prefix)).peekable();
        if members.peek().is_none() {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        paragraph(&mut out, family.title(language), 0, width);
        for page in members {
            hanging(
                &mut out,
                &format!("{} {}", page.code, page.title.get(language)),
                2,
                2 + page.code.len() + 1,
                width,
            );
        }
    }
    out
}

fn shown(page: &Page, language: Language, width: usize) -> String {
    let mut out = String::new();
    paragraph(&mut out, &format!("{} · {}", page.code, page.title.get(language)), 0, width);
    out.push('\n');
    prose(&mut out, page.meaning.get(language), width);
    for example in &page.examples {
        let margin = margin(example);
        for (name, lines) in [(["Fel", "Wrong"], &example.bad), (["Rätt", "Right"], &example.good)] {
            heading(&mut out, language.choose(name[0], name[1]));
            excerpt(&mut out, lines, margin, language);
        }
    }
    for (name, text) in page.parts(language) {
        heading(&mut out, name);
        prose(&mut out, text, width);
    }
    out
}

fn heading(out: &mut String, name: &str) {
    out.extend(["\n", name, "\n\n"]);
}

/// Writes a text indented, in which no designation of a provision is broken.
fn prose(out: &mut String, text: &str, width: usize) {
    for line in wrap(&keep_together(text), width.saturating_sub(2)) {
        out.extend(["  ", &loosen(&line), "\n"]);
    }
}

/// Returns by how much every line of an example is indented.
fn margin(Example { bad, good, .. }: &Example) -> usize {
    let lines = bad.lines().chain(good.lines()).filter(|line| !line.is_empty());
    lines.map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or_default()
}

/// Writes lines of a file, moved to where they can be told from the text; a line of YAML cannot be wrapped.
///
/// A tab is named, since it could not be told from blanks.
fn excerpt(out: &mut String, lines: &str, margin: usize, language: Language) {
    let tab = language.choose("<tabb>", "<tab>");
    for line in lines.lines() {
        let line = line.get(margin..).unwrap_or_default().replace('\t', tab);
        out.push_str(format!("    {}", safe::line(&line)).trim_end());
        out.push('\n');
    }
}
