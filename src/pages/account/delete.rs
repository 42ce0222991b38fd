//! `/account/delete`: the end of an account; and, at the sign-in, the way back.

use askama::Template;

use crate::http::headers::FormTarget;
use crate::locale::Say;
use crate::pages::form::{Hidden, Problems};
use crate::pages::when::When;
use crate::pages::{AppFace, Ctx, Page};

/// Says what goes and what stays, and asks for the name of the account.
#[derive(Template)]
#[template(path = "account/delete.html")]
pub struct DeleteAccountPage<'a> {
    /// The context; its viewer is the person.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// What is to be typed: the e-mail address, or the user name of who has none.
    pub named: String,
    /// How long it can be kept: "14 days".
    pub grace: Say,
    /// When it would go.
    pub until: When,
    /// How many apps have access now.
    pub connected: usize,
    /// How many apps the person looks after.
    pub owned: i64,
    /// Nobody else administers this server, so it stays.
    pub last_administrator: bool,
    /// What was typed.
    pub typed: String,
    /// What is wrong with it; the field is `confirm`.
    pub problems: Problems,
}

impl DeleteAccountPage<'_> {
    /// What becomes of what apps were allowed.
    fn allowed(&self) -> Say {
        Say::new("delete-goes-apps").count("apps", self.connected)
    }

    /// What becomes of their own apps.
    fn looked_after(&self) -> Say {
        Say::new("delete-stays-apps").count("apps", self.owned)
    }
}

impl Page for DeleteAccountPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// `/login/keep`: asks whoever signed in to an account that is to be deleted whether to keep it.
#[derive(Template)]
#[template(path = "keep_account.html")]
pub struct KeepAccountPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// The sealed proof that the password was right.
    pub keep: String,
    /// Whether "Keep me signed in" was chosen.
    pub remember: bool,
    /// The e-mail address, or the user name of who has none.
    pub named: String,
    /// When the account goes.
    pub until: When,
    /// The app the person is on the way to.
    pub app: Option<AppFace>,
    /// Where the form may lead, when an app waits for the answer.
    pub form_target: Option<FormTarget>,
}

impl Page for KeepAccountPage<'_> {
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
