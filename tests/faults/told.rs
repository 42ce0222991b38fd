//! `kill -9` between the end of a sign-in and the telling of its apps (attack row LO-02): whoever was signed out is signed out at the
//! apps too, whatever dies in between, and nobody else is.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use super::below;
use super::cluster::Cluster;
use crate::process::http;
use crate::process::registered::redemption;
use crate::process::{Browser, Installation, Registered};
use crate::world::ear::{Ear, Manner};
use crate::world::{CALLBACK, Page};

/// People that sign out at once.
const BROWSERS: usize = 8;
/// How long a node that is gone may keep an app to itself, and some seconds.
const LEASE: Duration = Duration::from_secs(45);

/// The setting that lets it be called, though it is on this machine.
fn allowed(ear: &Ear) -> String {
    format!("[\"{}\"]", ear.origin)
}

/// An app that listens at `ear`.
fn listening(installation: &Installation, ear: &Ear) -> Registered {
    let uri = ear.uri();
    let flags = [
        "--name",
        "Harbour Notes",
        "--redirect-uri",
        CALLBACK,
        "--backchannel-logout-uri",
        &uri,
    ];
    installation.add_client(&flags)
}

/// A browser that is signed in, and at the app too; with the id of its sign-in.
async fn signed_in(installation: &Installation, app: &Registered) -> (Browser, String) {
    let mut browser = Browser::default();
    let url = app.authorize(&installation.issuer(), "openid profile");
    let page = browser.open(&url).await;
    let page = browser.sign_in(page, "mara").await;
    let sid = redeemed(installation, app, &page).await;
    (browser, sid)
}

/// Goes to another app with the same sign-in.
async fn join(installation: &Installation, browser: &mut Browser, app: &Registered) {
    let url = app.authorize(&installation.issuer(), "openid profile");
    let mut page = browser.open(&url).await;
    if page.has("form#consent-form") {
        let button = Some("approve");
        page = browser.submit(&page, "consent-form", button, &[]).await;
    }
    redeemed(installation, app, &page).await;
}

/// Redeems the code that `page` brought; the id of the sign-in.
async fn redeemed(installation: &Installation, app: &Registered, page: &Page) -> String {
    let code = page.query("code").expect("a code");
    let request = http::form("/token", redemption(&code), &app.basic());
    let answer = http::send(&installation.host, request).await;
    let tokens = answer.expect("somebody answers").json();
    let id_token = tokens["id_token"].as_str().expect("an ID token");
    let claims = crate::world::ear::part(id_token, 1);
    claims["sid"].as_str().expect("a sid").to_owned()
}

/// Signs out; whether that was acknowledged.
async fn sign_out(installation: &Installation, browser: &mut Browser) -> bool {
    let url = format!("{}/logout", installation.issuer());
    let signing_out = async {
        let page = browser.open(&url).await;
        let button = Some("confirm-logout");
        browser.submit(&page, "logout-form", button, &[]).await
    };
    signing_out.await.url.ends_with("/logged-out")
}

