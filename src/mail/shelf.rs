//! The latest letters that were written to a folder, to be looked at: in development and in the demo.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use uuid::Uuid;

use crate::protocol::time::Timestamp;

/// The most letters that are kept.
const MOST: usize = 100;

/// A letter that was written to a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// That of its row, and of its file.
    pub id: Uuid,
    /// When it was written.
    pub at: Timestamp,
    /// Where it goes.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its part of plain text.
    pub text: String,
    /// Its part of HTML.
    pub html: String,
}

/// The latest ones, in memory.
#[derive(Debug, Default)]
pub(super) struct Shelf(Mutex<VecDeque<Shown>>);

impl Shelf {
    pub(super) fn put(&self, letter: Shown) {
        let mut letters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        letters.retain(|other| other.id != letter.id);
        letters.push_front(letter);
        letters.truncate(MOST);
    }

    /// The latest first.
    pub(super) fn all(&self) -> Vec<Shown> {
        let letters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        letters.iter().cloned().collect()
    }
}
