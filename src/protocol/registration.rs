//! Registering a client: from RFC 7591 metadata, or from a form or command line.

use serde_json::Value;

use super::client::{AuthMethod, GrantType, Kind, Metadata, Profile, SigningAlg};
use super::error::Refusal;
use super::ids::ClientId;

/// What somebody wants to register, as they wrote it. Empty or `None` leaves the choice to the kind of app.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of Metadata, not yet checked")]
pub struct Draft {
    pub name: String,
    pub kind: Kind,
    pub profile: Profile,
    pub auth_method: Option<AuthMethod>,
    pub redirect_uris: Vec<String>,
    pub post_logout_redirect_uris: Vec<String>,
    pub scope: Option<String>,
    pub grant_types: Option<Vec<GrantType>>,
    pub id_token_signed_response_alg: Option<SigningAlg>,
    pub homepage: Option<String>,
    pub logo_uri: Option<String>,
    pub policy_uri: Option<String>,
    pub tos_uri: Option<String>,
    pub first_party: bool,
    pub audiences: Vec<String>,
    pub contacts: Vec<String>,
}

/// A field of a [`Draft`], so that a form can show the refusal next to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the fields of Draft")]
pub enum Field {
    Name,
    AuthMethod,
    RedirectUri(usize),
    RedirectUris,
    PostLogoutRedirectUri(usize),
    Scope,
    GrantTypes,
    Homepage,
    LogoUri,
    PolicyUri,
    TosUri,
    Audiences,
    Contacts,
}

/// One mistake of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Where.
    pub field: Field,
    /// What.
    pub refusal: Refusal,
}

impl Draft {
    /// A draft with only a name and a kind.
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self {
            name: name.into(),
            kind,
            profile: Profile::Modern,
            auth_method: None,
            redirect_uris: Vec::new(),
            post_logout_redirect_uris: Vec::new(),
            scope: None,
            grant_types: None,
            id_token_signed_response_alg: None,
            homepage: None,
            logo_uri: None,
            policy_uri: None,
            tos_uri: None,
            first_party: false,
            audiences: Vec::new(),
            contacts: Vec::new(),
        }
    }

    /// Checks everything at once: the name as it will be kept, and the metadata.
    /// # Errors
    /// Every mistake, so that a form shows them all.
    pub fn check(&self) -> Result<(String, Metadata), Vec<FieldError>> {
        unimplemented!()
    }
}

/// Reads RFC 7591 metadata. What only an operator may set (`first_party`) cannot be set this way (DR-04).
/// # Errors
/// `invalid_redirect_uri` or `invalid_client_metadata`, by the refusal's cause.
pub fn parse(document: &Value, profile: Profile) -> Result<(String, Metadata), Refusal> {
    let _ = (document, profile);
    unimplemented!()
}

/// Makes a client id from the name and 32 random bits, e.g. `"photo-album-k3x9qa"`. The server chooses it, and it
/// never looks like the id of a person (DR-10, RT-24).
pub fn client_id(name: &str, random: [u8; 4]) -> ClientId {
    let _ = (name, random);
    unimplemented!()
}
