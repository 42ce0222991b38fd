//! Two nodes on one database: a sign-in goes round both, what one ends is over on the other, and one may be killed in between
//! (attack rows SS-04, SS-06, CS-01, CS-12, FT-20; sizes of the windows for docs/sessions.md).

use std::time::{Duration, Instant};

use super::cluster::Cluster;
use crate::process::http::{self, Answer};
use crate::process::registered::redemption;
use crate::process::{Browser, Registered};
use crate::world::{CALLBACK, Page};

const MODES: [&str; 2] = ["database", "cookie"];

/// Ends with the sign-in.
const ONLINE: &str = "openid profile";
/// Outlives it, by a refresh token.
const OFFLINE: &str = "openid profile offline_access";

/// What the other node hears of by PostgreSQL's NOTIFY.
const AT_ONCE: Duration = Duration::from_secs(1);
/// What it learns when it reads the list anew, every five seconds.
const BY_READING: Duration = Duration::from_secs(6);

/// A cluster with Mara and an app.
struct Nodes {
    cluster: Cluster,
    app: Registered,
}

impl Nodes {
    async fn open(mode: &str) -> Self {
        let cluster = Cluster::start(mode).await;
        cluster.installation.add_user("mara");
        let arguments = ["--name", "Harbour Notes", "--redirect-uri", CALLBACK];
        let app = cluster.installation.add_client(&arguments);
        Self { cluster, app }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.cluster.installation.issuer())
    }

    fn authorize(&self, scope: &str) -> String {
        let issuer = self.cluster.installation.issuer();
        self.app.authorize(&issuer, scope)
    }

    async fn token(&self, fields: &[(&str, &str)]) -> Answer {
        let request = http::form("/token", fields.iter().copied(), &self.app.basic());
        let answer = http::send(&self.cluster.installation.host, request).await;
        answer.expect("somebody answers")
    }

    async fn redeem(&self, page: &Page) -> Answer {
        let code = page.query("code").unwrap_or_else(|| {
            panic!("no code: {} {}\n{}", page.status, page.url, page.html);
        });
        self.token(&redemption(&code)).await
    }

    async fn refresh(&self, tokens: &Answer) -> Answer {
        let token = tokens.json()["refresh_token"].as_str().map(str::to_owned);
        let token = token.unwrap_or_else(|| panic!("no refresh token: {}", tokens.text));
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", &token)])
            .await
    }

    /// What introspection says, at whichever node answers.
    async fn is_active(&self, tokens: &Answer) -> bool {
        let token = tokens.json()["access_token"].as_str().map(str::to_owned);
        let token = token.unwrap_or_else(|| panic!("no access token: {}", tokens.text));
        let request = http::form("/introspect", [("token", &*token)], &self.app.basic());
        let answer = http::send(&self.cluster.installation.host, request).await;
        answer.expect("somebody answers").json()["active"] == true
    }

    async fn sign_in(&self) -> Browser {
        let mut browser = Browser::default();
        let page = browser.open(&self.url("/login")).await;
        let page = browser.log_in(&page, "mara").await;
        assert!(
            page.url.ends_with("/account"),
            "{}: {}",
            page.url,
            page.html
        );
        browser
    }

    /// Proves once more who it is; the cookie is another one from then on.
    async fn sign_in_again(&self, browser: &mut Browser) {
        let page = browser.open(&self.url("/login?another=1")).await;
        let page = browser.log_in(&page, "mara").await;
        assert!(
            page.url.ends_with("/account"),
            "{}: {}",
            page.url,
            page.html
        );
    }

    async fn sign_out(&self, browser: &mut Browser) {
        let page = browser.open(&self.url("/logout")).await;
        let button = Some("confirm-logout");
        let page = browser.submit(&page, "logout-form", button, &[]).await;
        assert!(page.url.ends_with("/logged-out"), "{}", page.url);
    }

    async fn is_signed_in(&self, browser: &Browser) -> bool {
        // A copy, which keeps its cookie whatever the answer says.
        let page = browser.clone().open(&self.url("/account")).await;
        assert_eq!(page.status, 200, "{}: {}", page.url, page.html);
        page.url.ends_with("/account")
    }

    /// How long `node` still takes the cookies of `browser`.
    async fn refused_by(&self, node: usize, browser: &Browser) -> Duration {
        self.cluster.only(node);
        let began = Instant::now();
        while self.is_signed_in(browser).await {
            assert!(began.elapsed() < BY_READING * 2, "node {node} never hears");
        }
        let elapsed = began.elapsed();
        self.cluster.round_robin();
        elapsed
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ft_20_a_sign_in_goes_round_two_nodes_and_its_end_is_known_to_both() {
    for mode in MODES {
        let nodes = Nodes::open(mode).await;
        let cluster = &nodes.cluster;
        let mut browser = Browser::default();
        cluster.only(0);
        let page = browser.open(&nodes.authorize(OFFLINE)).await;
        cluster.only(1);
        let page = browser.log_in(&page, "mara").await;
        assert!(page.has("form#consent-form"), "{}: {}", page.url, page.html);
        cluster.only(0);
        let button = Some("approve");
        let page = browser.submit(&page, "consent-form", button, &[]).await;
        cluster.only(1);
        let tokens = nodes.redeem(&page).await;
        assert_eq!(tokens.status, 200, "{}", tokens.text);
        cluster.only(0);
        let tokens = nodes.refresh(&tokens).await;
        assert_eq!(tokens.status, 200, "{}", tokens.text);

        // The same without a hand on the balancer, a dozen times over.
        cluster.round_robin();
        let (before, mut tokens) = (cluster.served(), tokens);
        for _ in 0..6 {
            let page = browser.open(&nodes.authorize(OFFLINE)).await;
            assert_eq!(nodes.redeem(&page).await.status, 200);
            tokens = nodes.refresh(&tokens).await;
            assert_eq!(tokens.status, 200, "{}", tokens.text);
        }
        for (node, before) in cluster.served().into_iter().zip(before) {
            assert!(node - before >= 6, "each node has its share");
        }

        for (here, there) in [(0, 1), (1, 0)] {
            let mut browser = nodes.sign_in().await;
            let copied = browser.clone();
            let page = browser.open(&nodes.authorize(ONLINE)).await;
            let tokens = nodes.redeem(&page).await;
            assert!(nodes.is_active(&tokens).await);
            cluster.only(here);
            nodes.sign_out(&mut browser).await;
            let delays = [
                nodes.refused_by(there, &copied).await,
                nodes.refused_by(here, &copied).await,
            ];
            eprintln!("signed out on node {here}: over on the other after {delays:?}");
            assert!(delays.iter().all(|delay| *delay < AT_ONCE), "{delays:?}");
            cluster.only(there);
            assert!(!nodes.is_active(&tokens).await);
            cluster.round_robin();
        }
    }
}

/// Mode `cookie` has one thing that only the list in memory knows: which cookies of a sign-in that goes on were replaced.
#[tokio::test(flavor = "multi_thread")]
async fn cs_01_a_replaced_cookie_is_over_on_the_other_node_at_once_with_notices_and_soon_without() {
    let nodes = Nodes::open("cookie").await;
    let cluster = &nodes.cluster;
    let replaced = async |what: &str| {
        let mut browser = nodes.sign_in().await;
        let copied = browser.clone();
        cluster.only(0);
        nodes.sign_in_again(&mut browser).await;
        let delay = nodes.refused_by(1, &copied).await;
        assert!(nodes.is_signed_in(&browser).await, "the new one is good");
        eprintln!("{what}: the replaced cookie was over on the other node after {delay:?}");
        delay
    };
    assert!(replaced("with notices").await < AT_ONCE);

    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
        WHERE application_name = 'lanyard notices' AND datname = current_database()";
    assert_eq!(cluster.execute(sql).await, 2, "each node listens");
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(replaced("connected again").await < AT_ONCE);

    // Ended while nobody listens: whoever comes back reads everything.
    let mut browser = nodes.sign_in().await;
    let copied = browser.clone();
    cluster.only(0);
    cluster.execute(sql).await;
    nodes.sign_in_again(&mut browser).await;
    assert!(nodes.refused_by(1, &copied).await < BY_READING);

    for table in ["sign_in", "users"] {
        let sql = format!("ALTER TABLE {table} DISABLE TRIGGER USER");
        cluster.execute(&sql).await;
    }
    assert!(replaced("without notices").await < BY_READING);
}

#[tokio::test(flavor = "multi_thread")]
async fn cs_12_a_node_that_was_killed_comes_back_and_still_refuses_what_ended_meanwhile() {
    for mode in MODES {
        let mut nodes = Nodes::open(mode).await;
        let mut elder = nodes.sign_in().await;
        let mut browser = Browser::default();
        nodes.cluster.only(0);
        let page = browser.open(&nodes.authorize(ONLINE)).await;
        let page = browser.log_in(&page, "mara").await;
        nodes.cluster.round_robin();
        nodes.cluster.kill(0);

        // The other one goes on with what the killed one began.
        let button = Some("approve");
        let page = browser.submit(&page, "consent-form", button, &[]).await;
        let tokens = nodes.redeem(&page).await;
        assert_eq!(tokens.status, 200, "{}", tokens.text);
        assert!(nodes.is_signed_in(&browser).await && nodes.is_signed_in(&elder).await);

        let (signed_out, replaced) = (browser.clone(), elder.clone());
        nodes.sign_out(&mut browser).await;
        nodes.sign_in_again(&mut elder).await;
        nodes.cluster.start_node(0).await;
        for node in [0, 1] {
            nodes.cluster.only(node);
            assert!(!nodes.is_signed_in(&signed_out).await, "node {node}");
            assert!(!nodes.is_signed_in(&replaced).await, "node {node}");
            assert!(nodes.is_signed_in(&elder).await, "node {node}");
            assert!(!nodes.is_active(&tokens).await, "node {node}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ss_06_a_disabled_person_is_over_on_every_node_within_a_second() {
    for mode in MODES {
        let nodes = Nodes::open(mode).await;
        let browser = nodes.sign_in().await;
        let mut other = browser.clone();
        let page = other.open(&nodes.authorize(OFFLINE)).await;
        let page = other
            .submit(&page, "consent-form", Some("approve"), &[])
            .await;
        let tokens = nodes.redeem(&page).await;
        assert_eq!(tokens.status, 200, "{}", tokens.text);
        nodes
            .cluster
            .installation
            .run(&["user", "disable", "mara"])
            .well();
        for node in [0, 1] {
            let delay = nodes.refused_by(node, &browser).await;
            assert!(delay < AT_ONCE, "node {node}: {delay:?}");
            nodes.cluster.only(node);
            let refused = nodes.refresh(&tokens).await;
            assert_eq!(refused.json()["error"], "invalid_grant", "node {node}");
        }
        // Being switched on again brings no sign-in back.
        nodes
            .cluster
            .installation
            .run(&["user", "enable", "mara"])
            .well();
        for node in [0, 1] {
            nodes.cluster.only(node);
            assert!(!nodes.is_signed_in(&browser).await, "node {node}");
        }
    }
}
