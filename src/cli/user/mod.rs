//! `lanyard user`

mod args;
mod factors;
mod files;
mod find;
mod import;
mod invite;
mod print;
mod reset;
mod role;

use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::{Exists, Global, NotFound, Store, Wrong, output};
use crate::accounts::administrators::NotEnded;
use crate::accounts::mailing::Mailing;
use crate::accounts::make::{self, New, Taken};
use crate::accounts::profile::{self, NotChanged};
use crate::accounts::undo::Undoing;
use crate::accounts::{ending, leaving, password, state as account_state};
use crate::audit::Actor;
use crate::identity::display_name::PersonName;
use crate::identity::email::EmailAddress;
use crate::identity::login_name::LoginName;
use crate::identity::password::{Passwords, Share};
use crate::identity::password_policy::Context;
use crate::protocol::claims::UserClaims;
use crate::store::groups;
use crate::store::users::{self, User};
pub use args::Command;
use args::{Add, Update};
use files::Which;
use print::{document, print_user, state};
pub(in crate::cli) use role::role as role_named;

pub async fn run(global: &Global, command: Command) -> anyhow::Result<()> {
    let store = global.store().await?;
    let done = match command {
        Command::Add(add) => store.add_user(add).await,
        Command::List { which, json } => store.list_users(&which, json).await,
        Command::Export { which } => store.export_users(&which).await,
        Command::Data { user } => store.user_data(&user).await,
        Command::Show { user, json } => store.show_user(&user, json).await,
        Command::Update(update) => store.update_user(update).await,
        Command::Import(import) => store.import_users(import).await,
        Command::Disable { user } => store.switch_user(&user, false).await,
        Command::Enable { user } => store.switch_user(&user, true).await,
        Command::SetPassword {
            user,
            password_stdin,
        } => store.set_password(&user, password_stdin).await,
        Command::ResetLink {
            user,
            mail: true,
            json,
            ..
        } => store.reset_letter(&user, json).await,
        Command::ResetLink {
            user,
            expires,
            json,
            ..
        } => store.reset_link(&user, expires, json).await,
        Command::Role { command } => store.roles(command).await,
        Command::Factors { command } => store.factors(command).await,
        Command::SignOut { user } => store.sign_out(&user).await,
        Command::Delete {
            user,
            now: true,
            yes,
        } => store.remove_user(&user, yes).await,
        Command::Delete { user, yes, .. } => store.delete_user(&user, yes).await,
        Command::Restore { user } => store.restore_user(&user).await,
        Command::Remove { user, yes } => store.remove_user(&user, yes).await,
        Command::Invite {
            email,
            group,
            mail,
            json,
        } => store.invite(&email, &group, mail, json).await,
        Command::Invitations { json } => store.list_invitations(json).await,
        Command::Uninvite { email } => store.uninvite(&email).await,
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
        let name = PersonName::exactly(&name).map_err(|error| Wrong(format!("--name: {error}")))?;
        let verified = claims.remove("email_verified") == Some(Value::Bool(true));
        let now = self.clock.now();
        let new = New {
            login: login.as_str().to_owned(),
            email,
            email_verified: add.email_verified || verified,
            name: name.into_string(),
        };
        let mut user = User {
            claims,
            admin: add.admin,
            ..new.account(now)
        };
        if add.password_stdin {
            let password = output::password(true)?;
            user.password_hash = Some(self.hash(&password, &user).await?);
            user.password_changed_at = Some(now);
        }
        let made = make::make(&self.db, &user, &Actor::operator(), now).await;
        made.map_err(taken)?;
        print_user(&user, &[], add.json)?;
        if user.password_hash.is_none() {
            eprintln!(
                "There is no password yet: lanyard user set-password {}",
                user.login
            );
        }
        Ok(())
    }

    async fn update_user(&self, update: Update) -> anyhow::Result<()> {
        let before = self.user(&update.user).await?;
        let mut user = before.clone();
        let (mut name, mut email, mut verified) =
            (update.name, update.email, update.email_verified);
        if let Some(path) = &update.claims_file {
            user.claims = claims(output::read_object(path)?)?;
            // These have columns of their own. A flag wins over the file.
            let mut own = |claim: &str| user.claims.remove(claim);
            let text = |value: Option<Value>| Some(value?.as_str()?.to_owned());
            name = name.or(text(own("name")));
            email = email.or(text(own("email")));
            verified = verified.or(own("email_verified").and_then(|value| value.as_bool()));
        }
        for claim in &update.claim {
            set_claim(&mut user.claims, claim)?;
        }
        if let Some(name) = name {
            let name =
                PersonName::exactly(&name).map_err(|error| Wrong(format!("--name: {error}")))?;
            user.name = name.into_string();
        }
        if let Some(email) = email {
            let email =
                EmailAddress::parse(&email).map_err(|error| Wrong(format!("--email: {error}")))?;
            let email = email.into_string();
            user.email_verified &= user.email.as_deref() == Some(&email);
            user.email = Some(email);
        }
        if let Some(verified) = verified {
            if verified && user.email.is_none() {
                return Err(Wrong("--email-verified: there is no e-mail address".into()).into());
            }
            user.email_verified = verified;
        }
        user.admin = update.admin.unwrap_or(user.admin);
        let (actor, now) = (Actor::operator(), self.clock.now());
        let mailing = self.mailing().await?;
        let undoing = Undoing {
            lifetime: self.settings.proofs.undo,
            link: self.settings.issuer.at("/login/undo?token="),
        };
        let letters = (&mailing, &undoing);
        match profile::change(&self.db, letters, &before, &user, &actor, now).await {
            Ok(()) => self.show_user(&user.id.to_string(), update.json).await,
            Err(NotChanged::LastAdministrator) => Err(last_administrator(&user)),
            Err(NotChanged::Gone) => Err(NotFound(NotChanged::Gone.to_string()).into()),
            Err(refused @ NotChanged::NotAllowed) => Err(Wrong(refused.to_string()).into()),
            Err(NotChanged::Taken(Taken::Login)) => {
                let why = "this e-mail address is the user name of another account";
                Err(Exists(why.into()).into())
            }
            Err(NotChanged::Taken(refusal)) => Err(taken(refusal)),
        }
    }

    async fn every_user(&self) -> anyhow::Result<Vec<User>> {
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
                return Ok(all);
            }
        }
    }

    async fn list_users(&self, which: &Which, as_json: bool) -> anyhow::Result<()> {
        let all = match which.is_everybody() {
            true => self.every_user().await?,
            false => self.found_users(which).await?,
        };
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
                    output::short(&user.name),
                    state,
                    user.id.to_string(),
                ]
            })
            .collect();
        output::table(["LOGIN", "E-MAIL", "NAME", "STATE", "ID"], &rows)
    }

    async fn show_user(&self, named: &str, as_json: bool) -> anyhow::Result<()> {
        let user = self.user(named).await?;
        let id = user.id;
        let job = self
            .db
            .read(move |c| Box::pin(async move { groups::of_user(c, id).await }));
        print_user(&user, &job.await?, as_json)
    }

    async fn switch_user(&self, named: &str, on: bool) -> anyhow::Result<()> {
        let (user, now) = (self.user(named).await?, self.clock.now());
        let (id, actor) = (user.id, Actor::operator());
        let changed = match on {
            true => account_state::enable(&self.db, id, &actor, now).await?,
            false => {
                let done = account_state::disable(&self.db, id, &actor, now).await;
                done.map_err(|refusal| stays(refusal, &user))?
            }
        };
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
        let (actor, now) = (Actor::operator(), self.clock.now());
        let mailing = self.mailing().await?;
        password::set(&self.db, &mailing, user.id, hash, &actor, now).await?;
        eprintln!(
            "{} has a new password; every sign-in has ended.",
            user.login
        );
        Ok(())
    }

    async fn sign_out(&self, named: &str) -> anyhow::Result<()> {
        let (user, actor, now) = (self.user(named).await?, Actor::operator(), self.clock.now());
        let ended = ending::everywhere(&self.db, user.id, &actor, now).await?;
        eprintln!(
            "{} is signed out everywhere ({}).",
            user.login,
            match ended {
                0 => "nobody was signed in".to_owned(),
                1 => "one sign-in ended".to_owned(),
                count => format!("{count} sign-ins ended"),
            }
        );
        Ok(())
    }

    async fn delete_user(&self, named: &str, yes: bool) -> anyhow::Result<()> {
        let user = self.user(named).await?;
        let (login, name) = (&user.login, &user.name);
        let question = format!("Have the account {login} ({name}) deleted?");
        output::confirm(&question, yes)?;
        let (actor, now) = (Actor::operator(), self.clock.now());
        let until = now.plus(self.settings.accounts.deletion_grace);
        let mailing = Mailing::new(self.settings.mail.is_on(), &self.keys().await?);
        let left = leaving::leave(&self.db, &mailing, user.id, until, &actor, now).await;
        let until = left.map_err(|refusal| stays(refusal, &user))?;
        let until = output::time(until.unwrap_or(now));
        eprintln!("{login} is signed out everywhere and will be deleted at {until}.");
        Ok(())
    }

    async fn restore_user(&self, named: &str) -> anyhow::Result<()> {
        let (user, actor, now) = (self.user(named).await?, Actor::operator(), self.clock.now());
        if !leaving::stay(&self.db, user.id, None, &actor, now).await? {
            return Err(Wrong(format!("{} is not to be deleted", user.login)).into());
        }
        eprintln!("{} is kept.", user.login);
        Ok(())
    }

    async fn remove_user(&self, named: &str, yes: bool) -> anyhow::Result<()> {
        let user = self.user(named).await?;
        output::confirm(
            &format!("Delete the account {} ({})?", user.login, user.name),
            yes,
        )?;
        let (actor, now) = (Actor::operator(), self.clock.now());
        let removed = account_state::remove(&self.db, user.id, &actor, now).await;
        removed.map_err(|refusal| stays(refusal, &user))?;
        eprintln!("{} is deleted.", user.login);
        Ok(())
    }

    async fn hash(&self, password: &Zeroizing<String>, user: &User) -> anyhow::Result<String> {
        let host = self.settings.issuer.host().to_string();
        let context = Context {
            login: &user.login,
            email: user.email.as_deref().unwrap_or_default(),
            issuer_host: &host,
            operator: &self.settings.branding.name,
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

/// What a command says when somebody else has the name.
fn taken(refusal: Taken) -> anyhow::Error {
    let what = match refusal {
        Taken::Email => "this e-mail address",
        Taken::Login => "this user name",
        Taken::NotAllowed => return Wrong(refusal.to_string()).into(),
        Taken::Store(error) => return error.into(),
    };
    let why = format!("there is an account with {what} already; see `lanyard user list`");
    Exists(why).into()
}

/// What a command says when the last administrator would be lost.
fn last_administrator(user: &User) -> anyhow::Error {
    let login = &user.login;
    let why = format!(
        "{login} is the only administrator who can sign in; make another one first: lanyard user update NAME --admin true"
    );
    Wrong(why).into()
}

fn stays(refusal: NotEnded, user: &User) -> anyhow::Error {
    match refusal {
        NotEnded::LastAdministrator => last_administrator(user),
        NotEnded::NotAllowed => Wrong(refusal.to_string()).into(),
        NotEnded::Store(error) => error.into(),
    }
}

/// Takes over one claim as it is typed: `locale=de`, `phone_number_verified=true`, `address={"country": "GB"}`; without a value it goes.
fn set_claim(claims: &mut Map<String, Value>, typed: &str) -> anyhow::Result<()> {
    let wrong = |why: String| anyhow::Error::from(Wrong(format!("--claim {typed}: {why}")));
    let Some((name, text)) = typed.split_once('=') else {
        return Err(wrong("write NAME=VALUE, or NAME= to take it away".into()));
    };
    let own = match name {
        "name" => Some("use --name"),
        "email" => Some("use --email"),
        "email_verified" => Some("use --email-verified"),
        "preferred_username" => Some("it is the user name"),
        "sub" | "updated_at" => Some("the server keeps it"),
        _ => None,
    };
    if let Some(why) = own {
        return Err(wrong(why.into()));
    }
    if text.is_empty() {
        claims.remove(name);
        return Ok(());
    }
    // A text stands as it is; what is no text by the standard is JSON.
    let value = match name {
        "address" | "phone_number_verified" => serde_json::from_str(text)
            .map_err(|error| wrong(format!("its value is not JSON: {error}")))?,
        _ => Value::from(text),
    };
    let mut changed = claims.clone();
    changed.insert(name.to_owned(), value);
    let checked = UserClaims::from_json(&changed).map_err(|error| wrong(error.to_string()))?;
    *claims = checked.to_json();
    Ok(())
}

/// The claims of a file, checked.
fn claims(file: Map<String, Value>) -> anyhow::Result<Map<String, Value>> {
    if file.contains_key("sub") {
        return Err(Wrong("--claims-file: leave \"sub\" out, the server makes it".into()).into());
    }
    let checked =
        UserClaims::from_json(&file).map_err(|error| Wrong(format!("--claims-file: {error}")))?;
    let mut claims = checked.to_json();
    for (claim, why) in [
        ("updated_at", "the server keeps it"),
        ("preferred_username", "it is the user name"),
    ] {
        if claims.remove(claim).is_some() {
            eprintln!("\"{claim}\" is left out: {why}.");
        }
    }
    Ok(claims)
}
