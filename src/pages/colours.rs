//! `/brand/{hash}/{rrggbb}.css`: the stylesheet of one colour. It follows from the colour, so nothing is kept, and its address changes
//! with what it says.

use aws_lc_rs::digest::{SHA256, digest};
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::Response;
use axum::http::header::HeaderValue;

use super::assets::{immutable, nowhere};
use crate::app::App;
use crate::protocol::colour::{Accent, Colour};

/// Where the stylesheet of this accent is.
pub fn address(accent: &Accent) -> String {
    let name = accent.light.accent.to_string();
    let sum = digest(&SHA256, accent.css().as_bytes());
    let hash = sum
        .as_ref()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"));
    format!(
        "/brand/{}/{}.css",
        hash.collect::<String>(),
        name.trim_start_matches('#')
    )
}

/// Serves the stylesheet of a colour that can be read, 404 for every other.
pub async fn serve(
    State(app): State<App>,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Response<Body> {
    let asked = path.ok().and_then(|Path((hash, file))| {
        let name = file.strip_suffix(".css")?;
        let colour: Colour = format!("#{name}").parse().ok()?;
        let accent = Accent::of(colour).ok()?;
        (address(&accent) == format!("/brand/{hash}/{file}")).then_some(accent)
    });
    let https = app.brand.https;
    let css = HeaderValue::from_static("text/css; charset=utf-8");
    match asked {
        Some(accent) => immutable(accent.css().into(), css, https),
        None => nowhere(https),
    }
}
