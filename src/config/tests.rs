//! What a file may say, and what is told of one that says something else.

use chrono::NaiveDate;

use super::*;
use crate::ruleset::fault::FaultWords as _;
use crate::ruleset::model::{Effect, Role};
use crate::text::Language;

const WHOLE: &str = r#"
format = 1
language = "en"

[authority]
name = "Socialnämnden i Exempelkommunen"
kind = "socialnamnd"

[officer]
role = "handlaggare"
unit = "vuxna"

[[units]]
id = "vuxna"
name = { sv = "Vuxna", en = "Adults" }

[[roles]]
id = "handlaggare"
name = "socialsekreterare"
level = "officer"

[[roles]]
id = "chef"
name = { sv = "socialchef", en = "head of social services" }
level = "delegate"

[[delegation]]
point = "4.2"
role = "chef"
effects = ["withhold", "release-reserved"]
from = 2024-01-01

[[retention]]
id = "bevaras"
text = "Bevaras"

[[channels]]
id = "saker"
text = "Säker e-tjänst"
"#;

fn read(text: &str) -> Config {
    Config::read("a.toml", text.as_bytes(), None).unwrap_or_else(|faulty| panic!("{:?}", faulty.faults))
}

/// Returns code, line and column of every fault.
fn faults(text: &str) -> Vec<(&'static str, u32, u32)> {
    let faulty = Config::read("a.toml", text.as_bytes(), None).expect_err("there are faults");
    faulty.faults.iter().map(|fault| (fault.kind.code(), fault.place.line, fault.place.column)).collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[test]
fn a_whole_file_is_read() {
    let config = read(WHOLE);
    let authority = config.authority.as_ref().expect("an authority");
    assert_eq!((&*authority.name, authority.kind), ("Socialnämnden i Exempelkommunen", AuthorityKind::Socialnamnd));
    assert_eq!(config.language, Some(Language::En));
    assert_eq!(config.officer, Own { role: Some("handlaggare".into()), unit: Some("vuxna".into()) });
    assert_eq!(config.unit("vuxna").map(|unit| &*unit.name.en), Some("Adults"));
    assert_eq!(config.role("chef").map(|role| (role.level, &*role.name.sv)), Some((Role::Delegate, "socialchef")));
    assert_eq!(config.role("handlaggare").map(|role| &*role.name.en), Some("socialsekreterare"));
    assert_eq!((&*config.retention[0].id, &*config.channels[0].text.sv), ("bevaras", "Säker e-tjänst"));
    assert_eq!(config.delegation[0].from, Some(day("2024-01-01")));
}

#[test]
fn every_part_may_be_left_out() {
    assert_eq!(read("language = 'sv'\n"), Config { language: Some(Language::Sv), ..Config::default() });
    assert_eq!(read("\u{feff}format = 1\r\n"), Config::default());
}

#[test]
fn every_fault_is_told_at_once_where_it_stands() {
    let text = r#"
languge = "sv"
[authority]
kind = "socialnämnd"
[officer]
role = "chfe"
unit = "ingen"
[[roles]]
id = "Chef"
name = { sv = "chef" }
level = 3
[[roles]]
id = "chef"
name = "chef"
level = "manager"
[[roles]]
id = "chef"
name = "chef"
level = "boss"
[[delegation]]
point = "1"
role = "chef"
[[delegation]]
point = "2"
role = "chef"
outcomes = ["a"]
from = 2024-02-01
to = 2024-01-31
[[delegation]]
point = "3"
role = "chef"
effects = ["withold"]
from = "2024-01-01"
"#;
    let expected = [
        ("C005", 2, 1),
        ("C006", 3, 1),
        ("C008", 4, 8),
        ("C011", 6, 8),
        ("C012", 7, 8),
        ("C009", 9, 6),
        ("C006", 10, 8),
        ("C007", 11, 9),
        ("C010", 17, 6),
        ("C008", 19, 9),
        ("C015", 20, 1),
        ("C016", 26, 13),
        ("C017", 28, 6),
        ("C008", 32, 12),
        ("C007", 33, 8),
    ];
    assert_eq!(faults(text), expected);
}

#[test]
fn what_was_meant_is_said() {
    let hint = |text: &str| {
        let faulty = Config::read("a.toml", text.as_bytes(), None).expect_err("a fault");
        faulty.faults[0].kind.hint(Language::En).unwrap_or_default()
    };
    assert_eq!(hint("languge = 'sv'"), "did you mean `language`?");
    assert_eq!(hint("[authority]\nname = 'x'\nkind = 'Socialnämnd'"), "did you mean `socialnamnd`?");
    assert_eq!(hint("officer = 1"), "write the name within brackets, like `[authority]`");
    assert_eq!(
        hint("[[roles]]\nid = 'chef'\nname = 'chef'\nlevel = 'manager'\n[officer]\nrole = 'cheef'"),
        "did you mean `chef`?"
    );
    assert_eq!(hint("x = 'a"), "close it on the same line");
    assert_eq!(hint("language = sv"), "put the text within \"…\"");
    assert!(hint("format = 1\nformat = 1").starts_with("remove one of them"));
    assert!(hint("language =\n").starts_with("write a key, an equals sign"));
    assert!(hint("x = 2024-13-01").starts_with("write the day like"));
    assert!(hint("format\n").starts_with("write a key, an equals sign"));
}

#[test]
fn every_syntax_fault_is_told() {
    assert_eq!(
        faults("language = sv\n[authority\nname 'x'\n")
            .iter()
            .map(|(code, line, _)| (*code, *line))
            .collect::<Vec<_>>(),
        [("C004", 1), ("C004", 2), ("C004", 3)]
    );
}

#[test]
fn a_file_that_is_no_text_is_refused() {
    let code = |bytes: &[u8]| {
        let faulty = Config::read("a.toml", bytes, None).expect_err("a fault");
        faulty.faults.iter().map(|fault| (fault.kind.code(), fault.place.line)).collect::<Vec<_>>()
    };
    assert_eq!(code(b""), [("C002", 0)]);
    assert_eq!(code(b" \n\n"), [("C002", 0)]);
    assert_eq!(code(&vec![b'#'; 256 * 1024 + 1]), [("C001", 0)]);
    assert_eq!(code(b"format = 1\n# f\xf6r\n"), [("S006", 2)]);
    assert_eq!(code("format = 1\n# \u{202e}\n".as_bytes()), [("C003", 2)]);
    assert_eq!(code(b"[[units]]\nid = 'a'\nname = 'x\x1b[2J'\n"), [("C003", 3)]);
    // An escape reaches the value without standing in the file.
    assert_eq!(code(b"[[units]]\nid = 'a'\nname = \"x\\u001b[2J\"\n"), [("C003", 3)]);
    assert!(Config::read("a.toml", "[".repeat(200_000).as_bytes(), None).is_err());
}

#[test]
fn a_row_speaks_of_outcomes_effects_or_a_whole_procedure() {
    let row = |procedure: Option<&str>, outcomes: &[&str], effects: &[Effect]| Delegation {
        point: "1".into(),
        role: "chef".into(),
        procedure: procedure.map(Into::into),
        outcomes: outcomes.iter().map(|id| (*id).into()).collect(),
        effects: effects.to_vec(),
        from: None,
        to: None,
    };
    let covered = |row: &Delegation| {
        [("p", "ja", Effect::Release), ("p", "nej", Effect::Withhold), ("q", "nej", Effect::Withhold)]
            .map(|(procedure, outcome, effect)| row.covers(procedure, outcome, effect))
    };
    assert_eq!(covered(&row(Some("p"), &[], &[])), [true, true, false]);
    assert_eq!(covered(&row(Some("p"), &["ja"], &[])), [true, false, false]);
    assert_eq!(covered(&row(None, &[], &[Effect::Withhold])), [false, true, true]);
    assert_eq!(covered(&row(Some("p"), &[], &[Effect::Withhold])), [false, true, false]);
    assert_eq!(covered(&row(Some("p"), &["ja"], &[Effect::Withhold])), [true, true, false]);
    assert_eq!(covered(&row(None, &[], &[])), [false, false, false]);
}

#[test]
fn a_row_holds_between_its_days_both_included() {
    let config = read(&WHOLE.replace("from = 2024-01-01", "from = 2024-01-01\nto = 2024-12-31"));
    let row = &config.delegation[0];
    assert_eq!(
        ["2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"].map(|at| row.holds_on(day(at))),
        [false, true, true, false]
    );
    let from = |from: &str| Delegation { from: Some(day(from)), to: None, ..row.clone() };
    assert!(row.meets(&from("2024-12-31")) && !row.meets(&from("2025-01-01")));
    assert!(!from("2025-01-01").meets(row));
}

#[test]
fn a_role_decides_by_its_row_or_by_its_level() {
    use Role::{Delegate, Manager, Officer};
    let row = |point: &str, role: &str, level| Row {
        point: point.into(),
        role: role.into(),
        name: crate::assessment::Words::default(),
        level,
        from: None,
        to: None,
    };
    let may = |rows: &[Row], decider, level, role: Option<&str>| {
        let power = Power::over(rows.to_vec(), decider, level, role);
        (power.may, power.by.map(|row| row.point))
    };
    // Without rows, the rules' own order of roles.
    assert_eq!(may(&[], Delegate, Manager, None), (false, None));
    assert_eq!(may(&[], Manager, Manager, None), (true, None));
    // A row of its own decides, whatever its level.
    let rows = [row("4.1", "chef", Manager), row("4.2", "handlaggare", Officer)];
    assert_eq!(may(&rows, Delegate, Officer, Some("handlaggare")), (true, Some("4.2".into())));
    assert_eq!(may(&rows, Delegate, Officer, Some("assistent")), (false, None));
    // The authority has lifted what the rules leave to the officer.
    assert_eq!(may(&rows[..1], Officer, Officer, Some("handlaggare")), (false, None));
    assert_eq!(may(&rows[..1], Officer, Delegate, Some("chefschef")), (true, None));
}

/// Returns the rules compiled in.
fn book() -> crate::ruleset::model::Rulebook {
    crate::rulebook::builtin()
}

#[test]
fn rows_are_held_against_the_rules() {
    let book = book();
    let procedure = decisions(&book)
        .iter()
        .find(|one| one.effect == Effect::Withhold)
        .map(|one| (one.procedure.to_owned(), one.outcome.to_owned()));
    let (procedure, outcome) = procedure.expect("a procedure refuses something");
    let base = "[[roles]]\nid = 'chef'\nname = 'chef'\nlevel = 'manager'\n";
    let row = |point: &str, rest: &str| format!("[[delegation]]\npoint = '{point}'\nrole = 'chef'\n{rest}\n");
    let checked = |text: &str| match Config::read("a.toml", text.as_bytes(), Some(&book)) {
        Ok(_) => Vec::new(),
        Err(faulty) => faulty.faults.iter().map(|fault| (fault.kind.code(), fault.place.line)).collect(),
    };
    let by_id = format!("procedure = '{procedure}'\noutcomes = ['{outcome}']");
    assert_eq!(checked(&(base.to_owned() + &row("1", &by_id))), []);
    let wrong = row("1", &format!("procedure = '{procedure}'\noutcomes = ['{outcome}', 'finns-inte']"))
        + &row("2", "procedure = 'finns-inte'");
    assert_eq!(checked(&(base.to_owned() + &wrong)), [("C014", 9), ("C013", 13)]);
    // The same outcome by its id and by its effect.
    let twice = row("1", &by_id) + &row("2", "effects = ['withhold']");
    assert_eq!(checked(&(base.to_owned() + &twice)), [("C018", 11)]);
    let parted =
        row("1", &format!("{by_id}\nto = 2024-12-31")) + &row("2", "effects = ['withhold']\nfrom = 2025-01-01");
    assert_eq!(checked(&(base.to_owned() + &parted)), []);
    // Each row that meets an earlier one has one fault, which names a row that it meets.
    let days = |point: &str, days: &str| row(point, &format!("effects = ['withhold']\n{days}"));
    let many = days("1", "from = 2024-01-01\nto = 2024-12-31")
        + &days("2", "from = 2026-01-01\nto = 2026-12-31")
        + &days("3", "from = 2024-06-01\nto = 2024-06-30")
        + &days("4", "from = 2025-01-01\nto = 2025-12-31")
        + &days("5", "from = 2024-12-31\nto = 2025-01-01")
        + &days("6", "from = 2024-07-01\nto = 2024-12-30")
        + &days("7", "from = 2027-01-01")
        + &days("8", "to = 2023-12-31")
        + &days("9", "");
    let faulty = Config::read("a.toml", (base.to_owned() + &many).as_bytes(), Some(&book)).expect_err("they meet");
    let met: Vec<_> = faulty.faults.iter().map(|fault| fault.kind.message(Language::Sv)).collect();
    assert_eq!(met.len(), 4, "{met:?}");
    for (fault, point) in met.iter().zip(["punkt 1 (", "punkt 1 (", "punkt 1 (", "punkt 8 ("]) {
        assert!(fault.contains(point), "{fault}");
    }
}

#[test]
fn many_rows_that_meet_have_one_fault_each() {
    let book = book();
    let rows = 3_800;
    let text = "[[roles]]\nid='chef'\nname='chef'\nlevel='manager'\n".to_owned()
        + &"[[delegation]]\npoint='1'\nrole='chef'\neffects=['withhold']\n".repeat(rows);
    let faulty = Config::read("a.toml", text.as_bytes(), Some(&book)).expect_err("they meet");
    assert_eq!(faulty.faults.len(), rows - 1);
}

#[test]
fn empty_lists_delegate_nothing() {
    let row = "[[roles]]\nid='chef'\nname='chef'\nlevel='manager'\n[[delegation]]\npoint='1'\nrole='chef'\n";
    for empty in ["effects = []", "outcomes = []", "effects = []\noutcomes = []"] {
        assert_eq!(faults(&format!("{row}{empty}\n")), [("C015", 5, 1)], "{empty}");
    }
    assert_eq!(faults(&format!("{row}effects = 'withhold'\n")), [("C007", 8, 11)]);
}

#[test]
fn every_fault_has_a_code_of_its_own_and_words_in_both_languages() {
    let unknown = |what| ConfigFault::Unknown { what, id: "x".into(), near: None };
    let faults = [
        ConfigFault::TooLarge,
        ConfigFault::Empty,
        ConfigFault::Control('\u{1b}'),
        ConfigFault::Syntax(Syntax::Other),
        ConfigFault::UnknownKey { key: "x".into(), near: None, known: &["name"] },
        ConfigFault::Missing("name"),
        ConfigFault::Shape { key: "x".into(), wants: Wants::Text },
        ConfigFault::UnknownWord { word: "x".into(), known: vec!["sv"], near: None },
        ConfigFault::NoId("X".into()),
        ConfigFault::Twice { id: "x".into(), first: 1 },
        unknown(Named::Role),
        unknown(Named::Unit),
        unknown(Named::Procedure),
        unknown(Named::Outcome),
        ConfigFault::NothingDelegated,
        ConfigFault::WhoseOutcomes,
        ConfigFault::Reversed,
        ConfigFault::Overlap { point: "1".into(), line: 1, outcome: "p.x".into() },
    ];
    for (fault, number) in faults.iter().zip(1..) {
        assert_eq!(fault.code(), format!("C{number:03}"));
        let [sv, en] = [Language::Sv, Language::En].map(|language| (fault.message(language), fault.hint(language)));
        assert!(sv.0 != en.0 && sv.1.is_some() && sv.1 != en.1, "{sv:?} {en:?}");
    }
}
