//! People, clients and grants to store in tests.

use std::time::Duration;

use serde_json::json;

use super::super::grants::NewGrant;
use super::super::sign_ins::SignIn;
use super::super::users::User;
use crate::protocol::client::{Client, SecretRecord};
use crate::protocol::grant_context::GrantContext;
use crate::protocol::ids::{ClientId, GrantId, SignInId, UserId};
use crate::protocol::refresh::Lasting;
use crate::protocol::time::Timestamp;

/// The present of the samples: an instant in 2027.
pub const NOW: Timestamp = Timestamp(1_800_000_000);

/// `NOW` and some seconds.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp(NOW.0 + seconds)
}

/// A person without a password.
pub fn user(login: &str) -> User {
    let claims = json!({ "locale": "de-CH", "address": { "country": "CH" } });
    User {
        id: UserId(uuid::Uuid::now_v7()),
        subject: None,
        login: login.to_owned(),
        email: Some(format!("{login}@example.com")),
        email_verified: true,
        name: format!("Person {login}"),
        password_hash: None,
        password_changed_at: None,
        claims: claims.as_object().cloned().unwrap_or_default(),
        preferences: None,
        admin: false,
        disabled_at: None,
        deletes_at: None,
        terms_version: None,
        terms_accepted_at: None,
        epoch: 0,
        created_at: NOW,
        updated_at: NOW,
    }
}

/// A web client with a secret.
pub fn client(id: &str, owner: Option<UserId>) -> Client {
    let metadata = json!({
        "kind": "web",
        "auth_method": "client_secret_basic",
        "redirect_uris": ["https://app.example/callback"],
        "scope": "openid profile email offline_access",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
    });
    Client {
        id: ClientId(id.to_owned()),
        owner,
        name: format!("App {id}"),
        metadata: serde_json::from_value(metadata).expect("the sample is well-formed"),
        secret: Some(SecretRecord::new("lys_sample-secret-of-no-use", NOW)),
        previous_secret: None,
        disabled_at: None,
        created_at: NOW,
        updated_at: NOW,
    }
}

/// A sign-in that began [`NOW`] and holds for half a day.
pub fn sign_in(user: UserId) -> SignIn {
    SignIn {
        id: SignInId(uuid::Uuid::now_v7()),
        user_id: user,
        started_at: NOW,
        last_seen_at: NOW,
        amr: "pwd".to_owned(),
        device: "Firefox on Linux".to_owned(),
        address: "192.0.2.7".to_owned(),
        ended_at: None,
        end_reason: None,
        expires_at: at(43_200),
        generation: 0,
        epoch: Some(0),
        idle_ends: true,
        device_key: None,
        bound_at: None,
        proven_at: None,
    }
}

/// A grant from that sign-in, with a refresh token.
pub fn grant(sign_in: &SignIn, client: &ClientId) -> NewGrant {
    NewGrant {
        id: GrantId(uuid::Uuid::now_v7()),
        user: sign_in.user_id,
        client: client.clone(),
        sign_in: Some(sign_in.id),
        scope: "openid offline_access"
            .parse()
            .expect("the sample is well-formed"),
        context: GrantContext {
            nonce: Some("n-0S6_WzA2Mj".to_owned()),
            auth_time: sign_in.started_at,
            acr: None,
            amr: vec!["pwd".to_owned()],
            sign_in: Some(sign_in.id),
            epoch: Some(0),
            claims: Default::default(),
            resource: None,
            further: Default::default(),
        },
        refresh_generation: Some(0),
        created_at: NOW,
        expires_at: at(86_400),
    }
}

/// Refresh tokens that last longer than any test.
pub const LASTING: Lasting = Lasting {
    idle: Duration::from_secs(1_000_000),
    absolute: Duration::from_secs(1_000_000),
};
