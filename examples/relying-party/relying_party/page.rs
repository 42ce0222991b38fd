//! The one page of the app.

use askama::Template;
use serde_json::{Map, Value};

use super::Config;
use super::flow::{SignedIn, Stopped};
use super::logout::Ended;
use super::trace::{Part, Step, pretty};

/// What to show a browser.
#[derive(Template)]
#[template(
    ext = "html",
    source = r##"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{% if let Some(stopped) = stopped %}{{ stopped.title }} – {% endif %}Field Notes</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
  <a class="brand" href="/"><span aria-hidden="true">❧</span> Field Notes</a>
  <span>a relying party of <strong>{{ issuer_host() }}</strong></span>
</header>
<main id="main">
{% if signed_in.is_none() %}{% match signed_out %}{% when Some(SignedOut::Here) %}
<p class="note" role="status">You are signed out of Field Notes. {{ config.provider_name }} may still know you: <a href="{{ config.issuer }}">sign out there</a> as well.</p>
{% when Some(SignedOut::ThereToo) %}
<p class="note" role="status">You are signed out of Field Notes and of {{ config.provider_name }}.</p>
{% when Some(SignedOut::Told(_)) %}
<p class="note" role="status" id="told">{{ config.provider_name }} told Field Notes that your sign-in there ended, so it ended here as well. What it said, and what Field Notes checked, is below.</p>
{% when None %}{% endmatch %}{% endif %}
{% if let Some(stopped) = stopped %}
<section class="card bad" role="alert">
  <h1 id="stopped">{{ stopped.title }}</h1>
  <p>{{ stopped.reason }}</p>
  <p class="actions"><a class="button" href="/sign-in">Sign in</a> <a href="/">Back to the start</a></p>
</section>
{% endif %}
{% if let Some(person) = signed_in %}
<section class="card">
  <h1>Hello, {{ person.name() }}</h1>
  <p>You are signed in. Field Notes never saw your password: {{ config.provider_name }} said who you are, and this app checked that it did.</p>
  <div class="actions">
    <form method="post" action="/sign-out"><button id="sign-out">Sign out</button></form>
    <form method="post" action="/userinfo"><button class="quiet" id="userinfo">Ask userinfo again</button></form>
    {% if person.can_refresh() %}<form method="post" action="/refresh"><button class="quiet" id="refresh">Use the refresh token</button></form>{% endif %}
    <a href="/sign-in?prompt=login">Sign in again</a>
  </div>
  {% if config.is_told %}<p>“Sign out” ends your sign-in at {{ config.provider_name }} as well. The other way round works, too: <a href="{{ config.issuer }}">sign out there</a>, or under Devices from another browser, and Field Notes is told. Reload this page then.</p>{% endif %}
</section>
<div class="pair">
  <section class="card" aria-labelledby="id-token">
    <h2 id="id-token">Verified ID token</h2>
    <table id="id-token-claims"><tbody>{% for (name, value) in self::claims(person.id_token_claims) %}
      <tr><th scope="row">{{ name }}</th><td>{{ value }}</td></tr>{% endfor %}
    </tbody></table>
  </section>
  <section class="card" aria-labelledby="userinfo-heading">
    <h2 id="userinfo-heading">UserInfo</h2>
    <table id="userinfo-claims"><tbody>{% for (name, value) in self::claims(person.userinfo) %}
      <tr><th scope="row">{{ name }}</th><td>{{ value }}</td></tr>{% endfor %}
    </tbody></table>
  </section>
</div>
{% elif stopped.is_none() %}
<section class="card">
  <h1>Field Notes</h1>
  <p>This app keeps no passwords. It sends you to {{ config.provider_name }} at {{ issuer_host() }}, which asks who you are, and then shows every message that made it believe the answer.</p>
  <p><a class="button" id="sign-in" href="/sign-in">Sign in with {{ config.provider_name }}</a></p>
  {% if let Some(hint) = config.hint.as_ref() %}
  <dl class="hint">
    <dt>User name</dt><dd>{{ hint.login }}</dd>
    <dt>Password</dt><dd>{{ hint.password }}</dd>
  </dl>
  {% endif %}
  <details><summary>Other ways to ask</summary>
    <ul>
      <li><a href="/sign-in?prompt=login">Ask for the password even if I am signed in</a> <code>prompt=login</code></li>
      <li><a href="/sign-in?prompt=consent">Ask again what this app may see</a> <code>prompt=consent</code></li>
      <li><a href="/sign-in?prompt=select_account">Ask which account to use</a> <code>prompt=select_account</code></li>
      <li><a href="/sign-in?prompt=none">Ask me nothing: answer or refuse</a> <code>prompt=none</code></li>
    </ul>
  </details>
