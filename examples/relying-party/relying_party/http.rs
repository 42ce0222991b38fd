//! How the app talks to the provider: a client for the openidconnect crate that keeps a record of every message.
//!
//! Plain http, because provider and app are on one machine. Any other client fits as well: the crate takes a
//! function from request to answer, and has reqwest behind a feature.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use http_body_util::{BodyExt, Full, Limited};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

const PATIENCE: Duration = Duration::from_secs(10);
const LARGEST_ANSWER: usize = 256 * 1024;

/// A request and its answer.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// As it was sent.
    pub request: HttpRequest,
    /// As it came back.
    pub answer: HttpResponse,
    /// How long it took.
    pub took: Duration,
}

/// Why there was no answer.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// Nobody listens, or the connection broke.
    #[error("{0}")]
    Connection(#[from] hyper_util::client::legacy::Error),
    /// The answer was cut off or too long.
    #[error("{0}")]
    Body(Box<dyn std::error::Error + Send + Sync>),
    /// The answer did not come in time.
    #[error("no answer within {PATIENCE:?}")]
    Late,
}

/// The client.
#[derive(Debug)]
pub struct Http {
    client: Client<HttpConnector, Full<bytes::Bytes>>,
    record: Mutex<Vec<Exchange>>,
}

impl Http {
    /// A client with an empty record.
    pub fn new() -> Self {
        Self {
            client: Client::builder(TokioExecutor::new()).build_http(),
            record: Mutex::default(),
        }
    }

    /// The same connections, an empty record.
    pub fn fresh(&self) -> Self {
        Self {
            client: self.client.clone(),
            record: Mutex::default(),
        }
    }

    /// What went over the wire since the last time this was asked.
    pub fn take_record(&self) -> Vec<Exchange> {
        std::mem::take(&mut self.record.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Redirects are not followed: an endpoint that redirects is not the one we discovered.
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let started = Instant::now();
        let sent = request.clone().map(|body| Full::new(body.into()));
        let answer = tokio::time::timeout(PATIENCE, async {
            let (head, body) = self.client.request(sent).await?.into_parts();
            let body = Limited::new(body, LARGEST_ANSWER)
                .collect()
                .await
                .map_err(HttpError::Body)?;
            Ok::<_, HttpError>(HttpResponse::from_parts(head, body.to_bytes().to_vec()))
        });
        let answer = answer.await.map_err(|_| HttpError::Late)??;
        let exchange = Exchange {
            request,
            answer: answer.clone(),
            took: started.elapsed(),
        };
        self.record
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(exchange);
        Ok(answer)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
