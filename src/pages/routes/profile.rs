//! Editing one's profile: the name and the standard claims. Address and rights are not a person's own to change here.

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value, json};

use crate::accounts::make::Taken;
use crate::accounts::profile::{self, NotChanged};
use crate::http::redirect::see_other;
use crate::identity::display_name::PersonName;
use crate::pages::account::edit::{EditProfilePage, FIELDS};
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::respond;
use crate::pages::visit::Member;
use crate::protocol::claims::UserClaims;
use crate::protocol::params::Params;
use crate::store::users::User;

/// A claim as it is typed.
fn shown(user: &User, claim: &str) -> String {
    match claim {
        "address" => user
            .claims()
            .address
            .map(|address| match address.formatted {
                Some(formatted) => formatted,
                None => address.one_line().unwrap_or_default().replace(", ", "\n"),
            }),
        _ => user
            .claims
            .get(claim)
            .and_then(Value::as_str)
            .map(str::to_owned),
    }
    .unwrap_or_default()
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
    let user = &member.user;
    let said = |name: &str| typed.map(|typed| typed.one(name).unwrap_or_default().to_owned());
    let page = EditProfilePage {
        ctx: &ctx,
        hidden: member.visit.hidden("account"),
        name: said("name").unwrap_or_else(|| user.name.clone()),
        fields: FIELDS
            .iter()
            .map(|field| {
                let value = said(field.claim).unwrap_or_else(|| shown(user, field.claim));
                (field, value)
            })
            .collect(),
        problems,
    };
    respond(status, &page)
}

pub(crate) async fn save(member: Member, Form(params): Form) -> Result<Response, PageError> {
    let (before, app) = (&member.user, &member.visit.app);
    let mut problems = Problems::none();
    let mut user = before.clone();
    let name = params.one("name").unwrap_or_default();
    match PersonName::parse(name) {
        Ok(name) => user.name = name.into_string(),
        Err(error) => problems.add("name", error.to_string()),
    }
    for field in &FIELDS {
        let typed = params
            .one(field.claim)
            .unwrap_or_default()
            .trim()
            .replace("\r\n", "\n");
        // What is as it was shown stays as it is stored: an address may have parts.
        if typed != shown(before, field.claim)
            && let Err(problem) = set(&mut user.claims, field.claim, typed)
        {
            problems.add(field.claim, format!("{} {problem}", field.label));
        }
    }
    if !problems.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(page(&member, status, Some(&params), problems));
    }
    if user != *before {
        let (actor, now) = (member.visit.actor(), app.clock.now());
        match profile::change(&app.db, &app.mailing, before, &user, &actor, now).await {
            Ok(()) => {}
            Err(NotChanged::Taken(Taken::Store(error))) => return Err(error.into()),
            // Neither address nor rights were touched.
            Err(error) => return Err(PageError::server("profile", &error)),
        }
    }
    member.visit.tell(match PersonName::exactly(name) {
        Ok(_) => "Your profile is saved.",
        Err(_) => {
            "Your profile is saved. Characters that cannot be seen were left out of your name."
        }
    });
    Ok(see_other("/account"))
}

/// Sets one claim, or takes it away when nothing was typed.
fn set(claims: &mut Map<String, Value>, claim: &str, typed: String) -> Result<(), String> {
    // A new number is not the one that somebody verified.
    if claim == "phone_number" {
        claims.remove("phone_number_verified");
    }
    if typed.is_empty() {
        claims.remove(claim);
        return Ok(());
    }
    let value = match claim {
        "address" => json!({ "formatted": typed }),
        _ => Value::String(typed),
    };
    let one = Map::from_iter([(claim.to_owned(), value)]);
    UserClaims::from_json(&one).map_err(|error| error.problem)?;
    claims.extend(one);
    Ok(())
}
