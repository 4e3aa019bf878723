//! A memo for machines: the record itself, byte for byte, with the signatures under it.

use serde_json::Value;

use crate::canonical::hex;
use crate::register::{Stored, StoredStatement};
use crate::statement::Sealed;

/// Renders a memo as it is kept, in canonical form itself: `format`, `id`, `record`, `recorded_at`, `sha256`,
/// `signatures`, `state`, `statements`.
///
/// The bytes after `"record":` are the signed bytes, so that they can be cut out and verified.
#[must_use]
pub fn render(stored: &Stored) -> String {
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
    let state = stored.record().ok().map(|record| stored.state(record.assessment()));
    let state = serde_json::to_value(state).unwrap_or(Value::Null);
    let statements: Vec<_> = stored.statements.iter().map(statement).collect();
    format!(
        "{{\"format\":1,\"id\":{},\"record\":{},\"recorded_at\":{},\"sha256\":{},\"signatures\":[{}],\"state\":{state},\"statements\":[{}]}}",
        word(&stored.id),
        // A record is UTF-8, since it was read as JSON before it was kept.
        String::from_utf8_lossy(&stored.bytes),
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
