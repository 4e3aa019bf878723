//! A scenario: an answers file that says what is known, and is its own key.
//!
//! What stands under `scenario:` is read here, with the place of every fault; `answers:` is read as the answers of any
//! answers file are. Whether the key holds is for [`super::check`].

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::answers::safety::is_refused;
use crate::answers::{AnswersFile, FileFault, read_text};
use crate::ruleset::document::Place;
use crate::ruleset::fault::Fault;
use crate::ruleset::model::{Difficulty, Effect};
use crate::ruleset::parse::form::scenario as form;
use crate::ruleset::parse::{Fields, ParseFault, Reader, Wanted, read_as};
use crate::ruleset::raw::{Key, Node, Raw};
use crate::ruleset::source::SourceFile;
use crate::text::Text;
use crate::trial::case::End;

/// The longest text of a scene, a hint or a debrief, in characters.
pub const LONGEST_TEXT: usize = 4_000;
/// The longest title, source or reference, in characters.
pub const LONGEST_LINE: usize = 200;
/// The most points that a question gives.
pub const MOST_POINTS: u32 = 100;

/// A scenario as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Its id, which is also the file's name.
    pub id: Box<str>,
    /// The file's name, such as `training/e-post-till-foraldrar.yaml`.
    pub file: Box<str>,
    /// The whole file.
    pub text: Box<str>,
    /// SHA-256 of the file's bytes.
    pub sha256: [u8; 32],
    /// How hard it is.
    pub level: Difficulty,
    /// What it is called.
    pub title: Text,
    /// Where it was decided or described.
    pub source: Box<str>,
    /// What is known, in the order in which it becomes known.
    pub scene: Vec<Scene>,
    /// Hints, by the id of the question that they are shown at.
    pub hints: BTreeMap<Box<str>, Text>,
    /// Points, by the id of the question, for each time that the key puts it.
    pub points: BTreeMap<Box<str>, u32>,
    /// Other answers that give the same points. The answers themselves are read with the key.
    pub accept: Vec<Accept>,
    /// The questions whose moment is compared to the minute and not by its day, by id.
    pub exact: Vec<Box<str>>,
    /// What the key comes to.
    pub expect: Expect,
    /// What JO or the court said.
    pub debrief: Text,
    /// The id of the procedure.
    pub procedure: Box<str>,
    /// The day whose law it is walked on.
    pub law_date: NaiveDate,
    /// The matter's reference.
    pub matter: Option<Box<str>>,
    root: Node,
}

/// A step of what becomes known.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The question after whose answer it is told; none before the first question.
    pub after: Option<Box<str>>,
    /// What is known.
    pub text: Text,
    /// Documents to read.
    pub documents: Vec<SceneDocument>,
    /// Where it says after which question it is told.
    pub place: Place,
}

/// A document that a scene shows.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneDocument {
    /// What it is.
    pub title: Text,
    /// What it says.
    pub text: Text,
}

/// Another answer that gives the same points.
#[derive(Clone, Debug, PartialEq)]
pub struct Accept {
    /// The scope path.
    pub scope: Box<str>,
    /// The question.
    pub question: Box<str>,
    /// Why it is right too.
    pub why: Text,
    /// Where it stands.
    pub place: Place,
}

/// What a key must come to: at least these.
#[derive(Clone, Debug, PartialEq)]
pub struct Expect {
    /// The effect of each item.
    pub effects: BTreeMap<String, Effect>,
    /// Where the walk ends.
    pub end: End,
    /// Provisions that are applied, by their short designation.
    pub provisions: Vec<String>,
}

impl Scenario {
    /// Reads the file of a scenario.
    ///
    /// # Errors
    ///
    /// All faults of its shape; whether its key holds is looked at when it is walked.
    pub fn read(file: &SourceFile) -> Result<Self, Vec<Fault>> {
        read_as(file, |reader, root| reader.scenario_file(root, file))
    }

    /// Reads the key, and what stands under `scenario:` as written.
    ///
    /// # Errors
    ///
    /// When the file is not what an answers file is.
    pub fn answers(&self) -> Result<AnswersFile<'_>, FileFault> {
        read_text(&self.file, &self.text)
    }

    /// Returns the place of the innermost of `keys` that stands in the file.
    #[must_use]
    pub fn place(&self, keys: &[&str]) -> Place {
        self.root.place_of(keys)
    }
}

