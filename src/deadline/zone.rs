//! The clock in Sweden, from the IANA time zone database: its rules and their history are not ours to keep.

use chrono::{DateTime, FixedOffset, NaiveDateTime, Offset as _, TimeDelta, Utc};
use tzdb_data::time_zone::europe::STOCKHOLM;

/// A day, in seconds: the clocks never change twice within one.
const DAY: i64 = 86_400;
/// Central European Time, in seconds east of Greenwich.
const CENTRAL: i32 = 3_600;

/// Returns what the clocks in Sweden show at a moment.
#[must_use]
pub fn local(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    at.with_timezone(&offset(at.timestamp()))
}

/// Returns the moment when the clocks in Sweden show this time.
///
/// The earlier one where the hour comes twice; where the clocks leap over it, what it was before they leapt. A deadline
/// that runs from it then ends early rather than late.
#[must_use]
pub fn instant(shown: NaiveDateTime) -> DateTime<FixedOffset> {
    let about = shown.and_utc().timestamp();
    let readings = [about.saturating_sub(DAY), about.saturating_add(DAY)]
        .map(|near| shown.and_utc() - TimeDelta::seconds(offset(near).local_minus_utc().into()));
    let true_ones = readings.iter().filter(|at| local(**at).naive_local() == shown);
    let [before, after] = readings;
    local(true_ones.min().copied().unwrap_or(before.min(after)))
}

fn offset(at: i64) -> FixedOffset {
    // The database has a rule for every moment; the last of them is for all time to come.
    let seconds = match STOCKHOLM.find_local_time_type(at) {
        Ok(kind) => kind.ut_offset(),
        Err(_) => CENTRAL,
    };
    FixedOffset::east_opt(seconds).unwrap_or(Utc.fix())
}
