//! Several accounts in one browser: one is in the session, the others wait in the people cookie.
//!
//! A waiting sign-in is worth nothing by itself: switching to it reads its row, which says whether it still stands. A copied
//! or older cookie therefore revives nothing that was ended, in either session mode.

use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;

use super::binding::Stands;
use super::browser::{BrowserSession, next_generation};
use super::carrier::Sessions;
use super::people::{LIFETIME, People};
use super::sealed::MAX_COOKIE_BYTES;
use super::{Over, SessionError, SignedIn};
use crate::accounts::EndReason;
use crate::accounts::beginning::{self, Switch};
use crate::accounts::ending;
use crate::audit::Actor;
use crate::config::SessionMode;
use crate::http::cookie::Sent;
use crate::protocol::ids::{ClientId, SignInId, UserId};
use crate::protocol::time::Timestamp;
use crate::store::sign_ins::{self, Standing};
use crate::store::users::{self, User};

/// How often an account may be switched to in a minute: each time is a write (attack row FI-08).
pub(super) const SWITCHES_A_MINUTE: u32 = 30;

/// The people cookie during one request. It is opened when somebody asks.
#[derive(Debug)]
pub(super) struct Book {
    /// As the browser sent it, until it is opened.
    closed: Option<String>,
    /// Whether the browser has such a cookie.
    sent: bool,
    people: People,
    /// Whether the answer has to carry it.
    write: bool,
}

impl Book {
    pub(super) fn new(sent: Sent<'_>) -> Self {
        let closed = match sent {
            Sent::Absent => None,
            // Of two, neither is believed; what is too long cannot be ours. Either is replaced.
            Sent::Ambiguous => Some(String::new()),
            Sent::One(text) if text.len() > MAX_COOKIE_BYTES => Some(String::new()),
            Sent::One(text) => Some(text.to_owned()),
        };
        Self {
            sent: closed.is_some(),
            closed,
            people: People::default(),
            write: false,
        }
    }

    fn open(&mut self, sessions: &Sessions) -> &mut People {
        if let Some(text) = self.closed.take() {
            match People::open(&sessions.keys, &text, sessions.clock.now()) {
                Some((people, old_key)) => (self.people, self.write) = (people, old_key),
                // Not ours, or too old: nobody is known, and the browser is told to drop it.
                None => self.write = true,
            }
        }
        &mut self.people
    }

    /// Puts the cookie on the answer, when something about it changed.
    pub(super) fn close(
        &self,
        sessions: &Sessions,
        answer: &mut HeaderMap,
    ) -> Result<(), SessionError> {
        if !self.write || (self.people.is_empty() && !self.sent) {
            return Ok(());
        }
        let cookie = if self.people.is_empty() {
            sessions.people_cookie.removal()
        } else {
            let value = self.people.seal(&sessions.keys, sessions.clock.now());
            if value.len() > MAX_COOKIE_BYTES {
                return Err(SessionError::TooLarge(value.len()));
            }
            let lifetime = self.people.outlives_window().then_some(LIFETIME);
            sessions.people_cookie.set(&value, lifetime)
        };
        answer.append(SET_COOKIE, cookie);
        Ok(())
    }
}

/// Somebody this browser knows.
#[derive(Debug, Clone)]
pub struct Known {
    /// The account, which may be used.
    pub user: User,
    /// Whether they are signed in here, so that choosing them takes no password.
    pub signed_in: bool,
}

/// Who else a browser knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// Nobody.
    None,
    /// Somebody who is signed out.
    Remembered,
    /// Somebody who is signed in as well.
    SignedIn,
}

/// Somebody who is signed in in this browser.
#[derive(Debug, Clone)]
pub struct Here {
    /// Their sign-in.
    pub sign_in: SignInId,
    /// Their account.
    pub user: User,
}

/// What signing out ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignOut {
    /// This sign-in, when it is one of this browser.
    One(SignInId),
    /// Every account of this browser.
    All,
}

impl BrowserSession {
    /// Looks into the people cookie.
    fn people<T>(&self, look: impl FnOnce(&People) -> T) -> T {
        look(self.state().book.open(&self.inner().sessions))
    }

    /// Changes the people cookie.
    pub(super) fn change_people<T>(&self, change: impl FnOnce(&mut People) -> T) -> T {
        let mut state = self.state();
        let changed = change(state.book.open(&self.inner().sessions));
        state.book.write = true;
        changed
    }

    pub(super) fn close_book(&self, answer: &mut HeaderMap) -> Result<(), SessionError> {
        self.state().book.close(&self.inner().sessions, answer)
    }

    /// Whether the browser knows anybody besides `user`, by its cookie alone.
    pub fn others(&self, user: Option<UserId>) -> Others {
        let window = self.browser().fingerprint();
        self.people(|people| {
            let others = || people.users().filter(|other| Some(*other) != user);
            if others().any(|other| people.parked(other, &window).is_some()) {
                Others::SignedIn
            } else if others().next().is_some() {
                Others::Remembered
            } else {
                Others::None
            }
        })
    }

