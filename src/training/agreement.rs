//! How far those who judge the same thing judge it alike.
//!
//! The observed agreement of one unit is the share of pairs that agree. Krippendorff's alpha for nominal data (Krippendorff,
//! *Content Analysis*, ch. 11; *Computing Krippendorff's Alpha-Reliability*, 2011) sets the disagreement of all units against what
//! chance would give: 1 is perfect, 0 is chance. Whoever gave no value for a unit is not counted there.
//!
//! Everything is whole numbers and exact fractions, so that every machine shows the same.

use std::collections::BTreeMap;

use num_bigint::BigUint;
use serde::Serialize;

use crate::text::Language;

/// A share: so many of so many.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub struct Share {
    /// How many.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
}

impl Share {
    /// Returns the share in whole percent, rounded down; nothing of nothing is none.
    #[must_use]
    pub fn percent(self) -> Option<u64> {
        (u128::from(self.part) * 100)
            .checked_div(u128::from(self.whole))
            .and_then(|percent| u64::try_from(percent).ok())
    }
}

/// The values of one unit: each with how many gave it.
pub type Unit<T> = BTreeMap<T, u64>;

/// Returns how many of the pairs that two values of a unit make are alike; none where there are not two values.
#[must_use]
pub fn observed<T>(unit: &Unit<T>) -> Option<Share> {
    let all: u64 = unit.values().sum();
    let pairs = |n: u64| n * n.saturating_sub(1) / 2;
    let alike = unit.values().copied().map(pairs).sum();
    (all > 1).then(|| Share { part: alike, whole: pairs(all) })
}

/// Krippendorff's alpha, or why it would say nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Alpha {
    /// In thousandths, rounded to the nearest and halves away from zero: 743 is 0.743, and less than 0 is worse than chance.
    Thousandths(i64),
    /// It means nothing.
    TooFew(TooFew),
}

impl Alpha {
    /// Returns it in words: a number with three decimals, or why there is none.
    #[must_use]
    pub fn words(self, language: Language) -> String {
        match self {
            Self::Thousandths(thousandths) => {
                let sign = if thousandths < 0 { "−" } else { "" };
                let (whole, part) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
                match language {
                    Language::Sv => format!("alfa {sign}{whole},{part:03}"),
                    Language::En => format!("alpha {sign}{whole}.{part:03}"),
                }
            }
            Self::TooFew(TooFew::Pairs) => language
                .choose("för få (ingen fråga har svar från två)", "too few (no question has answers of two)")
                .to_owned(),
            Self::TooFew(TooFew::Units) => language
                .choose("för få (bara en fråga har svar från två)", "too few (only one question has answers of two)")
                .to_owned(),
            Self::TooFew(TooFew::Variation) => language
                .choose(
                    "för få (alla svarade detsamma på allt)",
                    "too few (everybody gave the same answer to everything)",
                )
                .to_owned(),
        }
    }
}

/// Why alpha would say nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TooFew {
    /// Nothing was judged by two.
    Pairs,
    /// Only one thing was judged by two.
    Units,
    /// All gave the same everywhere: what chance would give is not to be told from agreement.
    Variation,
}

/// Returns alpha over units, each with the values that were given to it.
#[must_use]
pub fn alpha<T: Ord>(units: &[Unit<T>]) -> Alpha {
    let pairable: Vec<&Unit<T>> = units.iter().filter(|unit| unit.values().sum::<u64>() > 1).collect();
    match pairable.len() {
        0 => return Alpha::TooFew(TooFew::Pairs),
        1 => return Alpha::TooFew(TooFew::Units),
        _ => {}
    }
    let mut given: BTreeMap<&T, u64> = BTreeMap::new();
    // Pairs that differ within a unit, by how many values it has: each unit weighs them with one less than that.
    let mut differ: BTreeMap<u64, u64> = BTreeMap::new();
    for unit in pairable {
        let values: u64 = unit.values().sum();
        *differ.entry(values).or_default() += values * values - squares(unit);
        for (value, count) in unit {
            *given.entry(value).or_default() += count;
        }
    }
    let all: u64 = given.values().sum();
    let by_chance = all * all - squares(&given);
    if by_chance == 0 {
        return Alpha::TooFew(TooFew::Variation);
    }
    // alpha = 1 - (all - 1) · Σ differ / (values - 1) / by_chance, as one fraction.
    let below: BigUint = differ.keys().map(|values| BigUint::from(values - 1)).product();
    let above: BigUint = differ.iter().map(|(values, pairs)| &below / (values - 1) * pairs).sum();
    Alpha::Thousandths(thousandths(above * (all - 1), &(below * by_chance)))
}

/// Returns `1 - part / whole` in thousandths, to the nearest.
fn thousandths(part: BigUint, whole: &BigUint) -> i64 {
    let rounded = |number: BigUint| i64::try_from((number * 2_000_u32 + whole) / (whole * 2_u32)).unwrap_or(i64::MAX);
    if part <= *whole { rounded(whole - part) } else { -rounded(part - whole) }
}

