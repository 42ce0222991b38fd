//! The token request and its answer (RFC 6749 §4.1.3, §4.4.2, §5, §6) and the access token (RFC 9068).

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::client::{Client, GrantType};
use super::error::{Cause, OAuthError, Refusal};
use super::ids::{GrantId, SignInId, TokenId};
use super::params::Params;
use super::resource::{self, Resource};
use super::scope::{STANDARD, ScopeSet};

/// A token request of an authenticated client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenRequest {
    /// RFC 6749 §4.1.3.
    AuthorizationCode(CodeRequest),
    /// RFC 6749 §6.
    RefreshToken(RefreshRequest),
    /// RFC 6749 §4.4.2.
    ClientCredentials(ClientCredentialsRequest),
}

/// Redeems a code. The parts are judged only once the code is known, because a wrong one burns the code (CD-14).
#[derive(Clone, PartialEq, Eq)]
pub struct CodeRequest {
    /// The sealed code.
    pub code: String,
    /// As it came.
    pub redirect_uri: Option<String>,
    /// As it came.
    pub code_verifier: Option<String>,
    /// As it came (RFC 8707 §2.2).
    pub resource: Option<String>,
}

impl fmt::Debug for CodeRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CodeRequest")
            .field("redirect_uri", &self.redirect_uri)
            .finish_non_exhaustive()
    }
}

/// Trades a refresh token.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshRequest {
    /// As it came.
    pub refresh_token: String,
    /// A narrower scope for the new access token.
    pub scope: Option<ScopeSet>,
    /// As it came (RFC 8707 §2.2).
    pub resource: Option<String>,
}

impl fmt::Debug for RefreshRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshRequest")
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

/// Asks for an access token of the client's own. Made by [`TokenRequest::parse`], which keeps its scope within the client's:
///
/// ```
/// # use lanyard::protocol::{scope::ScopeSet, token::ClientCredentialsRequest};
/// fn scope(request: &ClientCredentialsRequest) -> &ScopeSet {
///     request.scope()
/// }
/// ```
/// ```compile_fail,E0451
/// # use lanyard::protocol::{scope::ScopeSet, token::ClientCredentialsRequest};
/// fn request(scope: ScopeSet) -> ClientCredentialsRequest {
///     ClientCredentialsRequest { scope, resource: None }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientCredentialsRequest {
    scope: ScopeSet,
    resource: Option<Resource>,
}

impl ClientCredentialsRequest {
    /// What the token will be for: what was asked for, or all that the client registered; never `openid`.
    pub fn scope(&self) -> &ScopeSet {
        &self.scope
    }

    /// The one resource server that the token will be for; none: all that the client registered.
    pub fn resource(&self) -> Option<&Resource> {
        self.resource.as_ref()
    }
}

impl TokenRequest {
    /// Parses the form of a token request.
    /// # Errors
    /// `unsupported_grant_type`, `unauthorized_client` (AZ-08), `invalid_request`, `invalid_scope`, `invalid_target`.
    pub fn parse(params: &Params, client: &Client) -> Result<Self, OAuthError> {
        params.check_unique()?;
        let text = params.required("grant_type")?;
        let grant = [
            GrantType::AuthorizationCode,
            GrantType::RefreshToken,
            GrantType::ClientCredentials,
        ]
        .into_iter()
        .find(|grant| grant.as_str() == text)
        .ok_or_else(|| unsupported(text))?;
        if !client.may_use(grant) {
            return Err(unregistered(grant, client));
        }
        let resource = resource::asked(params)?;
        match grant {
            GrantType::AuthorizationCode => Ok(Self::AuthorizationCode(CodeRequest {
                code: params.required("code")?.to_owned(),
                redirect_uri: params.one("redirect_uri").map(str::to_owned),
                code_verifier: params.one("code_verifier").map(str::to_owned),
                resource: resource.map(str::to_owned),
            })),
            GrantType::RefreshToken => Ok(Self::RefreshToken(RefreshRequest {
                refresh_token: params.required("refresh_token")?.to_owned(),
                scope: params.one("scope").map(str::parse).transpose()?,
                resource: resource.map(str::to_owned),
            })),
            GrantType::ClientCredentials if client.is_public() => Err(unregistered(grant, client)),
            GrantType::ClientCredentials => {
                let scope = client_scope(params.one("scope"), client)?;
                let resource = resource::narrowed(None, resource, client)?;
                let request = ClientCredentialsRequest { scope, resource };
                Ok(Self::ClientCredentials(request))
            }
        }
    }
}

