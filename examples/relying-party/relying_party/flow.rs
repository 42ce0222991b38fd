//! The sign-in itself: authorization code with PKCE (OIDC Core §3.1, RFC 6749 §4.1, RFC 7636).
//!
//! [`Provider::start`] makes the request, the browser carries it to the provider and brings an answer back, and
//! [`Provider::finish`] turns that answer into somebody we know. Everything of the provider but its name is read
//! from its discovery document; an app with many visitors keeps that and the keys for a while.

use std::error::Error;
use std::sync::Arc;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use jsonwebtoken::jwk::JwkSet;
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreTokenResponse,
    CoreUserInfoClaims,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, LogoutRequest, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl,
    ProviderMetadataWithLogout, RedirectUrl, RefreshToken, Scope, SubjectIdentifier, TokenResponse,
};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::Config;
use super::http::{Exchange, Http};
use super::trace::{Check, Step, line};

/// The crate's client, which knows at compile time which endpoints it was given.
type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The provider, as this app knows it.
pub struct Provider {
    issuer: String,
    client_id: ClientId,
    client_secret: Option<ClientSecret>,
    scope: Vec<Scope>,
    http: Http,
}

/// A request that was not answered yet. It stays here; only `state` and hashes travel.
#[derive(Clone)]
pub struct Pending {
    state: CsrfToken,
    nonce: Nonce,
    verifier: String,
    redirect_uri: RedirectUrl,
    metadata: Arc<ProviderMetadataWithLogout>,
    steps: Vec<Step>,
}

/// The answer in the redirect (RFC 6749 §4.1.2, RFC 9207). A parameter that comes twice is refused.
#[derive(Deserialize)]
pub struct Callback {
    /// Which request it answers.
    #[serde(default)]
    pub state: String,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
}

/// Somebody we know, and how.
#[derive(Clone)]
pub struct SignedIn {
    /// The claims of the ID token, which were verified.
    pub id_token_claims: Map<String, Value>,
    /// What the provider said about the person when asked.
    pub userinfo: Map<String, Value>,
    /// Everything that happened.
    pub steps: Vec<Step>,
    metadata: Arc<ProviderMetadataWithLogout>,
    subject: SubjectIdentifier,
    id_token: CoreIdToken,
    access_token: AccessToken,
    refresh_token: Option<RefreshToken>,
}

/// A flow that ended early.
#[derive(Clone)]
pub struct Stopped {
    /// In a few words.
    pub title: &'static str,
    /// What to make of it.
    pub reason: String,
    /// What had happened until then.
    pub steps: Vec<Step>,
}

impl Pending {
    /// Whether an answer with this `state` belongs here.
    pub fn is(&self, state: &str) -> bool {
        self.state.secret() == state
    }
}

impl Stopped {
    /// An answer that this browser did not ask for.
    pub fn unexpected() -> Self {
        Self {
            title: "That answer is not for this browser",
            reason: "No sign-in that began here has this state, or it was answered before. Somebody may have sent you \
                     a link with their own answer in it. Start again."
                .to_owned(),
            steps: Vec::new(),
        }
    }

    fn new(title: &'static str, error: &(dyn Error + 'static), steps: Vec<Step>) -> Self {
        let reasons: Vec<_> = std::iter::successors(Some(error), |error| Error::source(*error))
            .map(ToString::to_string)
            .collect();
        Self {
            title,
            reason: reasons.join(": "),
            steps,
        }
    }
}

impl Provider {
    /// The provider of this configuration; nothing is asked of it yet.
    pub fn new(config: &Config) -> Self {
        Self {
            issuer: config.issuer.clone(),
            client_id: ClientId::new(config.client_id.clone()),
            client_secret: config.client_secret.clone().map(ClientSecret::new),
            scope: config.scope.iter().cloned().map(Scope::new).collect(),
            http: Http::new(),
        }
    }

