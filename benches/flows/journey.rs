//! A person's way through the real pages to a code, and the app's from there to tokens.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::client::{Answer, Client, basic, form};
use super::server::{PASSWORD, REDIRECT, SECRET, login};

/// One authorization request.
pub struct Journey {
    client_id: &'static str,
    scope: &'static str,
    verifier: String,
}

impl Journey {
    /// A new one, with its own verifier.
    pub fn new(client_id: &'static str, scope: &'static str) -> Self {
        Self {
            client_id,
            scope,
            verifier: random(),
        }
    }

    /// What the app sends the browser to.
    pub fn path(&self) -> String {
        let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, self.verifier.as_bytes()));
        let (state, nonce) = (random(), random());
        let query = form(&[
            ("response_type", "code"),
            ("client_id", self.client_id),
            ("redirect_uri", REDIRECT),
            ("scope", self.scope),
            ("state", &state),
            ("nonce", &nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        format!("/authorize?{query}")
    }
}

fn random() -> String {
    let mut bytes = [0; 32];
    aws_lc_rs::rand::fill(&mut bytes).unwrap();
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Ends the benchmark when an answer is not the one that was to be measured.
pub fn ok(answer: &Answer) {
    assert!(
        answer.status.is_success(),
        "{}: {}",
        answer.status,
        answer.text()
    );
}

/// What a browser fills a page in with: where it sends which fields, beside those that are hidden in the form.
pub type Filled = (&'static str, &'static str, Vec<(String, String)>);

/// Walks the real forms until the browser is sent back with a code.
pub async fn sign_in(client: &mut Client, journey: &Journey) -> String {
    let login = login(client.user);
    sign_in_by(client, journey, |html| {
        html.contains("id=\"login-form\"").then(|| {
            let typed = vec![
                ("login".into(), login.clone()),
                ("password".into(), PASSWORD.into()),
            ];
            ("login-form", "/login", typed)
        })
    })
    .await
}

/// The same, by what `prove` makes of each page; it leaves the page of the app's consent to others.
pub async fn sign_in_by(
    client: &mut Client,
    journey: &Journey,
    mut prove: impl FnMut(&str) -> Option<Filled>,
) -> String {
    let mut path = journey.path();
    let mut answer = client.get(&path).await;
    for _ in 0..10 {
        if let Some(location) = &answer.location {
            if location.starts_with(REDIRECT) {
                return code_in(location);
            }
            path = match location.split_once("://") {
                Some((_, rest)) => rest[rest.find('/').unwrap_or(rest.len())..].to_owned(),
                None => location.clone(),
            };
            answer = client.get(&path).await;
            continue;
        }
        let html = answer.text();
        let (form_id, action, typed) = prove(&html).unwrap_or_else(|| {
            let approve = vec![("decision".into(), "approve".into())];
            ("consent-form", "/consent", approve)
        });
        let mut fields = hidden_fields(form_of(&html, form_id));
        fields.retain(|(name, _)| !typed.iter().any(|(typed, _)| typed == name));
        fields.extend(typed);
        let pairs = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        answer = client
            .post(action, None, form(&pairs.collect::<Vec<_>>()))
            .await;
    }
    panic!(
        "no code after ten steps: {} {}",
        answer.status,
        answer.text()
    );
}

/// The code in the address an app is called back at.
pub fn code_in(url: &str) -> String {
    let query = url
        .split_once('?')
        .map(|(_, query)| query)
        .unwrap_or_default();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let code = pairs.find(|(name, _)| name == "code");
    code.map_or_else(
        || panic!("no code in {url}"),
        |(_, value)| value.into_owned(),
    )
}

/// The form with this id.
pub fn form_of<'a>(html: &'a str, id: &str) -> &'a str {
    let start = html.find(&format!("id=\"{id}\""));
    let start = start.unwrap_or_else(|| panic!("no {id}: {html}"));
    let form = &html[start..];
    &form[..form.find("</form>").unwrap_or(form.len())]
}

/// The value of an attribute, as a browser reads it.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split_once(&format!("{name}=\""))?.1;
    let value = rest.split('"').next().unwrap_or_default();
    let value = value.replace("&#34;", "\"").replace("&quot;", "\"");
    Some(value.replace("&amp;", "&").replace("&#38;", "&"))
}

/// What is hidden in a form.
pub fn hidden_fields(html: &str) -> Vec<(String, String)> {
    html.split("<input")
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap_or_default())
        .filter(|tag| tag.contains("type=\"hidden\""))
        .filter_map(|tag| {
            Some((
                attribute(tag, "name")?,
                attribute(tag, "value").unwrap_or_default(),
            ))
        })
        .collect()
}

/// What the app does with the code.
pub async fn redeem(client: &mut Client, journey: &Journey, code: &str) -> Value {
    let body = form(&[
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", &journey.verifier),
    ]);
    let answer = client
        .post("/token", Some(&basic(journey.client_id, SECRET)), body)
        .await;
    ok(&answer);
    serde_json::from_slice(&answer.body).unwrap()
}
