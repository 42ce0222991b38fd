//! Carries the session from the cookie to the handler and back: one middleware for both modes.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::{HeaderValue, SET_COOKIE, VARY};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::future::BoxFuture;
use tower_sessions::Session;
use tower_sessions::session::Id;

use super::accounts::{self, Book};
use super::binding::{Binding, DeviceCookies};
use super::browser::{Browser, BrowserSession};
use super::browser_state::Watched;
use super::database::DatabaseStore;
use super::ended::Ended;
use super::limits::CLOCK_SKEW;
use super::notice::Notices;
use super::sealed::{MAX_COOKIE_BYTES, Slot};
use super::{Limits, Over, SessionError, SignedIn, parcel};
use crate::accounts::mailing::Mailing;
use crate::audit::Origin;
use crate::clock::Clock;
use crate::config::SessionMode;
use crate::http::client_address::ClientAddress;
use crate::http::cookie;
use crate::keys::Keys;
use crate::limiter::Limiter;
use crate::network::Network;
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;
use crate::store::{Db, sign_ins};

/// Everything that is the same for all sessions of this server.
#[derive(Debug)]
pub struct Sessions {
    pub(super) mode: SessionMode,
    pub(super) limits: Limits,
    pub(super) cookie: cookie::Kind,
    pub(super) browser_cookie: cookie::Kind,
    pub(super) people_cookie: cookie::Kind,
    pub(super) notice_cookie: cookie::Kind,
    pub(super) state_cookie: cookie::Kind,
    /// Whether the issuer is https.
    pub(super) secure: bool,
    /// The issuer's host.
    pub(super) host: String,
    pub(super) binding: Binding,
    /// Whether apps may watch the session in a frame.
    pub(super) frames: bool,
    /// Tells people of sign-ins.
    pub(super) mailing: Mailing,
    pub(super) db: Db,
    pub(super) keys: Keys,
    pub(super) clock: Clock,
    /// Mode `cookie`: what was ended before its time, held in memory.
    pub ended: Ended,
    /// Texts too long to travel that a network had kept lately.
    pub(super) parcels: Limiter<Network>,
    /// Switches to an account's sign-in, lately.
    pub(super) switches: Limiter<UserId>,
}

/// Rows are read again for so long: another node's clock may be behind by what clocks may differ (attack row CS-18), and a
/// row is seen only after its commit.
const OVERLAP: Duration = CLOCK_SKEW.saturating_add(Duration::from_secs(60));

/// Where the record of this request is kept until the answer goes out.
#[derive(Debug)]
pub(super) enum Place {
    Database,
    Cookie { slot: Arc<Slot>, reseal: bool },
}

impl Sessions {
    /// `secure`: the issuer is https, so cookies get the `__Host-` prefix.
    pub fn new(
        mode: SessionMode,
        limits: Limits,
        secure: bool,
        db: Db,
        keys: Keys,
        clock: Clock,
    ) -> Self {
        Self {
            mode,
            limits,
            cookie: cookie::Kind::new("lanyard-session", secure),
            browser_cookie: cookie::Kind::new("lanyard-browser", secure),
            people_cookie: cookie::Kind::new("lanyard-people", secure),
            notice_cookie: cookie::Kind::new("lanyard-notice", secure),
            state_cookie: cookie::Kind::across_sites("lanyard-state", secure),
            secure,
            host: String::new(),
            binding: Binding::off(),
            frames: false,
            mailing: Mailing::off(),
            db,
            keys,
            clock,
            ended: Ended::default(),
            parcels: Limiter::new(parcel::MOST_A_MINUTE, Duration::from_mins(1)),
            switches: Limiter::new(accounts::SWITCHES_A_MINUTE, Duration::from_mins(1)),
        }
    }

    /// The same at this host.
    pub fn at_host(self, host: String) -> Self {
        Self { host, ..self }
    }

    /// The same with frames in which apps may watch the session, or without.
    pub fn with_frames(self, frames: bool) -> Self {
        Self { frames, ..self }
    }

