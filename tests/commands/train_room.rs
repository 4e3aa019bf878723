//! `menprov train room`, `run --room` and `debrief`: a workshop from the session file to the debrief, and what is no sheet of it.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::stage::{Run, Stage, root};

pub const ID: &str = "e-post-till-foraldrar";
/// The last condition is not met, and another way is not looked for.
pub const ELSEWHERE: &str = "    villkor-dolt: nej\n    kanal-brist: inte";

/// A workshop on a stage of its own.
pub struct Workshop {
    pub stage: Stage,
    pub code: String,
}

impl Workshop {
    pub fn new() -> Self {
        let stage = Stage::new();
        stage.run(["train", "room", "new", "--scenarios", ID, "-o", "room.json"]).code(0);
        let room: Value = serde_json::from_slice(&fs::read(stage.path("room.json")).expect("the room")).expect("JSON");
        let code = room["code"].as_str().expect("a code").to_owned();
        Self { stage, code }
    }

    /// Hands in the key's answers, with `instead` in the place of the last one.
    #[track_caller]
    pub fn hand_in(&self, name: &str, instead: Option<&str>) -> Run {
        let text = fs::read_to_string(root().join(format!("rulesets/training/{ID}.yaml"))).expect("the example");
        let own = "    villkor-dolt: ja";
        assert!(text.contains(own), "{text}");
        self.stage.write("own.yaml", instead.map_or(text.clone(), |instead| text.replace(own, instead)));
        self.stage.run(["train", "run", "--room", "room.json", "--as", name, "--answers", "own.yaml"]).code(0)
    }

    /// Returns the file of a sheet.
    pub fn sheet(&self, name: &str) -> PathBuf {
        self.stage.path(&format!("{0}/{0}-{name}.json", self.code))
    }

    /// Changes a sheet.
    pub fn change(&self, name: &str, change: impl FnOnce(&mut Value)) {
        let path = self.sheet(name);
        let mut sheet: Value = serde_json::from_slice(&fs::read(&path).expect("a sheet")).expect("JSON");
        change(&mut sheet);
        fs::write(path, sheet.to_string()).expect("it is written");
    }

    pub fn debrief(&self, more: &[&str]) -> Run {
        let mut typed = vec!["train", "debrief", "room.json"];
        typed.extend(more);
        self.stage.run(typed)
    }

    /// Three who answer as the key, and one who does not.
    pub fn held() -> Self {
        let workshop = Self::new();
        for name in ["Falk", "Trana", "Ärla"] {
            workshop.hand_in(name, None);
        }
        workshop.hand_in("Uggla", Some(ELSEWHERE));
        workshop
    }
}

#[test]
fn a_room_is_made_walked_shown_and_debriefed() {
    let workshop = Workshop::held();
    let Workshop { stage, code } = &workshop;
    let shown = stage.run(["train", "room", "show", "room.json"]).code(0);
    assert!(shown.out.contains(code) && shown.out.contains("Uggla"), "{shown:?}");
    assert!(shown.out.contains(&format!("E-post till föräldrar som inte svarar ({ID})")), "{shown:?}");
    let shown = stage.run(["train", "room", "show", "room.json", "--json"]).code(0).json();
    assert_eq!(shown["participants"].as_array().map(Vec::len), Some(4));
    let falk = &shown["participants"][0];
    assert_eq!((&falk["participant"], &falk["scenarios"]), (&json!("Falk"), &json!([ID])));
    assert!(falk["handed_in"][ID].is_string(), "{shown}");
    let again = stage.run(["train", "run", "--room", "room.json", "--as", "Falk"]).code(0);
    assert!(again.err.contains("alla scenarier i rummet är inlämnade"), "{again:?}");
    let debrief = workshop.debrief(&["--json"]).code(0).json();
    let of = &debrief["scenarios"][0];
    assert_eq!((&of["walked"], of["partings"].as_array().map(Vec::len)), (&json!(4), Some(1)));
    let asked =
        &of["questions"][of["partings"][0]["question"].as_u64().and_then(|at| usize::try_from(at).ok()).expect("one")];
    assert_eq!((&asked["question"], &asked["asked"], &asked["parted"]), (&json!("villkor-dolt"), &json!(4), &json!(1)));
    // Four make six pairs, and the three who agree make three of them.
    assert_eq!(asked["agreement"], json!({"part": 3, "whole": 6}));
    let told = workshop.debrief(&[]).code(0);
    assert!(
        told.out.contains("En svarade Nej") && told.out.contains("Efteråt") && !told.out.contains("Uggla"),
        "{told:?}"
    );
    assert!(workshop.debrief(&["--names"]).code(0).out.contains("Uggla svarade Nej"));
}

