//! How a person proves who they are: names, passwords, and what slows guessing down.

pub mod password;
