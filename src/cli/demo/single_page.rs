//! Serves `examples/single-page` as any web server for files would, with the content security policy it is meant for.

use axum::Router;
use axum::http::{HeaderName, header};
use axum::routing::get;
use serde_json::{Value, json};
use url::Url;

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

macro_rules! file {
    ($name:literal, $media_type:expr) => {
        (
            concat!("/", $name),
            $media_type,
            include_str!(concat!("../../../examples/single-page/", $name)),
        )
    };
}

/// Path, media type, content.
pub const FILES: [(&str, &str, &str); 15] = [
    file!("index.html", HTML),
    file!("style.css", "text/css; charset=utf-8"),
    file!("icon.svg", "image/svg+xml"),
    file!("app.js", SCRIPT),
    file!("hostile.js", SCRIPT),
    file!("id-token.js", SCRIPT),
    file!("memory.js", SCRIPT),
    file!("memory-worker.js", SCRIPT),
    file!("provider.js", SCRIPT),
    file!("session.js", SCRIPT),
    file!("sign-in.js", SCRIPT),
    file!("sign-out.js", SCRIPT),
    file!("stores.js", SCRIPT),
    file!("tabs.js", SCRIPT),
    file!("tokens.js", SCRIPT),
];

/// Where the provider may send browsers back to, after a sign-in and after a sign-out: the page itself, under both names of this machine.
pub fn redirect_uris(port: u16) -> [String; 2] {
    ["localhost", "127.0.0.1"].map(|host| format!("http://{host}:{port}/"))
}

/// What the page is told of its provider and of itself, as `config.json`. `hint`: a user name and a password to show.
pub fn config(issuer: &str, client_id: &str, scope: &str, hint: Option<(&str, &str)>) -> Value {
    json!({
        "issuer": issuer,
        "client_id": client_id,
        "scope": scope,
        "hint": hint.map(|(login, password)| json!({"login": login, "password": password})),
    })
}

/// Every file, and `config` as `/config.json`.
pub fn router(config: &Value) -> Router {
    let issuer = config["issuer"].as_str().unwrap_or_default();
    let policy = policy(issuer);
    let serve = |media_type: &'static str, content: String| {
        let headers = headers(media_type, &policy);
        get(async move || (headers, content))
    };
    let mut router = Router::new().route(
        "/config.json",
        serve("application/json", config.to_string()),
    );
    for (path, media_type, content) in FILES {
        router = router.route(path, serve(media_type, content.to_owned()));
        if path == "/index.html" {
            router = router.route("/", serve(media_type, content.to_owned()));
        }
    }
    router
}

/// Nothing but files of this origin, and requests to this origin and the provider. A worker lives by the policy its own
/// file comes with, so every file has it.
fn policy(issuer: &str) -> String {
    let provider = Url::parse(issuer).map(|url| url.origin().ascii_serialization());
    format!(
        "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self'; \
         connect-src 'self' {}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types tide-table",
        provider.unwrap_or_default()
    )
}

fn headers(media_type: &'static str, policy: &str) -> [(HeaderName, String); 6] {
    [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-cache"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ]
    .map(|(name, value)| (name, value.to_owned()))
}
