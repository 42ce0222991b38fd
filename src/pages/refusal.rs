//! How a page request is refused. Handlers return [`PageError`]; the middleware [`render`] turns it into the error page, with
//! the part for the app's owner when the owner is looking.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::{ErrorPage, Failure, Owner, Resend};
use super::finished::FinishedPage;
use super::respond;
use super::routes::{face, under_way};
use super::visit::Visit;
use super::when::When;
use crate::app::App;
use crate::endpoints::authorize::see_other;
use crate::ops::request_id::RequestId;
use crate::protocol::client::Client;
use crate::protocol::error::Refusal;
use crate::protocol::params::{ParamError, Params};
use crate::session::{KeepError, SessionError, csrf};
use crate::store::StoreError;

/// A request for a page that cannot be answered with it.
#[derive(Debug, Clone)]
pub struct PageError(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    status: StatusCode,
    failure: Failure,
    client: Option<Arc<Client>>,
    refusal: Option<Refusal>,
    /// A form of ours that came too late: its path, and what was typed.
    again: Option<(String, Params)>,
    retry_after: Option<Duration>,
    /// Not an error: the browser belongs elsewhere.
    elsewhere: Option<String>,
    /// The request has had its answer already.
    finished: bool,
}

impl PageError {
    /// A refusal with nothing more to say than what failed.
    pub fn new(failure: Failure) -> Self {
        Self::with(failure, |_| {})
    }

    fn with(failure: Failure, fill: impl FnOnce(&mut Inner)) -> Self {
        let mut inner = Inner {
            status: failure.status(),
            failure,
            client: None,
            refusal: None,
            again: None,
            retry_after: None,
            elsewhere: None,
            finished: false,
        };
        fill(&mut inner);
        Self(Arc::new(inner))
    }

    /// An authorization request whose redirect target is not proven: never a redirect (RFC 6749 §4.1.2.1).
    pub fn refused(refusal: Refusal, client: Option<Arc<Client>>) -> Self {
        Self::with(refusal.cause.into(), |inner| {
            inner.refusal = Some(refusal);
            inner.client = client;
        })
    }

    /// No client has this id.
    pub fn unknown_client(id: &str) -> Self {
        tracing::info!(
            client = id.chars().take(64).collect::<String>(),
            "unknown client"
        );
        Self::new(Failure::UnknownClient)
    }

    /// The sealed request is not ours, or older than a day.
    pub fn flow_expired() -> Self {
        Self::new(Failure::RequestExpired)
    }

    /// The request has had its answer already.
    pub fn finished(client: Arc<Client>) -> Self {
        Self::with(Failure::RequestExpired, |inner| {
            inner.client = Some(client);
            inner.finished = true;
        })
    }

    /// The browser belongs elsewhere on this site.
    pub fn see(path: String) -> Self {
        Self::with(Failure::RequestExpired, |inner| {
            inner.elsewhere = Some(path)
        })
    }

    /// Not there, or not for this person: the same answer.
    pub fn not_found() -> Self {
        Self::new(Failure::NotFound)
    }

    /// Something of ours failed: logged with what it was, shown without.
    pub fn server(place: &'static str, error: &dyn std::fmt::Display) -> Self {
        tracing::error!(place, error = %error, "server error");
        Self::new(Failure::ServerError)
    }

    /// A form that carries no token of ours. `form`: its path and fields, when it came from a page of ours that was open too
    /// long; they are offered again.
    pub fn foreign_form(form: Option<(String, Params)>) -> Self {
        Self::with(Failure::FormNotFromThisSite, |inner| inner.again = form)
    }

    /// Another media type than a urlencoded form.
    pub fn unsupported_media_type() -> Self {
        Self::with(Failure::RequestNotValid, |inner| {
            inner.status = StatusCode::UNSUPPORTED_MEDIA_TYPE
        })
    }

    /// A body above the limit.
    pub fn too_large() -> Self {
        Self::with(Failure::RequestTooLong, |inner| {
            inner.status = StatusCode::PAYLOAD_TOO_LARGE
        })
    }

    /// A request under way that is too long to travel, while no more can be kept here: shorter ones go on (attack row FI-02).
    pub fn not_kept(bytes: usize) -> Self {
        tracing::warn!(bytes, "an authorization request was too long to be kept");
        Self::with(Failure::RequestTooLong, |inner| {
            inner.status = StatusCode::TOO_MANY_REQUESTS;
            inner.retry_after = Some(Duration::from_secs(180));
        })
    }

    /// A form that cannot be read.
    pub fn bad_form(error: &ParamError) -> Self {
        let long = matches!(error, ParamError::TooLong);
        let failure = if long {
            Failure::RequestTooLong
        } else {
            Failure::RequestNotValid
        };
        Self::with(failure, |inner| inner.refusal = Some((*error).into()))
    }

    /// The database does not answer; nothing happened.
    fn database() -> Self {
        Self::with(Failure::DatabaseNotReachable, |inner| {
            inner.retry_after = Some(Duration::from_secs(1));
        })
    }

