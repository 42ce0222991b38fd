# The account area: /account and the pages below it. See also account-devices.ftl and account-activity.ftl.

## The menu beside every page

account-profile = Profile
account-password = Password
account-devices = Devices
account-apps = Connected apps
# A link beside the button of a form.
account-cancel = Cancel

## /account/apps: connected apps

connected-none = No app uses your account. When you allow one, it appears here.
connected-lead = Apps you allowed to use your account. One that you remove loses access at once.
# $when: "3 hours ago" or a date. Two notes about one app, not sentences.
connected-since = allowed { $when }
connected-used = last used { $when }
# What an app may do. $what lists some of the next four, as what is seen.
connected-may-see = Can see { $what }.
connected-profile = your name and profile
connected-email = your e-mail address
connected-phone = your phone number
connected-address = your postal address
# $what: names that the app's developers gave to what it may use, in quotation marks.
connected-may-use = Can use { $what }.
connected-scope = “{ $scope }”
connected-may-know = Knows that it is you.
connected-stays = Keeps access while you are away.

## /account/apps/{id}/remove

# The link that leads there, and its whole name, which is read aloud.
connected-remove-ask = Remove access…
connected-remove-named = Remove access… of { $app }
# The title, and the button.
connected-remove = Remove access
connected-remove-heading = Remove access for { $app }?
connected-remove-note = This takes effect at once. The app keeps what it has already stored. If you sign in to it again, you are asked first.
# Before a list of what it may do.
connected-remove-lead = It will no longer be able to:
connected-removed = { $app } can no longer use your account.

## /account/security/password

password-title = Change your password
# $when: "3 hours ago" or a date.
password-changed-when = Last changed { $when }.
password-note = Changing it signs out your other devices. You stay signed in here.
password-current = Current password
password-change = Change password
password-current-missing = Enter your current password
password-current-wrong = The current password is not right
# $wait is a length of time: "4 seconds".
password-slowed = Too many attempts. Wait { $wait }, then try again
password-changed = Password changed. Your other devices were signed out.

## /account/data: a copy of everything

data-title = Your data
data-lead = All that is kept here about you. Passwords, tokens and other secrets are not part of it.
# Each with a number.
data-sign-ins = Sign-ins
data-connected = Apps with access
data-owned = Apps you registered
data-activity = Recorded activity
data-download = Download as JSON
data-read = Read it here

## /account/delete

delete-title = Delete your account
delete-heading = Delete your account?
delete-last-administrator = You are the only administrator who can sign in here, so your account stays. Make somebody else an administrator first.
delete-at-once = You are signed out on every device at once, and no app can use your account any more.
# $time: "14 days"; $when: a date.
delete-grace = For { $time }, until { $when }, you can change your mind: sign in and keep it.
delete-then = After that it cannot be undone.
delete-goes-heading = What is deleted
delete-goes-profile = Your profile with name, address and picture, and your password.
delete-goes-devices = Your sign-ins and devices.
delete-goes-apps =
    { $apps ->
        [0] What you allowed to apps. Apps keep what they have already stored: ask them to delete it.
        [one] What you allowed to { $apps } app. It keeps what it has already stored: ask for that to be deleted.
       *[other] What you allowed to { $apps } apps. They keep what they have already stored: ask them to delete it.
    }
delete-stays-heading = What stays
delete-stays-log = The log of what was done here, so that misuse can be looked into. It names you by a number, without your name or e-mail address, holds the network address that each thing was done from, and is kept for as long as { $operator } keeps its records.
delete-stays-number = Your number is never given to anybody else.
delete-stays-apps =
    { $apps ->
        [one] The app you registered. It goes on working and administrators look after it. Delete it first if nobody needs it.
       *[other] The { $apps } apps you registered. They go on working and administrators look after them. Delete them first if nobody needs them.
    }
delete-confirm = Your account
# $account: an e-mail address or user name, to be typed.
delete-confirm-hint = Type <strong>{ $account }</strong> to confirm.
delete-confirm-wrong = Type { $account } to confirm
delete-submit = Delete account
# $when: a date.
delete-begun = Your account will be deleted on { $when }. To keep it, sign in before then.
delete-kept = Your account stays.
