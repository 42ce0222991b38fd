# What stands on every page, and what many pages say. Text in Fluent: https://projectfluent.org/fluent/guide/
# Elements by name, such as <link>…</link>, stay as they are and may move within their sentence.

# The name of this language in itself.
language-name = English
# Words that are the same in every language.
verbatim = { $words }
# Two sentences, one after the other.
sentences = { $first } { $second }
# Several things in a row: "a and b", "a, b and c". $rest: what follows, made by one of the two.
list-last = { $first } and { $last }
list-more = { $first }, { $rest }
# Like things at the end of a list that are not named.
list-others =
    { $n ->
        [one] { $n } other
       *[other] { $n } others
    }
# A browser on a system, by their names: "Firefox on Linux".
device-on = { $browser } on { $system }
device-browser-on = Browser on { $system }
device-unknown = Unknown browser

skip-to-content = Skip to the content
# Before the title of a page on which something is wrong.
title-error = Error: { $title }
error-prefix = Error:
there-is-a-problem = There is a problem
# What is wrong with a field, without a full stop, and what to do.
message-with-advice = { $message }. { $advice }
footer-preferences = Language and display
footer-help = Help
footer-privacy = Privacy
area-account = Account
area-apps = Apps
area-admin = Admin
areas = Areas
switch-account = Switch account
sign-out = Sign out
sign-out-more = Sign out…
sign-in = Sign in
continue = Continue
# The button beside a password field: what is shown, and its whole name.
show = Show
hide = Hide
show-password = Show password
hide-password = Hide password
password-shown = Password shown
password-hidden = Password hidden
copy = Copy
copy-failed = Selected. Copy it with the keyboard.
continue-to = to continue to <strong>{ $app }</strong>
app-privacy = privacy
app-terms = terms

## Moments and lengths of time

just-now = just now
minutes-ago = { $n ->
    [one] { $n } minute ago
   *[other] { $n } minutes ago
}
hours-ago = { $n ->
    [one] { $n } hour ago
   *[other] { $n } hours ago
}
seconds = { $n ->
    [one] { $n } second
   *[other] { $n } seconds
}
minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
# The month's short name; $n is 1 to 12.
month = { $n ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
# $day is 1 to 31, $month the message "month", $time "18:41".
date-this-year = { $day } { $month } at { $time } { $zone }
date-with-year = { $day } { $month } { $year } at { $time } { $zone }
date-in-full = { $day } { $month } { $year }, { $time } { $zone }
date-and-zone = { $date } ({ $place })
