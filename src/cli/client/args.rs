//! The flags of `lanyard client`, and what becomes of them.

mod import;

use super::access;
use super::files::Which;
use crate::cli::Wrong;
use crate::protocol::client::{
    AccessTokenFormat, AuthMethod, Client, GrantType, IdTokenClaims, Kind, Profile, SigningAlg,
    TokensAMinute,
};
use crate::protocol::loopback;
use crate::protocol::redirect::{self, RegisteredUri};
use crate::protocol::registration::{Draft, Field, FieldError};
use import::IMPORT;
pub use import::{Import, ImportFormat};

const ADD: &str = "\
Examples:
  lanyard client add --name Photos --redirect-uri https://photos.example/callback
  lanyard client add --name \"Photos on the desktop\" --kind native --redirect-uri http://127.0.0.1/callback
  lanyard client add --name Backup --kind service --scope backup

The secret is printed once and cannot be shown again.";
const LIST: &str = "\
Examples:
  lanyard client list
  lanyard client list --show unvetted
  lanyard client list --search photos --json";
const EXPORT: &str = "\
Examples:
  lanyard client export > apps.csv
  lanyard client export --show disabled

As the console exports them: CSV, the newest first, read in batches, without secrets. That it was taken is recorded.";
const SHOW: &str =
    "Examples:\n  lanyard client show photos-k3x9qa\n  lanyard client show photos-k3x9qa --json";
const UPDATE: &str = "\
Examples:
  lanyard client update photos-k3x9qa --redirect-uri https://photos.example/cb --redirect-uri https://beta.photos.example/cb
  lanyard client update photos-k3x9qa --id-token-claims scopes
  lanyard client update photos-k3x9qa --logo \"\" --disable
  lanyard client update photos-k3x9qa --tokens-a-minute 600

What is given replaces what was there, an empty text empties it; the rest stays.";
const ROTATE: &str = "\
Examples:
  lanyard client rotate-secret photos-k3x9qa          the former secret works for another day
  lanyard client rotate-secret photos-k3x9qa --now    it stops working at once";
const VERIFY_HOST: &str = "\
Examples:
  lanyard client verify-host photos-k3x9qa --host photos.example
  lanyard client verify-host photos-k3x9qa --by dns

