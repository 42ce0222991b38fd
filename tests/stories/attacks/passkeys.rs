//! Attacks on passkeys (rows MF-14 to MF-21, AU-09, MF-12, MF-13).

use futures_util::future::join_all;
use lanyard::store::users;

use crate::world::passkey::{add, answer, asked, authenticator, show, sign_in, with_passkey};
use crate::world::totp::turn_on;
use crate::world::{Browser, Page, everywhere};

fn refused(page: &Page) {
    assert_eq!(page.status, 422, "{}", page.html);
    assert!(page.has("#errors"), "{}", page.html);
}

#[tokio::test]
async fn mf_14_a_challenge_is_answered_once_right_or_wrong() {
    everywhere(async |site| {
        let (_, mut key) = with_passkey(&site, "mara").await;
        // Right: the same answer signs nobody in again, here or on another node.
        let mut browser = Browser::new(&site);
        let page = browser.open("/login").await;
        let right = key.get(&asked(&page));
        assert_eq!(answer(&mut browser, &page, &right).await.path(), "/account");
        let before = site.count("sign_in").await;
        refused(&answer(&mut browser, &page, &right).await);
        let two = site.another_node().await;
        let mut moved = browser.moved_to(&two);
        refused(&answer(&mut moved, &page, &right).await);
        assert_eq!(site.count("sign_in").await, before);

        // Wrong: a right answer comes too late.
        let mut browser = Browser::new(&site);
        let page = browser.open("/login").await;
        let forged = key.get_but(&asked(&page), |it| it.forged = true);
        refused(&answer(&mut browser, &page, &forged).await);
        let right = key.get(&asked(&page));
        refused(&answer(&mut browser, &page, &right).await);

        // Another browser's, and one that is too old.
        let page = browser.open("/login").await;
        let right = key.get(&asked(&page));
        let mut thief = Browser::new(&site);
        thief.open("/login").await;
        let (_, mut fields) = page.form("passkey-form", None);
        let csrf = thief.csrf_of("/login").await;
        for (name, value) in &mut fields {
            match name.as_str() {
                "csrf" => value.clone_from(&csrf),
                "credential" => value.clone_from(&right),
                _ => {}
            }
        }
        refused(&thief.post("/login/passkey", &fields).await);
        site.clock.advance(std::time::Duration::from_secs(3_601));
        let late = answer(&mut browser, &page, &right).await;
        assert_ne!(late.path(), "/account");
    })
    .await;
}

#[tokio::test]
async fn mf_14_of_64_answers_to_one_challenge_at_once_one_wins_across_two_nodes() {
    everywhere(async |site| {
        let (_, mut key) = with_passkey(&site, "mara").await;
        let two = site.another_node().await;
        let mut one = Browser::new(&site);
        let page = one.open("/login").await;
        let right = key.get(&asked(&page));
        let (action, mut fields) = page.form("passkey-form", None);
        fields.retain(|(name, _)| name != "credential");
        fields.push(("credential".to_owned(), right));
        let before = site.count("sign_in").await;
        let tries = (0..64).map(|n| {
            let mut browser = one.moved_to(if n % 2 == 0 { &site } else { &two });
            let (action, fields) = (action.clone(), fields.clone());
            async move { browser.post(&action, &fields).await }
        });
        let pages = join_all(tries).await;
        let won = pages.iter().filter(|page| page.path() == "/account");
        assert_eq!(won.count(), 1);
        assert_eq!(site.count("sign_in").await, before + 1);
        assert_eq!(site.count("spent_challenge").await, 2);
    })
    .await;
}

