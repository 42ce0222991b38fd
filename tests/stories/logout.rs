//! An app signs its person out (OpenID Connect RP-Initiated Logout 1.0).

use std::time::Duration;

use lanyard::protocol::client::Kind;
use lanyard::protocol::ids::SignInId;
use lanyard::protocol::registration::Draft;
use lanyard::store::audit::{self, Filter};
use lanyard::store::sign_ins;

use crate::world::browser::form_request;
use crate::world::seed::register;
use crate::world::{
    Browser, CALLBACK, PASSWORD, Page, Provider, RelyingParty, Scene, everywhere, protocol,
};

pub const BYE: &str = "https://rp.example/bye";
const SCOPES: &[&str] = &["profile"];

/// Mara has an account, Harbour Notes is registered with [`BYE`], and nobody has signed in yet.
pub async fn scene(provider: &Provider) -> Scene {
    let user = provider.add_user("mara").await;
    let app = app(provider, "Harbour Notes").await;
    let basic = provider.basic(&app.client_id, app.secret.as_deref().unwrap());
    Scene {
        provider: provider.clone(),
        user,
        browser: Browser::new(provider),
        app,
        basic,
    }
}

pub async fn app(provider: &Provider, name: &str) -> RelyingParty {
    let draft = Draft {
        redirect_uris: vec![CALLBACK.into()],
        post_logout_redirect_uris: vec![BYE.into(), "https://rp.example/bye?lang=en".into()],
        scope: Some("openid profile email offline_access".into()),
        homepage: Some("https://rp.example/".into()),
        first_party: true,
        ..Draft::new(name, Kind::Web)
    };
    let (id, secret) = provider.register(draft).await;
    RelyingParty::discover(provider, &id, Some(&secret)).await
}

/// The ID token of a sign-in to the app.
pub async fn id_token(scene: &mut Scene, login: &str) -> String {
    let started = scene.app.start(SCOPES, &[]);
    let mut page = scene.browser.open(&started.url).await;
    if page.path() == "/login" {
        page = scene.browser.log_in(&page, login).await;
    }
    let code = scene.app.code(&started, &page);
    scene.app.redeem(&started, &code).await.unwrap().id_token
}

/// Signs in beside whoever is there.
pub async fn sign_in_also(browser: &mut Browser, login: &str) {
    let page = browser.open("/login?another=1").await;
    let fields = [("login", login), ("password", PASSWORD)];
    let page = browser.submit(&page, "login-form", None, &fields).await;
    assert_eq!(page.path(), "/account", "{}", page.html);
}

pub fn end_session(fields: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(fields);
    format!("/end-session?{}", query.finish())
}

/// Whose account page opens; nobody's when it asks for a sign-in.
pub async fn who(browser: &mut Browser) -> Option<String> {
    let page = browser.open("/account").await;
    (page.path() == "/account").then(|| page.text(".values dd bdi"))
}

/// The `sid` of an ID token.
fn sid(id_token: &str) -> SignInId {
    use base64::Engine;
    let payload = id_token.split('.').nth(1).unwrap();
    let json = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(payload);
    let claims: serde_json::Value = serde_json::from_slice(&json.unwrap()).unwrap();
    claims["sid"].as_str().unwrap().parse().unwrap()
}

async fn end_reason(provider: &Provider, id: SignInId) -> Option<String> {
    let job = provider
        .app
        .db
        .read(move |c| Box::pin(sign_ins::by_id(c, id)));
    job.await.unwrap().unwrap().end_reason
}

const STATE: &str = "a b&c=d%?é\"'<>";