    /// Makes an authorization request: the address to send the browser to, and what to remember of it.
    pub async fn start(
        &self,
        redirect_uri: &str,
        prompt: Option<&str>,
    ) -> Result<(String, Pending), Stopped> {
        let (metadata, discovery) = self.discover().await?;
        let steps = vec![discovery];
        let redirect_uri = RedirectUrl::new(redirect_uri.to_owned())
            .map_err(|error| Stopped::new("This app has a wrong address", &error, steps.clone()))?;
        let client = self.client(&metadata, &redirect_uri);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let mut request = client
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
            .add_scopes(
                self.scope
                    .iter()
                    .filter(|scope| scope.as_str() != "openid")
                    .cloned(),
            )
            .set_pkce_challenge(challenge);
        if let Some(prompt) = prompt_of(prompt) {
            request = request.add_prompt(prompt);
        }
        let (target, state, nonce) = request.url();
        let step = Step::new(
            "Authorization request",
            "The browser is sent to the provider with what this app wants.",
        );
        let mut pending = Pending {
            state,
            nonce,
            verifier: verifier.into_secret(),
            redirect_uri,
            metadata: Arc::new(metadata),
            steps,
        };
        pending.steps.push(step.url("GET", &target));
        Ok((target.into(), pending))
    }

    /// Turns the answer into somebody we know; every check is ours to make.
    pub async fn finish(&self, pending: Pending, callback: Callback) -> Result<SignedIn, Stopped> {
        let Pending {
            nonce,
            verifier,
            redirect_uri,
            metadata,
            mut steps,
            ..
        } = pending;
        let code = self.answered(&callback, &mut steps)?;
        let client = self.client(&metadata, &redirect_uri);

        let http = self.http.fresh();
        let request = client.exchange_code(AuthorizationCode::new(code));
        let request = request.map_err(|error| {
            Stopped::new("The provider has no token endpoint", &error, steps.clone())
        })?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(verifier));
        let response = request.request_async(&http).await;
        let step = Step::new(
            "Token request",
            "This app, not the browser, exchanges the code for tokens.",
        );
        steps.push(with_exchanges(step, &http.take_record()));
        let response = response
            .map_err(|error| Stopped::new("The code was not accepted", &error, steps.clone()))?;

