//! What a letter says, in the language of who gets it.

use super::letter::{Letter, Sealed};
use super::message::Sender;
use crate::locale::{self, Html, Say, Zone};
use crate::protocol::characters::is_invisible;
use crate::protocol::time::Timestamp;

/// A letter in words, without form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    /// The language: `"en"`.
    pub lang: &'static str,
    /// `"ltr"` or `"rtl"`.
    pub dir: &'static str,
    pub subject: String,
    pub title: Line,
    /// Paragraphs, the important ones first.
    pub lines: Vec<Line>,
    /// What to type.
    pub code: Option<String>,
    /// What to press, and where it leads.
    pub button: Option<(Line, String)>,
    /// Smaller, below.
    pub notes: Vec<Line>,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub text: String,
    /// The same; what people wrote is isolated in it.
    pub html: Html<'static>,
}

/// The same, not yet in any language.
struct Said {
    title: Say,
    lines: Vec<Say>,
    notes: Vec<Say>,
}

impl Words {
    /// The words for a letter in its language, or the operator's when there are none in it, and with times as clocks show them in its
    /// zone, or in UTC.
    pub(super) fn of(sealed: &Sealed, sender: &Sender) -> Self {
        let letter = &sealed.letter;
        let zone = sealed.zone.as_deref().and_then(Zone::named);
        let lang = sealed
            .locale
            .as_deref()
            .and_then(|tag| sender.locales.best([tag]));
        let words = sender.locales.words(lang.unwrap_or(sender.lang));
        let line = |say: Say| Line {
            text: words.text(&say),
            html: words.said(&say),
        };
        let page = |path: &str| format!("{}{path}", sender.issuer);
        let Said {
            title,
            lines,
            notes,
        } = said(letter, &sender.operator, &zone.unwrap_or_default());
        let subject = Say::new("mail-subject").with("operator", sender.operator.as_str());
        Self {
            lang: words.lang().code(),
            dir: words.dir(),
            subject: words.text(&subject.saying("title", title.clone())),
            title: line(title),
            lines: lines.into_iter().map(line).collect(),
            code: code(letter),
            button: target(letter, page).map(|link| (line(label(letter)), link)),
            notes: notes.into_iter().map(line).collect(),
        }
    }
}

fn said(letter: &Letter, operator: &str, zone: &Zone) -> Said {
    let new = Say::new;
    let time = |at: Timestamp| locale::date("date-in-full", at.0, zone, "%H:%M");
    let (title, lines, notes) = match letter {
        Letter::ConfirmAddress { until, .. } => (
            new("mail-confirm-address"),
            vec![new("mail-type-code")],
            vec![works_until(time(*until)), new("mail-not-asked")],
        ),
        Letter::ResetPassword { until, .. } => (
            new("mail-reset-password"),
            vec![new("mail-type-code")],
            vec![works_until(time(*until)), new("mail-not-asked-password")],
        ),
        Letter::Invitation { by, app, until, .. } => (
            new("mail-invitation").with("operator", operator),
            vec![invitation(by.as_deref(), app.as_deref())],
            vec![works_until(time(*until))],
        ),
        Letter::AccountExists => (
            new("mail-account-exists"),
            vec![new("mail-account-exists-what")],
            vec![new("mail-account-exists-not-you")],
        ),
        Letter::NewDevice {
            device,
            when,
            place,
        } => (
            new("mail-new-device"),
            vec![happened(time(*when), Some(device), place.as_deref())],
            vec![new("mail-new-device-not-you")],
        ),
        Letter::PasswordChanged { when, device } => (
            new("mail-password-changed"),
            vec![happened(time(*when), device.as_deref(), None)],
            vec![new("mail-password-changed-not-you")],
        ),
        Letter::FactorChanged { when, device } => (
            new("mail-factor-changed"),
            vec![happened(time(*when), device.as_deref(), None)],
            vec![new("mail-factor-changed-not-you")],
        ),
        Letter::FactorFailed { when, device } => (
            new("mail-factor-failed"),
            vec![
                new("mail-factor-failed-what"),
                happened(time(*when), device.as_deref(), None),
            ],
            vec![new("mail-factor-failed-not-you")],
        ),
        Letter::AddressChanged {
            new: to,
            when,
            undo,
        } => (
            new("mail-address-changed"),
            vec![
                new("mail-address-changed-what").with("new", to),
                happened(time(*when), None, None),
            ],
            vec![match undo {
                Some(_) => new("mail-address-changed-not-you"),
                None => new("mail-address-changed-ask").with("operator", operator),
            }],
        ),
        Letter::DeletionBegun { until } => (
            new("mail-deletion-begun"),
            vec![new("mail-deletion-begun-what").saying("when", time(*until))],
            vec![],
        ),
        Letter::DeletionDone => (
            new("mail-deletion-done"),
            vec![new("mail-deletion-done-what")],
            vec![],
        ),
        Letter::Trial => (new("mail-trial"), vec![new("mail-trial-what")], vec![]),
    };
    Said {
        title,
        lines,
        notes,
    }
}

