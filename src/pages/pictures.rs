//! `/logos/{client id}/{digest}.png` and `/pictures/{name}.jpg`: pictures of apps and of people. Written by us, and still served as if
//! they were not: nothing in them runs (attack rows XS-05, SF-10).

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName,
    HeaderValue,
};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;

use crate::app::App;
use crate::http::headers;
use crate::protocol::client::Client;
use crate::protocol::ids::ClientId;
use crate::store::{StoreError, logos, pictures};

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Where the picture of a client is; none when it brought none.
pub fn address(client: &Client) -> Option<String> {
    let digest = client.metadata.logo.as_ref()?;
    Some(format!("/logos/{}/{digest}.png", client.id))
}

/// Serves the picture of a client at its present address, 404 at every other. No other site shows it.
pub async fn logo(
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
    let headers = [
        (CONTENT_TYPE, "image/png"),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (CONTENT_DISPOSITION, "inline; filename=\"logo.png\""),
    ];
    answer(&app, job.await, &headers)
}

/// Serves the picture of a person to whoever knows its address: apps show it, so they do on any site (`picture`, OIDC Core §5.1).
pub async fn portrait(
    State(app): State<App>,
    path: Result<Path<String>, PathRejection>,
) -> Response<Body> {
    let name = path.ok().and_then(|Path(name)| {
        let name = name.strip_suffix(".jpg")?;
        (name.len() == 32).then(|| name.to_owned())
    });
    let Some(name) = name else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let job = app
        .db
        .read(move |c| Box::pin(async move { pictures::named(c, &name).await }));
    let headers = [
        (CONTENT_TYPE, "image/jpeg"),
        // What somebody takes away is gone from caches a day later.
        (CACHE_CONTROL, "public, max-age=86400"),
        (CONTENT_DISPOSITION, "inline; filename=\"picture.jpg\""),
        (RESOURCE_POLICY, "cross-origin"),
    ];
    answer(&app, job.await, &headers)
}

fn answer(
    app: &App,
    read: Result<Option<Vec<u8>>, StoreError>,
    headers: &[(HeaderName, &'static str)],
) -> Response<Body> {
    let file = match read {
        Ok(Some(file)) => file,
        Ok(None) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(place = "picture", %error, "database not reachable");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let mut response = Response::new(Body::from(file));
    let header_map = response.headers_mut();
    headers::bare(header_map, app.brand.https);
    header_map.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox"),
    );
    for (name, value) in headers {
        header_map.insert(name, HeaderValue::from_static(value));
    }
    response
}
