//! Colours of an operator's or an app's own, and whether text in them can be read on our pages (WCAG 2.2, success criterion 1.4.3).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What text needs (WCAG 2.2, 1.4.3).
const READABLE: f64 = 4.5;
/// What a derived colour has on the surface of dark pages, where light text on a dark ground looks thinner.
const CLEAR: f64 = 7.0;

const WHITE: Colour = Colour([255; 3]);
const BLACK: Colour = Colour([0; 3]);

/// What accents stand on in light pages: surface, canvas, sunken and the ground of a warning, as `static/style.css` has them.
pub const LIGHT: [Colour; 4] = [
    WHITE,
    Colour([0xf3, 0xf6, 0xf7]),
    Colour([0xed, 0xf2, 0xf4]),
    Colour([0xff, 0xf4, 0xde]),
];
/// The same in dark pages.
pub const DARK: [Colour; 4] = [
    Colour([0x14, 0x20, 0x25]),
    Colour([0x0d, 0x15, 0x18]),
    Colour([0x0f, 0x1a, 0x1e]),
    Colour([0x33, 0x27, 0x0f]),
];

/// Red, green and blue of sRGB. Written `#0b5c78`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour(pub [u8; 3]);

/// A colour that people can read and press, with what belongs to it in both themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accent {
    /// In light pages: the colour itself.
    pub light: Tones,
    /// In dark pages: lighter, of the same hue.
    pub dark: Tones,
}

/// An accent in one theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tones {
    /// Links, and the ground of buttons.
    pub accent: Colour,
    /// The same under a finger.
    pub press: Colour,
    /// What is written on it.
    pub on: Colour,
    /// The ground of what is chosen.
    pub soft: Colour,
}

/// A colour that is too faint for text on a light page.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{colour} has a contrast of {contrast:.1} on light pages, and text needs {READABLE}")]
pub struct TooFaint {
    /// The colour.
    pub colour: Colour,
    /// The least contrast it has, rounded down to a tenth.
    pub contrast: f64,
    /// The nearest of the same hue that passes.
    pub nearest: Colour,
}

impl Accent {
    /// The accent of this colour.
    ///
    /// # Errors
    /// [`TooFaint`], with the nearest colour that passes.
    pub fn of(colour: Colour) -> Result<Self, TooFaint> {
        let light = Tones::light(colour);
        let least = light.least(&LIGHT);
        if least < READABLE {
            return Err(TooFaint {
                colour,
                contrast: (least * 10.0).floor() / 10.0,
                nearest: darker(colour),
            });
        }
        let shades = (0..=100).map(|percent| Tones::dark(colour.mixed(WHITE, percent)));
        let passes = |tones: &Tones| {
            tones.least(&DARK) >= READABLE && tones.accent.contrast(DARK[0]) >= CLEAR
        };
        let dark = shades.into_iter().find(passes);
        Ok(Self {
            light,
            dark: dark.unwrap_or_else(|| Tones::dark(WHITE)),
        })
    }

    /// The custom properties of `static/style.css` with these colours, as a stylesheet.
    pub fn css(&self) -> String {
        let pair = |name: &str, of: fn(&Tones) -> Colour| {
            format!(
                "--{name}:light-dark({},{});",
                of(&self.light),
                of(&self.dark)
            )
        };
        format!(
            ":root{{{}{}{}{}}}\n",
            pair("accent", |tones| tones.accent),
            pair("accent-press", |tones| tones.press),
            pair("on-accent", |tones| tones.on),
            pair("accent-soft", |tones| tones.soft),
        )
    }
}

/// The lightest shade of this hue that can be read. Black can.
fn darker(colour: Colour) -> Colour {
    let shades = (0..=100).map(|percent| colour.mixed(BLACK, percent));
    let readable = |shade: &Colour| Tones::light(*shade).least(&LIGHT) >= READABLE;
    shades.into_iter().find(readable).unwrap_or(BLACK)
}

impl Tones {
    fn light(accent: Colour) -> Self {
        Self {
            accent,
            press: accent.mixed(BLACK, 25),
            on: WHITE,
            soft: WHITE.mixed(accent, 9),
        }
    }

    fn dark(accent: Colour) -> Self {
        Self {
            accent,
            press: accent.mixed(WHITE, 35),
            on: accent.mixed(BLACK, 82),
            soft: DARK[0].mixed(accent, 14),
        }
    }

