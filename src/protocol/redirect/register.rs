//! Which addresses may be registered (RU-06, RU-13, RU-14, RU-24; RFC 6749 §3.1.2, RFC 8252 §7).

use std::net::Ipv4Addr;

use super::compare::{split_authority, split_scheme};
use super::{LONGEST, lists, schemes};
use crate::protocol::client::kind::Kind;
use crate::protocol::error::{Cause, Refusal};
use crate::protocol::loopback;

/// Checks one redirect address. The first rule it breaks is the one that is told.
pub(super) fn check(text: &str, kind: Kind) -> Result<(), Refusal> {
    check_form(text, kind)?;
    check_query(text)
}

/// Checks how an address is written, whatever it is for.
pub(super) fn check_form(text: &str, kind: Kind) -> Result<(), Refusal> {
    let refuse = |rule, expected: &str, fix: &str| {
        Err(Refusal::new(
            Cause::RedirectInvalid,
            rule,
            expected,
            text,
            fix,
        ))
    };
    if text.is_empty() || text.len() > LONGEST {
        return refuse(
            "RFC 6749 §3.1.2",
            "an address of 1 to 2048 characters",
            "Enter one address per line.",
        );
    }
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return refuse(
            "RFC 3986 §2",
            "an address without spaces, line breaks or control characters",
            "Remove the white space; inside a path write a space as %20.",
        );
    }
    if text.contains('\\') {
        return refuse(
            "RFC 3986 §2",
            "an address without backslashes",
            "Write / instead of \\. Browsers and servers read a backslash differently.",
        );
    }
    if text.contains('#') {
        return refuse(
            "RFC 6749 §3.1.2",
            "an address without a fragment",
            "Leave out everything from # on. Keep it in state instead.",
        );
    }
    if let Some((first, _)) = lists::split(text) {
        return refuse(
            "RFC 7591 §2",
            "one address",
            &format!(
                "Write each address on its own: {first} and then the next, without a comma between them."
            ),
        );
    }
    if text.contains('*') {
        return refuse(
            "RFC 9700 §2.1",
            "one complete address; there are no wildcards",
            "Register each address on its own.",
        );
    }
    if !text.is_ascii() {
        return refuse(
            "RFC 3986 §2 and RFC 5890 §2.3.2.1",
            "ASCII characters only",
            "Write an international host name in its xn-- form and other characters percent-encoded.",
        );
    }
    if text.contains(['"', '<', '>', '^', '`', '{', '|', '}']) || !percent_encoding_holds(text) {
        return refuse(
            "RFC 3986 §2",
            "an address in which special characters are percent-encoded",
            "Percent-encode \" < > ^ ` { | } and %.",
        );
    }
    let (scheme, rest) = split_scheme(text);
    if rest.is_empty() || !is_scheme(scheme) {
        return refuse(
            "RFC 3986 §3.1",
            "a complete address that begins with a scheme in lower case, such as https://",
            "Enter the whole address, e.g. https://app.example/callback.",
        );
    }
    match scheme {
        "https" | "http" => check_web(text, scheme, rest),
        _ if schemes::is_taken(scheme) => refuse(
            "RFC 9700 §4.11",
            "https, or a private-use scheme of an app",
            "This scheme belongs to browsers or the operating system. Use https, or a scheme of your own.",
        ),
        _ if kind != Kind::Native => refuse(
            "RFC 8252 §7.1",
            "https",
            "Schemes of their own are for native apps. Use https, or register a native app.",
        ),
        _ if scheme.ends_with('.') || scheme.contains("..") => refuse(
            "RFC 8252 §7.1",
            "a scheme made of a domain name of yours in reverse order",
            "Use a scheme such as com.example.app:/callback, so that no other app claims it by chance.",
        ),
        _ if !rest.starts_with('/') => refuse(
            "RFC 8252 §7.1",
            "a path after the scheme",
            "Add a path, e.g. com.example.app:/callback.",
        ),
        _ => check_opens(text),
    }
}

