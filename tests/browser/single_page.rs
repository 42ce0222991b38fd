//! The example of a relying party that runs in the browser (`examples/single-page`): where its tokens are, what becomes of them,
//! and that it believes nothing it should not.

#[path = "../../src/cli/demo/single_page.rs"]
mod served;

use std::time::{Duration, Instant};

use lanyard::protocol::client::{Kind, SigningAlg};
use lanyard::protocol::ids::UserId;
use lanyard::protocol::registration::Draft;
use lanyard::store::grants;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::chromium::{Chromium, House, Script, seed, tell, tell_in};

const SCOPE: &str = "openid profile email offline_access";
/// What the page says when it comes back from there.
const SIGNED_OUT: &str = "You are signed out: here, in every tab, and at the provider.";
const PATIENCE: Duration = Duration::from_secs(20);

/// The app, listening.
struct TideTable {
    /// `http://localhost:41874`
    origin: String,
    client_id: String,
}

impl TideTable {
    /// Registers it with `house` and serves it.
    async fn open(house: &House) -> Self {
        Self::open_with(house, None).await
    }

    /// As [`TideTable::open`], with ID tokens signed so.
    async fn open_with(house: &House, alg: Option<SigningAlg>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let draft = Draft {
            redirect_uris: served::redirect_uris(port).to_vec(),
            post_logout_redirect_uris: served::redirect_uris(port).to_vec(),
            scope: Some(SCOPE.to_owned()),
            id_token_signed_response_alg: alg,
            ..Draft::new("Tide Table", Kind::Spa)
        };
        let (client_id, _) = seed::register(&house.app, draft, None).await;
        let mut config = served::config(&house.issuer, &client_id, SCOPE, None);
        if let Some(alg) = alg {
            config["id_token_signed_response_alg"] = json!(alg.as_str());
        }
        let router = served::router(&config);
        // It ends with the runtime of its test.
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            origin: format!("http://localhost:{port}"),
            client_id,
        }
    }

    /// Opens it, chooses a place and signs in there.
    async fn sign_in(&self, browser: &Chromium, place: &str) {
        browser.open(&self.origin).await;
        browser.waits_for_button("#sign-in").await;
        browser.chooses(place).await;
        browser.click("#sign-in").await;
        self.passes_the_provider(browser).await;
        browser.greets().await;
        assert_eq!(browser.url().await, format!("{}/", self.origin));
    }

    /// Signs in where that is asked, and consents.
    async fn passes_the_provider(&self, browser: &Chromium) {
        browser
            .until("['/login', '/consent'].includes(location.pathname) && document.readyState === 'complete'")
            .await;
        if browser.path().await == "/login" {
            browser.sign_in("mara").await;
            browser.arrives_at("/consent").await;
        }
        browser.click("#approve").await;
    }
}

impl Chromium {
    /// Waits until an expression is true.
    async fn until(&self, expression: &str) {
        let deadline = Instant::now() + PATIENCE;
        // While a page goes there is none to ask.
        while self
            .driver
            .execute(format!("return Boolean({expression})"), [])
            .await
            .is_ok_and(|answer| answer.json() != true)
            || self.driver.execute("return 1", []).await.is_err()
        {
            assert!(Instant::now() < deadline, "not yet: {expression}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn waits_for_button(&self, css: &str) {
        self.until(&format!("document.querySelector('{css}')?.checkVisibility() && !document.documentElement.dataset.busy"))
            .await;
    }

    async fn greets(&self) {
        self.until("document.querySelector('#hello')?.checkVisibility()")
            .await;
        self.says("#hello", "Hello, Mara Lindqvist").await;
    }

    async fn is_signed_out(&self) {
        self.until("document.querySelector('#signed-out')?.checkVisibility()")
            .await;
    }

    /// Signs out: here, and at the provider, which asks nothing and sends the browser back.
    async fn signs_out(&self, app: &TideTable) {
        self.click("#sign-out").await;
        self.says("#status", SIGNED_OUT).await;
        self.is_signed_out().await;
        self.waits_for_button("#sign-in").await;
        assert_eq!(self.focused().await, "sign-in");
        assert_eq!(
            self.url().await,
            format!("{}/", app.origin),
            "the address is clean"
        );
    }

    async fn chooses(&self, place: &str) {
        self.click(&format!("[name=place][value={place}]")).await;
        self.until(&format!(
            "document.documentElement.dataset.place === '{place}' && !document.documentElement.dataset.busy"
        ))
        .await;
    }

    async fn says(&self, css: &str, words: &str) {
        self.until(&format!(
            "document.querySelector('{css}').textContent.includes({})",
            json!(words)
        ))
        .await;
    }

    /// What each storage holds, found without the app's help: `{"session": {…}, "local": null, …}`.
    async fn kept(&self) -> Value {
        self.run(
            r#"return (async () => {
                const name = "tide-table.tokens", read = (text) => JSON.parse(text ?? "null");
                const done = (request) => new Promise((ok, no) => { request.onsuccess = () => ok(request.result); request.onerror = no; });
                let indexed = null;
                if ((await indexedDB.databases()).some((database) => database.name === "tide-table")) {
                    const database = await done(indexedDB.open("tide-table"));
                    indexed = await done(database.transaction("tokens").objectStore("tokens").get(name)) ?? null;
                    database.close();
                }
                return { session: read(sessionStorage.getItem(name)), local: read(localStorage.getItem(name)), indexed };
            })()"#,
        )
        .await
    }

