//! The load: closed loop, one connection per virtual user, and a table at the end.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::time::{Duration, Instant};

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tokio::task::LocalSet;

use super::client::{Answer, Client, basic, form};
use super::server::{APP, LOGIN, PASSWORD, REDIRECT, SECRET, SERVICE};

const USERS: usize = 16;

/// A server process on its own core; ended when dropped.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let own = std::env::current_exe().unwrap();
        let pinned = std::thread::available_parallelism().is_ok_and(|cores| cores.get() > 1);
        let mut command = if pinned {
            Command::new("taskset")
        } else {
            Command::new(&own)
        };
        if pinned {
            command.args(["-c", "0"]).arg(&own);
        }
        let mut child = command
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        Self {
            child,
            address: line.trim().to_owned(),
        }
    }

    fn address(&self) -> &str {
        &self.address
    }

    fn resident_mib(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .unwrap_or_default();
        let line = status
            .lines()
            .find(|line| line.starts_with("VmRSS"))
            .unwrap_or_default();
        line.split_whitespace()
            .nth(1)
            .and_then(|kib| kib.parse::<f64>().ok())
            .unwrap_or_default()
            / 1024.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Operations per second of `USERS` virtual users (or fewer); each calls `prepare` once and `operation` again and again.
async fn measure<S, P, O>(users: usize, address: &str, prepare: P, operation: O) -> f64
where
    S: 'static,
    P: AsyncFn(&mut Client) -> S + 'static,
    O: AsyncFn(&mut Client, &mut S) + 'static,
{
    let seconds = std::env::var("LANYARD_BENCH_SECONDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(3.0_f64)
        .clamp(0.5, 20.0);
    let (prepare, operation) = (Rc::new(prepare), Rc::new(operation));
    let local = LocalSet::new();
    let mut tasks = Vec::new();
    let barrier = Rc::new(tokio::sync::Barrier::new(users));
    for _ in 0..users {
        let (prepare, operation, barrier, address) = (
            prepare.clone(),
            operation.clone(),
            barrier.clone(),
            address.to_owned(),
        );
        tasks.push(local.spawn_local(async move {
            let mut client = Client::connect(&address).await;
            let mut state = prepare(&mut client).await;
            barrier.wait().await;
            let warm = Instant::now();
            while warm.elapsed() < Duration::from_millis(300) {
                operation(&mut client, &mut state).await;
            }
            let (start, mut count) = (Instant::now(), 0_u64);
            while start.elapsed().as_secs_f64() < seconds {
                operation(&mut client, &mut state).await;
                count += 1;
            }
            count as f64 / start.elapsed().as_secs_f64()
        }));
    }
    local
        .run_until(async {
            let mut sum = 0.0;
            for task in tasks {
                sum += task.await.unwrap();
            }
            sum
        })
        .await
}

fn ok(answer: &Answer) {
    assert!(
        answer.status.is_success(),
        "{}: {}",
        answer.status,
        answer.text()
    );
}

fn random() -> String {
    let mut bytes = [0; 32];
    aws_lc_rs::rand::fill(&mut bytes).unwrap();
    URL_SAFE_NO_PAD.encode(bytes)
}

fn authorize_path(client_id: &str, verifier: &str, scope: &str) -> String {
    let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()));
    let (state, nonce) = (random(), random());
    let query = form(&[
        ("response_type", "code"),
        ("client_id", client_id),
        ("redirect_uri", REDIRECT),
        ("scope", scope),
        ("state", &state),
        ("nonce", &nonce),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ]);
    format!("/authorize?{query}")
}

/// Walks the real forms until the browser is sent back with a code.
async fn sign_in(client: &mut Client, client_id: &str, verifier: &str, scope: &str) -> String {
    let mut answer = client
        .get(&authorize_path(client_id, verifier, scope))
        .await;
    let mut path = String::new();
    for _ in 0..10 {
        if let Some(location) = &answer.location {
            if location.starts_with(REDIRECT) {
                return parameter(location, "code");
            }
            path = location
                .splitn(4, '/')
                .nth(3)
                .map(|rest| format!("/{rest}"))
                .unwrap();
            answer = client.get(&path).await;
            continue;
        }
        let html = answer.text();
        let mut fields = hidden_fields(&html);
        if html.contains("id=\"login-form\"") {
            fields.push(("login".into(), LOGIN.into()));
            fields.push(("password".into(), PASSWORD.into()));
        } else {
            fields.push(("decision".into(), "approve".into()));
        }
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let action = path.split('?').next().unwrap().to_owned();
        answer = client.post(&action, None, form(&fields)).await;
    }
    panic!(
        "no code after ten steps: {} {}",
        answer.status,
        answer.text()
    );
}