fn invitation(by: Option<&str>, app: Option<&str>) -> Say {
    match (by.map(plain), app.map(plain)) {
        (Some(by), Some(app)) => {
            let both = Say::new("mail-invitation-by-to");
            both.with("by", by).with("app", app)
        }
        (Some(by), None) => Say::new("mail-invitation-by").with("by", by),
        (None, Some(app)) => Say::new("mail-invitation-to").with("app", app),
        (None, None) => Say::new("mail-invitation-plain"),
    }
}

fn code(letter: &Letter) -> Option<String> {
    match letter {
        Letter::ConfirmAddress { code, .. } | Letter::ResetPassword { code, .. } => {
            Some(code.clone())
        }
        _ => None,
    }
}

/// What the button says.
fn label(letter: &Letter) -> Say {
    Say::new(match letter {
        Letter::ConfirmAddress { .. } => "mail-button-confirm",
        Letter::ResetPassword { .. } => "mail-button-reset",
        Letter::Invitation { .. } => "mail-button-invitation",
        Letter::AddressChanged { .. } => "mail-button-undo",
        Letter::NewDevice { .. } => "mail-button-devices",
        Letter::FactorFailed { .. } => "mail-button-reset",
        Letter::AccountExists | Letter::DeletionBegun { .. } => "mail-button-sign-in",
        _ => "mail-button-account",
    })
}

/// Where the button leads.
fn target(letter: &Letter, page: impl Fn(&str) -> String) -> Option<String> {
    match letter {
        Letter::ConfirmAddress { link, .. }
        | Letter::ResetPassword { link, .. }
        | Letter::Invitation { link, .. } => Some(link.clone()),
        Letter::AddressChanged { undo, .. } => undo.clone(),
        Letter::AccountExists | Letter::DeletionBegun { .. } => Some(page("/login")),
        Letter::NewDevice { .. } => Some(page("/account/sessions")),
        Letter::PasswordChanged { .. } | Letter::FactorChanged { .. } => Some(page("/account")),
        Letter::FactorFailed { .. } => Some(page("/account/security/password")),
        Letter::DeletionDone | Letter::Trial => None,
    }
}

/// The most characters of a name in a letter.
const LONGEST: usize = 100;

/// What somebody calls themselves or their app, on one line, and without what reorders or hides text (attack row EM-10).
fn plain(name: &str) -> String {
    let visible = name
        .chars()
        .filter(|c| !c.is_control() && !is_invisible(*c));
    visible.take(LONGEST).collect()
}

fn works_until(until: Say) -> Say {
    Say::new("mail-works-until").saying("when", until)
}

