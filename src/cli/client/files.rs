//! `lanyard client export`: apps as a file.

use futures_util::TryStreamExt as _;

use crate::accounts::data;
use crate::audit::Actor;
use crate::cli::{Store, Wrong, output};
use crate::clients::listed::{self, Known, Wanted};
use crate::protocol::client::Client;
use crate::store::clients::Shown;

/// Which apps a list is about.
#[derive(Debug, Clone, clap::Args)]
pub struct Which {
    /// Only whose name or client_id holds this
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    pub search: String,
    /// Only those: unvetted, disabled, house
    #[arg(
        long,
        value_name = "WHICH",
        default_value = "",
        hide_default_value = true
    )]
    pub show: String,
}

impl Which {
    fn wanted(&self) -> Result<Wanted, Wrong> {
        Wanted::from_start(&self.search, &self.show)
            .ok_or_else(|| Wrong::choice("--show", &self.show, Shown::ALL.map(Shown::code)))
    }

    pub fn is_everything(&self) -> bool {
        self.search.trim().is_empty() && self.show.is_empty()
    }
}

impl Store {
    /// Those that are wanted, the newest first.
    pub(super) async fn found_clients(&self, which: &Which) -> anyhow::Result<Vec<Client>> {
        let found = listed::batches(&self.db, which.wanted()?);
        let all: Vec<Known> = found.try_concat().await?;
        Ok(all.into_iter().map(|known| known.client).collect())
    }

    /// A line of CSV for each, printed batch by batch.
    pub(super) async fn export_clients(&self, which: &Which) -> anyhow::Result<()> {
        let found = listed::batches(&self.db, which.wanted()?);
        data::list_taken(&self.db, "apps", Actor::operator(), self.clock.now()).await?;
        output::file(listed::HEAD, found.map_ok(|found| listed::lines(&found))).await
    }
}
