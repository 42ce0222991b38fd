# /login/terms and /login/address: what is due before somebody goes on to an app.

terms-title = Terms of { $operator }
terms-lead = To go on, read and agree to the <link>terms of { $operator }</link>.
terms-changed = The <link>terms of { $operator }</link> have changed since you agreed to them. To go on, read and agree to them.
# $version: a date or a number, as who runs the server writes it.
terms-version = Version: { $version }
terms-agree = Agree and continue
# Back to the app, without what it asked for.
terms-cancel = Cancel

## An e-mail address that is confirmed

address-needed-lead = To use <strong>{ $app }</strong> you need an e-mail address that is confirmed. Is <strong>{ $address }</strong> yours?
address-needed-none = To use <strong>{ $app }</strong> you need an e-mail address that is confirmed, and your account has no e-mail address.
address-needed-add = <link>Add one to your account</link>, then come back.
address-needed-ask = Ask the people who run { $operator } to confirm it.
address-needed-send = Send link and code
address-needed-wrong = The code is not right, or does not work any more. Check it, or have it sent again
