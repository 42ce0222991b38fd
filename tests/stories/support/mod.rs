//! What stories stand on: a provider in this process, a browser that keeps cookies, a relying party of the openidconnect crate.

pub mod browser;
pub mod dump;
pub mod people;
pub mod provider;
pub mod relying_party;
#[path = "../../support/seed.rs"]
pub mod seed;

pub use browser::{Browser, Page};
pub use provider::{Provider, everywhere, twice};
pub use relying_party::RelyingParty;

/// The issuer of every story; nothing listens there.
pub const ISSUER: &str = "https://id.example.com";
/// The redirect URI of the relying party of every story.
pub const CALLBACK: &str = "https://rp.example/cb";
/// The password of every person of every story.
pub const PASSWORD: &str = "a sentence works well";
