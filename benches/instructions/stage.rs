//! What every run begins with: a database with keys, Mara, who is signed in, and two apps. It is made once and copied, because
//! making an RSA key takes a thousand times what a request takes, and never the same.

use std::fs;
use std::path::Path;

use lanyard::config::Settings;
use serde::{Deserialize, Serialize};

use super::world::{Browser, ISSUER, Provider, Scene};

/// How the app, the service and the browser prove who they are.
#[derive(Serialize, Deserialize)]
pub struct Stage {
    pub client_id: String,
    pub app: String,
    pub service: String,
    pub cookies: String,
    /// Those of a session that is bound to its device.
    pub bound: String,
}

fn header(browser: &Browser) -> String {
    let pairs = browser.jar.iter();
    let pairs: Vec<_> = pairs
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("; ")
}

const FILE: &str = "stage.json";

/// Opens the provider whose data are in `directory`; makes them when there are none.
pub async fn open(directory: &Path) -> Provider {
    let mut settings = Settings::for_tests(ISSUER);
    let database = format!("sqlite:{}", directory.join("lanyard.db").display());
    settings.database = database.parse().expect("a database address");
    settings.data_dir = directory.to_path_buf();
    Provider::start(settings).await
}

impl Stage {
    /// Fills an empty directory.
    pub async fn set(directory: &Path) {
        let provider = open(directory).await;
        let mut scene = Scene::new(&provider).await;
        let (id, secret) = provider.add_service("Nightly Export", "export:read").await;
        let unbound = header(&scene.browser);
        // Another window, so that the sign-in before goes on.
        scene.browser.jar.clear();
        scene.browser.sign_in("mara").await;
        scene.browser.binds().await;
        let stage = Self {
            client_id: scene.app.client_id,
            app: scene.basic,
            service: provider.basic(&id, &secret),
            cookies: unbound,
            bound: header(&scene.browser),
        };
        fs::write(directory.join(FILE), serde_json::to_vec(&stage).unwrap()).unwrap();
        provider.app.db.close().await;
    }

    pub fn read(directory: &Path) -> Self {
        serde_json::from_slice(&fs::read(directory.join(FILE)).unwrap()).unwrap()
    }
}

/// A directory as `from` is.
pub fn copy(from: &Path) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.path().join(file.file_name())).unwrap();
    }
    to
}
