//! What people do with passkeys on pages: a browser with an authenticator of software behind it.

use super::authenticator::Authenticator;
use super::{Browser, Page, Provider};

/// An authenticator on a device of a person who visits `site`.
pub fn authenticator(site: &Provider) -> Authenticator {
    Authenticator::at(site.app.issuer())
}

/// Sends the form that asks for a passkey, with `answer`.
pub async fn answer(browser: &mut Browser, page: &Page, answer: &str) -> Page {
    let typed = [("credential", answer)];
    browser.submit(page, "passkey-form", None, &typed).await
}

/// What the page asks the browser for.
pub fn asked(page: &Page) -> String {
    let options = page.attribute("#passkey-form", "data-passkey");
    options.unwrap_or_else(|| panic!("no passkey is asked for: {}", page.html))
}

/// Makes a passkey on the page "Security".
pub async fn add(browser: &mut Browser, authenticator: &mut Authenticator) -> Page {
    let page = browser.open("/account/security/passkeys").await;
    let made = authenticator.create(&asked(&page));
    let page = answer(browser, &page, &made).await;
    assert_eq!(page.path(), "/account/security", "{}", page.html);
    page
}

/// Somebody with a passkey, and the browser that it was made in.
pub async fn with_passkey(site: &Provider, login: &str) -> (Browser, Authenticator) {
    site.add_user(login).await;
    let mut browser = Browser::new(site);
    browser.sign_in(login).await;
    let mut key = authenticator(site);
    add(&mut browser, &mut key).await;
    (browser, key)
}

/// Answers the page with the passkey.
pub async fn show(browser: &mut Browser, page: &Page, authenticator: &mut Authenticator) -> Page {
    let shown = authenticator.get(&asked(page));
    answer(browser, page, &shown).await
}

/// Signs in with a passkey and nothing else.
pub async fn sign_in(browser: &mut Browser, authenticator: &mut Authenticator) -> Page {
    let page = browser.open("/login").await;
    show(browser, &page, authenticator).await
}
