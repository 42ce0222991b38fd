# /apps/{id}: the page of an app.
# Words of the standards stay as they are in every language: see apps.ftl.

# Tags beside its name.
apps-detail-first-party = First party
apps-detail-vetted = Vetted
apps-detail-unvetted = Not vetted
apps-detail-edit = Edit
apps-detail-owner-you = You own this app.
apps-detail-owner-person = Owned by { $name }.
apps-detail-owner-nobody = No owner: it was made by command, or the account of its owner is gone.
apps-detail-secret-heading = Copy the client secret now
apps-detail-secret-lead = This is the only time it is shown. Keep it on your server, never in a browser or a repository.
apps-detail-secret-download = Download .env
apps-detail-secret-stored = I have stored it
apps-detail-secret-shown = The secret was shown once and cannot be shown again. <link>Rotate it</link> to get a new one.
# A library that signs people in may leave PKCE out. $library is its name, $how what switches PKCE on in it; the link leads to the form
# that edits the app.
apps-detail-pkce-switch-heading = Switch on PKCE in { $library }
apps-detail-pkce-switch-must = This app must use PKCE, and { $library } leaves it out unless told otherwise: <code>{ $how }</code>
apps-detail-pkce-switch-must-else = The other way out: choose the rules of OpenID Connect Core under <link>Edit</link>.
apps-detail-pkce-switch-may = { $library } leaves it out unless told otherwise, so this app follows the rules of OpenID Connect Core, and works without.
apps-detail-pkce-switch-may-better = Better: set <code>{ $how }</code>, then choose “always PKCE” under <link>Edit</link>.
apps-detail-pkce-missing-heading = { $library } cannot use PKCE
apps-detail-pkce-missing-must = This app must use PKCE.
apps-detail-pkce-missing-must-else = Choose the rules of OpenID Connect Core under <link>Edit</link>, or another library.
apps-detail-pkce-missing-may = So this app follows the rules of OpenID Connect Core.
apps-detail-pkce-missing-may-better = With a library that can, choose “always PKCE” under <link>Edit</link>.
# What to do next; the link leads down the page to what went wrong.
apps-detail-next = Next: put these settings into your app and sign in to it once. If that fails, <link>Recent errors</link> says why.
apps-detail-next-service = Next: put these settings into your service and let it ask for a token. If that fails, <link>Recent errors</link> says why.
apps-detail-settings-heading = Settings for your app
apps-detail-views-label = Show settings as
apps-detail-view-list = One by one
# What the app needs to know. Each has a button "Copy"; -copy is its whole name, read aloud, -copied what is said once it is done.
apps-detail-issuer = Issuer
apps-detail-issuer-copy = Copy the issuer
apps-detail-issuer-copied = Issuer copied
apps-detail-discovery = Discovery document
apps-detail-discovery-copy = Copy the address of the discovery document
apps-detail-discovery-copied = Discovery document copied
apps-detail-token-endpoint = Token endpoint
apps-detail-token-endpoint-copy = Copy the token endpoint
apps-detail-token-endpoint-copied = Token endpoint copied
apps-detail-client-id = Client ID
apps-detail-client-id-copy = Copy the client ID
apps-detail-client-id-copied = Client ID copied
apps-detail-scopes = Scopes
apps-detail-scopes-copy = Copy the scopes
apps-detail-scopes-copied = Scopes copied
apps-detail-secret = Client secret
apps-detail-secret-copy = Copy the client secret
apps-detail-secret-copied = Client secret copied
# $when: "3 hours ago" or a date.
apps-detail-secret-created = Created { $when }.
apps-detail-secret-previous = The one before works until { $when }.
# A short link, and its whole name, which is read aloud.
apps-detail-secret-rotate = Rotate…
apps-detail-secret-rotate-named = Rotate… (the client secret)
apps-detail-snippet-env = Settings as .env
apps-detail-snippet-json = Settings as JSON
apps-detail-snippet-copy = Copy the settings
apps-detail-snippet-copied = Settings copied
apps-detail-snippet-secret = Put in the client secret you stored; it cannot be shown again.
apps-detail-uris-heading = Redirect URIs
apps-detail-uris-lead = People come back to one of these after they sign in. Your app must send it character for character.
apps-detail-uris-copy = Copy { $uri }
apps-detail-uris-copied = Redirect URI copied
# A button, and its whole name, which is read aloud.
apps-detail-uris-remove = Remove
apps-detail-uris-remove-named = Remove { $uri }
apps-detail-uris-add-label = Add a redirect URI
apps-detail-uris-add = Add
apps-detail-uris-add-named = Add this redirect URI
# $command is what to type in a terminal.
apps-detail-house-command = People are not asked before they use this app, so it is changed by command only: <code>{ $command }</code>
apps-detail-post-logout = After sign-out
apps-detail-backchannel = Told of sign-outs by the back channel
apps-detail-frontchannel = Told of sign-outs by the front channel
apps-detail-preview-heading = What people see
apps-detail-preview-warned = Anyone can register an app here, so people are warned before they allow this one. Ask an administrator to vet it.
apps-detail-preview-unvetted = No administrator has vetted this app yet.
apps-detail-preview-house = Nothing: people are not asked before they use it.
# Above a small picture of the page that asks people.
apps-detail-preview-first = When they sign in to the app for the first time.
apps-detail-preview-question = Allow { $app } to use your account?
apps-detail-logo-change = Change the logo
apps-detail-logo-upload = Upload a logo
apps-detail-rotate-heading = Rotate the secret
apps-detail-rotate-what = The old secret keeps working for 24 hours, so you can deploy the new one without downtime.
apps-detail-rotate = Rotate secret…
apps-detail-delete-heading = Delete this app
apps-detail-delete-forever = This cannot be undone.
apps-detail-delete = Delete app…

## What the app ran into

apps-errors-heading = Recent errors
apps-errors-none = None in the last 7 days. What people or your app run into appears here, with the reason. A server that restarts forgets it.
apps-errors-lead = What people or your app ran into in the last 7 days, as far as this server remembers: it forgets when it restarts.
apps-errors-times =
    { $times ->
        [1] Once
        [one] { $times } time
       *[other] { $times } times
    }
# What the app sent, in code.
apps-errors-received = Received:
# What would have been right, in code.
apps-errors-expected = Expected:
# After a sentence that says what to do.
apps-errors-register = Or <link>register that URI too</link>.
# $when: "3 hours ago" or a date.
apps-errors-last = Last { $when }
# Eight characters that support staff can look for.
apps-errors-reference = reference { $reference }

## What it was told of sign-ins that ended

# $ends: how many there were lately; $took: how many of these messages the app took.
apps-told-took = Of the latest { $ends } it took { $took }.
# $when: "3 hours ago" or a date.
apps-told-took-last = Of the latest { $ends } it took { $took }, last { $when }.
apps-told-waiting =
    { $waiting ->
        [one] { $waiting } waits.
       *[other] { $waiting } wait.
    }
apps-told-given-up =
    { $lost ->
        [one] { $lost } was given up.
       *[other] { $lost } were given up.
    }
# $trouble: what came instead, in English.
apps-told-trouble = Instead of an answer: { $trouble }.
