use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use chrono::{DateTime, Utc};
use tempfile::TempDir;

use super::*;
use crate::text::Language;

const PASSPHRASE: &str = "en lösenfras för prov";

/// Runs the stock tool, the oracle of these tests.
fn ssh_keygen(arguments: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new("ssh-keygen")
        .args(arguments)
        .env("TZ", "UTC")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("these tests need `ssh-keygen`, of the package openssh-client");
    // It may end before it has read everything, and that is not what is tested.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    child.wait_with_output().unwrap()
}

fn made_by_ssh_keygen(folder: &Path, name: &str, kind: &[&str]) -> PathBuf {
    let path = folder.join(name);
    let arguments = [&["-q", "-N", "", "-C", "prov", "-f", path.to_str().unwrap(), "-t"], kind].concat();
    let made = ssh_keygen(&arguments, b"");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    path
}

fn ed25519(folder: &Path) -> SigningKey {
    let path = made_by_ssh_keygen(folder, "id", &["ed25519"]);
    KeyFile::read(&path).unwrap().unlock(None).unwrap()
}

fn stock_sign(key: &Path, namespace: &str, options: &[&str], bytes: &[u8]) -> String {
    let arguments = [&["-Y", "sign", "-q", "-n", namespace, "-f", key.to_str().unwrap()], options].concat();
    let signed = ssh_keygen(&arguments, bytes);
    assert!(signed.status.success(), "{}", String::from_utf8_lossy(&signed.stderr));
    String::from_utf8(signed.stdout).unwrap()
}

struct Stock<'s> {
    folder: &'s Path,
    signers: String,
    principal: &'s str,
    namespace: &'s str,
    options: &'s [&'s str],
}

impl Stock<'_> {
    fn accepts(&self, bytes: &[u8], armoured: &str) -> bool {
        let (signature, signers) = (self.folder.join("sig"), self.folder.join("signers"));
        fs::write(&signature, armoured).unwrap();
        fs::write(&signers, &self.signers).unwrap();
        let fixed = ["-Y", "verify", "-n", self.namespace, "-I", self.principal, "-s", signature.to_str().unwrap()];
        let arguments = [&fixed, &["-f", signers.to_str().unwrap()][..], self.options].concat();
        ssh_keygen(&arguments, bytes).status.success()
    }
}

#[test]
fn the_stock_tool_verifies_what_is_signed_here() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("ny/nyckel");
    let public = create(&path, PASSPHRASE, "handläggare x").unwrap();
    let key = KeyFile::read(&path).unwrap().unlock(Some(PASSPHRASE)).unwrap();
    let record = "{\"å\":1}".as_bytes();
    let armoured = sign(record, &key, DECISION).unwrap();
    let signers = signer_line("x@namnd.example", &public, DECISION).unwrap();
    let stock =
        Stock { folder: folder.path(), signers, principal: "x@namnd.example", namespace: DECISION, options: &[] };
    assert!(stock.accepts(record, &armoured));
    assert!(!stock.accepts(b"{\"a\":1}", &armoured));
    assert!(!Stock { namespace: "godkannande@menprov", ..stock }.accepts(record, &armoured));
}

#[test]
fn what_the_stock_tool_signs_is_verified_here() {
    let folder = TempDir::new().unwrap();
    let path = made_by_ssh_keygen(folder.path(), "id", &["ed25519"]);
    let key = KeyFile::read(&path).unwrap().public();
    for (options, hash) in [(&[][..], "sha512"), (&["-O", "hashalg=sha256"][..], "sha256")] {
        let armoured = stock_sign(&path, DECISION, options, b"bytes");
        let verified = verify(b"bytes", &armoured, DECISION).unwrap();
        assert!(verified.key.is_same_key(&key));
        assert_eq!(verified.hash, hash);
        let windows = armoured.replace('\n', "\r\n");
        assert!(verify(b"bytes", &windows, DECISION).is_ok());
        assert_eq!(verify(b"byte", &armoured, DECISION), Err(SignatureError::Changed));
    }
    let signing = KeyFile::read(&path).unwrap().unlock(None).unwrap();
    let stock = stock_sign(&path, DECISION, &[], b"bytes");
    assert_eq!(sign(b"bytes", &signing, DECISION).unwrap(), stock, "Ed25519 has one signature for one message");
}

