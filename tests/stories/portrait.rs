//! The picture of a person: brought along, written anew, told to apps (`picture`, OIDC Core §5.1).

use axum::http::header;
use image::ImageFormat;
use lanyard::store::users::User;

use crate::upload::picture;
use crate::world::seed::add_user_with;
use crate::world::{Browser, PASSWORD, Page, RelyingParty, everywhere, protocol};

async fn upload(browser: &mut Browser, file: &[u8]) -> Page {
    let form = browser.open("/account/picture").await;
    let (form_and_field, named) = (("picture-form", "picture"), ("../../me.svg", file));
    crate::upload::upload(browser, &form, form_and_field, named).await
}

#[tokio::test]
async fn xs_05_a_picture_is_written_anew_and_apps_are_told_where_it_is() {
    everywhere(async |provider| {
        let app = RelyingParty::registered(&provider, "Harbour Notes").await;
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
        for (file, words) in [
            (svg.as_slice(), "PNG, JPEG or WebP"),
            (b"", "Choose a picture"),
            (b"\x89PNG\r\n\x1a\nbroken", "cannot be read"),
            (&vec![0; (8 << 20) + 1], "at most 8 MB"),
        ] {
            let page = upload(&mut browser, file).await;
            assert_eq!(page.status, 422, "{words}");
            assert!(page.text("#picture-error").contains(words), "{}", page.html);
        }
        assert_eq!(provider.count("user_picture").await, 0);

        let mut brought = picture(900, ImageFormat::Jpeg);
        brought.extend_from_slice(b"<script>alert(1)</script>");
        let page = upload(&mut browser, &brought).await;
        assert_eq!(page.status, 303, "{}", page.html);
        let page = browser.open("/account").await;
        assert_eq!(page.text("#notice"), "Your picture is saved.");
        let src = page.attribute("img.portrait", "src").expect("the picture");

        let granted = browser.sign_in_to(&app, "mara", &["profile"]).await;
        let bearer = format!("Bearer {}", granted.access_token);
        let claims = provider.get("/userinfo", Some(&bearer)).await.json();
        let told = claims["picture"].as_str().expect("a claim");
        assert_eq!(told, format!("{}{src}", provider.app.issuer()));

        // Whoever was told the address opens it, on any site, and nothing in it does anything.
        let answer = provider.get(&src, None).await;
        assert_eq!(answer.status, 200);
        for (name, value) in [
            ("content-type", "image/jpeg"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "cross-origin"),
            ("cache-control", "public, max-age=86400"),
        ] {
            assert_eq!(answer.headers[name], value, "{name}");
        }
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"));
        assert!(!answer.headers.contains_key(header::SET_COOKIE));
        assert!(!answer.text.contains("<script>"));
        for wrong in [
            "/pictures/0000.jpg".to_owned(),
            format!("/pictures/{}.jpg", "0".repeat(32)),
            src.replace(".jpg", ".png"),
            "/pictures/%00.jpg".to_owned(),
        ] {
            assert_eq!(provider.get(&wrong, None).await.status, 404, "{wrong}");
        }

        // Another one has another address, and what stands beside it leaves it alone.
        upload(&mut browser, &picture(64, ImageFormat::WebP)).await;
        assert_eq!(provider.get(&src, None).await.status, 404);
        assert_eq!(provider.count("user_picture").await, 1);
        let page = browser.open("/account/edit").await;
        browser
            .submit(&page, "profile-form", None, &[("nickname", "Mo")])
            .await;
        let page = browser.open("/account/picture").await;
        let src = page.attribute("img.portrait", "src").expect("the picture");
        assert_eq!(provider.get(&src, None).await.status, 200);

        let page = browser
            .submit(&page, "remove-picture-form", None, &[])
            .await;
        assert_eq!(page.path(), "/account");
        assert_eq!(provider.get(&src, None).await.status, 404);
        assert!(!provider.user("mara").await.claims.contains_key("picture"));
        assert_eq!(provider.count("user_picture").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_picture_goes_when_its_person_does_and_counts_among_the_changes() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let file = picture(32, ImageFormat::Png);
        for count in 0..30 {
            assert_eq!(upload(&mut browser, &file).await.status, 303, "{count}");
        }
        let page = upload(&mut browser, &file).await;
        assert_eq!(page.status, 429);
        assert!(page.text("#picture-error").contains("Wait an hour"));
        let src = page.attribute("img.portrait", "src").expect("the picture");
        assert_eq!(provider.get(&src, None).await.status, 200);

        // Somebody who is leaving is shown nowhere, and is again when they stay.
        let page = browser.open("/account/delete").await;
        let typed = [("confirm", "mara@example.org")];
        browser
            .submit(&page, "delete-account-form", None, &typed)
            .await;
        assert!(provider.user("mara").await.deletes_at.is_some());
        assert_eq!(provider.get(&src, None).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_picture_that_is_kept_elsewhere_is_named_and_not_fetched() {
    protocol(async |provider| {
        let address = "https://pictures.example/mara.png";
        let fill = |user: &mut User| drop(user.claims.insert("picture".into(), address.into()));
        add_user_with(&provider.app, "mara", PASSWORD, fill).await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let page = browser.open("/account/picture").await;
        assert_eq!(page.attribute("img.portrait", "src"), None);
        assert!(page.text("#picture-form").contains(address));
        browser
            .submit(&page, "remove-picture-form", None, &[])
            .await;
        assert!(!provider.user("mara").await.claims.contains_key("picture"));
    })
    .await;
}
