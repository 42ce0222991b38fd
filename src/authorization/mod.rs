//! Authorization requests under way (RFC 6749 §4.1.1–2, OIDC Core §3.1.2): read, carried through pages, decided, answered.
//!
//! A request is read once ([`begin`]) and travels sealed ([`flow`]). Whenever it goes on, what its answer depends on is loaded
//! ([`facts`]), one place decides ([`decide`]), and what it says is done by whoever asked: a page is shown, or the client gets
//! its answer ([`reply`]). Nothing here knows a page: pages turn [`Refused`] into theirs.

pub mod begin;
pub mod decide;
pub mod facts;
pub mod flow;
mod refused;
pub mod reply;

pub use refused::{Refused, Stopped};
