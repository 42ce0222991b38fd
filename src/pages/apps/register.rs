//! `/apps/new` and `/apps/new/{kind}`: registering an app.

use std::time::Duration;

use askama::Template;

use super::preset::Preset;
use crate::pages::form::{Hidden, Problems};
use crate::pages::{Ctx, Page};
use crate::protocol::client::{AuthMethod, IdTokenClaims, Kind, Profile, SigningAlg};

/// `/apps/new`: the choice of a kind.
#[derive(Template)]
#[template(path = "apps/choose.html")]
pub struct ChooseKindPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
}

impl ChooseKindPage<'_> {
    fn presets(&self) -> [Preset; 4] {
        Preset::ALL
    }
}

impl Page for ChooseKindPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// `/apps/new/{kind}`: the form.
#[derive(Template)]
#[template(path = "apps/register.html")]
pub struct RegisterPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The chosen kind.
    pub kind: Kind,
    /// What was typed.
    pub typed: Typed,
    /// What is wrong with it.
    pub problems: Problems,
    /// How long an access token lives.
    pub access_lifetime: Duration,
}

/// What was typed into the form; the names are the form's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// `name`
    pub name: String,
    /// `homepage`
    pub homepage: String,
    /// `redirect_uris`: one per line.
    pub redirect_uris: String,
    /// `scope`: every checked box; for a service the words of its one field.
    pub scope: Vec<String>,
    /// `more_scopes`: words of the app's own, separated by spaces.
    pub more_scopes: String,
    /// `profile`
    pub profile: Profile,
    /// `id_token_signed_response_alg`
    pub algorithm: SigningAlg,
    /// `id_token_claims`
    pub id_token_claims: IdTokenClaims,
    /// `token_endpoint_auth_method`: of kinds with a secret. None: either way.
    pub auth_method: Option<AuthMethod>,
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
            redirect_uris: String::new(),
            scope: scope.into_iter().map(str::to_owned).collect(),
            more_scopes: String::new(),
            profile: Profile::Modern,
            algorithm: SigningAlg::RS256,
            id_token_claims: IdTokenClaims::Minimal,
            auth_method: None,
        }
    }
}

impl RegisterPage<'_> {
    fn presets(&self) -> [Preset; 4] {
        Preset::ALL
    }

    fn preset(&self) -> Preset {
        Preset(self.kind)
    }

    fn set_for_you(&self) -> Vec<(&'static str, String)> {
        self.preset().set_for_you(self.access_lifetime)
    }

    /// Label, scope and whether it is checked, for every scope of the standard but `openid`.
    fn scopes(&self) -> Vec<(&'static str, &'static str, bool)> {
        [
            ("Name and picture", "profile"),
            ("E-mail address", "email"),
            ("Phone number", "phone"),
            ("Postal address", "address"),
            ("Access while the person is away", "offline_access"),
        ]
        .into_iter()
        .map(|(label, scope)| {
            (
                label,
                scope,
                self.typed.scope.iter().any(|typed| typed == scope),
            )
        })
        .collect()
    }

    fn advanced_open(&self) -> bool {
        let start = Typed::start(self.kind);
        let typed = &self.typed;
        (typed.profile, typed.algorithm, typed.auth_method)
            != (start.profile, start.algorithm, start.auth_method)
            || typed.id_token_claims != start.id_token_claims
            || !typed.more_scopes.is_empty()
            || ["profile", "more_scopes", "algorithm", "auth_method"]
                .iter()
                .any(|field| self.problems.has(field))
    }
}

impl Page for RegisterPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}
