//! Stylesheet, script and icon, at addresses that change with their content.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};
use axum::http::{Response, StatusCode};
use bytes::Bytes;
use rust_embed::RustEmbed;

use crate::app::App;
use crate::config::Logo;
use crate::http::headers;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

struct Asset {
    path: String,
    content: Bytes,
    media_type: HeaderValue,
}

static ASSETS: LazyLock<BTreeMap<String, Asset>> = LazyLock::new(|| {
    let load = |name: Cow<'static, str>| {
        let file = Files::get(&name)?;
        let hash =
            file.metadata
                .sha256_hash()
                .iter()
                .take(8)
                .fold(String::new(), |mut text, byte| {
                    // Writing to a String cannot fail.
                    let _ = write!(text, "{byte:02x}");
                    text
                });
        let content = match file.data {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => bytes.into(),
        };
        let media_type = HeaderValue::from_static(match name.rsplit('.').next() {
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            Some("png") => "image/png",
            _ => "application/octet-stream",
        });
        Some((
            name.to_string(),
            Asset {
                path: format!("/static/{hash}/{name}"),
                content,
                media_type,
            },
        ))
    };
    Files::iter().filter_map(load).collect()
});

/// The address of an asset, as `/static/8d2c…/style.css`.
///
/// # Panics
/// When there is no such file in `static/`: the names are written in templates, and every page is rendered in a test.
pub fn path(name: &str) -> &'static str {
    &ASSETS
        .get(name)
        .expect("every asset named in a template exists")
        .path
}

/// Serves an asset at its present address, 404 at every other (HT-10: a name is looked up, never opened).
pub async fn serve(path: Result<Path<(String, String)>, PathRejection>) -> Response<Body> {
    // What is no text is nothing that is built in.
    let (hash, name) = path.map_or_else(|_| Default::default(), |Path(names)| names);
    let wanted = format!("/static/{hash}/{name}");
    match ASSETS.get(&name).filter(|asset| asset.path == wanted) {
        Some(asset) => immutable(asset.content.clone(), asset.media_type.clone(), false),
        None => nowhere(false),
    }
}

/// For a picture that is opened by itself: it is nobody's page, and nothing in it runs or is fetched.
const PICTURE_POLICY: &str =
    "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox";

/// Serves the operator's logo at its present address, 404 at every other. An SVG runs nothing: the policy allows no script.
pub async fn logo(
    State(app): State<App>,
    hash: Result<Path<String>, PathRejection>,
) -> Response<Body> {
    picture(app.brand.logo.as_ref(), hash, app.brand.https)
}

/// The same for the operator's icon.
pub async fn icon(
    State(app): State<App>,
    hash: Result<Path<String>, PathRejection>,
) -> Response<Body> {
    picture(app.brand.icon.as_ref(), hash, app.brand.https)
}

fn picture(
    known: Option<&Logo>,
    hash: Result<Path<String>, PathRejection>,
    https: bool,
) -> Response<Body> {
    let hash = hash.map_or_else(|_| String::new(), |Path(hash)| hash);
    match known.filter(|logo| logo.hash == hash) {
        Some(logo) => {
            let media_type = HeaderValue::from_static(logo.media_type);
            let mut response = immutable(logo.bytes.clone(), media_type, https);
            let policy = HeaderValue::from_static(PICTURE_POLICY);
            let headers = response.headers_mut();
            headers.insert(CONTENT_SECURITY_POLICY, policy);
            response
        }
        None => nowhere(https),
    }
}

/// What has an address of its own for each content: browsers keep it for good.
pub(super) fn immutable(content: Bytes, media_type: HeaderValue, https: bool) -> Response<Body> {
    let mut response = Response::new(Body::from(content));
    let headers = response.headers_mut();
    headers::guard(headers, https);
    headers.insert(CONTENT_TYPE, media_type);
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    response
}

pub(super) fn nowhere(https: bool) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_FOUND;
    headers::bare(response.headers_mut(), https);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn get(path: &str) -> Response<Body> {
        let mut parts = path
            .trim_start_matches("/static/")
            .splitn(2, '/')
            .map(str::to_owned);
        serve(Ok(Path((
            parts.next().unwrap_or_default(),
            parts.next().unwrap_or_default(),
        ))))
        .await
    }

    #[tokio::test]
    async fn an_asset_is_served_at_its_own_hash_only() {
        let found = get(path("style.css")).await;
        assert_eq!(found.status(), StatusCode::OK);
        assert_eq!(found.headers()[CONTENT_TYPE], "text/css; charset=utf-8");
        assert!(
            found.headers()[CACHE_CONTROL]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
        assert_eq!(found.headers()["x-content-type-options"], "nosniff");
        for wrong in [
            "/static/0000000000000000/style.css",
            "/static//style.css",
            "/static/x/../../Cargo.toml",
        ] {
            assert_eq!(get(wrong).await.status(), StatusCode::NOT_FOUND, "{wrong}");
        }
    }
}
