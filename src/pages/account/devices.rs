//! `/account/sessions`: the devices somebody is signed in on.

use askama::Template;

use crate::accounts::ledger::{Entry, Knows};
use crate::locale::Say;
use crate::pages::account::security::Trusted;
use crate::pages::form::Hidden;
use crate::pages::when::When;
use crate::pages::{Ctx, Page};

/// The sign-ins that hold, this device first; browsers that are trusted, signed in or not; and the latest sign-ins that ended.
#[derive(Template)]
#[template(path = "account/devices.html")]
pub struct DevicesPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the forms carry unseen.
    pub hidden: Hidden,
    /// The sign-ins that hold.
    pub devices: Vec<Device>,
    /// Browsers in which a password is enough, though the account has a second factor.
    pub trusted: Vec<Trusted>,
    /// Those that ended lately, and why.
    pub ended: Vec<EndedDevice>,
}

/// One sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// The sign-in's id.
    pub id: String,
    /// "Firefox on Linux", as rows keep it.
    pub label: String,
    /// The same in words.
    pub name: Say,
    /// The address as seen; nothing is looked up.
    pub address: String,
    /// When it began.
    pub since: When,
    /// When it was last used.
    pub seen: When,
    /// Whether with a password.
    pub by_password: bool,
    /// When the device that it is bound to was bound, and last showed its key.
    pub bound: Option<(When, When)>,
    /// The apps it was used for.
    pub apps: Vec<String>,
    /// Whether it is the one this page is shown on.
    pub here: bool,
    /// Whether no earlier sign-in came from this address.
    pub new_place: bool,
}

/// A sign-in that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndedDevice {
    /// "Firefox on Linux"
    pub name: Say,
    /// The address as seen.
    pub address: String,
    /// When it ended.
    pub at: When,
    /// Why, as one plain sentence.
    pub why: Say,
    /// Its apps, and whether they know.
    pub apps: Vec<AppTold>,
}

/// An app of a sign-in that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppTold {
    /// What became of telling it: "Notes was told."
    pub told: Say,
    /// What it still holds, as a sentence.
    pub holds: Option<Say>,
}

impl From<Entry> for AppTold {
    fn from(entry: Entry) -> Self {
        let told = Say::new(match entry.knows() {
            Knows::Told => "devices-told",
            Knows::Waiting(0) => "devices-told-soon",
            Knows::Waiting(_) => "devices-told-again",
            Knows::Asked => "devices-told-asked",
            Knows::Refused => "devices-told-refused",
            Knows::GivenUp => "devices-told-given-up",
            Knows::Deaf => "devices-told-deaf",
        });
        let holds = match (entry.lasting, entry.access_until) {
            (true, _) => Some("devices-holds-lasting"),
            (false, Some(_)) => Some("devices-holds-access"),
            (false, None) => None,
        };
        Self {
            told: told.with("app", entry.part.client_name),
            holds: holds.map(Say::new),
        }
    }
}

impl Device {
    fn icon(&self) -> &'static str {
        match ["iPhone", "iPad", "Android"]
            .iter()
            .any(|kind| self.label.contains(kind))
        {
            true => "phone",
            false => "laptop",
        }
    }

    /// "signed in 3 hours ago with a password"
    fn signed_in(&self) -> Say {
        let since = Say::new(match self.by_password {
            true => "devices-since-password",
            false => "devices-since-other",
        });
        since.saying("when", self.since.text.clone())
    }

    /// "Used for Notes and Photos"
    fn used_for(&self) -> Say {
        match Say::list(self.apps.iter().map(Say::verbatim)) {
            Some(apps) => Say::new("devices-used-for").saying("apps", apps),
            None => Say::new("devices-used-for-none"),
        }
    }
}

impl DevicesPage<'_> {
    fn others(&self) -> usize {
        self.devices.iter().filter(|device| !device.here).count()
    }
}

impl Page for DevicesPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
