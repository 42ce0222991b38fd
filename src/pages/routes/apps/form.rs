//! What a form says of an app: read as it was typed, and made what can be checked.

use super::words;
use crate::identity::display_name::AppName;
use crate::locale::Say;
use crate::pages::apps::form::{Typed, TypedLogout};
use crate::pages::form::Problems;
use crate::protocol::client::{
    AccessTokenFormat, AuthMethod, Client, IdTokenClaims, Kind, LogoutAddresses, Metadata, Profile,
    SigningAlg,
};
use crate::protocol::params::Params;
use crate::protocol::registration::{Draft, Field, FieldError, unpublished};

/// The choice of this name, when it is one of `all`.
fn chosen<T: Copy>(
    params: &Params,
    name: &str,
    all: &[T],
    code: fn(T) -> &'static str,
) -> Option<T> {
    let typed = params.one(name)?;
    all.iter().copied().find(|one| code(*one) == typed)
}

fn profile_code(profile: Profile) -> &'static str {
    match profile {
        Profile::Modern => "modern",
        Profile::Oidc => "oidc",
    }
}

/// What was typed, as it was typed.
pub(super) fn typed(params: &Params, kind: Kind) -> Typed {
    const METHODS: [AuthMethod; 3] = [
        AuthMethod::ClientSecretBasic,
        AuthMethod::ClientSecretPost,
        AuthMethod::None,
    ];
    let start = Typed::start(kind);
    let text = |name: &str| params.one(name).unwrap_or_default().to_owned();
    let words = params.all("scope").flat_map(str::split_whitespace);
    let mut scope: Vec<_> = words.map(str::to_owned).collect();
    if kind != Kind::Service {
        scope.insert(0, "openid".to_owned());
    }
    let algorithm = |name| chosen(params, name, &SigningAlg::ALL, SigningAlg::as_str);
    Typed {
        name: text("name"),
        homepage: text("homepage"),
        policy: text("policy"),
        terms: text("terms"),
        accent: text("accent"),
        redirect_uris: text("redirect_uris"),
        post_logout_redirect_uris: text("post_logout_redirect_uris"),
        logout: TypedLogout {
            back: text("backchannel_logout_uri"),
            back_session: params.one("backchannel_logout_session_required").is_some(),
            front: text("frontchannel_logout_uri"),
            front_session: params.one("frontchannel_logout_session_required").is_some(),
        },
        scope,
        more_scopes: text("more_scopes"),
        library: text("library"),
        profile: chosen(
            params,
            "profile",
            &[Profile::Modern, Profile::Oidc],
            profile_code,
        ),
        id_token_claims: chosen(
            params,
            "id_token_claims",
            &IdTokenClaims::ALL,
            IdTokenClaims::as_str,
        ),
        algorithm: algorithm("id_token_signed_response_alg").unwrap_or(start.algorithm),
        auth_method: chosen(
            params,
            "token_endpoint_auth_method",
            &METHODS,
            AuthMethod::as_str,
        ),
        access_token_format: chosen(
            params,
            "access_token_format",
            &AccessTokenFormat::ALL,
            AccessTokenFormat::as_str,
        )
        .unwrap_or_default(),
        access_token_algorithm: algorithm("access_token_signed_response_alg"),
        allowed_origins: text("allowed_origins"),
        audiences: text("audiences"),
        vetted: params.one("vetted").is_some(),
        require_verified_email: params.one("require_verified_email").is_some(),
    }
}

/// The lines of a field that has one entry on each.
fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    let entries = lines.filter(|line| !line.is_empty());
    entries.map(str::to_owned).collect()
}

