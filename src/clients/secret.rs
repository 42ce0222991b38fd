//! Client secrets: made, and replaced.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::client::{Client, SecretRecord};
use crate::protocol::time::Timestamp;
use crate::store::{Db, StoreError, clients};

/// How long a secret works after it was rotated, so that the new one can be deployed.
pub const OLD_SECRET: Duration = Duration::from_secs(24 * 60 * 60);

/// A secret of 256 random bits with its kind in front. Only its hash is kept.
#[derive(Debug, Clone)]
pub struct Secret {
    /// What the client gets, once.
    pub text: String,
    /// What is kept of it.
    pub record: SecretRecord,
}

impl Secret {
    /// A fresh one.
    pub fn new(now: Timestamp) -> Self {
        let random = URL_SAFE_NO_PAD.encode(crate::random::bytes::<32>());
        let text = format!("lys_{random}");
        let record = SecretRecord::new(&text, now);
        Self { text, record }
    }
}

/// Puts another secret in the place of the one that `client` was read with; that one works until `old_until`. `false`: it had been
/// replaced before, so a button that was pressed twice makes one secret.
///
/// # Errors
/// When the database does not answer.
pub async fn rotate(
    db: &Db,
    client: &Client,
    secret: &Secret,
    old_until: Timestamp,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (id, old) = (
        client.id.clone(),
        client.secret.as_ref().map(|old| old.hash),
    );
    let (record, actor) = (secret.record.clone(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            let rotated = match old {
                Some(old) => clients::hold_secret(c, &id, &old).await?,
                None => true,
            } && clients::rotate_secret(c, &id, &record, old_until).await?;
            if rotated {
                Deed::new(Act::SecretRotated, Object::App(id))
                    .with("former_until", old_until.0)
                    .record(c, &actor, now)
                    .await?;
            }
            Ok(rotated)
        })
    });
    job.await
}
