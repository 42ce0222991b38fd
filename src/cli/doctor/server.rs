//! A running server, as browsers and apps reach it: through its proxy.

use axum::http::{HeaderMap, StatusCode, header};
use serde_json::Value;
use url::Url;

use crate::cli::ask;
use crate::clock::Clock;
use crate::config::Settings;
use crate::ops::precondition::Finding;
use crate::protocol::time::Timestamp;

/// Two nodes may differ by so many seconds; so may whoever checks tokens.
const CLOCK_OFF: u64 = 10;

/// Looks at discovery, the key set, what the proxy passes on, and the clock.
pub async fn of_server(settings: &Settings, base: &Url) -> Vec<Finding> {
    let mut found = Vec::new();
    let discovery = at(base, "/.well-known/openid-configuration");
    let answer = match ask::get(&discovery).await {
        Ok(answer) => answer,
        Err(error) => {
            found.push(Finding::problem(
                "server",
                format!("{error:#}"),
                "is it running, does the name lead here, does the proxy pass requests on, is its certificate good?",
            ));
            return found;
        }
    };
    found.extend(clock(&answer.headers));
    if let Some(refusal) = refused(&discovery, answer.status) {
        found.push(refusal);
        return found;
    }
    let document: Value = match serde_json::from_slice(&answer.body) {
        Ok(document) => document,
        Err(_) => {
            found.push(Finding::problem(
                "discovery",
                format!("{discovery} is no JSON"),
                "something else answers at this address; look at the proxy",
            ));
            return found;
        }
    };
    found.push(issuer(settings, base, document["issuer"].as_str()));
    found.extend(scheme(base, &answer.headers));
    found.push(key_set(document["jwks_uri"].as_str()).await);
    found.push(ready(base).await);
    found
}

fn at(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(path);
    url.set_query(None);
    url
}

fn refused(url: &Url, status: StatusCode) -> Option<Finding> {
    let says = format!("{url} answers {status}");
    let fix = match status {
        StatusCode::OK => return None,
        StatusCode::MISDIRECTED_REQUEST => {
            "the server got another Host than its issuer's: let the proxy pass it on, with its port (nginx: proxy_set_header Host \
             $http_host), or ask it by the issuer's name"
        }
        status if status.is_redirection() => "ask it by the address that the redirect names",
        StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT => {
            "the proxy does not reach the server: compare its upstream with `listen`"
        }
        _ => "look at the log of the proxy, and of the server",
    };
    Some(Finding::problem("discovery", says, fix))
}

/// An issuer that is not where it says breaks every library (OIDC Discovery §4.3).
fn issuer(settings: &Settings, base: &Url, said: Option<&str>) -> Finding {
    let ours = settings.issuer.as_str();
    let asked = base.origin().ascii_serialization();
    match said {
        Some(said) if said != ours => Finding::problem(
            "issuer",
            format!("the server says {said}, these settings say {ours}"),
            "run doctor with the server's own settings, or restart it with these",
        ),
        Some(said) if said != asked => Finding::warning(
            "issuer",
            format!("the server says {said}, and was asked at {asked}"),
            "ask it by its issuer, the way browsers and apps do",
        ),
        Some(said) => Finding::ok("issuer", format!("{said} is where it says")),
        None => Finding::problem(
            "discovery",
            "the document names no issuer",
            "something else answers at this address; look at the proxy",
        ),
    }
}

/// Behind https the pages insist on it; a proxy may take that away, or add a second line that browsers then ignore.
fn scheme(base: &Url, headers: &HeaderMap) -> Option<Finding> {
    if base.scheme() != "https" {
        return None;
    }
    let count = headers
        .get_all(header::STRICT_TRANSPORT_SECURITY)
        .iter()
        .count();
    Some(match count {
        1 => Finding::ok("https", "browsers are told to insist on it"),
        0 => Finding::warning(
            "https",
            "the answer has no Strict-Transport-Security",
            "write an https issuer, and let the proxy pass the header on",
        ),
        _ => Finding::warning(
            "https",
            "the answer has Strict-Transport-Security more than once, and browsers heed the first alone",
            "let the proxy not add its own",
        ),
    })
}

