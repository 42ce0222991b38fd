//! A small HTTP/1.1 client: one keep-alive connection per virtual user, cookies kept.

use std::collections::BTreeMap;

use axum::body::Bytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::SendRequest;
use hyper::{Method, Request, StatusCode, header};
use hyper_util::rt::TokioIo;

/// One virtual user.
pub struct Client {
    /// Which person it signs in.
    pub user: usize,
    address: String,
    sender: SendRequest<Full<Bytes>>,
    pub jar: BTreeMap<String, String>,
}

/// An answer.
pub struct Answer {
    pub status: StatusCode,
    pub location: Option<String>,
    pub body: Bytes,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A form body.
pub fn form(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

/// An `Authorization: Basic` value.
pub fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))
}

impl Client {
    pub async fn connect(address: &str, user: usize) -> Self {
        let stream = tokio::net::TcpStream::connect(address)
            .await
            .expect("the server listens");
        stream.set_nodelay(true).unwrap();
        let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .unwrap();
        tokio::spawn(connection);
        Self {
            user,
            address: address.to_owned(),
            sender,
            jar: BTreeMap::new(),
        }
    }

    /// Where it is connected to.
    pub fn address(&self) -> &str {
        &self.address
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, None, String::new()).await
    }

    pub async fn get_as(&mut self, path: &str, authorization: &str) -> Answer {
        self.send(Method::GET, path, Some(authorization), String::new())
            .await
    }

    pub async fn post(&mut self, path: &str, authorization: Option<&str>, body: String) -> Answer {
        self.send(Method::POST, path, authorization, body).await
    }

    async fn send(
        &mut self,
        method: Method,
        path: &str,
        authorization: Option<&str>,
        body: String,
    ) -> Answer {
        let mut request = Request::builder()
            .method(&method)
            .uri(path)
            .header(header::HOST, &self.address);
        if method == Method::POST {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        if let Some(authorization) = authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        if !self.jar.is_empty() {
            let cookies: Vec<_> = self
                .jar
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        self.sender.ready().await.expect("the connection is open");
        let response = self
            .sender
            .send_request(request.body(Full::new(body.into())).unwrap())
            .await
            .expect("an answer");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            let (name, value) = text.split(';').next().unwrap().split_once('=').unwrap();
            self.jar.insert(name.to_owned(), value.to_owned());
        }
        let location = parts
            .headers
            .get(header::LOCATION)
            .map(|value| value.to_str().unwrap().to_owned());
        Answer {
            status: parts.status,
            location,
            body: body.collect().await.unwrap().to_bytes(),
        }
    }
}