    /// The same with letters to people.
    pub fn with_mailing(self, mailing: Mailing) -> Self {
        Self { mailing, ..self }
    }

    /// The mode this server runs in.
    pub fn mode(&self) -> SessionMode {
        self.mode
    }

    /// The limits sessions have here.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The session of the browser that sent `headers` from `network`. Nothing is read from the database yet.
    pub fn open(self: &Arc<Self>, headers: &HeaderMap, origin: Origin) -> BrowserSession {
        let network = Network::of(origin.address.unwrap_or(ClientAddress::default().0));
        let sent = self.cookie.value(headers);
        let had_cookie = sent != cookie::Sent::Absent;
        let mut over = None;
        let (session, place) = match self.mode {
            SessionMode::Database => {
                let id = sent.one().and_then(|value| value.parse::<Id>().ok());
                if had_cookie && id.is_none() {
                    over = Some(Over::Unreadable);
                }
                (Session::new(id, self.records(), None), Place::Database)
            }
            SessionMode::Cookie => {
                let opened = match sent.one().map(|value| self.unseal(value)) {
                    Some(Ok(opened)) => Some(opened),
                    Some(Err(why)) => {
                        over = Some(why);
                        None
                    }
                    None => None,
                };
                let reseal = opened.as_ref().is_some_and(|(_, old_key)| *old_key);
                let slot = Arc::new(Slot::new(opened.map(|(signed_in, _)| signed_in)));
                (
                    Session::new(slot.id(), slot.clone(), None),
                    Place::Cookie { slot, reseal },
                )
            }
        };
        let browser = Browser::from_cookie(self.browser_cookie.value(headers).one(), network);
        let book = Book::new(self.people_cookie.value(headers));
        let notices = Notices::new(self.notice_cookie.value(headers));
        BrowserSession::new(
            self.clone(),
            session,
            place,
            (browser, origin),
            (
                book,
                notices,
                Watched::of(self, headers),
                DeviceCookies::of(headers),
            ),
            had_cookie,
            over,
        )
    }

    /// Mode `database`: where the records are.
    pub(super) fn records(&self) -> Arc<DatabaseStore> {
        Arc::new(DatabaseStore {
            db: self.db.clone(),
            clock: self.clock.clone(),
        })
    }

    /// Cheap refusals first: a flood of junk must cost next to nothing (attack row CS-16).
    fn unseal(&self, value: &str) -> Result<(SignedIn, bool), Over> {
        if value.len() > MAX_COOKIE_BYTES {
            return Err(Over::Unreadable);
        }
        let opened = self.keys.open::<SignedIn>(value, self.clock.now());
        let opened = opened.map_err(|_| Over::Unreadable)?;
        let signed_in = &opened.value;
        if self.ended.contains(signed_in.id, signed_in.generation) {
            Err(Over::Ended)
        } else {
            Ok((opened.value, opened.old_key))
        }
    }

    /// Writes what the handler changed and puts the cookies on the answer.
    async fn close(
        &self,
        session: &BrowserSession,
        answer: &mut HeaderMap,
    ) -> Result<(), SessionError> {
        session.close_notices(self, answer);
        if let Some(id) = session.browser().to_set() {
            answer.append(SET_COOKIE, self.browser_cookie.set(id, None));
        }
        session.close_book(answer)?;
        session.state().watched.close(self, answer);
        session.close_devices(answer);
        if let Some(begun) = session.begun() {
            self.offer(&begun, answer);
        }
        let inner = session.handle();
        let empty = !inner.is_modified() || inner.is_empty().await;
        if inner.is_modified() && !empty {
            inner.save().await?;
        }
        match session.place() {
            Place::Database => match (session.fresh(), inner.is_modified() && !empty, inner.id()) {
                (Some(remember), _, Some(id)) => {
                    let lifetime = remember.then_some(self.limits.remembered);
                    answer.append(SET_COOKIE, self.cookie.set(&id.to_string(), lifetime));
                }
                (None, true, Some(id)) => {
                    let lifetime = session.remembered().await.then_some(self.limits.remembered);
                    answer.append(SET_COOKIE, self.cookie.set(&id.to_string(), lifetime));
                }
                _ if session.gone() => {
                    answer.append(SET_COOKIE, self.cookie.removal());
                }
                _ => {}
            },
            Place::Cookie { slot, reseal } => match slot.signed_in() {
                Some(signed_in) if inner.is_modified() || *reseal => {
                    let ends_at = self.limits.record_end(&signed_in);
                    let value = self.keys.seal(ends_at, &signed_in);
                    if value.len() > MAX_COOKIE_BYTES {
                        return Err(SessionError::TooLarge(value.len()));
                    }
                    let lifetime = signed_in.remember.then_some(self.limits.remembered);
                    answer.append(SET_COOKIE, self.cookie.set(&value, lifetime));
                }
                None if session.gone() => {
                    answer.append(SET_COOKIE, self.cookie.removal());
                }
                _ => {}
            },
        }
        Ok(())
    }

