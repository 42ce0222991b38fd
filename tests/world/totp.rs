//! An authenticator app: RFC 6238 once more, written from the specification, so that ours is not judged by itself.

use aws_lc_rs::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};
use lanyard::protocol::time::Timestamp;

use super::{Browser, Page, Provider};

/// An app with one secret.
#[derive(Clone)]
pub struct Authenticator(Key);

impl Authenticator {
    /// Types the key that the page shows.
    pub fn of(page: &Page) -> Self {
        Self::of_key(&page.text("#totp-secret"))
    }

    /// The same with a key that was read from the page.
    pub fn of_key(shown: &str) -> Self {
        let mut bits = String::new();
        for c in shown.chars().filter(|c| !c.is_whitespace()) {
            let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
            let value = alphabet.find(c).expect("base32");
            bits.push_str(&format!("{value:05b}"));
        }
        let bytes: Vec<u8> = bits
            .as_bytes()
            .chunks_exact(8)
            .map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap())
            .collect();
        assert_eq!(bytes.len(), 20, "{shown}");
        Self(Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes))
    }

    /// What it shows at this moment.
    pub fn code(&self, now: Timestamp) -> String {
        let step = (now.0 / 30).to_be_bytes();
        let tag = sign(&self.0, &step);
        let tag = tag.as_ref();
        let at = usize::from(tag[19] & 15);
        let number = u32::from_be_bytes(tag[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }
}

/// Turns an app on, as the person who is signed in in `browser`, and keeps the recovery codes.
pub async fn turn_on(site: &Provider, browser: &mut Browser) -> (Authenticator, Vec<String>) {
    let page = browser.open("/account/security/totp").await;
    assert_eq!(page.path(), "/account/security/totp", "{}", page.html);
    let app = Authenticator::of(&page);
    let code = app.code(site.clock.now());
    let shown = browser
        .submit(&page, "totp-form", None, &[("code", &code)])
        .await;
    assert_eq!(shown.status, 200, "{}", shown.html);
    (app, shown.texts("#codes code"))
}
