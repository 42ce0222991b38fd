//! What `lanyard client import` is told.

use std::path::PathBuf;

use super::ProfileArg;

pub(super) const IMPORT: &str = "\
Examples:
  lanyard client import photos.json
  lanyard client import apps.jsonl --check
  curl https://photos.example/client.json | lanyard client import -

FILE: client metadata of RFC 7591, a list of it, or with the name .jsonl one in each line, such as
  {\"client_name\": \"Photos\", \"redirect_uris\": [\"https://photos.example/callback\"], \"scope\": \"openid profile\"}

client_id and client_secret are kept when they are given, and made when they are not. What `client show --json` prints can be
imported again; it has no secret. What is refused of a list is said, with the reason; the rest is registered, a hundred in a
transaction. Run it again after a correction or an interruption: what is there already and says the same is left alone.";

#[derive(Debug, clap::Args)]
pub struct Import {
    /// File, or - for standard input
    pub file: PathBuf,
    #[arg(long, value_enum, default_value_t = ProfileArg::Modern)]
    /// Rules they follow that say none
    pub profile: ProfileArg,
    /// People are not asked for consent
    #[arg(long)]
    pub first_party: bool,
    /// Account that may change them on the hosted pages
    #[arg(long, value_name = "USER")]
    pub owner: Option<String>,
    /// What the file is, when its name does not end in .jsonl
    #[arg(long)]
    pub format: Option<ImportFormat>,
    /// Say what would be refused, and write nothing
    #[arg(long, conflicts_with = "json")]
    pub check: bool,
    /// Print JSON, as RFC 7591 answers a registration
    #[arg(long)]
    pub json: bool,
}

/// What a file of clients is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ImportFormat {
    /// One document: a client, or a list of them
    Json,
    /// One client in each line
    Jsonl,
}
