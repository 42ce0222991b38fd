//! What apps watch in a frame (OpenID Connect Session Management 1.0 §3): a name that changes when somebody signs in or out in this
//! browser, or another account comes to the front.
//!
//! It is in a cookie of its own, which frames in pages of other sites get as well, and which carries no authority: it names a sign-in, as
//! `sid` does in ID tokens, beside a random number. So the frame also learns of a sign-in that ended elsewhere, by its row.

use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::carrier::Sessions;
use super::{BrowserSession, SessionError, SignedIn};
use crate::http::cookie::Sent;
use crate::keys::{Keys, MacPurpose};
use crate::protocol::gate;
use crate::protocol::ids::{ClientId, SignInId};
use crate::store::sign_ins::{self, Standing};

/// The state of a browser in which somebody is signed in: what its cookie says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BrowserState {
    sign_in: SignInId,
    random: [u8; 16],
}

/// The state during one request.
#[derive(Debug, Default)]
pub(super) struct Watched {
    /// Whether the browser has such a cookie, whatever it says.
    sent: bool,
    state: Option<BrowserState>,
    /// Whether the answer has to carry it.
    write: bool,
    /// Whether it outlives the browser window.
    kept: bool,
}

impl BrowserState {
    fn new(sign_in: SignInId) -> Self {
        Self {
            sign_in,
            random: crate::random::bytes(),
        }
    }

    fn parts(&self) -> [u8; 32] {
        let mut parts = [0; 32];
        parts[..16].copy_from_slice(self.sign_in.0.as_bytes());
        parts[16..].copy_from_slice(&self.random);
        parts
    }

    /// The cookie's value: nobody but us makes one, so that the frame is no way to ask about other sign-ins.
    fn to_text(&self, keys: &Keys) -> String {
        let parts = self.parts();
        let (kid, mac) = keys.mac(MacPurpose::BrowserState, &[&parts]);
        URL_SAFE_NO_PAD.encode([&[kid], &parts[..], &mac[..]].concat())
    }

    fn from_text(keys: &Keys, text: &str) -> Option<Self> {
        let bytes: [u8; 65] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let (kid, parts, mac) = (bytes[0], &bytes[1..33], &bytes[33..]);
        let ours = keys.mac_with(kid, MacPurpose::BrowserState, &[parts])?;
        aws_lc_rs::constant_time::verify_slices_are_equal(&ours, mac).ok()?;
        let (sign_in, random) = parts.split_at(16);
        Some(Self {
            sign_in: SignInId(Uuid::from_slice(sign_in).ok()?),
            random: random.try_into().ok()?,
        })
    }

    /// What is compared: the random number. A browser without a state has the empty name.
    fn name(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.random)
    }
}

impl Watched {
    pub(super) fn of(sessions: &Sessions, headers: &HeaderMap) -> Self {
        if !sessions.frames {
            return Self::default();
        }
        let sent = sessions.state_cookie.value(headers);
        let text = sent.one();
        Self {
            sent: sent != Sent::Absent,
            state: text.and_then(|text| BrowserState::from_text(&sessions.keys, text)),
            write: false,
            kept: false,
        }
    }

    pub(super) fn close(&self, sessions: &Sessions, answer: &mut HeaderMap) {
        if !self.write || !sessions.frames {
            return;
        }
        let cookie = match &self.state {
            Some(state) => {
                let lifetime = self.kept.then_some(sessions.limits.remembered);
                let text = state.to_text(&sessions.keys);
                sessions.state_cookie.set(&text, lifetime)
            }
            None if self.sent => sessions.state_cookie.removal(),
            None => return,
        };
        answer.append(SET_COOKIE, cookie);
    }
}