</section>
{% endif %}
{% if !steps().is_empty() %}
<section aria-labelledby="happened">
  <h2 id="happened">What happened</h2>
  <p>Click a value to select it. Secrets are cut.</p>
  <nav aria-label="Steps"><ol class="contents">{% for step in steps() %}<li><a href="#step-{{ loop.index }}">{{ step.title }}</a></li>{% endfor %}</ol></nav>
  <ol class="steps">{% for step in steps() %}
    <li class="card" id="step-{{ loop.index }}">
      <h3>{{ step.title }}</h3>
      <p>{{ step.why }}</p>
      {% for part in step.parts %}{% match part %}
      {% when Part::Lines(heading, lines) %}
      <h4>{{ heading }}</h4>
      <table><tbody>{% for line in lines %}
        <tr><th scope="row">{{ line.name }}</th><td><span class="value">{{ line.value }}</span>{% if !line.note.is_empty() %}<small>{{ line.note }}</small>{% endif %}</td></tr>{% endfor %}
      </tbody></table>
      {% when Part::Text(heading, text) %}
      <h4>{{ heading }}</h4>
      <pre tabindex="0"><code class="value">{{ text }}</code></pre>
      {% when Part::Checks(checks) %}
      <ul class="checks">{% for check in checks %}
        <li class="{% if check.holds %}good{% else %}bad{% endif %}"><span>{% if check.holds %}✓<span class="unseen"> holds:</span>{% else %}✗<span class="unseen"> fails:</span>{% endif %}</span> {{ check.what }} <code>{{ check.detail }}</code></li>{% endfor %}
      </ul>
      {% endmatch %}{% endfor %}
    </li>{% endfor %}
  </ol>
</section>
{% endif %}
</main>
<footer>An example app. Its code is in <code>examples/relying-party</code>.</footer>
</body>
</html>
"##
)]
pub struct Home<'a> {
    pub config: &'a Config,
    pub signed_in: Option<&'a SignedIn>,
    pub stopped: Option<&'a Stopped>,
    pub signed_out: Option<SignedOut<'a>>,
}

/// Where somebody signed out a moment ago.
#[derive(Clone, Copy)]
pub enum SignedOut<'a> {
    Here,
    ThereToo,
    /// There, and the provider told this app.
    Told(&'a Ended),
}

impl Home<'_> {
    fn issuer_host(&self) -> &str {
        self.config
            .issuer
            .split_once("://")
            .map_or(self.config.issuer.as_str(), |(_, host)| host)
    }

    /// Of what went wrong, or else of the sign-in, or of its end.
    fn steps(&self) -> &[Step] {
        let stopped = self
            .stopped
            .map(|stopped| stopped.steps.as_slice())
            .filter(|steps| !steps.is_empty());
        let ended = match self.signed_out {
            Some(SignedOut::Told(ended)) => Some(std::slice::from_ref(&ended.step)),
            _ => None,
        };
        stopped
            .or(self.signed_in.map(|signed_in| signed_in.steps.as_slice()))
            .or(ended)
            .unwrap_or_default()
    }
}

/// Names and values as people read them.
fn claims(claims: &Map<String, Value>) -> Vec<(&str, String)> {
    let shown = |name: &str, value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Object(_) => pretty(value),
        other => match other.as_i64().filter(|_| TIMES.contains(&name)) {
            Some(seconds) => format!("{seconds}\n{}", at(seconds)),
            None => other.to_string(),
        },
    };
    claims
        .iter()
        .map(|(name, value)| (name.as_str(), shown(name, value)))
        .collect()
}

/// Claims that are seconds since 1970 (OIDC Core §2 and §5.1).
const TIMES: [&str; 4] = ["exp", "iat", "auth_time", "updated_at"];

/// `28 Nov 2026, 18:41:07 UTC`
fn at(seconds: i64) -> String {
    let at = jiff::Timestamp::from_second(seconds);
    at.map_or_else(
        |_| String::new(),
        |at| at.strftime("%-d %b %Y, %H:%M:%S UTC").to_string(),
    )
}
