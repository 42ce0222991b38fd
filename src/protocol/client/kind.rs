//! Kinds of programs.

use serde::{Deserialize, Serialize};

/// What kind of program the client is; decides what it can keep secret and where it can be called back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Runs on a server and keeps a secret.
    Web,
    /// Runs in the browser; public.
    Spa,
    /// Runs on the user's device; public (RFC 8252).
    Native,
    /// Acts for itself, without a user; keeps a secret.
    Service,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Web, Self::Spa, Self::Native, Self::Service];

    /// Its name in documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Spa => "spa",
            Self::Native => "native",
            Self::Service => "service",
        }
    }
}
