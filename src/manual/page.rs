//! One page: read from Markdown to its parts.
//!
//! ````text
//! # R003
//!
//! ## sv: title
//! what it means
//! ### Varför
//! ### Så lagas det
//!
//! ## en: title
//! what it means
//! ### Why
//! ### How to mend it
//!
//! ```yaml bad check/R003_missing_branch/a.yaml
//! ```
//! ```yaml good
//! ```
//! ````

use serde::Serialize;

use crate::text::{Language, Text};

/// What is said of one code.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Page {
    /// The code, such as `R003`.
    pub code: Box<str>,
    /// The fault in a few words.
    pub title: Text,
    /// What it means; a line a paragraph, as in all that follows.
    pub meaning: Text,
    /// What it would come to for a citizen, a decision or those who write rules.
    pub why: Text,
    /// How to mend it.
    pub mend: Text,
    /// What it looks like, and mended; none where it cannot be seen in a file.
    pub examples: Vec<Example>,
}

/// An excerpt with the fault, and the same lines without it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Example {
    /// The lines with the fault.
    pub bad: Box<str>,
    /// The lines mended.
    pub good: Box<str>,
    /// The file that one of them is taken from.
    #[serde(skip)]
    pub anchor: Anchor,
}

/// Where an excerpt is taken from.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchor {
    /// The file as the page names it.
    pub file: Box<str>,
    /// Which of the two excerpts stands in it.
    pub side: Side,
}

/// One of the two excerpts of an example.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Side {
    /// The one with the fault.
    Bad,
    /// The mended one.
    Good,
}

/// What is wrong with a page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageFault {
    /// The line, counted from 1; 0 where it is something that is missing.
    pub line: usize,
    /// What.
    pub what: String,
}

/// The headings under each title, in Swedish and English.
const WHY: [&str; 2] = ["Varför", "Why"];
const MEND: [&str; 2] = ["Så lagas det", "How to mend it"];

/// What the lines that follow belong to.
#[derive(Clone, Copy)]
enum Part {
    Meaning,
    Why,
    Mend,
}

/// A page that is being read.
#[derive(Default)]
struct Reading {
    page: Page,
    at: Option<(Language, Part)>,
    /// Whether the last line of text belongs to the same paragraph.
    joined: bool,
    /// The bad excerpt that waits for its good one.
    bad: Option<(Box<str>, Option<Box<str>>)>,
}

impl Page {
    /// Reads the page of `code`.
    ///
    /// # Errors
    /// With the first line that has no place on a page, or the first part that is missing.
    pub fn read(code: &str, text: &str) -> Result<Self, PageFault> {
        let mut reading = Reading::default();
        let mut lines = (1..).zip(text.lines());
        while let Some((line, written)) = lines.next() {
            let fault = |what: String| PageFault { line, what };
            if let Some(info) = written.strip_prefix("```") {
                let excerpt: String =
                    lines.by_ref().map_while(|(_, line)| (line != "```").then(|| format!("{line}\n"))).collect();
                reading.fence(info, excerpt.into()).map_err(fault)?;
            } else if written.starts_with('#') {
                reading.heading(code, written).map_err(fault)?;
            } else {
                reading.line(written.trim()).map_err(fault)?;
            }
        }
        reading.finish().map_err(|what| PageFault { line: 0, what })
    }

