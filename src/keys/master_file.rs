//! The file of the master key: mode 0600, made whole or not at all.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use super::crypto::random;
use super::error::MasterKeyError;
use super::secret_file::{self, SecretFileError};

/// More than the text of a key ever has.
const MAX_LEN: u64 = 256;

/// The text in the file; none when there is no file.
pub(super) fn read(path: &Path) -> Result<Option<Zeroizing<String>>, MasterKeyError> {
    secret_file::read(path, MAX_LEN).map_err(|error| match error {
        SecretFileError::Exposed { origin, mode, fix } => {
            MasterKeyError::Exposed { origin, mode, fix }
        }
        SecretFileError::NotText { origin } | SecretFileError::TooLong { origin, .. } => {
            MasterKeyError::Malformed { origin }
        }
        SecretFileError::Io { source, .. } => io(path, "read", source),
    })
}

/// Makes the file with `text` in it, and returns what it holds then: another process may have been first.
pub(super) fn create(path: &Path, text: &str) -> Result<Zeroizing<String>, MasterKeyError> {
    let made = write(path, text).map_err(|error| io(path, "made", error));
    match made {
        Ok(()) => {}
        Err(MasterKeyError::Io { source, .. }) if source.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    read(path)?.ok_or_else(|| io(path, "read", ErrorKind::NotFound.into()))
}

/// Writes a hidden file beside it and links that to the name: it appears complete and never replaces another.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory)?;
    let draft = Draft::beside(directory);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&draft.0)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::hard_link(&draft.0, path)?;
    drop(draft);
    File::open(directory)?.sync_all()
}

/// A file that is removed again.
struct Draft(PathBuf);

impl Draft {
    fn beside(directory: &Path) -> Self {
        let mut name = [0; 8];
        random(&mut name);
        Self(directory.join(format!(".master-key-{}", URL_SAFE_NO_PAD.encode(name))))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // It may not exist yet, and a leftover is readable by nobody else.
        let _ = std::fs::remove_file(&self.0);
    }
}

fn io(path: &Path, what: &'static str, source: std::io::Error) -> MasterKeyError {
    MasterKeyError::Io {
        origin: path.display().to_string(),
        what,
        source,
    }
}
