//! What whoever looks after the installation sees.

use super::*;
use crate::protocol::roles::Roles;

/// Mara's context when she has these roles and looks at `here`.
pub(super) fn steward(here: &str, roles: Roles) -> Ctx {
    let mut ctx = mara();
    ctx.here = here.to_owned();
    if let Some(viewer) = &mut ctx.viewer {
        viewer.roles = roles;
    }
    ctx
}

pub(super) fn admin(pages: &mut Pages) {
    console::console(pages);
}
