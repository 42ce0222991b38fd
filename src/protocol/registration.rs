//! Registering a client: from RFC 7591 metadata, or from a form or command line.

use super::client::{
    AccessTokenFormat, AuthMethod, GrantType, IdTokenClaims, Kind, LogoutAddresses, Metadata,
    Profile, ResponseType, SigningAlg,
};
use super::error::{Cause, Refusal};
use super::further::Further;
use super::ids::ClientId;
use super::origin::{self, Origin};
use super::redirect::{MOST, RegisteredUri};
use super::scope::ScopeSet;

mod checks;
mod document;
mod import;
mod logout;
mod registrars;

pub use import::{Described, describe};
pub use registrars::Registrars;

/// What an app for people may ask for when it registers nothing.
const DEFAULT_SCOPE: &str = "openid profile email offline_access";
/// The same with profile `oidc`, whose clients expect every word of OpenID Connect Core §5.4.
const DEFAULT_SCOPE_OIDC: &str = "openid profile email address phone offline_access";

/// What somebody wants to register, as they wrote it. Empty or `None` leaves the choice to the kind of app.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of Metadata, not yet checked")]
pub struct Draft {
    pub name: String,
    pub kind: Kind,
    pub profile: Profile,
    pub auth_method: Option<AuthMethod>,
    /// Whether no other way of sending the secret is accepted; none: when `auth_method` was given.
    pub auth_method_named: Option<bool>,
    pub redirect_uris: Vec<String>,
    pub post_logout_redirect_uris: Vec<String>,
    pub logout: LogoutAddresses,
    pub scope: Option<String>,
    pub grant_types: Option<Vec<GrantType>>,
    pub id_token_signed_response_alg: Option<SigningAlg>,
    pub id_token_claims: IdTokenClaims,
    pub access_token_format: AccessTokenFormat,
    pub access_token_signed_response_alg: Option<SigningAlg>,
    pub allowed_origins: Vec<String>,
    pub authorization_signed_response_alg: Option<SigningAlg>,
    pub homepage: Option<String>,
    pub logo_uri: Option<String>,
    pub accent: Option<String>,
    pub policy_uri: Option<String>,
    pub tos_uri: Option<String>,
    pub first_party: bool,
    pub require_verified_email: bool,
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
    BackchannelLogoutUri,
    FrontchannelLogoutUri,
    Scope,
    GrantTypes,
    Homepage,
    LogoUri,
    Accent,
    PolicyUri,
    TosUri,
    AllowedOrigins,
    Audiences,
    Contacts,
    IdTokenAlg,
    AuthorizationAlg,
    AccessTokenAlg,
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
            auth_method_named: None,
            redirect_uris: Vec::new(),
            post_logout_redirect_uris: Vec::new(),
            logout: LogoutAddresses::default(),
            scope: None,
            grant_types: None,
            id_token_signed_response_alg: None,
            id_token_claims: IdTokenClaims::default(),
            access_token_format: AccessTokenFormat::default(),
            access_token_signed_response_alg: None,
            allowed_origins: Vec::new(),
            authorization_signed_response_alg: None,
            homepage: None,
            logo_uri: None,
            accent: None,
            policy_uri: None,
            tos_uri: None,
            first_party: false,
            require_verified_email: false,
            audiences: Vec::new(),
            contacts: Vec::new(),
        }
    }

    /// Checks everything at once: the name as it will be kept, and the metadata.
    ///
    /// Whether the registrant may set `first_party` is for the caller to know: only operators may (DR-04).
    /// # Errors
    /// Every mistake, so that a form shows them all.
    pub fn check(&self) -> Result<(String, Metadata), Vec<FieldError>> {
        let mut found = Vec::new();
        let name = noted(&mut found, Field::Name, checks::name(&self.name)).unwrap_or_default();
        let auth_method = self.auth_method.unwrap_or(match self.kind {
            Kind::Web | Kind::Service => AuthMethod::ClientSecretBasic,
            Kind::Spa | Kind::Native => AuthMethod::None,
        });
        noted(
            &mut found,
            Field::AuthMethod,
            checks::auth_method(self.kind, auth_method),
        );
        let grant_types = self.grant_types.clone().unwrap_or_else(|| match self.kind {
            Kind::Service => vec![GrantType::ClientCredentials],
            _ => vec![GrantType::AuthorizationCode, GrantType::RefreshToken],
        });
        noted(
            &mut found,
            Field::GrantTypes,
            checks::grant_types(&grant_types, auth_method),
        );
        let redirect_uris = self.addresses(&self.redirect_uris, Field::RedirectUri, &mut found);
        let for_people = grant_types.contains(&GrantType::AuthorizationCode);
        if self.redirect_uris.len() > MOST || for_people && self.redirect_uris.is_empty() {
            found.push(FieldError {
                field: Field::RedirectUris,
                refusal: checks::number_of_addresses(self.redirect_uris.len(), MOST),
            });
        }
        let post_logout_redirect_uris = self.addresses(
            &self.post_logout_redirect_uris,
            Field::PostLogoutRedirectUri,
            &mut found,
        );
        let logout = logout::check(&self.logout, &redirect_uris, for_people, &mut found);
        let default_scope = match self.profile {
            _ if !for_people => "",
            Profile::Modern => DEFAULT_SCOPE,
            Profile::Oidc => DEFAULT_SCOPE_OIDC,
        };
        let scope = checks::scope(self.scope.as_deref().unwrap_or(default_scope), for_people);
        let scope = noted(&mut found, Field::Scope, scope).unwrap_or_default();
        for (field, link) in [
            (Field::Homepage, &self.homepage),
            (Field::LogoUri, &self.logo_uri),
            (Field::PolicyUri, &self.policy_uri),
            (Field::TosUri, &self.tos_uri),
        ] {
            if let Some(link) = link {
                noted(
                    &mut found,
                    field,
                    checks::link(link, &redirect_uris, self.first_party),
                );
            }
        }
        let accent = self.accent.as_deref();
        let accent = accent.and_then(|text| noted(&mut found, Field::Accent, checks::accent(text)));
        let allowed_origins = self.origins(&mut found);
        noted(
            &mut found,
            Field::Audiences,
            checks::texts(&self.audiences, "resource server"),
        );
        noted(
            &mut found,
            Field::Contacts,
            checks::texts(&self.contacts, "contact"),
        );
        if !found.is_empty() {
            return Err(found);
        }
        let metadata = Metadata {
            kind: self.kind,
            profile: self.profile,
            auth_method,
            auth_method_named: self.auth_method_named.unwrap_or(self.auth_method.is_some()),
            redirect_uris,
            post_logout_redirect_uris,
            logout,
            scope,
            response_types: if for_people {
                vec![ResponseType::Code]
            } else {
                Vec::new()
            },
            grant_types,
            id_token_signed_response_alg: self
                .id_token_signed_response_alg
                .unwrap_or(SigningAlg::RS256),
            id_token_claims: self.id_token_claims,
            access_token_format: self.access_token_format,
            access_token_signed_response_alg: self.access_token_signed_response_alg,
            allowed_origins,
            authorization_signed_response_alg: self
                .authorization_signed_response_alg
                .unwrap_or(SigningAlg::RS256),
            homepage: self.homepage.clone(),
            logo_uri: self.logo_uri.clone(),
            logo: None,
            accent,
            policy_uri: self.policy_uri.clone(),
            tos_uri: self.tos_uri.clone(),
            first_party: self.first_party,
            self_registered: false,
            vetted: false,
            verified_host: None,
            require_verified_email: self.require_verified_email,
            tokens_a_minute: None,
            audiences: self.audiences.clone(),
            claim_mappings: Vec::new(),
            contacts: self.contacts.clone(),
            further: Further::default(),
        };
        Ok((name, metadata))
    }

    /// The origins as browsers write them, each once.
    fn origins(&self, found: &mut Vec<FieldError>) -> Vec<Origin> {
        let mut good = Vec::new();
        if self.allowed_origins.len() > origin::MOST {
            let count = self.allowed_origins.len().to_string();
            found.push(FieldError {
                field: Field::AllowedOrigins,
                refusal: Refusal::new(
                    Cause::Metadata,
                    "RFC 7591 §2",
                    format!("at most {} origins", origin::MOST),
                    count,
                    "Remove the origins that are not needed.",
                ),
            });
        }
        for text in self.allowed_origins.iter().take(origin::MOST) {
            if let Some(origin) = noted(found, Field::AllowedOrigins, Origin::parse(text))
                && !good.contains(&origin)
            {
                good.push(origin);
            }
        }
        good
    }

    /// The addresses that are good, each once.
    fn addresses(
        &self,
        texts: &[String],
        field: fn(usize) -> Field,
        found: &mut Vec<FieldError>,
    ) -> Vec<RegisteredUri> {
        let mut good = Vec::new();
        for (index, text) in texts.iter().enumerate().take(MOST) {
            if let Some(uri) = noted(found, field(index), RegisteredUri::parse(text, self.kind))
                && !good.contains(&uri)
            {
                good.push(uri);
            }
        }
        good
    }
}

