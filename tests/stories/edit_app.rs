//! A developer changes what is registered about an app.

use lanyard::store::clients;

use crate::world::browser::replace;
use crate::world::matrix::everywhere_with;
use crate::world::seed::add_user_with;
use crate::world::{Browser, CALLBACK, Letters, PASSWORD, Page, Provider, RelyingParty, protocol};

/// Registers a web app on the page; its path and secret.
async fn register(browser: &mut Browser, fields: &[(&str, &str)]) -> (String, String) {
    let form = browser.open("/apps/new/web").await;
    let page = browser.submit(&form, "app-form", None, fields).await;
    let secret = page.attribute("#secret", "value").expect("the secret");
    (format!("/apps/{}", page.text("#client-id")), secret)
}

async fn client(provider: &Provider, path: &str) -> lanyard::protocol::client::Client {
    let id = path.strip_prefix("/apps/").unwrap().parse().unwrap();
    let job = provider
        .app
        .db
        .read(move |c| Box::pin(async move { clients::by_id(c, &id).await }));
    job.await.unwrap().expect("the app is there")
}

async fn save(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Page {
    let form = browser.open(&format!("{path}/edit")).await;
    browser.submit(&form, "app-form", None, fields).await
}

#[tokio::test]
async fn b4_whatever_is_registered_can_be_changed() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let fields = [("name", "Harbour Notes"), ("redirect_uris", CALLBACK)];
        let (path, secret) = register(&mut browser, &fields).await;
        let id = path.strip_prefix("/apps/").unwrap();

        // Nothing is changed, nothing changes.
        let before = client(&provider, &path).await;
        let page = save(&mut browser, &path, &[]).await;
        assert_eq!(page.path(), path, "{}", page.html);
        let same = client(&provider, &path).await;
        assert_eq!(
            (&before.name, &before.metadata),
            (&same.name, &same.metadata)
        );

        let changed = [
            ("name", "Harbour Pages"),
            ("homepage", "https://rp.example"),
            ("policy", "https://rp.example/privacy"),
            ("terms", "https://rp.example/terms"),
            (
                "redirect_uris",
                "https://rp.example/cb\r\nhttp://localhost:3000/cb",
            ),
            ("post_logout_redirect_uris", "https://rp.example/bye"),
            ("backchannel_logout_uri", "https://hooks.example/out"),
            ("backchannel_logout_session_required", "1"),
            ("frontchannel_logout_uri", "https://rp.example/out"),
            ("frontchannel_logout_session_required", "1"),
            ("scope", "email"),
            ("more_scopes", "notes:read"),
            ("profile", "oidc"),
            ("id_token_claims", "scopes"),
            ("id_token_signed_response_alg", "ES256"),
            ("token_endpoint_auth_method", "client_secret_post"),
            ("access_token_format", "jwt"),
            ("access_token_signed_response_alg", "RS256"),
            ("allowed_origins", "https://www.rp.example"),
        ];
        let page = save(&mut browser, &path, &changed).await;
        assert_eq!(page.path(), path, "{}", page.html);
        let now = serde_json::to_value(client(&provider, &path).await.metadata).unwrap();
        for (member, value) in [
            ("homepage", serde_json::json!("https://rp.example")),
            (
                "policy_uri",
                serde_json::json!("https://rp.example/privacy"),
            ),
            ("tos_uri", serde_json::json!("https://rp.example/terms")),
            (
                "redirect_uris",
                serde_json::json!(["https://rp.example/cb", "http://localhost:3000/cb"]),
            ),
            (
                "post_logout_redirect_uris",
                serde_json::json!(["https://rp.example/bye"]),
            ),
            (
                "logout",
                serde_json::json!({
                    "backchannel_logout_uri": "https://hooks.example/out", "backchannel_logout_session_required": true,
                    "frontchannel_logout_uri": "https://rp.example/out", "frontchannel_logout_session_required": true,
                }),
            ),
            ("profile", serde_json::json!("oidc")),
            ("id_token_claims", serde_json::json!("scopes")),
            ("id_token_signed_response_alg", serde_json::json!("ES256")),
            ("auth_method", serde_json::json!("client_secret_post")),
            ("access_token_format", serde_json::json!("jwt")),
            (
                "access_token_signed_response_alg",
                serde_json::json!("RS256"),
            ),
            (
                "allowed_origins",
                serde_json::json!(["https://www.rp.example"]),
            ),
        ] {
            assert_eq!(now[member], value, "{member}");
        }
        assert_eq!(client(&provider, &path).await.name, "Harbour Pages");
        let said = page.text("#backchannel-logout");
        assert_eq!(said, "https://hooks.example/out");
        assert_eq!(page.text("#frontchannel-logout"), "https://rp.example/out");
        let basic = provider.basic(id, &secret);
        let form = [("grant_type", "authorization_code"), ("code", "x")];
        let answer = provider.post("/token", form, Some(&basic)).await;
        assert_eq!(answer.status, 401, "only in the form, from now on");

        // The form shows what is registered now.
        let form = browser.open(&format!("{path}/edit")).await;
        assert_eq!(
            form.attribute("#name", "value").as_deref(),
            Some("Harbour Pages")
        );
        assert!(
            form.text("#post_logout_redirect_uris")
                .contains("https://rp.example/bye")
        );
        assert_eq!(
            form.attribute("#more_scopes", "value").as_deref(),
            Some("notes:read")
        );
        assert_eq!(
            form.attribute("#backchannel_logout_uri", "value")
                .as_deref(),
            Some("https://hooks.example/out")
        );
        // What is emptied is gone.
        let emptied = [
            ("post_logout_redirect_uris", ""),
            ("backchannel_logout_uri", ""),
            ("frontchannel_logout_uri", ""),
            ("homepage", ""),
            ("allowed_origins", ""),
        ];
        save(&mut browser, &path, &emptied).await;
        let metadata = client(&provider, &path).await.metadata;
        assert!(metadata.post_logout_redirect_uris.is_empty());
        let logout = &metadata.logout;
        assert!(logout.backchannel_logout_uri.is_none() && logout.frontchannel_logout_uri.is_none());
        assert!(logout.backchannel_logout_session_required, "still checked");
        assert!(metadata.homepage.is_none() && metadata.allowed_origins.is_empty());
    })
    .await;
}

