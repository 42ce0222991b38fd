//! Client metadata as RFC 7591 §2 and OpenID Connect Registration §2 write it.

use serde_json::{Map, Value};

use super::{AuthMethod, Cause, Draft, GrantType, Kind, Metadata, Profile, Refusal, SigningAlg};
use crate::protocol::scope::STANDARD;

/// Reads RFC 7591 metadata. Members that mean nothing here are ignored (§2), but not those that would change what
/// leaves the server: a client that asked for encryption must not get plain text. What only an operator may set
/// (`first_party`, resource servers, a profile) cannot be set this way (DR-04).
/// # Errors
/// The first mistake; [`Cause::RedirectInvalid`] is `invalid_redirect_uri`, everything else
/// `invalid_client_metadata` (§3.2.2).
pub fn parse(document: &Value, profile: Profile) -> Result<(String, Metadata), Refusal> {
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
    let kind = match text(members, "application_type")? {
        Some("native") => Kind::Native,
        None | Some("web") if grant_types.as_deref() == Some(&[GrantType::ClientCredentials]) => {
            Kind::Service
        }
        None | Some("web") if auth_method == AuthMethod::None => Kind::Spa,
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
    let draft = Draft {
        profile,
        auth_method: Some(auth_method),
        redirect_uris,
        post_logout_redirect_uris: texts(members, "post_logout_redirect_uris")?.unwrap_or_default(),
        scope: owned("scope")?.or_else(default_scope),
        // RFC 7591 §2: a client that says nothing uses the authorization code.
        grant_types: Some(grant_types.unwrap_or_else(|| vec![GrantType::AuthorizationCode])),
        id_token_signed_response_alg: algorithm(members, "id_token_signed_response_alg")?,
        authorization_signed_response_alg: algorithm(members, "authorization_signed_response_alg")?,
        homepage: owned("client_uri")?,
        logo_uri: owned("logo_uri")?,
        policy_uri: owned("policy_uri")?,
        tos_uri: owned("tos_uri")?,
        contacts: texts(members, "contacts")?.unwrap_or_default(),
        ..Draft::new(name, kind)
    };
    draft
        .check()
        .map_err(|mut errors| errors.swap_remove(0).refusal)
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

fn auth_method(members: &Map<String, Value>) -> Result<AuthMethod, Refusal> {
    match text(members, "token_endpoint_auth_method")? {
        // RFC 7591 §2: the default.
        None | Some("client_secret_basic") => Ok(AuthMethod::ClientSecretBasic),
        Some("client_secret_post") => Ok(AuthMethod::ClientSecretPost),
        Some("none") => Ok(AuthMethod::None),
        Some(other) => {
            let expected = "client_secret_basic, client_secret_post or none";
            Err(wrong("token_endpoint_auth_method", expected, other))
        }
    }
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
    let Some(asked) = text(members, name)? else {
        return Ok(None);
    };
    match SigningAlg::ALL
        .into_iter()
        .find(|alg| alg.as_str() == asked)
    {
        Some(alg) => Ok(Some(alg)),
        None => Err(wrong(
            name,
            &SigningAlg::ALL.map(SigningAlg::as_str).join(", "),
            asked,
        )),
    }
}

fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>, Refusal> {
    match members.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(wrong(name, "a text", &kind_of(other))),
    }
}

fn texts(members: &Map<String, Value>, name: &str) -> Result<Option<Vec<String>>, Refusal> {
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

fn kind_of(value: &Value) -> String {
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

fn wrong(member: &str, expected: &str, received: &str) -> Refusal {
    Refusal::new(
        Cause::Metadata,
        "RFC 7591 §2 and OpenID Connect Registration §2",
        format!("{member}: {expected}"),
        received,
        format!("Correct {member}, or leave it out."),
    )
}
