//! FC-16: a token for one resource server is worth nothing at another.

use lanyard::audit::Actor;
use lanyard::clients::resource_servers as acts;
use lanyard::protocol::client::{AccessTokenFormat, SigningAlg};
use lanyard::protocol::ids::ClientId;
use lanyard::protocol::resource_server::Rules;
use serde_json::json;

use super::{Browser, PASSWORD, refused};
use crate::resources::{ORDERS, PAYROLL, Shop, asked, plain, serve, text};
use crate::world::Provider;
use crate::world::ear::part;
use crate::world::everywhere;
use crate::world::seed::add_user_with;

#[tokio::test]
async fn fc_16_a_resource_server_that_nobody_knows_gets_no_token() {
    everywhere(async |site| {
        let mut shop = Shop::new(&site).await;
        // One that is looked after, though this app may not ask for it, is as unknown to it as any.
        serve(&site, "https://secret.example", plain("secret:read")).await;
        for wrong in [
            "https://secret.example",
            "https://nobody.example",
            "https://orders.example.evil.example",
        ] {
            let started = shop.app.start(&["profile"], &[("resource", wrong)]);
            let page = shop.browser.open(&started.url).await;
            assert_eq!(
                page.query("error").as_deref(),
                Some("invalid_target"),
                "{wrong}"
            );
            let form = shop.code(None).await;
            refused(&shop.token(&form, Some(wrong)).await, 400, "invalid_target");
            // Nothing was spent.
            let answer = shop.token(&form, Some(ORDERS)).await;
            assert_eq!(answer.status, 200, "{}", answer.text);
            let tokens = answer.json();
            refused(
                &shop.refresh(&tokens, Some(wrong)).await,
                400,
                "invalid_target",
            );
            assert_eq!(shop.refresh(&tokens, None).await.status, 200);
        }
        // What was asked for at first is what there is: no other one by the code, nor by the refresh token.
        let form = shop.code(Some(ORDERS)).await;
        refused(
            &shop.token(&form, Some(PAYROLL)).await,
            400,
            "invalid_target",
        );
        let tokens = shop.token(&form, None).await.json();
        assert_eq!(part(text(&tokens, "access_token"), 1)["aud"], ORDERS);
        refused(
            &shop.refresh(&tokens, Some(PAYROLL)).await,
            400,
            "invalid_target",
        );
    })
    .await;
}

#[tokio::test]
async fn fc_16_a_token_for_one_resource_server_is_not_good_at_another() {
    everywhere(async |site| {
        let mut shop = Shop::new(&site).await;
        let mut keepers = Vec::new();
        for (identifier, name) in [(ORDERS, "Orders"), (PAYROLL, "Payroll")] {
            let (id, secret) = site.add_service(name, "api").await;
            let rules = Rules {
                format: Some(AccessTokenFormat::Opaque),
                asks_as: Some(ClientId(id.clone())),
                ..plain(&format!("{}:read", name.to_lowercase()))
            };
            serve(&site, identifier, rules).await;
            keepers.push((identifier, site.basic(&id, &secret)));
        }
        for (identifier, own) in &keepers {
            let tokens = shop.tokens(Some(identifier)).await;
            let access = text(&tokens, "access_token");
            for (other, basic) in &keepers {
                let said = asked(&site, access, basic).await;
                match own == basic {
                    true => assert_eq!(said["aud"], *identifier),
                    false => assert_eq!(said, json!({"active": false}), "{other}"),
                }
            }
            let bearer = format!("Bearer {access}");
            assert_eq!(site.get("/userinfo", Some(&bearer)).await.status, 401);
            let words = asked(&site, access, own).await["scope"].to_string();
            let others = ["orders:read", "payroll:read"].map(|word| words.contains(word));
            assert_eq!(others.iter().filter(|has| **has).count(), 1, "{words}");
            // Nobody asks about its refresh token but the app.
            let refresh = text(&tokens, "refresh_token");
            assert_eq!(asked(&site, refresh, own).await, json!({"active": false}));
        }
    })
    .await;
}

