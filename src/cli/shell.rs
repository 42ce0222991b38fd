//! `lanyard completions` and `lanyard man`

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::CommandFactory as _;
use clap_complete::Shell;

use super::{Cli, output};

const COMPLETIONS: &str = "\
Examples:
  lanyard completions bash > /etc/bash_completion.d/lanyard
  lanyard completions zsh > \"${fpath[1]}/_lanyard\"
  lanyard completions fish > ~/.config/fish/completions/lanyard.fish";
const MAN: &str = "\
Examples:
  lanyard man | man -l -                      read it
  lanyard man --to /usr/local/share/man/man1  a page for each command: man lanyard-user-add";

/// Print what a shell needs to complete commands
#[derive(Debug, clap::Args)]
#[command(after_help = COMPLETIONS)]
pub struct Completions {
    /// Which shell
    shell: Shell,
}

/// Print the manual as a page for man
#[derive(Debug, clap::Args)]
#[command(after_help = MAN)]
pub struct Man {
    /// Write a page for each command into this directory
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

pub fn completions(args: &Completions) -> anyhow::Result<()> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "lanyard", &mut text);
    output::bytes(&text)
}

pub fn man(args: &Man) -> anyhow::Result<()> {
    match &args.to {
        Some(directory) => pages(directory),
        None => {
            let mut text = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut text)?;
            output::bytes(&text)
        }
    }
}

fn pages(directory: &Path) -> anyhow::Result<()> {
    let written = std::fs::create_dir_all(directory)
        .and_then(|()| clap_mangen::generate_to(Cli::command(), directory));
    written.with_context(|| format!("{} cannot be written to", directory.display()))
}
