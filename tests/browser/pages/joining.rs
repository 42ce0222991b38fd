//! Making an account where letters are sent, and what is due before an app gets an answer: in English, in German and in Arabic.

use std::fs;
use std::time::Duration;

use lanyard::accounts::joining::{self, Invite};
use lanyard::audit::Actor;
use lanyard::config::{Settings, SignUp};
use lanyard::identity::email::EmailAddress;
use lanyard::store::users::User;

use super::LANGUAGES;
use crate::chromium::{Chromium, House, PASSWORD, RelyingParty, Script, seed, tell_in};
use crate::world::Letters;
use crate::world::letters::{Received, is_code};

/// Letters are sent, and there are terms to agree to.
fn settings(letters: &Letters) -> impl Fn(&mut Settings) {
    move |settings| {
        letters.arrive(settings);
        settings.accounts.terms = Some("https://example.com/terms".parse().unwrap());
        settings.accounts.terms_version = Some("2026-11".to_owned());
        settings.accounts.verified_email = true;
    }
}

/// The letter that arrived since the last time: its words.
async fn letter(house: &House, letters: &Letters) -> Vec<String> {
    for _ in 0..100 {
        house.app.outbox.settle().await;
        let file = fs::read_dir(letters.folder()).unwrap().next();
        if let Some(file) = file {
            let path = file.unwrap().path();
            let letter = Received::parse(&fs::read(&path).unwrap());
            fs::remove_file(&path).unwrap();
            return letter.text.split_whitespace().map(str::to_owned).collect();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no letter arrived")
}

/// The code among the words of a letter.
fn code(words: &[String]) -> &str {
    let code = words.iter().find(|word| is_code(word));
    code.expect("a code")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_signs_up_reads_a_letter_first() {
    for (script, languages) in [(Script::On, &LANGUAGES[..]), (Script::Off, &LANGUAGES[..1])] {
        let letters = Letters::new();
        tell_in(script, settings(&letters), async |browser, house| {
            let app = house.harbour_notes().await;
            for language in languages {
                browser.ask_for_language(language).await;
                browser.driver.delete_all_cookies().await.unwrap();
                signs_up(browser, (house, &letters), &app).await;
            }
        })
        .await;
    }
}

async fn signs_up(browser: &Chromium, (house, letters): (&House, &Letters), app: &RelyingParty) {
    browser.open(&app.start("scope=openid profile")).await;
    browser.click("a[href^='/sign-up']").await;
    let language = browser.language().await;
    let email = format!("iris-{language}@example.org");
    browser.look("flow-sign-up-terms").await;
    browser.fill("#name", "Iris Ek").await;
    browser.fill("#email", &email).await;
    browser.fill("#password", PASSWORD).await;
    browser.click("#sign-up").await;
    browser.find("#errors").await;
    browser.look("flow-sign-up-terms-missing").await;
    browser.fill("#password", PASSWORD).await;
    browser.click("#terms").await;
    browser.click("#sign-up").await;
    browser.arrives_at("/sign-up/sent").await;
    browser.look("sign-up-sent").await;
    let words = letter(house, letters).await;
    browser.fill("#code", "2222-2222").await;
    browser.click("#use-code").await;
    browser.find("#errors").await;
    browser.look("sign-up-sent-wrong").await;
    browser.fill("#code", &code(&words).to_lowercase()).await;
    browser.click("#use-code").await;
    browser.arrives_at("/sign-up/welcome").await;
    if language == "en" {
        assert_eq!(browser.heading().await, "Welcome, Iris Ek");
    }
    browser.look("sign-up-welcome").await;
    browser.click("#onward").await;
    browser.arrives_at("/consent").await;
    browser.click("#approve").await;
    browser.arrives_at("/cb").await;

    // The link is over, and says so.
    let link = words.iter().find(|word| word.contains("invitation="));
    browser.open(link.unwrap()).await;
    browser.look("sign-up-over").await;
    // To somebody else it is the same page.
    browser.open(&house.at("/sign-up")).await;
    browser.fill("#name", "Eve").await;
    browser.fill("#email", &email).await;
    browser.fill("#password", PASSWORD).await;
    browser.click("#terms").await;
    browser.click("#sign-up").await;
    browser.arrives_at("/sign-up/sent").await;
    let words = letter(house, letters).await.join(" ");
    assert!(words.contains("/login"), "{words}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn terms_and_an_address_are_due_on_the_way() {
    let letters = Letters::new();
    tell_in(Script::On, settings(&letters), async |browser, house| {
        let app = house.harbour_notes().await;
        for language in LANGUAGES {
            browser.ask_for_language(language).await;
            browser.driver.delete_all_cookies().await.unwrap();
            let login = format!("mara-{language}");
            let unproven = |user: &mut User| user.email_verified = false;
            seed::add_user_with(&house.app, &login, PASSWORD, unproven).await;
            browser.open(&app.start("scope=openid profile")).await;
            browser.sign_in(&login).await;
            browser.arrives_at("/login/terms").await;
            browser.look("terms").await;
            browser.click("#agree").await;
            browser.arrives_at("/login/address").await;
            browser.look("address-needed").await;
            browser.click("#send").await;
            browser.find("#code").await;
            browser.look("address-needed-code").await;
            let words = letter(house, &letters).await;
            browser.fill("#code", code(&words)).await;
            browser.click("#use-code").await;
            browser.arrives_at("/consent").await;
            browser.click("#cancel").await;
            browser.arrives_at("/cb").await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn by_invitation_alone() {
    let letters = Letters::new();
    let tune = |all: &mut Settings| {
        settings(&letters)(all);
        all.sign_up = SignUp::Invited;
    };
    tell_in(Script::On, tune, async |browser, house| {
        let app = &house.app;
        let invite = Invite {
            groups: Vec::new(),
            email: EmailAddress::parse("iris@example.org").unwrap(),
            lifetime: Duration::from_hours(1),
            link: house.at("/sign-up?invitation="),
            by: None,
            by_letter: false,
        };
        let (may, actor) = ((&app.keys, &app.mailing), Actor::operator());
        let invited = joining::invite(&app.db, may, invite, &actor, app.clock.now()).await;
        let link = invited.unwrap().url;
        for language in LANGUAGES {
            browser.ask_for_language(language).await;
            browser.open(&house.at("/sign-up")).await;
            browser.look("sign-up-by-invitation").await;
            browser.open(&link).await;
            browser.find("#email[readonly]").await;
            browser.look("sign-up-invited").await;
            browser.open(&house.at("/login/undo?token=x")).await;
            browser.look("undo-over").await;
        }
    })
    .await;
}
