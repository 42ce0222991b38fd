//! What the app remembers of a browser: in memory, by the random id in its cookie.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use axum::http::{HeaderMap, HeaderName, header};
use openidconnect::CsrfToken;

use super::flow::{Pending, SignedIn, Stopped};
use super::logout::Ended;

/// Named after the app: cookies of other apps on this machine arrive here too, whatever their port.
const COOKIE: &str = "field-notes";
const MOST_BROWSERS: usize = 1_000;
const MOST_PENDING: usize = 8;
const MOST_ENDED: usize = 1_000;

/// Every browser.
#[derive(Default)]
pub struct Sessions {
    browsers: Mutex<HashMap<String, (Instant, Browser)>>,
    /// The sign-ins that ended last: one may have ended before its browser is back with the code.
    ended: Mutex<VecDeque<Ended>>,
}

/// One browser.
#[derive(Clone, Default)]
pub struct Browser {
    id: Option<String>,
    /// Requests that were not answered yet; several, because people open several tabs.
    pub pending: Vec<Pending>,
    /// The person.
    pub signed_in: Option<SignedIn>,
    /// What went wrong last.
    pub stopped: Option<Stopped>,
    /// That the provider ended the person's session, until somebody signs in again.
    pub ended: Option<Ended>,
}

impl Browser {
    /// The request that this `state` belongs to; it cannot be taken twice.
    pub fn take_pending(&mut self, state: &str) -> Option<Pending> {
        let at = self.pending.iter().position(|pending| pending.is(state))?;
        Some(self.pending.remove(at))
    }
}

impl Sessions {
    /// The browser that sent these headers, or a new one.
    pub fn of(&self, headers: &HeaderMap) -> Browser {
        let lines = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok());
        let mut cookies = lines
            .flat_map(|line| line.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='));
        let id = cookies
            .find(|(name, _)| *name == COOKIE)
            .map(|(_, id)| id.to_owned());
        let known = id.and_then(|id| self.all().get(&id).map(|(_, browser)| browser.clone()));
        known.unwrap_or_default()
    }

    /// Remembers the browser; the cookie to send.
    pub fn keep(&self, mut browser: Browser) -> [(HeaderName, String); 1] {
        let id = browser
            .id
            .get_or_insert_with(|| CsrfToken::new_random_len(32).into_secret())
            .clone();
        let drop = browser.pending.len().saturating_sub(MOST_PENDING);
        browser.pending.drain(..drop);
        let mut all = self.all();
        // Told while this request was under way: what it had read before, or has just got, does not bring the person back.
        let over = match all.get(&id) {
            Some((_, known)) if known.ended.is_some() => known.ended.clone(),
            _ => self.over(&browser),
        };
        if over.is_some() {
            browser.signed_in = None;
            browser.ended = over;
        }
        if all.len() >= MOST_BROWSERS {
            let oldest = all
                .iter()
                .min_by_key(|(_, (seen_at, _))| *seen_at)
                .map(|(id, _)| id.clone());
            oldest.map(|id| all.remove(&id));
        }
        all.insert(id.clone(), (Instant::now(), browser));
        // An app on https adds Secure, and __Host- before the name.
        [(
            header::SET_COOKIE,
            format!("{COOKIE}={id}; Path=/; HttpOnly; SameSite=Lax"),
        )]
    }

    /// The browser under another id, with a person.
    pub fn renew(&self, browser: Browser, signed_in: SignedIn) -> Browser {
        browser.id.map(|id| self.all().remove(&id));
        Browser {
            pending: browser.pending,
            signed_in: Some(signed_in),
            ..Browser::default()
        }
    }

    /// Ends what the provider says is over, in every browser that it is about.
    pub fn end(&self, ended: &Ended) {
        if ended.is_of_one() {
            let mut last = self.last();
            last.truncate(MOST_ENDED - 1);
            last.push_front(ended.clone());
        }
        for (_, browser) in self.all().values_mut() {
            if browser
                .signed_in
                .as_ref()
                .is_some_and(|signed_in| ended.is_of(signed_in))
            {
                browser.signed_in = None;
                browser.stopped = None;
                browser.ended = Some(ended.clone());
            }
        }
    }

    /// Forgets the browser; the cookie to send.
    pub fn forget(&self, browser: Browser) -> [(HeaderName, String); 1] {
        browser.id.map(|id| self.all().remove(&id));
        [(
            header::SET_COOKIE,
            format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"),
        )]
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, (Instant, Browser)>> {
        self.browsers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why the sign-in of this browser is over, if it is.
    fn over(&self, browser: &Browser) -> Option<Ended> {
        let signed_in = browser.signed_in.as_ref()?;
        let last = self.last();
        last.iter().find(|ended| ended.is_of(signed_in)).cloned()
    }

    fn last(&self) -> MutexGuard<'_, VecDeque<Ended>> {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
