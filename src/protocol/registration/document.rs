//! Client metadata as RFC 7591 §2 and OpenID Connect Registration §2 write it.

use serde_json::{Map, Value};

use super::{
    AccessTokenFormat, AuthMethod, Cause, Draft, GrantType, IdTokenClaims, Kind, LogoutAddresses,
    Profile, Refusal, SigningAlg,
};
use crate::protocol::scope::STANDARD;

/// Reads RFC 7591 metadata. Members that mean nothing here are ignored (§2), but not those that would change what
/// leaves the server: a client that asked for encryption must not get plain text. What only an operator may set
/// (`first_party`, resource servers, a profile) cannot be set this way (DR-04).
/// # Errors
/// The first mistake; [`Cause::RedirectInvalid`] is `invalid_redirect_uri`, everything else
/// `invalid_client_metadata` (§3.2.2).
pub(super) fn read(document: &Value, profile: Profile) -> Result<Draft, Refusal> {
    let Value::Object(members) = document else {
        return Err(wrong("the document", "a JSON object", &kind_of(document)));
    };
    for name in NOT_HONOURED {
        if members
            .get(name)
            .is_some_and(|value| !matches!(value, Value::Null | Value::Bool(false)))
        {
            return Err(wrong(
                name,
                "no such member, because it would not be honoured",
                name,
            ));
        }
    }
    if let Some(kind) = text(members, "subject_type")?.filter(|kind| *kind != "public") {
        return Err(wrong("subject_type", "public", kind));
    }
    check_response_types(members)?;
    let redirect_uris = texts(members, "redirect_uris")?.unwrap_or_default();
    let auth_method = auth_method(members)?;
    let grant_types = grant_types(members)?;
    let public = auth_method == Some(AuthMethod::None);
    let kind = match text(members, "application_type")? {
        Some("native") => Kind::Native,
        None | Some("web") if grant_types.as_deref() == Some(&[GrantType::ClientCredentials]) => {
            Kind::Service
        }
        None | Some("web") if public => Kind::Spa,
        None | Some("web") => Kind::Web,
        Some(other) => return Err(wrong("application_type", "web or native", other)),
    };
    let first_host = redirect_uris
        .first()
        .and_then(|uri| url::Url::parse(uri).ok());
    let name = match text(members, "client_name")? {
        Some(name) => name.to_owned(),
        None => first_host
            .and_then(|url| url.host_str().map(str::to_owned))
            .unwrap_or_else(|| "App".to_owned()),
    };
    let default_scope = || (kind != Kind::Service).then(|| STANDARD.join(" "));
    let owned = |name| text(members, name).map(|text| text.map(str::to_owned));
    Ok(Draft {
        profile,
        // RFC 7591 §2: the default. Whoever left it out means no particular way of sending the secret.
        auth_method: Some(auth_method.unwrap_or(AuthMethod::ClientSecretBasic)),
        auth_method_named: Some(auth_method.is_some()),
        redirect_uris,
        post_logout_redirect_uris: texts(members, "post_logout_redirect_uris")?.unwrap_or_default(),
        logout: logout(members)?,
        scope: owned("scope")?.or_else(default_scope),
        // RFC 7591 §2: a client that says nothing uses the authorization code.
        grant_types: Some(grant_types.unwrap_or_else(|| vec![GrantType::AuthorizationCode])),
        id_token_signed_response_alg: algorithm(members, "id_token_signed_response_alg")?,
        authorization_signed_response_alg: algorithm(members, "authorization_signed_response_alg")?,
        id_token_claims: one_of(members, "id_token_claims", &IdTokenClaims::ALL, |one| {
            one.as_str()
        })?
        .unwrap_or_default(),
        access_token_format: one_of(
            members,
            "access_token_format",
            &AccessTokenFormat::ALL,
            |one| one.as_str(),
        )?
        .unwrap_or_default(),
        access_token_signed_response_alg: algorithm(members, "access_token_signed_response_alg")?,
        allowed_origins: texts(members, "allowed_origins")?.unwrap_or_default(),
        homepage: owned("client_uri")?,
        logo_uri: owned("logo_uri")?,
        accent: owned("accent")?,
        policy_uri: owned("policy_uri")?,
        tos_uri: owned("tos_uri")?,
        contacts: texts(members, "contacts")?.unwrap_or_default(),
        ..Draft::new(name, kind)
    })
}

