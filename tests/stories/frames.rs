//! Apps in frames of the browser: told of a sign-out (OpenID Connect Front-Channel Logout 1.0), and watching the session (OpenID Connect
//! Session Management 1.0). Both are off unless the operator switched them on.

use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use axum::http::header;
use lanyard::config::SessionMode;
use lanyard::protocol::client::Kind;
use lanyard::protocol::ids::SignInId;
use lanyard::protocol::registration::Draft;
use lanyard::store::{sign_in_clients, users};

use crate::world::matrix::{each_engine_with, protocol};
use crate::world::scene::{authorize, with};
use crate::world::{Browser, CALLBACK, ISSUER, PASSWORD, Page, Provider, RelyingParty, Scene};

const STATE: &str = "__Host-lanyard-state";

async fn with_frames(story: impl AsyncFn(Provider)) {
    for mode in [SessionMode::Database, SessionMode::Cookie] {
        each_engine_with(mode, |settings| settings.logout.frames = true, &story).await;
    }
}

/// An app with a page for frames.
async fn framed(provider: &Provider, name: &str, out: Option<&str>) -> RelyingParty {
    let mut draft = Draft::new(name, Kind::Web);
    draft.redirect_uris = vec![CALLBACK.into()];
    draft.logout.frontchannel_logout_uri = out.map(str::to_owned);
    let (id, secret) = provider.register(draft).await;
    RelyingParty::discover(provider, &id, Some(&secret)).await
}

/// What a frame in a page of another site gets: only the cookie that browsers send there.
async fn watch(provider: &Provider, browser: &Browser) -> (Page, String) {
    let mut frame = Browser::new(provider);
    frame.jar = browser.jar.clone();
    frame.jar.retain(|name, _| name == STATE);
    let page = frame.open_once("/session/check").await;
    assert_eq!(page.status, 200, "{}", page.html);
    let state = page.attribute("body", "data-state").unwrap();
    let asked = frame.open_once("/session/state").await;
    assert_eq!((asked.status.as_u16(), &asked.html), (200, &state));
    (page, state)
}

/// What the frame answers to the app (§3.2).
fn holds(client: &str, session_state: &str, browser_state: &str) -> bool {
    let (hash, salt) = session_state.split_once('.').unwrap();
    let text = format!("{client} https://rp.example {browser_state} {salt}");
    let own = digest(&SHA256, text.as_bytes());
    let own: String = own
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    hash == own
}

/// The `session_state` of a new answer to the app.
async fn asks(browser: &mut Browser, app: &RelyingParty) -> String {
    let started = app.start(&["profile"], &[("prompt", "none")]);
    let page = browser.open(&started.url).await;
    page.query("session_state").expect("a session_state")
}

async fn press(browser: &mut Browser, button: &str) -> Page {
    let page = browser.open("/logout").await;
    browser
        .submit(&page, "logout-form", Some(button), &[])
        .await
}

