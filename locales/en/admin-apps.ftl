# /admin/apps: the apps of everybody.

admin-apps = Apps
admin-apps-show = Show
admin-apps-all = All
admin-apps-unvetted = Not vetted
admin-apps-errors = With errors
admin-apps-disabled = Switched off
admin-apps-house = House
admin-apps-none = There are none.
admin-app-open = Open its page
admin-app-of-owner =
    { $n ->
        [one] Their only app; one person may have { $most }.
       *[other] One of their { $n } apps; one person may have { $most }.
    }
admin-app-facts = About this app
admin-app-id = Client ID
admin-app-since = Registered
admin-app-people = People
admin-app-addresses = Redirect URIs
admin-app-host = Host
admin-app-host-none = Nobody proved to control one.
admin-app-host-prove = Prove a host
admin-app-scope = May ask for
admin-app-chart = Sign-ins with this app, last 14 days
admin-app-chart-none = Nobody signed in with it in the last 14 days.
admin-app-sign-ins = Sign-ins
admin-app-finding =
    { $n ->
        [one] { $n } sign-in with this app in the last 14 days.
       *[other] { $n } sign-ins with this app in the last 14 days.
    }
admin-app-vet = Vouch for this app
admin-app-vet-what = You looked at it and know who runs it. People are no longer warned about it. What its owner changes of what people see ends that.
admin-app-vet-submit = Vet this app
admin-app-unvet = Take the vetting back
admin-app-unvet-what = People are warned again where everybody may register apps.
admin-app-unvet-submit = Take it back
admin-app-vetted = { $app } is vetted.
admin-app-unvetted = { $app } is no longer vetted.
admin-app-meanwhile = { $app } was changed meanwhile. Nothing was done.
admin-app-on = Switch this app on
admin-app-on-what = People can sign in with it again, and allow it anew where they have to.
admin-app-on-submit = Switch on
admin-app-limit = How often it gets tokens
admin-app-limit-label = Token requests a minute, at the most
admin-app-limit-hint = Counted at each node, of those that succeed. Empty: as often as it asks. Beyond it the app is told to wait until the minute is over; nobody is signed out.
admin-app-limit-wrong = Enter a number from 1 to 1000000, or nothing
admin-app-limit-set = The limit of { $app } is set.
admin-app-off = Switch this app off
admin-app-off-brief = No sign-ins and no tokens until somebody switches it on. What it was granted ends.
admin-app-off-link = Switch off…
admin-app-off-title = Switch off { $app }?
admin-app-off-what =
    { $n ->
        [one] { $n } person has allowed it. Nobody can sign in with it, its access ends at once, and people see that it is not known here.
       *[other] { $n } people have allowed it. Nobody can sign in with it, its access ends at once, and people see that it is not known here.
    }
admin-app-off-submit = Switch it off
admin-app-switched-on = { $app } is switched on.
admin-app-switched-off = { $app } is switched off.
