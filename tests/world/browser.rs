//! A browser that keeps cookies as RFC 6265bis says, follows redirects within the provider and submits the real forms.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Request, header};

use super::cookie::Cookie;
use super::device_key::REGISTRATION;
use super::{ISSUER, PASSWORD, Page, Provider};

/// One person's browser.
#[derive(Clone)]
pub struct Browser {
    provider: Provider,
    /// The cookies, by name. Tests may look, copy and spoil.
    pub jar: BTreeMap<String, String>,
    /// Sent with every request.
    pub user_agent: String,
    /// The languages it asks for.
    pub accept_language: Option<String>,
    /// The last offer to bind the session.
    pub offer: Option<String>,
    /// The last `Set-Cookie` of each name.
    set: BTreeMap<String, String>,
}

impl Browser {
    pub fn new(provider: &Provider) -> Self {
        Self {
            provider: provider.clone(),
            jar: BTreeMap::new(),
            user_agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
                .into(),
            accept_language: None,
            offer: None,
            set: BTreeMap::new(),
        }
    }

    /// The same cookies against another node or a restarted provider.
    pub fn moved_to(&self, provider: &Provider) -> Self {
        Self {
            provider: provider.clone(),
            ..self.clone()
        }
    }

    /// Opens `url` (a path of the provider, or a whole URL of it) and follows redirects.
    pub async fn open(&mut self, url: &str) -> Page {
        let request = Request::get(url).header("sec-fetch-site", "none");
        let request = request.body(Body::empty()).unwrap();
        self.follow(request).await
    }

    /// Opens `url` and follows nothing.
    pub async fn open_once(&mut self, url: &str) -> Page {
        self.send(Request::get(url).body(Body::empty()).unwrap())
            .await
    }

    /// Fills and submits the form `id` of `page`; `values` replace or add fields, `button` is the one pressed.
    pub async fn submit(
        &mut self,
        page: &Page,
        id: &str,
        button: Option<&str>,
        values: &[(&str, &str)],
    ) -> Page {
        let (action, fields) = page.form(id, button);
        self.post(&action, &replace(fields, values)).await
    }

    /// Signs in on a page that asks for it.
    pub async fn log_in(&mut self, page: &Page, login: &str) -> Page {
        let values = [("login", login), ("password", PASSWORD)];
        self.submit(page, "login-form", None, &values).await
    }

    /// Allows what the consent page asks.
    pub async fn approve(&mut self, page: &Page) -> Page {
        self.submit(page, "consent-form", Some("approve"), &[])
            .await
    }

    /// Signs everybody out who is signed in here.
    pub async fn sign_out(&mut self) -> Page {
        let page = self.open("/logout").await;
        self.submit(&page, "logout-form", Some("confirm-logout"), &[])
            .await
    }

    /// Posts `fields` from a page of the provider and follows redirects. Those pages have `Referrer-Policy: no-referrer`, so
    /// browsers send `Origin: null` (Fetch, "append a request Origin header").
    pub async fn post(&mut self, path: &str, fields: &[(String, String)]) -> Page {
        self.follow(form_request(path, fields, "same-origin", Some("null")))
            .await
    }

    /// Sends one request with this browser's cookies; keeps what comes back.
    pub async fn send(&mut self, mut request: Request<Body>) -> Page {
        let url = request.uri().to_string();
        if !self.jar.is_empty() && !request.headers().contains_key(header::COOKIE) {
            let cookies: Vec<_> = self
                .jar
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request
                .headers_mut()
                .insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        request
            .headers_mut()
            .entry(header::USER_AGENT)
            .or_insert(self.user_agent.parse().unwrap());
        if let Some(languages) = &self.accept_language {
            let languages = languages.parse().unwrap();
            request
                .headers_mut()
                .insert(header::ACCEPT_LANGUAGE, languages);
        }
        let answer = self.provider.send(request).await;
        if let Some(offer) = answer.headers.get(REGISTRATION) {
            self.offer = Some(offer.to_str().unwrap().to_owned());
        }
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        Page {
            status: answer.status,
            url,
            headers: answer.headers,
            html: answer.text,
        }
    }

    /// The last `Set-Cookie` of this name, whole.
    pub fn last_cookie(&self, name: &str) -> &str {
        self.set.get(name).map_or("", String::as_str)
    }

    /// Closes the window: cookies without a lifetime go.
    pub fn close_window(&mut self) {
        let set = &self.set;
        let kept = |name: &String| set.get(name).is_some_and(|line| line.contains("Max-Age"));
        self.jar.retain(|name, _| kept(name));
    }

    /// A token for forms of the same family as the page at `path`.
    pub async fn csrf_of(&mut self, path: &str) -> String {
        let page = self.open(path).await;
        page.attribute("main input[name=csrf]", "value")
            .expect("a form with a token")
    }

    async fn follow(&mut self, request: Request<Body>) -> Page {
        let mut page = self.send(request).await;
        for _ in 0..10 {
            if !page.status.is_redirection() {
                return page;
            }
            let target = page.location();
            let Some(path) = own_path(&target) else {
                return Page {
                    url: target,
                    ..page
                };
            };
            let request = Request::get(path).header("sec-fetch-site", "same-origin");
            page = self.send(request.body(Body::empty()).unwrap()).await;
        }
        panic!("more than ten redirects, the last to {}", page.url);
    }

    fn keep(&mut self, line: &str) {
        let cookie = Cookie::parse(line);
        self.set.insert(cookie.name.clone(), line.to_owned());
        if cookie.is_removed() {
            self.jar.remove(&cookie.name);
        } else {
            self.jar.insert(cookie.name, cookie.value);
        }
    }
}

/// A POST as a browser sends it.
pub fn form_request(
    path: &str,
    fields: &[(String, String)],
    site: &str,
    origin: Option<&str>,
) -> Request<Body> {
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let mut request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", site);
    if let Some(origin) = origin {
        request = request.header(header::ORIGIN, origin);
    }
    request.body(Body::from(body)).unwrap()
}

/// Replaces fields of the same name and adds the others.
pub fn replace(
    mut fields: Vec<(String, String)>,
    values: &[(&str, &str)],
) -> Vec<(String, String)> {
    for (name, _) in values {
        fields.retain(|(own, _)| own != name);
    }
    fields.extend(
        values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    fields
}

fn own_path(url: &str) -> Option<String> {
    match url.strip_prefix(ISSUER) {
        Some("") => Some("/".into()),
        Some(rest) if rest.starts_with(['/', '?']) => Some(rest.to_owned()),
        Some(_) => None,
        None => url.starts_with('/').then(|| url.to_owned()),
    }
}