#[test]
fn the_same_room_is_debriefed_byte_for_byte_whatever_the_order_of_the_files() {
    let workshop = Workshop::held();
    let all = |workshop: &Workshop| {
        workshop.debrief(&["--csv", "out.csv", "--html", "out.html"]).code(0);
        let read = |name: &str| fs::read(workshop.stage.path(name)).expect("it is written");
        (
            workshop.debrief(&[]).code(0).out,
            workshop.debrief(&["--json"]).code(0).out,
            read("out.csv"),
            read("out.html"),
        )
    };
    let first = all(&workshop);
    assert!(first == all(&workshop), "the same twice");
    // The names decide in which order files are read.
    for (name, other) in [("falk", "z"), ("uggla", "a")] {
        let to = workshop.stage.path(&format!("{}/{other}.json", workshop.code));
        fs::rename(workshop.sheet(name), to).expect("it is moved");
    }
    assert!(first == all(&workshop), "the same in another order");
}

/// Another scenario, of another procedure.
const OTHER: &str = "grannen-som-ringde";

#[test]
fn some_scenarios_of_a_room_are_shown_alone() {
    let stage = Stage::new();
    stage.run(["train", "room", "new", "--scenarios", &format!("{ID},{OTHER}"), "-o", "room.json"]).code(0);
    for id in [ID, OTHER] {
        let key = root().join(format!("rulesets/training/{id}.yaml"));
        let key = key.to_str().expect("UTF-8");
        stage.run(["train", "run", id, "--room", "room.json", "--as", "Falk", "--answers", key]).code(0);
    }
    let debrief = |more: &[&str]| stage.run([&["train", "debrief", "room.json"], more].concat());
    let whole = debrief(&["--json"]).code(0).json();
    let some = debrief(&["--only", OTHER, "--json"]).code(0).json();
    assert_eq!((&whole["left_out"], &some["left_out"]), (&json!(0), &json!(1)));
    assert_eq!(some["scenarios"], json!([whole["scenarios"][1]]));
    let all = debrief(&["--bara", OTHER, "--only", ID, "--json"]).code(0);
    assert_eq!(all.json(), whole, "both, in the order of the room");
    let (title, other) = (&whole["scenarios"][1]["title"]["sv"], &whole["scenarios"][0]["title"]["sv"]);
    let (title, other) = (title.as_str().expect("a title"), other.as_str().expect("a title"));
    debrief(&["--only", OTHER, "--csv", "out.csv", "--html", "out.html"]).code(0);
    let read = |name: &str| fs::read_to_string(stage.path(name)).expect("it is written");
    let (table, page, text) = (read("out.csv"), read("out.html"), debrief(&["--only", OTHER]).code(0).out);
    assert!(table.contains(OTHER) && !table.contains(ID), "{table}");
    for shown in [&page, &text] {
        assert!(shown.contains(title) && !shown.contains(other), "{shown}");
        assert!(shown.contains("Här visas 1 av rummets 2 scenarier"), "{shown}");
    }
    let near = debrief(&["--only", "grannen-som-ringd"]).code(2);
    assert!(near.err.contains(&format!("menades `{OTHER}`?")), "{near:?}");
    let far = debrief(&["--only", "familjeradgivningen"]).code(2);
    assert!(far.err.contains(&format!("rummet har: {ID}, {OTHER}")), "{far:?}");
}

