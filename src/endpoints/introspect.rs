//! Token introspection (RFC 7662).

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::TokenError;
use super::client::ClientForm;
use super::cors::AnsweredTo;
use super::token::{grant_facts, open_access_token, open_refresh_token};
use crate::app::App;
use crate::http::answer::json;
use crate::protocol::client::Client;
use crate::protocol::error::OAuthError;
use crate::protocol::gate::{self, GrantFacts};
use crate::protocol::introspection::{Answer, may_ask};
use crate::protocol::scope::ScopeSet;
use crate::protocol::token::AccessTokenClaims;
use crate::store::{grants, revoked_tokens};

/// What its own client learns of a refresh token that holds.
#[derive(Serialize)]
struct RefreshTokenAnswer<'a> {
    active: bool,
    iss: &'a str,
    sub: String,
    client_id: &'a str,
    scope: &'a ScopeSet,
    iat: i64,
    exp: i64,
}

/// `POST /introspect`.
pub async fn introspect(
    State(app): State<App>,
    ClientForm { client, params }: ClientForm,
) -> Response {
    let answer = if client.is_public() {
        // Anybody could ask in its name (RFC 7662 §2.1).
        Err(OAuthError::invalid_client(
            "A public client cannot introspect tokens; register one with a secret",
        )
        .into())
    } else {
        match params.required("token") {
            Ok(token) => about(&app, &client, token).await,
            Err(error) => Err(error.into()),
        }
    };
    let mut response = match answer {
        Ok(answer) => answer,
        Err(error) => error.into_response(),
    };
    response.extensions_mut().insert(AnsweredTo(client));
    response
}

async fn about(app: &App, client: &Client, token: &str) -> Result<Response, TokenError> {
    let inactive = || json(StatusCode::OK, &Answer::Inactive);
    if let Some(claims) = open_access_token(app, token) {
        let ask = may_ask(client, &claims) && is_live(app, &claims).await?;
        return Ok(if ask {
            json(StatusCode::OK, &Answer::Access(Box::new(claims)))
        } else {
            inactive()
        });
    }
    let now = app.clock.now();
    let Some(refresh) = open_refresh_token(app, token) else {
        return Ok(inactive());
    };
    let Some(facts) = grant_facts(app, refresh.grant).await? else {
        return Ok(inactive());
    };
    let live = facts.client == client.id
        && facts.refresh_generation == Some(refresh.generation)
        && now < facts.refreshed_at.plus(app.settings.tokens.refresh_idle)
        && gate::may_receive_tokens(&facts, now).is_ok();
    if !live {
        return Ok(inactive());
    }
    let answer = RefreshTokenAnswer {
        active: true,
        iss: app.issuer(),
        sub: facts.user.to_string(),
        client_id: facts.client.as_str(),
        scope: &facts.scope,
        iat: facts.refreshed_at.0,
        exp: facts
            .refreshed_at
            .plus(app.settings.tokens.refresh_idle)
            .min(facts.expires_at)
            .0,
    };
    Ok(json(StatusCode::OK, &answer))
}

/// Whether a token whose signature is right still counts: neither it nor what stands behind it was ended
/// (attack row RT-12).
///
/// # Errors
/// When the database does not answer: better no answer than a wrong one.
pub async fn is_live(app: &App, claims: &AccessTokenClaims) -> Result<bool, TokenError> {
    let Some(client) = app.clients.by_id(&claims.client_id).await? else {
        return Ok(false);
    };
    if client.disabled_at.is_some() {
        return Ok(false);
    }
    match claims.gid {
        Some(_) => Ok(live_grant(app, claims).await?.is_some()),
        None => {
            let token = claims.jti;
            let job = app
                .db
                .read(move |c| Box::pin(async move { revoked_tokens::is_revoked(c, token).await }));
            Ok(!job.await?)
        }
    }
}

/// The grant behind an access token, if both still count.
///
/// # Errors
/// When the database does not answer.
pub async fn live_grant(
    app: &App,
    claims: &AccessTokenClaims,
) -> Result<Option<GrantFacts>, TokenError> {
    let Some(grant) = claims.gid else {
        return Ok(None);
    };
    let (now, token) = (app.clock.now(), claims.jti);
    let job = app
        .db
        .read(move |c| Box::pin(async move { grants::facts_of_token(c, grant, token).await }));
    let found = job.await?;
    Ok(found.and_then(|(facts, revoked)| {
        (!revoked && gate::may_receive_tokens(&facts, now).is_ok()).then_some(facts)
    }))
}
