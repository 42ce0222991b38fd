//! `lanyard health`

use anyhow::bail;
use url::Url;

use super::{Global, ask, output};
use crate::config::Flags;

const EXAMPLES: &str = "\
Examples:
  lanyard health                              the server of these settings, on this machine
  lanyard health http://10.0.0.7:8080         another one
  lanyard health --live                       whether the process lives, whatever its database does

For a container without curl: HEALTHCHECK CMD [\"lanyard\", \"health\"]
Exit status: 0 ready; 1 not ready, or no answer within five seconds.";

/// Ask a running server whether it is ready
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Its address [default: where `listen` says]
    #[arg(value_name = "URL")]
    url: Option<String>,
    /// Ask only whether the process lives
    #[arg(long)]
    live: bool,
}

pub async fn run(global: &Global, args: &Args) -> anyhow::Result<()> {
    let asked = run_asking(global, args).await;
    // Those who ask tell 0 from 1, and may have a meaning of their own for others.
    asked.map_err(|error| anyhow::anyhow!("{error:#}"))
}

async fn run_asking(global: &Global, args: &Args) -> anyhow::Result<()> {
    let path = match args.live {
        true => "/health/live",
        false => "/health/ready",
    };
    let (asked, answer) = match &args.url {
        Some(url) => {
            let mut url = base(url)?;
            if url.path() == "/" {
                url.set_path(path);
            }
            (url.to_string(), ask::get(&url).await?)
        }
        None => {
            let settings = global.settings(Flags::default())?;
            let asked = format!("the server at {}", settings.listen);
            (asked, ask::get_here(&settings, path).await?)
        }
    };
    let said = String::from_utf8_lossy(&answer.body);
    if !answer.status.is_success() {
        bail!("{asked} answers {}: {}", answer.status, said.trim());
    }
    output::line(said.trim())
}

/// The URL of a server: `http://10.0.0.7:8080`, or `10.0.0.7:8080`.
pub(super) fn base(text: &str) -> anyhow::Result<Url> {
    let parsed = match text.contains("://") {
        true => text.parse::<Url>(),
        false => format!("http://{text}").parse(),
    };
    match parsed {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(url),
        _ => Err(super::Wrong(format!(
            "\"{text}\" is no address of a server; write it like \"http://127.0.0.1:8080\""
        ))
        .into()),
    }
}
