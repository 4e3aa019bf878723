//! A memo for machines: the record itself, byte for byte, with the signatures under it.

use serde_json::Value;

use crate::canonical::hex;
use crate::register::Stored;

/// Renders a memo as it is kept, in canonical form itself: `format`, `id`, `record`, `recorded_at`, `sha256`,
/// `signatures`.
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
    format!(
        "{{\"format\":1,\"id\":{},\"record\":{},\"recorded_at\":{},\"sha256\":{},\"signatures\":[{}]}}",
        word(&stored.id),
        // A record is UTF-8, since it was read as JSON before it was kept.
        String::from_utf8_lossy(&stored.bytes),
        word(&stamp(stored.recorded_at)),
        word(&hex(&stored.digest)),
        signatures.join(",")
    )
}

fn stamp(time: chrono::DateTime<chrono::Utc>) -> String {
    time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
