//! What can be said of an app in a form: where it is registered, and where it is edited.

use super::library::Library;
use super::preset::Preset;
use crate::locale::Say;
use crate::pages::form::Problems;
use crate::protocol::client::{
    AccessTokenFormat, AuthMethod, Client, IdTokenClaims, Kind, Profile, SigningAlg,
};
use crate::protocol::redirect::RegisteredUri;
use crate::protocol::scope::STANDARD;

/// The fields of the form and what is wrong with them.
#[derive(Debug, Clone)]
pub struct AppForm {
    /// The kind of app.
    pub kind: Kind,
    /// What was typed.
    pub typed: Typed,
    /// What is wrong with it.
    pub problems: Problems,
    /// The app is there already: nothing is asked that only helps to begin.
    pub edited: bool,
    /// An administrator fills it in: resource servers can be named.
    pub admin: bool,
    /// Letters are sent, so that people can confirm an address.
    pub letters: bool,
}

/// What was typed into the form; the names are the form's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// `name`
    pub name: String,
    /// `homepage`
    pub homepage: String,
    /// `policy`
    pub policy: String,
    /// `terms`
    pub terms: String,
    /// `accent`: a colour.
    pub accent: String,
    /// `redirect_uris`: one per line.
    pub redirect_uris: String,
    /// `post_logout_redirect_uris`: one per line.
    pub post_logout_redirect_uris: String,
    /// `backchannel_logout_uri` and its three siblings.
    pub logout: TypedLogout,
    /// `scope`: every checked box; for a service the words of its one field.
    pub scope: Vec<String>,
    /// `more_scopes`: words of the app's own, separated by spaces.
    pub more_scopes: String,
    /// `library`: of web apps that are registered; empty when none of ours.
    pub library: String,
    /// `profile`; none: what the library needs.
    pub profile: Option<Profile>,
    /// `id_token_claims`; none: what the library needs.
    pub id_token_claims: Option<IdTokenClaims>,
    /// `id_token_signed_response_alg`
    pub algorithm: SigningAlg,
    /// `token_endpoint_auth_method`: of kinds with a secret; none: either way.
    pub auth_method: Option<AuthMethod>,
    /// `access_token_format`
    pub access_token_format: AccessTokenFormat,
    /// `access_token_signed_response_alg`; none: as the server does.
    pub access_token_algorithm: Option<SigningAlg>,
    /// `allowed_origins`: one per line.
    pub allowed_origins: String,
    /// `audiences`: one per line.
    pub audiences: String,
    /// `vetted`: an administrator vouches for the app.
    pub vetted: bool,
    /// `require_verified_email`
    pub require_verified_email: bool,
}

/// Where the app is told of sign-outs, as it was typed; the names are the form's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypedLogout {
    /// `backchannel_logout_uri`
    pub back: String,
    /// `backchannel_logout_session_required`
    pub back_session: bool,
    /// `frontchannel_logout_uri`
    pub front: String,
    /// `frontchannel_logout_session_required`
    pub front_session: bool,
}

impl Typed {
    /// What the form shows at first.
    pub fn start(kind: Kind) -> Self {
        let scope = if kind == Kind::Service {
            vec![]
        } else {
            vec!["openid", "profile", "email"]
        };
        Self {
            name: String::new(),
            homepage: String::new(),
            policy: String::new(),
            terms: String::new(),
            accent: String::new(),
            redirect_uris: String::new(),
            post_logout_redirect_uris: String::new(),
            logout: TypedLogout::default(),
            scope: scope.into_iter().map(str::to_owned).collect(),
            more_scopes: String::new(),
            library: String::new(),
            profile: None,
            id_token_claims: None,
            algorithm: SigningAlg::RS256,
            auth_method: None,
            access_token_format: AccessTokenFormat::default(),
            access_token_algorithm: None,
            allowed_origins: String::new(),
            audiences: String::new(),
            vetted: false,
            require_verified_email: false,
        }
    }

    /// What is registered, as it would have been typed.
    pub fn of(client: &Client) -> Self {
        let metadata = &client.metadata;
        let lines = |uris: &[RegisteredUri]| {
            let texts = uris.iter().map(RegisteredUri::as_str);
            texts.collect::<Vec<_>>().join("\n")
        };
        let link = |link: &Option<String>| link.clone().unwrap_or_default();
        let service = metadata.kind == Kind::Service;
        let words = metadata.scope.iter().map(str::to_owned);
        let (scope, more): (Vec<_>, Vec<_>) =
            words.partition(|word| service || STANDARD.contains(&word.as_str()));
        let origins = metadata
            .allowed_origins
            .iter()
            .map(|origin| origin.as_str());
        let either = metadata.accepts(AuthMethod::ClientSecretBasic)
            && metadata.accepts(AuthMethod::ClientSecretPost);
        Self {
            name: client.name.clone(),
            homepage: link(&metadata.homepage),
            policy: link(&metadata.policy_uri),
            terms: link(&metadata.tos_uri),
            accent: metadata.accent.map_or_else(String::new, Into::into),
            redirect_uris: lines(&metadata.redirect_uris),
            post_logout_redirect_uris: lines(&metadata.post_logout_redirect_uris),
            logout: TypedLogout {
                back: link(&metadata.logout.backchannel_logout_uri),
                back_session: metadata.logout.backchannel_logout_session_required,
                front: link(&metadata.logout.frontchannel_logout_uri),
                front_session: metadata.logout.frontchannel_logout_session_required,
            },
            scope,
            more_scopes: more.join(" "),
            library: String::new(),
            profile: Some(metadata.profile),
            id_token_claims: Some(metadata.id_token_claims),
            algorithm: metadata.id_token_signed_response_alg,
            auth_method: (!either).then_some(metadata.auth_method),
            access_token_format: metadata.access_token_format,
            access_token_algorithm: metadata.access_token_signed_response_alg,
            allowed_origins: origins.collect::<Vec<_>>().join("\n"),
            audiences: metadata.audiences.join("\n"),
            vetted: !client.is_unvetted(),
            require_verified_email: metadata.require_verified_email,
        }
    }