fn happened(when: Say, device: Option<&str>, place: Option<&str>) -> Say {
    let happened = |id| Say::new(id).saying("when", when);
    match (device.map(locale::device), place) {
        (Some(device), Some(place)) => {
            let from = happened("mail-happened-from").saying("device", device);
            from.with("place", place)
        }
        (Some(device), None) => happened("mail-happened-in").saying("device", device),
        (None, _) => happened("mail-happened"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::*;
    use crate::locale::{Lang, Locales};

    const NOW: Timestamp = Timestamp(1_795_372_860); // 22 Nov 2026, 18:41 UTC

    fn letters() -> Vec<Letter> {
        let (code, link) = ("K7QW2M4X".to_owned(), "https://id.example.com/x".to_owned());
        let invitation = |by: Option<&str>, app: Option<&str>| Letter::Invitation {
            link: link.clone(),
            by: by.map(str::to_owned),
            app: app.map(str::to_owned),
            until: NOW,
        };
        let changed = |undo| Letter::AddressChanged {
            new: "new@example.net".to_owned(),
            when: NOW,
            undo,
        };
        let device = || Some("Firefox on Linux".to_owned());
        let new_device = |place| Letter::NewDevice {
            device: "Unknown browser".to_owned(),
            when: NOW,
            place,
        };
        vec![
            Letter::ConfirmAddress {
                code: code.clone(),
                link: link.clone(),
                until: NOW,
            },
            Letter::ResetPassword {
                code,
                link: link.clone(),
                until: NOW,
            },
            invitation(Some("Mara"), Some("Notes")),
            invitation(Some("Mara"), None),
            invitation(None, Some("Notes")),
            invitation(None, None),
            Letter::AccountExists,
            new_device(None),
            new_device(Some("192.0.2.7".to_owned())),
            Letter::PasswordChanged {
                when: NOW,
                device: device(),
            },
            Letter::FactorChanged {
                when: NOW,
                device: None,
            },
            changed(None),
            changed(Some(link)),
            Letter::DeletionBegun { until: NOW },
            Letter::DeletionDone,
            Letter::Trial,
        ]
    }

    fn sender() -> Sender {
        Sender {
            from: "Example <no-reply@example.com>".parse().unwrap(),
            reply_to: None,
            operator: "Harbour".to_owned(),
            issuer: "https://id.example.com".to_owned(),
            locales: Locales::built_in(),
            lang: Lang::EN,
        }
    }

    fn to(letter: Letter, locale: Option<&str>) -> Sealed {
        Sealed {
            to: "ada@example.com".to_owned(),
            locale: locale.map(str::to_owned),
            zone: None,
            letter,
            further: Default::default(),
        }
    }

    #[test]
    fn a_letter_tells_times_as_clocks_show_them_where_its_reader_is() {
        for (zone, expected) in [
            (None, "18:41 UTC"),
            (Some("Asia/Kolkata"), "00:11 UTC+5:30"),
            (Some("Europe/Atlantis"), "18:41 UTC"),
        ] {
            let sealed = Sealed {
                zone: zone.map(str::to_owned),
                ..to(Letter::DeletionBegun { until: NOW }, None)
            };
            let line = &Words::of(&sealed, &sender()).lines[0].text;
            assert!(line.contains(expected), "{zone:?}: {line}");
        }
    }

    #[test]
    fn every_letter_is_said_in_every_language() {
        // As the pages, letters are written where one can look at them.
        let out = std::env::var_os("LANYARD_GALLERY").map(PathBuf::from);
        let sender = sender();
        for language in sender.locales.all() {
            for (n, letter) in letters().into_iter().enumerate() {
                let words = Words::of(&to(letter, Some(language.lang().code())), &sender);
                assert_eq!(
                    (words.lang, words.dir),
                    (language.lang().code(), language.dir())
                );
                assert!(words.subject.contains("Harbour"), "{}", words.subject);
                assert!(!words.lines.is_empty(), "{words:?}");
                let whole = format!("{words:?}");
                for hole in ["{ $", "mail-", "\\u{e00"] {
                    assert!(!whole.contains(hole), "{hole}: {whole}");
                }
                if let Some(out) = &out {
                    let (_, html) = super::super::message::bodies(&words, &sender).unwrap();
                    let folder = out.join(language.lang().code());
                    fs::create_dir_all(&folder).unwrap();
                    fs::write(folder.join(format!("mail-{n:02}.html")), html).unwrap();
                }
            }
        }
    }

    #[test]
    fn a_letter_is_in_the_nearest_language_or_in_the_operators() {
        for locale in [None, Some("en-GB"), Some("nl"), Some("../etc"), Some("")] {
            let letter = Letter::DeletionBegun { until: NOW };
            let words = Words::of(&to(letter, locale), &sender());
            assert_eq!(words.lang, "en", "{locale:?}");
            assert_eq!(
                words.lines[0].text,
                "It goes on 22 Nov 2026, 18:41 UTC. To keep it, sign in before."
            );
        }
    }

    #[test]
    fn em_10_what_people_wrote_is_isolated_in_a_letter() {
        let letter = Letter::Invitation {
            link: "https://id.example.com/x".to_owned(),
            by: Some("<b>\u{202e}\r\nBcc: x".to_owned()),
            app: None,
            until: NOW,
        };
        let words = Words::of(&to(letter, None), &sender());
        let line = &words.lines[0];
        assert_eq!(line.text, "<b>Bcc: x invites you to make an account.");
        assert_eq!(
            line.html.to_string(),
            "<bdi>&lt;b&gt;Bcc: x</bdi> invites you to make an account."
        );
    }
}
