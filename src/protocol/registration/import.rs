//! Clients that an operator brings along: RFC 7591 metadata, and what only an operator says, by the names under which clients are
//! shown. What is said is used, refused, or named as left out.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::document::{kind_of, one_of, read, text, texts, truth, wrong};
use super::{Kind, Metadata, Profile, Refusal};
use crate::protocol::client::{AuthMethod, NoLimit, TokensAMinute};
use crate::protocol::ids::ClientId;

/// The most characters of a secret that is brought along.
const LONGEST_SECRET: usize = 256;
/// Members that are read, here or in `document.rs`, or that say what is so anyhow.
const READ: [&str; 45] = [
    "accent",
    "access_token_format",
    "access_token_signed_response_alg",
    "allowed_origins",
    "application_type",
    "audiences",
    "authorization_signed_response_alg",
    "auth_method_named",
    "backchannel_logout_session_required",
    "backchannel_logout_uri",
    "client_id",
    "client_name",
    "client_secret",
    "client_secret_expires_at",
    "client_uri",
    "contacts",
    "disabled_at",
    "first_party",
    "frontchannel_logout_session_required",
    "frontchannel_logout_uri",
    "grant_types",
    "id_token_claims",
    "id_token_signed_response_alg",
    "issuer",
    "kind",
    "logo_uri",
    "owner",
    "policy_uri",
    "post_logout_redirect_uris",
    "profile",
    "redirect_uris",
    "require_pushed_authorization_requests",
    "require_signed_request_object",
    "require_verified_email",
    "tokens_a_minute",
    "response_types",
    "scope",
    "subject_type",
    "token_endpoint_auth_method",
    "tos_uri",
    "vetted",
    "dpop_bound_access_tokens",
    "tls_client_certificate_bound_access_tokens",
    "client_id_issued_at",
    "secret_hint",
];

/// A client as a file describes it.
#[derive(Debug, Clone)]
pub struct Described {
    /// Its id; none when the server is to choose.
    pub id: Option<ClientId>,
    /// Its secret; none when the server is to make one, or it has none.
    pub secret: Option<String>,
    /// Its name, checked.
    pub name: String,
    /// What it registers, checked.
    pub metadata: Metadata,
    /// Whose it is: a login, an e-mail address or an account's id.
    pub owner: Option<String>,
    /// Whether it is switched off.
    pub disabled: bool,
    /// Members that mean nothing here.
    pub left_out: Vec<String>,
}

/// Reads what an operator brings along. `profile` and `first_party` are for clients that do not say it themselves.
///
/// # Errors
/// The first mistake.
pub fn describe(
    document: &Value,
    profile: Profile,
    first_party: bool,
) -> Result<Described, Refusal> {
    let Value::Object(members) = document else {
        return Err(wrong("a client", "a JSON object", &kind_of(document)));
    };
    let mut draft = read(document, profile)?;
    if let Some(kind) = one_of(members, "kind", &Kind::ALL, |kind| kind.as_str())? {
        draft.kind = kind;
    }
    if let Some(own) = one_of(members, "profile", &Profile::ALL, |profile| {
        profile.as_str()
    })? {
        draft.profile = own;
    }
    if let Some(named) = truth(members, "auth_method_named")? {
        draft.auth_method_named = Some(named);
    }
    draft.first_party = truth(members, "first_party")?.unwrap_or(first_party);
    draft.audiences = texts(members, "audiences")?.unwrap_or_default();
    let (name, mut metadata) = draft
        .check()
        .map_err(|mut errors| errors.swap_remove(0).refusal)?;
    // Whoever brings it along vouches for it, unless the file says otherwise.
    metadata.vetted = truth(members, "vetted")?.unwrap_or(true);
    metadata.require_verified_email = truth(members, "require_verified_email")?.unwrap_or_default();
    metadata.tokens_a_minute = limit(members)?;
    let secret = secret(members, metadata.auth_method)?;
    let unknown = |name: &&String| !READ.contains(&name.as_str());
    let said = members.iter().filter(|(_, value)| !value.is_null());
    let left_out = said.map(|(name, _)| name).filter(unknown).cloned();
    let left_out = left_out.collect::<BTreeSet<_>>().into_iter().collect();
    Ok(Described {
        id: id(members)?,
        secret,
        name,
        metadata,
        owner: text(members, "owner")?.map(str::to_owned),
        disabled: text(members, "disabled_at")?.is_some(),
        left_out,
    })
}

fn id(members: &Map<String, Value>) -> Result<Option<ClientId>, Refusal> {
    let Some(text) = text(members, "client_id")? else {
        return Ok(None);
    };
    let expected = "1 to 64 letters, digits and - . _ ~, the first of them no dot";
    let id = text.parse().map_err(|_| wrong("client_id", expected, text));
    id.map(Some)
}

fn limit(members: &Map<String, Value>) -> Result<Option<TokensAMinute>, Refusal> {
    let Some(value) = members
        .get("tokens_a_minute")
        .filter(|value| !value.is_null())
    else {
        return Ok(None);
    };
    let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
    let limit = number.and_then(|number| TokensAMinute::try_from(number).ok());
    let refused = || wrong("tokens_a_minute", &NoLimit.to_string(), &value.to_string());
    limit.map(Some).ok_or_else(refused)
}

