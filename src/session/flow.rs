//! An authorization request under way: sealed in the page's URL and form, so that waiting, tabs, restarts and other nodes
//! do no harm. Bound to one browser; what a person answered counts for this request only.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::parcel::Handle;
use super::{BrowserSession, KeepError, parcel};
use crate::keys::{Purpose, Travels, positional};
use crate::protocol::authorization::{self, AuthorizationRequest};
use crate::protocol::further::Further;
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

/// What is sealed into a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Carried {
    id: GrantId,
    browser: [u8; 16],
    at: Timestamp,
    answers: Answers,
    asked: Option<[u8; 16]>,
    /// The request, unless it waits in a row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    request: Option<AuthorizationRequest>,
    /// The row it waits in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    handle: Option<Handle>,
    /// What only a newer version knows.
    #[serde(flatten)]
    further: Further<0>,
}

impl Travels for Carried {
    const PURPOSE: Purpose = Purpose::Flow;
    const VERSION: u8 = 2;

    fn former(version: u8, plain: &[u8]) -> Option<Self> {
        (version == 1).then(|| positional(plain).map(First::into_carried))?
    }
}

/// The first version of [`Carried`].
#[derive(Deserialize)]
#[expect(clippy::large_enum_variant, reason = "it lives for a moment")]
enum First {
    Whole(
        (
            GrantId,
            [u8; 16],
            Timestamp,
            authorization::First,
            Answers,
            Option<[u8; 16]>,
        ),
    ),
    Kept(
        (
            Handle,
            GrantId,
            [u8; 16],
            Timestamp,
            Answers,
            Option<[u8; 16]>,
        ),
    ),
}

impl First {
    fn into_carried(self) -> Carried {
        let (id, browser, at, answers, asked, request, handle) = match self {
            Self::Whole((id, browser, at, request, answers, asked)) => {
                let request = Some(AuthorizationRequest::first(request));
                (id, browser, at, answers, asked, request, None)
            }
            Self::Kept((handle, id, browser, at, answers, asked)) => {
                (id, browser, at, answers, asked, None, Some(handle))
            }
        };
        Carried {
            id,
            browser,
            at,
            answers,
            asked,
            request,
            handle,
            further: Further::default(),
        }
    }
}

/// A request in a row, with its handle, so that nobody can put another request's row in its place.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Kept(Handle, AuthorizationRequest);

impl Travels for Kept {
    const PURPOSE: Purpose = Purpose::Kept;
    const VERSION: u8 = 2;

    fn former(version: u8, plain: &[u8]) -> Option<Self> {
        let (handle, request) = (version == 1).then(|| positional(plain))??;
        Some(Self(handle, AuthorizationRequest::first(request)))
    }
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
    pub async fn to_text(&self, session: &BrowserSession) -> Result<String, KeepError> {
        let sessions = session.sessions();
        let (keys, now) = (&sessions.keys, sessions.clock.now());
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
                handle.prolong(&sessions.db, kept, now).await?;
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
    async fn carried(session: &BrowserSession, text: &str) -> Result<Option<Self>, StoreError> {
        let sessions = session.sessions();
        let (keys, now) = (&sessions.keys, sessions.clock.now());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::kept_tests::{NOW, opens_as};
    use crate::protocol::authorization::parse;
    use crate::protocol::client::samples;
    use crate::protocol::ids::UserId;
    use crate::protocol::params::{Limits, Params};

    fn request() -> AuthorizationRequest {
        let query = "client_id=notes-1&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=openid+email\
            &state=s-1&nonce=n-1&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256\
            &prompt=login&max_age=300&login_hint=ada&id_token_hint=hint&ui_locales=de&acr_values=1&display=popup\
            &claims=%7B%22userinfo%22%3A%7B%22name%22%3Anull%7D%2C%22id_token%22%3A%7B%22email%22%3Anull%7D%7D";
        let mut client = samples::web(&["https://app.example/cb"]);
        client.id = "notes-1".parse().unwrap();
        let params = Params::parse(query.as_bytes(), Limits::QUERY).unwrap();
        parse(&params, &client, &|_| Some(UserId(Uuid::from_u128(2)))).unwrap()
    }

    fn carried() -> Carried {
        Carried {
            id: GrantId(Uuid::from_u128(1)),
            browser: [3; 16],
            at: NOW,
            answers: Answers {
                signed_in_at: Some(NOW),
                consent_by: Some(UserId(Uuid::from_u128(2))),
                account: None,
            },
            asked: Some([4; 16]),
            request: Some(request()),
            handle: None,
            further: Further::default(),
        }
    }

    #[test]
    fn requests_of_former_versions_go_on() {
        opens_as("flow", &carried());
        let handle: Handle = postcard::from_bytes(&[5; 32]).unwrap();
        let kept = Carried {
            request: None,
            handle: Some(handle),
            ..carried()
        };
        opens_as("flow-kept", &kept);
        opens_as("kept", &Kept(handle, request()));
    }

    #[test]
    fn a_member_that_is_not_known_goes_on_as_well() {
        let mut bytes = Vec::new();
        ciborium::into_writer(&carried(), &mut bytes).unwrap();
        let mut members: ciborium::Value = ciborium::from_reader(&bytes[..]).unwrap();
        let new = |name: &str| (name.into(), ciborium::Value::from(7));
        let outer = members.as_map_mut().unwrap();
        outer.push(new("proven"));
        let request = outer
            .iter_mut()
            .find(|(name, _)| name.as_text() == Some("request"));
        request
            .unwrap()
            .1
            .as_map_mut()
            .unwrap()
            .push(new("resource"));
        let read: Carried = members.deserialized().unwrap();
        bytes.clear();
        ciborium::into_writer(&read, &mut bytes).unwrap();
        let again: ciborium::Value = ciborium::from_reader(&bytes[..]).unwrap();
        assert_eq!(again, members);
    }
}
