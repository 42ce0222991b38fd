//! `lanyard user export` and `data`: what is known of people as files.

use futures_util::TryStreamExt as _;

use crate::accounts::data;
use crate::accounts::people::{self, CHOICES, Wanted};
use crate::audit::Actor;
use crate::cli::{Store, Wrong, output};
use crate::store::users::User;

/// Which accounts a list is about.
#[derive(Debug, Clone, clap::Args)]
pub struct Which {
    /// Only whose name, last name, user name or e-mail address begins so
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    pub search: String,
    /// Only those: in-use, disabled, leaving, or with the role administrator, support or auditor, by themselves or by a group
    #[arg(
        long,
        value_name = "WHICH",
        default_value = "",
        hide_default_value = true
    )]
    pub show: String,
}

impl Which {
    /// As the list is asked for. `None`: everybody.
    pub fn wanted(&self) -> Result<Wanted, Wrong> {
        let known = CHOICES.iter().map(|(name, _)| *name);
        Wanted::from_start(&self.search, &self.show)
            .ok_or_else(|| Wrong::choice("--show", &self.show, known))
    }

    pub fn is_everybody(&self) -> bool {
        self.search.trim().is_empty() && self.show.is_empty()
    }
}

impl Store {
    /// Those who are wanted, the newest first.
    pub(super) async fn found_users(&self, which: &Which) -> anyhow::Result<Vec<User>> {
        let found = people::batches(&self.db, which.wanted()?);
        let all = found.map_ok(|found| found.people).try_concat().await?;
        Ok(all)
    }

    /// A line of CSV for each, printed batch by batch.
    pub(super) async fn export_users(&self, which: &Which) -> anyhow::Result<()> {
        let found = people::batches(&self.db, which.wanted()?);
        data::list_taken(&self.db, "people", Actor::operator(), self.clock.now()).await?;
        output::file(people::HEAD, found.map_ok(|found| found.lines())).await
    }

    pub(super) async fn user_data(&self, named: &str) -> anyhow::Result<()> {
        let (user, now) = (self.user(named).await?, self.clock.now());
        let issuer = self.settings.issuer.as_str();
        let document = data::document(&self.db, issuer, &user, now).await?;
        data::taken(&self.db, user.id, Actor::operator(), now).await?;
        output::json(&document)
    }
}
