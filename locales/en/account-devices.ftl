# /account/sessions: where somebody is signed in. The names of browsers and systems are in shared.ftl.

devices-lead = Places where you are signed in. If you do not recognise one, sign it out and <link>change your password</link>.
# Tags beside a device.
devices-here = This device
devices-new-place = New place
# $when: "3 hours ago" or a date. Notes about one device, not sentences.
devices-since-password = signed in { $when } with a password
devices-since-other = signed in { $when } with another method
devices-seen = last active { $when }
# $apps: a list of names.
devices-used-for = Used for { $apps }
devices-used-for-none = No apps used
devices-bound = Bound to that device, which last showed its key { $when }
devices-bound-since = Bound { $when }
# The whole name of a button "Sign out", which is read aloud. $device: "Firefox on Linux".
devices-sign-out-named = Sign out { $device }
devices-signed-out = Signed out { $device }.
devices-others-heading = Sign out everywhere else
devices-others-what = This signs out every other device above. Apps you use there will ask you to sign in again.
devices-others-sign-out =
    { $devices ->
        [one] Sign out { $devices } other device
       *[other] Sign out { $devices } other devices
    }
devices-others-signed-out =
    { $devices ->
        [0] No other device was signed in any more.
        [one] Signed out { $devices } other device.
       *[other] Signed out { $devices } other devices.
    }

## Sign-ins that are over

devices-earlier = Earlier
# $when: "3 hours ago" or a date; $why: one of the sentences below.
devices-ended = ended { $when }. { $why }
devices-why-signed-out = Signed out there.
devices-why-app = Signed out through an app.
devices-why-crowded = More accounts were used there than one browser keeps.
devices-why-elsewhere = Signed out from another device.
devices-why-administrator = Signed out by an administrator.
devices-why-too-many = You were signed in too many times at once.
devices-why-idle = Not used for a while.
devices-why-age = Too long since the sign-in.
devices-why-password = Signed out when the password was changed.
devices-why-factor = Signed out when a way to sign in was changed.
devices-why-disabled = Signed out when the account was switched off.
devices-why-leaving = Signed out when the account was to be deleted.
devices-why-removed = Signed out when the account was removed.
devices-why-unknown = Ended.

## Whether an app that was used there knows that it is over, and what it still can do

devices-told = { $app } was told.
devices-told-soon = { $app } is being told.
devices-told-again = { $app } has not answered yet; it will be told again.
devices-told-asked = { $app } was asked in the browser to sign out.
devices-told-refused = { $app } would not be told.
devices-told-given-up = { $app } could not be reached for a day.
devices-told-deaf = { $app } has no address at which it can be told.
devices-holds-lasting = It may go on while you are away, as you allowed.
devices-holds-access = What it got may still work for some minutes.
