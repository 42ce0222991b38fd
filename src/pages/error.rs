//! The error page: what people read, and what the app's owner reads below it.

use std::time::Duration;

use askama::Template;
use axum::http::StatusCode;

use super::when::{When, span};
use super::{Ctx, Page, not_taken};
use crate::http::headers::FormTarget;
use crate::locale::Say;
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
#[expect(missing_docs, reason = "the names say it, `cause.rs` says it in words")]
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
#[expect(missing_docs, reason = "the names say it, `cause.rs` says it in words")]
pub enum NoSignOut {
    UriMismatch,
    HintNotValid,
    UnknownClient,
    ClientDisabled,
    ParameterRepeated,
    RequestNotValid,
}

impl Failure {
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
    pub fn heading(self) -> Say {
        Say::new(match self {
            Self::RedirectUriMismatch | Self::RedirectUriMissing => "error-link-heading",
            Self::UnknownClient | Self::ClientDisabled => "error-unknown-heading",
            Self::ResponseTypeNotAllowed
            | Self::RequestNotValid
            | Self::RequestObjectNotValid
            | Self::RequestTooLong
            | Self::ParameterRepeated => "error-request-heading",
            Self::RequestExpired => "error-expired-heading",
            Self::SignOut(_) => "error-sign-out-heading",
            Self::NotFound | Self::MethodNotAllowed => "error-not-found-heading",
            Self::TooManyRequests { .. } => "error-too-many-heading",
            Self::Form(why) => not_taken::heading(why),
            Self::ServerError | Self::Busy | Self::DatabaseNotReachable => "error-server-heading",
        })
    }

    /// What happened, in a sentence or two; `app` is its name, `host` this site's.
    pub fn sentence(self, app: Option<&str>, host: &str) -> Say {
        let id = match self {
            Self::RedirectUriMismatch => "error-redirect-uri-mismatch",
            Self::RedirectUriMissing => "error-redirect-uri-missing",
            Self::UnknownClient => "error-unknown-client",
            Self::ClientDisabled => "error-client-disabled",
            Self::ResponseTypeNotAllowed => "error-response-type",
            Self::RequestNotValid => "error-request",
            Self::RequestObjectNotValid => "error-request-object",
            Self::RequestTooLong => "error-request-too-long",
            Self::ParameterRepeated => "error-repeated",
            Self::RequestExpired => "error-expired",
            Self::SignOut(why) => match why {
                NoSignOut::UriMismatch => "error-sign-out-uri",
                NoSignOut::HintNotValid => "error-sign-out-hint",
                NoSignOut::UnknownClient => "error-sign-out-unknown",
                NoSignOut::ClientDisabled => "error-sign-out-disabled",
                NoSignOut::ParameterRepeated | NoSignOut::RequestNotValid => {
                    "error-sign-out-request"
                }
            },
            Self::NotFound | Self::MethodNotAllowed => "error-not-found",
            Self::TooManyRequests { wait } => {
                return Say::new("error-too-many").saying("wait", span(wait));
            }
            Self::Form(why) => return Say::new(not_taken::sentence(why)).with("host", host),
            Self::ServerError | Self::Busy | Self::DatabaseNotReachable => "error-server",
        };
        of_app(id, app)
    }

    /// Whether the person in front of the browser had no part in it.
    pub fn is_innocent(self) -> bool {
        matches!(
            self,
            Self::RedirectUriMismatch
                | Self::RedirectUriMissing
                | Self::SignOut(_)
                | Self::ResponseTypeNotAllowed
                | Self::RequestNotValid
                | Self::RequestObjectNotValid
                | Self::RequestTooLong
                | Self::ParameterRepeated
                | Self::ClientDisabled
        )
    }

    /// Whether there is nothing here to try again: the way on is the start page.
    pub fn is_nowhere(self) -> bool {
        matches!(
            self,
            Self::NotFound | Self::MethodNotAllowed | Self::Form(_)
        )
    }

    /// The next step of a person, before the reference.
    pub fn next_step(self, app: Option<&str>) -> Say {
        let id = match self {
            Self::ClientDisabled => "error-next-why",
            Self::RequestExpired => "error-next-sign-in",
            Self::SignOut(_) => "error-next-sign-out",
            _ if self.is_innocent() => "error-next-again",
            Self::UnknownClient => "error-next-unknown",
            _ => "error-next-site",
        };
        let next = of_app(id, app);
        match self.is_innocent() {
            true => Say::new("sentences")
                .saying("first", Say::new("error-innocent"))
                .saying("second", next),
            false => next,
        }
    }
}

/// A message about the app with this name, or about one that is not known.
fn of_app(id: &'static str, app: Option<&str>) -> Say {
    Say::new(id)
        .with("app", app.unwrap_or_default())
        .count("named", u8::from(app.is_some()))
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

impl SignIn {
    /// What leads there. `of_app`: the owner of an app may see more as well.
    fn sentence(&self, of_app: bool) -> Say {
        let id = match (of_app, self.again) {
            (true, false) => "error-yours",
            (true, true) => "error-yours-again",
            (false, false) => "error-site",
            (false, true) => "error-site-again",
        };
        Say::new(id).link("link", &self.address)
    }
}

/// What only administrators see of a request that names no app of this server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stranger {
    /// The client id that came; none when it was the secret of a client.
    pub received: Option<String>,
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
    /// Whether what would have been right is what is registered.
    pub registered: bool,
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
            registered: !registered.is_empty(),
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

impl Page for ErrorPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn form_target(&self) -> Option<&FormTarget> {
        self.resend.as_ref()?.target.as_ref()
    }
}
