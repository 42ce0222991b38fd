//! What a person allows an app (OIDC Core §3.1.2.4). Allowing is remembered per client and scopes; cancelling stores nothing.

use aws_lc_rs::digest::{Context, SHA256};
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use crate::accounts::access::{self, Allowed};
use crate::endpoints::authorize::refuse;
use crate::http::redirect::see_other;
use crate::pages::consent::{ConsentPage, Destination, ScopeLine, standard_title};
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::respond;
use crate::pages::under_way::{UnderWay, face, next, under_way};
use crate::pages::visit::Visit;
use crate::protocol::claims::UserClaims;
use crate::protocol::consent::Changes;
use crate::protocol::error::OAuthError;
use crate::protocol::interaction::Step;
use crate::protocol::params::{Limits, Params};
use crate::protocol::redirect::THIS_DEVICE;
use crate::protocol::scope::ScopeSet;
use crate::session::flow;
use crate::store::users::User;

/// What is to be asked of whom.
struct Question {
    under_way: UnderWay,
    user: User,
    new: ScopeSet,
    already: ScopeSet,
    changes: Changes,
}

impl Question {
    /// What the page shows of whom: the answer on it is worth nothing for anything else (attack row FI-07).
    fn shown(&self) -> [u8; 16] {
        // All of it: what counts as new may have been allowed in another tab.
        let scope = self.new.union(&self.already).to_string();
        let parts = [
            self.under_way.client.name.as_str(),
            self.under_way.target.destination(),
            &scope,
        ];
        let mut context = Context::new(&SHA256);
        context.update(self.user.id.0.as_bytes());
        for part in parts {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part.as_bytes());
        }
        let mut shown = [0; 16];
        shown.copy_from_slice(&context.finish().as_ref()[..16]);
        shown
    }
}

/// Asks the rule once more: only it knows whether there is anything to ask. `Err` is where the browser should go instead.
async fn question(visit: &Visit, params: &Params) -> Result<Result<Question, Response>, PageError> {
    let text = params.one("flow").ok_or_else(PageError::flow_expired)?;
    let under_way = under_way(visit, text).await?;
    let (known, step) = next(visit, &under_way).await?;
    match (step, known.user) {
        (
            Step::AskConsent {
                new,
                already,
                changes,
            },
            Some(user),
        ) => Ok(Ok(Question {
            under_way,
            user,
            new,
            already,
            changes,
        })),
        _ => {
            let text = under_way.flow.to_text(&visit.session).await?;
            Ok(Err(see_other(&flow::onward(&text))))
        }
    }
}

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, PageError> {
    let params = Params::parse(query.unwrap_or_default().as_bytes(), Limits::QUERY)
        .map_err(|error| PageError::bad_form(&error))?;
    let question = match question(&visit, &params).await? {
        Ok(question) => question,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let shown = question.shown();
    let Question {
        mut under_way,
        user,
        new,
        already,
        changes,
    } = question;
    let ctx = visit.ctx();
    let mut hidden = visit.hidden("consent");
    under_way.flow.asked = Some(shown);
    let flow = under_way.flow.to_text(&visit.session).await?;
    let claims = user.claims();
    let idle_days = visit.app.settings.tokens.refresh_idle.as_secs() / 86_400;
    let lines = lines(&new, &claims, idle_days);
    let mut app = face(&under_way.client);
    // Beside the name stands only a host that this request leads to, or one above it: the home page is what the owner typed.
    let place = under_way.target.destination();
    app.host = app.host.filter(|host| {
        let below = place.strip_suffix(host.as_str());
        below.is_some_and(|rest| rest.is_empty() || (rest.ends_with('.') && host.contains('.')))
    });
    let page = ConsentPage {
        ctx: &ctx,
        app,
        account: user.email.clone().unwrap_or_else(|| user.login.clone()),
        switch: format!("/login?choose=1&flow={flow}"),
        scopes: lines,
        already: already
            .iter()
            .filter(|scope| *scope != "openid")
            .map(title)
            .collect(),
        changes: sentences(&changes, under_way.target.destination()),
        unvetted: under_way.client.is_unvetted(),
        destination: match under_way.target.destination() {
            THIS_DEVICE => Destination::ThisDevice,
            host => Destination::Host(host.to_owned()),
        },
        form_target: under_way.form_target(),
        hidden: {
            hidden.flow = Some(flow);
            hidden
        },
    };
    Ok(respond(StatusCode::OK, &page))
}

/// What is different from when it was allowed, as people say it.
fn sentences(changes: &Changes, place: &str) -> Vec<String> {
    let now = |place: &str| match place {
        THIS_DEVICE => "an app on this device".to_owned(),
        host => host.to_owned(),
    };
    let name = changes.name.as_ref();
    let name = name.map(|name| format!("It was called “{name}”."));
    let places = changes.destinations.as_ref().map(|before| {
        let to = now(place);
        match before.first() {
            Some(before) => format!("It sent you to {}. Now it sends you to {to}.", now(before)),
            None => format!("It sends you to {to}."),
        }
    });
    name.into_iter().chain(places).collect()
}

/// What the app will get, with the values it will see. `openid` alone needs words; beside others it goes without saying.
fn lines(new: &ScopeSet, claims: &UserClaims, idle_days: u64) -> Vec<ScopeLine> {
    let only_openid = new.iter().all(|scope| scope == "openid");
    new.iter()
        .filter(|scope| only_openid || *scope != "openid")
        .map(|scope| {
            let value = match scope {
                "openid" => Some("An identifier, nothing more".to_owned()),
                "profile" => claims.name.clone(),
                "email" => claims.email.clone(),
                "phone" => claims.phone_number.clone(),
                "address" => claims
                    .address
                    .as_ref()
                    .and_then(|address| address.one_line()),
                "offline_access" => return ScopeLine::offline(idle_days),
                _ => None,
            };
            ScopeLine::standard(scope, value.unwrap_or_default()).unwrap_or_else(|| ScopeLine {
                scope: scope.to_owned(),
                title: title(scope),
                detail: String::new(),
                optional: false,
            })
        })
        .collect()
}

fn title(scope: &str) -> String {
    standard_title(scope).map_or_else(|| format!("Use “{scope}”"), str::to_owned)
}

pub(crate) async fn decide(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    let question = match question(&visit, &params).await? {
        Ok(question) => question,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let shown = question.shown();
    let Question {
        mut under_way,
        user,
        new,
        ..
    } = question;
    if params.one("decision") != Some("approve") {
        let error = OAuthError::access_denied("The person did not allow it");
        let state = under_way.flow.request.state.as_deref();
        return Ok(refuse(&visit.app, &under_way.target, &error, state));
    }
    // SS-24, CN-09: what was allowed on somebody else's page, or in another browser, is not this person's answer. Nor is it one to
    // what was not on the page: another name, place or scope.
    if under_way.flow.asked != Some(shown) {
        let text = under_way.flow.to_text(&visit.session).await?;
        return Ok(see_other(&format!("/consent?flow={text}")));
    }
    let allowed = Allowed {
        user: user.id,
        client: &under_way.client,
        scope: new,
        place: under_way.target.destination(),
    };
    let (db, now) = (&visit.app.db, visit.app.clock.now());
    access::allow(db, &allowed, &visit.session.actor(user.id), now).await?;
    under_way.flow.answers.consent_by = Some(user.id);
    under_way.flow.answers.account = Some(user.id);
    let text = under_way.flow.to_text(&visit.session).await?;
    Ok(see_other(&flow::onward(&text)))
}