    /// Whether this person asked to be shown on the sign-in page of this browser.
    pub fn shows(&self, user: UserId) -> bool {
        self.people(|people| people.shows(user))
    }

    /// Everybody this browser knows besides the one in the session, the latest first. Who may not be shown any more is
    /// dropped from the cookie: accounts that were removed or disabled, and sign-ins that are over.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn known_people(&self) -> Result<Vec<Known>, SessionError> {
        let users: Vec<_> = self.people(|people| people.users().collect());
        if users.is_empty() {
            return Ok(Vec::new());
        }
        let current = self.signed_in().await?.map(|signed_in| signed_in.user);
        let mut listed = Vec::with_capacity(users.len());
        for id in users.into_iter().filter(|id| Some(*id) != current) {
            if self
                .parked(id)
                .is_some_and(|parked| !self.may_go_on(&parked))
            {
                // It is bound to a device, which this browser did not show to be. It may later.
                listed.extend(self.remembered_person(id).await?);
                continue;
            }
            let standing = match self.parked(id) {
                Some(parked) => self.inner().sessions.standing(&parked).await?,
                None => None,
            };
            if let Some(user) = standing {
                let signed_in = true;
                listed.push(Known { user, signed_in });
                continue;
            }
            self.discard(id).await?;
            listed.extend(self.remembered_person(id).await?);
        }
        Ok(listed)
    }

    /// Somebody who is not signed in, if they asked to be shown.
    async fn remembered_person(&self, id: UserId) -> Result<Option<Known>, SessionError> {
        let job = self
            .inner()
            .sessions
            .db
            .read(move |c| Box::pin(async move { users::by_id(c, id).await }));
        let Some(user) = job.await?.filter(User::is_in_use) else {
            self.change_people(|people| people.forget(id));
            return Ok(None);
        };
        let signed_in = false;
        Ok(self.shows(id).then_some(Known { user, signed_in }))
    }

    /// Whether a sign-in that waits may be gone on with here, as far as its device says.
    fn may_go_on(&self, parked: &SignedIn) -> bool {
        matches!(self.is_in_place(parked), Stands::Fine | Stands::Unsettled)
    }

    /// The sign-in of `user` that waits here. Whether it still stands is for its row to say.
    pub(super) fn parked(&self, user: UserId) -> Option<SignedIn> {
        let window = self.browser().fingerprint();
        self.people(|people| people.parked(user, &window).cloned())
    }

    /// Puts the waiting sign-in of `user` into the session, under a new id, and the one that was there aside. `None`: none
    /// waits, or it is over.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn switch_to(&self, user: UserId) -> Result<Option<User>, SessionError> {
        let sessions = &self.inner().sessions;
        let arriving = self.parked(user).filter(|parked| self.may_go_on(parked));
        let Some(mut arriving) = arriving else {
            return Ok(None);
        };
        if !sessions.switches.admits(user, sessions.clock.now()) {
            return Err(SessionError::TooOften);
        }
        let Some(person) = sessions.standing(&arriving).await? else {
            self.discard(user).await?;
            return Ok(None);
        };
        let (same, other) = match self.signed_in().await? {
            Some(leaving) if leaving.user == user => (Some(leaving), None),
            other => (None, other),
        };
        self.change_people(|people| people.take(user));
        let leaving = other.map(next_generation);
        let mut dropped = self.put_aside(leaving.clone());
        dropped.extend(same.map(|same| same.id).filter(|id| *id != arriving.id));
        let now = sessions.clock.now();
        arriving = next_generation(arriving);
        arriving.seen = now;
        // Both have new cookies: copies of those before are over (attack rows SS-01, FI-08).
        let replaced: Vec<_> = leaving.into_iter().chain([arriving.clone()]).collect();
        let numbers = replaced.iter().map(|one| (one.id, one.generation));
        let switch = Switch {
            to: arriving.id,
            numbers: numbers.collect(),
            dropped,
        };
        beginning::switch(&sessions.db, switch, &self.actor(user), now).await?;
        replaced.iter().for_each(|one| sessions.supersede(one));
        self.is_watched(&arriving);
        self.renew(&arriving).await?;
        Ok(Some(person))
    }

    /// Lets `leaving` wait in the people cookie. Returns the sign-ins that no longer fit, which have to be ended.
    #[must_use]
    pub(super) fn put_aside(&self, leaving: Option<SignedIn>) -> Vec<SignInId> {
        let window = self.browser().fingerprint();
        leaving.map_or_else(Vec::new, |leaving| {
            self.change_people(|people| people.park(leaving, window))
        })
    }

    /// Shows `user` on the sign-in page from now on: they asked for it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn show(&self, user: UserId) -> Result<(), SessionError> {
        let dropped = self.change_people(|people| people.show(user));
        self.end_here(dropped, EndReason::Crowded, self.actor(user))
            .await
    }

    /// Ends the waiting sign-in of `user`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sign_out_parked(&self, user: UserId) -> Result<(), SessionError> {
        let taken = self.change_people(|people| people.take(user));
        let taken = taken.into_iter().map(|taken| taken.id).collect();
        self.end_here(taken, EndReason::SignedOut, self.actor(user))
            .await
    }

    /// Knows `user` no more, and ends the sign-in of theirs that waits.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forget(&self, user: UserId) -> Result<(), SessionError> {
        self.sign_out_parked(user).await?;
        self.change_people(|people| people.forget(user));
        Ok(())
    }

    /// Everybody who is signed in here besides whoever is in the session, the latest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn waiting(&self) -> Result<Vec<Here>, SessionError> {
        let known = self.known_people().await?;
        let here = known.into_iter().filter_map(|known| {
            let sign_in = self.parked(known.user.id)?.id;
            let user = known.user;
            known.signed_in.then_some(Here { sign_in, user })
        });
        Ok(here.collect())
    }

    /// Ends what `which` says, for good; `client` asked for it, if one did. Whoever asked to be shown is shown. Tells which sign-ins
    /// are over.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sign_out(
        &self,
        which: SignOut,
        client: Option<&ClientId>,
    ) -> Result<Vec<SignInId>, SessionError> {
        let signed_in = self.signed_in().await?;
        // Whoever is in front of it does so; without anybody in the session, it is one of those who wait.
        let actor = match &signed_in {
            Some(signed_in) => self.actor(signed_in.user),
            None => self.somebody(),
        };
        let current = signed_in.map(|signed_in| signed_in.id);
        let current = current.filter(|id| which == SignOut::All || which == SignOut::One(*id));
        let waiting = match which {
            SignOut::All => self.change_people(People::take_all),
            SignOut::One(id) if current.is_none() => self.change_people(|all| all.take_one(id)),
            SignOut::One(_) => Vec::new(),
        };
        let ending: Vec<_> = current.into_iter().chain(waiting).collect();
        let (actor, reason) = match client {
            Some(client) => (actor.asked_by(client), EndReason::SignedOutByApp),
            None => (actor, EndReason::SignedOut),
        };
        self.end_here(ending.clone(), reason, actor).await?;
        if which == SignOut::All || current.is_some() {
            self.clear().await?;
        }
        Ok(ending)
    }

    /// Takes the sign-in of `user` out that waits but cannot be gone on with, and ends it.
    async fn discard(&self, user: UserId) -> Result<(), SessionError> {
        let taken = {
            let mut state = self.state();
            let taken = state.book.open(&self.inner().sessions).take(user);
            state.book.write |= taken.is_some();
            taken
        };
        self.end_unused(taken).await
    }

    /// Ends a sign-in that was taken out for nothing, unless it was used since it was put aside: then the cookie was an older
    /// copy, which ends nobody's session (CS-01).
    pub(super) async fn end_unused(&self, taken: Option<SignedIn>) -> Result<(), SessionError> {
        let Some(taken) = taken else {
            return Ok(());
        };
        let sessions = &self.inner().sessions;
        let now = sessions.clock.now();
        let why = match sessions.limits.judge(&taken, now) {
            // This node's clock is wrong, which must not end what holds elsewhere (attack row CS-18).
            Err(Over::Future) => return Ok(()),
            Err(over) => over.reason(),
            Ok(()) => EndReason::SignedOut,
        };
        let (id, seen) = (taken.id, taken.seen);
        if ending::unused(&sessions.db, id, seen, why, now).await?
            && sessions.mode == SessionMode::Cookie
        {
            let until = now.plus(sessions.limits.longest());
            sessions.ended.add(id, until);
        }
        Ok(())
    }

    async fn end_here(
        &self,
        ids: Vec<SignInId>,
        reason: EndReason,
        actor: Actor,
    ) -> Result<(), SessionError> {
        if ids.is_empty() {
            return Ok(());
        }
        let sessions = &self.inner().sessions;
        let now = sessions.clock.now();
        if sessions.mode == SessionMode::Cookie {
            // A copied session cookie names its sign-in.
            let until = now.plus(sessions.limits.longest());
            for id in &ids {
                sessions.ended.add(*id, until);
            }
        }
        ending::these(&sessions.db, ids.clone(), reason, &actor, now).await?;
        self.unbind(&ids);
        if sessions.frames {
            self.is_over(&ids, self.signed_in().await?.as_ref());
        }
        Ok(())
    }
}

impl Sessions {
    /// The person of a sign-in, if it still stands: within its limits, not ended, and as its row knows it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn standing(&self, signed_in: &SignedIn) -> Result<Option<User>, SessionError> {
        let now = self.clock.now();
        if self.limits.judge(signed_in, now).is_err() {
            return Ok(None);
        }
        let (id, no_client) = (signed_in.id, ClientId(String::new()));
        let job = self
            .db
            .read(move |c| Box::pin(async move { sign_ins::standing(c, id, &no_client).await }));
        let found = job.await?;
        let standing = found.filter(|found| self.stands(signed_in, found, now));
        Ok(standing.map(|standing| standing.user))
    }

    /// Whether the sign-in still stands, by its row, and is as this session knows it, also of its device.
    pub fn stands(&self, signed_in: &SignedIn, found: &Standing, now: Timestamp) -> bool {
        self.limits.stands(signed_in, found, now)
            && self.agrees(signed_in, found.sign_in.bound_at, now)
    }
}
