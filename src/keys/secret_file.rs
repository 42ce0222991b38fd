//! Files that hold a secret: who else may read them, and their text.
//!
//! Nobody but this server is to read one. A platform that mounts secrets may leave no other way than to let the group read it: then
//! the file is root's, or on a file system that nobody writes to, and `chmod` is of no use.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use rustix::fs::StatVfsMountFlags;
use zeroize::Zeroizing;

/// Why a file's secret is not read.
#[derive(Debug, thiserror::Error)]
pub enum SecretFileError {
    /// Others on the machine may read it, or change it.
    #[error("others may read {origin} (its mode is {mode:03o}); run `chmod {fix} {origin}`")]
    Exposed {
        /// The file.
        origin: String,
        /// Its permission bits.
        mode: u32,
        /// The mode that it should have.
        fix: &'static str,
    },
    /// Bytes that are no text in UTF-8.
    #[error("{origin} is no text in UTF-8")]
    NotText {
        /// The file.
        origin: String,
    },
    /// More than a secret ever is.
    #[error("{origin} is longer than {longest} bytes")]
    TooLong {
        /// The file.
        origin: String,
        /// What would be read.
        longest: u64,
    },
    /// The system's answer.
    #[error("{origin} cannot be read: {source}")]
    Io {
        /// The file.
        origin: String,
        /// Why.
        source: io::Error,
    },
}

/// The text of the file without a byte order mark; none when there is no file. `longest` in bytes.
///
/// # Errors
/// [`SecretFileError`].
pub fn read(path: &Path, longest: u64) -> Result<Option<Zeroizing<String>>, SecretFileError> {
    let origin = || path.display().to_string();
    let io = |source| SecretFileError::Io {
        origin: origin(),
        source,
    };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(io(error)),
    };
    // Asked of the open file, so that it is the one that is read.
    let metadata = file.metadata().map_err(io)?;
    let mode = metadata.permissions().mode() & 0o777;
    let ours = rustix::process::geteuid().as_raw();
    let fixed = (metadata.uid() == 0 && ours != 0) || is_read_only(&file);
    if let Some(fix) = exposed(mode, fixed) {
        return Err(SecretFileError::Exposed {
            origin: origin(),
            mode,
            fix,
        });
    }
    let mut text = Zeroizing::new(String::with_capacity(longest as usize + 1));
    match file.take(longest + 1).read_to_string(&mut text) {
        Ok(length) if length as u64 > longest => Err(SecretFileError::TooLong {
            origin: origin(),
            longest,
        }),
        // Some editors and shells put a byte order mark in front.
        Ok(_) => Ok(Some(match text.strip_prefix('\u{feff}') {
            Some(rest) => Zeroizing::new(rest.to_owned()),
            None => text,
        })),
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            Err(SecretFileError::NotText { origin: origin() })
        }
        Err(error) => Err(io(error)),
    }
}

/// The mode that a file should have, when too many may read it as it is. `fixed`: nobody who could run `chmod` is here.
fn exposed(mode: u32, fixed: bool) -> Option<&'static str> {
    match fixed {
        // Reading alone, by the group alone.
        true => (mode & 0o037 != 0).then_some("440"),
        false => (mode & 0o077 != 0).then_some("600"),
    }
}

fn is_read_only(file: &File) -> bool {
    rustix::fs::fstatvfs(file).is_ok_and(|system| system.f_flag.contains(StatVfsMountFlags::RDONLY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fc_29_the_group_reads_what_nobody_here_could_change_and_the_world_never() {
        for (mode, ours, mounted) in [
            (0o600, None, None),
            (0o400, None, None),
            (0o440, Some("600"), None),
            (0o640, Some("600"), None),
            (0o660, Some("600"), Some("440")),
            (0o620, Some("600"), Some("440")),
            (0o444, Some("600"), Some("440")),
            (0o644, Some("600"), Some("440")),
            (0o401, Some("600"), Some("440")),
            (0o777, Some("600"), Some("440")),
        ] {
            assert_eq!(exposed(mode, false), ours, "{mode:o}");
            assert_eq!(exposed(mode, true), mounted, "{mode:o}");
        }
    }

    #[test]
    fn a_secret_is_text_of_some_length_with_or_without_a_byte_order_mark() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("secret");
        assert!(read(&path, 8).unwrap().is_none());
        let write = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
            read(&path, 8)
        };
        assert_eq!(&**write(b"\xef\xbb\xbfhush\n").unwrap().unwrap(), "hush\n");
        assert!(matches!(
            write(b"123456789"),
            Err(SecretFileError::TooLong { .. })
        ));
        assert!(matches!(
            write(b"\xff"),
            Err(SecretFileError::NotText { .. })
        ));
    }
}
