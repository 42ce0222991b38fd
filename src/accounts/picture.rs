//! The picture of a person: kept by us, and the `picture` claim leads to it (OIDC Core §5.1).

use serde_json::Value;

use crate::audit::{Act, Actor, Deed, Object};
use crate::picture::{Kind, NotAPicture, taken};
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;
use crate::random;
use crate::store::{Db, StoreError, pictures, users};

/// Where pictures are, on this site.
pub const FOLDER: &str = "/pictures/";

/// Why a person has no other picture now.
#[derive(Debug, thiserror::Error)]
pub enum NotSet {
    /// It is none that can be taken.
    #[error(transparent)]
    Picture(#[from] NotAPicture),
    /// The account was removed.
    #[error("there is no such account any more")]
    Gone,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Gives a person the picture in a PNG, JPEG or WebP file, written anew, at an address of `issuer` that nobody guesses; `None` takes the
/// one they have away, wherever it is kept.
///
/// # Errors
/// [`NotSet`].
pub async fn set(
    db: &Db,
    issuer: &str,
    user: UserId,
    file: Option<Vec<u8>>,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), NotSet> {
    let picture = match file {
        None => None,
        Some(file) => Some((name(), taken(file, Kind::Portrait).await?)),
    };
    let address = |name: &str| format!("{}{FOLDER}{name}.jpg", issuer.trim_end_matches('/'));
    let claim = picture.as_ref().map(|(name, _)| address(name));
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            users::hold(c, user).await?;
            let Some(mut row) = users::by_id(c, user).await? else {
                return Ok(false);
            };
            match claim {
                Some(claim) => row
                    .claims
                    .insert("picture".to_owned(), Value::String(claim)),
                None => row.claims.remove("picture"),
            };
            users::update_profile(c, &row, now).await?;
            match picture {
                Some((name, jpeg)) => pictures::put(c, user, &name, &jpeg, now).await?,
                None => drop(pictures::remove(c, user).await?),
            }
            let deed = Deed::new(Act::AccountChanged, Object::Account(user));
            let deed = deed.with("changed", vec!["picture"]);
            deed.record(c, &actor, now).await?;
            Ok(true)
        })
    });
    match job.await? {
        true => Ok(()),
        false => Err(NotSet::Gone),
    }
}

/// A name that is known only to whoever was told it: apps that may see the picture, and whom they show it to.
fn name() -> String {
    let bytes = random::bytes::<16>();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
