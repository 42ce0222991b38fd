//! What every run begins with: a database with keys, Mara, who is signed in, and two apps. It is made once and copied, because
//! making an RSA key takes a thousand times what a request takes, and never the same.

use std::fs;
use std::path::Path;

use lanyard::config::Settings;
use serde::{Deserialize, Serialize};

use super::world::{ISSUER, Provider, Scene};

/// How the app, the service and the browser prove who they are.
#[derive(Serialize, Deserialize)]
pub struct Stage {
    pub client_id: String,
    pub app: String,
    pub service: String,
    pub cookies: String,
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
        let scene = Scene::new(&provider).await;
        let (id, secret) = provider.add_service("Nightly Export", "export:read").await;
        let cookies: Vec<_> = scene
            .browser
            .jar
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let stage = Self {
            client_id: scene.app.client_id,
            app: scene.basic,
            service: provider.basic(&id, &secret),
            cookies: cookies.join("; "),
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
