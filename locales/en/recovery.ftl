# /login/forgot and /login/reset: a new password without the former one. /account/email: confirming an address, and another one.

recovery-forgot = Forgot your password?
recovery-title = Choose a new password
recovery-lead = We send a link and a code to the e-mail address of your account.
recovery-login = E-mail address or user name
recovery-send = Send reset link
recovery-known = You know your password? <link>Sign in</link>
recovery-too-many = Too many links were asked for from your network. Wait a minute, then try again

## After it was sent

recovery-sent-title = Check your e-mail
# $login: what was typed. $time: a length of time, "30 minutes".
recovery-sent-lead = If there is an account for <strong>{ $login }</strong>, a link and a code are on their way. They work for { $time }.
recovery-code = Code from the e-mail
recovery-code-hint = Eight letters and digits. Or open the link in the e-mail.
recovery-code-use = Use this code
recovery-code-none = Enter the code from the e-mail
recovery-code-wrong = The code is not right, or does not work any more. Check it, use the link in the e-mail, or send a new one
recovery-code-too-many = Too many codes were tried from your network. Wait a minute, then try again
recovery-again = Nothing arrived? Look among the spam, or <link>send it again</link>.

## Choosing the password

recovery-password = New password
# $count: how many.
recovery-password-hint = At least { $count } characters. A sentence works well.
recovery-consequence = It signs you out on all devices and disconnects apps.
recovery-set = Set new password
recovery-done = Your new password is set. You were signed out on all other devices.
recovery-over-title = This link has expired
recovery-over-lead = It works once, and for a short time. It also stops working when the password is changed. Nothing has changed now.
recovery-over-again = Send a new link
# $operator: the name of who runs this server.
recovery-over-ask = Ask the people who run { $operator } for a new one.

## Confirming an e-mail address

email-unconfirmed = Not confirmed
# A short button or link, and its whole name, which is read aloud.
email-confirm-short = Confirm
email-confirm-named = Confirm e-mail address
email-change-short = Change
email-change-named = Change e-mail address
email-confirm-title = Confirm your e-mail address
email-confirm-question = Is <strong>{ $address }</strong> your e-mail address?
email-confirm-sent = We sent a link and a code to <strong>{ $address }</strong>.
email-confirm = Confirm this address
email-confirm-later = Not now
email-cancel = Cancel
email-confirm-nothing = There is nothing to confirm: the address is confirmed already, or the link has expired. On your profile you can have a new one sent.
email-profile = Go to your profile
email-code-wrong = The code is not right, or does not work any more. Check it, or have a new one sent from your profile
email-confirmed = Your e-mail address is confirmed.
email-taken = Another account has this e-mail address by now, so yours stays as it was.

## Another e-mail address

email-change-title = Change your e-mail address
email-now = Now it is <strong>{ $address }</strong>.
email-change-lead = We send a link and a code to the new address. It becomes yours once you confirm it, and the former one is told. Your user name stays.
email-new = New e-mail address
email-send = Send the link
email-same = Your account has this address already. Enter another one
email-too-many = So many letters were sent lately that none is sent now. Wait an hour, then try again