/// The one answer about a code that was never ours, is past, was spent, or was spent by another request a moment ago: who tries
/// them learns nothing from the difference (RFC 6749 §5.2).
pub fn code_not_valid() -> OAuthError {
    OAuthError::invalid_grant("The code is unknown, expired, used, or was issued to another client")
}

/// The same about a refresh token.
pub fn refresh_token_not_valid() -> OAuthError {
    OAuthError::invalid_grant(
        "The refresh token is unknown, expired, used, or was issued to another client",
    )
}

fn unsupported(grant: &str) -> OAuthError {
    OAuthError::unsupported_grant_type("This grant type is not supported.").because(Refusal::new(
        Cause::GrantType,
        "RFC 6749 §5.2",
        "authorization_code, refresh_token or client_credentials",
        grant,
        "For people use the authorization code grant; the password grant does not exist here (RFC 9700 §2.4).",
    ))
}

fn unregistered(grant: GrantType, client: &Client) -> OAuthError {
    let registered: Vec<_> = client
        .metadata
        .grant_types
        .iter()
        .map(|grant| grant.as_str())
        .collect();
    OAuthError::unauthorized_client(format!("This client may not use the grant type {}.", grant.as_str())).because(
        Refusal::new(
            Cause::GrantType,
            "RFC 6749 §5.2",
            registered.join(" "),
            grant.as_str(),
            "Add the grant type to the app's registration. Public clients cannot have client_credentials.",
        ),
    )
}

/// The scope of a client's own token (RFC 6749 §4.4.2). There is no person, so no word about one (CN-08).
fn client_scope(asked: Option<&str>, client: &Client) -> Result<ScopeSet, OAuthError> {
    let registered = client.metadata.scope.iter();
    let own = registered
        .filter(|word| !STANDARD.contains(word))
        .collect::<Vec<_>>()
        .join(" ")
        .parse()?;
    let Some(text) = asked else { return Ok(own) };
    let asked = client.heeded(text.parse()?, &own);
    if asked.is_empty() {
        return Err(
            OAuthError::invalid_scope("No scope was asked for.").because(Refusal::new(
                Cause::Scope,
                "RFC 6749 §3.3",
                format!("some of: {own}"),
                "an empty scope",
                "Name what the token is for, or leave scope out.",
            )),
        );
    }
    if asked.is_subset_of(&own) {
        return Ok(asked);
    }
    Err(
        OAuthError::invalid_scope("The client asked for more than it registered for itself.")
            .because(Refusal::new(
                Cause::Scope,
                "RFC 6749 §3.3 and §4.4.2",
                own.to_string(),
                asked.minus(&own).to_string(),
                "Ask only for registered scope words; openid and its companions are about people.",
            )),
    )
}

/// The tokens of one answer, as the token endpoint writes them (RFC 6749 §5.1, OIDC Core §3.1.3.3).
#[derive(Clone, Serialize)]
pub struct TokenSet {
    /// The signed access token.
    pub access_token: String,
    /// How it is used: `Bearer`.
    pub token_type: &'static str,
    /// Seconds.
    pub expires_in: u64,
    /// The refresh token, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// The ID token, when `openid` was granted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<String>,
    /// What was granted.
    #[serde(skip_serializing_if = "ScopeSet::is_empty")]
    pub scope: ScopeSet,
}

/// The claims of an access token (RFC 9068 §2.2). A token of the client credentials grant has no grant and no person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessTokenClaims {
    /// The issuer.
    pub iss: String,
    /// The person's id, or the client's for its own token.
    pub sub: String,
    /// The issuer, then the client's registered resource servers; or the one that the token is narrowed to.
    pub aud: Audience,
    /// Who may use it.
    pub client_id: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "ScopeSet::is_empty")]
    pub scope: ScopeSet,
    /// Issued at, seconds since 1970.
    pub iat: i64,
    /// Expires at, seconds since 1970.
    pub exp: i64,
    /// Its own id.
    pub jti: TokenId,
    /// When the person signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_time: Option<i64>,
    /// How strongly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acr: Option<String>,
    /// How.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amr: Vec<String>,
    /// The grant it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gid: Option<GrantId>,
    /// The sign-in it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<SignInId>,
    /// What was mapped for the client.
    #[serde(flatten)]
    pub further: Map<String, Value>,
}

