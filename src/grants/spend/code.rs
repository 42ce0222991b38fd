//! Codes: spent by inserting the grant, whose id they have (RFC 6749 §4.1.2).

use std::time::Duration;

use super::{Bought, Spent};
use crate::accounts::telling;
use crate::app::App;
use crate::audit::{Act, Actor, Deed, Object, Origin};
use crate::grants::ending::revoked;
use crate::grants::machine::Redeemed;
use crate::grants::reason;
use crate::protocol::code::{AuthorizationCode, SEAL_LIFETIME};
use crate::protocol::gate::{Allowed, may_become_grant};
use crate::protocol::refresh::RefreshToken;
use crate::protocol::sender::Sender;
use crate::protocol::time::Timestamp;
use crate::store::grants::{self, NewGrant};
use crate::store::{Conn, StoreError, consents, sign_ins};

/// Grants of one person at one app that outlive their sign-in.
const MOST_LASTING: i64 = 64;

/// What has to be known before a code is spent; each field is made by its check alone.
///
/// ```
/// # use lanyard::grants::{machine::Redeemed, spend::CodeChecks};
/// # use lanyard::protocol::{code::AuthorizationCode, gate::Allowed, sender::Sender};
/// # type Code<'c> = Allowed<'c, AuthorizationCode>;
/// fn all<'a, 'c>(sender: Sender<'a>, redeemed: Redeemed, allowed: Code<'c>) -> CodeChecks<'a, 'c> {
///     CodeChecks { sender, redeemed, allowed }
/// }
/// ```
/// Nothing is left out: neither the client and what its tokens are bound to,
/// ```compile_fail,E0063
/// # use lanyard::grants::{machine::Redeemed, spend::CodeChecks};
/// # use lanyard::protocol::{code::AuthorizationCode, gate::Allowed, sender::Sender};
/// # type Code<'c> = Allowed<'c, AuthorizationCode>;
/// fn without_sender<'a, 'c>(redeemed: Redeemed, allowed: Code<'c>) -> CodeChecks<'a, 'c> {
///     CodeChecks { redeemed, allowed }
/// }
/// ```
/// nor address, verifier and expiry,
/// ```compile_fail,E0063
/// # use lanyard::grants::{machine::Redeemed, spend::CodeChecks};
/// # use lanyard::protocol::{code::AuthorizationCode, gate::Allowed, sender::Sender};
/// # type Code<'c> = Allowed<'c, AuthorizationCode>;
/// fn without_verifier<'a, 'c>(sender: Sender<'a>, allowed: Code<'c>) -> CodeChecks<'a, 'c> {
///     CodeChecks { sender, allowed }
/// }
/// ```
/// nor person, sign-in and consent:
/// ```compile_fail,E0063
/// # use lanyard::grants::{machine::Redeemed, spend::CodeChecks};
/// # use lanyard::protocol::{code::AuthorizationCode, gate::Allowed, sender::Sender};
/// # type Code<'c> = Allowed<'c, AuthorizationCode>;
/// fn without_gate<'a, 'c>(sender: Sender<'a>, redeemed: Redeemed) -> CodeChecks<'a, 'c> {
///     CodeChecks { sender, redeemed }
/// }
/// ```
#[derive(Debug)]
pub struct CodeChecks<'a, 'c> {
    /// The client, and what its tokens are bound to.
    pub sender: Sender<'a>,
    /// The code fits the request.
    pub redeemed: Redeemed,
    /// The gate said yes to it.
    pub allowed: Allowed<'c, AuthorizationCode>,
}

