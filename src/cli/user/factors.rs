//! `lanyard user factors`

use clap::Subcommand;
use serde_json::json;

use super::super::{Store, output};
use crate::accounts::factors::{self, Cleared};
use crate::accounts::mailing::Mailing;
use crate::audit::Actor;
use crate::identity::passkey::model_name;
use crate::store::factors as rows;
use crate::store::passkeys::{self, Passkey};

const LIST: &str = "\
Examples:
  lanyard user factors list ada
  lanyard user factors list ada --json";
const RESET: &str = "\
Example:
  lanyard user factors reset ada

For a person who lost passkeys, the authenticator app and the recovery codes: their password alone opens the account again. Make sure first who
asks for it. Every sign-in ends, and the person is told by a letter.";

/// What people prove themselves with besides a password.
#[derive(Debug, Subcommand)]
pub enum Factors {
    /// Say which passkeys and second factors somebody has
    #[command(after_help = LIST)]
    List {
        /// User name, e-mail address or id
        user: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Remove all passkeys and second factors of somebody
    #[command(after_help = RESET)]
    Reset {
        /// User name, e-mail address or id
        user: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// What a passkey is called.
fn called(passkey: &Passkey) -> &str {
    let model = passkey.model.and_then(model_name);
    passkey.name.as_deref().or(model).unwrap_or("passkey")
}

impl Store {
    pub(super) async fn factors(&self, command: Factors) -> anyhow::Result<()> {
        match command {
            Factors::List { user, json } => self.list_factors(&user, json).await,
            Factors::Reset { user, yes } => self.reset_factors(&user, yes).await,
        }
    }

    async fn list_factors(&self, named: &str, as_json: bool) -> anyhow::Result<()> {
        let (user, now) = (self.user(named).await?, self.clock.now());
        let id = user.id;
        let job = self.db.read(move |c| {
            Box::pin(async move {
                let totp = rows::totp(c, id).await?;
                let counts = rows::counts(c, id).await?;
                let passkeys = passkeys::of(c, id).await?;
                Ok((totp, counts, rows::trusted_of(c, id, now).await?, passkeys))
            })
        });
        let (totp, counts, trusted, passkeys) = job.await?;
        let since = totp.as_ref().map(|totp| output::time(totp.created_at));
        let used = totp.and_then(|totp| totp.last_used_at).map(output::time);
        if as_json {
            return output::json(&json!({
                "login": user.login,
                "password": user.password_hash.is_some(),
                "totp": since.map(|since| json!({ "since": since, "last_used_at": used })),
                "recovery_codes": counts.recovery_codes,
                "trusted_browsers": trusted.len(),
                "passkeys": passkeys.iter().map(|passkey| json!({
                    "name": called(passkey),
                    "since": output::time(passkey.created_at),
                    "last_used_at": passkey.last_used_at.map(output::time),
                    "synced": passkey.synced,
                })).collect::<Vec<_>>(),
            }));
        }
        let password = match user.password_hash {
            Some(_) => "yes",
            None => "no",
        };
        let named: Vec<_> = passkeys
            .iter()
            .map(|passkey| {
                let since = output::time(passkey.created_at);
                format!("{} since {since}", called(passkey))
            })
            .collect();
        output::pairs(&[
            ("For", Some(user.login)),
            ("Password", Some(password.to_owned())),
            ("Passkeys", (!named.is_empty()).then(|| named.join(", "))),
            ("Authenticator app since", since),
            ("Last used", used),
            (
                "Recovery codes left",
                Some(counts.recovery_codes.to_string()),
            ),
            ("Trusted browsers", Some(trusted.len().to_string())),
        ])
    }

    async fn reset_factors(&self, named: &str, yes: bool) -> anyhow::Result<()> {
        let user = self.user(named).await?;
        let question = format!(
            "Remove the passkeys and second factors of {} ({})?",
            user.login, user.name
        );
        output::confirm(&question, yes)?;
        let (actor, now) = (Actor::operator(), self.clock.now());
        let mailing = Mailing::new(self.settings.mail.is_on(), &self.keys().await?);
        let done = factors::clear(&self.db, &mailing, user.id, &actor, now).await?;
        let login = &user.login;
        match done {
            Cleared::Gone => {
                eprintln!("{login} signs in with the password alone, and is signed out everywhere.")
            }
            Cleared::None => eprintln!("{login} has no second factor."),
            Cleared::PasskeysStay => eprintln!(
                "{login} has no password, so passkeys stay. Have a password chosen first: lanyard user reset-link {login}"
            ),
        }
        Ok(())
    }
}
