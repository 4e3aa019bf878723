//! Signatures that a stock tool can check: SSHSIG over the exact bytes of a record, with an officer's Ed25519 key.
//!
//! `ssh-keygen -Y verify` accepts what is made here, and what it makes is accepted here. No network, no prompt: a
//! passphrase comes from outside. What a signature means stands in its namespace, so that one act's signature is
//! never another's.

mod key;
mod public;
mod signers;
mod sshsig;
#[cfg(test)]
mod tests;

pub use key::{KeyError, KeyFile, SigningKey, create, create_for_practice};
pub use public::PublicKey;
pub use signers::{Signers, SignersError, Trust, signer_line};
pub use sshsig::{SignatureError, Verified, sign, verify};

/// The namespace of an officer's signature under an assessment.
pub const DECISION: &str = "beslut@menprov";

/// The namespace of what is only practised: a signature under it never verifies as a decision.
pub const PRACTICE: &str = "ovning@menprov";

/// Every act that a person's key is trusted for: a decision of their own, and what they say of another's.
pub const ACTS: &str = "beslut@menprov,overlamnande@menprov,godkannande@menprov,underkannande@menprov,svar@menprov";
