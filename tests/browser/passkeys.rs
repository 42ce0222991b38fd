//! Passkeys in a real browser, with an authenticator that it plays itself (Web Authentication §11).

use serde_json::{Value, json};

use crate::chromium::{Chromium, House, PASSWORD, RelyingParty, Script, tell};

/// An authenticator in the browser.
struct Authenticator(String);

impl Authenticator {
    /// One of the device itself, whose person is there and is verified.
    async fn add(browser: &Chromium) -> Self {
        browser.dev_tools("WebAuthn.enable", json!({})).await;
        let options = json!({ "options": {
            "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": true,
            "hasUserVerification": true, "isUserVerified": true, "automaticPresenceSimulation": true,
        }});
        let added = browser.dev_tools("WebAuthn.addVirtualAuthenticator", options);
        let id = added.await["authenticatorId"].as_str().unwrap().to_owned();
        Self(id)
    }

    async fn set(&self, browser: &Chromium, command: &'static str, mut what: Value) -> Value {
        what["authenticatorId"] = json!(self.0);
        browser.dev_tools(command, what).await
    }

    /// Whether its person is there to touch it.
    async fn present(&self, browser: &Chromium, enabled: bool) {
        let command = "WebAuthn.setAutomaticPresenceSimulation";
        self.set(browser, command, json!({ "enabled": enabled }))
            .await;
    }

    async fn verifies(&self, browser: &Chromium, verified: bool) {
        let what = json!({ "isUserVerified": verified });
        self.set(browser, "WebAuthn.setUserVerified", what).await;
    }

    async fn passkeys(&self, browser: &Chromium) -> Vec<Value> {
        let all = self
            .set(browser, "WebAuthn.getCredentials", json!({}))
            .await;
        all["credentials"].as_array().unwrap().clone()
    }
}

