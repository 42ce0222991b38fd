# /admin: the first page of the console, and bars over days.

admin-well = All is well
admin-unwell = Needs attention
admin-number = { $n }
admin-percent = { $n } %
admin-day = { $day } { $month }
admin-figure-sign-ins = Sign-ins today (UTC)
admin-figure-failed =
    { $n ->
        [one] { $n } failed
       *[other] { $n } failed
    }
admin-figure-people = People
admin-figure-new =
    { $n ->
        [one] { $n } new this week
       *[other] { $n } new this week
    }
admin-figure-apps = Apps
admin-figure-errors =
    { $n ->
        [one] { $n } with errors today
       *[other] { $n } with errors today
    }
admin-figure-signed-in = Signed in now
admin-figure-signed-in-what = browsers
admin-sign-ins = Sign-ins, last 14 days
admin-succeeded = Succeeded
admin-failed = Failed
admin-sign-ins-fine = Days are those of UTC. Failed attempts are written down within the hour.
admin-sign-ins-none = No sign-ins yet. They appear here within a minute.
admin-sign-ins-finding = Sign-ins of the last 14 days: { $made } succeeded, { $failed } failed; most of them on { $day }.
admin-chart-table = Show as a table
admin-chart-table-label = Numbers by day
admin-chart-day = Day
admin-methods = How people sign in
admin-methods-of =
    { $n ->
        [one] Of the last { $n } sign-in.
       *[other] Of the last { $n } sign-ins.
    }
admin-method-passkey = Passkey
admin-method-password-and-passkey = Password and passkey
admin-method-password-and-code = Password and code
admin-method-password = Password
admin-method-other = Another way
admin-needs = Needs attention
admin-needs-none = Nothing needs you right now.
admin-need-mail = Mail
admin-need-no-mail = Mail is not set up
admin-need-no-mail-more = Nobody can confirm an address or choose a new password by letter. Set mail.smtp.
admin-need-letters =
    { $n ->
        [one] { $n } letter was not delivered
       *[other] { $n } letters were not delivered
    }
admin-need-mail-more = They are tried again. lanyard outbox list says more.
admin-need-mail-why = The mail server said: { $why }
admin-need-app = App
admin-need-told = { $app } does not take sign-out messages
admin-need-told-more = { $n } failed, { $given } of them given up.
admin-need-errors = { $app } runs into errors
admin-need-errors-more =
    { $n ->
        [one] { $n } today, as this node saw it.
       *[other] { $n } today, as this node saw them.
    }
admin-need-certificate = Certificate
admin-need-certificate-ends = The certificate of this server ends { $when }
admin-need-certificate-ends-more = Renew it and replace the files that tls.certificate and tls.key name; the server reads them by itself.
admin-need-certificate-unread = The certificate of this server cannot be read any more
admin-need-certificate-unread-more = { $key }: { $why }. The one before is shown until it ends or the server restarts.
admin-need-apps = Apps
admin-need-unvetted =
    { $n ->
        [one] { $n } app waits for somebody to look at it
       *[other] { $n } apps wait for somebody to look at them
    }
admin-need-unvetted-more = People registered them, and nobody vouches for them.
admin-need-passwords = Passwords
admin-need-hashes =
    { $n ->
        [one] { $n } account has an old password hash
       *[other] { $n } accounts have old password hashes
    }
admin-need-hashes-more = Each is made anew when its person next signs in.
admin-need-nodes = Nodes
admin-need-clocks = Clocks of nodes differ
admin-need-clocks-more = The clock of { $ahead } is { $n } seconds ahead of that of { $behind }. Keep all on NTP: 2 minutes do no harm.
admin-need-schema = A node knows another schema than the database has
admin-need-schema-more = { $host } knows schema { $known }, the database has { $schema }. Run one version everywhere.
admin-need-versions = Nodes run different versions
admin-need-versions-more = Fine during an upgrade. Finish it soon.
admin-need-key = Key
admin-need-next-key = The next signing keys are about to sign
admin-need-next-key-more = From { $when }.
admin-nodes = Nodes
admin-node = version { $version }, started { $when }
