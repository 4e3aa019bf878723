//! An officer's key: made new, or an existing OpenSSH key file. The passphrase comes from outside.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use ssh_key::private::{Ed25519Keypair, KeypairData};
use ssh_key::rand_core::{OsRng, RngCore as _};
use ssh_key::{Cipher, Kdf, LineEnding, PrivateKey};
use zeroize::Zeroizing;

use crate::render::cause::{cause, remedy};
use crate::text::Language;

use super::public::PublicKey;

/// Rounds of bcrypt-pbkdf for a new key: what OpenSSH itself uses since 9.4, about 0.2 s for each guess.
const ROUNDS: u32 = 24;
/// More rounds than anyone would choose; a file that demands them would only make the program hang.
const MOST_ROUNDS: u32 = 4096;
/// No key file is larger.
const LARGEST: u64 = 64 * 1024;

/// Why a key cannot be used or made.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum KeyError {
    /// There is no such file.
    NotFound(PathBuf),
    /// A file of that name is already there.
    Exists(PathBuf),
    /// Others than the owner may read the file.
    TooOpen {
        /// The file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// The file cannot be read or written.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system says.
        kind: io::ErrorKind,
    },
    /// The file holds a public key.
    PublicHalf(PathBuf),
    /// The key is of another type.
    Type {
        /// The file.
        path: PathBuf,
        /// The type's name.
        name: String,
    },
    /// The file is no key, or is damaged.
    Malformed(PathBuf),
    /// The passphrase is wrong.
    Passphrase(PathBuf),
    /// The key has a passphrase and none was given.
    Locked(PathBuf),
    /// A new key must have a passphrase.
    NoPassphrase,
}

impl KeyError {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let sv = language == Language::Sv;
        match self {
            Self::NotFound(path) if sv => format!("nyckeln `{}` finns inte", path.display()),
            Self::NotFound(path) => format!("the key `{}` is not there", path.display()),
            Self::Exists(path) if sv => format!("`{}` finns redan och skrivs inte över", path.display()),
            Self::Exists(path) => format!("`{}` is already there and is not overwritten", path.display()),
            Self::TooOpen { path, mode } if sv => {
                format!("andra kan läsa nyckeln `{}` (rättigheter {mode:04o})", path.display())
            }
            Self::TooOpen { path, mode } => {
                format!("others can read the key `{}` (permissions {mode:04o})", path.display())
            }
            Self::Io { path, kind } => {
                let words = language.choose("går inte att läsa eller skriva", "cannot be read or written");
                format!("`{}` {words}: {}", path.display(), cause(*kind, language))
            }
            Self::PublicHalf(path) if sv => format!("`{}` är den publika halvan av en nyckel", path.display()),
            Self::PublicHalf(path) => format!("`{}` is the public half of a key", path.display()),
            Self::Type { path, name } if sv => {
                format!("nyckeln `{}` är av typen {name}; bara Ed25519 kan användas", path.display())
            }
            Self::Type { path, name } => {
                format!("the key `{}` is of type {name}; only Ed25519 can be used", path.display())
            }
            Self::Malformed(path) if sv => format!("`{}` är ingen nyckel i OpenSSH-format", path.display()),
            Self::Malformed(path) => format!("`{}` is not a key in OpenSSH format", path.display()),
            Self::Passphrase(path) if sv => format!("fel lösenfras för `{}`", path.display()),
            Self::Passphrase(path) => format!("wrong passphrase for `{}`", path.display()),
            Self::Locked(path) if sv => format!("nyckeln `{}` har en lösenfras", path.display()),
            Self::Locked(path) => format!("the key `{}` has a passphrase", path.display()),
            Self::NoPassphrase if sv => "en ny nyckel måste ha en lösenfras".to_owned(),
            Self::NoPassphrase => "a new key must have a passphrase".to_owned(),
        }
    }

    /// Returns what to do.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<String> {
        let own = |words: (&str, &str)| Some(language.choose(words.0, words.1).to_owned());
        match self {
            Self::TooOpen { path, .. } => Some(format!("chmod 600 {}", path.display())),
            Self::NotFound(_) | Self::Type { .. } => {
                own(("skapa en med `menprov key new`", "make one with `menprov key new`"))
            }
            Self::Exists(_) => own((
                "använd den, eller ange en annan fil med `--key FIL`",
                "use it, or give another file with `--key FILE`",
            )),
            Self::PublicHalf(_) => own(("ange filen utan `.pub`", "give the file without `.pub`")),
            Self::Passphrase(_) => own(("försök igen", "try again")),
            Self::Locked(_) => own(("ange lösenfrasen i terminalen", "give the passphrase in the terminal")),
            Self::NoPassphrase => own(("skriv en mening som bara du kan", "write a sentence that only you know")),
            Self::Malformed(_) => own((
                "ange en privat nyckel, eller skapa en med `menprov key new`",
                "give a private key, or make one with `menprov key new`",
            )),
            Self::Io { kind, .. } => Some(remedy(*kind, language).to_owned()),
        }
    }

    fn io(path: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound(path.to_owned()),
            io::ErrorKind::AlreadyExists => Self::Exists(path.to_owned()),
            kind => Self::Io { path: path.to_owned(), kind },
        }
    }
}

