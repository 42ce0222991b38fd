//! What an app is built with: which settings that needs, and how PKCE is switched on in it.

use crate::protocol::client::{IdTokenClaims, Profile};

/// A library or program that signs people in, with nothing but its documented defaults.
#[derive(Debug, PartialEq, Eq)]
pub struct Library {
    /// Its value in the form.
    pub code: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// What it does about PKCE.
    pub pkce: Pkce,
    /// What it expects of ID tokens.
    pub claims: IdTokenClaims,
}

/// Whether a library sends a code challenge (RFC 7636).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pkce {
    /// Always.
    On,
    /// When it is told to: so.
    Switch(&'static str),
    /// It cannot.
    Missing,
}

impl Pkce {
    /// The rules under which the library works as it comes.
    pub fn profile(self) -> Profile {
        match self {
            Self::On => Profile::Modern,
            Self::Switch(_) | Self::Missing => Profile::Oidc,
        }
    }
}

const fn on(code: &'static str, name: &'static str) -> Library {
    let (pkce, claims) = (Pkce::On, IdTokenClaims::Minimal);
    Library {
        code,
        name,
        pkce,
        claims,
    }
}

const fn switch(code: &'static str, name: &'static str, how: &'static str) -> Library {
    let (pkce, claims) = (Pkce::Switch(how), IdTokenClaims::Minimal);
    Library {
        code,
        name,
        pkce,
        claims,
    }
}

impl Library {
    /// Every one that is known, by name.
    pub const ALL: &[Self] = &[
        Self {
            claims: IdTokenClaims::Scopes,
            ..on("authjs", "Auth.js (NextAuth)")
        },
        switch(
            "authlib",
            "Authlib",
            "client_kwargs={'code_challenge_method': 'S256'}",
        ),
        switch(
            "django-allauth",
            "django-allauth",
            "\"OAUTH_PKCE_ENABLED\": True",
        ),
        Self {
            claims: IdTokenClaims::Scopes,
            ..on("express-openid-connect", "express-openid-connect")
        },
        switch("grafana", "Grafana", "use_pkce = true"),
        switch("apache", "mod_auth_openidc (Apache)", "OIDCPKCEMethod S256"),
        switch(
            "mozilla-django-oidc",
            "mozilla-django-oidc",
            "OIDC_USE_PKCE = True",
        ),
        switch(
            "nimbus",
            "Nimbus OAuth 2.0 SDK",
            ".codeChallenge(verifier, CodeChallengeMethod.S256)",
        ),
        switch(
            "oauth2-proxy",
            "oauth2-proxy",
            "--code-challenge-method=S256",
        ),
        on("oauth4webapi", "oauth4webapi"),
        on("openid-client", "openid-client (Node.js)"),
        Self {
            pkce: Pkce::Missing,
            ..on("passport-openidconnect", "passport-openidconnect")
        },
        switch(
            "spring",
            "Spring Security",
            "ClientSettings.builder().requireProofKey(true)",
        ),
        switch(
            "x-oauth2",
            "x/oauth2 (Go)",
            "oauth2.S256ChallengeOption(verifier)",
        ),
        switch("zitadel", "zitadel/oidc (Go)", "rp.WithPKCE(cookieHandler)"),
    ];

    /// The one with this value in the form.
    pub fn from_code(code: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|library| library.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_works_under_its_rules_as_it_comes() {
        let rules = |code| Library::from_code(code).map(|library| library.pkce.profile());
        assert_eq!(rules("authjs"), Some(Profile::Modern));
        assert_eq!(rules("spring"), Some(Profile::Oidc));
        assert_eq!(rules("passport-openidconnect"), Some(Profile::Oidc));
        assert_eq!(rules(""), None);
        let mut names: Vec<_> = Library::ALL
            .iter()
            .map(|library| library.name.to_lowercase())
            .collect();
        let listed = names.clone();
        names.sort();
        assert_eq!(names, listed, "by name");
        names.dedup();
        assert_eq!(names.len(), Library::ALL.len());
    }
}
