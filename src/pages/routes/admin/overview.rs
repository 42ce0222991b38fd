//! The first page of the console: what was counted, and what needs somebody.

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::Response;

use super::Steward;
use crate::clients::refused::Troubled;
use crate::keys::rotation::{OPEN_END, SigningKeyRow, State};
use crate::locale::Say;
use crate::mail;
use crate::ops::figures::{DAYS, Facts};
use crate::ops::nodes::CLOCKS_DIFFER;
use crate::pages::admin::chart::{Bar, Chart};
use crate::pages::admin::overview::{Figure, Method, Need, NodeLine, OverviewPage};
use crate::pages::admin::resources::named;
use crate::pages::page_error::PageError;
use crate::pages::respond;
use crate::pages::visit::{Member, Visit};
use crate::protocol::client::SigningAlg;
use crate::protocol::ids::ClientId;
use crate::protocol::resource_server::ResourceServer;
use crate::protocol::roles::Right;
use crate::protocol::time::Timestamp;
use crate::store::signing_keys;

/// A key that changes within so long is named.
const SOON: Duration = Duration::from_hours(7 * 24);
/// Apps with errors that are named.
const MOST_APPS: usize = 3;

pub(crate) async fn show(Steward(member): Steward) -> Result<Response, PageError> {
    let (visit, times) = (&member.visit, member.visit.times());
    let (app, now) = (&visit.app, times.now());
    let hashing = app.settings.hashing();
    let facts = app.figures.facts(&app.db, &hashing, now).await?;
    let troubled = app.clients.refusals.troubled(now);
    let ctx = visit.ctx();
    let methods = shares(&facts);
    let nodes = facts.nodes.iter().map(|node| NodeLine {
        host: node.host.clone(),
        version: node.version.clone(),
        since: times.ago(node.started_at),
    });
    let page = OverviewPage {
        ctx: &ctx,
        counted: times.exactly(facts.at),
        figures: numbers(&facts, &troubled),
        chart: sign_ins(&facts),
        of: facts.methods.iter().map(|(_, count)| count).sum(),
        methods,
        needs: needs(&member, &facts, &troubled).await?,
        nodes: nodes.collect(),
    };
    Ok(respond(StatusCode::OK, &page))
}

fn positive(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}

fn numbers(facts: &Facts, troubled: &[Troubled]) -> Vec<Figure> {
    let today = facts.days[DAYS - 1];
    let with_errors = troubled.iter().filter(|one| one.today > 0).count();
    let figure = |label, number, more| Figure {
        label: Say::new(label),
        number,
        more,
    };
    vec![
        figure(
            "admin-figure-sign-ins",
            today.made,
            Say::new("admin-figure-failed").count("n", today.failed),
        ),
        figure(
            "admin-figure-people",
            positive(facts.people.total),
            Say::new("admin-figure-new").count("n", facts.people.new),
        ),
        figure(
            "admin-figure-apps",
            positive(facts.apps.total),
            Say::new("admin-figure-errors").count("n", with_errors as u64),
        ),
        figure(
            "admin-figure-signed-in",
            facts.signed_in,
            Say::new("admin-figure-signed-in-what"),
        ),
    ]
}

/// The sign-ins of the last days, with the day of the most as the finding.
pub(super) fn sign_ins(facts: &Facts) -> Option<Chart> {
    let days = facts.days.iter().map(|day| (day.made, day.failed));
    Chart::of(facts.since, days, |bars| {
        let sum = |of: fn(&Bar) -> u64| bars.iter().map(of).sum::<u64>();
        let most = bars.iter().max_by_key(|bar| bar.good + bar.bad);
        let finding = Say::new("admin-sign-ins-finding")
            .count("made", sum(|bar| bar.good))
            .count("failed", sum(|bar| bar.bad));
        match most {
            Some(most) => finding.saying("day", most.date.clone()),
            None => finding,
        }
    })
}

/// How people sign in, of a hundred, the most first.
fn shares(facts: &Facts) -> Vec<Method> {
    const KINDS: [&str; 5] = [
        "admin-method-passkey",
        "admin-method-password-and-passkey",
        "admin-method-password-and-code",
        "admin-method-password",
        "admin-method-other",
    ];
    let kind = |amr: &str| {
        let has = |name: &str| amr.split(' ').any(|one| one == name);
        match (has("hwk") || has("swk"), has("pwd"), has("otp")) {
            (true, false, _) => 0,
            (true, true, _) => 1,
            (false, true, true) => 2,
            (false, true, false) => 3,
            (false, false, _) => 4,
        }
    };
    let mut counts = [0; KINDS.len()];
    for (amr, count) in &facts.methods {
        counts[kind(amr)] += count;
    }
    let all: u64 = counts.iter().sum();
    let mut shares: Vec<_> = KINDS.into_iter().zip(counts).collect();
    shares.retain(|(_, count)| *count > 0);
    shares.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let share = |(name, count): (&'static str, u64)| Method {
        name: Say::new(name),
        percent: (count * 100 + all / 2) / all,
    };
    shares.into_iter().map(share).collect()
}

