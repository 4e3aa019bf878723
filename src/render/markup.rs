//! Text within markup, and what a page that stands alone is allowed.

use std::fmt::{self, Write as _};

use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha256};

/// Writes into a page.
pub(crate) fn put(out: &mut String, text: fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a String takes every write");
}

/// Returns the policy of a page with one style and one script, both in the page: nothing is fetched and nothing else runs.
#[must_use]
pub fn policy(style: &str, script: &str) -> String {
    let digest = |text: &str| format!("sha256-{}", Base64::encode_string(&Sha256::digest(text)));
    format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        digest(style),
        digest(script)
    )
}

/// Shows text so that XML and HTML read it as text, in an element and in a quoted attribute alike.
pub struct Xml<'t>(pub &'t str);

impl fmt::Display for Xml<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
            f.write_str(&rest[..at])?;
            f.write_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                _ => "&#39;",
            })?;
            rest = &rest[at + 1..];
        }
        f.write_str(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::Xml;

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(
            Xml("<a b=\"c\" d='e'>&amp;]]>").to_string(),
            "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;]]&gt;"
        );
        assert_eq!(Xml("åäö §").to_string(), "åäö §");
    }
}
