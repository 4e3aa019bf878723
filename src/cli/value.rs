//! Reads single values; what is wrong is said in both languages at once, as in the help texts.

use chrono::NaiveDate;

use super::both;
use crate::text::Language;

/// Reads `sv` or `en`.
pub fn language(text: &str) -> Result<Language, String> {
    match text {
        "sv" => Ok(Language::Sv),
        "en" => Ok(Language::En),
        _ => Err(both!("skriv `sv` eller `en`", "write `sv` or `en`").to_owned()),
    }
}

/// Reads a day of exactly the form `YYYY-MM-DD`: chrono alone would take `26-11-21` for the year 26.
pub fn day(text: &str) -> Result<NaiveDate, String> {
    let shaped = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    let day = if shaped { NaiveDate::parse_from_str(text, "%Y-%m-%d").ok() } else { None };
    day.ok_or_else(|| both!("skriv dagen som 2026-11-21", "write the day like 2026-11-21").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_ten_characters() {
        assert!(day("2026-11-21").is_ok());
        for wrong in ["26-11-21", "2026-2-3", " 2026-11-2", "2026-02-30", "-001-01-01", "2026/11/21", "２026-1-1"] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }
}
