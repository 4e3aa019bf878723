use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use proptest::prelude::*;

use super::*;
use crate::assessment::model::{DutyMet, Words};
use crate::assessment::sample;
use crate::ruleset::model::{Moment, NEJ, Role};
use crate::statement::{Act, Signatory, Statement};
use crate::text::Language;

fn when(written: &str) -> When {
    When::parse(written).expect("a day or a time")
}

fn due(within: &str, from: &str) -> String {
    let within = Within::read(within).expect("a deadline");
    Due::of(within, when(from)).map_or_else(|| "–".to_owned(), Due::short)
}

fn now(written: &str) -> DateTime<Utc> {
    written.parse().expect("a time")
}

#[test]
fn each_kind_of_deadline_ends_when_the_law_says() {
    for (within, from, ends) in [
        ("at-once", "2026-11-20T15:10", "–"),
        ("same-day", "2026-11-20T15:10", "2026-11-20"),
        ("same-day", "2026-11-20", "2026-11-20"),
        ("PT24H", "2026-11-20T15:10", "2026-11-21 15:10"),
        // Over a weekend too.
        ("PT72H", "2026-11-20T15:10", "2026-11-23 15:10"),
        ("P7D", "2026-11-20", "2026-11-27"),
        ("P14D", "2026-11-20T15:10", "2026-12-04"),
        ("P3W", "2026-11-20", "2026-12-11"),
        ("P4M", "2026-11-20", "2027-03-20"),
    ] {
        assert_eq!(due(within, from), ends, "{within} from {from}");
    }
}

#[test]
fn months_end_with_a_shorter_month_and_count_leap_days() {
    for (within, from, ends) in [
        ("P4M", "2026-10-31", "2027-02-28"),
        ("P4M", "2027-10-31", "2028-02-29"),
        ("P1M", "2026-01-31", "2026-02-28"),
        ("P1M", "2028-02-29", "2028-03-29"),
        ("P3M", "2026-11-30", "2027-02-28"),
        ("P12M", "2028-02-29", "2029-02-28"),
        ("P14D", "2028-02-20", "2028-03-05"),
        ("P3W", "2026-12-20", "2027-01-10"),
    ] {
        assert_eq!(due(within, from), ends, "{within} from {from}");
    }
}

#[test]
fn hours_are_real_ones_over_the_nights_when_the_clocks_change() {
    for (within, from, ends) in [
        // The night to 29 March 2026 is an hour short: three days by the clock are 71 hours.
        ("PT72H", "2026-03-27T12:00", "2026-03-30 13:00"),
        // The night to 25 October 2026 is an hour long.
        ("PT72H", "2026-10-23T12:00", "2026-10-26 11:00"),
        ("PT24H", "2026-10-24T12:00", "2026-10-25 11:00"),
        // Half past two comes twice: the first counts, which ends the earlier.
        ("PT24H", "2026-10-25T02:30", "2026-10-26 01:30"),
        // Half past two is not there: what it was before the leap, half past one.
        ("PT24H", "2026-03-29T02:30", "2026-03-30 02:30"),
        // A period of days does not notice.
        ("P7D", "2026-03-27T12:00", "2026-04-03"),
    ] {
        assert_eq!(due(within, from), ends, "{within} from {from}");
    }
    assert_eq!(instant(datetime("2026-03-29T02:30")).to_rfc3339(), "2026-03-29T01:30:00+01:00");
    assert_eq!(instant(datetime("2026-10-25T02:30")).to_rfc3339(), "2026-10-25T02:30:00+02:00");
    assert_eq!(instant(datetime("2026-10-25T03:00")).to_rfc3339(), "2026-10-25T03:00:00+01:00");
}

fn datetime(written: &str) -> NaiveDateTime {
    crate::date::parse_datetime(written).expect("a time")
}

#[test]
fn hours_from_a_day_alone_run_from_its_beginning() {
    assert_eq!(due("PT72H", "2026-11-20"), "2026-11-23 00:00");
}

