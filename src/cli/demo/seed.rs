//! The person and the clients of the demo.

use anyhow::anyhow;
use serde_json::json;
use uuid::Uuid;

use crate::app::App;
use crate::clients::new_secret;
use crate::identity::password::Share;
use crate::protocol::claims::UserClaims;
use crate::protocol::client::{Client, Kind, SecretRecord};
use crate::protocol::ids::UserId;
use crate::protocol::registration::{self, Draft};
use crate::protocol::time::Timestamp;
use crate::store::clients;
use crate::store::users::{self, User};

pub const LOGIN: &str = "ada";
/// No secret: it is printed, and good on this machine only.
pub const PASSWORD: &str = "weaving-with-numbers";
/// Everything the web app asks for, so that every standard claim is to be seen.
pub const SCOPE: &str = "openid profile email address phone offline_access";
/// What the single-page app asks for.
pub const SINGLE_PAGE_SCOPE: &str = "openid profile email offline_access";

/// Makes a person with every standard claim (OIDC Core §5.1).
pub async fn person(app: &App) -> anyhow::Result<UserId> {
    let claims = json!({
        "given_name": "Ada",
        "middle_name": "Augusta",
        "family_name": "Lovelace",
        "nickname": "Ada",
        "preferred_username": LOGIN,
        "profile": "https://example.com/ada",
        "picture": "https://example.com/ada/portrait.jpg",
        "website": "https://example.com/notes",
        "gender": "female",
        "birthdate": "1815-12-10",
        "zoneinfo": "Europe/London",
        "locale": "en-GB",
        "phone_number": "+44 20 7946 0958",
        "phone_number_verified": true,
        "address": {
            "formatted": "12 St James’s Square\nLondon\nSW1Y 4JH\nUnited Kingdom",
            "street_address": "12 St James’s Square",
            "locality": "London",
            "region": "Greater London",
            "postal_code": "SW1Y 4JH",
            "country": "United Kingdom",
        },
    });
    let claims = claims.as_object().cloned().unwrap_or_default();
    let now = app.clock.now();
    let id = UserId(Uuid::now_v7());
    let user = User {
        id,
        login: LOGIN.to_owned(),
        email: Some("ada@example.com".to_owned()),
        email_verified: true,
        name: "Ada Lovelace".to_owned(),
        password_hash: Some(app.passwords.hash(PASSWORD, Share::Person(id)).await?),
        password_changed_at: Some(now),
        claims: UserClaims::from_json(&claims)?.to_json(),
        preferences: None,
        admin: true,
        disabled_at: None,
        sessions_not_before: Timestamp(0),
        created_at: now,
        updated_at: now,
    };
    let id = user.id;
    app.db
        .write(move |c| Box::pin(async move { users::insert(c, &user).await }))
        .await?;
    Ok(id)
}

/// Registers the relying party; its id and its secret.
pub async fn web_app(
    app: &App,
    owner: UserId,
    redirect_uris: &[String],
    port: u16,
) -> anyhow::Result<(String, String)> {
    let mut draft = Draft::new("Field Notes", Kind::Web);
    draft.redirect_uris = redirect_uris.to_vec();
    draft.post_logout_redirect_uris = ["localhost", "127.0.0.1"]
        .map(|host| format!("http://{host}:{port}/"))
        .to_vec();
    draft.scope = Some(SCOPE.to_owned());
    let secret = new_secret().map_err(random)?;
    let record = SecretRecord::new(&secret, app.clock.now());
    Ok((client(app, owner, &draft, Some(record)).await?, secret))
}

/// Registers the single-page app, a public client; its id.
pub async fn single_page(
    app: &App,
    owner: UserId,
    redirect_uris: &[String],
) -> anyhow::Result<String> {
    let mut draft = Draft::new("Tide Table", Kind::Spa);
    draft.redirect_uris = redirect_uris.to_vec();
    draft.scope = Some(SINGLE_PAGE_SCOPE.to_owned());
    client(app, owner, &draft, None).await
}

async fn client(
    app: &App,
    owner: UserId,
    draft: &Draft,
    secret: Option<SecretRecord>,
) -> anyhow::Result<String> {
    let (name, metadata) = draft
        .check()
        .map_err(|errors| anyhow!("the demo's client is wrong: {errors:?}"))?;
    let mut letters = [0; 4];
    aws_lc_rs::rand::fill(&mut letters).map_err(random)?;
    let now = app.clock.now();
    let client = Client {
        id: registration::client_id(&name, letters),
        owner: Some(owner),
        name,
        metadata,
        secret,
        previous_secret: None,
        disabled_at: None,
        created_at: now,
        updated_at: now,
    };
    let id = client.id.as_str().to_owned();
    app.db
        .write(move |c| Box::pin(async move { clients::insert(c, &client).await }))
        .await?;
    Ok(id)
}

fn random<E>(_: E) -> anyhow::Error {
    anyhow!("the system gives no random bytes")
}
