//! The master key: 32 random bytes that are never in the database. It wraps every secret that is, so a copy of the
//! database alone signs nothing and opens nothing.

use std::fmt;
use std::path::Path;

use aws_lc_rs::aead::NONCE_LEN;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use super::crypto::{Cipher, OVERHEAD, derive, length_prefixed, random};
use super::{MasterKeyError, master_file};

/// The first byte of everything wrapped.
const VERSION: u8 = 1;
/// Version and nonce.
const PREFIX: usize = 1 + NONCE_LEN;

/// The key that wraps secrets in the database.
pub struct MasterKey {
    wrapping: Cipher,
    /// For messages: the file or variable it came from.
    origin: String,
}

impl MasterKey {
    /// Reads the key in `path`, or makes one (mode 0600) when there is none and nothing was wrapped yet.
    /// `data_exists`: the database has rows in `signing_key` or `seal_key`.
    ///
    /// # Errors
    /// When the file is missing although there is data, malformed, a placeholder, or readable by others.
    pub fn load_or_create(path: &Path, data_exists: bool) -> Result<Self, MasterKeyError> {
        let origin = path.display().to_string();
        match master_file::read(path)? {
            Some(text) => Self::from_text(&text, &origin),
            None if data_exists => Err(MasterKeyError::Missing { origin }),
            None => Self::from_text(&master_file::create(path, &Self::new_text())?, &origin),
        }
    }

    /// Takes the key from text: 32 bytes in base64, of either alphabet, padded or not.
    /// `origin` is for messages, such as `$LANYARD_MASTER_KEY`.
    ///
    /// # Errors
    /// When it is malformed or a placeholder.
    pub fn from_text(text: &str, origin: &str) -> Result<Self, MasterKeyError> {
        let origin = origin.to_owned();
        let Some(secret) = from_base64(text.trim_ascii()) else {
            return Err(MasterKeyError::Malformed { origin });
        };
        if secret.iter().all(|&byte| byte == secret[0]) {
            return Err(MasterKeyError::Placeholder { origin });
        }
        Ok(Self {
            wrapping: Cipher::new(&derive(&*secret, "lanyard master key", &["wrap"])),
            origin,
        })
    }

    /// The text of a new master key: 43 characters of base64url and a newline.
    pub fn new_text() -> Zeroizing<String> {
        let mut secret = Zeroizing::new([0; 32]);
        random(&mut *secret);
        let mut text = Zeroizing::new(String::with_capacity(44));
        URL_SAFE_NO_PAD.encode_string(secret.as_slice(), &mut text);
        text.push('\n');
        text
    }

    /// Encrypts `secret` so that it opens for the same table and row id only.
    pub fn wrap(&self, table: &str, id: &str, secret: &[u8]) -> Vec<u8> {
        let mut buffer = Vec::with_capacity(1 + OVERHEAD + secret.len());
        buffer.push(VERSION);
        buffer.resize(PREFIX, 0);
        buffer.extend_from_slice(secret);
        self.wrapping.seal(&aad(table, id), PREFIX, &mut buffer);
        buffer
    }

