//! Forms of ours come from pages of ours: what every request passes that may change something.

use axum::body::to_bytes;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::FutureExt;

use super::page_error::PageError;
use super::visit::LOST;
use crate::app::App;
use crate::http::form::{LARGEST_UPLOAD, content_type, is_form, is_upload};
use crate::protocol::params::{Limits, Params};
use crate::session::csrf::{MEMBERS, NotTaken, Source, family, is_ours, person, source, why_not};
use crate::session::{BrowserSession, Over};

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

/// The file that came with a form; empty when none was chosen. Only where `is_upload` says so.
#[derive(Debug, Clone, Default)]
pub struct File(pub Bytes);

impl<S: Send + Sync> FromRequestParts<S> for File {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// The fields of a form with a file (RFC 7578), and the file, whatever it calls itself.
async fn upload(body: Bytes, boundary: String) -> Result<(Params, File), PageError> {
    let unreadable = |_| PageError::unsupported_media_type();
    let whole = futures_util::stream::once(async move { Ok::<_, std::convert::Infallible>(body) });
    let mut form = multer::Multipart::new(whole, boundary);
    let mut fields = form_urlencoded::Serializer::new(String::new());
    let mut file = File::default();
    let mut count = 0;
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        count += 1;
        if count > Limits::FORM.count {
            return Err(PageError::too_large());
        }
        let name = field.name().unwrap_or_default().to_owned();
        if field.file_name().is_some() {
            file = File(field.bytes().await.map_err(unreadable)?);
        } else {
            fields.append_pair(&name, &field.text().await.map_err(unreadable)?);
        }
    }
    let params = Params::parse(fields.finish().as_bytes(), Limits::FORM);
    Ok((params.map_err(|error| PageError::bad_form(&error))?, file))
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
        return Err(PageError::not_taken(NotTaken::Elsewhere, None));
    }
    let content_type = content_type(&parts.headers);
    let boundary = match is_upload(parts.uri.path()) {
        true => multer::parse_boundary(content_type).ok(),
        false => None,
    };
    if boundary.is_none() && !is_form(content_type) {
        return Err(PageError::unsupported_media_type());
    }
    let most = match boundary {
        Some(_) => LARGEST_UPLOAD,
        None => Limits::FORM.bytes,
    };
    let bytes = to_bytes(body, most)
        .await
        .map_err(|_| PageError::too_large())?;
    let params = match boundary {
        Some(boundary) => {
            // The body is here already, so there is nothing to wait for.
            let read = upload(bytes, boundary).now_or_never();
            let (params, file) = read.ok_or_else(PageError::unsupported_media_type)??;
            parts.extensions.insert(file);
            params
        }
        None => Params::parse(&bytes, Limits::FORM).map_err(|error| PageError::bad_form(&error))?,
    };
    let signed_in = session.signed_in().await?;
    let family = family(parts.uri.path());
    let ours = is_ours(&session, signed_in.as_ref(), family, &params);
    let ended_meanwhile =
        source == Source::Ours && signed_in.is_none() && MEMBERS.contains(&family);
    if !ours && !ended_meanwhile {
        let why = why_not(&session, signed_in.as_ref(), family, &params);
        if why == NotTaken::SignedOut
            && let Some(onward) = onward(family, &session, &params)
        {
            return Err(PageError::see(onward));
        }
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
        return Err(PageError::not_taken(why, again));
    }
    parts.extensions.insert(Form(params));
    Ok(Request::from_parts(parts, axum::body::Body::empty()))
}

/// Where a person goes on whose sign-in ended while the page was open: the request under way asks them to sign in, says why, and
/// asks its question again; who wanted to sign out is. Nothing of the form is done, so it may come from anywhere.
fn onward(family: &str, session: &BrowserSession, params: &Params) -> Option<String> {
    match family {
        "consent" => {
            let flow: String =
                form_urlencoded::byte_serialize(params.one("flow")?.as_bytes()).collect();
            let why = session.over().map_or(LOST, Over::code);
            Some(format!("/login?flow={flow}&why={why}"))
        }
        "logout" => Some("/logged-out".to_owned()),
        _ => None,
    }
}
