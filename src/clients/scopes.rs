//! Saying what the scope words of resource servers mean, for whoever is asked to allow them.

use crate::accounts::roles::may;
use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::claims::names::MEMBERSHIP;
use crate::protocol::roles::Right;
use crate::protocol::scope::{STANDARD, ScopeSet};
use crate::protocol::time::Timestamp;
use crate::store::scope_texts::{self, ScopeText};
use crate::store::{Db, StoreError};

/// The most characters of a title, and of a description.
const LONGEST: (usize, usize) = (80, 200);

/// Why a word is not described.
#[derive(Debug, thiserror::Error)]
pub enum NotDescribed {
    /// It is no scope word.
    #[error("it is no scope word (RFC 6749 §3.3)")]
    Word,
    /// This server says by itself what it means.
    #[error("this server says what it means")]
    Ours,
    /// Nothing to read, or too much.
    #[error(
        "a title has 1 to 80 characters, a description at most 200, and neither control characters"
    )]
    Text,
    /// Whoever asks may not.
    #[error("this needs a role that whoever asks does not have")]
    NotAllowed,
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn check(text: &ScopeText) -> Result<(), NotDescribed> {
    let word: ScopeSet = text.word.parse().map_err(|_| NotDescribed::Word)?;
    if word.iter().count() != 1 || !word.contains(&text.word) {
        return Err(NotDescribed::Word);
    }
    if STANDARD.contains(&&*text.word) || MEMBERSHIP.contains(&&*text.word) {
        return Err(NotDescribed::Ours);
    }
    let fits = |text: &str, most| {
        text.chars().count() <= most && !text.chars().any(char::is_control) && text.trim() == text
    };
    match !text.title.is_empty()
        && fits(&text.title, LONGEST.0)
        && fits(&text.description, LONGEST.1)
    {
        true => Ok(()),
        false => Err(NotDescribed::Text),
    }
}

/// Says what a word means in a language.
///
/// # Errors
/// [`NotDescribed`].
pub async fn describe(
    db: &Db,
    text: ScopeText,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), NotDescribed> {
    check(&text)?;
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::ChangeApps, None).await? {
                return Ok(Err(NotDescribed::NotAllowed));
            }
            scope_texts::put(c, &text, now).await?;
            let deed = Deed::new(Act::ScopeDescribed, Object::Server);
            let deed = deed
                .with("scope", text.word)
                .with("language", text.language);
            deed.record(c, &actor, now).await?;
            Ok(Ok(()))
        })
    });
    job.await?
}

/// Takes back what was said of a word, in one language or in every one. `false`: nothing was.
///
/// # Errors
/// [`NotDescribed`].
pub async fn forget(
    db: &Db,
    word: &str,
    language: Option<String>,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, NotDescribed> {
    let (word, actor) = (word.to_owned(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            if !may(c, &actor, Right::ChangeApps, None).await? {
                return Ok(Err(NotDescribed::NotAllowed));
            }
            let removed = scope_texts::remove(c, &word, language.as_deref()).await?;
            if removed {
                let deed = Deed::new(Act::ScopeForgotten, Object::Server);
                deed.with("scope", word).record(c, &actor, now).await?;
            }
            Ok(Ok(removed))
        })
    });
    job.await?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_others_are_described_in_a_few_words() {
        let with = |word: &str, title: &str, description: &str| {
            check(&ScopeText {
                word: word.to_owned(),
                language: "en".to_owned(),
                title: title.to_owned(),
                description: description.to_owned(),
            })
        };
        assert!(with("notes:write", "Write your notes", "").is_ok());
        let long = "a".repeat(81);
        for (word, title, description) in [
            ("two words", "x", ""),
            ("", "x", ""),
            ("ä", "x", ""),
            ("email", "x", ""),
            ("groups", "x", ""),
            ("notes", "", ""),
            ("notes", &*long, ""),
            ("notes", "a\nb", ""),
            ("notes", " a", ""),
            ("notes", "a", "b\u{7}"),
        ] {
            assert!(
                with(word, title, description).is_err(),
                "{word:?} {title:?}"
            );
        }
    }
}
