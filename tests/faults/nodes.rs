//! Two nodes on one database: a sign-in goes round both, what one ends is over on the other, and one may be killed in between
//! (attack rows SS-04, SS-06, CS-01, CS-12, FT-20; sizes of the windows for docs/sessions.md).

use std::time::{Duration, Instant};

use super::cluster::Cluster;
use super::running::http::{self, Answer};
use super::running::server::Registered;
use super::running::support::Page;
use super::running::{Browser, PASSWORD};

const MODES: [&str; 2] = ["database", "cookie"];
/// 43 characters, and the challenge they give (RFC 7636 appendix B).
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const CALLBACK: &str = "https://rp.example/cb";
const CREDENTIALS: [(&str, &str); 2] = [("login", "mara"), ("password", PASSWORD)];

/// Ends with the sign-in.
const ONLINE: &str = "openid profile";
/// Outlives it, by a refresh token.
const OFFLINE: &str = "openid profile offline_access";

/// What the other node hears of by PostgreSQL's NOTIFY.
const AT_ONCE: Duration = Duration::from_secs(1);
/// What it learns when it reads the list anew, every five seconds.
const BY_READING: Duration = Duration::from_secs(6);

/// A cluster with Mara and an app.
struct House {
    cluster: Cluster,
    app: Registered,
}

impl House {
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
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("response_type", "code"),
                ("client_id", &self.app.id),
                ("redirect_uri", CALLBACK),
                ("scope", scope),
                ("code_challenge", CHALLENGE),
                ("code_challenge_method", "S256"),
            ])
            .finish();
        self.url(&format!("/authorize?{query}"))
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
        self.token(&[
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ])
        .await
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
        let page = browser
            .submit(&page, "login-form", None, &CREDENTIALS)
            .await;
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
        let page = browser
            .submit(&page, "login-form", None, &CREDENTIALS)
            .await;
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
        let house = House::open(mode).await;
        let cluster = &house.cluster;
        let mut browser = Browser::default();
        cluster.only(0);
        let page = browser.open(&house.authorize(OFFLINE)).await;
        cluster.only(1);
        let page = browser
            .submit(&page, "login-form", None, &CREDENTIALS)
            .await;
        assert!(page.has("form#consent-form"), "{}: {}", page.url, page.html);
        cluster.only(0);
        let button = Some("approve");
        let page = browser.submit(&page, "consent-form", button, &[]).await;
        cluster.only(1);
        let tokens = house.redeem(&page).await;
        assert_eq!(tokens.status, 200, "{}", tokens.text);
        cluster.only(0);
        let tokens = house.refresh(&tokens).await;
        assert_eq!(tokens.status, 200, "{}", tokens.text);

        // The same without a hand on the balancer, a dozen times over.
        cluster.round_robin();
        let (before, mut tokens) = (cluster.served(), tokens);
        for _ in 0..6 {
            let page = browser.open(&house.authorize(OFFLINE)).await;
            assert_eq!(house.redeem(&page).await.status, 200);
            tokens = house.refresh(&tokens).await;
            assert_eq!(tokens.status, 200, "{}", tokens.text);
        }
        for (node, before) in cluster.served().into_iter().zip(before) {
            assert!(node - before >= 6, "each node has its share");
        }

        for (here, there) in [(0, 1), (1, 0)] {
            let mut browser = house.sign_in().await;
            let copied = browser.clone();
            let page = browser.open(&house.authorize(ONLINE)).await;
            let tokens = house.redeem(&page).await;
            assert!(house.is_active(&tokens).await);
            cluster.only(here);
            house.sign_out(&mut browser).await;
            let delays = [
                house.refused_by(there, &copied).await,
                house.refused_by(here, &copied).await,
            ];
            eprintln!("signed out on node {here}: over on the other after {delays:?}");
            assert!(delays.iter().all(|delay| *delay < AT_ONCE), "{delays:?}");
            cluster.only(there);
            assert!(!house.is_active(&tokens).await);
            cluster.round_robin();
        }
    }
}

