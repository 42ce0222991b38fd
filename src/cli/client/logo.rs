//! `--logo`

use super::args::is_file;
use super::{Store, Wrong};
use crate::audit::Actor;
use crate::clients::logo;
use crate::picture::{Kind, written_anew};
use crate::protocol::client::Client;

/// What becomes of the picture of a client.
#[derive(Debug)]
pub enum Logo {
    /// It stays.
    Same,
    /// There is none from now on.
    Gone,
    /// It is this file's.
    File(Vec<u8>),
}

impl Logo {
    /// What the flag says. The file is read, and looked at, before anything is stored.
    ///
    /// # Errors
    /// It cannot be read, or is no picture.
    pub fn given(flag: Option<&str>) -> anyhow::Result<Self> {
        let Some(flag) = flag else {
            return Ok(Self::Same);
        };
        if flag.is_empty() {
            return Ok(Self::Gone);
        }
        if !is_file(flag) {
            eprintln!(
                "--logo: the address is kept, but nothing is fetched from there, so people see no picture. Give a file instead."
            );
            return Ok(Self::Same);
        }
        let file =
            std::fs::read(flag).map_err(|error| Wrong(format!("--logo: {flag}: {error}")))?;
        written_anew(&file, Kind::Logo)
            .map_err(|error| Wrong(format!("--logo: {flag}: {error}")))?;
        Ok(Self::File(file))
    }
}

impl Store {
    /// Gives the client the picture it is to have.
    pub(super) async fn set_logo(&self, client: &Client, logo: Logo) -> anyhow::Result<()> {
        let file = match logo {
            Logo::Same => return Ok(()),
            Logo::Gone if client.metadata.logo.is_none() => return Ok(()),
            Logo::Gone => None,
            Logo::File(file) => Some(file),
        };
        let (actor, now) = (Actor::operator(), self.clock.now());
        match logo::set(&self.db, client, file, &actor, now).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(Wrong(format!(
                "somebody changed {} at the same moment, so its picture was not stored; run the command again",
                client.id
            ))
            .into()),
            Err(error) => Err(Wrong(format!("--logo: {error}")).into()),
        }
    }
}
