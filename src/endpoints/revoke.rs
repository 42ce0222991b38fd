//! Token revocation (RFC 7009).

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::client::ClientForm;
use super::cors::AnsweredTo;
use super::token::{open_access_token, open_refresh_token};
use super::{TokenError, too_many};
use crate::app::App;
use crate::protocol::client::Client;
use crate::protocol::time::Timestamp;
use crate::store::{grants, revoked_tokens};

/// Why a grant was revoked, as its row says it.
const REVOKED_BY_CLIENT: &str = "revoked by the client";

/// `POST /revoke`: always 200 for an authenticated client, whatever the token was (§2.2).
pub async fn revoke(State(app): State<App>, ClientForm { client, params }: ClientForm) -> Response {
    let answer = match params.required("token") {
        Ok(token) => revoke_token(&app, &client, token).await,
        Err(error) => Err(error.into()),
    };
    match answer {
        Ok(()) => (StatusCode::OK, Extension(AnsweredTo(client))).into_response(),
        Err(error) => (Extension(AnsweredTo(client)), error).into_response(),
    }
}

/// A refresh token takes its grant along (§2.1); an access token goes alone. Another client's token is left as it is
/// (attack row RT-13).
async fn revoke_token(app: &App, client: &Client, token: &str) -> Result<(), TokenError> {
    let now = app.clock.now();
    if let Some(refresh) = open_refresh_token(app, token) {
        let (grant, client_id) = (refresh.grant, client.id.clone());
        app.db
            .write(move |c| {
                Box::pin(async move {
                    match grants::by_id(c, grant).await? {
                        Some(row) if row.client == client_id => {
                            grants::revoke(c, grant, REVOKED_BY_CLIENT, now)
                                .await
                                .map(|_| ())
                        }
                        _ => Ok(()),
                    }
                })
            })
            .await?;
        return Ok(());
    }
    let Some(claims) = open_access_token(app, token) else {
        return Ok(());
    };
    if claims.client_id != client.id.as_str() {
        return Ok(());
    }
    if !app.revocations.admits(client.id.clone(), now) {
        return Err(too_many("revocations of this client"));
    }
    let (id, expires_at) = (claims.jti, Timestamp(claims.exp));
    let job = app.db.write_one(move |c| {
        Box::pin(async move { revoked_tokens::revoke(c, id, expires_at).await })
    });
    job.await?;
    Ok(())
}
