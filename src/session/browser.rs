//! The typed handle on a browser's session.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_lc_rs::digest::{SHA256, digest};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use time::OffsetDateTime;
use tower_sessions::{Expiry, Session};

use super::accounts::Book;
use super::binding::{DeviceCookies, Stands};
use super::browser_state::Watched;
use super::carrier::{Place, Sessions};
use super::database::{Replacement, fresh_id};
use super::limits::KEY;
use super::notice::Notices;
use super::{Over, SessionError, SignedIn};
use crate::accounts::EndReason;
use crate::accounts::beginning::{self, Around, Beginning, begin};
use crate::accounts::ending;
use crate::audit::{Actor, Origin};
use crate::identity::failures::FailedBefore;
use crate::identity::second_factor::Spent;
use crate::network::Network;
use crate::protocol::ids::{SignInId, UserId};
use crate::protocol::time::Timestamp;
use crate::store::sign_ins::SignIn;

/// A random name for the browser, before and after anybody signs in. In-flight requests and CSRF tokens are bound
/// to it. It says nothing about a person and stands in no row.
#[derive(Debug)]
pub struct Browser {
    id: String,
    fresh: bool,
    wanted: AtomicBool,
    network: Network,
}

impl Browser {
    pub(super) fn from_cookie(value: Option<&str>, network: Network) -> Self {
        match value.filter(|value| value.len() == 43 && value.bytes().all(is_base64url)) {
            Some(value) => Self {
                id: value.to_owned(),
                fresh: false,
                wanted: AtomicBool::new(false),
                network,
            },
            None => Self {
                id: random_id(),
                fresh: true,
                wanted: AtomicBool::new(false),
                network,
            },
        }
    }

    /// The id, which from now on the browser must have.
    pub fn id(&self) -> &str {
        self.wanted.store(true, Ordering::Relaxed);
        &self.id
    }

    /// The SHA-256 of the id, cut to 128 bits: what a sealed text names the browser by.
    pub fn fingerprint(&self) -> [u8; 16] {
        let hash = digest(&SHA256, self.id().as_bytes());
        let mut short = [0; 16];
        short.copy_from_slice(&hash.as_ref()[..16]);
        short
    }

    /// Whether the browser sent the cookie itself.
    pub fn is_known(&self) -> bool {
        !self.fresh
    }

    pub(super) fn to_set(&self) -> Option<&str> {
        (self.fresh && self.wanted.load(Ordering::Relaxed)).then_some(&*self.id)
    }
}

fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

fn random_id() -> String {
    URL_SAFE_NO_PAD.encode(crate::random::bytes::<32>())
}

/// What is known of a fresh sign-in.
#[derive(Debug, Clone)]
pub struct NewSignIn {
    /// The person.
    pub user: UserId,
    /// The stored hash that a password was matched with; see [`Beginning`].
    pub password_hash: Option<String>,
    /// The second factor that was shown, which is used up by signing in.
    pub second: Option<Spent>,
    /// What failed since the person was last here.
    pub failed: Option<FailedBefore>,
    /// How they proved it (`amr`, RFC 8176), e.g. `pwd`.
    pub amr: Vec<String>,
    /// "Keep me signed in".
    pub remember: bool,
    /// "Firefox on Linux".
    pub device: String,
    /// The browser is none the person is known to use.
    pub strange: bool,
}

/// A browser's session, in either mode. Cheap to clone; all clones of a request are one.
#[derive(Debug, Clone)]
pub struct BrowserSession(Arc<Inner>);

#[derive(Debug)]
pub(super) struct Inner {
    pub(super) sessions: Arc<Sessions>,
    place: Place,
    browser: Browser,
    /// Where the request came from.
    origin: Origin,
    had_cookie: bool,
    devices: DeviceCookies,
    state: Mutex<State>,
}

