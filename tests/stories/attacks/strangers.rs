//! FI: what strangers can cause, and that it has a price.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use lanyard::ops::address::Peer;
use lanyard::ops::{cleanup, startup};
use lanyard::protocol::redirect::RegisteredUri;
use lanyard::protocol::time::Timestamp;
use lanyard::store::Engine;
use lanyard::store::clients;

use super::*;
use crate::support;
use crate::support::browser::form_request;
use crate::support::everywhere;

const MINUTE: Duration = Duration::from_secs(60);

/// A request from one of many addresses.
fn from(address: u32, mut request: Request<Body>) -> Request<Body> {
    let address = IpAddr::V4(Ipv4Addr::from_bits(0x0a00_0001 + address));
    let peer = Peer(SocketAddr::new(address, 40_000));
    request.extensions_mut().insert(peer);
    request
}

fn pairs(fields: &Fields) -> Vec<(String, String)> {
    let pairs = fields.iter();
    pairs
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect()
}

/// The bytes of the database file and its log; none on PostgreSQL.
fn file_size(provider: &Provider) -> Option<u64> {
    if provider.app.db.engine() != Engine::Sqlite {
        return None;
    }
    let url = provider.settings.database.url();
    let path = url.trim_start_matches("sqlite:");
    let size = |path: String| std::fs::metadata(path).map_or(0, |file| file.len());
    Some(size(path.to_owned()) + size(format!("{path}-wal")))
}

/// Each network may have so much kept, everybody together so much; it goes soon, and the file becomes small again. Meanwhile
/// people sign in.
#[tokio::test]
async fn fi_02_a_flood_of_long_requests_and_drafts_stays_within_its_budget() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        let small = file_size(&provider);
        let long = with(
            scene.asks(),
            [
                ("state", &*"s".repeat(4_000)),
                ("nonce", &*"n".repeat(1_000)),
                ("login_hint", &*"h".repeat(300)),
            ],
        );
        let draft = vec![("redirect_uris".to_owned(), "y".repeat(15_000))];
        let (mut kept, mut refused) = (0, 0);
        for address in 0..40 {
            for n in 0..72 {
                let request = match n % 9 {
                    1..9 => form_request("/authorize", &pairs(&long), "cross-site", Some("null")),
                    _ => form_request("/apps/new/web", &draft, "same-origin", Some("null")),
                };
                let answer = provider.send(from(address, request)).await;
                match answer.status.as_u16() {
                    303 => kept += 1,
                    429 => {
                        assert_eq!(answer.headers["retry-after"], "180");
                        assert!(answer.text.contains("Request too long"), "{}", answer.text);
                        refused += 1;
                    }
                    other => panic!("{other}: {}", answer.text),
                }
            }
        }
        println!("{kept} answered, {refused} refused");
        assert!(refused > 500, "{refused}");
        let rows = provider.count("parcel").await;
        assert!(rows <= 2_048 + 8, "{rows} rows");
        assert!(startup::health(&provider.app).is_ready().await);
        if let (Some(small), Some(now)) = (small, file_size(&provider)) {
            println!("{small} bytes before, {now} in the flood");
            assert!(now - small < 64 << 20, "{now} bytes");
        }
        // Whoever asks for less is not concerned.
        let mut browser = Browser::new(&provider);
        browser.sign_in_to(&scene.app, "mara", SCOPES).await;
        // Nobody came back for what was kept.
        provider.clock.advance(5 * MINUTE);
        cleanup::sweep(&provider.app.db, &provider.clock)
            .await
            .unwrap();
        assert_eq!(provider.count("parcel").await, 0);
        if let (Some(small), Some(now)) = (small, file_size(&provider)) {
            println!("{now} bytes afterwards");
            assert!(now < small + (8 << 20), "{now} bytes");
        }
        let request = form_request("/authorize", &pairs(&long), "cross-site", Some("null"));
        assert_eq!(provider.send(from(0, request)).await.status, 303);
    })
    .await;
}

