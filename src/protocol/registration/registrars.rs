//! Who may register apps by themselves.

use serde::{Deserialize, Serialize};

/// Who may register an app on the hosted pages. Operators may always, by command.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Registrars {
    /// Whoever can sign in.
    #[default]
    Everybody,
    /// Administrators.
    Admins,
    /// Nobody: apps are made with `lanyard client add`.
    Nobody,
}

impl Registrars {
    /// Whether somebody is among them; `admin` says whether they are an administrator.
    pub fn include(self, admin: bool) -> bool {
        match self {
            Self::Everybody => true,
            Self::Admins => admin,
            Self::Nobody => false,
        }
    }
}
