//! `/login` when the browser knows people: which of them is it?

use askama::Template;

use super::form::Hidden;
use super::login::Reason;
use super::{AppFace, Ctx, Page};
use crate::http::headers::FormTarget;
use crate::locale::Say;

/// One button per account, and one for another.
#[derive(Template)]
#[template(path = "choose_account.html")]
pub struct ChooseAccountPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The app the person is on the way to.
    pub app: Option<AppFace>,
    /// Whether the choice is the question; otherwise it is a shorter way to sign in.
    pub choose: bool,
    /// Why somebody who was signed in sees this page.
    pub reason: Reason,
    /// The accounts to choose from.
    pub accounts: Vec<Account>,
    /// Where the form may lead.
    pub form_target: Option<FormTarget>,
}

/// An account this browser knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// What the form sends as `account`.
    pub value: String,
    /// The display name.
    pub name: String,
    /// The e-mail address or login name.
    pub email: String,
    /// Whether they are signed in.
    pub state: State,
}

/// What choosing an account takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing: it is in use.
    Here,
    /// Nothing: it is signed in as well.
    SignedIn,
    /// The password: it is only remembered.
    SignedOut,
}

impl ChooseAccountPage<'_> {
    fn title(&self) -> Say {
        Say::new(match self.choose {
            true => "choose-account-title",
            false => "sign-in-title",
        })
    }

    /// Whether somebody can be taken off the list: who is signed in signs out instead.
    fn forgettable(&self) -> bool {
        self.accounts
            .iter()
            .any(|account| account.state == State::SignedOut)
    }
}

impl Page for ChooseAccountPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn app(&self) -> Option<&AppFace> {
        self.app.as_ref()
    }

    fn form_target(&self) -> Option<&FormTarget> {
        self.form_target.as_ref()
    }
}
