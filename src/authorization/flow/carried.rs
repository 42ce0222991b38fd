//! The sealed forms of a request under way: in a page, and in a row when it is too long to travel.

use serde::{Deserialize, Serialize};

use crate::keys::{Purpose, Travels, positional};
use crate::protocol::authorization::{self, AuthorizationRequest};
use crate::protocol::further::Further;
use crate::protocol::ids::GrantId;
use crate::protocol::interaction::Answers;
use crate::protocol::time::Timestamp;
use crate::session::parcel::Handle;

/// What is sealed into a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Carried {
    pub id: GrantId,
    pub browser: [u8; 16],
    pub at: Timestamp,
    pub answers: Answers,
    pub asked: Option<[u8; 16]>,
    /// The request, unless it waits in a row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<AuthorizationRequest>,
    /// The row it waits in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<Handle>,
    /// What only a newer version knows.
    #[serde(flatten)]
    pub further: Further<0>,
}

impl Travels for Carried {
    const PURPOSE: Purpose = Purpose::Flow;
    const VERSION: u8 = 2;

    fn former(version: u8, plain: &[u8]) -> Option<Self> {
        positional(version, plain).map(First::into_carried)
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
pub(super) struct Kept(pub Handle, pub AuthorizationRequest);

impl Travels for Kept {
    const PURPOSE: Purpose = Purpose::Kept;
    const VERSION: u8 = 2;

    fn former(version: u8, plain: &[u8]) -> Option<Self> {
        let (handle, request) = positional(version, plain)?;
        Some(Self(handle, AuthorizationRequest::first(request)))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

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
        members.as_map_mut().unwrap().push(new("proven"));
        for path in [
            &["request"][..],
            &["request", "wish"],
            &["request", "reply_to"],
        ] {
            let inner = path.iter().fold(&mut members, |members, name| {
                let mut all = members.as_map_mut().unwrap().iter_mut();
                let member = all.find(|(known, _)| known.as_text() == Some(name));
                &mut member.unwrap().1
            });
            inner.as_map_mut().unwrap().push(new("details"));
        }
        let read: Carried = members.deserialized().unwrap();
        bytes.clear();
        ciborium::into_writer(&read, &mut bytes).unwrap();
        let again: ciborium::Value = ciborium::from_reader(&bytes[..]).unwrap();
        assert_eq!(again, members);
    }
}