#[test]
fn the_table_has_numbers_and_no_pseudonym() {
    let workshop = Workshop::held();
    workshop.debrief(&["--csv", "out.csv"]).code(0);
    let table = fs::read_to_string(workshop.stage.path("out.csv")).expect("it is written");
    for name in ["Falk", "Trana", "Ärla", "Uggla"] {
        assert!(!table.to_lowercase().contains(&name.to_lowercase()), "{name}: {table}");
    }
    let points =
        |number: &str| table.lines().filter(|line| line.starts_with(&format!("points,{ID},{number},"))).count();
    assert_eq!(["1", "2", "3", "4", "5"].map(points), [1, 1, 1, 1, 0], "{table}");
}

#[test]
fn what_is_no_sheet_of_the_room_is_refused_and_told_all_at_once() {
    let workshop = Workshop::held();
    let code = &workshop.code;
    let text = fs::read_to_string(workshop.sheet("trana")).expect("a sheet");
    let stage = &workshop.stage;
    let put = |name: &str, text: &[u8]| drop(stage.write(&format!("{code}/{name}.json"), text));
    let with = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1).replacen("Trana", "Gök", 1).into_bytes()
    };
    let room: Value = serde_json::from_slice(&fs::read(stage.path("room.json")).expect("the room")).expect("JSON");
    let digest = room["scenarios"][0]["sha256"].as_str().expect("a digest");
    put("x-again", text.as_bytes());
    put("x-code", &with(code, "BBBB-BBBB"));
    put("x-digest", &with(digest, &"0".repeat(64)));
    put("x-pseudonym", &with("Trana", "../../etc"));
    put("x-control", &with("Barnet kan", "\\u001b[2JBarnet kan"));
    put("x-unknown", &with("\"hints\": 0", "\"hints\": 0, \"more\": 1"));
    let half = text.char_indices().map(|(at, _)| at).find(|at| *at >= text.len() / 2).expect("a middle");
    put("x-cut", &text.as_bytes()[..half]);
    put("x-empty", b"");
    put("x-binary", &[0xff, 0xfe, 0, 1, 2]);
    put("x-deep", "[".repeat(100_000).as_bytes());
    put("x-huge", " ".repeat((4 << 20) + 1).as_bytes());
    put("x-room", &fs::read(stage.path("room.json")).expect("the room"));
    let refused = workshop.debrief(&[]);
    assert_ne!(refused.code, Some(0), "{refused:?}");
    assert_ne!(refused.code, Some(70), "{refused:?}");
    assert!(refused.out.is_empty(), "nothing is shown: {refused:?}");
    assert!(refused.err.contains("ligger filer som inte hör hit"), "{refused:?}");
    let shown = stage.run(["train", "room", "show", "room.json"]).code(1);
    assert!(shown.out.contains("Trana") && shown.err.contains("x-cut"), "{shown:?}");
    let said = [
        ("x-again", "samma pseudonym som i"),
        ("x-code", "den hör till ett annat rum, BBBB-BBBB"),
        ("x-digest", "är ett annat än rummets"),
        ("x-pseudonym", "`participant`"),
        ("x-control", "`answers`"),
        ("x-unknown", "more"),
        ("x-cut", "filen är tom eller avkortad; be om den igen"),
        ("x-empty", "filen är tom eller avkortad; be om den igen"),
        ("x-binary", ""),
        ("x-deep", ""),
        ("x-huge", "större än 4 MiB"),
        ("x-room", "den är av slaget `menprov-training-room/1`"),
    ];
    for (file, why) in said {
        let line =
            refused.err.lines().find(|line| line.contains(file)).unwrap_or_else(|| panic!("{file}: {refused:?}"));
        assert!(line.contains(why) && line.chars().count() < 300, "{line}");
    }
    assert!(!refused.err.contains('\u{1b}'), "{refused:?}");
    // Without them the others count, and they are named all the same.
    let left = workshop.debrief(&["--without-refused", "--json"]).code(0);
    assert_eq!(left.json()["participants"], json!(["Falk", "Trana", "Uggla", "Ärla"]));
    for (file, _) in said {
        assert!(left.err.contains(file), "{file}: {left:?}");
    }
}