#[tokio::test]
async fn without_the_setting_there_are_no_frames() {
    protocol(async |provider| {
        let app = framed(&provider, "Harbour Notes", Some("https://rp.example/out")).await;
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in_to(&app, "mara", &["profile"]).await;
        let started = app.start(&["profile"], &[]);
        let page = browser.open(&started.url).await;
        assert_eq!(page.query("session_state"), None);
        assert!(!browser.jar.contains_key(STATE));
        let metadata = provider
            .get("/.well-known/openid-configuration", None)
            .await;
        assert!(
            !metadata.text.contains("frontchannel") && !metadata.text.contains("check_session")
        );
        for path in ["/session/check", "/session/state"] {
            assert_eq!(browser.open_once(path).await.status, 404, "{path}");
        }
        let page = press(&mut browser, "confirm-logout").await;
        assert!(page.has("#signed-out"), "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn an_app_sees_in_its_frame_that_somebody_signed_out() {
    with_frames(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let client = scene.app.client_id.clone();
        let given = asks(&mut scene.browser, &scene.app).await;
        let (_, state) = watch(&provider, &scene.browser).await;
        assert!(!state.is_empty() && holds(&client, &given, &state));
        assert!(!holds("another", &given, &state), "it is for one client");
        // Using the pages, and proving it again, changes nothing; each answer has a salt of its own.
        scene.browser.open("/account").await;
        let again = asks(&mut scene.browser, &scene.app).await;
        assert_ne!(again, given);
        let page = scene.browser.open("/login?another=1").await;
        scene.browser.log_in(&page, "mara").await;
        let (_, state) = watch(&provider, &scene.browser).await;
        assert!(holds(&client, &given, &state) && holds(&client, &again, &state));

        // Nor does an app that wants a fresher sign-in than there is.
        provider.clock.advance(Duration::from_secs(60));
        let fresh = [("prompt", "none"), ("max_age", "10")];
        let started = scene.app.start(&["profile"], &fresh);
        let page = scene.browser.open(&started.url).await;
        assert_eq!(page.query("error").as_deref(), Some("login_required"));
        assert!(holds(
            &client,
            &page.query("session_state").unwrap(),
            &state
        ));
        assert_eq!(watch(&provider, &scene.browser).await.1, state);

        press(&mut scene.browser, "confirm-logout").await;
        assert!(!scene.browser.jar.contains_key(STATE));
        let (_, state) = watch(&provider, &scene.browser).await;
        assert!(!holds(&client, &given, &state));
        // §2: the answer that nobody is here has one too, which holds until somebody is.
        let nobody = asks(&mut scene.browser, &scene.app).await;
        assert!(holds(
            &client,
            &nobody,
            &watch(&provider, &scene.browser).await.1
        ));
        scene.browser.sign_in("mara").await;
        let (_, state) = watch(&provider, &scene.browser).await;
        assert!(!holds(&client, &nobody, &state) && !holds(&client, &given, &state));
    })
    .await;
}

#[tokio::test]
async fn another_account_in_front_is_a_change_and_so_is_one_that_leaves() {
    with_frames(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let noor = provider.add_user("noor").await.id.to_string();
        let client = scene.app.client_id.clone();
        let given = asks(&mut scene.browser, &scene.app).await;
        let page = scene.browser.open("/login?another=1").await;
        scene.browser.log_in(&page, "noor").await;
        let (_, noors) = watch(&provider, &scene.browser).await;
        assert!(!holds(&client, &given, &noors));
        let mara = scene.user.id.to_string();
        let page = scene.browser.open("/login?choose=1").await;
        let fields = [("account", &mara[..])];
        scene
            .browser
            .submit(&page, "account-form", None, &fields)
            .await;
        let (_, maras) = watch(&provider, &scene.browser).await;
        assert!(maras != noors && !holds(&client, &given, &maras));
        // Noor's apps have to look when she leaves, although Mara is in front.
        let page = scene.browser.open("/login?choose=1").await;
        let fields = [("sign_out", &noor[..])];
        scene
            .browser
            .submit(&page, "account-form", None, &fields)
            .await;
        let (_, after) = watch(&provider, &scene.browser).await;
        assert!(after != maras && !after.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_sign_in_that_ends_elsewhere_is_seen_in_the_frame_too() {
    with_frames(async |provider| {
        let scene = Scene::new(&provider).await;
        let (_, before) = watch(&provider, &scene.browser).await;
        assert!(!before.is_empty());
        let (id, now) = (scene.user.id, provider.clock.now());
        let db = &provider.app.db;
        let job = db.write(move |c| Box::pin(async move { users::disable(c, id, now).await }));
        job.await.unwrap();
        assert_eq!(watch(&provider, &scene.browser).await.1, "");
        let job = db.write(move |c| Box::pin(async move { users::enable(c, id, now).await }));
        job.await.unwrap();
        assert_eq!(
            watch(&provider, &scene.browser).await.1,
            "",
            "it does not come back"
        );
    })
    .await;
    with_frames(async |provider| {
        let scene = Scene::new(&provider).await;
        let (_, before) = watch(&provider, &scene.browser).await;
        // Looking at the frame is no use of the session.
        for _ in 0..3 {
            provider.clock.advance(Duration::from_secs(11 * 60));
            watch(&provider, &scene.browser).await;
        }
        assert_eq!(
            watch(&provider, &scene.browser).await.1,
            "",
            "idle, before {before}"
        );
    })
    .await;
}

#[tokio::test]
async fn ss_12_the_cookie_of_the_frame_signs_nobody_in() {
    with_frames(async |provider| {
        let scene = Scene::new(&provider).await;
        let line = scene.browser.last_cookie(STATE).to_owned();
        let attributes: Vec<_> = line.split("; ").skip(1).collect();
        assert_eq!(
            attributes,
            ["Path=/", "HttpOnly", "SameSite=None", "Secure"]
        );
        let mut thief = Browser::new(&provider);
        let value = scene.browser.jar[STATE].clone();
        thief.jar.insert(STATE.to_owned(), value.clone());
        assert_eq!(thief.open("/account").await.path(), "/login");
        // The others are as they were.
        for name in scene.browser.jar.keys().filter(|name| *name != STATE) {
            assert!(
                scene.browser.last_cookie(name).contains("SameSite=Lax"),
                "{name}"
            );
        }
        // One that is not ours is none.
        let other = if &value[40..41] == "A" { "B" } else { "A" };
        let forged = format!("{}{other}{}", &value[..40], &value[41..]);
        for junk in ["x", "", &forged, &"A".repeat(3000)] {
            let mut browser = scene.browser.clone();
            browser.jar.insert(STATE.to_owned(), junk.to_owned());
            assert_eq!(watch(&provider, &browser).await.1, "", "{junk}");
            // And is replaced when an app is answered.
            asks(&mut browser, &scene.app).await;
            assert_ne!(watch(&provider, &browser).await.1, "", "{junk}");
        }
    })
    .await;
}

#[tokio::test]
async fn cr_08_only_the_frame_that_watches_may_be_framed() {
    with_frames(async |provider| {
        let scene = Scene::new(&provider).await;
        let (page, _) = watch(&provider, &scene.browser).await;
        let policy = page.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap();
        assert!(
            policy.starts_with("default-src 'none'; script-src 'nonce-"),
            "{policy}"
        );
        assert!(policy.contains("connect-src 'self'") && !policy.contains("frame-ancestors"));
        assert!(!page.headers.contains_key(header::X_FRAME_OPTIONS));
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
        let mut browser = scene.browser.clone();
        let state = browser.open_once("/session/state").await;
        for page in [&page, &state] {
            let cors = page
                .headers
                .keys()
                .any(|name| name.as_str().starts_with("access-control"));
            assert!(!cors && !page.headers.contains_key(header::SET_COOKIE));
        }
        for path in [
            "/",
            "/account",
            "/logout",
            "/session/state",
            "/session/other",
        ] {
            let page = browser.open_once(path).await;
            let policy = page.headers[header::CONTENT_SECURITY_POLICY]
                .to_str()
                .unwrap();
            assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_session_state_comes_with_every_way_of_answering_a_page_of_the_web() {
    with_frames(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let (_, state) = watch(&provider, &scene.browser).await;
        let client = scene.app.client_id.clone();
        let query = scene.ask(&scene.asks()).await.query("session_state");
        assert!(holds(&client, &query.unwrap(), &state));
        let page = scene
            .ask(&with(scene.asks(), [("response_mode", "fragment")]))
            .await;
        let (_, fragment) = page.url.split_once('#').unwrap();
        assert!(fragment.contains("&session_state="), "{fragment}");
        let page = scene
            .ask(&with(scene.asks(), [("response_mode", "form_post")]))
            .await;
        let (_, fields) = page.form("answer", None);
        let posted = fields.iter().find(|(name, _)| name == "session_state");
        assert!(holds(&client, &posted.unwrap().1, &state));
        let page = scene
            .ask(&with(scene.asks(), [("response_mode", "jwt")]))
            .await;
        assert_eq!(
            page.query("session_state"),
            None,
            "it is in the signed answer"
        );
        // Plain OAuth knows no session, and other errors say nothing of it.
        for more in [("scope", "profile"), ("prompt", "none login")] {
            let page = scene.ask(&with(scene.asks(), [more])).await;
            assert_eq!(page.query("session_state"), None, "{}", page.url);
        }
        assert_eq!(authorize(&scene.asks()).matches("session_state").count(), 0);
    })
    .await;
}

/// The addresses of the frames of a page, by their titles.
fn frames(page: &Page) -> Vec<(String, String)> {
    let document = scraper::Html::parse_document(&page.html);
    let selector = scraper::Selector::parse("iframe").unwrap();
    let frames = document.select(&selector).map(|frame| frame.value());
    let text = |name: Option<&str>| name.unwrap_or_default().to_owned();
    frames
        .map(|frame| (text(frame.attr("title")), text(frame.attr("data-app"))))
        .collect()
}

async fn framed_at(provider: &Provider, sign_in: &str) -> Vec<(String, bool)> {
    let id = SignInId(sign_in.parse().unwrap());
    let job = provider
        .app
        .db
        .read(move |c| Box::pin(async move { sign_in_clients::of_sign_in(c, id).await }));
    let parts = job.await.unwrap().into_iter();
    parts
        .map(|part| (part.client_name, part.framed_at.is_some()))
        .collect()
}

/// The `sid` of an ID token.
fn sid(id_token: &str) -> String {
    use base64::Engine as _;
    let payload = id_token.split('.').nth(1).unwrap();
    let claims = base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(payload)
        .unwrap();
    let claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
    claims["sid"].as_str().expect("a sid").to_owned()
}

#[tokio::test]
async fn lo_04_the_apps_of_the_sign_in_are_told_in_frames_before_the_browser_goes_on() {
    with_frames(async |provider| {
        let out = "https://rp.example/out?tenant=1";
        let notes = framed(&provider, "Harbour <Notes>", Some(out)).await;
        let silent = framed(&provider, "Silent", None).await;
        let elsewhere = framed(&provider, "Elsewhere", Some("https://rp.example/other")).await;
        for login in ["mara", "noor"] {
            provider.add_user(login).await;
        }
        let (mut mara, mut noor) = (Browser::new(&provider), Browser::new(&provider));
        let tokens = mara.sign_in_to(&notes, "mara", &["profile"]).await;
        mara.sign_in_to(&silent, "mara", &["profile"]).await;
        noor.sign_in_to(&elsewhere, "noor", &["profile"]).await;

        let page = press(&mut mara, "confirm-logout").await;
        assert_eq!(
            (page.status.as_u16(), page.heading()),
            (200, "Signing out of your apps".into())
        );
        let sid = sid(&tokens.id_token);
        let issuer: String = form_urlencoded::byte_serialize(ISSUER.as_bytes()).collect();
        let expected = (
            "Signing out of Harbour <Notes>".to_owned(),
            format!("{out}&iss={issuer}&sid={sid}"),
        );
        let address = expected.1.replace('&', "&#38;");
        assert_eq!(frames(&page), [expected]);
        // Without a script each begins with a document of its own, so that the page has loaded whether the app answers or not.
        let begins = page.attribute("iframe", "src").unwrap();
        let begins = begins.strip_prefix("data:text/html,").unwrap();
        let begins = percent_encoding::percent_decode_str(begins).decode_utf8();
        let expected = format!("<meta http-equiv=\"refresh\" content=\"1;url={address}\">");
        assert_eq!(begins.unwrap(), expected);
        let policy = page.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap();
        assert!(
            policy.contains("; frame-src data: https://rp.example;"),
            "{policy}"
        );
        let onward = page.attribute("#onward", "href").unwrap();
        assert!(onward.ends_with("/logged-out"), "{onward}");
        let refresh = page.headers[header::REFRESH].to_str().unwrap();
        assert_eq!(refresh, format!("3;url={onward}"), "without a script");
        let told = [
            ("Harbour <Notes>".to_owned(), true),
            ("Silent".to_owned(), false),
        ];
        assert_eq!(framed_at(&provider, &sid).await, told);
        assert!(mara.open(&onward).await.has("#signed-out"));
        // Once: there is nothing left to end.
        assert!(frames(&mara.open("/logout").await).is_empty());
        assert_eq!(noor.open("/account").await.path(), "/account");
    })
    .await;
}

#[tokio::test]
async fn an_app_that_signs_its_people_out_gets_them_back_after_the_frames() {
    with_frames(async |provider| {
        let bye = "https://rp.example/bye";
        let mut draft = Draft::new("Harbour Notes", Kind::Web);
        draft.redirect_uris = vec![CALLBACK.into()];
        draft.post_logout_redirect_uris = vec![bye.into()];
        let (id, secret) = provider.register(draft).await;
        let asking = RelyingParty::discover(&provider, &id, Some(&secret)).await;
        let other = framed(&provider, "Other", Some("https://rp.example/out")).await;
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in_to(&other, "mara", &["profile"]).await;
        let tokens = browser.sign_in_to(&asking, "mara", &["profile"]).await;
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("id_token_hint", &tokens.id_token)
            .append_pair("post_logout_redirect_uri", bye)
            .append_pair("state", "a b&c")
            .finish();
        let page = browser.open(&format!("/end-session?{query}")).await;
        assert_eq!(page.heading(), "Signing out of your apps", "{}", page.html);
        let titles: Vec<_> = frames(&page).into_iter().map(|(title, _)| title).collect();
        assert_eq!(titles, ["Signing out of Other"]);
        let onward = page.attribute("#onward", "href").unwrap();
        let (address, query) = onward.split_once('?').unwrap();
        let state = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect::<Vec<_>>();
        assert_eq!(
            (address, state),
            (bye, vec![("state".into(), "a b&c".into())])
        );
        assert_eq!(watch(&provider, &browser).await.1, "");
    })
    .await;
}

#[tokio::test]
async fn everybody_who_leaves_takes_their_apps_along() {
    with_frames(async |provider| {
        let notes = framed(&provider, "Notes", Some("https://rp.example/out")).await;
        for login in ["mara", "noor"] {
            provider.add_user(login).await;
        }
        let mut browser = Browser::new(&provider);
        let maras = browser.sign_in_to(&notes, "mara", &["profile"]).await;
        let page = browser.open("/login?another=1").await;
        browser.log_in(&page, "noor").await;
        let started = notes.start(&["profile"], &[]);
        let page = browser.open(&started.url).await;
        let page = browser.approve(&page).await;
        let code = notes.code(&started, &page);
        let noors = notes.redeem(&started, &code).await.expect("tokens");
        let page = press(&mut browser, "confirm-logout").await;
        let mut told: Vec<_> = frames(&page)
            .into_iter()
            .map(|(_, address)| address.rsplit_once("sid=").unwrap().1.to_owned())
            .collect();
        told.sort();
        let mut expected = vec![sid(&maras.id_token), sid(&noors.id_token)];
        expected.sort();
        assert_eq!(told, expected);
    })
    .await;
}

#[tokio::test]
async fn lo_08_a_page_has_a_bounded_number_of_frames_and_says_so() {
    with_frames(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        for number in 0..27 {
            let out = format!("https://rp.example/out{number}");
            let app = framed(&provider, &format!("App {number}"), Some(&out)).await;
            browser.sign_in_to(&app, "mara", &["profile"]).await;
        }
        let page = press(&mut browser, "confirm-logout").await;
        assert_eq!(frames(&page).len(), 24);
        assert!(
            page.text("#left-out")
                .starts_with("3 more apps are not told")
        );
        let policy = page.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap();
        assert_eq!(policy.matches("https://rp.example").count(), 1, "{policy}");
        // The password is still good for another sign-in, which begins without apps.
        let page = browser.open("/login").await;
        let fields = [("login", "mara"), ("password", PASSWORD)];
        browser.submit(&page, "login-form", None, &fields).await;
        assert!(
            press(&mut browser, "confirm-logout")
                .await
                .has("#signed-out")
        );
    })
    .await;
}