#[tokio::test]
async fn an_app_that_proves_itself_signs_its_person_out_and_gets_them_back() {
    everywhere(async |provider| {
        let mut scene = scene(&provider).await;
        let hint = id_token(&mut scene, "mara").await;
        let fields = [
            ("id_token_hint", &*hint),
            ("post_logout_redirect_uri", BYE),
            ("state", STATE),
        ];
        let page = scene.browser.open(&end_session(&fields)).await;
        assert_eq!(page.status, 303, "{}", page.html);
        let query = page.url.strip_prefix("https://rp.example/bye?").unwrap();
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        assert_eq!(pairs, [("state".into(), STATE.into())], "and nothing else");
        assert!(page.headers.contains_key("clear-site-data"));

        // They are out, and the app cannot get them in without them.
        assert_eq!(who(&mut scene.browser).await, None);
        let silently = scene.app.start(SCOPES, &[("prompt", "none")]);
        let page = scene.browser.open(&silently.url).await;
        assert_eq!(page.query("error").as_deref(), Some("login_required"));
        let reason = end_reason(&provider, sid(&hint)).await;
        assert_eq!(reason.as_deref(), Some("signed-out-by-app"));

        // Once more changes nothing, asks nothing, and leads back.
        let page = scene.browser.open(&end_session(&fields)).await;
        assert!(page.url.starts_with(BYE), "{}", page.url);

        // Without state there is none; with a query of its own it is kept.
        let hint = id_token(&mut scene, "mara").await;
        let fields = [
            ("id_token_hint", &*hint),
            ("post_logout_redirect_uri", "https://rp.example/bye?lang=en"),
            ("client_id", &scene.app.client_id),
            ("ui_locales", "de en"),
            ("logout_hint", "mara"),
        ];
        let page = scene.browser.open(&end_session(&fields)).await;
        assert_eq!(page.url, "https://rp.example/bye?lang=en");
        assert_eq!(who(&mut scene.browser).await, None);
    })
    .await;
}

#[tokio::test]
async fn the_audit_names_the_app_and_the_devices_page_says_it() {
    everywhere(async |provider| {
        let mut scene = scene(&provider).await;
        let hint = id_token(&mut scene, "mara").await;
        scene
            .browser
            .open(&end_session(&[("id_token_hint", &*hint)]))
            .await;
        let filter = Filter {
            acts: vec!["sign-in.ended"],
            ..Filter::default()
        };
        let job = provider
            .app
            .db
            .read(move |c| Box::pin(async move { audit::list(c, &filter, 9).await }));
        let rows = job.await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].details["asked_by"], *scene.app.client_id);
        assert_eq!(rows[0].details["reason"], "signed-out-by-app");
        let mara = scene.user.id.to_string();
        assert_eq!(
            (rows[0].actor.as_str(), rows[0].actor_id.as_deref()),
            ("person", Some(&*mara))
        );
        scene.browser.sign_in("mara").await;
        let page = scene.browser.open("/account/sessions").await;
        assert!(
            page.html.contains("Signed out through an app."),
            "{}",
            page.html
        );
    })
    .await;
}

