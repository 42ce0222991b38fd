//! Whom or what an address of the console names, or somebody who types something into a field.

use std::sync::Arc;

use crate::app::App;
use crate::identity::login_name;
use crate::pages::page_error::PageError;
use crate::protocol::client::Client;
use crate::protocol::ids::{ClientId, GroupId, UserId};
use crate::protocol::membership::GroupName;
use crate::protocol::subject::Subject;
use crate::store::StoreError;
use crate::store::groups::{self, Group};
use crate::store::users::{self, User};

/// The account with this id, user name, address or `sub`.
pub(super) async fn person(app: &App, typed: &str) -> Result<Option<User>, StoreError> {
    if let Ok(id) = typed.parse::<UserId>() {
        return app.user(id).await;
    }
    let (key, subject) = (login_name::canonical(typed), Subject::parse(typed).ok());
    let job = app.db.read(move |c| {
        Box::pin(async move {
            if let Some(key) = key
                && let Some(user) = users::by_login_or_email(c, &key).await?
            {
                return Ok(Some(user));
            }
            match subject {
                Some(subject) => users::by_subject(c, &subject).await,
                None => Ok(None),
            }
        })
    });
    job.await
}

/// The app with this id.
pub(super) async fn client(app: &App, id: &ClientId) -> Result<Arc<Client>, PageError> {
    let found = app.clients.by_id(id.as_str()).await?;
    found.ok_or_else(PageError::not_found)
}

/// The group with this id.
pub(super) async fn group(app: &App, id: GroupId) -> Result<Group, PageError> {
    let job = app
        .db
        .read(move |c| Box::pin(async move { groups::by_id(c, id).await }));
    job.await?.ok_or_else(PageError::not_found)
}

/// The group with this name.
pub(super) async fn group_of_name(app: &App, typed: &str) -> Result<Option<Group>, StoreError> {
    let Ok(name) = typed.parse::<GroupName>() else {
        return Ok(None);
    };
    let job = app
        .db
        .read(move |c| Box::pin(async move { groups::by_name(c, &name).await }));
    job.await
}

/// The groups whose names were typed, with commas or spaces between; or the first text that names none.
pub(super) async fn several_groups(
    app: &App,
    typed: &str,
) -> Result<Result<Vec<Group>, String>, StoreError> {
    let mut found = Vec::new();
    for text in typed.split([',', ' ']).filter(|text| !text.is_empty()) {
        match group_of_name(app, text).await? {
            Some(group) => found.push(group),
            None => return Ok(Err(text.to_owned())),
        }
    }
    Ok(Ok(found))
}
