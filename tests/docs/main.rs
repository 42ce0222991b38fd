//! Every block and every command of the documentation, run or checked by the program it is written for. A block that
//! nothing checks must say why (`unchecked: …`), so what is written here is what works.
//!
//! `./scripts/test` installs the programs: nginx, Apache, HAProxy, Caddy, systemd-analyze.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod blocks;
mod checked;
mod commands;
mod deploy;
mod proxies;

#[path = "../world/process/mod.rs"]
#[expect(dead_code, unused_imports, reason = "faults use the rest of it")]
mod process;
#[path = "../world/mod.rs"]
#[expect(dead_code, unused_imports, reason = "stories use the rest of it")]
mod world;