/// A key that can sign. Its secret is wiped from memory when it is dropped.
#[derive(Clone)]
pub struct SigningKey {
    inner: PrivateKey,
    public: PublicKey,
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SigningKey").field("public", &self.public).finish_non_exhaustive()
    }
}

impl SigningKey {
    pub(super) fn inner(&self) -> &PrivateKey {
        &self.inner
    }

    /// Returns the public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        self.public.clone()
    }
}

/// An OpenSSH key file that has been read and looked at, but not unlocked.
#[derive(Clone, Debug)]
pub struct KeyFile {
    path: PathBuf,
    inner: PrivateKey,
    public: PublicKey,
}

impl KeyFile {
    /// Reads a key file, such as one of `menprov key new` or `~/.ssh/id_ed25519`.
    ///
    /// # Errors
    /// If it is not there, others may read it, or it is not an Ed25519 key in OpenSSH format.
    pub fn read(path: &Path) -> Result<Self, KeyError> {
        let mut file = File::open(path).map_err(|error| KeyError::io(path, &error))?;
        let metadata = file.metadata().map_err(|error| KeyError::io(path, &error))?;
        if metadata.is_dir() || metadata.len() > LARGEST {
            return Err(KeyError::Malformed(path.to_owned()));
        }
        let mut text = Zeroizing::new(Vec::with_capacity(4096));
        (&mut file).take(LARGEST).read_to_end(&mut text).map_err(|error| KeyError::io(path, &error))?;
        let text = std::str::from_utf8(&text).map_err(|_| KeyError::Malformed(path.to_owned()))?;
        // A public half may well be read by everyone, and saying so helps more than its permissions.
        if let Some(fault) = other_kind(path, text) {
            return Err(fault);
        }
        refuse_open(path, &metadata)?;
        let inner = PrivateKey::from_openssh(text).map_err(|error| match error {
            ssh_key::Error::AlgorithmUnsupported { algorithm } => {
                KeyError::Type { path: path.to_owned(), name: algorithm.as_str().to_owned() }
            }
            _ => KeyError::Malformed(path.to_owned()),
        })?;
        let public = PublicKey::from_data(inner.public_key().key_data(), inner.comment())
            .ok_or_else(|| KeyError::Type { path: path.to_owned(), name: inner.algorithm().as_str().to_owned() })?;
        if matches!(inner.kdf(), Kdf::Bcrypt { rounds, .. } if *rounds > MOST_ROUNDS) {
            return Err(KeyError::Malformed(path.to_owned()));
        }
        Ok(Self { path: path.to_owned(), inner, public })
    }

    /// Returns whether a passphrase is needed.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.inner.is_encrypted()
    }

    /// Returns the public half, which needs no passphrase.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        self.public.clone()
    }

    /// Unlocks the key; a key without a passphrase takes none.
    ///
    /// # Errors
    /// If the passphrase is missing or wrong. The file stays read, so another try costs only the try.
    pub fn unlock(&self, passphrase: Option<&str>) -> Result<SigningKey, KeyError> {
        let inner = match (self.is_locked(), passphrase) {
            (false, _) => self.inner.clone(),
            (true, None) => return Err(KeyError::Locked(self.path.clone())),
            (true, Some(words)) => self.inner.decrypt(words).map_err(|_| KeyError::Passphrase(self.path.clone()))?,
        };
        // The readable half of the file is not protected by the passphrase, so it must not be believed.
        let public = PublicKey::from_data(inner.public_key().key_data(), inner.comment());
        match (inner.key_data(), public) {
            (KeypairData::Ed25519(pair), Some(public)) if pair.public.0 == *self.public.point() => {
                Ok(SigningKey { inner, public })
            }
            _ => Err(KeyError::Malformed(self.path.clone())),
        }
    }
}