        let (id_token, subject) = verify(&client, &response, &nonce, &mut steps)?;
        let mut signed_in = SignedIn {
            id_token_claims: part(&id_token, 1),
            userinfo: Map::new(),
            steps,
            metadata,
            subject,
            id_token,
            access_token: response.access_token().clone(),
            refresh_token: response.refresh_token().cloned(),
        };
        self.ask_userinfo(
            &mut signed_in,
            "The provider tells more about the person to who holds the access token.",
        )
        .await?;
        Ok(signed_in)
    }

    /// Asks for the person's claims again (OIDC Core §5.3).
    pub async fn userinfo_again(&self, signed_in: &mut SignedIn) -> Result<(), Stopped> {
        self.ask_userinfo(
            signed_in,
            "The same question again. It fails once the access token is over or revoked.",
        )
        .await
    }

    /// Gets new tokens for the refresh token (RFC 6749 §6).
    pub async fn refresh(&self, signed_in: &mut SignedIn) -> Result<(), Stopped> {
        let Some(refresh_token) = signed_in.refresh_token.clone() else {
            let reason = "The scope offline_access was not granted.".to_owned();
            return Err(Stopped {
                title: "There is no refresh token",
                reason,
                steps: Vec::new(),
            });
        };
        let http = self.http.fresh();
        let client = self.bare_client(&signed_in.metadata);
        let response = match client.exchange_refresh_token(&refresh_token) {
            Ok(request) => request.request_async(&http).await,
            Err(error) => {
                return Err(Stopped::new(
                    "The provider has no token endpoint",
                    &error,
                    Vec::new(),
                ));
            }
        };
        let step = Step::new(
            "Refresh",
            "New tokens without the person. The old refresh token is worth nothing now.",
        );
        signed_in
            .steps
            .push(with_exchanges(step, &http.take_record()));
        let response = response.map_err(|error| {
            Stopped::new("The refresh token was not accepted", &error, Vec::new())
        })?;
        signed_in.access_token = response.access_token().clone();
        signed_in.refresh_token = response.refresh_token().cloned().or(Some(refresh_token));
        Ok(())
    }

    /// The provider, by its name.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// This app, by the provider's name for it.
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    /// The keys that the provider publishes at present.
    pub async fn keys(&self) -> Result<JwkSet, Stopped> {
        let (metadata, _) = self.discover().await?;
        let keys = serde_json::to_value(metadata.jwks()).and_then(serde_json::from_value);
        keys.map_err(|error| {
            Stopped::new("The provider's keys could not be read", &error, Vec::new())
        })
    }

    /// Reads the discovery document and the keys it names (OIDC Discovery §4).
    async fn discover(&self) -> Result<(ProviderMetadataWithLogout, Step), Stopped> {
        let unreachable = |error: &(dyn Error + 'static)| {
            Stopped::new("The provider could not be read", error, Vec::new())
        };
        let issuer = IssuerUrl::new(self.issuer.clone()).map_err(|error| unreachable(&error))?;
        let http = self.http.fresh();
        let metadata = ProviderMetadataWithLogout::discover_async(issuer, &http).await;
        let metadata = metadata.map_err(|error| unreachable(&error))?;
        let mut step = Step::new(
            "Discovery",
            "From the issuer's name alone the app learns addresses and keys.",
        );
        for exchange in http.take_record() {
            step = step.document(&exchange, SHOWN_OF_DISCOVERY);
        }
        Ok((metadata, step))
    }

    fn client(&self, metadata: &ProviderMetadataWithLogout, redirect_uri: &RedirectUrl) -> Client {
        self.bare_client(metadata)
            .set_redirect_uri(redirect_uri.clone())
    }

    fn bare_client(&self, metadata: &ProviderMetadataWithLogout) -> Client {
        CoreClient::from_provider_metadata(
            metadata.clone(),
            self.client_id.clone(),
            self.client_secret.clone(),
        )
    }

    /// The code, if there is one and it came from our provider.
    fn answered(&self, callback: &Callback, steps: &mut Vec<Step>) -> Result<String, Stopped> {
        let Callback {
            state,
            code,
            iss,
            error,
            error_description,
        } = callback;
        let sent = [
            ("code", code),
            ("error", error),
            ("error_description", error_description),
            ("iss", iss),
        ];
        let mut lines: Vec<_> = sent
            .iter()
            .filter_map(|(name, value)| Some(line(name, value.as_deref()?)))
            .collect();
        lines.push(line("state", state));
        // RFC 9207 §2.4: an answer of another provider must not be taken to ours. Ours always says who it is.
        let ours = iss.as_deref() == Some(self.issuer.as_str());
        let step = Step::new("Redirect back", outcome(code.is_some(), error.as_deref()))
            .lines("The answer in the address", lines)
            .checks(vec![
                Check::new(
                    "state is one this browser is waiting for",
                    true,
                    state.clone(),
                ),
                Check::new(
                    "iss is the provider that was asked",
                    ours,
                    iss.clone().unwrap_or_default(),
                ),
            ]);
        steps.push(step);
        let stopped = |title, reason: String| {
            Err(Stopped {
                title,
                reason,
                steps: steps.clone(),
            })
        };
        match (ours, error, code) {
            (false, _, _) => stopped(
                "The answer came from somebody else",
                format!("It is not from {}.", self.issuer),
            ),
            (true, Some(error), _) => {
                let description = error_description.clone().unwrap_or_default();
                stopped(
                    meaning(error),
                    format!("The provider said {error}. {description}"),
                )
            }
            (true, None, None) => stopped(
                "The answer is empty",
                "It has neither a code nor an error.".to_owned(),
            ),
            (true, None, Some(code)) => Ok(code.clone()),
        }
    }

    async fn ask_userinfo(
        &self,
        signed_in: &mut SignedIn,
        why: &'static str,
    ) -> Result<(), Stopped> {
        let http = self.http.fresh();
        let client = self.bare_client(&signed_in.metadata);
        // The crate refuses an answer about another subject (OIDC Core §5.3.2).
        let request = client.user_info(
            signed_in.access_token.clone(),
            Some(signed_in.subject.clone()),
        );
        let claims: Result<CoreUserInfoClaims, _> = match request {
            Ok(request) => request.request_async(&http).await,
            Err(error) => {
                return Err(Stopped::new(
                    "The provider has no userinfo endpoint",
                    &error,
                    Vec::new(),
                ));
            }
        };
        let record = http.take_record();
        let mut step = with_exchanges(Step::new("UserInfo", why), &record);
        if let Ok(claims) = &claims {
            let subject = claims.subject().to_string();
            step = step.checks(vec![Check::new(
                "sub is the one of the ID token",
                true,
                subject,
            )]);
        }
        signed_in.steps.push(step);
        match claims {
            Ok(_) => {
                let answer = record
                    .last()
                    .and_then(|exchange| serde_json::from_slice(exchange.answer.body()).ok());
                signed_in.userinfo = answer.unwrap_or_default();
                Ok(())
            }
            Err(error) => Err(Stopped::new(
                "The provider did not say who that is",
                &error,
                signed_in.steps.clone(),
            )),
        }
    }
}

