//! Running the server: accepting connections, limits, logs, metrics, health, cleanup.

mod activity;
mod body;
pub mod cleanup;
mod connection;
mod doorman;
pub mod figures;
pub mod hashes;
pub mod health;
mod host;
pub mod intake;
pub mod metrics;
pub mod nodes;
pub mod precondition;
mod refusal;
mod seats;
pub mod serve;
pub mod startup;
pub mod telemetry;
pub mod tls;

pub use intake::intake;