    /// Mode `cookie`: ends the cookies of a sign-in below its number at once on this node; the row tells the others.
    pub(super) fn supersede(&self, signed_in: &SignedIn) {
        if self.mode == SessionMode::Cookie {
            let until = self.limits.absolute_end(signed_in);
            self.ended
                .supersede(signed_in.id, signed_in.generation, until);
        }
    }

    /// Reads what was ended on any node since the last call; mode `database` has no need of it.
    ///
    /// # Errors
    /// When the database does not answer; the list stays as it was.
    pub async fn refresh_ended(&self) -> Result<(), SessionError> {
        if self.mode == SessionMode::Database {
            return Ok(());
        }
        self.read_ended(self.ended.read_until().minus(OVERLAP))
            .await
    }

    /// Reads everything that was ended and is still to be refused.
    ///
    /// # Errors
    /// When the database does not answer; the list stays as it was.
    pub async fn reread_ended(&self) -> Result<(), SessionError> {
        self.read_ended(Timestamp(0)).await
    }

    async fn read_ended(&self, since: Timestamp) -> Result<(), SessionError> {
        let now = self.clock.now();
        let job = self.db.read(move |c| {
            Box::pin(async move {
                let ended = sign_ins::ended_since(c, since, now).await?;
                let superseded = sign_ins::superseded_since(c, since, now).await?;
                Ok((ended, superseded))
            })
        });
        let (ended, superseded) = job.await?;
        let ids = ended
            .into_iter()
            .map(|ended| (ended.id, ended.expires_at))
            .collect();
        let superseded = superseded
            .into_iter()
            .map(|row| (row.id, row.generation, row.expires_at))
            .collect();
        self.ended.merge(ids, superseded, now);
        Ok(())
    }
}

/// What the middleware needs.
#[derive(Clone)]
pub struct Carrier {
    /// The sessions of this server.
    pub sessions: Arc<Sessions>,
    /// Makes the answer when a session could not be written: people are shown a page.
    pub failed: Arc<dyn Fn(Parts, SessionError) -> BoxFuture<'static, Response> + Send + Sync>,
}

/// The middleware: puts a [`BrowserSession`] in reach of handlers and writes it back afterwards.
pub async fn carry(State(carrier): State<Carrier>, request: Request, next: Next) -> Response {
    let sessions = &carrier.sessions;
    let (mut parts, body) = request.into_parts();
    let address = parts.extensions.get::<ClientAddress>();
    let origin = Origin {
        address: address.map(|address| address.0),
        request: parts.extensions.get().copied(),
    };
    let session = sessions.open(&parts.headers, origin);
    parts.extensions.insert(session.clone());
    let looked_at = parts.clone();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Err(error) = sessions.close(&session, response.headers_mut()).await {
        return (carrier.failed)(looked_at, error).await;
    }
    // Beside `no-store`, for caches that do not heed it (attack row SS-13).
    response
        .headers_mut()
        .append(VARY, HeaderValue::from_static("Cookie"));
    response
}
