//! The four kinds of app: how they are called, and what choosing one sets.

use std::time::Duration;

use crate::locale::Say;
use crate::pages::when::span;
use crate::protocol::client::Kind;
use crate::protocol::ids::NotAnId;

/// A kind of app as people choose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset(pub Kind);

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
    pub fn title(self) -> Say {
        Say::new(match self.0 {
            Kind::Web => "apps-kind-web",
            Kind::Spa => "apps-kind-spa",
            Kind::Native => "apps-kind-native",
            Kind::Service => "apps-kind-service",
        })
    }

    /// How to recognise it.
    pub fn line(self) -> Say {
        Say::new(match self.0 {
            Kind::Web => "apps-kind-web-line",
            Kind::Spa => "apps-kind-spa-line",
            Kind::Native => "apps-kind-native-line",
            Kind::Service => "apps-kind-service-line",
        })
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
    pub fn set_for_you(self, access_lifetime: Duration) -> Vec<(Say, Say)> {
        let pair = |title, why| (Say::new(title), Say::new(why));
        let short = |why| {
            let why = Say::new(why).saying("span", span(access_lifetime));
            (Say::new("apps-register-set-short"), why)
        };
        let code = pair("apps-register-set-code", "apps-register-set-code-why");
        let secret = |why| pair("apps-register-set-secret", why);
        let no_secret = |why| pair("apps-register-set-no-secret", why);
        match self.0 {
            Kind::Web => vec![
                code,
                secret("apps-register-set-secret-why-web"),
                short("apps-register-set-short-why"),
            ],
            Kind::Spa => vec![
                code,
                no_secret("apps-register-set-no-secret-why-spa"),
                pair("apps-register-set-calls", "apps-register-set-calls-why"),
                short("apps-register-set-short-why"),
            ],
            Kind::Native => vec![
                code,
                no_secret("apps-register-set-no-secret-why-native"),
                pair("apps-register-set-port", "apps-register-set-port-why"),
                short("apps-register-set-short-why"),
            ],
            Kind::Service => vec![
                pair(
                    "apps-register-set-credentials",
                    "apps-register-set-credentials-why",
                ),
                secret("apps-register-set-secret-why-service"),
                short("apps-register-set-short-why-service"),
            ],
        }
    }
}
