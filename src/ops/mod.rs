//! Running the server: accepting connections, limits, logs, metrics, health, cleanup.

mod activity;
pub mod address;
mod body;
pub mod cleanup;
mod connection;
mod doorman;
pub mod health;
mod host;
pub mod intake;
pub mod metrics;
mod refusal;
pub mod request_id;
mod seats;
pub mod serve;
pub mod startup;
pub mod telemetry;

pub use address::ClientAddress;
pub use intake::intake;
pub use request_id::RequestId;
