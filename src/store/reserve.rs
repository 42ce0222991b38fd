//! Disk space kept back: when the disk is full, giving it up makes room for what frees more, and for nothing else.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// A file of nothing beside the database.
#[derive(Debug)]
pub(super) struct Reserve {
    path: PathBuf,
    bytes: u64,
    held: bool,
}

impl Reserve {
    /// The reserve of the database at `database`; `bytes` of 0 is none. It is made by [`hold`](Self::hold).
    pub fn of(database: &Path, bytes: u64) -> Self {
        let mut path = database.as_os_str().to_owned();
        path.push("-reserve");
        Self {
            path: path.into(),
            bytes,
            held: bytes == 0,
        }
    }

    /// Whether the space is kept back.
    pub fn is_held(&self) -> bool {
        self.held
    }

    /// Whether there is to be a reserve at all.
    pub fn is_kept(&self) -> bool {
        self.bytes > 0
    }

    /// Takes the space, if there is as much and a quarter more: what it was given up for needs the rest. A file that is there from
    /// before is taken over.
    pub fn hold(&mut self) -> io::Result<()> {
        if self.held {
            return Ok(());
        }
        let there = fs::metadata(&self.path).is_ok_and(|file| file.blocks() * 512 >= self.bytes);
        if !there && let Err(error) = self.fill() {
            let _ = fs::remove_file(&self.path);
            return Err(error);
        }
        self.held = true;
        Ok(())
    }

    /// Gives the space up.
    pub fn give_up(&mut self) {
        if self.bytes > 0 {
            let _ = fs::remove_file(&self.path);
            self.held = false;
        }
    }

    /// Bytes, not a length: a sparse file keeps nothing back.
    fn fill(&self) -> io::Result<()> {
        static PIECE: [u8; 64 * 1024] = [0; 64 * 1024];
        let mut file: File = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&self.path)?;
        let mut left = self.bytes + self.bytes / 4;
        while left > 0 {
            let piece = &PIECE[..PIECE
                .len()
                .min(usize::try_from(left).unwrap_or(PIECE.len()))];
            file.write_all(piece)?;
            left -= piece.len() as u64;
        }
        // Some file systems find out only now whether there is room.
        file.sync_all()?;
        file.set_len(self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_made_once_given_up_and_made_again() {
        let directory = tempfile::tempdir().unwrap();
        let database = directory.path().join("a.db");
        let mut reserve = Reserve::of(&database, 300_000);
        assert!(!reserve.is_held());
        reserve.hold().unwrap();
        let file = directory.path().join("a.db-reserve");
        assert_eq!(fs::metadata(&file).unwrap().len(), 300_000);
        let mut after_restart = Reserve::of(&database, 300_000);
        after_restart.hold().unwrap();
        reserve.give_up();
        assert!(!reserve.is_held() && !file.exists());
        reserve.hold().unwrap();
        assert!(reserve.is_held() && file.exists());
        let none = Reserve::of(&database, 0);
        assert!(none.is_held());
    }
}
