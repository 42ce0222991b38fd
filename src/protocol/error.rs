//! Refusals: the code a client gets, and the explanation its owner gets.
//!
//! RFC 6749 §4.1.2.1 and §5.2, OIDC Core §3.1.2.6, RFC 6750 §3.1, RFC 7009 §2.2.1, RFC 7591 §3.2.2, RFC 8707 §2.

use serde::{Serialize, Serializer};

/// An `error` member as the specifications spell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the standards' own")]
pub enum ErrorCode {
    InvalidRequest,
    InvalidClient,
    InvalidGrant,
    UnauthorizedClient,
    UnsupportedGrantType,
    InvalidScope,
    AccessDenied,
    UnsupportedResponseType,
    ServerError,
    TemporarilyUnavailable,
    LoginRequired,
    InteractionRequired,
    ConsentRequired,
    UnmetAuthenticationRequirements,
    RequestNotSupported,
    RequestUriNotSupported,
    RegistrationNotSupported,
    InvalidToken,
    InsufficientScope,
    InvalidTarget,
}

impl ErrorCode {
    /// The wire form, e.g. `"invalid_request"`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::InvalidScope => "invalid_scope",
            Self::AccessDenied => "access_denied",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::ServerError => "server_error",
            Self::TemporarilyUnavailable => "temporarily_unavailable",
            Self::LoginRequired => "login_required",
            Self::InteractionRequired => "interaction_required",
            Self::ConsentRequired => "consent_required",
            Self::UnmetAuthenticationRequirements => "unmet_authentication_requirements",
            Self::RequestNotSupported => "request_not_supported",
            Self::RequestUriNotSupported => "request_uri_not_supported",
            Self::RegistrationNotSupported => "registration_not_supported",
            Self::InvalidToken => "invalid_token",
            Self::InsufficientScope => "insufficient_scope",
            Self::InvalidTarget => "invalid_target",
        }
    }
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// An error answer to a client. Serializes as `{"error": …, "error_description": …}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OAuthError {
    /// The code programs act on.
    #[serde(rename = "error")]
    pub code: ErrorCode,
    #[serde(rename = "error_description")]
    description: String,
    /// What the client's owner is shown; never sent to the client.
    #[serde(skip)]
    pub explanation: Option<Box<Refusal>>,
}

macro_rules! constructors {
    ($($name:ident => $code:ident),* $(,)?) => { $(
        #[doc = concat!("An error `", stringify!($name), "`.")]
        pub fn $name(description: impl AsRef<str>) -> Self {
            Self::new(ErrorCode::$code, description)
        }
    )* };
}

impl OAuthError {
    /// `description` is made fit for `error_description`: other characters than the standard allows are replaced.
    pub fn new(code: ErrorCode, description: impl AsRef<str>) -> Self {
        Self {
            code,
            description: allowed_text(description.as_ref()),
            explanation: None,
        }
    }

    constructors! {
        invalid_request => InvalidRequest,
        invalid_client => InvalidClient,
        invalid_grant => InvalidGrant,
        unauthorized_client => UnauthorizedClient,
        unsupported_grant_type => UnsupportedGrantType,
        invalid_scope => InvalidScope,
        access_denied => AccessDenied,
        unsupported_response_type => UnsupportedResponseType,
        server_error => ServerError,
        login_required => LoginRequired,
        interaction_required => InteractionRequired,
        consent_required => ConsentRequired,
        invalid_token => InvalidToken,
        insufficient_scope => InsufficientScope,
        invalid_target => InvalidTarget,
    }

    /// The `error_description`: only `%x20-21 / %x23-5B / %x5D-7E`, at most 300 characters.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// Adds what the client's owner should know.
    pub fn because(mut self, refusal: Refusal) -> Self {
        self.explanation = Some(Box::new(refusal));
        self
    }
}

/// RFC 6749 §4.1.2.1: the characters a description may have.
fn allowed_text(text: &str) -> String {
    const LONGEST: usize = 300;
    text.chars()
        .take(LONGEST)
        .map(|c| match c {
            '"' => '\'',
            '\\' => '/',
            ' '..='~' => c,
            c if c.is_whitespace() => ' ',
            _ => '?',
        })
        .collect()
}

/// Why a request was refused, for the person who can repair it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// What kind of refusal; stable, for grouping and for looking it up.
    pub cause: Cause,
    /// The rule and its section, e.g. `"RFC 9700 §2.1"`.
    pub rule: &'static str,
    /// What would have been right.
    pub expected: String,
    /// What came; never a secret, shortened.
    pub received: String,
    /// What to do about it.
    pub fix: String,
    /// Where received and expected first differ, when both are one text.
    pub difference: Option<Box<Difference>>,
}

