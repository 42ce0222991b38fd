//! FI: what strangers can cause, and that it has a price.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use lanyard::http::client_address::Peer;
use lanyard::ops::{cleanup, startup};
use lanyard::protocol::client::Kind;
use lanyard::protocol::redirect::RegisteredUri;
use lanyard::protocol::registration::Draft;
use lanyard::protocol::time::Timestamp;
use lanyard::store::Engine;
use lanyard::store::clients;

use super::*;
use crate::world;
use crate::world::browser::form_request;
use crate::world::everywhere;

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
        assert!(
            startup::health(provider.app.db.clone(), provider.app.clock.clone())
                .is_ready()
                .await
        );
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
        let page = scene.browser.log_in(&page, "mara").await;
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
        let rows = |dump: world::dump::Dump| {
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
        assert!(page.html.contains("See your name and profile"), "all of it");

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

/// Who receives codes is changed by somebody who proved a moment ago who they are; what a link filled in is marked.
#[tokio::test]
async fn fi_09_addresses_of_an_app_are_changed_after_a_recent_sign_in_only() {
    everywhere(async |provider| {
        let mara = provider.add_user("mara").await;
        let draft = |name: &str| Draft {
            redirect_uris: vec![CALLBACK.into(), "https://rp.example/two".into()],
            ..Draft::new(name, Kind::Web)
        };
        let (id, _) = world::seed::register(&provider.app, draft("Notes"), Some(mara.id)).await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let csrf = browser
            .csrf_of(&format!("/apps/{id}/redirect-uris/add"))
            .await;
        let fields = |uri: &str| {
            [("csrf", &*csrf), ("uri", uri)]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        provider.clock.advance(6 * MINUTE);
        let before = provider.dump().await["client"].clone();
        for act in ["add", "remove"] {
            let path = format!("/apps/{id}/redirect-uris/{act}");
            let page = browser.post(&path, &fields("https://rp.example/two")).await;
            assert_eq!(page.path(), "/login", "{act}");
        }
        assert_eq!(provider.dump().await["client"], before);
        let link = format!("/apps/{id}/redirect-uris/add?uri=https%3A%2F%2Fevil.example%2Fcb");
        let page = browser.open(&link).await;
        let values = [("login", "mara"), ("password", PASSWORD)];
        let page = browser.submit(&page, "login-form", None, &values).await;
        assert_eq!(
            page.attribute("#uri", "value").as_deref(),
            Some("https://evil.example/cb")
        );
        assert!(
            page.text("#from-link").contains("did not type"),
            "{}",
            page.html
        );
        let page = browser.submit(&page, "add-uri-form", None, &[]).await;
        assert_eq!(page.path(), format!("/apps/{id}"), "{}", page.html);

        // An app that gets codes without asking anybody is nobody's to lead elsewhere.
        let house = Draft {
            first_party: true,
            ..draft("House")
        };
        let (id, _) = world::seed::register(&provider.app, house, Some(mara.id)).await;
        let csrf = browser
            .csrf_of(&format!("/apps/{id}/redirect-uris/add"))
            .await;
        let before = provider.dump().await["client"].clone();
        for act in ["add", "remove"] {
            let path = format!("/apps/{id}/redirect-uris/{act}");
            let fields = [("csrf", &*csrf), ("uri", CALLBACK)];
            let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
            let page = browser.post(&path, &fields).await;
            assert_eq!(page.status, 422, "{act}");
            assert!(page.html.contains("lanyard client update"), "{}", page.html);
        }
        assert_eq!(provider.dump().await["client"], before);
    })
    .await;
}

/// A part of a path that names nothing is a page that does not exist, whatever it is made of.
#[tokio::test]
async fn fi_12_what_a_path_names_is_a_type_before_anything_is_done_with_it() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        for part in [
            "%0d%0a",
            "%00",
            "%ff",
            "%2e%2e%2flogout",
            "..%2F..%2Fauthorize%3Fx",
            "x%3Fdone=deleted",
            "x%23y",
            "A",
            "%20",
            "%E2%80%AE",
            &"a".repeat(65),
            "-%0d%0aSet-Cookie:x=y",
        ] {
            for path in [
                format!("/apps/{part}"),
                format!("/apps/{part}/env"),
                format!("/apps/{part}/rotate"),
                format!("/apps/{part}/redirect-uris/add"),
                format!("/apps/{part}/redirect-uris/remove"),
                format!("/apps/{part}/delete"),
                format!("/apps/new/{part}"),
                format!("/account/apps/{part}/remove"),
                format!("/static/{part}/style.css"),
            ] {
                let page = browser.open_once(&path).await;
                assert_eq!(page.status, 404, "{path}: {}", page.html);
                let is_page = page.html.contains("<!doctype html>");
                assert!(
                    is_page || path.starts_with("/static"),
                    "{path}: {}",
                    page.html
                );
            }
        }
    })
    .await;
}

