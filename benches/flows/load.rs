//! What is asked of the servers, in which order, and the table.

use serde_json::Value;

use super::child::Child;
use super::client::{Client, basic, form};
use super::journey::{Journey, code_in, ok, redeem, sign_in};
use super::measure::{Rate, measure};
use super::server::{APP, APP_ES256, PEOPLE, REDIRECT, SECRET, SERVICE};

/// Connections at once, each of one browser or client.
const USERS: usize = PEOPLE;
/// People who sign in at once: enough that the one hash at a time never waits for somebody's pages.
pub const SIGNING_IN: usize = 8;

/// What a figure is held against.
#[derive(Clone, Copy)]
pub struct Floor(pub &'static str, pub f64);

pub fn line(name: &str, rate: f64, floor: Option<Floor>) {
    match floor {
        Some(Floor(of, floor)) => println!(
            "{name:<46} {rate:>8.0}/s   {:>5.1} % of {of} ({floor:.0}/s)",
            rate / floor * 100.0
        ),
        None => println!("{name:<46} {rate:>8.0}/s"),
    }
}

/// Everything.
pub async fn run() {
    println!("one core for the server, {USERS} connections unless said otherwise\n");
    let floors = floors().await;
    println!();
    documents_and_services(&floors).await;
    let mut engines = vec!["sqlite"];
    if std::env::var_os("LANYARD_TEST_POSTGRES").is_some() {
        engines.push("postgres");
    } else {
        println!("\npostgres: LANYARD_TEST_POSTGRES is not set");
    }
    for engine in engines {
        println!();
        let commits = Floor("bare commits", Child::start(&["commits", engine]).number());
        line(
            &format!("floor: {engine}, a code spent and no more"),
            commits.1,
            None,
        );
        for mode in ["database", "cookie"] {
            println!();
            people(&format!("{engine}-{mode}"), &floors, commits).await;
        }
    }
}

/// Password sign-ins alone, taking turns with bare Argon2id, and where the time on the core goes.
pub async fn passwords(rounds: usize) {
    let floor = Child::start(&["floor"]);
    let server = Child::start(&["serve", "sqlite-database"]);
    for _ in 0..rounds {
        let bare = bare_hashes(&floor.address()).await;
        let before = server.threads();
        let statements = server.statements().await;
        let whole = sign_ins(&server.address()).await;
        let after = server.threads();
        line(
            "sign-in",
            whole.per_second,
            Some(Floor("bare Argon2id", bare.per_second)),
        );
        println!(
            "{}",
            statements.until(&server.statements().await).per(&whole)
        );
        for (id, name, seconds) in after {
            let earlier = before
                .iter()
                .find(|(other, ..)| *other == id)
                .map_or(0.0, |(.., s)| *s);
            let used = (seconds - earlier) * 1e3 / whole.operations as f64;
            if used > 0.005 {
                println!("    {name:<24} {used:.3} ms per sign-in");
            }
        }
    }
}

pub async fn bare_hashes(address: &str) -> Rate {
    measure(
        SIGNING_IN,
        address,
        async |_: &mut Client| (),
        async |client: &mut Client, (): &mut ()| {
            ok(&client.post("/argon2", None, String::new()).await);
        },
    )
    .await
}

async fn sign_ins(address: &str) -> Rate {
    measure(
        SIGNING_IN,
        address,
        async |_: &mut Client| (),
        async |client: &mut Client, (): &mut ()| {
            client.jar.clear();
            sign_in(client, &Journey::new(APP, "openid profile")).await;
        },
    )
    .await
}

struct Floors {
    document: Floor,
    es256: Floor,
    rs256: Floor,
    es256_and_rs256: Floor,
    two_es256: Floor,
    argon2: Floor,
}

async fn floors() -> Floors {
    let server = Child::start(&["floor"]);
    let address = server.address();
    let get = measure(
        USERS,
        &address,
        async |_: &mut Client| (),
        async |client: &mut Client, (): &mut ()| {
            ok(&client.get("/document").await);
        },
    );
    let document = Floor("a prepared document", get.await.per_second);
    let mut signed = Vec::new();
    for path in ["/es256", "/rs256", "/es256-rs256", "/es256-es256"] {
        let work = measure(
            USERS,
            &address,
            async |_: &mut Client| (),
            async move |client: &mut Client, (): &mut ()| {
                let body = form(&[("grant_type", "client_credentials"), ("scope", "api:read")]);
                let secret = basic("bench", &"s".repeat(43));
                ok(&client.post(path, Some(&secret), body).await);
            },
        );
        signed.push(work.await.per_second);
    }
    let floors = Floors {
        document,
        es256: Floor("axum + ES256", signed[0]),
        rs256: Floor("axum + RS256", signed[1]),
        es256_and_rs256: Floor("axum + both signatures", signed[2]),
        two_es256: Floor("axum + both signatures", signed[3]),
        argon2: Floor("bare Argon2id", bare_hashes(&address).await.per_second),
    };
    for (name, floor) in [
        ("a prepared document", floors.document),
        ("ES256", floors.es256),
        ("RS256", floors.rs256),
        ("ES256 and RS256", floors.es256_and_rs256),
        ("ES256 twice", floors.two_es256),
        ("Argon2id, 8 connections", floors.argon2),
    ] {
        line(&format!("floor: bare axum, {name}"), floor.1, None);
    }
    floors
}

async fn documents_and_services(floors: &Floors) {
    for (alg, floor) in [("ES256", floors.es256), ("RS256", floors.rs256)] {
        let server = Child::start(&["serve", &format!("sqlite-database-{alg}")]);
        let address = server.address();
        if alg == "ES256" {
            for (name, path) in [
                ("discovery", "/.well-known/openid-configuration"),
                ("key set", "/jwks"),
            ] {
                let work = measure(
                    USERS,
                    &address,
                    async |_: &mut Client| (),
                    async move |client: &mut Client, (): &mut ()| {
                        ok(&client.get(path).await);
                    },
                );
                line(name, work.await.per_second, Some(floors.document));
            }
        }
        let work = measure(
            USERS,
            &address,
            async |_: &mut Client| (),
            async |client: &mut Client, (): &mut ()| {
                ok(&client
                    .post("/token", Some(&basic(SERVICE, SECRET)), service_form())
                    .await);
            },
        );
        line(
            &format!("client credentials, {alg}"),
            work.await.per_second,
            Some(floor),
        );
        let token = async |client: &mut Client| {
            let answer = client
                .post("/token", Some(&basic(SERVICE, SECRET)), service_form())
                .await;
            let json: Value = serde_json::from_slice(&answer.body).unwrap();
            form(&[("token", json["access_token"].as_str().unwrap())])
        };
        let work = measure(
            USERS,
            &address,
            token,
            async |client: &mut Client, body: &mut String| {
                ok(&client
                    .post("/introspect", Some(&basic(SERVICE, SECRET)), body.clone())
                    .await);
            },
        );
        line(
            &format!("introspection of a service's token, {alg}"),
            work.await.per_second,
            None,
        );
    }
}

fn service_form() -> String {
    form(&[("grant_type", "client_credentials"), ("scope", "api:read")])
}

/// What people and their apps do, on one engine in one session mode.
async fn people(place: &str, floors: &Floors, commits: Floor) {
    let server = Child::start(&["serve", place]);
    let address = server.address();
    let idle = server.resident_mib();
    let signed_in = async |client: &mut Client| {
        drop(sign_in(client, &Journey::new(APP, "openid profile")).await);
    };

    let before = server.statements().await;
    let authorize = measure(
        USERS,
        &address,
        signed_in,
        async |client: &mut Client, (): &mut ()| {
            let answer = client
                .get(&Journey::new(APP, "openid profile").path())
                .await;
            let location = answer.location.as_deref().unwrap_or_default();
            assert!(location.starts_with(REDIRECT), "{}", answer.text());
        },
    )
    .await;
    line(
        &format!("{place}: authorize, signed in"),
        authorize.per_second,
        Some(floors.document),
    );
    // The sign-ins before are the few statements more than a whole number.
    println!(
        "{:46} {}",
        "",
        before.until(&server.statements().await).per(&authorize)
    );

    for (app, floor) in [(APP, floors.es256_and_rs256), (APP_ES256, floors.two_es256)] {
        let prepare = async move |client: &mut Client| {
            drop(sign_in(client, &Journey::new(app, "openid profile")).await);
        };
        let work = measure(
            USERS,
            &address,
            prepare,
            async move |client: &mut Client, (): &mut ()| {
                let journey = Journey::new(app, "openid profile");
                let answer = client.get(&journey.path()).await;
                let code = code_in(answer.location.as_deref().unwrap_or_default());
                redeem(client, &journey, &code).await;
            },
        );
        let flows = work.await;
        let name = if app == APP { "RS256" } else { "ES256" };
        line(
            &format!("{place}: code flow, {name} ID token"),
            flows.per_second,
            Some(floor),
        );
        line("", flows.per_second, Some(commits));
    }

    for (app, floor) in [(APP, floors.es256_and_rs256), (APP_ES256, floors.two_es256)] {
        let work = measure(
            USERS,
            &address,
            tokens(app),
            async move |client: &mut Client, tokens: &mut Value| {
                let token = tokens["refresh_token"].as_str().unwrap();
                let body = form(&[("grant_type", "refresh_token"), ("refresh_token", token)]);
                let answer = client.post("/token", Some(&basic(app, SECRET)), body).await;
                ok(&answer);
                *tokens = serde_json::from_slice(&answer.body).unwrap();
            },
        );
        let name = if app == APP { "RS256" } else { "ES256" };
        line(
            &format!("{place}: refresh, {name} ID token"),
            work.await.per_second,
            Some(floor),
        );
    }

    let work = measure(
        USERS,
        &address,
        tokens(APP),
        async |client: &mut Client, tokens: &mut Value| {
            let token = tokens["access_token"].as_str().unwrap();
            ok(&client
                .post(
                    "/introspect",
                    Some(&basic(APP, SECRET)),
                    form(&[("token", token)]),
                )
                .await);
        },
    );
    line(
        &format!("{place}: introspection"),
        work.await.per_second,
        None,
    );
    let work = measure(
        USERS,
        &address,
        tokens(APP),
        async |client: &mut Client, tokens: &mut Value| {
            let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
            ok(&client.get_as("/userinfo", &bearer).await);
        },
    );
    line(&format!("{place}: userinfo"), work.await.per_second, None);

    let work = sign_ins(&address).await;
    line(
        &format!("{place}: password sign-in to code, 8 conn."),
        work.per_second,
        Some(floors.argon2),
    );
    println!(
        "{place}: resident {idle:.1} MiB idle, {:.1} MiB after the load",
        server.resident_mib()
    );
}

/// A browser that has tokens of the app, with a refresh token.
pub fn tokens(app: &'static str) -> impl AsyncFn(&mut Client) -> Value {
    async move |client: &mut Client| {
        let journey = Journey::new(app, "openid profile offline_access");
        let code = sign_in(client, &journey).await;
        redeem(client, &journey, &code).await
    }
}