    /// The least contrast of the accent on what it stands on, and of what is written on it.
    fn least(&self, grounds: &[Colour]) -> f64 {
        let on = [self.on.contrast(self.accent), self.on.contrast(self.press)];
        let grounds = grounds.iter().chain([&self.soft]);
        let seen = grounds.map(|ground| self.accent.contrast(*ground));
        seen.chain(on).fold(f64::INFINITY, f64::min)
    }
}

impl Colour {
    /// The contrast ratio with another colour, 1 to 21 (WCAG 2.2).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        a.max(b) / a.min(b)
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.040_45 {
                channel / 12.92
            } else {
                ((channel + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// This colour with so many hundredths of another one.
    fn mixed(self, other: Self, percent: u16) -> Self {
        let mut channels = [0; 3];
        for (channel, (own, theirs)) in channels.iter_mut().zip(self.0.into_iter().zip(other.0)) {
            let sum = u16::from(own) * (100 - percent) + u16::from(theirs) * percent;
            // A weighted mean of two bytes is one.
            *channel = u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX);
        }
        Self(channels)
    }
}

/// Not written as a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is no colour; write # and six digits, like \"#0b5c78\"")]
pub struct NoColour;

impl FromStr for Colour {
    type Err = NoColour;

    fn from_str(text: &str) -> Result<Self, NoColour> {
        let digits = text.trim().strip_prefix('#').ok_or(NoColour)?;
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NoColour);
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| NoColour)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl TryFrom<String> for Colour {
    type Error = NoColour;

    fn try_from(text: String) -> Result<Self, NoColour> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse().unwrap()
    }

    /// Every 15th shade of each channel, with both ends: 5832 colours.
    fn all() -> impl Iterator<Item = Colour> {
        let shades = || (0..=255_u8).step_by(15);
        shades()
            .flat_map(move |r| shades().flat_map(move |g| shades().map(move |b| Colour([r, g, b]))))
    }

    #[test]
    fn colours_are_written_in_one_way() {
        assert_eq!(colour("#0B5c78").to_string(), "#0b5c78");
        for wrong in [
            "0b5c78", "#0b5", "#0b5c7", "#0b5c789", "#+b5c78", "teal", "",
        ] {
            assert_eq!(wrong.parse::<Colour>(), Err(NoColour), "{wrong}");
        }
    }

    #[test]
    fn contrast_is_what_wcag_says() {
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 0.001);
        assert!((colour("#777777").contrast(WHITE) - 4.48).abs() < 0.01);
        assert!((colour("#0b5c78").contrast(WHITE) - 7.46).abs() < 0.01);
    }

    #[test]
    fn whatever_is_taken_can_be_read_in_both_themes_and_what_is_refused_has_a_neighbour_that_is_taken()
     {
        let ink = [colour("#10212b"), colour("#e8eff2")];
        let muted = [colour("#475b67"), colour("#a9bac3")];
        let (mut taken, mut refused) = (0, 0);
        for colour in all() {
            let accent = match Accent::of(colour) {
                Ok(accent) => {
                    taken += 1;
                    assert_eq!(accent.light.accent, colour);
                    accent
                }
                Err(faint) => {
                    refused += 1;
                    assert!(faint.contrast < READABLE, "{faint}");
                    Accent::of(faint.nearest).unwrap()
                }
            };
            for (theme, tones) in [accent.light, accent.dark].into_iter().enumerate() {
                let grounds = [LIGHT, DARK][theme];
                assert!(tones.least(&grounds) >= READABLE, "{colour} {tones:?}");
                for text in [ink[theme], muted[theme]] {
                    assert!(text.contrast(tones.soft) >= READABLE, "{colour} {tones:?}");
                }
            }
        }
        assert!(taken > 1000 && refused > 1000, "{taken} {refused}");
    }

    #[test]
    fn the_nearest_that_passes_is_of_the_same_hue_and_the_lightest() {
        let faint = Accent::of(colour("#ffcc00")).unwrap_err();
        let [red, green, blue] = faint.nearest.0;
        assert!(blue == 0 && (u16::from(green) * 10).abs_diff(u16::from(red) * 8) <= 10);
        let lighter = faint.nearest.mixed(WHITE, 3);
        assert!(Accent::of(lighter).is_err(), "{}", faint.nearest);
        assert_eq!(
            faint.to_string(),
            "#ffcc00 has a contrast of 1.3 on light pages, and text needs 4.5"
        );
    }
}
