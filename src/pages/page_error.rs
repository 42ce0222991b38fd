//! How a page request is refused: a value that [`render`](super::refusal::render) turns into the error page.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::error::Failure;
use crate::accounts::roles::Refused;
use crate::keys::KeyError;
use crate::protocol::client::Client;
use crate::protocol::error::Refusal;
use crate::protocol::params::{ParamError, Params};
use crate::protocol::time::Timestamp;
use crate::session::csrf::NotTaken;
use crate::session::{KeepError, SessionError};
use crate::store::StoreError;

/// A request for a page that cannot be answered with it.
#[derive(Debug, Clone)]
pub struct PageError(pub(super) Arc<Inner>);

#[derive(Debug)]
pub(super) struct Inner {
    pub(super) status: StatusCode,
    pub(super) failure: Failure,
    pub(super) client: Option<Arc<Client>>,
    pub(super) refusal: Option<Refusal>,
    /// A form of ours that came too late: its path, and what was typed.
    pub(super) again: Option<(String, Params)>,
    pub(super) retry_after: Option<Duration>,
    /// Not an error: the browser belongs elsewhere.
    pub(super) elsewhere: Option<String>,
    /// The request has had its answer already.
    pub(super) finished: bool,
    /// A client id that no client has.
    pub(super) unknown: Option<String>,
    /// The app's request that was refused.
    pub(super) asked: Option<Params>,
    /// The reference and the time of the page that said so first.
    pub(super) before: Option<(String, Timestamp)>,
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
            unknown: None,
            asked: None,
            before: None,
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

    /// It was this request that was refused: whoever looks after the app finds their way back to it.
    pub fn to_request(mut self, asked: &Params) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.0) {
            inner.asked = Some(asked.clone());
        }
        self
    }

    /// It was said before, with this reference, at this time.
    pub fn as_before(mut self, reference: String, at: Timestamp) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.0) {
            inner.before = Some((reference, at));
        }
        self
    }

    /// A request to sign somebody out that is not in order: nobody is signed out, and nobody is sent anywhere (RP-Initiated Logout §4).
    pub fn no_sign_out(refusal: Refusal, client: Option<Arc<Client>>) -> Self {
        Self::with(Failure::SignOut(refusal.cause.into()), |inner| {
            inner.refusal = Some(refusal);
            inner.client = client;
        })
    }

    /// No client has this id.
    pub fn unknown_client(id: &str) -> Self {
        let id: String = id.chars().take(64).collect();
        tracing::info!(client = id, "unknown client");
        Self::with(Failure::UnknownClient, |inner| inner.unknown = Some(id))
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

    /// A form that is not taken. `again`: its path and fields, when it surely came from a page of ours; they are offered again.
    pub fn not_taken(why: NotTaken, again: Option<(String, Params)>) -> Self {
        Self::with(Failure::Form(why), |inner| inner.again = again)
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

impl From<Refused> for PageError {
    /// What one may not do is not there.
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotAllowed => Self::not_found(),
            Refused::Store(error) => error.into(),
        }
    }
}

impl From<StoreError> for PageError {
    fn from(error: StoreError) -> Self {
        tracing::error!(place = "store", error = %error, "database not reachable");
        Self::database()
    }
}

impl From<KeyError> for PageError {
    fn from(error: KeyError) -> Self {
        Self::server("keys", &error)
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
                let wait = Duration::from_mins(1);
                Self::with(Failure::TooManyRequests { wait }, |inner| {
                    inner.retry_after = Some(wait);
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
