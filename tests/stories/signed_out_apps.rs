//! A sign-in ends, and its apps are told (OpenID Connect Back-Channel Logout 1.0): which, of what, how often, whatever they answer.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use lanyard::accounts::ledger::{self, Entry};
use lanyard::accounts::{EndReason, ending, state};
use lanyard::audit::Actor;
use lanyard::config::Settings;
use lanyard::ops::cleanup;
use lanyard::protocol::client::{Kind, LogoutAddresses};
use lanyard::protocol::ids::SignInId;
use lanyard::protocol::registration::Draft;
use lanyard::store::audit::{self, Filter};
use lanyard::store::outbox::{self, Message};
use lanyard::store::sign_in_clients::State;
use serde_json::{Value, json};

use crate::world::ear::{Ear, Manner, part};
use crate::world::matrix::everywhere_with;
use crate::world::relying_party::Tokens;
use crate::world::{Browser, CALLBACK, ISSUER, PASSWORD, Provider, RelyingParty};

const OFFLINE: &[&str] = &["profile", "offline_access"];
const HOUR: Duration = Duration::from_hours(1);

/// The operator lets these be called, though they are on this machine.
pub(super) fn hears(ears: &[&Ear]) -> impl Fn(&mut Settings) {
    let origins: Vec<_> = ears.iter().map(|ear| ear.origin.clone()).collect();
    move |settings| {
        let allowed = origins.iter().map(|origin| origin.parse().unwrap());
        settings.outbound.allow.extend(allowed);
    }
}

/// An app that wants to be told at that ear.
pub(super) async fn listening(site: &Provider, name: &str, ear: Option<&Ear>) -> RelyingParty {
    let draft = Draft {
        redirect_uris: vec![CALLBACK.to_owned()],
        scope: Some("openid profile offline_access".to_owned()),
        logout: LogoutAddresses {
            backchannel_logout_uri: ear.map(Ear::uri),
            ..LogoutAddresses::default()
        },
        ..Draft::new(name, Kind::Web)
    };
    let (id, secret) = site.register(draft).await;
    RelyingParty::discover(site, &id, Some(&secret)).await
}

fn sid(tokens: &Tokens) -> String {
    let claims = part(&tokens.id_token, 1);
    claims["sid"].as_str().expect("there is a sid").to_owned()
}

async fn ledger_of(site: &Provider, sid: &str) -> Vec<Entry> {
    let (id, now) = (sid.parse::<SignInId>().unwrap(), site.clock.now());
    let access = site.settings.tokens.access;
    let job = site
        .app
        .db
        .read(move |c| Box::pin(ledger::of_sign_in(c, id, access, now)));
    job.await.unwrap()
}

async fn messages(site: &Provider) -> Vec<Message> {
    let job = site.app.db.read(|c| Box::pin(outbox::list(c, true, 100)));
    job.await.unwrap()
}

/// What the audit says of apps that were told.
async fn recorded(site: &Provider) -> Vec<audit::Row> {
    let filter = Filter {
        acts: vec!["sign-in.told"],
        ..Filter::default()
    };
    let job = site
        .app
        .db
        .read(move |c| Box::pin(async move { audit::list(c, &filter, 9).await }));
    job.await.unwrap()
}

/// The claims, if the published keys verify them.
pub(super) async fn verified(site: &Provider, token: &str, audience: &str) -> Value {
    let keys: JwkSet = serde_json::from_str(&site.get("/jwks", None).await.text).unwrap();
    let header = decode_header(token).unwrap();
    let key = keys.find(&header.kid.unwrap()).expect("it is published");
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&[audience]);
    validation.set_issuer(&[ISSUER]);
    // The clock of the story stands elsewhere.
    validation.validate_exp = false;
    let key = DecodingKey::from_jwk(key).unwrap();
    decode::<Value>(token, &key, &validation).unwrap().claims
}