#[test]
fn a_change_of_any_bit_fails() {
    let folder = TempDir::new().unwrap();
    let key = ed25519(folder.path());
    let record = b"{\"format\":1,\"nonce\":\"00\"}".to_vec();
    let armoured = sign(&record, &key, DECISION).unwrap();
    for at in 0..record.len() {
        for bit in 0..8 {
            let mut changed = record.clone();
            changed[at] ^= 1 << bit;
            assert_eq!(verify(&changed, &armoured, DECISION), Err(SignatureError::Changed), "{at} {bit}");
        }
    }
    for at in 0..armoured.len() {
        for bit in 0..7 {
            let mut changed = armoured.clone().into_bytes();
            changed[at] ^= 1 << bit;
            let changed = String::from_utf8(changed).unwrap();
            assert!(verify(&record, &changed, DECISION).is_err(), "{at} {bit}\n{changed}");
        }
    }
    for at in 0..armoured.trim_end().len() {
        let mut shorter = armoured.clone();
        shorter.remove(at);
        assert!(verify(&record, &shorter, DECISION).is_err(), "{at}");
    }
}

#[test]
fn a_signature_for_one_act_is_none_for_another() {
    let folder = TempDir::new().unwrap();
    let key = ed25519(folder.path());
    let armoured = sign(b"x", &key, "godkannande@menprov").unwrap();
    let refused = verify(b"x", &armoured, DECISION);
    assert_eq!(
        refused,
        Err(SignatureError::Namespace { found: "godkannande@menprov".into(), wanted: DECISION.into() })
    );
    assert_eq!(sign(b"x", &key, ""), Err(SignatureError::Unsigned));
}

#[test]
fn a_signature_by_another_type_of_key_is_named() {
    let folder = TempDir::new().unwrap();
    for (name, kind, shown) in
        [("rsa", &["rsa", "-b", "2048"][..], "ssh-rsa"), ("ecdsa", &["ecdsa", "-b", "256"], "ecdsa-sha2-nistp256")]
    {
        let path = made_by_ssh_keygen(folder.path(), name, kind);
        let armoured = stock_sign(&path, DECISION, &[], b"x");
        assert_eq!(verify(b"x", &armoured, DECISION), Err(SignatureError::Type(shown.into())));
        assert_eq!(KeyFile::read(&path).unwrap_err(), KeyError::Type { path, name: shown.into() });
    }
}

#[test]
fn a_weak_key_proves_nothing() {
    // The neutral point as key and as R, with s = 0: the lenient equation holds for every message.
    let mut point = [0; 32];
    point[0] = 1;
    let mut forged = [0; 64];
    forged[0] = 1;
    let data = ssh_key::public::KeyData::Ed25519(ssh_key::public::Ed25519PublicKey(point));
    let sum = ssh_key::Signature::new(ssh_key::Algorithm::Ed25519, forged).unwrap();
    let signature = ssh_key::SshSig::new(data.clone(), DECISION, ssh_key::HashAlg::Sha512, sum).unwrap();
    let lenient = ssh_key::PublicKey::from(data).verify(DECISION, b"any", &signature);
    assert!(lenient.is_ok(), "the forgery is one");
    let armoured = signature.to_pem(ssh_key::LineEnding::LF).unwrap();
    assert_eq!(verify(b"any", &armoured, DECISION), Err(SignatureError::WeakKey));
}

