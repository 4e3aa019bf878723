//! Personal and coordination numbers anywhere in a text.
//!
//! Of the numbers, only form and check digit are looked at (18 and 18 a §§ folkbokföringslagen, SKV 704 and 707): six or
//! eight digits of a birth date, three digits, a check digit by the Luhn algorithm (ISO/IEC 7812-1). A coordination
//! number has 60 added to its day, and a month or a day of 0 where it is not known. The crate `personnummer` (3.1.1) is
//! not used: it takes the 60 away before the check digit is reckoned, and so refuses every real coordination number.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization as _;

/// Digits that stand together, and what stands before them.
struct Run {
    digits: String,
    /// What separates it from the run before; `None` where that is more than a separator.
    before: Option<Separator>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Separator {
    /// Blanks.
    Blank,
    /// A hyphen, a dash or a plus sign, perhaps with blanks around it.
    Sign,
}

/// Returns whether a personal or coordination number stands anywhere in a text, with or without its century, with a
/// hyphen, a plus sign, blanks or nothing between its parts.
#[must_use]
pub fn holds_personal_number(text: &str) -> bool {
    // Most texts have no digits at all, and some are read by the thousand.
    if text.chars().filter(|char| char.is_numeric()).count() < 10 {
        return false;
    }
    let runs = runs(text);
    (0..runs.len()).any(|from| {
        let mut digits = String::new();
        let mut cuts = Vec::new();
        for run in &runs[from..] {
            if !digits.is_empty() {
                match run.before {
                    Some(separator) => cuts.push((digits.len(), separator)),
                    None => return false,
                }
            }
            digits.push_str(&run.digits);
            match digits.len() {
                10 | 12 if is_laid_out(&cuts, digits.len()) && is_number(&digits) => return true,
                13.. => return false,
                _ => {}
            }
        }
        false
    })
}

/// Returns the digits of a text, run by run; letters that touch digits make a word of them.
fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut between = String::from("x");
    let mut after_digit = false;
    for char in text.nfkc().filter(|char| !is_hidden(*char)) {
        if char.is_ascii_digit() {
            if after_digit {
                runs.last_mut().expect("a digit came before").digits.push(char);
            } else {
                runs.push(Run { digits: char.to_string(), before: separator(&between) });
                between.clear();
            }
        } else {
            between.push(char);
        }
        after_digit = char.is_ascii_digit();
    }
    runs
}

/// Returns what stands between two runs of digits if it is nothing but a separator.
fn separator(between: &str) -> Option<Separator> {
    let mut signs = between.chars().filter(|char| !char.is_whitespace());
    let sign = signs.next();
    if signs.next().is_some() || between.chars().count() > 3 || between.contains('\n') {
        return None;
    }
    match sign {
        None => Some(Separator::Blank),
        Some('-' | '+' | '\u{2010}'..='\u{2015}' | '\u{2212}') => Some(Separator::Sign),
        Some(_) => None,
    }
}

fn is_hidden(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Returns whether the parts are those of a number: century, year, month, day, the last four.
///
/// A day with signs within it and four digits after a blank is a date and something else.
fn is_laid_out(cuts: &[(usize, Separator)], length: usize) -> bool {
    let last = length - 4;
    let fits = cuts.iter().all(|(at, _)| *at <= last && at % 2 == 0);
    let within = cuts.iter().any(|cut| cut.0 < last && cut.1 == Separator::Sign);
    fits && !(within && cuts.contains(&(last, Separator::Blank)))
}

fn is_number(digits: &str) -> bool {
    let (century, ten) = digits.split_at(digits.len() - 10);
    let part = |from: usize| ten[from..from + 2].parse::<u32>().unwrap_or(u32::MAX);
    let (month, day) = (part(2), part(4));
    let centuries: &[i32] = match century {
        "" => &[19, 20],
        "18" => &[18],
        "19" => &[19],
        "20" => &[20],
        _ => return false,
    };
    let coordination = (60..=91).contains(&day);
    let unknown = coordination && (month == 0 || day == 60);
    let born = centuries.iter().any(|century| {
        let year = century * 100 + i32::try_from(part(0)).unwrap_or(i32::MAX / 2);
        NaiveDate::from_ymd_opt(year, month, if coordination { day - 60 } else { day }).is_some()
    });
    (born || unknown && month <= 12) && &ten[6..9] != "000" && luhn(ten)
}

/// Returns whether the last digit is the check digit of those before it.
fn luhn(ten: &str) -> bool {
    let digits = ten.bytes().map(|byte| u32::from(byte - b'0'));
    let weighed = digits.zip([2, 1].into_iter().cycle()).map(|(digit, weight)| digit * weight);
    weighed.map(|product| product / 10 + product % 10).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the test data that Skatteverket publishes; nobody has these numbers.
    const PERSONAL: [&str; 2] = ["189001019802", "191212121212"];

    #[test]
    fn a_number_is_found_however_it_is_written() {
        for text in [
            "191212121212",
            "1212121212",
            "121212-1212",
            "121212+1212",
            "19121212-1212",
            "Barnet (121212-1212) bor hos modern.",
            "121212 1212",
            "12 12 12 1212",
            "1912-12-12-1212",
            "121212 - 1212",
            "121212–1212",
            "121212\u{a0}1212",
            "121212\u{200b}-1212",
            "１２１２１２-１２１２",
            "nr191212121212.",
        ] {
            assert!(holds_personal_number(text), "{text:?}");
        }
        for number in PERSONAL {
            assert!(holds_personal_number(number), "{number}");
        }
    }

    #[test]
    fn a_coordination_number_is_found_with_its_own_check_digit() {
        // The example of SKV 707, and one whose day of birth is not known, of the published test data.
        for number in ["701063-2391", "19701063-2391", "191500722390", "191503882399"] {
            assert!(holds_personal_number(number), "{number}");
        }
        // What a reckoning without the 60 would take for one.
        assert!(!holds_personal_number("800161-3294"));
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for text in [
            "SN 2026-123",
            "Dnr 2026-000123",
            "2026-11-21",
            "Beslutet 2026-11-21 2026-123",
            "2026-11-21 1015",
            "121212-1213",
            "121312-1212",
            "120230-1213",
            "556016-0680",
            "08-123 456 78",
            "070-123 45 67",
            "12121212121212",
            "1 2 1 2 1 2 1 2 1 2",
            "3, 4 och 12121 21212",
            "121212.1212",
            "121212-\n1212",
            "000000-0000",
            "prop. 2008/09:150 s. 325",
            "SFS 2009:400",
            "",
        ] {
            assert!(!holds_personal_number(text), "{text:?}");
        }
    }
}