#[tokio::test]
async fn b4_a_form_of_before_brings_nothing_back() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let fields = [
            ("name", "Harbour Notes"),
            (
                "redirect_uris",
                "https://rp.example/cb\nhttps://rp.example/hijacked",
            ),
            (
                "post_logout_redirect_uris",
                "https://rp.example/hijacked-too",
            ),
            ("more_scopes", "notes:admin"),
        ];
        let (path, _) = register(&mut browser, &fields).await;

        // Two windows: one takes away, the other one had been filled before.
        let before = browser.open(&format!("{path}/edit")).await;
        let removal = [
            ("redirect_uris", CALLBACK),
            ("post_logout_redirect_uris", ""),
            ("more_scopes", ""),
        ];
        save(&mut browser, &path, &removal).await;
        let stale = [("name", "Harbour Pages")];
        let page = browser.submit(&before, "app-form", None, &stale).await;
        assert_eq!(page.status, 409, "{}", page.html);
        let said = page.text("#errors");
        assert!(said.contains("nothing was saved"), "{said}");
        assert!(
            page.text("#redirect_uris-error").contains(CALLBACK),
            "{}",
            page.html
        );
        assert_eq!(
            page.attribute("#name", "value").as_deref(),
            Some("Harbour Pages"),
            "kept"
        );
        let now = client(&provider, &path).await;
        assert_eq!(now.name, "Harbour Notes");
        let registered = serde_json::to_string(&now.metadata).unwrap();
        assert!(!registered.contains("hijacked") && !registered.contains("notes:admin"));

        // Having seen that, they decide: the same form again is a choice of theirs.
        let (_, fields) = page.form("app-form", None);
        let fields = replace(fields, &[("redirect_uris", CALLBACK), ("more_scopes", "")]);
        let fields = replace(fields, &[("post_logout_redirect_uris", "")]);
        let page = browser.post(&format!("{path}/edit"), &fields).await;
        assert_eq!(page.path(), path, "{}", page.html);
        assert_eq!(client(&provider, &path).await.name, "Harbour Pages");

        // A form without a version is one of before, too.
        let fields = replace(fields, &[("version", "")]);
        let page = browser.post(&format!("{path}/edit"), &fields).await;
        assert_eq!(page.status, 409);
    })
    .await;
}

