//! `/admin/people/{id}`: one account.

use askama::Template;

use super::people::PersonRow;
use super::sessions::SessionRow;
use super::task::Task;
use crate::locale::Say;
use crate::pages::account::activity::Happened;
use crate::pages::form::{Hidden, Problems};
use crate::pages::when::When;
use crate::pages::{Ctx, Page};
use crate::protocol::roles::{Right, Role, Roles};
use crate::store::user_roles::ByGroup;

/// Everything about one account that is kept here, but no secret.
#[derive(Template)]
#[template(path = "admin/person.html")]
pub struct PersonPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the forms carry unseen.
    pub hidden: Hidden,
    /// Who it is.
    pub person: PersonRow,
    /// What apps know them by.
    pub sub: String,
    /// Whether the address is known to be theirs.
    pub confirmed: bool,
    /// When it goes, if it is to be deleted.
    pub until: Option<When>,
    /// When the password was chosen, if there is one.
    pub password: Option<Option<When>>,
    /// How many passkeys there are.
    pub passkeys: i64,
    /// Whether there is an authenticator app.
    pub totp: bool,
    /// How many recovery codes are left.
    pub recovery_codes: i64,
    /// The names of their groups.
    pub groups: Vec<String>,
    /// The roles that were given to them.
    pub own_roles: Roles,
    /// Those that they have by a group.
    pub by_group: Vec<ByGroup>,
    /// Where they are signed in.
    pub sessions: Vec<SessionRow>,
    /// The apps that may use the account, each with when it was allowed.
    pub apps: Vec<(String, When)>,
    /// What happened lately.
    pub activity: Vec<Happened>,
    /// Whether whoever looks may do at least as much as the person: else they only look.
    pub covered: bool,
}

impl PersonPage<'_> {
    fn may(&self, right: Right) -> bool {
        self.covered && self.ctx.may(right)
    }

    /// What is offered for how they sign in.
    fn ways(&self) -> Vec<Task> {
        self.offered(&[Task::SendReset, Task::PrintReset, Task::RemoveFactors])
    }

    /// What is offered for the account itself.
    fn ends(&self) -> Vec<Task> {
        let switch = match self.person.disabled {
            true => Task::Enable,
            false => Task::Disable,
        };
        let end = match self.person.leaving {
            true => Task::Keep,
            false => Task::Delete,
        };
        self.offered(&[switch, end])
    }

    fn offered(&self, tasks: &[Task]) -> Vec<Task> {
        let may = |task: &Task| self.may(task.right());
        tasks.iter().copied().filter(may).collect()
    }

    /// Every role: its code, its name, whether it was given to them.
    fn roles(&self) -> impl Iterator<Item = (Role, Say, bool)> {
        let own = self.own_roles;
        Role::ALL
            .into_iter()
            .map(move |role| (role, super::people::role_name(role), own.has(role)))
    }

    /// The groups by which they have that role.
    fn groups_with(&self, role: Role) -> impl Iterator<Item = &ByGroup> {
        let with = move |by: &&ByGroup| by.role == role;
        self.by_group.iter().filter(with)
    }
}

impl Page for PersonPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// A form with few fields: a new account, an invitation, another address.
#[derive(Template)]
#[template(path = "admin/person_form.html")]
pub struct PersonFormPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// Which form.
    pub form: Form,
    /// Whose account it is, if there is one.
    pub person: Option<PersonRow>,
    /// What is in the fields, in their order.
    pub values: Vec<String>,
    /// Whether the box below them is ticked, where there is one.
    pub ticked: bool,
    /// Whether the box can be ticked.
    pub can_tick: bool,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

/// One of these forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `/admin/people/new`
    New,
    /// `/admin/people/invite`
    Invite,
    /// `/admin/people/{id}/email`
    Email,
}

impl Form {
    /// Its title, on its button as well.
    pub fn name(self) -> Say {
        Say::new(match self {
            Self::New => "admin-people-new",
            Self::Invite => "admin-people-invite",
            Self::Email => "admin-person-change-email",
        })
    }

    /// What it is for.
    pub fn lead(self) -> Say {
        Say::new(match self {
            Self::New => "admin-new-lead",
            Self::Invite => "admin-invite-lead",
            Self::Email => "admin-email-lead",
        })
    }

    /// Its fields: name, label, type.
    pub fn fields(self) -> &'static [(&'static str, &'static str, &'static str)] {
        const EMAIL: (&str, &str, &str) = ("email", "admin-person-email", "email");
        match self {
            Self::New => &[
                ("login", "admin-person-login", "text"),
                EMAIL,
                ("name", "admin-person-name", "text"),
            ],
            Self::Invite => &[EMAIL, ("groups", "admin-invite-groups", "text")],
            Self::Email => &[EMAIL],
        }
    }

    /// The box below the fields.
    pub fn tick(self) -> Say {
        Say::new(match self {
            Self::New | Self::Email => "admin-email-known",
            Self::Invite => "admin-invite-by-letter",
        })
    }
}

impl PersonFormPage<'_> {
    fn title(&self) -> Say {
        self.problems.title(self.form.name())
    }

    fn action(&self) -> String {
        match (self.form, &self.person) {
            (Form::New, _) => "/admin/people/new".to_owned(),
            (Form::Invite, _) => "/admin/people/invite".to_owned(),
            (Form::Email, Some(person)) => format!("/admin/people/{}/email", person.id),
            (Form::Email, None) => "/admin/people".to_owned(),
        }
    }

    fn back(&self) -> String {
        match &self.person {
            Some(person) => format!("/admin/people/{}", person.id),
            None => "/admin/people".to_owned(),
        }
    }

    fn filled(&self) -> impl Iterator<Item = (&(&'static str, &'static str, &'static str), &str)> {
        let values = self.values.iter().map(String::as_str);
        self.form
            .fields()
            .iter()
            .zip(values.chain(std::iter::repeat("")))
    }
}

impl Page for PersonFormPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
