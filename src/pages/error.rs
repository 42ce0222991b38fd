//! The error page: what people read, and what the app's owner reads below it.

use std::time::Duration;

use askama::Template;
use axum::http::StatusCode;

use super::when::{When, span};
use super::{Ctx, Page, not_taken};
use crate::http::headers::FormTarget;
use crate::protocol::client::Client;
use crate::protocol::error::{Cause, Refusal};
use crate::protocol::redirect::RegisteredUri;
use crate::session::csrf::NotTaken;

/// A failure, on the address where it happened.
#[derive(Template)]
#[template(path = "error.html")]
pub struct ErrorPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What failed.
    pub failure: Failure,
    /// Name of the app it happened with, when it is known.
    pub app: Option<String>,
    /// What to quote to a support team: `7QK2-M4FD`.
    pub reference: String,
    /// When it happened.
    pub at: When,
    /// The explanation, only for the app's owner and for administrators.
    pub owner: Option<Owner>,
    /// What came instead of a known client id, only for administrators.
    pub stranger: Option<Stranger>,
    /// For whoever may see more and is not signed in.
    pub sign_in: Option<SignIn>,
    /// A refused form, to be sent once more.
    pub resend: Option<Resend>,
    /// Whether somebody is signed in whom an app could not sign out.
    pub sign_out: bool,
}

/// What failed: the kinds of error page. [`name`](Self::name) is stable and never translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it, `name` says it in words")]
pub enum Failure {
    RedirectUriMismatch,
    RedirectUriMissing,
    UnknownClient,
    ClientDisabled,
    ResponseTypeNotAllowed,
    RequestNotValid,
    RequestObjectNotValid,
    RequestTooLong,
    ParameterRepeated,
    RequestExpired,
    SignOut(NoSignOut),
    NotFound,
    MethodNotAllowed,
    TooManyRequests { wait: Duration },
    Form(NotTaken),
    ServerError,
    Busy,
    DatabaseNotReachable,
}

/// Why a request of an app to sign somebody out is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the names say it, `Failure::name` says it in words"
)]
pub enum NoSignOut {
    UriMismatch,
    HintNotValid,
    UnknownClient,
    ClientDisabled,
    ParameterRepeated,
    RequestNotValid,
}

