//! Token endpoint (RFC 6749 §3.2): lets a grant type authorize, and renders what is minted from it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::client::{ClientForm, UncheckedForm};
use super::cors::AnsweredTo;
use super::{TokenError, limited, unavailable};
use crate::app::App;
use crate::clients::refused::Refused;
use crate::grants::{client_credentials, code, refresh};
use crate::http::answer::json;
use crate::http::client_address::ClientAddress;
use crate::protocol::client::{Client, TokensAMinute};
use crate::protocol::token::TokenRequest;
use crate::tokens::mint;

/// `POST /token`.
pub async fn token(
    State(app): State<App>,
    address: ClientAddress,
    UncheckedForm(form): UncheckedForm,
) -> Response {
    let (ClientForm { caller, params }, now) = (form, app.clock.now());
    let client = caller.client().clone();
    // Where a secret is kept is a server; others call from where people are.
    if !client.is_public() {
        app.clients.callers.called(&client.id, address.0, now);
    }
    // Asked before anything is spent, counted when there are tokens: whoever only knows the client_id uses nothing up.
    let limit = client.metadata.tokens_a_minute.map(TokensAMinute::get);
    let wait = limit.and_then(|most| {
        app.tokens_given
            .wait(&client.id, most, now)
            .map(|wait| (most, wait))
    });
    if let Some((most, wait)) = wait {
        return refused(&client, limited(most, wait));
    }
    // Read first: a code that is spent buys something.
    let servers = match app.clients.served.all().await {
        Ok(servers) => servers,
        Err(error) => return unavailable("token", &error).into_response(),
    };
    let authorization = match TokenRequest::parse(&params, &client) {
        Ok(TokenRequest::AuthorizationCode(request)) => {
            code::redeem(&app, &caller, &request, now).await
        }
        Ok(TokenRequest::RefreshToken(request)) => {
            refresh::renew(&app, &caller, &request, now).await
        }
        Ok(TokenRequest::ClientCredentials(request)) => client_credentials::allow(&caller, request),
        Err(error) => match code::burn_if_repeated(&app, &client, &params, now).await {
            Ok(()) => Err(error.into()),
            Err(failed) => Err(failed),
        },
    };
    let minted = match authorization {
        Ok(authorization) => mint(&app, authorization, &servers, now).map_err(TokenError::from),
        Err(error) => Err(error.into()),
    };
    match minted {
        Ok(tokens) => {
            if limit.is_some() {
                app.tokens_given.admits(client.id.clone(), now);
            }
            let mut response = json(StatusCode::OK, &tokens);
            response.extensions_mut().insert(AnsweredTo(client));
            response
        }
        Err(error) => refused(&client, error),
    }
}

fn refused(client: &Arc<Client>, refused: TokenError) -> Response {
    let error = &refused.error;
    tracing::info!(client = %client.id, error = error.code.as_str(), description = error.description(), "token refused");
    let noted = Refused::by(&client.id, error);
    let mut response = refused.into_response();
    let extensions = response.extensions_mut();
    if let Some(noted) = noted {
        extensions.insert(noted);
    }
    extensions.insert(AnsweredTo(client.clone()));
    response
}
