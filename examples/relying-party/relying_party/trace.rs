//! What happened, for people to read: steps of lines, texts and checks. Secrets are cut.

use openidconnect::http::{HeaderMap, header};
use serde_json::{Value, json};

use super::http::Exchange;

/// One step of the flow.
#[derive(Debug, Clone)]
pub struct Step {
    /// What was done.
    pub title: &'static str,
    /// Why, in a sentence.
    pub why: &'static str,
    /// What there is to see.
    pub parts: Vec<Part>,
}

/// A piece of a step.
#[derive(Debug, Clone)]
pub enum Part {
    /// Names and values, under a heading.
    Lines(String, Vec<Line>),
    /// A text to copy, under a heading.
    Text(String, String),
    /// What was checked.
    Checks(Vec<Check>),
}

/// A name and a value, and what they are for.
#[derive(Debug, Clone)]
pub struct Line {
    /// The parameter, header or claim.
    pub name: String,
    /// Its value; cut when it is a secret.
    pub value: String,
    /// What it is for, when that is worth saying.
    pub note: &'static str,
}

/// Something the app made sure of.
#[derive(Debug, Clone)]
pub struct Check {
    /// What.
    pub what: &'static str,
    /// With which values.
    pub detail: String,
    /// Whether it holds.
    pub holds: bool,
}

impl Step {
    /// A step without parts.
    pub fn new(title: &'static str, why: &'static str) -> Self {
        Self {
            title,
            why,
            parts: Vec::new(),
        }
    }

    /// Adds a request and its answer.
    pub fn exchange(mut self, exchange: &Exchange) -> Self {
        let Exchange {
            request,
            answer,
            took,
        } = exchange;
        let mut lines = headers(
            request.headers(),
            &[header::AUTHORIZATION, header::CONTENT_TYPE],
        );
        lines.extend(
            form_urlencoded::parse(request.body()).map(|(name, value)| line(&name, &value)),
        );
        self.parts.push(Part::Lines(
            format!("{} {}", request.method(), request.uri()),
            lines,
        ));
        let heading = format!(
            "{} in {:.1} ms",
            answer.status(),
            took.as_secs_f64() * 1000.0
        );
        let shown = match serde_json::from_slice::<Value>(answer.body()) {
            Ok(json) => pretty(&cut_json(json)),
            Err(_) => String::from_utf8_lossy(answer.body()).into_owned(),
        };
        let mut text: String = headers(answer.headers(), &[header::WWW_AUTHENTICATE])
            .iter()
            .map(|l| format!("{}: {}\n", l.name, l.value))
            .collect();
        text.push_str(&shown);
        self.parts.push(Part::Text(heading, text));
        self
    }

    /// Adds a request without its (long) answer, of which only `kept` members are shown.
    pub fn document(self, exchange: &Exchange, kept: &[&str]) -> Self {
        let mut short = Exchange::clone(exchange);
        if let Ok(Value::Object(mut json)) = serde_json::from_slice(exchange.answer.body()) {
            json.retain(|name, _| kept.contains(&name.as_str()));
            for key in json
                .get_mut("keys")
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
            {
                // The numbers of a key say nothing to people.
                if let Some(key) = key.as_object_mut() {
                    key.retain(|name, _| ["kid", "kty", "alg", "use"].contains(&name.as_str()));
                }
            }
            *short.answer.body_mut() = Value::Object(json).to_string().into_bytes();
        }
        self.exchange(&short)
    }

    /// Adds the parameters of a URL.
    pub fn url(mut self, heading: &str, url: &url::Url) -> Self {
        let lines = url
            .query_pairs()
            .map(|(name, value)| line(&name, &value))
            .collect();
        let mut bare = url.clone();
        bare.set_query(None);
        self.parts
            .push(Part::Lines(format!("{heading} {bare}"), lines));
        self
    }

    /// Adds lines.
    pub fn lines(mut self, heading: &str, lines: Vec<Line>) -> Self {
        self.parts.push(Part::Lines(heading.to_owned(), lines));
        self
    }

    /// Adds JSON.
    pub fn json(mut self, heading: &str, json: &Value) -> Self {
        self.parts
            .push(Part::Text(heading.to_owned(), pretty(json)));
        self
    }

    /// Adds checks.
    pub fn checks(mut self, checks: Vec<Check>) -> Self {
        self.parts.push(Part::Checks(checks));
        self
    }
}

impl Check {
    /// A check that holds, or not.
    pub fn new(what: &'static str, holds: bool, detail: impl Into<String>) -> Self {
        Self {
            what,
            detail: detail.into(),
            holds,
        }
    }
}

/// A parameter with its meaning; cut when it is a secret.
pub fn line(name: &str, value: &str) -> Line {
    let secret = SECRETS.contains(&name);
    let note = NOTES
        .iter()
        .find(|(known, _)| *known == name)
        .map_or("", |(_, note)| note);
    Line {
        name: name.to_owned(),
        value: if secret { cut(value) } else { value.to_owned() },
        note,
    }
}