fn secret(members: &Map<String, Value>, method: AuthMethod) -> Result<Option<String>, Refusal> {
    match members.get("client_secret_expires_at") {
        None | Some(Value::Null) => {}
        Some(value) if value.as_i64() == Some(0) => {}
        Some(value) => {
            let expected = "0, because secrets do not expire here";
            return Err(wrong(
                "client_secret_expires_at",
                expected,
                &value.to_string(),
            ));
        }
    }
    let Some(secret) = text(members, "client_secret")? else {
        return Ok(None);
    };
    // Never shown, not even to say what is wrong with it.
    if method == AuthMethod::None {
        let expected = "no secret, because token_endpoint_auth_method is none";
        return Err(wrong("client_secret", expected, "a secret"));
    }
    let visible = secret.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if !visible || secret.is_empty() || secret.len() > LONGEST_SECRET {
        let expected = format!("1 to {LONGEST_SECRET} characters of ASCII (RFC 6749 appendix A.2)");
        return Err(wrong("client_secret", &expected, "another text"));
    }
    Ok(Some(secret.to_owned()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn described(changes: Value) -> Result<Described, Refusal> {
        let mut document =
            json!({"redirect_uris": ["https://rp.example/cb"], "client_name": "Photos"});
        for (name, value) in changes.as_object().unwrap() {
            document[name] = value.clone();
        }
        describe(&document, Profile::Modern, false)
    }

    #[test]
    fn fc_41_what_is_brought_along_is_used() {
        let photos = described(json!({
            "client_id": "photos", "client_secret": "s3", "owner": "ada", "disabled_at": "2026-01-01T00:00:00Z",
            "profile": "oidc", "first_party": true, "vetted": true, "audiences": ["https://mcp.example/"],
            "id_token_claims": "scopes", "access_token_format": "opaque", "access_token_signed_response_alg": "PS256",
            "allowed_origins": ["https://www.rp.example"], "post_logout_redirect_uris": ["https://rp.example/bye"],
            "backchannel_logout_uri": "https://hooks.example/out?app=1", "backchannel_logout_session_required": true,
            "frontchannel_logout_uri": "https://rp.example/out?x=1", "frontchannel_logout_session_required": true,
        }))
        .unwrap();
        assert_eq!(photos.id.unwrap().as_str(), "photos");
        assert_eq!(
            (photos.secret.as_deref(), photos.owner.as_deref()),
            (Some("s3"), Some("ada"))
        );
        assert!(photos.disabled && photos.left_out.is_empty());
        let logout = &photos.metadata.logout;
        assert_eq!(
            (
                logout.backchannel_logout_uri.as_deref(),
                logout.frontchannel_logout_uri.as_deref()
            ),
            (
                Some("https://hooks.example/out?app=1"),
                Some("https://rp.example/out?x=1")
            )
        );
        assert!(logout.backchannel_logout_session_required);
        assert!(logout.frontchannel_logout_session_required);
        let Metadata {
            profile,
            first_party,
            vetted,
            auth_method_named,
            ..
        } = photos.metadata;
        assert_eq!(
            (profile, first_party, vetted, auth_method_named),
            (Profile::Oidc, true, true, false)
        );
        assert_eq!(photos.metadata.audiences, ["https://mcp.example/"]);
        assert_eq!(photos.metadata.id_token_claims.as_str(), "scopes");
        assert_eq!(photos.metadata.access_token_format.as_str(), "opaque");
        assert_eq!(
            photos.metadata.allowed_origins[0].as_str(),
            "https://www.rp.example"
        );
        assert!(
            described(json!({"token_endpoint_auth_method": "client_secret_basic"}))
                .unwrap()
                .metadata
                .auth_method_named
        );
        for id in [
            "0oaB2C3d4E5",
            "my_app.v1~x",
            "5f0c2a6e-0000-4000-8000-000000000001",
        ] {
            assert_eq!(
                described(json!({"client_id": id}))
                    .unwrap()
                    .id
                    .unwrap()
                    .as_str(),
                id
            );
        }
        let native = described(
            json!({"kind": "native", "redirect_uris": ["cursor://x/cb", "http://localhost:8787/cb"],
            "token_endpoint_auth_method": "none"}),
        );
        assert_eq!(native.unwrap().metadata.kind, Kind::Native);
    }

    #[test]
    fn fc_41_what_is_not_used_is_named_or_refused() {
        let left_out = described(json!({"software_id": "x", "jwks_uri": null, "logo": "y"}))
            .unwrap()
            .left_out;
        assert_eq!(left_out, ["logo", "software_id"]);
        for (changes, member) in [
            (json!({"client_id": "a b"}), "client_id"),
            (json!({"client_id": ".."}), "client_id"),
            (json!({"client_id": 7}), "client_id"),
            (json!({"client_id": "x".repeat(65)}), "client_id"),
            (json!({"client_secret": ""}), "client_secret"),
            (json!({"client_secret": "a\nb"}), "client_secret"),
            (json!({"client_secret": "é"}), "client_secret"),
            (
                json!({"client_secret": "s", "token_endpoint_auth_method": "none"}),
                "client_secret",
            ),
            (
                json!({"client_secret": "s", "client_secret_expires_at": 1}),
                "client_secret_expires_at",
            ),
            (json!({"first_party": "yes"}), "first_party"),
            (json!({"kind": "fridge"}), "kind"),
            (json!({"profile": "lax"}), "profile"),
            (json!({"id_token_claims": "all"}), "id_token_claims"),
            (json!({"access_token_format": "JWT"}), "access_token_format"),
            (
                json!({"access_token_signed_response_alg": "none"}),
                "access_token_signed_response_alg",
            ),
            (json!({"scope": ["openid"]}), "scope"),
            (
                json!({"backchannel_logout_uri": ["https://rp.example/"]}),
                "backchannel_logout_uri",
            ),
            (
                json!({"frontchannel_logout_session_required": "true"}),
                "frontchannel_logout_session_required",
            ),
        ] {
            let refusal = described(changes.clone()).unwrap_err();
            assert!(
                refusal.expected.starts_with(&format!("{member}: ")),
                "{changes}: {refusal:?}"
            );
            assert!(!refusal.received.contains('é'));
        }
    }
}
