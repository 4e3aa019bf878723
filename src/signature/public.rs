//! The public half of a key: what a reader of a signature gets to know.

use ssh_key::public::{Ed25519PublicKey, KeyData};
use ssh_key::{Fingerprint, HashAlg};

/// An Ed25519 public key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PublicKey {
    point: [u8; 32],
    comment: String,
}

impl PublicKey {
    /// Reads a line such as `ssh-ed25519 AAAA… comment`; nothing if it is not an Ed25519 key.
    #[must_use]
    pub fn from_line(line: &str) -> Option<Self> {
        let key = ssh_key::PublicKey::from_openssh(line.trim()).ok()?;
        Self::from_data(key.key_data(), key.comment())
    }

    pub(super) fn from_data(data: &KeyData, comment: &str) -> Option<Self> {
        let Ed25519PublicKey(point) = *data.ed25519()?;
        // A line is all that a comment may be.
        let comment = comment.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned();
        Some(Self { point, comment })
    }

    pub(super) fn point(&self) -> &[u8; 32] {
        &self.point
    }

    pub(super) fn with_comment(mut self, comment: &str) -> Self {
        comment.trim().chars().filter(|c| !c.is_control()).collect::<String>().clone_into(&mut self.comment);
        self
    }

    /// Returns the line that `.pub` files and `authorized_keys` hold.
    ///
    /// # Panics
    /// Never: an Ed25519 key always has that form.
    #[must_use]
    pub fn line(&self) -> String {
        ssh_key::PublicKey::new(self.data(), self.comment.as_str())
            .to_openssh()
            .expect("32 bytes and a line always have the form")
    }

    /// Returns the key type and its base64 text, without the comment.
    #[must_use]
    pub fn bare_line(&self) -> String {
        self.clone().with_comment("").line()
    }

    /// Returns the comment, empty if there is none.
    #[must_use]
    pub fn comment(&self) -> &str {
        &self.comment
    }

    /// Returns the fingerprint as OpenSSH shows it: `SHA256:…`.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        Fingerprint::new(HashAlg::Sha256, &self.data()).to_string()
    }

    /// Returns whether two lines hold the same key, whatever their comments.
    #[must_use]
    pub fn is_same_key(&self, other: &Self) -> bool {
        self.point == other.point
    }

    fn data(&self) -> KeyData {
        KeyData::Ed25519(Ed25519PublicKey(self.point))
    }
}