/// Mode `cookie` has one thing that only the list in memory knows: which cookies of a sign-in that goes on were replaced.
#[tokio::test(flavor = "multi_thread")]
async fn cs_01_a_replaced_cookie_is_over_on_the_other_node_at_once_with_notices_and_soon_without() {
    let house = House::open("cookie").await;
    let cluster = &house.cluster;
    let replaced = async |what: &str| {
        let mut browser = house.sign_in().await;
        let copied = browser.clone();
        cluster.only(0);
        house.sign_in_again(&mut browser).await;
        let delay = house.refused_by(1, &copied).await;
        assert!(house.is_signed_in(&browser).await, "the new one is good");
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
    let mut browser = house.sign_in().await;
    let copied = browser.clone();
    cluster.only(0);
    cluster.execute(sql).await;
    house.sign_in_again(&mut browser).await;
    assert!(house.refused_by(1, &copied).await < BY_READING);

    for table in ["sign_in", "users"] {
        let sql = format!("ALTER TABLE {table} DISABLE TRIGGER USER");
        cluster.execute(&sql).await;
    }
    assert!(replaced("without notices").await < BY_READING);
}

#[tokio::test(flavor = "multi_thread")]
async fn cs_12_a_node_that_was_killed_comes_back_and_still_refuses_what_ended_meanwhile() {
    for mode in MODES {
        let mut house = House::open(mode).await;
        let mut elder = house.sign_in().await;
        let mut browser = Browser::default();
        house.cluster.only(0);
        let page = browser.open(&house.authorize(ONLINE)).await;
        let page = browser
            .submit(&page, "login-form", None, &CREDENTIALS)
            .await;
        house.cluster.round_robin();
        house.cluster.kill(0);

        // The other one goes on with what the killed one began.
        let button = Some("approve");
        let page = browser.submit(&page, "consent-form", button, &[]).await;
        let tokens = house.redeem(&page).await;
        assert_eq!(tokens.status, 200, "{}", tokens.text);
        assert!(house.is_signed_in(&browser).await && house.is_signed_in(&elder).await);

        let (signed_out, replaced) = (browser.clone(), elder.clone());
        house.sign_out(&mut browser).await;
        house.sign_in_again(&mut elder).await;
        house.cluster.start_node(0).await;
        for node in [0, 1] {
            house.cluster.only(node);
            assert!(!house.is_signed_in(&signed_out).await, "node {node}");
            assert!(!house.is_signed_in(&replaced).await, "node {node}");
            assert!(house.is_signed_in(&elder).await, "node {node}");
            assert!(!house.is_active(&tokens).await, "node {node}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ss_06_a_disabled_person_is_over_on_every_node_within_a_second() {
    for mode in MODES {
        let house = House::open(mode).await;
        let browser = house.sign_in().await;
        let mut other = browser.clone();
        let page = other.open(&house.authorize(OFFLINE)).await;
        let page = other
            .submit(&page, "consent-form", Some("approve"), &[])
            .await;
        let tokens = house.redeem(&page).await;
        assert_eq!(tokens.status, 200, "{}", tokens.text);
        house
            .cluster
            .installation
            .run(&["user", "disable", "mara"], "");
        for node in [0, 1] {
            let delay = house.refused_by(node, &browser).await;
            assert!(delay < AT_ONCE, "node {node}: {delay:?}");
            house.cluster.only(node);
            let refused = house.refresh(&tokens).await;
            assert_eq!(refused.json()["error"], "invalid_grant", "node {node}");
        }
        // Being switched on again brings no sign-in back.
        house
            .cluster
            .installation
            .run(&["user", "enable", "mara"], "");
        for node in [0, 1] {
            house.cluster.only(node);
            assert!(!house.is_signed_in(&browser).await, "node {node}");
        }
    }
}
