//! Editing one's profile: the name and the standard claims. Address and rights are not a person's own to change here.

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use serde_json::{Map, Value};

use super::email::undoing;
use crate::accounts::make::Taken;
use crate::accounts::profile::{self, NotChanged};
use crate::http::redirect::see_other;
use crate::identity::display_name::PersonName;
use crate::identity::profile::{ADDRESS, Wrong, parse};
use crate::locale::Say;
use crate::pages::account::edit::{EditProfilePage, Field};
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::visit::Member;
use crate::pages::{respond, try_after};
use crate::protocol::params::Params;
use crate::store::users::User;

/// How long a person waits who changed their profile too often.
pub(super) const PAUSE: Duration = Duration::from_hours(1);

/// What is stored, as it stands in a field.
pub(super) fn shown(user: &User, field: &Field) -> String {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let value = match field.claim {
        "name" => Some(user.name.clone()),
        part if ADDRESS.contains(&part) => {
            let address = user.claims.get("address").and_then(Value::as_object);
            address.and_then(|address| match in_parts(address) {
                true => address.get(part).and_then(text),
                // Written as on an envelope, by a former version or elsewhere.
                false if part == ADDRESS[0] => address.get("formatted").and_then(text),
                false => None,
            })
        }
        claim => user.claims.get(claim).and_then(text),
    };
    value.unwrap_or_default()
}

fn in_parts(address: &Map<String, Value>) -> bool {
    ADDRESS.iter().any(|part| address.contains_key(*part))
}

pub(crate) async fn form(member: Member) -> Result<Response, PageError> {
    let kept = member.visit.kept().await?;
    Ok(page(
        &member,
        StatusCode::OK,
        kept.as_ref(),
        Problems::none(),
    ))
}

/// The form with what was typed, or else with what is stored.
fn page(
    member: &Member,
    status: StatusCode,
    typed: Option<&Params>,
    problems: Problems,
) -> Response {
    let ctx = member.visit.ctx();
    let said = |name: &str| typed.map(|typed| typed.one(name).unwrap_or_default().to_owned());
    let value = |field: &Field| said(field.claim).unwrap_or_else(|| shown(&member.user, field));
    let page = EditProfilePage {
        ctx: &ctx,
        hidden: member.visit.hidden("account"),
        values: Field::all().map(value).collect(),
        problems,
    };
    respond(status, &page)
}

pub(crate) async fn save(member: Member, Form(params): Form) -> Result<Response, PageError> {
    let (before, app) = (&member.user, &member.visit.app);
    let times = member.visit.times();
    let (now, today) = (times.now(), times.today());
    let mut problems = Problems::none();
    let user = edited(before, &params, today, &mut problems);
    if !problems.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(page(&member, status, Some(&params), problems));
    }
    if user != *before {
        if !app.edits.admits(user.id, now) {
            problems.add("", Say::new("profile-edits-too-many"));
            let status = StatusCode::TOO_MANY_REQUESTS;
            return Ok(try_after(
                PAUSE,
                page(&member, status, Some(&params), problems),
            ));
        }
        let actor = member.visit.actor();
        let letters = (&app.mailing, &undoing(&member.visit));
        match profile::change(&app.db, letters, before, &user, &actor, now).await {
            Ok(()) => {}
            Err(NotChanged::Taken(Taken::Store(error))) => return Err(error.into()),
            // Neither address nor rights were touched.
            Err(error) => return Err(PageError::server("profile", &error)),
        }
    }
    let name = params.one("name").unwrap_or_default();
    member.visit.tell(match PersonName::exactly(name) {
        Ok(_) => Say::new("profile-saved"),
        Err(_) => Say::new("profile-saved-without"),
    });
    Ok(see_other("/account"))
}

