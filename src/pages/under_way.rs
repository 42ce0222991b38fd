//! The authorization request that a page belongs to, and how its client looks to people.

use std::sync::Arc;

use super::AppFace;
use super::page_error::PageError;
use super::visit::Visit;
use crate::endpoints::authorize::{Known, known};
use crate::http::headers::FormTarget;
use crate::protocol::authorization::AuthorizeRefusal;
use crate::protocol::client::Client;
use crate::protocol::ids::UserId;
use crate::protocol::interaction::{Situation, Step, next_step};
use crate::protocol::redirect::RedirectTarget;
use crate::session::flow::{self, Flow, Restarted, Resumed};

/// An authorization request under way, with the client as it is now.
pub(crate) struct UnderWay {
    pub flow: Flow,
    pub client: Arc<Client>,
    pub target: RedirectTarget,
    /// Why it begins anew, if it does.
    pub restarted: Option<Restarted>,
}

/// Opens the request that a page belongs to and holds it against the client's present record.
pub(crate) async fn under_way(visit: &Visit, text: &str) -> Result<UnderWay, PageError> {
    let app = &visit.app;
    let (flow, restarted) = match Flow::from_text(&visit.session, text).await? {
        Resumed::Here(flow) => (flow, None),
        Resumed::Restarted(flow, why) => (flow, Some(why)),
        Resumed::Unknown => return Err(PageError::flow_expired()),
    };
    let client_id = flow.request.client.as_str();
    let client = app
        .clients
        .by_id(client_id)
        .await?
        .ok_or_else(|| PageError::unknown_client(client_id))?;
    match flow.request.revalidate(&client) {
        Ok(target) => Ok(UnderWay {
            flow,
            client,
            target,
            restarted,
        }),
        Err(AuthorizeRefusal::Page(refusal)) => Err(PageError::refused(*refusal, Some(client))),
        // Let /authorize tell the client.
        Err(AuthorizeRefusal::Redirect { .. }) => Err(PageError::see(flow::onward(text))),
    }
}

/// What the rule says has to happen now, and whom it was asked about.
pub(crate) async fn next(visit: &Visit, under_way: &UnderWay) -> Result<(Known, Step), PageError> {
    let UnderWay {
        flow,
        client,
        target,
        ..
    } = under_way;
    let known = known(&visit.app, &visit.session, client, flow).await?;
    let situation = Situation {
        client,
        target,
        sign_in: known.sign_in.as_ref(),
        answers: flow.answers,
        consented: &known.consented,
        hint: flow.request.id_token_hint,
        named: known.named,
    };
    let step = next_step(&flow.request, &situation, visit.app.clock.now());
    Ok((known, step))
}

impl UnderWay {
    /// The person the app named, by an ID token or in `claims` (OIDC Core §3.1.2.1, §5.5.1).
    pub fn expected(&self) -> Option<UserId> {
        let request = &self.flow.request;
        request
            .id_token_hint
            .or_else(|| request.claims.subject.as_ref()?.parse().ok())
    }

    /// Where a form of this request may lead.
    pub fn form_target(&self) -> Option<FormTarget> {
        FormTarget::of(self.target.as_str())
    }
}

/// How a client presents itself to people.
pub(crate) fn face(client: &Client) -> AppFace {
    let host = client
        .metadata
        .homepage
        .as_deref()
        // One from before homepages had to be plain: other scripts take the length squared to decode.
        .filter(|url| url.is_ascii())
        .and_then(|url| url::Url::parse(url).ok());
    AppFace {
        name: client.name.clone(),
        host: host.and_then(|url| url.host_str().map(str::to_owned)),
        privacy: client.metadata.policy_uri.clone(),
        terms: client.metadata.tos_uri.clone(),
    }
}
