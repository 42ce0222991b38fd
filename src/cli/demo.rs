//! `lanyard demo`

const EXAMPLES: &str = "\
Examples:
  lanyard demo
  cargo run --release -- demo";

/// Try it: a provider and a relying party on this machine, with throw-away data
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {}

pub fn run(_: &Args) -> anyhow::Result<()> {
    anyhow::bail!("not here yet")
}
