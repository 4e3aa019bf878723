//! The header of a draft for tests, of no procedure that there is.

use chrono::{DateTime, FixedOffset};

use super::event::{FORMAT, Header};
use crate::text::Language;

pub(crate) fn header(now: DateTime<FixedOffset>) -> Header {
    Header {
        format: FORMAT,
        program: "0.1.0".into(),
        procedure: "p".into(),
        version: 1,
        rules: "00".into(),
        rulesets: Vec::new(),
        law_date: now.date_naive(),
        matter: None,
        language: Language::Sv,
        created: now,
        continues: None,
        second_of: None,
    }
}
