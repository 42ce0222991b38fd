//! AD-12: who makes the first administrator.

use lanyard::accounts::setup;
use lanyard::config::SessionMode;
use lanyard::http::client_address::Peer;
use lanyard::store::users;

use super::*;
use crate::world::browser::{form_request, replace};
use crate::world::everywhere;
use crate::world::matrix::each_engine;

const ADA: [(&str, &str); 3] = [
    ("name", "Ada Lovelace"),
    ("email", "ada@example.org"),
    ("password", PASSWORD),
];

/// The code that the start of a server prints.
async fn code(provider: &Provider) -> String {
    let code = setup::open(&provider.app.db, provider.clock.now()).await;
    code.unwrap().expect("nobody is here yet").to_string()
}

async fn administrators(provider: &Provider) -> Vec<User> {
    let job = provider
        .app
        .db
        .read(|c| Box::pin(users::list(c, None, 100)));
    let people = job.await.unwrap();
    people.into_iter().filter(|user| user.admin).collect()
}

async fn fill(browser: &mut Browser, code: &str, but: &[(&str, &str)]) -> Page {
    let page = browser.open("/setup").await;
    let (path, fields) = page.form("setup-form", None);
    let fields = replace(replace(fields, &ADA), &[("setup_code", code)]);
    browser.post(&path, &replace(fields, but)).await
}

#[tokio::test]
async fn ad_12_whoever_has_the_code_makes_the_first_administrator_and_nobody_a_second() {
    everywhere(async |provider| {
        let code = code(&provider).await;
        let kept = format!("{:?}", provider.dump().await);
        assert!(!kept.contains(&code), "only its hash is kept");
        let mut browser = Browser::new(&provider);
        let page = browser.open("/").await;
        assert_eq!(page.attribute("#setup", "href").as_deref(), Some("/setup"));

        // Everything wrong at once; what was typed is there again, but the password.
        let wrong = [("name", ""), ("email", "ada"), ("password", "short")];
        let page = fill(&mut browser, &code.to_lowercase(), &wrong).await;
        assert_eq!(page.status, 422);
        assert_eq!(page.texts("#errors li").len(), 3, "{}", page.html);
        let typed = |field| page.attribute(field, "value");
        assert_eq!(typed("#setup_code"), Some(code.to_lowercase()));
        assert_eq!(typed("#email").as_deref(), Some("ada"));
        assert_eq!(typed("#password"), None);

        let page = fill(&mut browser, &code.replace('-', " "), &[]).await;
        assert_eq!(page.path(), "/apps", "{}", page.html);
        assert!(
            page.text("#notice").contains("administrator"),
            "{}",
            page.html
        );
        let made = administrators(&provider).await;
        assert_eq!(made.len(), 1);
        assert_eq!(made[0].login, "ada@example.org");
        assert!(!made[0].email_verified, "nobody looked");
        let audit = provider.dump().await["audit"].join("\n");
        assert!(
            audit.contains("setup.opened") && audit.contains("setup code"),
            "{audit}"
        );
        assert!(!audit.contains(&code));

        // Over: here, at another node, after a restart, for whoever knows the code and for herself.
        let mut stranger = Browser::new(&provider);
        let token = stranger.csrf_of("/sign-up").await;
        for node in [provider.another_node().await, provider.restart().await] {
            for mut browser in [browser.moved_to(&node), stranger.moved_to(&node)] {
                assert_eq!(browser.open("/setup").await.status, 404);
            }
            let fields = replace(Vec::new(), &ADA);
            let fields = replace(fields, &[("setup_code", &code), ("csrf", &token)]);
            let page = stranger.moved_to(&node).post("/setup", &fields).await;
            assert!(page.status.is_client_error());
            assert_eq!(administrators(&node).await.len(), 1);
            let next = setup::open(&node.app.db, node.clock.now()).await.unwrap();
            assert!(next.is_none(), "no code is printed again");
        }
    })
    .await;
}

#[tokio::test]
async fn ad_12_of_many_browsers_at_once_at_two_nodes_one_makes_the_administrator() {
    for mode in [SessionMode::Database, SessionMode::Cookie] {
        each_engine(mode, async |provider| {
            let other = provider.another_node().await;
            let codes = [code(&provider).await, code(&other).await];
            let mut ready = Vec::new();
            for number in 0..6 {
                let node = [&provider, &other][number % 2];
                let mut browser = Browser::new(node);
                let page = browser.open("/setup").await;
                let (path, fields) = page.form("setup-form", None);
                let email = format!("ada{number}@example.org");
                let typed = [("setup_code", &*codes[number % 2]), ("email", &*email)];
                ready.push((browser, path, replace(replace(fields, &ADA), &typed)));
            }
            let mut under_way = tokio::task::JoinSet::new();
            for (mut browser, path, fields) in ready {
                under_way.spawn(async move { browser.post(&path, &fields).await });
            }
            let pages = under_way.join_all().await;
            let made = pages.iter().filter(|page| page.path() == "/apps").count();
            let over = pages.iter().filter(|page| page.status == 404).count();
            assert_eq!((made, over), (1, 5));
            assert_eq!(administrators(&provider).await.len(), 1);
            assert_eq!(provider.count("users").await, 1);
            assert_eq!(provider.count("setup_code").await, 0);
        })
        .await;
    }
}

