//! `lanyard user reset-link`

use std::ops::RangeInclusive;
use std::time::Duration;

use serde_json::json;

use crate::accounts::reset::{self, Asked};
use crate::audit::Actor;
use crate::cli::{Store, Wrong, output};
use crate::random::uuid_v7;

/// How long a printed link may work.
const RESET_LINK_WORKS: RangeInclusive<Duration> =
    Duration::from_mins(5)..=Duration::from_hours(7 * 24);

impl Store {
    pub(super) async fn reset_link(
        &self,
        named: &str,
        expires: Option<Duration>,
        as_json: bool,
    ) -> anyhow::Result<()> {
        let user = self.user(named).await?;
        let lifetime = expires.unwrap_or(self.settings.proofs.reset);
        if !RESET_LINK_WORKS.contains(&lifetime) {
            let why = "--expires: choose between \"5 min\" and \"7 d\"";
            return Err(Wrong(why.into()).into());
        }
        let (keys, actor, now) = (self.keys().await?, Actor::operator(), self.clock.now());
        let given = reset::link(&self.db, &keys, user.id, lifetime, &actor, now).await?;
        let Some(given) = given else {
            let why = format!(
                "{} is switched off; a new password would let nobody in: lanyard user enable {}",
                user.login, user.login
            );
            return Err(Wrong(why).into());
        };
        let url = self
            .settings
            .issuer
            .at(&format!("/login/reset?token={}", given.secret));
        let until = output::time(given.until);
        if as_json {
            return output::json(&json!({ "login": user.login, "url": url, "expires_at": until }));
        }
        output::pairs(&[
            ("For", Some(user.login)),
            ("Until", Some(until)),
            ("URL", Some(url)),
        ])
    }

    /// The link in a letter to the person's own address: nobody else reads it.
    pub(super) async fn reset_letter(&self, named: &str, as_json: bool) -> anyhow::Result<()> {
        let user = self.user(named).await?;
        let asked = Asked {
            login: user.login.clone(),
            id: uuid_v7(self.clock.now()),
            lifetime: self.settings.proofs.reset,
            link: self.settings.issuer.at("/login/reset?token="),
        };
        let (keys, mailing) = (self.keys().await?, self.mailing().await?);
        let (actor, now) = (Actor::operator(), self.clock.now());
        let sent = reset::send(&self.db, (&keys, &mailing), user.id, asked, &actor, now).await?;
        if !sent {
            let why = "--mail: no letters are sent, the account has no address or is switched off, or three letters went there within an hour";
            return Err(Wrong(why.into()).into());
        }
        if as_json {
            return output::json(&json!({ "login": user.login, "mailed": true }));
        }
        eprintln!("A letter to {} is on its way.", user.login);
        Ok(())
    }
}
