//! Several people in one browser: who is remembered, who is signed in, and how one takes the place of another.

use std::time::Duration;

use lanyard::protocol::ids::ClientId;
use lanyard::store::consents;

use crate::logout::who;
use crate::world::{Browser, PASSWORD, Page, Provider, RelyingParty, everywhere};

const PEOPLE: &str = "__Host-lanyard-people";
const SESSION: &str = "__Host-lanyard-session";

/// Signs in beside whoever is there.
async fn sign_in_also(browser: &mut Browser, login: &str, boxes: &[&str]) {
    let page = browser.open("/login?another=1").await;
    let mut fields = vec![("login", login), ("password", PASSWORD)];
    fields.extend(boxes.iter().map(|name| (*name, "yes")));
    let page = browser.submit(&page, "login-form", None, &fields).await;
    assert_eq!(page.path(), "/account", "{}", page.html);
}

async fn id(provider: &Provider, login: &str) -> String {
    provider.user(login).await.id.to_string()
}

/// Presses the button `name` of the person on the page with the people.
async fn press(browser: &mut Browser, page: &Page, name: &str, user: &str) -> Page {
    let button = format!("#account-form button[name={name}][value='{user}']");
    assert!(page.has(&button), "no {button} in {}", page.html);
    browser
        .submit(page, "account-form", None, &[(name, user)])
        .await
}

/// Switches to an account that is signed in.
async fn switch(browser: &mut Browser, user: &str) -> Page {
    let page = browser.open("/login?choose=1").await;
    press(browser, &page, "account", user).await
}

async fn sign_out(browser: &mut Browser, button: &str) -> Page {
    let page = browser.open("/logout").await;
    browser
        .submit(&page, "logout-form", Some(button), &[])
        .await
}

async fn add(provider: &Provider) -> (String, String) {
    for login in ["mara", "noor"] {
        provider.add_user(login).await;
    }
    (id(provider, "mara").await, id(provider, "noor").await)
}

const MARA: &str = "Mara Lindqvist";
const NOOR: &str = "Noor Lindqvist";

#[tokio::test]
async fn nobody_is_remembered_without_asking_for_it() {
    everywhere(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        sign_out(&mut browser, "confirm-logout").await;
        assert!(!browser.jar.contains_key(PEOPLE), "{:?}", browser.jar);
        let page = browser.open("/login").await;
        assert!(page.has("#login-form") && !page.html.contains("Mara"));
    })
    .await;
}

#[tokio::test]
async fn who_asked_to_be_shown_goes_on_with_the_password_and_can_be_removed() {
    everywhere(async |provider| {
        let (mara, _) = add(&provider).await;
        let mut browser = Browser::new(&provider);
        sign_in_also(&mut browser, "mara", &["remember"]).await;
        let cookie = browser.last_cookie(PEOPLE);
        assert!(cookie.contains("Max-Age=15552000"), "{cookie}");
        sign_out(&mut browser, "confirm-logout").await;

        // Also the next day.
        provider.clock.advance(Duration::from_secs(86_400));
        let page = browser.open("/login").await;
        assert_eq!(page.heading(), "Sign in");
        assert_eq!(page.text(".accounts button strong"), "Mara Lindqvist");
        let page = press(&mut browser, &page, "account", &mara).await;
        assert_eq!(page.attribute("#login", "value").as_deref(), Some("mara"));
        assert_eq!(who(&mut browser).await, None, "the cookie signs nobody in");
        let wrong = [("password", "not the sentence it was")];
        let refused = browser.submit(&page, "login-form", None, &wrong).await;
        assert_eq!(refused.status, 422);
        let right = [("password", PASSWORD)];
        let page = browser.submit(&page, "login-form", None, &right).await;
        assert_eq!(page.path(), "/account");
        sign_out(&mut browser, "confirm-logout").await;

        let page = browser.open("/login").await;
        let page = press(&mut browser, &page, "remove", &mara).await;
        assert!(page.has("#login-form"), "{}", page.html);
        assert!(!browser.jar.contains_key(PEOPLE));
        assert!(!browser.open("/login").await.html.contains("Mara"));
    })
    .await;
}

