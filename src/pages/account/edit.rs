//! `/account/edit`: what a person says of themselves.

use askama::Template;

use crate::pages::form::{Hidden, Problems};
use crate::pages::{Ctx, Page};

/// The form that changes the profile.
#[derive(Template)]
#[template(path = "account/edit.html")]
pub struct EditProfilePage<'a> {
    /// The context; its viewer is the person.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The display name.
    pub name: String,
    /// The further claims, in the order they are asked for.
    pub fields: Vec<(&'static Field, String)>,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

/// A standard claim that a person may set (OIDC Core §5.1).
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// The claim, which is also the name and id of the field.
    pub claim: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// How to write it; may be empty.
    pub hint: &'static str,
    /// What browsers fill in (HTML, autofill); may be empty.
    pub autocomplete: &'static str,
}

const fn field(
    claim: &'static str,
    label: &'static str,
    hint: &'static str,
    autocomplete: &'static str,
) -> Field {
    Field {
        claim,
        label,
        hint,
        autocomplete,
    }
}

/// The claims that are asked for.
pub const FIELDS: [Field; 9] = [
    field("given_name", "Given name", "", "given-name"),
    field("family_name", "Family name", "", "family-name"),
    field("nickname", "Nickname", "", "nickname"),
    field(
        "birthdate",
        "Birthday",
        "Year, month and day, such as 1990-05-17.",
        "bday",
    ),
    field(
        "phone_number",
        "Phone number",
        "With the country, such as +46 70 123 45 67.",
        "tel",
    ),
    field(
        "address",
        "Postal address",
        "As on an envelope, in several lines.",
        "street-address",
    ),
    field("website", "Website", "Such as https://example.com.", "url"),
    field(
        "locale",
        "Language",
        "A language tag, such as en-GB or sv.",
        "language",
    ),
    field("zoneinfo", "Time zone", "Such as Europe/Stockholm.", ""),
];

impl Page for EditProfilePage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
