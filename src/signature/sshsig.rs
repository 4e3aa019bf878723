//! SSHSIG, the signature format of OpenSSH (PROTOCOL.sshsig), for Ed25519.
//!
//! Stricter than the stock tool in three things: Ed25519 is checked with its strict equation and no weak key, the
//! reserved field must be empty, and the armour must be the one form of its content. So no byte can be changed unseen.

use ed25519_dalek::VerifyingKey;
use ssh_key::{Algorithm, HashAlg, LineEnding, SshSig};

use crate::text::Language;

use super::key::SigningKey;
use super::public::PublicKey;

const BEGIN: &str = "-----BEGIN SSH SIGNATURE-----";

/// What a good signature says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Verified {
    /// The key that signed. Whose it is stands in a signers file, not in the signature.
    pub key: PublicKey,
    /// Its fingerprint, `SHA256:…`.
    pub fingerprint: String,
    /// The hash that was signed: `sha512` or `sha256`.
    pub hash: &'static str,
    /// What was signed as what.
    pub namespace: String,
}

/// Why a signature is not good.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum SignatureError {
    /// It is not an SSH signature at all.
    NotSshsig,
    /// It is damaged, or not in the one form of its content.
    Malformed,
    /// It was made with a key of another type.
    Type(String),
    /// It was made for another purpose.
    Namespace {
        /// The purpose in the signature.
        found: String,
        /// The purpose that was asked for.
        wanted: String,
    },
    /// The key is one of the few that let anyone forge.
    WeakKey,
    /// The bytes are not those that were signed.
    Changed,
    /// The key could not sign.
    Unsigned,
}

impl SignatureError {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let plain = match self {
            Self::NotSshsig => ("det här är ingen SSH-signatur", "this is not an SSH signature"),
            Self::Malformed => ("signaturen är skadad", "the signature is damaged"),
            Self::WeakKey => ("nyckeln är svag och bevisar ingenting", "the key is weak and proves nothing"),
            Self::Changed => (
                "signaturen stämmer inte: innehållet är inte det som skrevs under",
                "the signature does not fit: the content is not what was signed",
            ),
            Self::Unsigned => ("nyckeln kunde inte skriva under", "the key could not sign"),
            Self::Type(name) => {
                return match language {
                    Language::Sv => format!("signaturen är gjord med en nyckel av typen {name}"),
                    Language::En => format!("the signature was made with a key of type {name}"),
                };
            }
            Self::Namespace { found, wanted } => {
                return match language {
                    Language::Sv => format!("signaturen gäller `{found}`, inte `{wanted}`"),
                    Language::En => format!("the signature is for `{found}`, not for `{wanted}`"),
                };
            }
        };
        language.choose(plain.0, plain.1).to_owned()
    }

    /// Returns what to do.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        let hint = match self {
            Self::NotSshsig => (
                "en sådan börjar med `-----BEGIN SSH SIGNATURE-----`",
                "one begins with `-----BEGIN SSH SIGNATURE-----`",
            ),
            Self::Malformed | Self::Changed => (
                "hämta handlingen och signaturen på nytt; stämmer det ändå inte får beslutet inte användas",
                "fetch the record and the signature again; if they still do not fit, do not use the decision",
            ),
            Self::Type(_) => ("bara Ed25519 godtas här", "only Ed25519 is accepted here"),
            Self::Namespace { .. } => (
                "en signatur för en åtgärd gäller inte för en annan; kontrollera att det är rätt fil",
                "a signature for one act is none for another; check that it is the right file",
            ),
            Self::WeakKey | Self::Unsigned => {
                ("skapa en ny nyckel: `menprov key new`", "make a new key: `menprov key new`")
            }
        };
        Some(language.choose(hint.0, hint.1).to_owned())
    }
}

/// Signs bytes for a purpose and returns the armoured signature. Ed25519 over SHA-512, as `ssh-keygen -Y sign` does.
///
/// # Errors
/// If the namespace is empty, or the signature made does not verify.
pub fn sign(bytes: &[u8], key: &SigningKey, namespace: &str) -> Result<String, SignatureError> {
    let signature =
        SshSig::sign(key.inner(), namespace, HashAlg::Sha512, bytes).map_err(|_| SignatureError::Unsigned)?;
    let armoured = signature.to_pem(LineEnding::LF).map_err(|_| SignatureError::Unsigned)?;
    // A fault in memory must not leave a signature that nobody can verify.
    let verified = verify(bytes, &armoured, namespace).map_err(|_| SignatureError::Unsigned)?;
    if verified.key.is_same_key(&key.public()) { Ok(armoured) } else { Err(SignatureError::Unsigned) }
}

/// Verifies an armoured signature over bytes for a purpose.
///
/// # Errors
/// If anything at all about it is not as it was when it was made.
pub fn verify(bytes: &[u8], armoured: &str, namespace: &str) -> Result<Verified, SignatureError> {
    let signature = read(armoured)?;
    let algorithm = signature.public_key().algorithm();
    let other_type = || SignatureError::Type(algorithm.as_str().to_owned());
    let key = PublicKey::from_data(signature.public_key(), "").ok_or_else(other_type)?;
    if signature.algorithm() != Algorithm::Ed25519 {
        return Err(SignatureError::Malformed);
    }
    if signature.namespace() != namespace {
        let (found, wanted) = (signature.namespace().to_owned(), namespace.to_owned());
        return Err(SignatureError::Namespace { found, wanted });
    }
    let point = VerifyingKey::from_bytes(key.point()).map_err(|_| SignatureError::Malformed)?;
    if point.is_weak() {
        return Err(SignatureError::WeakKey);
    }
    let hash = signature.hash_alg();
    let signed = SshSig::signed_data(namespace, hash, bytes).map_err(|_| SignatureError::Malformed)?;
    let sum =
        ed25519_dalek::Signature::from_slice(signature.signature_bytes()).map_err(|_| SignatureError::Malformed)?;
    // `ssh-key` itself uses the lenient equation, under which one signature may have several forms.
    point.verify_strict(&signed, &sum).map_err(|_| SignatureError::Changed)?;
    let hash = match hash {
        HashAlg::Sha256 => "sha256",
        _ => "sha512",
    };
    Ok(Verified { fingerprint: key.fingerprint(), key, hash, namespace: namespace.to_owned() })
}

fn read(armoured: &str) -> Result<SshSig, SignatureError> {
    let text = armoured.replace("\r\n", "\n");
    let text = text.trim_end_matches('\n');
    if !text.starts_with(BEGIN) {
        return Err(SignatureError::NotSshsig);
    }
    let signature = SshSig::from_pem(text).map_err(|error| match error {
        ssh_key::Error::AlgorithmUnsupported { algorithm } => SignatureError::Type(algorithm.as_str().to_owned()),
        _ => SignatureError::Malformed,
    })?;
    let one_form = signature.to_pem(LineEnding::LF).is_ok_and(|form| form.trim_end_matches('\n') == text);
    if one_form && signature.version() == SshSig::VERSION && signature.reserved().is_empty() {
        Ok(signature)
    } else {
        Err(SignatureError::Malformed)
    }
}
