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
    /// The command that shows or does the same, with the flag that does: `client update --vetted`. For tests.
    pub command: &'static [&'static str],
}

const fn see(path: &'static str, right: Right, command: &'static [&'static str]) -> Door {
    Door {
        path,
        right,
        is_act: false,
        command,
    }
}

const fn act(path: &'static str, right: Right, command: &'static [&'static str]) -> Door {
    Door {
        is_act: true,
        ..see(path, right, command)
    }
}

/// Every address.
pub const DOORS: &[Door] = &[
    see("/admin", Right::SeeOverview, &["doctor"]),
    see("/admin/apps", Right::SeeApps, &["client", "list"]),
    act("/admin/export/apps", Right::SeeApps, &["client", "export"]),
    see("/admin/apps/{app}", Right::SeeApps, &["client", "show"]),
    act(
        "/admin/apps/{app}/vet",
        Right::ChangeApps,
        &["client", "update", "--vetted"],
    ),
    act(
        "/admin/apps/{app}/switch",
        Right::ChangeApps,
        &["client", "update", "--disable", "--enable"],
    ),
    act(
        "/admin/apps/{app}/limit",
        Right::ChangeApps,
        &["client", "update", "--tokens-a-minute"],
    ),
    see("/admin/keys", Right::SeeKeys, &["keys", "list"]),
    act("/admin/keys/rotate", Right::ChangeKeys, &["keys", "rotate"]),
    act(
        "/admin/keys/withdraw",
        Right::ChangeKeys,
        &["keys", "revoke"],
    ),
    see("/admin/settings", Right::SeeSettings, &["config", "check"]),
    see(
        "/admin/settings/brand",
        Right::SeeSettings,
        &["config", "check"],
    ),
    see("/admin/groups", Right::SeeGroups, &["group", "list"]),
    act("/admin/groups/new", Right::ChangeGroups, &["group", "add"]),
    see("/admin/groups/{id}", Right::SeeGroups, &["group", "show"]),
    act(
        "/admin/groups/{id}/edit",
        Right::ChangeGroups,
        &["group", "update"],
    ),
    act(
        "/admin/groups/{id}/join",
        Right::ChangeGroups,
        &["group", "join"],
    ),
    act(
        "/admin/groups/{id}/leave",
        Right::ChangeGroups,
        &["group", "leave"],
    ),
    act(
        "/admin/groups/{id}/remove",
        Right::ChangeGroups,
        &["group", "remove"],
    ),
    act(
        "/admin/groups/{id}/role",
        Right::GiveRoles,
        &["group", "role", "add"],
    ),
    see("/admin/resources", Right::SeeApps, &["resource", "list"]),
    act(
        "/admin/resources/new",
        Right::ChangeApps,
        &["resource", "add"],
    ),
    see(
        "/admin/resources/{id}",
        Right::SeeApps,
        &["resource", "show"],
    ),
    act(
        "/admin/resources/{id}/edit",
        Right::ChangeApps,
        &["resource", "update"],
    ),
    act(
        "/admin/resources/{id}/remove",
        Right::ChangeApps,
        &["resource", "remove"],
    ),
    see("/admin/scopes", Right::SeeApps, &["scope", "list"]),
    act(
        "/admin/scopes/describe",
        Right::ChangeApps,
        &["scope", "describe"],
    ),
    act(
        "/admin/scopes/forget",
        Right::ChangeApps,
        &["scope", "forget"],
    ),
    see(
        "/admin/apps/{app}/access",
        Right::SeeApps,
        &["client", "access"],
    ),
    act(
        "/admin/apps/{app}/restrict",
        Right::ChangeApps,
        &["client", "access", "--only"],
    ),
    act(
        "/admin/apps/{app}/assign",
        Right::ChangeApps,
        &["client", "assign"],
    ),
    act(
        "/admin/apps/{app}/unassign",
        Right::ChangeApps,
        &["client", "unassign"],
    ),
    act(
        "/admin/apps/{app}/share",
        Right::ChangeApps,
        &["client", "share"],
    ),
    act(
        "/admin/apps/{app}/unshare",
        Right::ChangeApps,
        &["client", "unshare"],
    ),
    see(
        "/admin/apps/{app}/claims",
        Right::PreviewTokens,
        &["client", "preview"],
    ),
    act(
        "/admin/apps/{app}/claims/add",
        Right::ChangeApps,
        &["client", "map-claim"],
    ),
    act(
        "/admin/apps/{app}/claims/remove",
        Right::ChangeApps,
        &["client", "unmap-claim"],
    ),
    see("/admin/people", Right::SeePeople, &["user", "list"]),
    act(
        "/admin/people/export",
        Right::ExportPeople,
        &["user", "export"],
    ),
    // Which right it takes depends on what is to be done: the page asks for it, too.
    act(
        "/admin/people/several",
        Right::SignOut,
        &["user", "sign-out"],
    ),
    act("/admin/people/new", Right::ChangePeople, &["user", "add"]),
    act("/admin/people/invite", Right::Invite, &["user", "invite"]),
    see("/admin/people/{id}", Right::SeePeople, &["user", "show"]),
    act(
        "/admin/people/{id}/edit",
        Right::ChangePeople,
        &["user", "update"],
    ),
    act(
        "/admin/people/{id}/email",
        Right::ChangePeople,
        &["user", "update", "--email"],
    ),
    act(
        "/admin/people/{id}/role",
        Right::GiveRoles,
        &["user", "role", "add"],
    ),
    act(
        "/admin/people/{id}/export",
        Right::ExportPeople,
        &["user", "data"],
    ),
    task(Task::Disable, "/admin/people/{id}/disable"),
    task(Task::Enable, "/admin/people/{id}/enable"),
    task(Task::SignOut, "/admin/people/{id}/sign-out"),
    task(Task::SendReset, "/admin/people/{id}/send-reset"),
    task(Task::PrintReset, "/admin/people/{id}/print-reset"),
    task(Task::RemoveFactors, "/admin/people/{id}/remove-factors"),
    task(Task::Delete, "/admin/people/{id}/delete"),
    task(Task::Keep, "/admin/people/{id}/keep"),
    see("/admin/sessions", Right::SeeSessions, &["session", "list"]),
    act(
        "/admin/sessions/{id}/end",
        Right::SignOut,
        &["session", "end"],
    ),
    see("/admin/audit", Right::SeeAudit, &["audit", "list"]),
    act("/admin/audit/export", Right::SeeAudit, &["audit", "export"]),
];

const fn task(task: Task, path: &'static str) -> Door {
    act(path, task.right(), task.command())
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
