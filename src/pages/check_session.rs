//! The frame in which apps watch the browser's session (OpenID Connect Session Management 1.0 §3.2). It shows nothing, and any site may
//! frame it: all it tells is whether what an app has is still so.

use askama::Template;

/// The frame.
#[derive(Template)]
#[template(path = "check_session.html")]
pub struct CheckSessionFrame {
    /// Who runs this server.
    pub operator: String,
    /// The name of the browser's state.
    pub state: String,
    /// Where it is asked for anew.
    pub ask: &'static str,
    /// The nonce of its script.
    pub nonce: String,
}
