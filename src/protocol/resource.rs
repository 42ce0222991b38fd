//! Resource indicators (RFC 8707): which one of a client's resource servers a token is for.

use serde::{Deserialize, Serialize};

use super::client::Client;
use super::error::{Cause, OAuthError, Refusal};
use super::origin::Origin;
use super::params::Params;

/// The most octets of one.
const LONGEST: usize = 2048;

/// A resource server that a client registered among its audiences: the only `aud` of a token that is narrowed to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Resource(String);

impl Resource {
    /// The resource server that a client names, as it is registered. A root is the same with and without its slash (RFC 3986
    /// §6.2.3): URL libraries add it.
    ///
    /// # Errors
    /// `invalid_target` for one that the client did not register.
    pub fn parse(asked: &str, client: &Client) -> Result<Self, OAuthError> {
        let registered = &client.metadata.audiences;
        let own = registered.iter().find(|own| *own == asked);
        let own = own.or_else(|| registered.iter().find(|own| is_same_root(own, asked)));
        own.cloned().map(Self).ok_or_else(|| {
            unknown(
                match registered.as_slice() {
                    [] => "no resource, because none is registered".to_owned(),
                    registered => format!("one of: {}", registered.join(" ")),
                },
                asked,
                "Add the resource server to the audiences of the app, or leave resource out.",
            )
        })
    }

    /// The resource server, as it stands in `aud`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether two texts name the same resource server.
pub fn is_same(own: &str, other: &str) -> bool {
    own == other || is_same_root(own, other)
}

fn is_same_root(own: &str, asked: &str) -> bool {
    let root = |text: &str| {
        let origin = Origin::of(text)?;
        let rest = text.strip_prefix(origin.as_str())?;
        matches!(rest, "" | "/").then_some(origin)
    };
    asked.len() <= LONGEST && root(own).is_some_and(|own| root(asked) == Some(own))
}

/// The one `resource` of a request, as it came; none when nothing is asked for.
///
/// # Errors
/// `invalid_target` for several.
pub fn asked(params: &Params) -> Result<Option<&str>, OAuthError> {
    let mut all = params.all("resource");
    let first = all.next();
    match all.find(|other| Some(*other) != first) {
        None => Ok(first),
        Some(other) => Err(unknown(
            "one resource".to_owned(),
            other,
            "Ask for a token for each resource server on its own.",
        )),
    }
}

/// What a token is narrowed to: what the request asks for, within what was granted for (RFC 8707 §2.2).
///
/// # Errors
/// `invalid_target` for another one than was granted for, or one that the client has not registered.
pub fn narrowed(
    granted: Option<&Resource>,
    asked: Option<&str>,
    client: &Client,
) -> Result<Option<Resource>, OAuthError> {
    // What the registration has lost since then is no audience any more.
    let granted = granted
        .map(|own| Resource::parse(own.as_str(), client))
        .transpose()?;
    let Some(text) = asked else {
        return Ok(granted);
    };
    let asked = Resource::parse(text, client)?;
    match granted {
        Some(granted) if granted != asked => Err(unknown(
            granted.0,
            text,
            "Ask for the resource of the authorization request, or leave resource out.",
        )),
        _ => Ok(Some(asked)),
    }
}

fn unknown(expected: String, received: &str, fix: &str) -> OAuthError {
    let description = format!("There is no token for this resource. {fix}");
    let refusal = Refusal::new(Cause::Resource, "RFC 8707 §2", expected, received, fix);
    OAuthError::invalid_target(description).because(refusal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::client::samples;
    use crate::protocol::error::ErrorCode;
    use crate::protocol::params::Limits;

    fn client() -> Client {
        let mut client = samples::web(&["https://rp.example/cb"]);
        client.metadata.audiences = [
            "https://mcp.example/",
            "https://api.example/v1",
            "https://root.example",
            "api-abcdef",
        ]
        .map(str::to_owned)
        .to_vec();
        client
    }

    #[test]
    fn fc_16_a_resource_is_one_of_the_registered_audiences() {
        for (asked, found) in [
            ("https://mcp.example/", Some("https://mcp.example/")),
            ("https://mcp.example", Some("https://mcp.example/")),
            ("https://root.example/", Some("https://root.example")),
            ("https://api.example/v1", Some("https://api.example/v1")),
            ("api-abcdef", Some("api-abcdef")),
            ("https://api.example/v1/", None),
            ("https://api.example/", None),
            ("https://api.example/v2", None),
            ("https://MCP.example/", None),
            ("https://mcp.example:443/", None),
            ("https://mcp.example/#x", None),
            ("https://mcp.example/?x", None),
            ("http://mcp.example/", None),
            ("https://other.example/", None),
            ("https://op.example", None),
            ("mcp.example", None),
            (" ", None),
        ] {
            let parsed = Resource::parse(asked, &client());
            let code = parsed.as_ref().err().map(|error| error.code);
            assert_eq!(
                code,
                found.is_none().then_some(ErrorCode::InvalidTarget),
                "{asked}"
            );
            assert_eq!(parsed.ok().as_ref().map(Resource::as_str), found, "{asked}");
        }
        let none = samples::web(&["https://rp.example/cb"]);
        assert!(Resource::parse("https://mcp.example/", &none).is_err());
    }

    #[test]
    fn fc_16_several_at_once_are_refused_and_nothing_is_nothing() {
        let of = |form: &str| {
            let params = Params::parse(form.as_bytes(), Limits::FORM).unwrap();
            asked(&params)
                .map(|one| one.map(str::to_owned))
                .map_err(|error| error.code)
        };
        assert_eq!(of("a=b"), Ok(None));
        assert_eq!(of("resource="), Ok(None));
        assert_eq!(of("resource=a"), Ok(Some("a".to_owned())));
        assert_eq!(of("resource=a&resource=a"), Ok(Some("a".to_owned())));
        assert_eq!(of("resource=a&resource=b"), Err(ErrorCode::InvalidTarget));
    }

    #[test]
    fn fc_16_a_token_is_never_for_more_than_was_granted_for() {
        let own = |text: &str| Resource::parse(text, &client()).unwrap();
        let (mcp, api) = (own("https://mcp.example/"), "https://api.example/v1");
        let narrowed = |granted, asked| {
            narrowed(granted, asked, &client())
                .map(|one| one.map(|one| one.0))
                .map_err(|error| error.code)
        };
        assert_eq!(narrowed(None, None), Ok(None));
        assert_eq!(narrowed(None, Some(api)), Ok(Some(api.to_owned())));
        assert_eq!(narrowed(Some(&mcp), None), Ok(Some(mcp.0.clone())));
        assert_eq!(
            narrowed(Some(&mcp), Some("https://mcp.example")),
            Ok(Some(mcp.0.clone()))
        );
        assert_eq!(
            narrowed(Some(&mcp), Some(api)),
            Err(ErrorCode::InvalidTarget)
        );
        let gone = Resource("https://gone.example/".to_owned());
        assert_eq!(narrowed(Some(&gone), None), Err(ErrorCode::InvalidTarget));
    }
}
