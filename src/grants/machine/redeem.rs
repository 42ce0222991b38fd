//! The redemption of a code (RFC 6749 §4.1.3, RFC 7636 §4.6).

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use oxide_auth::code_grant::accesstoken::{self, AccessToken};
use oxide_auth::primitives::grant::{Extensions, Grant};

use super::{address, challenge_value, in_order, pkce, words};
use crate::protocol::client::Client;
use crate::protocol::code::AuthorizationCode;
use crate::protocol::error::{Cause, OAuthError, Refusal};
use crate::protocol::pkce::CodeVerifier;
use crate::protocol::redirect::explain;
use crate::protocol::resource::{self, Resource};
use crate::protocol::scope::ScopeSet;
use crate::protocol::time::Timestamp;
use crate::protocol::token::{CodeRequest, code_not_valid};

/// A code that was presented as it must be: by its client, in time, with the address and the verifier of the request that led
/// to it. Made by [`redeem`], and nowhere else:
///
/// ```
/// # use lanyard::grants::machine::{RedeemError, Redeemed, redeem};
/// # use lanyard::protocol::{client::Client, code::AuthorizationCode, time::Timestamp, token::CodeRequest};
/// fn check(client: &Client, code: &AuthorizationCode, request: &CodeRequest, now: Timestamp) -> Result<Redeemed, RedeemError> {
///     redeem(client, code, request, now)
/// }
/// ```
/// ```compile_fail,E0451
/// # use lanyard::grants::machine::{RedeemError, Redeemed, redeem};
/// # use lanyard::protocol::{client::Client, code::AuthorizationCode, time::Timestamp, token::CodeRequest};
/// fn check(client: &Client, code: &AuthorizationCode, request: &CodeRequest, now: Timestamp) -> Result<Redeemed, RedeemError> {
///     Ok(Redeemed { scope: code.scope.clone(), refreshable: true, resource: None })
/// }
/// ```
#[derive(Debug)]
pub struct Redeemed {
    pub(super) scope: ScopeSet,
    pub(super) refreshable: bool,
    pub(super) resource: Option<Resource>,
}

impl Redeemed {
    /// Whether a refresh token comes along.
    pub fn is_refreshable(&self) -> bool {
        self.refreshable
    }

    /// What the tokens are for: the scope, and the one resource server if they are for one.
    pub fn into_parts(self) -> (ScopeSet, Option<Resource>) {
        (self.scope, self.resource)
    }
}

/// Why a code cannot be redeemed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RedeemError {
    /// Its own client presented it wrongly: spend it so that nobody can try again (CD-14), then refuse.
    BurnThenRefuse(OAuthError),
    /// Refuse, and leave it alone: it was not its own client, or the code is past.
    Refuse(OAuthError),
}

impl RedeemError {
    /// What the client is told. For tests.
    pub fn error(&self) -> &OAuthError {
        match self {
            Self::BurnThenRefuse(error) | Self::Refuse(error) => error,
        }
    }
}

/// Decides about a code presented by `client`, which was recognised (RFC 6749 §4.1.3, RFC 7636 §4.6).
///
/// Asks nothing about the person: [`may_redeem`](crate::protocol::gate::may_redeem) does.
/// # Errors
/// `invalid_grant`; `invalid_target` for another resource server than the code is for, which spends nothing.
pub fn redeem(
    client: &Client,
    code: &AuthorizationCode,
    request: &CodeRequest,
    now: Timestamp,
) -> Result<Redeemed, RedeemError> {
    if code.client != client.id {
        let owner = "the client that the code was made for";
        let refusal = refusal(Cause::Code, "RFC 6749 §4.1.3", owner, "another client");
        return Err(RedeemError::Refuse(code_not_valid().because(refusal)));
    }
    if code.expires_at <= now {
        let life = "a code of at most 60 seconds";
        let refusal = refusal(Cause::Code, "RFC 6749 §4.1.2", life, "an older code");
        return Err(RedeemError::Refuse(code_not_valid().because(refusal)));
    }
    check_address(code, request).map_err(RedeemError::BurnThenRefuse)?;
    check_verifier_form(code, request).map_err(RedeemError::BurnThenRefuse)?;
    if code.challenge.is_none() && client.rules().pkce_required
        || !code.scope.is_subset_of(&client.metadata.scope)
    {
        // AZ-24: the registration became stricter while the code was on its way.
        let error = bad_code(
            Cause::Changed,
            "RFC 6749 §4.1.3",
            "the registration as it was",
            "a changed one",
        );
        return Err(RedeemError::BurnThenRefuse(error));
    }
    let scope = drive_redemption(client, code, request).map_err(RedeemError::BurnThenRefuse)?;
    let granted = code.context.resource.as_ref();
    let resource = resource::narrowed(granted, request.resource.as_deref(), client);
    Ok(Redeemed {
        refreshable: client.gets_refresh_token(&scope),
        scope,
        resource: resource.map_err(RedeemError::Refuse)?,
    })
}

/// RU-18: a request that named the address must be redeemed under the same octets; the crate compares parsed URLs. Left out it may
/// be where the verifier proves whose code it is, which OAuth 2.1 §4.1.3 asks for instead of the address; that is checked next.
fn check_address(code: &AuthorizationCode, request: &CodeRequest) -> Result<(), OAuthError> {
    let received = match &request.redirect_uri {
        Some(uri) if *uri == code.redirect_uri => return Ok(()),
        None if !code.redirect_uri_given || code.challenge.is_some() => return Ok(()),
        Some(uri) => uri.as_str(),
        None => "no redirect_uri",
    };
    let mut refusal = Refusal::new(
        Cause::Code,
        "RFC 6749 §4.1.3",
        &code.redirect_uri,
        received,
        "Send the same redirect_uri as in the authorization request.",
    );
    refusal.difference = request
        .redirect_uri
        .as_ref()
        .map(|uri| Box::new(explain(&code.redirect_uri, uri)));
    Err(
        OAuthError::invalid_grant("redirect_uri is not that of the authorization request.")
            .because(refusal),
    )
}