/// The sign-ins that are over, as the operator sees them.
fn ended(installation: &Installation) -> BTreeSet<String> {
    let ran = installation
        .run(&["session", "list", "mara", "--json"])
        .well();
    let rows = ran.json();
    let rows = rows.as_array().expect("a list").iter();
    rows.filter(|row| !row["ended_at"].is_null())
        .map(|row| row["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[tokio::test]
async fn lo_02_whoever_was_signed_out_is_told_of_after_a_kill_and_nobody_else() {
    let ear = Ear::open().await;
    let mut installation = Installation::new("127.0.0.1");
    installation.set("LANYARD_OUTBOUND__ALLOW", &allowed(&ear));
    installation.add_user("mara");
    let app = listening(&installation, &ear);
    let (mut heard, mut over, mut open) = (BTreeSet::new(), 0, 0);
    for round in 0..4_u64 {
        let server = installation.start().await;
        let mut browsers = Vec::new();
        for _ in 0..BROWSERS {
            browsers.push(signed_in(&installation, &app).await);
        }
        let mut tasks = JoinSet::new();
        for (mut browser, _) in browsers.clone() {
            let issuer = installation.issuer();
            tasks.spawn(async move {
                let url = format!("{issuer}/logout");
                let page = browser.open(&url).await;
                browser
                    .submit(&page, "logout-form", Some("confirm-logout"), &[])
                    .await
            });
        }
        tokio::time::sleep(Duration::from_millis(20 + round * 30 + below(80))).await;
        server.kill();
        // Those without an answer end with a broken connection, which a browser of the tests takes for a failure.
        while let Some(done) = tasks.join_next().await {
            let _ = done.is_ok_and(|page| page.url.ends_with("/logged-out"));
        }
        let ended = ended(&installation);
        let server = installation.start().await;
        let began = Instant::now();
        while !ended.is_subset(&heard) && began.elapsed() < LEASE {
            tokio::time::sleep(Duration::from_millis(100)).await;
            heard.extend(ear.sids());
        }
        assert!(
            ended.is_subset(&heard),
            "round {round}: told of {heard:?}, ended {ended:?}"
        );
        for (_, sid) in browsers {
            match ended.contains(&sid) {
                true => over += 1,
                false => {
                    open += 1;
                    assert!(!heard.contains(&sid), "{sid} goes on");
                }
            }
        }
        server.kill();
    }
    eprintln!("{over} ended, {open} went on");
}

#[tokio::test]
async fn lo_02_a_node_that_dies_while_it_tells_an_app_is_followed_by_another() {
    let ear = Ear::open().await;
    let mut cluster =
        Cluster::start_with("database", &[("LANYARD_OUTBOUND__ALLOW", &allowed(&ear))]).await;
    cluster.installation.add_user("mara");
    let app = listening(&cluster.installation, &ear);
    cluster.only(0);
    let (mut browser, sid) = signed_in(&cluster.installation, &app).await;
    let (mut other, second) = signed_in(&cluster.installation, &app).await;
    ear.answers(Manner::Hang);
    assert!(sign_out(&cluster.installation, &mut browser).await);
    assert!(sign_out(&cluster.installation, &mut other).await);
    let began = Instant::now();
    let mut heard = Vec::new();
    while heard.is_empty() && began.elapsed() < Duration::from_secs(5) {
        tokio::time::sleep(Duration::from_millis(20)).await;
        heard.extend(ear.sids());
    }
    assert_eq!(heard, [&*sid], "the first, which hangs");
    cluster.kill(0);
    ear.answers(Manner::Well);
    let began = Instant::now();
    while heard.len() < 3 && began.elapsed() < LEASE {
        tokio::time::sleep(Duration::from_millis(50)).await;
        heard.extend(ear.sids());
    }
    eprintln!("followed after {:?}", began.elapsed());
    assert_eq!(heard, [&*sid, &sid, &second], "in their order");
}

/// What two apps say to the node that stands still: nothing, and too late that they would not have it.
#[tokio::test]
async fn lo_02_a_node_that_stands_still_past_its_lease_takes_nothing_from_the_other() {
    let ears = [Ear::open().await, Ear::open().await];
    let origins = ears.each_ref().map(|ear| ear.origin.clone());
    let origins = [("LANYARD_OUTBOUND__ALLOW", &*format!("{origins:?}"))];
    let mut cluster = Cluster::start_with("database", &origins).await;
    cluster.installation.add_user("mara");
    let apps = ears
        .each_ref()
        .map(|ear| listening(&cluster.installation, ear));
    // It is the first that tells them, and the other that follows.
    cluster.kill(1);
    cluster.only(0);
    let (mut browsers, mut sids) = (Vec::new(), Vec::new());
    for _ in 0..2 {
        let (mut browser, sid) = signed_in(&cluster.installation, &apps[0]).await;
        join(&cluster.installation, &mut browser, &apps[1]).await;
        browsers.push(browser);
        sids.push(sid);
    }
    let mut heard = [Vec::new(), Vec::new()];
    let listen = async |heard: &mut [Vec<String>; 2], times: usize, within: Duration| {
        let began = Instant::now();
        while heard.iter().any(|heard| heard.len() < times) && began.elapsed() < within {
            tokio::time::sleep(Duration::from_millis(20)).await;
            for (heard, ear) in heard.iter_mut().zip(&ears) {
                heard.extend(ear.sids());
            }
        }
        began.elapsed()
    };
    ears.iter().for_each(|ear| ear.answers(Manner::Hang));
    for browser in &mut browsers {
        assert!(sign_out(&cluster.installation, browser).await);
    }
    listen(&mut heard, 1, Duration::from_secs(5)).await;
    cluster.signal(0, "STOP");
    assert_eq!(heard, [[&*sids[0]], [&*sids[0]]], "the first, under way");
    ears.iter().for_each(|ear| ear.answers(Manner::Well));
    cluster.start_node(1).await;
    let took = listen(&mut heard, 3, LEASE).await;
    ears[1].answers_late(400);
    cluster.signal(0, "CONT");
    // It sees that its time is over, or what the app said, and that the receiver is not its own any more.
    let began = Instant::now();
    while !cluster.log(0).contains("not told") && began.elapsed() < Duration::from_secs(5) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(cluster.log(0).contains("not told"), "{}", cluster.log(0));
    listen(&mut heard, 4, Duration::from_secs(2)).await;
    let expected = [&*sids[0], &sids[0], &sids[1]];
    assert_eq!(heard, [expected, expected], "in their order, and no more");
    let shown = |arguments: &[&str]| cluster.installation.run(arguments).well().json();
    for sid in &sids {
        let apps = shown(&["session", "show", sid, "--json"])["apps"].clone();
        for app in apps.as_array().expect("a list") {
            let told = (&app["state"], &app["answer"]);
            assert_eq!(told, (&"told".into(), &"HTTP 200".into()), "{apps}");
        }
    }
    let left = shown(&["outbox", "list", "--all", "--json"]);
    assert_eq!(left, serde_json::json!([]), "nothing waits or is set aside");
    let entries = shown(&["audit", "list", "--act", "sign-in.told", "--json"]);
    assert_eq!(entries.as_array().map(Vec::len), Some(4), "{entries}");
    eprintln!("followed after {took:?}");

    // And the first one goes on with what is new.
    cluster.kill(1);
    let (mut browser, sid) = signed_in(&cluster.installation, &apps[0]).await;
    assert!(sign_out(&cluster.installation, &mut browser).await);
    let mut heard = [Vec::new(), vec![String::new()]];
    listen(&mut heard, 1, LEASE).await;
    assert_eq!(heard[0], [sid]);
}

#[tokio::test]
async fn the_operator_sees_what_an_app_refused_and_has_it_tried_again() {
    let ear = Ear::open().await;
    let mut installation = Installation::new("127.0.0.1");
    installation.set("LANYARD_OUTBOUND__ALLOW", &allowed(&ear));
    installation.add_user("mara");
    let app = listening(&installation, &ear);
    let _server = installation.start().await;
    let (mut browser, sid) = signed_in(&installation, &app).await;
    let show = || {
        installation
            .run(&["session", "show", &sid, "--json"])
            .well()
            .json()
    };
    assert_eq!(show()["apps"][0]["state"], serde_json::Value::Null);
    ear.answers(Manner::Status(400));
    assert!(sign_out(&installation, &mut browser).await);
    let heard = async |times: usize| {
        let began = Instant::now();
        let mut heard = Vec::new();
        while heard.len() < times && began.elapsed() < Duration::from_secs(10) {
            tokio::time::sleep(Duration::from_millis(20)).await;
            heard.extend(ear.sids());
        }
        // The answer is written down a moment after it came.
        tokio::time::sleep(Duration::from_millis(300)).await;
        heard
    };
    assert_eq!(heard(1).await, [&*sid]);
    let shown = show();
    assert_eq!(shown["end_reason"], "signed-out");
    let told = &shown["apps"][0];
    assert_eq!(
        (&told["client_id"], &told["state"]),
        (&app.id.clone().into(), &"refused".into())
    );
    assert!(
        told["answer"]
            .as_str()
            .is_some_and(|text| text.contains("400"))
    );
    let text = installation.run(&["session", "show", &sid]).well().out();
    assert!(
        text.contains("would not be told") && text.contains("access until"),
        "{text}"
    );

    let listed = installation
        .run(&["outbox", "list", "--json"])
        .well()
        .json();
    assert_eq!(listed[0]["sign_in"], *sid);
    let id = listed[0]["id"].as_str().expect("an id").to_owned();
    let doctor = installation.run(&["doctor"]).out();
    assert!(
        doctor.contains("1 given up of what apps were to be told"),
        "{doctor}"
    );
    ear.answers(Manner::Well);
    installation.run(&["outbox", "retry", &id]).well();
    assert_eq!(heard(1).await, [&*sid]);
    assert_eq!(show()["apps"][0]["state"], "told");
    let again = installation.run(&["outbox", "retry", &id]);
    again.refused(3, "no such message");
    installation
        .run(&["outbox", "retry", "1"])
        .refused(2, "expected an id");
    let empty = installation
        .run(&["outbox", "list", "--all", "--json"])
        .well();
    assert_eq!(empty.json(), serde_json::json!([]));

    let (browser, second) = signed_in(&installation, &app).await;
    installation.run(&["session", "end", &second]).well();
    assert_eq!(heard(1).await, [&*second]);
    let page = browser
        .clone()
        .open(&format!("{}/account", installation.issuer()))
        .await;
    assert!(page.url.contains("/login"), "{}", page.url);
    let unknown = uuid::Uuid::now_v7().to_string();
    installation
        .run(&["session", "show", &unknown])
        .refused(3, "no sign-in");
    installation
        .run(&["session", "end", &unknown])
        .refused(3, "no sign-in");
    installation
        .run(&["session", "show", "mara"])
        .refused(2, "session list");
}
