//! An authorization request under way: sealed in the page's URL and form, so that waiting, tabs, restarts and other nodes
//! do no harm. Bound to one browser; what a person answered counts for this request only.

use std::time::Duration;

use uuid::Uuid;

use crate::app::App;
use crate::protocol::authorization::AuthorizationRequest;
use crate::protocol::further::Further;
use crate::protocol::ids::GrantId;
use crate::protocol::interaction::Answers;
use crate::protocol::metadata::AUTHORIZE;
use crate::protocol::time::Timestamp;
use crate::session::parcel::{self, Handle};
use crate::session::{BrowserSession, KeepError};
use crate::store::StoreError;

mod carried;

use carried::{Carried, Kept};

/// After this an answer is asked for again; the request itself is kept.
pub const ANSWERS_LIFETIME: Duration = Duration::from_secs(30 * 60);
/// After this the app has to start again.
pub const FLOW_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// A request and what the person answered so far.
#[derive(Debug, Clone)]
pub struct Flow {
    /// Becomes the id of the code and of the grant: one request, one grant.
    pub id: GrantId,
    /// The browser that may go on; all zero when any may (the answer to a cross-site POST, which carries no cookie).
    browser: [u8; 16],
    /// When the last page of it was made.
    pub at: Timestamp,
    /// The request as it was accepted.
    pub request: AuthorizationRequest,
    /// What the person answered to this very request.
    pub answers: Answers,
    /// What the consent page shows, and to whom: the answer on it is to that alone.
    pub asked: Option<[u8; 16]>,
    /// The row of a request that is too long to travel. One, however many pages are made of it: a visitor cannot make us
    /// write more than was sent (attack row SS-25).
    kept: Option<(Handle, Timestamp)>,
    further: Further<0>,
}

/// Why a request begins anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Restarted {
    /// In another browser, or in one that lost its cookies.
    Elsewhere,
    /// After a long time.
    Late,
}

/// How a flow came back.
#[derive(Debug)]
pub enum Resumed {
    /// To its own browser, in time.
    Here(Flow),
    /// The request still stands, the answers do not.
    Restarted(Flow, Restarted),
    /// Not ours, or older than a day.
    Unknown,
}

/// Where the request in `text` goes on: the authorization endpoint decides what comes next.
pub fn onward(text: &str) -> String {
    format!("{AUTHORIZE}?flow={text}")
}

impl Flow {
    /// A fresh request in `session`'s browser.
    pub fn new(request: AuthorizationRequest, session: &BrowserSession, now: Timestamp) -> Self {
        let browser = session.browser().fingerprint();
        Self {
            browser,
            ..Self::unbound(request, now)
        }
    }

    /// A fresh request that any browser may go on with: it came without cookies, and nothing has been answered.
    pub fn unbound(request: AuthorizationRequest, now: Timestamp) -> Self {
        Self {
            id: GrantId(Uuid::from_bytes(crate::random::bytes())),
            browser: [0; 16],
            at: now,
            request,
            answers: Answers::default(),
            asked: None,
            kept: None,
            further: Further::default(),
        }
    }

    /// The text for `?flow=` and the hidden field.
    ///
    /// # Errors
    /// When a long request cannot be kept.
    pub async fn to_text(&self, app: &App, session: &BrowserSession) -> Result<String, KeepError> {
        let (keys, now) = (&app.keys, app.clock.now());
        let until = now.plus(FLOW_LIFETIME);
        let mut carried = Carried {
            id: self.id,
            browser: self.browser,
            at: now,
            answers: self.answers,
            asked: self.asked,
            request: None,
            handle: None,
            further: self.further.clone(),
        };
        let handle = match self.kept {
            Some((handle, kept)) => {
                handle.prolong(&app.db, kept, now).await?;
                handle
            }
            None => {
                carried.request = Some(self.request.clone());
                let whole = keys.seal(until, &carried);
                if parcel::fits(&whole) {
                    return Ok(whole);
                }
                let handle = Handle::new();
                let kept = Kept(handle, carried.request.take().expect("put in above"));
                handle.keep(session, keys.seal(until, &kept)).await?;
                handle
            }
        };
        carried.handle = Some(handle);
        Ok(keys.seal(until, &carried))
    }

    /// What a page carried, with the request from its row.
    async fn carried(
        app: &App,
        session: &BrowserSession,
        text: &str,
    ) -> Result<Option<Self>, StoreError> {
        let (keys, now) = (&app.keys, app.clock.now());
        let Ok(opened) = keys.open::<Carried>(text, now) else {
            return Ok(None);
        };
        let carried = opened.value;
        let (request, kept) = match (carried.request, carried.handle) {
            (Some(request), _) => (request, None),
            (None, Some(handle)) => {
                let Some((sealed, until)) = handle.kept(session).await? else {
                    return Ok(None);
                };
                match keys.open(&sealed, now).map(|opened| opened.value) {
                    Ok(Kept(own, request)) if own == handle => (request, Some((handle, until))),
                    _ => return Ok(None),
                }
            }
            (None, None) => return Ok(None),
        };
        Ok(Some(Self {
            id: carried.id,
            browser: carried.browser,
            at: carried.at,
            request,
            answers: carried.answers,
            asked: carried.asked,
            kept,
            further: carried.further,
        }))
    }

    /// Opens what `to_text` made.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn from_text(
        app: &App,
        session: &BrowserSession,
        text: &str,
    ) -> Result<Resumed, StoreError> {
        let now = app.clock.now();
        let Some(mut flow) = Self::carried(app, session, text).await? else {
            return Ok(Resumed::Unknown);
        };
        let known = flow.browser == session.browser().fingerprint();
        let unbound = flow.browser == [0; 16];
        let in_time = now < flow.at.plus(ANSWERS_LIFETIME);
        if !known {
            // Another browser's request must not share its id: whoever holds the link would name our grant.
            let kept = flow.kept;
            flow = Self::new(flow.request, session, now);
            flow.kept = kept;
        }
        if in_time && (known || unbound) {
            return Ok(Resumed::Here(flow));
        }
        flow.answers = Answers::default();
        let why = if known || unbound {
            Restarted::Late
        } else {
            Restarted::Elsewhere
        };
        Ok(Resumed::Restarted(flow, why))
    }
}
