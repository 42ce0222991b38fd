//! What a person reads when a form of theirs is not taken: each cause says itself, and what to do.

use crate::session::csrf::NotTaken;

/// The stable name, as in `#error-cause`.
pub(super) fn name(why: NotTaken) -> &'static str {
    match why {
        NotTaken::Elsewhere => "Form from another site",
        NotTaken::NoCookie => "Cookies not sent",
        NotTaken::SignedOut => "Signed out meanwhile",
        NotTaken::AccountChanged => "Account changed meanwhile",
        NotTaken::OtherBrowser => "Form of another browser",
        NotTaken::TooOld => "Form expired",
        NotTaken::Incomplete => "Form incomplete",
    }
}

/// The `h1`.
pub(super) fn heading(why: NotTaken) -> &'static str {
    match why {
        NotTaken::Elsewhere => "This form came from another site",
        NotTaken::NoCookie => "Your browser sent no cookies",
        NotTaken::SignedOut => "You were signed out",
        NotTaken::AccountChanged => "Someone signed in since you opened this page",
        NotTaken::OtherBrowser => "This page was opened in another browser",
        NotTaken::TooOld => "This page was open too long",
        NotTaken::Incomplete => "The form arrived incomplete",
    }
}

/// What happened and what to do; `host` is this site's.
pub(super) fn sentence(why: NotTaken, host: &str) -> String {
    match why {
        NotTaken::Elsewhere => format!(
            "{host} takes forms from its own pages only, so nothing was done. If you meant to do this, do it on our own page."
        ),
        NotTaken::NoCookie => format!(
            "Your browser blocks cookies for {host}, or deleted them while the page was open, so nothing was done. Allow them for this site, then try again."
        ),
        NotTaken::SignedOut => {
            "Your sign-in ended while the page was open, so nothing was done. Sign in, then try again."
                .into()
        }
        NotTaken::AccountChanged => {
            "It may have been with another account, so nothing was done. Check which account is in use, then send the form again."
                .into()
        }
        NotTaken::OtherBrowser => {
            "Or this browser lost its cookies since then. Nothing was done. Send the form again from here."
                .into()
        }
        NotTaken::TooOld => {
            "A form can be sent for about a day, so nothing was done. Send the form again.".into()
        }
        NotTaken::Incomplete => {
            "The part that shows where it comes from was missing, so nothing was done. If a browser extension changes pages here, switch it off for this site and try again."
                .into()
        }
    }
}
