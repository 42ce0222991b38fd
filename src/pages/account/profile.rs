//! `/account`: the profile.

use askama::Template;

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
    /// The e-mail address, and whether it is confirmed.
    pub email: Option<(String, bool)>,
    /// The form that has a letter sent to it; none when no letters are sent.
    pub confirm: Option<Hidden>,
    /// Further claims as label and value: "Birthday", "1990-05-17".
    pub claims: Vec<(String, String)>,
    /// When the password was changed; `None` for an account without one.
    pub password_changed: Option<When>,
    /// When the person signed in here.
    pub signed_in: When,
    /// With what: "Firefox on Linux".
    pub device: String,
}

impl Page for ProfilePage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