/// One network cannot use up everybody's room, nor ask the database for each refusal.
#[tokio::test]
async fn fi_02_one_network_has_a_share_of_the_room() {
    everywhere(async |provider| {
        let scene = Scene::new(&provider).await;
        let long = pairs(&with(scene.asks(), [("state", &*"s".repeat(4_000))]));
        let ask = async |address| {
            let request = form_request("/authorize", &long, "cross-site", Some("null"));
            provider.send(from(address, request)).await.status
        };
        for n in 0..100 {
            assert_eq!(ask(1).await == 303, n < 64, "{n}");
        }
        assert_eq!(provider.count("parcel").await, 64);
        assert_eq!(ask(2).await, 303);
        // A minute later as many rows wait as it may have.
        provider.clock.advance(MINUTE);
        assert_eq!(ask(1).await, 429);
        // What was seen by a person stays, the rest goes.
        provider.clock.advance(3 * MINUTE);
        cleanup::sweep(&provider.app.db, &provider.clock)
            .await
            .unwrap();
        assert_eq!(ask(1).await, 303);
    })
    .await;
}

/// The hint may have 8 kB; whom it names has 16 bytes.
#[tokio::test]
async fn fi_02_a_long_hint_is_reduced_to_what_it_says() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let hint = scene.tokens().await.id_token;
        let rows = provider.count("parcel").await;
        let asks = with(
            scene.asks(),
            [("id_token_hint", &*hint), ("prompt", "login")],
        );
        let page = scene.ask(&asks).await;
        assert_eq!(page.path(), "/login", "{}", page.html);
        assert!(page.url.len() < 1_000, "{}", page.url);
        assert_eq!(provider.count("parcel").await, rows);
        let page = scene
            .browser
            .submit(
                &page,
                "login-form",
                None,
                &[("login", "mara"), ("password", PASSWORD)],
            )
            .await;
        assert!(page.url.starts_with(CALLBACK), "{}", page.url);
    })
    .await;
}

/// What one person typed is not shown to the next one in the same browser.
#[tokio::test]
async fn fi_06_a_half_filled_form_is_its_person_s() {
    everywhere(async |provider| {
        for login in ["mara", "ben"] {
            provider.add_user(login).await;
        }
        let mut mara = Browser::new(&provider);
        mara.sign_in("mara").await;
        let form = mara.open("/apps/new/web").await;
        // Her sign-in is ended elsewhere.
        let mut elsewhere = Browser::new(&provider);
        elsewhere.sign_in("mara").await;
        let devices = elsewhere.open("/account/sessions").await;
        elsewhere
            .submit(&devices, "end-others-form", None, &[])
            .await;
        provider.app.sessions.refresh_ended().await.unwrap();
        let typed = [
            ("name", "Secret Project"),
            ("redirect_uris", "https://a.example/cb"),
        ];
        let login = mara.submit(&form, "app-form", None, &typed).await;
        assert_eq!(login.path(), "/login", "{}", login.html);
        let mut ben = mara.clone();
        for (browser, name, sees) in [(&mut ben, "ben", false), (&mut mara, "mara", true)] {
            let values = [("login", name), ("password", PASSWORD)];
            let page = browser.submit(&login, "login-form", None, &values).await;
            assert_eq!(page.path(), "/apps/new/web", "{}", page.html);
            assert_eq!(page.html.contains("Secret Project"), sees, "{name}");
        }
    })
    .await;
}

/// Nor is a form that came too late offered to somebody else than who it was shown to.
#[tokio::test]
async fn fi_06_a_form_is_sent_again_by_its_person_only() {
    everywhere(async |provider| {
        for login in ["mara", "ben"] {
            provider.add_user(login).await;
        }
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let form = browser.open("/apps/new/web").await;
        let page = browser.open("/login?another=1").await;
        let values = [("login", "ben"), ("password", PASSWORD)];
        browser.submit(&page, "login-form", None, &values).await;
        let typed = [("name", "Secret Project")];
        let page = browser.submit(&form, "app-form", None, &typed).await;
        assert_eq!(page.status, 403);
        assert!(!page.html.contains("Secret Project"), "{}", page.html);
        assert!(!page.has("main form"), "{}", page.html);
    })
    .await;
}

