//! `lanyard user`

mod args;
mod print;

use serde_json::{Map, Value, json};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Exists, Global, NotFound, Store, Wrong, output};
use crate::config::SignUp;
use crate::identity::display_name::PersonName;
use crate::identity::email::EmailAddress;
use crate::identity::invitation::{INVITATION_LIFETIME, Invitation};
use crate::identity::login_name::{self, LoginName};
use crate::identity::password::{Passwords, Share};
use crate::identity::password_policy::Context;
use crate::protocol::claims::UserClaims;
use crate::protocol::ids::UserId;
use crate::protocol::time::Timestamp;
use crate::store::users::{self, User};
use crate::store::{Conn, StoreError, browser_sessions, grants, sign_ins};
pub use args::Command;
use args::{Add, Update};
use print::{document, print_user, state};

pub async fn run(global: &Global, command: Command) -> anyhow::Result<()> {
    let store = global.store().await?;
    let done = match command {
        Command::Add(add) => store.add_user(add).await,
        Command::List { json } => store.list_users(json).await,
        Command::Show { user, json } => store.show_user(&user, json).await,
        Command::Update(update) => store.update_user(update).await,
        Command::Disable { user } => store.switch_user(&user, false).await,
        Command::Enable { user } => store.switch_user(&user, true).await,
        Command::SetPassword {
            user,
            password_stdin,
        } => store.set_password(&user, password_stdin).await,
        Command::Remove { user, yes } => store.remove_user(&user, yes).await,
        Command::Invite { email, json } => store.invite(&email, json).await,
    };
    store.close(done).await
}

impl Store {
    async fn add_user(&self, add: Add) -> anyhow::Result<()> {
        let login =
            LoginName::parse(&add.login).map_err(|error| Wrong(format!("LOGIN: {error}")))?;
        let mut claims = match &add.claims_file {
            Some(path) => claims(output::read_object(path)?)?,
            None => Map::new(),
        };
        // These have columns of their own. A flag wins over the file.
        let mut text = |claim: &str, flag: Option<String>| match (flag, claims.remove(claim)) {
            (Some(flag), _) => flag,
            (None, Some(Value::String(text))) => text,
            _ => String::new(),
        };
        let (email, name) = (text("email", add.email), text("name", add.name));
        let email =
            EmailAddress::parse(&email).map_err(|error| Wrong(format!("--email: {error}")))?;
        let name = PersonName::parse(&name).map_err(|error| Wrong(format!("--name: {error}")))?;
        let verified = claims.remove("email_verified") == Some(Value::Bool(true));
        let now = self.clock.now();
        let mut user = User {
            id: UserId(Uuid::now_v7()),
            login: login.as_str().to_owned(),
            email: Some(email.into_string()),
            email_verified: add.email_verified || verified,
            name: name.into_string(),
            password_hash: None,
            password_changed_at: None,
            claims,
            preferences: None,
            admin: add.admin,
            disabled_at: None,
            sessions_not_before: Timestamp(0),
            created_at: now,
            updated_at: now,
        };
        if add.password_stdin {
            let password = output::password(true)?;
            user.password_hash = Some(self.hash(&password, &user).await?);
            user.password_changed_at = Some(now);
        }
        let row = user.clone();
        match self
            .db
            .write(move |c| Box::pin(async move { users::insert(c, &row).await }))
            .await
        {
            Err(StoreError::Conflict { column }) => {
                let what = if column == "users.email" {
                    "this e-mail address"
                } else {
                    "this user name"
                };
                return Err(Exists(format!(
                    "there is an account with {what} already; see `lanyard user list`"
                ))
                .into());
            }
            other => other?,
        }
        tracing::info!(target: "audit", user = %user.id, "account made");
        print_user(&user, add.json)?;
        if user.password_hash.is_none() {
            eprintln!(
                "There is no password yet: lanyard user set-password {}",
                user.login
            );
        }
        Ok(())
    }

