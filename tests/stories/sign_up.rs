//! Creating an account on the hosted page.

use crate::world::{Browser, PASSWORD, RelyingParty, protocol};

#[tokio::test]
async fn a_new_person_arrives_at_the_app_they_came_from() {
    protocol(async |provider| {
        let app = RelyingParty::registered(&provider, "Harbour Notes").await;
        let mut browser = Browser::new(&provider);
        let started = app.start(&["email"], &[]);
        let page = browser.open(&started.url).await;
        let link = page
            .attribute("a[href^='/sign-up']", "href")
            .expect("a link to the sign-up page");
        let page = browser.open(&link).await;
        let fields = [
            ("name", "Iris Ek"),
            ("email", "Iris@Example.org"),
            ("password", PASSWORD),
        ];
        let page = browser.submit(&page, "sign-up-form", None, &fields).await;
        assert_eq!(page.path(), "/sign-up/welcome", "{}", page.html);
        assert_eq!(page.heading(), "Welcome, Iris Ek");
        let onward = page.attribute("#onward", "href").expect("a link");
        let page = browser.open(&onward).await;
        assert_eq!(page.path(), "/consent", "{}", page.html);
        let page = browser.approve(&page).await;
        let tokens = app
            .redeem(&started, &app.code(&started, &page))
            .await
            .unwrap();
        let userinfo = provider
            .get(
                "/userinfo",
                Some(&format!("Bearer {}", tokens.access_token)),
            )
            .await
            .json();
        assert_eq!(
            userinfo["email_verified"], false,
            "nobody has shown that the address is theirs"
        );
    })
    .await;
}

#[tokio::test]
async fn everything_wrong_is_said_at_once_and_nothing_typed_is_lost() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        let form = browser.open("/sign-up").await;
        let page = browser
            .submit(
                &form,
                "sign-up-form",
                None,
                &[
                    ("name", ""),
                    ("email", "not an address"),
                    ("password", "short"),
                ],
            )
            .await;
        assert_eq!(page.status, 422);
        for field in ["name", "email", "password"] {
            assert!(
                page.has(&format!("#errors a[href='#{field}']")),
                "{field}: {}",
                page.text("#errors")
            );
        }
        assert_eq!(
            page.attribute("#email", "value").as_deref(),
            Some("not an address")
        );
        assert_eq!(page.attribute("#password", "value"), None);

        let fields = [
            ("name", "Mara"),
            ("email", "mara@example.org"),
            ("password", PASSWORD),
        ];
        let page = browser.submit(&form, "sign-up-form", None, &fields).await;
        assert_eq!(page.status, 422, "one address, one account");
    })
    .await;
}

#[tokio::test]
async fn au_06_one_address_makes_thirty_accounts_a_minute() {
    protocol(async |provider| {
        let sign_up = async |number: usize| {
            let mut browser = Browser::new(&provider);
            let page = browser.open("/sign-up").await;
            let email = format!("person-{number}@example.org");
            let fields = [
                ("name", "Iris Ek"),
                ("email", &*email),
                ("password", PASSWORD),
            ];
            browser.submit(&page, "sign-up-form", None, &fields).await
        };
        for number in 0..30 {
            assert_eq!(sign_up(number).await.path(), "/account", "{number}");
        }
        let page = sign_up(30).await;
        assert_eq!(page.status, 429, "{}", page.html);
        assert!(
            page.html.contains("person-30@example.org"),
            "what was typed"
        );
        provider.clock.advance(std::time::Duration::from_secs(61));
        assert_eq!(sign_up(30).await.path(), "/account");
    })
    .await;
}
