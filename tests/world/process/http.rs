//! One HTTP/1.1 request, on a connection of its own or on one that is kept.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(30);

/// An answer with its whole body.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// The request was not sent: nobody accepts connections, or this one had ended before.
    NotSent,
    /// It was sent, and no whole answer came.
    NoAnswer(String),
}

/// A connection that is used for one request after the other.
pub struct Connection {
    sender: SendRequest<Body>,
    host: String,
}

impl Connection {
    /// Connects to `host`, such as `localhost:8080`.
    pub async fn open(host: &str) -> Result<Self, Failure> {
        let stream = TcpStream::connect(host).await;
        let stream = stream.map_err(|_| Failure::NotSent)?;
        stream.set_nodelay(true).expect("a socket option");
        let (sender, connection) = http1::handshake(TokioIo::new(stream))
            .await
            .map_err(|_| Failure::NotSent)?;
        tokio::spawn(connection);
        Ok(Self {
            sender,
            host: host.to_owned(),
        })
    }

    /// Sends one request and waits for the whole answer.
    pub async fn send(&mut self, mut request: Request<Body>) -> Result<Answer, Failure> {
        self.sender.ready().await.map_err(|_| Failure::NotSent)?;
        let host = self.host.parse().expect("a host");
        request.headers_mut().insert(header::HOST, host);
        let answer = async {
            let response = self.sender.send_request(request).await?;
            let (parts, body) = response.into_parts();
            let bytes = body.collect().await?.to_bytes();
            Ok::<_, hyper::Error>(Answer {
                status: parts.status,
                headers: parts.headers,
                text: String::from_utf8_lossy(&bytes).into_owned(),
            })
        };
        match timeout(PATIENCE, answer).await {
            Ok(Ok(answer)) => Ok(answer),
            // The connection had ended, and the request was handed back unsent.
            Ok(Err(error)) if error.is_canceled() => Err(Failure::NotSent),
            Ok(Err(error)) => Err(Failure::NoAnswer(error.to_string())),
            Err(_) => Err(Failure::NoAnswer("nothing came for a long time".into())),
        }
    }
}

/// Sends one request to `host` on a connection of its own.
pub async fn send(host: &str, request: Request<Body>) -> Result<Answer, Failure> {
    Connection::open(host).await?.send(request).await
}

/// A form as a relying party's server posts it.
pub fn form<'a>(
    path: &str,
    fields: impl IntoIterator<Item = (&'a str, &'a str)>,
    authorization: &str,
) -> Request<Body> {
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::AUTHORIZATION, authorization)
        .body(Body::from(body))
        .expect("a request")
}
