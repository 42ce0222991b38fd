# /login: signing in, and choosing an account.

sign-in-title = Sign in
sign-in-again-title = Confirm it is you
sign-in-stays = The account of { $name } stays signed in here.
sign-in-login = E-mail address or user name
sign-in-password = Password
sign-in-remember = Keep me signed in on this device
sign-in-remember-hint = Only on a device of your own. It also shows your name here next time.
sign-in-continue-to = Continue to { $app }
sign-in-not-you = Not you? <link>Use another account</link>
sign-in-new-here = New here? <link>Create an account</link>
sign-in-wrong = The e-mail address or password is not right
sign-in-wrong-advice = Check both and try again.
sign-in-no-login = Enter your e-mail address or user name
sign-in-no-password = Enter your password
# $wait is a length of time: "4 seconds".
sign-in-slowed = Too many attempts. Wait { $wait }, then try again. If you do not know your password, ask the people who run { $operator } for a new one.
# $wait: how long.
sign-in-slowed-forgot = Too many attempts. Wait { $wait }, then try again. If you do not know your password, choose a new one: “Forgot your password?” is below.

## Why somebody sees this page

reason-app-asks = The app asks for your password once more.
reason-page-asks = This page asks for your password once more.
reason-expired = This page was open for a long time. Sign in to continue.
reason-expired-app = This page was open for a long time. Sign in to continue to { $app }.
reason-elsewhere = This was begun in another browser, or before this one was closed. Sign in here to continue.
reason-cookies-gone = This browser’s sign-in is gone: its cookies were deleted, or the window was closed.
reason-too-long = What you typed was too long to be kept, so the form will be empty.
# $time is a length of time: "30 minutes".
reason-idle = You were signed out because this browser was not used for { $time }.
reason-age = You were signed out because { $time } had passed since you signed in.
reason-ended = You were signed out: here, from another device, or because your password changed.
reason-device = This sign-in is bound to the device it began on, and this browser did not show that it is that device.
reason-not-bound = You were signed out: only browsers that bind a sign-in to their device may stay signed in here, and this one did not.
reason-unreadable = You were signed out because this browser’s sign-in could not be read any more.

## Choosing among the accounts of this browser

choose-account-title = Choose an account
# A button: these words, read aloud only, then name and address.
choose-account-as = Continue as
# A tag beside an account.
choose-account-signed-in = Signed in
# A short button, and its whole name, which is read aloud.
choose-account-sign-out-named = Sign out: { $name }
choose-account-another = Use another account
choose-account-edit = Edit this list
choose-account-remove = Remove from this device
choose-account-remove-named = Remove from this device: { $name }

## An account that its owner had deleted, as long as it can be kept

keep-account-title = Keep your account?
# $name: an address or user name; $date: a date.
keep-account-lead = You asked for the account { $name } to be deleted. It goes on { $date }, unless you keep it.
keep-account-keep = Keep my account
keep-account-leave = Nothing changes if you leave this page. <link>Leave</link>

## Back to the app

form-post-title = Taking you back
form-post-heading = Taking you back to { $app }
form-post-lead = If nothing happens in a moment, press the button.
finished-title = This sign-in is finished
finished-what = You have already answered it, perhaps in another tab, and gone on to { $app }. Each sign-in works once.
finished-next = Go back to { $app }. To sign in again, start there.
finished-account = Open your account
