//! Forms of ours come from pages of ours: what every request passes that may change something.

use axum::body::to_bytes;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::page_error::PageError;
use crate::app::App;
use crate::http::form::is_form;
use crate::protocol::params::{Limits, Params};
use crate::session::BrowserSession;
use crate::session::csrf::{MEMBERS, Source, family, is_ours, person, source};

/// The fields of a form that passed the check. Handlers get it from here only, so none can forget the check.
#[derive(Debug, Clone)]
pub struct Form(pub Params);

impl<S: Send + Sync> FromRequestParts<S> for Form {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// The middleware on every page route: a request that may change something passes only with a token of ours.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    match check(&app, request).await {
        Ok(request) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

async fn check(app: &App, request: Request) -> Result<Request, PageError> {
    let (mut parts, body) = request.into_parts();
    let session = parts
        .extensions
        .get::<BrowserSession>()
        .cloned()
        .ok_or_else(|| PageError::server("csrf", &"no session layer on this route"))?;
    let source = source(&parts.headers, app.issuer());
    if source == Source::Elsewhere {
        return Err(PageError::foreign_form(None));
    }
    let content_type = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    if !is_form(content_type) {
        return Err(PageError::unsupported_media_type());
    }
    let bytes = to_bytes(body, Limits::FORM.bytes)
        .await
        .map_err(|_| PageError::too_large())?;
    let params =
        Params::parse(&bytes, Limits::FORM).map_err(|error| PageError::bad_form(&error))?;
    let signed_in = session.signed_in().await?;
    let family = family(parts.uri.path());
    let ours = is_ours(&session, signed_in.as_ref(), family, &params);
    let ended_meanwhile =
        source == Source::Ours && signed_in.is_none() && MEMBERS.contains(&family);
    if !ours && !ended_meanwhile {
        // Offered again only when it was surely ours, so that nobody is led to confirm what another site filled in, and what
        // somebody typed into a page of theirs to nobody else.
        let theirs = match (person(&session, &params), &signed_in) {
            (Some(person), Some(signed_in)) if MEMBERS.contains(&family) => {
                person == signed_in.user
            }
            _ => true,
        };
        let ours = source == Source::Ours && theirs;
        let again = ours.then(|| (parts.uri.path().to_owned(), params));
        return Err(PageError::foreign_form(again));
    }
    parts.extensions.insert(Form(params));
    Ok(Request::from_parts(parts, axum::body::Body::empty()))
}
