//! Whose a key is: OpenSSH's signers file (`allowed_signers` in ssh-keygen's manual), read line by line.
//!
//! The same file serves `ssh-keygen -Y verify -f`, and the two must agree; the tests hold one against the other.

use chrono::{DateTime, Local, NaiveDateTime, TimeZone as _, Utc};

use crate::text::Language;

use super::public::PublicKey;

/// The signers that are trusted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signers {
    lines: Vec<Signer>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Signer {
    principals: String,
    authority: bool,
    namespaces: Option<String>,
    valid_after: Option<DateTime<Utc>>,
    valid_before: Option<DateTime<Utc>>,
    key: String,
}

/// What is known of a key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Trust {
    /// It is this person's, as the file names them.
    Known(String),
    /// It is this person's, but not for this purpose.
    OtherPurpose(String),
    /// It is this person's, but was not in use at that time.
    OtherTime(String),
    /// Nobody in the file has it.
    Unknown,
}

/// A line that cannot be read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SignersError {
    /// The line, from 1.
    pub line: usize,
}

impl SignersError {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Sv => format!("rad {} i filen över betrodda nycklar går inte att läsa", self.line),
            Language::En => format!("line {} of the file of trusted keys cannot be read", self.line),
        }
    }

    /// Returns what to write.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        Some(
            language
                .choose(
                    "skriv `NAMN [namespaces=\"…\",valid-after=\"ÅÅÅÅMMDD\",valid-before=\"ÅÅÅÅMMDD\"] ssh-ed25519 AAAA…`",
                    "write `NAME [namespaces=\"…\",valid-after=\"YYYYMMDD\",valid-before=\"YYYYMMDD\"] ssh-ed25519 AAAA…`",
                )
                .to_owned(),
        )
    }
}

impl Signers {
    /// Reads a signers file.
    ///
    /// # Errors
    /// At the first line that has no such form: a line that is misread would be a wrong name under a decision.
    pub fn parse(text: &str) -> Result<Self, SignersError> {
        let mut lines = Vec::new();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') {
                lines.push(signer(line).ok_or(SignersError { line: at + 1 })?);
            }
        }
        Ok(Self { lines })
    }

    /// Returns whose a key is, for a purpose and at a time.
    #[must_use]
    pub fn find(&self, key: &PublicKey, namespace: &str, at: DateTime<Utc>) -> Trust {
        let bare = key.bare_line();
        let mut found = Trust::Unknown;
        // A certificate authority's key signs certificates, not decisions.
        for signer in self.lines.iter().filter(|signer| signer.key == bare && !signer.authority) {
            let name = signer.principals.clone();
            let purpose = signer.namespaces.as_ref().is_none_or(|list| matches_list(namespace, list));
            let time =
                signer.valid_after.is_none_or(|from| at >= from) && signer.valid_before.is_none_or(|until| at <= until);
            match (purpose, time) {
                (true, true) => return Trust::Known(name),
                (true, false) => found = Trust::OtherTime(name),
                (false, _) if found == Trust::Unknown => found = Trust::OtherPurpose(name),
                (false, _) => {}
            }
        }
        found
    }
}

/// Returns the line of a signers file that trusts a key for one purpose, or nothing if the name cannot stand there.
#[must_use]
pub fn signer_line(principal: &str, key: &PublicKey, namespace: &str) -> Option<String> {
    let fits = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | ',' | '*' | '?' | '!' | '\\');
    let starts = !principal.is_empty() && !principal.starts_with('#');
    (starts && principal.chars().all(fits))
        .then(|| format!("{principal} namespaces=\"{namespace}\" {}", key.bare_line()))
}

fn signer(line: &str) -> Option<Signer> {
    let (principals, rest) = match line.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"')?,
        None => line.split_once([' ', '\t'])?,
    };
    let mut signer = Signer { principals: principals.to_owned(), ..Signer::default() };
    let mut rest = rest.trim_start();
    if !is_key(rest) {
        let end = options_end(rest)?;
        options(&rest[..end], &mut signer)?;
        rest = rest[end..].trim_start();
    }
    if !is_key(rest) {
        return None;
    }
    let mut words = rest.split_ascii_whitespace();
    let (kind, body) = (words.next()?, words.next()?);
    signer.key = format!("{kind} {body}");
    // Keys of other types are left as they are, since the file is OpenSSH's as much as ours.
    (kind != "ssh-ed25519" || PublicKey::from_line(&signer.key).is_some()).then_some(signer)
}