#[tokio::test]
async fn lo_01_the_token_is_what_the_specification_wants() {
    let ear = Ear::open().await;
    everywhere_with(hears(&[&ear]), async |site| {
        let user = site.add_user("mara").await;
        let app = listening(&site, "Harbour Notes", Some(&ear)).await;
        let mut browser = Browser::new(&site);
        let tokens = browser.sign_in_to(&app, "mara", OFFLINE).await;
        browser.sign_out().await;
        site.app.outbox.settle().await;
        let told = ear.tokens();
        assert_eq!(told.len(), 1, "once");
        let claims = verified(&site, &told[0], &app.client_id).await;
        let now = site.clock.now().0;
        let expected = json!({
            "iss": ISSUER, "aud": app.client_id, "sub": user.id, "sid": sid(&tokens),
            "iat": now, "exp": now + 120, "jti": claims["jti"],
            "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
        });
        assert_eq!(claims, expected);
        assert_eq!(part(&told[0], 0)["typ"], "logout+jwt");
        // It is no access token, and no ID token either.
        let answer = site
            .get("/userinfo", Some(&format!("Bearer {}", told[0])))
            .await;
        assert_eq!(answer.status, 401);
        let entries = ledger_of(&site, &sid(&tokens)).await;
        assert_eq!(entries[0].part.state, Some(State::Told));
        assert_eq!(entries[0].part.answer.as_deref(), Some("HTTP 200"));
        assert!(entries[0].lasting, "it may go on, as Mara allowed");
        assert_eq!(messages(&site).await, []);
        let rows = recorded(&site).await;
        assert_eq!(rows.len(), 1);
        let expected = json!({ "sign_in": sid(&tokens), "app": app.client_id, "outcome": "told", "answer": "HTTP 200" });
        assert_eq!(Value::from(rows[0].details.clone()), expected);
    })
    .await;
}

/// Ways in which a sign-in ends.
#[derive(Debug, Clone, Copy)]
enum Way {
    Here,
    Elsewhere,
    Others,
    Idle,
    Age,
    Password,
    Administrator,
    Disabled,
    Removed,
}

impl Way {
    const ALL: [Self; 9] = [
        Self::Here,
        Self::Elsewhere,
        Self::Others,
        Self::Idle,
        Self::Age,
        Self::Password,
        Self::Administrator,
        Self::Disabled,
        Self::Removed,
    ];

    /// Ends the sign-in `sid` of `there`; `here` is another browser of the same person.
    async fn end(self, site: &Provider, here: &mut Browser, there: &mut Browser, sid: &str) {
        let (db, now) = (&site.app.db, site.clock.now());
        let user = site.user("mara").await.id;
        let idle = site.settings.session.idle;
        match self {
            Self::Here => drop(there.sign_out().await),
            Self::Elsewhere => {
                let path = format!("/account/sessions/{sid}/end");
                let token = here.csrf_of("/account/sessions").await;
                here.post(&path, &[("csrf".to_owned(), token)]).await;
            }
            Self::Others => {
                let page = here.open("/account/sessions").await;
                let button = Some("end-others");
                here.submit(&page, "end-others-form", button, &[]).await;
            }
            Self::Idle => {
                site.clock.advance(idle + HOUR);
                cleanup::end_idle(db, &site.clock, idle).await.unwrap();
            }
            Self::Age => {
                site.clock.advance(13 * HOUR);
                cleanup::sweep(db, &site.clock).await.unwrap();
            }
            Self::Password => {
                let page = here.open("/account/security/password").await;
                let new = "another sentence that works";
                let fields = [("current_password", PASSWORD), ("password", new)];
                here.submit(&page, "password-form", None, &fields).await;
            }
            Self::Administrator => {
                let actor = Actor::operator();
                ending::everywhere(db, user, &actor, now).await.unwrap();
            }
            Self::Disabled => {
                state::disable(db, user, &Actor::operator(), now)
                    .await
                    .unwrap();
            }
            Self::Removed => {
                state::remove(db, user, &Actor::operator(), now)
                    .await
                    .unwrap();
            }
        }
    }
}

#[tokio::test]
async fn lo_04_however_a_sign_in_ends_the_apps_of_it_are_told_of_it_alone() {
    let ear = Ear::open().await;
    for way in Way::ALL {
        eprintln!("{way:?}");
        everywhere_with(hears(&[&ear]), async |site| {
            site.add_user("mara").await;
            let notes = listening(&site, "Harbour Notes", Some(&ear)).await;
            let deaf = listening(&site, "Photo Album", None).await;
            let [mut here, mut there] = [(); 2].map(|()| Browser::new(&site));
            here.sign_in("mara").await;
            let tokens = there.sign_in_to(&notes, "mara", &["profile"]).await;
            there.sign_in_to(&deaf, "mara", &["profile"]).await;
            let sid = sid(&tokens);
            site.app.outbox.settle().await;
            assert_eq!(ear.sids(), [""; 0], "nothing has ended");
            way.end(&site, &mut here, &mut there, &sid).await;
            site.app.outbox.settle().await;
            assert_eq!(ear.sids(), [sid], "{way:?}");
            site.app.outbox.settle().await;
            assert_eq!(ear.sids(), [""; 0], "once");
        })
        .await;
    }
}

