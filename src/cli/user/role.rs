//! `lanyard user role`

use clap::Subcommand;
use serde_json::json;

use super::super::{NotFound, Store, Wrong, output};
use crate::accounts::roles::{self, NotGiven};
use crate::audit::Actor;
use crate::protocol::roles::Role;
use crate::store::user_roles::{self, ByGroup};

const ADD: &str = "\
Examples:
  lanyard user role add grace support
  lanyard user role add grace auditor

Administrators do everything. Support sees people, groups, apps and sessions, signs people out, helps them back in and invites. Auditors
read everything and change nothing. docs/administration.md has the whole table.";
const REMOVE: &str = "\
Example:
  lanyard user role remove grace support

What was open in a browser is shut with the next click. The only administrator who can sign in stays one.";
const LIST: &str = "\
Examples:
  lanyard user role list grace
  lanyard user role list grace --json";

/// What somebody may look after here.
#[derive(Debug, Subcommand)]
pub enum Roles {
    /// Give somebody a role
    #[command(after_help = ADD)]
    Add {
        /// User name, e-mail address or id
        user: String,
        /// administrator, support or auditor
        #[arg(value_parser = role)]
        role: Role,
    },
    /// Take a role away from somebody
    #[command(after_help = REMOVE)]
    Remove {
        /// User name, e-mail address or id
        user: String,
        /// administrator, support or auditor
        #[arg(value_parser = role)]
        role: Role,
    },
    /// Say which roles somebody has
    #[command(after_help = LIST)]
    List {
        /// User name, e-mail address or id
        user: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

pub fn role(text: &str) -> Result<Role, String> {
    let known = Role::ALL.map(Role::code).join(", ");
    Role::from_code(text).ok_or_else(|| format!("there are {known}"))
}

impl Store {
    pub(super) async fn roles(&self, command: Roles) -> anyhow::Result<()> {
        match command {
            Roles::Add { user, role } => self.set_role(&user, role, true).await,
            Roles::Remove { user, role } => self.set_role(&user, role, false).await,
            Roles::List { user, json } => self.list_roles(&user, json).await,
        }
    }

    async fn set_role(&self, named: &str, role: Role, given: bool) -> anyhow::Result<()> {
        let user = self.user(named).await?;
        let (actor, now) = (Actor::operator(), self.clock.now());
        let login = &user.login;
        let changed = match roles::set(&self.db, user.id, (role, given), &actor, now).await {
            Ok(changed) => changed,
            Err(NotGiven::LastAdministrator) => return Err(super::last_administrator(&user)),
            Err(NotGiven::Gone) => return Err(NotFound(NotGiven::Gone.to_string()).into()),
            Err(NotGiven::Store(error)) => return Err(error.into()),
            Err(refused @ NotGiven::NotAllowed) => return Err(Wrong(refused.to_string()).into()),
        };
        let (already, has) = match (changed, given) {
            (true, true) => ("", "has"),
            (false, true) => ("already ", "has"),
            (_, false) => ("", "does not have"),
        };
        eprintln!("{login} {already}{has} the role {role}.");
        Ok(())
    }

    async fn list_roles(&self, named: &str, as_json: bool) -> anyhow::Result<()> {
        let user = self.user(named).await?;
        let roles = roles::read(&self.db, &user).await?;
        let roles: Vec<_> = roles.iter().map(Role::code).collect();
        let id = user.id;
        let job = self.db.read(move |c| Box::pin(user_roles::by_group(c, id)));
        let by_group = job.await?;
        if as_json {
            let by = |by: &ByGroup| json!({ "role": by.role.code(), "group": by.group, "title": by.title });
            let by: Vec<_> = by_group.iter().map(by).collect();
            return output::json(&json!({ "login": user.login, "roles": roles, "by_group": by }));
        }
        let by = |by: &ByGroup| format!("{} by {}", by.role, by.title);
        let by: Vec<_> = by_group.iter().map(by).collect();
        output::pairs(&[
            ("For", Some(user.login)),
            ("Roles", Some(roles.join(", "))),
            ("By groups", (!by.is_empty()).then(|| by.join(", "))),
        ])
    }
}
