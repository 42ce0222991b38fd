//! How a registration is printed.

use serde_json::{Map, Value, json};

use crate::cli::output;
use crate::pages::apps::snippet::AppSettings;
use crate::protocol::client::{AccessTokenFormat, AuthMethod, Client, Kind, Metadata};
use crate::protocol::redirect::RegisteredUri;

/// How a value is written in JSON.
pub fn word(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The registration with the names of RFC 7591 §2 and, where it has none, our own.
pub fn document(client: &Client) -> Map<String, Value> {
    let metadata = &client.metadata;
    let logout = &metadata.logout;
    // Said where it means something.
    let required = |uri: &Option<String>, required: bool| {
        let said = uri.is_some() || required;
        json!(said.then_some(required))
    };
    let members = [
        ("client_id", json!(client.id)),
        ("client_id_issued_at", json!(client.created_at)),
        ("client_name", json!(client.name)),
        ("redirect_uris", json!(metadata.redirect_uris)),
        (
            "post_logout_redirect_uris",
            json!(metadata.post_logout_redirect_uris),
        ),
        (
            "backchannel_logout_uri",
            json!(logout.backchannel_logout_uri),
        ),
        (
            "backchannel_logout_session_required",
            required(
                &logout.backchannel_logout_uri,
                logout.backchannel_logout_session_required,
            ),
        ),
        (
            "frontchannel_logout_uri",
            json!(logout.frontchannel_logout_uri),
        ),
        (
            "frontchannel_logout_session_required",
            required(
                &logout.frontchannel_logout_uri,
                logout.frontchannel_logout_session_required,
            ),
        ),
        ("token_endpoint_auth_method", json!(metadata.auth_method)),
        // RFC 7591 has no word for either way: the default is printed, and that it is none of the registrant's choice.
        (
            "auth_method_named",
            json!(metadata.auth_method_named || client.is_public()),
        ),
        ("grant_types", json!(metadata.grant_types)),
        ("response_types", json!(metadata.response_types)),
        ("scope", json!(metadata.scope)),
        (
            "id_token_signed_response_alg",
            json!(metadata.id_token_signed_response_alg),
        ),
        ("id_token_claims", json!(metadata.id_token_claims)),
        ("access_token_format", json!(metadata.access_token_format)),
        (
            "access_token_signed_response_alg",
            json!(metadata.access_token_signed_response_alg),
        ),
        ("allowed_origins", json!(metadata.allowed_origins)),
        (
            "authorization_signed_response_alg",
            json!(metadata.authorization_signed_response_alg),
        ),
        ("client_uri", json!(metadata.homepage)),
        ("logo_uri", json!(metadata.logo_uri)),
        ("policy_uri", json!(metadata.policy_uri)),
        ("tos_uri", json!(metadata.tos_uri)),
        ("accent", json!(metadata.accent)),
        (
            "verified_host",
            json!(metadata.verified_host.as_ref().map(|proven| &proven.host)),
        ),
        ("contacts", json!(metadata.contacts)),
        ("kind", json!(metadata.kind)),
        ("profile", json!(metadata.profile)),
        ("first_party", json!(metadata.first_party)),
        ("vetted", json!(metadata.vetted)),
        (
            "require_verified_email",
            json!(metadata.require_verified_email),
        ),
        ("tokens_a_minute", json!(metadata.tokens_a_minute)),
        ("audiences", json!(metadata.audiences)),
        ("claim_mappings", json!(metadata.claim_mappings)),
        ("owner", json!(client.owner)),
        (
            "secret_hint",
            json!(client.secret.as_ref().map(|secret| &secret.hint)),
        ),
        ("disabled_at", json!(client.disabled_at.map(output::time))),
    ];
    let members = members.into_iter().filter(|(_, value)| !value.is_null());
    members
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// How the client proves who it is, in words.
pub fn auth_method(metadata: &Metadata) -> &'static str {
    match metadata.accepts(AuthMethod::ClientSecretPost)
        && metadata.accepts(AuthMethod::ClientSecretBasic)
    {
        true => "client_secret_basic or client_secret_post",
        false => metadata.auth_method.as_str(),
    }
}

fn access_token(metadata: &Metadata) -> String {
    let format = metadata.access_token_format;
    match metadata.access_token_signed_response_alg {
        Some(alg) if format != AccessTokenFormat::Opaque => {
            format!("{}, {}", format.as_str(), alg.as_str())
        }
        _ => format.as_str().to_owned(),
    }
}

/// What was registered just now, and what its app needs to know: the same as the page shows.
pub fn print_registered(
    client: &Client,
    secret: Option<&str>,
    issuer: &str,
    as_json: bool,
) -> anyhow::Result<()> {
    if as_json {
        let mut document = with_secret(client, secret);
        document.insert("issuer".into(), issuer.into());
        return output::json(&Value::Object(document));
    }
    print_client(client, secret, false)?;
    let uris = client.metadata.redirect_uris.iter();
    let settings = AppSettings {
        issuer: issuer.to_owned(),
        client_id: client.id.to_string(),
        confidential: !client.is_public(),
        has_people: client.metadata.kind != Kind::Service,
        redirect_uris: uris.map(|uri| uri.as_str().to_owned()).collect(),
        scope: client.metadata.scope.to_string(),
    };
    output::pairs(&[
        ("Issuer", Some(issuer.to_owned())),
        ("Discovery", Some(settings.discovery())),
    ])?;
    output::line("")?;
    output::line("# .env")?;
    settings.env(secret).lines().try_for_each(output::line)
}

/// As [`document`], with the secret if it was made just now.
pub fn with_secret(client: &Client, secret: Option<&str>) -> Map<String, Value> {
    let mut document = document(client);
    if let Some(secret) = secret {
        document.insert("client_secret".into(), secret.into());
        // RFC 7591 §3.2.1: it does not expire.
        document.insert("client_secret_expires_at".into(), 0.into());
    }
    document
}

/// With the secret, if it was made just now.
pub fn print_client(client: &Client, secret: Option<&str>, as_json: bool) -> anyhow::Result<()> {
    let metadata = &client.metadata;
    if as_json {
        return output::json(&Value::Object(with_secret(client, secret)));
    }
    let list = |texts: Vec<String>| (!texts.is_empty()).then(|| texts.join(" "));
    let uris =
        |uris: &[RegisteredUri]| list(uris.iter().map(|uri| uri.as_str().to_owned()).collect());
    let secret_line = match (secret, &client.secret) {
        (Some(secret), _) => Some(secret.to_owned()),
        (None, Some(record)) => Some(format!(
            "{} (since {})",
            record.hint,
            output::time(record.created_at)
        )),
        (None, None) => None,
    };
    let mut state = Vec::new();
    if client.disabled_at.is_some() {
        state.push("switched off".to_owned());
    }
    if metadata.first_party {
        state.push("first party".to_owned());
    }
    if client.is_unvetted() {
        state.push("not vetted".to_owned());
    } else if metadata.vetted {
        state.push("vetted".to_owned());
    }
    output::pairs(&[
        ("client_id", Some(client.id.to_string())),
        ("client_secret", secret_line),
        ("Name", Some(client.name.clone())),
        (
            "Kind",
            Some(format!(
                "{}, profile {}",
                word(metadata.kind),
                word(metadata.profile)
            )),
        ),
        ("State", (!state.is_empty()).then(|| state.join(", "))),
        ("Auth method", Some(auth_method(metadata).into())),
        ("Redirect URIs", uris(&metadata.redirect_uris)),
        ("After sign-out", uris(&metadata.post_logout_redirect_uris)),
        (
            "Back-channel",
            metadata.logout.backchannel_logout_uri.clone(),
        ),
        (
            "Front-channel",
            metadata.logout.frontchannel_logout_uri.clone(),
        ),
        ("Scope", Some(metadata.scope.to_string())),
        (
            "Grant types",
            list(
                metadata
                    .grant_types
                    .iter()
                    .map(|grant| grant.as_str().to_owned())
                    .collect(),
            ),
        ),
        (
            "ID token",
            Some(format!(
                "{}, claims {}",
                metadata.id_token_signed_response_alg.as_str(),
                metadata.id_token_claims.as_str()
            )),
        ),
        ("Access token", Some(access_token(metadata))),
        (
            "Origins",
            list(
                metadata
                    .allowed_origins
                    .iter()
                    .map(ToString::to_string)
                    .collect(),
            ),
        ),
        ("Audiences", list(metadata.audiences.clone())),
        ("Home page", metadata.homepage.clone()),
        (
            "Picture",
            match &metadata.logo {
                Some(_) => Some("stored here".to_owned()),
                None => metadata.logo_uri.clone(),
            },
        ),
        (
            "Host verified",
            metadata
                .verified_host
                .as_ref()
                .map(|proven| format!("{} (on {})", proven.host, output::time(proven.at))),
        ),
        ("Colour", metadata.accent.map(|colour| colour.to_string())),
        ("Privacy", metadata.policy_uri.clone()),
        ("Terms", metadata.tos_uri.clone()),
        ("Contacts", list(metadata.contacts.clone())),
        ("Owner", client.owner.map(|owner| owner.to_string())),
    ])?;
    if secret.is_some() {
        eprintln!("The secret cannot be shown again.");
    }
    Ok(())
}
