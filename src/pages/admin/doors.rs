//! Who gets in: every address of the console, and the right that opens it. An address that is not listed stays shut for everybody
//! (attack row AD-01).

use super::task::Task;
use crate::protocol::roles::Right;

/// An address of the console.
#[derive(Debug, Clone, Copy)]
pub struct Door {
    /// As the router has it: `/admin/people/{id}`.
    pub path: &'static str,
    /// Who gets in.
    pub right: Right,
    /// It changes something, or asks before it does: whoever opens it proved a moment ago who they are (attack row AD-09).
    pub is_act: bool,
}

const fn see(path: &'static str, right: Right) -> Door {
    Door {
        path,
        right,
        is_act: false,
    }
}

const fn act(path: &'static str, right: Right) -> Door {
    Door {
        is_act: true,
        ..see(path, right)
    }
}

/// Every address.
pub const DOORS: &[Door] = &[
    see("/admin", Right::SeeOverview),
    see("/admin/apps", Right::SeeApps),
    see("/admin/apps/{app}", Right::SeeApps),
    act("/admin/apps/{app}/vet", Right::ChangeApps),
    act("/admin/apps/{app}/switch", Right::ChangeApps),
    see("/admin/keys", Right::SeeKeys),
    act("/admin/keys/rotate", Right::ChangeKeys),
    act("/admin/keys/withdraw", Right::ChangeKeys),
    see("/admin/settings", Right::SeeSettings),
    see("/admin/settings/brand", Right::SeeSettings),
    see("/admin/groups", Right::SeeGroups),
    act("/admin/groups/new", Right::ChangeGroups),
    see("/admin/groups/{id}", Right::SeeGroups),
    act("/admin/groups/{id}/edit", Right::ChangeGroups),
    act("/admin/groups/{id}/join", Right::ChangeGroups),
    act("/admin/groups/{id}/leave", Right::ChangeGroups),
    act("/admin/groups/{id}/remove", Right::ChangeGroups),
    act("/admin/groups/{id}/role", Right::GiveRoles),
    see("/admin/resources", Right::SeeApps),
    act("/admin/resources/new", Right::ChangeApps),
    see("/admin/resources/{id}", Right::SeeApps),
    act("/admin/resources/{id}/edit", Right::ChangeApps),
    act("/admin/resources/{id}/remove", Right::ChangeApps),
    see("/admin/scopes", Right::SeeApps),
    act("/admin/scopes/describe", Right::ChangeApps),
    act("/admin/scopes/forget", Right::ChangeApps),
    see("/admin/apps/{app}/access", Right::SeeApps),
    act("/admin/apps/{app}/restrict", Right::ChangeApps),
    act("/admin/apps/{app}/assign", Right::ChangeApps),
    act("/admin/apps/{app}/unassign", Right::ChangeApps),
    act("/admin/apps/{app}/share", Right::ChangeApps),
    act("/admin/apps/{app}/unshare", Right::ChangeApps),
    see("/admin/apps/{app}/claims", Right::PreviewTokens),
    act("/admin/apps/{app}/claims/add", Right::ChangeApps),
    act("/admin/apps/{app}/claims/remove", Right::ChangeApps),
    see("/admin/people", Right::SeePeople),
    act("/admin/people/export", Right::ExportPeople),
    // Which right it takes depends on what is to be done: the page asks for it, too.
    act("/admin/people/several", Right::SignOut),
    act("/admin/people/new", Right::ChangePeople),
    act("/admin/people/invite", Right::Invite),
    see("/admin/people/{id}", Right::SeePeople),
    act("/admin/people/{id}/edit", Right::ChangePeople),
    act("/admin/people/{id}/email", Right::ChangePeople),
    act("/admin/people/{id}/role", Right::GiveRoles),
    act("/admin/people/{id}/export", Right::ExportPeople),
    task(Task::Disable, "/admin/people/{id}/disable"),
    task(Task::Enable, "/admin/people/{id}/enable"),
    task(Task::SignOut, "/admin/people/{id}/sign-out"),
    task(Task::SendReset, "/admin/people/{id}/send-reset"),
    task(Task::PrintReset, "/admin/people/{id}/print-reset"),
    task(Task::RemoveFactors, "/admin/people/{id}/remove-factors"),
    task(Task::Delete, "/admin/people/{id}/delete"),
    task(Task::Keep, "/admin/people/{id}/keep"),
    see("/admin/sessions", Right::SeeSessions),
    act("/admin/sessions/{id}/end", Right::SignOut),
    see("/admin/audit", Right::SeeAudit),
    act("/admin/audit/export", Right::SeeAudit),
];

const fn task(task: Task, path: &'static str) -> Door {
    act(path, task.right())
}

/// The door at this address of the router.
pub fn door(path: &str) -> Option<&'static Door> {
    DOORS.iter().find(|door| door.path == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_has_a_door_of_its_name() {
        for task in Task::ALL {
            let path = format!("/admin/people/{{id}}/{}", task.code());
            let door = door(&path).unwrap_or_else(|| panic!("{path} has no door"));
            assert!(door.is_act && door.right == task.right(), "{path}");
        }
    }
}
