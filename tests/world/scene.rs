//! What most stories begin with: a person, an app, a browser; and the requests between them, to be spoiled.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Request, header};
use lanyard::protocol::pkce::CodeVerifier;
use lanyard::store::users::User;

use super::browser::{form_request, replace};
use super::provider::Answer;
use super::relying_party::{Started, Tokens};
use super::{Browser, CALLBACK, Page, Provider, RelyingParty};

/// A form or a query, by name.
pub type Fields = BTreeMap<&'static str, String>;

/// What the app of a scene asks for.
pub const SCOPES: &[&str] = &["profile", "email", "offline_access"];
/// A verifier anybody could choose.
pub const VERIFIER: &str = "0123456789-abcdefghijklmnopqrstuvwxyz-0123456789";

/// Mara is signed in, in her browser, and lets Harbour Notes use her account: no page stands between a request and a code.
#[derive(Clone)]
pub struct Scene {
    pub provider: Provider,
    pub user: User,
    pub browser: Browser,
    pub app: RelyingParty,
    /// How the app authenticates.
    pub basic: String,
}

impl Scene {
    pub async fn new(provider: &Provider) -> Self {
        let mut scene = Self::before(provider).await;
        scene.browser.sign_in_to(&scene.app, "mara", SCOPES).await;
        scene
    }

    /// Mara has an account and Harbour Notes is registered. Nobody has signed in yet.
    pub async fn before(provider: &Provider) -> Self {
        let user = provider.add_user("mara").await;
        let (client_id, secret) = provider.add_client("Harbour Notes").await;
        Self {
            provider: provider.clone(),
            user,
            browser: Browser::new(provider),
            app: RelyingParty::discover(provider, &client_id, Some(&secret)).await,
            basic: provider.basic(&client_id, &secret),
        }
    }

    /// Her browser and the app.
    pub fn into_parts(self) -> (Browser, RelyingParty) {
        (self.browser, self.app)
    }

    /// The same people, browsers and apps in front of another node, or of the restarted provider.
    pub async fn at(&self, provider: &Provider) -> Self {
        Self {
            provider: provider.clone(),
            browser: self.browser.moved_to(provider),
            app: RelyingParty::discover(provider, &self.app.client_id, self.app.secret.as_deref())
                .await,
            ..self.clone()
        }
    }

    /// A code, not yet redeemed.
    pub async fn code(&mut self) -> (Started, String) {
        let started = self.app.start(SCOPES, &[]);
        let page = self.browser.open(&started.url).await;
        let code = self.app.code(&started, &page);
        (started, code)
    }

    /// The tokens of a new grant.
    pub async fn tokens(&mut self) -> Tokens {
        let (started, code) = self.code().await;
        self.app.redeem(&started, &code).await.expect("tokens")
    }

    /// The form that redeems `code`, without the app's credentials.
    pub fn redemption(&self, started: &Started, code: &str) -> Fields {
        let mut form = self.app.redemption(started, code);
        form.remove("client_secret");
        form
    }

    /// The token endpoint's answer to the app.
    pub async fn token(&self, form: &Fields) -> Answer {
        let fields = form.iter().map(|(name, value)| (*name, value.as_str()));
        self.provider
            .post("/token", fields, Some(&self.basic))
            .await
    }

    /// The answer to a refresh token of the app.
    pub async fn refresh(&self, token: &str) -> Answer {
        let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
        self.provider.post("/token", form, Some(&self.basic)).await
    }

    /// Whether introspection calls the token active.
    pub async fn is_active(&self, token: &str) -> bool {
        let answer = self
            .provider
            .post("/introspect", [("token", token)], Some(&self.basic))
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let body = answer.json();
        let active = body["active"].as_bool().expect("active is said");
        assert!(
            active || body.as_object().unwrap().len() == 1,
            "RT-10: nothing else is said: {body}"
        );
        active
    }

    /// The userinfo endpoint's answer to an access token.
    pub async fn userinfo(&self, token: &str) -> Answer {
        self.provider
            .get("/userinfo", Some(&format!("Bearer {token}")))
            .await
    }

    /// A request that would be answered with a code.
    pub fn asks(&self) -> Fields {
        asks(&self.app.client_id, CALLBACK)
    }

    /// Opens the authorization endpoint with these parameters.
    pub async fn ask(&mut self, fields: &Fields) -> Page {
        self.browser.open(&authorize(fields)).await
    }
}

/// A right authorization request; its verifier is [`VERIFIER`].
pub fn asks(client_id: &str, redirect_uri: &str) -> Fields {
    let challenge = CodeVerifier::parse(VERIFIER).unwrap().challenge();
    BTreeMap::from([
        ("response_type", "code".to_owned()),
        ("client_id", client_id.to_owned()),
        ("redirect_uri", redirect_uri.to_owned()),
        ("scope", "openid profile".to_owned()),
        ("state", "the-state".to_owned()),
        ("nonce", "the-nonce".to_owned()),
        ("code_challenge", challenge.as_str().to_owned()),
        ("code_challenge_method", "S256".to_owned()),
    ])
}

pub fn with<const N: usize>(mut fields: Fields, values: [(&'static str, &str); N]) -> Fields {
    fields.extend(values.map(|(name, value)| (name, value.to_owned())));
    fields
}

pub fn without(mut fields: Fields, name: &str) -> Fields {
    fields.remove(name);
    fields
}

pub fn encoded(fields: &Fields) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

/// The address of an authorization request.
pub fn authorize(fields: &Fields) -> String {
    format!("/authorize?{}", encoded(fields))
}

/// A POST that brings its body as it is, and no cookies.
pub fn raw_post(path: &str, body: impl Into<Body>) -> Request<Body> {
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(body.into())
        .unwrap()
}

/// A form of the browser's page, sent without following where it leads.
pub async fn submit_once(
    browser: &mut Browser,
    page: &Page,
    id: &str,
    button: Option<&str>,
    values: &[(&str, &str)],
) -> Page {
    let (action, fields) = page.form(id, button);
    let fields = replace(fields, values);
    let request = form_request(&action, &fields, "same-origin", Some("null"));
    browser.send(request).await
}
