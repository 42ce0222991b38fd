# /login/undo: taking back that an account got another e-mail address.

undo-title = Restore your e-mail address?
undo-lead = The e-mail address of your account was changed from <strong>{ $former }</strong> to <strong>{ $now }</strong>.
undo-consequence = If it was not you, restore it. That signs everybody out, and you choose a new password, because somebody may know the old one.
undo-restore = Restore my address
undo-leave = If it was you, do nothing.
undo-done = Your e-mail address is restored. Now choose a new password.
undo-over = It works once, and for some days. Nothing has changed now.
undo-taken = Another account has this e-mail address by now. Ask the people who run { $operator }.
