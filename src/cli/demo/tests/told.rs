//! Field Notes is told that a sign-in ended, and believes no one else.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::*;
use crate::protocol::client::SigningAlg;
use crate::protocol::logout_token::TYP;

const TOLD: &str = "told Field Notes that your sign-in there ended";
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// Signs Ada in at the app; its page, and where the provider is.
async fn signs_in(browser: &mut Browser, address: &str) -> (Page, String) {
    let login = browser.open(&format!("{address}/sign-in")).await;
    let provider = login.url.origin().ascii_serialization();
    let typed = [("login", seed::LOGIN), ("password", seed::PASSWORD)];
    let mut page = browser.press(&login, "sign-in", &typed).await;
    if page.url.path() == "/consent" {
        page = browser.press(&page, "approve", &[]).await;
    }
    assert!(page.html.contains("Hello, Ada Lovelace"), "{}", page.html);
    (page, provider)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_out_under_devices_ends_the_session_of_the_app() {
    with_demo(async |[address, _]| {
        let mut phone = Browser::new();
        let (page, provider) = signs_in(&mut phone, &address).await;
        assert!(page.html.contains("Field Notes is told"), "{}", page.html);

        let mut laptop = Browser::new();
        let login = laptop.open(&format!("{provider}/login")).await;
        let typed = [("login", seed::LOGIN), ("password", seed::PASSWORD)];
        laptop.press(&login, "sign-in", &typed).await;
        let devices = laptop.open(&format!("{provider}/account/sessions")).await;
        laptop.press(&devices, "end-others", &[]).await;

        let deadline = Instant::now() + Duration::from_secs(20);
        let page = loop {
            let page = phone.open(&address).await;
            if !page.html.contains("Hello, Ada") {
                break page;
            }
            assert!(Instant::now() < deadline, "it was not told: {}", page.html);
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        assert!(page.html.contains(TOLD), "{}", page.html);
        assert!(
            page.html.contains("logout+jwt") && page.html.contains(EVENT),
            "it shows why"
        );
        assert_eq!(page.html.matches("✓").count(), 7, "checks that hold");
        let silently = phone.open(&format!("{address}/sign-in?prompt=none")).await;
        assert!(
            silently.html.contains("Nobody is signed in there"),
            "{}",
            silently.html
        );

        let (page, _) = signs_in(&mut phone, &address).await;
        assert!(!page.html.contains(TOLD), "{}", page.html);
    })
    .await;
}

/// OpenID Connect Back-Channel Logout §2.6: one flaw each, and everything else right.
#[tokio::test(flavor = "multi_thread")]
async fn lo_01_the_app_believes_a_flawless_logout_token_only() {
    let demo = Demo::prepare(&ANY_PORTS).await.unwrap();
    let (keys, issuer) = (demo.app.keys.clone(), demo.app.issuer().to_owned());
    let client = demo.client.client_id.clone();
    let address = format!("http://localhost:{}", demo.ports.app.port);
    let told = Config::backchannel_logout_uri(demo.ports.app.port);
    let (stop, stopped) = oneshot::channel::<()>();
    let served = tokio::spawn(demo.serve(async {
        let _ = stopped.await;
    }));
    let mut browser = Browser::new();
    let (page, _) = signs_in(&mut browser, &address).await;
    let [sid, sub] = ["sid", "sub"].map(|name| claim(&page, name));

    let now = Clock::System.now().0;
    let good = json!({
        "iss": issuer, "aud": client, "sub": sub, "sid": sid, "jti": "1",
        "iat": now, "exp": now + 120, "events": {EVENT: {}},
    });
    let changed = |name: &str, value: Value| {
        let mut claims = good.clone();
        match value {
            Value::Null => claims.as_object_mut().unwrap().remove(name),
            value => claims
                .as_object_mut()
                .unwrap()
                .insert(name.to_owned(), value),
        };
        claims
    };
    let sign = |typ, claims: &Value| keys.sign(SigningAlg::RS256, typ, claims).unwrap();
    let nobody = {
        let mut claims = changed("sid", Value::Null);
        claims.as_object_mut().unwrap().remove("sub");
        claims
    };
    let genuine = sign(Some(TYP), &good);
    let [head, claims, signature] = genuine.split('.').collect::<Vec<_>>()[..] else {
        panic!("{genuine}")
    };
    let other = sign(Some(TYP), &changed("jti", json!("2")));
    let others_claims = other.split('.').nth(1).unwrap();
    let encode = |json: Value| {
        use base64::Engine as _;
        base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(json.to_string())
    };
    let header = |header: Value| format!("{}.{claims}.{signature}", encode(header));
    let flawed = [
        ("typ of an ID token", sign(None, &good)),
        ("typ of an access token", sign(Some("at+jwt"), &good)),
        (
            "iss",
            sign(Some(TYP), &changed("iss", json!("https://evil.example"))),
        ),
        ("no iss", sign(Some(TYP), &changed("iss", Value::Null))),
        ("aud", sign(Some(TYP), &changed("aud", json!("another")))),
        ("no aud", sign(Some(TYP), &changed("aud", Value::Null))),
        ("exp", sign(Some(TYP), &changed("exp", json!(now - 120)))),
        ("no exp", sign(Some(TYP), &changed("exp", Value::Null))),
        (
            "iat ahead",
            sign(Some(TYP), &changed("iat", json!(now + 600))),
        ),
        ("no iat", sign(Some(TYP), &changed("iat", Value::Null))),
        ("no jti", sign(Some(TYP), &changed("jti", Value::Null))),
        (
            "no events",
            sign(Some(TYP), &changed("events", Value::Null)),
        ),
        (
            "another event",
            sign(
                Some(TYP),
                &changed("events", json!({"https://x.example": {}})),
            ),
        ),
        (
            "an event that is no object",
            sign(Some(TYP), &changed("events", json!({EVENT: true}))),
        ),
        ("a nonce", sign(Some(TYP), &changed("nonce", json!("n")))),
        ("about nobody", sign(Some(TYP), &nobody)),
        (
            "a sid that is no text",
            sign(Some(TYP), &changed("sid", json!(7))),
        ),
        (
            "changed claims",
            format!("{head}.{others_claims}.{signature}"),
        ),
        ("alg none", header(json!({"alg": "none", "typ": TYP}))),
        (
            "alg HS256",
            header(json!({"alg": "HS256", "typ": TYP, "kid": kid(head)})),
        ),
        (
            "unknown kid",
            header(json!({"alg": "RS256", "typ": TYP, "kid": "unknown"})),
        ),
        ("no kid", header(json!({"alg": "RS256", "typ": TYP}))),
        ("no token", "x".to_owned()),
    ];
    let http = Client::builder(TokioExecutor::new()).build_http::<Full<bytes::Bytes>>();
    let tell = async |fields: &[(&str, &str)]| {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        let request = Request::post(&told)
            .body(Full::from(form.finish()))
            .unwrap();
        let (head, body) = http.request(request).await.unwrap().into_parts();
        assert_eq!(head.headers[header::CACHE_CONTROL], "no-store");
        (head.status, body.collect().await.unwrap().to_bytes())
    };
    for (flaw, token) in flawed {
        let (status, body) = tell(&[("logout_token", &token)]).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{flaw}");
        let error: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(error["error"], "invalid_request", "{flaw}: {error}");
        assert!(error["error_description"].is_string(), "{flaw}: {error}");
    }
    assert_eq!(tell(&[]).await.0, StatusCode::BAD_REQUEST);
    // Good, and about others: nobody here is meant.
    for (name, value) in [("sid", "another"), ("sub", "another")] {
        let token = sign(Some(TYP), &changed(name, json!(value)));
        assert_eq!(tell(&[("logout_token", &token)]).await.0, StatusCode::OK);
    }
    let page = browser.open(&address).await;
    assert!(page.html.contains("Hello, Ada Lovelace"), "{}", page.html);

    for named in ["sid", "sub", "both"] {
        if named != "sid" {
            browser = Browser::new();
            signs_in(&mut browser, &address).await;
        }
        let page = browser.open(&address).await;
        let mut claims = changed("sid", json!(claim(&page, "sid")));
        match named {
            "sid" => claims.as_object_mut().unwrap().remove("sub"),
            "sub" => claims.as_object_mut().unwrap().remove("sid"),
            _ => None,
        };
        let token = sign(Some(TYP), &claims);
        assert_eq!(tell(&[("logout_token", &token)]).await.0, StatusCode::OK);
        let page = browser.open(&address).await;
        assert!(page.html.contains(TOLD), "{named}: {}", page.html);
    }
    // The browser comes with a code of that very sign-in: it was over before its code was redeemed.
    let page = browser.open(&format!("{address}/sign-in")).await;
    assert_eq!(page.url.as_str(), format!("{address}/"), "{}", page.html);
    assert!(page.html.contains(TOLD), "{}", page.html);
    stop.send(()).unwrap();
    served.await.unwrap();
}

/// A claim of the ID token, as the page shows it.
fn claim(page: &Page, name: &str) -> String {
    let html = Html::parse_document(&page.html);
    let rows = Selector::parse("#id-token-claims tr").unwrap();
    let cell = |row: &ElementRef<'_>, css: &str| -> String {
        let found = row.select(&Selector::parse(css).unwrap()).next();
        found.unwrap().text().collect()
    };
    let row = html.select(&rows).find(|row| cell(row, "th") == name);
    cell(&row.unwrap_or_else(|| panic!("no {name}")), "td")
}

fn kid(head: &str) -> Value {
    use base64::Engine as _;
    let json = base64::prelude::BASE64_URL_SAFE_NO_PAD
        .decode(head)
        .unwrap();
    serde_json::from_slice::<Value>(&json).unwrap()["kid"].clone()
}
