//! The four kinds of app: how they are called, and what choosing one sets.

use std::time::Duration;

use crate::protocol::client::Kind;
use crate::protocol::ids::NotAnId;

/// A kind of app as people choose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset(pub Kind);

/// A lifetime in minutes, as people say it.
pub fn minutes(lifetime: Duration) -> String {
    match lifetime.as_secs().div_ceil(60) {
        1 => "1 minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    }
}

impl std::str::FromStr for Preset {
    type Err = NotAnId;

    fn from_str(slug: &str) -> Result<Self, NotAnId> {
        Self::from_slug(slug).ok_or(NotAnId)
    }
}

impl Preset {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 4] = [
        Self(Kind::Web),
        Self(Kind::Spa),
        Self(Kind::Native),
        Self(Kind::Service),
    ];

    /// The kind with this part of the path.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.slug() == slug)
    }

    /// Its part of the path: `/apps/new/web`.
    pub fn slug(self) -> &'static str {
        match self.0 {
            Kind::Web => "web",
            Kind::Spa => "spa",
            Kind::Native => "native",
            Kind::Service => "service",
        }
    }

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self.0 {
            Kind::Web => "Web app",
            Kind::Spa => "Single-page app",
            Kind::Native => "Native or CLI",
            Kind::Service => "Service",
        }
    }

    /// How to recognise it.
    pub fn line(self) -> &'static str {
        match self.0 {
            Kind::Web => "Runs on a server and can keep a secret",
            Kind::Spa => "Runs in the browser, no secret",
            Kind::Native => "Desktop, phone or terminal",
            Kind::Service => "No person signs in",
        }
    }

    /// The name of its icon.
    pub fn icon(self) -> &'static str {
        match self.0 {
            Kind::Web => "window",
            Kind::Spa => "globe",
            Kind::Native => "terminal",
            Kind::Service => "server",
        }
    }

    /// Whether people sign in to it.
    pub fn has_people(self) -> bool {
        self.0 != Kind::Service
    }

    /// Whether it gets a secret.
    pub fn has_secret(self) -> bool {
        matches!(self.0, Kind::Web | Kind::Service)
    }

    /// What choosing it sets, and why, as title and sentence.
    pub fn set_for_you(self, access_lifetime: Duration) -> Vec<(&'static str, String)> {
        let access = minutes(access_lifetime);
        let short = (
            "Short tokens",
            format!("Access for {access}; refresh tokens change at each use."),
        );
        let code = (
            "Authorization code with PKCE",
            "The one flow that is safe everywhere.".to_owned(),
        );
        let secret = |when: &str| {
            (
                "A client secret",
                format!("Your server sends it when it {when}. You see it once, on the next page."),
            )
        };
        match self.0 {
            Kind::Web => vec![code, secret("swaps the code"), short],
            Kind::Spa => vec![
                code,
                (
                    "No client secret",
                    "Code in a browser cannot keep one. PKCE protects the code instead.".to_owned(),
                ),
                (
                    "Calls from your page",
                    "The token endpoint answers the origins of your redirect URIs.".to_owned(),
                ),
                short,
            ],
            Kind::Native => vec![
                code,
                (
                    "No client secret",
                    "Everyone who has the program could read it. PKCE protects the code instead."
                        .to_owned(),
                ),
                (
                    "Any port on the device",
                    "http://127.0.0.1, http://[::1] and http://localhost match whatever port the app listens on."
                        .to_owned(),
                ),
                short,
            ],
            Kind::Service => vec![
                (
                    "Client credentials",
                    "The service gets tokens for itself. No account is involved.".to_owned(),
                ),
                secret("asks for a token"),
                (
                    "Short tokens",
                    format!("Access for {access}. There are no refresh tokens; it asks again."),
                ),
            ],
        }
    }
}