    /// The library it is built with, when it is one of ours.
    pub fn built_with(&self) -> Option<&'static Library> {
        Library::from_code(&self.library)
    }

    /// The rules: the chosen ones, or those the library needs.
    pub fn rules(&self) -> Profile {
        let needed = self.built_with().map(|library| library.pkce.profile());
        self.profile.or(needed).unwrap_or_default()
    }

    /// What ID tokens say: as chosen, or as the library needs.
    pub fn claims(&self) -> IdTokenClaims {
        let needed = self.built_with().map(|library| library.claims);
        self.id_token_claims.or(needed).unwrap_or_default()
    }
}

impl AppForm {
    /// The form as it is shown first.
    pub fn new(kind: Kind, typed: Typed) -> Self {
        Self {
            kind,
            typed,
            problems: Problems::none(),
            edited: false,
            admin: false,
            letters: false,
        }
    }

    /// The kind as it is shown.
    pub fn preset(&self) -> Preset {
        Preset(self.kind)
    }

    pub(super) fn libraries(&self) -> &'static [Library] {
        Library::ALL
    }

    /// Label, scope and whether it is checked, for every scope of the standard but `openid`.
    pub(super) fn scopes(&self) -> Vec<(Say, &'static str, bool)> {
        [
            ("apps-form-scope-profile", "profile"),
            ("apps-form-scope-email", "email"),
            ("apps-form-scope-phone", "phone"),
            ("apps-form-scope-address", "address"),
            ("apps-form-scope-offline", "offline_access"),
        ]
        .into_iter()
        .map(|(label, scope)| {
            let checked = self.typed.scope.iter().any(|typed| typed == scope);
            (Say::new(label), scope, checked)
        })
        .collect()
    }

    pub(super) fn signs_access_tokens_with(&self, alg: &SigningAlg) -> bool {
        self.typed.access_token_algorithm == Some(*alg)
    }

    /// Whether a confirmed address can be asked for, or is.
    pub(super) fn asks_for_address(&self) -> bool {
        self.letters || self.typed.require_verified_email
    }

    /// How high a field for these lines is: all of them and one more can be seen, within reason.
    pub(super) fn rows(&self, lines: &str) -> usize {
        (lines.lines().count() + 1).clamp(4, 12)
    }

    /// Whether it can keep a secret or has done without so far.
    pub(super) fn has_secret(&self) -> bool {
        self.preset().has_secret()
            || self.edited && self.typed.auth_method != Some(AuthMethod::None)
    }

    pub(super) fn more_open(&self) -> bool {
        let typed = &self.typed;
        [
            &typed.policy,
            &typed.terms,
            &typed.accent,
            &typed.post_logout_redirect_uris,
        ]
        .iter()
        .any(|text| !text.is_empty())
            || ["policy", "terms", "accent", "post_logout_redirect_uris"]
                .iter()
                .any(|field| self.problems.has(field))
    }

    pub(super) fn advanced_open(&self) -> bool {
        let start = Typed::start(self.kind);
        let typed = &self.typed;
        let texts = [&typed.more_scopes, &typed.allowed_origins, &typed.audiences];
        let fields = [
            "backchannel_logout_uri",
            "frontchannel_logout_uri",
            "require_verified_email",
            "more_scopes",
            "auth_method",
            "allowed_origins",
            "audiences",
        ];
        let modern = |profile: Option<Profile>| profile.unwrap_or_default() == Profile::Modern;
        !modern(typed.profile)
            || typed.id_token_claims.unwrap_or_default() != IdTokenClaims::default()
            || (
                typed.algorithm,
                typed.access_token_format,
                typed.access_token_algorithm,
            ) != (
                start.algorithm,
                start.access_token_format,
                start.access_token_algorithm,
            )
            || typed
                .auth_method
                .is_some_and(|method| method != AuthMethod::None)
            || typed.logout != start.logout
            || typed.require_verified_email
            || texts.iter().any(|text| !text.is_empty())
            || fields.iter().any(|field| self.problems.has(field))
    }
}
