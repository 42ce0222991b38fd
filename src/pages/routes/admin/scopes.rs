//! What scope words of resource servers mean, for people.

use axum::response::Response;

use super::Steward;
use crate::clients::scopes::{self as acts, NotDescribed};
use crate::http::redirect::see_other;
use crate::locale::Say;
use crate::pages::admin::scopes::{ScopeRow, ScopesPage};
use crate::pages::form::Problems;
use crate::pages::guard::Form;
use crate::pages::page_error::PageError;
use crate::pages::respond;
use crate::pages::visit::Member;
use crate::protocol::roles::Right;
use crate::store::scope_texts::{self, ScopeText};

pub(crate) async fn show(Steward(member): Steward) -> Result<Response, PageError> {
    let typed = ScopeRow {
        language: member.visit.words().lang().code().to_owned(),
        ..ScopeRow::default()
    };
    page(&member, typed, Problems::none()).await
}

async fn page(member: &Member, typed: ScopeRow, problems: Problems) -> Result<Response, PageError> {
    let visit = &member.visit;
    let all = visit
        .app
        .db
        .read(|c| Box::pin(scope_texts::list(c)))
        .await?;
    let row = |text: ScopeText| ScopeRow {
        word: text.word,
        language: text.language,
        title: text.title,
        description: text.description,
    };
    let languages = visit.app.brand.locales.all();
    let languages = languages.map(|words| (words.lang().code().to_owned(), words.native_name()));
    let status = problems.status();
    let ctx = visit.ctx();
    let page = ScopesPage {
        ctx: &ctx,
        texts: all.into_iter().map(row).collect(),
        languages: languages.collect(),
        may_change: visit.roles.may(Right::ChangeApps),
        hidden: visit.hidden("admin"),
        typed,
        problems,
    };
    Ok(respond(status, &page))
}

pub(crate) async fn describe(
    Steward(member): Steward,
    Form(params): Form,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let text = |name: &str| params.one(name).unwrap_or_default().trim().to_owned();
    let typed = ScopeRow {
        word: text("word"),
        language: text("language"),
        title: text("title"),
        description: text("description"),
    };
    let mut languages = visit.app.brand.locales.all();
    if !languages.any(|words| words.lang().code() == typed.language) {
        return Err(PageError::not_found());
    }
    let text = ScopeText {
        word: typed.word.clone(),
        language: typed.language.clone(),
        title: typed.title.clone(),
        description: typed.description.clone(),
    };
    let (actor, now) = (visit.actor(), visit.app.clock.now());
    let mut problems = Problems::none();
    match acts::describe(&visit.app.db, text, &actor, now).await {
        Ok(()) => {
            visit.tell(Say::new("scopes-saved").with("scope", typed.word));
            return Ok(see_other("/admin/scopes"));
        }
        Err(NotDescribed::Word) => problems.add("word", Say::new("scopes-word-wrong")),
        Err(NotDescribed::Ours) => problems.add("word", Say::new("scopes-word-ours")),
        Err(NotDescribed::Text) => problems.add("title", Say::new("scopes-title-wrong")),
        Err(NotDescribed::NotAllowed) => return Err(PageError::not_found()),
        Err(NotDescribed::Store(error)) => return Err(error.into()),
    }
    page(&member, typed, problems).await
}

pub(crate) async fn forget(
    Steward(member): Steward,
    Form(params): Form,
) -> Result<Response, PageError> {
    let visit = &member.visit;
    let word = params.one("word").unwrap_or_default();
    let language = params.one("language").map(str::to_owned);
    let (actor, now) = (visit.actor(), visit.app.clock.now());
    match acts::forget(&visit.app.db, word, language, &actor, now).await {
        Ok(true) => visit.tell(Say::new("scopes-forgotten").with("scope", word)),
        Ok(false) => {}
        Err(NotDescribed::Store(error)) => return Err(error.into()),
        Err(_) => return Err(PageError::not_found()),
    }
    Ok(see_other("/admin/scopes"))
}

/// Where a form without a page of its own leads when a sign-in came between.
pub(crate) async fn back(_: Steward) -> Response {
    see_other("/admin/scopes")
}
