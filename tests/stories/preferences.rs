//! Language, theme and text size: chosen in a browser, kept with the account, brought along to other browsers.

use crate::world::scene::{authorize, with};
use crate::world::{Browser, Page, Scene, everywhere, protocol};

const PREFS: &str = "__Host-lanyard-prefs";

async fn choose(browser: &mut Browser, theme: &str) -> Page {
    let page = browser.open("/preferences").await;
    let page = browser
        .submit(&page, "preferences-form", None, &[("theme", theme)])
        .await;
    assert_eq!(theme_of(&page), theme, "this very page");
    page
}

fn theme_of(page: &Page) -> String {
    page.attribute("html", "data-theme").unwrap_or_default()
}

async fn sign_in(browser: &mut Browser, login: &str) -> String {
    let page = browser.open("/login?another=1").await;
    let page = browser.log_in(&page, login).await;
    assert_eq!(page.path(), "/account", "{}", page.html);
    theme_of(&page)
}

#[tokio::test]
async fn what_somebody_chose_with_their_account_is_there_in_every_browser() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let mut first = Browser::new(&provider);
        sign_in(&mut first, "mara").await;
        let page = choose(&mut first, "dark").await;
        assert_eq!(page.text("#notice"), "Saved with your account.");

        let mut second = Browser::new(&provider);
        assert_eq!(sign_in(&mut second, "mara").await, "dark");
        // The account's choice wins over that of a browser.
        let mut third = Browser::new(&provider);
        let page = choose(&mut third, "light").await;
        assert_eq!(page.text("#notice"), "Saved for this browser.");
        assert_eq!(sign_in(&mut third, "mara").await, "dark");
        assert_eq!(third.jar[PREFS], "v=1&t=dark&s=normal");
        assert!(third.last_cookie(PREFS).contains("Max-Age=31536000"));

        // Signed out, a browser keeps what it shows; the account keeps what was chosen signed in.
        let page = third.sign_out().await;
        assert_eq!(theme_of(&page), "dark");
        choose(&mut third, "light").await;
        assert_eq!(sign_in(&mut third, "mara").await, "dark");
    })
    .await;
}

#[tokio::test]
async fn a_choice_made_signed_out_becomes_the_accounts_first() {
    protocol(async |provider| {
        for login in ["mara", "noor"] {
            provider.add_user(login).await;
        }
        let mut browser = Browser::new(&provider);
        choose(&mut browser, "dark").await;
        sign_in(&mut browser, "mara").await;
        let mut other = Browser::new(&provider);
        assert_eq!(sign_in(&mut other, "mara").await, "dark");

        // Noor has no choice yet, and what this browser shows is Mara's.
        sign_in(&mut browser, "noor").await;
        let mut other = Browser::new(&provider);
        assert_eq!(sign_in(&mut other, "noor").await, "auto");
        choose(&mut other, "light").await;

        // Each account brings its own, also when they are switched.
        let mara = provider.user("mara").await.id.to_string();
        let noor = provider.user("noor").await.id.to_string();
        for (user, theme) in [(&mara, "dark"), (&noor, "light"), (&mara, "dark")] {
            let page = browser.open("/login?choose=1").await;
            let page = browser
                .submit(&page, "account-form", None, &[("account", user)])
                .await;
            assert_eq!(theme_of(&page), theme);
        }
    })
    .await;
}

#[tokio::test]
async fn pf_01_pf_04_pf_05_only_what_exists_is_kept_with_an_account() {
    protocol(async |provider| {
        provider.add_user("mara").await;
        let mut browser = Browser::new(&provider);
        let long = "t=dark&".repeat(1000);
        for junk in [
            "l=../../etc/passwd",
            "admin=1&t=dark",
            "l=xx&t=neon&s=9",
            "{}",
            &long,
        ] {
            browser.jar.insert(PREFS.into(), junk.into());
            let page = browser.open("/login?another=1").await;
            assert_eq!(page.status, 200, "{junk}");
            sign_in(&mut browser, "mara").await;
            let users = provider.dump().await["users"].concat();
            assert!(
                !users.contains("passwd") && !users.contains("admin=1"),
                "{users}"
            );
        }
        let page = browser.open("/preferences").await;
        let fields = [("lang", "../../x"), ("theme", "neon"), ("text", "larger")];
        browser
            .submit(&page, "preferences-form", None, &fields)
            .await;
        let users = provider.dump().await["users"].concat();
        assert!(
            users.contains("s=larger") && !users.contains("neon"),
            "{users}"
        );
        let offered = page.texts("label span[lang]");
        let languages = [
            "English",
            "Deutsch",
            "Français",
            "Español",
            "日本語",
            "العربية",
        ];
        assert_eq!(offered, languages);
        assert_eq!(page.heading(), "Language and display");
        assert!(page.has("nav.side [aria-current]"), "within the account");
    })
    .await;
}

/// Which language a page is in, and in which direction.
fn language_of(page: &Page) -> String {
    let of = |name| page.attribute("html", name).unwrap_or_default();
    format!("{} {}", of("lang"), of("dir"))
}

#[tokio::test]
async fn the_app_is_heard_before_the_account_before_this_browsers_choice_before_what_it_asks_for() {
    everywhere(async |provider| {
        let mut scene = Scene::new(&provider).await;
        let mut browser = Browser::new(&provider);
        let asks = with(scene.asks(), [("prompt", "login")]);
        let page = browser.open(&authorize(&asks)).await;
        assert_eq!(language_of(&page), "en ltr");

        browser.accept_language = Some("nl, ja;q=0.8, en;q=0.5".into());
        let page = browser.open(&authorize(&asks)).await;
        assert_eq!(language_of(&page), "ja ltr");
        assert_eq!(page.heading(), "ログイン");

        let page = browser.open("/preferences").await;
        let page = browser
            .submit(&page, "preferences-form", None, &[("lang", "de")])
            .await;
        assert_eq!(language_of(&page), "de ltr");
        assert_eq!(page.text("#notice"), "Für diesen Browser gespeichert.");
        let page = browser.open(&authorize(&asks)).await;
        assert_eq!(language_of(&page), "de ltr");
        assert!(browser.jar[PREFS].contains("l=de"));

        // Signed in: what the account says.
        let page = scene.browser.open("/preferences").await;
        let spanish = [("lang", "es")];
        let page = scene
            .browser
            .submit(&page, "preferences-form", None, &spanish)
            .await;
        assert_eq!(language_of(&page), "es ltr");
        let page = browser.open("/login").await;
        let page = browser.log_in(&page, "mara").await;
        assert_eq!((page.path(), &*language_of(&page)), ("/account", "es ltr"));

        // What the app asks for, on every page of this request, and on no other.
        let arabic = with(asks.clone(), [("ui_locales", "xx ar-EG de")]);
        let page = browser.open(&authorize(&arabic)).await;
        assert_eq!(language_of(&page), "ar rtl");
        // Whoever signed in since an attempt was refused is not told of it.
        provider.clock.advance(std::time::Duration::from_secs(1));
        let wrong = [("login", "mara"), ("password", "wrong")];
        let page = browser.submit(&page, "login-form", None, &wrong).await;
        assert!(page.has("#errors"), "{}", page.html);
        assert_eq!(language_of(&page), "ar rtl");
        assert_eq!(language_of(&browser.open("/account").await), "es ltr");

        // Taken back, the browser is asked again.
        let page = browser.open("/preferences").await;
        let page = browser
            .submit(&page, "preferences-form", None, &[("lang", "auto")])
            .await;
        assert_eq!(language_of(&page), "ja ltr");
    })
    .await;
}
