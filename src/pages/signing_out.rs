//! The page that tells apps of a sign-out, each in a frame (OpenID Connect Front-Channel Logout 1.0 §3), and then goes on: when all have
//! loaded or after three seconds, by itself, without a script as well. The link works without waiting.

use askama::Template;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Ctx, Page};
use crate::http::headers::FormTarget;
use crate::locale::Say;

/// How long the page waits for its frames, in seconds.
pub const WAIT_SECONDS: u32 = 3;
/// How long a frame waits before it goes to its app, where no script runs, in seconds. Browsers count the wait of the page from the
/// moment when it has loaded with all its frames, and one of an app that hangs never does. So each begins with a document that is
/// there at once.
const BEGIN_SECONDS: u32 = 1;

/// An app that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Its name.
    pub app: String,
    /// Its page, with `iss` and `sid`.
    pub url: String,
}

impl Frame {
    /// The address of the document with which the frame begins.
    fn beginning(&self) -> String {
        let begins = Beginning { url: &self.url }.to_string();
        format!(
            "{BEGINNING}{}",
            utf8_percent_encode(&begins, NON_ALPHANUMERIC)
        )
    }
}

/// Of no origin, so that it shares nothing with this site.
const BEGINNING: &str = "data:text/html,";

/// Goes to an app a moment later.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<meta http-equiv="refresh" content="{{ BEGIN_SECONDS }};url={{ url }}">"#
)]
struct Beginning<'a> {
    url: &'a str,
}

/// Tells apps, and goes on.
#[derive(Template)]
#[template(path = "signing_out.html")]
pub struct SigningOutPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// Who is told.
    pub frames: Vec<Frame>,
    /// How many apps are left out, because they are too many for one page.
    pub left_out: usize,
    /// Where it goes on.
    pub onward: String,
    /// What the frames show: [`SigningOutPage::sources`].
    pub sources: Vec<FormTarget>,
}

impl SigningOutPage<'_> {
    /// Where the pages of `apps` are, and what comes before them in their frames.
    pub fn sources(apps: Vec<FormTarget>) -> Vec<FormTarget> {
        FormTarget::of(BEGINNING).into_iter().chain(apps).collect()
    }

    fn told_of_fewer(&self) -> Say {
        Say::new("signing-out-left-out").count("left-out", self.left_out)
    }
}

impl Page for SigningOutPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn script(&self) -> Option<&'static str> {
        Some("signing_out.js")
    }

    fn frames(&self) -> &[FormTarget] {
        &self.sources
    }
}
