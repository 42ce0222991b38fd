//! What must fail safely, by the id of its row in the catalogue of attacks. `docs/security.md` lists every row.

mod administration;
mod authorization;
mod binding;
mod client_authentication;
mod code;
mod console;
mod csrf;
mod encoding;
mod factors;
mod group_roles;
mod http;
mod kept;
mod logout;
mod output;
mod owners;
mod passkeys;
mod redirect_uri;
mod resources;
mod returning;
mod sealed;
mod sessions;
mod setup;
mod strangers;
mod tokens;

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Request, header};
use lanyard::protocol::pkce::CodeVerifier;
use lanyard::store::users::User;

use crate::world::provider::Answer;
use crate::world::scene::{
    Fields, SCOPES, VERIFIER, asks, authorize, encoded, raw_post, submit_once, with, without,
};
use crate::world::{Browser, CALLBACK, ISSUER, PASSWORD, Page, Provider, RelyingParty, Scene};

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
    let query = page.url.split_once(['?', '#']).unwrap().1;
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
    crate::world::matrix::each_engine(
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
