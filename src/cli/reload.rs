//! What SIGHUP does to a server: it reads its settings again, and whatever other nodes and commands changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use tokio::signal::unix::Signal;

use crate::app::App;
use crate::config::{ConfigError, Loaded, SessionMode, Settings, flatten};
use crate::ops::telemetry::Log;
use crate::ops::tls::Tls;

/// How settings are read again, and where they take effect.
pub struct Reload {
    /// Reads them as at the start.
    pub load: Box<dyn Fn() -> Result<Loaded, ConfigError> + Send>,
    /// What is written to the log.
    pub log: Log,
    /// Those that hold.
    pub settings: Settings,
}

impl Reload {
    /// Reloads at each signal, until the process ends.
    pub async fn whenever(mut self, mut hang_up: Signal, app: App, tls: Option<Arc<Tls>>) {
        while hang_up.recv().await.is_some() {
            self.reload();
            if let Some(tls) = &tls {
                tls.reload();
            }
            // Making keys may take seconds, and the next signal does not wait for that.
            tokio::spawn(read_anew(app.clone()));
        }
    }

    /// A mistake in the settings changes nothing: the server goes on as it is.
    fn reload(&mut self) {
        let loaded = match (self.load)() {
            Ok(loaded) => loaded,
            Err(ConfigError(problems)) => {
                for problem in problems {
                    tracing::error!(
                        key = problem.key,
                        set_in = problem.origin,
                        fix = problem.fix,
                        "not reloaded: {}",
                        problem.problem
                    );
                }
                return;
            }
        };
        let mut wait = changed(&self.settings, &loaded.settings);
        let mut done = Vec::new();
        if self.settings.log.level != loaded.settings.log.level {
            match self.log.set_level(&loaded.settings.log.level) {
                Ok(()) => {
                    self.settings.log.level = loaded.settings.log.level;
                    wait.retain(|key| key != "log.level");
                    done.push("log.level");
                }
                Err(error) => tracing::error!(
                    error = &*error as &dyn std::error::Error,
                    "not reloaded: log.level"
                ),
            }
        }
        // At warn, so that it is seen whatever the level is now.
        tracing::warn!(
            now = done.join(" "),
            at_the_next_start = wait.join(" "),
            "reloaded: settings, keys, ended sessions"
        );
    }
}

/// What other nodes and commands changed.
async fn read_anew(app: App) {
    if let Err(error) = app.keys.refresh(&app.db, app.clock.now()).await {
        tracing::warn!(%error, "keys could not be read anew");
    }
    if app.sessions.mode() == SessionMode::Cookie
        && let Err(error) = app.sessions.refresh_ended().await
    {
        tracing::warn!(%error, "ended sessions could not be read anew");
    }
}

/// The keys whose values differ. Secrets look all the same when they are printed, so they are compared by themselves.
fn changed(before: &Settings, after: &Settings) -> Vec<String> {
    let print = |settings: &Settings| {
        let mut lines = Vec::new();
        let value = serde_json::to_value(settings).unwrap_or_default();
        flatten(String::new(), &value, &mut lines);
        lines.into_iter().collect::<BTreeMap<String, Value>>()
    };
    let (old, new) = (print(before), print(after));
    let secret = |key: &str| match key {
        "database" => before.database != after.database,
        "master_key" => before.master_key != after.master_key,
        _ => false,
    };
    let keys = new
        .into_iter()
        .filter(|(key, value)| old.get(key) != Some(value) || secret(key));
    keys.map(|(key, _)| key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fc_61_what_changed_is_said_by_key() {
        let before = Settings::for_tests("https://id.example.com");
        let mut after = before.clone();
        assert!(changed(&before, &after).is_empty());
        after.session.idle *= 2;
        after.log.level = "debug".parse().unwrap();
        assert_eq!(changed(&before, &after), ["log.level", "session.idle"]);
        let [one, two] = ["one", "two"].map(|password| {
            let mut settings = before.clone();
            let url = format!("postgres://lanyard:{password}@db/lanyard");
            settings.database = url.parse().unwrap();
            settings
        });
        assert_eq!(changed(&one, &two), ["database"]);
    }
}
