//! Authorization endpoint (RFC 6749 §3.1, OIDC Core §3.1.2): the one place that decides the next step.
//!
//! Login and consent pages record what a person answered and send the browser back here with the request sealed in `flow`.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::app::App;
use crate::grants::{code, machine};
use crate::http::form::is_form;
use crate::http::redirect::see_other;
use crate::identity::login_name::canonical;
use crate::pages::error::Failure;
use crate::pages::page_error::PageError;
use crate::protocol::acr;
use crate::protocol::authorization::{self, AuthorizationRequest, AuthorizeRefusal};
use crate::protocol::client::Client;
use crate::protocol::code::AuthorizationCode;
use crate::protocol::consent::Consented;
use crate::protocol::error::OAuthError;
use crate::protocol::grant_context::GrantContext;
use crate::protocol::ids::UserId;
use crate::protocol::interaction::{SignInFacts, Situation, Step, next_step};
use crate::protocol::params::{Limits, Params};
use crate::protocol::redirect::RedirectTarget;
use crate::protocol::scope::ScopeSet;
use crate::session::BrowserSession;
use crate::session::flow::{self, Flow, Resumed};
use crate::store::sign_ins;
use crate::store::users::User;

/// GET: a fresh request, or one that comes back from our pages.
pub async fn get(
    State(app): State<App>,
    session: BrowserSession,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let params = Params::parse(
        query.as_deref().unwrap_or_default().as_bytes(),
        Limits::QUERY,
    )
    .map_err(|error| PageError::refused(error.into(), None))?;
    if let Some(text) = params.one("flow") {
        match resume(&session, text).await {
            Ok(flow) => return answer(&app, &session, flow).await,
            // An app's own parameter happens to have this name, and is ignored (RFC 6749 §3.1).
            Err(_) if params.one("client_id").is_some() => {}
            Err(unknown) => return Err(unknown),
        }
    }
    match begin(&app, &params).await? {
        Ok(request) => {
            let flow = Flow::new(request, &session, app.clock.now());
            answer(&app, &session, flow).await
        }
        Err(redirect) => Ok(redirect),
    }
}

/// Every other method. HEAD would be answered like GET, with a code that nobody asked for (attack row AZ-16).
pub async fn not_allowed() -> Response {
    let allow = [(header::ALLOW, "GET, POST")];
    (allow, PageError::new(Failure::MethodNotAllowed)).into_response()
}

