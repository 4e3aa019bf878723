//! `menprov rules graph`: a ruleset as a picture, with the path of a case marked if one is given.

use std::io::Write as _;
use std::path::Path;

use super::find;
use crate::answers::{Check, read_file, read_text, resolve};
use crate::cli::rules::{GraphArgs, GraphFormat};
use crate::command::explain::Several;
use crate::command::fresh::{self, Readers};
use crate::command::rulebook;
use crate::context::Context;
use crate::engine::{AnswerSet, Edition};
use crate::error::{Error, Kind, Plain, Status};
use crate::graph::{Depth, Graph, Highlight, dot, draw, html, mermaid, svg, text};
use crate::render::lines::WIDEST;
use crate::ruleset::model::{Rulebook, RulesetIx, RulesetKind};

pub fn run(args: &GraphArgs, context: &mut Context) -> Result<Status, Error> {
    let book = rulebook::load(args.rules.folder.as_deref(), context)?.book;
    let case = args.case.as_deref().map(|path| Case::read(path, args, &book, context)).transpose()?;
    let day = case.as_ref().map(|case| case.edition.date).or(args.at).unwrap_or(context.today);
    let edition = Edition::on(&book, day);
    let ruleset = find(&edition, &args.id)?;
    let highlight = case.as_ref().map(|case| case.path(&args.id)).transpose()?.unwrap_or_default();
    let format = args.format.or_else(|| by_ending(args.out.as_deref()?)).unwrap_or(GraphFormat::Svg);
    let depth = match (args.depth, format) {
        _ if args.all => Depth::All,
        (Some(levels), _) => Depth::Levels(levels),
        (None, GraphFormat::Html) => Depth::All,
        (None, _) => Depth::Levels(0),
    };
    let graph = draw(&edition, ruleset, depth, &highlight, context.language);
    let written = write(&graph, format, context.terminal.width.min(WIDEST).into());
    match &args.out {
        Some(path) => {
            fresh::write(path, written.as_bytes(), Readers::Usual, None)?;
            writeln!(context.out, "{}", path.display())?;
        }
        None => context.out.write_all(written.as_bytes())?,
    }
    Ok(Status::Done)
}

fn write(graph: &Graph, format: GraphFormat, width: usize) -> String {
    match format {
        GraphFormat::Svg => svg::write(graph),
        GraphFormat::Html => html::write(graph),
        GraphFormat::Mermaid => mermaid::write(graph),
        GraphFormat::Dot => dot::write(graph),
        GraphFormat::Text => text::write(graph, width),
    }
}

/// Returns the format that a file's ending names.
fn by_ending(path: &Path) -> Option<GraphFormat> {
    Some(match path.extension()?.to_str()? {
        "svg" => GraphFormat::Svg,
        "html" | "htm" => GraphFormat::Html,
        "mmd" | "mermaid" => GraphFormat::Mermaid,
        "dot" | "gv" => GraphFormat::Dot,
        "txt" => GraphFormat::Text,
        _ => return None,
    })
}

/// The answers whose path is marked.
struct Case<'b> {
    edition: Edition<'b>,
    procedure: RulesetIx,
    answers: AnswerSet,
}

impl<'b> Case<'b> {
    /// Reads an answers file on its own law date, unless another day was given.
    fn read(path: &Path, args: &GraphArgs, book: &'b Rulebook, context: &Context) -> Result<Self, Error> {
        let text = read_file(path)?;
        let file = read_text(&path.display().to_string(), &text)?;
        let edition = Edition::on(book, args.at.or(file.law_date).unwrap_or(context.today));
        let procedure = find(&edition, file.procedure.as_deref().unwrap_or(&args.id))?;
        if book.rulesets[procedure.at()].kind != RulesetKind::Procedure {
            let path = path.display();
            return Err(Plain::new(
                Kind::Usage,
                format!("`{path}` säger inte vilket förfarande svaren hör till"),
                format!("`{path}` does not say which procedure the answers belong to"),
            )
            .with_hint("skriv `procedure: ID` i den", "write `procedure: ID` in it")
            .into());
        }
        let edition = edition.for_procedure(procedure);
        let answers = resolve(&edition, &file.answers, Check::All).whole().map_err(Several::new)?;
        Ok(Self { edition, procedure, answers })
    }

    /// Returns the path, which passes the ruleset that is drawn.
    fn path(&self, drawn: &str) -> Result<Highlight<'b>, Error> {
        let path = Highlight::of_walk(&self.edition, self.procedure, &self.answers);
        if path.passes(drawn) {
            return Ok(path);
        }
        let procedure = &self.edition.book.rulesets[self.procedure.at()].id;
        Err(Plain::new(
            Kind::Usage,
            format!("svaren går inte genom `{drawn}`"),
            format!("the answers do not pass `{drawn}`"),
        )
        .with_hint(
            format!("de hör till förfarandet `{procedure}`: rita det, eller en modul som de går genom"),
            format!("they belong to the procedure `{procedure}`: draw that, or a module that they pass"),
        )
        .into())
    }
}
