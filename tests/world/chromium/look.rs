//! Looking at a page: at every width, with larger text, and pictures of it, light and dark.

use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::Chromium;

impl Chromium {
    /// Makes the window as large as a screen of this width; below 500 px it is a phone.
    pub async fn set_width(&self, width: u32) {
        let height = if width < 500 { 844 } else { 800 };
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500,
        });
        self.dev_tools("Emulation.setDeviceMetricsOverride", metrics)
            .await;
    }

    /// What the system says about colours: `light` or `dark`.
    pub async fn set_system_theme(&self, theme: &str) {
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": theme}]});
        self.dev_tools("Emulation.setEmulatedMedia", features).await;
    }

    /// Looks at the present page as everybody sees it: nothing may be wider than the screen. Keeps pictures in
    /// `$LANYARD_SHOTS` when that is set.
    pub async fn look(&self, name: &str) {
        for width in [320, 390, 1280] {
            self.set_width(width).await;
            for size in ["normal", "larger"] {
                let wide = self.run(&TOO_WIDE.replace("SIZE", size)).await;
                assert_eq!(
                    wide,
                    json!([]),
                    "{name} is too wide at {width} px, text {size}"
                );
            }
        }
        if let Some(directory) = std::env::var_os("LANYARD_SHOTS").map(PathBuf::from) {
            std::fs::create_dir_all(&directory).unwrap();
            for theme in ["light", "dark"] {
                self.set_system_theme(theme).await;
                for width in [1280, 390] {
                    self.set_width(width).await;
                    let png = self.picture().await;
                    let file = directory.join(format!("{name}-{theme}-{width}.png"));
                    std::fs::write(file, png).unwrap();
                }
            }
            self.set_system_theme("light").await;
        }
        self.set_width(1280).await;
    }

    /// The whole page as a PNG.
    pub async fn picture(&self) -> Vec<u8> {
        let whole = json!({"format": "png", "captureBeyondViewport": true});
        let picture = self.dev_tools("Page.captureScreenshot", whole).await;
        let data = picture["data"].as_str().expect("a picture");
        STANDARD.decode(data).expect("base64")
    }
}

/// The elements that stick out of the screen at text size SIZE, as far as they cannot be scrolled on their own.
const TOO_WIDE: &str = r#"
    const html = document.documentElement, before = html.dataset.text;
    html.dataset.text = 'SIZE';
    const room = html.clientWidth;
    const out = html.scrollWidth <= room ? [] : [...document.querySelectorAll('body *')]
        .filter((e) => e.getBoundingClientRect().right > room + 0.5)
        .map((e) => `${e.localName}#${e.id}.${e.className} ${Math.round(e.getBoundingClientRect().right)} > ${room}`);
    if (html.scrollWidth > room && !out.length) out.push(`page ${html.scrollWidth} > ${room}`);
    html.dataset.text = before;
    return out;
"#;