/// Makes a new Ed25519 key under a passphrase, with its public half beside it as `.pub`.
///
/// The file is written beside its place, synced and then given its name, so that it is there whole or not at all.
///
/// # Errors
/// If the passphrase is empty, one of the files is there already, or they cannot be written.
pub fn create(path: &Path, passphrase: &str, comment: &str) -> Result<PublicKey, KeyError> {
    if passphrase.is_empty() {
        return Err(KeyError::NoPassphrase);
    }
    let mut salt = vec![0; 16];
    OsRng.fill_bytes(&mut salt);
    let lock = |key: PrivateKey| {
        key.encrypt_with(Cipher::Aes256Ctr, Kdf::Bcrypt { salt, rounds: ROUNDS }, OsRng.next_u32(), passphrase)
    };
    make(path, comment, lock)
}

/// Makes a key without a passphrase, for practice alone: what it signs is never a decision.
///
/// # Errors
/// As [`create`].
pub fn create_for_practice(path: &Path, comment: &str) -> Result<PublicKey, KeyError> {
    make(path, comment, Ok)
}

fn make(
    path: &Path,
    comment: &str,
    lock: impl FnOnce(PrivateKey) -> ssh_key::Result<PrivateKey>,
) -> Result<PublicKey, KeyError> {
    let public_path = with_pub(path);
    for taken in [path, &public_path] {
        if taken.symlink_metadata().is_ok() {
            return Err(KeyError::Exists(taken.to_owned()));
        }
    }
    let pair = Ed25519Keypair::random(&mut OsRng);
    let public = PublicKey::from_data(&ssh_key::public::KeyData::Ed25519(pair.public), comment)
        .ok_or_else(|| KeyError::Malformed(path.to_owned()))?;
    let text = PrivateKey::new(KeypairData::Ed25519(pair), public.comment())
        .and_then(lock)
        .and_then(|key| key.to_openssh(LineEnding::LF))
        .map_err(|_| KeyError::Malformed(path.to_owned()))?;
    let folder = folder(path)?;
    write_new(&folder, path, text.as_bytes(), 0o600)?;
    write_new(&folder, &public_path, format!("{}\n", public.line()).as_bytes(), 0o644)?;
    Ok(public)
}

fn with_pub(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".pub");
    name.into()
}

fn folder(path: &Path) -> Result<PathBuf, KeyError> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder).map_err(|error| KeyError::io(folder, &error))?;
    Ok(folder.to_owned())
}

fn write_new(folder: &Path, path: &Path, text: &[u8], mode: u32) -> Result<(), KeyError> {
    let failed = |error: &io::Error| KeyError::io(path, error);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".menprov-");
    #[cfg(unix)]
    let permissions = {
        use std::os::unix::fs::PermissionsExt as _;
        fs::Permissions::from_mode(mode)
    };
    #[cfg(unix)]
    builder.permissions(permissions);
    #[cfg(not(unix))]
    let _ = mode;
    let mut file = builder.tempfile_in(folder).map_err(|error| failed(&error))?;
    file.write_all(text).and_then(|()| file.as_file().sync_all()).map_err(|error| failed(&error))?;
    file.persist_noclobber(path).map_err(|error| failed(&error.error))?;
    // The name itself lies in the folder, and only the folder's sync makes it last.
    #[cfg(unix)]
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| failed(&error))?;
    Ok(())
}

/// Refuses a file that others may read, as ssh does.
fn refuse_open(path: &Path, metadata: &fs::Metadata) -> Result<(), KeyError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = metadata.permissions().mode() & 0o7777;
        if mode & 0o077 != 0 {
            return Err(KeyError::TooOpen { path: path.to_owned(), mode });
        }
    }
    #[cfg(not(unix))]
    let _ = (path, metadata);
    Ok(())
}

/// Looks for what is often given in place of an OpenSSH key.
fn other_kind(path: &Path, text: &str) -> Option<KeyError> {
    let first = text.trim_start().lines().next().unwrap_or_default();
    if ["ssh-", "ecdsa-", "sk-"].iter().any(|start| first.starts_with(start)) {
        return Some(KeyError::PublicHalf(path.to_owned()));
    }
    let name = match first {
        _ if first.contains("BEGIN OPENSSH PRIVATE KEY") => return None,
        _ if first.contains("BEGIN RSA PRIVATE KEY") => "RSA (PEM)",
        _ if first.contains("BEGIN EC PRIVATE KEY") => "ECDSA (PEM)",
        _ if first.contains("BEGIN DSA PRIVATE KEY") => "DSA (PEM)",
        _ if first.contains("PRIVATE KEY-----") => "PKCS#8 (PEM)",
        _ if first.starts_with("PuTTY-User-Key-File") => "PuTTY (.ppk)",
        _ => return Some(KeyError::Malformed(path.to_owned())),
    };
    Some(KeyError::Type { path: path.to_owned(), name: name.to_owned() })
}
