//! Language, theme and text size: of this browser, and kept with the account of who is signed in. Never influences anything but
//! looks (PF-05).

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::Response;

use crate::accounts::profile;
use crate::http::redirect::see_other;
use crate::locale::{Lang, Say};
use crate::pages::guard::Form;
use crate::pages::look::{Look, TextSize, Theme};
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::preferences::{AccountPreferencesPage, PreferencesPage};
use crate::pages::respond;
use crate::pages::visit::{Anybody, Visit};

/// Pages that show something and may be gone back to; flows carry their request in the query, which is kept.
fn back(path: Option<&str>) -> String {
    let pages = [
        "/",
        "/login",
        "/consent",
        "/sign-up",
        "/setup",
        "/logged-out",
        "/preferences",
    ];
    let fits = |path: &&str| {
        let clean = path.split('?').next().unwrap_or_default();
        let plain = path.len() <= 6_000
            && path
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        plain && (pages.contains(&clean) || crate::pages::visit::safe_return(path).is_some())
    };
    path.filter(fits).unwrap_or("/").to_owned()
}

pub(crate) async fn show(
    Anybody(mut visit): Anybody,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let params = query(raw)?;
    visit.know_roles().await?;
    let ctx = visit.ctx();
    let back = back(params.one("return"));
    let mut hidden = visit.hidden("preferences");
    hidden.return_to = Some(back.clone());
    let (ctx, status, chosen) = (&ctx, StatusCode::OK, visit.chosen_language());
    Ok(match visit.person {
        Some(_) => {
            let page = AccountPreferencesPage {
                ctx,
                hidden,
                back,
                chosen,
            };
            respond(status, &page)
        }
        None => {
            let page = PreferencesPage {
                ctx,
                hidden,
                back,
                chosen,
            };
            respond(status, &page)
        }
    })
}

pub(crate) async fn save(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    let chosen = Look {
        lang: match params.one("lang") {
            // Whatever the browser asks for.
            Some("auto") => None,
            Some(code) => visit.locales().lang(code).or(visit.look.lang),
            None => visit.look.lang,
        },
        theme: params
            .one("theme")
            .and_then(Theme::from_code)
            .unwrap_or(visit.look.theme),
        text: params
            .one("text")
            .and_then(TextSize::from_code)
            .unwrap_or(visit.look.text),
    };
    if let Some((_, user)) = &visit.person {
        profile::prefer(&visit.app.db, user, chosen.to_cookie()).await?;
    }
    let back: String =
        form_urlencoded::byte_serialize(back(params.one("return")).as_bytes()).collect();
    // What was saved is said in the language that was chosen.
    visit.ask_for(chosen.lang.map(Lang::code));
    visit.tell(match &visit.person {
        Some(_) => Say::new("preferences-saved-with-account"),
        None => Say::new("preferences-saved-here"),
    });
    let mut response = see_other(&format!("/preferences?return={back}"));
    response.headers_mut().append(
        SET_COOKIE,
        visit
            .app
            .look_cookie
            .set(&chosen.to_cookie(), Some(Look::LIFETIME)),
    );
    Ok(response)
}
