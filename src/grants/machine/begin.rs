//! The authorization request (RFC 6749 §4.1.1).

use std::borrow::Cow;

use oxide_auth::code_grant::authorization::{self, Authorization};
use oxide_auth::primitives::grant::Extensions;
use oxide_auth::primitives::registrar::{BoundClient, PreGrant, RegisteredUrl};
use oxide_auth::primitives::scope::Scope;

use super::{address, in_order, pkce, words};
use crate::protocol::authorization::AuthorizationRequest;
use crate::protocol::client::Client;
use crate::protocol::error::OAuthError;
use crate::protocol::redirect::RedirectTarget;
use crate::protocol::scope::ScopeSet;

/// An authorization request that went through the machine: what a code for it will hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Where the answer goes.
    pub target: RedirectTarget,
    /// The scope after negotiation with what the client registered.
    pub scope: ScopeSet,
}

/// Begins a code grant (RFC 6749 §4.1.1): binds the client, takes the challenge, negotiates the scope.
///
/// `scope` is what [`next_step`](crate::protocol::interaction::next_step) issues; `target` comes from revalidating
/// `request`.
/// # Errors
/// To be told to the client. None is expected after [`AuthorizationRequest::revalidate`].
pub fn begin(
    client: &Client,
    request: &AuthorizationRequest,
    scope: &ScopeSet,
    target: &RedirectTarget,
) -> Result<Begun, OAuthError> {
    let question = AuthorizeQuestion {
        client,
        request,
        scope,
        target,
    };
    let mut machine = Authorization::new(&question);
    let mut output = machine.advance(authorization::Input::None);
    loop {
        let input = match output {
            authorization::Output::Bind {
                client_id,
                redirect_uri,
            } => {
                // The address was matched octet by octet; the crate's own comparison would normalise it.
                let uri = redirect_uri.unwrap_or(address(target.as_str())?);
                let bound_client = BoundClient {
                    client_id: Cow::Owned(client_id),
                    redirect_uri: Cow::Owned(RegisteredUrl::Exact(uri)),
                };
                authorization::Input::Bound {
                    request: &question,
                    bound_client,
                }
            }
            authorization::Output::Extend => {
                authorization::Input::Extended(proof_key(client, request)?)
            }
            authorization::Output::Negotiate {
                bound_client,
                scope,
            } => {
                let pre_grant = negotiated(client, bound_client, scope)?;
                authorization::Input::Negotiated {
                    pre_grant,
                    state: None,
                }
            }
            authorization::Output::Ok { pre_grant, .. } => {
                // The crate keeps words in a hash set; ours keep the order of the request.
                return Ok(Begun {
                    target: target.clone(),
                    scope: in_order(scope, &pre_grant.scope),
                });
            }
            authorization::Output::Err(_) => {
                return Err(OAuthError::invalid_request(
                    "The authorization request is not in order.",
                ));
            }
        };
        output = machine.advance(input);
    }
}

/// What is granted of what was asked for: all of it, or nothing.
fn negotiated(
    client: &Client,
    bound: &BoundClient<'_>,
    scope: Option<Scope>,
) -> Result<PreGrant, OAuthError> {
    let scope = scope.ok_or_else(|| OAuthError::invalid_scope("No scope was asked for."))?;
    if !words(&client.metadata.scope)?.priviledged_to(&scope) {
        return Err(OAuthError::invalid_scope(
            "The scope is beyond the client's registration.",
        ));
    }
    Ok(PreGrant {
        client_id: bound.client_id.clone().into_owned(),
        redirect_uri: bound.redirect_uri.clone().into_owned(),
        scope,
    })
}

/// Hands the challenge to the extension that will verify it, so that both ends agree on what is required.
fn proof_key(client: &Client, request: &AuthorizationRequest) -> Result<Extensions, OAuthError> {
    let required = client.rules().pkce_required;
    let challenge = request
        .reply_to
        .challenge
        .as_ref()
        .map(|challenge| Cow::Borrowed(challenge.as_str()));
    let value = pkce(required)
        .challenge(Some("S256".into()), challenge)
        .map_err(|()| {
            OAuthError::invalid_request("PKCE with code_challenge_method=S256 is required.")
        })?;
    let mut extensions = Extensions::new();
    if let Some(value) = value {
        extensions.set(&pkce(required), value);
    }
    Ok(extensions)
}

/// The authorization request as the crate asks about it.
struct AuthorizeQuestion<'a> {
    client: &'a Client,
    request: &'a AuthorizationRequest,
    scope: &'a ScopeSet,
    target: &'a RedirectTarget,
}

impl authorization::Request for AuthorizeQuestion<'_> {
    fn valid(&self) -> bool {
        self.request.wish.client == self.client.id
    }
    fn client_id(&self) -> Option<Cow<'_, str>> {
        Some(self.client.id.as_str().into())
    }
    fn scope(&self) -> Option<Cow<'_, str>> {
        Some(self.scope.to_string().into())
    }
    fn redirect_uri(&self) -> Option<Cow<'_, str>> {
        Some(self.target.as_str().into())
    }
    /// Ours to give back, not the crate's.
    fn state(&self) -> Option<Cow<'_, str>> {
        None
    }
    fn response_type(&self) -> Option<Cow<'_, str>> {
        Some("code".into())
    }
    fn extension(&self, _: &str) -> Option<Cow<'_, str>> {
        None
    }
}