async fn sign_out(browser: &Chromium, house: &House) {
    browser.open(&house.at("/logout")).await;
    browser.click("#confirm-logout").await;
    browser.arrives_at("/logged-out").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn passkeys_are_made_shown_named_and_removed() {
    tell(Script::On, walk).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn passkeys_in_german() {
    tell(Script::On, async |browser, house| {
        browser.ask_for_language("de").await;
        walk(browser, house).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn passkeys_in_arabic() {
    tell(Script::On, async |browser, house| {
        browser.ask_for_language("ar").await;
        walk(browser, house).await;
    })
    .await;
}

async fn walk(browser: &Chromium, house: &House) {
    house.add_mara().await;
    let app = house.harbour_notes().await;
    // Before there is an authenticator nothing is offered.
    browser
        .open(&house.at("/login?return=/account/security"))
        .await;
    browser.look("passkey-login").await;
    browser.sign_in("mara").await;
    browser.arrives_at("/account/security").await;
    browser.look("passkey-security-none").await;
    let authenticator = Authenticator::add(browser).await;
    browser.click("#add-passkey").await;
    browser.arrives_at("/account/security/passkeys").await;
    browser.look("passkey-add").await;
    // Whoever is not verified makes none, and is told.
    authenticator.verifies(browser, false).await;
    browser.click("#use-passkey").await;
    browser.has_words("#passkey-form .said").await;
    browser.look("passkey-none-made").await;
    authenticator.verifies(browser, true).await;
    browser.click("#use-passkey").await;
    browser.arrives_at("/account/security").await;
    browser.find("#passkeys").await;
    browser.look("passkey-security").await;
    assert_eq!(authenticator.passkeys(browser).await.len(), 1);
    // The same device makes no second one.
    browser.click("#add-passkey").await;
    browser.find("#use-passkey").await;
    // The password is half of it now.
    assert_eq!(browser.path().await, "/login/passkey");
    browser.look("passkey-second-factor").await;
    browser.click("#use-passkey").await;
    browser.arrives_at("/account/security/passkeys").await;
    browser.click("#use-passkey").await;
    browser.has_words("#passkey-form .said").await;
    browser.look("passkey-there").await;

    // Named.
    browser.open(&house.at("/account/security")).await;
    browser.click("#passkeys a").await;
    browser.look("passkey-rename").await;
    browser.fill("#name", "Laptop").await;
    browser.click("#rename").await;
    browser.find("#notice").await;
    assert!(browser.text("#passkeys").await.contains("Laptop"));
    browser.look("passkey-renamed").await;

    // Offered in the field for the name: nothing is typed, nothing is clicked.
    sign_out(browser, house).await;
    browser.open(&app.start("scope=openid")).await;
    browser.arrives_at("/consent").await;
    browser.click("#approve").await;
    browser.arrives_at("/cb").await;

    // By the button, when nobody is there at first.
    sign_out(browser, house).await;
    authenticator.present(browser, false).await;
    browser.open(&house.at("/login")).await;
    browser.look("passkey-login-with").await;
    authenticator.present(browser, true).await;
    browser.click("#remember").await;
    browser.click("#use-passkey").await;
    browser.arrives_at("/account").await;

    // The account loses its password, and its person proves themselves by the passkey.
    browser.open(&house.at("/account/security")).await;
    browser.click("#remove-password").await;
    browser.find("#remove").await;
    browser.look("passkey-password-remove").await;
    browser.click("#remove").await;
    browser.find("#notice").await;
    browser.look("passkey-only").await;
    browser.open(&house.at("/account/security/password")).await;
    browser.look("passkey-password-first").await;
    browser
        .fill("#password", "another sentence that works")
        .await;
    browser.click("#change-password").await;
    browser.arrives_at("/account").await;

    // Removed here, the browser forgets it as well.
    browser.open(&house.at("/account/security")).await;
    browser.click("#passkeys .ends a + a").await;
    browser.find("#remove").await;
    browser.look("passkey-remove").await;
    browser.click("#remove").await;
    browser.find("#notice").await;
    browser.look("passkey-removed").await;
    for _ in 0..50 {
        if authenticator.passkeys(browser).await.is_empty() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the browser still has the passkey");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mf_16_mf_18_a_browser_shows_no_passkey_to_another_site_and_a_copy_is_refused() {
    tell(Script::On, async |browser, house| {
        house.add_mara().await;
        browser.open(&house.at("/login?return=/account/security/passkeys")).await;
        browser.sign_in("mara").await;
        browser.arrives_at("/account/security/passkeys").await;
        let authenticator = Authenticator::add(browser).await;
        browser.click("#use-passkey").await;
        browser.arrives_at("/account/security").await;
        sign_out(browser, house).await;

        // Another site asks for it.
        let elsewhere = RelyingParty::open(&house.issuer, "127.0.0.1").await;
        let registered = house.add_app("Elsewhere", &elsewhere.callback()).await;
        elsewhere.is_registered(registered);
        browser.open(&elsewhere.callback()).await;
        let ask = "return navigator.credentials.get({publicKey: {challenge: new Uint8Array(32), rpId: 'localhost'}}) \
            .then(() => 'given', (error) => error.name)";
        let answered = browser.run(ask).await;
        assert_eq!(answered, json!("SecurityError"));

        // Nobody verified.
        authenticator.verifies(browser, false).await;
        browser.open(&house.at("/login")).await;
        browser.click("#use-passkey").await;
        browser.has_words("#passkey-form .said").await;
        authenticator.verifies(browser, true).await;

        // The authenticator counts. A copy of it does not know how far it came.
        let mut copy = authenticator.passkeys(browser).await.remove(0);
        let id = copy["credentialId"].clone();
        let replace = async |copy: &Value| {
            let gone = json!({ "credentialId": id });
            authenticator.set(browser, "WebAuthn.removeCredential", gone).await;
            let added = json!({ "credential": copy });
            authenticator.set(browser, "WebAuthn.addCredential", added).await;
        };
        copy["signCount"] = json!(1_000);
        replace(&copy).await;
        browser.open(&house.at("/login")).await;
        browser.arrives_at("/account").await;
        sign_out(browser, house).await;
        copy["signCount"] = json!(500);
        replace(&copy).await;
        browser.open(&house.at("/login")).await;
        browser.find("#errors").await;
        assert!(browser.text("#errors").await.contains("copy"));
        browser.look("passkey-copied").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_passkey_is_offered_to_a_device_that_can_make_one() {
    tell(Script::On, async |browser, house| {
        house.add_mara().await;
        let app = house.harbour_notes().await;
        let authenticator = Authenticator::add(browser).await;
        authenticator.present(browser, false).await;
        browser.open(&app.start("scope=openid")).await;
        browser.arrives_at("/login").await;
        browser
            .wait_until("return !!document.querySelector('[name=passkeys]')")
            .await;
        browser.sign_in("mara").await;
        browser.arrives_at("/login/passkey/offer").await;
        browser.look("passkey-offer").await;
        authenticator.present(browser, true).await;
        browser.click("#use-passkey").await;
        browser.arrives_at("/consent").await;
        assert_eq!(authenticator.passkeys(browser).await.len(), 1);
    })
    .await;
}

/// Lets a password manager stand in for the browser on every page from here on.
async fn with_password_manager(browser: &Chromium) {
    let manager = json!({ "source": include_str!("password_manager.js") });
    let command = "Page.addScriptToEvaluateOnNewDocument";
    browser.dev_tools(command, manager).await;
}

async fn kept(browser: &Chromium, key: &str) -> Value {
    let found = format!("return JSON.parse(localStorage.getItem('{key}'))");
    browser.run(&found).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_manager_makes_a_passkey_by_itself_and_signs_in_with_it() {
    tell(Script::On, async |browser, house| {
        house.add_mara().await;
        let app = house.harbour_notes().await;
        with_password_manager(browser).await;
        // One of the device, so that the page knows that passkeys can be made.
        let _authenticator = Authenticator::add(browser).await;
        browser.open(&app.start("scope=openid")).await;
        browser.arrives_at("/login").await;
        browser
            .wait_until("return !!document.querySelector('[name=passkeys]')")
            .await;
        browser.sign_in("mara").await;
        // Nothing is clicked between the password and the app's question.
        browser.arrives_at("/consent").await;
        assert_eq!(kept(browser, "asked").await, 1);
        browser.click("#approve").await;
        browser.arrives_at("/cb").await;
        browser.open(&house.at("/account/security")).await;
        let passkeys = browser.text("#passkeys").await;
        assert!(passkeys.contains("Google Password Manager"), "{passkeys}");
        browser.look("passkey-by-itself").await;

        // Signing out clears what a page keeps; a password manager keeps it elsewhere.
        let passkey = kept(browser, "passkey").await;
        sign_out(browser, house).await;
        browser.open(&house.at("/login")).await;
        let keep = format!("localStorage.setItem('passkey', JSON.stringify({passkey}))");
        browser.run(&keep).await;
        browser.click("#use-passkey").await;
        browser.arrives_at("/account").await;
    })
    .await;
}

/// What is refused is asked for once, and the password manager need not keep it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_passkey_that_was_made_by_itself_and_refused_is_forgotten_and_made_no_second_time() {
    tell(Script::On, async |browser, house| {
        house.add_mara().await;
        with_password_manager(browser).await;
        let _authenticator = Authenticator::add(browser).await;
        browser.open(&house.at("/login")).await;
        browser
            .wait_until("return !!document.querySelector('[name=passkeys]')")
            .await;
        browser.run("localStorage.setItem('wrong', 'true')").await;
        browser.sign_in("mara").await;
        browser.arrives_at("/login/passkey/offer").await;
        browser.has_words("#errors").await;
        browser.look("passkey-by-itself-refused").await;
        let made = kept(browser, "passkey").await;
        let forgotten = json!([{ "rpId": made["rp"], "credentialId": made["id"] }]);
        browser
            .wait_until("return !!localStorage.getItem('forgotten')")
            .await;
        assert_eq!(kept(browser, "forgotten").await, forgotten);
        assert_eq!(kept(browser, "asked").await, 1);
        // By hand it works, by the device.
        browser.click("#use-passkey").await;
        browser.arrives_at("/account").await;
    })
    .await;
}

/// What the page begins by itself does not end what a person began meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_button_that_is_pressed_at_once_is_heard() {
    tell(Script::On, async |browser, house| {
        house.add_mara().await;
        browser
            .open(&house.at("/login?return=/account/security/passkeys"))
            .await;
        browser.sign_in("mara").await;
        browser.arrives_at("/account/security/passkeys").await;
        let authenticator = Authenticator::add(browser).await;
        browser.click("#use-passkey").await;
        browser.arrives_at("/account/security").await;
        sign_out(browser, house).await;
        authenticator.present(browser, false).await;
        let slow = "const known = PublicKeyCredential.getClientCapabilities.bind(PublicKeyCredential);
            PublicKeyCredential.getClientCapabilities = () => new Promise((done) => setTimeout(() => {
                window.known = true;
                done(known());
            }, 1000));
            const get = navigator.credentials.get.bind(navigator.credentials);
            window.asked = [];
            navigator.credentials.get = (request) => (window.asked.push(request), get(request));";
        let command = "Page.addScriptToEvaluateOnNewDocument";
        browser.dev_tools(command, json!({ "source": slow })).await;
        browser.open(&house.at("/login")).await;
        browser.click("#use-passkey").await;
        browser.wait_until("return !!window.known").await;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let asked = "return window.asked.map(({ mediation, signal }) => [mediation ?? null, signal.aborted])";
        assert_eq!(browser.run(asked).await, json!([[null, false]]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_script_one_sentence_says_so() {
    tell(Script::Off, async |browser, house| {
        house.add_mara().await;
        browser
            .open(&house.at("/login?return=/account/security/passkeys"))
            .await;
        assert!(browser.text("main").await.contains("JavaScript"));
        browser.look("passkey-no-script").await;
        browser.fill("#login", "mara").await;
        browser.fill("#password", PASSWORD).await;
        browser.click("#sign-in").await;
        browser.arrives_at("/account/security/passkeys").await;
        assert!(browser.text("#no-passkeys").await.contains("cannot"));
        browser.look("passkey-cannot").await;
    })
    .await;
}
