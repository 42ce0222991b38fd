//! The world of the tests: a provider in this process, people and their browsers, apps of the openidconnect crate.
//!
//! Each test binary picks what it stands on. This module is the server without a network; `process/` is the binary as people run
//! it, with a browser on the network; `chromium/` is a real browser in front of a real socket. Who exists, and what is sealed in a
//! database before a test begins, is said here once (`seed.rs`), and where a story is told in `matrix.rs`.

pub mod authenticator;
pub mod browser;
pub mod cookie;
pub mod device_key;
pub mod dns;
pub mod dump;
pub mod ear;
pub mod letters;
pub mod matrix;
pub mod page;
pub mod passkey;
pub mod people;
pub mod provider;
pub mod relying_party;
pub mod scene;
pub mod seed;
pub mod totp;

pub use browser::Browser;
pub use letters::Letters;
pub use matrix::{everywhere, protocol, twice};
pub use page::Page;
pub use provider::Provider;
pub use relying_party::RelyingParty;
pub use scene::Scene;

/// The issuer of every story; nothing listens there.
pub const ISSUER: &str = "https://id.example.com";
/// The redirect URI of the relying party of every story.
pub const CALLBACK: &str = "https://rp.example/cb";
/// The password of every person of every story.
pub const PASSWORD: &str = "a sentence works well";
