//! The exact rules of an assessment, kept under their digest so that it can be walked again without anything else.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::canonical::{self, CanonicalError, Strings, hex, sha256};
use crate::engine::Edition;
use crate::ruleset::model::{FamilyIx, NodeKind, Over, QuestionIx, Rulebook, RulesetIx, Source, SwitchOn};
use crate::text::Language;

use super::model::RulesetUsed;

/// The format of a closure.
const FORMAT: u32 = 1;

/// The rule files that an assessment rests on, as canonical bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Closure {
    files: Vec<ClosureFile>,
    over: Vec<ClosureFile>,
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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    over: Vec<ClosureFile>,
}

/// The text of a rule file, and the layer it lies in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SourceText<'s> {
    /// Its text, byte for byte.
    pub text: Cow<'s, str>,
    /// Whether it is of a folder that was laid over the rules compiled in.
    pub over: bool,
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
    /// Collects the rules that `procedure` can reach, with the text of each file from `sources`.
    ///
    /// All versions of what it can reach, so that the rules are whole; [`Self::used`] has those of the law date.
    ///
    /// A folder laid over may have a file of the same name as one compiled in, so a file is asked for by its name
    /// and its digest.
    ///
    /// # Errors
    /// If a file's text is missing, or is not the one that the rulebook was read from.
    pub fn collect<'s>(
        edition: &Edition<'_>,
        procedure: RulesetIx,
        sources: &dyn Fn(&Source) -> Option<SourceText<'s>>,
    ) -> Result<Self, ClosureError> {
        let book = edition.book;
        // Every register, wherever its file lies: what is no ruleset's file.
        let rulesets: BTreeSet<usize> = book.rulesets.iter().map(|rules| usize::from(rules.source)).collect();
        // Decided cases guide and are never walked; they name questions of every procedure, and would not hold without them.
        let cases: BTreeSet<usize> = book.cases.iter().map(|case| usize::from(case.source)).collect();
        // Neither are invariants, which are held by whoever proves the rules.
        let invariants: BTreeSet<usize> = book.invariants.iter().map(|held| usize::from(held.source)).collect();
        let register = |at: &usize| !rulesets.contains(at) && !cases.contains(at) && !invariants.contains(at);
        let mut wanted: BTreeSet<usize> = (0..book.sources.len()).filter(register).collect();
        wanted.extend(whole(book, procedure).iter().map(|at| usize::from(book.rulesets[at.at()].source)));
        let used = used(edition, procedure).into_iter().map(|at| {
            let ruleset = &book.rulesets[at.at()];
            let source = &book.sources[usize::from(ruleset.source)];
            RulesetUsed {
                id: ruleset.id.to_string(),
                version: ruleset.version,
                from: ruleset.valid.from,
                file: source.name.to_string(),
                sha256: hex(&source.sha256),
            }
        });
        let mut used: Vec<_> = used.collect();
        used.sort_by(|a, b| a.id.cmp(&b.id));
        let mut form = Form { files: Vec::new(), format: FORMAT, over: Vec::new() };
        for at in wanted {
            let source = &book.sources[at];
            let SourceText { text, over } =
                sources(source).ok_or_else(|| ClosureError::SourceMissing(source.name.to_string()))?;
            if sha256(text.as_bytes()) != source.sha256 {
                return Err(ClosureError::SourceChanged(source.name.to_string()));
            }
            let layer = if over { &mut form.over } else { &mut form.files };
            layer.push(ClosureFile { name: source.name.to_string(), text: text.into_owned() });
        }
        form.files.sort_by(|a, b| a.name.cmp(&b.name));
        form.over.sort_by(|a, b| a.name.cmp(&b.name));
        // A file's text stays as it is, also where it is not NFC: its digest is what the record names.
        let bytes = canonical::to_bytes(&form, Strings::Exact).map_err(ClosureError::Malformed)?;
        Ok(Self { files: form.files, over: form.over, used, bytes })
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
        for layer in [&form.files, &form.over] {
            if let Some(pair) = layer.windows(2).find(|pair| pair[0].name >= pair[1].name) {
                return Err(ClosureError::Disorder(pair[1].name.clone()));
            }
        }
        Ok(Self { files: form.files, over: form.over, used: Vec::new(), bytes: bytes.to_vec() })
    }

    /// Returns the files compiled in, ordered by name.
    #[must_use]
    pub fn files(&self) -> &[ClosureFile] {
        &self.files
    }

    /// Returns the files of the folder that was laid over those, ordered by name.
    #[must_use]
    pub fn over(&self) -> &[ClosureFile] {
        &self.over
    }

    /// Returns the rulesets in force on the law date, ordered by id; none for a closure that was read.
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

/// Returns every ruleset in force that the procedure calls, directly or not, and itself.
pub(crate) fn used(edition: &Edition<'_>, procedure: RulesetIx) -> BTreeSet<RulesetIx> {
    let mut reached = BTreeSet::from([procedure]);
    let mut todo = vec![procedure];
    while let Some(at) = todo.pop() {
        let next = called(edition.book, at).into_iter().filter_map(|family| edition.ruleset(family));
        todo.extend(next.filter(|next| reached.insert(*next)));
    }
    reached
}

/// Returns every version of every ruleset that is needed for the rules to be whole.
///
/// A call must hold on every day that the caller is in force, so the checker wants all versions of what is called,
/// and the linked procedures as well, which are offered and never walked.
fn whole(book: &Rulebook, procedure: RulesetIx) -> BTreeSet<RulesetIx> {
    let mut reached = BTreeSet::new();
    let mut families = BTreeSet::from([book.rulesets[procedure.at()].family]);
    let mut todo: Vec<FamilyIx> = families.iter().copied().collect();
    while let Some(family) = todo.pop() {
        for at in book.families[family.at()].versions.iter().copied() {
            reached.insert(at);
            let ruleset = &book.rulesets[at.at()];
            let ends = ruleset.returns.iter().flatten().chain(&ruleset.outcomes);
            let halts = ruleset.nodes.iter().filter_map(|node| match &node.kind {
                NodeKind::Halt(halt) => halt.start,
                _ => None,
            });
            let linked = ends.filter_map(|end| end.start).chain(halts);
            todo.extend(called(book, at).into_iter().chain(linked).filter(|next| families.insert(*next)));
        }
    }
    reached
}

/// Returns what a ruleset calls, and where the questions that it refers to are defined.
fn called(book: &Rulebook, at: RulesetIx) -> Vec<FamilyIx> {
    let mut families: Vec<FamilyIx> = Vec::new();
    for node in &book.rulesets[at.at()].nodes {
        match &node.kind {
            NodeKind::Each { call, over, .. } => {
                families.push(call.module);
                if let Over::Picked(question) = over {
                    families.extend(home(book, *question));
                }
            }
            NodeKind::Call { call, .. } => families.push(call.module),
            NodeKind::Calls { calls, .. } => families.extend(calls.iter().map(|call| call.module)),
            NodeKind::Switch { on: SwitchOn::Answer(question), .. } => families.extend(home(book, *question)),
            NodeKind::Ask { question, .. } => {
                let depends = &book.questions[question.at()].depends;
                families.extend(depends.iter().filter_map(|question| home(book, *question)));
            }
            _ => {}
        }
    }
    families
}

/// Returns the family that defines a question; a shared question has none.
fn home(book: &Rulebook, question: QuestionIx) -> Option<FamilyIx> {
    let (ruleset, _) = book.questions[question.at()].id.split_once('.')?;
    let at = book.families.iter().position(|family| &*family.id == ruleset)?;
    u16::try_from(at).ok().map(FamilyIx)
}
