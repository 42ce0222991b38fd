//! Changing what is registered about a client.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::register::{NotRegistered, house_has_no_owner};
use super::secret::Secret;
use crate::accounts::roles;
use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::client::{AuthMethod, Client, Metadata};
use crate::protocol::redirect::RegisteredUri;
use crate::protocol::roles::Role;
use crate::protocol::time::Timestamp;
use crate::store::logos::Logo;
use crate::store::{Conn, Db, StoreError, clients, grants, logos, users};

/// Why grants end, as their rows say it.
const CLIENT_CHANGED: &str = "client switched off or weakened";

/// A client as it is to be.
#[derive(Debug, Clone)]
pub struct Change {
    /// Its name, checked.
    pub name: String,
    /// What it registers, checked.
    pub metadata: Metadata,
    /// Whether it is to be on or off from now on; none when it stays as it is.
    pub on: Option<bool>,
}

/// What came of it.
#[derive(Debug)]
pub enum Changed {
    /// It is stored. A client that became confidential has a secret, which is not shown again.
    Done {
        /// The secret.
        secret: Option<String>,
    },
    /// Somebody changed the client since it was read, so nothing was stored: what they removed must not come back.
    Elsewhere,
}

/// Stores the change, unless the client was changed since it was read. What was granted to a client that is switched off, proves
/// itself less or is no longer the house's ends.
///
/// # Errors
/// [`NotRegistered::TooLarge`], [`NotRegistered::HouseWithOwner`], [`NotRegistered::ForAdministrators`], or when the database does not answer.
pub async fn change(
    db: &Db,
    read: &Client,
    change: Change,
    actor: &Actor,
    now: Timestamp,
) -> Result<Changed, NotRegistered> {
    let mut change = change;
    // The picture has an act of its own.
    change.metadata.logo.clone_from(&read.metadata.logo);
    // So have the claims.
    let mappings = &read.metadata.claim_mappings;
    change.metadata.claim_mappings.clone_from(mappings);
    // So has the proof of a host.
    let proven = &read.metadata.verified_host;
    change.metadata.verified_host.clone_from(proven);
    change_with(db, read, change, None, actor, now).await
}

/// [`change`] with another picture, or none from now on.
pub(super) async fn change_with(
    db: &Db,
    read: &Client,
    change: Change,
    logo: Option<Option<Logo>>,
    actor: &Actor,
    now: Timestamp,
) -> Result<Changed, NotRegistered> {
    if super::is_too_large(&change.metadata) {
        return Err(NotRegistered::TooLarge);
    }
    let theirs = read.owner.is_some() || read.metadata.self_registered;
    house_has_no_owner(&change.metadata, theirs)?;
    let public = change.metadata.auth_method == AuthMethod::None;
    let secret = match (public, &read.secret) {
        (false, None) => Some(Secret::new(now)),
        _ => None,
    };
    let (read, actor, stored) = (read.clone(), actor.clone(), secret.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            let change = match is_plain(c, &actor).await? {
                true => match by_owner(&read, change) {
                    Ok(change) => change,
                    Err(refused) => return Ok(Err(refused)),
                },
                false => change,
            };
            let done = store(c, &read, &change, stored.as_ref(), &actor, now).await?;
            match logo.filter(|_| done) {
                Some(Some(logo)) => logos::put(c, &read.id, &logo).await?,
                Some(None) => drop(logos::remove(c, &read.id).await?),
                None => {}
            }
            Ok(Ok(done))
        })
    });
    Ok(match job.await?? {
        true => Changed::Done {
            secret: secret.map(|secret| secret.text),
        },
        false => Changed::Elsewhere,
    })
}

/// Whether it is a person who does not administer this server.
async fn is_plain(c: &mut Conn<'_>, actor: &Actor) -> Result<bool, StoreError> {
    let Some(user) = actor.user() else {
        return Ok(false);
    };
    Ok(match users::by_id(c, user).await? {
        Some(user) => !roles::of(c, &user).await?.has(Role::Administrator),
        None => true,
    })
}

