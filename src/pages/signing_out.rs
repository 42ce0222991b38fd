//! The page that tells apps of a sign-out, each in a frame (OpenID Connect Front-Channel Logout 1.0 §3), and then goes on: when all have
//! loaded or after three seconds, by itself. The link works without waiting.

use askama::Template;

use super::{Ctx, Page};
use crate::http::headers::FormTarget;
use crate::locale::Say;

/// How long the page waits for its frames, in seconds.
pub const WAIT_SECONDS: u32 = 3;

/// An app that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Its name.
    pub app: String,
    /// Its page, with `iss` and `sid`.
    pub url: String,
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
    /// Where the frames are.
    pub sources: Vec<FormTarget>,
}

impl SigningOutPage<'_> {
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