#[tokio::test]
async fn a_hint_is_good_long_after_it_expired_and_its_key_retired() {
    everywhere(async |provider| {
        let mut scene = scene(&provider).await;
        let login = scene.browser.open("/login").await;
        let fields = [
            ("login", "mara"),
            ("password", PASSWORD),
            ("remember", "yes"),
        ];
        scene
            .browser
            .submit(&login, "login-form", None, &fields)
            .await;
        let hint = id_token(&mut scene, "mara").await;
        let now = provider.clock.now();
        provider
            .app
            .keys
            .rotate_now(&provider.app.db, now)
            .await
            .unwrap();
        // A remembered sign-in lasts for 30 days; somebody looks in now and then.
        for _ in 0..14 {
            provider.clock.advance(Duration::from_hours(48));
            let now = provider.clock.now();
            provider
                .app
                .keys
                .refresh(&provider.app.db, now)
                .await
                .unwrap();
            assert!(who(&mut scene.browser).await.is_some());
        }
        let fields = [("id_token_hint", &*hint), ("post_logout_redirect_uri", BYE)];
        let page = scene.browser.open(&end_session(&fields)).await;
        assert_eq!(page.url, BYE, "{}", page.html);
        assert_eq!(who(&mut scene.browser).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_request_that_proves_nothing_asks_first() {
    everywhere(async |provider| {
        let mut scene = scene(&provider).await;
        let hint = id_token(&mut scene, "mara").await;
        let id = scene.app.client_id.clone();
        let fields = [
            ("client_id", &*id),
            ("post_logout_redirect_uri", BYE),
            ("state", STATE),
        ];
        let page = scene.browser.open(&end_session(&fields)).await;
        assert_eq!(
            (page.path(), page.heading().as_str()),
            ("/logout", "Sign out?")
        );
        assert!(
            page.text("#asking").contains("Harbour Notes"),
            "{}",
            page.html
        );
        assert!(page.html.contains("mara@example.org"));
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.contains("form-action 'self' https://rp.example;"),
            "{policy}"
        );
        assert!(!page.url.contains("rp.example") && !page.url.contains(&hint));

        // Staying changes nothing and tells the app nothing.
        assert_eq!(page.attribute("#stay", "href").as_deref(), Some("/account"));
        assert!(who(&mut scene.browser).await.is_some());

        let page = scene
            .browser
            .submit(&page, "logout-form", Some("confirm-logout"), &[])
            .await;
        let query = page.url.strip_prefix("https://rp.example/bye?").unwrap();
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        assert_eq!(pairs, [("state".into(), STATE.into())]);
        assert_eq!(who(&mut scene.browser).await, None);
        let reason = end_reason(&provider, sid(&hint)).await;
        assert_eq!(reason.as_deref(), Some("signed-out-by-app"));
    })
    .await;
}

#[tokio::test]
async fn whoever_names_no_address_ends_on_the_signed_out_page() {
    everywhere(async |provider| {
        let mut scene = scene(&provider).await;
        for fields in [
            vec![],
            vec![("state", "x")],
            vec![("logout_hint", "mara"), ("ui_locales", "fr")],
        ] {
            id_token(&mut scene, "mara").await;
            let page = scene.browser.open(&end_session(&fields)).await;
            assert_eq!(page.path(), "/logout", "{fields:?}");
            let page = scene
                .browser
                .submit(&page, "logout-form", Some("confirm-logout"), &[])
                .await;
            assert_eq!(page.path(), "/logged-out", "{}", page.html);
            assert_eq!(page.text("#signed-out"), "You are signed out");
            assert!(!page.has("#back"));
        }
        // With a hint nobody is asked, and the way back is offered.
        let hint = id_token(&mut scene, "mara").await;
        let fields = [("id_token_hint", &*hint), ("state", "x")];
        let page = scene.browser.open(&end_session(&fields)).await;
        assert_eq!(page.path(), "/logged-out");
        assert_eq!(page.text("#back"), "Back to Harbour Notes");
        assert_eq!(
            page.attribute("#back", "href").as_deref(),
            Some("https://rp.example/")
        );
        assert_eq!(who(&mut scene.browser).await, None);
        // And when nobody is there to begin with.
        let page = scene.browser.open("/end-session").await;
        assert_eq!(page.path(), "/logged-out");
    })
    .await;
}

async fn two_people(provider: &Provider) -> (Scene, String) {
    let mut scene = scene(provider).await;
    provider.add_user("noor").await;
    let hint = id_token(&mut scene, "mara").await;
    sign_in_also(&mut scene.browser, "noor").await;
    (scene, hint)
}

const MARA: &str = "Mara Lindqvist";
const NOOR: &str = "Noor Lindqvist";

#[tokio::test]
async fn one_of_several_accounts_ends_and_the_others_stay() {
    everywhere(async |provider| {
        // The one that waits.
        let (mut scene, hint) = two_people(&provider).await;
        let fields = [("id_token_hint", &*hint), ("post_logout_redirect_uri", BYE)];
        let page = scene.browser.open(&end_session(&fields)).await;
        assert_eq!(page.url, BYE, "{}", page.html);
        assert_eq!(who(&mut scene.browser).await.as_deref(), Some(NOOR));
        let choose = scene.browser.open("/logout").await;
        assert!(!choose.html.contains("mara@"), "{}", choose.html);

        // The one in use, with nowhere to go.
        let hint = {
            sign_in_also(&mut scene.browser, "mara").await;
            id_token(&mut scene, "mara").await
        };
        let page = scene
            .browser
            .open(&end_session(&[("id_token_hint", &*hint)]))
            .await;
        assert_eq!(page.path(), "/logged-out");
        assert_eq!(
            page.text("#signed-out"),
            "Some accounts are still signed in"
        );
        assert!(page.html.contains("noor@example.org") && !page.html.contains("mara@"));
        assert!(page.has("#back"));
    })
    .await;
}

#[tokio::test]
async fn the_page_for_several_accounts_offers_the_one_that_is_meant() {
    everywhere(async |provider| {
        let (mut scene, hint) = two_people(&provider).await;
        // Mara signed out and in again: the hint is of a sign-in that is not here.
        scene
            .browser
            .open(&end_session(&[("id_token_hint", &*hint)]))
            .await;
        sign_in_also(&mut scene.browser, "mara").await;
        sign_in_also(&mut scene.browser, "noor").await;
        let id = scene.app.client_id.clone();
        let hinted = [
            ("client_id", &*id),
            ("logout_hint", "mara@example.org"),
            ("post_logout_redirect_uri", BYE),
        ];
        let proven = [
            ("id_token_hint", &*hint),
            ("post_logout_redirect_uri", BYE),
            ("state", "s"),
        ];
        let of_nobody = [
            ("client_id", &*id),
            ("logout_hint", "<b>"),
            ("post_logout_redirect_uri", BYE),
        ];
        for (fields, meant, other) in [
            (&hinted[..], "mara@example.org", "noor@example.org"),
            (&proven[..], "mara@example.org", "noor@example.org"),
            (&of_nobody[..], "noor@example.org", "mara@example.org"),
        ] {
            let page = scene.browser.open(&end_session(fields)).await;
            assert_eq!(page.path(), "/logout");
            assert_eq!(
                page.texts("main p strong bdi")[1..],
                [meant, other],
                "{}",
                page.html
            );
        }
        let page = scene.browser.open(&end_session(&proven)).await;
        let page = scene
            .browser
            .submit(&page, "logout-form", Some("logout-this"), &[])
            .await;
        assert_eq!(page.url, format!("{BYE}?state=s"));
        assert_eq!(who(&mut scene.browser).await.as_deref(), Some(NOOR));

        sign_in_also(&mut scene.browser, "mara").await;
        let page = scene.browser.open(&end_session(&hinted)).await;
        let page = scene
            .browser
            .submit(&page, "logout-form", Some("confirm-logout"), &[])
            .await;
        assert_eq!(page.url, BYE);
        assert_eq!(who(&mut scene.browser).await, None);
        assert!(!scene.browser.open("/login").await.html.contains(MARA));
    })
    .await;
}

#[tokio::test]
async fn a_form_of_the_app_is_answered_by_a_redirect_that_brings_the_cookies() {
    everywhere(async |provider| {
        let mut scene = scene(&provider).await;
        let hint = id_token(&mut scene, "mara").await;
        let long = "s".repeat(6_000);
        for state in ["short", &*long] {
            let hint = match state {
                "short" => hint.clone(),
                _ => id_token(&mut scene, "mara").await,
            };
            let fields = [
                ("id_token_hint", &*hint),
                ("post_logout_redirect_uri", BYE),
                ("state", state),
            ];
            let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
            // SameSite=Lax: another site's form comes without them.
            let mut bare = Browser::new(&provider);
            let request = form_request(
                "/end-session",
                &fields,
                "cross-site",
                Some("https://rp.example"),
            );
            let page = bare.send(request).await;
            assert_eq!(page.status, 303, "{}", page.html);
            let onward = page.location();
            assert!(
                !onward.contains(&hint) && onward.len() < 2_200,
                "{}",
                onward.len()
            );
            assert!(
                bare.jar.is_empty(),
                "a browser that has cookies of its own keeps them"
            );
            let path = onward.strip_prefix(crate::world::ISSUER).unwrap_or(&onward);
            let page = scene.browser.open(path).await;
            assert_eq!(page.url, format!("{BYE}?state={state}"));
            assert_eq!(who(&mut scene.browser).await, None);
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_not_in_order_leads_nowhere_and_signs_nobody_out() {
    protocol(async |provider| {
        let mut scene = scene(&provider).await;
        let hint = id_token(&mut scene, "mara").await;
        let other = app(&provider, "Dockyard CI").await.client_id;
        let id = scene.app.client_id.clone();
        let unregistered = format!("{BYE}?foo=bar");
        for (fields, cause) in [
            (
                vec![
                    ("id_token_hint", &*hint),
                    ("post_logout_redirect_uri", &*unregistered),
                ],
                "Post-logout redirect URI does not match",
            ),
            (
                vec![
                    ("client_id", &*id),
                    ("post_logout_redirect_uri", "https://evil.example/"),
                ],
                "Post-logout redirect URI does not match",
            ),
            (
                vec![("client_id", &*id), ("post_logout_redirect_uri", CALLBACK)],
                "Post-logout redirect URI does not match",
            ),
            (vec![("post_logout_redirect_uri", BYE)], "Unknown client"),
            (
                vec![("post_logout_redirect_uri", BYE), ("logout_hint", "mara")],
                "Unknown client",
            ),
            (
                vec![
                    ("client_id", "nobody-aaaaaa"),
                    ("post_logout_redirect_uri", BYE),
                ],
                "Unknown client",
            ),
            (vec![("client_id", "nobody-aaaaaa")], "Unknown client"),
            (
                vec![
                    ("client_id", &*other),
                    ("id_token_hint", &*hint),
                    ("post_logout_redirect_uri", BYE),
                ],
                "ID token hint not valid",
            ),
            (
                vec![("id_token_hint", "x"), ("post_logout_redirect_uri", BYE)],
                "ID token hint not valid",
            ),
            (
                vec![("id_token_hint", &*hint), ("state", "a"), ("state", "b")],
                "Parameter repeated",
            ),
        ] {
            let page = scene.browser.open(&end_session(&fields)).await;
            is_refused(&page, cause);
            assert!(!page.html.contains("evil.example"), "{}", page.html);
            assert!(page.has("#sign-out"), "{}", page.html);
            assert!(who(&mut scene.browser).await.is_some(), "{fields:?}");
        }
        // All the same they can sign out here.
        let page = scene
            .browser
            .open(&end_session(&[("id_token_hint", "x")]))
            .await;
        let way = page.attribute("#sign-out", "href").unwrap();
        let page = scene.browser.open(&way).await;
        assert_eq!(page.path(), "/logout");
        scene
            .browser
            .submit(&page, "logout-form", Some("confirm-logout"), &[])
            .await;
        assert_eq!(who(&mut scene.browser).await, None);
        let page = scene
            .browser
            .open(&end_session(&[("id_token_hint", "x")]))
            .await;
        is_refused(&page, "ID token hint not valid");
        assert!(!page.has("#sign-out"));
    })
    .await;
}

pub fn is_refused(page: &Page, cause: &str) {
    assert_eq!(page.status, 400, "{}", page.url);
    assert_eq!(
        page.text("#error-heading"),
        "This sign-out link does not work"
    );
    assert_eq!(page.text("#error-cause"), cause);
    assert!(!page.headers.contains_key("location"));
}

/// The owner meets the error signed out, as whoever has just signed out does: they come back to that very page, with their part of it.
#[tokio::test]
async fn b5_an_owner_who_signs_in_from_the_sign_out_error_comes_back_to_it() {
    protocol(async |provider| {
        let mara = provider.add_user("mara").await;
        let draft = Draft {
            redirect_uris: vec![CALLBACK.into()],
            post_logout_redirect_uris: vec![BYE.into()],
            ..Draft::new("Harbour Notes", Kind::Web)
        };
        let (id, _) = register(&provider.app, draft, Some(mara.id)).await;
        let slash = format!("{BYE}/");
        let fields = [("client_id", &*id), ("post_logout_redirect_uri", &*slash)];
        let posted = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        for by_post in [false, true] {
            let mut browser = Browser::new(&provider);
            let error = if by_post {
                let request = form_request("/end-session", &posted, "cross-site", None);
                browser.send(request).await
            } else {
                browser.open(&end_session(&fields)).await
            };
            is_refused(&error, "Post-logout redirect URI does not match");
            let link = error.attribute("#owner-sign-in a", "href").expect("a link");
            let page = browser.open(&link).await;
            let page = browser.log_in(&page, "mara").await;
            assert_eq!(page.path(), "/apps/refused", "{}", page.html);
            is_refused(&page, "Post-logout redirect URI does not match");
            let reference = error.text("#error-reference");
            assert_eq!(page.text("#error-reference"), reference);
            assert!(
                page.text("#owner").contains("a slash at the end"),
                "{}",
                page.html
            );
            assert!(!page.has("#owner-sign-in"));
        }

        // Mended meanwhile: the app's page says so, and nobody was signed out by looking.
        let mut browser = Browser::new(&provider);
        let error = browser.open(&end_session(&fields)).await;
        let link = error.attribute("#owner-sign-in a", "href").expect("a link");
        let mut owner = Browser::new(&provider);
        owner.sign_in("mara").await;
        let form = owner.open(&format!("/apps/{id}/edit")).await;
        let mended = [("post_logout_redirect_uris", &*slash)];
        owner.submit(&form, "app-form", None, &mended).await;
        let page = browser.open(&link).await;
        let page = browser.log_in(&page, "mara").await;
        assert_eq!(page.path(), format!("/apps/{id}"), "{}", page.html);
        assert!(
            page.html.contains("That request would be accepted now."),
            "{}",
            page.html
        );
        assert!(who(&mut browser).await.is_some());
    })
    .await;
}

#[tokio::test]
async fn the_owner_reads_what_came_and_what_is_registered() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let form = browser.open("/apps/new/web").await;
        let fields = [
            ("name", "Harbour Notes"),
            ("redirect_uris", CALLBACK),
            ("post_logout_redirect_uris", BYE),
        ];
        let page = browser.submit(&form, "app-form", None, &fields).await;
        let id = page.text("#client-id");
        let slash = format!("{BYE}/");
        let fields = [("client_id", &*id), ("post_logout_redirect_uri", &*slash)];
        let page = browser.open(&end_session(&fields)).await;
        is_refused(&page, "Post-logout redirect URI does not match");
        let owner = page.text("#owner");
        assert!(
            owner.contains(BYE) && owner.contains("a slash at the end"),
            "{owner}"
        );
        assert!(
            owner.contains("RP-Initiated Logout §3") && owner.contains("After sign-out"),
            "{owner}"
        );
        let shown = browser.open(&format!("/apps/{id}")).await;
        assert!(
            shown
                .text("#recent-errors")
                .contains("Post-logout redirect URI does not match"),
            "{}",
            shown.html
        );

        // The page for people leads requests of apps to where they belong.
        let page = browser
            .open(&format!(
                "/logout?client_id={id}&post_logout_redirect_uri=https://evil.example/"
            ))
            .await;
        is_refused(&page, "Post-logout redirect URI does not match");
        let page = browser
            .open(&format!(
                "/logout?client_id={id}&post_logout_redirect_uri={BYE}"
            ))
            .await;
        assert_eq!(page.path(), "/logout");
        assert!(page.has("#asking"));
    })
    .await;
}

#[tokio::test]
async fn an_app_that_changed_meanwhile_is_judged_anew() {
    protocol(async |provider| {
        let mut scene = scene(&provider).await;
        id_token(&mut scene, "mara").await;
        let id = scene.app.client_id.clone();
        let fields = [("client_id", &*id), ("post_logout_redirect_uri", BYE)];
        let page = scene.browser.open(&end_session(&fields)).await;
        let now = provider.clock.now();
        let client: lanyard::protocol::ids::ClientId = id.parse().unwrap();
        let job = provider.app.db.write(move |c| {
            let client = client.clone();
            Box::pin(async move { lanyard::store::clients::disable(c, &client, now).await })
        });
        job.await.unwrap();
        provider.app.clients.changed(&id.parse().unwrap());
        let page = scene
            .browser
            .submit(&page, "logout-form", Some("confirm-logout"), &[])
            .await;
        assert_eq!(
            page.path(),
            "/logged-out",
            "signed out, and nobody is sent there"
        );
        assert_eq!(who(&mut scene.browser).await, None);
        is_refused(
            &scene.browser.open(&end_session(&fields)).await,
            "Client disabled",
        );
    })
    .await;
}

#[tokio::test]
async fn the_endpoint_is_advertised() {
    protocol(async |provider| {
        let document = provider
            .get("/.well-known/openid-configuration", None)
            .await
            .json();
        let endpoint = document["end_session_endpoint"].as_str().unwrap();
        assert_eq!(
            endpoint,
            format!("{}/end-session", document["issuer"].as_str().unwrap())
        );
    })
    .await;
}