/// What the owner of an address should know: RFC 8252 §7.1 advises schemes in reverse domain order, because nobody else has those.
pub(super) fn warning(text: &str) -> Option<String> {
    let (scheme, _) = split_scheme(text);
    let own = matches!(scheme, "https" | "http") || scheme.contains('.');
    (!own).then(|| {
        format!(
            "{text}: any program can claim the scheme {scheme} as well, so people are asked for consent at every sign-in. \
             A scheme in reverse domain order, such as com.example.{scheme}:/callback, is yours alone (RFC 8252 §7.1)"
        )
    })
}

/// `https` anywhere, `http` on this very device only (RFC 8252 §7.3 and §8.3).
fn check_web(text: &str, scheme: &str, rest: &str) -> Result<(), Refusal> {
    let refuse = |rule, expected: &str, fix: &str| {
        Err(Refusal::new(
            Cause::RedirectInvalid,
            rule,
            expected,
            text,
            fix,
        ))
    };
    let Some(rest) = rest.strip_prefix("//") else {
        return refuse(
            "RFC 3986 §3",
            "two slashes after the scheme",
            "Write https://host/path.",
        );
    };
    let (authority, path) = split_authority(rest);
    if authority.contains('@') {
        return refuse(
            "RFC 3986 §3.2.1 and RFC 9700 §4.1",
            "an address without a user name or password",
            "Remove everything up to and including the @.",
        );
    }
    let Some(host) = host_without_port(authority) else {
        return refuse(
            "RFC 3986 §3.2",
            "a host, and a port from 1 to 65535 if there is a colon after it",
            "Write https://host/path or https://host:port/path.",
        );
    };
    if host.is_empty() {
        return refuse(
            "RFC 9110 §4.2",
            "a host after the two slashes",
            "Write https://host/path.",
        );
    }
    if !is_host(host) {
        return refuse(
            "RFC 1123 §2.1 and RFC 3986 §3.2.2",
            "a host name of letters, digits, hyphens and dots, or an IP address in its usual form",
            "Check the spelling of the host; write 127.0.0.1 in full.",
        );
    }
    if scheme == "http" && !loopback::is_host(host) {
        return refuse(
            "RFC 9700 §2.6, RFC 8252 §8.3 and RFC 6761 §6.3",
            "https; http is possible only for 127.0.0.1, [::1], localhost and names under it",
            "Use https; http is only for localhost.",
        );
    }
    if has_dot_segment(path) {
        return refuse(
            "RFC 3986 §6.2.2.3",
            "a path without . and .. as segments",
            "Write the path that they lead to. Browsers resolve them before they go there.",
        );
    }
    check_opens(text)
}

/// The last rule for every scheme: browsers can read it.
fn check_opens(text: &str) -> Result<(), Refusal> {
    match url::Url::parse(text) {
        Ok(_) => Ok(()),
        Err(_) => Err(Refusal::new(
            Cause::RedirectInvalid,
            "RFC 3986 and the URL standard of browsers",
            "an address that a browser can open",
            text,
            "Check the host name, the port and the scheme.",
        )),
    }
}

/// The answer's own parameters are not in the query, because they are added there, and each may come only once (RFC 6749 §3.1).
fn check_query(text: &str) -> Result<(), Refusal> {
    let query = text.split_once('?').map_or("", |(_, query)| query);
    let taken = |name: &&str| ["code", "state", "iss", "error", "error_description"].contains(name);
    match query
        .split('&')
        .map(|pair| pair.split('=').next().unwrap_or_default())
        .find(taken)
    {
        None => Ok(()),
        Some(name) => Err(Refusal::new(
            Cause::RedirectInvalid,
            "RFC 6749 §3.1 and §4.1.2",
            "a query without the parameters that an answer adds",
            text,
            format!("Remove {name} from the query."),
        )),
    }
}

/// `ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )` (RFC 3986 §3.1), in lower case: it is compared octet by octet.
fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|c: char| c.is_ascii_lowercase())
        && scheme
            .bytes()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'+' | b'-' | b'.'))
}

/// The host; `None` when a colon is not followed by a port.
fn host_without_port(authority: &str) -> Option<&str> {
    let after_literal = authority.rfind(']').map_or(0, |at| at + 1);
    let Some(colon) = authority[after_literal..].find(':') else {
        return Some(authority);
    };
    let (host, port) = authority.split_at(after_literal + colon);
    let port = &port[1..];
    let right = !port.starts_with('0')
        && port.bytes().all(|b| b.is_ascii_digit())
        && port.parse::<u16>().is_ok();
    right.then_some(host)
}

