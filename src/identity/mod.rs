//! How a person proves who they are: names, passwords, and what slows guessing down.

pub mod characters;
pub mod device;
pub mod display_name;
pub mod email;
pub mod login_name;
pub mod password;
pub mod password_policy;
pub mod throttle;
