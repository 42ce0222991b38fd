//! What a person reads when a form of theirs is not taken: each cause says itself, and what to do.

use crate::session::csrf::NotTaken;

/// The message that is the `h1`.
pub(super) fn heading(why: NotTaken) -> &'static str {
    match why {
        NotTaken::Elsewhere => "not-taken-elsewhere-heading",
        NotTaken::NoCookie => "not-taken-no-cookie-heading",
        NotTaken::SignedOut => "not-taken-signed-out-heading",
        NotTaken::AccountChanged => "not-taken-account-changed-heading",
        NotTaken::OtherBrowser => "not-taken-other-browser-heading",
        NotTaken::TooOld => "not-taken-too-old-heading",
        NotTaken::Incomplete => "not-taken-incomplete-heading",
    }
}

/// The message that says what happened and what to do.
pub(super) fn sentence(why: NotTaken) -> &'static str {
    match why {
        NotTaken::Elsewhere => "not-taken-elsewhere",
        NotTaken::NoCookie => "not-taken-no-cookie",
        NotTaken::SignedOut => "not-taken-signed-out",
        NotTaken::AccountChanged => "not-taken-account-changed",
        NotTaken::OtherBrowser => "not-taken-other-browser",
        NotTaken::TooOld => "not-taken-too-old",
        NotTaken::Incomplete => "not-taken-incomplete",
    }
}
