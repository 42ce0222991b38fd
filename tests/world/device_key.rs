//! A browser with a secure element: it keeps a key for a session, and answers as Chromium does (W3C Device Bound Session Credentials).

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::{Browser, Page};

pub const REGISTRATION: &str = "secure-session-registration";
const CHALLENGE: &str = "secure-session-challenge";
const RESPONSE: &str = "secure-session-response";
const SESSION_ID: &str = "sec-secure-session-id";

/// A key in a secure element.
pub struct DeviceKey(EcdsaKeyPair);

impl DeviceKey {
    pub fn new() -> Self {
        Self(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
    }

    pub fn jwk(&self) -> Value {
        let point = self.0.public_key().as_ref();
        let text = |octets: &[u8]| URL_SAFE_NO_PAD.encode(octets);
        json!({ "crv": "P-256", "kty": "EC", "x": text(&point[1..33]), "y": text(&point[33..]) })
    }

    /// What others know it by (RFC 7638).
    pub fn thumbprint(&self) -> String {
        // The members of an EC key in the order of the RFC are in that of the alphabet, as serde_json writes them.
        let members = self.jwk().to_string();
        let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, members.as_bytes());
        URL_SAFE_NO_PAD.encode(hash.as_ref())
    }

    /// What it signs of these.
    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        let text = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", text(header), text(claims));
        let signature = self
            .0
            .sign(&SystemRandom::new(), signed.as_bytes())
            .unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
    }

    /// As a browser registers it.
    pub fn registers(&self, challenge: &str) -> String {
        let header = json!({ "alg": "ES256", "jwk": self.jwk(), "typ": "dbsc+jwt" });
        self.sign(&header, &json!({ "jti": challenge }))
    }

    /// As a browser shows it again.
    pub fn shows(&self, challenge: &str) -> String {
        let header = json!({ "alg": "ES256", "typ": "dbsc+jwt" });
        self.sign(&header, &json!({ "jti": challenge }))
    }
}

/// What a refresh asks to be signed.
pub fn challenge_of(page: &Page) -> String {
    assert_eq!(page.status, StatusCode::FORBIDDEN, "{}", page.html);
    let value = page.headers[CHALLENGE].to_str().unwrap();
    let (challenge, _) = value.split_once(';').unwrap();
    challenge.trim_matches('"').to_owned()
}

impl Browser {
    /// The challenge of the last offer.
    pub fn offered(&mut self) -> Option<String> {
        let offer = self.offer.take()?;
        let beginning = "(ES256 RS256);path=\"/session/device\";challenge=\"";
        let challenge = offer
            .strip_prefix(beginning)
            .expect("an offer as Chromium reads it");
        Some(challenge.trim_end_matches('"').to_owned())
    }

    /// Registers with this proof.
    pub async fn register(&mut self, proof: &str) -> Page {
        let request = Request::post("/session/device")
            .header(RESPONSE, proof)
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Asks for a challenge of the session, or answers one.
    pub async fn refresh(&mut self, session: &str, proof: Option<&str>) -> Page {
        let mut request = Request::post("/session/device/refresh")
            .header(SESSION_ID, session)
            .header("sec-fetch-site", "same-origin");
        if let Some(proof) = proof {
            request = request.header(RESPONSE, proof);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Binds the session that began last; its name, and its key.
    pub async fn binds(&mut self) -> (String, DeviceKey) {
        let key = DeviceKey::new();
        let challenge = self.offered().expect("an offer");
        let answer = self.register(&key.registers(&challenge)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.html);
        let told: Value = serde_json::from_str(&answer.html).unwrap();
        (told["session_identifier"].as_str().unwrap().to_owned(), key)
    }

    /// Shows the key, as a browser does before a request when the short cookie has run out.
    pub async fn shows(&mut self, session: &str, key: &DeviceKey) -> Page {
        let asked = self.refresh(session, None).await;
        let proof = key.shows(&challenge_of(&asked));
        self.refresh(session, Some(&proof)).await
    }

    /// Drops the short cookies, as when they run out.
    pub fn device_cookies_run_out(&mut self) {
        self.jar.retain(|name, _| !name.starts_with(SHORT));
    }
}

/// What the short cookies' names begin with.
pub const SHORT: &str = "__Host-lanyard-bound-";
