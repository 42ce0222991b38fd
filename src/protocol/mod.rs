//! The specifications as pure functions: no I/O, no clock, no randomness.

pub mod ids;
pub mod time;
