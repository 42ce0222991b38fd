//! The provider's metadata (OIDC Discovery §3, RFC 8414 §2): it advertises what works, and nothing else.

use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
    CoreJwsSigningAlgorithm, CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::{
    AdditionalProviderMetadata, AuthUrl, AuthenticationContextClass, IssuerUrl, JsonWebKeySetUrl,
    LanguageTag, ProviderMetadata, ResponseTypes, Scope, TokenUrl, UserInfoUrl,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::acr::Level;
use super::authorization::ResponseMode;
use super::claims;
use super::client::{AuthMethod, SigningAlg};
use super::scope;

/// The path of the authorization endpoint, below the issuer.
pub const AUTHORIZE: &str = "/authorize";
/// The path of the token endpoint.
pub const TOKEN: &str = "/token";
/// The path of the userinfo endpoint.
pub const USERINFO: &str = "/userinfo";
/// The path of the introspection endpoint.
pub const INTROSPECT: &str = "/introspect";
/// The path of the revocation endpoint.
pub const REVOKE: &str = "/revoke";
/// The path of the logout endpoint.
pub const END_SESSION: &str = "/end-session";
/// The path of the published keys.
pub const JWKS: &str = "/jwks";

/// The path of the frame in which clients watch the browser's session.
pub const CHECK_SESSION: &str = "/session/check";

/// What the claims crate has no field for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extra {
    code_challenge_methods_supported: Vec<String>,
    introspection_endpoint: String,
    introspection_endpoint_auth_methods_supported: Vec<String>,
    revocation_endpoint: String,
    revocation_endpoint_auth_methods_supported: Vec<String>,
    backchannel_logout_supported: bool,
    backchannel_logout_session_supported: bool,
    end_session_endpoint: String,
    authorization_response_iss_parameter_supported: bool,
    authorization_signing_alg_values_supported: Vec<String>,
    prompt_values_supported: Vec<String>,
    #[serde(flatten)]
    frames: Option<Frames>,
}

/// Where clients are told in frames, and watch (OpenID Connect Front-Channel Logout 1.0 §3, Session Management 1.0 §3.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Frames {
    frontchannel_logout_supported: bool,
    frontchannel_logout_session_supported: bool,
    check_session_iframe: String,
}

impl AdditionalProviderMetadata for Extra {}

/// The metadata as openidconnect types it.
pub type OurMetadata = ProviderMetadata<
    Extra,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// The metadata document of both well-known addresses. `issuer` is an absolute URL without a trailing slash; ID tokens are signed
/// with one of `algorithms`; `frames`: clients are told of logouts in frames as well; `most`: the
/// strongest sign-in that there is; `languages`: BCP 47 tags of the pages.
///
/// # Panics
/// When it is no URL; configuration has refused that.
pub fn provider_metadata(
    issuer: &str,
    algorithms: &[SigningAlg],
    frames: bool,
    most: Level,
    languages: &[&str],
) -> Value {
    typed(issuer, algorithms, frames, most, languages)
        .map(|metadata| {
            serde_json::to_value(metadata).expect("metadata has only texts, lists and booleans")
        })
        .expect("the issuer is an absolute URL")
}

fn typed(
    issuer: &str,
    algorithms: &[SigningAlg],
    frames: bool,
    most: Level,
    languages: &[&str],
) -> Result<OurMetadata, url::ParseError> {
    let at = |path: &str| format!("{issuer}{path}");
    let metadata = OurMetadata::new(
        IssuerUrl::new(issuer.to_owned())?,
        AuthUrl::new(at(AUTHORIZE))?,
        JsonWebKeySetUrl::new(at(JWKS))?,
        vec![ResponseTypes::new(vec![CoreResponseType::Code])],
        vec![CoreSubjectIdentifierType::Public],
        algorithms.iter().copied().map(algorithm).collect(),
        extra(issuer, algorithms, frames),
    )
    .set_token_endpoint(Some(TokenUrl::new(at(TOKEN))?))
    .set_userinfo_endpoint(Some(UserInfoUrl::new(at(USERINFO))?))
    .set_scopes_supported(Some(
        scope::STANDARD
            .iter()
            .chain(&claims::names::MEMBERSHIP)
            .map(|word| Scope::new((*word).to_owned()))
            .collect(),
    ))
    .set_response_modes_supported(Some(response_modes()))
    .set_grant_types_supported(Some(vec![
        CoreGrantType::AuthorizationCode,
        CoreGrantType::RefreshToken,
        CoreGrantType::ClientCredentials,
    ]))
    .set_token_endpoint_auth_methods_supported(Some(vec![
        CoreClientAuthMethod::ClientSecretBasic,
        CoreClientAuthMethod::ClientSecretPost,
        CoreClientAuthMethod::None,
    ]))
    .set_display_values_supported(Some(vec![
        CoreAuthDisplay::Page,
        CoreAuthDisplay::Popup,
        CoreAuthDisplay::Touch,
        CoreAuthDisplay::Wap,
    ]))
    .set_acr_values_supported(Some(
        most.up_to()
            .map(|class| AuthenticationContextClass::new(class.code().to_owned()))
            .collect(),
    ))
    .set_claim_types_supported(Some(vec![CoreClaimType::Normal]))
    .set_claims_supported(Some(claims_supported()))
    .set_ui_locales_supported(Some(
        languages
            .iter()
            .map(|tag| LanguageTag::new((*tag).to_owned()))
            .collect(),
    ))
    .set_claims_parameter_supported(Some(true))
    .set_request_parameter_supported(Some(false))
    // Absent would mean true (OIDC Discovery §3).
    .set_request_uri_parameter_supported(Some(false));
    Ok(metadata)
}

