//! Which account an app gets (`prompt=select_account`, OIDC Core §3.1.2.1): the one that is signed in, or another.

use axum::http::StatusCode;
use axum::response::Response;

use super::{UnderWay, face};
use crate::endpoints::authorize::see_other;
use crate::pages::choose_account::{Account, ChooseAccountPage};
use crate::pages::refusal::PageError;
use crate::pages::respond;
use crate::pages::visit::Visit;
use crate::store::users::User;

/// The question, put to `user`, who is signed in.
pub(super) async fn ask(
    visit: &Visit,
    under_way: &UnderWay,
    user: &User,
) -> Result<Response, PageError> {
    let ctx = visit.ctx();
    let mut hidden = visit.hidden("login");
    hidden.flow = Some(under_way.flow.to_text(&visit.app).await?);
    let account = Account {
        value: user.id.to_string(),
        name: user.name.clone(),
        email: user.email.clone().unwrap_or_else(|| user.login.clone()),
    };
    let page = ChooseAccountPage {
        ctx: &ctx,
        hidden,
        app: Some(face(&under_way.client)),
        accounts: vec![account],
        form_target: under_way.form_target(),
    };
    Ok(respond(StatusCode::OK, &page))
}

/// The answer: the value of an account, or nothing for another one. Only who is signed in can be chosen.
pub(super) async fn chosen(
    visit: &Visit,
    mut under_way: UnderWay,
    value: &str,
) -> Result<Response, PageError> {
    let signed_in = visit.person.as_ref().map(|(_, user)| user.id);
    let chosen = signed_in.filter(|id| id.to_string() == value);
    under_way.flow.answers.account = chosen;
    let text = under_way.flow.to_text(&visit.app).await?;
    let path = match chosen {
        Some(_) => format!("/authorize?flow={text}"),
        None => format!("/login?another=1&flow={text}"),
    };
    Ok(see_other(&visit.app, &path))
}