    /// Too much at once; try again in a while.
    pub fn busy(retry_after: Duration) -> Self {
        Self::with(Failure::Busy, |inner| inner.retry_after = Some(retry_after))
    }
}

impl From<StoreError> for PageError {
    fn from(error: StoreError) -> Self {
        tracing::error!(place = "store", error = %error, "database not reachable");
        Self::database()
    }
}

impl From<KeepError> for PageError {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::Refused { bytes } => Self::not_kept(bytes),
            KeepError::Store(error) => error.into(),
        }
    }
}

impl From<SessionError> for PageError {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::Store(error) => error.into(),
            // Behind the session library there is nothing but the database.
            SessionError::Session(tower_sessions::session::Error::Store(error)) => {
                tracing::error!(place = "session", error = %error, "database not reachable");
                Self::database()
            }
            SessionError::TooOften => {
                Self::with(Failure::TooManyRequests { minutes: 1 }, |inner| {
                    inner.retry_after = Some(Duration::from_secs(60));
                })
            }
            other => Self::server("session", &other),
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let mut response = self.0.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Fields that are never written into a page again.
const SECRETS: [&str; 4] = ["csrf", "password", "current_password", "secret"];

/// The middleware on every page route: turns a [`PageError`] into its page.
pub async fn render(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (looked_at, id) = (parts.clone(), parts.extensions.get::<RequestId>().copied());
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(PageError(error)) = response.extensions_mut().remove::<PageError>() else {
        return response;
    };
    if let Some(path) = &error.elsewhere {
        return see_other(&app, path);
    }
    let mut visit = match Visit::of(&looked_at, &app).await {
        Ok(visit) => visit,
        // The database is away: the page does without what it would say of the person.
        Err(_) => match Visit::of_stranger(&looked_at, &app) {
            Ok(visit) => visit,
            Err(_) => return error.status.into_response(),
        },
    };
    // What was refused is not written into the page again.
    if let Some(end) = visit.here.find('?') {
        visit.here.truncate(end);
    }
    let reference = id.unwrap_or_else(RequestId::fresh);
    tracing::info!(
        cause = error.failure.name(),
        client = error.client.as_ref().map(|client| client.id.as_str()),
        rule = error.refusal.as_ref().map(|refusal| refusal.rule),
        reference = reference.as_str(),
        "page refused"
    );
    let mut page = page(&visit, &error, reference).await;
    if let Some(wait) = error.retry_after {
        page.headers_mut().insert(
            header::RETRY_AFTER,
            HeaderValue::from(wait.as_secs().max(1)),
        );
    }
    if error.status == StatusCode::METHOD_NOT_ALLOWED
        && let Some(allow) = response.headers_mut().remove(header::ALLOW)
    {
        page.headers_mut().insert(header::ALLOW, allow);
    }
    page
}

async fn page(visit: &Visit, error: &Inner, reference: RequestId) -> Response {
    let ctx = visit.ctx();
    if let (true, Some(client)) = (error.finished, &error.client) {
        let page = FinishedPage {
            ctx: &ctx,
            app: face(client),
            signed_in: visit.person.is_some(),
        };
        return respond(error.status, &page);
    }
    let owns = |client: &Client| {
        visit
            .person
            .as_ref()
            .is_some_and(|(_, user)| user.admin || client.owner == Some(user.id))
    };
    let owner = match (&error.client, &error.refusal) {
        (Some(client), Some(refusal)) if owns(client) => {
            let registered: Vec<_> = client
                .metadata
                .redirect_uris
                .iter()
                .map(|uri| uri.as_str().to_owned())
                .collect();
            Some(Owner::explaining(refusal, client.id.as_str(), &registered))
        }
        _ => None,
    };
    let owner_sign_in = (error.client.is_some() && visit.person.is_none())
        .then(|| "/login?return=/apps".to_owned());
    let resend = match &error.again {
        Some((action, params)) => Some(resend(visit, action, params).await),
        None => None,
    };
    let page = ErrorPage {
        ctx: &ctx,
        failure: error.failure,
        app: error.client.as_ref().map(|client| client.name.clone()),
        reference: reference.to_string(),
        at: When::exactly(visit.app.clock.now()),
        owner,
        owner_sign_in,
        resend,
    };
    respond(error.status, &page)
}

/// A form that came too late, with a fresh token and without secrets.
async fn resend(visit: &Visit, action: &str, params: &Params) -> Resend {
    let kept = params.iter().filter(|(name, _)| !SECRETS.contains(name));
    let token = ("csrf".to_owned(), visit.csrf(csrf::family(action)));
    let under_way = match params.one("flow") {
        Some(text) => under_way(visit, text).await.ok(),
        None => None,
    };
    Resend {
        action: action.to_owned(),
        fields: std::iter::once(token)
            .chain(kept.map(|(name, value)| (name.to_owned(), value.to_owned())))
            .collect(),
        target: under_way.and_then(|under_way| under_way.form_target()),
    }
}

/// No page has this address.
pub async fn not_found() -> PageError {
    PageError::not_found()
}

/// The page exists, but not for this method.
pub async fn method_not_allowed() -> PageError {
    PageError::new(Failure::MethodNotAllowed)
}