#[test]
fn a_day_is_over_when_it_has_ended_in_sweden() {
    let day = Due::of(Within::SameDay, when("2026-11-20")).expect("a day");
    assert!(!day.is_over(now("2026-11-20T22:59:59Z")) && day.is_over(now("2026-11-20T23:00:00Z")));
    let summer = Due::of(Within::SameDay, when("2026-07-20")).expect("a day");
    assert!(!summer.is_over(now("2026-07-20T21:59:59Z")) && summer.is_over(now("2026-07-20T22:00:00Z")));
    let hour = Due::of(Within::Hours(72), when("2026-11-20T15:10")).expect("a time");
    assert!(!hour.is_over(now("2026-11-23T14:10:00Z")) && hour.is_over(now("2026-11-23T14:10:01Z")));
}

#[test]
fn the_end_is_said_in_words_and_how_long_is_left() {
    let hour = Due::of(Within::Hours(72), when("2026-11-21T09:15")).expect("a time");
    assert_eq!(hour.words(Language::Sv), "senast tisdag 24 november 2026 kl. 09.15");
    assert_eq!(hour.words(Language::En), "by Tuesday 24 November 2026 at 09:15");
    let day = Due::of(Within::Days(7), when("2026-11-21T09:15")).expect("a day");
    assert_eq!(day.words(Language::Sv), "senast lördag 28 november 2026");
    assert_eq!(day.words(Language::En), "by the end of Saturday 28 November 2026");
    for (at, sv, en) in [
        ("2026-11-21T09:00:00Z", "71 timmar kvar", "71 hours left"),
        ("2026-11-23T09:00:00Z", "23 timmar kvar", "23 hours left"),
        ("2026-11-24T07:14:00Z", "1 timme kvar", "1 hour left"),
        ("2026-11-24T08:14:00Z", "1 minut kvar", "1 minute left"),
        ("2026-11-24T08:45:00Z", "gick ut för 30 minuter sedan", "passed 30 minutes ago"),
        ("2026-11-27T09:45:00Z", "gick ut för 3 dagar sedan", "passed 3 days ago"),
    ] {
        assert_eq!(
            (hour.left(now(at), Language::Sv), hour.left(now(at), Language::En)),
            (sv.into(), en.into()),
            "{at}"
        );
    }
    assert_eq!(day.left(now("2026-11-28T20:00:00Z"), Language::Sv), "i dag");
    assert_eq!(day.left(now("2026-11-28T23:30:00Z"), Language::Sv), "gick ut för 1 dag sedan");
}

fn duty(id: &str, within: &str, from: &str) -> DutyMet {
    DutyMet {
        id: id.into(),
        text: Words::same(id),
        scopes: vec!["frame".into()],
        within: Some(within.into()),
        runs_from: Some(from.into()),
        provisions: Vec::new(),
    }
}

#[test]
fn what_ends_first_stands_first_and_what_waits_last() {
    let (record, _) = sample::record(NEJ);
    let mut assessment = record.assessment().clone();
    assessment.pending = false;
    assessment.moments = [(Moment::Received, when("2026-11-20T15:10")), (Moment::Aware, when("2026-11-20"))].into();
    assessment.duties = vec![
        duty("delgivet", "P3W", "served"),
        duty("genast", "at-once", "received"),
        duty("fjorton", "P14D", "received"),
        duty("timmar", "PT72H", "aware"),
        duty("dagen", "same-day", "received"),
        duty("utredd", "P4M", "opened"),
    ];
    let clocks = clocks(&assessment, &Known::of(&assessment, &[]));
    let ids: Vec<_> = clocks.iter().map(|clock| &*clock.duty.id).collect();
    assert_eq!(ids, ["dagen", "timmar", "fjorton", "utredd", "delgivet"]);
    let remark =
        |id: &str| clocks.iter().find(|clock| clock.duty.id == id).and_then(|clock| clock.remark(Language::Sv));
    assert_eq!(remark("timmar"), Some("från dagens början, eftersom klockslaget inte är känt"));
    assert_eq!(remark("fjorton"), None);
}