fn extra(issuer: &str, algorithms: &[SigningAlg], frames: bool) -> Extra {
    let methods = |methods: &[AuthMethod]| {
        methods
            .iter()
            .map(|method| method.as_str().to_owned())
            .collect()
    };
    let secrets = [AuthMethod::ClientSecretBasic, AuthMethod::ClientSecretPost];
    Extra {
        code_challenge_methods_supported: vec!["S256".to_owned()],
        introspection_endpoint: format!("{issuer}{INTROSPECT}"),
        introspection_endpoint_auth_methods_supported: methods(&secrets),
        revocation_endpoint: format!("{issuer}{REVOKE}"),
        revocation_endpoint_auth_methods_supported: methods(&[
            secrets[0],
            secrets[1],
            AuthMethod::None,
        ]),
        end_session_endpoint: format!("{issuer}{END_SESSION}"),
        backchannel_logout_supported: true,
        backchannel_logout_session_supported: true,
        authorization_response_iss_parameter_supported: true,
        authorization_signing_alg_values_supported: algorithms
            .iter()
            .map(|alg| alg.as_str().to_owned())
            .collect(),
        prompt_values_supported: ["none", "login", "consent", "select_account"]
            .map(str::to_owned)
            .to_vec(),
        frames: frames.then(|| Frames {
            frontchannel_logout_supported: true,
            frontchannel_logout_session_supported: true,
            check_session_iframe: format!("{issuer}{CHECK_SESSION}"),
        }),
    }
}

/// What an ID token or userinfo answer may say.
fn claims_supported() -> Vec<CoreClaimName> {
    let protocol = [
        "sub",
        "iss",
        "aud",
        "exp",
        "iat",
        "auth_time",
        "nonce",
        "acr",
        "amr",
        "at_hash",
        "sid",
    ];
    protocol
        .into_iter()
        .chain(claims::names::STANDARD)
        .chain(claims::names::MEMBERSHIP)
        .map(|name| CoreClaimName::new(name.to_owned()))
        .collect()
}

fn response_modes() -> Vec<CoreResponseMode> {
    let own = ResponseMode::ALL
        .into_iter()
        .map(|mode| match mode.as_str() {
            "query" => CoreResponseMode::Query,
            "fragment" => CoreResponseMode::Fragment,
            "form_post" => CoreResponseMode::FormPost,
            name => CoreResponseMode::Extension(name.to_owned()),
        });
    own.chain([CoreResponseMode::Extension("jwt".to_owned())])
        .collect()
}