fn parameter(url: &str, name: &str) -> String {
    let query = url
        .split_once('?')
        .map(|(_, query)| query)
        .unwrap_or_default();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs
        .find(|(own, _)| own == name)
        .map(|(_, value)| value.into_owned())
        .unwrap_or_else(|| panic!("no {name} in {url}"))
}

fn hidden_fields(html: &str) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let rest = tag.split_once(&format!("{name}=\""))?.1;
        Some(
            rest.split('"')
                .next()
                .unwrap_or_default()
                .replace("&amp;", "&")
                .replace("&#38;", "&"),
        )
    };
    let tags = html
        .split("<input")
        .skip(1)
        .map(|tag| tag.split('>').next().unwrap_or_default());
    tags.filter(|tag| tag.contains("type=\"hidden\""))
        .filter_map(|tag| {
            Some((
                attribute(tag, "name")?,
                attribute(tag, "value").unwrap_or_default(),
            ))
        })
        .collect()
}

async fn redeem(
    client: &mut Client,
    authorization: &str,
    code: &str,
    verifier: &str,
) -> serde_json::Value {
    let body = form(&[
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", verifier),
    ]);
    let answer = client.post("/token", Some(authorization), body).await;
    ok(&answer);
    serde_json::from_slice(&answer.body).unwrap()
}

struct Table;

impl Table {
    fn add(&self, name: impl Into<String>, rate: f64, floor: Option<(&str, f64)>) {
        let name = name.into();
        match floor {
            Some((of, floor)) => println!(
                "{name:<44} {rate:>10.0}/s   {:>5.1} % of {of} ({floor:.0}/s)",
                rate / floor * 100.0
            ),
            None => println!("{name:<44} {rate:>10.0}/s"),
        }
    }
}

