//! A browser on the network: it keeps cookies by host, follows redirects on this machine and submits the real forms.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Request, header};
use url::Url;

use super::http;
use crate::world::browser::replace;
use crate::world::cookie::Cookie;
use crate::world::{PASSWORD, Page};

/// Where the form `id` of `page` goes, and with what.
fn filled(page: &Page, id: &str, button: Option<&str>, values: &[(&str, &str)]) -> (Url, String) {
    let (action, fields) = page.form(id, button);
    let fields = replace(fields, values);
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&fields)
        .finish();
    let url = Url::parse(&page.url).and_then(|url| url.join(&action));
    (url.expect("a URL"), body)
}

/// One person's browser.
#[derive(Debug, Clone, Default)]
pub struct Browser {
    /// Cookies by host and name. Ports share them, as RFC 6265 says.
    jar: BTreeMap<(String, String), String>,
}

impl Browser {
    /// Types `url` into the address line.
    pub async fn open(&mut self, url: &str) -> Page {
        let url = Url::parse(url).expect("a URL");
        self.go(url, None, "none").await
    }

    /// Submits the form `id` of `page`; `values` replace or add fields, `button` is the one pressed.
    pub async fn submit(
        &mut self,
        page: &Page,
        id: &str,
        button: Option<&str>,
        values: &[(&str, &str)],
    ) -> Page {
        let (url, body) = filled(page, id, button, values);
        self.go(url, Some(body), "same-origin").await
    }

    /// As [`Browser::submit`], up to the first answer; `None`: none came.
    pub async fn try_submit(
        &mut self,
        page: &Page,
        id: &str,
        values: &[(&str, &str)],
    ) -> Option<Page> {
        let (url, body) = filled(page, id, None, values);
        self.try_send(&url, Some(body), "same-origin").await.ok()
    }

    /// Signs in on a page that asks for it.
    pub async fn log_in(&mut self, page: &Page, login: &str) -> Page {
        let values = [("login", login), ("password", PASSWORD)];
        self.submit(page, "login-form", None, &values).await
    }

    /// Signs in on the page `/login`, and consents if asked.
    pub async fn sign_in(&mut self, page: Page, login: &str) -> Page {
        assert!(page.has("form#login-form"), "{}: {}", page.url, page.html);
        let page = self.log_in(&page, login).await;
        if !page.has("form#consent-form") {
            return page;
        }
        self.submit(&page, "consent-form", Some("approve"), &[])
            .await
    }

    async fn go(&mut self, mut url: Url, mut body: Option<String>, mut site: &str) -> Page {
        for _ in 0..20 {
            let mut page = self.send(&url, body.take(), site).await;
            if !page.status.is_redirection() {
                return page;
            }
            let target = url.join(&page.location()).expect("a URL");
            if !matches!(target.host_str(), Some("localhost" | "127.0.0.1")) {
                // Somewhere else in the world.
                page.url = target.into();
                return page;
            }
            if target.origin() != url.origin() {
                site = "cross-site";
            }
            url = target;
        }
        panic!("twenty redirects, the last to {url}");
    }

    async fn send(&mut self, url: &Url, body: Option<String>, site: &str) -> Page {
        let sent = self.try_send(url, body, site).await;
        sent.unwrap_or_else(|failure| panic!("{url}: {failure:?}"))
    }

    async fn try_send(
        &mut self,
        url: &Url,
        body: Option<String>,
        site: &str,
    ) -> Result<Page, http::Failure> {
        let host = url.host_str().expect("a host").to_owned();
        let mut target = url.path().to_owned();
        if let Some(query) = url.query() {
            target = format!("{target}?{query}");
        }
        let method = if body.is_some() { "POST" } else { "GET" };
        let mut request = Request::builder()
            .method(method)
            .uri(target)
            .header("sec-fetch-site", site)
            .header(header::ACCEPT, "text/html,*/*;q=0.8")
            .header(
                header::USER_AGENT,
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            );
        let cookies: Vec<_> = self
            .jar
            .iter()
            .filter(|((of, _), _)| *of == host)
            .map(|((_, name), value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if body.is_some() {
            request = request
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(header::ORIGIN, url.origin().ascii_serialization());
        }
        let request = request.body(Body::from(body.unwrap_or_default()));
        let authority = format!("{host}:{}", url.port_or_known_default().expect("a port"));
        let answer = http::send(&authority, request.expect("a request")).await?;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            self.keep(&host, cookie.to_str().expect("text"));
        }
        Ok(Page {
            status: answer.status,
            url: url.to_string(),
            headers: answer.headers,
            html: answer.text,
        })
    }

    fn keep(&mut self, host: &str, line: &str) {
        let cookie = Cookie::parse(line);
        let gone = cookie.is_removed();
        let key = (host.to_owned(), cookie.name);
        if gone {
            self.jar.remove(&key);
        } else {
            self.jar.insert(key, cookie.value);
        }
    }
}
