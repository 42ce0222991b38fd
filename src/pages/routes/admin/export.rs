//! Files that are made while they are sent.

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt};

use crate::http::headers;
use crate::pages::visit::Visit;
use crate::store::StoreError;

/// What comes first, then what is read piece by piece. A file whose reading fails ends in the middle of a transfer, so that nobody takes
/// it for a whole one.
pub(super) fn after(
    head: &'static str,
    rest: impl Stream<Item = Result<Bytes, StoreError>> + Send + 'static,
) -> Body {
    let head = stream::once(async move { Ok(Bytes::from_static(head.as_bytes())) });
    Body::from_stream(head.chain(rest))
}

/// The answer that browsers keep as a file.
pub(super) fn file(visit: &Visit, name: &'static str, kind: &'static str, body: Body) -> Response {
    let mut response = body.into_response();
    let map = response.headers_mut();
    headers::bare(map, visit.app.brand.https);
    map.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let disposition = format!("attachment; filename=\"{name}\"");
    if let Ok(value) = HeaderValue::try_from(disposition) {
        map.insert(CONTENT_DISPOSITION, value);
    }
    response
}
