//! The exact rules of an assessment, kept under their digest so that it can be walked again without anything else.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::canonical::{self, CanonicalError, Strings, hex, sha256};
use crate::engine::Edition;
use crate::ruleset::model::{Call, FamilyIx, NodeKind, Over, QuestionIx, RulesetIx, SwitchOn};
use crate::text::Language;

use super::model::RulesetUsed;

/// The format of a closure.
const FORMAT: u32 = 1;

/// The rule files that an assessment rests on, as canonical bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Closure {
    files: Vec<ClosureFile>,
    used: Vec<RulesetUsed>,
    bytes: Vec<u8>,
}

/// A rule file in a closure.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosureFile {
    /// Its name relative to the rulebook's folder, with `/`.
    pub name: String,
    /// Its text, byte for byte.
    pub text: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    files: Vec<ClosureFile>,
    format: u32,
}

/// Why there is no closure.
#[derive(Clone, Debug, PartialEq)]
pub enum ClosureError {
    /// The text of a rule file cannot be had.
    SourceMissing(String),
    /// A rule file is not the one that the rulebook was read from.
    SourceChanged(String),
    /// The bytes are no closure.
    Malformed(CanonicalError),
    /// The closure is of a format that this program does not know.
    Format(u32),
    /// The files are not ordered by name, or one stands twice.
    Disorder(String),
}

impl ClosureError {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::SourceMissing(name), Language::Sv) => format!("regelfilen `{name}` finns inte"),
            (Self::SourceMissing(name), Language::En) => format!("the rule file `{name}` is not there"),
            (Self::SourceChanged(name), Language::Sv) => format!("regelfilen `{name}` har ändrats sedan den lästes"),
            (Self::SourceChanged(name), Language::En) => {
                format!("the rule file `{name}` has changed since it was read")
            }
            (Self::Malformed(error), Language::Sv) => {
                format!("reglerna går inte att läsa: {}", error.message(language))
            }
            (Self::Malformed(error), Language::En) => format!("the rules cannot be read: {}", error.message(language)),
            (Self::Format(format), Language::Sv) => format!("reglerna är sparade i format {format}, som är okänt här"),
            (Self::Format(format), Language::En) => format!("the rules are kept in format {format}, unknown here"),
            (Self::Disorder(name), Language::Sv) => format!("regelfilen `{name}` står på fel plats eller två gånger"),
            (Self::Disorder(name), Language::En) => format!("the rule file `{name}` is out of order or stands twice"),
        }
    }

    /// Returns what to do.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        match self {
            Self::SourceMissing(_) | Self::SourceChanged(_) => Some(
                language
                    .choose("starta om, så läses reglerna på nytt", "start again, so that the rules are read anew")
                    .to_owned(),
            ),
            Self::Format(_) => Some(language.choose("använd en nyare menprov", "use a newer menprov").to_owned()),
            Self::Malformed(_) | Self::Disorder(_) => None,
        }
    }
}

impl Closure {
    /// Collects the rules that `procedure` can reach on the law date, with the text of each file from `sources`.
    ///
    /// # Errors
    /// If a file's text is missing, or is not the one that the rulebook was read from.
    pub fn collect(
        edition: &Edition<'_>,
        procedure: RulesetIx,
        sources: &dyn Fn(&str) -> Option<Cow<'static, str>>,
    ) -> Result<Self, ClosureError> {
        let book = edition.book;
        let reached = reached(edition, procedure);
        let mut wanted: BTreeMap<&str, [u8; 32]> = BTreeMap::new();
        for source in book.sources.iter().filter(|source| source.name.starts_with("registers/")) {
            wanted.insert(&source.name, source.sha256);
        }
        let mut used = Vec::new();
        for at in &reached {
            let ruleset = &book.rulesets[at.at()];
            let source = &book.sources[usize::from(ruleset.source)];
            wanted.insert(&source.name, source.sha256);
            used.push(RulesetUsed {
                id: ruleset.id.to_string(),
                version: ruleset.version,
                from: ruleset.valid.from,
                file: source.name.to_string(),
                sha256: hex(&source.sha256),
            });
        }
        used.sort_by(|a, b| a.id.cmp(&b.id));
        let mut files = Vec::with_capacity(wanted.len());
        for (name, digest) in wanted {
            let text = sources(name).ok_or_else(|| ClosureError::SourceMissing(name.to_owned()))?;
            if sha256(text.as_bytes()) != digest {
                return Err(ClosureError::SourceChanged(name.to_owned()));
            }
            files.push(ClosureFile { name: name.to_owned(), text: text.into_owned() });
        }
        let form = Form { files, format: FORMAT };
        // A file's text stays as it is, also where it is not NFC: its digest is what the record names.
        let bytes = canonical::to_bytes(&form, Strings::Exact).map_err(ClosureError::Malformed)?;
        Ok(Self { files: form.files, used, bytes })
    }

