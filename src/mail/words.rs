//! What a letter says, in the language of who gets it.

use super::letter::Letter;
use super::message::Sender;
use crate::protocol::characters::is_invisible;
use crate::protocol::time::Timestamp;

/// A letter in words, without form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    /// The language: `"en"`.
    pub lang: String,
    /// `"ltr"` or `"rtl"`.
    pub dir: &'static str,
    pub subject: String,
    pub title: String,
    /// Paragraphs, the important ones first.
    pub lines: Vec<String>,
    /// What to type.
    pub code: Option<String>,
    /// What to press, and where it leads.
    pub button: Option<(String, String)>,
    /// Smaller, below.
    pub notes: Vec<String>,
}

impl Words {
    /// The words for `letter`.
    pub(super) fn of(letter: &Letter, _locale: Option<&str>, sender: &Sender) -> Self {
        let operator = &sender.operator;
        let page = |path: &str| format!("{}{path}", sender.issuer);
        let (title, lines, notes): (String, Vec<String>, Vec<String>) = match letter {
            Letter::ConfirmAddress { until, .. } => (
                "Confirm your e-mail address".into(),
                vec!["Type this code on the page that asked for it, or press the button:".into()],
                vec![works_until(*until), "If you did not ask for this, do nothing.".into()],
            ),
            Letter::ResetPassword { until, .. } => (
                "Choose a new password".into(),
                vec!["Type this code on the page that asked for it, or press the button:".into()],
                vec![
                    works_until(*until),
                    "If you did not ask for this, do nothing: your password stays as it is.".into(),
                ],
            ),
            Letter::Invitation { by, app, until, .. } => (
                format!("You are invited to {operator}"),
                vec![match (by.as_deref().map(plain), app.as_deref().map(plain)) {
                    (Some(by), Some(app)) => format!("{by} invites you to make an account for {app}."),
                    (Some(by), None) => format!("{by} invites you to make an account."),
                    (None, Some(app)) => format!("You are invited to make an account for {app}."),
                    (None, None) => "You are invited to make an account.".into(),
                }],
                vec![works_until(*until)],
            ),
            Letter::AccountExists => (
                "You have an account".into(),
                vec!["Somebody wanted to make an account with this e-mail address, which has one. If it was you, sign in.".into()],
                vec!["If it was not you, do nothing.".into()],
            ),
            Letter::NewDevice { device, when, place } => (
                "A new device signed in".into(),
                vec![happened(*when, Some(device), place.as_deref())],
                vec!["If it was not you, sign it out and change your password.".into()],
            ),
            Letter::PasswordChanged { when, device } => (
                "Your password was changed".into(),
                vec![happened(*when, device.as_deref(), None)],
                vec!["If it was not you, choose a new password at once.".into()],
            ),
            Letter::FactorChanged { when, device } => (
                "A way to sign in was changed".into(),
                vec![happened(*when, device.as_deref(), None)],
                vec!["If it was not you, change your password at once.".into()],
            ),
            Letter::AddressChanged { new, when, .. } => (
                "Your e-mail address was changed".into(),
                vec![format!("Your account has the address {new} now."), happened(*when, None, None)],
                vec!["If it was not you, take it back.".into()],
            ),
            Letter::DeletionBegun { until } => (
                "Your account will be deleted".into(),
                vec![format!("It goes on {}. To keep it, sign in before.", time(*until))],
                vec![],
            ),
            Letter::DeletionDone => (
                "Your account is deleted".into(),
                vec!["You asked for it, and it is done.".into()],
                vec![],
            ),
            Letter::Trial => (
                "Letters arrive".into(),
                vec!["An operator tried whether letters arrive.".into()],
                vec![],
            ),
        };
        Self {
            lang: "en".into(),
            dir: "ltr",
            subject: format!("{operator}: {title}"),
            title,
            lines,
            code: code(letter),
            button: target(letter, page).map(|link| (label(letter).into(), link)),
            notes,
        }
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
fn label(letter: &Letter) -> &'static str {
    match letter {
        Letter::ConfirmAddress { .. } => "Confirm the address",
        Letter::ResetPassword { .. } => "Choose a password",
        Letter::Invitation { .. } => "Make an account",
        Letter::AddressChanged { .. } => "Take it back",
        Letter::NewDevice { .. } => "See your devices",
        Letter::AccountExists | Letter::DeletionBegun { .. } => "Sign in",
        _ => "Go to your account",
    }
}

/// Where the button leads.
fn target(letter: &Letter, page: impl Fn(&str) -> String) -> Option<String> {
    match letter {
        Letter::ConfirmAddress { link, .. }
        | Letter::ResetPassword { link, .. }
        | Letter::Invitation { link, .. } => Some(link.clone()),
        Letter::AddressChanged { undo, .. } => undo.clone(),
        Letter::AccountExists | Letter::DeletionBegun { .. } => Some(page("/login")),
        Letter::NewDevice { .. } => Some(page("/account/devices")),
        Letter::PasswordChanged { .. } | Letter::FactorChanged { .. } => Some(page("/account")),
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

fn works_until(until: Timestamp) -> String {
    format!("It works until {}.", time(until))
}

fn happened(when: Timestamp, device: Option<&str>, place: Option<&str>) -> String {
    let device = device
        .map(|device| format!(", in {device}"))
        .unwrap_or_default();
    let place = place
        .map(|place| format!(", from {place}"))
        .unwrap_or_default();
    format!("It happened on {}{device}{place}.", time(when))
}

fn time(at: Timestamp) -> String {
    let at = jiff::Timestamp::from_second(at.0).unwrap_or_default();
    format!("{} UTC", at.strftime("%-d %B %Y, %H:%M"))
}
