//! The database: every SQL statement, and the ways to run one.
//!
//! SQLite and PostgreSQL run the same statements. [`Db::read`] reads; [`Db::write`] runs several statements as one
//! transaction; [`Db::write_guarded`] does the same for a job whose first statement decides whether anything happens;
//! [`Db::write_one`] runs a single statement. What a write answers is durable. A write runs to its end even when
//! whoever asked for it has gone away, so a cut connection never leaves half of one behind.
//!
//! Functions take a [`Conn`] and protocol types; there is no rule here, no clock and no randomness.

pub mod alone;
pub mod assignments;
pub mod audit;
mod batches;
pub mod browser_sessions;
pub mod carry;
pub mod cleanup;
pub mod clients;
mod conn;
pub mod consents;
mod db;
mod document;
mod error;
pub mod factors;
pub mod figures;
pub mod grants;
pub mod groups;
pub mod heartbeat;
pub mod invitations;
pub mod logos;
pub mod mail_budgets;
pub mod nodes;
mod notices;
pub mod outbox;
pub mod owners;
pub mod parcels;
pub mod passkeys;
pub mod people;
pub mod pictures;
mod postgres;
pub mod proofs;
mod reserve;
pub mod resource_servers;
pub mod retired_subjects;
pub mod revoked_tokens;
mod schema;
pub mod scope_texts;
pub mod seal_keys;
pub mod setup_codes;
pub mod sign_in_clients;
pub mod sign_ins;
pub mod signing_keys;
mod sqlite;
pub mod testing;
#[cfg(test)]
mod tests;
pub mod throttle;
pub mod user_roles;
pub mod users;
mod writer;

pub use batches::batches;
pub use conn::{Conn, Step};
pub use db::{Db, Engine, Pooler, Reader, StoreOptions};
pub use error::StoreError;
pub use notices::Notices;
pub use schema::{Facts, Report};

/// Every SQL statement of the store: file, name, text. For tests.
pub fn statements() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    [
        ("assignments", assignments::STATEMENTS),
        ("audit", audit::STATEMENTS),
        ("browser_sessions", browser_sessions::STATEMENTS),
        ("cleanup", cleanup::STATEMENTS),
        ("clients", clients::STATEMENTS),
        ("consents", consents::STATEMENTS),
        ("factors", factors::STATEMENTS),
        ("figures", figures::STATEMENTS),
        ("grants", grants::STATEMENTS),
        ("groups", groups::STATEMENTS),
        ("heartbeat", heartbeat::STATEMENTS),
        ("invitations", invitations::STATEMENTS),
        ("logos", logos::STATEMENTS),
        ("mail_budgets", mail_budgets::STATEMENTS),
        ("nodes", nodes::STATEMENTS),
        ("outbox", outbox::STATEMENTS),
        ("owners", owners::STATEMENTS),
        ("parcels", parcels::STATEMENTS),
        ("passkeys", passkeys::STATEMENTS),
        ("people", people::STATEMENTS),
        ("pictures", pictures::STATEMENTS),
        ("proofs", proofs::STATEMENTS),
        ("resource_servers", resource_servers::STATEMENTS),
        ("retired_subjects", retired_subjects::STATEMENTS),
        ("revoked_tokens", revoked_tokens::STATEMENTS),
        ("scope_texts", scope_texts::STATEMENTS),
        ("seal_keys", seal_keys::STATEMENTS),
        ("setup_codes", setup_codes::STATEMENTS),
        ("sign_in_clients", sign_in_clients::STATEMENTS),
        ("sign_ins", sign_ins::STATEMENTS),
        ("signing_keys", signing_keys::STATEMENTS),
        ("throttle", throttle::STATEMENTS),
        ("user_roles", user_roles::STATEMENTS),
        ("users", users::STATEMENTS),
    ]
    .into_iter()
    .flat_map(|(file, list)| list.iter().map(move |(name, sql)| (file, *name, *sql)))
}
