//! `/admin`: the console of whoever looks after the installation. Everything on it is a command of `lanyard` as well.

pub mod access;
pub mod apps;
pub mod audit;
pub mod chart;
pub mod doors;
pub mod edit;
pub mod groups;
pub mod keys;
pub mod overview;
pub mod people;
pub mod person;
pub mod resources;
pub mod scopes;
pub mod sessions;
pub mod settings;
pub mod task;

use super::Ctx;
use crate::protocol::roles::Right;

/// A part of the console, as its navigation lists it.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// Where it is.
    pub path: &'static str,
    /// The message with its name.
    pub name: &'static str,
    /// Who sees it.
    pub right: Right,
}

/// Every part, in the order of the navigation.
pub const SECTIONS: &[Section] = &[
    Section {
        path: "/admin",
        name: "admin-overview",
        right: Right::SeeOverview,
    },
    Section {
        path: "/admin/people",
        name: "admin-people",
        right: Right::SeePeople,
    },
    Section {
        path: "/admin/groups",
        name: "admin-groups",
        right: Right::SeeGroups,
    },
    Section {
        path: "/admin/apps",
        name: "admin-apps",
        right: Right::SeeApps,
    },
    Section {
        path: "/admin/resources",
        name: "admin-resources",
        right: Right::SeeApps,
    },
    Section {
        path: "/admin/scopes",
        name: "admin-scopes",
        right: Right::SeeApps,
    },
    Section {
        path: "/admin/sessions",
        name: "admin-sessions",
        right: Right::SeeSessions,
    },
    Section {
        path: "/admin/keys",
        name: "admin-keys",
        right: Right::SeeKeys,
    },
    Section {
        path: "/admin/audit",
        name: "admin-audit",
        right: Right::SeeAudit,
    },
    Section {
        path: "/admin/settings",
        name: "admin-settings",
        right: Right::SeeSettings,
    },
];

/// A part of the console that is offered to who looks at a page.
pub(super) struct Offered {
    path: &'static str,
    name: &'static str,
    /// The value of `aria-current`: it is the page that is shown, or what is above it.
    current: Option<&'static str>,
}

impl Ctx {
    /// The parts of the console that whoever looks may open.
    pub(super) fn sections(&self) -> Vec<Offered> {
        let here = self.here.split('?').next().unwrap_or_default();
        let offered = |section: &Section| {
            let below = here.strip_prefix(section.path);
            let current = match below {
                Some("") => Some("page"),
                Some(rest) if rest.starts_with('/') && section.path != "/admin" => Some("true"),
                _ => None,
            };
            Offered {
                path: section.path,
                name: section.name,
                current,
            }
        };
        let may = |section: &&Section| self.may(section.right);
        SECTIONS.iter().filter(may).map(offered).collect()
    }

    /// Whether whoever looks at the page has that right: what they may not do is not offered.
    pub(super) fn may(&self, right: Right) -> bool {
        let viewer = self.viewer.as_ref();
        viewer.is_some_and(|viewer| viewer.roles.may(right))
    }
}