/// Everything.
pub fn run() {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(async {
            let table = Table;
            println!("one core for the server, {USERS} connections unless said otherwise\n");
            let floor = Server::start(&["floor"]);
            let cc = |path: &'static str| {
                let body = form(&[("grant_type", "client_credentials"), ("scope", "api:read")]);
                let authorization = basic("bench", &"s".repeat(43));
                measure(
                    USERS,
                    floor.address(),
                    async |_: &mut Client| (),
                    async move |client: &mut Client, _: &mut ()| {
                        ok(&client.post(path, Some(&authorization), body.clone()).await);
                    },
                )
            };
            let floor_document = measure(
                USERS,
                floor.address(),
                async |_: &mut Client| (),
                async |client: &mut Client, _: &mut ()| {
                    ok(&client.get("/document").await);
                },
            )
            .await;
            let (floor_es256, floor_rs256, floor_two) =
                (cc("/es256").await, cc("/rs256").await, cc("/two").await);
            let floor_argon2 = measure(
                4,
                floor.address(),
                async |_: &mut Client| (),
                async |client: &mut Client, _: &mut ()| {
                    ok(&client.post("/argon2", None, String::new()).await);
                },
            )
            .await;
            for (name, rate) in [
                ("document", floor_document),
                ("ES256", floor_es256),
                ("RS256", floor_rs256),
                ("ES256 + RS256", floor_two),
                ("Argon2id", floor_argon2),
            ] {
                table.add(format!("floor: bare axum, {name}"), rate, None);
            }

            let mut engines = vec!["sqlite", "sqlite-cookie"];
            if std::env::var_os("LANYARD_TEST_POSTGRES").is_some() {
                engines.extend(["postgres", "postgres-cookie"]);
            }
            for engine in engines {
                println!();
                let server = Server::start(&["serve", engine]);
                let (address, client_id) = (server.address().to_owned(), APP.to_owned());
                let authorization = basic(APP, SECRET);
                let service = basic(SERVICE, SECRET);
                let idle = server.resident_mib();
                if engine == "sqlite" {
                    for (name, path) in [
                        ("discovery", "/.well-known/openid-configuration"),
                        ("key set", "/jwks"),
                    ] {
                        let rate = measure(
                            USERS,
                            &address,
                            async |_: &mut Client| (),
                            async move |client: &mut Client, _: &mut ()| {
                                ok(&client.get(path).await)
                            },
                        )
                        .await;
                        table.add(name, rate, Some(("a prepared document", floor_document)));
                    }
                    let (body, auth) = (
                        form(&[("grant_type", "client_credentials"), ("scope", "api:read")]),
                        service.clone(),
                    );
                    let rate = measure(
                        USERS,
                        &address,
                        async |_: &mut Client| (),
                        async move |client: &mut Client, _: &mut ()| {
                            ok(&client.post("/token", Some(&auth), body.clone()).await);
                        },
                    )
                    .await;
                    table.add(
                        "client credentials, ES256",
                        rate,
                        Some(("axum + ES256", floor_es256)),
                    );
                    let auth = service.clone();
                    let prepare = {
                        let auth = auth.clone();
                        async move |client: &mut Client| {
                            let answer = client
                                .post(
                                    "/token",
                                    Some(&auth),
                                    form(&[("grant_type", "client_credentials")]),
                                )
                                .await;
                            let json: serde_json::Value =
                                serde_json::from_slice(&answer.body).unwrap();
                            form(&[("token", json["access_token"].as_str().unwrap())])
                        }
                    };
                    let rate = measure(
                        USERS,
                        &address,
                        prepare,
                        async move |client: &mut Client, body: &mut String| {
                            ok(&client.post("/introspect", Some(&auth), body.clone()).await);
                        },
                    )
                    .await;
                    table.add("introspection of a service's token", rate, None);
                }

                let id = client_id.clone();
                let prepare = {
                    let id = id.clone();
                    async move |client: &mut Client| {
                        drop(sign_in(client, &id, &random(), "openid profile").await)
                    }
                };
                let rate = measure(USERS, &address, prepare.clone(), {
                    let id = id.clone();
                    async move |client: &mut Client, _: &mut ()| {
                        let answer = client
                            .get(&authorize_path(&id, &random(), "openid profile"))
                            .await;
                        assert!(
                            answer
                                .location
                                .as_deref()
                                .is_some_and(|url| url.starts_with(REDIRECT)),
                            "{}",
                            answer.text()
                        );
                    }
                })
                .await;
                table.add(format!("{engine}: authorize, signed in"), rate, None);

                let rate = measure(USERS, &address, prepare, {
                    let (id, authorization) = (id.clone(), authorization.clone());
                    async move |client: &mut Client, _: &mut ()| {
                        let verifier = random();
                        let answer = client
                            .get(&authorize_path(&id, &verifier, "openid profile"))
                            .await;
                        let code =
                            parameter(answer.location.as_deref().unwrap_or_default(), "code");
                        redeem(client, &authorization, &code, &verifier).await;
                    }
                })
                .await;
                table.add(
                    format!("{engine}: code flow, signed in, durable"),
                    rate,
                    Some(("axum + both signatures", floor_two)),
                );

                let tokens = {
                    let (id, authorization) = (id.clone(), authorization.clone());
                    async move |client: &mut Client| {
                        let verifier = random();
                        let code =
                            sign_in(client, &id, &verifier, "openid profile offline_access").await;
                        redeem(client, &authorization, &code, &verifier).await
                    }
                };
                let rate = measure(USERS, &address, tokens.clone(), {
                    let authorization = authorization.clone();
                    async move |client: &mut Client, tokens: &mut serde_json::Value| {
                        let token = tokens["refresh_token"].as_str().unwrap();
                        let answer = client
                            .post(
                                "/token",
                                Some(&authorization),
                                form(&[("grant_type", "refresh_token"), ("refresh_token", token)]),
                            )
                            .await;
                        ok(&answer);
                        *tokens = serde_json::from_slice(&answer.body).unwrap();
                    }
                })
                .await;
                table.add(
                    format!("{engine}: refresh with rotation, durable"),
                    rate,
                    Some(("axum + both signatures", floor_two)),
                );

                let rate = measure(USERS, &address, tokens, {
                    let authorization = authorization.clone();
                    async move |client: &mut Client, tokens: &mut serde_json::Value| {
                        let token = tokens["access_token"].as_str().unwrap();
                        ok(&client
                            .post(
                                "/introspect",
                                Some(&authorization),
                                form(&[("token", token)]),
                            )
                            .await);
                    }
                })
                .await;
                table.add(
                    format!("{engine}: introspection of a person's token"),
                    rate,
                    None,
                );

                if engine.starts_with("sqlite") {
                    let rate = measure(4, &address, async |_: &mut Client| (), {
                        let id = id.clone();
                        async move |client: &mut Client, _: &mut ()| {
                            client.jar.clear();
                            sign_in(client, &id, &random(), "openid profile").await;
                        }
                    })
                    .await;
                    table.add(
                        format!("{engine}: password sign-in, 4 connections"),
                        rate,
                        Some(("bare Argon2id", floor_argon2)),
                    );
                }
                println!(
                    "{engine}: resident {idle:.1} MiB idle, {:.1} MiB after the load",
                    server.resident_mib()
                );
            }
        });
}