#[test]
fn answers_that_do_not_fit_the_rules_are_refused_by_pseudonym() {
    let workshop = Workshop::held();
    workshop.change("uggla", |sheet| {
        sheet["scenarios"][ID]["answers"]["closing"]["villkor-dolt"]["answer"] = json!("kanske");
    });
    let shown = workshop.stage.run(["train", "room", "show", "room.json"]).code(1);
    assert!(shown.err.contains("svaren från ”Uggla”") && shown.err.contains("passar inte reglerna"), "{shown:?}");
    let refused = workshop.debrief(&[]);
    assert!(refused.code != Some(0) && refused.code != Some(70), "{refused:?}");
    assert!(refused.err.contains("svaren från ”Uggla”") && refused.err.contains("villkor-dolt"), "{refused:?}");
    let left = workshop.debrief(&["--without-refused", "--json"]).code(0);
    assert_eq!(left.json()["participants"], json!(["Falk", "Trana", "Ärla"]));
    assert!(left.err.contains("lämnas utanför: svaren från ”Uggla”"), "{left:?}");
}

#[test]
fn a_room_of_another_session_or_without_sheets_is_told() {
    let workshop = Workshop::new();
    let nobody = workshop.debrief(&[]);
    assert!(nobody.code != Some(0) && nobody.err.contains("ingen har lämnat in"), "{nobody:?}");
    fs::create_dir(workshop.stage.path("empty")).expect("a folder");
    let nobody = workshop.debrief(&["empty"]);
    assert!(nobody.code != Some(0) && nobody.err.contains("`empty`"), "{nobody:?}");
    workshop.hand_in("Falk", None);
    // The same code in a file that says something else is another session.
    let room = fs::read_to_string(workshop.stage.path("room.json")).expect("the room");
    let day = room.lines().find(|line| line.contains("\"created\"")).expect("a day");
    workshop.stage.write("room.json", room.replace(day, "  \"created\": \"2020-01-01\","));
    let other = workshop.debrief(&[]);
    assert!(other.code != Some(0) && other.err.contains("den hör till ett annat rum"), "{other:?}");
    let member = workshop.stage.run(["train", "run", "--room", "room.json", "--as", "Falk"]);
    assert!(member.code != Some(0) && member.err.contains("den hör till ett annat rum"), "{member:?}");
    for broken in ["", "{}", "[1]", "{\"format\": \"menprov-training-room/2\"}", "\u{0}"] {
        workshop.stage.write("room.json", broken);
        for command in [&["train", "debrief", "room.json"][..], &["train", "room", "show", "room.json"]] {
            let run = workshop.stage.run(command);
            assert!(run.code != Some(0) && run.code != Some(70) && run.err.contains("room.json"), "{broken}: {run:?}");
        }
    }
}

#[test]
fn a_room_is_not_made_of_what_is_not_there_nor_over_another_file() {
    let stage = Stage::new();
    let unknown = stage.run(["train", "room", "new", "--scenarios", "e-post-till-foraldra"]).code(2);
    assert!(unknown.err.contains("menades `e-post-till-foraldrar`?"), "{unknown:?}");
    stage.run(["train", "room", "new", "--scenarios", &format!("{ID},{ID}")]).code(2);
    stage.write("kept.json", "kept");
    let there = stage.run(["train", "room", "new", "--scenarios", ID, "-o", "kept.json"]);
    assert!(there.code != Some(0) && there.err.contains("finns redan"), "{there:?}");
    assert_eq!(fs::read_to_string(stage.path("kept.json")).expect("it is there"), "kept");
    let workshop = Workshop::new();
    for name in ["", " ", "../x", "19850412-1230", "a\u{202e}b", &"x".repeat(31)] {
        let run = workshop.stage.run(["train", "run", "--room", "room.json", "--as", name]);
        assert_eq!(run.code, Some(2), "{name}: {run:?}");
    }
    assert!(!workshop.stage.path(&workshop.code).exists(), "nothing is handed in");
}

