//! `memo verify --file`: whether a file is one of those that were assessed.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::answers::file_fault::file_words;
use crate::answers::safety::shown_short;
use crate::assessment::{Assessment, quoted};
use crate::error::Error;
use crate::fingerprint::Fingerprint;
use crate::text::Language;

/// A file that was held against a record.
pub struct Compared {
    /// The file as given.
    file: Box<str>,
    print: Fingerprint,
    /// The documents or items that it is: id and label.
    of: Vec<(String, String)>,
    /// Whether the record has any fingerprint to compare with.
    any: bool,
}

/// Holds files against the fingerprints of a record.
///
/// # Errors
/// If one of them has no fingerprint.
pub fn compare(paths: &[PathBuf], assessment: &Assessment) -> Result<Vec<Compared>, Error> {
    let subjects = || assessment.documents.iter().chain(&assessment.items).chain(&assessment.persons);
    let any = subjects().any(|subject| !subject.files.is_empty());
    let one = |path: &PathBuf| {
        let print = Fingerprint::of_file(path)?;
        let of = subjects().filter(|subject| subject.files.contains(&print));
        let of = of.map(|subject| (subject.id.clone(), subject.label.clone())).collect();
        Ok(Compared { file: file_words(path), print, of, any })
    };
    paths.iter().map(one).collect()
}

impl Compared {
    /// Returns whether the file is one of those that were assessed.
    pub fn holds(&self) -> bool {
        !self.of.is_empty()
    }

    /// Returns what came of it, in words.
    pub fn words(&self, language: Language) -> String {
        let names: Vec<String> = self.of.iter().map(|(_, label)| quoted(&shown_short(label, 60), language)).collect();
        let what = match (self.holds(), self.any) {
            (true, _) => {
                let names = names.join(", ");
                match language {
                    Language::Sv => format!("är den som prövades som {names}"),
                    Language::En => format!("is the one assessed as {names}"),
                }
            }
            (false, true) => {
                language.choose("är INTE någon av dem som prövades", "is NOT one of those assessed").to_owned()
            }
            (false, false) => language
                .choose(
                    "går inte att jämföra: underlaget har inget fingeravtryck",
                    "cannot be compared: the memo has no fingerprint",
                )
                .to_owned(),
        };
        format!("`{}` {what}; {}", self.file, self.print.words(language))
    }

    /// Returns the same for machines: no name of a file, which may name a person.
    pub fn as_json(&self) -> Value {
        let of: Vec<&str> = self.of.iter().map(|(id, _)| &**id).collect();
        json!({"sha256": self.print.sha256, "bytes": self.print.bytes, "of": of})
    }
}