fn is_key(text: &str) -> bool {
    ["ssh-", "ecdsa-", "sk-"].iter().any(|start| text.starts_with(start))
}

/// Returns where the options end: at the first blank outside quotes.
fn options_end(text: &str) -> Option<usize> {
    let mut quoted = false;
    let mut escaped = false;
    for (at, char) in text.char_indices() {
        match char {
            '"' if !escaped => quoted = !quoted,
            ' ' | '\t' if !quoted => return Some(at),
            _ => {}
        }
        escaped = char == '\\' && !escaped;
    }
    None
}

fn options(mut text: &str, signer: &mut Signer) -> Option<()> {
    loop {
        let end = text.find(['=', ',']).unwrap_or(text.len());
        let name = text[..end].to_ascii_lowercase();
        text = &text[end..];
        if name == "cert-authority" {
            signer.authority = true;
        } else {
            let (value, rest) = quoted(text.strip_prefix('=')?)?;
            match &*name {
                "namespaces" if signer.namespaces.is_none() && !value.is_empty() => signer.namespaces = Some(value),
                "valid-after" if signer.valid_after.is_none() => signer.valid_after = Some(moment(&value)?),
                "valid-before" if signer.valid_before.is_none() => signer.valid_before = Some(moment(&value)?),
                _ => return None,
            }
            text = rest;
        }
        match text.strip_prefix(',') {
            Some(rest) if !rest.is_empty() => text = rest,
            Some(_) => return None,
            None => return text.is_empty().then_some(()),
        }
    }
}

fn quoted(text: &str) -> Option<(String, &str)> {
    let text = text.strip_prefix('"')?;
    let mut value = String::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        match char {
            '"' => return Some((value, &text[at + 1..])),
            '\\' if matches!(chars.peek(), Some((_, '"'))) => {
                value.push('"');
                chars.next();
            }
            _ => value.push(char),
        }
    }
    None
}

/// Reads `YYYYMMDD`, `YYYYMMDDHHMM` or `YYYYMMDDHHMMSS`, in local time unless it ends in `Z`.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    let (digits, utc) = match text.strip_suffix(['Z', 'z']) {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    if !digits.bytes().all(|b| b.is_ascii_digit()) || !matches!(digits.len(), 8 | 12 | 14) {
        return None;
    }
    let full = format!("{digits:0<14}");
    let naive = NaiveDateTime::parse_from_str(&full, "%Y%m%d%H%M%S").ok()?;
    if utc {
        return Some(naive.and_utc());
    }
    Some(Local.from_local_datetime(&naive).earliest()?.with_timezone(&Utc))
}

/// Whether a word is in an OpenSSH pattern list: `*` and `?` are wildcards, `!` takes a pattern out.
fn matches_list(word: &str, list: &str) -> bool {
    let mut found = false;
    for pattern in list.split(',') {
        match pattern.strip_prefix('!') {
            Some(pattern) if matches(word.as_bytes(), pattern.as_bytes()) => return false,
            Some(_) => {}
            None => found |= matches(word.as_bytes(), pattern.as_bytes()),
        }
    }
    found
}

fn matches(word: &[u8], pattern: &[u8]) -> bool {
    // The place after the last star, and how much of the word that star has taken so far.
    let (mut at, mut in_pattern) = (0, 0);
    let mut star = None;
    while at < word.len() {
        match pattern.get(in_pattern) {
            Some(b'*') => {
                star = Some((in_pattern + 1, at));
                in_pattern += 1;
            }
            Some(b'?') => (at, in_pattern) = (at + 1, in_pattern + 1),
            Some(byte) if *byte == word[at] => (at, in_pattern) = (at + 1, in_pattern + 1),
            _ => match star {
                Some((after, taken)) => {
                    star = Some((after, taken + 1));
                    (at, in_pattern) = (taken + 1, after);
                }
                None => return false,
            },
        }
    }
    pattern[in_pattern..].iter().all(|byte| *byte == b'*')
}