#[tokio::test]
async fn ad_12_guesses_are_slowed_down_and_keep_nobody_else_out() {
    everywhere(async |provider| {
        let code = code(&provider).await;
        let mut stranger = Browser::new(&provider);
        let form = stranger.open("/setup").await;
        let (path, fields) = form.form("setup-form", None);
        let mut refused = 0;
        for guess in 0..12 {
            let guess = format!("2222-2222-2222-22{}", 22 + guess);
            let typed = replace(replace(fields.clone(), &ADA), &[("setup_code", &guess)]);
            let page = stranger.post(&path, &typed).await;
            assert_eq!(page.path(), "/setup");
            if page.status == 429 {
                assert!(page.headers.contains_key(header::RETRY_AFTER));
                refused += 1;
            } else {
                assert_eq!(page.status, 422, "{}", page.html);
                assert!(page.text("#errors").contains("not right"), "{}", page.html);
            }
        }
        assert!(refused > 5, "{refused}");
        // The right one waits there as well.
        let typed = replace(replace(fields, &ADA), &[("setup_code", &code)]);
        assert_eq!(stranger.post(&path, &typed).await.status, 429);
        // Elsewhere nobody waits.
        let mut ada = Browser::new(&provider);
        let page = ada.open("/setup").await;
        let (path, fields) = page.form("setup-form", None);
        let typed = replace(replace(fields, &ADA), &[("setup_code", &code)]);
        let mut request = form_request(&path, &typed, "same-origin", Some("null"));
        let elsewhere = "203.0.113.9:40000".parse().unwrap();
        request.extensions_mut().insert(Peer(elsewhere));
        assert_eq!(ada.send(request).await.status, 303);
        assert_eq!(administrators(&provider).await.len(), 1);
    })
    .await;
}

/// Sign-up is open on a public address, and somebody is quicker than the operator.
#[tokio::test]
async fn ad_12_a_stranger_who_signs_up_first_administers_nothing_and_learns_nothing() {
    everywhere(async |provider| {
        let code = code(&provider).await;
        let mut eve = Browser::new(&provider);
        let page = eve.open("/sign-up").await;
        let fields = [
            ("name", "Eve"),
            ("email", "ada@example.org"),
            ("password", PASSWORD),
            ("admin", "1"),
        ];
        let page = eve.submit(&page, "sign-up-form", None, &fields).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        assert!(administrators(&provider).await.is_empty());

        // Without the code nobody learns who has an account.
        for email in ["ada@example.org", "nobody@example.org"] {
            for wrong in ["", "2222-2222-2222-2222", "x"] {
                let page = fill(&mut eve, wrong, &[("email", email)]).await;
                assert_eq!(page.status, 422);
                assert_eq!(page.texts("#errors li").len(), 1, "{}", page.html);
                assert!(page.has("#setup_code-error"), "{}", page.html);
            }
        }
        // With it, the operator learns that the address is taken, and uses another one.
        let mut ada = Browser::new(&provider);
        provider.clock.advance(std::time::Duration::from_secs(60));
        let page = fill(&mut ada, &code, &[]).await;
        assert_eq!(page.status, 422, "{}", page.html);
        assert!(page.text("#email-error").contains("There is an account"));
        let page = fill(&mut ada, &code, &[("email", "ada@work.example")]).await;
        assert_eq!(page.path(), "/apps", "{}", page.html);
        let made = administrators(&provider).await;
        assert_eq!(made.len(), 1);
        assert_eq!(made[0].login, "ada@work.example");
    })
    .await;
}

#[tokio::test]
async fn ad_12_a_code_is_good_for_an_hour_and_the_page_says_where_the_next_one_is() {
    everywhere(async |provider| {
        let code = code(&provider).await;
        let mut browser = Browser::new(&provider);
        let form = browser.open("/setup").await;
        provider.clock.advance(setup::CODE_LIFETIME);
        let values = ADA.into_iter().chain([("setup_code", &*code)]);
        let values: Vec<_> = values.collect();
        let page = browser.submit(&form, "setup-form", None, &values).await;
        assert_eq!(page.status, 422);
        assert!(page.html.contains("Restart Lanyard"), "{}", page.html);
        assert!(administrators(&provider).await.is_empty());
        let fresh = self::code(&provider).await;
        assert_ne!(fresh, code);
        assert_eq!(fill(&mut browser, &code, &[]).await.status, 422);
        assert_eq!(fill(&mut browser, &fresh, &[]).await.path(), "/apps");
    })
    .await;
}

/// The code is typed into a form, never part of an address; and another site's form makes nobody.
#[tokio::test]
async fn ad_12_the_code_counts_in_our_own_form_alone() {
    everywhere(async |provider| {
        let code = code(&provider).await;
        let mut browser = Browser::new(&provider);
        let page = browser
            .open(&format!("/setup?setup_code={code}&name=Eve"))
            .await;
        assert_eq!(page.attribute("#setup_code", "value").as_deref(), Some(""));
        let (path, fields) = page.form("setup-form", None);
        let typed = replace(replace(fields, &ADA), &[("setup_code", &code)]);
        let before = provider.dump().await;
        for site in ["cross-site", "same-site"] {
            let page = browser.send(form_request(&path, &typed, site, None)).await;
            assert_eq!(page.status, 403);
        }
        let forged = replace(typed.clone(), &[("csrf", "x")]);
        let page = browser.post(&path, &forged).await;
        assert_eq!(page.status, 403);
        assert!(!page.html.contains(&code), "{}", page.html);
        assert_eq!(provider.dump().await, before);
        assert_eq!(browser.post(&path, &typed).await.path(), "/apps");
    })
    .await;
}
