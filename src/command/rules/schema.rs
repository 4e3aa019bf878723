//! `menprov rules schema`: the form of a kind of rule file, for editors.

use std::io::Write as _;

use super::nearest;
use crate::cli::rules::SchemaArgs;
use crate::context::Context;
use crate::error::{Error, Kind, Plain, Status};
use crate::render::table::table;
use crate::schema;

pub fn run(args: &SchemaArgs, context: &mut Context) -> Result<Status, Error> {
    let language = context.language;
    let Some(kind) = &args.kind else {
        let heads = language.choose(["slag", "fil"], ["kind", "file"]);
        let rows = schema::kinds(language).map(|(kind, what)| vec![kind.to_owned(), what.to_owned()]);
        let listed = table(context.terminal.width, heads, rows);
        writeln!(context.out, "{listed}")?;
        return Ok(Status::Done);
    };
    let Some(text) = schema::text(kind, language) else { return Err(unknown(kind)) };
    context.out.write_all(text.as_bytes())?;
    Ok(Status::Done)
}

fn unknown(kind: &str) -> Error {
    let plain = Plain::new(
        Kind::Usage,
        format!("inget slag av fil heter `{kind}`"),
        format!("no kind of file is called `{kind}`"),
    );
    let kinds = || schema::kinds(crate::text::Language::Sv).map(|(kind, _)| kind);
    match nearest(kind, kinds()) {
        Some(near) => plain.with_hint(format!("menades `{near}`?"), format!("did you mean `{near}`?")),
        None => plain.with_hint("`menprov rules schema` visar alla", "`menprov rules schema` shows them all"),
    }
    .into()
}