fn link(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// What was typed, ready to be checked. Whoever it is about keeps what the form does not ask.
pub(super) fn draft(typed: &Typed, kind: Kind, of: Option<&Client>) -> Draft {
    // What cannot be seen is left out; what cannot be a name is for the check to explain.
    let name = AppName::parse(&typed.name, &[]).map(AppName::into_string);
    let name = name.unwrap_or_else(|_| typed.name.trim().to_owned());
    let more = typed.more_scopes.split_whitespace().map(str::to_owned);
    let scope: Vec<_> = typed.scope.iter().cloned().chain(more).collect();
    let secret = matches!(kind, Kind::Web | Kind::Service)
        || of.is_some_and(|client| client.metadata.auth_method != AuthMethod::None);
    let method = match (secret, typed.auth_method) {
        (true, None) => AuthMethod::ClientSecretBasic,
        (true, Some(method)) => method,
        (false, _) => AuthMethod::None,
    };
    let draft = Draft {
        profile: typed.rules(),
        auth_method: Some(method),
        auth_method_named: Some(secret && typed.auth_method.is_some()),
        redirect_uris: lines(&typed.redirect_uris),
        post_logout_redirect_uris: lines(&typed.post_logout_redirect_uris),
        logout: LogoutAddresses {
            backchannel_logout_uri: link(&typed.logout.back),
            backchannel_logout_session_required: typed.logout.back_session,
            frontchannel_logout_uri: link(&typed.logout.front),
            frontchannel_logout_session_required: typed.logout.front_session,
        },
        scope: Some(scope.join(" ")),
        id_token_signed_response_alg: Some(typed.algorithm),
        id_token_claims: typed.claims(),
        access_token_format: typed.access_token_format,
        access_token_signed_response_alg: typed.access_token_algorithm,
        allowed_origins: lines(&typed.allowed_origins),
        audiences: lines(&typed.audiences),
        homepage: link(&typed.homepage),
        policy_uri: link(&typed.policy),
        tos_uri: link(&typed.terms),
        accent: link(&typed.accent),
        require_verified_email: typed.require_verified_email && kind != Kind::Service,
        ..Draft::new(name, kind)
    };
    match of {
        None => draft,
        Some(client) => Draft {
            grant_types: Some(client.metadata.grant_types.clone()),
            authorization_signed_response_alg: Some(
                client.metadata.authorization_signed_response_alg,
            ),
            logo_uri: client.metadata.logo_uri.clone(),
            contacts: client.metadata.contacts.clone(),
            ..draft
        },
    }
}

/// What was typed, checked: also that there are keys for what it wants signed.
pub(super) fn checked(
    draft: &Draft,
    algorithms: &[SigningAlg],
) -> Result<(String, Metadata), Vec<FieldError>> {
    let (name, metadata) = draft.check()?;
    match unpublished(&metadata, algorithms) {
        None => Ok((name, metadata)),
        Some(error) => Err(vec![error]),
    }
}

/// Notes when a confirmed address is asked for where nobody can confirm one. An app that asked before may go on.
pub(super) fn letters_needed(
    wanted: &Metadata,
    of: Option<&Client>,
    letters: bool,
    problems: &mut Problems,
) {
    let before = of.is_some_and(|client| client.metadata.require_verified_email);
    if wanted.require_verified_email && !before && !letters {
        problems.add(
            "require_verified_email",
            Say::new("apps-form-verified-email-no-letters"),
        );
    }
}

/// The fields of the form, from top to bottom.
const FIELDS: [&str; 15] = [
    "",
    "name",
    "homepage",
    "redirect_uris",
    "scope",
    "post_logout_redirect_uris",
    "policy",
    "terms",
    "accent",
    "backchannel_logout_uri",
    "frontchannel_logout_uri",
    "more_scopes",
    "auth_method",
    "allowed_origins",
    "audiences",
];

/// Where the form shows a mistake, and in what words.
pub(super) fn problems(errors: Vec<FieldError>, kind: Kind) -> Problems {
    let mut found = Vec::with_capacity(errors.len());
    for error in errors {
        let (field, line) = match error.field {
            Field::Name => ("name", None),
            Field::RedirectUri(index) => ("redirect_uris", Some(index + 1)),
            Field::RedirectUris => ("redirect_uris", None),
            Field::PostLogoutRedirectUri(index) => ("post_logout_redirect_uris", Some(index + 1)),
            Field::BackchannelLogoutUri => ("backchannel_logout_uri", None),
            Field::FrontchannelLogoutUri => ("frontchannel_logout_uri", None),
            Field::Scope if kind == Kind::Service => ("scope", None),
            Field::Scope => ("more_scopes", None),
            Field::Homepage => ("homepage", None),
            Field::PolicyUri => ("policy", None),
            Field::TosUri => ("terms", None),
            Field::Accent => ("accent", None),
            Field::AuthMethod => ("auth_method", None),
            Field::AllowedOrigins => ("allowed_origins", None),
            Field::Audiences => ("audiences", None),
            _ => ("", None),
        };
        let fix = words(&error.refusal.fix);
        // What is wrong with client metadata is said in English: developers read it, here as in answers of `/register`.
        let message = match line {
            None => Say::english(fix),
            Some(line) => Say::new("apps-form-line")
                .count("line", line)
                .with_english("fix", fix),
        };
        found.push((field, message));
    }
    found.sort_by_key(|(field, _)| FIELDS.iter().position(|own| own == field));
    let mut problems = Problems::none();
    for (field, message) in found {
        problems.add(field, message);
    }
    problems
}