#[test]
fn what_is_no_signature_is_refused() {
    for text in ["", "hej", "-----BEGIN PGP SIGNATURE-----\nAAAA\n-----END PGP SIGNATURE-----\n"] {
        assert_eq!(verify(b"x", text, DECISION), Err(SignatureError::NotSshsig), "{text}");
    }
    for body in ["", "AAAA", "åäö", "U1NIU0lH"] {
        let text = format!("-----BEGIN SSH SIGNATURE-----\n{body}\n-----END SSH SIGNATURE-----\n");
        assert_eq!(verify(b"x", &text, DECISION), Err(SignatureError::Malformed), "{body}");
    }
}

#[test]
fn a_new_key_is_private_whole_and_never_written_over() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("id");
    let public = create(&path, PASSPHRASE, "x\ny").unwrap();
    assert_eq!(public.comment(), "xy");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_to_string(folder.path().join("id.pub")).unwrap(), format!("{}\n", public.line()));
    let before = fs::read(&path).unwrap();
    assert_eq!(create(&path, PASSPHRASE, ""), Err(KeyError::Exists(path.clone())));
    assert_eq!(fs::read(&path).unwrap(), before);
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "nothing is left behind: {names:?}");
    let other = folder.path().join("annan");
    fs::write(folder.path().join("annan.pub"), "x").unwrap();
    assert_eq!(create(&other, PASSPHRASE, ""), Err(KeyError::Exists(folder.path().join("annan.pub"))));
    assert!(!other.exists());
    assert_eq!(create(&other, "", ""), Err(KeyError::NoPassphrase));
}

#[test]
fn the_stock_tool_reads_a_new_key() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("id");
    let public = create(&path, PASSPHRASE, "prov").unwrap();
    let name = path.to_str().unwrap();
    let read = ssh_keygen(&["-y", "-P", PASSPHRASE, "-f", name], b"");
    let line = String::from_utf8(read.stdout).unwrap();
    assert!(PublicKey::from_line(&line).unwrap().is_same_key(&public), "{line}");
    let shown = String::from_utf8(ssh_keygen(&["-l", "-f", name], b"").stdout).unwrap();
    assert!(shown.contains(&public.fingerprint()), "{shown}");
    assert!(!ssh_keygen(&["-y", "-P", "fel", "-f", name], b"").status.success());
}

#[test]
fn a_locked_key_opens_only_with_its_passphrase() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("id");
    let public = create(&path, PASSPHRASE, "").unwrap();
    let file = KeyFile::read(&path).unwrap();
    assert!(file.is_locked() && file.public().is_same_key(&public));
    assert_eq!(file.unlock(None).unwrap_err(), KeyError::Locked(path.clone()));
    assert_eq!(file.unlock(Some("fel")).unwrap_err(), KeyError::Passphrase(path));
    assert!(file.unlock(Some(PASSPHRASE)).unwrap().public().is_same_key(&public));
    assert!(!format!("{file:?}").contains(PASSPHRASE));
}

#[test]
fn a_key_that_others_may_read_is_refused() {
    let folder = TempDir::new().unwrap();
    let path = made_by_ssh_keygen(folder.path(), "id", &["ed25519"]);
    for mode in [0o640, 0o604, 0o660, 0o601] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(KeyFile::read(&path).unwrap_err(), KeyError::TooOpen { path: path.clone(), mode });
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
    assert!(KeyFile::read(&path).is_ok());
}