/// Switching changes rows that are there, however often, and nobody does it a thousand times a second.
#[tokio::test]
async fn fi_08_switching_accounts_leaves_no_trail() {
    everywhere(async |provider| {
        let mut users = Vec::new();
        for login in ["mara", "ben"] {
            users.push(provider.add_user(login).await.id.to_string());
        }
        let mut browser = Browser::new(&provider);
        browser.sign_in("ben").await;
        let page = browser.open("/login?another=1").await;
        let values = [("login", "mara"), ("password", PASSWORD)];
        browser.submit(&page, "login-form", None, &values).await;
        let rows = |dump: support::dump::Dump| {
            let rows = dump.iter().map(|(table, rows)| (table.clone(), rows.len()));
            rows.collect::<BTreeMap<_, _>>()
        };
        let before = rows(provider.dump().await);
        let mut refused = 0;
        for round in 0..80 {
            let page = browser.open("/login?choose=1").await;
            let to = &users[(round + 1) % 2];
            let fields = [
                (
                    "csrf".to_owned(),
                    page.attribute("main input[name=csrf]", "value").unwrap(),
                ),
                ("account".to_owned(), to.clone()),
            ];
            let page = browser.post("/login/account", &fields).await;
            match page.status.as_u16() {
                200 => {}
                429 => {
                    assert_eq!(page.headers["retry-after"], "60");
                    refused += 1;
                }
                other => panic!("{other}: {}", page.html),
            }
        }
        assert!(refused >= 5, "thirty a minute to each: {refused}");
        assert_eq!(rows(provider.dump().await), before);
        provider.clock.advance(MINUTE);
        assert_eq!(browser.open("/account").await.path(), "/account");
    })
    .await;
}

/// What was allowed to one name, on its way to one host, is asked again for another.
#[tokio::test]
async fn fi_07_an_app_that_changed_its_name_or_address_is_asked_again() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let asks = with(scene.asks(), [("scope", "openid profile")]);
        let page = scene.ask(&asks).await;
        assert!(page.url.starts_with(CALLBACK), "{}", page.url);
        let change = async |name: &'static str, more: &'static str| {
            let id = lanyard::protocol::ids::ClientId(scene.app.client_id.clone());
            let job = provider.app.db.write(move |c| {
                Box::pin(async move {
                    let client = clients::by_id(c, &id).await?.expect("it is registered");
                    let mut metadata = client.metadata.clone();
                    let uri = RegisteredUri::parse(more, metadata.kind).expect("an address");
                    metadata.redirect_uris.push(uri);
                    let now = Timestamp(client.updated_at.0 + 1);
                    clients::update_metadata(c, &client, name, &metadata, now).await
                })
            });
            assert!(job.await.unwrap());
            let id = lanyard::protocol::ids::ClientId(scene.app.client_id.clone());
            provider.app.clients.changed(&id);
        };
        change("harbour notes", "https://rp.example/two").await;
        let page = scene.browser.open(&authorize(&asks)).await;
        assert!(page.url.starts_with(CALLBACK), "spelling: {}", page.url);

        change("Delta", "https://evil.example/cb").await;
        let page = scene
            .browser
            .open(&authorize(&with(asks.clone(), [("prompt", "none")])))
            .await;
        assert_eq!(page.query("error").as_deref(), Some("consent_required"));
        let elsewhere = with(asks.clone(), [("redirect_uri", "https://evil.example/cb")]);
        let page = scene.browser.open(&authorize(&elsewhere)).await;
        assert_eq!(page.path(), "/consent", "{}", page.url);
        let changes = page.text("#changes");
        assert!(
            changes.contains("It was called “Harbour Notes”"),
            "{changes}"
        );
        assert!(
            changes.contains("Now it sends you to evil.example"),
            "{changes}"
        );
        assert!(page.html.contains("See your name and picture"), "all of it");

        // The page is left open, and the app changes again: the answer on it is to what it showed.
        change("Epsilon", "https://third.example/cb").await;
        let allow = Some("approve");
        let again = scene
            .browser
            .submit(&page, "consent-form", allow, &[])
            .await;
        assert_eq!(again.path(), "/consent", "{}", again.url);
        let page = scene
            .browser
            .submit(&again, "consent-form", allow, &[])
            .await;
        assert!(
            page.url.starts_with("https://evil.example/cb"),
            "{}",
            page.url
        );
        let page = scene.browser.open(&authorize(&elsewhere)).await;
        assert!(
            page.url.starts_with("https://evil.example/cb?code="),
            "{}",
            page.url
        );
    })
    .await;
}
