//! The settings in effect. They are changed where they were set; here they are only read.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::Steward;
use crate::config::{Effective, effective, warnings};
use crate::pages::admin::settings::{BrandPage, SettingsPage, Verdict};
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::respond;
use crate::protocol::colour::{Accent, Colour};

/// The most characters of a colour that is looked at.
const LONGEST: usize = 32;

pub(crate) async fn show(Steward(member): Steward) -> Response {
    let settings = &member.visit.app.settings;
    let mut sections: Vec<(String, Vec<Effective>)> = Vec::new();
    for one in effective(settings) {
        let name = one.section().to_owned();
        match sections.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => known.push(one),
            None => sections.push((name, vec![one])),
        }
    }
    sections.sort_by_key(|(name, _)| !name.is_empty());
    let ctx = member.visit.ctx();
    let page = SettingsPage {
        ctx: &ctx,
        sections,
        warnings: warnings(settings),
    };
    respond(StatusCode::OK, &page)
}

pub(crate) async fn brand(
    Steward(member): Steward,
    RawQuery(raw): RawQuery,
) -> Result<Response, PageError> {
    let params = query(raw)?;
    let in_use = member
        .visit
        .app
        .brand
        .accent
        .map(|accent| accent.light.accent);
    let typed = match params.one("accent") {
        Some(text) => text.trim().chars().take(LONGEST).collect(),
        None => in_use.map_or_else(String::new, |colour| colour.to_string()),
    };
    let verdict = match typed.parse::<Colour>().map(Accent::of) {
        _ if typed.is_empty() => Verdict::None,
        Err(_) => Verdict::NoColour,
        Ok(Err(faint)) => Verdict::Faint(faint),
        Ok(Ok(accent)) => Verdict::Good(accent),
    };
    let ctx = member.visit.ctx();
    let page = BrandPage {
        ctx: &ctx,
        typed,
        verdict,
    };
    Ok(respond(StatusCode::OK, &page))
}