/// How two texts differ: the received one is `before` + `received` + `after`, the expected one `before` +
/// `expected` + `after`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What both begin with.
    pub before: String,
    /// What only the received text has in the middle; may be empty.
    pub received: String,
    /// What only the expected text has in the middle; may be empty.
    pub expected: String,
    /// What both end with.
    pub after: String,
    /// The first difference in words, e.g. `"One extra character: a slash at the end."`
    pub words: String,
}

impl Refusal {
    /// A refusal without a comparison of texts.
    pub fn new(
        cause: Cause,
        rule: &'static str,
        expected: impl Into<String>,
        received: impl AsRef<str>,
        fix: impl Into<String>,
    ) -> Self {
        let received = shortened(received.as_ref());
        Self {
            cause,
            rule,
            expected: expected.into(),
            received,
            fix: fix.into(),
            difference: None,
        }
    }
}

/// At most 300 characters of `text`, control characters made visible.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 300;
    let mut shown: String = text
        .chars()
        .take(LONGEST)
        .map(|c| if c.is_control() { '\u{FFFD}' } else { c })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

macro_rules! causes {
    ($($(#[$doc:meta])* $name:ident = $code:literal : $sentence:literal),* $(,)?) => {
        /// The kinds of refusal. `code` is stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Cause { $( #[doc = $sentence] $name ),* }

        impl Cause {
            /// The stable code, e.g. `"redirect_uri_unregistered"`.
            pub fn code(self) -> &'static str {
                match self { $( Self::$name => $code ),* }
            }

            /// One sentence for the person in front of the browser.
            pub fn sentence(self) -> &'static str {
                match self { $( Self::$name => $sentence ),* }
            }
        }
    };
}

causes! {
    Malformed = "request_malformed": "The app sent a request that cannot be read.",
    Repeated = "parameter_repeated": "The app sent a parameter more than once.",
    ClientMissing = "client_id_missing": "The app did not say which app it is.",
    ClientDisabled = "client_disabled": "This app has been switched off.",
    RedirectMissing = "redirect_uri_missing": "The app did not say where to send you back to.",
    RedirectUnregistered = "redirect_uri_unregistered": "The app asked to send you to an address it has not registered.",
    RedirectInvalid = "redirect_uri_invalid": "This address cannot be registered.",
    ResponseType = "response_type": "The app asked for a kind of answer that it may not get.",
    ResponseMode = "response_mode": "The app asked for its answer in a way that is not offered.",
    Scope = "scope": "The app asked for something that it may not ask for.",
    Resource = "resource": "The app asked for access to a server that it has not registered.",
    Pkce = "pkce": "The app did not protect its request in the way that is required.",
    Prompt = "prompt": "The app's request contradicts itself.",
    Parameter = "parameter": "The app sent a parameter with a value that cannot be used.",
    GrantType = "grant_type": "The app may not sign people in this way.",
    RequestObject = "request_object": "The app sent its request in a form that is not supported.",
    Changed = "client_changed": "The app's registration has changed since this sign-in began.",
    ClientAuthentication = "client_authentication": "The app did not prove who it is.",
    Code = "code": "The app presented a code that is not valid.",
    Verifier = "code_verifier": "The app could not prove that it began this sign-in.",
    RefreshToken = "refresh_token": "The app presented a refresh token that is not valid.",
    IdTokenHint = "id_token_hint": "The app sent an ID token that is not from here.",
    HintOfAnotherClient = "id_token_hint_client": "The app sent an ID token that is another app's.",
    PostLogoutUnregistered = "post_logout_redirect_uri_unregistered": "The app asked to send you to an address it has not registered.",
    Metadata = "client_metadata": "This app description has a mistake.",
}

impl Serialize for Cause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_owner_s_explanation_is_not_sent() {
        let refusal = Refusal::new(Cause::Scope, "RFC 6749 §3.3", "a", "b", "c");
        let error = OAuthError::invalid_scope("No.").because(refusal);
        let sent = serde_json::json!({"error": "invalid_scope", "error_description": "No."});
        assert_eq!(serde_json::to_value(&error).unwrap(), sent);
    }

    proptest! {
        #[test]
        fn az_22_a_description_has_only_allowed_characters(text in ".{0,400}") {
            let error = OAuthError::invalid_request(&text);
            let allowed = |b: u8| matches!(b, 0x20 | 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
            prop_assert!(error.description().bytes().all(allowed));
            prop_assert!(error.description().len() <= 300);
        }

        #[test]
        fn what_came_is_shown_shortened_and_without_control_characters(text in any::<String>()) {
            let shown = Refusal::new(Cause::Parameter, "", "", &text, "").received;
            prop_assert!(shown.chars().count() <= 301 && !shown.contains(char::is_control));
        }
    }
}