#[tokio::test]
async fn at_most_five_are_remembered_and_the_oldest_drops_out() {
    everywhere(async |provider| {
        let logins = ["ada", "bo", "cleo", "dag", "eva", "finn"];
        let mut browser = Browser::new(&provider);
        for login in logins {
            provider.add_user(login).await;
            sign_in_also(&mut browser, login, &["remember"]).await;
            sign_out(&mut browser, "confirm-logout").await;
        }
        let page = browser.open("/login").await;
        let names = page.texts(".accounts button strong bdi");
        let expected = ["Finn", "Eva", "Dag", "Cleo", "Bo"].map(|name| format!("{name} Lindqvist"));
        assert_eq!(names, expected);
        let size = browser.jar[PEOPLE].len();
        assert!(size < 3_800, "{size} bytes");
    })
    .await;
}

#[tokio::test]
async fn removed_and_disabled_people_are_shown_no_more() {
    everywhere(async |provider| {
        add(&provider).await;
        let mut browser = Browser::new(&provider);
        for login in ["mara", "noor"] {
            sign_in_also(&mut browser, login, &["remember"]).await;
        }
        sign_out(&mut browser, "confirm-logout").await;
        let (mara, noor) = (provider.user("mara").await, provider.user("noor").await);
        let now = provider.clock.now();
        let job = provider.app.db.write(move |c| {
            Box::pin(async move {
                lanyard::store::users::disable(c, mara.id, now).await?;
                lanyard::store::users::remove(c, noor.id, now).await
            })
        });
        job.await.unwrap();
        let page = browser.open("/login").await;
        assert!(page.has("#login-form"), "{}", page.html);
        assert!(!page.html.contains("Lindqvist"));
        assert!(!browser.jar.contains_key(PEOPLE), "and the cookie is gone");
    })
    .await;
}