/// What needs somebody, the urgent first.
async fn needs(
    member: &Member,
    facts: &Facts,
    troubled: &[Troubled],
) -> Result<Vec<Need>, PageError> {
    let visit = &member.visit;
    let mut needs = Vec::new();
    needs.extend(mail_need(visit, facts));
    for one in facts.failing.iter().filter(|one| one.kind != mail::KIND) {
        let more = Say::new("admin-need-told-more")
            .count("n", one.total)
            .count("given", one.given_up);
        let id = ClientId(one.receiver.clone());
        needs.push(app_need(visit, &id, (Say::new("admin-need-told"), more)).await?);
    }
    let with_errors = troubled.iter().filter(|one| one.today > 0);
    for one in with_errors.take(MOST_APPS) {
        let more = Say::new("admin-need-errors-more").count("n", one.today);
        let said = (Say::new("admin-need-errors"), more);
        needs.push(app_need(visit, &one.client, said).await?);
    }
    needs.extend(resource_needs(visit).await?);
    needs.extend(clocks_need(facts));
    needs.extend(schema_need(facts));
    needs.extend(versions_need(facts));
    needs.extend(key_need(visit).await?);
    needs.extend(certificate_need(visit));
    if facts.apps.unvetted > 0 {
        needs.push(Need {
            about: Say::new("admin-need-apps"),
            bad: false,
            what: Say::new("admin-need-unvetted").count("n", facts.apps.unvetted),
            more: Say::new("admin-need-unvetted-more"),
            place: place(
                visit,
                Right::SeeApps,
                "/admin/apps?show=unvetted",
                "admin-apps",
            ),
        });
    }
    if facts.old_hashes > 0 {
        needs.push(Need {
            about: Say::new("admin-need-passwords"),
            bad: false,
            what: Say::new("admin-need-hashes").count("n", facts.old_hashes),
            more: Say::new("admin-need-hashes-more"),
            place: None,
        });
    }
    needs.sort_by_key(|need| !need.bad);
    Ok(needs)
}

/// Where something is looked after, when whoever looks may go there.
fn place(visit: &Visit, right: Right, path: &str, name: &'static str) -> Option<(String, Say)> {
    let may = visit.roles.may(right);
    may.then(|| (path.to_owned(), Say::new(name)))
}

/// What its files say now: the server shows no other for more than a moment.
fn certificate_need(visit: &Visit) -> Option<Need> {
    const URGENT: Duration = Duration::from_hours(2 * 24);
    let read = visit.app.settings.tls.read()?;
    let times = visit.times();
    let (bad, what, more) = match read {
        Ok(certificate) if !certificate.ends_soon(times.now()) => return None,
        Ok(certificate) => (
            certificate.not_after <= times.now().plus(URGENT),
            Say::new("admin-need-certificate-ends")
                .saying("when", times.on(certificate.not_after).text),
            Say::new("admin-need-certificate-ends-more"),
        ),
        Err(error) => (
            true,
            Say::new("admin-need-certificate-unread"),
            Say::new("admin-need-certificate-unread-more")
                .with("key", error.key)
                .with_english("why", error.problem.as_str()),
        ),
    };
    Some(Need {
        about: Say::new("admin-need-certificate"),
        bad,
        what,
        more,
        place: place(
            visit,
            Right::SeeSettings,
            "/admin/settings#tls",
            "admin-settings",
        ),
    })
}

fn mail_need(visit: &Visit, facts: &Facts) -> Option<Need> {
    let about = Say::new("admin-need-mail");
    if !visit.app.mailing.is_on() {
        return Some(Need {
            about,
            bad: false,
            what: Say::new("admin-need-no-mail"),
            more: Say::new("admin-need-no-mail-more"),
            place: place(
                visit,
                Right::SeeSettings,
                "/admin/settings#mail",
                "admin-settings",
            ),
        });
    }
    let failing = facts.failing.iter().find(|one| one.kind == mail::KIND)?;
    let more = match &failing.why {
        Some(why) => Say::new("admin-need-mail-why").with_english("why", why.as_str()),
        None => Say::new("admin-need-mail-more"),
    };
    Some(Need {
        about,
        bad: true,
        what: Say::new("admin-need-letters").count("n", failing.total),
        more,
        place: None,
    })
}

