# /admin: the console of whoever looks after the installation.

admin-overview = Overview

admin-people = People
admin-sessions = Sessions
admin-audit = Audit log

admin-search = Search
admin-none = Nothing found.
admin-pages = More pages
admin-first = First page
admin-next = Next page
admin-csv = Download as CSV
admin-json = Download as JSON
admin-for = You act for { $name } ({ $account }). They see it in their activity.
admin-done = { $what }: done for { $name }.
admin-saved = Saved for { $name }.
admin-last-administrator = The only administrator who can sign in stays one. Make somebody else an administrator first.

admin-role-administrator = Administrator
admin-role-support = Support
admin-role-auditor = Auditor
admin-give = Give the role { $role }
admin-take = Take the role { $role } away
admin-role-given = { $name } now has the role { $role }.
admin-role-taken = { $name } no longer has the role { $role }.
admin-role-by-group = { $name } still has the role { $role } by a group.
admin-role-by = by { $group }

admin-people-search = Beginning of a name, user name or e-mail address
admin-people-which = Show
admin-which-all = Everybody
admin-which-in-use = In use
admin-which-disabled = Switched off
admin-which-leaving = To be deleted
admin-people-new = Create an account
admin-people-invite = Invite somebody
admin-made = made { $when }
admin-choose = Choose { $name }
admin-several = With those chosen:
admin-bulk-count =
    { $people ->
        [one] This affects one person:
       *[other] This affects { $people } people:
    }
admin-bulk-left-out = Nothing is done to these: they may do more than you, or it is you.
admin-bulk-done =
    { $people ->
        [one] Done for one person.
       *[other] Done for { $people } people.
    }
admin-bulk-not = { $done } Not for { $names }.

admin-disable = Switch the account off
admin-disable-what = Every sign-in ends, and no app gets another token, until the account is switched on again.
admin-enable = Switch the account on
admin-enable-what = The person can sign in again. Whoever was signed in signs in anew.
admin-sign-out = Sign out everywhere
admin-sign-out-what = Every sign-in ends, in every browser, and connected apps must ask again. The password stays.
admin-send-reset = Send a letter for a new password
admin-send-reset-what = A letter goes to the person’s own address. With it they choose a new password; then every other sign-in ends.
admin-send-reset-not = No letter was sent: the account has no address or is switched off, too many letters went there lately, or no letters are sent here.
admin-print-reset = Show a link for a new password
admin-print-reset-what = The next page shows a link once. Whoever has it chooses the password of this account: hand it to the person and to nobody else.
admin-print-reset-not = The account is switched off: a new password would let nobody in. Switch it on first.
admin-remove-factors = Remove passkeys and second factors
admin-remove-factors-what = For somebody who lost them: the password alone opens the account again. Make sure first who asks. Every sign-in ends, and the person is told by a letter.
admin-remove-factors-not = There is no password, so passkeys stay: nothing else opens the account. Have a password chosen first.
admin-delete = Delete the account
admin-delete-what = Every sign-in ends at once and no app uses the account. It goes for good after { $time }, with its sign-ins and consents; until then it can be kept. Its apps stay, without an owner.
admin-keep = Keep the account
admin-keep-what = The account is not deleted after all. The person signs in again.

admin-only-look = You may look at this account, but change nothing: its person may do more than you.
admin-leaving-until = This account is deleted on { $when }.
admin-person-account = Account
admin-person-login = User name
admin-person-email = E-mail address
admin-person-name = Name
admin-person-id = ID
admin-person-groups = Groups
admin-confirmed = confirmed
admin-not-confirmed = not confirmed
admin-person-edit = Edit profile
admin-person-change-email = Change e-mail address
admin-person-export = Download what is kept
admin-person-ways = Ways to sign in
admin-person-password = Password
admin-person-passkeys = Passkeys
admin-person-totp = Authenticator app
admin-person-codes = Recovery codes left
admin-chosen = chosen { $when }
admin-yes = Yes
admin-no = No
admin-person-roles = Roles
admin-person-devices = Devices
admin-person-nowhere = Not signed in anywhere.
admin-person-apps = Connected apps
admin-person-no-apps = No app uses this account.
admin-person-all-activity = All of it in the audit log

admin-new-lead = The account has no password yet. Afterwards, send its person a letter or a link to choose one.
admin-new-done = The account of { $name } is there. It has no password yet: send a letter, or show a link.
admin-login-wrong = Use 1 to 64 letters, digits, dots, hyphens or underscores, beginning with a letter or digit
admin-taken = Another account has this user name or address
admin-email-known = The address is known to be theirs
admin-email-lead = It counts at once. The person is told at the former address, by a letter with which they take it back.
admin-invite-lead = Whoever gets the invitation makes an account with this address, once.
admin-invite-by-letter = Send it by letter; else the next page shows a link to hand over
admin-invite-sent = An invitation to { $email } is on its way.
admin-invite-too-many = Three invitations went to this address within an hour
admin-link-heading = Hand this link over
admin-link-for = It is for { $name } and for nobody else. It is shown this once.
admin-link = Link
admin-link-copy = Copy the link
admin-link-copied = Link copied
admin-link-until = It works once, until { $when }.

admin-sessions-lead = Everybody who is signed in, the latest first.
admin-sessions-search = User name, e-mail address or ID of a person
admin-sessions-all = Sign { $name } out everywhere
admin-session-since = signed in { $when }
admin-session-end = Sign out { $name }: { $device }
admin-session-ended = { $name } is signed out there.

admin-audit-search = Person, app, network address or reference
admin-audit-what = What
admin-audit-any = Anything
admin-audit-person = Person
admin-audit-app = App (client ID)
admin-audit-from = From
admin-audit-to = To
admin-audit-day-wrong = Write a day like 2026-11-22
admin-audit-who = By
admin-audit-object = on
admin-by-somebody = somebody
admin-by-operator = { $name } (command line)
admin-by-command = the command line
admin-by-server = this server
