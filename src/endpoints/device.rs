//! What browsers send by themselves for sessions that are bound to the device (W3C Device Bound Session Credentials, §8): a key once,
//! and every few minutes that it is still there. No page leads here, and nobody sees the answers.

use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use uuid::Uuid;

use crate::http::answer::json as answer;
use crate::session::BrowserSession;
use crate::session::binding::{CHALLENGE, NotBound, RESPONSE, SESSION_ID};

/// Binds the session in front to the key that the browser made for it.
pub async fn register(session: BrowserSession, headers: HeaderMap) -> Response {
    let Some(proof) = header(&headers, &RESPONSE) else {
        let missing = "Secure-Session-Response is missing, or came twice";
        return refuse(StatusCode::BAD_REQUEST, missing);
    };
    match session.bind(proof).await {
        Ok(instructions) => answer(StatusCode::OK, &instructions),
        Err(error) => failed(&error),
    }
}

/// Takes the key of a session as shown, or says what is to be signed with it.
pub async fn refresh(session: BrowserSession, headers: HeaderMap) -> Response {
    let named = header(&headers, &SESSION_ID).and_then(|id| id.parse::<Uuid>().ok());
    let Some(id) = named else {
        let missing = "Sec-Secure-Session-Id names no session, or came twice";
        return refuse(StatusCode::BAD_REQUEST, missing);
    };
    match session.show_key(id, header(&headers, &RESPONSE)).await {
        Ok(Ok(instructions)) => answer(StatusCode::OK, &instructions),
        Ok(Err(challenge)) => {
            let mut response = refuse(StatusCode::FORBIDDEN, "sign the challenge");
            let value = format!("\"{challenge}\";id=\"{id}\"");
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(CHALLENGE, value);
            }
            response
        }
        // The browser has nothing to keep up any more (§9.10).
        Err(NotBound::NoSession) => {
            let ended = json!({ "session_identifier": id.to_string(), "continue": false });
            answer(StatusCode::OK, &ended)
        }
        Err(error) => failed(&error),
    }
}

/// The value of a header that came once; browsers send a bare token, the draft has it quoted.
fn header<'h>(headers: &'h HeaderMap, name: &axum::http::HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then(|| value.trim_matches('"'))
}

fn failed(error: &NotBound) -> Response {
    match error {
        NotBound::Session(error) => {
            tracing::error!(place = "device", error = %error, "server error");
            let again = "the server failed to answer; try again in a moment";
            refuse(StatusCode::SERVICE_UNAVAILABLE, again)
        }
        error => {
            tracing::info!(%error, "a device was not believed");
            refuse(StatusCode::BAD_REQUEST, &error.to_string())
        }
    }
}

/// An answer that only who debugs a browser reads.
fn refuse(status: StatusCode, why: &str) -> Response {
    let mut response = answer(status, &json!({ "error": why }));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        let soon = HeaderValue::from_static("2");
        response.headers_mut().insert("retry-after", soon);
    }
    response.into_response()
}
