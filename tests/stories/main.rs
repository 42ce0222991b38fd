//! Stories: what people, apps and attackers do, through the real router, on both engines and in both session modes.
#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod accounts;
mod administration;
mod app_errors;
mod app_limits;
mod app_logo;
mod attacks;
mod audit;
mod brand;
mod code_flow;
mod consent;
mod console;
mod deletion;
mod due;
mod edit_app;
mod frames;
mod groups;
mod hosts;
mod joining;
mod letters;
mod libraries;
mod logout;
mod monday;
mod notices;
mod own_data;
mod passkeys;
mod portrait;
mod preferences;
mod profile;
mod prompts;
mod recovery;
mod refresh;
mod register_client;
mod resources;
mod response_modes;
mod second_factor;
#[path = "../../src/outbound/tests/server.rs"]
#[expect(dead_code, reason = "the tests of outbound use the rest of it")]
mod server;
mod sessions;
mod sign_in;
mod sign_up;
mod signed_out_apps;
mod stale_forms;
mod subject;
mod undo;
mod upload;
mod who_registers;
#[path = "../world/mod.rs"]
mod world;
