//! What whoever looks after the installation sees.

use super::*;
use crate::pages::admin::overview::OverviewPage;
use crate::protocol::roles::{Role, Roles};

/// Mara's context when she has these roles and looks at `here`.
fn steward(here: &str, roles: Roles) -> Ctx {
    let mut ctx = mara();
    ctx.here = here.to_owned();
    if let Some(viewer) = &mut ctx.viewer {
        viewer.roles = roles;
    }
    ctx
}

pub(super) fn admin(pages: &mut Pages) {
    let ctx = &steward("/admin", Roles::of_administrator(true));
    show(pages, "admin", OverviewPage { ctx });
    let ctx = &steward("/admin", Roles::NONE.with(Role::Support));
    show(pages, "admin-as-support", OverviewPage { ctx });
}
