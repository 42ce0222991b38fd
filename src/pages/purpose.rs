//! What a sign-in is for: the request under way, or a page of ours.

use super::AppFace;
use super::form::Hidden;
use super::page_error::PageError;
use super::under_way::{face, under_way};
use super::visit::{Visit, safe_return};
use crate::authorization::facts::UnderWay;
use crate::http::headers::FormTarget;
use crate::protocol::ids::UserId;
use crate::protocol::params::Params;
use crate::protocol::time::Timestamp;

/// What the page is about: the request under way, or a page of ours to go to.
pub(crate) struct Purpose {
    pub under_way: Option<UnderWay>,
    pub return_to: Option<String>,
    /// "Keep me signed in": the sign-in outlives the window, and the name is shown here next time.
    pub remember: bool,
    /// The browser says that it can make passkeys.
    pub makes_passkeys: bool,
    /// The name that was typed to sign in, as it was written.
    pub typed: Option<String>,
}

/// `sent`: the person sent it by a form. What a link says is not their wish (attack row FI-15).
pub(crate) async fn purpose(
    visit: &Visit,
    params: &Params,
    sent: bool,
) -> Result<Purpose, PageError> {
    let under_way = match params.one("flow") {
        Some(text) => Some(under_way(visit, text).await?),
        None => None,
    };
    let return_to = params
        .one("return")
        .and_then(safe_return)
        .map(str::to_owned);
    Ok(Purpose {
        under_way,
        return_to,
        remember: sent && params.one("remember").is_some(),
        makes_passkeys: sent && params.one("passkeys").is_some(),
        typed: params.one("login").filter(|_| sent).map(str::to_owned),
    })
}

/// What every form of a page on the way carries, and what the page shows of where it leads.
pub(crate) struct OnTheWay {
    pub hidden: Hidden,
    pub app: Option<AppFace>,
    pub form_target: Option<FormTarget>,
}

impl Purpose {
    /// For the forms of a page before somebody is signed in for it.
    pub async fn on_the_way(&self, visit: &Visit) -> Result<OnTheWay, PageError> {
        let mut hidden = visit.hidden("login");
        hidden.return_to.clone_from(&self.return_to);
        let under_way = self.under_way.as_ref();
        if let Some(under_way) = under_way {
            hidden.flow = Some(under_way.text(visit).await?);
        }
        Ok(OnTheWay {
            hidden,
            app: under_way.map(|under_way| face(&under_way.client)),
            form_target: under_way.and_then(UnderWay::form_target),
        })
    }

    /// On the way to an app, or to the account.
    pub fn of(under_way: Option<UnderWay>) -> Self {
        Self {
            under_way,
            return_to: None,
            remember: false,
            makes_passkeys: false,
            typed: None,
        }
    }

    /// Notes that `user` signed in for it at this moment: the request under way goes on as theirs.
    pub fn answer(&mut self, user: UserId, now: Timestamp) {
        if let Some(under_way) = &mut self.under_way {
            under_way.flow.answers.signed_in_at = Some(now);
            under_way.flow.answers.account = Some(user);
        }
    }

    /// The sign-in page for the same purpose, with `extra` in its query: `"another=1"`.
    pub async fn login_address(&self, visit: &Visit, extra: &str) -> Result<String, PageError> {
        self.address(visit, "/login", extra).await
    }

    /// The same for another page on the way.
    pub async fn address(
        &self,
        visit: &Visit,
        path: &str,
        extra: &str,
    ) -> Result<String, PageError> {
        let and = if extra.is_empty() { "" } else { "&" };
        Ok(match (&self.under_way, &self.return_to) {
            (Some(under_way), _) => {
                let text = under_way.text(visit).await?;
                format!("{path}?{extra}{and}flow={text}")
            }
            (None, Some(back)) => {
                let back: String = form_urlencoded::byte_serialize(back.as_bytes()).collect();
                format!("{path}?{extra}{and}return={back}")
            }
            (None, None) => format!("{path}?{extra}"),
        })
    }

    /// Where to go once it is settled who is signed in.
    pub async fn onward(&self, visit: &Visit) -> Result<String, PageError> {
        Ok(match (&self.under_way, &self.return_to) {
            (Some(under_way), _) => under_way.onward(visit).await?,
            (None, Some(back)) => back.clone(),
            (None, None) => "/account".to_owned(),
        })
    }
}
