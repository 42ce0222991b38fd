//! Headless Chromium, and the few things a test does with it.

use std::time::{Duration, Instant};

use axum::http::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::prelude::*;
use thirtyfour::{LoggingPrefsLogLevel, RequestData, SessionId};

use super::driver::{self, Driver};

/// How long a page may take to come. The processors may be shared.
const PATIENCE: Duration = Duration::from_secs(20);

/// Whether pages may run their script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    On,
    Off,
}

/// One person's browser.
pub struct Chromium {
    pub driver: WebDriver,
    process: Driver,
    pub script: Script,
}

/// A command of the DevTools protocol.
#[derive(Debug)]
struct DevTools(&'static str, Value);

impl FormatRequestData for DevTools {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(Method::POST, format!("/session/{session}/goog/cdp/execute"))
            .add_body(json!({"cmd": self.0, "params": self.1}))
    }
}

impl Chromium {
    pub async fn start(script: Script) -> Self {
        Self::start_with(script, &[]).await
    }

    /// One that trusts this certificate, and keeps keys for sessions as browsers with a secure element do.
    pub async fn start_trusting(pin: &str) -> Self {
        let trusts = format!("--ignore-certificate-errors-spki-list={pin}");
        // Without its limit of refreshes in a while: tests make time go fast.
        const BINDS: &str = "--enable-features=DeviceBoundSessions:RefreshQuota/false,\
            EnableBoundSessionCredentialsSoftwareKeysForManualTesting";
        Self::start_with(Script::On, &[&trusts, BINDS]).await
    }

