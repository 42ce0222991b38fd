# /sign-up: making an account.

sign-up-title = Create an account
sign-up-invited-title = You are invited to { $operator }
sign-up-name = Your name
sign-up-email = E-mail address
# $time is a moment: "24 Nov 2026 at 18:41 UTC".
sign-up-invited-hint = Your invitation is for this address. It works until { $time }.
sign-up-password = Choose a password
# $count: how many.
sign-up-password-hint = At least { $count } characters. A sentence works well.
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
