//! A browser that keeps cookies as RFC 6265bis says, follows redirects within the provider and submits the real forms.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use scraper::{ElementRef, Html, Selector};

use super::{ISSUER, Provider};

/// One person's browser.
#[derive(Clone)]
pub struct Browser {
    provider: Provider,
    /// The cookies, by name. Tests may look, copy and spoil.
    pub jar: BTreeMap<String, String>,
    /// Sent with every request.
    pub user_agent: String,
    /// The last `Set-Cookie` of each name.
    set: BTreeMap<String, String>,
}

/// Where a request ended.
#[derive(Debug, Clone)]
pub struct Page {
    /// The last status.
    pub status: StatusCode,
    /// The path and query of the page, or the whole URL when it is not the provider's.
    pub url: String,
    /// The headers of the last answer.
    pub headers: HeaderMap,
    /// The document.
    pub html: String,
}

impl Browser {
    pub fn new(provider: &Provider) -> Self {
        Self {
            provider: provider.clone(),
            jar: BTreeMap::new(),
            user_agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
                .into(),
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
        let answer = self.provider.send(request).await;
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

    fn keep(&mut self, cookie: &str) {
        let mut parts = cookie.split(';').map(str::trim);
        let (name, value) = parts.next().unwrap().split_once('=').unwrap();
        let attributes: Vec<String> = parts.map(str::to_ascii_lowercase).collect();
        // A browser ignores a __Host- cookie that lacks any of these, also when it removes one.
        if name.starts_with("__Host-") {
            let has = |wanted: &str| attributes.iter().any(|attribute| attribute == wanted);
            assert!(has("secure") && has("path=/"), "a browser refuses {cookie}");
            assert!(
                !attributes
                    .iter()
                    .any(|attribute| attribute.starts_with("domain")),
                "{cookie}"
            );
        }
        self.set.insert(name.to_owned(), cookie.to_owned());
        if attributes.iter().any(|attribute| attribute == "max-age=0") || value.is_empty() {
            self.jar.remove(name);
        } else {
            self.jar.insert(name.to_owned(), value.to_owned());
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

impl Page {
    /// The `Location` of a redirect.
    pub fn location(&self) -> String {
        self.headers
            .get(header::LOCATION)
            .expect("a redirect names its target")
            .to_str()
            .unwrap()
            .to_owned()
    }

    /// The text of the only `h1`.
    pub fn heading(&self) -> String {
        self.text("h1")
    }

    /// The text of the first element that matches a CSS selector; empty when none does.
    pub fn text(&self, selector: &str) -> String {
        let document = Html::parse_document(&self.html);
        let found = document.select(&Selector::parse(selector).unwrap()).next();
        found
            .map(|element| words(element.text()))
            .unwrap_or_default()
    }

    /// The text of every element that matches.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let document = Html::parse_document(&self.html);
        let selector = Selector::parse(selector).unwrap();
        let found = document.select(&selector);
        found.map(|element| words(element.text())).collect()
    }

    /// Whether any element matches.
    pub fn has(&self, selector: &str) -> bool {
        let document = Html::parse_document(&self.html);
        document
            .select(&Selector::parse(selector).unwrap())
            .next()
            .is_some()
    }

    /// An attribute of the first element that matches.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let document = Html::parse_document(&self.html);
        document
            .select(&Selector::parse(selector).unwrap())
            .next()?
            .value()
            .attr(name)
            .map(str::to_owned)
    }

    /// The value a parameter has in the query of this page's URL.
    pub fn query(&self, name: &str) -> Option<String> {
        let query = self.url.split_once('?')?.1;
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.into_owned())
    }

    /// The path without the query.
    pub fn path(&self) -> &str {
        self.url.split(['?', '#']).next().unwrap_or_default()
    }

    /// Where the form `id` goes and what it sends when `button` is pressed.
    pub fn form(&self, id: &str, button: Option<&str>) -> (String, Vec<(String, String)>) {
        let document = Html::parse_document(&self.html);
        let selector = Selector::parse(&format!("form#{id}")).unwrap();
        let form = document.select(&selector).next().unwrap_or_else(|| {
            panic!(
                "no form {id} at {} ({}):\n{}",
                self.url, self.status, self.html
            )
        });
        let action = form
            .value()
            .attr("action")
            .unwrap_or(self.path())
            .to_owned();
        let mut fields = Vec::new();
        for element in form.select(&Selector::parse("input, textarea, button, select").unwrap()) {
            if let Some(field) = field(element, button) {
                fields.push(field);
            }
        }
        (action, fields)
    }
}

fn field(element: ElementRef<'_>, button: Option<&str>) -> Option<(String, String)> {
    let attribute = |name| element.value().attr(name);
    let name = attribute("name")?.to_owned();
    if element.value().attr("disabled").is_some() {
        return None;
    }
    let kind = attribute("type").unwrap_or("text");
    let value = match element.value().name() {
        "textarea" => element.text().collect(),
        "button" => {
            return (attribute("id") == button && button.is_some())
                .then(|| (name, attribute("value").unwrap_or_default().to_owned()));
        }
        "select" => {
            let option = element
                .select(&Selector::parse("option[selected]").unwrap())
                .next()?;
            option.value().attr("value").unwrap_or_default().to_owned()
        }
        _ if matches!(kind, "checkbox" | "radio") && attribute("checked").is_none() => return None,
        _ => attribute("value")
            .unwrap_or(if kind == "checkbox" { "on" } else { "" })
            .to_owned(),
    };
    Some((name, value))
}

fn words<'a>(text: impl Iterator<Item = &'a str>) -> String {
    text.collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
