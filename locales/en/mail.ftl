# Letters. $operator is the name of who runs this server.

mail-subject = { $operator }: { $title }
# $when: a date.
mail-works-until = It works until { $when }.
mail-happened = It happened on { $when }.
# $device: "Firefox on Linux".
mail-happened-in = It happened on { $when }, in { $device }.
# $place: a network address.
mail-happened-from = It happened on { $when }, in { $device }, from { $place }.

## Confirming an address, and another password

mail-confirm-address = Confirm your e-mail address
mail-reset-password = Choose a new password
mail-type-code = Type this code on the page that asked for it, or press the button:
mail-not-asked = If you did not ask for this, do nothing.
mail-not-asked-password = If you did not ask for this, do nothing: your password stays as it is.

## Making an account

mail-invitation = You are invited to { $operator }
# $by: who invites; $app: the name of the app one is invited to.
mail-invitation-by-to = { $by } invites you to make an account for { $app }.
mail-invitation-by = { $by } invites you to make an account.
mail-invitation-to = You are invited to make an account for { $app }.
mail-invitation-plain = You are invited to make an account.
mail-account-exists = You have an account
mail-account-exists-what = Somebody wanted to make an account with this e-mail address, which has one. If it was you, sign in.
mail-account-exists-not-you = If it was not you, do nothing.

## What happened to an account

mail-new-device = A new device signed in
mail-new-device-not-you = If it was not you, sign it out and change your password.
mail-password-changed = Your password was changed
mail-password-changed-not-you = If it was not you, choose a new password at once.
mail-factor-changed = A way to sign in was changed
mail-factor-changed-not-you = If it was not you, change your password at once.
mail-factor-failed = Somebody knows your password
mail-factor-failed-what = Several sign-ins had your password, and a wrong code after it.
mail-factor-failed-not-you = If it was not you, choose a new password at once. Your account was not opened.
mail-address-changed = Your e-mail address was changed
mail-address-changed-what = Your account has the address { $new } now.
mail-address-changed-not-you = If it was not you, take it back.
mail-address-changed-ask = If it was not you, ask the people who run { $operator } for help at once.
mail-deletion-begun = Your account will be deleted
# $when: a date.
mail-deletion-begun-what = It goes on { $when }. To keep it, sign in before.
mail-deletion-done = Your account is deleted
mail-deletion-done-what = You asked for it, and it is done.

## What an operator tries

mail-trial = Letters arrive
mail-trial-what = An operator tried whether letters arrive.

## Buttons

mail-button-confirm = Confirm the address
mail-button-reset = Choose a password
mail-button-invitation = Make an account
mail-button-undo = Take it back
mail-button-sign-in = Sign in
mail-button-devices = See your devices
mail-button-account = Go to your account
