//! Where a client is told that a sign-in ended (OpenID Connect Back-Channel Logout §2.2, Front-Channel Logout §2).

use super::{Cause, Field, FieldError, LogoutAddresses, Refusal, RegisteredUri, noted};
use crate::protocol::origin::Origin;
use crate::protocol::outward;
use crate::protocol::redirect;

const BACK: &str = "OpenID Connect Back-Channel Logout §2.2";
const FRONT: &str = "OpenID Connect Front-Channel Logout §2";

/// Checks the addresses; `for_people`: whether anybody signs in to the client at all.
pub(super) fn check(
    given: &LogoutAddresses,
    redirect_uris: &[RegisteredUri],
    for_people: bool,
    found: &mut Vec<FieldError>,
) -> LogoutAddresses {
    if let Some(text) = &given.backchannel_logout_uri {
        let checked = address(text, BACK)
            .and_then(|()| of_people(text, BACK, for_people))
            .and_then(|()| outward::address(text).map(drop));
        noted(found, Field::BackchannelLogoutUri, checked);
    }
    if let Some(text) = &given.frontchannel_logout_uri {
        let checked = address(text, FRONT)
            .and_then(|()| of_people(text, FRONT, for_people))
            .and_then(|()| framed(text, redirect_uris));
        noted(found, Field::FrontchannelLogoutUri, checked);
    }
    given.clone()
}

fn refuse<T>(
    rule: &'static str,
    expected: impl Into<String>,
    received: &str,
    fix: &str,
) -> Result<T, Refusal> {
    let cause = Cause::Metadata;
    Err(Refusal::new(cause, rule, expected, received, fix))
}

/// An absolute address of the web without a fragment. https, except on this very machine, for development (attack row LO-08).
fn address(text: &str, rule: &'static str) -> Result<(), Refusal> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return refuse(
            rule,
            "a complete address that begins with https://",
            text,
            "Enter the whole address, e.g. https://app.example/signed-out.",
        );
    }
    if text.contains('#') {
        let fix = "Leave out everything from # on.";
        return refuse(rule, "an address without a fragment", text, fix);
    }
    redirect::check_web_address(text)
}

/// DR-12: a client that signs nobody in has nobody who signs out.
fn of_people(text: &str, rule: &'static str, for_people: bool) -> Result<(), Refusal> {
    match for_people {
        true => Ok(()),
        false => refuse(
            rule,
            "no such address, because nobody signs in to a service",
            text,
            "Leave it out, or register an app that people sign in to.",
        ),
    }
}

