# /sign-up: making an account.

sign-up-title = Create an account
sign-up-invited-title = You are invited to { $operator }
sign-up-name = Your name
sign-up-email = E-mail address
# $time is a moment: "24 Nov 2026 at 18:41 UTC".
sign-up-invited-hint = Your invitation is for this address. It works until { $time }.
# In another browser than the one the letter was asked for in.
sign-up-elsewhere-hint = This address is confirmed. Choose name and password here: what was typed in another browser is not known in this one.
sign-up-password = Choose a password
# $count: how many.
sign-up-password-hint = At least { $count } characters. A sentence works well.
sign-up-terms = I agree to the <link>terms of { $operator }</link>
sign-up-terms-missing = Agree to the terms to create an account
sign-up-create = Create account
sign-up-known = Already have an account? <link>Sign in</link>
sign-up-taken = There is an account with this address. Sign in, or use another address
# $wait is a length of time: "4 seconds".
sign-up-slowed = Too many accounts were made from your network. Wait { $wait }, then try again
sign-up-ready = Your account is ready.
sign-up-left-out = Characters that cannot be seen were left out of your name.

## When it is not for everybody

sign-up-needs-invitation = You need an invitation
sign-up-needs-invitation-lead = To create an account, ask the people who run { $operator } for an invitation, then open the link they send you.
sign-up-closed-title = Sign-up is closed
sign-up-closed-lead = Accounts are made for you here. Ask the people who run { $operator } for one.
sign-up-over-lead = It works once, and for some time. If you made an account with it, sign in.
sign-up-over-ask = Otherwise ask the people who run { $operator } for a new invitation.

## After the letter was sent

# $time is a length of time: "24 hours".
sign-up-sent-lead = We sent a link and a code to <strong>{ $address }</strong>. They work for { $time }.
sign-up-code-wrong = The code is not right, or does not work any more. Check it, use the link in the e-mail, or have it sent again
sign-up-nothing-arrived = Nothing arrived? Look among the spam first.
sign-up-again = Send it again
sign-up-other-address = Is the address wrong? <link>Start again</link>

## Arrived, on the way to an app

welcome-title = Welcome, { $name }
# $login: an e-mail address.
welcome-lead = Your account is ready. You sign in with <strong>{ $login }</strong>.
