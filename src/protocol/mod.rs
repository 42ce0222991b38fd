//! The specifications as pure functions: no I/O, no clock, no randomness.

pub mod acr;
pub mod authorization;
pub mod characters;
pub mod claims;
pub mod client;
pub mod client_auth;
pub mod code;
pub mod consent;
pub mod error;
pub mod further;
pub mod gate;
pub mod grant_context;
pub mod ids;
pub mod interaction;
pub mod introspection;
pub mod metadata;
pub mod params;
pub mod pkce;
pub mod redirect;
pub mod refresh;
pub mod registration;
pub mod scope;
pub mod sender;
pub mod time;
pub mod token;