    /// Returns the parts under the title with their headings, in the order in which they are read.
    #[must_use]
    pub fn parts(&self, language: Language) -> [(&'static str, &str); 2] {
        let heading = |both: [&'static str; 2]| language.choose(both[0], both[1]);
        [(heading(WHY), self.why.get(language)), (heading(MEND), self.mend.get(language))]
    }
}

impl Reading {
    fn heading(&mut self, code: &str, written: &str) -> Result<(), String> {
        self.joined = false;
        if let Some(name) = written.strip_prefix("# ") {
            self.page.code = name.into();
            return if name == code { Ok(()) } else { Err(format!("the page of {code} is headed {name}")) };
        }
        for (language, title) in [(Language::Sv, "## sv: "), (Language::En, "## en: ")] {
            if let Some(title) = written.strip_prefix(title) {
                *of(&mut self.page.title, language) = title.into();
                self.at = Some((language, Part::Meaning));
                return Ok(());
            }
        }
        let (Some(name), Some((language, _))) = (written.strip_prefix("### "), self.at) else {
            return Err(format!("no page has the heading `{written}` here"));
        };
        for (part, names) in [(Part::Why, WHY), (Part::Mend, MEND)] {
            if name == language.choose(names[0], names[1]) {
                self.at = Some((language, part));
                return Ok(());
            }
        }
        Err(format!("no page has the heading `{name}` here"))
    }

    fn line(&mut self, line: &str) -> Result<(), String> {
        if line.is_empty() {
            self.joined = false;
            return Ok(());
        }
        let Some((language, part)) = self.at else { return Err("text before the first title".to_owned()) };
        let text = match part {
            Part::Meaning => &mut self.page.meaning,
            Part::Why => &mut self.page.why,
            Part::Mend => &mut self.page.mend,
        };
        let text = of(text, language);
        let between = match (text.is_empty(), self.joined) {
            (true, _) => "",
            (false, true) => " ",
            (false, false) => "\n",
        };
        *text = format!("{text}{between}{line}").into();
        self.joined = true;
        Ok(())
    }

    fn fence(&mut self, info: &str, excerpt: Box<str>) -> Result<(), String> {
        let mut words = info.split(' ').skip(1);
        let (side, file) = (words.next(), words.next().map(Box::from));
        match (side, self.bad.take()) {
            (Some("bad"), None) => self.bad = Some((excerpt, file)),
            (Some("good"), Some((bad, of_bad))) => {
                let anchor = match (of_bad, file) {
                    (Some(file), None) => Anchor { file, side: Side::Bad },
                    (None, Some(file)) => Anchor { file, side: Side::Good },
                    _ => return Err("one of the two excerpts must name its file".to_owned()),
                };
                self.page.examples.push(Example { bad, good: excerpt, anchor });
            }
            _ => return Err("each `bad` excerpt is followed by its `good` one".to_owned()),
        }
        Ok(())
    }

    fn finish(self) -> Result<Page, String> {
        if self.bad.is_some() {
            return Err("the last `bad` excerpt has no `good` one".to_owned());
        }
        let Page { title, meaning, why, mend, .. } = &self.page;
        let missing = [title, meaning, why, mend].iter().any(|text| text.sv.is_empty() || text.en.is_empty());
        if missing { Err("a part is missing in one of the languages".to_owned()) } else { Ok(self.page) }
    }
}

fn of(text: &mut Text, language: Language) -> &mut Box<str> {
    match language {
        Language::Sv => &mut text.sv,
        Language::En => &mut text.en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "# A001\n\n## sv: Titel\n\nEn rad\noch en till.\n\nNytt stycke.\n\n### Varför\n\nDärför.\n\n\
        ### Så lagas det\n\nSå.\n\n## en: Title\n\nOne.\n\n### Why\n\nSo.\n\n### How to mend it\n\nThus.\n\n\
        ```yaml bad a.yaml\n  x\n```\n\n```yaml good\n  y\n  z\n```\n";

    #[test]
    fn a_page_is_read_to_its_parts() {
        let page = Page::read("A001", WHOLE).expect("it is whole");
        assert_eq!(&*page.title.en, "Title");
        assert_eq!(&*page.meaning.sv, "En rad och en till.\nNytt stycke.");
        assert_eq!(page.parts(Language::Sv), [("Varför", "Därför."), ("Så lagas det", "Så.")]);
        let [example] = &page.examples[..] else { panic!("one example") };
        assert_eq!((&*example.bad, &*example.good), ("  x\n", "  y\n  z\n"));
        assert_eq!(example.anchor, Anchor { file: "a.yaml".into(), side: Side::Bad });
    }

    #[test]
    fn what_is_out_of_place_is_told_with_its_line() {
        let line = |text: &str| Page::read("A001", text).expect_err("it is not whole").line;
        assert_eq!(line(&WHOLE.replace("# A001", "# A002")), 1);
        assert_eq!(line(&WHOLE.replace("### Varför", "### Därför")), 10);
        assert_eq!(line(&WHOLE.replace("### Why", "### Varför")), 22);
        assert_eq!(line(&WHOLE.replace("bad a.yaml", "bad")), 34);
        assert_eq!(line(&WHOLE.replace("Thus.", "")), 0);
        assert_eq!(line(WHOLE.split("```yaml good").next().expect("the beginning")), 0);
    }
}
