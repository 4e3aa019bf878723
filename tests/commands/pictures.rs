//! What a memo draws, and where it says to go on.

use super::assess::stage;
use super::stage::{Stage, root};

fn memo(stage: &Stage, case: &str, language: &str) -> String {
    let path = root().join(format!("rulesets/cases/{case}.yaml"));
    let path = path.to_str().expect("UTF-8");
    stage.run(["assess", "--answers", path, "--matter", "SN 2026/1", "--practice", "--lang", language]).code(0).out
}

/// Severity “måttlig” once a year is the second row's first cell of the risk matrix, and no large risk.
#[test]
fn the_risk_matrix_is_drawn_with_the_cell_that_was_met() {
    let out = memo(&stage(), "date-incident-2023-07-31", "sv");
    assert!(
        out.contains("\nRiskmatris: Måttlig × Någon gång om året eller mer sällan → Mindre risk.\n"),
        "in words, for whoever cannot see the picture\n{out}"
    );
    let row = |name: &str| out.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name}\n{out}"));
    let met = row("Måttlig ");
    assert!(met.contains("▶ Mindre risk") && met.trim_end().ends_with("Stor risk"), "{met}");
    assert_eq!(out.matches('▶').count(), 1, "{out}");
    assert_eq!(row("Hög ").matches("Stor risk").count(), 3, "{}", row("Hög "));
    assert!(memo(&stage(), "date-incident-2023-07-31", "en").contains("Risk matrix: Moderate × "), "in English too");
}

#[test]
fn a_stop_says_which_assessment_goes_on() {
    let out = memo(&stage(), "t-06-akt", "sv");
    let (_, after) = out.split_once("\nGå vidare\n").unwrap_or_else(|| panic!("no link\n{out}"));
    assert!(after.contains("- Incident\n") && after.contains("menprov assess incident"), "{after}");
}
