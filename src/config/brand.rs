//! What the pages show of the operator.

use std::path::Path;
use std::sync::Arc;

use super::{Logo, Settings};
use crate::locale::{Lang, LocaleError, Locales};
use crate::protocol::colour::Accent;

/// What every page of this installation shows of its operator.
#[derive(Debug, Clone)]
pub struct Brand {
    /// The issuer, as in tokens: `https://id.example.com`.
    pub issuer: String,
    /// Host and port of the issuer, as people read it: `id.example.com`.
    pub host: String,
    /// Whether the issuer is https, so that browsers may be told to insist on it.
    pub https: bool,
    /// The operator's name, "Lanyard" when none is set.
    pub operator: String,
    /// The operator's logo.
    pub logo: Option<Logo>,
    /// The icon of browser tabs, where it is the operator's own.
    pub icon: Option<Logo>,
    /// The colour of links and buttons, where it is the operator's own.
    pub accent: Option<Accent>,
    /// The operator's help page.
    pub help: Option<String>,
    /// The operator's privacy page.
    pub privacy: Option<String>,
    /// Further links at the foot of every page: title and address.
    pub links: Vec<(String, String)>,
    /// What is said, in every language.
    pub locales: Arc<Locales>,
    /// The language for who asks for none that is here.
    pub lang: Lang,
}

impl Brand {
    /// As `settings` say.
    pub fn of(settings: &Settings) -> Self {
        // They were checked with the settings.
        let locales = locales(settings).unwrap_or_else(|error| {
            tracing::warn!(%error, "branding.texts is not used");
            Locales::built_in()
        });
        let lang = locales
            .lang(&settings.branding.language)
            .unwrap_or_default();
        Self {
            locales,
            lang,
            issuer: settings.issuer.as_str().to_owned(),
            host: settings.issuer.authority().to_owned(),
            https: settings.issuer.is_secure(),
            operator: settings.branding.name.clone(),
            logo: logo("branding.logo_file", settings.branding.logo_file.as_deref()),
            icon: logo(
                "branding.favicon_file",
                settings.branding.favicon_file.as_deref(),
            ),
            // It was checked with the settings.
            accent: settings
                .branding
                .accent
                .and_then(|colour| Accent::of(colour).ok()),
            links: settings
                .branding
                .links
                .iter()
                .map(|link| (link.title.clone(), link.url.to_string()))
                .collect(),
            help: settings.branding.help.as_ref().map(ToString::to_string),
            privacy: settings.branding.privacy.as_ref().map(ToString::to_string),
        }
    }
}

/// What is said here.
pub(super) fn locales(settings: &Settings) -> Result<Arc<Locales>, LocaleError> {
    match &settings.branding.texts {
        Some(folder) => Locales::with(folder),
        None => Ok(Locales::built_in()),
    }
}

/// The picture, which was checked with the settings; one that went away since is missed, and stops nobody.
fn logo(key: &str, path: Option<&Path>) -> Option<Logo> {
    Logo::read(path?)
        .inspect_err(|error| tracing::warn!(%error, "{key} is not shown"))
        .ok()
}
