//! Token introspection (RFC 7662).

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::TokenError;
use super::client::ClientForm;
use super::cors::AnsweredTo;
use crate::app::App;
use crate::grants::refresh;
use crate::http::answer::json;
use crate::protocol::client_auth::Authenticated;
use crate::protocol::error::OAuthError;
use crate::protocol::introspection::{Answer, may_ask};
use crate::protocol::scope::ScopeSet;
use crate::protocol::subject::Subject;
use crate::tokens::{live, open};

/// What its own client learns of a refresh token that holds.
#[derive(Serialize)]
struct RefreshTokenAnswer<'a> {
    active: bool,
    iss: &'a str,
    sub: Subject,
    client_id: &'a str,
    scope: &'a ScopeSet,
    iat: i64,
    exp: i64,
}

/// `POST /introspect`.
pub async fn introspect(
    State(app): State<App>,
    ClientForm { caller, params }: ClientForm,
) -> Response {
    let answer = match (caller.authenticated(), params.required("token")) {
        (Some(asker), Ok(token)) => about(&app, asker, token).await,
        (Some(_), Err(error)) => Err(error.into()),
        // Anybody could ask in its name (RFC 7662 §2.1).
        (None, _) => Err(OAuthError::invalid_client(
            "A public client cannot introspect tokens; register one with a secret",
        )
        .into()),
    };
    let mut response = match answer {
        Ok(answer) => answer,
        Err(error) => error.into_response(),
    };
    let client = caller.client().clone();
    response.extensions_mut().insert(AnsweredTo(client));
    response
}

async fn about(app: &App, asker: &Authenticated, text: &str) -> Result<Response, TokenError> {
    let (client, now) = (asker.client(), app.clock.now());
    let inactive = || json(StatusCode::OK, &Answer::Inactive);
    if let Some(token) = open::access(app, text, now) {
        let servers = app.clients.served.all().await?;
        if !may_ask(client, token.claims(), &servers) {
            return Ok(inactive());
        }
        let found = live::access(app, token, now).await?;
        return Ok(found.map_or_else(inactive, |live| {
            json(
                StatusCode::OK,
                &Answer::Access(Box::new(live.into_claims())),
            )
        }));
    }
    let Some(token) = refresh::open(app, text) else {
        return Ok(inactive());
    };
    let Some(grant) = live::refresh(app, client, &token, now).await? else {
        return Ok(inactive());
    };
    let answer = RefreshTokenAnswer {
        active: true,
        iss: app.issuer(),
        sub: grant.sub(),
        client_id: grant.client.as_str(),
        scope: &grant.scope,
        iat: grant.refreshed_at.0,
        exp: app
            .settings
            .tokens
            .refresh_rules()
            .lasting
            .ends_at(&grant)
            .0,
    };
    Ok(json(StatusCode::OK, &answer))
}
