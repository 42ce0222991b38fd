# Passkeys: /login, /login/passkey, /login/passkey/offer, /login/enroll, /account/security and the pages below it.

# What one is called that has no name.
passkey = Passkey

## Signing in

passkey-sign-in = Sign in with a passkey
passkey-or-password = or with your password
passkey-no-script = Passkeys need JavaScript, which this browser does not run here.
passkey-use = Use your passkey
passkey-none-used = No passkey was used. Try again, or sign in another way.
passkey-late = That took too long. Try again
passkey-unknown = This passkey is not known here any more. Sign in another way, then add a new one
passkey-refused = This passkey could not be checked. Try again
passkey-copied = This passkey was refused: it seems that somebody has a copy of it. Sign in another way, and remove it
second-factor-passkey-title = Use your passkey
second-factor-use-passkey = Use your passkey

## Making one, here or while signing in

passkey-offer-title = Sign in faster next time
passkey-what = Use your fingerprint, face or screen lock. Nothing to remember, nothing to steal.
passkey-create = Create a passkey
passkey-not-now = Not now
passkey-or-totp = or an authenticator app
passkey-cannot = This browser cannot use passkeys here.
passkey-device-asks = Your device will ask you to confirm.
passkey-none-made = No passkey was made. Nothing has changed.
passkey-there = This device has a passkey for your account already
passkey-not-made = The passkey could not be checked. Try again
passkey-too-many = You have as many passkeys as there may be. Remove one first
passkey-made = Your passkey is ready.

## /account/security

security-passkeys = Passkeys
security-add-passkey = Add a passkey
security-other-ways = Other ways to sign in
# A short link: chooses a password where there is none.
security-set = Choose
security-set-named = Choose a password
security-password-only-passkey = Your password alone opens your account. Next step: add a passkey.
security-one-passkey = One passkey opens your account. Next step: add another one, in case you lose it.
security-passkeys-strong = Your account is well protected. There is nothing to do.
passkey-add-title = Add a passkey
# Notes, not sentences: where a passkey is.
passkey-backed-up = on all your devices
passkey-synced = may be on all your devices
passkey-bound = on one device
# $when: "3 hours ago" or a date. A note, not a sentence.
passkey-added = added { $when }
passkey-last = This is the last way into your account, so it cannot be removed.
passkey-rename = Rename
passkey-rename-title = Rename the passkey
passkey-rename-named = Rename { $name }
passkey-name = Name
passkey-name-hint = Where it is, so that you know it again.
passkey-save = Save
passkey-renamed = The passkey has a new name.
passkey-remove-title = Remove the passkey?
passkey-remove-named = Remove { $name }
passkey-remove-lead = It will not open your account any more. Your other devices are signed out.
passkey-removed = The passkey is removed. Your other devices were signed out.
password-remove-title = Remove the password?
password-remove-lead = Then only your passkeys open your account. Your other devices are signed out. You can choose a new password here whenever you are signed in.
password-removed = Your password is removed. Your other devices were signed out.

## Activity

activity-passkey-added = Passkey added
activity-passkey-removed = Passkey removed
activity-passkey-copied = Copied passkey refused
activity-password-removed = Password removed
