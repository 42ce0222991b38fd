//! `/apps/{id}/edit`: what is registered about an app, to be changed.

use std::time::Duration;

use askama::Template;

use super::form::AppForm;
use crate::locale::Say;
use crate::pages::form::Hidden;
use crate::pages::when::span;
use crate::pages::{AppFace, Ctx, Page};
use crate::protocol::client::{
    AccessTokenFormat, AuthMethod, IdTokenClaims, Kind, Profile, SigningAlg,
};

/// The form, and what saving it means.
#[derive(Template)]
#[template(path = "apps/edit.html")]
pub struct EditPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The app's client id.
    pub id: String,
    /// How it presents itself now.
    pub face: AppFace,
    /// The fields.
    pub form: AppForm,
    /// What was registered when the form was filled: [`version`](crate::clients::change::version).
    pub version: String,
    /// Whether somebody vouches for it, and whoever is looking is not among those who may.
    pub may_lose_vetting: bool,
    /// How long an access token lives.
    pub access_lifetime: Duration,
}

impl EditPage<'_> {
    /// What saving means, as title and sentence.
    fn consequences(&self) -> Vec<(Say, Say)> {
        let pair = |title, what| (Say::new(title), Say::new(what));
        let people = self.form.preset().has_people();
        let old = Say::new(match people {
            true => "apps-edit-after-old-what",
            false => "apps-edit-after-old-what-service",
        });
        let mut all = vec![
            pair("apps-edit-after-new", "apps-edit-after-new-what"),
            (
                Say::new("apps-edit-after-old"),
                old.saying("span", span(self.access_lifetime)),
            ),
        ];
        if people {
            all.push(pair("apps-edit-after-name", "apps-edit-after-name-what"));
            all.push(pair("apps-edit-after-uri", "apps-edit-after-uri-what"));
        }
        if self.may_lose_vetting {
            all.push(pair(
                "apps-edit-after-vetted",
                "apps-edit-after-vetted-what",
            ));
        }
        all
    }

    fn title(&self) -> Say {
        let title = Say::new("apps-edit-title").with("app", &self.face.name);
        self.form.problems.title(title)
    }
}

impl Page for EditPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