    /// The refresh token kept in a place.
    async fn refresh_token(&self, place: &str) -> String {
        let kept = self.kept().await;
        let token = kept[place]["refreshToken"].as_str();
        token.unwrap_or_else(|| panic!("none: {kept}")).to_owned()
    }

    /// Sends a form to the provider as anybody could: the status and the answer.
    async fn posts(&self, url: &str, fields: Value) -> Value {
        let script = format!(
            "return fetch({}, {{method: 'POST', body: new URLSearchParams({fields})}}) \
             .then(async (answer) => ({{status: answer.status, body: await answer.text()}}))",
            json!(url)
        );
        self.run(&script).await
    }

    async fn lets_the_hostile_script_run(&self) -> String {
        self.click("#attack").await;
        self.waits_for_button("#loot").await;
        self.text("#loot").await
    }
}

fn places(kept: &Value) -> Vec<&str> {
    let places = kept.as_object().unwrap().iter();
    places
        .filter(|(_, value)| !value.is_null())
        .map(|(place, _)| place.as_str())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tokens_are_where_the_person_chose_and_a_hostile_script_finds_them_there() {
    tell(Script::On, async |browser, house| {
        house.add_mara().await;
        let app = TideTable::open(house).await;
        for (place, name) in [
            ("session", "sessionStorage"),
            ("local", "localStorage"),
            ("indexed", "IndexedDB"),
        ] {
            app.sign_in(browser, place).await;
            assert_eq!(browser.text("#where").await, name);
            let kept = browser.kept().await;
            assert_eq!(places(&kept), [place]);
            let (access, refresh) = (&kept[place]["accessToken"], &kept[place]["refreshToken"]);
            assert!(access.as_str().unwrap().starts_with("eyJ") && refresh.as_str().unwrap().starts_with("lyr_"));
            let asked = "Object.keys(sessionStorage).some((key) => key.includes('asked'))";
            assert_eq!(browser.run(&format!("return {asked}")).await, false);

            browser.driver.refresh().await.unwrap();
            browser.greets().await;
            assert_eq!(browser.kept().await[place]["refreshToken"], *refresh, "still there");
            browser.click("#ask-userinfo").await;
            browser.says("#userinfo-claims", "mara@example.org").await;

            let loot = browser.lets_the_hostile_script_run().await;
            let row = loot.lines().find(|line| line.starts_with(name)).unwrap();
            assert!(row.contains("access token eyJ"), "{loot}");
            assert!(loot.contains("refresh token lyr_"), "{loot}");
            assert_eq!(loot.matches("refresh token lyr_").count(), 1, "{loot}");
            assert!(loot.contains("ID token eyJ"), "{loot}");
            assert!(loot.contains("as a stranger the provider answered: Mara"), "{loot}");
            assert!(browser.text("#verdict").await.starts_with("It took your tokens"));

            browser.signs_out(&app).await;
            assert_eq!(places(&browser.kept().await), [""; 0], "nothing is left");
            let token = json!({"grant_type": "refresh_token", "refresh_token": refresh, "client_id": app.client_id});
            let answer = browser.posts(&house.at("/token"), token).await;
            assert!(answer["body"].as_str().unwrap().contains("invalid_grant"), "{answer}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn memory_gives_a_script_no_token_but_lets_it_act_and_ends_with_the_page() {
    tell(Script::On, async |browser, house| {
        house.add_mara().await;
        let app = TideTable::open(house).await;
        browser.open(&app.origin).await;
        browser.waits_for_button("#sign-in").await;
        browser.look("single-page-signed-out").await;
        app.sign_in(browser, "memory").await;
        assert_eq!(browser.text("#where").await, "the memory of a worker");
        assert_eq!(places(&browser.kept().await), [""; 0]);
        browser.click("#refresh").await;
        browser.says("#refreshes", "once").await;

        let loot = browser.lets_the_hostile_script_run().await;
        assert!(!loot.contains("eyJ") && !loot.contains("lyr_"), "{loot}");
        assert!(loot.contains("code, spent already"), "{loot}");
        assert!(
            loot.contains("Had the app ask userinfo the provider answered: Mara Lindqvist"),
            "{loot}"
        );
        assert!(
            browser
                .text("#verdict")
                .await
                .starts_with("It took no token. It still acted as you")
        );
        browser.look("single-page-attacked").await;
        // It looks well: what lies about is found, and tried.
        browser
            .run("window.drawer = { of: ['eyJhbGciOiJub25lIn0.e30.x'] }")
            .await;
        browser.click("#attack").await;
        browser.says("#loot", "access token eyJ").await;
        browser.says("#loot", "as a strangerrefused").await;

        // A reload empties it. Whoever asks goes to the provider, which wants to ask first: this app proves nothing.
        browser.driver.refresh().await.unwrap();
        browser.is_signed_out().await;
        browser.click("#sign-in-again").await;
        browser.says("#problem", "there is nothing to type").await;
        browser.look("single-page-asked-first").await;
        browser.click("#sign-in").await;
        browser.arrives_at("/consent").await;
        browser.click("#approve").await;
        browser.greets().await;
        browser.signs_out(&app).await;
        browser.look("single-page-signed-out-there-too").await;
        browser.click("#sign-in-again").await;
        browser
            .says("#problem", "Nobody is signed in at the provider")
            .await;
        browser.open(&house.at("/account")).await;
        browser.arrives_at("/login").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tokens_move_and_the_former_place_is_emptied_but_nothing_comes_out_of_memory() {
    tell(Script::On, async |browser, house| {
        house.add_mara().await;
        let app = TideTable::open(house).await;
        app.sign_in(browser, "session").await;
        let token = browser.refresh_token("session").await;
        for place in ["local", "indexed"] {
            browser.chooses(place).await;
            assert_eq!(places(&browser.kept().await), [place]);
            assert_eq!(browser.refresh_token(place).await, token);
        }
        browser.chooses("memory").await;
        assert_eq!(places(&browser.kept().await), [""; 0]);
        browser.greets().await;
        browser.click("#refresh").await;
        browser.says("#refreshes", "once").await;

        browser.chooses("local").await;
        browser.is_signed_out().await;
        browser.says("#status", "revoked instead of moved").await;
        assert_eq!(places(&browser.kept().await), [""; 0]);
        let token = json!({"grant_type": "refresh_token", "refresh_token": token, "client_id": app.client_id});
        let answer = browser.posts(&house.at("/token"), token).await;
        assert_eq!(answer["status"], 400, "{answer}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_tabs_one_refreshes_and_an_old_token_used_again_ends_both() {
    tell(Script::On, async |browser, house| {
        house.add_mara().await;
        let app = TideTable::open(house).await;
        app.sign_in(browser, "local").await;
        let first = browser.driver.window().await.unwrap();
        let second = browser.driver.new_tab().await.unwrap();
        browser.driver.switch_to_window(second.clone()).await.unwrap();
        browser.open(&app.origin).await;
        browser.greets().await;

        // Both ask while a third holds the lock, so both wait with the same old token in mind.
        let old = browser.refresh_token("local").await;
        browser
            .run("return new Promise((held) => void navigator.locks.request('tide-table.local', () => new Promise((done) => { window.letGo = done; held(); })))")
            .await;
        browser.click("#refresh").await;
        browser.driver.switch_to_window(first.clone()).await.unwrap();
        browser.click("#refresh").await;
        let waiting = "return navigator.locks.query().then(({pending}) => pending.length)";
        let deadline = Instant::now() + PATIENCE;
        while browser.run(waiting).await != 2 {
            assert!(Instant::now() < deadline, "the tabs do not wait");
        }
        assert_eq!(browser.refresh_token("local").await, old);
        browser.driver.switch_to_window(second.clone()).await.unwrap();
        browser.run("window.letGo()").await;
        for tab in [&first, &second] {
            browser.driver.switch_to_window(tab.clone()).await.unwrap();
            browser.waits_for_button("#refresh").await;
            browser.says("#refreshes", "once").await;
        }
        let new = browser.refresh_token("local").await;
        assert_ne!(new, old);
        assert_eq!(generation(&new), generation(&old) + 1);

        browser.click("#refresh").await;
        browser.says("#refreshes", "2 times").await;

        // A thief uses one that was spent, and not just now, when it would be forgiven as a lost answer: the provider ends it for both, and the app says so plainly.
        let token = json!({"grant_type": "refresh_token", "refresh_token": old, "client_id": app.client_id});
        let answer = browser.posts(&house.at("/token"), token).await;
        assert!(answer["body"].as_str().unwrap().contains("invalid_grant"), "{answer}");
        browser.click("#refresh").await;
        browser.says("#problem", "The provider has ended this sign-in. Sign in again.").await;
        browser.is_signed_out().await;
        assert_eq!(places(&browser.kept().await), [""; 0]);
        browser.driver.switch_to_window(first).await.unwrap();
        browser.is_signed_out().await;
    })
    .await;
}

/// The number that counts rotations, inside a refresh token (docs/design.md).
fn generation(token: &str) -> u32 {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let bytes = URL_SAFE_NO_PAD.decode(token.strip_prefix("lyr_").unwrap());
    u32::from_be_bytes(bytes.unwrap()[17..21].try_into().unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tokens_are_renewed_before_they_expire_until_the_provider_says_no() {
    let short = |settings: &mut lanyard::config::Settings| {
        settings.tokens.access = Duration::from_secs(4);
    };
    tell_in(Script::On, short, async |browser, house| {
        house.add_mara().await;
        let app = TideTable::open(house).await;
        app.sign_in(browser, "session").await;
        let token = browser.refresh_token("session").await;
        browser.says("#refreshes", "2 times").await;
        let present = browser.refresh_token("session").await;
        assert!(generation(&present) >= generation(&token) + 2);
        browser.click("#ask-userinfo").await;
        browser.says("#userinfo-claims", "mara@example.org").await;

        let fields = json!({"token": present, "client_id": app.client_id});
        assert_eq!(
            browser.posts(&house.at("/revoke"), fields).await["status"],
            200
        );
        browser.is_signed_out().await;
        browser
            .says(
                "#status",
                "The provider has ended this sign-in. Sign in again.",
            )
            .await;
        assert_eq!(places(&browser.kept().await), [""; 0]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_out_in_one_tab_signs_out_every_tab_whatever_it_keeps_tokens_in() {
    tell(Script::On, async |browser, house| {
        let mara = house.add_mara().await;
        let app = TideTable::open(house).await;
        let mut tabs = Vec::new();
        for place in ["memory", "session", "local", "local"] {
            if !tabs.is_empty() {
                let tab = browser.driver.new_tab().await.unwrap();
                browser.driver.switch_to_window(tab).await.unwrap();
            }
            if tabs.len() == 3 {
                browser.open(&app.origin).await;
                browser.greets().await;
            } else {
                app.sign_in(browser, place).await;
            }
            tabs.push(browser.driver.window().await.unwrap());
        }
        assert_eq!(live_grants(house, mara.id).await, 3);
        browser.signs_out(&app).await;
        for tab in tabs {
            browser.driver.switch_to_window(tab).await.unwrap();
            browser.is_signed_out().await;
            assert_eq!(places(&browser.kept().await), [""; 0]);
        }
        assert_eq!(
            live_grants(house, mara.id).await,
            0,
            "each tab gave its own back"
        );
    })
    .await;
}

/// The words of a sign-out come from the way back of one that was asked for in this tab, once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_link_makes_the_app_say_that_somebody_signed_out() {
    tell(Script::On, async |browser, house| {
        house.add_mara().await;
        let app = TideTable::open(house).await;
        browser.open(&app.origin).await;
        browser.waits_for_button("#sign-in").await;
        browser
            .run("sessionStorage.setItem('tide-table.leaving', 'wanted')")
            .await;
        let says_so = format!(
            "return document.querySelector('#status').textContent.includes({})",
            json!(SIGNED_OUT)
        );
        for query in ["state=other", "state=", "state=wanted&code=x", "wanted"] {
            browser.open(&format!("{}/?{query}", app.origin)).await;
            browser.waits_for_button("#sign-in").await;
            assert_eq!(browser.run(&says_so).await, false, "{query}");
        }
        browser.open(&format!("{}/?state=wanted", app.origin)).await;
        browser.says("#status", SIGNED_OUT).await;
        browser.open(&format!("{}/?state=wanted", app.origin)).await;
        browser.says("#problem", "not for this tab").await;
        assert_eq!(browser.run(&says_so).await, false, "said once");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copied_tab_does_not_share_the_tokens_of_the_first() {
    tell(Script::On, async |browser, house| {
        house.add_mara().await;
        let app = TideTable::open(house).await;
        app.sign_in(browser, "session").await;
        let first = browser.driver.window().await.unwrap();
        // A window that a page opens starts with a copy of its sessionStorage, as a duplicated tab does.
        let open = json!({"expression": "window.open(location.href)", "userGesture": true});
        browser.dev_tools("Runtime.evaluate", open).await;
        let windows = browser.driver.windows().await.unwrap();
        let copy = windows.into_iter().find(|window| *window != first).unwrap();
        browser.driver.switch_to_window(copy).await.unwrap();
        browser.is_signed_out().await;
        browser
            .says("#status", "This tab is a copy of another one.")
            .await;
        assert_eq!(places(&browser.kept().await), [""; 0]);
        browser.driver.switch_to_window(first).await.unwrap();
        browser.click("#refresh").await;
        browser.says("#refreshes", "once").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_was_not_asked_for_is_refused() {
    tell(Script::On, async |browser, house| {
        house.add_mara().await;
        let app = TideTable::open(house).await;
        let refused = async |query: &str, words: &str| {
            browser.open(&format!("{}/?{query}", app.origin)).await;
            browser.says("#problem", words).await;
            browser.is_signed_out().await;
            assert_eq!(browser.url().await, format!("{}/", app.origin), "the address is clean");
            let asked = "return Object.keys(sessionStorage).filter((key) => key.includes('asked')).length";
            assert_eq!(browser.run(asked).await, 0);
        };
        let iss = &house.issuer;
        // Login CSRF: somebody else's code.
        refused(&format!("code=x&state=unknown&iss={iss}"), "not for this tab").await;
        refused(&format!("code=x&iss={iss}"), "not for this tab").await;

        let ask = async || {
            browser.click("#sign-in").await;
            browser.arrives_at("/login").await;
            browser.open(&app.origin).await;
            browser.waits_for_button("#sign-in").await;
            let state = "return Object.keys(sessionStorage).find((key) => key.includes('asked')).split('.').pop()";
            browser.run(state).await.as_str().unwrap().to_owned()
        };
        // Mix-up: another provider's answer, or one that does not say whose it is (RFC 9207 §2.4).
        let state = ask().await;
        refused(&format!("code=x&state={state}&iss=http://evil.example"), "is from http://evil.example, not from").await;
        let state = ask().await;
        refused(&format!("code=x&state={state}"), "is from nobody").await;
        let state = ask().await;
        refused(&format!("code=x&state={state}&iss={iss}&iss={iss}"), "not for this tab").await;
        // The right state, a code that was never given; the state counts once.
        let state = ask().await;
        refused(&format!("code=x&state={state}&iss={iss}"), "The code is unknown").await;
        refused(&format!("code=x&state={state}&iss={iss}"), "not for this tab").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_app_registered_for_es256_signs_in_with_it() {
    tell(Script::On, async |browser, house| {
        house.add_mara().await;
        let app = TideTable::open_with(house, Some(SigningAlg::ES256)).await;
        app.sign_in(browser, "memory").await;
        browser.click("#refresh").await;
        browser.says("#refreshes", "once").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_its_provider_the_app_says_so_and_tries_again() {
    tell(Script::On, async |browser, _| {
        let (nobody, app) = (
            TcpListener::bind("127.0.0.1:0").await.unwrap(),
            TcpListener::bind("127.0.0.1:0").await.unwrap(),
        );
        let (port, origin) = (
            nobody.local_addr().unwrap().port(),
            app.local_addr().unwrap(),
        );
        drop(nobody);
        let config = served::config(&format!("http://localhost:{port}"), "x", SCOPE, None);
        tokio::spawn(async move { axum::serve(app, served::router(&config)).await });
        browser.open(&format!("http://{origin}")).await;
        for _ in 0..2 {
            browser.waits_for_button("#sign-in").await;
            browser.says("#problem", "does not answer").await;
            assert_eq!(browser.text("#sign-in").await, "Try again");
            assert!(!browser.find("#attack").await.is_enabled().await.unwrap());
            browser.click("#sign-in").await;
        }
        browser.waits_for_button("#sign-in").await;
        let complaints = browser.complaints().await;
        let refused = |line: &String| line.contains("ERR_CONNECTION_REFUSED");
        assert!(
            !complaints.is_empty() && complaints.iter().all(refused),
            "{complaints:?}"
        );
    })
    .await;
}

/// The verifier of the example, in the browser it is for, against tokens made there: one flaw each.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_a_flawless_id_token_is_believed() {
    tell(Script::On, async |browser, house| {
        let app = TideTable::open(house).await;
        browser.open(&app.origin).await;
        browser.waits_for_button("#sign-in").await;
        let verdicts = browser.run(FORGERIES).await;
        for (flaw, words) in [
            ("none, RS256", "good"),
            ("none, ES256", "good"),
            ("refreshed", "good"),
            ("audiences with azp", "good"),
            ("without at_hash", "good"),
            ("alg none", "signed with none"),
            ("HS256 with the public key", "signed with HS256"),
            ("another algorithm than registered", "signed with ES256"),
            ("unknown kid", "publishes no key"),
            ("no kid", "publishes no key"),
            ("key for encryption", "publishes no key"),
            ("another key under the same kid", "signature is wrong"),
            ("changed claims", "signature is wrong"),
            ("crit", "signed with"),
            ("iss", "(iss)"),
            ("aud", "(aud)"),
            ("audiences without azp", "(azp)"),
            ("azp", "(azp)"),
            ("exp", "(exp)"),
            ("no exp", "(exp)"),
            ("iat long ago", "(iat)"),
            ("iat ahead", "(iat)"),
            ("no sub", "(sub)"),
            ("nonce", "(nonce)"),
            ("no nonce", "(nonce)"),
            ("at_hash", "(at_hash)"),
            ("refreshed for another", "(sub, auth_time)"),
            ("refreshed with another nonce", "(nonce)"),
            ("two parts", "three parts"),
            ("no JSON", "not JSON"),
        ] {
            let verdict = verdicts[flaw].as_str().unwrap_or("not tried");
            assert!(verdict.contains(words), "{flaw}: {verdict}");
        }
        assert_eq!(verdicts.as_object().unwrap().len(), 30);
    })
    .await;
}

const FORGERIES: &str = r#"return (async () => {
    const { verify, base64url } = await import("/id-token.js");
    const text = (value) => base64url(new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value)));
    const rsa = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
    const make = (algorithm) => crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const ec = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
    const pairs = { RS256: await make(rsa), ES256: await make(ec) }, other = await make(rsa);
    const jwk = async (pair, more) => ({ ...(await crypto.subtle.exportKey("jwk", pair.publicKey)), key_ops: undefined, ...more });
    const keys = [
        await jwk(pairs.RS256, { kid: "r", use: "sig", alg: "RS256" }),
        await jwk(pairs.ES256, { kid: "e", use: "sig", alg: "ES256" }),
        await jwk(pairs.RS256, { kid: "enc", use: "enc" }),
    ];
    const now = Math.floor(Date.now() / 1000);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode("access")), 0, 16);
    const good = { iss: "https://op", aud: "me", sub: "mara", exp: now + 300, iat: now, nonce: "n", at_hash: base64url(hash), auth_time: 7 };
    const sign = async (claims, header, pair = pairs[header.alg] ?? pairs.RS256) => {
        const body = `${text(header)}.${text(claims)}`;
        const algorithm = header.alg === "ES256" ? ec : rsa;
        return `${body}.${base64url(new Uint8Array(await crypto.subtle.sign(algorithm, pair.privateKey, new TextEncoder().encode(body))))}`;
    };
    const verdicts = {};
    const attempt = async (flaw, token, more = {}) => {
        const findKey = async (kid, fits) => keys.find((key) => key.kid === kid && fits(key)) ?? null;
        const expected = { issuer: "https://op", clientId: "me", alg: "RS256", nonce: "n", accessToken: "access", findKey, now, ...more };
        verdicts[flaw] = await verify(await token, expected).then((claims) => claims.sub === "mara" ? "good" : "odd", (error) => error.message);
    };
    const R = { alg: "RS256", kid: "r" }, E = { alg: "ES256", kid: "e" };
    const before = { nonce: undefined, before: good };
    const { nonce, at_hash, exp, sub, ...rest } = good;
    await attempt("none, RS256", sign(good, R));
    await attempt("none, ES256", sign(good, E), { alg: "ES256" });
    await attempt("refreshed", sign({ ...rest, exp, sub }, R), before);
    await attempt("audiences with azp", sign({ ...good, aud: ["me", "api"], azp: "me" }, R));
    await attempt("without at_hash", sign({ ...rest, nonce, exp, sub }, R));
    await attempt("alg none", `${text({ alg: "none" })}.${text(good)}.`);
    const secret = await crypto.subtle.importKey("raw", new TextEncoder().encode(keys[0].n), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const body = `${text({ alg: "HS256", kid: "r" })}.${text(good)}`;
    const mac = await crypto.subtle.sign("HMAC", secret, new TextEncoder().encode(body));
    await attempt("HS256 with the public key", `${body}.${base64url(new Uint8Array(mac))}`);
    await attempt("another algorithm than registered", sign(good, E));
    await attempt("unknown kid", sign(good, { ...R, kid: "x" }));
    await attempt("no kid", sign(good, { alg: "RS256" }));
    await attempt("key for encryption", sign(good, { ...R, kid: "enc" }));
    await attempt("another key under the same kid", sign(good, R, other));
    const [head, , signature] = (await sign(good, R)).split(".");
    await attempt("changed claims", [head, text({ ...good, sub: "eve" }), signature].join("."));
    await attempt("crit", sign(good, { ...R, crit: ["b64"] }));
    await attempt("iss", sign({ ...good, iss: "https://op.evil" }, R));
    await attempt("aud", sign({ ...good, aud: "you" }, R));
    await attempt("audiences without azp", sign({ ...good, aud: ["me", "api"] }, R));
    await attempt("azp", sign({ ...good, azp: "you" }, R));
    await attempt("exp", sign({ ...good, exp: now - 61 }, R));
    await attempt("no exp", sign({ ...rest, nonce, at_hash, sub }, R));
    await attempt("iat long ago", sign({ ...good, iat: now - 3600 }, R));
    await attempt("iat ahead", sign({ ...good, iat: now + 600 }, R));
    await attempt("no sub", sign({ ...rest, nonce, at_hash, exp }, R));
    await attempt("nonce", sign({ ...good, nonce: "m" }, R));
    await attempt("no nonce", sign({ ...rest, at_hash, exp, sub }, R), { nonce: "n" });
    await attempt("at_hash", sign(good, R), { accessToken: "another" });
    await attempt("refreshed for another", sign({ ...good, sub: "eve" }, R), before);
    await attempt("refreshed with another nonce", sign({ ...good, nonce: "m" }, R), before);
    await attempt("two parts", `${head}.${text(good)}`);
    await attempt("no JSON", `${head}.${text("[]")}.${signature}`);
    return verdicts;
})()"#;

async fn live_grants(house: &House, user: UserId) -> usize {
    let now = house.app.clock.now();
    let job = house
        .app
        .db
        .read(move |c| Box::pin(async move { grants::of_user(c, user, now).await }));
    job.await.unwrap().len()
}
