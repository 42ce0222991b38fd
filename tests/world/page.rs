//! A page as a browser got it: what it says, and what its forms send.

use axum::http::{HeaderMap, StatusCode, header};
use scraper::{ElementRef, Html, Selector};

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

    /// The body as JSON; null when it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.html).unwrap_or_default()
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
        let query = self.url.split_once(['?', '#'])?.1;
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
