//! The settings of an app, ready to paste into it.

use serde_json::json;

use crate::locale::Say;
use crate::protocol::metadata::TOKEN;

/// What an app needs to know to sign people in here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppSettings {
    /// Whether people sign in to it; otherwise it asks for tokens in its own name.
    pub has_people: bool,
    /// The issuer.
    pub issuer: String,
    /// The client id.
    pub client_id: String,
    /// Whether the app has a secret.
    pub confidential: bool,
    /// The registered redirect URIs.
    pub redirect_uris: Vec<String>,
    /// What it may ask for: `openid profile email`.
    pub scope: String,
}

/// How the settings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// One by one.
    #[default]
    List,
    /// As lines of a `.env` file.
    Env,
    /// As JSON.
    Json,
}

impl View {
    /// Every view, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::List, Self::Env, Self::Json];

    /// Its value in `?show=`.
    pub fn code(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Env => "env",
            Self::Json => "json",
        }
    }

    /// Its name for people.
    pub fn label(self) -> Say {
        match self {
            Self::List => Say::new("apps-detail-view-list"),
            Self::Env => Say::verbatim(".env"),
            Self::Json => Say::verbatim("JSON"),
        }
    }

    /// The view with this value; the list for any other.
    pub fn from_code(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|view| view.code() == code)
            .unwrap_or_default()
    }
}

impl AppSettings {
    /// The discovery document (OIDC Discovery §4).
    pub fn discovery(&self) -> String {
        format!("{}/.well-known/openid-configuration", self.issuer)
    }

    /// The token endpoint (RFC 6749 §3.2): all that a service needs.
    pub fn token_endpoint(&self) -> String {
        format!("{}{TOKEN}", self.issuer)
    }

    /// A `.env` file; without the secret the line says where to put it.
    pub fn env(&self, secret: Option<&str>) -> String {
        let mut lines = vec![
            format!("OIDC_ISSUER={}", self.issuer),
            format!("OIDC_CLIENT_ID={}", self.client_id),
        ];
        if self.confidential {
            lines.push(format!("OIDC_CLIENT_SECRET={}", secret.unwrap_or_default()));
        }
        if !self.has_people {
            lines.push(format!("OIDC_TOKEN_ENDPOINT={}", self.token_endpoint()));
        }
        if let Some(uri) = self.redirect_uris.first() {
            lines.push(format!("OIDC_REDIRECT_URI={uri}"));
        }
        if !self.scope.is_empty() {
            lines.push(format!("OIDC_SCOPE=\"{}\"", self.scope));
        }
        lines.push(String::new());
        lines.join("\n")
    }

    /// The same as JSON, in the names of RFC 7591.
    pub fn json(&self) -> String {
        let mut settings =
            json!({ "issuer": self.issuer, "client_id": self.client_id, "scope": self.scope });
        if self.confidential {
            settings["client_secret"] = json!("");
        }
        if !self.has_people {
            settings["token_endpoint"] = json!(self.token_endpoint());
        }
        if !self.redirect_uris.is_empty() {
            settings["redirect_uris"] = json!(self.redirect_uris);
        }
        serde_json::to_string_pretty(&settings).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_env_file_has_a_line_for_the_secret_only_when_there_is_one() {
        let mut settings = AppSettings {
            has_people: true,
            issuer: "https://id.example.com".into(),
            client_id: "harbour-notes-7c41".into(),
            confidential: true,
            redirect_uris: vec!["https://notes.harbour.example/cb".into()],
            scope: "openid email".into(),
        };
        let expected = "OIDC_ISSUER=https://id.example.com\nOIDC_CLIENT_ID=harbour-notes-7c41\n\
            OIDC_CLIENT_SECRET=lys_x\nOIDC_REDIRECT_URI=https://notes.harbour.example/cb\nOIDC_SCOPE=\"openid email\"\n";
        assert_eq!(settings.env(Some("lys_x")), expected);
        settings.confidential = false;
        assert!(!settings.env(None).contains("SECRET"));
        assert!(!settings.json().contains("secret"));
        assert!(!settings.json().contains("token_endpoint"));
        settings.has_people = false;
        let line = "OIDC_TOKEN_ENDPOINT=https://id.example.com/token\n";
        assert!(settings.env(None).contains(line));
        assert!(
            settings
                .json()
                .contains("\"token_endpoint\": \"https://id.example.com/token\"")
        );
    }
}
