//! What a request wishes for (OIDC Core §3.1.2.1, RFC 6749 §3.3).

use super::within;
use crate::protocol::authorization::{Display, Prompt, Wish};
use crate::protocol::claims::request::ClaimsRequest;
use crate::protocol::client::Client;
use crate::protocol::error::{Cause, OAuthError, Refusal};
use crate::protocol::ids::UserId;
use crate::protocol::params::Params;
use crate::protocol::resource::{self, Resource};
use crate::protocol::scope::{OFFLINE_ACCESS, OPENID, ScopeSet};

/// The most octets of `id_token_hint`.
const LONGEST_HINT: usize = 8192;
/// The most octets of `login_hint` that are looked at: an e-mail address has 254.
const LONGEST_LOGIN: usize = 320;
/// The most entries of a list that are looked at; the first are the preferred ones.
const LIST: usize = 16;

pub(super) fn read(
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
        resource: resource::asked(params)?
            .map(|asked| Resource::parse(asked, client))
            .transpose()?,
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

/// The scope, within what the client registered. Nothing asked for means all of it but `openid` and
/// `offline_access` (RFC 6749 §3.3: a pre-defined default).
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
    let asked = client.heeded(text.parse()?, registered);
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