impl SignedIn {
    /// What to call the person.
    pub fn name(&self) -> &str {
        let claim = |name: &str| {
            self.userinfo
                .get(name)
                .or_else(|| self.id_token_claims.get(name))
        };
        let names = ["name", "preferred_username", "email", "sub"];
        names
            .iter()
            .find_map(|name| claim(name)?.as_str())
            .unwrap_or("somebody")
    }

    /// Whether there is a refresh token to use.
    pub fn can_refresh(&self) -> bool {
        self.refresh_token.is_some()
    }

    /// Where to end the person's session at the provider as well, if it offers that (OIDC RP-Initiated Logout).
    pub fn end_session_url(&self, home: &str) -> Option<String> {
        let endpoint = self
            .metadata
            .additional_metadata()
            .end_session_endpoint
            .clone()?;
        let home = PostLogoutRedirectUrl::new(home.to_owned()).ok()?;
        let request = LogoutRequest::from(endpoint)
            .set_id_token_hint(&self.id_token)
            .set_post_logout_redirect_uri(home);
        Some(request.http_get_url().into())
    }
}

/// Verifies the ID token (OIDC Core §3.1.3.7) and that the access token belongs to it (§3.1.3.8).
fn verify(
    client: &Client,
    response: &CoreTokenResponse,
    nonce: &Nonce,
    steps: &mut Vec<Step>,
) -> Result<(CoreIdToken, SubjectIdentifier), Stopped> {
    let step = Step::new(
        "ID token",
        "Who signed in, signed by the provider. Verified with its published keys.",
    );
    let stopped = |title, reason: String, steps: &[Step]| Stopped {
        title,
        reason,
        steps: steps.to_vec(),
    };
    let Some(id_token) = response.id_token() else {
        return Err(stopped(
            "There is no ID token",
            "The scope openid was not granted.".to_owned(),
            steps,
        ));
    };
    let (head, payload) = (
        Value::Object(part(id_token, 0)),
        Value::Object(part(id_token, 1)),
    );
    let step = step.json("Header", &head).json("Claims", &payload);
    // Signature by a key of the JWKS and an algorithm the provider announced, iss, aud, azp, exp, nonce.
    let verifier = client.id_token_verifier();
    let claims = match id_token.claims(&verifier, nonce) {
        Ok(claims) => claims,
        Err(error) => {
            steps.push(step.checks(vec![Check::new(
                "the ID token is genuine and for us",
                false,
                error.to_string(),
            )]));
            return Err(Stopped::new(
                "The ID token is not good",
                &error,
                steps.clone(),
            ));
        }
    };
    let said = |name: &str| {
        payload
            .get(name)
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    let mut checks = vec![
        Check::new(
            "signed by a published key",
            true,
            format!("{} with kid {}", head["alg"], head["kid"]),
        ),
        Check::new("iss is the provider", true, said("iss")),
        Check::new("aud is this app", true, said("aud")),
        Check::new("exp lies ahead", true, claims.expiration().to_string()),
        Check::new("nonce is the one of the request", true, said("nonce")),
    ];
    if let Some(expected) = claims.access_token_hash() {
        let actual = id_token
            .signing_alg()
            .and_then(|alg| Ok((alg, id_token.signing_key(&verifier)?)));
        let actual = actual.ok().and_then(|(alg, key)| {
            AccessTokenHash::from_token(response.access_token(), alg, key).ok()
        });
        let holds = actual.as_ref() == Some(expected);
        checks.push(Check::new(
            "at_hash is the hash of the access token",
            holds,
            said("at_hash"),
        ));
        if !holds {
            steps.push(step.checks(checks));
            return Err(stopped(
                "The access token was swapped",
                "It does not belong to the ID token.".to_owned(),
                steps,
            ));
        }
    }
    let subject = claims.subject().clone();
    steps.push(step.checks(checks));
    Ok((id_token.clone(), subject))
}

/// A part of a JWT, decoded for people. Whether to believe it is decided elsewhere.
fn part(id_token: &CoreIdToken, index: usize) -> Map<String, Value> {
    let text = id_token.to_string();
    let decoded = text
        .split('.')
        .nth(index)
        .and_then(|part| BASE64_URL_SAFE_NO_PAD.decode(part).ok());
    decoded
        .and_then(|json| serde_json::from_slice(&json).ok())
        .unwrap_or_default()
}

fn with_exchanges(step: Step, record: &[Exchange]) -> Step {
    record.iter().fold(step, Step::exchange)
}

fn prompt_of(wish: Option<&str>) -> Option<CoreAuthPrompt> {
    match wish? {
        "none" => Some(CoreAuthPrompt::None),
        "login" => Some(CoreAuthPrompt::Login),
        "consent" => Some(CoreAuthPrompt::Consent),
        "select_account" => Some(CoreAuthPrompt::SelectAccount),
        _ => None,
    }
}

/// What happened before the browser came back.
fn outcome(code: bool, error: Option<&str>) -> &'static str {
    match error {
        Some("access_denied") => {
            "The person signed in and did not agree; the provider sends the browser back with an error."
        }
        Some(_) => {
            "The provider could not answer with a code; it sends the browser back with an error."
        }
        None if code => {
            "The person signed in and agreed; the provider sends the browser back with a code."
        }
        None => "The browser came back with neither a code nor an error.",
    }
}

/// What an error means to the person who sees it (RFC 6749 §4.1.2.1, OIDC Core §3.1.2.6).
fn meaning(error: &str) -> &'static str {
    match error {
        "access_denied" => "You did not agree",
        "login_required" | "interaction_required" | "account_selection_required" => {
            "Nobody is signed in there"
        }
        "consent_required" => "You have not agreed yet",
        "temporarily_unavailable" | "server_error" => "The provider has a problem",
        _ => "The provider refused",
    }
}

/// What is shown of the discovery document and of the key set.
const SHOWN_OF_DISCOVERY: &[&str] = &[
    "issuer",
    "authorization_endpoint",
    "token_endpoint",
    "userinfo_endpoint",
    "jwks_uri",
    "end_session_endpoint",
    "code_challenge_methods_supported",
    "id_token_signing_alg_values_supported",
    "authorization_response_iss_parameter_supported",
    "keys",
];
