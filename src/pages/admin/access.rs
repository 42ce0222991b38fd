//! `/admin/apps/{id}/access`: who may use an app, and what they are there; `/admin/apps/{id}/claims`: what it is told besides.

use askama::Template;

use crate::locale::Say;
use crate::pages::form::{Hidden, Problems};
use crate::pages::{AppFace, Ctx, Page};
use crate::protocol::claims::mapping::Place;

/// Who may use an app.
#[derive(Template)]
#[template(path = "admin/access.html")]
pub struct AccessPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// The app's client id.
    pub id: String,
    /// How it presents itself.
    pub face: AppFace,
    /// Only those who are assigned may use it.
    pub restricted: bool,
    /// Groups that are assigned.
    pub groups: Vec<Assigned>,
    /// A page of the people who are.
    pub people: Vec<Assigned>,
    /// Where more of them are.
    pub more: Option<String>,
    /// Who registered it.
    pub registrant: Option<Assigned>,
    /// Who looks after it as well; groups first.
    pub owners: Vec<(bool, Assigned)>,
    /// Who was typed to look after it.
    pub typed_owner: String,
    /// Names of groups, to choose from.
    pub choices: Vec<String>,
    /// Roles that are in use here, to choose from.
    pub roles: Vec<String>,
    /// Whether whoever looks may change it.
    pub may_change: bool,
    /// What the forms carry unseen.
    pub hidden: Hidden,
    /// What was typed: who, and in which role.
    pub typed: (String, String),
    /// What is wrong with it; the fields are `who`, `role` and `owner`.
    pub problems: Problems,
}

/// An assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
    /// The id of the group or the account.
    pub id: String,
    /// Its title, or the person's name.
    pub name: String,
    /// What apps read of a group, or the user name.
    pub called: String,
    /// What they are there; empty: they may use it.
    pub role: String,
}

impl AccessPage<'_> {
    fn title(&self) -> Say {
        self.problems
            .title(Say::new("access-title").with("app", &self.face.name))
    }

    /// Whether nobody can use it.
    fn is_shut(&self) -> bool {
        self.restricted && self.groups.is_empty() && self.people.is_empty()
    }
}

impl Page for AccessPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// What an app is told besides what it asks for.
#[derive(Template)]
#[template(path = "admin/claims.html")]
pub struct ClaimsPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// The app's client id.
    pub id: String,
    /// How it presents itself.
    pub face: AppFace,
    /// The mappings, in order.
    pub mappings: Vec<MappingRow>,
    /// Whether whoever looks may change them.
    pub may_change: bool,
    /// What the forms carry unseen.
    pub hidden: Hidden,
    /// What was typed.
    pub typed: MappingTyped,
    /// What is wrong with it; the fields are `claim`, `from`, `in-id_token` and `for`.
    pub problems: Problems,
    /// Whose tokens are shown, and with which scope; as typed.
    pub asked: (String, String),
    /// What is wrong with that; the fields are `person` and `scope`.
    pub asked_problems: Problems,
    /// What the tokens would say.
    pub preview: Option<Previewed>,
}

/// A mapping in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingRow {
    /// The claim.
    pub claim: String,
    /// What it is made of: `user.email`.
    pub from: String,
    /// Where it is written.
    pub places: Vec<Place>,
    /// For which groups; for everybody when empty.
    pub groups: String,
}

/// What the form of a mapping holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MappingTyped {
    /// The claim.
    pub claim: String,
    /// What it is made of.
    pub from: String,
    /// Where it is written.
    pub places: Vec<Place>,
    /// Names of groups, with spaces between.
    pub groups: String,
}

/// What tokens would say about somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Previewed {
    /// Their name.
    pub name: String,
    /// They may use the app.
    pub admitted: bool,
    /// Each token: the message with its name, and the claims as text.
    pub tokens: Vec<(&'static str, String)>,
}

/// The message that names a place.
pub fn place_name(place: &Place) -> &'static str {
    match place {
        Place::IdToken => "claims-id-token",
        Place::Userinfo => "claims-userinfo",
        Place::AccessToken => "claims-access-token",
    }
}

impl ClaimsPage<'_> {
    fn title(&self) -> Say {
        let title = Say::new("claims-title").with("app", &self.face.name);
        match self.problems.is_empty() {
            true => self.asked_problems.title(title),
            false => self.problems.title(title),
        }
    }
}

impl Page for ClaimsPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