impl Failure {
    /// The stable name, as in `#error-cause`.
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
            Self::Form(why) => not_taken::name(why),
            Self::ServerError => "Server error",
            Self::Busy => "Server busy",
            Self::DatabaseNotReachable => "Database not reachable",
        }
    }

    /// The status of the answer.
    pub fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooManyRequests { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Form(_) => StatusCode::FORBIDDEN,
            Self::ServerError => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Busy | Self::DatabaseNotReachable => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    /// The `h1`, in people's words.
    pub fn heading(self) -> &'static str {
        match self {
            Self::RedirectUriMismatch | Self::RedirectUriMissing => {
                "This sign-in link does not work"
            }
            Self::UnknownClient | Self::ClientDisabled => "This app is not known here",
            Self::ResponseTypeNotAllowed
            | Self::RequestNotValid
            | Self::RequestObjectNotValid
            | Self::RequestTooLong
            | Self::ParameterRepeated => "This app sent a request we cannot use",
            Self::RequestExpired => "This sign-in took too long",
            Self::SignOut(_) => "This sign-out link does not work",
            Self::NotFound | Self::MethodNotAllowed => "This page does not exist",
            Self::TooManyRequests { .. } => "Too many attempts",
            Self::Form(why) => not_taken::heading(why),
            Self::ServerError | Self::Busy | Self::DatabaseNotReachable => {
                "Something went wrong on our side"
            }
        }
    }

    /// What happened, in a sentence or two; `app` is a name or "The app", `host` this site's.
    pub fn sentence(self, app: &str, host: &str) -> String {
        match self {
            Self::RedirectUriMismatch => format!(
                "{app} asked us to send you to an address it has not registered. To keep your account safe, we stopped here."
            ),
            Self::RedirectUriMissing => {
                format!("{app} did not say where to send you after you sign in.")
            }
            Self::UnknownClient => {
                "The link names an app that is not registered here. It may have been removed."
                    .into()
            }
            Self::ClientDisabled => {
                format!("{app} has been switched off here, so nobody can sign in to it.")
            }
            Self::ResponseTypeNotAllowed => {
                format!("{app} asked for a kind of answer it may not have.")
            }
            Self::RequestNotValid => format!("{app} sent a sign-in request with a mistake in it."),
            Self::RequestObjectNotValid => {
                format!("{app} sent its request in a form that cannot be read.")
            }
            Self::RequestTooLong => format!("{app} sent a request that is longer than we accept."),
            Self::ParameterRepeated => {
                format!(
                    "{app} said one thing twice in its request, and we do not guess which one it meant."
                )
            }
            Self::RequestExpired => {
                "It was open for too long, so it has ended. Nothing was changed.".into()
            }
            Self::SignOut(why) => match why {
                NoSignOut::UriMismatch => format!(
                    "{app} asked us to send you to an address it has not registered. To keep you safe, we stopped here, and signed nobody out."
                ),
                NoSignOut::HintNotValid => format!(
                    "{app} could not prove whom it wants to sign out, so nobody was signed out."
                ),
                NoSignOut::UnknownClient => {
                    "The link does not say which app it comes from, or names one that is not registered here. Nobody was signed out."
                        .into()
                }
                NoSignOut::ClientDisabled => format!(
                    "{app} has been switched off here, so we do not send you back to it. Nobody was signed out."
                ),
                NoSignOut::ParameterRepeated | NoSignOut::RequestNotValid => {
                    format!("{app} sent a request with a mistake in it, so nobody was signed out.")
                }
            },
            Self::NotFound | Self::MethodNotAllowed => {
                "The address may be mistyped, or what was here has been removed.".into()
            }
            Self::TooManyRequests { wait } => format!(
                "There were too many in a short time. Try again in {}.",
                span(wait)
            ),
            Self::Form(why) => not_taken::sentence(why, host),
            Self::ServerError | Self::Busy | Self::DatabaseNotReachable => {
                "We have noted it. Try again in a minute.".into()
            }
        }
    }

    /// Whether the person in front of the browser had no part in it.
    pub fn is_innocent(self) -> bool {
        matches!(
            self.heading(),
            "This sign-in link does not work"
                | "This sign-out link does not work"
                | "This app sent a request we cannot use"
        ) || matches!(self, Self::ClientDisabled)
    }

    /// Whether there is nothing here to try again: the way on is the start page.
    pub fn is_nowhere(self) -> bool {
        matches!(
            self,
            Self::NotFound | Self::MethodNotAllowed | Self::Form(_)
        )
    }

    /// The next step of a person, before the reference.
    pub fn next_step(self, app: Option<&str>) -> String {
        let again = app.map_or_else(
            || "Go back to the app".to_owned(),
            |app| format!("Go back to {app}"),
        );
        match self {
            Self::ClientDisabled => {
                "To find out why, give this reference to the app’s support team:".into()
            }
            Self::RequestExpired => {
                format!(
                    "{again} and sign in again. If it happens again, give its support team this reference:"
                )
            }
            Self::SignOut(_) => {
                "If it happens again, tell the app’s support team this reference:".into()
            }
            _ if self.is_innocent() => {
                format!(
                    "{again} and try again. If it happens again, tell its support team this reference:"
                )
            }
            Self::UnknownClient => {
                "Go back to where you found the link and tell the people there this reference:"
                    .into()
            }
            _ => "If it happens again, tell the people who run this site this reference:".into(),
        }
    }
}

impl From<Cause> for Failure {
    fn from(cause: Cause) -> Self {
        match cause {
            Cause::RedirectUnregistered | Cause::RedirectInvalid => Self::RedirectUriMismatch,
            Cause::RedirectMissing => Self::RedirectUriMissing,
            Cause::ClientMissing => Self::UnknownClient,
            Cause::ClientDisabled => Self::ClientDisabled,
            Cause::ResponseType | Cause::ResponseMode => Self::ResponseTypeNotAllowed,
            Cause::RequestObject => Self::RequestObjectNotValid,
            Cause::Repeated => Self::ParameterRepeated,
            Cause::PostLogoutUnregistered | Cause::IdTokenHint | Cause::HintOfAnotherClient => {
                Self::SignOut(cause.into())
            }
            _ => Self::RequestNotValid,
        }
    }
}

