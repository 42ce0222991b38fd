//! Steps of many stories.

use super::{Chromium, House, PASSWORD, RelyingParty};

impl House {
    /// An app of the house that listens, and is registered.
    pub async fn harbour_notes(&self) -> RelyingParty {
        let app = RelyingParty::open(&self.issuer, "localhost").await;
        app.is_registered(self.add_app("Harbour Notes", &app.callback()).await);
        app
    }
}

impl Chromium {
    /// Fills the sign-in page that is open, and sends it.
    pub async fn sign_in(&self, login: &str) {
        self.fill("#login", login).await;
        self.fill("#password", PASSWORD).await;
        self.click("#sign-in").await;
    }
}
