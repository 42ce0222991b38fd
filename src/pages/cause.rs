//! What failed, as logs and the small print of the error page call it. Support staff look for these names, so they are stable and the
//! same in every language.

use super::error::{Failure, NoSignOut};
use crate::session::csrf::NotTaken;

impl Failure {
    /// As in `#error-cause`: "Redirect URI does not match".
    pub fn name(self) -> &'static str {
        match self {
            Self::RedirectUriMismatch => "Redirect URI does not match",
            Self::RedirectUriMissing => "Redirect URI missing",
            Self::UnknownClient => "Unknown client",
            Self::ClientDisabled => "Client disabled",
            Self::ResponseTypeNotAllowed => "Response type not allowed",
            Self::RequestNotValid => "Request not valid",
            Self::RequestObjectNotValid => "Request object not valid",
            Self::RequestTooLong => "Request too long",
            Self::ParameterRepeated => "Parameter repeated",
            Self::RequestExpired => "Request expired",
            Self::SignOut(why) => match why {
                NoSignOut::UriMismatch => "Post-logout redirect URI does not match",
                NoSignOut::HintNotValid => "ID token hint not valid",
                NoSignOut::UnknownClient => "Unknown client",
                NoSignOut::ClientDisabled => "Client disabled",
                NoSignOut::ParameterRepeated => "Parameter repeated",
                NoSignOut::RequestNotValid => "Request not valid",
            },
            Self::NotFound => "Not found",
            Self::MethodNotAllowed => "Method not allowed",
            Self::TooManyRequests { .. } => "Too many requests",
            Self::Form(why) => not_taken(why),
            Self::ServerError => "Server error",
            Self::Busy => "Server busy",
            Self::DatabaseNotReachable => "Database not reachable",
        }
    }
}

/// A form of ours that is not taken.
fn not_taken(why: NotTaken) -> &'static str {
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
