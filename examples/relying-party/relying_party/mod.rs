//! A relying party: what an app does to let people sign in with OpenID Connect.
//!
//! `flow` is the protocol, `http` how it talks to the provider, `session` what this app remembers of a browser, `logout` how the
//! provider tells it that a sign-in ended;
//! `trace` and `page` show what happened.

mod flow;
mod http;
mod logout;
mod page;
mod session;
mod trace;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Query, RawQuery, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::json;

use flow::{Callback, Provider, SignedIn, Stopped};
use logout::NotEnded;
use session::Sessions;

/// What the app needs to know of its provider and of itself.
#[derive(Debug, Clone)]
pub struct Config {
    /// What people call the provider.
    pub provider_name: String,
    /// The issuer identifier; everything else of the provider is discovered.
    pub issuer: String,
    /// As the provider registered this app.
    pub client_id: String,
    /// None for a public client.
    pub client_secret: Option<String>,
    /// What to ask for beside `openid`.
    pub scope: Vec<String>,
    /// The app is at `http://localhost:PORT` and `http://127.0.0.1:PORT`.
    pub port: u16,
    /// Whether the provider knows [`backchannel_logout_uri`](Self::backchannel_logout_uri), and may call it.
    pub is_told: bool,
    /// Whom to sign in as, shown on the first page.
    pub hint: Option<Hint>,
}

/// An account that everybody may use.
#[derive(Debug, Clone)]
pub struct Hint {
    /// Its user name.
    pub login: String,
    /// Its password.
    pub password: String,
}

impl Config {
    /// Where the provider may send browsers back to: to be registered as they are.
    pub fn redirect_uris(port: u16) -> [String; 2] {
        Self::own_names(port).map(|host| format!("http://{host}{CALLBACK}"))
    }

    /// Where the provider tells this app that a sign-in ended. By its number: nobody has to look a name up.
    pub fn backchannel_logout_uri(port: u16) -> String {
        format!("http://127.0.0.1:{port}{BACKCHANNEL_LOGOUT}")
    }

    fn own_names(port: u16) -> [String; 2] {
        [format!("localhost:{port}"), format!("127.0.0.1:{port}")]
    }
}

const CALLBACK: &str = "/callback";
/// Where the provider sends people back to that signed out there, as it is registered.
const SIGNED_OUT: &str = "/signed-out";
const BACKCHANNEL_LOGOUT: &str = "/backchannel-logout";

#[derive(Clone)]
struct App {
    config: Arc<Config>,
    provider: Arc<Provider>,
    sessions: Arc<Sessions>,
}

/// Every URL of the app.
pub fn router(config: Config) -> Router {
    let app = App {
        provider: Arc::new(Provider::new(&config)),
        config: Arc::new(config),
        sessions: Arc::default(),
    };
    Router::new()
        .route("/", get(home))
        .route("/sign-in", get(sign_in))
        .route(CALLBACK, get(callback))
        .route("/userinfo", post(userinfo))
        .route("/refresh", post(refresh))
        .route("/sign-out", post(sign_out))
        .route(SIGNED_OUT, get(signed_out))
        .route(BACKCHANNEL_LOGOUT, post(backchannel_logout))
        .route("/style.css", get(style))
        .with_state(app)
}

async fn home(State(app): State<App>, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let browser = app.sessions.of(&headers);
    let signed_out = match &browser.ended {
        Some(ended) => Some(page::SignedOut::Told(ended)),
        None => (query.as_deref() == Some("signed-out")).then_some(page::SignedOut::Here),
    };
    let page = page::Home {
        config: &app.config,
        signed_in: browser.signed_in.as_ref(),
        stopped: browser.stopped.as_ref(),
        signed_out,
    };
    app.show(StatusCode::OK, &page)
}

async fn signed_out(State(app): State<App>, headers: HeaderMap) -> Response {
    let browser = app.sessions.of(&headers);
    let page = page::Home {
        config: &app.config,
        signed_in: browser.signed_in.as_ref(),
        stopped: None,
        signed_out: Some(page::SignedOut::ThereToo),
    };
    app.show(StatusCode::OK, &page)
}

/// What the links on the first page may ask for (OIDC Core §3.1.2.1).
#[derive(Deserialize)]
struct Wish {
    prompt: Option<String>,
}

