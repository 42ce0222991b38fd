//! What a person allows an app (OIDC Core §3.1.2.4). Allowing is remembered per client and scopes; cancelling stores nothing.

use std::collections::HashMap;

use aws_lc_rs::digest::{Context, SHA256};
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use crate::accounts::access::{self, Allowed};
use crate::authorization::decide::{Decision, Page, Question};
use crate::authorization::facts::UnderWay;
use crate::config::Brand;
use crate::http::redirect::see_other;
use crate::locale::{Say, Words};
use crate::pages::consent::{ConsentPage, Destination, ScopeLine, is_standard, scope_title};
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::path::query;
use crate::pages::respond;
use crate::pages::under_way::{face, next, reply, under_way};
use crate::pages::visit::Visit;
use crate::protocol::claims::UserClaims;
use crate::protocol::claims::names::MEMBERSHIP;
use crate::protocol::consent::Changes;
use crate::protocol::error::OAuthError;
use crate::protocol::membership::Membership;
use crate::protocol::params::Params;
use crate::protocol::redirect::THIS_DEVICE;
use crate::protocol::registration::Registrars;
use crate::protocol::scope::ScopeSet;
use crate::store::scope_texts::ScopeText;
use crate::store::{groups, scope_texts};

/// What there is to ask.
enum Asked {
    /// Whether this is allowed.
    Consent(UnderWay, Box<Question>),
    /// Nothing: the browser goes on.
    Nothing(UnderWay),
}

/// What the page shows of whom: the answer on it is worth nothing for anything else (attack row FI-07).
fn shown(under_way: &UnderWay, question: &Question) -> [u8; 16] {
    // All of it: what counts as new may have been allowed in another tab.
    let scope = question.new.union(&question.already).to_string();
    let parts = [
        under_way.client.name.as_str(),
        under_way.target.destination(),
        &scope,
    ];
    let mut context = Context::new(&SHA256);
    context.update(question.user.id.0.as_bytes());
    for part in parts {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part.as_bytes());
    }
    let mut shown = [0; 16];
    shown.copy_from_slice(&context.finish().as_ref()[..16]);
    shown
}

/// Asks the rule once more: only it knows whether there is anything to ask.
async fn asked(visit: &Visit, params: &Params) -> Result<Asked, PageError> {
    let text = params.one("flow").ok_or_else(PageError::flow_expired)?;
    let under_way = under_way(visit, text).await?;
    Ok(match next(&visit.app, &visit.session, &under_way).await? {
        Decision::Show(Page::Consent(question)) => Asked::Consent(under_way, question),
        _ => Asked::Nothing(under_way),
    })
}

