//! What people see: one struct per page, rendered by the template of the same name.
//!
//! A page is built by its handler, holds only what it shows, and is sent by [`respond`], which adds the security
//! headers that fit that very page.

pub mod account;
pub mod admin;
pub mod apps;
pub mod assets;
mod cause;
pub mod check_session;
pub mod choose_account;
pub mod colours;
pub mod consent;
pub mod due;
pub mod error;
pub mod finished;
pub mod form;
pub mod form_post;
#[cfg(test)]
mod gallery;
pub mod guard;
pub mod landing;
pub mod login;
pub mod logout;
pub mod look;
#[cfg(test)]
mod markup;
mod not_taken;
pub mod page_error;
pub mod passkey;
pub mod path;
pub mod pictures;
pub mod preferences;
pub mod purpose;
pub mod recovery;
pub mod refusal;
pub mod refused_request;
pub mod routes;
pub mod second_factor;
pub mod setup;
pub mod sign_up;
pub mod signing_out;
#[cfg(test)]
mod style_tests;
pub mod under_way;
pub mod undo;
pub mod visit;
pub mod when;
pub mod wrong;

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use axum::http::{Response, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::config::Brand;
use crate::http::headers::{self, FormTarget, PagePolicy};
use crate::locale::{Html, Say, Spoken, Words};
use crate::protocol::colour::Accent;
use crate::protocol::roles::Roles;
use crate::session::accounts::Others;
use look::Look;

/// What every template knows besides its own page: who runs this, how it should look, who is looking.
#[derive(Debug, Clone)]
pub struct Ctx {
    /// The installation.
    pub brand: Arc<Brand>,
    /// Theme and text size.
    pub look: Look,
    /// The language.
    pub words: Arc<Words>,
    /// The signed-in person, for the bar of the account and developer areas.
    pub viewer: Option<Viewer>,
    /// Path and query of this page on this site: where "Language and display" returns to.
    pub here: String,
    /// What was just done, once: "Password changed."
    pub notice: Option<String>,
    /// The script nonce of this response, base64 of 128 random bits.
    pub nonce: String,
}

impl Ctx {
    /// The context of one response; draws a fresh nonce.
    pub fn new(
        brand: &Arc<Brand>,
        (look, words): (Look, Arc<Words>),
        viewer: Option<Viewer>,
        here: &str,
    ) -> Self {
        Self {
            brand: brand.clone(),
            look,
            words,
            viewer,
            here: here.to_owned(),
            notice: None,
            nonce: STANDARD.encode(crate::random::bytes::<16>()),
        }
    }

    /// A message without arguments.
    fn t(&self, id: &str) -> Html<'_> {
        self.words.t(id)
    }

    /// A message whose arguments follow.
    fn say(&self, id: &'static str) -> Spoken<'_> {
        self.words.say(id)
    }

    /// What code decided to say.
    fn said(&self, say: impl AsRef<Say>) -> Html<'static> {
        self.words.said(say.as_ref())
    }

    /// The same for a title or an attribute.
    fn plain(&self, say: impl AsRef<Say>) -> String {
        self.words.text(say.as_ref())
    }
}

/// The person the page is shown to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// The display name, as they wrote it.
    pub name: String,
    /// The e-mail address, or the login name of an account without one.
    pub email: String,
    /// What they may look after here.
    pub roles: Roles,
    /// The CSRF token of the bar's "Sign out" form.
    pub sign_out_csrf: String,
    /// Who else this browser knows.
    pub others: Others,
}

impl Viewer {
    fn has_role(&self) -> bool {
        !self.roles.is_empty()
    }

    fn has_others(&self) -> bool {
        self.others != Others::None
    }

    fn others_are_signed_in(&self) -> bool {
        self.others == Others::SignedIn
    }
}

/// A whole page.
pub trait Page: askama::Template {
    /// The context it was built with.
    fn ctx(&self) -> &Ctx;

    /// The script it loads: `copy.js` where there are values to copy or a password to show.
    fn script(&self) -> Option<&'static str> {
        None
    }

    /// The app that the person is on the way to.
    fn app(&self) -> Option<&AppFace> {
        None
    }

    /// The address of the stylesheet with a colour of the app's or the operator's own.
    fn colours(&self) -> Option<String> {
        let of_app = self.app().and_then(|app| app.accent);
        of_app
            .or(self.ctx().brand.accent)
            .map(|accent| colours::address(&accent))
    }

    /// Whether it loads `passkey.js` as well, because a form of it asks for a passkey.
    fn asks_passkey(&self) -> bool {
        false
    }

    /// Where a form of this page may lead besides this site.
    fn form_target(&self) -> Option<&FormTarget> {
        None
    }

    /// Whose pages it shows in frames.
    fn frames(&self) -> &[FormTarget] {
        &[]
    }
}

/// A page that says it is too early, with when it is not any more (RFC 9110 §10.2.3), in seconds.
pub(crate) fn try_after(pause: Duration, mut page: Response<Body>) -> Response<Body> {
    let headers = page.headers_mut();
    headers.insert(RETRY_AFTER, pause.as_secs().into());
    page
}

/// Renders a page and adds its security headers.
pub fn respond(status: StatusCode, page: &impl Page) -> Response<Body> {
    let ctx = page.ctx();
    let html = match page.render() {
        Ok(html) => html,
        Err(error) => {
            tracing::error!(%error, "page not rendered");
            return plain_failure(ctx);
        }
    };
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    let has_script = page.script().is_some() || page.asks_passkey();
    let nonce = has_script.then_some(ctx.nonce.as_str());
    PagePolicy {
        https: ctx.brand.https,
        nonce,
        form_target: page.form_target(),
        frames: page.frames(),
    }
    .apply(headers);
    response
}

/// The error page cannot be shown either.
fn plain_failure(ctx: &Ctx) -> Response<Body> {
    let words = ctx.plain(Say::new("error-without-page"));
    let mut response = Response::new(Body::from(format!("{words}\n")));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    headers::bare(response.headers_mut(), ctx.brand.https);
    response
}

/// How an app presents itself to people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AppFace {
    /// The registered name.
    pub name: String,
    /// The host it leads people to, where that is shown.
    pub host: Option<String>,
    /// Whether its owner proved to control that host.
    pub host_verified: bool,
    /// Its privacy page.
    pub privacy: Option<String>,
    /// Its terms page.
    pub terms: Option<String>,
    /// The address of its picture on this site.
    pub logo: Option<String>,
    /// Its colour.
    pub accent: Option<Accent>,
}

impl AppFace {
    /// The letter on the tile that stands in for a logo.
    pub fn initial(&self) -> String {
        initial(&self.name)
    }

    /// The privacy page, if a browser may be sent there (DR-08).
    pub fn privacy_link(&self) -> Option<&str> {
        self.privacy.as_deref().filter(|url| is_web_link(url))
    }

    /// The terms page, if a browser may be sent there (DR-08).
    pub fn terms_link(&self) -> Option<&str> {
        self.terms.as_deref().filter(|url| is_web_link(url))
    }
}

/// The first letter or digit of a name, as a capital.
fn initial(name: &str) -> String {
    let first = name.chars().find(|c| c.is_alphanumeric());
    first.map_or_else(|| "?".to_owned(), |c| c.to_uppercase().collect())
}

/// The tint of the tile of who has this name: `"t0"` to `"t5"`, always the same for the same name.
fn tint(name: &str) -> String {
    let sum = name.bytes().fold(0_u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(byte.into())
    });
    format!("t{}", sum % 6)
}

/// Whether `url` is a plain web address: registration checks it, and the page does not rely on that.
fn is_web_link(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
