//! Token revocation (RFC 7009).

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::TokenError;
use super::client::ClientForm;
use super::cors::AnsweredTo;
use crate::app::App;
use crate::tokens::revoke;

/// `POST /revoke`: always 200 for a client that was recognised, whatever the token was (§2.2).
pub async fn revoke(State(app): State<App>, ClientForm { caller, params }: ClientForm) -> Response {
    let client = caller.client().clone();
    let answer = match params.required("token") {
        Ok(token) => {
            let ended = revoke::revoke(&app, &client, token, app.clock.now()).await;
            ended.map_err(TokenError::from)
        }
        Err(error) => Err(error.into()),
    };
    match answer {
        Ok(()) => (StatusCode::OK, Extension(AnsweredTo(client))).into_response(),
        Err(error) => (Extension(AnsweredTo(client)), error).into_response(),
    }
}
