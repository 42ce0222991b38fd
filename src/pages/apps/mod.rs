//! The developer area: registering apps and looking after them.

pub mod addresses;
pub mod detail;
pub mod edit;
pub mod errors;
pub mod form;
pub mod host;
pub mod library;
pub mod list;
pub mod logo;
pub mod preset;
pub mod register;
pub mod remove;
pub mod rotate;
pub mod snippet;
pub mod told;

use crate::locale::Say;

/// What deleting an app does to the people who use it.
fn signs_out(people: u64) -> Say {
    Say::new("apps-signs-out").count("people", people)
}
