//! Lanyard: an OAuth 2.0 authorization server and OpenID Connect provider.
//!
//! One request passes three layers: `endpoints` and `pages` speak HTTP, `protocol` holds the rules of the
//! specifications as pure functions, `store` holds every SQL statement. Between them, `grants` and `tokens` make what apps get.

pub mod accounts;
pub mod app;
pub mod audit;
pub mod authorization;
pub mod cli;
pub mod clients;
pub mod clock;
pub mod config;
pub mod custody;
pub mod endpoints;
pub mod grants;
pub mod http;
pub mod identity;
pub mod keys;
pub mod limiter;
pub mod locale;
pub mod mail;
pub mod network;
pub mod ops;
pub mod outbound;
pub mod outbox;
pub mod pages;
pub mod picture;
pub mod protocol;
pub mod random;
#[cfg(test)]
mod rooms_tests;
pub mod router;
pub mod session;
pub mod store;
pub mod text;
pub mod tokens;
