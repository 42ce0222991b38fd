//! UN: text that is not what it looks like.

use lanyard::store::users;

use super::*;
use crate::world::everywhere;

const SQL: [&str; 12] = [
    "' OR '1'='1",
    "' OR 1=1 --",
    "'; DROP TABLE users; --",
    "') UNION SELECT 1,2,3 --",
    "\" OR \"\"=\"",
    "1; SELECT pg_sleep(10)",
    "' || (SELECT secret FROM seal_key) || '",
    "\\'; --",
    "admin'/*",
    "$1",
    "%' AND 1=0 UNION ALL SELECT password_hash FROM users --",
    "x' AND randomblob(1000000000) --",
];

#[tokio::test]
async fn un_01_sql_in_a_parameter_is_text() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let before = provider.dump().await;
        for sql in SQL {
            for name in [
                "client_id",
                "redirect_uri",
                "scope",
                "state",
                "nonce",
                "login_hint",
                "id_token_hint",
                "claims",
                "flow",
            ] {
                let page = scene.ask(&with(scene.asks(), [(name, sql)])).await;
                assert!(page.status.as_u16() < 500, "{name}={sql}");
            }
            for name in [
                "code",
                "refresh_token",
                "client_id",
                "grant_type",
                "scope",
                "token",
                "redirect_uri",
            ] {
                let form = with(redeems_nothing(), [(name, sql)]);
                for path in ["/token", "/introspect", "/revoke"] {
                    let fields = form.iter().map(|(name, value)| (*name, value.as_str()));
                    let answer = provider.post(path, fields, Some(&scene.basic)).await;
                    assert!(
                        answer.status.as_u16() < 500,
                        "{path} {name}={sql}: {}",
                        answer.text
                    );
                }
            }
            let basic = provider.basic(sql, sql);
            refused(
                &provider
                    .post("/token", [("grant_type", "x")], Some(&basic))
                    .await,
                401,
                "invalid_client",
            );
            let path: String = form_urlencoded::byte_serialize(sql.as_bytes()).collect();
            for page in [
                format!("/apps/{path}"),
                format!("/account/apps/{path}/remove"),
                format!("/apps/new/{path}"),
            ] {
                assert_eq!(scene.browser.open(&page).await.status, 404, "{page}");
            }
        }
        assert_eq!(provider.dump().await, before);
        // The sign-in form: counted as failures, and nobody is let in.
        for sql in &SQL[..3] {
            let mut browser = Browser::new(&provider);
            let page = browser.open("/login").await;
            let page = browser
                .submit(
                    &page,
                    "login-form",
                    None,
                    &[("login", sql), ("password", sql)],
                )
                .await;
            assert_eq!(page.status, 422, "{sql}");
        }
        let page = scene
            .browser
            .open(&format!(
                "/account/security/password?{}",
                SQL[0].replace(' ', "+")
            ))
            .await;
        assert_eq!(page.status, 200);
    })
    .await;
}

fn redeems_nothing() -> Fields {
    Fields::from([
        ("grant_type", "authorization_code".into()),
        ("code", "lyc_x".into()),
        ("token", "x".into()),
    ])
}

/// No statement is put together from parts at run time: every one is a constant of `store`, prepared in a test there.
#[test]
fn un_01_no_statement_is_made_of_parts() {
    let store = concat!(env!("CARGO_MANIFEST_DIR"), "/src/store");
    let files = std::fs::read_dir(store)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    for file in files.filter(|path| path.extension().is_some_and(|kind| kind == "rs")) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let source = std::fs::read_to_string(&file).unwrap();
        // Migrations and the databases of tests; nothing of a request is near either.
        if ["testing.rs", "schema.rs", "sqlite.rs", "postgres.rs"].contains(&name.as_str()) {
            continue;
        }
        assert!(
            !source.contains("AssertSqlSafe") && !source.contains("QueryBuilder"),
            "{name}"
        );
    }
}

async fn signing_up(provider: &Provider, name: &str, email: &str) -> Page {
    let mut browser = Browser::new(provider);
    let page = browser.open("/sign-up").await;
    browser
        .submit(
            &page,
            "sign-up-form",
            None,
            &[("name", name), ("email", email), ("password", PASSWORD)],
        )
        .await
}

async fn registering(browser: &mut Browser, name: &str) -> Page {
    let page = browser.open("/apps/new/web").await;
    browser
        .submit(
            &page,
            "app-form",
            None,
            &[("name", name), ("redirect_uris", CALLBACK)],
        )
        .await
}

#[tokio::test]
async fn un_05_names_of_apps_do_not_mix_alphabets() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        for name in ["pаypal", "Аpple ID", "gооgle"] {
            assert_eq!(registering(&mut browser, name).await.status, 422, "{name}");
        }
        // Nor is one easily taken for the house, in whatever alphabet.
        for name in [
            "Lanyard",
            "LANYARD",
            "Ꮮanyard",
            "lаnyаrd",
            "l\u{430}ny\u{430}rd",
            "Lanyаrd",
            "Ｌanyard",
        ] {
            assert_eq!(registering(&mut browser, name).await.status, 422, "{name}");
        }
        for name in ["Hafen-Notizen", "Пристань", "港のメモ", "Σημειώσεις"] {
            assert_eq!(registering(&mut browser, name).await.status, 200, "{name}");
        }
        // An address that looks like another person's is another one, and not a second login of theirs.
        assert_eq!(
            signing_up(&provider, "Mara", "mаra@example.org")
                .await
                .status,
            422
        );
        assert_eq!(provider.count("users").await, 1);
    })
    .await;
}

