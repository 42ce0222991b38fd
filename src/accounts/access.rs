//! What a person lets an app do.

use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::client::Client;
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::redirect::THIS_DEVICE;
use crate::protocol::scope::ScopeSet;
use crate::protocol::time::Timestamp;
use crate::store::{Conn, Db, StoreError, consents, grants};

/// Why grants end, as their rows say it.
const ACCESS_REMOVED: &str = "removed by the person";

/// What the consent page showed and the person allowed.
#[derive(Debug, Clone)]
pub struct Allowed<'a> {
    /// Who.
    pub user: UserId,
    /// To whom.
    pub client: &'a Client,
    /// What, besides what was allowed before.
    pub scope: ScopeSet,
    /// Where the answer goes.
    pub place: &'a str,
}

/// Remembers what was allowed, beside what was before (OIDC Core §3.1.2.4).
///
/// # Errors
/// When the database does not answer, or person or app are gone.
pub async fn allow(
    db: &Db,
    allowed: &Allowed<'_>,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (user, scope) = (allowed.user, allowed.scope.clone());
    let (client, name) = (allowed.client.id.clone(), allowed.client.name.clone());
    let (place, actor) = (allowed.place.to_owned(), actor.clone());
    let job = db.write(move |c| {
        Box::pin(async move {
            // Held, so that access removed at this moment does not come back with what is allowed now.
            consents::hold(c, user, &client).await?;
            let before = consents::to(c, user, &client).await?;
            let now_allowed = before.unwrap_or_default().and(&scope, &name, &place);
            consents::remember(c, user, &client, &now_allowed, now).await?;
            let deed = Deed::new(Act::ConsentGiven, Object::App(client));
            deed.with("scope", scope.to_string())
                .record(c, &actor, now)
                .await
        })
    });
    job.await
}

/// Takes back what the person allowed the app, and ends its grants. `false`: it had no access.
///
/// # Errors
/// When the database does not answer.
pub async fn withdraw(
    db: &Db,
    user: UserId,
    client: ClientId,
    actor: &Actor,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let actor = actor.clone();
    let job = db.write(move |c| {
        Box::pin(async move {
            let allowed = consents::forget(c, user, &client).await?;
            let ended = grants::revoke_consented(c, user, &client, ACCESS_REMOVED, now).await?;
            let had = allowed || ended > 0;
            if had {
                let deed = Deed::new(Act::ConsentWithdrawn, Object::App(client));
                deed.with("grants", ended).record(c, &actor, now).await?;
            }
            Ok(had)
        })
    });
    job.await
}

/// An app that may use the account: the person allowed it, or it is one of the house's that was let in without asking.
#[derive(Debug, Clone)]
pub struct Connected {
    /// Which.
    pub client: ClientId,
    /// What it may do.
    pub scope: ScopeSet,
    /// Since when.
    pub since: Timestamp,
    /// When it last got a token.
    pub last_used: Option<Timestamp>,
    /// Where it led the person last.
    pub host: Option<String>,
}

/// Every such app, those that were allowed first.
///
/// # Errors
/// When the database does not answer.
pub async fn connected(
    c: &mut Conn<'_>,
    user: UserId,
    now: Timestamp,
) -> Result<Vec<Connected>, StoreError> {
    let consents = consents::of_user(c, user).await?;
    let grants = grants::of_user(c, user, now).await?;
    let mut apps: Vec<_> = consents
        .into_iter()
        .map(|consent| Connected {
            client: consent.client,
            scope: consent.scope,
            since: consent.granted_at,
            last_used: None,
            host: consent
                .destinations
                .into_iter()
                .find(|place| place != THIS_DEVICE),
        })
        .collect();
    for grant in grants {
        match apps.iter_mut().find(|app| app.client == grant.client) {
            Some(app) => {
                app.scope = app.scope.union(&grant.scope);
                app.since = app.since.min(grant.created_at);
                app.last_used = app.last_used.max(Some(grant.refreshed_at));
            }
            None => apps.push(Connected {
                client: grant.client,
                scope: grant.scope,
                since: grant.created_at,
                last_used: Some(grant.refreshed_at),
                host: None,
            }),
        }
    }
    Ok(apps)
}