#[tokio::test]
async fn an_app_that_does_not_answer_delays_nobody_and_is_told_in_the_end() {
    let (deaf, well) = (Ear::open().await, Ear::open().await);
    for manner in [
        Manner::Hang,
        Manner::Status(500),
        Manner::Status(404),
        Manner::Elsewhere,
    ] {
        eprintln!("{manner:?}");
        everywhere_with(hears(&[&deaf, &well]), async |site| {
            site.add_user("mara").await;
            let notes = listening(&site, "Harbour Notes", Some(&deaf)).await;
            let photos = listening(&site, "Photo Album", Some(&well)).await;
            let mut browser = Browser::new(&site);
            let tokens = browser.sign_in_to(&notes, "mara", &["profile"]).await;
            browser.sign_in_to(&photos, "mara", &["profile"]).await;
            deaf.answers(manner);
            let id = sid(&tokens).parse().unwrap();
            let (reason, now) = (EndReason::SignedOut, site.clock.now());
            ending::these(&site.app.db, vec![id], reason, &Actor::operator(), now)
                .await
                .unwrap();
            let began = Instant::now();
            site.app
                .outbox
                .tell_now(&[id], Duration::from_secs(1))
                .await;
            assert!(
                began.elapsed() < Duration::from_secs(4),
                "nobody waits for it"
            );
            assert_eq!(well.sids(), [sid(&tokens)]);
            site.app.outbox.settle().await;
            assert_eq!(deaf.sids().len(), 1, "{manner:?}: not again at once");
            let entries = ledger_of(&site, &sid(&tokens)).await;
            let states: Vec<_> = entries
                .iter()
                .map(|entry| entry.part.state.unwrap())
                .collect();
            assert_eq!(states, [State::Waiting, State::Told]);
            assert_eq!(entries[0].part.tries, 1);
            deaf.answers(Manner::Well);
            site.clock.advance(Duration::from_secs(8));
            site.app.outbox.settle().await;
            assert_eq!(deaf.sids(), [sid(&tokens)], "{manner:?}");
            assert_eq!(messages(&site).await, []);
        })
        .await;
    }
}

#[tokio::test]
async fn lo_02_a_node_that_was_away_too_long_leaves_the_telling_to_the_other() {
    // What the app says in the end to the node that was away.
    for late in [200, 400, 503] {
        let ear = Ear::open().await;
        eprintln!("{late}");
        everywhere_with(hears(&[&ear]), async |site| {
            site.add_user("mara").await;
            let notes = listening(&site, "Harbour Notes", Some(&ear)).await;
            let mut sids = Vec::new();
            ear.answers(Manner::Hang);
            for _ in 0..2 {
                let mut browser = Browser::new(&site);
                let tokens = browser.sign_in_to(&notes, "mara", &["profile"]).await;
                sids.push(sid(&tokens));
            }
            let ids = sids.iter().map(|sid| sid.parse().unwrap()).collect();
            let (reason, now) = (EndReason::SignedOut, site.clock.now());
            ending::these(&site.app.db, ids, reason, &Actor::operator(), now)
                .await
                .unwrap();
            let (first, second) = (site.clone(), site.another_node().await);
            let away = tokio::spawn(async move { first.app.outbox.settle().await });
            let mut heard = Vec::new();
            while heard.is_empty() {
                tokio::time::sleep(Duration::from_millis(5)).await;
                heard.extend(ear.sids());
            }
            site.clock.advance(Duration::from_secs(29));
            second.app.outbox.settle().await;
            assert_eq!(ear.sids(), [""; 0], "the first still has the lease");
            site.clock.advance(Duration::from_secs(1));
            ear.answers(Manner::Well);
            second.app.outbox.settle().await;
            heard.extend(ear.sids());
            ear.answers_late(late);
            away.await.unwrap();
            heard.extend(ear.sids());
            assert_eq!(heard.len(), 3, "the first one twice, and nothing else");
            assert_eq!(heard[0], heard[1]);
            assert_eq!(BTreeSet::from_iter(&heard), BTreeSet::from_iter(&sids));
            assert_eq!(messages(&site).await, []);
            for sid in &sids {
                let part = ledger_of(&site, sid).await.remove(0).part;
                assert_eq!((part.state, part.tries), (Some(State::Told), 1));
                assert_eq!(part.answer.as_deref(), Some("HTTP 200"));
            }
            assert_eq!(recorded(&site).await.len(), 2, "recorded once");
        })
        .await;
    }
}

