//! Answering the client through the browser (RFC 6749 §4.1.2, RFC 9207 §2): the one place that seals a code.

use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::decide::Granted;
use super::facts::UnderWay;
use crate::app::App;
use crate::clients::refused::Refused;
use crate::grants::{self, machine};
use crate::http::redirect::see_other;
use crate::keys::KeyError;
use crate::protocol::authorization::{Answer, Delivery, Reply};
use crate::protocol::code::AuthorizationCode;
use crate::protocol::error::{ErrorCode, OAuthError};
use crate::protocol::grant_context::GrantContext;
use crate::protocol::origin::Origin;
use crate::protocol::session_state;
use crate::random;
use crate::session::{BrowserSession, SessionError};

/// What the client can compare in a frame from now on (OpenID Connect Session Management 1.0 §2): with the code, and with the answer that
/// nobody is signed in. None for apps that are no pages of the web, and where frames are off.
///
/// # Errors
/// When the database does not answer.
pub async fn session_state(
    session: &BrowserSession,
    under_way: &UnderWay,
    decided: &Result<Granted, OAuthError>,
) -> Result<Option<String>, SessionError> {
    if !session.is_watchable() {
        return Ok(None);
    }
    let wish = &under_way.flow.request.wish;
    let sign_in = match decided {
        Ok(granted) => Some(granted.sign_in.id),
        Err(error) if error.code == ErrorCode::LoginRequired => None,
        Err(_) => return Ok(None),
    };
    let origin = Origin::of(under_way.target.as_str());
    let Some(origin) = origin.filter(|_| wish.is_openid()) else {
        return Ok(None);
    };
    let salt = URL_SAFE_NO_PAD.encode(random::bytes::<12>());
    let state = session.browser_state(sign_in).await?;
    let text = session_state::session_state(&wish.client, &origin, &state, &salt);
    Ok(Some(text))
}

/// Answers a request: with a code for what was granted, or with the error.
///
/// # Errors
/// Those of [`send`].
pub fn answer(
    app: &App,
    under_way: UnderWay,
    decided: Result<Granted, OAuthError>,
    session_state: Option<String>,
) -> Result<Response, KeyError> {
    let code = decided.and_then(|granted| code(app, &under_way, granted));
    let answer = code.map_or_else(Answer::Error, Answer::Code);
    let UnderWay {
        flow,
        client,
        target,
        ..
    } = under_way;
    let reply = Reply {
        session_state: session_state.map(Into::into),
        ..flow.request.reply_to.reply(&client, target, answer)
    };
    send(app, &reply)
}

/// Sends the browser to the client: by a redirect, or with a [`FormPost`](crate::protocol::authorization::FormPost) among the
/// response's extensions, of which the pages make their page.
///
/// # Errors
/// The answer is to be signed, and there is no key that does.
pub fn send(app: &App, reply: &Reply) -> Result<Response, KeyError> {
    match &reply.answer {
        Answer::Code(_) => metrics::counter!("lanyard_codes_issued_total").increment(1),
        Answer::Error(error) => {
            let why = error.explanation.as_deref();
            tracing::info!(
                client = reply.recipient.client.as_str(),
                error = error.code.as_str(),
                description = error.description(),
                expected = why.map(|why| &*why.expected),
                received = why.map(|why| &*why.received),
                fix = why.map(|why| &*why.fix),
                "authorization refused"
            );
        }
    }
    let delivery = reply.deliver(app.issuer(), app.clock.now(), |alg, answer| {
        app.keys.sign(alg, None, answer)
    })?;
    let mut response = match delivery {
        Delivery::Redirect(url) => see_other(&url),
        Delivery::Post(form) => {
            let mut response = ().into_response();
            response.extensions_mut().insert(form);
            response
        }
    };
    if let Answer::Error(error) = &reply.answer
        && let Some(refused) = Refused::by(&reply.recipient.client, error)
    {
        response.extensions_mut().insert(refused);
    }
    Ok(response)
}

/// The code: no row is written, it carries what it is good for, sealed.
fn code(app: &App, under_way: &UnderWay, granted: Granted) -> Result<String, OAuthError> {
    let UnderWay {
        flow,
        client,
        target,
        ..
    } = under_way;
    let (wish, reply_to) = (&flow.request.wish, &flow.request.reply_to);
    let Granted { scope, sign_in } = granted;
    let begun = machine::begin(client, &flow.request, &scope, target)?;
    let now = app.clock.now();
    let code = AuthorizationCode {
        id: flow.id,
        client: client.id.clone(),
        user: sign_in.user,
        sign_in: sign_in.id,
        redirect_uri: begun.target.as_str().to_owned(),
        redirect_uri_given: reply_to.requested_redirect_uri().is_some(),
        challenge: reply_to.challenge.clone(),
        scope: begun.scope,
        context: GrantContext {
            nonce: reply_to.nonce.clone(),
            auth_time: sign_in.at,
            acr: sign_in.acr,
            amr: sign_in.amr,
            sign_in: Some(sign_in.id),
            epoch: Some(sign_in.epoch),
            claims: wish.claims.clone(),
            resource: wish.resource.clone(),
            further: Default::default(),
        },
        expires_at: now.plus(app.settings.tokens.code),
    };
    Ok(grants::code::to_text(app, &code, now))
}