    async fn update_user(&self, update: Update) -> anyhow::Result<()> {
        let mut user = self.user(&update.user).await?;
        if let Some(name) = &update.name {
            let name =
                PersonName::parse(name).map_err(|error| Wrong(format!("--name: {error}")))?;
            user.name = name.into_string();
        }
        if let Some(email) = &update.email {
            let email =
                EmailAddress::parse(email).map_err(|error| Wrong(format!("--email: {error}")))?;
            let email = email.into_string();
            user.email_verified &= user.email.as_deref() == Some(&email);
            user.email = Some(email);
        }
        if let Some(verified) = update.email_verified {
            user.email_verified = verified;
        }
        if let Some(path) = &update.claims_file {
            user.claims = claims(output::read_object(path)?)?;
            for own in ["name", "email", "email_verified"] {
                user.claims.remove(own);
            }
        }
        let (row, admin, now) = (user.clone(), update.admin, self.clock.now());
        let stored = self.db.write(move |c| {
            let row = row.clone();
            Box::pin(async move {
                // Without one there is nobody left to give the right back on a page.
                if admin == Some(false) && row.admin && !users::other_admin(c, row.id).await? {
                    return Ok(false);
                }
                users::update_profile(c, &row, now).await?;
                if let Some(admin) = admin {
                    users::set_admin(c, row.id, admin, now).await?;
                }
                Ok(true)
            })
        });
        let stored = match stored.await {
            Err(StoreError::Conflict { .. }) => {
                let why = "there is another account with this e-mail address".to_owned();
                return Err(Exists(why).into());
            }
            stored => stored?,
        };
        if !stored {
            let why = format!(
                "{} is the only administrator who can sign in; make another one first",
                user.login
            );
            return Err(Wrong(why).into());
        }
        tracing::info!(target: "audit", user = %user.id, "account changed");
        print_user(&self.user(&user.id.to_string()).await?, update.json)
    }

    async fn list_users(&self, as_json: bool) -> anyhow::Result<()> {
        const PAGE: i64 = 500;
        let mut all: Vec<User> = Vec::new();
        loop {
            let after = all.last().map(|user| user.id);
            let page = self
                .db
                .read(|c| Box::pin(users::list(c, after, PAGE)))
                .await?;
            let last = (page.len() as i64) < PAGE;
            all.extend(page);
            if last {
                break;
            }
        }
        if as_json {
            return output::json(&all.iter().map(document).collect());
        }
        let rows: Vec<[String; 5]> = all
            .into_iter()
            .map(|user| {
                let state = state(&user).join(", ");
                [
                    user.login,
                    user.email.unwrap_or_default(),
                    user.name,
                    state,
                    user.id.to_string(),
                ]
            })
            .collect();
        output::table(["LOGIN", "E-MAIL", "NAME", "", "ID"], &rows)
    }

    async fn show_user(&self, named: &str, as_json: bool) -> anyhow::Result<()> {
        print_user(&self.user(named).await?, as_json)
    }

    async fn switch_user(&self, named: &str, on: bool) -> anyhow::Result<()> {
        let (user, now) = (self.user(named).await?, self.clock.now());
        let id = user.id;
        let changed = self
            .db
            .write(move |c| {
                Box::pin(async move {
                    match on {
                        true => users::enable(c, id, now).await,
                        false => {
                            let changed = users::disable(c, id, now).await?;
                            end_sign_ins(c, id, "account disabled", now).await?;
                            grants::revoke_of_user(c, id, "account disabled", now).await?;
                            Ok(changed)
                        }
                    }
                })
            })
            .await?;
        eprintln!(
            "{} is {}{}.",
            user.login,
            if changed { "" } else { "already " },
            if on { "switched on" } else { "switched off" }
        );
        Ok(())
    }

    async fn set_password(&self, named: &str, from_stdin: bool) -> anyhow::Result<()> {
        let user = self.user(named).await?;
        let password = output::password(from_stdin)?;
        let hash = self.hash(&password, &user).await?;
        let (id, now) = (user.id, self.clock.now());
        self.db
            .write(move |c| {
                let hash = hash.clone();
                Box::pin(async move {
                    users::set_password(c, id, &hash, now).await?;
                    // Times are whole seconds, and a sign-in of this very second is meant as well.
                    users::end_sessions(c, id, Timestamp(now.0 + 1), now).await?;
                    end_sign_ins(c, id, "password changed", now).await?;
                    grants::revoke_of_user(c, id, "password_changed", now).await?;
                    Ok(())
                })
            })
            .await?;
        eprintln!(
            "{} has a new password; every sign-in has ended.",
            user.login
        );
        Ok(())
    }

