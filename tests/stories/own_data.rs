//! What is kept about a person, told to that person alone.

use std::time::Duration;

use axum::http::header;

use crate::world::{Browser, PASSWORD, RelyingParty, everywhere};

#[tokio::test]
async fn ad_10_a_person_downloads_their_data_without_secrets_and_reads_what_happened() {
    everywhere(async |provider| {
        let mara = provider.add_user("mara").await;
        let iris = provider.add_user("iris").await;
        let app = RelyingParty::registered(&provider, "Harbour Notes").await;
        let mut other = Browser::new(&provider);
        other.sign_in("iris").await;
        let mut browser = Browser::new(&provider);
        let scopes = ["openid", "email", "offline_access"];
        let tokens = browser.sign_in_to(&app, "mara", &scopes).await;

        let page = browser.open("/account/activity").await;
        for said in [
            "Signed in<p class=\"fine\">By you",
            "App allowed<p class=\"fine\">By you",
        ] {
            assert!(page.html.contains(said), "{said}: {}", page.html);
        }
        let page = browser.open("/account/data").await;
        let csrf = page.attribute("#data-form input[name=csrf]", "value");
        let fields = [("csrf".to_owned(), csrf.unwrap())];
        let file = browser.post("/account/data", &fields).await;
        assert_eq!(file.status, 200, "{}", file.html);
        let data: serde_json::Value = serde_json::from_str(&file.html).unwrap();
        assert_eq!(data["profile"]["sub"], mara.id.to_string());
        assert_eq!(data["profile"]["claims"]["email"], "mara@example.org");
        assert_eq!(data["sign_ins"].as_array().unwrap().len(), 1);
        assert_eq!(data["connected_apps"].as_array().unwrap().len(), 1);
        let disposition = file.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert!(disposition.starts_with("attachment"), "{disposition}");
        assert_eq!(file.headers[header::CACHE_CONTROL], "no-store");
        let hash = mara.password_hash.unwrap();
        let refresh = tokens.refresh_token.unwrap();
        let iris = iris.id.to_string();
        for secret in [
            PASSWORD,
            &hash,
            &tokens.access_token,
            &refresh,
            &iris,
            "iris",
        ] {
            assert!(!file.html.contains(secret), "{secret}");
        }
        // Without a token of ours nobody fetches it, and after a while it asks who is there.
        let forged = browser.post("/account/data", &[]).await;
        assert_ne!(forged.status, 200);
        provider.clock.advance(Duration::from_mins(6));
        assert_eq!(browser.open("/account/data").await.path(), "/login");
    })
    .await;
}
