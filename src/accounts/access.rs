//! What a person lets an app do.

use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::client::Client;
use crate::protocol::ids::{ClientId, UserId};
use crate::protocol::scope::ScopeSet;
use crate::protocol::time::Timestamp;
use crate::store::{Db, StoreError, consents, grants};

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