/// The frame is loaded by the browser of whoever signs out, with that person's cookies: it is the client's own origin, one that it
/// proved by receiving codes there. `iss` and `sid` are added to its query.
fn framed(text: &str, redirect_uris: &[RegisteredUri]) -> Result<(), Refusal> {
    let own: Vec<_> = redirect_uris
        .iter()
        .filter_map(|uri| Origin::of(uri.as_str()))
        .collect();
    if Origin::of(text).is_none_or(|origin| !own.contains(&origin)) {
        let expected = match own.is_empty() {
            true => "an address of the web among the redirect URIs, on whose host it is".to_owned(),
            false => {
                let own: Vec<_> = own.iter().map(Origin::as_str).collect();
                format!("an address on {}", own.join(" or "))
            }
        };
        let fix = "Use the scheme, host and port of a redirect URI.";
        return refuse(FRONT, expected, text, fix);
    }
    let query = text.split_once('?').map_or("", |(_, query)| query);
    let names = query.split('&').filter_map(|pair| pair.split('=').next());
    match { names }.find(|name| ["iss", "sid"].contains(name)) {
        None => Ok(()),
        Some(name) => {
            let fix = format!("Remove {name} from the query.");
            refuse(
                FRONT,
                "a query without iss and sid, which are added",
                text,
                &fix,
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::client::Kind;
    use crate::protocol::registration::Draft;

    fn draft(kind: Kind, redirect_uris: &[&str], back: Option<&str>, front: Option<&str>) -> Draft {
        let mut draft = Draft::new("Photos", kind);
        draft.redirect_uris = redirect_uris.iter().map(|uri| (*uri).to_owned()).collect();
        draft.logout.backchannel_logout_uri = back.map(str::to_owned);
        draft.logout.frontchannel_logout_uri = front.map(str::to_owned);
        draft
    }

    fn fields(draft: &Draft) -> Vec<Field> {
        let errors = draft.check().err().unwrap_or_default();
        errors.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn lo_08_only_addresses_of_the_web_can_be_registered() {
        let cb = ["https://rp.example/cb", "http://localhost:3000/cb"];
        for (text, back, front) in [
            ("https://rp.example/out", true, true),
            ("https://rp.example", true, true),
            ("https://rp.example/out?app=1&x", true, true),
            ("https://RP.example:443/out", true, true),
            ("http://localhost:3000/out", true, true),
            // Anywhere else our own request may go, but no frame with somebody's cookies.
            ("https://hooks.example/out", true, false),
            ("https://rp.example:8443/out", true, false),
            ("https://www.rp.example/out", true, false),
            ("http://localhost:3001/out", true, false),
            ("http://127.0.0.1:3000/out", true, false),
            // The frame's address gets these.
            ("https://rp.example/out?code=key", true, true),
            ("https://rp.example/out?iss=x", true, false),
            ("https://rp.example/out?a=1&sid", true, false),
            ("https://rp.example/out#x", false, false),
            ("https://rp.example/out#", false, false),
            ("https://u:p@rp.example/out", false, false),
            ("https://rp.example\\@evil.example/", false, false),
            ("https://rp.example/a b", false, false),
            ("https://*.rp.example/out", false, false),
            ("https:/rp.example/out", false, false),
            ("http://rp.example/out", false, false),
            ("HTTPS://rp.example/out", false, false),
            ("//rp.example/out", false, false),
            ("/out", false, false),
            ("javascript:alert(1)", false, false),
            ("javascript://rp.example/%0aalert(1)", false, false),
            ("data:text/html,x", false, false),
            ("file:///etc/passwd", false, false),
            ("gopher://rp.example/", false, false),
            ("com.example.app:/out", false, false),
            (" https://rp.example/out", false, false),
        ] {
            for kind in [Kind::Web, Kind::Native] {
                let given = draft(kind, &cb, Some(text), None);
                let wrong = [Field::BackchannelLogoutUri];
                assert_eq!(fields(&given), wrong[usize::from(back)..], "{text}");
                let given = draft(kind, &cb, None, Some(text));
                let wrong = [Field::FrontchannelLogoutUri];
                assert_eq!(fields(&given), wrong[usize::from(front)..], "{text}");
            }
        }
    }

    #[test]
    fn sf_01_sf_06_no_address_near_can_be_registered_for_the_back_channel() {
        for text in [
            "https://169.254.169.254/latest/meta-data/",
            "https://10.0.0.1/out",
            "https://[::ffff:127.0.0.1]/out",
            "https://2130706433/out",
            "https://rp.example:25/out",
        ] {
            let given = draft(Kind::Web, &["https://rp.example/cb"], Some(text), None);
            assert_eq!(fields(&given), [Field::BackchannelLogoutUri], "{text}");
        }
    }

    #[test]
    fn what_is_registered_is_kept_as_it_was_written() {
        let out = "https://RP.example/out?app=1";
        let mut given = draft(Kind::Web, &["https://rp.example/cb"], Some(out), Some(out));
        given.logout.backchannel_logout_session_required = true;
        assert_eq!(given.check().unwrap().1.logout, given.logout);
    }

    #[test]
    fn dr_12_nobody_signs_out_of_what_nobody_signs_in_to() {
        let out = Some("https://rp.example/out");
        let wrong = [Field::BackchannelLogoutUri, Field::FrontchannelLogoutUri];
        assert_eq!(fields(&draft(Kind::Service, &[], out, out)), wrong);
        // An app that is not of the web has no page for a frame.
        let native = draft(Kind::Native, &["com.example.app:/cb"], out, out);
        assert_eq!(fields(&native), [Field::FrontchannelLogoutUri]);
    }
}
