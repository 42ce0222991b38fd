//! What scope words of resource servers mean, in each language.

use super::conn::{execute, fetch_all, statements};
use super::{Conn, StoreError};
use crate::protocol::time::Timestamp;

/// A word in one language.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ScopeText {
    /// The scope word.
    pub word: String,
    /// BCP 47.
    pub language: String,
    /// "Read your notes"
    pub title: String,
    /// A sentence more; may be empty.
    pub description: String,
}

/// More words than anybody describes.
const MOST: i64 = 5_000;

statements! {
    LIST = "SELECT word, language, title, description FROM scope_text ORDER BY word, language LIMIT $1";
    PUT = "INSERT INTO scope_text (word, language, title, description, updated_at) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (word, language) DO UPDATE SET title = excluded.title, description = excluded.description, \
        updated_at = excluded.updated_at";
    REMOVE = "DELETE FROM scope_text WHERE word = $1 AND language = $2";
    REMOVE_WORD = "DELETE FROM scope_text WHERE word = $1";
}

/// Every text, by word and language.
pub async fn list(c: &mut Conn<'_>) -> Result<Vec<ScopeText>, StoreError> {
    fetch_all!(c, "scope_text", LIST, MOST)
}

/// Describes a word in a language.
pub async fn put(c: &mut Conn<'_>, text: &ScopeText, now: Timestamp) -> Result<(), StoreError> {
    let ScopeText {
        word,
        language,
        title,
        description,
    } = text;
    execute!(c, PUT, word, language, title, description, now).map(drop)
}

/// Removes the text of one language, or of every one. `false`: there was none.
pub async fn remove(
    c: &mut Conn<'_>,
    word: &str,
    language: Option<&str>,
) -> Result<bool, StoreError> {
    let removed = match language {
        Some(language) => execute!(c, REMOVE, word, language)?,
        None => execute!(c, REMOVE_WORD, word)?,
    };
    Ok(removed > 0)
}