    async fn remove_user(&self, named: &str, yes: bool) -> anyhow::Result<()> {
        let user = self.user(named).await?;
        output::confirm(
            &format!("Delete the account {} ({})?", user.login, user.name),
            yes,
        )?;
        let id = user.id;
        self.db
            .write(move |c| {
                Box::pin(async move {
                    browser_sessions::remove_of_user(c, id).await?;
                    users::remove(c, id).await
                })
            })
            .await?;
        eprintln!("{} is deleted.", user.login);
        Ok(())
    }

    async fn invite(&self, email: &str, as_json: bool) -> anyhow::Result<()> {
        let email = EmailAddress::parse(email)
            .map_err(|error| Wrong(error.to_string()))?
            .into_string();
        if self.settings.sign_up == SignUp::Closed {
            return Err(Wrong(
                "sign_up is \"closed\"; set it to \"invited\", or use `lanyard user add`".into(),
            )
            .into());
        }
        let key = email.clone();
        if self
            .db
            .read(|c| Box::pin(async move { users::by_login_or_email(c, &key).await }))
            .await?
            .is_some()
        {
            return Err(Exists(format!("{email} has an account already")).into());
        }
        let expires_at = self.clock.now().plus(INVITATION_LIFETIME);
        let invitation = Invitation {
            email: email.clone(),
        };
        let sealed = self.keys().await?.seal(expires_at, &invitation);
        let url = self
            .settings
            .issuer
            .at(&format!("/sign-up?invitation={sealed}"));
        if as_json {
            return output::json(
                &json!({ "email": email, "url": url, "expires_at": output::time(expires_at) }),
            );
        }
        output::pairs(&[
            ("For", Some(email)),
            ("Until", Some(output::time(expires_at))),
            ("Link", Some(url)),
        ])
    }

    /// The account with this user name, address or id.
    async fn user(&self, named: &str) -> anyhow::Result<User> {
        let unknown = || {
            NotFound(format!(
                "there is no account \"{named}\"; see `lanyard user list`"
            ))
        };
        let found = if let Ok(id) = named.parse::<UserId>() {
            self.db.read(|c| Box::pin(users::by_id(c, id))).await?
        } else {
            let key = login_name::canonical(named).ok_or_else(unknown)?;
            self.db
                .read(|c| Box::pin(async move { users::by_login_or_email(c, &key).await }))
                .await?
        };
        Ok(found.ok_or_else(unknown)?)
    }

    /// The id of an account, for whoever names one in another command.
    pub(super) async fn user_id(&self, named: &str) -> anyhow::Result<UserId> {
        Ok(self.user(named).await?.id)
    }

    async fn hash(&self, password: &Zeroizing<String>, user: &User) -> anyhow::Result<String> {
        let host = self.settings.issuer.host().to_string();
        let context = Context {
            login: &user.login,
            email: user.email.as_deref().unwrap_or_default(),
            issuer_host: &host,
        };
        let policy = self.settings.password_policy();
        policy
            .check(password, &context)
            .map_err(|weakness| Wrong(weakness.to_string()))?;
        Ok(Passwords::new(&self.settings.hashing())?
            .hash(password, Share::Person(user.id))
            .await?)
    }
}

/// Ends every sign-in by its own row as well: `sessions_not_before` compares two clocks, and those of two nodes may differ
/// (attack row CS-18).
async fn end_sign_ins(
    c: &mut Conn<'_>,
    user: UserId,
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    browser_sessions::remove_of_user(c, user).await?;
    sign_ins::end_all(c, user, reason, now).await.map(drop)
}

/// The claims of a file, checked.
fn claims(file: Map<String, Value>) -> anyhow::Result<Map<String, Value>> {
    if file.contains_key("sub") {
        return Err(Wrong("--claims-file: leave \"sub\" out, the server makes it".into()).into());
    }
    let checked =
        UserClaims::from_json(&file).map_err(|error| Wrong(format!("--claims-file: {error}")))?;
    let mut claims = checked.to_json();
    if claims.remove("updated_at").is_some() {
        eprintln!("\"updated_at\" is left out: the server keeps it.");
    }
    Ok(claims)
}
