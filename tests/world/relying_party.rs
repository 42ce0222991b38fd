//! A relying party nobody here wrote: the openidconnect crate, with its HTTP client pointed at the router.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::Request;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreProviderMetadata, CoreTokenResponse,
};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse, IssuerUrl,
    Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RefreshToken,
    Scope, TokenResponse,
};

use super::{Browser, CALLBACK, ISSUER, Page, Provider};

/// An app that signs people in.
#[derive(Clone)]
pub struct RelyingParty {
    provider: Provider,
    /// The client id it was registered under.
    pub client_id: String,
    /// Its secret, if it has one.
    pub secret: Option<String>,
    /// Where answers go.
    pub callback: String,
    metadata: CoreProviderMetadata,
}

/// What the app remembers of one sign-in until the answer comes.
pub struct Started {
    /// Where it sends the browser.
    pub url: String,
    /// Compared with what comes back.
    pub state: String,
    /// Expected in the ID token.
    pub nonce: Nonce,
    /// Sent with the code.
    pub verifier: String,
}

/// What the app got and checked.
#[derive(Debug)]
pub struct Tokens {
    pub access_token: String,
    pub refresh_token: Option<String>,
    pub id_token: String,
    pub claims: CoreIdTokenClaims,
}

impl Tokens {
    /// How strong the app is told the sign-in was.
    pub fn acr(&self) -> String {
        let acr = self.claims.auth_context_ref();
        acr.expect("acr is told").as_str().to_owned()
    }

    /// By which methods.
    pub fn amr(&self) -> Vec<String> {
        let amr = self.claims.auth_method_refs();
        let amr = amr.expect("amr is told").iter();
        amr.map(|one| one.as_str().to_owned()).collect()
    }
}

macro_rules! client {
    ($party:expr) => {
        CoreClient::from_provider_metadata(
            $party.metadata.clone(),
            ClientId::new($party.client_id.clone()),
            $party.secret.clone().map(ClientSecret::new),
        )
        .set_redirect_uri(RedirectUrl::new($party.callback.clone()).unwrap())
    };
}

impl RelyingParty {
    /// Discovers the provider and its keys.
    pub async fn discover(provider: &Provider, client_id: &str, secret: Option<&str>) -> Self {
        let http = http_client(provider);
        let issuer = IssuerUrl::new(ISSUER.into()).unwrap();
        let metadata = CoreProviderMetadata::discover_async(issuer, &http)
            .await
            .expect("discovery works");
        Self {
            provider: provider.clone(),
            client_id: client_id.into(),
            secret: secret.map(str::to_owned),
            callback: CALLBACK.into(),
            metadata,
        }
    }

    /// Begins a sign-in; `extra` are further parameters of the authorization request.
    pub fn start(&self, scopes: &[&str], extra: &[(&str, &str)]) -> Started {
        let client = client!(self);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .set_pkce_challenge(challenge);
        for scope in scopes {
            request = request.add_scope(Scope::new((*scope).into()));
        }
        for (name, value) in extra {
            request = request.add_extra_param(*name, *value);
        }
        let (url, state, nonce) = request.url();
        Started {
            url: own(&url),
            state: state.secret().clone(),
            nonce,
            verifier: verifier.secret().clone(),
        }
    }

    /// Takes the code out of the page the browser was sent to, checking state and `iss` (RFC 9207).
    pub fn code(&self, started: &Started, page: &Page) -> String {
        assert!(
            page.url.starts_with(&self.callback),
            "sent to {} ({}), not back: {}",
            page.url,
            page.status,
            page.html
        );
        assert_eq!(page.query("error"), None, "{}", page.url);
        assert_eq!(page.query("state").as_deref(), Some(&*started.state));
        assert_eq!(page.query("iss").as_deref(), Some(ISSUER));
        page.query("code").expect("a code")
    }

    /// Goes on from any page on the way to the app, and redeems the code.
    pub async fn redeem_from(
        &self,
        browser: &mut Browser,
        page: Page,
        started: &Started,
    ) -> Tokens {
        let page = match page.path() {
            "/consent" => browser.approve(&page).await,
            _ => page,
        };
        let code = self.code(started, &page);
        self.redeem(started, &code).await.unwrap()
    }