It fetches https://photos.example/.well-known/lanyard-app.txt, which has the line \"ISSUER CLIENT_ID\"; with --by dns it asks for the text
record (TXT) of _lanyard-challenge.photos.example, which says the same.";
const REMOVE: &str =
    "Example:\n  lanyard client remove photos-k3x9qa --yes\n\nEvery consent and token for it ends.";
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Register a relying party
    #[command(after_help = ADD)]
    Add(Add),
    /// List relying parties
    #[command(after_help = LIST)]
    List {
        #[command(flatten)]
        which: Which,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print relying parties as CSV
    #[command(after_help = EXPORT)]
    Export {
        #[command(flatten)]
        which: Which,
    },
    /// Show one relying party
    #[command(after_help = SHOW)]
    Show {
        /// client_id
        id: String,
        /// Print JSON, with the names of RFC 7591
        #[arg(long)]
        json: bool,
    },
    /// Change a registration
    #[command(after_help = UPDATE)]
    Update(Update),
    /// Make a new secret
    #[command(after_help = ROTATE)]
    RotateSecret {
        /// client_id
        id: String,
        /// End the former secret at once
        #[arg(long)]
        now: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Delete a registration
    #[command(after_help = REMOVE)]
    Remove {
        /// client_id
        id: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Say or change who may use an app
    #[command(after_help = access::ACCESS)]
    Access(access::Access),
    /// Assign people or groups to an app
    #[command(after_help = access::ASSIGN)]
    Assign(access::Assign),
    /// Take assignments back
    #[command(after_help = access::UNASSIGN)]
    Unassign(access::Assign),
    /// Let people or groups look after an app
    #[command(after_help = access::SHARE)]
    Share(access::Share),
    /// Let them look after it no more
    #[command(after_help = access::UNSHARE)]
    Unshare(access::Share),
    /// Give an app a claim beside what it asks for
    #[command(after_help = access::MAP)]
    MapClaim(access::Map),
    /// Take a claim away that was mapped
    #[command(after_help = access::UNMAP)]
    UnmapClaim {
        /// client_id
        id: String,
        /// Name of the claim
        claim: String,
    },
    /// Show what tokens would say about one person
    #[command(after_help = access::PREVIEW)]
    Preview(access::Preview),
    /// Look for the file or text record that proves who controls a host of an app: people see that it is verified
    #[command(after_help = VERIFY_HOST)]
    VerifyHost {
        /// client_id
        id: String,
        /// Host of its home page or of a redirect URI [default: the first of them]
        #[arg(long)]
        host: Option<String>,
        /// Where the line is: in a file of the host, or in a text record of its name
        #[arg(long, value_enum, default_value = "file")]
        by: WayArg,
    },
    /// Register what a file describes, with the ids and secrets it has
    #[command(after_help = IMPORT)]
    Import(Import),
}

#[derive(Debug, clap::Args)]
pub struct Add {
    /// Name as people see it
    #[arg(long)]
    pub name: String,
    /// Kind of program [default: web, or with --public what the redirect URI suggests]
    #[arg(long, value_enum)]
    pub kind: Option<KindArg>,
    /// Cannot keep a secret: the same as --auth-method none
    #[arg(long, conflicts_with = "auth_method")]
    pub public: bool,
    /// Account that may change it on the hosted pages
    #[arg(long, value_name = "USER")]
    pub owner: Option<String>,
    /// People are not asked for consent
    #[arg(long)]
    pub first_party: bool,
    #[command(flatten)]
    pub fields: Fields,
    /// Print JSON, as RFC 7591 answers a registration
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
pub struct Update {
    /// client_id
    pub id: String,
    /// Name as people see it
    #[arg(long)]
    pub name: Option<String>,
    /// Whether people are not asked for consent
    #[arg(long, value_name = "BOOL")]
    pub first_party: Option<bool>,
    /// Whether you looked at it and vouch for it: people are no longer warned that anybody can register an app
    #[arg(long, value_name = "BOOL")]
    pub vetted: Option<bool>,
    /// Whether people reach it only with an e-mail address that they confirmed
    #[arg(long, value_name = "BOOL")]
    pub require_verified_email: Option<bool>,
    /// How often it gets tokens in a minute, at the most, at each node; 0: as often as it asks
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(..=i64::from(TokensAMinute::MOST)))]
    pub tokens_a_minute: Option<u32>,
    /// Switch it off: no sign-ins and no tokens
    #[arg(long, conflicts_with = "enable")]
    pub disable: bool,
    /// Switch it on again
    #[arg(long)]
    pub enable: bool,
    #[command(flatten)]
    pub fields: Fields,
    /// Print JSON, with the names of RFC 7591
    #[arg(long)]
    pub json: bool,
}

/// What can be said at registration and changed later.
#[derive(Debug, clap::Args)]
pub struct Fields {
    /// Where people come back to after signing in; can be repeated
    #[arg(long = "redirect-uri", value_name = "URI")]
    pub redirect_uris: Vec<String>,
    /// Where people may go after signing out; can be repeated
    #[arg(long = "post-logout-redirect-uri", value_name = "URI")]
    pub post_logout_redirect_uris: Vec<String>,
    /// Where it is told that a sign-in ended: a logout token is posted to it
    #[arg(long, value_name = "URI")]
    pub backchannel_logout_uri: Option<String>,
    /// Whether it needs sid in logout tokens; it is always there
    #[arg(long, value_name = "BOOL")]
    pub backchannel_logout_session_required: Option<bool>,
    /// Page of its own that is opened in a frame of the browser that signs out, where this server does that: on the scheme,
    /// host and port of a redirect URI
    #[arg(long, value_name = "URI")]
    pub frontchannel_logout_uri: Option<String>,
    /// Whether it needs iss and sid in the frame's address; they are always there
    #[arg(long, value_name = "BOOL")]
    pub frontchannel_logout_session_required: Option<bool>,
    /// How it proves who it is; any: by its secret, in the header or in the form [default: any, or none for a public one]
    #[arg(long, value_enum, value_name = "METHOD")]
    pub auth_method: Option<AuthMethodArg>,
    /// Rules it follows: modern asks for PKCE always, oidc lets confidential clients leave it out
    #[arg(long, value_enum)]
    pub profile: Option<ProfileArg>,
    /// The most it may ask for: "openid profile email"
    #[arg(long)]
    pub scope: Option<String>,
    /// What it may do at the token endpoint; can be repeated
    #[arg(
        long = "grant-type",
        value_enum,
        value_name = "TYPE",
        value_delimiter = ','
    )]
    pub grant_types: Vec<GrantTypeArg>,
    /// How its ID tokens are signed
    #[arg(long, value_enum, value_name = "ALG")]
    pub id_token_alg: Option<AlgArg>,
    /// What its ID tokens say about the person: minimal leaves name and e-mail address to userinfo, scopes puts in what the
    /// scopes allow, for apps that never ask userinfo; tokens get longer, and personal data passes wherever they do
    #[arg(long, value_enum, value_name = "CLAIMS")]
    pub id_token_claims: Option<IdTokenClaimsArg>,
    /// What its access tokens look like: at+jwt (RFC 9068), jwt for resource servers that know no other type, or opaque for
    /// those that ask by introspection
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub access_token_format: Option<AccessTokenFormatArg>,
    /// How its access tokens are signed [default: as the setting tokens.access_alg says]
    #[arg(long, value_enum, value_name = "ALG")]
    pub access_token_alg: Option<AccessTokenAlgArg>,
    /// Origin whose pages may call the token endpoint, besides those of the redirect URIs: https://www.example.com; can be
    /// repeated
    #[arg(long = "allowed-origin", value_name = "ORIGIN", value_delimiter = ',')]
    pub allowed_origins: Vec<String>,
    /// How answers at the redirect URI are signed, when it asks for signed ones (response_mode=jwt)
    #[arg(long, value_enum, value_name = "ALG")]
    pub authorization_alg: Option<AlgArg>,
    /// Resource server its access tokens are meant for, besides this server: its URI, or, for one that asks about tokens by
    /// introspection, its own client id; can be repeated
    #[arg(long = "audience", value_name = "URI|CLIENT_ID")]
    pub audiences: Vec<String>,
    /// Its home page
    #[arg(long, value_name = "URL")]
    pub homepage: Option<String>,
    /// Its picture: a PNG, JPEG or WebP file, which is made smaller and shown to people. The URL of one is kept as logo_uri, but
    /// nothing is fetched from there, so nothing is shown
    #[arg(long, value_name = "FILE|URL")]
    pub logo: Option<String>,
    /// Colour of the pages on the way to it, dark enough to be read: "#0b5c78"
    #[arg(long, value_name = "COLOUR")]
    pub accent: Option<String>,
    /// Its privacy policy
    #[arg(long, value_name = "URL")]
    pub policy: Option<String>,
    /// Its terms of service
    #[arg(long, value_name = "URL")]
    pub terms: Option<String>,
    /// E-mail address of whoever looks after it; can be repeated
    #[arg(long = "contact", value_name = "ADDRESS", value_delimiter = ',')]
    pub contacts: Vec<String>,
}

