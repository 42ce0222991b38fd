//! Parsing the parameters of an authorization request (OIDC Core §3.1.2.1–2, RFC 6749 §4.1.1, RFC 7636 §4.3).

use super::{
    Answer, AuthorizationRequest, AuthorizeRefusal, Display, Prompt, Reply, ReplyTo, ResponseMode,
    Wish,
};
use crate::protocol::claims::request::ClaimsRequest;
use crate::protocol::client::{Client, GrantType, ResponseType};
use crate::protocol::error::{Cause, ErrorCode, OAuthError, Refusal};
use crate::protocol::ids::UserId;
use crate::protocol::params::Params;
use crate::protocol::pkce::CodeChallenge;
use crate::protocol::redirect::RedirectTarget;
use crate::protocol::scope::{OFFLINE_ACCESS, OPENID, ScopeSet};

/// The most octets of `state` (AZ-04).
const LONGEST_STATE: usize = 4096;
/// The most octets of `nonce` (AZ-05).
const LONGEST_NONCE: usize = 1024;
/// The most octets of `id_token_hint`.
const LONGEST_HINT: usize = 8192;
/// The most octets of `login_hint` that are looked at: an e-mail address has 254.
const LONGEST_LOGIN: usize = 320;
/// The most entries of a list that are looked at; the first are the preferred ones.
const LIST: usize = 16;

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
    let mode = params.one("response_mode").and_then(ResponseMode::parse);
    read(params, client, redirect_uri, named).map_err(|error| {
        AuthorizeRefusal::Reply(Reply {
            target,
            mode: mode.unwrap_or_default(),
            state: state.map(str::to_owned),
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
            let reply = reply_to.clone().reply(target, Answer::Error(error));
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
        reply_to: reply_to(params, redirect_uri)?,
        wish: wish(params, client, named)?,
        further: Default::default(),
    };
    permitted(&request, client)?;
    Ok(request)
}

fn reply_to(params: &Params, redirect_uri: Option<&str>) -> Result<ReplyTo, OAuthError> {
    Ok(ReplyTo {
        redirect_uri: redirect_uri.map(str::to_owned),
        response_type: response_type(params)?,
        response_mode: response_mode(params)?,
        state: within(params, "state", LONGEST_STATE)?,
        nonce: within(params, "nonce", LONGEST_NONCE)?,
        challenge: challenge(params)?,
        further: Default::default(),
    })
}

fn wish(
    params: &Params,
    client: &Client,
    named: &dyn Fn(&str) -> Option<UserId>,
) -> Result<Wish, OAuthError> {
    Ok(Wish {
        client: client.id.clone(),
        scope: scope(params, client)?,
        prompt: prompt(params)?,
        max_age: max_age(params)?,
        login_hint: params
            .one("login_hint")
            .filter(|hint| is_plain(hint, LONGEST_LOGIN))
            .map(str::to_owned),
        id_token_hint: match within(params, "id_token_hint", LONGEST_HINT)? {
            Some(hint) => Some(named(&hint).ok_or_else(not_our_hint)?),
            None => None,
        },
        ui_locales: list(params, "ui_locales", |tag| {
            tag.len() <= 35 && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        }),
        acr_values: list(params, "acr_values", |value| is_plain(value, 256)),
        claims: claims(params, client)?,
        display: display(params),
        further: Default::default(),
    })
}

fn not_our_hint() -> OAuthError {
    OAuthError::invalid_request("The id_token_hint is not an ID token of this server.").because(
        Refusal::new(
            Cause::Parameter,
            "OpenID Connect Core §3.1.2.1",
            "an ID token of this server, also one that has expired",
            "another text",
            "Send the ID token as it was received, or leave id_token_hint out.",
        ),
    )
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
    if request.reply_to.challenge.is_none() && client.rules().pkce_required {
        return Err(no_proof_key("no code_challenge"));
    }
    Ok(())
}

fn response_type(params: &Params) -> Result<ResponseType, OAuthError> {
    let explain = |received: &str| {
        Refusal::new(
            Cause::ResponseType,
            "RFC 6749 §3.1.1 and RFC 9700 §2.1.2",
            "response_type=code",
            received,
            "Ask for a code and redeem it at the token endpoint. Most libraries call this the code flow.",
        )
    };
    match params.one("response_type") {
        Some("code") => Ok(ResponseType::Code),
        Some(other) => Err(OAuthError::unsupported_response_type(
            "Only response_type=code is supported.",
        )
        .because(explain(other))),
        None => {
            Err(OAuthError::invalid_request("response_type is missing.")
                .because(explain("nothing")))
        }
    }
}

fn response_mode(params: &Params) -> Result<ResponseMode, OAuthError> {
    let Some(name) = params.one("response_mode") else {
        return Ok(ResponseMode::default());
    };
    ResponseMode::parse(name).ok_or_else(|| {
        OAuthError::invalid_request("Only response_mode=query is supported.").because(Refusal::new(
            Cause::ResponseMode,
            "OAuth 2.0 Multiple Response Types §2.1",
            "response_mode=query, or none",
            name,
            "Leave response_mode out.",
        ))
    })
}

/// The scope, within what the client registered. Nothing asked for means all of it but `openid` and
/// `offline_access` (RFC 6749 §3.3: a pre-defined default).
///
/// `offline_access` is ignored, not refused, for a client that cannot have it (OIDC Core §11, RT-09).
fn scope(params: &Params, client: &Client) -> Result<ScopeSet, OAuthError> {
    let registered = &client.metadata.scope;
    let Some(text) = params.one("scope") else {
        let default = registered.without(OPENID).without(OFFLINE_ACCESS);
        return if default.is_empty() {
            Err(nothing_asked(registered))
        } else {
            Ok(default)
        };
    };
    let mut asked: ScopeSet = text.parse()?;
    if !client.may_use(GrantType::RefreshToken) || !registered.contains(OFFLINE_ACCESS) {
        asked = asked.without(OFFLINE_ACCESS);
    }
    if client.rules().ignores_unknown_scope {
        asked = asked.intersection(registered);
    }
    // RFC 6749 §3.3: at least one word. Consent to nothing would be no consent.
    if asked.is_empty() {
        Err(nothing_asked(registered))
    } else {
        Ok(asked)
    }
}

fn nothing_asked(registered: &ScopeSet) -> OAuthError {
    OAuthError::invalid_scope("No scope was asked for.").because(Refusal::new(
        Cause::Scope,
        "RFC 6749 §3.3 and OpenID Connect Core §3.1.2.1",
        format!("scope with some of: {registered}"),
        "no scope",
        "Add scope=openid to the authorization request.",
    ))
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

/// RFC 7636 §4.3; a missing method means `plain` there, which is refused like every other but S256 (CD-09).
fn challenge(params: &Params) -> Result<Option<CodeChallenge>, OAuthError> {
    match (
        params.one("code_challenge"),
        params.one("code_challenge_method"),
    ) {
        (None, None) => Ok(None),
        (Some(text), Some("S256")) => CodeChallenge::parse(text)
            .map(Some)
            .ok_or_else(|| no_proof_key("a code_challenge that is not 43 base64url characters")),
        (Some(_), None) => Err(no_proof_key("no code_challenge_method, which means plain")),
        (Some(_), Some(other)) => Err(no_proof_key(&format!("code_challenge_method={other}"))),
        (None, Some(_)) => Err(no_proof_key("code_challenge_method without code_challenge")),
    }
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

fn prompt(params: &Params) -> Result<Prompt, OAuthError> {
    let text = params.one("prompt").unwrap_or_default();
    let mut prompt = Prompt::default();
    let wrong = |why: &str| {
        OAuthError::invalid_request(format!("prompt {why}.")).because(Refusal::new(
            Cause::Prompt,
            "OpenID Connect Core §3.1.2.1",
            "none alone, or some of login, consent, select_account",
            text,
            "Correct the prompt parameter.",
        ))
    };
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let seen = match word {
            "none" => &mut prompt.none,
            "login" => &mut prompt.login,
            "consent" => &mut prompt.consent,
            "select_account" => &mut prompt.select_account,
            _ => return Err(wrong("has an unknown value")),
        };
        *seen = true;
    }
    if prompt.none && (prompt.login || prompt.consent || prompt.select_account) {
        return Err(wrong("none stands alone"));
    }
    Ok(prompt)
}

fn max_age(params: &Params) -> Result<Option<u64>, OAuthError> {
    let Some(text) = params.one("max_age") else {
        return Ok(None);
    };
    let seconds = text
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| text.parse().ok())
        .flatten();
    seconds.map(Some).ok_or_else(|| {
        OAuthError::invalid_request("max_age is not a number of seconds.").because(Refusal::new(
            Cause::Parameter,
            "OpenID Connect Core §3.1.2.1",
            "whole seconds, e.g. max_age=3600",
            text,
            "Correct max_age or leave it out.",
        ))
    })
}

fn claims(params: &Params, client: &Client) -> Result<ClaimsRequest, OAuthError> {
    let asked = params
        .one("claims")
        .map_or_else(|| Ok(ClaimsRequest::default()), ClaimsRequest::parse)?;
    Ok(asked.within(&client.metadata.scope))
}

/// An unknown value is no reason to turn somebody away: the pages fit every display.
fn display(params: &Params) -> Display {
    match params.one("display") {
        Some("popup") => Display::Popup,
        Some("touch") => Display::Touch,
        Some("wap") => Display::Wap,
        _ => Display::Page,
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

/// The entries that can be used; the rest are wishes that nobody has to fulfil (AZ-12).
fn list(params: &Params, name: &str, usable: impl Fn(&str) -> bool) -> Vec<String> {
    let words = params
        .one(name)
        .unwrap_or_default()
        .split(' ')
        .filter(|word| !word.is_empty());
    words
        .take(LIST)
        .filter(|word| usable(word))
        .map(str::to_owned)
        .collect()
}

fn is_plain(text: &str, longest: usize) -> bool {
    text.len() <= longest && !text.contains(char::is_control)
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
