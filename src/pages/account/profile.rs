//! `/account`: the profile.

use askama::Template;

use super::picture::Picture;
use crate::locale::Say;
use crate::pages::form::Hidden;
use crate::pages::when::When;
use crate::pages::{Ctx, Page};

/// What is known about the person, and this sign-in.
#[derive(Template)]
#[template(path = "account/profile.html")]
pub struct ProfilePage<'a> {
    /// The context; its viewer is the person.
    pub ctx: &'a Ctx,
    /// The display name.
    pub name: String,
    /// The name to sign in with.
    pub login: String,
    /// Their picture.
    pub picture: Picture,
    /// The e-mail address, and whether it is confirmed.
    pub email: Option<(String, bool)>,
    /// The form that has a letter sent to it; none when no letters are sent.
    pub confirm: Option<Hidden>,
    /// Further claims: the message with what each is called, and its value, "1990-05-17".
    pub claims: Vec<(&'static str, String)>,
    /// When the password was changed; `None` for an account without one.
    pub password_changed: Option<When>,
    /// When the person signed in here.
    pub signed_in: When,
    /// With what: "Firefox on Linux".
    pub device: Say,
}

impl Page for ProfilePage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