#[test]
fn an_end_that_was_not_moved_over_a_weekend_says_so() {
    let known = |from: &str| {
        let (record, _) = sample::record(NEJ);
        let mut assessment = record.assessment().clone();
        assessment.moments = [(Moment::Received, when(from))].into();
        Known::of(&assessment, &[])
    };
    let remark = |within: &str, from: &str| {
        let duty = duty("a", within, "received");
        Clock::of(&duty, &known(from)).and_then(|clock| clock.remark(Language::Sv))
    };
    let weekend = Some("utan förlängning över helgen");
    assert_eq!(remark("P14D", "2026-11-21"), weekend);
    assert_eq!(remark("P14D", "2026-11-22"), weekend);
    assert_eq!(remark("P14D", "2026-11-23"), None);
    assert_eq!(remark("same-day", "2026-11-21"), None);
    assert_eq!(remark("PT72H", "2026-10-23T12:00"), Some("klockan ställs om under tiden"));
}

#[test]
fn a_decision_is_made_when_the_last_who_had_to_has_approved() {
    let (record, _) = sample::record(NEJ);
    let mut assessment = record.assessment().clone();
    assert!(assessment.pending);
    let decided = |assessment: &_, said: &[&Statement]| Known::of(assessment, said).when(Moment::Decided);
    assert_eq!(decided(&assessment, &[]), None);
    let by = Signatory { delegation: None, name: None, role: Role::Board, title: None, unit: None };
    let approval = Statement {
        answers: Vec::new(),
        awaits: Vec::new(),
        by,
        format: crate::statement::model::FORMAT,
        kind: Act::Approval,
        language: Language::Sv,
        made_at: now("2026-11-24T23:30:00Z"),
        nonce: "07".repeat(32),
        program: "0.1.0".into(),
        questions: Vec::new(),
        reason: Some("ett eget skäl av något slag".into()),
        record: record.digest_hex(),
        seen: Vec::new(),
        to: None,
    };
    assert_eq!(decided(&assessment, &[&approval]), Some(when("2026-11-25T00:30")));
    // What a question tells of the decision goes before.
    assessment.moments = [(Moment::Decided, when("2026-11-10"))].into();
    assert_eq!(decided(&assessment, &[&approval]), Some(when("2026-11-10")));
}

#[test]
fn a_moment_to_come_is_later_by_both_clocks() {
    let at = |now: &str| now.parse::<DateTime<FixedOffset>>().expect("a time");
    for (when_, now, to_come) in [
        ("2026-11-22", "2026-11-21T12:00:00+01:00", true),
        ("2026-11-21", "2026-11-21T12:00:00+01:00", false),
        ("2026-11-21T12:01", "2026-11-21T12:00:00+01:00", true),
        ("2026-11-21T12:00", "2026-11-21T12:00:00+01:00", false),
        // The machine is set to another zone than the officer's own clock.
        ("2026-11-21T12:00", "2026-11-21T11:00:00+00:00", false),
        ("2026-11-21T12:01", "2026-11-21T11:00:00+00:00", true),
        ("2026-11-22", "2026-11-21T23:30:00+00:00", false),
        ("2026-11-21T13:00", "2026-11-21T13:00:00+02:00", false),
    ] {
        assert_eq!(is_to_come(when(when_), at(now)), to_come, "{when_} at {now}");
    }
}

fn moments() -> impl Strategy<Value = When> {
    (0..109_000u64, proptest::option::of(0..1440u32)).prop_map(|(days, minute)| {
        let day = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day") + Days::new(days);
        minute.map_or(When::Day(day), |minute| {
            When::Time(day.and_time(NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).expect("a time")))
        })
    })
}

proptest! {
    #[test]
    fn no_deadline_ends_before_it_runs_and_a_longer_one_never_earlier(
        from in moments(), count in 1..2000u32, unit in 0..4usize,
    ) {
        let make = [Within::Hours, Within::Days, Within::Weeks, Within::Months][unit];
        let due = Due::of(make(count), from).expect("within the calendar");
        let begin = match from {
            When::Day(day) => instant(day.and_time(NaiveTime::MIN)),
            When::Time(time) => instant(time),
        };
        prop_assert!(due.end() > begin);
        prop_assert!(!due.is_over(begin.to_utc()));
        let longer = Due::of(make(count + 1), from).expect("within the calendar");
        prop_assert!(longer.end() > due.end());
        if let Due::Time(at) = due {
            prop_assert_eq!((at.to_utc() - begin.to_utc()).num_hours(), i64::from(count));
        }
    }
}