/// Whether a client exists, and how it authenticates, is told to nobody who does not.
#[tokio::test]
async fn fi_13_unknown_and_known_clients_are_refused_alike() {
    everywhere(async |provider| {
        let (id, _) = provider.add_client("Harbour Notes").await;
        let spa = provider.add_public_client("Deck").await;
        let off = provider.add_public_client("Gone").await;
        let key = lanyard::protocol::ids::ClientId(off.clone());
        let now = provider.clock.now();
        let job = provider
            .app
            .db
            .write(move |c| Box::pin(async move { clients::disable(c, &key, now).await }));
        assert!(job.await.unwrap());
        for endpoint in ["/token", "/introspect", "/revoke"] {
            let mut answers = std::collections::BTreeMap::new();
            for (what, fields, basic) in [
                (
                    "unknown, basic",
                    vec![],
                    Some(provider.basic("nobody-abcdef", "x")),
                ),
                ("wrong secret", vec![], Some(provider.basic(&id, "x"))),
                (
                    "unknown, post",
                    vec![("client_id", "nobody-abcdef"), ("client_secret", "x")],
                    None,
                ),
                (
                    "other method",
                    vec![("client_id", &*id), ("client_secret", "x")],
                    None,
                ),
                ("unknown, none", vec![("client_id", "nobody-abcdef")], None),
                ("no secret", vec![("client_id", &*id)], None),
                (
                    "a secret of nobody's",
                    vec![("client_id", &*spa), ("client_secret", "x")],
                    None,
                ),
                ("switched off", vec![("client_id", &*off)], None),
            ] {
                let mut fields = fields;
                fields.extend([("grant_type", "authorization_code"), ("token", "x")]);
                let body = form_urlencoded::Serializer::new(String::new())
                    .extend_pairs(fields)
                    .finish();
                let mut request = Request::post(endpoint)
                    .header("content-type", "application/x-www-form-urlencoded")
                    .header("origin", "https://rp.example");
                if let Some(basic) = &basic {
                    request = request.header("authorization", basic);
                }
                let answer = provider.send(request.body(Body::from(body)).unwrap()).await;
                let headers: Vec<_> = answer
                    .headers
                    .iter()
                    .filter(|(name, _)| *name != "x-request-id")
                    .map(|(name, value)| format!("{name}: {value:?}"))
                    .collect();
                // Whoever tried a scheme is challenged for it; nothing else differs (FC-02).
                let tried = basic.is_some();
                let same = (tried, answer.status.as_u16(), headers, answer.text);
                answers.entry(same).or_insert_with(Vec::new).push(what);
            }
            assert_eq!(answers.len(), 2, "{endpoint}: {answers:#?}");
        }
    })
    .await;
}

