//! The `lanyard` binary as people run it: a child process with data of its own, and a browser that talks HTTP to it.

pub mod browser;
pub mod http;
pub mod installation;
pub mod registered;
pub mod server;

pub use browser::Browser;
pub use installation::{Installation, free_port};
pub use registered::Registered;
pub use server::Server;
