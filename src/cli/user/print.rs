//! How an account is printed.

use serde_json::{Value, json};

use crate::cli::output;
use crate::protocol::subject::Subject;
use crate::store::groups::Group;
use crate::store::users::User;

/// What is out of the ordinary.
pub fn state(user: &User) -> Vec<&'static str> {
    let mut words = Vec::new();
    if user.admin {
        words.push("administrator");
    }
    if user.disabled_at.is_some() {
        words.push("switched off");
    }
    if user.deletes_at.is_some() {
        words.push("to be deleted");
    }
    if user.password_hash.is_none() {
        words.push("no password");
    }
    words
}

/// The account without its password.
pub fn document(user: &User) -> Value {
    json!({
        "id": user.id,
        "sub": user.sub(),
        "login": user.login,
        "email": user.email,
        "email_verified": user.email_verified,
        "name": user.name,
        "claims": user.claims,
        "admin": user.admin,
        "has_password": user.password_hash.is_some(),
        "password_changed_at": user.password_changed_at.map(output::time),
        "disabled_at": user.disabled_at.map(output::time),
        "deletes_at": user.deletes_at.map(output::time),
        "terms_version": user.terms_version,
        "terms_accepted_at": user.terms_accepted_at.map(output::time),
        "created_at": output::time(user.created_at),
        "updated_at": output::time(user.updated_at),
    })
}

/// On standard output.
pub fn print_user(user: &User, groups: &[Group], as_json: bool) -> anyhow::Result<()> {
    let groups: Vec<_> = groups.iter().map(|group| group.name.as_str()).collect();
    if as_json {
        let mut shown = document(user);
        shown["groups"] = json!(groups);
        return output::json(&shown);
    }
    let verified = if user.email_verified {
        " (verified)"
    } else {
        ""
    };
    let state = state(user).join(", ");
    output::pairs(&[
        ("Id", Some(user.id.to_string())),
        ("Sub", user.subject.as_ref().map(Subject::to_string)),
        ("Login", Some(user.login.clone())),
        ("Name", Some(user.name.clone())),
        ("Groups", (!groups.is_empty()).then(|| groups.join(", "))),
        (
            "E-mail",
            user.email
                .as_ref()
                .map(|email| format!("{email}{verified}")),
        ),
        ("State", (!state.is_empty()).then_some(state)),
        (
            "Claims",
            (!user.claims.is_empty()).then(|| Value::from(user.claims.clone()).to_string()),
        ),
        ("Since", Some(output::time(user.created_at))),
    ])
}
