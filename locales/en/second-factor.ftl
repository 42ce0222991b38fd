# /login/totp, /login/recovery and /login/enroll: the second factor of a sign-in. /account/security and the pages below it.

## Signing in with a second factor

second-factor-totp-title = Enter the code from your app
second-factor-recovery-title = Use a recovery code
# $app: the name of an app.
second-factor-app = { $app } asks for a second factor.
second-factor-operator = { $operator } asks for a second factor.
second-factor-page = This page asks for a second factor once more.
# $name: the name of who runs this server, as the authenticator app shows it.
second-factor-hint = Your authenticator app shows it beside { $name }.
second-factor-recovery-code = Recovery code
second-factor-recovery-hint = Sixteen letters and digits. Each works once.
second-factor-use-recovery = Use a recovery code
second-factor-use-totp = Use your authenticator app
# $time: a length of time: "30 days".
second-factor-trust = Do not ask again in this browser for { $time }
second-factor-trust-hint = Only on a device of your own.
second-factor-empty = Enter the code
second-factor-wrong = That code is not right. Codes change every 30 seconds: wait for the next one
second-factor-recovery-wrong = That recovery code is not right, or was used before
second-factor-used = That code was used already. Wait for the next one
second-factor-late = Entering the code took too long. Sign in once more.
second-factor-codes-left = { $codes ->
    [0] That was your last recovery code. Make new ones on the page “Security”.
    [one] You have one recovery code left. Make new ones on the page “Security”.
   *[other] You have { $codes } recovery codes left.
}

## Setting an authenticator app up, here or while signing in

enroll-title = Set up a second factor
# $when: a date. A note, not a sentence.
enroll-until = needed from { $when }
totp-title = Authenticator app
totp-lead = It shows a code that you enter after your password. Whoever learns your password cannot sign in without it.
totp-install = Open an authenticator app on your phone: your password manager may be one.
totp-scan = Have it scan this code:
# What the picture is, read aloud.
totp-qr = QR code for your authenticator app
totp-type = Or type this key into it:
totp-code = 6-digit code
totp-turn-on = Turn on
totp-wrong = That code is not right. Check the time of your phone, and enter the code that the app shows now
totp-on = The authenticator app is on. Your other devices were signed out.
totp-off = The authenticator app is removed. Your other devices were signed out.
totp-remove-title = Remove the authenticator app?
totp-remove-lead = Then your password alone opens your account. Your recovery codes stop working, and no browser is trusted any more.
totp-remove-required = { $operator } asks for a second factor: you will set one up again when you next sign in.
totp-remove = Remove

## Recovery codes

codes-title = Recovery codes
codes-lead = Each lets you in once when you do not have your authenticator app. Keep them where your password is not. They are not shown again.
codes-download = Download
codes-stored = I have stored them
codes-make = Make new codes
codes-new-lead = New codes replace them.
security-codes-left = { $codes ->
    [0] You have none left.
    [one] You have one left.
   *[other] You have { $codes } left.
}

## /account/security

security-title = Security
# Read aloud: what the list is.
security-ways = How you sign in
security-password-only = Your password alone opens your account. Next step: turn on an authenticator app.
security-two-factors = Two factors open your account. There is nothing to do.
security-few-codes = Two factors open your account. Next step: make new recovery codes, since few are left.
security-required = { $operator } asks you for two factors.
security-no-password = None
security-on = On
# $when: "3 hours ago" or a date. A note, not a sentence.
security-since = since { $when }
security-totp-what = A code from your phone after the password
# Short links, and their whole names, which are read aloud.
security-add = Turn on
security-add-named = Turn on an authenticator app
security-remove = Remove
security-renew = Make new
security-trusted = Trusted browsers
security-trusted-what = In these, only your password is asked for.
security-trusted-until = until { $when }
security-forget = Forget
security-forget-named = Forget { $device }
security-forgotten = The browser is no longer trusted.
