//! `menprov memo compare`: where two assessments of the same kind part.

mod text;

use serde_json::{Value as Json, json};

use super::verify::{broken, damaged};
use crate::assessment::{Assessment, Record};
use crate::cli::memo::CompareArgs;
use crate::command::{register, write_json};
use crate::compare::records::Comparison;
use crate::context::Context;
use crate::error::{Error, Kind, Plain, Status};
use crate::register::{Register, Stored};

/// One of the two memos.
struct Memo {
    stored: Stored,
    record: Record,
}

impl Memo {
    fn open(register: &Register, id: &str) -> Result<Self, Error> {
        let stored = register.get(id).map_err(damaged)?;
        let record = stored.record().map_err(|error| broken(&error))?;
        Ok(Self { stored, record })
    }

    fn id(&self) -> &str {
        &self.stored.id
    }

    fn assessment(&self) -> &Assessment {
        self.record.assessment()
    }

    fn is_second_of(&self, other: &Self) -> bool {
        self.assessment().second_of.as_ref() == Some(&other.record.digest_hex())
    }
}

pub fn run(args: &CompareArgs, context: &mut Context) -> Result<Status, Error> {
    let register = register::open(&args.register, context)?;
    let memos = [Memo::open(&register, &args.first)?, Memo::open(&register, &args.second)?];
    let [first, second] = memos.each_ref().map(Memo::assessment);
    let compared = Comparison::of(first, second).ok_or_else(|| unlike(&memos))?;
    if args.json {
        write_json(&mut *context.out, &as_json(&memos, &compared))?;
    } else {
        text::write(&memos, &compared, context)?;
    }
    Ok(if compared.is_alike() { Status::Done } else { Status::No })
}

/// Says that the two memos are of different procedures, whose questions are not the same.
fn unlike([first, second]: &[Memo; 2]) -> Error {
    let [one, other] = [first, second].map(|memo| (memo.id(), &*memo.assessment().procedure.id));
    Plain::new(
        Kind::Usage,
        format!("`{}` är förfarandet `{}` men `{}` är `{}`", one.0, one.1, other.0, other.1),
        format!("`{}` is the procedure `{}` but `{}` is `{}`", one.0, one.1, other.0, other.1),
    )
    .with_hint(
        "jämför två underlag av samma förfarande; `menprov register list` visar vilka som finns",
        "compare two memos of the same procedure; `menprov register list` shows those that there are",
    )
    .into()
}

fn as_json(memos: &[Memo; 2], compared: &Comparison) -> Json {
    let named = |memo: &Memo| {
        let assessment = memo.assessment();
        json!({"memo": memo.id(), "matter": assessment.matter.reference, "law_date": assessment.law_date})
    };
    let [first, second] = memos;
    json!({
        "first": named(first),
        "second": named(second),
        "procedure": first.assessment().procedure.id,
        "blind": first.is_second_of(second) || second.is_second_of(first),
        "same": compared.is_alike(),
        "same_outcome": compared.same_outcome(),
        "compared": compared,
    })
}
