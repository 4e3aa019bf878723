//! The files of an exported memo: the one place that names them.
//!
//! The memo tells its reader to check these files, so that whatever writes them takes the names from here.

use crate::signature::DECISION;

/// The record's exact bytes.
pub const RECORD: &str = "record.json";
/// The rules that were used.
pub const CLOSURE: &str = "rules.json";
/// Whose keys are known: a line for each.
pub const SIGNERS: &str = "allowed_signers";
/// How to verify, in both languages.
pub const READ_ME: &str = "VERIFIERA.txt";

/// Returns the file of the signature that was made as the `at`th, counted from nought.
#[must_use]
pub fn signature(at: usize) -> String {
    match at {
        0 => format!("{RECORD}.sig"),
        _ => format!("{RECORD}.{}.sig", at + 1),
    }
}

/// Returns the file of the `at`th statement about the record, counted from nought; its signature is that with `.sig`.
#[must_use]
pub fn statement(at: usize) -> String {
    format!("statement-{}.json", at + 1)
}

/// Returns the file of a record that this one goes on from, the nearest first, counted from nought.
#[must_use]
pub fn earlier(at: usize) -> String {
    format!("earlier-{}.json", at + 1)
}

/// Returns the file of a statement about such a record.
#[must_use]
pub fn earlier_statement(record: usize, at: usize) -> String {
    format!("earlier-{}-statement-{}.json", record + 1, at + 1)
}

/// Returns what to type to check the first signature with OpenSSH, in the folder of the files.
///
/// A name that no shell could misread is put in; otherwise a word stands where the name belongs.
#[must_use]
pub fn verification(signer: Option<&str>) -> String {
    verification_of(signer, DECISION, &signature(0), RECORD)
}

/// Returns what to type to check any signature, as [`verification`].
#[must_use]
pub fn verification_of(signer: Option<&str>, namespace: &str, signature: &str, file: &str) -> String {
    let plain = |name: &&str| {
        !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '-' | '_' | ':' | '/' | '+'))
    };
    let name = signer.filter(plain).unwrap_or("NAMN");
    format!("ssh-keygen -Y verify -f {SIGNERS} -I {name} -n {namespace} -s {signature} < {file}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_name_is_put_into_the_command() {
        assert_eq!(
            verification(Some("a@namnd.example")),
            "ssh-keygen -Y verify -f allowed_signers -I a@namnd.example -n beslut@menprov -s record.json.sig < record.json"
        );
        for bad in [None, Some(""), Some("a b"), Some("$(x)"), Some("a'b")] {
            assert!(verification(bad).contains(" -I NAMN "), "{bad:?}");
        }
        assert_eq!(signature(1), "record.json.2.sig");
    }
}
