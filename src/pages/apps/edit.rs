//! `/apps/{id}/edit`: what is registered about an app, to be changed.

use std::time::Duration;

use askama::Template;

use super::form::AppForm;
use super::preset::minutes;
use crate::pages::form::Hidden;
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
    fn consequences(&self) -> Vec<(&'static str, String)> {
        let people = self.form.preset().has_people();
        let lifetime = minutes(self.access_lifetime);
        let mut all = vec![
            (
                "New tokens",
                "Follow the new settings from the next sign-in or request on.".to_owned(),
            ),
            (
                "Tokens issued before",
                match people {
                    true => format!(
                        "Access tokens work until they end, within {lifetime}. Refresh tokens keep what people allowed, \
                         even a scope that you remove here."
                    ),
                    false => format!("Work until they end, within {lifetime}."),
                },
            ),
        ];
        if people {
            all.push((
                "Another name or host",
                "People who allowed the app are asked again, and told what has changed.".to_owned(),
            ));
            all.push((
                "A redirect URI you remove",
                "Stops working at once, also for sign-ins under way.".to_owned(),
            ));
        }
        if self.may_lose_vetting {
            all.push((
                "Vetted by an administrator",
                "Until you change its name, its links or the host of a redirect URI. Then people are warned until an \
                 administrator has looked at it again."
                    .to_owned(),
            ));
        }
        all
    }
}

impl Page for EditPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
