//! Forms of ours come from pages of ours: a MAC token bound to the browser, the sign-in and the route family, and what the
//! browser itself says of the request's origin.

use std::time::Duration;

use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::{BrowserSession, SignedIn};
use crate::keys::{MacPurpose, Purpose, Travels, positional};
use crate::protocol::ids::{SignInId, UserId};
use crate::protocol::params::Params;

/// The route family of a path: its first segment. One token serves all forms of a family.
pub fn family(path: &str) -> &str {
    path.trim_start_matches('/')
        .split('/')
        .next()
        .unwrap_or_default()
}

/// Families whose forms are shown to people who may sign in in another tab meanwhile; their tokens name only the browser.
const BEFORE_SIGN_IN: [&str; 3] = ["login", "sign-up", "preferences"];

/// Families whose every handler asks for somebody who is signed in. When the session ended while a form of ours was open, it
/// passes: nothing is done, the person signs in and finds the form as it was.
pub const MEMBERS: [&str; 3] = ["account", "apps", "admin"];

fn parts<'a>(
    browser: &'a [u8; 16],
    sign_in: &'a Option<SignInId>,
    family: &'a str,
) -> [&'a [u8]; 3] {
    let sign_in: &[u8] = match sign_in {
        Some(id) if !BEFORE_SIGN_IN.contains(&family) => id.0.as_bytes(),
        _ => &[],
    };
    [browser, sign_in, family.as_bytes()]
}

/// Whose page a form stands on.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Person(UserId);

impl Travels for Person {
    const PURPOSE: Purpose = Purpose::Person;
    const VERSION: u8 = 2;

    fn former(version: u8, plain: &[u8]) -> Option<Self> {
        positional(version, plain)
    }
}

/// How long a token tells whose page it stood on.
const PERSON_LIFETIME: Duration = Duration::from_hours(24);

/// The token for forms that post to `family`. Behind a dot it tells, sealed, whose page the form stands on: what one person
/// typed is not offered to the next one in the same browser (attack row FI-06).
pub fn token(session: &BrowserSession, signed_in: Option<&SignedIn>, family: &str) -> String {
    let (keys, now) = (&session.sessions().keys, session.sessions().clock.now());
    let browser = session.browser().fingerprint();
    let sign_in = signed_in.map(|signed_in| signed_in.id);
    let (kid, mac) = keys.mac(MacPurpose::Csrf, &parts(&browser, &sign_in, family));
    let mut bytes = Vec::with_capacity(33);
    bytes.push(kid);
    bytes.extend_from_slice(&mac);
    let token = URL_SAFE_NO_PAD.encode(bytes);
    match signed_in.filter(|_| !BEFORE_SIGN_IN.contains(&family)) {
        Some(SignedIn { user, .. }) => {
            let person = keys.seal(now.plus(PERSON_LIFETIME), &Person(*user));
            format!("{token}.{person}")
        }
        None => token,
    }
}

/// Whose page the form stood on that was sent with this token.
pub fn person(session: &BrowserSession, fields: &Params) -> Option<UserId> {
    let (_, person) = fields.one("csrf")?.split_once('.')?;
    let sessions = session.sessions();
    let opened = sessions.keys.open(person, sessions.clock.now());
    let Person(person) = opened.ok()?.value;
    Some(person)
}

/// Whether [`token`] made this one, for whoever is signed in now.
pub fn is_ours(
    session: &BrowserSession,
    signed_in: Option<&SignedIn>,
    family: &str,
    fields: &Params,
) -> bool {
    let sent = fields.one("csrf").unwrap_or_default();
    let (token, person_told) = match sent.split_once('.') {
        Some((token, _)) => (token, person(session, fields)),
        None => (sent, None),
    };
    let person_is = signed_in.filter(|_| !BEFORE_SIGN_IN.contains(&family));
    if person_told != person_is.map(|signed_in| signed_in.user) {
        return false;
    }
    let sign_in = signed_in.map(|signed_in| signed_in.id);
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(token) else {
        return false;
    };
    let Some((&kid, mac)) = bytes.split_first() else {
        return false;
    };
    let browser = session.browser().fingerprint();
    let keys = &session.sessions().keys;
    keys.mac_with(kid, MacPurpose::Csrf, &parts(&browser, &sign_in, family))
        .is_some_and(|ours| aws_lc_rs::constant_time::verify_slices_are_equal(&ours, mac).is_ok())
}

/// Why a form is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTaken {
    /// Another site sent it.
    Elsewhere,
    /// The browser sent no cookie of ours: it blocks them, or they were deleted.
    NoCookie,
    /// Whoever's page it stood on is signed in no more.
    SignedOut,
    /// Somebody else is signed in, or the same person anew.
    AccountChanged,
    /// It stood on a page of another browser, or of this one with other cookies.
    OtherBrowser,
    /// It stood open for longer than its token is read.
    TooOld,
    /// It came without its token.
    Incomplete,
}