pub(crate) async fn show(visit: Visit, RawQuery(raw): RawQuery) -> Result<Response, PageError> {
    let params = query(raw)?;
    let (mut under_way, question) = match asked(&visit, &params).await? {
        Asked::Consent(under_way, question) => (under_way, *question),
        Asked::Nothing(under_way) => return Ok(see_other(&under_way.onward(&visit).await?)),
    };
    under_way.flow.asked = Some(shown(&under_way, &question));
    let Question {
        user,
        mut new,
        mut already,
        changes,
    } = question;
    // Everything was allowed before, and the app asks all the same (prompt=consent): all of it is shown.
    if new.is_empty() {
        std::mem::swap(&mut new, &mut already);
    }
    let ctx = visit.ctx();
    let mut hidden = visit.hidden("consent");
    let flow = under_way.text(&visit).await?;
    let claims = user.claims();
    let idle_days = visit.app.settings.tokens.refresh_idle.as_secs() / 86_400;
    let (id, client) = (user.id, under_way.client.id.clone());
    let asked = MEMBERSHIP.iter().any(|name| new.contains(name));
    let own = new
        .iter()
        .chain(already.iter())
        .any(|word| !is_standard(word));
    let job = visit.app.db.read(move |c| {
        Box::pin(async move {
            let membership = groups::membership_if(c, asked, id, &client).await?;
            let texts = match own {
                true => scope_texts::list(c).await?,
                false => Vec::new(),
            };
            Ok((membership, texts))
        })
    });
    let (membership, texts) = job.await?;
    let said = Described::new(texts, &visit.words(), &visit.app.brand);
    let lines = lines(&new, &claims, &membership, &said, idle_days);
    let mut app = face(&under_way.client);
    // Whoever registered the home page may not be its owner. Beside the name stands where this request leads.
    app.host = match under_way.target.destination() {
        THIS_DEVICE => None,
        host => Some(host.to_owned()),
    };
    let proven = under_way.client.metadata.verified_host.as_ref();
    app.host_verified = proven.is_some_and(|proven| app.host.as_ref() == Some(&proven.host));
    let page = ConsentPage {
        ctx: &ctx,
        app,
        account: user.email.clone().unwrap_or_else(|| user.login.clone()),
        switch: format!("/login?choose=1&flow={flow}"),
        scopes: lines,
        already: already
            .iter()
            .filter(|scope| *scope != "openid")
            .map(|scope| match said.of(scope) {
                Some((title, _)) => Say::verbatim(title),
                None => scope_title(scope),
            })
            .collect(),
        changes: sentences(&changes, under_way.target.destination()),
        unvetted: visit.app.settings.apps.register == Registrars::Everybody
            && under_way.client.is_unvetted(),
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
fn sentences(changes: &Changes, place: &str) -> Vec<Say> {
    let name = changes.name.as_ref();
    let name = name.map(|name| Say::new("consent-changed-name").with("name", name));
    let before = changes.destinations.as_ref();
    let place = before.map(|before| moved(before.first().map(String::as_str), place));
    name.into_iter().chain(place).collect()
}

/// That the app sends people from here on to `now`.
fn moved(before: Option<&str>, now: &str) -> Say {
    match (before, now) {
        (None, THIS_DEVICE) => Say::new("consent-changed-first-device"),
        (None, now) => Say::new("consent-changed-first-host").with("now", now),
        (Some(before), THIS_DEVICE) => Say::new("consent-changed-to-device").with("before", before),
        (Some(THIS_DEVICE), now) => Say::new("consent-changed-from-device").with("now", now),
        (Some(before), now) => Say::new("consent-changed-host")
            .with("before", before)
            .with("now", now),
    }
}

/// What the app will get, with the values it will see. `openid` alone needs words; beside others it goes without saying.
fn lines(
    new: &ScopeSet,
    claims: &UserClaims,
    membership: &Membership,
    said: &Described,
    idle_days: u64,
) -> Vec<ScopeLine> {
    let only_openid = new.iter().all(|scope| scope == "openid");
    new.iter()
        .filter(|scope| only_openid || *scope != "openid")
        .map(|scope| {
            let value = match scope {
                "openid" => Some(Say::new("scope-openid-value")),
                "profile" => profile(claims),
                "email" => claims.email.clone().map(Say::verbatim),
                "phone" => claims.phone_number.clone().map(Say::verbatim),
                "address" => claims
                    .address
                    .as_ref()
                    .and_then(|address| address.one_line())
                    .map(Say::verbatim),
                "groups" => return of_list(scope, &membership.groups, "scope-groups-none"),
                "roles" => return of_list(scope, &membership.roles, "scope-roles-none"),
                "offline_access" => return ScopeLine::offline(idle_days),
                _ => None,
            };
            // The app asks for what the account does not have.
            let value = value.unwrap_or_else(|| Say::new("scope-nothing"));
            match said.of(scope) {
                Some((title, more)) => ScopeLine {
                    title: Say::verbatim(title),
                    ..ScopeLine::new(scope, more.map(Say::verbatim))
                },
                None => ScopeLine::new(scope, is_standard(scope).then_some(value)),
            }
        })
        .collect()
}

/// What administrators say that scope words of resource servers mean, in the reader's language or the nearest there is.
struct Described(HashMap<String, (String, String)>);

impl Described {
    fn new(texts: Vec<ScopeText>, words: &Words, brand: &Brand) -> Self {
        // The better one comes later and stays.
        let rank = |text: &ScopeText| match text.language.as_str() {
            language if language == words.lang().code() => 2,
            language if language == brand.lang.code() => 1,
            _ => 0,
        };
        let mut texts = texts;
        texts.sort_by_key(rank);
        let texts = texts
            .into_iter()
            .map(|text| (text.word, (text.title, text.description)));
        Self(texts.collect())
    }

    /// The title, and the description if there is one.
    fn of(&self, scope: &str) -> Option<(&str, Option<&str>)> {
        let (title, more) = self.0.get(scope)?;
        Some((title, Some(more.as_str()).filter(|more| !more.is_empty())))
    }
}

/// The names that the app will read.
fn of_list(scope: &str, names: &[String], none: &'static str) -> ScopeLine {
    let listed = Say::list(names.iter().cloned().map(Say::verbatim).collect::<Vec<_>>());
    ScopeLine::new(scope, Some(listed.unwrap_or_else(|| Say::new(none))))
}

/// What `profile` gives (OIDC Core §5.4): the name, and in words what else there is.
fn profile(claims: &UserClaims) -> Option<Say> {
    let further = [
        (
            "scope-profile-names",
            claims.given_name.is_some() || claims.family_name.is_some(),
        ),
        ("scope-profile-nickname", claims.nickname.is_some()),
        ("scope-profile-birthday", claims.birthdate.is_some()),
        ("scope-profile-language", claims.locale.is_some()),
        ("scope-profile-zone", claims.zoneinfo.is_some()),
        ("scope-profile-website", claims.website.is_some()),
        ("scope-profile-picture", claims.picture.is_some()),
    ];
    let further = further.into_iter().filter(|(_, there)| *there);
    let further: Vec<_> = further.map(|(id, _)| Say::new(id)).collect();
    let name = claims.name.clone()?;
    Some(match Say::list(further) {
        None => Say::verbatim(name),
        Some(list) => Say::new("scope-profile-value")
            .with("name", name)
            .saying("list", list),
    })
}

pub(crate) async fn decide(visit: Visit, Form(params): Form) -> Result<Response, PageError> {
    let (mut under_way, question) = match asked(&visit, &params).await? {
        Asked::Consent(under_way, question) => (under_way, *question),
        Asked::Nothing(under_way) => return Ok(see_other(&under_way.onward(&visit).await?)),
    };
    if params.one("decision") != Some("approve") {
        let error = OAuthError::access_denied("The person did not allow it");
        return reply(&visit.app, &visit.session, under_way, Err(error)).await;
    }
    // SS-24, CN-09: what was allowed on somebody else's page, or in another browser, is not this person's answer. Nor is it one to
    // what was not on the page: another name, place or scope.
    if under_way.flow.asked != Some(shown(&under_way, &question)) {
        let text = under_way.text(&visit).await?;
        return Ok(see_other(&format!("/consent?flow={text}")));
    }
    let Question { user, new, .. } = question;
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
    Ok(see_other(&under_way.onward(&visit).await?))
}
