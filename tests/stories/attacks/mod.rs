//! What must fail safely, by the id of its row in the catalogue of attacks. `docs/security.md` lists every row.

mod authorization;
mod client_authentication;
mod code;
mod csrf;
mod encoding;
mod http;
mod kept;
mod output;
mod owners;
mod redirect_uri;
mod returning;
mod sealed;
mod sessions;
mod strangers;
mod tokens;

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Request, header};
use lanyard::protocol::pkce::CodeVerifier;
use lanyard::store::users::User;

use super::support::provider::Answer;
use super::support::relying_party::{Started, Tokens};
use super::support::{Browser, CALLBACK, ISSUER, PASSWORD, Page, Provider, RelyingParty};

/// A form or a query, by name.
type Fields = BTreeMap<&'static str, String>;

/// What the app of a scene asks for.
const SCOPES: &[&str] = &["profile", "email", "offline_access"];
/// A verifier anybody could choose.
const VERIFIER: &str = "0123456789-abcdefghijklmnopqrstuvwxyz-0123456789";

/// Mara is signed in, in her browser, and lets Harbour Notes use her account: no page stands between a request and a code.
#[derive(Clone)]
struct Scene {
    provider: Provider,
    user: User,
    browser: Browser,
    app: RelyingParty,
    /// How the app authenticates.
    basic: String,
}

impl Scene {
    async fn new(provider: &Provider) -> Self {
        let user = provider.add_user("mara").await;
        let (client_id, secret) = provider.add_client("Harbour Notes").await;
        let app = RelyingParty::discover(provider, &client_id, Some(&secret)).await;
        let mut browser = Browser::new(provider);
        browser.sign_in_to(&app, "mara", SCOPES).await;
        let basic = provider.basic(&client_id, &secret);
        let provider = provider.clone();
        Self {
            provider,
            user,
            browser,
            app,
            basic,
        }
    }

    /// The same people, browsers and apps in front of another node, or of the restarted provider.
    async fn at(&self, provider: &Provider) -> Self {
        Self {
            provider: provider.clone(),
            browser: self.browser.moved_to(provider),
            app: RelyingParty::discover(provider, &self.app.client_id, self.app.secret.as_deref())
                .await,
            ..self.clone()
        }
    }

    /// A code, not yet redeemed.
    async fn code(&mut self) -> (Started, String) {
        let started = self.app.start(SCOPES, &[]);
        let page = self.browser.open(&started.url).await;
        let code = self.app.code(&started, &page);
        (started, code)
    }

    /// The tokens of a new grant.
    async fn tokens(&mut self) -> Tokens {
        let (started, code) = self.code().await;
        self.app.redeem(&started, &code).await.expect("tokens")
    }

    /// The form that redeems `code`, without the app's credentials.
    fn redemption(&self, started: &Started, code: &str) -> Fields {
        let mut form = self.app.redemption(started, code);
        form.remove("client_secret");
        form
    }

    /// The token endpoint's answer to the app.
    async fn token(&self, form: &Fields) -> Answer {
        let fields = form.iter().map(|(name, value)| (*name, value.as_str()));
        self.provider
            .post("/token", fields, Some(&self.basic))
            .await
    }

    /// The answer to a refresh token of the app.
    async fn refresh(&self, token: &str) -> Answer {
        let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
        self.provider.post("/token", form, Some(&self.basic)).await
    }

