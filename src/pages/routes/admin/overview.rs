//! The first page of the console.

use axum::http::StatusCode;
use axum::response::Response;

use super::Steward;
use crate::pages::admin::overview::OverviewPage;
use crate::pages::respond;

pub(crate) async fn show(Steward(member): Steward) -> Response {
    let ctx = member.visit.ctx();
    respond(StatusCode::OK, &OverviewPage { ctx: &ctx })
}
