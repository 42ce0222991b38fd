//! The developer area: registering apps and looking after them.

pub mod addresses;
pub mod detail;
pub mod edit;
pub mod errors;
pub mod form;
pub mod library;
pub mod list;
pub mod logo;
pub mod preset;
pub mod register;
pub mod remove;
pub mod rotate;
pub mod snippet;
pub mod told;
