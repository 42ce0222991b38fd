//! Userinfo endpoint (OIDC Core §5.3), with bearer tokens (RFC 6750).

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::cors::AnsweredTo;
use super::{TokenError, unavailable};
use crate::app::App;
use crate::http::answer::json;
use crate::http::form::is_form;
use crate::protocol::claims::{self, Asked, Granted, OurUserInfoClaims};
use crate::protocol::client::Client;
use crate::protocol::error::{ErrorCode, OAuthError};
use crate::protocol::params::{Limits, Params};
use crate::protocol::scope::OPENID;
use crate::protocol::time::Timestamp;
use crate::store::{StoreError, groups, users};
use crate::tokens::live;
use crate::tokens::open::{self, AccessToken};

/// `GET /userinfo`: the token in the `Authorization` header.
pub async fn get(State(app): State<App>, request: Request) -> Response {
    let query = request.uri().query().unwrap_or_default();
    if query.contains("access_token=") {
        // RFC 6750 §2.3 and OAuth 2.1: URLs end up in logs (attack row RT-20).
        return refuse(&OAuthError::invalid_request(
            "Send the access token in the Authorization header, never in the URL",
        ));
    }
    match bearer(request.headers()) {
        Ok(token) => answer(&app, token.as_deref()).await,
        Err(error) => refuse(&error),
    }
}

/// `POST /userinfo`: the token in the header or in the form, not in both (RFC 6750 §2).
pub async fn post(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if parts
        .uri
        .query()
        .unwrap_or_default()
        .contains("access_token=")
    {
        return refuse(&OAuthError::invalid_request(
            "Send the access token in the Authorization header, never in the URL",
        ));
    }
    let header_token = match bearer(&parts.headers) {
        Ok(token) => token,
        Err(error) => return refuse(&error),
    };
    let content_type = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    let form_token = if is_form(content_type) {
        let Ok(bytes) = to_bytes(body, Limits::FORM.bytes).await else {
            return refuse(&OAuthError::invalid_request(
                "The body is longer than 64 kB or ended early",
            ));
        };
        match Params::parse(&bytes, Limits::FORM)
            .map_err(OAuthError::from)
            .and_then(|params| params.check_unique().map(|()| params))
        {
            Ok(params) => params.one("access_token").map(str::to_owned),
            Err(error) => return refuse(&error),
        }
    } else {
        None
    };
    if header_token.is_some() && form_token.is_some() {
        return refuse(&OAuthError::invalid_request(
            "The access token came twice, in the header and in the form; send it once",
        ));
    }
    answer(&app, header_token.or(form_token).as_deref()).await
}

/// The bearer token of the only `Authorization` header; the scheme's case does not matter (RFC 9110 §11.1). Another scheme is
/// no authentication here (RFC 6750 §3.1).
fn bearer(headers: &HeaderMap) -> Result<Option<String>, OAuthError> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(OAuthError::invalid_request(
            "There are two Authorization headers; send one",
        ));
    }
    let text = value.to_str().unwrap_or_default();
    match text.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => {
            Ok(Some(token.trim_start().to_owned()))
        }
        None if text.eq_ignore_ascii_case("bearer") => Err(OAuthError::invalid_request(
            "The Authorization header must be: Bearer, a space, and the access token",
        )),
        _ => Ok(None),
    }
}

async fn answer(app: &App, token: Option<&str>) -> Response {
    let Some(token) = token else {
        return challenge();
    };
    let bad = || {
        OAuthError::invalid_token(
            "The access token is expired, revoked, not one of ours, or for another audience",
        )
    };
    let now = app.clock.now();
    // A token for a resource server alone is not for us (RFC 8707 §3).
    let token = open::access(app, token, now);
    let Some(token) = token.filter(|token| token.claims().aud.contains(app.issuer())) else {
        return refuse(&bad());
    };
    let client = match app.clients.by_id(&token.claims().client_id).await {
        Ok(Some(client)) => client,
        Ok(None) => return refuse(&bad()),
        Err(error) => return unavailable("userinfo", &error).into_response(),
    };
    let mut response = if token.claims().scope.contains(OPENID) {
        match person(app, &client, token, now).await {
            Ok(Some(claims)) => json(StatusCode::OK, &claims),
            Ok(None) => refuse(&bad()),
            Err(error) => TokenError::from(error).into_response(),
        }
    } else {
        refuse(&OAuthError::insufficient_scope(
            "This access token was not issued for the scope openid",
        ))
    };
    response.extensions_mut().insert(AnsweredTo(client));
    response
}

/// What may be told about the person of a token that still counts.
async fn person(
    app: &App,
    client: &Client,
    token: AccessToken,
    now: Timestamp,
) -> Result<Option<OurUserInfoClaims>, StoreError> {
    let Some(live) = live::access(app, token, now).await? else {
        return Ok(None);
    };
    let Some(grant) = live.grant() else {
        return Ok(None);
    };
    let (scope, request) = (&live.claims().scope, &grant.context.claims);
    let (user, sign_in, client_id) = (grant.user, grant.sign_in, client.id.clone());
    let asked = Asked::of(client, scope, request);
    let job = app.db.read(move |c| {
        Box::pin(async move {
            let found = users::by_id(c, user).await?;
            Ok((
                found,
                groups::told(c, asked, (user, sign_in), &client_id).await?,
            ))
        })
    });
    let (user, membership) = job.await?;
    Ok(user.map(|user| {
        let granted = Granted {
            subject: &user.sub(),
            claims: &user.claims(),
            membership: &membership,
            scope,
        };
        claims::userinfo(client, granted, request)
    }))
}

/// No token at all: the scheme, and no error (RFC 6750 §3.1).
fn challenge() -> Response {
    let mut response = StatusCode::UNAUTHORIZED.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::WWW_AUTHENTICATE,
        HeaderValue::from_static("Bearer realm=\"lanyard\""),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// RFC 6750 §3: the error in `WWW-Authenticate`, and in the body for people.
fn refuse(error: &OAuthError) -> Response {
    let status = match error.code {
        ErrorCode::InvalidRequest => StatusCode::BAD_REQUEST,
        ErrorCode::InsufficientScope => StatusCode::FORBIDDEN,
        _ => StatusCode::UNAUTHORIZED,
    };
    let mut response = json(status, error);
    let value = format!(
        "Bearer realm=\"lanyard\", error=\"{}\", error_description=\"{}\"",
        error.code.as_str(),
        error.description()
    );
    if let Ok(value) = HeaderValue::from_str(&value) {
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, value);
    }
    response
}