fn algorithm(alg: SigningAlg) -> CoreJwsSigningAlgorithm {
    match alg {
        SigningAlg::ES256 => CoreJwsSigningAlgorithm::EcdsaP256Sha256,
        SigningAlg::RS256 => CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
        SigningAlg::PS256 => CoreJwsSigningAlgorithm::RsaSsaPssSha256,
        SigningAlg::EdDSA => CoreJwsSigningAlgorithm::EdDsa,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fc_57_only_the_algorithms_in_use_are_published() {
        let own = [SigningAlg::RS256, SigningAlg::ES256];
        let document = provider_metadata(
            "https://op.example",
            &own,
            false,
            Level::PhishingResistant,
            &["en"],
        );
        let member = &document["id_token_signing_alg_values_supported"];
        assert_eq!(*member, json!(["RS256", "ES256"]));
        assert!(!document.to_string().contains("EdDSA"));
    }

    #[test]
    fn frames_are_announced_where_they_are_on() {
        let document = |frames| {
            provider_metadata(
                "https://op.example",
                &SigningAlg::ALL,
                frames,
                Level::PhishingResistant,
                &["en"],
            )
        };
        let names = [
            "check_session_iframe",
            "frontchannel_logout_session_supported",
            "frontchannel_logout_supported",
        ];
        let (on, off) = (document(true), document(false));
        assert_eq!(on[names[0]], "https://op.example/session/check");
        assert!(names[1..].iter().all(|name| on[*name] == true));
        assert!(names.iter().all(|name| off.get(*name).is_none()), "{off}");
    }

    #[test]
    fn the_document_says_what_works() {
        let document = provider_metadata(
            "https://op.example",
            &SigningAlg::ALL,
            false,
            Level::PhishingResistant,
            &["en"],
        );
        for (member, value) in [
            ("issuer", json!("https://op.example")),
            (
                "authorization_endpoint",
                json!("https://op.example/authorize"),
            ),
            ("token_endpoint", json!("https://op.example/token")),
            ("userinfo_endpoint", json!("https://op.example/userinfo")),
            ("jwks_uri", json!("https://op.example/jwks")),
            (
                "introspection_endpoint",
                json!("https://op.example/introspect"),
            ),
            ("revocation_endpoint", json!("https://op.example/revoke")),
            ("response_types_supported", json!(["code"])),
            (
                "response_modes_supported",
                json!([
                    "query",
                    "fragment",
                    "form_post",
                    "query.jwt",
                    "fragment.jwt",
                    "form_post.jwt",
                    "jwt"
                ]),
            ),
            (
                "authorization_signing_alg_values_supported",
                json!(["RS256", "ES256", "PS256", "EdDSA"]),
            ),
            (
                "grant_types_supported",
                json!(["authorization_code", "refresh_token", "client_credentials"]),
            ),
            ("subject_types_supported", json!(["public"])),
            (
                "id_token_signing_alg_values_supported",
                json!(["RS256", "ES256", "PS256", "EdDSA"]),
            ),
            (
                "token_endpoint_auth_methods_supported",
                json!(["client_secret_basic", "client_secret_post", "none"]),
            ),
            ("code_challenge_methods_supported", json!(["S256"])),
            (
                "authorization_response_iss_parameter_supported",
                json!(true),
            ),
            ("backchannel_logout_supported", json!(true)),
            ("backchannel_logout_session_supported", json!(true)),
            ("claims_parameter_supported", json!(true)),
            ("request_parameter_supported", json!(false)),
            ("request_uri_parameter_supported", json!(false)),
            (
                "prompt_values_supported",
                json!(["none", "login", "consent", "select_account"]),
            ),
        ] {
            assert_eq!(document[member], value, "{member}");
        }
        let scopes = document["scopes_supported"].as_array().unwrap();
        assert!(scopes.contains(&json!("openid")) && scopes.contains(&json!("offline_access")));
        assert!(
            document["claims_supported"]
                .as_array()
                .unwrap()
                .contains(&json!("birthdate"))
        );
    }

    #[test]
    fn every_member_is_a_registered_name_and_nothing_that_does_not_exist_is_advertised() {
        let document = provider_metadata(
            "https://op.example",
            &SigningAlg::ALL,
            false,
            Level::PhishingResistant,
            &["en"],
        );
        let known = [
            "acr_values_supported",
            "authorization_endpoint",
            "authorization_response_iss_parameter_supported",
            "authorization_signing_alg_values_supported",
            "backchannel_logout_session_supported",
            "backchannel_logout_supported",
            "claim_types_supported",
            "claims_parameter_supported",
            "claims_supported",
            "code_challenge_methods_supported",
            "display_values_supported",
            "end_session_endpoint",
            "grant_types_supported",
            "id_token_signing_alg_values_supported",
            "introspection_endpoint",
            "introspection_endpoint_auth_methods_supported",
            "issuer",
            "jwks_uri",
            "prompt_values_supported",
            "request_parameter_supported",
            "request_uri_parameter_supported",
            "response_modes_supported",
            "response_types_supported",
            "revocation_endpoint",
            "revocation_endpoint_auth_methods_supported",
            "scopes_supported",
            "subject_types_supported",
            "token_endpoint",
            "token_endpoint_auth_methods_supported",
            "ui_locales_supported",
            "userinfo_endpoint",
        ];
        let mut names: Vec<_> = document.as_object().unwrap().keys().collect();
        names.sort();
        assert_eq!(names, known);
    }

    #[test]
    fn an_issuer_with_a_path_keeps_it() {
        let document = provider_metadata(
            "http://127.0.0.1:8080/op",
            &SigningAlg::ALL,
            false,
            Level::PhishingResistant,
            &["en"],
        );
        assert_eq!(document["issuer"], json!("http://127.0.0.1:8080/op"));
        assert_eq!(
            document["token_endpoint"],
            json!("http://127.0.0.1:8080/op/token")
        );
    }

    #[test]
    fn another_reader_understands_it() {
        let text = provider_metadata(
            "https://op.example",
            &SigningAlg::ALL,
            false,
            Level::PhishingResistant,
            &["en"],
        )
        .to_string();
        let read: OurMetadata = serde_json::from_str(&text).unwrap();
        assert_eq!(
            read,
            typed(
                "https://op.example",
                &SigningAlg::ALL,
                false,
                Level::PhishingResistant,
                &["en"],
            )
            .unwrap()
        );
    }
}