/// A DNS name, an IPv4 address in dotted decimals, or an IPv6 literal. Other spellings of an IPv4 address
/// (`127.1`, `0x7f000001`, `2130706433`) are refused: browsers read them as addresses, people do not.
fn is_host(host: &str) -> bool {
    if let Some(literal) = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        return literal.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    let numeric = last.bytes().all(|b| b.is_ascii_digit())
        || last.starts_with("0x")
        || last.starts_with("0X");
    if numeric {
        return host.parse::<Ipv4Addr>().is_ok();
    }
    host.len() <= 253
        && host.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        })
}

fn has_dot_segment(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    path.split('/').any(|segment| {
        let plain = segment.to_ascii_lowercase().replace("%2e", ".");
        plain == "." || plain == ".."
    })
}

fn percent_encoding_holds(text: &str) -> bool {
    text.split('%')
        .skip(1)
        .all(|after| after.len() >= 2 && after.bytes().take(2).all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule_broken(text: &str, kind: Kind) -> Option<&'static str> {
        check(text, kind).err().map(|refusal| refusal.rule)
    }

    #[test]
    fn ordinary_addresses_can_be_registered() {
        for (text, kind) in [
            ("https://rp.example/cb", Kind::Web),
            ("https://rp.example", Kind::Web),
            ("https://rp.example:8443/cb?tenant=1", Kind::Spa),
            ("https://xn--bcher-kva.example/cb", Kind::Web),
            ("https://192.0.2.7/cb", Kind::Web),
            ("https://[2001:db8::1]:8443/cb", Kind::Web),
            ("https://rp.example/a%20b", Kind::Web),
            ("http://localhost:3000/cb", Kind::Web),
            ("http://127.0.0.1/cb", Kind::Native),
            ("http://[::1]/cb", Kind::Native),
            ("com.example.app:/cb", Kind::Native),
            ("com.example.app://cb", Kind::Native),
            ("http://app.localhost:3000/cb", Kind::Web),
            ("http://a.b.localhost/cb", Kind::Spa),
        ] {
            assert_eq!(check(text, kind), Ok(()), "{text}");
        }
    }

    #[test]
    fn fc_67_a_list_is_not_one_address() {
        for text in [
            "https://a.example/cb,https://b.example/cb",
            "https://a.example/cb, https://b.example/cb",
            "https://a.example/cb;http://localhost/cb",
            "https://a.example/cb,com.example.app:/cb",
            "https://a.example/cb|https://b.example/cb",
        ] {
            let refusal = check(text, Kind::Web).unwrap_err();
            let told = refusal.fix.contains("on its own") || refusal.fix.contains("white space");
            assert!(told || text.contains('|'), "{text}: {}", refusal.fix);
        }
        // A comma may be part of an address.
        for text in ["https://a.example/cb?x=1,2", "https://a.example/a;b=c,d"] {
            assert_eq!(check(text, Kind::Web), Ok(()), "{text}");
        }
    }

    #[test]
    fn ru_06_a_fragment_cannot_be_registered() {
        for text in [
            "https://rp.example/cb#",
            "https://rp.example/cb#x",
            "com.example.app:/cb#x",
        ] {
            assert_eq!(
                rule_broken(text, Kind::Native),
                Some("RFC 6749 §3.1.2"),
                "{text}"
            );
        }
    }

    #[test]
    fn ru_10_other_spellings_of_loopback_cannot_be_registered() {
        for text in [
            "http://127.0.0.1.evil.example/cb",
            "http://127.1/cb",
            "http://0x7f000001/cb",
            "http://2130706433/cb",
            "http://0/cb",
            "http://[::ffff:127.0.0.1]/cb",
            "http://127.0.0.1./cb",
            "https://0x7f.1/cb",
            "HTTP://127.0.0.1:1/cb",
            "http://rp.example/cb",
            "http://localhost.evil.example/cb",
        ] {
            assert!(check(text, Kind::Native).is_err(), "{text}");
        }
    }

    #[test]
    fn ru_12_and_13_confusing_characters_cannot_be_registered() {
        for text in [
            "https://rp.example\\@evil.example/cb",
            "https:/rp.example/cb",
            "https:///rp.example/cb",
            "https:\\\\rp.example\\cb",
            " https://rp.example/cb",
            "https://rp.example/cb ",
            "https://rp.example/\tcb",
            "https://rp.example/c\nb",
            "https://rp.example/cb\r\nSet-Cookie:x=1",
            "https://rp.example/\0",
            "https://user@rp.example/cb",
            "https://user:pw@rp.example/cb",
            "https://rp.example:/cb",
            "https://rp.example:99999/cb",
            "https://rp.example:0443/cb",
            "https://:443/cb",
            "https://*.rp.example/cb",
            "https://rp.example/*",
            "https://rp.example/a/../cb",
            "https://rp.example/a/%2e%2E/cb",
            "https://rp.example/%zz",
            "https://rp.example/%4",
            "https://rp..example/cb",
            "https://-rp.example/cb",
            "https://rp.example/cb?code=1",
            "https://rp.example/cb?a=1&state=2",
            "//rp.example/cb",
            "/cb",
            "rp.example/cb",
            "https",
            "https:",
            "",
        ] {
            assert!(check(text, Kind::Web).is_err(), "{text:?}");
        }
    }

    #[test]
    fn ru_14_only_ascii_hosts_can_be_registered() {
        for text in [
            "https://rp。example/cb",
            "https://ｒｐ.example/cb",
            "https://r\u{ad}p.example/cb",
            "https://bücher.example/cb",
        ] {
            assert!(check(text, Kind::Web).is_err(), "{text}");
        }
    }

    #[test]
    fn fc_09_a_scheme_without_a_dot_is_a_native_app_s_and_its_owner_is_told() {
        for text in [
            "cursor://anysphere.cursor-mcp/oauth/callback",
            "myapp:/cb",
            "vscode://vscode.git/callback",
            "x-app+1:/cb",
        ] {
            assert_eq!(check(text, Kind::Native), Ok(()), "{text}");
            assert!(warning(text).unwrap().contains(text), "{text}");
            assert!(check(text, Kind::Web).is_err() && check(text, Kind::Spa).is_err());
        }
        for text in [
            "com.example.app:/cb",
            "https://rp.example/cb",
            "http://localhost/cb",
        ] {
            assert_eq!(warning(text), None, "{text}");
        }
        for scheme in [
            "javascript",
            "data",
            "file",
            "blob",
            "about",
            "ws",
            "wss",
            "ftp",
            "mailto",
            "tel",
            "sms",
            "intent",
            "chrome-extension",
            "view-source",
            "ms-settings",
            "web+app",
            "urn",
            "ssh",
        ] {
            let text = format!("{scheme}://x/cb");
            assert_eq!(
                rule_broken(&text, Kind::Native),
                Some("RFC 9700 §4.11"),
                "{text}"
            );
        }
    }

    #[test]
    fn ru_24_a_private_use_scheme_needs_a_path_and_a_native_app() {
        for text in [
            "http:app",
            "com.example.app",
            "com.example.app:",
            "com.example.app:cb",
            "app.:/cb",
        ] {
            assert!(check(text, Kind::Native).is_err(), "{text}");
        }
        assert!(check("com.example.app:/cb", Kind::Web).is_err());
        for text in [
            "javascript:alert(1)//",
            "data:text/html,x",
            "file:///etc/passwd",
            "vbscript:x",
        ] {
            assert_eq!(
                rule_broken(text, Kind::Native),
                Some("RFC 9700 §4.11"),
                "{text}"
            );
        }
    }

    #[test]
    fn an_address_may_have_2048_characters_and_no_more() {
        let path = "a".repeat(LONGEST - "https://rp.example/".len());
        assert_eq!(
            check(&format!("https://rp.example/{path}"), Kind::Web),
            Ok(())
        );
        assert!(check(&format!("https://rp.example/{path}a"), Kind::Web).is_err());
    }
}
