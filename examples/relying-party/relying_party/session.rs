//! What the app remembers of a browser: in memory, by the random id in its cookie.

use std::collections::HashMap;
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

/// Every browser.
#[derive(Default)]
pub struct Sessions(Mutex<HashMap<String, (Instant, Browser)>>);

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
        // Told while this request was under way: what it had read before does not bring the person back.
        if let Some((
            _,
            Browser {
                ended: Some(ended), ..
            },
        )) = all.get(&id)
        {
            browser.ended = Some(ended.clone());
            browser.signed_in = None;
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
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
