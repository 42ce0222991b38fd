//! `lanyard user invite`, `invitations` and `uninvite`

use serde_json::json;
use uuid::Uuid;

use crate::accounts::joining::{self, Invite, Invited, NotInvited};
use crate::audit::Actor;
use crate::cli::{Exists, NotFound, Store, Wrong, output};
use crate::config::SignUp;
use crate::identity::email::EmailAddress;
use crate::store::invitations::{self, Invitation};

impl Store {
    pub(super) async fn invite(
        &self,
        email: &str,
        groups: &[String],
        by_letter: bool,
        as_json: bool,
    ) -> anyhow::Result<()> {
        let email = EmailAddress::parse(email).map_err(|error| Wrong(error.to_string()))?;
        if self.settings.sign_up == SignUp::Closed {
            return Err(Wrong(
                "sign_up is \"closed\"; set it to \"invited\", or use `lanyard user add`".into(),
            )
            .into());
        }
        if by_letter && !self.settings.mail.is_on() {
            let why =
                "--mail: no letters are sent; set mail.smtp, or hand the link over without --mail";
            return Err(Wrong(why.into()).into());
        }
        let mut preset = Vec::new();
        for group in groups {
            preset.push(self.group(group).await?.id);
        }
        let (keys, mailing) = (self.keys().await?, self.mailing().await?);
        let invite = Invite {
            email: email.clone(),
            lifetime: self.settings.proofs.invitation,
            link: self.settings.issuer.at("/sign-up?invitation="),
            by: None,
            groups: preset,
            by_letter,
        };
        let (actor, now) = (Actor::operator(), self.clock.now());
        let invited = joining::invite(&self.db, (&keys, &mailing), invite, &actor, now).await;
        let email = email.into_string();
        let Invited { url, until } = match invited {
            Ok(invited) => invited,
            Err(NotInvited::There) => {
                return Err(Exists(format!("{email} has an account already")).into());
            }
            Err(NotInvited::Store(error)) => return Err(error.into()),
            Err(refused) => return Err(Wrong(format!("--mail: {refused}")).into()),
        };
        let until = output::time(until);
        // What went to the inbox of one person is not shown to another.
        let url = (!by_letter).then_some(url);
        if as_json {
            let mailed = by_letter;
            return output::json(
                &json!({ "email": email, "url": url, "mailed": mailed, "expires_at": until }),
            );
        }
        if by_letter {
            eprintln!("A letter to {email} is on its way.");
        }
        output::pairs(&[("For", Some(email)), ("Until", Some(until)), ("URL", url)])
    }

    pub(super) async fn list_invitations(&self, as_json: bool) -> anyhow::Result<()> {
        const PAGE: i64 = 500;
        let (mut all, now) = (Vec::new(), self.clock.now());
        loop {
            let after = all.last().map_or(Uuid::nil(), |one: &Invitation| one.id);
            let job = self.db.read(move |c| {
                Box::pin(async move { invitations::list(c, now, after, PAGE).await })
            });
            let page = job.await?;
            let last = (page.len() as i64) < PAGE;
            all.extend(page);
            if last {
                break;
            }
        }
        if as_json {
            let document = |one: &Invitation| {
                let until = output::time(one.expires_at);
                json!({ "email": one.address, "expires_at": until })
            };
            return output::json(&all.iter().map(document).collect());
        }
        let row = |one: Invitation| [one.address, output::time(one.expires_at)];
        let rows: Vec<_> = all.into_iter().map(row).collect();
        output::table(["FOR", "UNTIL"], &rows)
    }

    pub(super) async fn uninvite(&self, email: &str) -> anyhow::Result<()> {
        let email = EmailAddress::parse(email).map_err(|error| Wrong(error.to_string()))?;
        let (actor, now) = (Actor::operator(), self.clock.now());
        if !joining::uninvite(&self.db, &email, &actor, now).await? {
            let why = format!("there is no invitation for {}", email.as_str());
            return Err(NotFound(why).into());
        }
        eprintln!("No invitation for {} works any more.", email.as_str());
        Ok(())
    }
}
