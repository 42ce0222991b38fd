//! The security headers of every answer (attacks: CR-08, CR-13, CR-14).

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, PRAGMA,
    REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

const TRANSPORT_SECURITY: &str = "max-age=63072000; includeSubDomains";
const BARE_CONTENT_POLICY: &str =
    "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

/// Where a form may lead besides this site: an origin or a scheme, ready for `form-action`.
///
/// Browsers apply `form-action` also to the redirect that answers the form, so the pages of a flow name the place
/// the code will be sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormTarget(String);

impl FormTarget {
    /// The source expression for a validated redirect URI: `https://app.example`, `http://127.0.0.1:8400`,
    /// or `com.example.app:` for an app's own scheme. `None` when it is no absolute URI.
    pub fn of(redirect_uri: &str) -> Option<Self> {
        let url = url::Url::parse(redirect_uri).ok()?;
        let source = match url.host() {
            // CSP 3 §2.3.1 has no host source for IPv6 addresses, so the scheme is as narrow as it gets.
            Some(url::Host::Ipv6(_)) => format!("{}:", url.scheme()),
            _ if matches!(url.scheme(), "https" | "http") => url.origin().ascii_serialization(),
            _ => format!("{}:", url.scheme()),
        };
        let safe = |b: u8| b.is_ascii_alphanumeric() || b"-._:/+".contains(&b);
        source.bytes().all(safe).then_some(Self(source))
    }

    /// The source expression.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What one HTML page is allowed.
#[derive(Debug, Clone, Copy)]
pub struct PagePolicy<'a> {
    /// Whether the issuer is https.
    pub https: bool,
    /// The nonce of its script, if it has one.
    pub nonce: Option<&'a str>,
    /// Where its form leads besides this site.
    pub form_target: Option<&'a FormTarget>,
    /// Whose pages are in its frames.
    pub frames: &'a [FormTarget],
}

impl PagePolicy<'_> {
    /// Sets every security header of an HTML page.
    pub fn apply(&self, headers: &mut HeaderMap) {
        bare(headers, self.https);
        if let Ok(value) = HeaderValue::from_str(&self.content_policy()) {
            headers.insert(CONTENT_SECURITY_POLICY, value);
        }
    }

    fn content_policy(&self) -> String {
        let mut policy = String::with_capacity(256);
        policy.push_str("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'");
        if let Some(target) = self.form_target {
            policy.push(' ');
            policy.push_str(target.as_str());
        }
        if let Some((first, others)) = self.frames.split_first() {
            policy.push_str("; frame-src ");
            policy.push_str(first.as_str());
            for source in others {
                policy.push(' ');
                policy.push_str(source.as_str());
            }
        }
        if let Some(nonce) = self.nonce {
            policy.push_str("; script-src 'nonce-");
            policy.push_str(nonce);
            policy.push('\'');
        }
        policy.push_str(
            "; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'",
        );
        policy
    }
}

/// Sets the headers of the frame that pages of other sites show: any site may frame it, and it runs one script, which asks this site.
pub fn framed(headers: &mut HeaderMap, https: bool, nonce: &str) {
    bare(headers, https);
    headers.remove(X_FRAME_OPTIONS);
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; connect-src 'self'; form-action 'none'; base-uri 'none'; \
         require-trusted-types-for 'script'"
    );
    if let Ok(value) = HeaderValue::from_str(&policy) {
        headers.insert(CONTENT_SECURITY_POLICY, value);
    }
}

