//! `lanyard group`

mod role;

use clap::Subcommand;
use serde_json::{Value, json};

use super::{Exists, Global, NotFound, Store, Wrong, output};
use crate::accounts::groups::{self as acts, Described, NotKept};
use crate::audit::Actor;
use crate::identity::display_name::PersonName;
use crate::protocol::ids::GroupId;
use crate::protocol::membership::GroupName;
use crate::protocol::roles::Role;
use crate::store::groups::{self, Group, Member};
use crate::store::{assignments, user_roles};

const ADD: &str = "\
Examples:
  lanyard group add engineering --title \"Engineering\"
  lanyard group add platform --title \"Platform team\" --part-of engineering

Apps read the name in the claim `groups`: small letters, digits and . _ : @ / + - without spaces. Whoever is in a part of a group is in
the group as well; that goes one level.";
const LIST: &str = "Examples:\n  lanyard group list\n  lanyard group list --json";
const SHOW: &str =
    "Examples:\n  lanyard group show engineering\n  lanyard group show engineering --json";
const UPDATE: &str = "\
Examples:
  lanyard group update platform --name infrastructure --title \"Infrastructure\"
  lanyard group update platform --part-of \"\"

What is not named stays. Apps read the new name from the next token on.";
const JOIN: &str = "Example:\n  lanyard group join engineering ada grace@example.com\n\nTokens say so from the next one on.";
const LEAVE: &str = "\
Example:
  lanyard group leave engineering ada

Apps that are for this group alone give no token from now on, and introspection says so of those they gave.";
const ROLE: &str = "\
Examples:
  lanyard group role add helpdesk support
  lanyard group role list helpdesk";
const REMOVE: &str = "\
Example:
  lanyard group remove engineering --yes

The people stay. What they may use because of it they may use no more; its parts become groups of their own.";