#[tokio::test]
async fn mf_14_a_challenge_for_one_person_answers_for_no_other() {
    everywhere(async |site| {
        let (mut mara, mut hers) = with_passkey(&site, "mara").await;
        let (_, mut his) = with_passkey(&site, "kofi").await;
        // Before something sensitive Mara is asked, and Kofi's passkey answers.
        let page = mara.open("/account/security/totp").await;
        assert_eq!(page.path(), "/login/passkey");
        refused(&show(&mut mara, &page, &mut his).await);
        let page = mara.open("/account/security/totp").await;
        let page = show(&mut mara, &page, &mut hers).await;
        assert_eq!(page.path(), "/account/security/totp");
        // A passkey that says it is another person's.
        let mut browser = Browser::new(&site);
        let page = browser.open("/login").await;
        let handle = his.handle.clone();
        let lied = hers.get_but(&asked(&page), |it| it.handle = handle);
        refused(&answer(&mut browser, &page, &lied).await);
        // One that says nothing, where nobody is known.
        let page = browser.open("/login").await;
        let silent = hers.get_but(&asked(&page), |it| it.handle = None);
        refused(&answer(&mut browser, &page, &silent).await);
        // What asks for a passkey makes none, and the other way round.
        let page = mara.open("/account/security/passkeys").await;
        let made = authenticator(&site).create(&asked(&page));
        let challenge = page.form("passkey-form", None).1;
        let challenge = challenge.iter().find(|(name, _)| name == "challenge");
        let challenge = challenge.unwrap().1.clone();
        let login = browser.open("/login").await;
        let typed = [("credential", &*made), ("challenge", &*challenge)];
        refused(&browser.submit(&login, "passkey-form", None, &typed).await);
    })
    .await;
}

#[tokio::test]
async fn mf_17_an_answer_that_is_not_believed_signs_nobody_in() {
    everywhere(async |site| {
        let (_, mut key) = with_passkey(&site, "mara").await;
        let before = site.count("sign_in").await;
        let mut browser = Browser::new(&site);
        for wrong in ["", "{}", "null", "[]", "not json", &"x".repeat(17_000)] {
            let page = browser.open("/login").await;
            let page = answer(&mut browser, &page, wrong).await;
            assert!(page.status.is_client_error(), "{wrong}");
        }
        type Twist = fn(&mut crate::world::authenticator::Answer);
        let twists: [Twist; 6] = [
            |it| it.forged = true,
            |it| it.flags = 0b001,
            |it| it.origin = "https://id.example.org".into(),
            |it| it.rp_id = "example.com".into(),
            |it| it.kind = "webauthn.create".into(),
            |it| it.cross_origin = true,
        ];
        for twist in twists {
            let page = browser.open("/login").await;
            let wrong = key.get_but(&asked(&page), twist);
            refused(&answer(&mut browser, &page, &wrong).await);
        }
        assert_eq!(site.count("sign_in").await, before);
        assert_eq!(browser.open("/account").await.path(), "/login");
    })
    .await;
}

#[tokio::test]
async fn mf_18_a_copy_of_a_passkey_is_refused_and_its_person_sees_it() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let mut mara = Browser::new(&site);
        mara.sign_in("mara").await;
        let mut key = authenticator(&site);
        key.count = 5;
        add(&mut mara, &mut key).await;
        let mut copy = key.copy();
        let mut other = Browser::new(&site);
        assert_eq!(sign_in(&mut other, &mut key).await.path(), "/account");
        let mut thief = Browser::new(&site);
        let page = sign_in(&mut thief, &mut copy).await;
        refused(&page);
        assert!(page.text("#errors").contains("copy"), "{}", page.html);
        let activity = other.open("/account/activity").await;
        assert!(activity.text("main").contains("Copied passkey refused"));
        // Of two that show the same count at once, one wins.
        let two = site.another_node().await;
        let mut pages = Vec::new();
        let mut same = key.copy();
        for (key, node) in [(&mut key, &site), (&mut same, &two)] {
            let mut browser = Browser::new(node);
            let page = browser.open("/login").await;
            pages.push((key.get(&asked(&page)), page, browser));
        }
        let tries = pages
            .iter_mut()
            .map(|(shown, page, browser)| answer(browser, page, shown));
        let won = join_all(tries).await;
        let won = won.iter().filter(|page| page.path() == "/account").count();
        assert_eq!(won, 1);
    })
    .await;
}

