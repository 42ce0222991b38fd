//! How a person proves who they are: names, passwords, and what slows guessing down.

pub mod attempts;
pub mod device;
pub mod display_name;
pub mod email;
pub mod factors;
pub mod failures;
pub mod foreign;
mod guessable;
pub mod hashes;
pub mod invitation;
pub mod keep_account;
pub mod known_device;
pub mod login_name;
pub mod passkey;
pub mod password;
pub mod password_policy;
pub mod profile;
pub mod recovery_code;
pub mod second_factor;
pub mod sign_in;
pub mod subject;
pub mod throttle;
pub mod totp;
mod turns;
