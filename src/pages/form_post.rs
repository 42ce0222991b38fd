//! The page that posts an answer to the app (OAuth 2.0 Form Post Response Mode §2). A script presses its button; without one the
//! person does.

use askama::Template;

use super::{Ctx, Page};
use crate::http::headers::FormTarget;
use crate::protocol::authorization::FormPost;

/// The form on its way.
#[derive(Template)]
#[template(path = "form_post.html")]
pub struct FormPostPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What it carries.
    pub form: FormPost,
    /// Where it may lead.
    pub target: Option<FormTarget>,
}

impl<'a> FormPostPage<'a> {
    /// The page for `form`.
    pub fn new(ctx: &'a Ctx, form: FormPost) -> Self {
        let target = FormTarget::of(form.action.as_str());
        Self { ctx, form, target }
    }
}

impl Page for FormPostPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn script(&self) -> Option<&'static str> {
        Some("form_post.js")
    }

    fn form_target(&self) -> Option<&FormTarget> {
        self.target.as_ref()
    }
}