/// What a client wants signed with an algorithm that the server does not use, if there is such a thing.
pub fn unpublished(metadata: &Metadata, published: &[SigningAlg]) -> Option<FieldError> {
    let id_token = metadata.id_token_signed_response_alg;
    let access = metadata.access_token_signed_response_alg;
    let answers = metadata.authorization_signed_response_alg;
    let wanted = [
        (Field::IdTokenAlg, Some(id_token)),
        (Field::AuthorizationAlg, Some(answers)),
        (Field::AccessTokenAlg, access),
    ];
    let (field, alg) = wanted.into_iter().find_map(|(field, alg)| {
        let alg = alg.filter(|alg| !published.contains(alg))?;
        Some((field, alg))
    })?;
    let names: Vec<_> = published.iter().map(|alg| alg.as_str()).collect();
    Some(FieldError {
        field,
        refusal: Refusal::new(
            Cause::Metadata,
            "OpenID Connect Registration §2",
            format!("one of: {}", names.join(", ")),
            alg.as_str(),
            format!(
                "{} is not in use here: choose {}.",
                alg.as_str(),
                names.join(" or ")
            ),
        ),
    })
}

/// The value, or `None` with the refusal put on the list.
fn noted<T>(found: &mut Vec<FieldError>, field: Field, result: Result<T, Refusal>) -> Option<T> {
    result
        .map_err(|refusal| found.push(FieldError { field, refusal }))
        .ok()
}

/// Makes a client id from the name and 32 random bits, e.g. `"photo-album-k3x9qa"`. The server chooses it, and it
/// never looks like the id of a person, being shorter (DR-10, RT-24).
pub fn client_id(name: &str, random: [u8; 4]) -> ClientId {
    const LONGEST_SLUG: usize = 24;
    const BASE32: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut slug = String::new();
    for c in name.chars() {
        match c.to_ascii_lowercase() {
            c @ ('a'..='z' | '0'..='9') => slug.push(c),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.truncate(LONGEST_SLUG);
    let slug = match slug.trim_end_matches('-') {
        "" => "app",
        slug => slug,
    };
    let bits = u32::from_be_bytes(random);
    let tail = (0..6).map(|place| char::from(BASE32[(bits >> (place * 5) & 31) as usize]));
    ClientId(format!("{slug}-{}", tail.collect::<String>()))
}

#[cfg(test)]
mod tests;