/// Why a form whose token does not fit has none that does.
pub fn why_not(
    session: &BrowserSession,
    signed_in: Option<&SignedIn>,
    family: &str,
    fields: &Params,
) -> NotTaken {
    if !session.browser().is_known() {
        return NotTaken::NoCookie;
    }
    let sent = fields.one("csrf").unwrap_or_default();
    let (token, tells_whose) = match sent.split_once('.') {
        Some((token, _)) => (token, true),
        None => (sent, false),
    };
    let decoded = URL_SAFE_NO_PAD.decode(token).unwrap_or_default();
    let Some((&kid, mac)) = decoded.split_first() else {
        return NotTaken::Incomplete;
    };
    let (browser, keys) = (session.browser().fingerprint(), &session.sessions().keys);
    let before_sign_in = parts(&browser, &None, family);
    let Some(ours) = keys.mac_with(kid, MacPurpose::Csrf, &before_sign_in) else {
        return NotTaken::TooOld;
    };
    match (tells_whose, person(session, fields), signed_in) {
        // Its person is told for a day.
        (true, None, _) => NotTaken::TooOld,
        (true, Some(_), None) => NotTaken::SignedOut,
        (true, Some(_), Some(_)) => NotTaken::AccountChanged,
        (false, ..) if aws_lc_rs::constant_time::verify_slices_are_equal(&ours, mac).is_ok() => {
            NotTaken::AccountChanged
        }
        (false, ..) => NotTaken::OtherBrowser,
    }
}

/// Where a form comes from, by what the browser says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A page of ours.
    Ours,
    /// The browser does not say; the token stands alone.
    Unsaid,
    /// Another site, or another host of this one.
    Elsewhere,
}

/// Reads `Sec-Fetch-Site` and `Origin`. Our pages ask for no referrer, and then browsers send `Origin: null` even from our own
/// forms (Fetch §3.2, "append a request Origin header"): null says nothing, and what counts is the other header.
/// Browsers from before 2023 may lack that one.
pub fn source(headers: &HeaderMap, issuer: &str) -> Source {
    let site = headers.get("sec-fetch-site").map(|value| value.as_bytes());
    let origin = headers.get(header::ORIGIN).map(|value| value.as_bytes());
    match (site, origin) {
        (Some(site), _) if site != b"same-origin" && site != b"none" => Source::Elsewhere,
        (_, Some(origin)) if origin == issuer.as_bytes() => Source::Ours,
        (Some(_), None | Some(b"null")) => Source::Ours,
        (None, None | Some(b"null")) => Source::Unsaid,
        (_, Some(_)) => Source::Elsewhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_former_versions_tell_whose_they_are() {
        let person = UserId(uuid::Uuid::from_u128(2));
        crate::keys::kept_tests::opens_as("person", &Person(person));
    }

    #[test]
    fn cr_01_other_sites_and_subdomains_are_told_apart_by_the_browser() {
        let headers = |pairs: &[(&'static str, &'static str)]| {
            pairs
                .iter()
                .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
                .collect::<HeaderMap>()
        };
        let issuer = "https://id.example.com";
        for (pairs, expected) in [
            (
                &[("sec-fetch-site", "same-origin"), ("origin", issuer)][..],
                Source::Ours,
            ),
            // What Chromium and Firefox send from a page with Referrer-Policy: no-referrer.
            (
                &[("sec-fetch-site", "same-origin"), ("origin", "null")],
                Source::Ours,
            ),
            (&[("sec-fetch-site", "none")], Source::Ours),
            (&[("origin", issuer)], Source::Ours),
            (&[], Source::Unsaid),
            (&[("origin", "null")], Source::Unsaid),
            (&[("sec-fetch-site", "cross-site")], Source::Elsewhere),
            (
                &[("sec-fetch-site", "cross-site"), ("origin", "null")],
                Source::Elsewhere,
            ),
            (
                &[("sec-fetch-site", "same-site"), ("origin", issuer)],
                Source::Elsewhere,
            ),
            (
                &[
                    ("sec-fetch-site", "same-origin"),
                    ("origin", "https://evil.example"),
                ],
                Source::Elsewhere,
            ),
            (&[("sec-fetch-site", "")], Source::Elsewhere),
            (&[("origin", "https://evil.example")], Source::Elsewhere),
            (&[("origin", "")], Source::Elsewhere),
        ] {
            assert_eq!(source(&headers(pairs), issuer), expected, "{pairs:?}");
        }
    }

    #[test]
    fn a_family_is_the_first_segment() {
        assert_eq!(family("/apps/notes-7c41/delete"), "apps");
        assert_eq!(family("/login"), "login");
        assert_eq!(family("/"), "");
    }
}
