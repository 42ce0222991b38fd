//! `/admin/groups`: groups of people.

use askama::Template;

use crate::locale::Say;
use crate::pages::form::{Hidden, Problems};
use crate::pages::when::When;
use crate::pages::{Ctx, Page};
use crate::protocol::roles::{Right, Role, Roles};

/// The groups there are.
#[derive(Template)]
#[template(path = "admin/groups.html")]
pub struct GroupsPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// A page of them, by name.
    pub groups: Vec<GroupRow>,
    /// What their names begin with.
    pub search: String,
    /// Whether whoever looks may make one.
    pub may_change: bool,
    /// Where those before and behind them are.
    pub before: Option<String>,
    /// The same.
    pub after: Option<String>,
}

/// A group in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRow {
    /// Its id.
    pub id: String,
    /// What apps read.
    pub name: String,
    /// What people read.
    pub title: String,
    /// What it is part of.
    pub part_of: Option<String>,
    /// How many people are in it.
    pub people: i64,
}

impl GroupRow {
    fn people(&self) -> Say {
        Say::new("groups-people").count("people", self.people)
    }
}

impl Page for GroupsPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// One group.
#[derive(Template)]
#[template(path = "admin/group.html")]
pub struct GroupPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// The group.
    pub group: GroupRow,
    /// When it was made.
    pub made: When,
    /// Its parts.
    pub parts: Vec<GroupRow>,
    /// A page of the people who were put into it.
    pub members: Vec<MemberRow>,
    /// Where more of them are.
    pub more: Option<String>,
    /// The apps it is assigned to.
    pub apps: Vec<AppOfGroup>,
    /// The roles that were given to it.
    pub roles: Roles,
    /// Whether whoever looks may change it.
    pub may_change: bool,
    /// What the forms carry unseen.
    pub hidden: Hidden,
    /// Who was typed so far.
    pub typed: String,
    /// What is wrong with it; the field is `who`.
    pub problems: Problems,
}

/// Somebody in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRow {
    /// Their account's id.
    pub id: String,
    /// As they write it.
    pub name: String,
    /// Their user name.
    pub login: String,
    /// Since when.
    pub since: When,
}

/// An app that a group is assigned to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppOfGroup {
    /// Its client id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What members are there; may be empty.
    pub role: String,
}

impl GroupPage<'_> {
    fn title(&self) -> Say {
        self.problems.title(Say::verbatim(&self.group.title))
    }

    fn may_give(&self) -> bool {
        self.ctx.may(Right::GiveRoles)
    }

    /// Every role: itself, its name, whether the group has it.
    fn every_role(&self) -> impl Iterator<Item = (Role, Say, bool)> {
        let roles = self.roles;
        let named = |role| super::people::role_name(role);
        Role::ALL
            .into_iter()
            .map(move |role| (role, named(role), roles.has(role)))
    }
}

impl Page for GroupPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// Makes a group, or changes one.
#[derive(Template)]
#[template(path = "admin/group_form.html")]
pub struct GroupFormPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// The group; none when it is to be made.
    pub group: Option<GroupRow>,
    /// What was typed.
    pub typed: GroupTyped,
    /// Groups that it can be part of: id and title.
    pub parents: Vec<(String, String)>,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// What is wrong; the fields are `name`, `title` and `part_of`.
    pub problems: Problems,
}

/// What a form of a group holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupTyped {
    /// What apps read.
    pub name: String,
    /// What people read.
    pub title: String,
    /// The id of the group that it is part of; may be empty.
    pub part_of: String,
}

impl GroupFormPage<'_> {
    fn title(&self) -> Say {
        let title = match self.group {
            Some(_) => "groups-edit-title",
            None => "groups-new-title",
        };
        self.problems.title(Say::new(title))
    }

    fn action(&self) -> String {
        match &self.group {
            Some(group) => format!("/admin/groups/{}/edit", group.id),
            None => "/admin/groups/new".to_owned(),
        }
    }

    fn back(&self) -> String {
        match &self.group {
            Some(group) => format!("/admin/groups/{}", group.id),
            None => "/admin/groups".to_owned(),
        }
    }
}

impl Page for GroupFormPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// Asks before a group is removed.
#[derive(Template)]
#[template(path = "admin/group_remove.html")]
pub struct GroupRemovePage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// The group.
    pub group: GroupRow,
    /// How many apps it is assigned to.
    pub apps: usize,
    /// What the form carries unseen.
    pub hidden: Hidden,
}

impl GroupRemovePage<'_> {
    fn what(&self) -> Say {
        Say::new("groups-remove-what")
            .count("people", self.group.people)
            .count("apps", self.apps)
    }
}

impl Page for GroupRemovePage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
