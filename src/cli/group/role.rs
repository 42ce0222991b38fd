//! `lanyard group role`

use clap::Subcommand;
use serde_json::json;

use crate::accounts::roles::{self, NotGiven};
use crate::audit::Actor;
use crate::cli::user::role_named;
use crate::cli::{NotFound, Store, Wrong, output};
use crate::protocol::roles::Role;
use crate::store::user_roles;

const ADD: &str = "\
Example:
  lanyard group role add helpdesk support

Whoever is in the group, or in a part of it, has the role from now on. Somebody who is an administrator by a group alone does not count as
the last administrator, who stays: at least one person was made one by name.";
const REMOVE: &str = "\
Example:
  lanyard group role remove helpdesk support

What was open in a browser is shut with the next click.";
const LIST: &str = "\
Examples:
  lanyard group role list helpdesk
  lanyard group role list helpdesk --json";

/// What the people of a group may look after here.
#[derive(Debug, Subcommand)]
pub enum Roles {
    /// Give a group a role
    #[command(after_help = ADD)]
    Add {
        /// Name
        group: String,
        /// administrator, support or auditor
        #[arg(value_parser = role_named)]
        role: Role,
    },
    /// Take a role away from a group
    #[command(after_help = REMOVE)]
    Remove {
        /// Name
        group: String,
        /// administrator, support or auditor
        #[arg(value_parser = role_named)]
        role: Role,
    },
    /// Say which roles a group has
    #[command(after_help = LIST)]
    List {
        /// Name
        group: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

impl Store {
    pub(super) async fn group_roles(&self, command: Roles) -> anyhow::Result<()> {
        match command {
            Roles::Add { group, role } => self.set_group_role(&group, role, true).await,
            Roles::Remove { group, role } => self.set_group_role(&group, role, false).await,
            Roles::List { group, json } => self.list_group_roles(&group, json).await,
        }
    }

    async fn set_group_role(&self, named: &str, role: Role, given: bool) -> anyhow::Result<()> {
        let group = self.group(named).await?;
        let (actor, now) = (Actor::operator(), self.clock.now());
        let set = roles::set_of_group(&self.db, group.id, (role, given), &actor, now);
        let changed = match set.await {
            Ok(changed) => changed,
            Err(NotGiven::Gone) => return Err(NotFound(NotGiven::Gone.to_string()).into()),
            Err(NotGiven::Store(error)) => return Err(error.into()),
            Err(refused) => return Err(Wrong(refused.to_string()).into()),
        };
        let name = &group.name;
        match (changed, given) {
            (true, true) => eprintln!("{name} has the role {role}."),
            (false, true) => eprintln!("{name} already has the role {role}."),
            (_, false) => eprintln!("{name} does not have the role {role}."),
        }
        Ok(())
    }

    async fn list_group_roles(&self, named: &str, as_json: bool) -> anyhow::Result<()> {
        let group = self.group(named).await?;
        let id = group.id;
        let job = self.db.read(move |c| {
            Box::pin(async move {
                let given = user_roles::of_group(c, id).await?;
                Ok((given, user_roles::carried(c, id).await?))
            })
        });
        let (given, carried) = job.await?;
        let of = |role: &Role| given.has(*role);
        let own: Vec<_> = given.iter().map(Role::code).collect();
        let above = carried.iter().filter(|role| !of(role));
        let above: Vec<_> = above.map(Role::code).collect();
        if as_json {
            return output::json(&json!({
                "group": group.name, "roles": own, "by_part_of": above,
            }));
        }
        output::pairs(&[
            ("For", Some(group.name.to_string())),
            ("Roles", Some(own.join(", "))),
            (
                "By the group it is part of",
                (!above.is_empty()).then(|| above.join(", ")),
            ),
        ])
    }
}