impl From<Cause> for NoSignOut {
    fn from(cause: Cause) -> Self {
        match cause {
            Cause::PostLogoutUnregistered => Self::UriMismatch,
            Cause::IdTokenHint | Cause::HintOfAnotherClient => Self::HintNotValid,
            Cause::ClientMissing => Self::UnknownClient,
            Cause::ClientDisabled => Self::ClientDisabled,
            Cause::Repeated => Self::ParameterRepeated,
            _ => Self::RequestNotValid,
        }
    }
}

/// The way to the explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// Address of the sign-in page.
    pub address: String,
    /// The request was too long to be carried along: its link has to be opened again.
    pub again: bool,
}

/// What only administrators see of a request that names no app of this server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stranger {
    /// The client id that came.
    pub received: String,
    /// Apps whose ids are written almost so, as name and client id.
    pub near: Vec<(String, String)>,
}

/// What only the owner of an app sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// The app is theirs; otherwise they administer this server.
    pub yours: bool,
    /// What came, in three parts: the same, different, the same again.
    pub received: [String; 3],
    /// "Registered" for a list of addresses, "Expected" otherwise.
    pub expected_label: &'static str,
    /// What would have been right.
    pub expected: Vec<String>,
    /// The difference in words; may be empty.
    pub difference: String,
    /// The rule with its section.
    pub rule: String,
    /// What to do.
    pub fix: String,
    /// Address of the page that registers what came, when that would repair it.
    pub register: Option<String>,
    /// Address of the app's page.
    pub settings: String,
}

impl Owner {
    /// Explains `refusal` to the owner of the app, or to an administrator.
    pub fn explaining(refusal: &Refusal, client: &Client, yours: bool) -> Self {
        let redirect = refusal.cause == Cause::RedirectUnregistered;
        let registered: &[RegisteredUri] = match refusal.cause {
            Cause::RedirectUnregistered => &client.metadata.redirect_uris,
            Cause::PostLogoutUnregistered => &client.metadata.post_logout_redirect_uris,
            _ => &[],
        };
        let registered = registered.iter().map(|uri| uri.as_str().to_owned());
        let registered: Vec<_> = registered.collect();
        let (received, difference) = match &refusal.difference {
            Some(d) => (
                [d.before.clone(), d.received.clone(), d.after.clone()],
                d.words.clone(),
            ),
            None => (
                [refusal.received.clone(), String::new(), String::new()],
                String::new(),
            ),
        };
        let settings = format!("/apps/{}", client.id);
        // What is shown may have been cut.
        let whole = !refusal.received.ends_with('…');
        let register = (redirect && whole).then(|| {
            let uri: String =
                form_urlencoded::byte_serialize(refusal.received.as_bytes()).collect();
            format!("{settings}/redirect-uris/add?uri={uri}")
        });
        Self {
            yours,
            received,
            expected_label: match registered.is_empty() {
                true => "Expected",
                false => "Registered",
            },
            expected: match registered.is_empty() {
                true => vec![refusal.expected.clone()],
                false => registered,
            },
            difference,
            rule: refusal.rule.to_owned(),
            fix: refusal.fix.clone(),
            register,
            settings,
        }
    }
}

/// A form that was refused because its origin or token was not ours, ready to be sent once more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resend {
    /// Path on this site.
    pub action: String,
    /// Names and values: a fresh token, and what was typed, never a secret.
    pub fields: Vec<(String, String)>,
    /// Whether a password was typed that is not sent again: then it only shows the form.
    pub without_password: bool,
    /// Where the form of a request under way leads in the end, for the browser's own check of it.
    pub target: Option<FormTarget>,
}

impl ErrorPage<'_> {
    fn app_or_it(&self) -> &str {
        self.app.as_deref().unwrap_or("The app")
    }
}

impl Page for ErrorPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn form_target(&self) -> Option<&FormTarget> {
        self.resend.as_ref()?.target.as_ref()
    }
}
