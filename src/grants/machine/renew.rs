//! The refresh of a grant (RFC 6749 §6).

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use oxide_auth::code_grant::refresh::{self, Refresh};
use oxide_auth::primitives::grant::{Extensions, Grant};
use oxide_auth::primitives::scope::Scope;

use super::{address, in_order, words};
use crate::protocol::client::Client;
use crate::protocol::error::{Cause, OAuthError, Refusal};
use crate::protocol::gate::GrantFacts;
use crate::protocol::resource::{self, Resource};
use crate::protocol::scope::ScopeSet;
use crate::protocol::time::Timestamp;
use crate::protocol::token::{RefreshRequest, refresh_token_not_valid};

/// A refresh whose scope is within what was granted and what the client may still have. Made by [`renew`], and nowhere else:
///
/// ```
/// # use lanyard::grants::machine::{Renewed, renew};
/// # use lanyard::protocol::{client::Client, error::OAuthError, gate::GrantFacts, time::Timestamp, token::RefreshRequest};
/// fn check(client: &Client, grant: &GrantFacts, asked: &RefreshRequest, now: Timestamp) -> Result<Renewed, OAuthError> {
///     renew(client, grant, asked, now)
/// }
/// ```
/// ```compile_fail,E0451
/// # use lanyard::grants::machine::{Renewed, renew};
/// # use lanyard::protocol::{client::Client, error::OAuthError, gate::GrantFacts, time::Timestamp, token::RefreshRequest};
/// fn check(client: &Client, grant: &GrantFacts, asked: &RefreshRequest, now: Timestamp) -> Result<Renewed, OAuthError> {
///     Ok(Renewed { scope: grant.scope.clone(), resource: None })
/// }
/// ```
#[derive(Debug)]
pub struct Renewed {
    pub(super) scope: ScopeSet,
    pub(super) resource: Option<Resource>,
}

impl Renewed {
    /// What the new access token is for: the scope, and the one resource server if it is for one. The grant keeps its own
    /// (RFC 6749 §6, RFC 8707 §2.2).
    pub fn into_parts(self) -> (ScopeSet, Option<Resource>) {
        (self.scope, self.resource)
    }
}

/// Decides what a refresh by `client`, whose token was judged already, is for (RFC 6749 §6, RT-06, RFC 8707 §2.2). Words that
/// `/authorize` would not heed are not heeded here: clients repeat what they asked for there.
/// # Errors
/// `invalid_scope` and `invalid_target` beyond the grant, `invalid_grant` for a grant of another client or past its end.
pub fn renew(
    client: &Client,
    grant: &GrantFacts,
    request: &RefreshRequest,
    now: Timestamp,
) -> Result<Renewed, OAuthError> {
    if grant.expires_at <= now {
        return Err(refresh_token_not_valid());
    }
    let heeded = |asked: &ScopeSet| client.heeded(asked.clone(), &client.metadata.scope);
    let requested = request.scope.as_ref().map(heeded);
    if let Some(beyond) = requested
        .as_ref()
        .map(|asked| asked.minus(&grant.scope))
        .filter(|beyond| !beyond.is_empty())
    {
        return Err(beyond_grant(&beyond, &grant.scope));
    }
    let granted = grant.context.resource.as_ref();
    let resource = resource::narrowed(granted, request.resource.as_deref(), client)?;
    // What the client has lost since then, it does not get back by refreshing. Nothing left is nothing to renew.
    let ceiling = grant.scope.intersection(&client.metadata.scope);
    let wanted = requested.as_ref().unwrap_or(&ceiling);
    if wanted.is_empty() || !wanted.is_subset_of(&ceiling) {
        return Err(beyond_grant(wanted, &ceiling));
    }
    let question = RefreshQuestion { client, wanted };
    let mut machine = Refresh::new(&question);
    // Each output is taken from the `advance` that made it: asking again would lose the crate's state.
    let mut step = refresh_step(machine.advance(refresh::Input::None));
    loop {
        let scope = Some(Cow::Owned(wanted.to_string()));
        step = refresh_step(machine.advance(match step {
            // client_auth has done it.
            RefreshStep::Authenticate => refresh::Input::Authenticated { scope },
            RefreshStep::Recover => {
                // The crate narrows the grant in place and gives it an hour; this copy is thrown away.
                let grant = Grant {
                    owner_id: grant.user.to_string(),
                    client_id: grant.client.to_string(),
                    scope: words(&ceiling)?,
                    redirect_uri: address("https://unused.invalid/")?.to_url(),
                    until: DateTime::<Utc>::MAX_UTC,
                    extensions: Extensions::new(),
                };
                refresh::Input::Recovered {
                    scope,
                    grant: Some(Box::new(grant)),
                }
            }
            RefreshStep::Issue(granted) => {
                return Ok(Renewed {
                    scope: in_order(wanted, &granted),
                    resource,
                });
            }
            RefreshStep::Fail => return Err(refresh_token_not_valid()),
        }));
    }
}

enum RefreshStep {
    Authenticate,
    Recover,
    Issue(Scope),
    Fail,
}

fn refresh_step(output: refresh::Output<'_>) -> RefreshStep {
    match output {
        refresh::Output::Unauthenticated { .. } => RefreshStep::Authenticate,
        refresh::Output::RecoverRefresh { .. } => RefreshStep::Recover,
        refresh::Output::Refresh { grant, .. } => RefreshStep::Issue(grant.scope),
        refresh::Output::Ok(_) | refresh::Output::Err(_) => RefreshStep::Fail,
    }
}

fn beyond_grant(beyond: &ScopeSet, granted: &ScopeSet) -> OAuthError {
    OAuthError::invalid_scope("The scope is beyond what was granted.").because(Refusal::new(
        Cause::Scope,
        "RFC 6749 §6",
        granted.to_string(),
        beyond.to_string(),
        "Leave scope out when refreshing, or ask for less. For more, ask the person again.",
    ))
}

/// The refresh as the crate asks about it. The token itself was judged before, and is not shown.
struct RefreshQuestion<'a> {
    client: &'a Client,
    wanted: &'a ScopeSet,
}

impl refresh::Request for RefreshQuestion<'_> {
    fn valid(&self) -> bool {
        true
    }
    fn refresh_token(&self) -> Option<Cow<'_, str>> {
        Some("judged".into())
    }
    fn scope(&self) -> Option<Cow<'_, str>> {
        Some(self.wanted.to_string().into())
    }
    fn grant_type(&self) -> Option<Cow<'_, str>> {
        Some("refresh_token".into())
    }
    fn authorization(&self) -> Option<(Cow<'_, str>, Cow<'_, [u8]>)> {
        Some((self.client.id.as_str().into(), (&[][..]).into()))
    }
    fn extension(&self, _: &str) -> Option<Cow<'_, str>> {
        None
    }
}
