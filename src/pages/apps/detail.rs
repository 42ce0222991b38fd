//! `/apps/{id}`: everything about one app.

use askama::Template;

use super::errors::ErrorRow;
use super::library::{Library, Pkce};
use super::list::Owner;
use super::preset::Preset;
use super::snippet::{AppSettings, View};
use super::told::Told;
use crate::locale::Say;
use crate::pages::consent::scope_title;
use crate::pages::form::{Hidden, Problems};
use crate::pages::when::When;
use crate::pages::{AppFace, Ctx, Page};
use crate::protocol::client::{Client, Kind, LogoutAddresses};

/// Settings to copy, addresses, and what can be done with the app.
#[derive(Template)]
#[template(path = "apps/detail.html")]
pub struct AppPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// How the app presents itself.
    pub face: AppFace,
    /// What kind of program it is.
    pub kind: Kind,
    /// Whether it is switched off.
    pub disabled: bool,
    /// Who vouches for it.
    pub standing: Standing,
    /// Whether people are warned of apps that nobody vouched for.
    pub warned: bool,
    /// Whose it is, to an administrator.
    pub owner: Option<Owner>,
    /// It was registered by this very request.
    pub fresh: bool,
    /// What it is built with, when that was just said.
    pub library: Option<&'static Library>,
    /// Whether it has to use PKCE.
    pub pkce_required: bool,
    /// Where people may be sent after sign-out.
    pub post_logout: Vec<String>,
    /// Where it is told that a sign-in ended.
    pub logout: LogoutAddresses,
    /// What it was told lately.
    pub told: Option<Told>,
    /// What it was refused lately.
    pub errors: Vec<ErrorRow>,
    /// What its developer copies.
    pub settings: AppSettings,
    /// How the settings are shown.
    pub view: View,
    /// A secret that was just made.
    pub secret: Secret,
    /// The secret in use; none for a public client.
    pub secret_in_use: Option<SecretInUse>,
    /// What the forms of this page carry unseen.
    pub hidden: Hidden,
    /// The redirect URI typed so far.
    pub uri: String,
    /// What is wrong with it; the field is `uri`.
    pub problems: Problems,
    /// How many people have allowed it.
    pub people: u64,
}

/// Who vouches for an app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It belongs to whoever runs the server, and asks nobody.
    House,
    /// An administrator vouches for somebody's app.
    Vetted,
    /// Nobody does.
    Unvetted,
    /// It belongs to nobody: the operator made it.
    Plain,
}

impl Standing {
    /// The standing of a client.
    pub fn of(client: &Client) -> Self {
        let of_a_person = client.owner.is_some() || client.metadata.self_registered;
        match () {
            () if client.metadata.first_party => Self::House,
            () if client.is_unvetted() => Self::Unvetted,
            () if of_a_person => Self::Vetted,
            () => Self::Plain,
        }
    }
}

/// Whether this very answer carries a secret.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Secret {
    /// It does not.
    #[default]
    Unseen,
    /// It does, this once.
    New(String),
    /// It did before, and was asked for again.
    ShownBefore,
}

/// What is still known of a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretInUse {
    /// Its first and last four characters: `lys_…AeGu`.
    pub hint: String,
    /// When it was made.
    pub created: When,
    /// Until when the secret before it works as well.
    pub previous_until: Option<When>,
}

impl AppPage<'_> {
    fn preset(&self) -> Preset {
        Preset(self.kind)
    }

    fn title(&self) -> Say {
        self.problems.title(Say::verbatim(&self.face.name))
    }

    fn signs_out(&self) -> Say {
        super::signs_out(self.people)
    }

    /// What stands above the preview of the consent page.
    fn seen_when(&self) -> Say {
        Say::new(match (self.standing, self.warned) {
            (Standing::Unvetted, true) => "apps-detail-preview-warned",
            (Standing::Unvetted, false) => "apps-detail-preview-unvetted",
            (Standing::House, _) => "apps-detail-preview-house",
            _ => "apps-detail-preview-first",
        })
    }

    /// What there is to say about PKCE in its library: a heading and sentences.
    fn pkce(&self) -> Option<(Say, [Say; 2])> {
        let library = self.library?;
        let edit = self.address("edit");
        let say = |id| {
            Say::new(id)
                .with("library", library.name)
                .link("link", &edit)
        };
        match (library.pkce, self.pkce_required) {
            (Pkce::On, _) => None,
            (Pkce::Switch(how), true) => Some((
                say("apps-detail-pkce-switch-heading"),
                [
                    say("apps-detail-pkce-switch-must").with("how", how),
                    say("apps-detail-pkce-switch-must-else"),
                ],
            )),
            (Pkce::Switch(how), false) => Some((
                say("apps-detail-pkce-switch-heading"),
                [
                    say("apps-detail-pkce-switch-may"),
                    say("apps-detail-pkce-switch-may-better").with("how", how),
                ],
            )),
            (Pkce::Missing, true) => Some((
                say("apps-detail-pkce-missing-heading"),
                [
                    say("apps-detail-pkce-missing-must"),
                    say("apps-detail-pkce-missing-must-else"),
                ],
            )),
            (Pkce::Missing, false) => Some((
                say("apps-detail-pkce-missing-heading"),
                [
                    say("apps-detail-pkce-missing-may"),
                    say("apps-detail-pkce-missing-may-better"),
                ],
            )),
        }
    }

    /// What it may ask for, as people read it.
    fn titles(&self) -> Vec<Say> {
        let words = self.settings.scope.split_whitespace();
        let all = words.filter(|word| *word != "openid" || self.settings.scope == "openid");
        all.map(scope_title).collect()
    }

    /// The address of a page about it.
    fn address(&self, page: &str) -> String {
        format!("/apps/{}/{page}", self.id())
    }

    fn id(&self) -> &str {
        &self.settings.client_id
    }
}

impl Page for AppPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn script(&self) -> Option<&'static str> {
        Some("copy.js")
    }
}