#[tokio::test]
async fn fc_16_what_is_no_longer_issued_for_a_resource_server_counts_no_more() {
    everywhere(async |site| {
        let mut shop = Shop::new(&site).await;
        let jwt = Rules {
            format: Some(AccessTokenFormat::Jwt),
            ..plain("")
        };
        let server = serve(&site, ORDERS, jwt).await;
        let tokens = shop.tokens(Some(ORDERS)).await;
        let access = text(&tokens, "access_token");
        assert_eq!(part(access, 0)["typ"], "JWT");
        assert_eq!(asked(&site, access, &shop.basic).await["active"], true);
        // `typ: JWT` is what anything may be called: without somebody who asked for it, it is none of ours.
        let (db, now, by) = (&site.app.db, site.app.clock.now(), Actor::system());
        let known = site.app.keys.algorithms();
        acts::change(db, server.id, plain(""), known, &by, now)
            .await
            .unwrap();
        site.app.clients.served.changed();
        assert_eq!(asked(&site, access, &shop.basic).await["active"], false);
        let next = shop.refresh(&tokens, Some(ORDERS)).await.json();
        assert_eq!(part(text(&next, "access_token"), 0)["typ"], "at+jwt");
    })
    .await;
}

#[tokio::test]
async fn fc_16_an_algorithm_that_was_withdrawn_signs_nothing_and_is_not_replaced() {
    everywhere(async |site| {
        let mut shop = Shop::new(&site).await;
        let signed = Rules {
            alg: Some(SigningAlg::PS256),
            ..plain("orders:read")
        };
        let server = serve(&site, ORDERS, signed.clone()).await;
        let tokens = shop.tokens(Some(ORDERS)).await;
        assert_eq!(part(text(&tokens, "access_token"), 0)["alg"], "PS256");

        let mut settings = site.settings.clone();
        settings.keys.algorithms = vec![SigningAlg::RS256, SigningAlg::ES256];
        let site = Provider::start_at(settings, site.clock.clone()).await;
        shop.site = site.clone();
        // Another algorithm is not what was decided: there is no token at all, for this resource server alone.
        let answer = shop.refresh(&tokens, Some(ORDERS)).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["error"]),
            (500, &json!("server_error"))
        );
        assert!(!answer.text.contains("access_token"), "{}", answer.text);

        let (db, now, by) = (&site.app.db, site.app.clock.now(), Actor::system());
        let known = site.app.keys.algorithms();
        let kept = acts::change(db, server.id, signed.clone(), known, &by, now).await;
        let why = kept.unwrap_err().to_string();
        assert_eq!(
            why,
            "no key signs with PS256; this installation has RS256, ES256"
        );
        let wanted = ("https://other.example".parse().unwrap(), signed);
        assert!(acts::make(db, wanted, known, &by, now).await.is_err());
        let found = lanyard::ops::precondition::of_resource_servers(db, known)
            .await
            .unwrap();
        assert!(
            found.says.contains("https://orders.example (PS256)"),
            "{}",
            found.says
        );

        add_user_with(&site.app, "ada", PASSWORD, |user| user.admin = true).await;
        let mut ada = Browser::new(&site);
        ada.sign_in("ada").await;
        let page = ada.open("/admin").await;
        assert!(page.has("#unwell"), "{}", page.html);
        let link = format!("a[href='/admin/resources/{}']", server.id);
        assert!(page.has(&link), "{}", page.html);
        let page = ada.open(&format!("/admin/resources/{}", server.id)).await;
        assert!(page.text("#gone").contains("PS256"), "{}", page.html);

        let other = Rules {
            alg: Some(SigningAlg::ES256),
            ..plain("orders:read")
        };
        acts::change(db, server.id, other, known, &by, now)
            .await
            .unwrap();
        site.app.clients.served.changed();
        let answer = shop.refresh(&tokens, Some(ORDERS)).await;
        assert_eq!(
            answer.status, 200,
            "the refresh token was forgiven: {}",
            answer.text
        );
        let next = answer.json();
        assert_eq!(part(text(&next, "access_token"), 0)["alg"], "ES256");
    })
    .await;
}