/// The account with what was typed; what cannot be read is a problem of its field.
pub(super) fn edited(before: &User, params: &Params, today: Date, problems: &mut Problems) -> User {
    let mut user = before.clone();
    for field in Field::all() {
        let typed = params.one(field.claim).unwrap_or_default();
        // What is as it was shown stays as it is stored.
        if typed.trim().replace("\r\n", "\n") == shown(before, field) {
            continue;
        }
        match parse(field.claim, typed, today) {
            Ok(Some(name)) if field.claim == "name" => user.name = name,
            Ok(None) if field.claim == "name" => {
                problems.add("name", Say::new("profile-name-missing"));
            }
            Ok(value) => set(&mut user.claims, field.claim, value),
            Err(wrong) => problems.add(field.claim, in_words(wrong, field)),
        }
    }
    user
}

fn in_words(wrong: Wrong, field: &Field) -> Say {
    let label = Say::new(field.label);
    match wrong {
        Wrong::TooLong(most) => Say::new("profile-too-long")
            .saying("label", label)
            .count("count", most),
        Wrong::Unreadable => Say::new("profile-unreadable").saying("label", label),
        Wrong::Birthdate => Say::new("profile-birthday-wrong"),
        Wrong::Future => Say::new("profile-birthday-future"),
        Wrong::Phone => Say::new("profile-phone-wrong"),
        Wrong::Website => Say::new("profile-website-wrong"),
        Wrong::Locale => Say::new("profile-locale-wrong"),
        Wrong::Zone => Say::new("profile-zone-wrong"),
    }
}

/// Sets one claim or part of the address, or takes it away when nothing was typed.
fn set(claims: &mut Map<String, Value>, claim: &str, value: Option<String>) {
    if ADDRESS.contains(&claim) {
        let mut address = match claims.remove("address") {
            Some(Value::Object(address)) => address,
            _ => Map::new(),
        };
        // What was written as on an envelope is not what the parts say any more; it stood in the first of them.
        if let Some(formatted) = address.remove("formatted")
            && !in_parts(&address)
        {
            address.insert(ADDRESS[0].to_owned(), formatted);
        }
        put(&mut address, claim, value);
        if !address.is_empty() {
            claims.insert("address".to_owned(), Value::Object(address));
        }
        return;
    }
    // A new number is not the one that somebody verified.
    if claim == "phone_number" {
        claims.remove("phone_number_verified");
    }
    put(claims, claim, value);
}

fn put(object: &mut Map<String, Value>, name: &str, value: Option<String>) {
    match value {
        Some(value) => object.insert(name.to_owned(), Value::String(value)),
        None => object.remove(name),
    };
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn changed(address: Value, parts: &[(&str, &str)]) -> Option<Value> {
        let mut claims = Map::from_iter([("address".to_owned(), address)]);
        for (part, value) in parts {
            let value = Some((*value).to_owned()).filter(|value| !value.is_empty());
            set(&mut claims, part, value);
        }
        claims.remove("address")
    }

    #[test]
    fn an_address_is_changed_part_by_part() {
        let stored = json!({"street_address": "Strandvägen 1", "locality": "Stockholm", "formatted": "Strandvägen 1, Stockholm"});
        assert_eq!(
            changed(stored.clone(), &[("locality", "Göteborg")]),
            Some(json!({"street_address": "Strandvägen 1", "locality": "Göteborg"})),
            "what was written out would be wrong now"
        );
        assert_eq!(
            changed(stored, &[("locality", ""), ("street_address", "")]),
            None
        );
        let envelope = json!({"formatted": "Strandvägen 1\n114 51 Stockholm"});
        assert_eq!(
            changed(envelope.clone(), &[("country", "Sverige")]),
            Some(
                json!({"street_address": "Strandvägen 1\n114 51 Stockholm", "country": "Sverige"})
            )
        );
        assert_eq!(
            changed(
                envelope,
                &[
                    ("street_address", "Strandvägen 1"),
                    ("locality", "Stockholm")
                ]
            ),
            Some(json!({"street_address": "Strandvägen 1", "locality": "Stockholm"}))
        );
    }
}