/// `aud` (RFC 7519 §4.1.3): one text, or a list of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Audience {
    /// A single one is written as text.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl Audience {
    /// The one resource server that a token is narrowed to. Otherwise the issuer itself, because userinfo is its resource, and what
    /// the client registered.
    pub fn of(issuer: &str, client: &Client, resource: Option<&Resource>) -> Self {
        if let Some(resource) = resource {
            return Self::One(resource.as_str().to_owned());
        }
        let others = &client.metadata.audiences;
        if others.is_empty() {
            return Self::One(issuer.to_owned());
        }
        Self::Many(
            [issuer.to_owned()]
                .into_iter()
                .chain(others.iter().cloned())
                .collect(),
        )
    }

    /// Every one.
    pub fn all(&self) -> Vec<&str> {
        match self {
            Self::One(own) => vec![own],
            Self::Many(all) => all.iter().map(String::as_str).collect(),
        }
    }

    /// Whether `one` is among them.
    pub fn contains(&self, one: &str) -> bool {
        match self {
            Self::One(own) => own == one,
            Self::Many(all) => all.iter().any(|own| own == one),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::protocol::client::samples;
    use crate::protocol::error::ErrorCode;
    use crate::protocol::params::Limits;

    fn parsed(client: &Client, form: &str) -> Result<TokenRequest, ErrorCode> {
        let params = Params::parse(form.as_bytes(), Limits::FORM).unwrap();
        TokenRequest::parse(&params, client).map_err(|error| error.code)
    }

    fn web() -> Client {
        samples::web(&["https://rp.example/cb"])
    }

    #[test]
    fn each_grant_type_is_read() {
        let Ok(TokenRequest::AuthorizationCode(request)) = parsed(
            &web(),
            "grant_type=authorization_code&code=c&redirect_uri=r&code_verifier=v&unknown=1",
        ) else {
            panic!()
        };
        assert_eq!(
            (request.code.as_str(), request.redirect_uri.as_deref()),
            ("c", Some("r"))
        );
        let Ok(TokenRequest::RefreshToken(request)) =
            parsed(&web(), "grant_type=refresh_token&refresh_token=t&scope=")
        else {
            panic!()
        };
        assert_eq!((request.refresh_token.as_str(), request.scope), ("t", None));
    }

    #[test]
    fn a_service_gets_its_own_words_only() {
        let scope = |form: &str| match parsed(&samples::service(), form) {
            Ok(TokenRequest::ClientCredentials(request)) => Ok(request.scope.to_string()),
            other => Err(other.unwrap_err()),
        };
        assert_eq!(
            scope("grant_type=client_credentials"),
            Ok("api:read".to_owned())
        );
        assert_eq!(
            scope("grant_type=client_credentials&scope=api:read"),
            Ok("api:read".to_owned())
        );
        for wrong in ["openid", "api:read api:write", "offline_access", "%20"] {
            let form = format!("grant_type=client_credentials&scope={wrong}");
            assert_eq!(scope(&form), Err(ErrorCode::InvalidScope), "{wrong}");
        }
    }

    #[test]
    fn fc_24_what_is_ignored_at_one_endpoint_is_ignored_at_the_next() {
        let mut service = samples::service();
        let scope = |client: &Client, asked: &str| {
            let form = format!("grant_type=client_credentials&scope={asked}");
            match parsed(client, &form) {
                Ok(TokenRequest::ClientCredentials(request)) => Ok(request.scope.to_string()),
                other => Err(other.unwrap_err()),
            }
        };
        let unknown = "openid+groups+api:read";
        assert_eq!(scope(&service, unknown), Err(ErrorCode::InvalidScope));
        service.metadata.profile = crate::protocol::client::Profile::Oidc;
        assert_eq!(scope(&service, unknown), Ok("api:read".to_owned()));
        assert_eq!(scope(&service, "groups"), Err(ErrorCode::InvalidScope));
    }

    #[test]
    fn fc_16_a_client_s_own_token_is_narrowed_to_one_of_its_audiences() {
        let mut service = samples::service();
        service.metadata.audiences = vec!["https://mcp.example/".to_owned()];
        let resource = |asked: &str| {
            let form = format!("grant_type=client_credentials&{asked}");
            match parsed(&service, &form) {
                Ok(TokenRequest::ClientCredentials(request)) => {
                    Ok(request.resource().map(|one| one.as_str().to_owned()))
                }
                other => Err(other.unwrap_err()),
            }
        };
        assert_eq!(resource(""), Ok(None));
        let own = Ok(Some("https://mcp.example/".to_owned()));
        assert_eq!(resource("resource=https://mcp.example/"), own);
        for wrong in [
            "resource=https://other.example/",
            "resource=x",
            "resource=https://mcp.example/&resource=https://other.example/",
        ] {
            assert_eq!(resource(wrong), Err(ErrorCode::InvalidTarget), "{wrong}");
        }
    }

    #[test]
    fn az_08_and_rt_29_other_grant_types_are_refused() {
        for (client, form, code) in [
            (
                web(),
                "grant_type=client_credentials",
                ErrorCode::UnauthorizedClient,
            ),
            (
                samples::service(),
                "grant_type=authorization_code&code=c",
                ErrorCode::UnauthorizedClient,
            ),
            (
                samples::service(),
                "grant_type=refresh_token&refresh_token=t",
                ErrorCode::UnauthorizedClient,
            ),
            (
                web(),
                "grant_type=password&username=a&password=b",
                ErrorCode::UnsupportedGrantType,
            ),
            (
                web(),
                "grant_type=implicit",
                ErrorCode::UnsupportedGrantType,
            ),
            (
                web(),
                "grant_type=AUTHORIZATION_CODE&code=c",
                ErrorCode::UnsupportedGrantType,
            ),
            (web(), "", ErrorCode::InvalidRequest),
            (
                web(),
                "grant_type=authorization_code",
                ErrorCode::InvalidRequest,
            ),
            (
                web(),
                "grant_type=authorization_code&code=",
                ErrorCode::InvalidRequest,
            ),
            (web(), "grant_type=refresh_token", ErrorCode::InvalidRequest),
        ] {
            assert_eq!(parsed(&client, form), Err(code), "{form}");
        }
        let mut public = samples::spa(&["https://rp.example/cb"]);
        public
            .metadata
            .grant_types
            .push(GrantType::ClientCredentials);
        assert_eq!(
            parsed(&public, "grant_type=client_credentials"),
            Err(ErrorCode::UnauthorizedClient)
        );
    }

    #[test]
    fn az_02_and_ru_18_a_repeated_parameter_is_refused() {
        let whole =
            "grant_type=authorization_code&code=c&redirect_uri=r&code_verifier=v&client_id=i";
        for pair in whole.split('&') {
            assert_eq!(
                parsed(&web(), &format!("{whole}&{pair}")),
                Err(ErrorCode::InvalidRequest),
                "{pair}"
            );
        }
    }

    #[test]
    fn an_answer_has_only_the_members_that_say_something() {
        let answer = TokenSet {
            access_token: "a".to_owned(),
            token_type: "Bearer",
            expires_in: 300,
            refresh_token: None,
            id_token: None,
            scope: ScopeSet::default(),
        };
        let expected = json!({"access_token": "a", "token_type": "Bearer", "expires_in": 300});
        assert_eq!(serde_json::to_value(&answer).unwrap(), expected);
    }

    #[test]
    fn a_single_audience_is_written_as_text() {
        let mut client = web();
        let aud = |client: &Client| {
            serde_json::to_value(Audience::of("https://op.example", client, None)).unwrap()
        };
        assert_eq!(aud(&client), json!("https://op.example"));
        client.metadata.audiences = vec!["https://api.example".to_owned()];
        assert_eq!(
            aud(&client),
            json!(["https://op.example", "https://api.example"])
        );
        let own = Resource::parse("https://api.example", &client).unwrap();
        let narrowed = Audience::of("https://op.example", &client, Some(&own));
        assert_eq!(
            serde_json::to_value(narrowed).unwrap(),
            json!("https://api.example")
        );
    }
}
