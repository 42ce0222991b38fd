//! `/apps/new` and `/apps/new/{kind}`: registering an app.

use std::time::Duration;

use askama::Template;

use super::form::AppForm;
use super::preset::Preset;
use crate::locale::Say;
use crate::pages::form::Hidden;
use crate::pages::{Ctx, Page};
use crate::protocol::client::{
    AccessTokenFormat, AuthMethod, IdTokenClaims, Kind, Profile, SigningAlg,
};

/// `/apps/new`: the choice of a kind.
#[derive(Template)]
#[template(path = "apps/choose.html")]
pub struct ChooseKindPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// Whether whoever is looking may register apps.
    pub open: bool,
}

impl ChooseKindPage<'_> {
    fn presets(&self) -> [Preset; 4] {
        Preset::ALL
    }
}

impl Page for ChooseKindPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// `/apps/new/{kind}`: the form.
#[derive(Template)]
#[template(path = "apps/register.html")]
pub struct RegisterPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The fields.
    pub form: AppForm,
    /// How long an access token lives.
    pub access_lifetime: Duration,
}

impl RegisterPage<'_> {
    fn presets(&self) -> [Preset; 4] {
        Preset::ALL
    }

    fn title(&self) -> Say {
        self.form.problems.title(Say::new("apps-register-title"))
    }

    fn set_for_you(&self) -> Vec<(Say, Say)> {
        self.form.preset().set_for_you(self.access_lifetime)
    }
}

impl Page for RegisterPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
