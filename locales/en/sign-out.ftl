# /logout, /logged-out, and the page in between that tells apps.

sign-out-title = Sign out
sign-out-heading = Sign out?
# An app sent the browser here.
sign-out-asked = <strong>{ $app }</strong> asks to sign you out
# $account: an e-mail address or user name.
sign-out-account = You are signed in as <strong>{ $account }</strong>. Apps that asked for it are told; others may keep you signed in until you sign out there.
# $accounts: e-mail addresses and user names, one after the other.
sign-out-others = Signed in here: <strong>{ $accounts }</strong>. If others use this device, sign out of all accounts.
sign-out-others-too = Also signed in here: <strong>{ $accounts }</strong>. If others use this device, sign out of all accounts.
sign-out-stay = Stay signed in
sign-out-all = Sign out of all accounts
sign-out-this = Sign out of this account only
sign-out-not-you = If you did not ask for this, stay signed in: nothing happens, and the app is told nothing.

## While apps are told

signing-out-title = Signing out
signing-out-heading = Signing out of your apps
# Above a list of apps.
signing-out-lead = You signed out. These apps are told, which takes a moment:
signing-out-left-out =
    { $left-out ->
        [one] { $left-out } more app is not told in this way, because you used so many. Close the browser if others use this device.
       *[other] { $left-out } more apps are not told in this way, because you used so many. Close the browser if others use this device.
    }
# The name of a frame that nobody sees.
signing-out-frame = Signing out of { $app }

## Afterwards

signed-out-title = You are signed out
# $operator: the name of who runs this server.
signed-out-what = Nobody is signed in to { $operator } in this browser. Apps that are not told may keep you signed in until you sign out there. Other devices where you are signed in stay so.
signed-out-still-heading = Some accounts are still signed in
# $accounts: e-mail addresses and user names, one after the other.
signed-out-still = You signed out of one account. Still signed in in this browser: <strong>{ $accounts }</strong>. If others use this device, sign out of all accounts.
signed-out-back = Back to { $app }
signed-out-again = Sign in again
signed-out-all = Sign out of all accounts…
signed-out-choose = Choose an account
# $apps: names of apps, one after the other; $n: how many there are.
signed-out-told =
    { $n ->
        [one] { $apps } was told that you signed out.
       *[other] { $apps } were told that you signed out.
    }
signed-out-waiting =
    { $n ->
        [one] { $apps } has not answered yet and will be told again.
       *[other] { $apps } have not answered yet and will be told again.
    }
signed-out-deaf =
    { $n ->
        [one] { $apps } cannot be told: sign out there as well.
       *[other] { $apps } cannot be told: sign out there as well.
    }
