//! Phrases that several faults are put in.

use chrono::NaiveDate;

use super::fault::Thing;
use crate::ruleset::fault::listed;
use crate::text::Language;

pub(super) fn all(names: &[Box<str>]) -> String {
    listed(names.iter().map(|name| &**name))
}

pub(super) fn range(from: Option<&str>, to: Option<&str>) -> String {
    if let (Some(from), Some(to)) = (from, to)
        && from == to
    {
        return format!("`{from}`");
    }
    format!("`{}..{}`", from.unwrap_or_default(), to.unwrap_or_default())
}

/// What one version of a thing is called: a provision has wordings.
pub(super) const fn version(thing: Thing, language: Language) -> &'static str {
    match thing {
        Thing::Provision => language.choose("lydelse", "wording"),
        _ => "version",
    }
}

/// The same of several.
pub(super) const fn versions(thing: Thing, language: Language) -> &'static str {
    match thing {
        Thing::Provision => language.choose("lydelser", "wordings"),
        _ => language.choose("versioner", "versions"),
    }
}

/// Writes periods as `2019-01-01..2024-03-31`, without an end as `2024-04-01..`.
pub(super) fn days(periods: &[(NaiveDate, Option<NaiveDate>)]) -> String {
    let period = |(from, to): &(NaiveDate, Option<NaiveDate>)| {
        format!("{from}..{}", to.map(|to| to.to_string()).unwrap_or_default())
    };
    periods.iter().map(period).collect::<Vec<_>>().join(", ")
}