    /// Whether introspection calls the token active.
    async fn is_active(&self, token: &str) -> bool {
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
    async fn userinfo(&self, token: &str) -> Answer {
        self.provider
            .get("/userinfo", Some(&format!("Bearer {token}")))
            .await
    }

    /// A request that would be answered with a code.
    fn asks(&self) -> Fields {
        asks(&self.app.client_id, CALLBACK)
    }

    /// Opens the authorization endpoint with these parameters.
    async fn ask(&mut self, fields: &Fields) -> Page {
        self.browser.open(&authorize(fields)).await
    }
}

/// A right authorization request; its verifier is [`VERIFIER`].
fn asks(client_id: &str, redirect_uri: &str) -> Fields {
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

fn with<const N: usize>(mut fields: Fields, values: [(&'static str, &str); N]) -> Fields {
    fields.extend(values.map(|(name, value)| (name, value.to_owned())));
    fields
}

fn without(mut fields: Fields, name: &str) -> Fields {
    fields.remove(name);
    fields
}

fn encoded(fields: &Fields) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

/// The address of an authorization request.
fn authorize(fields: &Fields) -> String {
    format!("/authorize?{}", encoded(fields))
}

/// A POST that brings its body as it is, and no cookies.
fn raw_post(path: &str, body: impl Into<Body>) -> Request<Body> {
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(body.into())
        .unwrap()
}

/// P400: a page of ours, and nothing sent or set anywhere.
fn stays_here(page: &Page) {
    assert_eq!(page.status, 400, "{}: {}", page.url, page.html);
    stays(page);
}

/// As [`stays_here`], whatever the status.
fn stays(page: &Page) {
    assert!(!page.headers.contains_key(header::LOCATION), "{}", page.url);
    assert!(
        !page.headers.contains_key(header::SET_COOKIE),
        "{}",
        page.url
    );
    assert_eq!(
        page.headers[header::CONTENT_TYPE],
        "text/html; charset=utf-8"
    );
    assert!(!page.html.contains("lyc_"), "{}", page.url);
}

/// R(error): at the app's address, with the state as it was and the issuer, without a code.
fn sent_back(page: &Page, error: &str, state: Option<&str>) {
    assert_eq!(page.status, 303, "{}: {}", page.url, page.html);
    assert!(
        page.url.starts_with(CALLBACK),
        "{}: {}",
        page.url,
        page.html
    );
    assert_eq!(page.query("error").as_deref(), Some(error), "{}", page.url);
    assert_eq!(page.query("state").as_deref(), state, "{}", page.url);
    assert_eq!(page.query("iss").as_deref(), Some(ISSUER), "{}", page.url);
    assert_eq!(page.query("code"), None, "{}", page.url);
    assert_eq!(page.headers["referrer-policy"], "no-referrer");
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    let allowed = ["error", "error_description", "state", "iss"];
    let query = page.url.split_once('?').unwrap().1;
    for (name, _) in form_urlencoded::parse(query.as_bytes()) {
        assert!(allowed.contains(&&*name), "{name} in {}", page.url);
    }
    assert_plain(&page.query("error_description").unwrap_or_default());
}

/// J400 or J401(error).
fn refused(answer: &Answer, status: u16, error: &str) {
    assert_eq!(answer.status, status, "{}", answer.text);
    let body = answer.json();
    assert_eq!(body["error"], error, "{}", answer.text);
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/json");
    for name in body.as_object().unwrap().keys() {
        assert!(
            ["error", "error_description"].contains(&name.as_str()),
            "{}",
            answer.text
        );
    }
    assert_plain(body["error_description"].as_str().unwrap_or_default());
}

/// The characters of RFC 6749 §4.1.2.1 and §5.2, and nothing of what is inside (AZ-22, HT-20).
fn assert_plain(description: &str) {
    let allowed = |c: char| matches!(c, '\x20'..='\x21' | '\x23'..='\x5b' | '\x5d'..='\x7e');
    assert!(description.chars().all(allowed), "{description:?}");
    for inner in [
        "SELECT ", "INSERT ", "sqlx", "sqlite", "src/", ".rs:", "panicked", "/tmp/",
    ] {
        assert!(!description.contains(inner), "{description}");
    }
}

/// A form of the browser's page, sent without following where it leads.
async fn submit_once(
    browser: &mut Browser,
    page: &Page,
    id: &str,
    button: Option<&str>,
    values: &[(&str, &str)],
) -> Page {
    let (action, fields) = page.form(id, button);
    let fields = super::support::browser::replace(fields, values);
    let request =
        super::support::browser::form_request(&action, &fields, "same-origin", Some("null"));
    browser.send(request).await
}

/// What the sign-in form takes.
const CREDENTIALS: [(&str, &str); 2] = [("login", "mara"), ("password", PASSWORD)];

/// Every name of a test that begins with a row, in a text: `cd_14_a_wrong_verifier_burns_the_code`.
fn names_in(text: &str, before: &str) -> std::collections::BTreeSet<String> {
    let is_row = |name: &str| {
        let bytes = name.as_bytes();
        bytes.len() > 6
            && bytes[..2].iter().all(u8::is_ascii_lowercase)
            && bytes[2] == b'_'
            && bytes[3..5].iter().all(u8::is_ascii_digit)
            && bytes[5] == b'_'
    };
    let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
    text.split(before)
        .skip(1)
        .map(|rest| rest.split(ends).next().unwrap_or_default())
        .filter(|name| is_row(name))
        .map(str::to_owned)
        .collect()
}

fn sources(folder: &std::path::Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            text.push_str(&sources(&path));
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            text.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
    text
}

#[test]
fn the_page_on_security_names_the_tests_there_are() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/security.md")).unwrap();
    let named = names_in(&page, "`");
    let all = format!(
        "{}{}",
        sources(&root.join("src")),
        sources(&root.join("tests"))
    );
    let there = names_in(&all, "fn ");
    let stories = names_in(&sources(&root.join("tests/stories/attacks")), "fn ");
    let missing: Vec<_> = named.difference(&there).collect();
    assert!(missing.is_empty(), "named, and not there: {missing:?}");
    let unnamed: Vec<_> = stories.difference(&named).collect();
    assert!(unnamed.is_empty(), "there, and not named: {unnamed:?}");
}

/// Whoever adds a table says what it costs, in `docs/security.md`.
#[tokio::test]
async fn the_table_of_costs_has_every_table_of_the_schema() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/security.md")).unwrap();
    let table = page.split("## What a request can cause").nth(1).unwrap();
    let table = table.split("\n## ").next().unwrap();
    let rows = table.lines().filter(|line| line.starts_with('|')).skip(2);
    let named: std::collections::BTreeSet<_> = rows
        .flat_map(|row| {
            assert_eq!(row.matches('|').count(), 7, "a cell is missing: {row}");
            let first = row.trim_matches('|').split('|').next().unwrap();
            let names = first.split('`').skip(1).step_by(2);
            names.map(str::to_owned).collect::<Vec<_>>()
        })
        .filter(|name| name != "cookie")
        .collect();
    super::support::provider::each_engine(
        lanyard::config::SessionMode::Database,
        async |provider: Provider| {
            let there: std::collections::BTreeSet<_> = provider
                .dump()
                .await
                .into_keys()
                .filter(|table| !table.starts_with('_') && !table.starts_with("sqlite"))
                .collect();
            assert_eq!(named, there);
        },
    )
    .await;
}