/// What becomes of the session during one request. Never held across a wait.
#[derive(Debug)]
pub(super) struct State {
    session: Session,
    /// Mode `database`: the record was stored with the sign-in, and the browser gets its id. `true`: "Keep me signed in".
    fresh: Option<bool>,
    /// Whom the browser knows besides the one in the session.
    pub book: Book,
    /// What the next page says.
    pub notices: Notices,
    /// What apps watch in a frame.
    pub watched: Watched,
    /// What the answer says of devices.
    pub device_cookies: Vec<HeaderValue>,
    /// A sign-in that began, whose session the browser may bind.
    begun: Option<SignedIn>,
    /// The browser is to drop its cookie.
    cleared: bool,
    over: Option<Over>,
    /// Whose session it was that is over by its limits.
    was: Option<UserId>,
}

impl BrowserSession {
    pub(super) fn new(
        sessions: Arc<Sessions>,
        session: Session,
        place: Place,
        (browser, origin): (Browser, Origin),
        (book, notices, watched, devices): (Book, Notices, Watched, DeviceCookies),
        had_cookie: bool,
        over: Option<Over>,
    ) -> Self {
        let state = State {
            session,
            fresh: None,
            book,
            notices,
            watched,
            device_cookies: Vec::new(),
            begun: None,
            // What cannot be read is taken back. What was replaced a moment ago is left alone: another request of this browser
            // may be getting its successor, and the removal could arrive after it.
            cleared: over == Some(Over::Unreadable),
            over,
            was: None,
        };
        Self(Arc::new(Inner {
            sessions,
            place,
            browser,
            origin,
            had_cookie,
            devices,
            state: Mutex::new(state),
        }))
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why the session this browser had is over; none as long as it holds, or when there was none.
    pub fn over(&self) -> Option<Over> {
        self.state().over
    }

    /// Whose session this browser had, when it is over by its limits.
    pub fn was(&self) -> Option<UserId> {
        self.state().was
    }

    fn set_over(&self, why: Over) {
        self.state().over.get_or_insert(why);
    }

    /// The browser this session lives in.
    pub fn browser(&self) -> &Browser {
        &self.0.browser
    }

    /// Who acts when `user` does something in this browser.
    pub fn actor(&self, user: UserId) -> Actor {
        Actor::person(user, self.0.origin)
    }

    /// Who acts when it is not known who is in front of this browser.
    pub fn somebody(&self) -> Actor {
        Actor::somebody(self.0.origin)
    }

    /// Whom it is counted as, for what strangers can cause.
    pub(super) fn network(&self) -> Network {
        self.0.browser.network
    }

    /// The short cookies that the browser sent.
    pub(super) fn devices(&self) -> &DeviceCookies {
        &self.0.devices
    }

    /// Whether the browser shows that it is the device of `signed_in`, if it is bound to one.
    pub(super) fn is_in_place(&self, signed_in: &SignedIn) -> Stands {
        let sessions = self.sessions();
        sessions.is_in_place(signed_in, self.devices(), sessions.clock.now())
    }

    /// The sign-in that began with this request.
    pub(super) fn begun(&self) -> Option<SignedIn> {
        self.state().begun.clone()
    }

    pub(super) fn sessions(&self) -> &Sessions {
        &self.0.sessions
    }

    pub(super) fn inner(&self) -> &Inner {
        &self.0
    }

    pub(super) fn handle(&self) -> Session {
        self.state().session.clone()
    }

    /// Whether the record of this session was stored already, and if so, whether it is one to keep.
    pub(super) fn fresh(&self) -> Option<bool> {
        self.state().fresh
    }

    pub(super) fn place(&self) -> &Place {
        &self.0.place
    }

    /// Whether the browser holds a cookie that leads nowhere any more.
    pub(super) fn gone(&self) -> bool {
        self.0.had_cookie && self.state().cleared
    }

    pub(super) async fn remembered(&self) -> bool {
        matches!(self.handle().get::<SignedIn>(KEY).await, Ok(Some(signed_in)) if signed_in.remember)
    }

    /// Who is signed in, if the session still holds.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn signed_in(&self) -> Result<Option<SignedIn>, SessionError> {
        let found = match self.handle().get::<SignedIn>(KEY).await {
            // What this version cannot read is no session.
            Err(tower_sessions::session::Error::SerdeJson(_)) => None,
            found => found?,
        };
        let Some(mut signed_in) = found else {
            if self.0.had_cookie {
                // The id is well-formed, but its record is gone: somebody ended it.
                self.set_over(Over::Ended);
            }
            return Ok(None);
        };
        let (limits, now) = (self.0.sessions.limits, self.0.sessions.clock.now());
        if let Err(why) = limits.judge(&signed_in, now) {
            self.set_over(why);
            self.state().was = Some(signed_in.user);
            if why == Over::Future {
                // This node's clock is wrong, which must not end what holds elsewhere (attack row CS-18).
                return Ok(None);
            }
            let (id, seen) = (signed_in.id, signed_in.seen);
            let (db, reason) = (&self.0.sessions.db, why.reason());
            let ended = match reason {
                EndReason::Idle => ending::unused(db, id, seen, reason, now).await?,
                _ => {
                    ending::these(db, vec![id], reason, &Actor::system(), now).await?;
                    true
                }
            };
            if ended {
                self.clear().await?;
            } else {
                // An older copy, or another request was here at the same moment: the session itself goes on (attack row CS-01).
                self.state().cleared = true;
                if let Place::Cookie { slot, .. } = &self.0.place {
                    slot.forget();
                }
            }
            return Ok(None);
        }
        match self.is_in_place(&signed_in) {
            Stands::Fine => {}
            // Nothing ends: the browser may show its key later, and whoever has a copy must not end it.
            Stands::Unproven => return Ok(self.out_of_place(&signed_in, Over::Unproven)),
            Stands::Unbound => return Ok(self.out_of_place(&signed_in, Over::Unbound)),
            Stands::Unsettled => {
                if self.0.sessions.standing(&signed_in).await?.is_none() {
                    return Ok(self.out_of_place(&signed_in, Over::Ended));
                }
                signed_in.unbound = true;
                self.put(&signed_in).await?;
            }
        }
        if limits.should_touch(&signed_in, now) {
            signed_in.seen = now;
            self.put(&signed_in).await?;
            beginning::seen(&self.0.sessions.db, signed_in.id, now).await?;
        }
        Ok(Some(signed_in))
    }