/// The words of the command line for values of the rules.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident for $rule:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, clap::ValueEnum)]
        pub enum $name { $(#[value(name = $word)] $variant),* }

        impl From<$name> for $rule {
            fn from(word: $name) -> Self {
                match word { $($name::$variant => Self::$variant),* }
            }
        }
    };
}

words!(KindArg for Kind { Web = "web", Spa = "spa", Native = "native", Service = "service" });
words!(ProfileArg for Profile { Modern = "modern", Oidc = "oidc" });
words!(GrantTypeArg for GrantType {
    AuthorizationCode = "authorization_code", RefreshToken = "refresh_token", ClientCredentials = "client_credentials",
});
words!(IdTokenClaimsArg for IdTokenClaims { Minimal = "minimal", Scopes = "scopes" });
words!(AccessTokenFormatArg for AccessTokenFormat { AtJwt = "at+jwt", Jwt = "jwt", Opaque = "opaque" });
words!(AlgArg for SigningAlg { RS256 = "RS256", ES256 = "ES256", PS256 = "PS256", EdDSA = "EdDSA" });

/// How a host is proven.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum WayArg {
    File,
    Dns,
}

/// How a client proves who it is.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum AuthMethodArg {
    #[value(name = "none")]
    None,
    #[value(name = "any")]
    Any,
    #[value(name = "client_secret_basic")]
    ClientSecretBasic,
    #[value(name = "client_secret_post")]
    ClientSecretPost,
}