    /// Decrypts what [`wrap`](Self::wrap) made for the same table and row id.
    ///
    /// # Errors
    /// [`MasterKeyError::Changed`] when it was wrapped with another master key or for another row, or is damaged.
    pub fn unwrap(
        &self,
        table: &str,
        id: &str,
        wrapped: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, MasterKeyError> {
        let mut buffer = wrapped.to_vec();
        match self.wrapping.open(&aad(table, id), PREFIX, &mut buffer) {
            Some(secret) if wrapped[0] == VERSION => {
                let length = secret.len();
                buffer.drain(..PREFIX);
                buffer.truncate(length);
                Ok(Zeroizing::new(buffer))
            }
            _ => Err(MasterKeyError::Changed {
                origin: self.origin.clone(),
                row: format!("{table} {id}"),
            }),
        }
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MasterKey")
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}

fn aad(table: &str, id: &str) -> Vec<u8> {
    length_prefixed([&[VERSION], table.as_bytes(), id.as_bytes()])
}

/// 32 bytes, or none when it is anything else. `openssl rand -base64 32` writes the other alphabet, and a padding.
fn from_base64(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let text = text.strip_suffix('=').unwrap_or(text);
    let mut url_safe = Zeroizing::new(Vec::with_capacity(43));
    url_safe.extend(text.bytes().take(44).map(|byte| match byte {
        b'+' => b'-',
        b'/' => b'_',
        other => other,
    }));
    let mut buffer = Zeroizing::new([0; 33]);
    let length = URL_SAFE_NO_PAD
        .decode_slice(&*url_safe, &mut *buffer)
        .ok()?;
    let mut secret = Zeroizing::new([0; 32]);
    secret.copy_from_slice(buffer.get(..length).filter(|bytes| bytes.len() == 32)?);
    Some(secret)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const TEXT: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    fn key(text: &str) -> MasterKey {
        MasterKey::from_text(text, "$TEST").unwrap()
    }

    #[test]
    fn a_first_start_makes_a_file_that_only_the_owner_may_read_and_the_next_start_reads_it() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("new").join("master.key");
        let wrapped = MasterKey::load_or_create(&path, false)
            .unwrap()
            .wrap("t", "1", b"secret");

        let metadata = std::fs::metadata(&path).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
        assert_eq!(metadata.len(), 44);
        assert_eq!(
            std::fs::read_dir(path.parent().unwrap()).unwrap().count(),
            1,
            "no draft is left behind"
        );
        let again = MasterKey::load_or_create(&path, true).unwrap();
        assert_eq!(*again.unwrap("t", "1", &wrapped).unwrap(), b"secret");
    }

    #[test]
    fn of_two_first_starts_at_once_both_get_the_same_key() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("master.key");
        let start = std::sync::Barrier::new(8);
        let keys: Vec<_> = std::thread::scope(|scope| {
            let run = || {
                start.wait();
                MasterKey::load_or_create(&path, false).unwrap()
            };
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(run)).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .collect()
        });
        let wrapped = keys[0].wrap("t", "1", b"secret");
        assert!(
            keys.iter()
                .all(|key| key.unwrap("t", "1", &wrapped).is_ok())
        );
    }

    #[test]
    fn ft_22_a_missing_file_is_not_replaced_when_there_is_data() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("master.key");
        let error = MasterKey::load_or_create(&path, true).unwrap_err();
        assert!(matches!(error, MasterKeyError::Missing { .. }));
        assert!(error.to_string().contains(path.to_str().unwrap()));
        assert!(!path.exists());
    }

    #[test]
    fn a_file_that_others_may_read_is_refused_with_the_command_that_fixes_it() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("master.key");
        std::fs::write(&path, TEXT).unwrap();
        for mode in [0o640, 0o604, 0o644, 0o660, 0o777] {
            std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
            let error = MasterKey::load_or_create(&path, true)
                .unwrap_err()
                .to_string();
            assert!(
                error.contains(&format!("chmod 600 {}", path.display())),
                "{error}"
            );
        }
        for mode in [0o600, 0o400] {
            std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
            MasterKey::load_or_create(&path, true).unwrap();
        }
    }

    #[test]
    fn a_short_or_binary_file_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("master.key");
        for content in [&b""[..], b"\n", b"AAEC", &[0xff; 32], &[b'A'; 4096]] {
            std::fs::write(&path, content).unwrap();
            std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
            let error = MasterKey::load_or_create(&path, false).unwrap_err();
            assert!(matches!(error, MasterKeyError::Malformed { .. }), "{error}");
        }
    }

    #[test]
    fn text_is_base64_of_either_alphabet() {
        let wrapped = key(TEXT).wrap("t", "1", b"secret");
        for same in [format!("{TEXT}\n"), format!("  {TEXT}=\r\n")] {
            assert!(key(&same).unwrap("t", "1", &wrapped).is_ok(), "{same}");
        }
        let url_safe = "__79_Pv6-fj39vX08_Lx8O_u7ezr6uno5-bl5OPi4eA";
        let standard = "//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA=";
        assert!(
            key(standard)
                .unwrap("t", "1", &key(url_safe).wrap("t", "1", b""))
                .is_ok()
        );
        for bad in [
            &TEXT[..42],
            &format!("{TEXT}A"),
            &format!("{TEXT}=="),
            "changeme",
            &format!("{}9", &TEXT[..42]),
        ] {
            let error = MasterKey::from_text(bad, "$TEST").unwrap_err();
            assert!(matches!(error, MasterKeyError::Malformed { .. }), "{bad}");
        }
    }

    #[test]
    fn ht_24_placeholders_are_refused() {
        for placeholder in ["A".repeat(43), "_".repeat(42) + "8"] {
            let error = MasterKey::from_text(&placeholder, "$TEST").unwrap_err();
            assert!(
                matches!(error, MasterKeyError::Placeholder { .. }),
                "{placeholder}"
            );
        }
    }

    #[test]
    fn ft_22_another_master_key_another_row_or_a_changed_byte_does_not_unwrap() {
        let wrapped = key(TEXT).wrap("signing_key", "1", b"secret");
        let error = key(&MasterKey::new_text())
            .unwrap("signing_key", "1", &wrapped)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("$TEST") && error.contains("signing_key 1"),
            "{error}"
        );
        assert!(key(TEXT).unwrap("signing_key", "2", &wrapped).is_err());
        assert!(key(TEXT).unwrap("signing_ke", "y1", &wrapped).is_err());
        for i in 0..wrapped.len() {
            let mut changed = wrapped.clone();
            changed[i] ^= 1;
            assert!(
                key(TEXT).unwrap("signing_key", "1", &changed).is_err(),
                "byte {i}"
            );
            assert!(
                key(TEXT).unwrap("signing_key", "1", &wrapped[..i]).is_err(),
                "cut at {i}"
            );
        }
    }

    #[test]
    fn its_debug_form_shows_no_secret() {
        let shown = format!("{:?}", key(TEXT));
        assert_eq!(shown, r#"MasterKey { origin: "$TEST", .. }"#);
    }
}
