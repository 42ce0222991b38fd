//! Sessions bound to the device (W3C Device Bound Session Credentials): the browser keeps a key in its device's hardware, and shows with
//! it, every few minutes, that the session is still there. A cookie that was copied off the machine is worth nothing soon after.
//!
//! That the key was shown is said by a second cookie, short and sealed, and the session says that there has to be one: recognising a
//! browser reads nothing more than before, in either mode. Every sign-in of a browser has a key and such a cookie of its own.
//!
//! The key itself stands in the sign-in's row. It cannot travel in the session's cookie: where a request comes from an app's own site,
//! browsers show the key without any cookie of ours (`SameSite`). They name what they show it for by a random number instead. A challenge
//! names how often the key was shown before, which the row counts: each is answered once, on every node.

use std::time::Duration;

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::SessionError;
use super::browser::BrowserSession;
use super::carrier::{Place, Sessions};
use super::database;
use super::limits::{CLOCK_SKEW, SignedIn};
use crate::accounts::binding::{self, Bound};
use crate::config::{Bind, SessionMode};
use crate::http::cookie;
use crate::keys::{Purpose, Travels};
use crate::limiter::Limiter;
use crate::protocol::device_key::{self, BadProof, DeviceKey};
use crate::protocol::ids::SignInId;
use crate::protocol::time::Timestamp;
use crate::random;
use crate::store::sign_ins;

/// Offers a browser to bind the session.
pub const REGISTRATION: HeaderName = HeaderName::from_static("secure-session-registration");
/// What is to be signed.
pub const CHALLENGE: HeaderName = HeaderName::from_static("secure-session-challenge");
/// What was signed.
pub const RESPONSE: HeaderName = HeaderName::from_static("secure-session-response");
/// Which session it is about.
pub const SESSION_ID: HeaderName = HeaderName::from_static("sec-secure-session-id");

/// Where browsers register a key.
pub const REGISTER: &str = "/session/device";
/// Where they show it again.
pub const REFRESH: &str = "/session/device/refresh";

/// The beginning of the short cookies' names; the end of the sign-in's id follows.
const COOKIE_NAME: &str = "lanyard-bound-";
/// How long a challenge may wait for its answer: browsers sign at once.
const ANSWER: Duration = Duration::from_mins(1);
/// Requests that were under way while the session was bound know nothing of it yet.
const UNDER_WAY: Duration = CLOCK_SKEW.saturating_add(Duration::from_secs(30));
/// By then it is settled, on every node, whether a browser binds.
const SETTLED: Duration = Duration::from_mins(5);
/// Proofs that were not believed are recorded once in so long.
const TOLD: Duration = Duration::from_mins(10);

/// The short cookie: the device showed its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct DeviceProof {
    #[serde(rename = "i")]
    sign_in: SignInId,
    /// When the session was bound.
    #[serde(rename = "s")]
    since: Timestamp,
    /// When the key was shown.
    #[serde(rename = "a")]
    at: Timestamp,
}

impl Travels for DeviceProof {
    const PURPOSE: Purpose = Purpose::DeviceProof;
    const VERSION: u8 = 1;
}

/// What a browser is to sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct DeviceChallenge {
    #[serde(rename = "i")]
    sign_in: SignInId,
    #[serde(rename = "a")]
    asks: Asks,
}

/// What for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Asks {
    /// For a key, of a session whose cookie has this number.
    #[serde(rename = "r")]
    Register { generation: i64 },
    /// For the key that was bound then, which was shown so often.
    #[serde(rename = "s")]
    Show { since: Timestamp, shown: i64 },
}

impl Travels for DeviceChallenge {
    const PURPOSE: Purpose = Purpose::DeviceChallenge;
    const VERSION: u8 = 1;
}

/// How sessions are bound here.
#[derive(Debug)]
pub(super) struct Binding {
    /// Never, wherever there is no https.
    bind: Bind,
    /// How long a shown key is good.
    lifetime: Duration,
    told: Limiter<SignInId>,
}

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// Nothing is wrong.
    Fine,
    /// It is bound, and the browser did not show that it is the device.
    Unproven,
    /// It has to be bound, and is not.
    Unbound,
    /// It may be a copy from before it was bound: its row says.
    Unsettled,
}