impl Reader {
    fn scenario_file(&mut self, root: &Node, file: &SourceFile) -> Option<Scenario> {
        let fields = self.record(root, &form::SCENARIO_FILE)?;
        let procedure = self.need(fields, "procedure").and_then(|node| self.name(node));
        let law_date = self.need(fields, "law-date").and_then(|node| self.date(node));
        let matter = fields.get("matter").map_or(Some(None), |node| self.line(node).map(Some));
        let answers = self.need(fields, "answers").and_then(|node| self.some_map(node));
        let scenario = self.need(fields, "scenario").and_then(|node| self.record(node, &form::SCENARIO))?;
        let id = self.need(scenario, "id").and_then(|node| self.name(node));
        let level = self.need(scenario, "level").and_then(|node| self.word::<Difficulty>(node));
        let title = self.need(scenario, "title").and_then(|node| self.story(node, LONGEST_LINE));
        let source = self.need(scenario, "source").and_then(|node| self.line(node));
        let scene = self.need(scenario, "scene").and_then(|node| self.scenes(node));
        let hints = self.need(scenario, "hints");
        let hints = hints.and_then(|node| self.by_question(node, |reader, node| reader.story(node, LONGEST_TEXT)));
        let points = self.need(scenario, "points").and_then(|node| self.by_question(node, Self::points));
        let accept = scenario.get("accept").map_or_else(|| Some(Vec::new()), |node| self.accepted(node));
        let exact = scenario.get("exact").map_or_else(|| Some(Vec::new()), |node| self.question_ids(node));
        let expect = self.need(scenario, "expect").and_then(|node| self.scenario_expect(node));
        let debrief = self.need(scenario, "debrief").and_then(|node| self.story(node, LONGEST_TEXT));
        let (id, _) = id.zip(answers)?;
        let stem = file.name.rsplit('/').next().and_then(|name| name.strip_suffix(".yaml")).unwrap_or(&file.name);
        if *id.value != *stem {
            self.fault(id.place, ParseFault::ScenarioName { id: id.value });
            return None;
        }
        Some(Scenario {
            id: id.value,
            file: file.name.clone(),
            text: file.text.clone(),
            sha256: file.sha256,
            level: level?.value,
            title: title?,
            source: source?,
            scene: scene?,
            hints: hints?,
            points: points?,
            accept: accept?,
            exact: exact?,
            expect: expect?,
            debrief: debrief?,
            procedure: procedure?.value,
            law_date: law_date?.value,
            matter: matter?,
            root: root.clone(),
        })
    }

    fn scene(&mut self, node: &Node) -> Option<Scene> {
        let fields = self.record(node, &form::SCENE)?;
        let after = fields.get("after").map_or(Some(None), |node| self.question_id(node).map(Some));
        let text = self.need(fields, "text").and_then(|node| self.story(node, LONGEST_TEXT));
        let documents = fields.get("documents").map_or_else(
            || Some(Vec::new()),
            |node| {
                let documents: Vec<_> = self.list(node)?.iter().map(|node| self.scene_document(node)).collect();
                documents.into_iter().collect()
            },
        );
        let place = fields.get("after").map_or(node.place, |node| node.place);
        Some(Scene { after: after?, text: text?, documents: documents?, place })
    }

    fn scene_document(&mut self, node: &Node) -> Option<SceneDocument> {
        let fields = self.record(node, &form::DOCUMENT)?;
        let title = self.need(fields, "title").and_then(|node| self.story(node, LONGEST_LINE));
        let text = self.need(fields, "text").and_then(|node| self.story(node, LONGEST_TEXT));
        Some(SceneDocument { title: title?, text: text? })
    }

    fn accepted(&mut self, node: &Node) -> Option<Vec<Accept>> {
        let accepted: Vec<_> = self.list(node)?.iter().map(|node| self.accept(node)).collect();
        accepted.into_iter().collect()
    }

    fn accept(&mut self, node: &Node) -> Option<Accept> {
        let fields = self.record(node, &form::ACCEPT)?;
        let scope = self.need(fields, "scope").and_then(|node| self.line(node));
        let question = self.need(fields, "question").and_then(|node| self.question_id(node));
        let answer = self.need(fields, "answer").is_some();
        let why = self.need(fields, "why").and_then(|node| self.story(node, LONGEST_TEXT));
        answer.then_some(Accept { scope: scope?, question: question?, why: why?, place: node.place })
    }

    fn scenario_expect(&mut self, node: &Node) -> Option<Expect> {
        let fields = self.record(node, &form::EXPECT)?;
        let effects = self.effects_of(fields.get("effects"));
        let end = self.one_end(fields, &["procedure-outcome", "halted"]);
        let provisions = self.need(fields, "provisions").and_then(|node| self.texts(Some(node)));
        Some(Expect { effects: effects?, end: end?, provisions: provisions? })
    }

    fn points(&mut self, node: &Node) -> Option<u32> {
        self.number(node, 1, MOST_POINTS.into()).and_then(|points| u32::try_from(points).ok())
    }

    /// Returns what stands under each question; one must be there.
    fn by_question<T>(
        &mut self,
        node: &Node,
        read: impl Fn(&mut Self, &Node) -> Option<T>,
    ) -> Option<BTreeMap<Box<str>, T>> {
        let entries = self.some_map(node)?.entries();
        let read_one = |(key, node): &(Key, Node)| {
            let question = self.full_id(&key.text, key.place);
            let value = read(self, node);
            Some((question?.value, value?))
        };
        let all: Vec<_> = entries.iter().map(read_one).collect();
        all.into_iter().collect()
    }