/// POST (OIDC Core §3.1.2.1). Another site's form arrives without our cookies, so nothing is decided here: the request is
/// checked, sealed, and the browser sent on by GET, with its cookies (RFC 9700 §4.12: 303). The browser is not asked for its
/// name: one given to a browser that only left its cookies out would replace the one that its open forms are bound to.
pub async fn post(
    State(app): State<App>,
    session: BrowserSession,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, PageError> {
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if !is_form(content_type.unwrap_or_default()) {
        return Err(PageError::unsupported_media_type());
    }
    let params = Params::parse_both(
        query.as_deref().unwrap_or_default().as_bytes(),
        &body,
        Limits::FORM,
    )
    .map_err(|error| PageError::refused(error.into(), None))?;
    match begin(&app, &params).await? {
        Ok(request) => {
            let flow = Flow::unbound(request, app.clock.now());
            let text = flow.to_text(&session).await?;
            Ok(see_other(&app.url(&flow::onward(&text))))
        }
        Err(redirect) => Ok(redirect),
    }
}

/// Reads a fresh request. The inner error is a redirect that tells the client.
async fn begin(
    app: &App,
    params: &Params,
) -> Result<Result<AuthorizationRequest, Response>, PageError> {
    let client_id =
        authorization::client_id(params).map_err(|refusal| PageError::refused(*refusal, None))?;
    let Some(client) = app.clients.by_id(client_id).await? else {
        return Err(PageError::unknown_client(client_id));
    };
    match authorization::parse(params, &client, &|hint| subject_of(app, hint)) {
        Ok(request) => Ok(Ok(request)),
        Err(AuthorizeRefusal::Page(refusal)) => Err(PageError::refused(*refusal, Some(client))),
        Err(AuthorizeRefusal::Redirect {
            target,
            state,
            error,
        }) => Ok(Err(refuse(app, &target, &error, state.as_deref()))),
    }
}

async fn resume(session: &BrowserSession, text: &str) -> Result<Flow, PageError> {
    match Flow::from_text(session, text).await? {
        Resumed::Here(flow) | Resumed::Restarted(flow, _) => Ok(flow),
        Resumed::Unknown => Err(PageError::flow_expired()),
    }
}

/// Loads the facts, asks the rule, and does what it says. The sign-in page calls it with what was answered there, which saves the
/// browser a round trip.
///
/// # Errors
/// A page: the client or its address is not what it was, the request was answered before, or the database does not answer.
pub async fn answer(
    app: &App,
    session: &BrowserSession,
    flow: Flow,
) -> Result<Response, PageError> {
    let now = app.clock.now();
    let client_id = flow.request.client.as_str();
    let client = app
        .clients
        .by_id(client_id)
        .await?
        .ok_or_else(|| PageError::unknown_client(client_id))?;
    // The client may have changed since the request was sealed (attack rows AZ-18, AZ-24).
    let target = match flow.request.revalidate(&client) {
        Ok(target) => target,
        Err(AuthorizeRefusal::Page(refusal)) => {
            return Err(PageError::refused(*refusal, Some(client)));
        }
        Err(AuthorizeRefusal::Redirect {
            target,
            state,
            error,
        }) => {
            return Ok(refuse(app, &target, &error, state.as_deref()));
        }
    };
    let known = known(app, session, &client, &flow).await?;
    let situation = Situation {
        client: &client,
        target: &target,
        sign_in: known.sign_in.as_ref(),
        answers: flow.answers,
        consented: &known.consented,
        hint: flow.request.id_token_hint,
        named: known.named,
    };
    match next_step(&flow.request, &situation, now) {
        Step::Refuse(error) => Ok(refuse(app, &target, &error, flow.request.state.as_deref())),
        Step::SignIn { .. } => {
            let why = session
                .over()
                .map(|over| format!("&why={}", over.code()))
                .unwrap_or_default();
            let text = flow.to_text(session).await?;
            Ok(see_other(&app.url(&format!("/login?flow={text}{why}"))))
        }
        Step::AskConsent { .. } => to_page(app, session, "/consent", &flow).await,
        Step::Issue { scope, sign_in } => {
            // A person went back after the app had its answer, or pressed a button twice (attack row AZ-21).
            if known.finished {
                return Err(PageError::finished(client));
            }
            issue(app, &client, &flow, &target, &sign_in, scope)
        }
    }
}

/// Who is in front of this browser, and what they allowed this client.
#[derive(Debug, Default)]
pub struct Known {
    /// The sign-in, if it holds and its person may still use it.
    pub sign_in: Option<SignInFacts>,
    /// The person's account.
    pub user: Option<User>,
    /// What was allowed before.
    pub consented: Consented,
    /// Another account that is signed in in this browser, if the `login_hint` names it.
    pub named: Option<UserId>,
    /// The request was answered before, and the app has redeemed its code.
    pub finished: bool,
}

/// Loads what the decision depends on: the session, and one row; more only for a `login_hint` where several are signed in.
///
/// # Errors
/// When the database does not answer.
pub async fn known(
    app: &App,
    session: &BrowserSession,
    client: &Client,
    flow: &Flow,
) -> Result<Known, PageError> {
    let Some(signed_in) = session.signed_in().await? else {
        return Ok(Known::default());
    };
    let (id, client_id, request) = (signed_in.id, client.id.clone(), flow.id);
    let job = app.db.read(move |c| {
        Box::pin(async move { sign_ins::standing_of_request(c, id, &client_id, request).await })
    });
    // A disabled or removed person is not signed in, whatever the cookie says (attack row SS-06).
    let now = app.clock.now();
    let limits = app.sessions.limits();
    let found = job.await?;
    let Some((standing, finished)) =
        found.filter(|(found, _)| limits.stands(&signed_in, found, now))
    else {
        return Ok(Known::default());
    };
    let named = match &flow.request.login_hint {
        Some(hint) => named(session, &standing.user, hint).await?,
        None => None,
    };
    let sign_in = SignInFacts {
        user: signed_in.user,
        at: signed_in.auth_time,
        id,
        acr: acr::of(&signed_in.amr).map(str::to_owned),
        amr: signed_in.amr,
    };
    Ok(Known {
        sign_in: Some(sign_in),
        user: Some(standing.user),
        consented: standing.consented.unwrap_or_default(),
        named,
        finished,
    })
}

/// Who a `login_hint` names of those who are signed in in this browser besides `current`.
async fn named(
    session: &BrowserSession,
    current: &User,
    hint: &str,
) -> Result<Option<UserId>, PageError> {
    let Some(name) = canonical(hint).filter(|name| !current.answers_to(name)) else {
        return Ok(None);
    };
    let known = session.known_people().await?;
    let named = known
        .iter()
        .find(|known| known.signed_in && known.user.answers_to(&name));
    Ok(named.map(|known| known.user.id))
}

/// The person an ID token of ours names; it may have expired (OIDC Core §3.1.2.1).
fn subject_of(app: &App, hint: &str) -> Option<UserId> {
    #[derive(Deserialize)]
    struct Hint {
        sub: String,
    }
    app.keys
        .verify_hint::<Hint>(hint, app.clock.now())
        .ok()?
        .sub
        .parse()
        .ok()
}

/// Sends the browser to a page of ours with the request sealed in the URL.
async fn to_page(
    app: &App,
    session: &BrowserSession,
    path: &str,
    flow: &Flow,
) -> Result<Response, PageError> {
    let text = flow.to_text(session).await?;
    Ok(see_other(&app.url(&format!("{path}?flow={text}"))))
}

/// Answers with a code.
fn issue(
    app: &App,
    client: &Client,
    flow: &Flow,
    target: &RedirectTarget,
    sign_in: &SignInFacts,
    scope: ScopeSet,
) -> Result<Response, PageError> {
    let now = app.clock.now();
    let state = flow.request.state.as_deref();
    let begun = match machine::begin(client, &flow.request, &scope, target) {
        Ok(begun) => begun,
        Err(error) => return Ok(refuse(app, target, &error, state)),
    };
    let code = AuthorizationCode {
        id: flow.id,
        client: client.id.clone(),
        user: sign_in.user,
        sign_in: sign_in.id,
        redirect_uri: begun.target.as_str().to_owned(),
        redirect_uri_given: flow.request.requested_redirect_uri().is_some(),
        challenge: flow.request.challenge.clone(),
        scope: begun.scope,
        context: GrantContext {
            nonce: flow.request.nonce.clone(),
            auth_time: sign_in.at,
            acr: sign_in.acr.clone(),
            amr: sign_in.amr.clone(),
            sign_in: Some(sign_in.id),
            claims: flow.request.claims.clone(),
            further: Default::default(),
        },
        expires_at: now.plus(app.settings.tokens.code),
    };
    let text = code::to_text(app, &code, now);
    metrics::counter!("lanyard_codes_issued_total").increment(1);
    Ok(see_other(&authorization::success_url(
        target,
        &text,
        state,
        app.issuer(),
    )))
}

/// Tells the client through the browser (RFC 6749 §4.1.2.1, RFC 9207 §2).
pub fn refuse(
    app: &App,
    target: &RedirectTarget,
    error: &OAuthError,
    state: Option<&str>,
) -> Response {
    tracing::info!(
        error = error.code.as_str(),
        description = error.description(),
        "authorization refused"
    );
    see_other(&authorization::error_url(
        target,
        error,
        state,
        app.issuer(),
    ))
}