/// Sends the browser to the provider.
async fn sign_in(State(app): State<App>, headers: HeaderMap, Query(wish): Query<Wish>) -> Response {
    // The answer must come back to the name this browser uses, because its cookie belongs to that name.
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let names = Config::own_names(app.config.port);
    let Some(host) = names.iter().find(|name| name.as_str() == host) else {
        return Redirect::to(&format!("http://{}/", names[0])).into_response();
    };
    let mut browser = app.sessions.of(&headers);
    let target = match app
        .provider
        .start(&format!("http://{host}{CALLBACK}"), wish.prompt.as_deref())
        .await
    {
        Ok((target, pending)) => {
            browser.pending.push(pending);
            target
        }
        Err(stopped) => {
            browser.stopped = Some(stopped);
            "/".to_owned()
        }
    };
    (app.sessions.keep(browser), Redirect::to(&target)).into_response()
}

/// Where the provider sends the browser back to.
async fn callback(
    State(app): State<App>,
    headers: HeaderMap,
    Query(callback): Query<Callback>,
) -> Response {
    let mut browser = app.sessions.of(&headers);
    // Taken out: an answer counts once, and only in the browser that asked (RFC 9700 §4.7.1).
    let Some(pending) = browser.take_pending(&callback.state) else {
        let stopped = Stopped::unexpected();
        let page = page::Home {
            config: &app.config,
            signed_in: browser.signed_in.as_ref(),
            stopped: Some(&stopped),
            signed_out: None,
        };
        return app.show(StatusCode::BAD_REQUEST, &page);
    };
    match app.provider.finish(pending, callback).await {
        // A new id, so that one planted before the sign-in is worth nothing after it.
        Ok(signed_in) => browser = app.sessions.renew(browser, signed_in),
        Err(stopped) => browser.stopped = Some(stopped),
    }
    (app.sessions.keep(browser), Redirect::to("/")).into_response()
}

async fn userinfo(State(app): State<App>, headers: HeaderMap) -> Response {
    let provider = app.provider.clone();
    app.again(&headers, async move |signed_in| {
        provider.userinfo_again(signed_in).await
    })
    .await
}

async fn refresh(State(app): State<App>, headers: HeaderMap) -> Response {
    let provider = app.provider.clone();
    app.again(&headers, async move |signed_in| {
        provider.refresh(signed_in).await
    })
    .await
}

/// Ends the session of this app, and then, where the provider offers that, the person's sign-in there.
async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Response {
    let browser = app.sessions.of(&headers);
    let [home, _] = Config::own_names(app.config.port);
    let target = browser
        .signed_in
        .as_ref()
        .and_then(|signed_in| signed_in.end_session_url(&format!("http://{home}{SIGNED_OUT}")));
    (
        app.sessions.forget(browser),
        Redirect::to(target.as_deref().unwrap_or("/?signed-out")),
    )
        .into_response()
}

/// The provider's own call: no browser and no cookie comes with it, so the token alone decides (Back-Channel Logout §2.5 to §2.8).
async fn backchannel_logout(State(app): State<App>, body: Bytes) -> Response {
    let token = form_urlencoded::parse(&body).find(|(name, _)| name == "logout_token");
    let told = match &token {
        Some((_, token)) => app.provider.ended(token).await,
        None => Err(NotEnded::Token("there is no logout_token".to_owned())),
    };
    let uncached = [(header::CACHE_CONTROL, "no-store")];
    match told {
        Ok(ended) => {
            // Also when nobody here is meant: there is nothing left to end.
            app.sessions.end(&ended);
            (uncached, StatusCode::OK).into_response()
        }
        Err(NotEnded::Token(why)) => {
            let error = json!({ "error": "invalid_request", "error_description": why });
            (StatusCode::BAD_REQUEST, uncached, Json(error)).into_response()
        }
        // The provider tries again.
        Err(NotEnded::Keys(stopped)) => {
            (StatusCode::SERVICE_UNAVAILABLE, uncached, stopped.reason).into_response()
        }
    }
}

async fn style() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("style.css"),
    )
}

impl App {
    /// Does one more thing with the tokens of a signed-in browser.
    async fn again(
        &self,
        headers: &HeaderMap,
        act: impl AsyncFnOnce(&mut SignedIn) -> Result<(), Stopped>,
    ) -> Response {
        let mut browser = self.sessions.of(headers);
        browser.stopped = match &mut browser.signed_in {
            Some(signed_in) => act(signed_in).await.err(),
            None => None,
        };
        (self.sessions.keep(browser), Redirect::to("/")).into_response()
    }

    fn show(&self, status: StatusCode, page: &page::Home<'_>) -> Response {
        let policy = format!(
            "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' {}; frame-ancestors 'none'; base-uri 'none'",
            self.config.issuer
        );
        let headers: [(HeaderName, &str); 4] = [
            (header::CONTENT_SECURITY_POLICY, &policy),
            (header::CACHE_CONTROL, "no-store"),
            (header::REFERRER_POLICY, "no-referrer"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ];
        match askama::Template::render(page) {
            Ok(html) => (status, headers, Html(html)).into_response(),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}
