//! Taking back that an account got another address.

use crate::world::matrix::everywhere_with;
use crate::world::{Browser, Letters, PASSWORD, Provider};

const NEW: &str = "another sentence works as well";

/// Changes the address as whoever knows the password can; the letter to the one before, if there is one.
async fn changes(
    browser: &mut Browser,
    (site, letters): (&Provider, &Letters),
    email: &str,
) -> Option<String> {
    let page = browser.open("/account/email").await;
    let typed = [("email", email)];
    browser.submit(&page, "email-form", None, &typed).await;
    let letter = letters.one(site).await;
    assert_eq!(letter.to, email);
    let page = browser.open(&letter.link("/account/email/confirm")).await;
    let page = browser.submit(&page, "confirm-form", None, &[]).await;
    assert_eq!(page.path(), "/account", "{}", page.html);
    let told = letters.take(site).await.pop()?;
    Some(told.link("/login/undo"))
}

#[tokio::test]
async fn em_09_whoever_read_letters_before_takes_the_account_back() {
    let letters = Letters::new();
    let settings = |settings: &mut _| letters.arrive(settings);
    everywhere_with(settings, async |site| {
        site.add_user("mara").await;
        let world = (&site, &letters);
        // Somebody knows the password, and makes the account theirs: more than once, and with another password.
        let mut eve = Browser::new(&site);
        eve.sign_in("mara").await;
        letters.take(&site).await;
        let link = changes(&mut eve, world, "eve@evil.example").await.unwrap();
        let second = changes(&mut eve, world, "eve@worse.example").await.unwrap();
        let page = eve.open("/account/security/password").await;
        let typed = [("current_password", PASSWORD), ("password", NEW)];
        eve.submit(&page, "password-form", None, &typed).await;
        assert_eq!(site.user("mara").await.epoch, 1, "another password");
        letters.take(&site).await;

        // What eve got told at an address in between does not undo what mara can undo.
        let mut other = Browser::new(&site);
        let page = other.open(&second).await;
        assert_eq!(page.path(), "/login/undo", "{}", page.html);
        let page = other.submit(&page, "undo-form", None, &[]).await;
        assert_eq!(page.path(), "/login/reset", "{}", page.html);
        letters.take(&site).await;

        // Scanners open links, and change nothing.
        let before = site.dump().await;
        let secret = link.split_once("token=").unwrap().1.to_owned();
        assert!(!format!("{before:?}").contains(&secret));
        let mut mara = Browser::new(&site);
        let page = mara.open(&link).await;
        assert_eq!(page.path(), "/login/undo");
        assert_eq!(page.headers["referrer-policy"], "no-referrer");
        assert!(!page.html.contains(&secret), "{}", page.html);
        assert_eq!(site.dump().await, before);
        for address in ["mara@example.org", "eve@evil.example"] {
            assert!(page.html.contains(address), "{}", page.html);
        }
        let (path, fields) = page.form("undo-form", None);
        let page = mara.submit(&page, "undo-form", None, &[]).await;
        assert_eq!(page.path(), "/login/reset", "{}", page.html);
        let user = site.user("mara").await;
        assert_eq!(user.email.as_deref(), Some("mara@example.org"));
        assert!(user.email_verified && user.password_hash.is_none());
        assert_eq!(
            eve.open("/account").await.path(),
            "/login",
            "everybody is out"
        );
        // The other reset that was open is over, and eve is told.
        assert_eq!(other.open("/login/reset").await.status, 410);
        assert_eq!(letters.one(&site).await.to, "eve@evil.example");

        let fresh = "a sentence that eve does not know";
        let typed = [("password", fresh)];
        let page = mara.submit(&page, "new-password-form", None, &typed).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        // Over: the form, and both links.
        assert_eq!(mara.post(&path, &fields).await.status, 410);
        for link in [&link, &second] {
            assert_eq!(Browser::new(&site).open(link).await.status, 410);
        }
        assert_eq!(site.count("one_time_proof").await, 0);
    })
    .await;
}

#[tokio::test]
async fn em_09_nothing_is_taken_back_after_its_time_or_when_somebody_has_the_address() {
    let letters = Letters::new();
    let settings = |settings: &mut _| letters.arrive(settings);
    everywhere_with(settings, async |site| {
        site.add_user("mara").await;
        let world = (&site, &letters);
        let mut mara = Browser::new(&site);
        mara.sign_in("mara").await;
        letters.take(&site).await;
        let link = changes(&mut mara, world, "mara@new.example").await.unwrap();
        let mut jonas = site.add_user("jonas").await;
        jonas.email = Some("mara@example.org".to_owned());
        let now = site.clock.now();
        let job = site.app.db.write(move |c| {
            Box::pin(async move { lanyard::store::users::update_profile(c, &jonas, now).await })
        });
        assert!(job.await.unwrap());
        let mut browser = Browser::new(&site);
        let page = browser.open(&link).await;
        let page = browser.submit(&page, "undo-form", None, &[]).await;
        assert_eq!(page.status, 422, "{}", page.html);
        let user = site.user("mara").await;
        assert_eq!(user.email.as_deref(), Some("mara@new.example"));
        assert!(user.password_hash.is_some(), "nothing of it was done");
        site.clock.advance(site.app.settings.proofs.undo);
        assert_eq!(Browser::new(&site).open(&link).await.status, 410);
        assert_eq!(Browser::new(&site).open("/login/undo").await.status, 410);
    })
    .await;
}

#[tokio::test]
async fn em_09_what_an_operator_changed_is_taken_back_the_same_way() {
    let letters = Letters::new();
    let settings = |settings: &mut _| letters.arrive(settings);
    everywhere_with(settings, async |site| {
        let before = site.add_user("mara").await;
        let mut browser = Browser::new(&site);
        let page = browser.open("/login/forgot").await;
        let typed = [("login", "mara")];
        browser.submit(&page, "forgot-form", None, &typed).await;
        let reset = letters.one(&site).await.link("/login/reset");
        let after = lanyard::store::users::User {
            email: Some("mara@work.example".to_owned()),
            email_verified: false,
            ..before.clone()
        };
        site.change_user(&before, &after).await;
        let letter = letters.one(&site).await;
        assert_eq!(letter.to, "mara@example.org");
        assert_eq!(
            Browser::new(&site).open(&reset).await.status,
            410,
            "what was sent to the former address opens nothing"
        );
        let page = browser.open(&letter.link("/login/undo")).await;
        let page = browser.submit(&page, "undo-form", None, &[]).await;
        assert_eq!(page.path(), "/login/reset", "{}", page.html);
        let user = site.user("mara").await;
        assert_eq!(user.email.as_deref(), Some("mara@example.org"));
        assert!(user.email_verified && user.password_hash.is_none());
    })
    .await;
}
