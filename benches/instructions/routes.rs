//! What is counted.

use std::path::Path;

use axum::body::Body;
use axum::http::{Request, header};

use super::stage::{Stage, open};
use super::world::provider::Answer;
use super::world::scene::{Fields, VERIFIER, asks, authorize, with};
use super::world::{CALLBACK, Provider};

/// Before the count begins: caches, pools and prepared statements.
const WARM_UP: usize = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    Authorize,
    Bound,
    Code,
    Refresh,
    ClientCredentials,
    Introspection,
    Userinfo,
}

impl Route {
    pub const ALL: [Self; 7] = [
        Self::Authorize,
        Self::Bound,
        Self::Code,
        Self::Refresh,
        Self::ClientCredentials,
        Self::Introspection,
        Self::Userinfo,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Authorize => "/authorize, signed in",
            Self::Bound => "/authorize, signed in, bound",
            Self::Code => "/token, code (ID token RS256)",
            Self::Refresh => "/token, refresh (ID token RS256)",
            Self::ClientCredentials => "/token, client credentials (ES256)",
            Self::Introspection => "/introspect",
            Self::Userinfo => "/userinfo",
        }
    }

    /// N: so many that what differs from start to start is little beside them.
    pub fn requests(self) -> usize {
        match self {
            Self::Authorize | Self::Bound | Self::ClientCredentials => 1_000,
            Self::Introspection | Self::Userinfo => 400,
            // An RSA signature costs twenty times the rest of a request.
            Self::Code | Self::Refresh => 100,
        }
    }

    pub fn named(name: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|route| route.name() == name).expect("a route")
    }
}

/// Sends so many requests to `route`, on the stage in `directory`.
pub async fn walk(directory: &Path, route: Route, requests: usize) {
    let walk = Walk::begin(directory).await;
    let total = WARM_UP + requests;
    match route {
        Route::Authorize => {
            for _ in 0..total {
                walk.code().await;
            }
        }
        Route::Bound => {
            // By then requests have to show the key.
            walk.provider
                .clock
                .advance(std::time::Duration::from_mins(3));
            for _ in 0..total {
                walk.code_for(&walk.stage.bound).await;
            }
        }
        Route::Code => {
            // As many in each run, so that they are no part of the difference.
            let mut codes = Vec::new();
            for _ in 0..WARM_UP + 2 * route.requests() {
                codes.push(walk.code().await);
            }
            for code in &codes[..total] {
                walk.redeem(code).await;
            }
        }
        Route::Refresh => {
            let mut token = walk.buy("refresh_token").await;
            for _ in 0..total {
                let form = [("grant_type", "refresh_token"), ("refresh_token", &token)];
                token = text(&walk.post("/token", &form).await, "refresh_token");
            }
        }
        Route::ClientCredentials => {
            let form = [("grant_type", "client_credentials")];
            for _ in 0..total {
                let basic = Some(&*walk.stage.service);
                ok(&walk.provider.post("/token", form, basic).await);
            }
        }
        Route::Introspection => {
            let tokens = walk.access_tokens().await;
            for token in tokens.iter().cycle().take(total) {
                walk.post("/introspect", &[("token", token)]).await;
            }
        }
        Route::Userinfo => {
            let tokens = walk.access_tokens().await;
            for token in tokens.iter().cycle().take(total) {
                let bearer = format!("Bearer {token}");
                ok(&walk.provider.get("/userinfo", Some(&bearer)).await);
            }
        }
    }
    walk.provider.app.db.close().await;
}

/// A browser that is signed in, and an app that may use the account.
struct Walk {
    provider: Provider,
    stage: Stage,
    /// The authorization request, always the same.
    asks: Fields,
}

impl Walk {
    async fn begin(directory: &Path) -> Self {
        let stage = Stage::read(directory);
        let asks = asks(&stage.client_id, CALLBACK);
        Self {
            provider: open(directory).await,
            asks: with(asks, [("scope", "openid profile offline_access")]),
            stage,
        }
    }

    /// One request to the authorization endpoint, and the code it brings.
    async fn code(&self) -> String {
        self.code_for(&self.stage.cookies).await
    }

    async fn code_for(&self, cookies: &str) -> String {
        let request = Request::get(authorize(&self.asks));
        let request = request.header(header::COOKIE, cookies);
        let answer = self.provider.send(request.body(Body::empty()).unwrap());
        let answer = answer.await;
        let location = answer.headers[header::LOCATION].to_str().unwrap();
        let code = location.split_once("code=").expect("a code").1;
        code.split('&').next().unwrap().to_owned()
    }

    async fn redeem(&self, code: &str) -> Answer {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ];
        self.post("/token", &form).await
    }

    /// One of the tokens of a new grant.
    async fn buy(&self, name: &str) -> String {
        text(&self.redeem(&self.code().await).await, name)
    }

    /// Access tokens by the dozen: what verifying one costs depends on its signature.
    async fn access_tokens(&self) -> Vec<String> {
        let mut tokens = Vec::new();
        for _ in 0..48 {
            tokens.push(self.buy("access_token").await);
        }
        tokens
    }

    /// What the app's server posts.
    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let basic = Some(&*self.stage.app);
        let answer = self.provider.post(path, form.iter().copied(), basic).await;
        ok(&answer);
        answer
    }
}

fn text(answer: &Answer, name: &str) -> String {
    answer.json()[name].as_str().unwrap().to_owned()
}

fn ok(answer: &Answer) {
    assert_eq!(answer.status, 200, "{}", answer.text);
}
