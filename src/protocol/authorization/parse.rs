//! Parsing the parameters of an authorization request (OIDC Core §3.1.2.1–2, RFC 6749 §4.1.1, RFC 7636 §4.3).

use super::{Answer, AuthorizationRequest, AuthorizeRefusal, Reply, ResponseMode};
use crate::protocol::client::{Client, GrantType};
use crate::protocol::error::{Cause, ErrorCode, OAuthError, Refusal};
use crate::protocol::ids::UserId;
use crate::protocol::params::Params;
use crate::protocol::redirect::RedirectTarget;
use crate::protocol::resource::Resource;
use crate::protocol::scope::{OPENID, ScopeSet};

mod reply_to;
mod wish;

/// The most octets of `state` (AZ-04).
const LONGEST_STATE: usize = 4096;

/// The `client_id` of a request, before its client is looked up. Whoever it names, nothing is redirected yet.
/// # Errors
/// A page: without a client there is no address to trust (RFC 6749 §4.1.2.1).
pub fn client_id(params: &Params) -> Result<&str, Box<Refusal>> {
    params.one("client_id").ok_or_else(|| {
        Box::new(if params.is_repeated("client_id") {
            repeated("client_id")
        } else {
            Refusal::new(
                Cause::ClientMissing,
                "RFC 6749 §4.1.1",
                "client_id",
                "no client_id",
                "Add client_id to the authorization request.",
            )
        })
    })
}

/// Parses a request of `client`: first the address, then everything else, so that other mistakes are told to the
/// client itself. `named` tells whom an ID token of ours is about, whether or not it has expired; none when it is not ours.
/// # Errors
/// [`AuthorizeRefusal::Page`] as long as the address is not proven, a redirect after that.
pub fn parse(
    params: &Params,
    client: &Client,
    named: &dyn Fn(&str) -> Option<UserId>,
) -> Result<AuthorizationRequest, AuthorizeRefusal> {
    // RU-16: a repeated parameter has no value, and must not fall back to "omitted".
    if let Some(name) = ["client_id", "redirect_uri"]
        .into_iter()
        .find(|name| params.is_repeated(name))
    {
        return Err(repeated(name).into());
    }
    let redirect_uri = params.one("redirect_uri");
    let openid = params
        .all("scope")
        .any(|scope| scope.split(' ').any(|word| word == OPENID));
    let target = address(client, redirect_uri, openid)?;
    let state = params
        .one("state")
        .filter(|state| state.len() <= LONGEST_STATE);
    let (mode, asked) = reply_to::response_mode(params, &target);
    read(params, client, redirect_uri, asked, named).map_err(|error| {
        AuthorizeRefusal::Reply(Reply {
            recipient: Box::new(client.into()),
            target,
            mode,
            state: state.map(str::to_owned),
            session_state: None,
            answer: Answer::Error(error),
        })
    })
}

pub(super) fn revalidate(
    request: &AuthorizationRequest,
    client: &Client,
) -> Result<RedirectTarget, AuthorizeRefusal> {
    let AuthorizationRequest { wish, reply_to, .. } = request;
    if wish.client != client.id {
        return Err(Refusal::new(
            Cause::Changed,
            "RFC 6749 §4.1.2.1",
            client.id.as_str(),
            wish.client.as_str(),
            "Start again from the app.",
        )
        .into());
    }
    let target = address(client, reply_to.requested_redirect_uri(), wish.is_openid())?;
    match permitted(request, client) {
        Ok(()) => Ok(target),
        Err(error) => {
            let reply = reply_to.clone().reply(client, target, Answer::Error(error));
            Err(AuthorizeRefusal::Reply(reply))
        }
    }
}

/// Where the client may be answered, if it may be answered at all.
fn address(
    client: &Client,
    requested: Option<&str>,
    openid: bool,
) -> Result<RedirectTarget, Refusal> {
    if client.disabled_at.is_some() {
        return Err(Refusal::new(
            Cause::ClientDisabled,
            "RFC 6749 §4.1.2.1",
            "a client that is switched on",
            client.id.as_str(),
            "Ask the administrator to switch the app on.",
        ));
    }
    client.redirect_target(requested, openid)
}

/// Everything behind the address.
fn read(
    params: &Params,
    client: &Client,
    redirect_uri: Option<&str>,
    mode: Result<ResponseMode, OAuthError>,
    named: &dyn Fn(&str) -> Option<UserId>,
) -> Result<AuthorizationRequest, OAuthError> {
    params.check_unique()?;
    for (name, code) in [
        ("request", ErrorCode::RequestNotSupported),
        ("request_uri", ErrorCode::RequestUriNotSupported),
        ("registration", ErrorCode::RegistrationNotSupported),
    ] {
        if params.one(name).is_some() {
            return Err(
                OAuthError::new(code, format!("The parameter {name} is not supported.")).because(
                    Refusal::new(
                        Cause::RequestObject,
                        "OpenID Connect Core §6 and §3.1.2.6",
                        "ordinary parameters",
                        name,
                        "Send the parameters one by one.",
                    ),
                ),
            );
        }
    }
    let request = AuthorizationRequest {
        reply_to: reply_to::read(params, redirect_uri, mode)?,
        wish: wish::read(params, client, named)?,
        further: Default::default(),
    };
    permitted(&request, client)?;
    Ok(request)
}

