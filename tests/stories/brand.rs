//! An operator's and an app's own colour, icon and links, on the pages that people see.

use axum::http::{StatusCode, header};
use lanyard::protocol::client::Kind;
use lanyard::protocol::registration::{Draft, Field};

use crate::world::seed::register;
use crate::world::{Browser, CALLBACK, Page, Provider, RelyingParty, everywhere};

fn draft(accent: &str) -> Draft {
    Draft {
        redirect_uris: vec![CALLBACK.into()],
        accent: Some(accent.into()),
        ..Draft::new("Harbour Notes", Kind::Web)
    }
}

/// Addresses of the stylesheets of a page.
fn styles(page: &Page) -> Vec<String> {
    let links = page.html.split("<link rel=\"stylesheet\" href=\"").skip(1);
    links
        .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn the_operators_colour_icon_and_links_are_on_every_page() {
    everywhere(async |provider| {
        let icon = concat!(env!("CARGO_MANIFEST_DIR"), "/static/touch.png");
        let mut settings = provider.settings.clone();
        let branding = &mut settings.branding;
        branding.accent = Some("#8a1f5c".parse().unwrap());
        branding.favicon_file = Some(icon.into());
        branding.links = serde_json::from_value(serde_json::json!([
            { "title": "Imprint", "url": "https://example.com/imprint" }
        ]))
        .unwrap();
        let branded = Provider::start_at(settings, provider.clock.clone()).await;
        let page = Browser::new(&branded).open("/login").await;
        let linked = styles(&page);
        assert_eq!(linked.len(), 2, "{}", page.html);
        let sheet = branded.get(&linked[1], None).await;
        assert_eq!(
            sheet.headers[header::CONTENT_TYPE],
            "text/css; charset=utf-8"
        );
        assert!(
            sheet.text.contains("--accent:light-dark(#8a1f5c,#"),
            "{}",
            sheet.text
        );
        let kept = sheet.headers[header::CACHE_CONTROL].to_str().unwrap();
        assert!(kept.contains("immutable"), "{kept}");
        let wrong = linked[1].replace("8a1f5c", "8a1f5d");
        assert_eq!(
            branded.get(&wrong, None).await.status,
            StatusCode::NOT_FOUND
        );

        let icon = page.attribute("link[rel=icon]", "href").unwrap();
        let answer = branded.get(&icon, None).await;
        assert_eq!(answer.headers[header::CONTENT_TYPE], "image/png");
        assert_eq!(
            page.text("footer a[href='https://example.com/imprint']"),
            "Imprint"
        );

        // Without any, the pages are ours.
        let page = Browser::new(&provider).open("/login").await;
        assert_eq!(styles(&page).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_apps_colour_is_on_the_way_to_it_and_nowhere_else() {
    everywhere(async |provider| {
        let mara = provider.add_user("mara").await;
        let (id, secret) = register(&provider.app, draft("#1D6335"), Some(mara.id)).await;
        let app = RelyingParty::discover(&provider, &id, Some(&secret)).await;
        let mut browser = Browser::new(&provider);
        let sign_in = browser.open(&app.start(&["openid"], &[]).url).await;
        let colours = |page: &Page| {
            styles(page)
                .iter()
                .any(|href| href.ends_with("/1d6335.css"))
        };
        assert!(colours(&sign_in), "{}", sign_in.html);
        let consent = browser.log_in(&sign_in, "mara").await;
        assert!(colours(&consent), "{}", consent.html);
        assert!(!colours(&browser.open("/account").await));

        // Another colour needs the same contrast, on the page as everywhere.
        let form = browser.open(&format!("/apps/{id}/edit")).await;
        let refused = browser
            .submit(&form, "app-form", None, &[("accent", "#ffcc00")])
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let why = refused.text("#accent-error");
        let nearest = why.split('#').nth(1).unwrap().trim_end_matches('.');
        let saved = browser
            .submit(
                &form,
                "app-form",
                None,
                &[("accent", &format!("#{nearest}"))],
            )
            .await;
        assert!(saved.has("#notice"), "{}", saved.html);
        let sign_in = Browser::new(&provider)
            .open(&app.start(&["openid"], &[]).url)
            .await;
        let linked = styles(&sign_in);
        assert!(
            linked[1].ends_with(&format!("/{nearest}.css")),
            "{linked:?}"
        );
    })
    .await;
}

#[test]
fn a_colour_that_cannot_be_read_is_refused_at_registration() {
    for faint in ["#ffffff", "#ffcc00", "teal", "#fff"] {
        let refused = draft(faint).check().unwrap_err();
        assert_eq!(refused[0].field, Field::Accent, "{faint}");
    }
    assert!(draft("#8a1f5c").check().is_ok());
}