/// Why a browser is refused that wants to bind a session, or shows its key.
#[derive(Debug, thiserror::Error)]
pub enum NotBound {
    /// It has no such session any more, so there is nothing to bind.
    #[error("there is no such session")]
    NoSession,
    /// The session is bound already, or renewed meanwhile.
    #[error("the session is bound already, or was renewed meanwhile")]
    Settled,
    /// What was signed is not what this session was asked for, or too old.
    #[error("this is not the challenge that this session was given, or it is older than a minute")]
    Challenge,
    /// It cannot be believed.
    #[error(transparent)]
    Proof(#[from] BadProof),
    /// The database failed.
    #[error(transparent)]
    Session(#[from] SessionError),
}

/// What a browser is told of a session that is bound (W3C Device Bound Session Credentials, §9.10).
#[derive(Debug, Serialize)]
pub struct Instructions {
    session_identifier: String,
    refresh_url: &'static str,
    scope: Scope,
    credentials: [Credential; 1],
    /// Apps bring people here from their own sites.
    allowed_refresh_initiators: [&'static str; 1],
}

#[derive(Debug, Serialize)]
struct Scope {
    include_site: bool,
    scope_specification: Vec<Except>,
}

#[derive(Debug, Serialize)]
struct Except {
    r#type: &'static str,
    domain: String,
    path: &'static str,
}

#[derive(Debug, Serialize)]
struct Credential {
    r#type: &'static str,
    name: String,
    attributes: &'static str,
}

/// What needs no session, so that no request of it waits for the device.
const WITHOUT: [&str; 9] = [
    "/static",
    "/brand",
    "/logos",
    "/pictures",
    "/.well-known",
    "/jwks",
    "/token",
    "/userinfo",
    "/health",
];

impl Binding {
    /// Binds nothing.
    pub(super) fn off() -> Self {
        Self::new(Bind::Off, Duration::ZERO)
    }

    pub(super) fn new(bind: Bind, lifetime: Duration) -> Self {
        Self {
            bind,
            lifetime,
            told: Limiter::new(1, TOLD),
        }
    }
}

impl Sessions {
    /// The same with sessions that are bound to the device, where browsers can and there is https.
    pub fn with_binding(self, bind: Bind, lifetime: Duration) -> Self {
        let bind = if self.secure { bind } else { Bind::Off };
        let binding = Binding::new(bind, lifetime);
        Self { binding, ..self }
    }

    fn device_cookie(&self, sign_in: SignInId) -> cookie::Kind {
        let id = sign_in.0.simple().to_string();
        cookie::Kind::new(&format!("{COOKIE_NAME}{}", &id[24..]), self.secure)
    }

    /// Whether the session is used by the device it is bound to, as `cookies` say.
    pub(super) fn is_in_place(
        &self,
        signed_in: &SignedIn,
        cookies: &DeviceCookies,
        now: Timestamp,
    ) -> Stands {
        if self.binding.bind == Bind::Off {
            return Stands::Fine;
        }
        let Some(since) = signed_in.bound else {
            let signed = signed_in.auth_time;
            let late = |patience: Duration| signed.plus(patience).plus(CLOCK_SKEW) < now;
            return if self.binding.bind == Bind::Require && late(ANSWER) {
                Stands::Unbound
            } else if self.mode == SessionMode::Cookie
                && !signed_in.unbound
                && signed.plus(SETTLED) <= now
            {
                Stands::Unsettled
            } else {
                Stands::Fine
            };
        };
        if now < since.plus(UNDER_WAY) {
            return Stands::Fine;
        }
        let kind = self.device_cookie(signed_in.id);
        let proof = cookies.value(&kind);
        let proof = proof.and_then(|text| self.keys.open::<DeviceProof>(text, now).ok());
        let good = proof.is_some_and(|opened| {
            let proof = opened.value;
            proof.sign_in == signed_in.id
                && proof.since == since
                && proof.at <= now.plus(CLOCK_SKEW)
                && now < proof.at.plus(self.binding.lifetime).plus(CLOCK_SKEW)
        });
        match good {
            true => Stands::Fine,
            false => Stands::Unproven,
        }
    }

    /// Whether a session and its row say the same of a device. One that was under way may not know yet.
    pub(super) fn agrees(
        &self,
        signed_in: &SignedIn,
        bound_at: Option<Timestamp>,
        now: Timestamp,
    ) -> bool {
        match (self.binding.bind, signed_in.bound, bound_at) {
            (Bind::Off, ..) => true,
            (_, None, Some(at)) => now < at.plus(UNDER_WAY),
            (_, known, bound_at) => known == bound_at,
        }
    }

    /// Puts the offer to bind `signed_in` on the answer that begins it.
    pub(super) fn offer(&self, signed_in: &SignedIn, answer: &mut HeaderMap) {
        if self.binding.bind == Bind::Off || signed_in.bound.is_some() {
            return;
        }
        let generation = signed_in.generation;
        let challenge = self.challenge(signed_in.id, Asks::Register { generation });
        let text = format!(
            "({});path=\"{REGISTER}\";challenge=\"{challenge}\"",
            device_key::OFFERED
        );
        if let Ok(value) = HeaderValue::try_from(text) {
            answer.insert(REGISTRATION, value);
        }
    }

    fn challenge(&self, sign_in: SignInId, asks: Asks) -> String {
        let until = self.clock.now().plus(ANSWER).plus(CLOCK_SKEW);
        self.keys.seal(until, &DeviceChallenge { sign_in, asks })
    }

    /// What was asked for with `text`, when it was of this sign-in.
    fn asked(&self, text: &str, sign_in: SignInId) -> Option<Asks> {
        let opened = self.keys.open::<DeviceChallenge>(text, self.clock.now());
        let challenge = opened.ok()?.value;
        (challenge.sign_in == sign_in).then_some(challenge.asks)
    }

    /// The short cookie, and what the browser is told beside it.
    fn shown(
        &self,
        device: Uuid,
        sign_in: SignInId,
        since: Timestamp,
    ) -> (HeaderValue, Instructions) {
        let at = self.clock.now();
        let proof = DeviceProof { sign_in, since, at };
        let lifetime = self.binding.lifetime;
        let text = self.keys.seal(at.plus(lifetime).plus(CLOCK_SKEW), &proof);
        let kind = self.device_cookie(sign_in);
        let except = |path| Except {
            r#type: "exclude",
            domain: self.host.clone(),
            path,
        };
        let instructions = Instructions {
            session_identifier: device.to_string(),
            refresh_url: REFRESH,
            scope: Scope {
                include_site: false,
                scope_specification: WITHOUT.into_iter().map(except).collect(),
            },
            credentials: [Credential {
                r#type: "cookie",
                name: kind.name().to_owned(),
                attributes: "Path=/; HttpOnly; SameSite=Lax; Secure",
            }],
            allowed_refresh_initiators: ["*"],
        };
        (kind.set(&text, Some(lifetime)), instructions)
    }
}

impl BrowserSession {
    /// Binds the session to the key that `proof` brings along. The cookies that say so are put on the answer.
    ///
    /// # Errors
    /// [`NotBound`]; the session goes on as it was.
    pub async fn bind(&self, proof: &str) -> Result<Instructions, NotBound> {
        let sessions = self.sessions();
        let now = sessions.clock.now();
        let Some(mut signed_in) = self.signed_in().await? else {
            return Err(NotBound::NoSession);
        };
        if signed_in.bound.is_some() || sessions.binding.bind == Bind::Off {
            return Err(NotBound::Settled);
        }
        let (key, challenge) = DeviceKey::of_proof(proof)?;
        let generation = signed_in.generation;
        if sessions.asked(&challenge, signed_in.id) != Some(Asks::Register { generation }) {
            return Err(NotBound::Challenge);
        }
        signed_in.bound = Some(now);
        let device = Uuid::from_bytes(random::bytes());
        let bound = Bound {
            sign_in: signed_in.id,
            generation,
            device,
            key: key.to_octets(),
            record: self.record_of(&signed_in),
        };
        let actor = self.actor(signed_in.user);
        let stored = binding::bind(&sessions.db, bound, &actor, now).await;
        if !stored.map_err(SessionError::from)? {
            return Err(NotBound::Settled);
        }
        match self.place() {
            // The record is there; what this request read of it is over.
            Place::Database => self.reread(),
            Place::Cookie { .. } => self.put(&signed_in).await?,
        }
        metrics::counter!("lanyard_sessions_bound_total").increment(1);
        Ok(self.shows_key(device, signed_in.id, now))
    }

    /// Looks at a key that was shown for `device`, as its browser calls it. Without a proof, and with one of an older challenge, the
    /// inner error is what is to be signed.
    ///
    /// # Errors
    /// [`NotBound`]; a session is over only with its short cookie.
    pub async fn show_key(
        &self,
        device: Uuid,
        proof: Option<&str>,
    ) -> Result<Result<Instructions, String>, NotBound> {
        let sessions = self.sessions();
        let now = sessions.clock.now();
        let job = sessions
            .db
            .read(move |c| Box::pin(async move { sign_ins::device(c, device, now).await }));
        let Some(row) = job.await.map_err(SessionError::from)? else {
            return Err(NotBound::NoSession);
        };
        let key = DeviceKey::from_octets(&row.key).ok_or(NotBound::NoSession)?;
        let (id, since, shown) = (row.id, row.since, row.shown);
        let ask = |shown| sessions.challenge(id, Asks::Show { since, shown });
        let Some(proof) = proof else {
            return Ok(Err(ask(shown)));
        };
        let challenge = match key.challenge_of(proof) {
            Ok(challenge) => challenge,
            Err(error) => {
                metrics::counter!("lanyard_device_proofs_total", "outcome" => "refused")
                    .increment(1);
                // Whoever knows the number can come with keys of their own as often as they like.
                if sessions.binding.told.admits(id, now) {
                    let told = binding::refused(&sessions.db, &row, &self.somebody(), now).await;
                    told.map_err(SessionError::from)?;
                }
                return Err(error.into());
            }
        };
        let is_next = sessions.asked(&challenge, id) == Some(Asks::Show { since, shown });
        let counted = is_next
            && binding::show(&sessions.db, id, since, shown, now)
                .await
                .map_err(SessionError::from)?;
        let outcome = if counted { "shown" } else { "again" };
        metrics::counter!("lanyard_device_proofs_total", "outcome" => outcome).increment(1);
        match counted {
            true => Ok(Ok(self.shows_key(device, id, since))),
            // Another request was counted in its place.
            false => Ok(Err(ask(shown + i64::from(is_next)))),
        }
    }

    fn shows_key(&self, device: Uuid, id: SignInId, since: Timestamp) -> Instructions {
        let (cookie, instructions) = self.sessions().shown(device, id, since);
        self.state().device_cookies.push(cookie);
        instructions
    }

    /// Mode `database`: the record as it is to be.
    fn record_of(&self, signed_in: &SignedIn) -> Option<binding::Record> {
        if !matches!(self.place(), Place::Database) {
            return None;
        }
        let expires_at = self.sessions().limits.record_end(signed_in);
        self.handle().id().map(|id| binding::Record {
            id_hash: database::key(&id),
            data: database::data(signed_in),
            expires_at,
        })
    }

    /// The browser is to drop the short cookies of sign-ins that are over.
    pub(super) fn unbind(&self, over: &[SignInId]) {
        let sessions = self.sessions();
        for id in over {
            let kind = sessions.device_cookie(*id);
            if self.devices().value(&kind).is_some() {
                self.state().device_cookies.push(kind.removal());
            }
        }
    }

    pub(super) fn close_devices(&self, answer: &mut HeaderMap) {
        for cookie in self.state().device_cookies.drain(..) {
            answer.append(SET_COOKIE, cookie);
        }
    }
}

/// The lines of a request in which short cookies are.
#[derive(Debug, Default)]
pub(super) struct DeviceCookies(HeaderMap);

impl DeviceCookies {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let mut lines = HeaderMap::new();
        for line in headers.get_all(COOKIE) {
            if line.to_str().is_ok_and(|line| line.contains(COOKIE_NAME)) {
                lines.append(COOKIE, line.clone());
            }
        }
        Self(lines)
    }

    /// The value of one, when there is no other of its name.
    fn value(&self, kind: &cookie::Kind) -> Option<&str> {
        kind.value(&self.0).one()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::kept_tests::{NOW, opens_as};

    #[test]
    fn proofs_and_challenges_of_former_versions_open() {
        let sign_in = SignInId(Uuid::from_u128(7));
        let proof = DeviceProof {
            sign_in,
            since: NOW,
            at: NOW,
        };
        opens_as("device-proof", &proof);
        let asks = Asks::Show {
            since: NOW,
            shown: 3,
        };
        opens_as("device-challenge", &DeviceChallenge { sign_in, asks });
    }

    #[test]
    fn cookies_of_one_name_that_differ_are_none() {
        let kind = cookie::Kind::new("lanyard-bound-1", true);
        let of = |line: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, line.parse().unwrap());
            DeviceCookies::of(&headers).value(&kind).map(str::to_owned)
        };
        assert_eq!(of("a=b; __Host-lanyard-bound-1=x"), Some("x".into()));
        assert_eq!(
            of("__Host-lanyard-bound-1=x; __Host-lanyard-bound-1=x"),
            Some("x".into())
        );
        assert_eq!(
            of("__Host-lanyard-bound-1=x; __Host-lanyard-bound-1=y"),
            None
        );
        assert_eq!(of("lanyard-bound-1=x; __Host-lanyard-bound-2=x"), None);
    }
}
