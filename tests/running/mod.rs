//! The `lanyard` binary as people run it: a child process with data of its own, and a browser that talks HTTP to it.

pub mod browser;
pub mod http;
pub mod server;

#[path = "../stories/support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "stories use the rest of it")]
pub mod support;

pub use browser::Browser;
pub use server::Installation;
pub use support::PASSWORD;
