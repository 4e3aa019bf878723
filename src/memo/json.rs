//! A memo for machines: the record itself, byte for byte, with the signatures under it.

use std::io::{self, Write};

use serde_json::Value;

use crate::canonical::hex;
use crate::register::{Stored, StoredStatement};
use crate::statement::{Sealed, State};

/// Writes a memo as it is kept, in canonical form itself: `format`, `id`, `record`, `recorded_at`, `sha256`,
/// `signatures`, `state`, `statements`.
///
/// The bytes after `"record":` are the signed bytes, so that they can be cut out and verified. They are written as they
/// lie, since a record may be of megabytes.
///
/// # Errors
/// When it cannot be written.
pub fn write(stored: &Stored, state: Option<State>, out: &mut dyn Write) -> io::Result<()> {
    let word = |text: &str| Value::String(text.to_owned()).to_string();
    let signatures: Vec<_> = stored
        .signatures
        .iter()
        .map(|signature| {
            format!(
                "{{\"armoured\":{},\"namespace\":{},\"signed_at\":{}}}",
                word(&signature.armoured),
                word(&signature.namespace),
                word(&stamp(signature.signed_at))
            )
        })
        .collect();
    let state = serde_json::to_value(state).unwrap_or(Value::Null);
    let statements: Vec<_> = stored.statements.iter().map(statement).collect();
    write!(out, "{{\"format\":1,\"id\":{},\"record\":", word(&stored.id))?;
    out.write_all(&stored.bytes)?;
    write!(
        out,
        ",\"recorded_at\":{},\"sha256\":{},\"signatures\":[{}],\"state\":{state},\"statements\":[{}]}}",
        word(&stamp(stored.recorded_at)),
        word(&hex(&stored.digest)),
        signatures.join(","),
        statements.join(",")
    )
}

/// Returns a statement with its signature; one that cannot be read as `null`.
fn statement(kept: &StoredStatement) -> String {
    let word = |text: &str| Value::String(text.to_owned()).to_string();
    let said = match Sealed::read(&kept.bytes) {
        Ok(sealed) => String::from_utf8_lossy(sealed.bytes()).into_owned(),
        Err(_) => Value::Null.to_string(),
    };
    format!(
        "{{\"armoured\":{},\"namespace\":{},\"signed_at\":{},\"statement\":{said}}}",
        word(&kept.signature.armoured),
        word(&kept.signature.namespace),
        word(&stamp(kept.signature.signed_at))
    )
}

fn stamp(time: chrono::DateTime<chrono::Utc>) -> String {
    time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