impl AuthMethodArg {
    fn apply(self, draft: &mut Draft) {
        let (method, named) = match self {
            Self::None => (AuthMethod::None, true),
            Self::Any => (AuthMethod::ClientSecretBasic, false),
            Self::ClientSecretBasic => (AuthMethod::ClientSecretBasic, true),
            Self::ClientSecretPost => (AuthMethod::ClientSecretPost, true),
        };
        draft.auth_method = Some(method);
        draft.auth_method_named = Some(named);
    }
}

/// How access tokens are signed.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum AccessTokenAlgArg {
    #[value(name = "default")]
    Default,
    #[value(name = "RS256")]
    RS256,
    #[value(name = "ES256")]
    ES256,
    #[value(name = "PS256")]
    PS256,
    #[value(name = "EdDSA")]
    EdDSA,
}

impl From<AccessTokenAlgArg> for Option<SigningAlg> {
    fn from(word: AccessTokenAlgArg) -> Self {
        match word {
            AccessTokenAlgArg::Default => None,
            AccessTokenAlgArg::RS256 => Some(SigningAlg::RS256),
            AccessTokenAlgArg::ES256 => Some(SigningAlg::ES256),
            AccessTokenAlgArg::PS256 => Some(SigningAlg::PS256),
            AccessTokenAlgArg::EdDSA => Some(SigningAlg::EdDSA),
        }
    }
}

impl Fields {
    /// Puts what was given into the draft. An empty text takes away what was there.
    pub fn apply(self, draft: &mut Draft) {
        fn replace<T: From<U>, U>(field: &mut Option<T>, given: Option<U>) {
            if let Some(given) = given {
                *field = Some(given.into());
            }
        }
        fn replace_text(field: &mut Option<String>, given: Option<String>) {
            if let Some(given) = given {
                *field = Some(given).filter(|text| !text.is_empty());
            }
        }
        fn replace_all(field: &mut Vec<String>, given: Vec<String>) {
            if !given.is_empty() {
                *field = given;
                field.retain(|text| !text.is_empty());
            }
        }
        // Other consoles take lists with commas.
        fn replace_addresses(field: &mut Vec<String>, given: Vec<String>) {
            if !given.is_empty() {
                let all = given.iter().flat_map(|text| redirect::listed(text));
                *field = all.map(str::to_owned).collect();
            }
        }
        replace_addresses(&mut draft.redirect_uris, self.redirect_uris);
        replace_addresses(
            &mut draft.post_logout_redirect_uris,
            self.post_logout_redirect_uris,
        );
        let logout = &mut draft.logout;
        replace_text(
            &mut logout.backchannel_logout_uri,
            self.backchannel_logout_uri,
        );
        replace_text(
            &mut logout.frontchannel_logout_uri,
            self.frontchannel_logout_uri,
        );
        if let Some(required) = self.backchannel_logout_session_required {
            logout.backchannel_logout_session_required = required;
        }
        if let Some(required) = self.frontchannel_logout_session_required {
            logout.frontchannel_logout_session_required = required;
        }
        replace_all(&mut draft.audiences, self.audiences);
        replace_all(&mut draft.contacts, self.contacts);
        replace_all(&mut draft.allowed_origins, self.allowed_origins);
        if let Some(method) = self.auth_method {
            method.apply(draft);
        }
        replace(&mut draft.scope, self.scope);
        replace(&mut draft.id_token_signed_response_alg, self.id_token_alg);
        replace_text(&mut draft.homepage, self.homepage);
        let address = self.logo.filter(|logo| !is_file(logo));
        replace_text(&mut draft.logo_uri, address);
        replace_text(&mut draft.accent, self.accent);
        replace_text(&mut draft.policy_uri, self.policy);
        replace_text(&mut draft.tos_uri, self.terms);
        replace(
            &mut draft.authorization_signed_response_alg,
            self.authorization_alg,
        );
        if let Some(profile) = self.profile {
            draft.profile = profile.into();
        }
        if let Some(claims) = self.id_token_claims {
            draft.id_token_claims = claims.into();
        }
        if let Some(format) = self.access_token_format {
            draft.access_token_format = format.into();
        }
        if let Some(alg) = self.access_token_alg {
            draft.access_token_signed_response_alg = alg.into();
        }
        if !self.grant_types.is_empty() {
            draft.grant_types = Some(self.grant_types.into_iter().map(Into::into).collect());
        }
    }
}