/// The middleware around every route: an answer that brings no policy of its own is for programs, and gets the headers of
/// those (attacks.md §2.3). Answers that are cached say so themselves.
pub async fn complete(State(https): State<bool>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut add = |name: HeaderName, value| {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    };
    add(CACHE_CONTROL, "no-store");
    add(
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'",
    );
    add(X_CONTENT_TYPE_OPTIONS, "nosniff");
    add(REFERRER_POLICY, "no-referrer");
    if headers
        .get(CACHE_CONTROL)
        .is_some_and(|value| value == "no-store")
    {
        // RFC 6749 §5.1 wants it beside, for caches from before HTTP/1.1.
        headers.insert(PRAGMA, HeaderValue::from_static("no-cache"));
    }
    let mut add = |name: HeaderName, value| {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    };
    if https {
        add(STRICT_TRANSPORT_SECURITY, TRANSPORT_SECURITY);
    }
    response
}

/// The middleware around what an authorization request passes through: an app may have opened it in a window of its own
/// (`display=popup`, OIDC Core §3.1.2.1), which has to find its way back to the one that opened it.
pub async fn keep_opener(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let policy = HeaderValue::from_static("unsafe-none");
    response.headers_mut().insert(OPENER_POLICY, policy);
    response
}

/// Sets the headers of every answer that is no page: redirects, JSON, plain text. Never stored.
pub fn bare(headers: &mut HeaderMap, https: bool) {
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    guard(headers, https);
}

/// As [`bare`], without a word about caching.
pub fn guard(headers: &mut HeaderMap, https: bool) {
    let mut set = |name, value| drop(headers.insert(name, HeaderValue::from_static(value)));
    set(CONTENT_SECURITY_POLICY, BARE_CONTENT_POLICY);
    set(X_FRAME_OPTIONS, "DENY");
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(REFERRER_POLICY, "no-referrer");
    set(OPENER_POLICY, "same-origin");
    set(RESOURCE_POLICY, "same-origin");
    set(
        PERMISSIONS_POLICY,
        "publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), microphone=(), geolocation=()",
    );
    if https {
        set(STRICT_TRANSPORT_SECURITY, TRANSPORT_SECURITY);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_target_is_an_origin_or_a_scheme() {
        for (uri, expected) in [
            ("https://app.example/cb?x=1", Some("https://app.example")),
            (
                "https://app.example:8443/cb",
                Some("https://app.example:8443"),
            ),
            ("http://127.0.0.1:8400/cb", Some("http://127.0.0.1:8400")),
            ("http://localhost:3000/", Some("http://localhost:3000")),
            ("http://[::1]:3000/", Some("http:")),
            ("com.example.app:/cb", Some("com.example.app:")),
            ("myapp://cb", Some("myapp:")),
            ("https://a;b/", None),
            ("/relative", None),
            ("", None),
        ] {
            assert_eq!(
                FormTarget::of(uri).as_ref().map(FormTarget::as_str),
                expected,
                "{uri}"
            );
        }
    }

    #[test]
    fn cr_14_only_a_page_with_a_script_allows_one() {
        let mut headers = HeaderMap::new();
        PagePolicy {
            https: true,
            nonce: None,
            form_target: None,
            frames: &[],
        }
        .apply(&mut headers);
        let policy = headers[CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap()
            .to_owned();
        assert!(!policy.contains("script-src"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert!(policy.contains("form-action 'self';"), "{policy}");
        assert!(headers.contains_key(STRICT_TRANSPORT_SECURITY));
        assert_eq!(headers[CACHE_CONTROL], "no-store");
        assert_eq!(headers[X_FRAME_OPTIONS], "DENY");

        let target = FormTarget::of("https://app.example/cb");
        PagePolicy {
            https: false,
            nonce: Some("bm9uY2U="),
            form_target: target.as_ref(),
            frames: &[],
        }
        .apply(&mut headers);
        let policy = headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("script-src 'nonce-bm9uY2U='"), "{policy}");
        assert!(
            policy.contains("form-action 'self' https://app.example;"),
            "{policy}"
        );
    }

    #[test]
    fn only_an_https_issuer_insists_on_https() {
        let mut headers = HeaderMap::new();
        bare(&mut headers, false);
        assert!(!headers.contains_key(STRICT_TRANSPORT_SECURITY));
    }
}
