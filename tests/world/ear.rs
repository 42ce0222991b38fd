//! An app's address for logout tokens, on this machine: it listens, and answers as it is told to.

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// As it should.
    Well,
    /// With this status.
    Status(u16),
    /// With a redirect to its own address.
    Elsewhere,
    /// Not at all, or late.
    Hang,
}

/// The address, and what it heard.
#[derive(Clone)]
pub struct Ear {
    /// `http://127.0.0.1:49152`
    pub origin: String,
    heard: Arc<Mutex<Vec<String>>>,
    manner: Arc<Mutex<Manner>>,
    late: Arc<watch::Sender<StatusCode>>,
}

impl Ear {
    /// Listens until the test ends.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("it has an address");
        let ear = Self {
            origin: format!("http://{address}"),
            heard: Arc::default(),
            manner: Arc::new(Mutex::new(Manner::Well)),
            late: Arc::new(watch::Sender::new(StatusCode::OK)),
        };
        let router = Router::new()
            .route("/logout", post(hear))
            .with_state(ear.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        ear
    }

    /// `backchannel_logout_uri`
    pub fn uri(&self) -> String {
        format!("{}/logout", self.origin)
    }

    pub fn answers(&self, manner: Manner) {
        *self.manner.lock().unwrap_or_else(PoisonError::into_inner) = manner;
    }

    /// Whoever hangs now gets this answer.
    pub fn answers_late(&self, status: u16) {
        let status = StatusCode::from_u16(status).expect("a status");
        self.late.send_replace(status);
    }

    /// The tokens it was sent, in their order, and forgets them.
    pub fn tokens(&self) -> Vec<String> {
        std::mem::take(&mut *self.heard.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The `sid` of what it was told, in its order, and forgets it.
    pub fn sids(&self) -> Vec<String> {
        let claims: Vec<_> = self.tokens().iter().map(|token| part(token, 1)).collect();
        let sid = |claims: &Value| claims["sid"].as_str().unwrap_or_default().to_owned();
        claims.iter().map(sid).collect()
    }
}

/// A part of a JWT, not verified: 0 is the header, 1 the claims.
pub fn part(token: &str, number: usize) -> Value {
    let text = token.split('.').nth(number).unwrap_or_default();
    let octets = URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
    serde_json::from_slice(&octets).unwrap_or_default()
}

async fn hear(State(ear): State<Ear>, body: String) -> Response {
    let fields: Vec<(String, String)> = form_urlencoded::parse(body.as_bytes())
        .into_owned()
        .collect();
    let manner = *ear.manner.lock().unwrap_or_else(PoisonError::into_inner);
    let [(name, token)] = &fields[..] else {
        panic!("only the token is sent: {fields:?}");
    };
    assert_eq!(name, "logout_token");
    ear.heard
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(token.clone());
    match manner {
        Manner::Well => StatusCode::OK.into_response(),
        Manner::Status(status) => StatusCode::from_u16(status)
            .expect("a status")
            .into_response(),
        Manner::Elsewhere => (StatusCode::FOUND, [(header::LOCATION, "/logout")]).into_response(),
        Manner::Hang => {
            let mut late = ear.late.subscribe();
            late.changed().await.expect("the ear holds the other end");
            late.borrow().into_response()
        }
    }
}
