//! `/account/edit`: what a person says of themselves.

use askama::Template;

use crate::identity::profile;
use crate::locale::Say;
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
    /// What is in the fields, in the order of [`Field::all`].
    pub values: Vec<String>,
    /// What is wrong with what was typed.
    pub problems: Problems,
}

impl EditProfilePage<'_> {
    fn title(&self) -> Say {
        self.problems.title(Say::new("profile-edit-title"))
    }

    fn zones<'b>(&self, chosen: &'b str) -> impl Iterator<Item = (&'b str, bool)> {
        zones(chosen)
    }

    fn groups(&self) -> impl Iterator<Item = Filled<'_>> {
        groups(&self.values)
    }
}

/// The time zones to choose from, each with whether it is `chosen`: what is stored or was typed is among them, whatever it is.
pub(in crate::pages) fn zones(chosen: &str) -> impl Iterator<Item = (&str, bool)> {
    let known = profile::zones();
    let other = Some(chosen).filter(|zone| !zone.is_empty() && !known.contains(zone));
    let all = other.into_iter().chain(known.iter().copied());
    all.map(move |zone| (zone, zone == chosen))
}

/// The legend of a group, and its fields, each with what is in it.
pub(in crate::pages) type Filled<'a> = (&'static str, Vec<(&'static Field, &'a str)>);

/// The groups of fields, filled with `values` in their order.
pub(in crate::pages) fn groups(values: &[String]) -> impl Iterator<Item = Filled<'_>> {
    let mut values = values.iter().map(String::as_str);
    GROUPS.iter().map(move |group| {
        let fields = group.fields.iter();
        let filled = fields.map(|field| (field, values.next().unwrap_or_default()));
        (group.legend, filled.collect())
    })
}

/// Fields that belong together.
struct Group {
    legend: &'static str,
    fields: &'static [Field],
}

/// A standard claim, or a part of the address, that a person may set (OIDC Core §5.1, §5.1.1).
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// The claim or part, which is also the name and id of the field.
    pub claim: &'static str,
    /// The message with what people call it.
    pub label: &'static str,
    /// The message with how to write it.
    pub(in crate::pages) hint: Option<&'static str>,
    /// What browsers fill in (HTML, autofill).
    pub(in crate::pages) autocomplete: Option<&'static str>,
    pub(in crate::pages) kind: Kind,
}

/// How a field looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Words,
    /// Signs that are written from left to right in every language.
    Signs,
    /// Words in several lines.
    Lines,
    /// A time zone, chosen from all.
    Zone,
}

const fn words(claim: &'static str, label: &'static str, autocomplete: &'static str) -> Field {
    Field {
        claim,
        label,
        hint: None,
        autocomplete: Some(autocomplete),
        kind: Kind::Words,
    }
}

const fn signs(
    claim: &'static str,
    (label, hint): (&'static str, &'static str),
    autocomplete: &'static str,
) -> Field {
    Field {
        claim,
        label,
        hint: Some(hint),
        autocomplete: Some(autocomplete),
        kind: Kind::Signs,
    }
}

const NAME: Field = Field {
    hint: Some("profile-name-hint"),
    ..words("name", "profile-name", "name")
};
const STREET: Field = Field {
    hint: Some("profile-street-hint"),
    kind: Kind::Lines,
    ..words("street_address", "profile-street", "street-address")
};
const ZONE: Field = Field {
    claim: "zoneinfo",
    label: "profile-zone",
    hint: Some("profile-zone-hint"),
    autocomplete: None,
    kind: Kind::Zone,
};

const GROUPS: [Group; 3] = [
    Group {
        legend: "profile-about",
        fields: &[
            NAME,
            words("given_name", "profile-given-name", "given-name"),
            words("family_name", "profile-family-name", "family-name"),
            words("nickname", "profile-nickname", "nickname"),
            signs(
                "birthdate",
                ("profile-birthday", "profile-birthday-hint"),
                "bday",
            ),
            signs(
                "website",
                ("profile-website", "profile-website-hint"),
                "url",
            ),
        ],
    },
    Group {
        legend: "profile-where",
        fields: &[
            signs(
                "phone_number",
                ("profile-phone", "profile-phone-hint"),
                "tel",
            ),
            STREET,
            words("postal_code", "profile-postal-code", "postal-code"),
            words("locality", "profile-locality", "address-level2"),
            words("region", "profile-region", "address-level1"),
            words("country", "profile-country", "country-name"),
        ],
    },
    Group {
        legend: "profile-language-and-time",
        fields: &[
            signs(
                "locale",
                ("profile-locale", "profile-locale-hint"),
                "language",
            ),
            ZONE,
        ],
    },
];

impl Field {
    /// Every field, in the order they are asked for.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        GROUPS.iter().flat_map(|group| group.fields)
    }

    pub(in crate::pages) fn is_required(&self) -> bool {
        self.claim == "name"
    }
}

impl Page for EditProfilePage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