/// Spends the code by inserting the grant. None: it was spent before, and what it bought is revoked now, in the same
/// transaction (RFC 6749 §4.1.2).
///
/// # Errors
/// When the database does not answer.
pub async fn code<'a>(
    app: &App,
    CodeChecks {
        sender,
        redeemed,
        allowed,
    }: CodeChecks<'a, '_>,
    now: Timestamp,
) -> Result<Option<Spent<'a>>, StoreError> {
    let code = allowed.to();
    let refresh = redeemed
        .is_refreshable()
        .then(|| RefreshToken::first(&allowed));
    app.redemptions.admits(code.user, now);
    let grant = new_grant(app, code, refresh, now);
    let first = if refresh.is_some() {
        // It may outlive its sign-in. Who ends that elsewhere, changes the password or removes the app's access holds the
        // same rows and then revokes its grants: this one is there before that, or the rule is asked again behind it and
        // says no (attack row CD-20).
        let (sign_in, client) = (code.sign_in, sender.caller().client().clone());
        let job = app.db.write(move |c| {
            Box::pin(async move {
                sign_ins::hold(c, sign_in).await?;
                consents::hold(c, grant.user, &grant.client).await?;
                let standing = sign_ins::standing(c, sign_in, &grant.client).await?;
                let may = standing.is_some_and(|standing| {
                    let facts = standing.of_code();
                    may_become_grant(&client, &grant.scope, &grant.context, &facts, now).is_ok()
                });
                if may {
                    let first = spend_or_revoke(c, &grant).await?;
                    if first {
                        record(c, &grant).await?;
                    }
                    Ok(first)
                } else {
                    burn_or_revoke(c, &grant).await.map(|()| false)
                }
            })
        });
        job.await?
    } else {
        let job = app
            .db
            .write_guarded(move |c| Box::pin(async move { spend_or_revoke(c, &grant).await }));
        job.await?
    };
    Ok(first.then(|| {
        let (scope, resource) = redeemed.into_parts();
        Spent(Bought {
            grant: code.id,
            scope,
            resource,
            context: code.context.clone(),
            nonce: code.context.nonce.clone(),
            refresh,
            sender,
        })
    }))
}

async fn spend_or_revoke(c: &mut Conn<'_>, grant: &NewGrant) -> Result<bool, StoreError> {
    if !grants::spend(c, grant).await? {
        end_replayed(c, grant).await?;
        return Ok(false);
    }
    if let Some(sign_in) = grant.sign_in {
        telling::joins(c, sign_in, &grant.client, grant.user, grant.created_at).await?;
    }
    // Of one person at one app so many last; the least used ends. Looked at now and then: it costs a statement.
    if grant.refresh_generation.is_some() && grant.id.0.as_bytes()[0] & 0x0f == 0 {
        let (user, client, now) = (grant.user, &grant.client, grant.created_at);
        grants::end_surplus(c, user, client, MOST_LASTING, now).await?;
    }
    Ok(true)
}

async fn burn_or_revoke(c: &mut Conn<'_>, grant: &NewGrant) -> Result<(), StoreError> {
    match grants::burn(c, grant).await? {
        true => Ok(()),
        false => end_replayed(c, grant).await,
    }
}

async fn end_replayed(c: &mut Conn<'_>, grant: &NewGrant) -> Result<(), StoreError> {
    let (why, now) = (reason::CODE_REPLAYED, grant.created_at);
    revoked(c, grant.id, why, &Actor::system(), now).await
}

/// Records access that outlives the sign-in. What ends with it comes and goes with a sign-in that is recorded.
async fn record(c: &mut Conn<'_>, grant: &NewGrant) -> Result<(), StoreError> {
    let by = Actor::app(grant.client.clone(), Origin::default());
    Deed::new(Act::GrantMade, Object::Account(grant.user))
        .with("grant", grant.id.to_string())
        .with("scope", grant.scope.to_string())
        .record(c, &by, grant.created_at)
        .await
}

/// A wrong attempt by the right client: the code buys nothing any more (attack row CD-14).
///
/// # Errors
/// When the database does not answer.
pub async fn burn(app: &App, code: &AuthorizationCode, now: Timestamp) -> Result<(), StoreError> {
    app.redemptions.admits(code.user, now);
    let grant = new_grant(app, code, None, now);
    let job = app
        .db
        .write_guarded(move |c| Box::pin(async move { burn_or_revoke(c, &grant).await }));
    job.await
}

fn new_grant(
    app: &App,
    code: &AuthorizationCode,
    refresh: Option<RefreshToken>,
    now: Timestamp,
) -> NewGrant {
    let tokens = &app.settings.tokens;
    // Kept at least as long as a replay of the code can be recognised.
    let shortest = now.plus(tokens.access.max(SEAL_LIFETIME) + Duration::from_secs(60));
    let lasting = tokens.refresh_rules().lasting;
    NewGrant {
        id: code.id,
        user: code.user,
        client: code.client.clone(),
        sign_in: Some(code.sign_in),
        scope: code.scope.clone(),
        context: code.context.clone(),
        refresh_generation: refresh.map(|token| token.generation()),
        created_at: now,
        expires_at: match refresh {
            Some(_) => shortest.max(lasting.expires_at(now, now)),
            None => shortest,
        },
    }
}
