# /account/activity: what happened to the account.

activity-title = Recent activity
activity-lead = What happened to your account. If you do not recognise something, <link>change your password</link>.
activity-none = Nothing more.
activity-newest = Newest
activity-older = Older
activity-times =
    { $times ->
        [one] { $times } time
       *[other] { $times } times
    }

## Who did it

activity-by-you = By you
activity-by-somebody = By somebody else
activity-by-administrator = By an administrator
activity-by-app = By an app
activity-by-server = By this server

## What was done, without a full stop

activity-account-made = Account made
activity-account-invited = Invitation sent
activity-account-changed = Profile changed
activity-account-password = Password changed
activity-factor-added = Authenticator app turned on
activity-factor-removed = Authenticator app removed
activity-recovery-codes = New recovery codes made
activity-recovery-code-used = Recovery code used
activity-factor-failed = Wrong codes after the right password
activity-browser-trusted = Browser trusted
activity-browser-distrusted = Browser no longer trusted
activity-account-reset-opened = New password asked for
activity-account-terms = Terms agreed to
activity-account-address-asked = Letter sent to confirm an e-mail address
activity-data-exported = Data downloaded
activity-role-given = Role given
activity-role-taken = Role taken away
activity-account-disabled = Account switched off
activity-account-enabled = Account switched on
activity-account-deletion-begun = Deletion asked for
activity-account-deletion-undone = Account kept after all
activity-account-removed = Account removed
activity-sign-in-made = Signed in
activity-sign-in-failed = Failed attempt to sign in
activity-sign-in-ended = Signed out
activity-sign-in-bound = Session bound to this device
activity-device-refused = Somebody used the cookie of a session without its device
activity-sign-in-told = App told of a sign-out
activity-consent-given = App allowed
activity-consent-withdrawn = App’s access removed
activity-grant-made = App given access while you are away
activity-grant-ended = App’s access ended
activity-client-registered = App registered
activity-client-changed = App changed
activity-client-secret = App’s secret rotated
activity-client-removed = App deleted
activity-other = Change by an administrator