#[tokio::test]
async fn mf_12_the_password_alone_adds_no_passkey_beside_a_second_factor() {
    everywhere(async |site| {
        site.add_user("mara").await;
        let mut mara = Browser::new(&site);
        mara.sign_in("mara").await;
        turn_on(&site, &mut mara).await;
        let mut thief = Browser::new(&site);
        let page = thief.open("/account").await;
        let page = thief.log_in(&page, "mara").await;
        assert_eq!(page.path(), "/login/totp");
        // The page that would have one made shows one, and its form is refused.
        let half = page.form("second-factor-form", None).1;
        let half = half.iter().find(|(name, _)| name == "half");
        let half = half.unwrap().1.clone();
        let page = thief.open(&format!("/login/enroll?half={half}")).await;
        if page.has("#passkey-form") {
            let made = authenticator(&site).create(&asked(&page));
            answer(&mut thief, &page, &made).await;
        }
        assert_eq!(site.count("passkey").await, 0);
        assert_eq!(thief.open("/account").await.path(), "/login");
    })
    .await;
}

#[tokio::test]
async fn mf_13_making_and_removing_passkeys_asks_for_a_recent_sign_in() {
    everywhere(async |site| {
        let (mut mara, mut key) = with_passkey(&site, "mara").await;
        // By all they have: the password alone is half of it now.
        let page = mara.open("/account/security/passkeys").await;
        assert_eq!(page.path(), "/login/passkey");
        let page = show(&mut mara, &page, &mut key).await;
        assert_eq!(page.path(), "/account/security/passkeys");
        site.clock.advance(std::time::Duration::from_secs(301));
        assert_eq!(
            mara.open("/account/security/passkeys").await.path(),
            "/login/passkey"
        );
        // Somebody else's is not there.
        let (mut kofi, mut his) = with_passkey(&site, "kofi").await;
        let page = mara.open("/account/security").await;
        let path = page.attribute("#passkeys a", "href").unwrap().to_owned();
        assert_eq!(kofi.open(&path).await.status, 404);
        let page = kofi.open(&format!("{path}/remove")).await;
        let page = show(&mut kofi, &page, &mut his).await;
        assert_eq!(page.status, 404, "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn au_09_a_passkey_opens_no_account_that_is_switched_off() {
    everywhere(async |site| {
        let (_, mut key) = with_passkey(&site, "mara").await;
        let (id, now) = (site.user("mara").await.id, site.clock.now());
        let job = site
            .app
            .db
            .write(move |c| Box::pin(async move { users::disable(c, id, now).await }));
        job.await.unwrap();
        let mut browser = Browser::new(&site);
        refused(&sign_in(&mut browser, &mut key).await);
        assert_eq!(browser.open("/account").await.path(), "/login");
    })
    .await;
}

#[tokio::test]
async fn mf_21_what_a_browser_is_asked_for_tells_nobody_who_has_an_account() {
    everywhere(async |site| {
        let (_, key) = with_passkey(&site, "mara").await;
        let mut stranger = Browser::new(&site);
        let page = stranger.open("/login?login_hint=mara").await;
        let options: serde_json::Value = serde_json::from_str(&asked(&page)).unwrap();
        assert_eq!(options["allowCredentials"], serde_json::json!([]));
        let handle = key.handle.clone().unwrap();
        let id = site.user("mara").await.id;
        assert_eq!(handle.len(), 16);
        assert_ne!(handle, id.0.as_bytes());
        let mut unknown = authenticator(&site);
        unknown.handle = Some(vec![1; 16]);
        let page = sign_in(&mut stranger, &mut unknown).await;
        refused(&page);
    })
    .await;
}