    /// Reads a closure that was kept. Which rulesets it was made for stands in the record, not in here.
    ///
    /// # Errors
    /// If the bytes are no closure of a known format.
    pub fn parse(bytes: &[u8]) -> Result<Self, ClosureError> {
        let form = canonical::parse::<Form>(bytes, Strings::Exact).map_err(ClosureError::Malformed)?.value;
        if form.format != FORMAT {
            return Err(ClosureError::Format(form.format));
        }
        if let Some(pair) = form.files.windows(2).find(|pair| pair[0].name >= pair[1].name) {
            return Err(ClosureError::Disorder(pair[1].name.clone()));
        }
        Ok(Self { files: form.files, used: Vec::new(), bytes: bytes.to_vec() })
    }

    /// Returns the files, ordered by name.
    #[must_use]
    pub fn files(&self) -> &[ClosureFile] {
        &self.files
    }

    /// Returns the rulesets that it was made for, ordered by id; none for a closure that was read.
    #[must_use]
    pub fn used(&self) -> &[RulesetUsed] {
        &self.used
    }

    /// Returns the bytes that are kept.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the SHA-256 of the bytes.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        sha256(&self.bytes)
    }
}

/// Returns every ruleset in force that the procedure calls, directly or not, itself first in the set.
///
/// A question that a node refers to brings the ruleset that defines it, so that the reference is not left dangling.
/// A linked procedure (`start`) is offered and never walked, and is left out.
fn reached(edition: &Edition<'_>, procedure: RulesetIx) -> BTreeSet<RulesetIx> {
    let book = edition.book;
    let mut reached = BTreeSet::from([procedure]);
    let mut todo = vec![procedure];
    while let Some(at) = todo.pop() {
        let mut families: Vec<FamilyIx> = Vec::new();
        for node in &book.rulesets[at.at()].nodes {
            let module = |call: &Call| call.module;
            match &node.kind {
                NodeKind::Each { call, over, .. } => {
                    families.push(call.module);
                    if let Over::Picked(question) = over {
                        families.extend(home(edition, *question));
                    }
                }
                NodeKind::Call { call, .. } => families.push(call.module),
                NodeKind::Calls { calls, .. } => families.extend(calls.iter().map(module)),
                NodeKind::Switch { on: SwitchOn::Answer(question), .. } => families.extend(home(edition, *question)),
                NodeKind::Ask { question, .. } => {
                    let depends = &book.questions[question.at()].depends;
                    families.extend(depends.iter().filter_map(|question| home(edition, *question)));
                }
                _ => {}
            }
        }
        for family in families {
            if let Some(next) = edition.ruleset(family)
                && reached.insert(next)
            {
                todo.push(next);
            }
        }
    }
    reached
}

/// Returns the family that defines a question; a shared question has none.
fn home(edition: &Edition<'_>, question: QuestionIx) -> Option<FamilyIx> {
    let (ruleset, _) = edition.book.questions[question.at()].id.split_once('.')?;
    let at = edition.book.families.iter().position(|family| &*family.id == ruleset)?;
    u16::try_from(at).ok().map(FamilyIx)
}