/// What becomes of an owner's change: what only administrators decide stays as it is (attack row DR-04), and an app that shows
/// people something else, or leads them elsewhere, is no longer the one that was vouched for.
fn by_owner(read: &Client, mut change: Change) -> Result<Change, NotRegistered> {
    let (old, new) = (&read.metadata, &mut change.metadata);
    let theirs = [
        ("first_party", old.first_party == new.first_party),
        (
            "self_registered",
            old.self_registered == new.self_registered,
        ),
        ("vetted", old.vetted == new.vetted),
        ("claim_mappings", old.claim_mappings == new.claim_mappings),
        (
            "tokens_a_minute",
            old.tokens_a_minute == new.tokens_a_minute,
        ),
        ("audiences", old.audiences == new.audiences),
        ("grant_types", old.grant_types == new.grant_types),
    ];
    if let Some((member, _)) = theirs.into_iter().find(|(_, same)| !same) {
        return Err(NotRegistered::ForAdministrators(member));
    }
    new.vetted &= !shows_otherwise(read, &change.name, new);
    Ok(change)
}

fn shows_otherwise(read: &Client, name: &str, new: &Metadata) -> bool {
    let old = &read.metadata;
    let places = || old.redirect_uris.iter().map(RegisteredUri::destination);
    let elsewhere = |uri: &RegisteredUri| places().all(|known| known != uri.destination());
    read.name != name
        || (&old.homepage, &old.policy_uri, &old.tos_uri)
            != (&new.homepage, &new.policy_uri, &new.tos_uri)
        || (&old.logo, old.accent) != (&new.logo, new.accent)
        || new.redirect_uris.iter().any(elsewhere)
}

/// Which state of an app somebody looked at: another one after every change of what is registered about it. It goes with the form that
/// was shown, so that a form of then does not bring back what was removed since.
pub fn version(client: &Client) -> String {
    let registered = serde_json::to_vec(&(&client.name, &client.metadata));
    let digest = digest(&SHA256, &registered.unwrap_or_default());
    URL_SAFE_NO_PAD.encode(&digest.as_ref()[..16])
}

async fn store(
    c: &mut Conn<'_>,
    read: &Client,
    change: &Change,
    secret: Option<&Secret>,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (id, metadata) = (&read.id, &change.metadata);
    if !clients::update_metadata(c, read, &change.name, metadata, now).await? {
        return Ok(false);
    }
    let public = metadata.auth_method == AuthMethod::None;
    if public && read.secret.is_some() {
        clients::forget_secrets(c, id, now).await?;
    }
    let weaker = public && !read.is_public();
    let let_go = read.metadata.first_party && !metadata.first_party;
    if change.on == Some(false) || weaker || let_go {
        grants::revoke_of_client(c, id, CLIENT_CHANGED, now).await?;
    }
    if let Some(secret) = secret {
        clients::rotate_secret(c, id, &secret.record, now).await?;
    }
    match change.on {
        Some(false) => drop(clients::disable(c, id, now).await?),
        Some(true) => drop(clients::enable(c, id, now).await?),
        None => {}
    }
    Deed::new(Act::ClientChanged, Object::App(id.clone()))
        .with("changed", differences(read, change))
        .record(c, actor, now)
        .await?;
    Ok(true)
}

/// The names of the members that differ. Values stay where they are: a redirect URI may hold what its owner keeps to themselves.
fn differences(read: &Client, change: &Change) -> Vec<String> {
    let document = |metadata: &Metadata| match serde_json::to_value(metadata) {
        Ok(serde_json::Value::Object(members)) => members,
        _ => serde_json::Map::new(),
    };
    let (before, after) = (document(&read.metadata), document(&change.metadata));
    let differs = after
        .iter()
        .filter(|(name, value)| before.get(*name) != Some(value));
    let mut names: Vec<_> = differs.map(|(name, _)| name.clone()).collect();
    if read.name != change.name {
        names.push("name".to_owned());
    }
    if change.on.is_some_and(|on| on != read.disabled_at.is_none()) {
        names.push("enabled".to_owned());
    }
    names
}
