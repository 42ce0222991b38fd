//! How pages look to one browser: language, theme, text size. It never influences anything else (PF-05).

use std::time::Duration;

use crate::locale::{Lang, Locales, Say};

/// The choices of one browser, kept in the preference cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// The language of the pages, where one was chosen.
    pub lang: Option<Lang>,
    /// Light or dark.
    pub theme: Theme,
    /// The size of all text.
    pub text: TextSize,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the browser or system says.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// The size of all text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextSize {
    /// 100 %.
    #[default]
    Normal,
    /// 112.5 %.
    Large,
    /// 131.25 %.
    Larger,
}

impl Theme {
    /// Every theme, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// Its value in forms, cookie and markup: `auto`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The value of `<meta name="color-scheme">`, so that the first paint has the right ground.
    pub fn color_scheme(self) -> &'static str {
        match self {
            Self::Auto => "light dark",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// What the bars of a browser are coloured with, by media query: the canvas of the stylesheet.
    pub fn bar_colours(self) -> Vec<(&'static str, &'static str)> {
        const LIGHT: &str = "#f3f6f7";
        const DARK: &str = "#0d1518";
        match self {
            Self::Auto => vec![
                ("(prefers-color-scheme: light)", LIGHT),
                ("(prefers-color-scheme: dark)", DARK),
            ],
            Self::Light => vec![("all", LIGHT)],
            Self::Dark => vec![("all", DARK)],
        }
    }

    /// Its name for people.
    pub fn label(self) -> Say {
        Say::new(match self {
            Self::Auto => "theme-auto",
            Self::Light => "theme-light",
            Self::Dark => "theme-dark",
        })
    }

    /// The theme with this value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }
}

impl TextSize {
    /// Every size, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Normal, Self::Large, Self::Larger];

    /// Its value in forms, cookie and markup: `normal`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
            Self::Larger => "larger",
        }
    }

    /// Its name for people.
    pub fn label(self) -> Say {
        Say::new(match self {
            Self::Normal => "text-normal",
            Self::Large => "text-large",
            Self::Larger => "text-larger",
        })
    }

    /// The size with this value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.code() == code)
    }
}

impl Look {
    /// How long a browser keeps the choices.
    pub const LIFETIME: Duration = Duration::from_secs(365 * 86_400);

    /// The value of the preference cookie, at most 64 bytes: `v=1&l=en&t=dark&s=large`.
    pub fn to_cookie(self) -> String {
        let (theme, text) = (self.theme.code(), self.text.code());
        match self.lang {
            Some(lang) => format!("v=1&l={}&t={theme}&s={text}", lang.code()),
            None => format!("v=1&t={theme}&s={text}"),
        }
    }

    /// Reads the preference cookie. Whatever is not one of the listed values counts as not said (PF-01, PF-04), as does everything in
    /// another version than the first; before there were versions none was written.
    pub fn from_cookie(value: &str, locales: &Locales) -> Self {
        let mut look = Self::default();
        if value.len() > 64 {
            return look;
        }
        for (name, value) in value.split('&').filter_map(|pair| pair.split_once('=')) {
            match name {
                "v" if value != "1" => return Self::default(),
                "l" => look.lang = locales.lang(value),
                "t" => look.theme = Theme::from_code(value).unwrap_or_default(),
                "s" => look.text = TextSize::from_code(value).unwrap_or_default(),
                _ => {}
            }
        }
        look
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Look {
        Look::from_cookie(value, &Locales::built_in())
    }

    #[test]
    fn every_choice_survives_the_cookie() {
        for theme in Theme::ALL {
            for text in TextSize::ALL {
                let look = Look {
                    lang: Some(Lang::EN),
                    theme,
                    text,
                };
                assert!(look.to_cookie().len() <= 64);
                assert_eq!(read(&look.to_cookie()), look);
            }
        }
    }

    #[test]
    fn pf_01_pf_04_anything_else_is_the_default() {
        let long = "t=dark&".repeat(1000);
        for value in [
            "",
            "l=../../etc/passwd",
            "t=DARK",
            "s=999",
            "admin=1",
            "{}",
            "t",
            "l=en/../x",
            "%00",
            &long,
        ] {
            assert_eq!(read(value), Look::default(), "{value}");
        }
        for value in [
            "t=dark&l=%00",
            "v=1&t=dark",
            "l=en&t=dark&s=normal",
            "v=1&t=dark&new=7",
        ] {
            assert_eq!(read(value).theme, Theme::Dark, "{value}");
        }
        assert_eq!(read("v=2&t=dark"), Look::default());
    }
}
