//! The picture of an app: brought along, written anew, shown.

use axum::body::Body;
use axum::http::{Request, header};
use image::ImageFormat;
use lanyard::protocol::client::Kind;
use lanyard::protocol::registration::Draft;

use crate::upload::picture;
use crate::world::seed::register;
use crate::world::{Browser, CALLBACK, Page, RelyingParty, everywhere};

async fn upload(browser: &mut Browser, page: &Page, name: &str, file: &[u8]) -> Page {
    crate::upload::upload(browser, page, ("logo-form", "logo"), (name, file)).await
}

#[tokio::test]
async fn xs_05_a_logo_is_written_anew_and_shown_where_people_meet_the_app() {
    everywhere(async |provider| {
        let mara = provider.add_user("mara").await;
        provider.add_user("iris").await;
        let draft = Draft {
            redirect_uris: vec![CALLBACK.into()],
            ..Draft::new("Harbour Notes", Kind::Web)
        };
        let (id, secret) = register(&provider.app, draft, Some(mara.id)).await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        let form = browser.open(&format!("/apps/{id}/logo")).await;

        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
        for (file, words) in [
            (svg.as_slice(), "PNG, JPEG or WebP"),
            (b"", "Choose a picture"),
            (b"\x89PNG\r\n\x1a\nbroken", "cannot be read"),
        ] {
            let page = upload(&mut browser, &form, "logo.png", file).await;
            assert_eq!(page.status, 422, "{words}: {}", page.html);
            assert!(page.text("#logo-error").contains(words), "{}", page.html);
        }
        assert_eq!(provider.count("client_logo").await, 0);

        let mut brought = picture(300, ImageFormat::Png);
        brought.extend_from_slice(b"<script>alert(1)</script>");
        let page = upload(&mut browser, &form, "../../x.svg", &brought).await;
        assert_eq!(page.status, 303, "{}", page.html);
        let page = browser.open(&format!("/apps/{id}")).await;
        let src = page.attribute("main img.tile", "src").expect("the picture");
        assert!(src.starts_with(&format!("/logos/{id}/")), "{src}");

        // Anybody may read it, and nothing in it does anything.
        let answer = provider.get(&src, None).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.headers[header::CONTENT_TYPE], "image/png");
        assert_eq!(answer.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"));
        assert!(
            answer.headers[header::CACHE_CONTROL]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
        assert!(answer.headers.get(header::SET_COOKIE).is_none());
        assert!(!answer.text.contains("<script>"));
        for wrong in [
            format!("/logos/{id}/0000.png"),
            src.replace(".png", ""),
            src.replace(&id, "nothing-aaaaaa"),
            "/logos/%00/%2e%2e.png".to_owned(),
        ] {
            assert_eq!(provider.get(&wrong, None).await.status, 404, "{wrong}");
        }

        let app = RelyingParty::discover(&provider, &id, Some(&secret)).await;
        let mut iris = Browser::new(&provider);
        iris.sign_in("iris").await;
        let page = iris.open(&app.start(&["profile"], &[]).url).await;
        assert_eq!(
            page.attribute("img.tile", "src"),
            Some(src.clone()),
            "{}",
            page.html
        );
        // Hers it is not to change, and without a token of ours nobody does.
        let theirs = upload(&mut iris, &form, "x.png", &picture(8, ImageFormat::Png)).await;
        assert_ne!(theirs.status, 303);
        assert_eq!(iris.open(&format!("/apps/{id}/logo")).await.status, 404);

        // An edit of what stands beside it leaves it alone.
        let edit = browser.open(&format!("/apps/{id}/edit")).await;
        browser
            .submit(&edit, "app-form", None, &[("name", "Harbour Pages")])
            .await;
        let page = browser.open(&format!("/apps/{id}/logo")).await;
        assert_eq!(page.attribute("img.tile", "src"), Some(src.clone()));
        browser.submit(&page, "remove-logo-form", None, &[]).await;
        assert_eq!(provider.get(&src, None).await.status, 404);
        assert_eq!(provider.count("client_logo").await, 0);
    })
    .await;
}

#[tokio::test]
async fn xs_05_only_the_form_of_the_logo_may_come_with_a_file() {
    everywhere(async |provider| {
        let mara = provider.add_user("mara").await;
        let draft = Draft {
            redirect_uris: vec![CALLBACK.into()],
            ..Draft::new("Harbour Notes", Kind::Web)
        };
        let (id, _) = register(&provider.app, draft, Some(mara.id)).await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        for path in [
            format!("/apps/{id}/edit"),
            "/login".into(),
            "/logout".into(),
        ] {
            let request = Request::post(&path)
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
                .header("sec-fetch-site", "same-origin");
            let body = Body::from(
                "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n",
            );
            let page = browser.send(request.body(body).unwrap()).await;
            assert_eq!(page.status, 415, "{path}");
        }
        let form = browser.open(&format!("/apps/{id}/logo")).await;
        // Cut short, and without our token.
        for body in ["--x\r\nContent-Disposition", "--x--\r\n", ""] {
            let request = Request::post(format!("/apps/{id}/logo"))
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
                .header("sec-fetch-site", "same-origin");
            let page = browser.send(request.body(Body::from(body)).unwrap()).await;
            assert!(page.status.is_client_error(), "{body}: {}", page.status);
        }
        drop(form);
        assert_eq!(provider.count("client_logo").await, 0);
    })
    .await;
}
