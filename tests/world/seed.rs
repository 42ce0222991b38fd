//! People and apps that are simply there when a test begins. Shared by the test binaries.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lanyard::app::App;
use lanyard::identity::password::Share;
use lanyard::protocol::client::{AuthMethod, Client, SecretRecord};
use lanyard::protocol::ids::UserId;
use lanyard::protocol::registration::{self, Draft};
use lanyard::store::users::User;
use lanyard::store::{clients, users};
use uuid::Uuid;

/// Gives `login` an account: for "mara" that of Mara Lindqvist, mara@example.org, confirmed.
pub async fn add_user(app: &App, login: &str, password: &str) -> User {
    add_user_with(app, login, password, |_| {}).await
}

/// As [`add_user`], with more to say about the person.
pub async fn add_user_with(
    app: &App,
    login: &str,
    password: &str,
    fill: impl FnOnce(&mut User),
) -> User {
    let id = UserId(Uuid::now_v7());
    let hash = app.passwords.hash(password, Share::Person(id)).await;
    let mut name = login.to_owned();
    name[..1].make_ascii_uppercase();
    let now = app.clock.now();
    let mut user = User {
        id,
        subject: None,
        login: login.to_owned(),
        email: Some(format!("{login}@example.org")),
        email_verified: true,
        name: format!("{name} Lindqvist"),
        password_hash: Some(hash.expect("the password is hashed")),
        password_changed_at: Some(now),
        claims: serde_json::Map::new(),
        preferences: None,
        admin: false,
        disabled_at: None,
        deletes_at: None,
        terms_version: None,
        terms_accepted_at: None,
        epoch: 0,
        created_at: now,
        updated_at: now,
    };
    fill(&mut user);
    let row = user.clone();
    let job = app
        .db
        .write(move |c| Box::pin(async move { users::insert(c, &row).await }));
    job.await.expect("the account is new");
    user
}

/// Registers `draft` as `owner`'s; the id and, for a public client meaningless, the secret.
pub async fn register(app: &App, draft: Draft, owner: Option<UserId>) -> (String, String) {
    let (name, metadata) = draft.check().expect("the draft is right");
    let (mut random, mut key) = ([0; 4], [0; 32]);
    aws_lc_rs::rand::fill(&mut random).unwrap();
    aws_lc_rs::rand::fill(&mut key).unwrap();
    let secret = format!("lys_{}", URL_SAFE_NO_PAD.encode(key));
    let now = app.clock.now();
    let confidential = metadata.auth_method != AuthMethod::None;
    let client = Client {
        id: registration::client_id(&name, random),
        owner,
        secret: confidential.then(|| SecretRecord::new(&secret, now)),
        name,
        metadata,
        previous_secret: None,
        disabled_at: None,
        created_at: now,
        updated_at: now,
    };
    let id = client.id.to_string();
    let job = app
        .db
        .write(move |c| Box::pin(async move { clients::insert(c, &client).await }));
    job.await.expect("the client is new");
    (id, secret)
}
