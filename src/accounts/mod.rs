//! What is done to accounts and their sign-ins: one function for each act, whoever asks for it. Each takes the [`Actor`], checks its
//! rules, does its work in one transaction, records it there, and answers with an outcome or a refusal that pages and commands
//! put into words.
//!
//! [`Actor`]: crate::audit::Actor

pub mod access;
pub mod address;
pub mod administrators;
pub mod beginning;
pub mod binding;
pub mod data;
pub mod end_reason;
pub mod ending;
pub mod factors;
pub mod failed;
pub mod framing;
pub mod groups;
pub mod import;
pub mod joining;
pub mod leaving;
pub mod ledger;
pub mod mailing;
pub mod make;
pub mod passkeys;
pub mod password;
pub mod people;
pub mod picture;
pub mod profile;
pub mod proof;
pub mod reset;
pub mod roles;
pub mod setup;
pub mod state;
pub mod telling;
pub mod terms;
pub mod undo;

pub use end_reason::EndReason;

#[cfg(test)]
mod role_tests;
#[cfg(test)]
mod tests;
