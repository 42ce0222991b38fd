//! Keys: what signs tokens, what seals state that travels through browsers, and the master key that wraps both.

pub mod rotation;

pub use crate::protocol::client::SigningAlg;