/// What is the case with an app, by its name.
async fn app_need(visit: &Visit, id: &ClientId, said: (Say, Say)) -> Result<Need, PageError> {
    let known = visit.app.clients.by_id(id.as_str()).await?;
    let name = known.map_or_else(|| id.to_string(), |client| client.name.clone());
    let path = format!("/admin/apps/{id}");
    let (what, more) = said;
    Ok(Need {
        about: Say::new("admin-need-app"),
        bad: true,
        what: what.with("app", &name),
        more,
        place: visit
            .roles
            .may(Right::SeeApps)
            .then(|| (path, Say::verbatim(name))),
    })
}

/// Resource servers whose algorithm is none of this server's any more.
async fn resource_needs(visit: &Visit) -> Result<Vec<Need>, PageError> {
    let algorithms = visit.app.keys.algorithms();
    let all = visit.app.clients.served.all().await?;
    let need = |(server, alg): (&ResourceServer, SigningAlg)| {
        let (id, title) = (server.id, &server.rules.title);
        let more = Say::new("resources-alg-gone").with("alg", alg.as_str());
        Need {
            about: Say::new("resources-need"),
            bad: true,
            what: Say::new("resources-need-what").with("title", title),
            more: more.saying("list", named(algorithms)),
            place: visit.roles.may(Right::SeeApps).then(|| {
                let path = format!("/admin/resources/{id}");
                (path, Say::verbatim(title))
            }),
        }
    };
    Ok(all.unsigned(algorithms).take(MOST_APPS).map(need).collect())
}

fn versions_need(facts: &Facts) -> Option<Need> {
    let first = facts.nodes.first()?;
    let differ = facts.nodes.iter().any(|node| node.version != first.version);
    differ.then(|| Need {
        about: Say::new("admin-need-nodes"),
        bad: false,
        what: Say::new("admin-need-versions"),
        more: Say::new("admin-need-versions-more"),
        place: None,
    })
}

/// Two nodes whose clocks differ by more than does no harm: what one writes down, the other judges.
fn clocks_need(facts: &Facts) -> Option<Need> {
    let known = || {
        let nodes = facts.nodes.iter();
        nodes.filter_map(|node| Some((node.ahead?, node)))
    };
    let (most, ahead) = known().max_by_key(|(by, _)| *by)?;
    let (least, behind) = known().min_by_key(|(by, _)| *by)?;
    let apart = u64::try_from(most.saturating_sub(least)).unwrap_or_default();
    (apart > CLOCKS_DIFFER.as_secs()).then(|| Need {
        about: Say::new("admin-need-nodes"),
        bad: true,
        what: Say::new("admin-need-clocks"),
        more: Say::new("admin-need-clocks-more")
            .with("ahead", &ahead.host)
            .with("behind", &behind.host)
            .count("n", apart),
        place: None,
    })
}

/// A node whose program knows another schema than the database has.
fn schema_need(facts: &Facts) -> Option<Need> {
    let schema = facts.schema?;
    let mut nodes = facts.nodes.iter();
    let other = nodes.find(|node| node.knows.is_some_and(|knows| knows != schema))?;
    let known = other.knows.unwrap_or_default();
    Some(Need {
        about: Say::new("admin-need-nodes"),
        bad: true,
        what: Say::new("admin-need-schema"),
        more: Say::new("admin-need-schema-more")
            .with("host", &other.host)
            .with_plain("known", known.to_string())
            .with_plain("schema", schema.to_string()),
        place: None,
    })
}

/// A key that is about to sign.
async fn key_need(visit: &Visit) -> Result<Option<Need>, PageError> {
    let now = visit.app.clock.now();
    let rows = visit
        .app
        .db
        .read(|c| Box::pin(signing_keys::all(c)))
        .await?;
    let next = |row: &&SigningKeyRow| {
        row.state(now) == State::Announced && row.active_at < now.plus(SOON) && row.gone_at > now
    };
    let waiting = rows.iter().filter(next).map(|row| row.active_at);
    let first = waiting.filter(|at| *at < OPEN_END).min();
    Ok(first.map(|at: Timestamp| Need {
        about: Say::new("admin-need-key"),
        bad: false,
        what: Say::new("admin-need-next-key"),
        more: Say::new("admin-need-next-key-more").saying("when", visit.times().on(at).text),
        place: place(visit, Right::SeeKeys, "/admin/keys", "admin-keys"),
    }))
}