    /// Redeems the code and verifies the ID token with nothing but discovery and the published keys.
    pub async fn redeem(&self, started: &Started, code: &str) -> Result<Tokens, String> {
        let client = client!(self);
        let request = client
            .exchange_code(AuthorizationCode::new(code.into()))
            .map_err(|error| error.to_string())?
            .set_pkce_verifier(PkceCodeVerifier::new(started.verifier.clone()));
        let answer: CoreTokenResponse = request
            .request_async(&http_client(&self.provider))
            .await
            .map_err(|error| format!("{error:?}"))?;
        self.verified(answer, &started.nonce)
    }

    /// Exchanges a refresh token.
    pub async fn refresh(&self, refresh_token: &str) -> Result<CoreTokenResponse, String> {
        let client = client!(self);
        let token = RefreshToken::new(refresh_token.into());
        let request = client
            .exchange_refresh_token(&token)
            .map_err(|error| error.to_string())?;
        request
            .request_async(&http_client(&self.provider))
            .await
            .map_err(|error| format!("{error:?}"))
    }

    fn verified(&self, answer: CoreTokenResponse, nonce: &Nonce) -> Result<Tokens, String> {
        let client = client!(self);
        let id_token = answer.id_token().ok_or("no ID token")?;
        let verifier = client.id_token_verifier();
        let provider_now = self.provider.clock.now().0;
        let verifier = verifier.set_time_fn(move || chrono_at(provider_now));
        let claims = id_token
            .claims(&verifier, nonce)
            .map_err(|error| error.to_string())?
            .clone();
        let expected = openidconnect::AccessTokenHash::from_token(
            answer.access_token(),
            id_token.signing_alg().map_err(|error| error.to_string())?,
            id_token
                .signing_key(&client.id_token_verifier())
                .map_err(|error| error.to_string())?,
        )
        .map_err(|error| error.to_string())?;
        if claims.access_token_hash() != Some(&expected) {
            return Err("at_hash does not match the access token".into());
        }
        Ok(Tokens {
            access_token: answer.access_token().secret().clone(),
            refresh_token: answer.refresh_token().map(|token| token.secret().clone()),
            id_token: id_token.to_string(),
            claims,
        })
    }

    /// The whole way with a browser that is signed in and has consented: no page may stop it.
    pub async fn sign_in_silently(&self, browser: &mut Browser, scopes: &[&str]) -> Tokens {
        let started = self.start(scopes, &[]);
        let page = browser.open(&started.url).await;
        let code = self.code(&started, &page);
        self.redeem(&started, &code)
            .await
            .expect("the code is good")
    }

    /// The parameters of the token request for `code`, to be spoiled by attacks.
    pub fn redemption(&self, started: &Started, code: &str) -> BTreeMap<&'static str, String> {
        let mut form = BTreeMap::from([
            ("grant_type", "authorization_code".to_owned()),
            ("code", code.to_owned()),
            ("redirect_uri", self.callback.clone()),
            ("code_verifier", started.verifier.clone()),
            ("client_id", self.client_id.clone()),
        ]);
        if let Some(secret) = &self.secret {
            form.insert("client_secret", secret.clone());
        }
        form
    }
}

fn chrono_at(seconds: i64) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp(seconds, 0).unwrap()
}

fn own(url: &url::Url) -> String {
    url.as_str()
        .strip_prefix(ISSUER)
        .expect("the authorization endpoint is the provider's")
        .to_owned()
}

/// An HTTP client for the crate that calls the router.
fn http_client(
    provider: &Provider,
) -> impl Fn(
    HttpRequest,
) -> std::pin::Pin<
    Box<dyn Future<Output = Result<HttpResponse, std::io::Error>> + Send + 'static>,
> + use<> {
    let provider = provider.clone();
    move |request: HttpRequest| {
        let provider = provider.clone();
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let path = parts
                .uri
                .path_and_query()
                .map(ToString::to_string)
                .unwrap_or_default();
            let mut ours = Request::builder().method(parts.method).uri(path);
            for (name, value) in &parts.headers {
                ours = ours.header(name, value);
            }
            let answer = provider.send(ours.body(Body::from(body)).unwrap()).await;
            let mut response = axum::http::Response::builder().status(answer.status);
            for (name, value) in &answer.headers {
                response = response.header(name, value);
            }
            Ok(response.body(answer.text.into_bytes()).unwrap())
        })
    }
}