/// Two who chose the same pseudonym, each at home on a computer of their own, with the room's folder between them.
#[test]
fn whoever_comes_by_anothers_pseudonym_hands_nothing_in_over_theirs() {
    let workshop = Workshop::new();
    workshop.hand_in("Falk", Some(ELSEWHERE));
    let before = fs::read(workshop.sheet("falk")).expect("a sheet");
    let stage = &workshop.stage;
    let elsewhere = Stage::new();
    stage.write("other.yaml", fs::read(root().join(format!("rulesets/training/{ID}.yaml"))).expect("the example"));
    let join = |home: &Stage| {
        let mut command =
            stage.command(["train", "run", "--room", "room.json", "--as", "Falk", "--answers", "other.yaml", ID]);
        let done = command.env("HOME", home.path("")).output().expect("it runs");
        (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
    };
    let (code, said) = join(&elsewhere);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("”Falk” har redan lämnat in scenario 1") && said.contains("ta en annan pseudonym"), "{said}");
    assert_eq!(fs::read(workshop.sheet("falk")).expect("a sheet"), before, "it is as it was");
    // Who wrote it may hand it in anew.
    let (code, said) = join(stage);
    assert_eq!(code, Some(0), "{said}");
    assert_ne!(fs::read(workshop.sheet("falk")).expect("a sheet"), before);
}

#[test]
fn what_is_handed_in_anew_says_that_it_replaces_and_when() {
    let workshop = Workshop::new();
    let first = workshop.hand_in("Falk", Some(ELSEWHERE));
    assert!(first.err.contains("är inlämnat i") && !first.err.contains("ersätter"), "{first:?}");
    let stage = &workshop.stage;
    workshop.change("falk", |sheet| sheet["handed_in"][ID] = json!("2020-01-02T12:00:00Z"));
    assert!(stage.run(["train", "room", "show", "room.json"]).code(0).out.contains("2020-01-02 "));
    stage.write("own.yaml", fs::read(root().join(format!("rulesets/training/{ID}.yaml"))).expect("the example"));
    let typed = ["train", "run", ID, "--room", "room.json", "--as", "Falk", "--answers", "own.yaml"];
    let second = stage.run(typed).code(0);
    assert!(second.err.contains("ersätter det som var inlämnat i"), "{second:?}");
    let shown = stage.run(["train", "room", "show", "room.json"]).code(0);
    assert!(shown.out.contains("senast") && !shown.out.contains("2020-01-02 "), "{shown:?}");
    let again = stage.run(["train", "run", "--again", "--room", "room.json", "--as", "Falk"]).code(0);
    assert!(again.err.contains("ange vilket som ska göras om"), "{again:?}");
}

#[test]
fn who_has_begun_and_handed_nothing_in_is_shown_and_is_in_no_debrief() {
    let workshop = Workshop::held();
    workshop.change("uggla", |sheet| sheet["scenarios"] = json!({}));
    let shown = workshop.stage.run(["train", "room", "show", "room.json"]).code(0);
    let line = shown.out.lines().find(|line| line.contains("Uggla")).expect("a line");
    assert!(line.contains("påbörjat"), "{shown:?}");
    let shown = workshop.stage.run(["train", "room", "show", "room.json", "--json"]).code(0).json();
    assert_eq!(shown["begun"], json!(["Uggla"]));
    assert_eq!(workshop.debrief(&["--json"]).code(0).json()["participants"], json!(["Falk", "Trana", "Ärla"]));
}

