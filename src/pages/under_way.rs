//! The authorization request that a page belongs to: what is decided about it becomes pages and redirects here.

use axum::response::Response;

use super::page_error::PageError;
use super::visit::Visit;
use super::{AppFace, pictures};
use crate::app::App;
use crate::authorization::decide::{Decision, Granted, Page, decide};
use crate::authorization::facts::{Facts, UnderWay};
use crate::authorization::flow::{self, Flow};
use crate::authorization::reply::{answer, send, session_state};
use crate::authorization::{Refused, Stopped};
use crate::http::headers::FormTarget;
use crate::http::redirect::see_other;
use crate::protocol::client::Client;
use crate::protocol::colour::Accent;
use crate::protocol::error::OAuthError;
use crate::session::BrowserSession;

/// Opens the request that a page belongs to and holds it against the client's present record.
pub(crate) async fn under_way(visit: &Visit, text: &str) -> Result<UnderWay, PageError> {
    let opened = UnderWay::open(&visit.app, &visit.session, text).await;
    let under_way = opened.map_err(|stopped| match stopped {
        // Let /authorize tell the client.
        Stopped::Reply(_) => PageError::see(flow::onward(text)),
        Stopped::Refuse(refused) => PageError::from(refused),
    })?;
    visit.ask_for(
        under_way
            .flow
            .request
            .wish
            .ui_locales
            .iter()
            .map(String::as_str),
    );
    Ok(under_way)
}

/// What has to happen now.
pub(crate) async fn next(
    app: &App,
    session: &BrowserSession,
    under_way: &UnderWay,
) -> Result<Decision, PageError> {
    let facts = Facts::load(app, session, under_way).await?;
    Ok(decide(under_way, facts, app.clock.now()))
}

/// Does what has to happen now. The sign-in page calls it with what was answered there, which saves the browser a round trip.
///
/// # Errors
/// A page: the client or its address is not what it was, the request was answered before, or the database does not answer.
pub(crate) async fn go_on(
    app: &App,
    session: &BrowserSession,
    flow: Flow,
) -> Result<Response, PageError> {
    let under_way = match UnderWay::of(app, flow).await {
        Ok(under_way) => under_way,
        Err(stopped) => return stop(app, stopped),
    };
    let page = match next(app, session, &under_way).await? {
        Decision::Reply(decided) => return reply(app, session, under_way, decided).await,
        Decision::Refuse(refused) => return Err(refused.into()),
        Decision::Show(page) => page,
    };
    let text = under_way.flow.to_text(app, session).await?;
    let path = match (page, session.over()) {
        (Page::SignIn(_), Some(over)) => format!("/login?flow={text}&why={}", over.code()),
        (Page::SignIn(_), None) => format!("/login?flow={text}"),
        (Page::Terms(_), _) => format!("/login/terms?flow={text}"),
        (Page::NotAssigned(_), _) => format!("/login/access?flow={text}"),
        (Page::Address(_), _) => format!("/login/address?flow={text}"),
        (Page::Consent(_), _) => format!("/consent?flow={text}"),
    };
    Ok(see_other(&app.url(&path)))
}

/// Answers the client.
///
/// # Errors
/// When the database does not answer, or there is no key that signs.
pub(crate) async fn reply(
    app: &App,
    session: &BrowserSession,
    under_way: UnderWay,
    decided: Result<Granted, OAuthError>,
) -> Result<Response, PageError> {
    let session_state = session_state(session, &under_way, &decided).await?;
    Ok(answer(app, under_way, decided, session_state)?)
}

/// Ends a request that does not go on.
///
/// # Errors
/// Nobody but the person is told.
pub(crate) fn stop(app: &App, stopped: Stopped) -> Result<Response, PageError> {
    match stopped {
        Stopped::Reply(reply) => Ok(send(app, &reply)?),
        Stopped::Refuse(refused) => Err(refused.into()),
    }
}

impl From<Refused> for PageError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Expired => Self::flow_expired(),
            Refused::UnknownClient(id) => Self::unknown_client(&id),
            Refused::NotInOrder(refusal, client) => Self::refused(*refusal, client),
            Refused::Finished(client) => Self::finished(client),
            Refused::Store(error) => error.into(),
        }
    }
}

impl UnderWay {
    /// The sealed request, for the next page.
    pub(crate) async fn text(&self, visit: &Visit) -> Result<String, PageError> {
        Ok(self.flow.to_text(&visit.app, &visit.session).await?)
    }

    /// Where it goes on with what was answered to it.
    pub(crate) async fn onward(&self, visit: &Visit) -> Result<String, PageError> {
        Ok(flow::onward(&self.text(visit).await?))
    }

    /// Where a form of this request may lead.
    pub(crate) fn form_target(&self) -> Option<FormTarget> {
        FormTarget::of(self.target.as_str())
    }
}

/// How a client presents itself to people.
pub(crate) fn face(client: &Client) -> AppFace {
    AppFace {
        name: client.name.clone(),
        host: None,
        host_verified: false,
        privacy: client.metadata.policy_uri.clone(),
        terms: client.metadata.tos_uri.clone(),
        logo: pictures::address(client),
        accent: client
            .metadata
            .accent
            .and_then(|colour| Accent::of(colour).ok()),
    }
}