/// What the client may do, by its present record.
fn permitted(request: &AuthorizationRequest, client: &Client) -> Result<(), OAuthError> {
    let metadata = &client.metadata;
    if !client.may_use(GrantType::AuthorizationCode)
        || !metadata
            .response_types
            .contains(&request.reply_to.response_type)
    {
        return Err(OAuthError::unauthorized_client(
            "This client is not registered for the authorization code grant.",
        )
        .because(Refusal::new(
            Cause::GrantType,
            "RFC 6749 §4.1.2.1",
            "a client registered for authorization_code and response type code",
            metadata
                .grant_types
                .iter()
                .map(|grant| grant.as_str())
                .collect::<Vec<_>>()
                .join(" "),
            "Register the app for people to sign in to.",
        )));
    }
    let beyond = request.wish.needs_consent_for().minus(&metadata.scope);
    if !beyond.is_empty() {
        return Err(beyond_registration(&beyond, &metadata.scope));
    }
    if let Some(resource) = &request.wish.resource {
        Resource::parse(resource.as_str(), client)?;
    }
    if request.reply_to.challenge.is_none() && client.rules().pkce_required {
        return Err(match client.is_public() {
            true => no_proof_key("no code_challenge"),
            false => proof_key_is_off(client),
        });
    }
    Ok(())
}

fn repeated(name: &str) -> Refusal {
    Refusal::new(
        Cause::Repeated,
        "RFC 6749 §3.1",
        format!("{name} once"),
        format!("{name} more than once"),
        "Send each parameter once. Look for code that adds it to a URL that has it already.",
    )
}

fn beyond_registration(beyond: &ScopeSet, registered: &ScopeSet) -> OAuthError {
    OAuthError::invalid_scope(format!(
        "This client is not registered for the scope: {beyond}"
    ))
    .because(Refusal::new(
        Cause::Scope,
        "RFC 6749 §3.3",
        registered.to_string(),
        beyond.to_string(),
        "Ask only for registered scope words, or add these to the app's registration.",
    ))
}

fn no_proof_key(received: &str) -> OAuthError {
    let description = format!(
        "PKCE needs a code_challenge of 43 characters and code_challenge_method=S256; there was {received}."
    );
    OAuthError::invalid_request(description).because(Refusal::new(
        Cause::Pkce,
        "RFC 9700 §2.1.1 and RFC 7636 §4.3",
        "code_challenge: 43 characters, base64url of the SHA-256 of the verifier; code_challenge_method=S256",
        received,
        "Switch PKCE on in your library.",
    ))
}

/// A client with a secret has two ways out, and both are named where its owner looks: libraries that know PKCE have it switched off.
fn proof_key_is_off(client: &Client) -> OAuthError {
    let way_out = "Switch it on (Authlib: code_challenge_method='S256'; Passport: pkce: true; \
        oauth2-proxy: --code-challenge-method=S256), or register the app with --profile oidc";
    let error = no_proof_key("no code_challenge");
    let description = format!("{} {way_out}", error.description());
    let fix = format!(
        "Switch PKCE on in the library: Authlib code_challenge_method=\"S256\"; Passport pkce: true, state: true; Auth.js checks: \
         [\"pkce\", \"state\"]; mozilla-django-oidc OIDC_USE_PKCE = True; django-allauth OAUTH_PKCE_ENABLED = True; Spring \
         requireProofKey(true); oauth2-proxy --code-challenge-method=S256; mod_auth_openidc OIDCPKCEMethod S256; idpyoidc add_ons \
         pkce; Grafana use_pkce = true. Where it cannot: lanyard client update {} --profile oidc.",
        client.id
    );
    let told = OAuthError::invalid_request(description);
    match error.explanation {
        Some(refusal) => told.because(Refusal { fix, ..*refusal }),
        None => told,
    }
}

/// A value that has to be given back or kept as it is, so it cannot be shortened.
fn within(params: &Params, name: &str, longest: usize) -> Result<Option<String>, OAuthError> {
    match params.one(name) {
        Some(value) if value.len() > longest => Err(OAuthError::invalid_request(format!(
            "{name} is longer than {longest} bytes."
        ))),
        value => Ok(value.map(str::to_owned)),
    }
}
