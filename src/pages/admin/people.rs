//! `/admin/people`: everybody who has an account.

use askama::Template;

use crate::accounts::people::CHOICES;
use crate::locale::Say;
use crate::pages::form::Hidden;
use crate::pages::when::When;
use crate::pages::{Ctx, Page};
use crate::protocol::roles::{Right, Role, Roles};
use crate::store::people::Which;

/// A page of the list.
#[derive(Template)]
#[template(path = "admin/people.html")]
pub struct PeoplePage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// The people, the newest accounts first.
    pub people: Vec<PersonRow>,
    /// What is searched for.
    pub search: String,
    /// Which are shown.
    pub which: Which,
    /// Whether this is the first page.
    pub first: bool,
    /// Address of the next page.
    pub older: Option<String>,
    /// Which are shown, as the filter says it.
    pub value: &'static str,
    /// What the form of the export carries unseen.
    pub hidden: Hidden,
    /// Whether people may be invited here.
    pub invites: bool,
}

/// A person in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The account's id.
    pub id: String,
    /// As the person writes it.
    pub name: String,
    /// The user name.
    pub login: String,
    /// The address, if there is one.
    pub email: Option<String>,
    /// Their roles.
    pub roles: Roles,
    /// It is switched off.
    pub disabled: bool,
    /// It is to be deleted.
    pub leaving: bool,
    /// When the account was made.
    pub made: When,
}

impl PersonRow {
    pub(super) fn initial(&self) -> String {
        crate::pages::initial(&self.name)
    }

    pub(super) fn tint(&self) -> String {
        crate::pages::tint(&self.name)
    }

    /// What is to be seen at once.
    pub(super) fn tags(&self) -> Vec<(&'static str, Say)> {
        tags(self.roles, self.disabled, self.leaving)
    }
}

/// Roles and states as tags, each with its class.
pub(super) fn tags(roles: Roles, disabled: bool, leaving: bool) -> Vec<(&'static str, Say)> {
    let mut tags: Vec<_> = roles.iter().map(|role| ("", role_name(role))).collect();
    if disabled {
        tags.push((" warn", Say::new("admin-which-disabled")));
    }
    if leaving {
        tags.push((" bad", Say::new("admin-which-leaving")));
    }
    tags
}

/// What a role is called.
pub fn role_name(role: Role) -> Say {
    Say::new(match role {
        Role::Administrator => "admin-role-administrator",
        Role::Support => "admin-role-support",
        Role::Auditor => "admin-role-auditor",
    })
}

fn which_name(which: Which) -> Say {
    match which {
        Which::All => Say::new("admin-which-all"),
        Which::InUse => Say::new("admin-which-in-use"),
        Which::Disabled => Say::new("admin-which-disabled"),
        Which::Leaving => Say::new("admin-which-leaving"),
        Which::With(role) => role_name(role),
    }
}

impl PeoplePage<'_> {
    /// The choices of the filter: value, name, whether it is the one.
    fn choices(&self) -> impl Iterator<Item = (&'static str, Say, bool)> {
        let here = self.which;
        CHOICES
            .into_iter()
            .map(move |(value, which)| (value, which_name(which), which == here))
    }

    /// Whether several can be chosen, for something to be done to them.
    fn chooses(&self) -> bool {
        self.ctx.may(Right::SwitchPeople) || self.ctx.may(Right::SignOut)
    }
}

impl Page for PeoplePage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// Asks before something is done to several people: who they are, and what it does.
#[derive(Template)]
#[template(path = "admin/bulk.html")]
pub struct BulkPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// What is to be done.
    pub task: super::task::Task,
    /// To whom.
    pub people: Vec<PersonRow>,
    /// Who is left out: they may do more than who asks.
    pub left_out: Vec<PersonRow>,
}

impl Page for BulkPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