#[tokio::test]
async fn b4_mistakes_keep_what_was_typed_and_name_the_line() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let fields = [("name", "Harbour Notes"), ("redirect_uris", CALLBACK)];
        let (path, _) = register(&mut browser, &fields).await;
        let wrong = [
            ("name", ""),
            (
                "redirect_uris",
                "https://rp.example/cb\nhttp://rp.example/cb",
            ),
            ("post_logout_redirect_uris", "https://rp.example/#x"),
            ("policy", "javascript:alert(1)"),
            ("backchannel_logout_uri", "http://rp.example/out"),
            ("frontchannel_logout_uri", "javascript:alert(1)"),
            ("allowed_origins", "https://ok.example/path"),
        ];
        let page = save(&mut browser, &path, &wrong).await;
        assert_eq!(page.status, 422);
        for id in [
            "name",
            "redirect_uris",
            "post_logout_redirect_uris",
            "policy",
            "backchannel_logout_uri",
            "frontchannel_logout_uri",
            "allowed_origins",
        ] {
            assert!(page.has(&format!("#{id}-error")), "{id}: {}", page.html);
        }
        assert!(page.text("#redirect_uris-error").contains("Line 2"));
        assert_eq!(
            page.attribute("#policy", "value").as_deref(),
            Some("javascript:alert(1)")
        );
        assert_eq!(client(&provider, &path).await.name, "Harbour Notes");
    })
    .await;
}

#[tokio::test]
async fn dr_04_dr_13_an_owner_cannot_take_what_administrators_give() {
    protocol(async |provider| {
        add_user_with(&provider.app, "root", PASSWORD, |user| user.admin = true).await;
        provider.add_user("mara").await;
        provider.add_user("iris").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let fields = [
            ("name", "Harbour Notes"),
            ("redirect_uris", CALLBACK),
            ("audiences", "https://payroll.example"),
            ("vetted", "1"),
        ];
        let (path, _) = register(&mut browser, &fields).await;
        let form = browser.open(&format!("{path}/edit")).await;
        assert!(!form.has("#audiences"));
        let (_, mut sent) = form.form("app-form", None);
        for (name, value) in [
            ("audiences", "https://payroll.example"),
            ("vetted", "1"),
            ("first_party", "true"),
            ("self_registered", "false"),
            ("grant_types", "client_credentials"),
        ] {
            sent.push((name.to_owned(), value.to_owned()));
        }
        let page = browser.post(&format!("{path}/edit"), &sent).await;
        assert_eq!(page.path(), path, "{}", page.html);
        let metadata = client(&provider, &path).await.metadata;
        assert!(metadata.audiences.is_empty() && !metadata.vetted && !metadata.first_party);
        assert!(metadata.self_registered);

        let mut other = Browser::new(&provider);
        other.sign_in("iris").await;
        assert_eq!(other.open(&format!("{path}/edit")).await.status, 404);
        let page = other.post(&format!("{path}/edit"), &sent).await;
        assert_ne!(page.status, 200, "{}", page.html);

        let mut root = Browser::new(&provider);
        root.sign_in("root").await;
        let given = [("audiences", "https://payroll.example"), ("vetted", "1")];
        let page = save(&mut root, &path, &given).await;
        assert_eq!(page.path(), path, "{}", page.html);
        let metadata = client(&provider, &path).await.metadata;
        assert_eq!(metadata.audiences, ["https://payroll.example"]);
        assert!(metadata.vetted);

        // The owner's next change keeps both, unless people would see another app.
        save(&mut browser, &path, &[("more_scopes", "notes:read")]).await;
        let metadata = client(&provider, &path).await.metadata;
        assert!(metadata.vetted && metadata.audiences == ["https://payroll.example"]);
        save(&mut browser, &path, &[("name", "Payroll")]).await;
        assert!(!client(&provider, &path).await.metadata.vetted);
    })
    .await;
}