#[tokio::test]
async fn what_is_refused_or_not_taken_for_a_day_is_set_aside_and_shown() {
    let ear = Ear::open().await;
    everywhere_with(hears(&[&ear]), async |site| {
        site.add_user("mara").await;
        let notes = listening(&site, "Harbour Notes", Some(&ear)).await;
        let mut sids = Vec::new();
        for manner in [Manner::Status(400), Manner::Status(503)] {
            let mut browser = Browser::new(&site);
            let tokens = browser.sign_in_to(&notes, "mara", &["profile"]).await;
            ear.answers(manner);
            browser.sign_out().await;
            site.app.outbox.settle().await;
            sids.push(sid(&tokens));
        }
        let state = async |nth: usize| ledger_of(&site, &sids[nth]).await[0].part.state;
        assert_eq!(state(0).await, Some(State::Refused));
        assert_eq!(state(1).await, Some(State::Waiting));
        for _ in 0..30 {
            site.clock.advance(HOUR);
            site.app.outbox.settle().await;
        }
        assert_eq!(state(1).await, Some(State::GivenUp));
        let tried = ear.tokens().len();
        assert!((20..80).contains(&tried), "{tried}");
        let aside = messages(&site).await;
        assert_eq!(aside.len(), 2);
        assert!(aside.iter().all(|message| message.set_aside_at.is_some()));
        // The owner sees it, and so does the operator, who has them tried again when the app is mended.
        ear.answers(Manner::Well);
        for message in aside {
            let now = site.clock.now();
            let again = lanyard::accounts::telling::again(&site.app.db, message.id, now).await;
            assert!(again.unwrap());
        }
        site.app.outbox.settle().await;
        assert_eq!(ear.sids(), sids, "in their order");
        assert_eq!(state(0).await, Some(State::Told));
        // A month later nobody remembers.
        site.clock.advance(31 * 24 * HOUR);
        cleanup::sweep(&site.app.db, &site.clock).await.unwrap();
        assert!(ledger_of(&site, &sids[0]).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn lo_06_what_apps_hold_ends_with_the_sign_in_unless_it_was_allowed_to_last() {
    let ear = Ear::open().await;
    everywhere_with(hears(&[&ear]), async |site| {
        site.add_user("mara").await;
        let notes = listening(&site, "Harbour Notes", Some(&ear)).await;
        let mut browser = Browser::new(&site);
        let normal = browser.sign_in_to(&notes, "mara", &["profile"]).await;
        let lasting = browser.sign_in_to(&notes, "mara", OFFLINE).await;
        browser.sign_out().await;
        let bearer = format!("Bearer {}", normal.access_token);
        assert_eq!(site.get("/userinfo", Some(&bearer)).await.status, 401);
        let refresh = lasting.refresh_token.unwrap();
        assert!(notes.refresh(&refresh).await.is_ok(), "as Mara allowed");
        let entries = ledger_of(&site, &sid(&normal)).await;
        assert!(entries[0].lasting && entries[0].access_until.is_some());
    })
    .await;
}

#[tokio::test]
async fn the_devices_page_and_the_apps_page_say_who_was_told() {
    let ear = Ear::open().await;
    everywhere_with(hears(&[&ear]), async |site| {
        site.add_user("mara").await;
        let notes = listening(&site, "Harbour Notes", Some(&ear)).await;
        let deaf = listening(&site, "Photo Album", None).await;
        let [mut here, mut there] = [(); 2].map(|()| Browser::new(&site));
        here.sign_in("mara").await;
        there.sign_in_to(&notes, "mara", OFFLINE).await;
        there.sign_in_to(&deaf, "mara", &["profile"]).await;
        let page = here.open("/account/sessions").await;
        assert!(page.html.contains("Used for <bdi>Harbour Notes</bdi> and <bdi>Photo Album</bdi>"));
        let page = there.sign_out().await;
        assert_eq!(page.path(), "/logged-out");
        let said = "Harbour Notes was told that you signed out. Photo Album cannot be told: sign out there as well.";
        assert_eq!(page.text("#notice"), said);
        let page = there.open("/logged-out").await;
        assert!(!page.has("#notice"), "once");
        let page = here.open("/account/sessions").await;
        for text in [
            "<bdi>Harbour Notes</bdi> was told. It may go on while you are away, as you allowed.",
            "<bdi>Photo Album</bdi> has no address at which it can be told. What it got may still work for some minutes.",
        ] {
            assert!(page.html.contains(text), "{text}: {}", page.html);
        }
    })
    .await;
}
