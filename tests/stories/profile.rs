//! What people say of themselves.

use crate::world::{Browser, RelyingParty, everywhere, protocol};

#[tokio::test]
async fn a_profile_is_edited_by_its_person_and_apps_see_it() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let page = browser.open("/account/edit").await;
        assert_eq!(
            page.attribute("#name", "value").as_deref(),
            Some("Mara Lindqvist")
        );
        let typed = [
            ("name", "Mara L."),
            ("birthdate", "1990-05-17"),
            ("phone_number", "+46 70 123 45 67"),
            ("nickname", "Mo"),
            ("website", "mara.example"),
            ("street_address", "Strandvägen 1\r\nc/o Bo"),
            ("postal_code", "114 51"),
            ("locality", "Stockholm"),
            ("country", "Sverige"),
            ("locale", "sv_se"),
            ("zoneinfo", "Europe/Stockholm"),
        ];
        let page = browser.submit(&page, "profile-form", None, &typed).await;
        assert_eq!(
            (page.path(), &*page.text("#notice")),
            ("/account", "Your profile is saved.")
        );
        let values = page.texts("dl dd bdi");
        for said in [
            "Mara L.",
            "Mo",
            "1990-05-17",
            "https://mara.example",
            "Strandvägen 1, c/o Bo, 114 51, Stockholm, Sverige",
            "sv-SE",
            "Europe/Stockholm",
        ] {
            assert!(
                values.iter().any(|value| value == said),
                "{said}: {values:?}"
            );
        }
        let user = provider.user("mara").await;
        assert_eq!(user.name, "Mara L.");
        assert_eq!(user.claims["birthdate"], "1990-05-17");
        let address = serde_json::json!({
            "street_address": "Strandvägen 1\nc/o Bo",
            "postal_code": "114 51",
            "locality": "Stockholm",
            "country": "Sverige",
        });
        assert_eq!(user.claims["address"], address, "OIDC Core §5.1.1");
        assert!(user.email.is_some(), "nothing else changed");
        let audit = provider.dump().await["audit"].concat();
        assert!(audit.contains("account.changed"), "{audit}");
        assert!(!audit.contains("Strandv"), "what differs, not how");

        // An empty field takes the claim away.
        let page = browser.open("/account/edit").await;
        let page = browser
            .submit(
                &page,
                "profile-form",
                None,
                &[
                    ("zoneinfo", ""),
                    ("street_address", " \r\n"),
                    ("postal_code", ""),
                    ("locality", " "),
                    ("country", ""),
                ],
            )
            .await;
        assert_eq!(page.path(), "/account");
        let claims = provider.user("mara").await.claims;
        assert!(
            !claims.contains_key("zoneinfo") && !claims.contains_key("address"),
            "{claims:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_profile_is_said_at_once_and_what_was_typed_stays() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let page = browser.open("/account/edit").await;
        let long = "a".repeat(129);
        let typed = [
            ("name", " "),
            ("birthdate", "17 May"),
            ("website", "javascript:alert(1)"),
            ("locale", "english, please"),
            ("phone_number", "070 123"),
            ("zoneinfo", "Europe/Atlantis"),
            ("region", &long),
            ("admin", "true"),
            ("email_verified", "true"),
        ];
        let before = provider.dump().await;
        let page = browser.submit(&page, "profile-form", None, &typed).await;
        assert_eq!(page.status, 422);
        assert_eq!(
            page.texts("#errors li").len(),
            7,
            "{:?}",
            page.texts("#errors li")
        );
        assert!(page.text("#birthdate-error").contains("such as 1990-05-17"));
        assert_eq!(
            page.attribute("#birthdate", "value").as_deref(),
            Some("17 May")
        );
        assert_eq!(provider.dump().await, before, "nothing was stored");
        let typed = [
            ("admin", "true"),
            ("login", "root"),
            ("email", "x@example.org"),
        ];
        let page = browser.open("/account/edit").await;
        browser.submit(&page, "profile-form", None, &typed).await;
        let user = provider.user("mara").await;
        assert!(
            !user.admin && user.login == "mara",
            "a form sets what it shows"
        );
    })
    .await;
}

#[tokio::test]
async fn a_verified_number_is_not_a_new_one() {
    protocol(async |provider| {
        let app = RelyingParty::registered(&provider, "Harbour Notes").await;
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let page = browser.open("/account/edit").await;
        let typed = [("phone_number", "+46 70 123 45 67")];
        browser.submit(&page, "profile-form", None, &typed).await;
        let started = app.start(&["phone"], &[]);
        let page = browser.open(&started.url).await;
        assert!(
            page.text(".scopes").contains("+46 70 123 45 67"),
            "{}",
            page.html
        );
        assert!(
            !provider
                .user("mara")
                .await
                .claims
                .contains_key("phone_number_verified")
        );
    })
    .await;
}

#[tokio::test]
async fn a_profile_is_changed_so_often_and_then_later() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let page = browser.open("/account/edit").await;
        for count in 0..30 {
            let typed = [("nickname", &*format!("Mo {count}"))];
            let saved = browser.submit(&page, "profile-form", None, &typed).await;
            assert_eq!(saved.path(), "/account", "{count}");
        }
        let typed = [("nickname", "Mo 30")];
        let page = browser.submit(&page, "profile-form", None, &typed).await;
        assert_eq!(page.status, 429);
        assert!(
            page.text("#errors").contains("Wait an hour"),
            "{}",
            page.html
        );
        assert_eq!(
            page.attribute("#nickname", "value").as_deref(),
            Some("Mo 30"),
            "what was typed stays"
        );
        assert_eq!(provider.user("mara").await.claims["nickname"], "Mo 29");
        // What changes nothing is not counted, and an hour later there is room.
        let page = browser.open("/account/edit").await;
        let page = browser.submit(&page, "profile-form", None, &[]).await;
        assert_eq!(page.path(), "/account");
        provider.clock.advance(std::time::Duration::from_hours(1));
        browser.sign_in("mara").await;
        let page = browser.open("/account/edit").await;
        browser.submit(&page, "profile-form", None, &typed).await;
        assert_eq!(provider.user("mara").await.claims["nickname"], "Mo 30");
    })
    .await;
}