    fn out_of_place(&self, signed_in: &SignedIn, why: Over) -> Option<SignedIn> {
        self.set_over(why);
        self.state().was = Some(signed_in.user);
        metrics::counter!("lanyard_sessions_out_of_place_total", "why" => why.code()).increment(1);
        None
    }

    /// Records a sign-in and renews the cookie (attack rows SS-01, SS-02). The same person proving it is them again keeps
    /// the sign-in's id; another person's sign-in is put aside and waits. `None`: the password is not theirs any more, or
    /// the account was disabled a moment ago.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sign_in(&self, new: NewSignIn) -> Result<Option<SignedIn>, SessionError> {
        let now = self.0.sessions.clock.now();
        let before = self.signed_in().await?;
        let (same, other) = match before {
            Some(before) if before.user == new.user => (Some(before), None),
            other => (self.parked(new.user), other),
        };
        let again = same.map(|same| self.bound_here(same));
        let again_id = again.as_ref().map(|again| again.id);
        let waited = self.change_people(|people| people.take(new.user));
        self.end_unused(waited.filter(|waited| Some(waited.id) != again_id))
            .await?;
        let leaving = other.map(next_generation);
        let dropped = self.put_aside(leaving.clone());
        let left = leaving.as_ref().map(|left| (left.id, left.generation));
        let signed_in = SignedIn {
            id: again_id.unwrap_or_else(|| SignInId(crate::random::uuid_v7(now))),
            user: new.user,
            auth_time: now,
            amr: new.amr.clone(),
            born: now,
            seen: now,
            remember: new.remember,
            generation: again.as_ref().map_or(0, |again| again.generation + 1),
            bound: again.as_ref().and_then(|again| again.bound),
            unbound: false,
            further: again.map(|again| again.further).unwrap_or_default(),
        };
        let fresh = SignInId(crate::random::uuid_v7(now));
        let address = self.0.origin.address.map(|address| address.to_string());
        let row = SignIn {
            id: signed_in.id,
            user_id: new.user,
            started_at: now,
            last_seen_at: now,
            amr: new.amr.join(" "),
            device: new.device,
            address: address.unwrap_or_default(),
            ended_at: None,
            end_reason: None,
            expires_at: self.0.sessions.limits.absolute_end(&signed_in),
            generation: signed_in.generation,
            epoch: None,
            idle_ends: !signed_in.remember,
            device_key: None,
            bound_at: signed_in.bound,
            proven_at: None,
        };
        let beginning = Beginning {
            row,
            again: again_id.is_some(),
            fresh,
            password_hash: new.password_hash,
            second: new.second,
            failed: new.failed,
            strange: new.strange,
        };
        let (replacement, actor) = (self.replacement(&signed_in), self.actor(new.user));
        let around = Around {
            dropped,
            left,
            record: replacement.map(|replacement| replacement.record(&signed_in)),
        };
        let (db, mailing) = (&self.0.sessions.db, &self.0.sessions.mailing);
        let stored = begin(db, mailing, beginning, around, &actor, now);
        let Some(stored) = stored.await? else {
            return Ok(None);
        };
        let signed_in = signed_in.stored_as(stored.0, stored.1);
        self.state().begun = Some(signed_in.clone());
        self.0.sessions.supersede(&signed_in);
        self.is_watched(&signed_in);
        if let Some(leaving) = &leaving {
            self.0.sessions.supersede(leaving);
        }
        match replacement {
            Some(replacement) => self.adopt(&replacement, signed_in.remember),
            None => self.renew(&signed_in).await?,
        }
        Ok(Some(signed_in))
    }

    /// `signed_in` without a device that this browser does not show to be.
    fn bound_here(&self, signed_in: SignedIn) -> SignedIn {
        let bound = match self.is_in_place(&signed_in) {
            Stands::Fine => signed_in.bound,
            _ => None,
        };
        SignedIn { bound, ..signed_in }
    }

    /// Mode `database`: the record that a sign-in is stored with.
    fn replacement(&self, signed_in: &SignedIn) -> Option<Replacement> {
        match self.0.place {
            Place::Database => Some(Replacement {
                old: self.handle().id(),
                new: fresh_id(),
                expires_at: self.0.sessions.limits.record_end(signed_in),
            }),
            Place::Cookie { .. } => None,
        }
    }

    /// Goes on with a record that was stored.
    fn adopt(&self, stored: &Replacement, remember: bool) {
        let session = Session::new(Some(stored.new), self.0.sessions.records(), None);
        let mut state = self.state();
        (state.session, state.fresh) = (session, Some(remember));
    }

    /// Lets go of what was read of the record, which was written meanwhile.
    pub(super) fn reread(&self) {
        let mut state = self.state();
        let id = state.session.id();
        state.session = Session::new(id, self.0.sessions.records(), None);
    }

    /// Puts `signed_in` into the session under a new id; the old id is over.
    pub(super) async fn renew(&self, signed_in: &SignedIn) -> Result<(), SessionError> {
        // A browser without a session has no id that could be known, and a new one is random anyway.
        let session = self.handle();
        if session.id().is_some() {
            session.cycle_id().await?;
        }
        self.put(signed_in).await
    }

    pub(super) async fn put(&self, signed_in: &SignedIn) -> Result<(), SessionError> {
        let session = self.handle();
        session.insert(KEY, signed_in).await?;
        // The row outlives both limits, so that the reason can still be told.
        let ends_at = self.0.sessions.limits.record_end(signed_in);
        session.set_expiry(Some(Expiry::AtDateTime(date(ends_at))));
        Ok(())
    }

    /// Lets go of a session whose sign-in is over, gone, or another's by now. The cookie is left alone, as above.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn drop_record(&self) -> Result<(), SessionError> {
        self.set_over(Over::Ended);
        Ok(self.handle().flush().await?)
    }

    pub(super) async fn clear(&self) -> Result<(), SessionError> {
        self.state().cleared = true;
        self.handle().flush().await?;
        Ok(())
    }
}

/// The same sign-in with the next number: cookies with the one before are over.
pub(super) fn next_generation(signed_in: SignedIn) -> SignedIn {
    SignedIn {
        generation: signed_in.generation + 1,
        ..signed_in
    }
}

fn date(at: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(at.0).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

impl<S: Send + Sync> FromRequestParts<S> for BrowserSession {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        // The middleware is on every page route; its absence is a mistake in router().
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}
