//! AD-05, AD-08: what a form of the console does not ask for, and what is no session.

use axum::http::Method;
use lanyard::pages::admin::doors::DOORS;
use lanyard::protocol::roles::Role;

use super::administration::{Targets, send, token, with_role};
use super::*;
use crate::world::everywhere;

/// Members that rows and documents have and forms do not.
const SMUGGLED: [(&str, &str); 14] = [
    ("admin", "true"),
    ("is_admin", "1"),
    ("role", "administrator"),
    ("roles", "administrator"),
    ("id", "0198c5f2-8d4e-7c31-9a53-6f0b0c7d1e22"),
    ("sub", "somebody-else"),
    ("subject", "somebody-else"),
    ("epoch", "7"),
    (
        "password_hash",
        "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$aGFzaA",
    ),
    ("disabled_at", "1"),
    ("deletes_at", "1"),
    ("created_at", "1"),
    ("owner", "eve"),
    ("first_party", "true"),
];

/// The form as it is, with what was typed and what is smuggled in.
async fn smuggle(browser: &mut Browser, page: &Page, form: &str, typed: &[(&str, &str)]) -> Page {
    let (action, mut fields) = page.form(form, None);
    fields.retain(|(name, _)| typed.iter().all(|(own, _)| own != name));
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    fields.extend(typed.iter().map(own));
    let taken: Vec<_> = fields.iter().map(|(name, _)| name.clone()).collect();
    let more = SMUGGLED
        .iter()
        .filter(|(name, _)| taken.iter().all(|one| one != name));
    fields.extend(more.map(own));
    browser.post(&action, &fields).await
}

#[tokio::test]
async fn ad_05_a_form_sets_what_it_asks_for_and_nothing_else() {
    everywhere(async |provider| {
        let mut ada = with_role(&provider, "ada", Some(Role::Administrator)).await;
        let page = ada.open("/admin/people/new").await;
        let typed = [
            ("login", "kay"),
            ("email", "kay@example.org"),
            ("name", "Kay"),
        ];
        let page = smuggle(&mut ada, &page, "person-form", &typed).await;
        assert_eq!(page.heading(), "Kay", "{}", page.html);
        let kay = provider.user("kay").await;
        assert!(!kay.admin && kay.password_hash.is_none() && kay.is_in_use());
        assert!(kay.subject.is_none() && kay.epoch == 0);
        assert_ne!(kay.id.to_string(), SMUGGLED[4].1);

        let page = ada.open(&format!("/admin/people/{}/edit", kay.id)).await;
        let before = provider.user("kay").await;
        let typed = [("name", "Kay Two")];
        let page = smuggle(&mut ada, &page, "profile-form", &typed).await;
        assert_eq!(page.heading(), "Kay Two", "{}", page.html);
        let kay = User {
            name: before.name.clone(),
            updated_at: before.updated_at,
            ..provider.user("kay").await
        };
        assert_eq!(kay, before);

        // A person's own profile.
        let mut eve = with_role(&provider, "eve", None).await;
        let before = provider.user("eve").await;
        let page = eve.open("/account/edit").await;
        let typed = [("name", "Eve Two"), ("email_verified", "true")];
        let page = smuggle(&mut eve, &page, "profile-form", &typed).await;
        assert_eq!(page.status, 200, "{}", page.html);
        let after = User {
            name: before.name.clone(),
            updated_at: before.updated_at,
            ..provider.user("eve").await
        };
        assert_eq!(after, before);

        // A group gets no role by its form, and an app of anybody's is nobody's house.
        let page = ada.open("/admin/groups/new").await;
        let typed = [("title", "Crew"), ("name", "crew")];
        let page = smuggle(&mut ada, &page, "group-form", &typed).await;
        assert_eq!(page.heading(), "Crew", "{}", page.html);
        assert!(page.has("#give-administrator"), "{}", page.html);
        assert_eq!(provider.count("group_role").await, 0);
        let page = eve.open("/apps/new/web").await;
        let typed = [
            ("name", "Wiki"),
            ("redirect_uris", CALLBACK),
            ("vetted", "true"),
            ("self_registered", "false"),
            ("tokens_a_minute", "1000000"),
        ];
        let page = smuggle(&mut eve, &page, "app-form", &typed).await;
        let id = page.text("#client-id");
        let client = provider.app.clients.by_id(&id).await.unwrap().unwrap();
        let metadata = &client.metadata;
        assert_eq!(client.owner, Some(provider.user("eve").await.id));
        assert!(!metadata.first_party && !metadata.vetted && metadata.self_registered);
        assert!(metadata.tokens_a_minute.is_none());
    })
    .await;
}

#[tokio::test]
async fn ad_08_no_token_and_no_secret_opens_the_console() {
    everywhere(async |provider| {
        let targets = Targets::new(&provider).await;
        let mut ada = with_role(&provider, "ada", Some(Role::Administrator)).await;
        let csrf = token(&mut ada).await;
        let app = RelyingParty::registered(&provider, "Harbour Notes").await;
        let tokens = ada.sign_in_to(&app, "ada", SCOPES).await;
        let secret = app.secret.clone().unwrap();
        let before = provider.dump().await;
        let headers = [
            format!("Bearer {}", tokens.access_token),
            format!("Bearer {}", tokens.id_token),
            format!("Bearer {}", tokens.refresh_token.unwrap()),
            provider.basic(&app.client_id, &secret),
            format!("Bearer {csrf}"),
        ];
        for door in DOORS {
            let path = targets.path(door);
            for authorization in &headers {
                for method in [Method::GET, Method::POST] {
                    let body = match method {
                        Method::POST => format!("csrf={csrf}&do=give&role=administrator"),
                        _ => String::new(),
                    };
                    let request = Request::builder()
                        .method(method.clone())
                        .uri(&path)
                        .header(header::AUTHORIZATION, authorization)
                        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                        .body(Body::from(body))
                        .unwrap();
                    let answer = provider.send(request).await;
                    let status = answer.status.as_u16();
                    let shut = [303, 400, 401, 403, 404, 405].contains(&status);
                    assert!(shut, "{method} {path}: {status}");
                    let place = answer.headers.get(header::LOCATION);
                    let place = place.map_or("", |place| place.to_str().unwrap());
                    assert!(place.is_empty() || place.starts_with("/login"), "{place}");
                }
            }
        }
        assert_eq!(provider.dump().await, before);
        // An ID token or another app's token is nothing to the account's own pages either.
        let mut bare = Browser::new(&provider);
        send(
            &mut bare,
            "/admin/groups/new",
            &csrf,
            &[("name", "x"), ("title", "X")],
        )
        .await;
        assert_eq!(provider.dump().await, before);
    })
    .await;
}
