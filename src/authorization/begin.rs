//! Reading a fresh authorization request (RFC 6749 §4.1.1, OIDC Core §3.1.2.1–2).

use std::sync::Arc;

use serde::Deserialize;

use super::refused::{Refused, Stopped};
use crate::app::App;
use crate::identity::subject;
use crate::protocol::authorization::{self, AuthorizationRequest};
use crate::protocol::client::Client;
use crate::protocol::ids::UserId;
use crate::protocol::params::Params;
use crate::store::StoreError;

/// The request in these parameters.
///
/// # Errors
/// It is not in order: the client is told as soon as its address is proven, a person before that.
pub async fn begin(app: &App, params: &Params) -> Result<AuthorizationRequest, Stopped> {
    let id =
        authorization::client_id(params).map_err(|refusal| Refused::NotInOrder(refusal, None))?;
    let client = client(app, id).await?;
    let hinted = match params.one("id_token_hint") {
        Some(hint) => hinted(app, hint).await?,
        None => None,
    };
    authorization::parse(params, &client, &|_| hinted)
        .map_err(|refusal| Stopped::by(refusal, client))
}

/// The client `id` by its present record.
pub(super) async fn client(app: &App, id: &str) -> Result<Arc<Client>, Stopped> {
    let client = app.clients.by_id(id).await?;
    client.ok_or_else(|| Refused::UnknownClient(id.to_owned()).into())
}

/// The person an ID token of ours names; it may have expired (OIDC Core §3.1.2.1).
async fn hinted(app: &App, hint: &str) -> Result<Option<UserId>, StoreError> {
    #[derive(Deserialize)]
    struct Hint {
        sub: String,
    }
    let Ok(Hint { sub }) = app.keys.verify_hint(hint, app.clock.now()) else {
        return Ok(None);
    };
    subject::whose(&app.db, &sub).await.map(Some)
}
