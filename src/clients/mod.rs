//! Registered clients: kept parsed for requests, and what is done to them. Each act is one function that takes the
//! [`Actor`](crate::audit::Actor), checks its rules, does its work in one transaction and records it there; whoever calls it puts
//! the outcome into words, and tells [`Clients`] that the row has changed.

pub mod access;
pub mod callers;
pub mod change;
pub mod host;
pub mod import;
mod kept;
pub mod listed;
pub mod logo;
pub mod refused;
pub mod register;
pub mod remove;
pub mod resource_servers;
pub mod scopes;
pub mod secret;
mod served;

pub use kept::{Clients, KEPT};

/// The most bytes of what somebody registers about an app.
pub const LARGEST: usize = 16 * 1024;

/// Whether what is registered about an app is more than fits.
pub fn is_too_large(metadata: &crate::protocol::client::Metadata) -> bool {
    serde_json::to_vec(metadata).map_or(true, |json| json.len() > LARGEST)
}