impl BrowserSession {
    /// This sign-in came to the front. The same one again, proven anew, is no change.
    pub(super) fn is_watched(&self, signed_in: &SignedIn) {
        let mut state = self.state();
        let watched = &mut state.watched;
        let same = watched.state.as_ref().map(|state| state.sign_in) == Some(signed_in.id);
        // Kept or not may have changed with a sign-in, so the cookie is written anyway.
        if !same {
            watched.state = Some(BrowserState::new(signed_in.id));
        }
        (watched.write, watched.kept) = (true, signed_in.remember);
    }

    /// These sign-ins ended here. If another one is still in front, apps of those that waited have to look as well.
    pub(super) fn is_over(&self, ended: &[SignInId], front: Option<&SignedIn>) {
        let mut state = self.state();
        let front = front.filter(|front| !ended.contains(&front.id));
        let watched = &mut state.watched;
        watched.state = front.map(|front| BrowserState::new(front.id));
        (watched.write, watched.kept) = (true, front.is_some_and(|front| front.remember));
    }

    /// Whether apps may watch this browser's state.
    pub fn is_watchable(&self) -> bool {
        self.sessions().frames
    }

    /// The name of this browser's state for an answer to an app that may watch it, with `sign_in` in front as was just seen, or whoever is
    /// there.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn browser_state(&self, sign_in: Option<SignInId>) -> Result<String, SessionError> {
        let mut front = self.signed_in().await?;
        if let Some(signed_in) = front.as_ref().filter(|front| Some(front.id) != sign_in)
            && self.sessions().standing(signed_in).await?.is_none()
        {
            front = None;
        }
        match &front {
            Some(front) => {
                let known = self
                    .state()
                    .watched
                    .state
                    .as_ref()
                    .map(|state| state.sign_in);
                if known != Some(front.id) {
                    // From before frames were switched on, or the cookie went away.
                    self.is_watched(front);
                }
            }
            None => {
                let watched = &mut self.state().watched;
                (watched.state, watched.write) = (None, true);
            }
        }
        let name = self.state().watched.state.as_ref().map(BrowserState::name);
        Ok(name.unwrap_or_default())
    }
}

impl Sessions {
    /// The name of the state of the browser that sent `headers`, for the frame in it: empty when nobody is signed in there, or the
    /// sign-in is over by its row.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn browser_state(&self, headers: &HeaderMap) -> Result<String, SessionError> {
        let Some(state) = Watched::of(self, headers).state else {
            return Ok(String::new());
        };
        let (id, no_client) = (state.sign_in, ClientId(String::new()));
        let job = self
            .db
            .read(move |c| Box::pin(async move { sign_ins::standing(c, id, &no_client).await }));
        let holds = job.await?.is_some_and(|found| self.holds(&found));
        Ok(if holds { state.name() } else { String::new() })
    }

    fn holds(&self, found: &Standing) -> bool {
        let (now, sign_in) = (self.clock.now(), &found.sign_in);
        let idle = sign_in.idle_ends && sign_in.last_seen_at.plus(self.limits.idle) <= now;
        let standing = sign_in.standing();
        !idle && gate::may_redeem(&found.user.standing(), None, Some(&standing), now).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::testing;
    use crate::protocol::time::Timestamp;

    #[test]
    fn a_state_is_ours_and_changes_with_every_sign_in() {
        let keys = testing::keys("https://op.example", Timestamp(1_800_000_000));
        let sign_in = SignInId(Uuid::from_u128(7));
        let state = BrowserState::new(sign_in);
        let text = state.to_text(&keys);
        assert_eq!(BrowserState::from_text(&keys, &text), Some(state.clone()));
        assert_ne!(BrowserState::new(sign_in).name(), state.name());
        let mut bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
        for at in 0..bytes.len() {
            bytes[at] ^= 1;
            let forged = URL_SAFE_NO_PAD.encode(&bytes);
            assert_eq!(BrowserState::from_text(&keys, &forged), None, "{at}");
            bytes[at] ^= 1;
        }
        for junk in ["", "x", "ä", &text[1..], &format!("{text}A")] {
            assert_eq!(BrowserState::from_text(&keys, junk), None, "{junk}");
        }
    }
}