/// A link makes no wish for anybody.
#[tokio::test]
async fn fi_15_only_what_a_person_sent_by_form_counts() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        let page = browser.open("/login?remember=1").await;
        assert!(!page.has("input[name=remember][checked]"), "{}", page.html);
        let page = browser
            .open("/sign-up?name=Eve&email=eve%40example.org")
            .await;
        for field in ["#name", "#email"] {
            assert_eq!(page.attribute(field, "value").as_deref(), Some(""));
        }
        // What was ticked stays ticked when the password was wrong.
        let page = browser.open("/login").await;
        let values = [("login", "mara"), ("password", "wrong"), ("remember", "1")];
        let page = browser.submit(&page, "login-form", None, &values).await;
        assert!(page.has("input[name=remember][checked]"), "{}", page.html);
    })
    .await;
}

/// Of many forms at once as many make an app as may.
#[tokio::test(flavor = "multi_thread")]
async fn fi_16_nobody_has_more_apps_than_the_limit() {
    everywhere(async |provider| {
        let mara = provider.add_user("mara").await;
        for n in 0..97 {
            let draft = Draft {
                redirect_uris: vec![CALLBACK.into()],
                ..Draft::new(format!("App {n}"), Kind::Web)
            };
            world::seed::register(&provider.app, draft, Some(mara.id)).await;
        }
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let mut forms = tokio::task::JoinSet::new();
        for n in 0..12 {
            let page = browser.open("/apps/new/web").await;
            let mut own = browser.clone();
            forms.spawn(async move {
                let name = format!("Late {n}");
                let values = [("name", &*name), ("redirect_uris", CALLBACK)];
                own.submit(&page, "app-form", None, &values)
                    .await
                    .status
                    .as_u16()
            });
        }
        let answers = forms.join_all().await;
        let made = answers.iter().filter(|status| **status == 200).count();
        assert_eq!(made, 3, "{answers:?}");
        assert_eq!(provider.count("client").await, 100);
    })
    .await;
}

/// With the database away, whatever has no need of it answers.
#[tokio::test]
async fn fi_17_pages_without_need_of_the_database_do_without() {
    everywhere(async |provider| {
        let draft = Draft::new("House", Kind::Service);
        let draft = Draft {
            scope: Some("a".into()),
            ..draft
        };
        provider.register(draft).await;
        world::seed::add_user_with(&provider.app, "root", PASSWORD, |user| user.admin = true).await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("root").await;
        let mut stranger = Browser::new(&provider);
        assert_eq!(stranger.open("/").await.status, 200);
        provider.app.db.close().await;
        for browser in [&mut browser, &mut stranger] {
            for path in [
                "/",
                "/logged-out",
                "/preferences",
                "/jwks",
                "/.well-known/openid-configuration",
                "/nothing-here",
                "/.well-known/change-password",
            ] {
                let page = browser.open_once(path).await;
                assert!(page.status.as_u16() < 500, "{path}: {}", page.status);
            }
        }
    })
    .await;
}

/// Answers that hold something secret say to old caches as well that they are not to be kept.
#[tokio::test]
async fn fi_17_whatever_is_not_stored_says_so_twice() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (_, code) = scene.code().await;
        for answer in [
            provider.get("/userinfo", None).await,
            provider
                .post("/revoke", [("token", &*code)], Some(&scene.basic))
                .await,
            provider
                .post("/token", [("grant_type", "x")], Some(&scene.basic))
                .await,
            provider.get("/login", None).await,
            provider.get("/authorize", None).await,
            provider.get("/nothing-here", None).await,
        ] {
            assert_eq!(
                answer.headers["cache-control"], "no-store",
                "{}",
                answer.text
            );
            assert_eq!(answer.headers["pragma"], "no-cache", "{}", answer.text);
        }
        let asks = scene.asks();
        let page = scene.browser.open_once(&authorize(&asks)).await;
        assert!(page.location().contains("code="));
        assert_eq!(page.headers["pragma"], "no-cache");
        let kept = provider.get("/jwks", None).await;
        assert!(!kept.headers.contains_key("pragma"), "{:?}", kept.headers);
    })
    .await;
}
