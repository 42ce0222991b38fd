//! The order of the code grant, driven by oxide-auth's state machines over facts that are loaded already. Nothing else
//! imports that crate, and neither its types nor chrono's leave this file.
//!
//! The machines see to it that no step is skipped: the client is bound before the proof key is taken, that before the
//! scope is negotiated; a code is recovered before its proof is checked, and that before anything is issued. What they
//! do not know stands in front of them: exact addresses, the form of a verifier, `now` instead of the wall clock, which
//! mistakes spend a code, and the error codes that they get wrong.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use oxide_auth::code_grant::accesstoken::{self, AccessToken};
use oxide_auth::code_grant::authorization::{self, Authorization};
use oxide_auth::code_grant::extensions::Pkce;
use oxide_auth::code_grant::refresh::{self, Refresh};
use oxide_auth::primitives::grant::{Extensions, Grant, Value};
use oxide_auth::primitives::registrar::{BoundClient, ExactUrl, PreGrant, RegisteredUrl};
use oxide_auth::primitives::scope::Scope;

use crate::protocol::authorization::AuthorizationRequest;
use crate::protocol::client::Client;
use crate::protocol::code::AuthorizationCode;
use crate::protocol::error::{Cause, OAuthError, Refusal};
use crate::protocol::gate::GrantFacts;
use crate::protocol::pkce::{CodeChallenge, CodeVerifier};
use crate::protocol::redirect::{RedirectTarget, explain};
use crate::protocol::scope::ScopeSet;
use crate::protocol::time::Timestamp;
use crate::protocol::token::CodeRequest;

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
                let scope =
                    scope.ok_or_else(|| OAuthError::invalid_scope("No scope was asked for."))?;
                if !words(&client.metadata.scope)?.priviledged_to(&scope) {
                    return Err(OAuthError::invalid_scope(
                        "The scope is beyond the client's registration.",
                    ));
                }
                let pre_grant = PreGrant {
                    client_id: bound_client.client_id.clone().into_owned(),
                    redirect_uri: bound_client.redirect_uri.clone().into_owned(),
                    scope,
                };
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

/// A code that may become a grant: insert it, and if that insert was the first, answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redeemed {
    /// What the tokens are for.
    pub scope: ScopeSet,
    /// Whether a refresh token comes along.
    pub refreshable: bool,
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

/// Decides about a code presented by `client`, who is authenticated (RFC 6749 §4.1.3, RFC 7636 §4.6).
///
/// Asks nothing about the person: [`may_redeem`](crate::protocol::gate::may_redeem) does.
/// # Errors
/// Always `invalid_grant`.
pub fn redeem(
    client: &Client,
    code: &AuthorizationCode,
    request: &CodeRequest,
    now: Timestamp,
) -> Result<Redeemed, RedeemError> {
    if code.client != client.id {
        let owner = "the client that the code was made for";
        return Err(RedeemError::Refuse(bad_code(
            Cause::Code,
            "RFC 6749 §4.1.3",
            owner,
            "another client",
        )));
    }
    if code.expires_at <= now {
        let error = bad_code(
            Cause::Code,
            "RFC 6749 §4.1.2",
            "a code of at most 60 seconds",
            "an older code",
        );
        return Err(RedeemError::Refuse(error));
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
    Ok(Redeemed {
        refreshable: client.gets_refresh_token(&scope),
        scope,
    })
}

/// RU-18: a request that named the address must be redeemed under the same octets; the crate compares parsed URLs.
fn check_address(code: &AuthorizationCode, request: &CodeRequest) -> Result<(), OAuthError> {
    let received = match &request.redirect_uri {
        Some(uri) if *uri == code.redirect_uri => return Ok(()),
        None if !code.redirect_uri_given => return Ok(()),
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
    let fix = "Redeem each code once, at once, with the values of the request that led to it.";
    OAuthError::invalid_grant(
        "The authorization code is not valid, or was not presented as it must be.",
    )
    .because(Refusal::new(cause, rule, expected, received, fix))
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

/// A refresh that may happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewed {
    /// What the new access token is for. The grant keeps its own scope (RFC 6749 §6).
    pub scope: ScopeSet,
}

/// Decides about the scope of a refresh by `client`, whose token was judged already (RFC 6749 §6, RT-06).
/// # Errors
/// `invalid_scope` beyond the grant, `invalid_grant` for a grant of another client or past its end.
pub fn renew(
    client: &Client,
    grant: &GrantFacts,
    requested: Option<&ScopeSet>,
    now: Timestamp,
) -> Result<Renewed, OAuthError> {
    let not_valid = || OAuthError::invalid_grant("The refresh token is not valid.");
    if grant.expires_at <= now {
        return Err(not_valid());
    }
    if let Some(beyond) = requested
        .map(|asked| asked.minus(&grant.scope))
        .filter(|beyond| !beyond.is_empty())
    {
        return Err(beyond_grant(&beyond, &grant.scope));
    }
    // What the client has lost since then, it does not get back by refreshing. Nothing left is nothing to renew.
    let ceiling = grant.scope.intersection(&client.metadata.scope);
    let wanted = requested.unwrap_or(&ceiling);
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
                });
            }
            RefreshStep::Fail => return Err(not_valid()),
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

/// `optional` alone would also accept a verifier without a challenge; `check_verifier_form` does not.
fn pkce(required: bool) -> Pkce {
    if required {
        Pkce::required()
    } else {
        Pkce::optional()
    }
}

/// The challenge in the crate's private form.
fn challenge_value(challenge: &CodeChallenge) -> Result<Value, OAuthError> {
    let value = pkce(true).challenge(Some("S256".into()), Some(challenge.as_str().into()));
    value
        .ok()
        .flatten()
        .ok_or_else(|| OAuthError::server_error("The challenge cannot be used."))
}

fn words(scope: &ScopeSet) -> Result<Scope, OAuthError> {
    scope
        .to_string()
        .parse()
        .map_err(|_| OAuthError::invalid_scope("The scope cannot be read."))
}

/// `wanted` in its own order, as far as the crate granted it.
fn in_order(wanted: &ScopeSet, granted: &Scope) -> ScopeSet {
    let refused: Vec<_> = wanted
        .iter()
        .filter(|word| !granted.iter().any(|own| own == *word))
        .collect();
    refused
        .into_iter()
        .fold(wanted.clone(), |scope, word| scope.without(word))
}

fn address(uri: &str) -> Result<ExactUrl, OAuthError> {
    ExactUrl::new(uri.to_owned())
        .map_err(|_| OAuthError::server_error("The redirect address cannot be used."))
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

#[cfg(test)]
mod tests;