#[tokio::test]
async fn fc_02_the_library_chooses_settings_under_which_it_works() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        for (library, profile, claims, said) in [
            ("", "modern", "minimal", ""),
            ("authjs", "modern", "scopes", ""),
            ("authlib", "oidc", "minimal", "code_challenge_method"),
            (
                "passport-openidconnect",
                "oidc",
                "minimal",
                "cannot use PKCE",
            ),
        ] {
            let form = browser.open("/apps/new/web").await;
            let fields = [
                ("name", "Harbour Notes"),
                ("redirect_uris", CALLBACK),
                ("library", library),
            ];
            let page = browser.submit(&form, "app-form", None, &fields).await;
            let path = format!("/apps/{}", page.text("#client-id"));
            assert!(page.html.contains(said), "{library}: {}", page.html);
            assert_eq!(page.has("#pkce"), !said.is_empty(), "{library}");
            let metadata = serde_json::to_value(client(&provider, &path).await.metadata).unwrap();
            assert_eq!(metadata["profile"], profile, "{library}");
            assert_eq!(metadata["id_token_claims"], claims, "{library}");
        }
        // What was chosen by hand counts more.
        let form = browser.open("/apps/new/web").await;
        let fields = [
            ("name", "Harbour Notes"),
            ("redirect_uris", CALLBACK),
            ("library", "authlib"),
            ("profile", "modern"),
        ];
        let page = browser.submit(&form, "app-form", None, &fields).await;
        let path = format!("/apps/{}", page.text("#client-id"));
        let metadata = serde_json::to_value(client(&provider, &path).await.metadata).unwrap();
        assert_eq!(metadata["profile"], "modern");
        let id = path.strip_prefix("/apps/").unwrap();
        let secret = page.attribute("#secret", "value").unwrap();
        let app = RelyingParty::discover(&provider, id, Some(&secret)).await;
        browser.sign_in_to(&app, "mara", &["profile"]).await;
    })
    .await;
}

#[tokio::test]
async fn an_app_asks_for_people_with_a_confirmed_address_where_letters_are_sent() {
    const BOX: &str = "#require_verified_email";
    let asked = ("require_verified_email", "1");
    let letters = Letters::new();
    let settings = |settings: &mut _| letters.arrive(settings);
    everywhere_with(settings, async |site| {
        site.add_user("mara").await;
        let mut browser = Browser::new(&site);
        browser.sign_in("mara").await;
        let fields = [("name", "Harbour Notes"), ("redirect_uris", CALLBACK)];
        let (plain, _) = register(&mut browser, &fields).await;
        let wants = async |path: &str| client(&site, path).await.metadata.require_verified_email;
        assert!(!wants(&plain).await);
        let page = save(&mut browser, &plain, &[asked]).await;
        assert_eq!(page.path(), plain, "{}", page.html);
        assert!(wants(&plain).await);
        // It stays when something else is changed, and goes when it is taken out.
        save(&mut browser, &plain, &[("name", "Harbour Pages")]).await;
        assert!(wants(&plain).await);
        let form = browser.open(&format!("{plain}/edit")).await;
        assert_eq!(form.attribute(BOX, "checked").as_deref(), Some(""));
        let (path, mut fields) = form.form("app-form", None);
        fields.retain(|(name, _)| name != "require_verified_email");
        browser.post(&path, &fields).await;
        assert!(!wants(&plain).await);

        let fields = [("name", "Dock"), ("redirect_uris", CALLBACK), asked];
        let (strict, _) = register(&mut browser, &fields).await;
        assert!(wants(&strict).await);
    })
    .await;
    protocol(async |site| {
        site.add_user("mara").await;
        let mut browser = Browser::new(&site);
        browser.sign_in("mara").await;
        let form = browser.open("/apps/new/web").await;
        assert!(!form.has(BOX), "nobody could confirm one here");
        let fields = [("name", "Dock"), ("redirect_uris", CALLBACK), asked];
        let page = browser.submit(&form, "app-form", None, &fields).await;
        assert_eq!(page.status, 422);
        let said = page.text("#errors");
        assert!(said.contains("nobody could confirm an address"), "{said}");
        assert!(page.has(BOX), "what was typed is kept");
        let (path, _) = register(&mut browser, &fields[..2]).await;
        let page = save(&mut browser, &path, &[asked]).await;
        assert_eq!(page.status, 422);
    })
    .await;
}
