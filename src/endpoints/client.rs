//! The client of a back-channel request, recognised, with the form it sent: a body is read once.

use std::sync::Arc;

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::{TokenError, cors};
use crate::app::App;
use crate::clients::refused::Refused;
use crate::http::form::{content_type, is_form};
use crate::http::request_id::RequestId;
use crate::protocol::client::Client;
use crate::protocol::client_auth::{self, Caller};
use crate::protocol::error::OAuthError;
use crate::protocol::params::{Limits, Params};

/// A client that was recognised as it registered to be (RFC 6749 §2.3), and its parameters.
#[derive(Debug)]
pub struct ClientForm {
    /// The client.
    pub caller: Caller,
    /// What it sent, each parameter once.
    pub params: Params,
}

impl FromRequest<App> for ClientForm {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let form = authenticate(request, app).await.and_then(|form| {
            let unique = form.params.check_unique();
            let refused = |error: OAuthError| (error.into(), Some(form.caller.client().clone()));
            unique.map_err(refused)?;
            Ok(form)
        });
        form.map_err(refusal)
    }
}

/// As [`ClientForm`], for the one endpoint at which a parameter that comes twice has a consequence.
#[derive(Debug)]
pub struct UncheckedForm(pub ClientForm);

impl FromRequest<App> for UncheckedForm {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let form = authenticate(request, app).await.map(Self);
        form.map_err(refusal)
    }
}

fn refusal((error, client): Failure) -> Response {
    let mut response = error.into_response();
    if let Some(client) = client {
        response.extensions_mut().insert(cors::AnsweredTo(client));
    }
    response
}

type Failure = (TokenError, Option<Arc<Client>>);

async fn authenticate(request: Request, app: &App) -> Result<ClientForm, Failure> {
    let refuse = |error: OAuthError| (TokenError::from(error), None);
    let (parts, body) = request.into_parts();
    if !is_form(content_type(&parts.headers)) {
        return Err(refuse(OAuthError::invalid_request(
            "The body must be application/x-www-form-urlencoded in UTF-8 (RFC 6749 section 3.2)",
        )));
    }
    let mut authorizations = parts.headers.get_all(header::AUTHORIZATION).iter();
    let authorization = authorizations.next();
    if authorizations.next().is_some() {
        return Err(refuse(OAuthError::invalid_request(
            "There are two Authorization headers; send one",
        )));
    }
    let bytes = to_bytes(body, Limits::FORM.bytes).await.map_err(|_| {
        refuse(OAuthError::invalid_request(
            "The body is longer than 64 kB or ended early",
        ))
    })?;
    let params = Params::parse(&bytes, Limits::FORM).map_err(|error| refuse(error.into()))?;
    let authorization = authorization.map(|value| value.to_str().unwrap_or("\u{fffd}"));
    // RFC 6749 §5.2: the challenge is for the scheme that was tried.
    let in_form = ["client_id", "client_secret", "client_assertion"];
    let in_form = in_form.iter().any(|name| params.all(name).next().is_some());
    let challenge = authorization.is_some() || !in_form;
    let refuse = |error: OAuthError| {
        (
            TokenError {
                challenge,
                ..error.into()
            },
            None,
        )
    };
    let credentials = client_auth::parse(authorization, &params).map_err(refuse)?;
    let Some(client) = app
        .clients
        .by_id(&credentials.client_id)
        .await
        .map_err(|error| (error.into(), None))?
    else {
        metrics::counter!("lanyard_client_authentication_failures_total").increment(1);
        return Err(refuse(client_auth::failed()));
    };
    let caller = client_auth::verify(&client, &credentials, app.clock.now()).map_err(|error| {
        metrics::counter!("lanyard_client_authentication_failures_total").increment(1);
        let why = error.explanation.as_deref();
        tracing::info!(
            client = %client.id,
            error = error.description(),
            expected = why.map(|why| &*why.expected),
            received = why.map(|why| &*why.received),
            fix = why.map(|why| &*why.fix),
            "client authentication failed"
        );
        if let Some(refused) = Refused::by(&client.id, &error) {
            let id = parts.extensions.get::<RequestId>().copied();
            let reference = id.unwrap_or_else(RequestId::fresh).to_string();
            let now = app.clock.now();
            app.clients.refusals.note(refused, reference, now);
        }
        // As if it were unknown, headers included (attack row FI-13).
        refuse(error)
    })?;
    Ok(ClientForm { caller, params })
}
