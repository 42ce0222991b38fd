//! The person and the clients of the demo.

use anyhow::anyhow;
use serde_json::json;

use super::relying_party::Config;
use crate::accounts::make;
use crate::app::App;
use crate::audit::Actor;
use crate::clients::register::{New, Registered, register};
use crate::identity::email::EmailAddress;
use crate::identity::password::Share;
use crate::protocol::claims::UserClaims;
use crate::protocol::client::Kind;
use crate::protocol::ids::UserId;
use crate::protocol::registration::Draft;
use crate::store::users::User;

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
    let new = make::New {
        login: LOGIN.to_owned(),
        email: EmailAddress::parse("ada@example.com")?,
        email_verified: true,
        name: "Ada Lovelace".to_owned(),
    };
    let account = new.account(now);
    let share = Share::Person(account.id);
    let user = User {
        password_hash: Some(app.passwords.hash(PASSWORD, share).await?),
        password_changed_at: Some(now),
        claims: UserClaims::from_json(&claims)?.to_json(),
        admin: true,
        ..account
    };
    make::make(&app.db, &user, &Actor::operator(), now).await?;
    Ok(user.id)
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
        .map(|host| format!("http://{host}:{port}/signed-out"))
        .to_vec();
    draft.logout.backchannel_logout_uri = Some(Config::backchannel_logout_uri(port));
    draft.logout.backchannel_logout_session_required = true;
    draft.scope = Some(SCOPE.to_owned());
    let registered = client(app, owner, &draft).await?;
    let secret = registered
        .secret
        .ok_or_else(|| anyhow!("a web app has a secret"))?;
    Ok((registered.client.id.to_string(), secret))
}

/// Registers the single-page app, a public client; its id.
pub async fn single_page(
    app: &App,
    owner: UserId,
    redirect_uris: &[String],
) -> anyhow::Result<String> {
    let mut draft = Draft::new("Tide Table", Kind::Spa);
    draft.redirect_uris = redirect_uris.to_vec();
    draft.post_logout_redirect_uris = redirect_uris.to_vec();
    draft.scope = Some(SINGLE_PAGE_SCOPE.to_owned());
    let registered = client(app, owner, &draft).await?;
    Ok(registered.client.id.to_string())
}

async fn client(app: &App, owner: UserId, draft: &Draft) -> anyhow::Result<Registered> {
    let (name, metadata) = draft
        .check()
        .map_err(|errors| anyhow!("the demo's client is wrong: {errors:?}"))?;
    let new = New {
        owner: Some(owner),
        name,
        metadata,
    };
    Ok(register(&app.db, new, &Actor::operator(), app.clock.now()).await?)
}
