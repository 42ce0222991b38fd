//! `/account/sessions`: the devices somebody is signed in on.

use askama::Template;

use crate::accounts::ledger::Entry;
use crate::pages::form::Hidden;
use crate::pages::when::When;
use crate::pages::{Ctx, Page};

/// The sign-ins that hold, this device first, and the latest that ended.
#[derive(Template)]
#[template(path = "account/devices.html")]
pub struct DevicesPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the forms carry unseen.
    pub hidden: Hidden,
    /// The sign-ins that hold.
    pub devices: Vec<Device>,
    /// Those that ended lately, and why.
    pub ended: Vec<EndedDevice>,
}

/// One sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// The sign-in's id.
    pub id: String,
    /// "Firefox on Linux"
    pub label: String,
    /// The address as seen; nothing is looked up.
    pub address: String,
    /// When it began.
    pub since: When,
    /// When it was last used.
    pub seen: When,
    /// How: "a password".
    pub method: String,
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
    pub label: String,
    /// The address as seen.
    pub address: String,
    /// When it ended.
    pub at: When,
    /// Why, as one plain sentence.
    pub why: String,
    /// Its apps, and whether they know.
    pub apps: Vec<AppTold>,
}

/// An app of a sign-in that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppTold {
    /// Its name.
    pub name: String,
    /// What became of telling it: "was told"
    pub told: &'static str,
    /// What it still holds, as a sentence.
    pub holds: Option<&'static str>,
}

impl From<Entry> for AppTold {
    fn from(entry: Entry) -> Self {
        Self {
            told: entry.sentence(),
            holds: entry.holds(),
            name: entry.part.client_name,
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