/// The crate takes a verifier of any form, and one that no challenge asked for (RFC 9700 §2.1.1, CD-10, CD-13).
fn check_verifier_form(code: &AuthorizationCode, request: &CodeRequest) -> Result<(), OAuthError> {
    let received = match (&code.challenge, &request.code_verifier) {
        (None, None) => return Ok(()),
        (Some(_), Some(text)) if CodeVerifier::parse(text).is_some() => return Ok(()),
        (Some(_), Some(_)) => "a verifier of another form",
        (Some(_), None) => "no code_verifier",
        (None, Some(_)) => "a code_verifier although the request had no code_challenge",
    };
    let form =
        "the verifier of the request's challenge: 43 to 128 characters of A-Z a-z 0-9 - . _ ~";
    Err(bad_code(
        Cause::Verifier,
        "RFC 7636 §4.1 and §4.6",
        form,
        received,
    ))
}

fn bad_code(cause: Cause, rule: &'static str, expected: &str, received: &str) -> OAuthError {
    OAuthError::invalid_grant("The authorization code was not presented as it must be.")
        .because(refusal(cause, rule, expected, received))
}

fn refusal(cause: Cause, rule: &'static str, expected: &str, received: &str) -> Refusal {
    let fix = "Redeem each code once, at once, with the values of the request that led to it.";
    Refusal::new(cause, rule, expected, received, fix)
}

/// The machine from the client's request to the moment before issuing. It is not told about an issued token: ours are
/// minted after the code was spent, which is when the database decides.
fn drive_redemption(
    client: &Client,
    code: &AuthorizationCode,
    request: &CodeRequest,
) -> Result<ScopeSet, OAuthError> {
    let question = CodeQuestion {
        client,
        code,
        request,
    };
    let mut machine = AccessToken::new(&question);
    loop {
        // An input may not be kept while the machine's output is borrowed, so each is made where it is given.
        let next = match machine.advance(accesstoken::Input::None) {
            accesstoken::Output::Authenticate { .. } => CodeStep::Authenticated,
            accesstoken::Output::Recover { .. } => CodeStep::Recovered,
            accesstoken::Output::Extend { extensions } => CodeStep::Extended(extensions.clone()),
            accesstoken::Output::Issue { grant } => return Ok(in_order(&code.scope, &grant.scope)),
            accesstoken::Output::Ok(_) | accesstoken::Output::Err(_) => {
                return Err(bad_code(
                    Cause::Code,
                    "RFC 6749 §4.1.3",
                    "a code that fits the request",
                    "another one",
                ));
            }
        };
        machine.advance(match next {
            // client_auth has done it.
            CodeStep::Authenticated => accesstoken::Input::Authenticated,
            CodeStep::Recovered => accesstoken::Input::Recovered(Some(Box::new(recovered(code)?))),
            CodeStep::Extended(extensions) => {
                let access_extensions = verified(client, request, extensions)?;
                accesstoken::Input::Extended { access_extensions }
            }
        });
    }
}

enum CodeStep {
    Authenticated,
    Recovered,
    Extended(Extensions),
}

/// The code as the crate knows grants.
fn recovered(code: &AuthorizationCode) -> Result<Grant, OAuthError> {
    let mut extensions = Extensions::new();
    if let Some(challenge) = &code.challenge {
        extensions.set(&pkce(true), challenge_value(challenge)?);
    }
    Ok(Grant {
        owner_id: code.user.to_string(),
        client_id: code.client.to_string(),
        scope: words(&code.scope)?,
        redirect_uri: address(&code.redirect_uri)?.to_url(),
        // The crate would ask the wall clock; `now` has been asked already.
        until: DateTime::<Utc>::MAX_UTC,
        extensions,
    })
}

/// RFC 7636 §4.6, compared in constant time by the extension. Without a challenge there is nothing to verify.
fn verified(
    client: &Client,
    request: &CodeRequest,
    mut extensions: Extensions,
) -> Result<Extensions, OAuthError> {
    let stored = extensions.remove(&pkce(true));
    let required = stored.is_some() || client.rules().pkce_required;
    let verifier = request.code_verifier.as_deref().map(Cow::Borrowed);
    pkce(required).verify(stored, verifier).map_err(|()| {
        let expected = "the verifier whose SHA-256 is the request's code_challenge";
        bad_code(
            Cause::Verifier,
            "RFC 7636 §4.6",
            expected,
            "another verifier",
        )
    })?;
    Ok(Extensions::new())
}

/// The redemption as the crate asks about it.
struct CodeQuestion<'a> {
    client: &'a Client,
    code: &'a AuthorizationCode,
    request: &'a CodeRequest,
}

impl accesstoken::Request for CodeQuestion<'_> {
    fn valid(&self) -> bool {
        true
    }
    fn code(&self) -> Option<Cow<'_, str>> {
        Some(self.request.code.as_str().into())
    }
    fn authorization(&self) -> accesstoken::Authorization<'_> {
        accesstoken::Authorization::Username(self.client.id.as_str().into())
    }
    fn client_id(&self) -> Option<Cow<'_, str>> {
        None
    }
    /// The crate insists on one; what came was compared before.
    fn redirect_uri(&self) -> Option<Cow<'_, str>> {
        Some(self.code.redirect_uri.as_str().into())
    }
    fn grant_type(&self) -> Option<Cow<'_, str>> {
        Some("authorization_code".into())
    }
    fn extension(&self, _: &str) -> Option<Cow<'_, str>> {
        None
    }
}