fn squares<T>(unit: &Unit<T>) -> u64 {
    unit.values().map(|count| count * count).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unit<T: Ord + Copy>(values: &[T]) -> Unit<T> {
        let mut unit = Unit::new();
        for value in values {
            *unit.entry(*value).or_default() += 1;
        }
        unit
    }

    /// Alpha over units as the values in the order given.
    fn alpha<T: Ord + Copy>(units: &[Vec<T>]) -> Alpha {
        super::alpha(&units.iter().map(|values| unit(values)).collect::<Vec<_>>())
    }

    fn observed(values: &[char]) -> Option<Share> {
        super::observed(&unit(values))
    }

    /// The rows of observers as units, `*` for no value.
    fn units(rows: &[&str]) -> Vec<Vec<char>> {
        let columns = rows[0].len();
        (0..columns)
            .map(|at| rows.iter().filter_map(|row| row.chars().nth(at)).filter(|c| *c != '*').collect())
            .collect()
    }

    #[test]
    fn the_published_examples_come_out_as_published() {
        // Krippendorff (2011), example C: four observers, twelve units, values missing; nominal alpha 0.743.
        let four = units(&["123321412***", "1233224125*3", "*3332342251*", "12332441251*"]);
        assert_eq!(alpha(&four), Alpha::Thousandths(743));
        // Example A: two observers, ten units, two values; 0.095.
        let two = units(&["0100000010", "1110010000"]);
        assert_eq!(alpha(&two), Alpha::Thousandths(95));
    }

    #[test]
    fn what_says_nothing_is_not_a_number() {
        assert_eq!(alpha::<char>(&[]), Alpha::TooFew(TooFew::Pairs));
        assert_eq!(alpha(&[vec!['a'], vec!['b']]), Alpha::TooFew(TooFew::Pairs));
        assert_eq!(alpha(&[vec!['a', 'b'], vec!['b']]), Alpha::TooFew(TooFew::Units));
        assert_eq!(alpha(&[vec!['a', 'a'], vec!['a', 'a']]), Alpha::TooFew(TooFew::Variation));
    }

    #[test]
    fn agreement_is_one_and_systematic_disagreement_is_less_than_chance() {
        assert_eq!(alpha(&[vec!['a', 'a'], vec!['b', 'b']]), Alpha::Thousandths(1000));
        // n = 4, two of each: expected 8/12, observed 1: alpha = 1 - 1 · 12/8 = -0.5.
        assert_eq!(alpha(&[vec!['a', 'b'], vec!['b', 'a']]), Alpha::Thousandths(-500));
    }

    #[test]
    fn pairs_are_counted() {
        assert_eq!(observed(&['a']), None);
        assert_eq!(observed(&['a', 'a', 'b']), Some(Share { part: 1, whole: 3 }));
        assert_eq!(observed(&['a', 'a', 'b']).and_then(Share::percent), Some(33));
        assert_eq!(Share { part: 9_999, whole: 10_000 }.percent(), Some(99));
        assert_eq!(Share { part: 0, whole: 0 }.percent(), None);
    }

    fn measure(number: usize) -> f64 {
        f64::from(u32::try_from(number).expect("small"))
    }

    proptest! {
        #[test]
        fn neither_the_order_of_units_nor_that_of_values_counts(
            units in prop::collection::vec(prop::collection::vec(0_u8..4, 0..6), 0..12),
            turn in 0_usize..12,
        ) {
            let mut turned: Vec<Vec<u8>> = units.iter().map(|unit| unit.iter().rev().copied().collect()).collect();
            if !turned.is_empty() {
                let turn = turn % turned.len();
                turned.rotate_left(turn);
            }
            prop_assert_eq!(alpha(&units), alpha(&turned));
        }

        #[test]
        fn alpha_is_what_the_coincidences_give(units in prop::collection::vec(prop::collection::vec(0_u8..4, 0..6), 2..12)) {
            // Straight from the definition, pair by pair.
            let pairable: Vec<_> = units.iter().filter(|unit| unit.len() > 1).collect();
            let values: Vec<u8> = pairable.iter().flat_map(|unit| unit.iter().copied()).collect();
            let n = measure(values.len());
            let mut observed = 0.0;
            for unit in &pairable {
                for (i, a) in unit.iter().enumerate() {
                    for (j, b) in unit.iter().enumerate() {
                        if i != j && a != b {
                            observed += 1.0 / measure(unit.len() - 1);
                        }
                    }
                }
            }
            let mut expected = 0.0;
            for (i, a) in values.iter().enumerate() {
                for (j, b) in values.iter().enumerate() {
                    if i != j && a != b {
                        expected += 1.0 / (n - 1.0);
                    }
                }
            }
            if let Alpha::Thousandths(alpha) = alpha(&units) {
                let alpha = f64::from(i32::try_from(alpha).expect("small"));
                prop_assert!((alpha / 1000.0 - (1.0 - observed / expected)).abs() < 0.000_51);
            } else {
                prop_assert!(pairable.len() < 2 || expected == 0.0);
            }
        }
    }
}