/// Make and look after groups of people.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a group
    #[command(after_help = ADD)]
    Add {
        /// Name as apps read it
        name: String,
        /// Name as people read it [default: the same]
        #[arg(long)]
        title: Option<String>,
        /// Group that it belongs to
        #[arg(long, value_name = "GROUP")]
        part_of: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// List groups
    #[command(after_help = LIST)]
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Say who is in a group, and what it is for
    #[command(after_help = SHOW)]
    Show {
        /// Name
        group: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Change a group
    #[command(after_help = UPDATE)]
    Update {
        /// Name
        group: String,
        /// Another name as apps read it
        #[arg(long)]
        name: Option<String>,
        /// Another name as people read it
        #[arg(long)]
        title: Option<String>,
        /// Group that it belongs to; empty: none
        #[arg(long, value_name = "GROUP")]
        part_of: Option<String>,
    },
    /// Put people into a group
    #[command(after_help = JOIN)]
    Join {
        /// Name
        group: String,
        /// User names, e-mail addresses or ids
        #[arg(required = true)]
        users: Vec<String>,
    },
    /// Take people out of a group
    #[command(after_help = LEAVE)]
    Leave {
        /// Name
        group: String,
        /// User names, e-mail addresses or ids
        #[arg(required = true)]
        users: Vec<String>,
    },
    /// Say what the people of a group may look after
    #[command(after_help = ROLE)]
    Role {
        #[command(subcommand)]
        command: role::Roles,
    },
    /// Remove a group
    #[command(after_help = REMOVE)]
    Remove {
        /// Name
        group: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

pub async fn run(global: &Global, command: Command) -> anyhow::Result<()> {
    let store = global.store().await?;
    let done = match command {
        Command::Add {
            name,
            title,
            part_of,
            json,
        } => store.add_group(&name, title, part_of, json).await,
        Command::List { json } => store.list_groups(json).await,
        Command::Show { group, json } => store.show_group(&group, json).await,
        Command::Update {
            group,
            name,
            title,
            part_of,
        } => store.update_group(&group, name, title, part_of).await,
        Command::Join { group, users } => store.move_people(&group, &users, true).await,
        Command::Leave { group, users } => store.move_people(&group, &users, false).await,
        Command::Role { command } => store.group_roles(command).await,
        Command::Remove { group, yes } => store.remove_group(&group, yes).await,
    };
    store.close(done).await
}

fn refused(refusal: NotKept) -> anyhow::Error {
    match refusal {
        NotKept::Store(error) => error.into(),
        NotKept::Taken => Exists(NotKept::Taken.to_string()).into(),
        other => Wrong(other.to_string()).into(),
    }
}

fn named(text: &str) -> Result<GroupName, Wrong> {
    let name = text.parse();
    name.map_err(|error| Wrong(format!("the name \"{text}\" is not taken: {error}")))
}

/// What people read; names of people and groups are of one kind of text.
fn titled(text: &str) -> Result<String, Wrong> {
    let title = PersonName::exactly(text);
    let title = title.map_err(|error| Wrong(format!("--title: {error}")))?;
    Ok(title.into_string())
}

fn document(group: &Group, parent: Option<&Group>, members: i64) -> Value {
    json!({
        "id": group.id,
        "name": group.name,
        "title": group.title,
        "part_of": parent.map(|parent| &parent.name),
        "members": members,
        "created_at": output::time(group.created_at),
    })
}

impl Store {
    /// The group with this name.
    pub(in crate::cli) async fn group(&self, name: &str) -> anyhow::Result<Group> {
        let unknown = || {
            NotFound(format!(
                "there is no group \"{name}\"; see `lanyard group list`"
            ))
        };
        let Ok(key) = name.parse::<GroupName>() else {
            return Err(unknown().into());
        };
        let job = self
            .db
            .read(move |c| Box::pin(async move { groups::by_name(c, &key).await }));
        Ok(job.await?.ok_or_else(unknown)?)
    }

    async fn parent(&self, named: Option<&str>) -> anyhow::Result<Option<GroupId>> {
        match named {
            Some(name) if !name.is_empty() => Ok(Some(self.group(name).await?.id)),
            _ => Ok(None),
        }
    }

    async fn add_group(
        &self,
        name: &str,
        title: Option<String>,
        part_of: Option<String>,
        as_json: bool,
    ) -> anyhow::Result<()> {
        let name = named(name)?;
        let described = Described {
            title: titled(title.as_deref().unwrap_or(name.as_str()))?,
            name,
            parent: self.parent(part_of.as_deref()).await?,
        };
        let (actor, now) = (Actor::operator(), self.clock.now());
        let group = acts::make(&self.db, described, &actor, now)
            .await
            .map_err(refused)?;
        self.show_group(group.name.as_str(), as_json).await
    }

    async fn every_group(&self) -> anyhow::Result<Vec<(Group, i64)>> {
        const PAGE: i64 = 500;
        let mut all: Vec<(Group, i64)> = Vec::new();
        loop {
            let last = all
                .last()
                .map_or(String::new(), |(group, _)| group.name.to_string());
            let job = self.db.read(move |c| {
                Box::pin(async move {
                    let mut counted = Vec::new();
                    for group in groups::after(c, "", &last, PAGE).await? {
                        let members = groups::count(c, group.id).await?;
                        counted.push((group, members));
                    }
                    Ok(counted)
                })
            });
            let page = job.await?;
            let is_last = (page.len() as i64) < PAGE;
            all.extend(page);
            if is_last {
                return Ok(all);
            }
        }
    }

    async fn list_groups(&self, as_json: bool) -> anyhow::Result<()> {
        let all = self.every_group().await?;
        let parent = |group: &Group| {
            let other = all.iter().map(|(other, _)| other);
            group
                .parent_id
                .and_then(|id| other.clone().find(|other| other.id == id))
        };
        if as_json {
            let list = all
                .iter()
                .map(|(group, members)| document(group, parent(group), *members));
            return output::json(&list.collect());
        }
        let rows: Vec<[String; 4]> = all
            .iter()
            .map(|(group, members)| {
                [
                    group.name.to_string(),
                    output::short(&group.title),
                    parent(group).map_or(String::new(), |parent| parent.name.to_string()),
                    members.to_string(),
                ]
            })
            .collect();
        output::table(["GROUP", "TITLE", "PART OF", "PEOPLE"], &rows)
    }

    async fn show_group(&self, name: &str, as_json: bool) -> anyhow::Result<()> {
        const MOST_SHOWN: i64 = 1_000;
        let group = self.group(name).await?;
        let (id, parent) = (group.id, group.parent_id);
        let job = self.db.read(move |c| {
            Box::pin(async move {
                let parent = match parent {
                    Some(parent) => groups::by_id(c, parent).await?,
                    None => None,
                };
                let parts = groups::within(c, id).await?;
                let members = groups::members(c, id, None, MOST_SHOWN).await?;
                let count = groups::count(c, id).await?;
                Ok((
                    parent,
                    parts,
                    members,
                    count,
                    assignments::of_group(c, id).await?,
                    user_roles::of_group(c, id).await?,
                ))
            })
        });
        let (parent, parts, members, count, apps, given) = job.await?;
        let roles: Vec<_> = given.iter().map(Role::code).collect();
        let login = |member: &Member| member.login.clone();
        if as_json {
            let mut shown = document(&group, parent.as_ref(), count);
            shown["parts"] = parts.iter().map(|part| json!(part.name)).collect();
            shown["users"] = members.iter().map(|member| json!(login(member))).collect();
            let app = |(id, name, role)| json!({"client_id": id, "name": name, "role": role});
            shown["roles"] = json!(roles);
            shown["apps"] = apps.into_iter().map(app).collect();
            return output::json(&shown);
        }
        let list = |texts: Vec<String>| (!texts.is_empty()).then(|| texts.join(", "));
        let app = |(id, _, role): (_, String, String)| match role.is_empty() {
            true => format!("{id}"),
            false => format!("{id} ({role})"),
        };
        output::pairs(&[
            ("Group", Some(group.name.to_string())),
            ("Title", Some(group.title)),
            ("Part of", parent.map(|parent| parent.name.to_string())),
            (
                "Parts",
                list(parts.iter().map(|part| part.name.to_string()).collect()),
            ),
            ("People", Some(count.to_string())),
            ("", list(members.iter().map(login).collect())),
            (
                "Roles",
                list(roles.into_iter().map(str::to_owned).collect()),
            ),
            ("Apps", list(apps.into_iter().map(app).collect())),
        ])
    }

    async fn update_group(
        &self,
        group: &str,
        name: Option<String>,
        title: Option<String>,
        part_of: Option<String>,
    ) -> anyhow::Result<()> {
        let group = self.group(group).await?;
        let described = Described {
            name: match name {
                Some(name) => named(&name)?,
                None => group.name.clone(),
            },
            title: match title {
                Some(title) => titled(&title)?,
                None => group.title.clone(),
            },
            parent: match &part_of {
                Some(named) => self.parent(Some(named)).await?,
                None => group.parent_id,
            },
        };
        let name = described.name.clone();
        let (actor, now) = (Actor::operator(), self.clock.now());
        let changed = acts::change(&self.db, group.id, described, &actor, now).await;
        changed.map_err(refused)?;
        self.show_group(name.as_str(), false).await
    }

    async fn move_people(&self, group: &str, users: &[String], into: bool) -> anyhow::Result<()> {
        let group = self.group(group).await?;
        // Nobody is moved when one of them is not there.
        let mut found = Vec::new();
        for user in users {
            found.push((user, self.user_id(user).await?));
        }
        let (actor, now) = (Actor::operator(), self.clock.now());
        for (named, user) in found {
            let moved = match into {
                true => acts::join(&self.db, &group, user, &actor, now).await,
                false => acts::leave(&self.db, &group, user, &actor, now).await,
            };
            let moved = moved.map_err(refused)?;
            let name = &group.name;
            match (into, moved) {
                (true, true) => eprintln!("{named} is in {name}."),
                (true, false) => eprintln!("{named} was in {name} already."),
                (false, true) => eprintln!("{named} is in {name} no more."),
                (false, false) => eprintln!("{named} was not in {name}."),
            }
        }
        Ok(())
    }

    async fn remove_group(&self, group: &str, yes: bool) -> anyhow::Result<()> {
        let group = self.group(group).await?;
        output::confirm(
            &format!("Remove the group {} ({})?", group.name, group.title),
            yes,
        )?;
        let (actor, now) = (Actor::operator(), self.clock.now());
        let removed = acts::remove(&self.db, &group, &actor, now).await;
        removed.map_err(refused)?;
        eprintln!("{} is removed.", group.name);
        Ok(())
    }
}