    async fn start_with(script: Script, further: &[&str]) -> Self {
        let mut wanted = DesiredCapabilities::chrome();
        let binary = driver::chromium();
        wanted
            .set_binary(binary.to_str().expect("a path of ASCII"))
            .unwrap();
        for switch in [
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--hide-scrollbars",
            "--lang=en",
            "--window-size=1280,800",
            // Nothing but this machine can be reached, whatever a page asks for.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        ]
        .iter()
        .chain(further)
        {
            wanted.add_arg(switch).unwrap();
        }
        let mut preferences = json!({
            "credentials_enable_service": false,
            "profile.password_manager_enabled": false,
            "profile.password_manager_leak_detection": false,
        });
        if script == Script::Off {
            preferences["profile.managed_default_content_settings.javascript"] = json!(2);
        }
        wanted
            .add_experimental_option("prefs", preferences)
            .unwrap();
        wanted
            .set_browser_log_level(LoggingPrefsLogLevel::All)
            .unwrap();
        let process = Driver::start();
        let driver = WebDriver::new(&process.url, wanted)
            .await
            .unwrap_or_else(|error| panic!("Chromium does not start: {error}"));
        Self {
            driver,
            process,
            script,
        }
    }

    pub async fn quit(self) {
        let _ = self.driver.quit().await;
        drop(self.process);
    }

    /// Opens a whole URL and waits for the page it ends at.
    pub async fn open(&self, url: &str) {
        self.driver
            .goto(url)
            .await
            .unwrap_or_else(|error| panic!("{url} does not open: {error}"));
    }

    pub async fn url(&self) -> String {
        self.driver.current_url().await.unwrap().to_string()
    }

    /// The path of the present page, without its query.
    pub async fn path(&self) -> String {
        self.driver.current_url().await.unwrap().path().to_owned()
    }

    /// Waits until the page at `path` is there, and nothing is under way any more.
    pub async fn arrives_at(&self, path: &str) {
        let deadline = Instant::now() + PATIENCE;
        while self.path().await != path || !self.is_complete().await {
            if Instant::now() > deadline {
                panic!("the browser is at {}, not at {path}", self.url().await);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn is_complete(&self) -> bool {
        let state = self.driver.execute("return document.readyState", []).await;
        state.is_ok_and(|state| state.json() == "complete")
    }

    /// The first element that matches a CSS selector, which may take a moment to appear.
    pub async fn find(&self, css: &str) -> WebElement {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.driver.find(By::Css(css)).await {
                Ok(element) => return element,
                Err(error) if Instant::now() > deadline => {
                    panic!("no {css} at {}: {error}", self.url().await)
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }

    /// Waits until a script says so.
    pub async fn wait_until(&self, script: &str) {
        let deadline = Instant::now() + PATIENCE;
        while self.run(script).await != Value::Bool(true) {
            let url = self.url().await;
            assert!(Instant::now() < deadline, "not at {url}: {script}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until an element has words.
    pub async fn has_words(&self, css: &str) {
        self.wait_until(&format!(
            "return !!document.querySelector({css:?})?.textContent.trim()"
        ))
        .await;
    }

    pub async fn has(&self, css: &str) -> bool {
        let found = self.driver.find_all(By::Css(css)).await;
        !found.unwrap().is_empty()
    }

    /// The text of an element as it is shown.
    pub async fn text(&self, css: &str) -> String {
        self.find(css).await.text().await.unwrap()
    }

    pub async fn heading(&self) -> String {
        self.text("h1").await
    }

    /// What a field holds.
    pub async fn value(&self, css: &str) -> String {
        let value = self.find(css).await.prop("value").await;
        value.unwrap().unwrap_or_default()
    }

    /// Empties a field and types into it.
    pub async fn fill(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Clicks with the mouse. An element that takes no pointer input yet is tried until it does.
    pub async fn click(&self, css: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let element = self.find(css).await;
            match element.click().await {
                Ok(()) => return,
                Err(error) if Instant::now() > deadline => panic!("{css}: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }

    /// Presses a key wherever the focus is.
    pub async fn press(&self, key: Key) {
        self.type_keys(key).await;
    }

    /// Types wherever the focus is.
    pub async fn type_keys(&self, keys: impl Into<TypingData>) {
        self.driver
            .action_chain()
            .send_keys(keys)
            .perform()
            .await
            .unwrap();
    }

    /// Runs a test's own script, which the page's policy does not concern.
    pub async fn run(&self, script: &str) -> Value {
        let answer = self.driver.execute(script, []).await;
        answer
            .unwrap_or_else(|error| panic!("{script}: {error}"))
            .json()
            .clone()
    }

    /// What has the focus: its id, or its element name and text.
    pub async fn focused(&self) -> String {
        let script = "const e = document.activeElement; \
            return e.id || `${e.localName} ${(e.ariaLabel || e.textContent || '').trim()}`.trim()";
        self.run(script).await.as_str().unwrap().to_owned()
    }

    pub async fn dev_tools(&self, command: &'static str, parameters: Value) -> Value {
        let answer = self.driver.cmd(DevTools(command, parameters)).await;
        answer
            .unwrap_or_else(|error| panic!("{command}: {error}"))
            .value_json()
            .unwrap_or_default()
    }

    /// The cookies that it sends to `url`.
    pub async fn cookies(&self, url: &str) -> Vec<Value> {
        let all = self.dev_tools("Network.getCookies", json!({ "urls": [url] }));
        all.await["cookies"].as_array().unwrap().clone()
    }

    /// Takes over every cookie of `other` for `url`, as malware does.
    pub async fn take_cookies_of(&self, other: &Self, url: &str) {
        for cookie in other.cookies(url).await {
            let same = json!({
                "name": cookie["name"], "value": cookie["value"], "url": url, "path": "/",
                "secure": true, "httpOnly": true, "sameSite": "Lax",
                // As long as the thief likes.
                "expires": 4_000_000_000_u64,
            });
            let set = self.dev_tools("Network.setCookie", same).await;
            assert_eq!(set["success"], true, "{cookie}");
        }
    }

    /// What the browser complained about since this was last asked, besides documents with an error status.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.driver.browser_log().await.unwrap();
        log.into_iter()
            .filter(|entry| matches!(&*entry.level, "SEVERE" | "WARNING"))
            .filter(|entry| {
                !entry
                    .message
                    .contains("the server responded with a status of 4")
            })
            .map(|entry| entry.message)
            .collect()
    }

    /// Fails when a page met its content security policy, or complained of anything else.
    pub async fn assert_no_violation(&self) {
        assert_eq!(self.complaints().await, Vec::<String>::new());
    }

    /// Says where a failed test was.
    pub async fn leave_evidence(&self) {
        let url = self.driver.current_url().await.map(String::from);
        let text = match self.driver.find(By::Css("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(error) => error.to_string(),
        };
        let complaints = self.driver.browser_log().await;
        eprintln!("at {url:?}, which says:\n{text}\nand complains: {complaints:#?}");
    }
}