#[tokio::test]
async fn un_06_names_that_are_none() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        for name in [
            "",
            " ",
            "\u{200b}\u{feff}",
            "\u{202e}",
            "\t\n",
            &"x".repeat(200),
            &"a\u{301}".repeat(200),
        ] {
            assert_eq!(
                registering(&mut browser, name).await.status,
                422,
                "{name:?}"
            );
            assert_eq!(
                signing_up(&provider, name, "new@example.org").await.status,
                422,
                "{name:?}"
            );
        }
        for email in [
            "",
            "x",
            "@",
            "a@",
            "@b",
            "a@b@c.org",
            "a b@c.org",
            "\"a\\r\\nBcc: x\"@c.org",
            "a@c.org\nBcc: x@y.org",
            "a@[127.0.0.1]",
            "a@c.org,b@c.org",
            "<a@c.org>",
            &format!("{}@c.org", "x".repeat(400)),
            "a@localhost\0",
        ] {
            let page = signing_up(&provider, "New", email).await;
            assert!(
                matches!(page.status.as_u16(), 400 | 422),
                "EM-10: {email:?}: {}",
                page.status
            );
        }
        assert_eq!(provider.count("users").await, 1);
        assert_eq!(provider.count("client").await, 0);
    })
    .await;
}

#[tokio::test]
async fn un_08_what_cannot_be_seen_is_not_kept() {
    everywhere(async |provider| {
        let hidden = [
            "\u{202e}",
            "\u{200b}",
            "\u{feff}",
            "\u{7}",
            "\u{2066}",
            "\u{e0041}",
            "\u{85}",
            "\u{2028}",
        ];
        let name = format!("Iris{} Ek{}", hidden.concat(), hidden.concat());
        let page = signing_up(&provider, &name, "iris@example.org").await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        let said = "Characters that cannot be seen were left out";
        assert!(page.text("#notice").contains(said), "{}", page.html);
        let kept = provider.user("iris@example.org").await.name;
        assert_eq!(kept, "Iris Ek");
        let mut browser = Browser::new(&provider);
        let page = browser.open("/login").await;
        let page = browser
            .submit(
                &page,
                "login-form",
                None,
                &[("login", "IRIS@example.org"), ("password", PASSWORD)],
            )
            .await;
        assert_eq!(page.path(), "/account");
        let form = browser.open("/account/edit").await;
        let typed = [("name", name.as_str())];
        let page = browser.submit(&form, "profile-form", None, &typed).await;
        assert!(page.text("#notice").contains(said), "{}", page.html);
        assert_eq!(provider.user("iris@example.org").await.name, "Iris Ek");
        let shown = registering(&mut browser, &format!("Harbour{} Notes", hidden.concat())).await;
        assert_eq!(shown.status, 200, "{}", shown.html);
        assert!(shown.text("#notice").contains(said), "{}", shown.html);
        for hidden in hidden {
            assert!(!shown.html.contains(hidden), "{hidden:?}");
        }
        let edit = shown.attribute("#edit", "href").expect("a link");
        let form = browser.open(&edit).await;
        let typed = format!("Harbour{} Pages", hidden.concat());
        let page = browser
            .submit(&form, "app-form", None, &[("name", &typed)])
            .await;
        assert_eq!(page.heading(), "Harbour Pages", "{}", page.html);
        assert!(page.text("#notice").contains(said), "{}", page.html);
        // On the way to an app, the next page says it.
        let app = RelyingParty::registered(&provider, "Harbour Notes").await;
        let mut browser = Browser::new(&provider);
        let page = browser.open(&app.start(&["profile"], &[]).url).await;
        let link = page
            .attribute("a[href^='/sign-up']", "href")
            .expect("a link");
        let form = browser.open(&link).await;
        let fields = [
            ("name", name.as_str()),
            ("email", "una@example.org"),
            ("password", PASSWORD),
        ];
        let page = browser.submit(&form, "sign-up-form", None, &fields).await;
        assert_eq!(page.path(), "/sign-up/welcome", "{}", page.html);
        assert!(page.text("#notice").contains(said), "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn un_09_a_number_is_not_another_text() {
    everywhere(async |provider| {
        // SQLite would take 1e3 and 1000 for the same without STRICT tables.
        for login in ["1000", "1e3", "0x3e8", "01000"] {
            let mut user = provider.add_user("x").await;
            user.login = login.to_owned();
            user.id = lanyard::protocol::ids::UserId(uuid::Uuid::now_v7());
            user.email = None;
            let row = user.clone();
            let (x, now) = (provider.user("x").await.id, provider.clock.now());
            let job = provider.app.db.write(move |c| {
                Box::pin(async move {
                    users::remove(c, x, now).await?;
                    users::insert(c, &row).await
                })
            });
            job.await.unwrap();
            assert_eq!(provider.user(login).await.id, user.id);
        }
        assert_eq!(provider.count("users").await, 4);
    })
    .await;
}

#[tokio::test]
async fn un_10_nested_names_are_refused() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let asks = encoded(&scene.asks());
        for nested in [
            "scope[]=admin",
            "client_id[$ne]=x",
            "redirect_uri[0]=https://evil.example",
            "state[a][b]=x",
            "prompt%5B%5D=none",
        ] {
            stays_here(
                &scene
                    .browser
                    .open(&format!("/authorize?{asks}&{nested}"))
                    .await,
            );
            let mut request = raw_post("/token", format!("grant_type=client_credentials&{nested}"));
            request
                .headers_mut()
                .insert(header::AUTHORIZATION, scene.basic.parse().unwrap());
            refused(&provider.send(request).await, 400, "invalid_request");
        }
    })
    .await;
}