#[test]
fn what_is_given_in_place_of_a_key_is_named() {
    let folder = TempDir::new().unwrap();
    let path = made_by_ssh_keygen(folder.path(), "id", &["ed25519"]);
    let public = folder.path().join("id.pub");
    assert_eq!(KeyFile::read(&public).unwrap_err(), KeyError::PublicHalf(public));
    let none = folder.path().join("saknas");
    assert_eq!(KeyFile::read(&none).unwrap_err(), KeyError::NotFound(none));
    assert_eq!(KeyFile::read(folder.path()).unwrap_err(), KeyError::Malformed(folder.path().to_owned()));
    let pem = made_by_ssh_keygen(folder.path(), "pem", &["rsa", "-b", "2048", "-m", "PEM"]);
    assert_eq!(KeyFile::read(&pem).unwrap_err(), KeyError::Type { path: pem, name: "RSA (PEM)".into() });
    let mut text = fs::read_to_string(&path).unwrap();
    for bad in ["", "hej\n", "PuTTY-User-Key-File-3: ssh-ed25519\n"] {
        fs::write(&path, bad).unwrap();
        assert!(matches!(KeyFile::read(&path), Err(KeyError::Malformed(_) | KeyError::Type { .. })), "{bad}");
    }
    text.truncate(text.len() / 2);
    fs::write(&path, &text).unwrap();
    assert_eq!(KeyFile::read(&path).unwrap_err(), KeyError::Malformed(path.clone()));
    fs::write(&path, [0xff, 0xfe, 0]).unwrap();
    assert_eq!(KeyFile::read(&path).unwrap_err(), KeyError::Malformed(path));
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn a_signers_file_means_what_it_means_to_the_stock_tool() {
    let folder = TempDir::new().unwrap();
    let key = ed25519(folder.path());
    let bare = key.public().bare_line();
    let other = made_by_ssh_keygen(folder.path(), "annan", &["ecdsa"]).with_extension("pub");
    let other = fs::read_to_string(other).unwrap();
    let armoured = sign(b"x", &key, DECISION).unwrap();
    let cases = [
        (format!("x@n {bare}"), true),
        (format!("# först\n\nx@n {bare} en kommentar"), true),
        (format!("y@n {other}x@n {bare}"), true),
        (format!("\"x@n\" {bare}"), true),
        (format!("x@n namespaces=\"{DECISION}\" {bare}"), true),
        (format!("x@n NameSpaces=\"a,beslut@*\"\t{bare}"), true),
        (format!("x@n namespaces=\"beslut@menpro?\" {bare}"), true),
        (format!("x@n namespaces=\"!beslut@*,*\" {bare}"), false),
        (format!("x@n namespaces=\"file\" {bare}"), false),
        (format!("x@n valid-after=\"20260101Z\" {bare}"), true),
        (format!("x@n valid-after=\"20261121120000Z\" {bare}"), true),
        (format!("x@n valid-after=\"20261121120001Z\" {bare}"), false),
        (format!("x@n valid-before=\"20261121120000Z\" {bare}"), true),
        (format!("x@n valid-before=\"20261121115959Z\" {bare}"), false),
        (format!("x@n valid-before=\"202611211159Z\" {bare}"), false),
        (
            format!("x@n valid-after=\"20260101Z\",valid-before=\"20270101Z\",namespaces=\"beslut@menprov\" {bare}"),
            true,
        ),
        (format!("x@n valid-before=\"20200101Z\" {bare}\nx@n {bare}"), true),
        (format!("x@n cert-authority {bare}"), false),
        (format!("x@n {other}"), false),
        (String::new(), false),
    ];
    for (text, known) in cases {
        let stock = Stock {
            folder: folder.path(),
            signers: text.clone() + "\n",
            principal: "x@n",
            namespace: DECISION,
            options: &["-O", "verify-time=20261121120000Z"],
        };
        assert_eq!(stock.accepts(b"x", &armoured), known, "the stock tool, on\n{text}");
        let ours = Signers::parse(&text).unwrap().find(&key.public(), DECISION, at("2026-11-21T12:00:00Z"));
        assert_eq!(ours == Trust::Known("x@n".into()), known, "{ours:?} on\n{text}");
    }
}

#[test]
fn an_unknown_key_and_a_known_one_out_of_place_are_told_apart() {
    let folder = TempDir::new().unwrap();
    let key = ed25519(folder.path()).public();
    let bare = key.bare_line();
    let now = at("2026-11-21T12:00:00Z");
    let find = |text: String| Signers::parse(&text).unwrap().find(&key, DECISION, now);
    assert_eq!(find(format!("x namespaces=\"file\" {bare}")), Trust::OtherPurpose("x".into()));
    assert_eq!(find(format!("x valid-before=\"20200101Z\" {bare}")), Trust::OtherTime("x".into()));
    assert_eq!(find(String::new()), Trust::Unknown);
}

#[test]
fn a_line_that_cannot_be_read_is_named() {
    let folder = TempDir::new().unwrap();
    let bare = ed25519(folder.path()).public().bare_line();
    for bad in [
        "x".to_owned(),
        format!("x okänd=\"1\" {bare}"),
        format!("x valid-after=\"2026\" {bare}"),
        format!("x valid-after=\"20261399Z\" {bare}"),
        format!("x namespaces=file {bare}"),
        format!("x namespaces=\"file {bare}"),
        format!("x cert-authority, {bare}"),
        "x ssh-ed25519".to_owned(),
        "x ssh-ed25519 AAAA".to_owned(),
    ] {
        assert_eq!(Signers::parse(&format!("# a\n{bad}\n")), Err(SignersError { line: 2 }), "{bad}");
    }
}

#[test]
fn a_line_is_written_only_for_a_name_that_can_stand_there() {
    let folder = TempDir::new().unwrap();
    let key = ed25519(folder.path()).public();
    for bad in ["", "a b", "a,b", "*", "!x", "#x", "a\"b", "a\nb"] {
        assert_eq!(signer_line(bad, &key, DECISION), None, "{bad}");
    }
    let line = signer_line("åsa@nämnd.example", &key, DECISION).unwrap();
    let signers = Signers::parse(&line).unwrap();
    assert_eq!(signers.find(&key, DECISION, at("2026-01-01T00:00:00Z")), Trust::Known("åsa@nämnd.example".into()));
    assert!(matches!(signers.find(&key, "annat", at("2026-01-01T00:00:00Z")), Trust::OtherPurpose(_)));
}

#[test]
fn every_error_has_words_in_both_languages() {
    let path = PathBuf::from("id");
    let keys = [
        KeyError::NotFound(path.clone()),
        KeyError::Exists(path.clone()),
        KeyError::TooOpen { path: path.clone(), mode: 0o644 },
        KeyError::Io { path: path.clone(), kind: std::io::ErrorKind::PermissionDenied },
        KeyError::PublicHalf(path.clone()),
        KeyError::Type { path: path.clone(), name: "ssh-rsa".into() },
        KeyError::Malformed(path.clone()),
        KeyError::Passphrase(path.clone()),
        KeyError::Locked(path),
        KeyError::NoPassphrase,
    ];
    for error in keys {
        assert_ne!(error.message(Language::Sv), error.message(Language::En));
    }
    let too_open = KeyError::TooOpen { path: "id".into(), mode: 0o644 };
    assert!(too_open.message(Language::Sv).contains("0644"));
    assert_eq!(too_open.hint(Language::Sv).as_deref(), Some("chmod 600 id"));
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,80}", body in "[A-Za-z0-9+/=\n]{0,200}") {
        let _ = Signers::parse(&text);
        let _ = PublicKey::from_line(&text);
        let armoured = format!("-----BEGIN SSH SIGNATURE-----\n{body}\n-----END SSH SIGNATURE-----\n");
        proptest::prop_assert!(verify(b"x", &text, DECISION).is_err());
        proptest::prop_assert!(verify(b"x", &armoured, DECISION).is_err());
    }

    #[test]
    fn any_options_are_read_or_refused(options in "[a-z=\",\\\\ -]{0,40}") {
        let _ = Signers::parse(&format!("x {options} ssh-ed25519 AAAA"));
        let _ = Signers::parse(&format!("x {options}valid-after=\"20260101Z\" ssh-rsa AAAA"));
    }
}
