//! The body of a request: read whole, within its limits, before any handler runs (attacks: HT-01, §2.5).

use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, EXPECT};
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;

use super::refusal::Refusal;
use crate::http::form::{LARGEST_UPLOAD, is_upload};
use crate::protocol::params::Limits;

/// What a body may be: nothing here reads anything but forms, so nothing larger is taken, whatever it calls itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Of a form.
    Form,
    /// Of a form with a picture.
    Upload,
}

impl Kind {
    /// By where it is sent.
    pub(super) fn of(path: &str) -> Self {
        match is_upload(path) {
            true => Self::Upload,
            false => Self::Form,
        }
    }

    /// The most bytes of it.
    pub(super) fn largest(self) -> usize {
        match self {
            Self::Form => Limits::FORM.bytes,
            Self::Upload => LARGEST_UPLOAD,
        }
    }

    fn too_large(self) -> Refusal {
        let why = match self {
            Self::Form => "The body is larger than 64 kB.",
            Self::Upload => {
                "The picture is larger than 8 MB. Make it smaller, then choose it again."
            }
        };
        Refusal::closing(StatusCode::PAYLOAD_TOO_LARGE, why)
    }
}

/// How much of a body that is too large is read before the answer: whoever is still sending would otherwise see
/// the connection break instead of the answer.
const DISCARDED: usize = 16 << 20;
const DISCARD_TIME: Duration = Duration::from_secs(1);

/// Reads the whole body, within its limits of size and time, before any handler runs.
pub(super) async fn gather(request: Request, body_time: Duration) -> Result<Request, Refusal> {
    if request.body().is_end_stream() {
        return Ok(request);
    }
    let kind = Kind::of(request.uri().path());
    let (parts, mut body) = request.into_parts();
    let announced = parts
        .headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let expects_word = parts.headers.contains_key(EXPECT);
    if announced.is_some_and(|length| length > kind.largest()) {
        if !expects_word {
            discard(&mut body).await;
        }
        return Err(kind.too_large());
    }
    match tokio::time::timeout(body_time, collect(&mut body, kind.largest())).await {
        Ok(Ok(bytes)) => Ok(Request::from_parts(parts, Body::from(bytes))),
        Ok(Err(Unread::TooLarge)) => {
            discard(&mut body).await;
            Err(kind.too_large())
        }
        Ok(Err(Unread::Broken)) => Err(Refusal::closing(
            StatusCode::BAD_REQUEST,
            "The body ended early.",
        )),
        Err(_) => Err(Refusal::closing(
            StatusCode::REQUEST_TIMEOUT,
            "The body took too long to arrive.",
        )),
    }
}

enum Unread {
    TooLarge,
    Broken,
}

async fn collect(body: &mut Body, largest: usize) -> Result<Bytes, Unread> {
    let mut first: Option<Bytes> = None;
    let mut rest = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Unread::Broken)?.into_data() else {
            continue;
        };
        if first.as_ref().map_or(0, Bytes::len) + rest.len() + data.len() > largest {
            return Err(Unread::TooLarge);
        }
        match &first {
            None => first = Some(data),
            Some(_) => rest.extend_from_slice(&data),
        }
    }
    // Nearly every body arrives in one piece and is not copied.
    let first = first.unwrap_or_default();
    if rest.is_empty() {
        return Ok(first);
    }
    let mut whole = BytesMut::with_capacity(first.len() + rest.len());
    whole.extend_from_slice(&first);
    whole.extend_from_slice(&rest);
    Ok(whole.freeze())
}

async fn discard(body: &mut Body) {
    let reading = async {
        let mut left = DISCARDED;
        while let Some(Ok(frame)) = body.frame().await {
            left = left.saturating_sub(frame.data_ref().map_or(0, Bytes::len));
            if left == 0 {
                break;
            }
        }
    };
    // Whether it ends or the time does: the answer comes next.
    let _ = tokio::time::timeout(DISCARD_TIME, reading).await;
}
