//! A browser on a system, by the label that rows keep of it.

use super::Say;

/// The browser with this label, "Firefox on Linux", as `identity::device` makes them. The names stay as they are.
pub fn device(label: &str) -> Say {
    match label.split_once(" on ") {
        Some(("Browser", system)) => Say::new("device-browser-on").with("system", system),
        Some((browser, system)) => {
            let on = Say::new("device-on");
            on.with("browser", browser).with("system", system)
        }
        None if label == "Unknown browser" => Say::new("device-unknown"),
        None => Say::verbatim(label),
    }
}