#[tokio::test]
async fn several_accounts_are_signed_in_and_switched_between_without_a_password() {
    everywhere(async |provider| {
        let (mara, noor) = add(&provider).await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        assert!(
            !browser
                .open("/account")
                .await
                .html
                .contains("Switch account")
        );
        let first = browser.jar[SESSION].clone();
        sign_in_also(&mut browser, "noor", &[]).await;
        assert_eq!(who(&mut browser).await.as_deref(), Some(NOOR));
        assert!(
            !browser.last_cookie(PEOPLE).contains("Max-Age"),
            "ends with the window"
        );
        assert!(
            browser
                .open("/account")
                .await
                .html
                .contains("Switch account")
        );

        let second = browser.jar[SESSION].clone();
        let page = switch(&mut browser, &mara).await;
        assert_eq!(page.path(), "/account");
        assert_eq!(who(&mut browser).await.as_deref(), Some(MARA));
        assert!(
            ![first.clone(), second.clone()].contains(&browser.jar[SESSION]),
            "a new id"
        );
        // The ids that were in use before are over, also after a restart.
        let restarted = provider.restart().await;
        for old in [first, second] {
            let mut copied = browser.moved_to(&restarted);
            copied.jar.insert(SESSION.into(), old);
            copied.jar.remove(PEOPLE);
            assert_eq!(who(&mut copied).await, None);
        }
        let mut browser = browser.moved_to(&restarted);
        switch(&mut browser, &noor).await;
        assert_eq!(who(&mut browser).await.as_deref(), Some(NOOR));

        // Each account knows its own sign-in, and nothing of the other.
        let page = browser.open("/account/sessions").await;
        assert_eq!(page.texts(".rows h2").len(), 1, "{}", page.html);
        restarted.app.db.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_waiting_account_keeps_its_limits() {
    everywhere(async |provider| {
        let (mara, noor) = add(&provider).await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        sign_in_also(&mut browser, "noor", &[]).await;
        provider.clock.advance(Duration::from_secs(29 * 60));
        assert_eq!(who(&mut browser).await.as_deref(), Some(NOOR));
        provider.clock.advance(Duration::from_secs(2 * 60));
        // Not used for half an hour: the password is asked for, and nobody else is signed in meanwhile.
        let page = browser.open("/login?choose=1").await;
        assert!(page.has("#login-form"), "nobody to choose: {}", page.html);
        let page = browser.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/account");

        // With "Keep me signed in" it waits for longer, and outlives the window.
        sign_in_also(&mut browser, "noor", &["remember"]).await;
        switch(&mut browser, &mara).await;
        assert!(browser.last_cookie(PEOPLE).contains("Max-Age"));
        for window in [SESSION, "__Host-lanyard-browser"] {
            browser.jar.remove(window);
        }
        provider.clock.advance(Duration::from_secs(20 * 86_400));
        let page = browser.open("/login").await;
        assert_eq!(page.heading(), "Choose an account");
        let page = press(&mut browser, &page, "account", &noor).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        assert_eq!(who(&mut browser).await.as_deref(), Some(NOOR));
    })
    .await;
}

#[tokio::test]
async fn a_waiting_account_that_was_not_to_be_kept_ends_with_the_window() {
    everywhere(async |provider| {
        let (mara, noor) = add(&provider).await;
        let mut browser = Browser::new(&provider);
        sign_in_also(&mut browser, "noor", &[]).await;
        sign_in_also(&mut browser, "mara", &["remember"]).await;
        for window in [SESSION, "__Host-lanyard-browser"] {
            browser.jar.remove(window);
        }
        let page = browser.open("/login").await;
        assert_eq!(page.heading(), "Sign in", "remembered, and not signed in");
        assert!(!page.has(&format!("[value='{noor}']")), "{}", page.html);
        let page = press(&mut browser, &page, "account", &mara).await;
        assert!(page.has("#password"), "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn signing_out_ends_every_account_unless_one_is_named() {
    everywhere(async |provider| {
        let (mara, noor) = add(&provider).await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        sign_in_also(&mut browser, "noor", &[]).await;
        let page = browser.open("/account").await;
        assert!(page.has("header a[href='/logout']"), "it asks which");

        let page = sign_out(&mut browser, "logout-this").await;
        assert_eq!(page.heading(), "Some accounts are still signed in");
        assert!(page.html.contains("mara@example.org") && !page.html.contains("noor@example.org"));
        assert_eq!(who(&mut browser).await, None);
        let page = browser.open("/login").await;
        assert!(!page.has(&format!("[value='{noor}']")), "{}", page.html);
        press(&mut browser, &page, "account", &mara).await;
        assert_eq!(who(&mut browser).await.as_deref(), Some(MARA));

        sign_in_also(&mut browser, "noor", &[]).await;
        let copied = browser.clone();
        let page = sign_out(&mut browser, "confirm-logout").await;
        assert_eq!(page.heading(), "You are signed out");
        assert!(!browser.jar.contains_key(PEOPLE) && !browser.jar.contains_key(SESSION));
        // Neither the copied session nor the copied people bring anybody back, also after a restart.
        let mut copied_here = copied.clone();
        assert_eq!(who(&mut copied_here).await, None);
        let restarted = provider.restart().await;
        let mut copied = copied.moved_to(&restarted);
        assert_eq!(who(&mut copied).await, None);
        let page = copied.open("/login?choose=1").await;
        assert!(page.has("#login-form"), "{}", page.html);
        restarted.app.db.close().await;
    })
    .await;
}

#[tokio::test]
async fn one_waiting_account_is_signed_out_from_the_list() {
    everywhere(async |provider| {
        let (mara, _) = add(&provider).await;
        let mut browser = Browser::new(&provider);
        sign_in_also(&mut browser, "mara", &["remember"]).await;
        sign_in_also(&mut browser, "noor", &[]).await;
        let page = browser.open("/login?choose=1").await;
        let page = press(&mut browser, &page, "sign_out", &mara).await;
        assert!(
            page.has(&format!("button[name=remove][value='{mara}']")),
            "still remembered"
        );
        let page = press(&mut browser, &page, "account", &mara).await;
        assert!(page.has("#password"), "with the password");
        assert!(
            page.html.contains("Noor Lindqvist</bdi> stays signed in"),
            "{}",
            page.html
        );
        let mut elsewhere = Browser::new(&provider);
        elsewhere.sign_in("mara").await;
        let page = elsewhere.open("/account/sessions").await;
        assert!(page.html.contains("Signed out there."), "{}", page.html);
        assert_eq!(who(&mut browser).await.as_deref(), Some(NOOR));
    })
    .await;
}

#[tokio::test]
async fn cs_01_a_copied_or_older_cookie_revives_nobody() {
    everywhere(async |provider| {
        let (mara, noor) = add(&provider).await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        sign_in_also(&mut browser, "noor", &[]).await;
        let oldest = browser.clone();

        // Ended on another device.
        let mut elsewhere = Browser::new(&provider);
        elsewhere.sign_in("mara").await;
        let page = elsewhere.open("/account/sessions").await;
        elsewhere.submit(&page, "end-others-form", None, &[]).await;
        let page = browser.open("/login?choose=1").await;
        assert!(!page.has(&format!("[value='{mara}']")), "{}", page.html);

        // Proved anew, here with a new password: what waited before that is over.
        sign_in_also(&mut browser, "mara", &[]).await;
        switch(&mut browser, &noor).await;
        let older = browser.clone();
        provider.clock.advance(Duration::from_secs(60));
        switch(&mut browser, &mara).await;
        let page = browser.open("/account/security/password").await;
        let new = "another sentence works as well";
        let fields = [("current_password", PASSWORD), ("password", new)];
        let page = browser.submit(&page, "password-form", None, &fields).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        for mut copied in [older, oldest] {
            let csrf = copied.csrf_of("/login?another=1").await;
            let choice = [("csrf", csrf), ("account", mara.clone())];
            let choice = choice.map(|(name, value)| (name.to_owned(), value));
            let page = copied.post("/login/account", &choice).await;
            assert!(page.has("#password"), "{}", page.html);
            assert_ne!(who(&mut copied).await.as_deref(), Some(MARA));
        }
        assert_eq!(who(&mut browser).await.as_deref(), Some(MARA));
    })
    .await;
}

/// Whoever holds a copy of all cookies switches first. What the person does then ends the copy's session like any other.
#[tokio::test]
async fn cs_01_a_copy_that_switched_is_over_when_the_person_proves_it_anew() {
    everywhere(async |provider| {
        let (mara, _) = add(&provider).await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        sign_in_also(&mut browser, "noor", &[]).await;
        let mut copied = browser.clone();
        switch(&mut copied, &mara).await;
        assert_eq!(who(&mut copied).await.as_deref(), Some(MARA));
        // Of two copies of the cookie the second to switch is over: its number was taken.
        let page = browser.open("/login?choose=1").await;
        assert!(!page.has(&format!("[value='{mara}']")), "{}", page.html);
        sign_in_also(&mut browser, "mara", &[]).await;
        assert_ne!(who(&mut copied).await.as_deref(), Some(MARA));
        provider.clock.advance(Duration::from_secs(60));
        let page = browser.open("/account/security/password").await;
        let new = "another sentence works as well";
        let fields = [("current_password", PASSWORD), ("password", new)];
        let page = browser.submit(&page, "password-form", None, &fields).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        assert_ne!(who(&mut copied).await.as_deref(), Some(MARA));
        assert_eq!(who(&mut browser).await.as_deref(), Some(MARA));
    })
    .await;
}

#[tokio::test]
async fn cs_04_the_people_cookie_is_no_session_and_no_session_is_it() {
    everywhere(async |provider| {
        let (mara, _) = add(&provider).await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        sign_in_also(&mut browser, "noor", &["remember"]).await;
        let (session, people) = (browser.jar[SESSION].clone(), browser.jar[PEOPLE].clone());
        let mut forged = browser.clone();
        forged.jar.insert(SESSION.into(), people.clone());
        assert_eq!(who(&mut forged).await, None);
        let mut forged = browser.clone();
        forged.jar.remove(SESSION);
        for junk in [
            session,
            browser.jar["__Host-lanyard-device"].clone(),
            "AQ".into(),
            "A".repeat(5_000),
            people[..people.len() - 1].to_owned(),
        ] {
            forged.jar.insert(PEOPLE.into(), junk.clone());
            let page = forged.open("/login").await;
            assert_eq!(page.status, 200);
            assert!(
                page.has("#login-form") && !page.has(&format!("[value='{mara}']")),
                "{junk}"
            );
            assert!(!forged.jar.contains_key(PEOPLE), "it is removed: {junk}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_switch_needs_a_form_of_ours() {
    everywhere(async |provider| {
        let (mara, _) = add(&provider).await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        sign_in_also(&mut browser, "noor", &[]).await;
        let before = provider.dump().await;
        for (name, value) in [("account", &mara), ("sign_out", &mara), ("remove", &mara)] {
            let page = browser
                .post("/login/account", &[(name.to_owned(), value.clone())])
                .await;
            assert_eq!(page.status, 403, "{name}");
            let page = browser
                .open(&format!("/login/account?{name}={value}"))
                .await;
            assert_eq!(page.path(), "/account", "a GET does nothing");
        }
        assert_eq!(provider.dump().await, before);
        assert_eq!(who(&mut browser).await.as_deref(), Some(NOOR));
        let page = browser.open("/login?choose=1").await;
        assert!(page.has(&format!("button[name=sign_out][value='{mara}']")));
    })
    .await;
}

#[tokio::test]
async fn ss_24_cn_09_a_request_goes_on_as_whoever_was_chosen_for_it() {
    everywhere(async |provider| {
        let (mara, noor) = add(&provider).await;
        let app = RelyingParty::registered(&provider, "Harbour Notes").await;
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        sign_in_also(&mut browser, "noor", &[]).await;

        // One tab is at the consent of Noor; in another Mara takes the place.
        let started = app.start(&["profile"], &[("prompt", "select_account")]);
        let page = browser.open(&started.url).await;
        assert_eq!(page.heading(), "Choose an account");
        assert_eq!(page.texts(".accounts .tag"), ["Signed in", "Signed in"]);
        let consent = press(&mut browser, &page, "account", &noor).await;
        assert!(
            consent.html.contains("noor@example.org"),
            "{}",
            consent.html
        );
        switch(&mut browser, &mara).await;
        let page = browser.open(&consent.url).await;
        assert_eq!(page.heading(), "Choose an account", "{}", page.html);
        let page = press(&mut browser, &page, "account", &noor).await;
        assert!(page.html.contains("noor@example.org"));
        let page = browser.approve(&page).await;
        let tokens = app
            .redeem(&started, &app.code(&started, &page))
            .await
            .unwrap();
        assert_eq!(tokens.claims.subject().as_str(), noor);

        // The choice counted for that request only.
        let started = app.start(&["profile"], &[("prompt", "select_account")]);
        let page = browser.open(&started.url).await;
        assert_eq!(page.heading(), "Choose an account");
        let consent = press(&mut browser, &page, "account", &mara).await;
        assert!(consent.html.contains("mara@example.org"));
        // "Switch" on the consent page asks again.
        let again = consent.attribute(".lead a", "href").unwrap();
        let page = browser.open(&again).await;
        let page = press(&mut browser, &page, "account", &noor).await;
        let tokens = app
            .redeem(&started, &app.code(&started, &page))
            .await
            .unwrap();
        assert_eq!(tokens.claims.subject().as_str(), noor, "who had allowed it");
    })
    .await;
}

#[tokio::test]
async fn ss_24_cn_09_the_answer_on_one_persons_consent_page_is_nobody_elses() {
    everywhere(async |provider| {
        let (mara, noor) = add(&provider).await;
        let app = RelyingParty::registered(&provider, "Harbour Notes").await;
        let allowed = async || {
            let mut allowed = Vec::new();
            for login in ["mara", "noor"] {
                let (user, client) = (provider.user(login).await.id, app.client_id.clone());
                let job = provider.app.db.read(move |c| {
                    let client = ClientId(client);
                    Box::pin(async move { consents::to(c, user, &client).await })
                });
                allowed.extend(job.await.unwrap().map(|_| login));
            }
            allowed
        };
        let mut browser = Browser::new(&provider);
        browser.sign_in("noor").await;
        sign_in_also(&mut browser, "mara", &[]).await;

        // One tab asks Mara; in another Noor takes the place.
        let started = app.start(&["profile"], &[]);
        let consent = browser.open(&started.url).await;
        assert!(
            consent.html.contains("mara@example.org"),
            "{}",
            consent.html
        );
        switch(&mut browser, &noor).await;
        let approve = Some("approve");
        let refused = browser.approve(&consent).await;
        assert_eq!(refused.status, 403);
        let page = browser.submit(&refused, "resend-form", None, &[]).await;
        assert_eq!(page.path(), "/consent", "no code: {}", page.url);
        assert!(page.html.contains("noor@example.org"), "{}", page.html);
        assert_eq!(allowed().await, [""; 0]);

        // Neither counts it in another browser.
        let mut elsewhere = Browser::new(&provider);
        elsewhere.sign_in("noor").await;
        let csrf = elsewhere.csrf_of(&consent.url).await;
        let fields = [("csrf", &*csrf)];
        let again = elsewhere
            .submit(&consent, "consent-form", approve, &fields)
            .await;
        assert_eq!(again.path(), "/consent", "no code: {}", again.url);
        assert_eq!(allowed().await, [""; 0]);

        // On the page of her own she allows it, for herself.
        let page = browser.approve(&page).await;
        let code = app.code(&started, &page);
        let tokens = app.redeem(&started, &code).await.unwrap();
        assert_eq!(tokens.claims.subject().as_str(), noor);
        assert_eq!(allowed().await, ["noor"]);

        // Where somebody was chosen, it is asked again who is meant.
        let started = app.start(&["profile"], &[("prompt", "select_account")]);
        let page = browser.open(&started.url).await;
        let consent = press(&mut browser, &page, "account", &mara).await;
        assert!(
            consent.html.contains("mara@example.org"),
            "{}",
            consent.html
        );
        switch(&mut browser, &noor).await;
        let refused = browser.approve(&consent).await;
        let page = browser.submit(&refused, "resend-form", None, &[]).await;
        assert_eq!(page.heading(), "Choose an account", "{}", page.html);
        assert_eq!(allowed().await, ["noor"]);
    })
    .await;
}

#[tokio::test]
async fn a_new_proof_is_asked_of_whoever_the_app_means() {
    everywhere(async |provider| {
        let (_, noor) = add(&provider).await;
        let app = RelyingParty::of_the_house(&provider, "Harbour Notes").await;
        for extra in [("prompt", "login"), ("max_age", "1")] {
            let mut browser = Browser::new(&provider);
            browser.sign_in("mara").await;
            provider.clock.advance(Duration::from_secs(2));
            let named = async |browser: &mut Browser, hint| {
                let started = app.start(&["profile"], &[extra, ("login_hint", hint)]);
                let page = browser.open(&started.url).await;
                let login = page.attribute("#login", "value").unwrap_or_default();
                (started, page, login)
            };
            let (_, _, login) = named(&mut browser, "Mara@Example.org").await;
            assert_eq!(login, "mara", "{extra:?}: who is here confirms it");
            let (started, page, login) = named(&mut browser, "noor@example.org").await;
            assert_eq!(login, "noor@example.org", "{extra:?}");
            assert_eq!(page.heading(), "Sign in", "{extra:?}: {}", page.html);
            assert!(page.html.contains("Mara Lindqvist</bdi> stays signed in"));
            let right = [("password", PASSWORD)];
            let page = browser.submit(&page, "login-form", None, &right).await;
            let code = app.code(&started, &page);
            let tokens = app.redeem(&started, &code).await.unwrap();
            assert_eq!(tokens.claims.subject().as_str(), noor, "{extra:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_waiting_account_that_is_over_is_on_no_list_of_devices() {
    everywhere(async |provider| {
        let (mara, _) = add(&provider).await;
        let half_an_hour = Duration::from_secs(31 * 60);
        let devices = async || {
            let mut elsewhere = Browser::new(&provider);
            elsewhere.sign_in("mara").await;
            let page = elsewhere.open("/account/sessions").await;
            let listed = (
                page.texts(".rows h2").len(),
                page.texts(".rows h3 + p").concat(),
            );
            sign_out(&mut elsewhere, "confirm-logout").await;
            listed
        };

        // Not used for a while.
        let mut browser = Browser::new(&provider);
        browser.sign_in("mara").await;
        sign_in_also(&mut browser, "noor", &["remember"]).await;
        assert_eq!(devices().await.0, 2, "it waits");
        provider.clock.advance(half_an_hour);
        browser.open("/login?choose=1").await;
        let (live, ended) = devices().await;
        assert_eq!(live, 1);
        assert!(ended.contains("Not used for a while."), "{ended}");

        // The window was closed, and somebody signs in as her again.
        sign_in_also(&mut browser, "mara", &["remember"]).await;
        sign_in_also(&mut browser, "noor", &["remember"]).await;
        browser.close_window();
        sign_in_also(&mut browser, "mara", &[]).await;
        assert_eq!(devices().await.0, 2, "the one before it is over");

        // A copy from before she came back ends nothing.
        sign_in_also(&mut browser, "noor", &["remember"]).await;
        let mut copied = browser.clone();
        for _ in 0..2 {
            provider.clock.advance(Duration::from_secs(20 * 60));
            if who(&mut browser).await.as_deref() != Some(MARA) {
                switch(&mut browser, &mara).await;
            }
        }
        let page = copied.open("/login?choose=1").await;
        assert!(!page.has(&format!("button[name=sign_out][value='{mara}']")));
        assert_eq!(who(&mut browser).await.as_deref(), Some(MARA));
    })
    .await;
}

#[tokio::test]
async fn hints_pick_among_the_people_of_the_browser() {
    everywhere(async |provider| {
        let (mara, noor) = add(&provider).await;
        let app = RelyingParty::of_the_house(&provider, "Harbour Notes").await;
        let mut browser = Browser::new(&provider);
        sign_in_also(&mut browser, "mara", &["remember"]).await;
        sign_in_also(&mut browser, "noor", &["remember"]).await;
        let first = |page: &Page| page.attribute(".accounts button", "value").unwrap();

        // Mara waits, and is the one who is meant.
        let started = app.start(&["profile"], &[("login_hint", "Mara@Example.org")]);
        let page = browser.open(&started.url).await;
        assert_eq!(first(&page), mara, "{}", page.html);
        let page = press(&mut browser, &page, "account", &mara).await;
        let code = app.code(&started, &page);
        let tokens = app.redeem(&started, &code).await.unwrap();
        assert_eq!(tokens.claims.subject().as_str(), mara);

        // An ID token names her exactly; nobody else is offered.
        switch(&mut browser, &noor).await;
        let hint = tokens.id_token.clone();
        let started = app.start(&["profile"], &[("id_token_hint", &hint)]);
        let page = browser.open(&started.url).await;
        assert_eq!(page.texts(".accounts strong"), [MARA]);
        let page = press(&mut browser, &page, "account", &mara).await;
        let code = app.code(&started, &page);
        let tokens = app.redeem(&started, &code).await.unwrap();
        assert_eq!(tokens.claims.subject().as_str(), mara);

        // In silence a hint is a hint.
        let quiet = [("login_hint", "noor"), ("prompt", "none")];
        let started = app.start(&["profile"], &quiet);
        let page = browser.open(&started.url).await;
        let code = app.code(&started, &page);
        let tokens = app.redeem(&started, &code).await.unwrap();
        assert_eq!(tokens.claims.subject().as_str(), mara);

        // Signed out, whoever is meant is asked for the password at once.
        sign_out(&mut browser, "confirm-logout").await;
        let started = app.start(&["profile"], &[("login_hint", "noor")]);
        let page = browser.open(&started.url).await;
        assert_eq!(page.attribute("#login", "value").as_deref(), Some("noor"));
        let started = app.start(&["profile"], &[("prompt", "select_account")]);
        let page = browser.open(&started.url).await;
        assert_eq!(page.heading(), "Choose an account");
        assert!(!page.has(".accounts .tag"), "nobody is signed in");
        let page = press(&mut browser, &page, "account", &mara).await;
        assert_eq!(page.attribute("#login", "value").as_deref(), Some("mara"));
        let right = [("password", PASSWORD)];
        let page = browser.submit(&page, "login-form", None, &right).await;
        let code = app.code(&started, &page);
        let tokens = app.redeem(&started, &code).await.unwrap();
        assert_eq!(tokens.claims.subject().as_str(), mara);
    })
    .await;
}

#[tokio::test]
async fn prompt_none_asks_nobody_who_they_are() {
    everywhere(async |provider| {
        add(&provider).await;
        let app = RelyingParty::of_the_house(&provider, "Harbour Notes").await;
        let mut browser = Browser::new(&provider);
        sign_in_also(&mut browser, "mara", &["remember"]).await;
        sign_in_also(&mut browser, "noor", &[]).await;
        sign_out(&mut browser, "logout-this").await;
        // Somebody waits, and nobody is in the session: there would be something to ask.
        let started = app.start(&["profile"], &[("prompt", "none")]);
        let page = browser.open(&started.url).await;
        assert_eq!(page.query("error").as_deref(), Some("login_required"));
    })
    .await;
}