/// JSON as people read it: a member a line, and what is short on one.
pub fn pretty(json: &Value) -> String {
    fn write(json: &Value, indent: &str, out: &mut String) {
        let short = json.to_string();
        let (members, ends): (Vec<(String, &Value)>, _) = match json {
            _ if !indent.is_empty() && short.len() <= 72 => return out.push_str(&short),
            Value::Object(all) => (
                all.iter()
                    .map(|(name, v)| (format!("{}: ", json!(name)), v))
                    .collect(),
                ['{', '}'],
            ),
            Value::Array(all) => (all.iter().map(|v| (String::new(), v)).collect(), ['[', ']']),
            _ => return out.push_str(&short),
        };
        out.push(ends[0]);
        for (at, (name, value)) in members.iter().enumerate() {
            out.push_str(&format!(
                "{}\n{indent}  {name}",
                if at == 0 { "" } else { "," }
            ));
            write(value, &format!("{indent}  "), out);
        }
        out.push_str(&format!("\n{indent}{}", ends[1]));
    }
    let mut out = String::new();
    write(json, "", &mut out);
    out
}

/// The two ends of a secret; enough to tell two apart, too little to use.
fn cut(secret: &str) -> String {
    let ends = |keep: usize| {
        let head: String = secret.chars().take(keep).collect();
        let tail: String = secret.chars().skip(secret.chars().count() - keep).collect();
        format!("{head}…{tail}")
    };
    if secret.chars().count() < 24 {
        "…".to_owned()
    } else {
        ends(6)
    }
}

fn cut_json(json: Value) -> Value {
    match json {
        Value::Object(members) => Value::Object(
            members
                .into_iter()
                .map(|(name, value)| match value {
                    Value::String(text) if SECRETS.contains(&name.as_str()) => {
                        (name, Value::String(cut(&text)))
                    }
                    value => (name, value),
                })
                .collect(),
        ),
        other => other,
    }
}

fn headers(headers: &HeaderMap, wanted: &[header::HeaderName]) -> Vec<Line> {
    let present = wanted
        .iter()
        .filter_map(|name| Some((name.as_str(), headers.get(name)?.to_str().ok()?)));
    let shown = present.map(|(name, value)| match (name, value.split_once(' ')) {
        ("authorization", Some((scheme, credentials))) => Line {
            value: format!("{scheme} {}", cut(credentials)),
            ..line(name, "")
        },
        _ => line(name, value),
    });
    shown.collect()
}

const SECRETS: &[&str] = &[
    "code",
    "code_verifier",
    "client_secret",
    "access_token",
    "refresh_token",
    "id_token",
    "id_token_hint",
];

const NOTES: &[(&str, &str)] = &[
    ("response_type", "send a code back, never a token"),
    ("client_id", "who this app is"),
    (
        "redirect_uri",
        "where to send the browser back to; registered, compared character by character",
    ),
    (
        "scope",
        "openid makes it a sign-in; the others ask for claims and for a refresh token",
    ),
    ("state", "random; ties the answer to this browser"),
    ("nonce", "random; ties the ID token to this request"),
    (
        "code_challenge",
        "hash of a secret that only this app knows (PKCE)",
    ),
    ("code_challenge_method", "SHA-256"),
    ("prompt", "how much the provider may ask the person"),
    (
        "code",
        "works once, for a minute, for this app and its verifier only",
    ),
    (
        "iss",
        "who sent the browser; against mix-up of providers (RFC 9207)",
    ),
    (
        "authorization",
        "the client's id and secret, or an access token",
    ),
    ("grant_type", "what is exchanged for tokens"),
    (
        "code_verifier",
        "the secret behind the challenge: whoever stole the code does not have it",
    ),
    (
        "refresh_token",
        "for new tokens without the person; replaced at every use",
    ),
    ("error", "why there is no code"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_short_where_it_can_be() {
        let key = json!({ "kty": "EC", "kid": "VeL8d3utSNQR5SYBL0kEJQ", "alg": "ES256" });
        let text = pretty(
            &json!({ "issuer": "http://localhost:8080", "algs": ["RS256", "ES256"], "keys": [key, key] }),
        );
        assert_eq!(text.lines().count(), 8, "{text}");
        assert!(
            text.contains("\n  \"algs\": [\"RS256\",\"ES256\"],"),
            "{text}"
        );
        assert_eq!(
            serde_json::from_str::<Value>(&text).unwrap()["keys"][1],
            key
        );
    }

    #[test]
    fn secrets_are_cut_wherever_they_are() {
        let secret = "SplxlOBeZQQYbYS6WxSbIA-and-some-more";
        assert_eq!(line("code", secret).value, "SplxlO…e-more");
        assert_eq!(line("code", "short").value, "…");
        assert_eq!(line("state", secret).value, secret);
        let json = json!({ "access_token": secret, "token_type": "Bearer", "expires_in": 300 });
        assert!(!pretty(&cut_json(json)).contains(secret));
        let mut sent = HeaderMap::new();
        sent.insert(
            header::AUTHORIZATION,
            format!("Basic {secret}").parse().unwrap(),
        );
        assert_eq!(
            headers(&sent, &[header::AUTHORIZATION])[0].value,
            "Basic SplxlO…e-more"
        );
    }
}