async fn key_set(url: Option<&str>) -> Finding {
    let Some(url) = url.and_then(|url| url.parse::<Url>().ok()) else {
        return Finding::problem("key set", "discovery names none", "look at the proxy");
    };
    let fix = "apps cannot verify tokens without it; look at the proxy and the name";
    match ask::get(&url).await {
        Ok(answer) => {
            let keys: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
            match keys["keys"].as_array().map(Vec::len) {
                Some(count) if count > 0 => {
                    Finding::ok("key set", format!("{count} keys at {url}"))
                }
                _ => Finding::problem(
                    "key set",
                    format!("{url} answers {} without keys", answer.status),
                    fix,
                ),
            }
        }
        Err(error) => Finding::problem("key set", format!("{error:#}"), fix),
    }
}

async fn ready(base: &Url) -> Finding {
    let url = at(base, "/health/ready");
    match ask::get(&url).await {
        Ok(answer) if answer.status == StatusCode::OK => Finding::ok("health", "it is ready"),
        // Whoever keeps it from the public does well.
        Ok(answer) if matches!(answer.status.as_u16(), 401 | 403 | 404) => {
            Finding::ok("health", "the proxy keeps it from the public")
        }
        Ok(answer) => Finding::problem(
            "health",
            format!("{url} answers {}", answer.status),
            "its database does not write, or it is about to stop; see its log",
        ),
        Err(error) => Finding::problem("health", format!("{error:#}"), "see the log of the proxy"),
    }
}

/// What the answer says of the server's clock (RFC 9110 §6.6.1), to the second.
fn clock(headers: &HeaderMap) -> Option<Finding> {
    let date = headers.get(header::DATE)?.to_str().ok()?;
    let theirs = jiff::fmt::rfc2822::parse(date)
        .ok()?
        .timestamp()
        .as_second();
    let (theirs, ours) = (Timestamp(theirs), Clock::System.now());
    let off = theirs.since(ours).max(ours.since(theirs)).as_secs();
    let says = format!("the server's differs by {off} s");
    Some(match off > CLOCK_OFF {
        true => Finding::warning(
            "clock",
            says,
            "keep both on NTP: apps refuse tokens from another time, and codes live for a minute",
        ),
        false => Finding::ok("clock", says),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::precondition::State;

    #[test]
    fn a_server_is_judged_by_its_issuer_its_headers_and_its_clock() {
        let settings = Settings::for_tests("https://id.example.com");
        let base: Url = "https://id.example.com".parse().unwrap();
        let says = |said| issuer(&settings, &base, said).state;
        assert_eq!(says(Some("https://id.example.com")), State::Ok);
        assert_eq!(says(Some("https://id.example.com/")), State::Problem);
        assert_eq!(says(None), State::Problem);
        let inside: Url = "http://127.0.0.1:8080".parse().unwrap();
        let asked = issuer(&settings, &inside, Some("https://id.example.com"));
        assert_eq!(asked.state, State::Warning);
        let misdirected = refused(&base, StatusCode::MISDIRECTED_REQUEST).unwrap();
        assert!(misdirected.fix.contains("$http_host"), "{misdirected:?}");

        let mut headers = HeaderMap::new();
        let hsts = || "max-age=1".parse().unwrap();
        let judged = |headers: &HeaderMap| scheme(&base, headers).unwrap().state;
        assert_eq!(judged(&headers), State::Warning);
        headers.append(header::STRICT_TRANSPORT_SECURITY, hsts());
        assert_eq!(judged(&headers), State::Ok);
        headers.append(header::STRICT_TRANSPORT_SECURITY, hsts());
        assert_eq!(judged(&headers), State::Warning);

        assert!(clock(&headers).is_none());
        headers.insert(
            header::DATE,
            "Tue, 15 Nov 1994 08:12:31 GMT".parse().unwrap(),
        );
        assert_eq!(clock(&headers).unwrap().state, State::Warning);
    }
}
