//! What can be done for a person: each is asked for on a page of its own that says for whom one acts and what it does.

use askama::Template;

use super::people::PersonRow;
use crate::locale::Say;
use crate::pages::form::Hidden;
use crate::pages::{Ctx, Page};
use crate::protocol::roles::Right;

/// Something that is done to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Switches it off.
    Disable,
    /// Switches it on again.
    Enable,
    /// Ends every sign-in.
    SignOut,
    /// Sends a letter with which a new password is chosen.
    SendReset,
    /// Shows a link with which a new password is chosen.
    PrintReset,
    /// Removes passkeys and second factors.
    RemoveFactors,
    /// Has it deleted after some days.
    Delete,
    /// Keeps it after all.
    Keep,
}

impl Task {
    /// Every task.
    pub const ALL: [Self; 8] = [
        Self::Disable,
        Self::Enable,
        Self::SignOut,
        Self::SendReset,
        Self::PrintReset,
        Self::RemoveFactors,
        Self::Delete,
        Self::Keep,
    ];
    /// Those that can be done to several people at once.
    pub const OF_SEVERAL: [Self; 3] = [Self::Disable, Self::Enable, Self::SignOut];

    /// The last part of its address: `/admin/people/{id}/disable`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Disable => "disable",
            Self::Enable => "enable",
            Self::SignOut => "sign-out",
            Self::SendReset => "send-reset",
            Self::PrintReset => "print-reset",
            Self::RemoveFactors => "remove-factors",
            Self::Delete => "delete",
            Self::Keep => "keep",
        }
    }

    /// Who does it.
    pub const fn right(self) -> Right {
        match self {
            Self::Disable | Self::Enable => Right::SwitchPeople,
            Self::SignOut => Right::SignOut,
            Self::SendReset => Right::SendReset,
            Self::PrintReset => Right::PrintReset,
            Self::RemoveFactors => Right::RemoveFactors,
            Self::Delete | Self::Keep => Right::DeletePeople,
        }
    }

    /// The command that does it.
    pub const fn command(self) -> &'static [&'static str] {
        match self {
            Self::Disable => &["user", "disable"],
            Self::Enable => &["user", "enable"],
            Self::SignOut => &["user", "sign-out"],
            Self::SendReset => &["user", "reset-link", "--mail"],
            Self::PrintReset => &["user", "reset-link"],
            Self::RemoveFactors => &["user", "factors", "reset"],
            Self::Delete => &["user", "delete"],
            Self::Keep => &["user", "restore"],
        }
    }

    /// What it is called, on its button as well.
    pub fn name(self) -> Say {
        Say::new(match self {
            Self::Disable => "admin-disable",
            Self::Enable => "admin-enable",
            Self::SignOut => "admin-sign-out",
            Self::SendReset => "admin-send-reset",
            Self::PrintReset => "admin-print-reset",
            Self::RemoveFactors => "admin-remove-factors",
            Self::Delete => "admin-delete",
            Self::Keep => "admin-keep",
        })
    }

    /// What it does, in a sentence or two.
    pub fn effect(self) -> Say {
        Say::new(match self {
            Self::Disable => "admin-disable-what",
            Self::Enable => "admin-enable-what",
            Self::SignOut => "admin-sign-out-what",
            Self::SendReset => "admin-send-reset-what",
            Self::PrintReset => "admin-print-reset-what",
            Self::RemoveFactors => "admin-remove-factors-what",
            Self::Delete => "admin-delete-what",
            Self::Keep => "admin-keep-what",
        })
    }

    /// Whether its button warns.
    pub fn is_grave(self) -> bool {
        matches!(self, Self::Disable | Self::RemoveFactors | Self::Delete)
    }
}

/// Asks before it is done.
#[derive(Template)]
#[template(path = "admin/task.html")]
pub struct TaskPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// To whom.
    pub person: PersonRow,
    /// What is to be done.
    pub task: Task,
    /// What it does, as a sentence.
    pub effect: Say,
    /// Why it was not done, if it was not.
    pub refused: Option<Say>,
}

impl TaskPage<'_> {
    /// Whether it was not done is heard first.
    fn title(&self) -> Say {
        match self.refused {
            Some(_) => Say::new("title-error").saying("title", self.task.name()),
            None => self.task.name(),
        }
    }
}

impl Page for TaskPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// A link that is handed over, shown once.
#[derive(Template)]
#[template(path = "admin/link.html")]
pub struct LinkPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// For whom: a name or an address.
    pub whose: String,
    /// The link.
    pub url: String,
    /// Until when it works.
    pub until: crate::pages::when::When,
    /// Where one goes on.
    pub back: String,
}

impl Page for LinkPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn script(&self) -> Option<&'static str> {
        Some("copy.js")
    }
}
