//! Whether a token still counts: what introspection and userinfo ask (attack row RT-12).

use super::open::AccessToken;
use crate::app::App;
use crate::protocol::client::Client;
use crate::protocol::gate::{GrantFacts, allow_grant};
use crate::protocol::ids::{GrantId, TokenId};
use crate::protocol::refresh::{self, RefreshToken};
use crate::protocol::time::Timestamp;
use crate::protocol::token::AccessTokenClaims;
use crate::store::{StoreError, grants, revoked_tokens};

/// An access token that counts: neither it nor what stands behind it was ended. Made by [`access`], and nowhere else:
///
/// ```
/// # use lanyard::{app::App, store::StoreError, tokens::{live::{self, Live}, open::AccessToken}};
/// # use lanyard::protocol::{gate::GrantFacts, time::Timestamp, token::AccessTokenClaims};
/// async fn ask(app: &App, token: AccessToken, now: Timestamp) -> Result<Option<Live>, StoreError> {
///     live::access(app, token, now).await
/// }
/// ```
/// ```compile_fail,E0451
/// # use lanyard::{app::App, store::StoreError, tokens::{live::{self, Live}, open::AccessToken}};
/// # use lanyard::protocol::{gate::GrantFacts, time::Timestamp, token::AccessTokenClaims};
/// async fn ask(claims: AccessTokenClaims, grant: GrantFacts) -> Result<Option<Live>, StoreError> {
///     Ok(Some(Live { claims, grant: Some(grant) }))
/// }
/// ```
#[derive(Debug)]
pub struct Live {
    claims: AccessTokenClaims,
    grant: Option<GrantFacts>,
}

impl Live {
    /// What the token says.
    pub fn claims(&self) -> &AccessTokenClaims {
        &self.claims
    }

    /// What the token says.
    pub fn into_claims(self) -> AccessTokenClaims {
        self.claims
    }

    /// The grant behind it; none when it is a client's own.
    pub fn grant(&self) -> Option<&GrantFacts> {
        self.grant.as_ref()
    }
}

/// Asks about an access token.
///
/// # Errors
/// When the database does not answer: better no answer than a wrong one.
pub async fn access(
    app: &App,
    token: AccessToken,
    now: Timestamp,
) -> Result<Option<Live>, StoreError> {
    let client = app.clients.by_id(&token.claims().client_id).await?;
    let servers = app.clients.served.all().await?;
    let is_over = |client: &Client| client.disabled_at.is_some() || !token.is_of(client, &servers);
    if client.is_none_or(|client| is_over(&client)) {
        return Ok(None);
    }
    let claims = token.into_claims();
    let grant = match claims.gid {
        Some(id) => grant_of(app, id, claims.jti, now).await?.map(Some),
        None => (!is_revoked(app, claims.jti).await?).then_some(None),
    };
    Ok(grant.map(|grant| Live { claims, grant }))
}

async fn grant_of(
    app: &App,
    id: GrantId,
    token: TokenId,
    now: Timestamp,
) -> Result<Option<GrantFacts>, StoreError> {
    let job = app
        .db
        .read(move |c| Box::pin(async move { grants::facts_of_token(c, id, token).await }));
    let found = job.await?;
    Ok(found.and_then(|(facts, revoked)| {
        (!revoked && allow_grant(&facts, now).is_ok()).then_some(facts)
    }))
}

async fn is_revoked(app: &App, token: TokenId) -> Result<bool, StoreError> {
    let job = app
        .db
        .read(move |c| Box::pin(async move { revoked_tokens::is_revoked(c, token).await }));
    job.await
}

/// The grant behind a refresh token that counts, if it is one of `client`.
///
/// # Errors
/// When the database does not answer.
pub async fn refresh(
    app: &App,
    client: &Client,
    token: &RefreshToken,
    now: Timestamp,
) -> Result<Option<GrantFacts>, StoreError> {
    let id = token.grant();
    let job = app
        .db
        .read(move |c| Box::pin(async move { grants::facts(c, id).await }));
    let lasting = app.settings.tokens.refresh_rules().lasting;
    let found = job.await?;
    Ok(found.filter(|facts| refresh::is_live(token, client, facts, lasting, now)))
}