/// Whether a picture is given as a file rather than by its address, or taken away.
pub fn is_file(logo: &str) -> bool {
    !logo.is_empty() && !logo.starts_with("https://") && !logo.starts_with("http://")
}

/// A redirect to an app on the device (RFC 8252): a loopback address or a scheme of its own.
pub fn is_native(uri: &str) -> bool {
    match url::Url::parse(uri) {
        Ok(url) if url.scheme() == "http" => url.host_str().is_some_and(loopback::is_host),
        Ok(url) => url.scheme() != "https",
        Err(_) => false,
    }
}

/// The registration as it could be typed again.
pub fn draft_of(client: &Client) -> Draft {
    let metadata = client.metadata.clone();
    let texts = |uris: Vec<_>| {
        uris.iter()
            .map(|uri: &RegisteredUri| uri.as_str().to_owned())
            .collect()
    };
    Draft {
        profile: metadata.profile,
        auth_method: Some(metadata.auth_method),
        auth_method_named: Some(metadata.auth_method_named),
        redirect_uris: texts(metadata.redirect_uris),
        post_logout_redirect_uris: texts(metadata.post_logout_redirect_uris),
        logout: metadata.logout,
        scope: Some(metadata.scope.to_string()),
        grant_types: Some(metadata.grant_types),
        id_token_signed_response_alg: Some(metadata.id_token_signed_response_alg),
        id_token_claims: metadata.id_token_claims,
        access_token_format: metadata.access_token_format,
        access_token_signed_response_alg: metadata.access_token_signed_response_alg,
        allowed_origins: (metadata.allowed_origins.iter())
            .map(|origin| origin.as_str().to_owned())
            .collect(),
        authorization_signed_response_alg: Some(metadata.authorization_signed_response_alg),
        homepage: metadata.homepage,
        logo_uri: metadata.logo_uri,
        policy_uri: metadata.policy_uri,
        accent: metadata.accent.map(|colour| colour.to_string()),
        tos_uri: metadata.tos_uri,
        first_party: metadata.first_party,
        audiences: metadata.audiences,
        contacts: metadata.contacts,
        ..Draft::new(&client.name, metadata.kind)
    }
}

/// Every mistake with the flag it was made at.
pub fn mistakes(errors: &[FieldError]) -> Wrong {
    let lines: Vec<String> = errors
        .iter()
        .map(|FieldError { field, refusal }| {
            let flag = match field {
                Field::Name => "--name",
                Field::AuthMethod => "--auth-method",
                Field::RedirectUri(_) | Field::RedirectUris => "--redirect-uri",
                Field::PostLogoutRedirectUri(_) => "--post-logout-redirect-uri",
                Field::BackchannelLogoutUri => "--backchannel-logout-uri",
                Field::FrontchannelLogoutUri => "--frontchannel-logout-uri",
                Field::Scope => "--scope",
                Field::GrantTypes => "--grant-type",
                Field::Homepage => "--homepage",
                Field::LogoUri => "--logo",
                Field::PolicyUri => "--policy",
                Field::TosUri => "--terms",
                Field::Accent => "--accent",
                Field::AllowedOrigins => "--allowed-origin",
                Field::Audiences => "--audience",
                Field::Contacts => "--contact",
                Field::IdTokenAlg => "--id-token-alg",
                Field::AuthorizationAlg => "--authorization-alg",
                Field::AccessTokenAlg => "--access-token-alg",
            };
            format!(
                "{flag}: expected {}, received \"{}\". {} ({})",
                refusal.expected, refusal.received, refusal.fix, refusal.rule
            )
        })
        .collect();
    Wrong(lines.join("\n  "))
}
