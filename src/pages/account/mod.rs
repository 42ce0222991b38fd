//! The account area: what a person sees and changes about themselves.

pub mod activity;
pub mod connected_apps;
pub mod delete;
pub mod devices;
pub mod edit;
pub mod email;
pub mod password;
pub mod picture;
pub mod profile;
pub mod security;