    fn scenes(&mut self, node: &Node) -> Option<Vec<Scene>> {
        let all: Vec<_> = self.filled(node)?.iter().map(|node| self.scene(node)).collect();
        all.into_iter().collect()
    }

    fn some_map<'a>(&mut self, node: &'a Node) -> Option<Fields<'a>> {
        let fields = self.map(node)?;
        if fields.entries().is_empty() {
            self.fault(node.place, ParseFault::EmptyList);
            return None;
        }
        Some(fields)
    }

    fn question_id(&mut self, node: &Node) -> Option<Box<str>> {
        let written = self.string(node, Wanted::Id)?;
        self.full_id(written, node.place).map(|name| name.value)
    }

    fn question_ids(&mut self, node: &Node) -> Option<Vec<Box<str>>> {
        let all: Vec<_> = self.list(node)?.iter().map(|node| self.question_id(node)).collect();
        all.into_iter().collect()
    }

    /// Returns a text in both languages that is safe to show and no longer than anyone reads.
    fn story(&mut self, node: &Node, most: usize) -> Option<Text> {
        let text = self.text(node)?;
        let Raw::Map { entries, .. } = &node.raw else { return None };
        let sound = [("sv", &text.sv), ("en", &text.en)].map(|(language, words)| {
            let place = entries.iter().find(|(key, _)| &*key.text == language).map_or(node.place, |(_, at)| at.place);
            self.shown(words, most, place)
        });
        sound.iter().all(|sound| *sound).then_some(text)
    }

    /// Returns a text in one language on one line, likewise.
    fn line(&mut self, node: &Node) -> Option<Box<str>> {
        let line = self.free(node)?;
        self.shown(&line, LONGEST_LINE, node.place).then_some(line)
    }

    fn shown(&mut self, text: &str, most: usize, place: Place) -> bool {
        let found = text.chars().count();
        if found > most {
            self.fault(place, ParseFault::TooLong { found, most });
            return false;
        }
        if let Some(c) = text.chars().find(|&c| is_refused(c)) {
            self.fault(place, ParseFault::ControlCharacter(c.into()));
            return false;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::builtin_training;

    const NAME: &str = "training/e-post-till-foraldrar.yaml";

    fn example() -> &'static str {
        builtin_training().iter().find(|(name, _)| *name == NAME).expect("the first example").1
    }

    fn codes(text: &str) -> Vec<(&'static str, u32)> {
        let file = SourceFile::from_bytes(NAME, text.as_bytes()).expect("text");
        let faults = Scenario::read(&file).err().unwrap_or_default();
        faults.iter().map(|fault| (fault.code(), fault.place.line)).collect()
    }

    /// Returns the line of a text, from 1, that begins so.
    fn line(text: &str, begins: &str) -> u32 {
        let at = text.lines().position(|line| line.trim_start().starts_with(begins)).expect("the line is there");
        u32::try_from(at + 1).expect("a short file")
    }

    #[test]
    fn the_first_example_reads() {
        assert_eq!(codes(example()), []);
    }

    #[test]
    fn a_scenario_has_hints_points_scene_debrief_and_answers_in_both_languages() {
        for field in ["hints", "points", "scene", "debrief", "expect", "title", "source", "level"] {
            let renamed = example().replacen(&format!("\n  {field}:"), &format!("\n  {field}x:"), 1);
            // One fault: what is misspelt is not missing as well.
            assert_eq!(codes(&renamed), [("P005", line(&renamed, &format!("{field}x:")))], "{field}");
        }
        let emptied = example().replacen("\nanswers:\n", "\nanswers: {}\nx:\n", 1);
        assert!(codes(&emptied).contains(&("P011", line(&emptied, "answers:"))), "{:?}", codes(&emptied));
        let one = "  debrief: {sv: Bara svenska.}\n  title: {en: Only English}\n";
        let half = format!(
            "scenario:\n  id: e-post-till-foraldrar\n{one}procedure: kanalval\nlaw-date: 2026-11-21\nanswers: {{}}\n"
        );
        let codes = codes(&half);
        assert!(codes.contains(&("P012", 3)) && codes.contains(&("P012", 4)), "{codes:?}");
    }

    #[test]
    fn a_text_has_a_length_and_no_control_character_however_it_is_written() {
        let long = example().replacen("  source: ", &format!("  source: {}", "x".repeat(LONGEST_LINE)), 1);
        assert_eq!(codes(&long), [("P043", line(&long, "source:"))]);
        let escaped = example().replacen("  source: ", "  source: \"\\e[2J\"\n  was: ", 1);
        assert!(codes(&escaped).contains(&("P044", line(&escaped, "source:"))), "{:?}", codes(&escaped));
    }

    #[test]
    fn a_file_is_called_what_its_scenario_is_called() {
        let other = example().replacen("id: e-post-till-foraldrar", "id: e-post", 1);
        assert_eq!(codes(&other), [("P042", line(&other, "id:"))]);
    }
}
