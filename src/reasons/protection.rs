//! Words that tell a requester that someone lives under protection, which may be what they were to find out.

/// What shows it in Swedish and English, in lower case: the marks in the population register, the places, the orders.
const SIGNS: &[&str] = &[
    "skyddade personuppgifter",
    "skyddad folkbokföring",
    "skyddad identitet",
    "skyddad adress",
    "skyddat boende",
    "sekretessmarker",
    "fingerade",
    "kvarskriv",
    "kontaktförbud",
    "kvinnojour",
    "lever med skydd",
    "protected personal data",
    "protected registration",
    "protected identity",
    "protected address",
    "no-contact order",
    "no contact order",
    "women's shelter",
    "lives in a shelter",
];

/// Returns the first sign in a text that someone is protected, as it stands in the list.
pub(super) fn sign(text: &str) -> Option<&'static str> {
    let words = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    SIGNS.iter().find(|sign| words.contains(**sign)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_a_place_or_an_order_is_a_sign_and_care_for_somebody_is_not() {
        assert_eq!(sign("Modern har Skyddade\n personuppgifter."), Some("skyddade personuppgifter"));
        assert_eq!(sign("Hon bor i skyddat boende."), Some("skyddat boende"));
        assert_eq!(sign("The mother has a protected address."), Some("protected address"));
        assert_eq!(sign("Uppgiften rör barnets privatliv, och barnet behöver kunna känna sig tryggt."), None);
        assert_eq!(sign("Uppgiften skyddas av hänsyn till en annan person."), None);
    }
}