/// Members that would change how the server answers or what it demands, and that it cannot honour yet.
const NOT_HONOURED: [&str; 15] = [
    "id_token_encrypted_response_alg",
    "id_token_encrypted_response_enc",
    "userinfo_signed_response_alg",
    "userinfo_encrypted_response_alg",
    "userinfo_encrypted_response_enc",
    "introspection_signed_response_alg",
    "introspection_encrypted_response_alg",
    "authorization_encrypted_response_alg",
    "authorization_encrypted_response_enc",
    "request_object_encryption_alg",
    "require_signed_request_object",
    "require_pushed_authorization_requests",
    "dpop_bound_access_tokens",
    "tls_client_certificate_bound_access_tokens",
    "default_max_age",
];

fn logout(members: &Map<String, Value>) -> Result<LogoutAddresses, Refusal> {
    let address = |name| text(members, name).map(|text| text.map(str::to_owned));
    let required = |name| truth(members, name).map(Option::unwrap_or_default);
    Ok(LogoutAddresses {
        backchannel_logout_uri: address("backchannel_logout_uri")?,
        backchannel_logout_session_required: required("backchannel_logout_session_required")?,
        frontchannel_logout_uri: address("frontchannel_logout_uri")?,
        frontchannel_logout_session_required: required("frontchannel_logout_session_required")?,
    })
}

fn auth_method(members: &Map<String, Value>) -> Result<Option<AuthMethod>, Refusal> {
    let all = [
        AuthMethod::ClientSecretBasic,
        AuthMethod::ClientSecretPost,
        AuthMethod::None,
    ];
    one_of(members, "token_endpoint_auth_method", &all, |one| {
        one.as_str()
    })
}

fn grant_types(members: &Map<String, Value>) -> Result<Option<Vec<GrantType>>, Refusal> {
    let Some(names) = texts(members, "grant_types")? else {
        return Ok(None);
    };
    let known = [
        GrantType::AuthorizationCode,
        GrantType::RefreshToken,
        GrantType::ClientCredentials,
    ];
    let mut grants = Vec::new();
    for name in names {
        let Some(grant) = known.into_iter().find(|grant| grant.as_str() == name) else {
            return Err(wrong(
                "grant_types",
                "authorization_code, refresh_token or client_credentials",
                &name,
            ));
        };
        if !grants.contains(&grant) {
            grants.push(grant);
        }
    }
    Ok(Some(grants))
}

/// Only the code comes back from the authorization endpoint.
fn check_response_types(members: &Map<String, Value>) -> Result<(), Refusal> {
    match texts(members, "response_types")?
        .unwrap_or_default()
        .iter()
        .find(|name| *name != "code")
    {
        None => Ok(()),
        Some(other) => Err(wrong("response_types", "code", other)),
    }
}

fn algorithm(members: &Map<String, Value>, name: &str) -> Result<Option<SigningAlg>, Refusal> {
    one_of(members, name, &SigningAlg::ALL, |alg| alg.as_str())
}

/// One of the values that a member may have.
pub(super) fn one_of<T: Copy>(
    members: &Map<String, Value>,
    name: &str,
    all: &[T],
    word: fn(&T) -> &'static str,
) -> Result<Option<T>, Refusal> {
    let Some(asked) = text(members, name)? else {
        return Ok(None);
    };
    match all.iter().find(|one| word(one) == asked) {
        Some(one) => Ok(Some(*one)),
        None => {
            let words: Vec<_> = all.iter().map(word).collect();
            Err(wrong(name, &words.join(", "), asked))
        }
    }
}

pub(super) fn text<'a>(
    members: &'a Map<String, Value>,
    name: &str,
) -> Result<Option<&'a str>, Refusal> {
    match members.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(wrong(name, "a text", &kind_of(other))),
    }
}

pub(super) fn texts(
    members: &Map<String, Value>,
    name: &str,
) -> Result<Option<Vec<String>>, Refusal> {
    let list = match members.get(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(list)) => list,
        Some(other) => return Err(wrong(name, "a list of texts", &kind_of(other))),
    };
    let one = |value: &Value| {
        value
            .as_str()
            .map(str::to_owned)
            .ok_or_else(|| wrong(name, "a list of texts", &kind_of(value)))
    };
    list.iter()
        .map(one)
        .collect::<Result<Vec<_>, _>>()
        .map(Some)
}

pub(super) fn truth(members: &Map<String, Value>, name: &str) -> Result<Option<bool>, Refusal> {
    match members.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Bool(truth)) => Ok(Some(*truth)),
        Some(other) => Err(wrong(name, "true or false", &kind_of(other))),
    }
}

pub(super) fn kind_of(value: &Value) -> String {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    kind.to_owned()
}

pub(super) fn wrong(member: &str, expected: &str, received: &str) -> Refusal {
    Refusal::new(
        Cause::Metadata,
        "RFC 7591 §2 and OpenID Connect Registration §2",
        format!("{member}: {expected}"),
        received,
        format!("Correct {member}, or leave it out."),
    )
}
