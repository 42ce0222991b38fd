//! What only a real browser can prove: Chromium, driven through WebDriver, against the server on a real socket.
//!
//! `LANYARD_SHOTS=DIR` keeps pictures of every page there by language, light and dark, 1280 and 390 px wide.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod again;
mod bound;
mod console;
mod cookies;
mod frames;
mod journey;
mod keyboard;
mod looks;
mod monday;
mod pages;
mod passkeys;
mod people;
mod second_factor;
mod single_page;

#[path = "../world/chromium/mod.rs"]
mod chromium;
#[path = "../world/mod.rs"]
#[expect(dead_code, unused_imports, reason = "stories use the rest of it")]
mod world;
