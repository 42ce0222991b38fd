//! Relying parties nobody here wrote, against the running server: Apache's mod_auth_openidc as Debian packages it, and
//! libraries for Python, Node, Go, Java and the browser as their own documentation sets them up; and the guides, followed. `./scripts/test` installs them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod apache;
mod app;
mod authlib;
mod django;
mod go;
mod guides;
mod java;
mod node;
mod page;
mod smtp;
mod watching;

#[path = "../docs/blocks.rs"]
#[expect(dead_code, reason = "the tests of documents use the rest of it")]
mod blocks;
#[path = "../world/chromium/mod.rs"]
#[expect(dead_code, reason = "browser uses the rest of it")]
mod chromium;
#[path = "../world/process/mod.rs"]
#[expect(dead_code, unused_imports, reason = "faults use the rest of it")]
mod process;
#[path = "../world/mod.rs"]
#[expect(dead_code, unused_imports, reason = "stories use the rest of it")]
mod world;
