//! What a path names, as a type: whatever cannot be one is a page that does not exist, before anything is done with it (FI-12).

use std::str::FromStr;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

use super::page_error::PageError;
use crate::protocol::params::{Limits, Params};

/// The parameters of an address.
///
/// # Errors
/// A page, when they cannot be read.
pub(crate) fn query(raw: Option<String>) -> Result<Params, PageError> {
    Params::parse(raw.unwrap_or_default().as_bytes(), Limits::QUERY)
        .map_err(|error| PageError::bad_form(&error))
}

/// The one variable part of a path.
#[derive(Debug, Clone)]
pub struct At<T>(pub T);

impl<T: FromStr, S: Send + Sync> FromRequestParts<S> for At<T> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let text = Path::<String>::from_request_parts(parts, state).await;
        let named = text.ok().and_then(|Path(text)| text.parse().ok());
        named.map(Self).ok_or_else(PageError::not_found)
    }
}