#[test]
fn the_list_keeps_to_a_level_and_a_procedure_and_tells_how_many_questions() {
    let stage = Stage::new();
    let rows = |more: &[&str]| {
        let mut typed = vec!["train", "list", "--json"];
        typed.extend(more);
        stage.run(typed).code(0).json().as_array().expect("rows").clone()
    };
    let all = rows(&[]);
    assert!(all.iter().all(|one| one["questions"].as_u64().is_some_and(|many| many > 0)), "{all:?}");
    for level in [["basic", "grund"], ["intermediate", "mellan"], ["advanced", "svår"]] {
        let of: Vec<Value> = all.iter().filter(|one| one["level"] == level[0]).cloned().collect();
        assert!(!of.is_empty() && level.iter().all(|typed| rows(&["--level", typed]) == of), "{level:?}");
    }
    let of: Vec<Value> = all.iter().filter(|one| one["procedure"] == "kanalval").cloned().collect();
    assert_eq!(rows(&["--procedure", "kanalval"]), of);
    assert!(rows(&["--procedure", "kanalval", "--level", "basic"]).len() < of.len());
    let unknown = stage.run(["train", "list", "--procedure", "kanalvall"]).code(2);
    assert!(unknown.err.contains("menades `kanalval`?"), "{unknown:?}");
    let shown = stage.run(["train", "list", "--procedure", "kanalval"]).code(0);
    assert!(shown.out.contains("frågor"), "{shown:?}");
}

#[test]
fn without_a_scenario_the_list_is_named() {
    let run = Stage::new().run(["train", "run"]).code(2);
    assert!(run.err.contains("inget scenario är angivet") && run.err.contains("menprov train list"), "{run:?}");
}

#[test]
fn of_a_sheet_and_its_copy_the_copy_is_refused() {
    let workshop = Workshop::held();
    let copy = workshop.stage.path(&format!("{0}/{0}-uggla (1).json", workshop.code));
    fs::copy(workshop.sheet("uggla"), &copy).expect("it is copied");
    let refused = workshop.debrief(&[]);
    let line = refused.err.lines().find(|line| line.contains("samma pseudonym som i")).unwrap_or_default();
    assert!(line.trim_start().starts_with(&format!("`{}-uggla (1).json`", workshop.code)), "{refused:?}");
}

#[test]
fn a_code_stands_for_the_rooms_file_and_the_command_for_all_has_no_path_of_the_trainers() {
    let workshop = Workshop::new();
    let (stage, code) = (&workshop.stage, &workshop.code);
    fs::rename(stage.path("room.json"), stage.path(&format!("{code}.json"))).expect("it is moved");
    stage.write("own.yaml", fs::read(root().join(format!("rulesets/training/{ID}.yaml"))).expect("the example"));
    // The second time there is a folder by that name too.
    for typed in [code.clone(), code.to_lowercase()] {
        stage.run(["train", "run", "--room", &typed, "--as", "Falk", "--answers", "own.yaml", ID]).code(0);
        assert!(workshop.sheet("falk").is_file());
    }
    assert!(stage.run(["train", "room", "show", code]).code(0).out.contains("Falk"));
    let unknown = stage.run(["train", "room", "show", "BBBB-BBBB"]);
    assert!(unknown.code != Some(0) && unknown.err.contains("BBBB-BBBB.json"), "{unknown:?}");
    let path = stage.path("other.json");
    let made = stage.run(["train", "room", "new", "--scenarios", ID, "-o", path.to_str().expect("UTF-8")]).code(0);
    let said = made.err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("menprov train run --room other.json --as PSEUDONYM"), "{made:?}");
    assert!(said.contains("delad mapp") && said.contains("samla in"), "{made:?}");
}

/// A reason for whoever asked is as much a part of the answer as the value: without it the rules do not take it.
#[test]
fn what_is_said_to_the_requester_is_handed_in_too() {
    let workshop = Workshop::new();
    workshop.hand_in("Falk", None);
    workshop.change("falk", |sheet| {
        let said = &mut sheet["scenarios"][ID]["answers"]["closing"]["kanal.bradska"];
        said["outgoing"] = json!("Barnet kan ha förts utomlands, och ingen vet hur det mår.");
        said["note"] = json!("Det är så kort som läget är, och mer vet ingen i dag.");
    });
    workshop.debrief(&["--json"]).code(0);
    workshop.change("falk", |sheet| {
        sheet["scenarios"][ID]["answers"]["closing"]["kanal.bradska"]["outgoing"] = json!("\u{1b}[2J");
    });
    let refused = workshop.debrief(&[]);
    assert!(refused.code != Some(0) && refused.err.contains("`answers`"), "{refused:?}");
}
