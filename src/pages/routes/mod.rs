//! The handlers of the pages: they load what a page shows, and do what its form asks for.

pub(crate) mod account;
pub(crate) mod activity;
pub(crate) mod apps;
pub(crate) mod authorize;
pub(crate) mod check_session;
pub(crate) mod choose_account;
pub(crate) mod consent;
pub(crate) mod deletion;
pub(crate) mod devices;
pub(crate) mod due;
pub(crate) mod email;
pub(crate) mod end_session;
mod entering;
pub(crate) mod joining;
pub(crate) mod landing;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod picture;
pub(crate) mod preferences;
pub(crate) mod profile;
pub(crate) mod recovery;
pub(crate) mod second_factor;
pub(crate) mod security;
pub(crate) mod setup;
pub(crate) mod sign_up;
pub(crate) mod signing_out;
pub(crate) mod undo;
