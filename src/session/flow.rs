//! An authorization request under way: sealed in the page's URL and form, so that waiting, tabs, restarts and other nodes
//! do no harm. Bound to one browser; what a person answered counts for this request only.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::parcel::Handle;
use super::{BrowserSession, KeepError, parcel};
use crate::keys::Purpose;
use crate::protocol::authorization::AuthorizationRequest;
use crate::protocol::ids::GrantId;
use crate::protocol::interaction::Answers;
use crate::protocol::metadata::AUTHORIZE;
use crate::protocol::time::Timestamp;
use crate::store::StoreError;

/// After this an answer is asked for again; the request itself is kept.
pub const ANSWERS_LIFETIME: Duration = Duration::from_secs(30 * 60);
/// After this the app has to start again.
pub const FLOW_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// A request and what the person answered so far.
#[derive(Debug, Clone, Serialize, Deserialize)]
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
    #[serde(skip)]
    kept: Option<(Handle, Timestamp)>,
}

/// What is sealed into a page.
#[derive(Serialize, Deserialize)]
enum Carried {
    Whole(Box<Flow>),
    /// Everything but the request, which waits in a row.
    Kept {
        handle: Handle,
        id: GrantId,
        browser: [u8; 16],
        at: Timestamp,
        answers: Answers,
        asked: Option<[u8; 16]>,
    },
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
        }
    }

    /// The text for `?flow=` and the hidden field.
    ///
    /// # Errors
    /// When a long request cannot be kept.
    pub async fn to_text(&self, session: &BrowserSession) -> Result<String, KeepError> {
        let sessions = session.sessions();
        let (keys, now) = (&sessions.keys, sessions.clock.now());
        let until = now.plus(FLOW_LIFETIME);
        let handle = match self.kept {
            Some((handle, kept)) => {
                handle.prolong(&sessions.db, kept, now).await?;
                handle
            }
            None => {
                let mut flow = self.clone();
                flow.at = now;
                let whole = keys.seal(Purpose::Flow, until, &Carried::Whole(Box::new(flow)));
                if parcel::fits(&whole) {
                    return Ok(whole);
                }
                let handle = Handle::new();
                // With its handle, so that nobody can put another request's row in its place.
                let sealed = keys.seal(Purpose::Kept, until, &(handle, &self.request));
                handle.keep(session, sealed).await?;
                handle
            }
        };
        let carried = Carried::Kept {
            handle,
            id: self.id,
            browser: self.browser,
            at: now,
            answers: self.answers,
            asked: self.asked,
        };
        Ok(keys.seal(Purpose::Flow, until, &carried))
    }

    /// What a page carried, with the request from its row.
    async fn carried(session: &BrowserSession, text: &str) -> Result<Option<Self>, StoreError> {
        let sessions = session.sessions();
        let (keys, now) = (&sessions.keys, sessions.clock.now());
        let Ok(opened) = keys.open::<Carried>(Purpose::Flow, text, now) else {
            return Ok(None);
        };
        let (handle, id, browser, at, answers, asked) = match opened.value {
            Carried::Whole(flow) => return Ok(Some(*flow)),
            Carried::Kept {
                handle,
                id,
                browser,
                at,
                answers,
                asked,
            } => (handle, id, browser, at, answers, asked),
        };
        let Some((sealed, kept)) = handle.kept(session).await? else {
            return Ok(None);
        };
        let opened = keys.open::<(Handle, AuthorizationRequest)>(Purpose::Kept, &sealed, now);
        let request = opened.ok().map(|opened| opened.value);
        let request = request.filter(|(own, _)| *own == handle);
        Ok(request.map(|(_, request)| Self {
            id,
            browser,
            at,
            request,
            answers,
            asked,
            kept: Some((handle, kept)),
        }))
    }

    /// Opens what `to_text` made.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn from_text(session: &BrowserSession, text: &str) -> Result<Resumed, StoreError> {
        let now = session.sessions().clock.now();
        let Some(mut flow) = Self::carried(session, text).await? else {
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
