//! The provider says that a sign-in ended, wherever that was (OpenID Connect Back-Channel Logout 1.0): it posts a logout token to
//! this app, without any browser, and the app ends the session that the token names.

use std::time::{Duration, SystemTime};

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation, decode, decode_header};
use serde_json::{Map, Value};

use super::flow::{Provider, SignedIn, Stopped};
use super::trace::{Check, Step};

/// The member of `events` that makes a token a logout token (§2.4).
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// Nothing that is signed with a secret: the keys are published.
const ALGORITHMS: [Algorithm; 4] = [
    Algorithm::RS256,
    Algorithm::PS256,
    Algorithm::ES256,
    Algorithm::EdDSA,
];
/// Clocks of two machines differ.
const LEEWAY: Duration = Duration::from_secs(60);

/// A sign-in that is over, and why this app believes it.
#[derive(Clone)]
pub struct Ended {
    /// What there is to see of it.
    pub step: Step,
    /// One sign-in.
    sid: Option<String>,
    /// Every sign-in of this person, when no `sid` is there.
    sub: Option<String>,
}

/// Why nothing was ended.
pub enum NotEnded {
    /// The token is not good, now or later.
    Token(String),
    /// It could not be verified, for want of keys; later it may.
    Keys(Stopped),
}

impl Ended {
    /// Whether it is one sign-in, which never comes back, and not whatever the person has at the moment.
    pub fn is_of_one(&self) -> bool {
        self.sid.is_some()
    }

    /// Whether `signed_in` is meant (§2.6).
    pub fn is_of(&self, signed_in: &SignedIn) -> bool {
        let known = |name: &str| signed_in.id_token_claims.get(name).and_then(Value::as_str);
        let is = |name, said: Option<&str>| said.is_none() || said == known(name);
        is("sid", self.sid.as_deref()) && is("sub", self.sub.as_deref())
    }
}

impl Provider {
    /// What a logout token says, if it is genuine (§2.6). Its `jti` is not kept: a `sid` never comes back, so to be told of its end
    /// twice does no harm.
    pub async fn ended(&self, logout_token: &str) -> Result<Ended, NotEnded> {
        let header = decode_header(logout_token).map_err(|error| refused(&error))?;
        // An ID token must not end anything, although everything else of it is right.
        let typ = header.typ.as_deref().unwrap_or_default();
        let typ = typ.strip_prefix("application/").unwrap_or(typ);
        if !typ.eq_ignore_ascii_case("logout+jwt") {
            return Err(refused(&"typ is not logout+jwt"));
        }
        let keys = self.keys().await.map_err(NotEnded::Keys)?;
        let key = key_of(&keys, &header)?;
        // Signature, iss, aud, exp.
        let mut validation = Validation::new(header.alg);
        validation.leeway = LEEWAY.as_secs();
        validation.set_required_spec_claims(&["iss", "aud", "exp"]);
        validation.set_issuer(&[self.issuer()]);
        validation.set_audience(&[self.client_id()]);
        let token = decode::<Map<String, Value>>(logout_token, &key, &validation);
        let claims = token.map_err(|error| refused(&error))?.claims;
        about(&claims).map_err(|why| refused(&why))?;
        let text = |name: &str| claims.get(name).and_then(Value::as_str).map(str::to_owned);
        Ok(Ended {
            sid: text("sid"),
            sub: text("sub"),
            step: told(&header, &claims),
        })
    }
}

fn refused(why: &dyn std::fmt::Display) -> NotEnded {
    NotEnded::Token(why.to_string())
}

/// The one published key that the header names.
fn key_of(keys: &JwkSet, header: &Header) -> Result<DecodingKey, NotEnded> {
    if !ALGORITHMS.contains(&header.alg) {
        return Err(refused(&format!("signed with {:?}", header.alg)));
    }
    let kid = header.kid.as_deref().unwrap_or_default();
    let key = keys
        .find(kid)
        .ok_or_else(|| refused(&"the provider publishes no key with this kid"))?;
    DecodingKey::from_jwk(key).map_err(|error| refused(&error))
}

/// What the claims of a logout token have to be beside those of every JWT (§2.4).
fn about(claims: &Map<String, Value>) -> Result<(), &'static str> {
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default() + LEEWAY;
    match claims.get("iat").and_then(Value::as_u64) {
        None => return Err("iat is missing"),
        Some(at) if at > now.as_secs() => return Err("iat lies ahead"),
        Some(_) => {}
    }
    if !claims.get("jti").is_some_and(Value::is_string) {
        return Err("jti is missing");
    }
    let event = claims.get("events").and_then(|events| events.get(EVENT));
    if !event.is_some_and(Value::is_object) {
        return Err("events does not say that this is a logout");
    }
    if claims.contains_key("nonce") {
        return Err("there is a nonce, as in an ID token");
    }
    let is_text = |name: &str| claims.get(name).map(Value::is_string);
    match (is_text("sid"), is_text("sub")) {
        (Some(false), _) | (_, Some(false)) => Err("sid or sub is no text"),
        (None, None) => Err("there is neither sid nor sub"),
        _ => Ok(()),
    }
}

/// How it came to this, for people.
fn told(header: &Header, claims: &Map<String, Value>) -> Step {
    let said = |name: &str| {
        claims
            .get(name)
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    let kid = header.kid.as_deref().unwrap_or_default();
    Step::new(
        "Back-channel logout",
        "The provider posted a logout token to this app, without your browser. Verified with its published keys.",
    )
    .json("Header", &serde_json::json!(header))
    .json("Claims", &Value::Object(claims.clone()))
    .checks(vec![
        Check::new("typ is logout+jwt", true, "no ID token is taken for one"),
        Check::new(
            "signed by a published key",
            true,
            format!("{:?} with kid {kid}", header.alg),
        ),
        Check::new("iss is the provider", true, said("iss")),
        Check::new("aud is this app", true, said("aud")),
        Check::new("exp lies ahead, iat does not", true, said("exp")),
        Check::new("events says logout, and there is no nonce", true, said("events")),
        Check::new("sid is the one of the ID token", true, said("sid")),
    ])
}
