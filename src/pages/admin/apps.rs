//! `/admin/apps`: the apps of everybody, and one of them.

use askama::Template;

use super::chart::Chart;
use crate::locale::Say;
use crate::pages::apps::detail::Standing;
use crate::pages::apps::errors::ErrorRow;
use crate::pages::apps::list::{AppRow, Owner};
use crate::pages::apps::preset::Preset;
use crate::pages::form::{Hidden, Problems};
use crate::pages::when::When;
use crate::pages::{AppFace, Ctx, Page};
use crate::protocol::roles::Right;

/// What of the list is shown.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its value in the address.
    pub code: &'static str,
    /// Its name.
    pub name: Say,
    /// Whether it is shown.
    pub current: bool,
}

/// The apps of everybody.
#[derive(Template)]
#[template(path = "admin/apps.html")]
pub struct AppsPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// The apps of this page.
    pub apps: Vec<AppRow>,
    /// What can be shown.
    pub choices: Vec<Choice>,
    /// What is searched for.
    pub search: String,
    /// Address of the newer ones.
    pub newer: Option<String>,
    /// Address of the older ones.
    pub older: Option<String>,
    /// What the form of the export carries unseen.
    pub hidden: Hidden,
}

impl AppsPage<'_> {
    fn shown(&self) -> &'static str {
        let current = self.choices.iter().find(|choice| choice.current);
        current.map_or("", |choice| choice.code)
    }
}

impl Page for AppsPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// One app.
#[derive(Template)]
#[template(path = "admin/app.html")]
pub struct AppPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// How often it gets tokens in a minute, as typed or as it is; empty: as often as it asks.
    pub tokens_a_minute: String,
    /// What is wrong with what was typed; the field is `tokens_a_minute`.
    pub problems: Problems,
    /// What the forms carry unseen.
    pub hidden: Hidden,
    /// Its client id.
    pub id: String,
    /// How it presents itself.
    pub face: AppFace,
    /// What kind of program it is.
    pub preset: Preset,
    /// Whose it is.
    pub owner: Owner,
    /// How many apps of that person there are, and how many there may be.
    pub of_owner: Option<(u64, u64)>,
    /// Whether somebody vouches for it.
    pub standing: Standing,
    /// Whether it is switched off.
    pub disabled: bool,
    /// Where people go back to.
    pub redirect_uris: Vec<String>,
    /// What it may ask for.
    pub scope: String,
    /// The host that was proven, and when.
    pub host: Option<(String, When)>,
    /// How many people have allowed it.
    pub people: u64,
    /// When it was registered.
    pub since: When,
    /// When somebody used it last.
    pub used: Option<When>,
    /// Sign-ins in which it took part, by the day.
    pub chart: Option<Chart>,
    /// What it was refused lately.
    pub errors: Vec<ErrorRow>,
}

impl AppPage<'_> {
    fn may_change(&self) -> bool {
        self.ctx.may(Right::ChangeApps)
    }

    fn may_preview(&self) -> bool {
        self.ctx.may(Right::PreviewTokens)
    }

    fn has_people(&self) -> bool {
        self.preset.has_people()
    }

    fn people(&self) -> Say {
        Say::new("apps-list-people").count("people", self.people)
    }

    fn title(&self) -> Say {
        self.problems.title(Say::verbatim(&self.face.name))
    }

    fn limit(&self) -> Option<Say> {
        let (count, most) = self.of_owner?;
        let said = Say::new("admin-app-of-owner").count("n", count);
        Some(said.with_plain("most", most.to_string()))
    }
}

impl Page for AppPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// Asks before an app is switched off.
#[derive(Template)]
#[template(path = "admin/app_off.html")]
pub struct SwitchOffPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// Its client id.
    pub id: String,
    /// How it presents itself.
    pub face: AppFace,
    /// How many people have allowed it.
    pub people: u64,
}

impl SwitchOffPage<'_> {
    fn what(&self) -> Say {
        Say::new("admin-app-off-what").count("n", self.people)
    }
}

impl Page for SwitchOffPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
