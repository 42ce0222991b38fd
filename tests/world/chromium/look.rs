//! Looking at a page: at every width, with larger text, and pictures of it, light and dark.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::{Chromium, Script};

impl Chromium {
    /// Makes the window as large as a screen of this width; below 500 px it is a phone.
    pub async fn set_width(&self, width: u32) {
        let height = if width < 500 { 844 } else { 800 };
        self.set_screen(width, height, 1).await;
    }

    /// A screen of 1280 × 800, where somebody made everything twice as large.
    async fn zoom(&self) {
        self.set_screen(640, 400, 2).await;
    }

    async fn set_screen(&self, width: u32, height: u32, scale: u32) {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": scale, "mobile": width < 500,
        });
        self.dev_tools("Emulation.setDeviceMetricsOverride", metrics)
            .await;
    }

    /// What the system says about colours: `light` or `dark`.
    pub async fn set_system_theme(&self, theme: &str) {
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": theme}]});
        self.dev_tools("Emulation.setEmulatedMedia", features).await;
    }

    /// Looks at the present page as everybody sees it: nothing may be wider than the screen, or cut. Keeps pictures in
    /// `$LANYARD_SHOTS` when that is set.
    pub async fn look(&self, name: &str) {
        let language = self.language().await;
        for width in [320, 390, 1280] {
            self.set_width(width).await;
            for size in ["normal", "larger"] {
                self.is_whole(&format!("{language}/{name} at {width} px"), size)
                    .await;
            }
            if width != 390 {
                self.is_accessible(name, &language, width).await;
            }
        }
        self.zoom().await;
        self.is_whole(&format!("{language}/{name} at 200 %"), "normal")
            .await;
        if let Some(directory) = std::env::var_os("LANYARD_SHOTS").map(PathBuf::from) {
            let directory = directory.join(&language);
            std::fs::create_dir_all(&directory).unwrap();
            for theme in ["light", "dark"] {
                self.set_system_theme(theme).await;
                for width in [1280, 390] {
                    self.set_width(width).await;
                    self.run(AT_REST).await;
                    let png = self.picture().await;
                    let file = directory.join(format!("{name}-{theme}-{width}.png"));
                    std::fs::write(file, png).unwrap();
                }
            }
            self.set_system_theme("light").await;
        }
        self.set_width(1280).await;
    }

    /// Nothing is wider than the screen, and no words are cut.
    async fn is_whole(&self, what: &str, size: &str) {
        let script = NOT_WHOLE.replace("SIZE", size);
        assert_eq!(self.run(&script).await, json!([]), "{what}, text {size}");
    }

    /// Axe finds nothing on the present page. Colours are the same in every language, so only in English each width is looked at light
    /// and dark.
    async fn is_accessible(&self, name: &str, language: &str, width: u32) {
        // Without scripts axe cannot run either; the markup is the same.
        let Some(axe) = AXE.as_deref().filter(|_| self.script == Script::On) else {
            return;
        };
        self.run(axe).await;
        let themes: &[_] = match (language, width < 500) {
            ("en", _) => &["light", "dark"],
            ("ar", false) | (_, true) => &["light"],
            _ => &["dark"],
        };
        for theme in themes {
            self.set_system_theme(theme).await;
            self.run(AT_REST).await;
            let answer = self.driver.execute_async(RUN_AXE, []).await.unwrap();
            assert_eq!(
                answer.json(),
                &json!([]),
                "{language}/{name} at {width} px, {theme}: what axe found"
            );
        }
        self.set_system_theme("light").await;
    }

    /// What language the present page is in.
    pub async fn language(&self) -> String {
        let language = self.run("return document.documentElement.lang").await;
        language.as_str().expect("a language").to_owned()
    }

    /// From now on this browser asks for pages in `language`.
    pub async fn ask_for_language(&self, language: &str) {
        self.dev_tools("Network.enable", json!({})).await;
        let headers = json!({"headers": {"Accept-Language": language}});
        self.dev_tools("Network.setExtraHTTPHeaders", headers).await;
    }

    /// The whole page as a PNG.
    pub async fn picture(&self) -> Vec<u8> {
        let whole = json!({"format": "png", "captureBeyondViewport": true});
        let picture = self.dev_tools("Page.captureScreenshot", whole).await;
        let data = picture["data"].as_str().expect("a picture");
        STANDARD.decode(data).expect("base64")
    }
}

/// axe-core, where scripts/relying-parties could install it.
static AXE: LazyLock<Option<String>> = LazyLock::new(|| {
    let made = Path::new(option_env!("CARGO_TARGET_TMPDIR").unwrap_or_default()).join("node");
    let axe = std::fs::read_to_string(made.join("node_modules/axe-core/axe.min.js")).ok();
    if axe.is_none() {
        let why = std::fs::read_to_string(made.join("left-out"));
        let why = why.unwrap_or_else(|_| "run scripts/relying-parties".to_owned());
        eprintln!(
            "LEFT OUT: axe-core does not look at the pages: {}",
            why.trim()
        );
    }
    axe
});

/// Colours change slowly: what they change to.
const AT_REST: &str = "document.getAnimations().forEach((one) => one.finish())";

/// Answers with what axe has found: the rule, and where.
const RUN_AXE: &str = r#"
    const answer = arguments[arguments.length - 1];
    const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, { runOnly: rules, resultTypes: ['violations'] }).then(
        (found) => answer(found.violations.flatMap((rule) =>
            rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`))),
        (error) => answer([String(error)]));
"#;

/// What sticks out of the screen at text size SIZE, on either side, as far as it cannot be scrolled on its own; and what hides words of
/// its own, but for names, which end in an ellipsis.
const NOT_WHOLE: &str = r#"
    const html = document.documentElement, before = html.dataset.text;
    html.dataset.text = 'SIZE';
    const room = html.clientWidth;
    const out = html.scrollWidth <= room ? [] : [...document.querySelectorAll('body *')]
        .filter((e) => e.getBoundingClientRect().right > room + 0.5 || e.getBoundingClientRect().left < -0.5)
        .map((e) => `${e.localName}#${e.id}.${e.className} sticks out of ${room}`);
    if (html.scrollWidth > room && !out.length) out.push(`page ${html.scrollWidth} > ${room}`);
    for (const e of document.querySelectorAll('body *')) {
        const style = getComputedStyle(e);
        const hides = style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis' && style.clipPath === 'none'
            && !e.matches('.unseen, .accounts');
        const inside = e.matches('button, .button, .tag, summary') || hides;
        if (inside && e.checkVisibility() && e.scrollWidth > e.clientWidth + 1)
            out.push(`${e.localName}#${e.id}.${e.className} cuts "${e.innerText}"`);
    }
    html.dataset.text = before;
    return out;
"#;
