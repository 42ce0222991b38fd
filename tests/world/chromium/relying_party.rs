//! A relying party nobody here wrote, the openidconnect crate, behind a web server of its own: `/` sends the browser to sign
//! in, `/cb` redeems the code, verifies the ID token, asks userinfo and greets.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreProviderMetadata, CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse, IssuerUrl,
    Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    TokenResponse,
};
use tokio::net::TcpListener;

/// An app that signs people in. Clones are the same one.
#[derive(Clone)]
pub struct RelyingParty(Arc<Inner>);

struct Inner {
    issuer: String,
    /// `http://localhost:41874`
    origin: String,
    registered: Mutex<Option<(String, String)>>,
    under_way: Mutex<HashMap<String, (Nonce, PkceCodeVerifier)>>,
    arrivals: Mutex<Vec<Result<Arrival, String>>>,
}

/// Somebody who signed in, as the verified ID token and userinfo say.
#[derive(Debug, Clone)]
pub struct Arrival {
    pub name: Option<String>,
    pub email: Option<String>,
    pub refresh_token: Option<String>,
}

macro_rules! client {
    ($party:expr) => {{
        let (id, secret) = $party.credentials();
        let issuer = IssuerUrl::new($party.issuer.clone()).unwrap();
        let metadata = CoreProviderMetadata::discover_async(issuer, &call)
            .await
            .expect("discovery works");
        CoreClient::from_provider_metadata(
            metadata,
            ClientId::new(id),
            Some(ClientSecret::new(secret)),
        )
        .set_redirect_uri(RedirectUrl::new(format!("{}/cb", $party.origin)).unwrap())
    }};
}

impl RelyingParty {
    /// Listens on a free port; browsers reach it as `host`: `localhost` or `127.0.0.1`.
    pub async fn open(issuer: &str, host: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("http://{host}:{}", listener.local_addr().unwrap().port());
        let party = Self(Arc::new(Inner {
            issuer: issuer.to_owned(),
            origin,
            registered: Mutex::default(),
            under_way: Mutex::default(),
            arrivals: Mutex::default(),
        }));
        let router = Router::new()
            .route("/", get(begin))
            .route("/cb", get(end).post(posted))
            .with_state(party.clone());
        // It ends with the runtime of its test.
        tokio::spawn(async move { axum::serve(listener, router).await });
        party
    }

    /// Where a sign-in begins; `query` goes along to the authorization endpoint: `scope=openid&prompt=consent`.
    pub fn start(&self, query: &str) -> String {
        format!("{}/?{query}", self.0.origin)
    }

    pub fn callback(&self) -> String {
        format!("{}/cb", self.0.origin)
    }

    /// Tells it what it was registered as.
    pub fn is_registered(&self, (id, secret): (String, String)) {
        *self.0.registered.lock().unwrap() = Some((id, secret));
    }

    /// What came back so far: somebody who signed in, or the error.
    pub fn arrivals(&self) -> Vec<Result<Arrival, String>> {
        self.0.arrivals.lock().unwrap().clone()
    }
}

impl Inner {
    fn credentials(&self) -> (String, String) {
        let registered = self.registered.lock().unwrap().clone();
        registered.expect("the app is registered")
    }

    async fn redeem(&self, query: &HashMap<String, String>) -> Result<Arrival, String> {
        if let Some(error) = query.get("error") {
            return Err(error.clone());
        }
        // RFC 9207
        if query.get("iss") != Some(&self.issuer) {
            return Err("the answer is from another issuer".into());
        }
        let state = query.get("state").ok_or("no state")?;
        let started = self.under_way.lock().unwrap().remove(state);
        let (nonce, verifier) = started.ok_or("not asked for, or answered before")?;
        let code = query.get("code").ok_or("no code")?;
        let client = client!(self);
        let answer: CoreTokenResponse = client
            .exchange_code(AuthorizationCode::new(code.clone()))
            .map_err(|error| error.to_string())?
            .set_pkce_verifier(verifier)
            .request_async(&call)
            .await
            .map_err(|error| format!("{error:?}"))?;
        let id_token = answer.id_token().ok_or("no ID token")?;
        let claims = id_token
            .claims(&client.id_token_verifier(), &nonce)
            .map_err(|error| error.to_string())?;
        let subject = claims.subject().clone();
        let person: CoreUserInfoClaims = client
            .user_info(answer.access_token().clone(), Some(subject))
            .map_err(|error| error.to_string())?
            .request_async(&call)
            .await
            .map_err(|error| format!("{error:?}"))?;
        let name = person.name().and_then(|name| name.get(None));
        Ok(Arrival {
            name: name.map(|name| name.to_string()),
            email: person.email().map(|email| email.to_string()),
            refresh_token: answer.refresh_token().map(|token| token.secret().clone()),
        })
    }
}

async fn begin(
    State(RelyingParty(party)): State<RelyingParty>,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    let client = client!(party);
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let mut request = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            CsrfToken::new_random,
            Nonce::new_random,
        )
        .set_pkce_challenge(challenge);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if name == "scope" {
            let scopes = value.split(' ').filter(|scope| *scope != "openid");
            request = request.add_scopes(scopes.map(|scope| Scope::new(scope.to_owned())));
        } else {
            request = request.add_extra_param(name.into_owned(), value.into_owned());
        }
    }
    let (url, state, nonce) = request.url();
    let started = (nonce, verifier);
    party
        .under_way
        .lock()
        .unwrap()
        .insert(state.secret().clone(), started);
    Redirect::to(url.as_str()).into_response()
}

async fn posted(party: State<RelyingParty>, form: String) -> Html<String> {
    end(party, RawQuery(Some(form))).await
}

async fn end(
    State(RelyingParty(party)): State<RelyingParty>,
    RawQuery(query): RawQuery,
) -> Html<String> {
    let query = query.unwrap_or_default();
    let query: HashMap<_, _> = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let arrival = party.redeem(&query).await;
    let heading = match &arrival {
        Ok(arrival) => format!("Hello {}", arrival.name.as_deref().unwrap_or("you")),
        Err(error) => format!("Not signed in: {error}"),
    };
    party.arrivals.lock().unwrap().push(arrival);
    Html(format!(
        "<!doctype html><html lang=en><title>Harbour Notes</title><link rel=icon href=data:,><h1>{heading}</h1>"
    ))
}

/// Sends a request of the crate over the network.
async fn call(request: HttpRequest) -> Result<HttpResponse, CallError> {
    let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
    let (parts, body) = request.into_parts();
    let request = axum::http::Request::from_parts(parts, Full::new(Bytes::from(body)));
    let response = client.request(request).await.map_err(CallError::new)?;
    let (parts, body) = response.into_parts();
    let body = body.collect().await.map_err(CallError::new)?;
    Ok(HttpResponse::from_parts(parts, body.to_bytes().to_vec()))
}

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct CallError(String);

impl CallError {
    fn new(error: impl std::fmt::Debug) -> Self {
        Self(format!("{error:?}"))
    }
}
