//! `/logos/{client id}/{digest}.png`: pictures of apps. Written by us, and still served as if they were not: nothing in them runs,
//! and no other site shows them (attack rows XS-05, SF-10).

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue,
};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;

use crate::app::App;
use crate::http::headers;
use crate::protocol::client::Client;
use crate::protocol::ids::ClientId;
use crate::store::logos;

/// Where the picture of a client is; none when it brought none.
pub fn address(client: &Client) -> Option<String> {
    let digest = client.metadata.logo.as_ref()?;
    Some(format!("/logos/{}/{digest}.png", client.id))
}

/// Serves a picture at its present address, 404 at every other.
pub async fn serve(
    State(app): State<App>,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Response<Body> {
    let named = path.ok().and_then(|Path((id, name))| {
        let digest = name.strip_suffix(".png")?.to_owned();
        Some((id.parse::<ClientId>().ok()?, digest))
    });
    let Some((id, digest)) = named else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let job = app
        .db
        .read(move |c| Box::pin(async move { logos::of(c, &id, &digest).await }));
    let png = match job.await {
        Ok(Some(png)) => png,
        Ok(None) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(place = "logo", %error, "database not reachable");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let mut response = Response::new(Body::from(png));
    let header_map = response.headers_mut();
    headers::bare(header_map, app.brand.https);
    for (name, value) in [
        (CONTENT_TYPE, "image/png"),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (CONTENT_DISPOSITION, "inline; filename=\"logo.png\""),
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'; sandbox",
        ),
    ] {
        header_map.insert(name, HeaderValue::from_static(value));
    }
    response
}
