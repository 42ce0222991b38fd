# The developer area: registering apps and looking after them.
# Words of the standards stay as they are in every language: client ID, redirect URI, issuer, scope, PKCE, token, JWT, userinfo.

## On several pages

apps-cancel = Cancel
# A tag beside the name of an app.
apps-switched-off = Switched off
# Kinds of app: a short name, and a line that helps to recognise one's own.
apps-kind-web = Web app
apps-kind-web-line = Runs on a server and can keep a secret
apps-kind-spa = Single-page app
apps-kind-spa-line = Runs in the browser, no secret
apps-kind-native = Native or CLI
apps-kind-native-line = Desktop, phone or terminal
apps-kind-service = Service
apps-kind-service-line = No person signs in
# Read by screen readers: what the four cards are about.
apps-kinds-label = Kind of app
apps-closed = You cannot register apps here yourself. Ask the people who run this site to register yours.
# What deleting an app does to people.
apps-signs-out =
    { $people ->
        [0] Nobody uses it yet.
        [one] Signs out the 1 person who uses it.
       *[other] Signs out the { $people } people who use it.
    }

## The list of apps

apps-list-title = Apps
apps-list-register = Register an app
apps-list-lead-none = You have no apps yet. What are you building?
apps-list-lead-none-closed = You have no apps.
apps-list-lead-everybodys = Every app that people sign in to here.
apps-list-lead = The apps you let people sign in to.
apps-list-need-heading = What you need
apps-list-need-name = A name for the app, as people will see it when they sign in.
apps-list-need-address = The address in your app that people come back to, its redirect URI. Your library’s documentation names it.
apps-list-need-secret = Somewhere safe to keep the client secret, if the app runs on a server.
apps-list-search-label = Name or client ID
apps-list-search = Search
apps-list-none-found = No app has “{ $search }” in its name or client ID. <link>Show all</link>
# A row of the list: whose app it is, only seen by administrators.
apps-list-owner-you = yours
apps-list-owner-person = owned by { $name }
apps-list-owner-nobody = no owner
# How many people have allowed the app, and when one of them last used it ($when: "3 hours ago").
apps-list-people =
    { $people ->
        [0] Nobody yet
        [one] 1 person
       *[other] { $people } people
    }
apps-list-last-used = last used { $when }
apps-list-no-people = No person signs in
apps-list-errors =
    { $errors ->
        [one] 1 error in 7 days
       *[other] { $errors } errors in 7 days
    }
apps-list-pages-label = Pages
apps-list-newer = Newer
apps-list-older = Older

## Registering

apps-register-title = Register an app
# The last part of the breadcrumbs.
apps-register-crumb = New
apps-register-lead = What are you building? Each kind comes with safe settings, and you can change them later.
apps-register-back = Back to your apps
# Beside the kind that was chosen: a link that leads back to the four kinds.
apps-register-change = Change
apps-register-submit = Register app
# What choosing a kind sets, as a heading with titles and sentences.
apps-register-set-heading = Set for you
apps-register-set-code = Authorization code with PKCE
apps-register-set-code-why = The one flow that is safe everywhere.
apps-register-set-secret = A client secret
apps-register-set-secret-why-web = Your server sends it when it swaps the code. You see it once, on the next page.
apps-register-set-secret-why-service = Your server sends it when it asks for a token. You see it once, on the next page.
apps-register-set-no-secret = No client secret
apps-register-set-no-secret-why-spa = Code in a browser cannot keep one. PKCE protects the code instead.
apps-register-set-no-secret-why-native = Everyone who has the program could read it. PKCE protects the code instead.
apps-register-set-calls = Calls from your page
apps-register-set-calls-why = The token endpoint answers the origins of your redirect URIs.
apps-register-set-port = Any port on the device
apps-register-set-port-why = http://127.0.0.1, http://[::1] and http://localhost match whatever port the app listens on.
apps-register-set-credentials = Client credentials
apps-register-set-credentials-why = The service gets tokens for itself. No account is involved.
apps-register-set-short = Short tokens
# $span: how long an access token works, such as "5 minutes".
apps-register-set-short-why = Access for { $span }; refresh tokens change at each use.
apps-register-set-short-why-service = Access for { $span }. There are no refresh tokens; it asks again.
# Said on the next page.
apps-register-done = App registered.
apps-register-done-left-out = App registered. Characters that cannot be seen were left out of its name.
# Why the app was not registered; in a list, so without a full stop.
apps-register-too-large = The app has more addresses and scopes than fit into { $kilobytes } kB
apps-register-too-many = You have { $most } apps. Delete one you no longer need
apps-register-not-allowed = You cannot register apps here yourself
# $member is the name of a setting, such as "audiences".
apps-register-for-administrators = Only administrators can change { $member }

## Editing

apps-edit-title = Edit { $app }
apps-edit-crumb = Edit
apps-edit-submit = Save changes
apps-edit-done = Changes saved.
apps-edit-done-left-out = Changes saved. Characters that cannot be seen were left out of the name.
# What saving means, as a heading with titles and sentences.
apps-edit-after-heading = When you save
apps-edit-after-new = New tokens
apps-edit-after-new-what = Follow the new settings from the next sign-in or request on.
apps-edit-after-old = Tokens issued before
# $span: how long an access token works, such as "5 minutes".
apps-edit-after-old-what = Access tokens work until they end, within { $span }. Refresh tokens keep what people allowed, even a scope that you remove here.
apps-edit-after-old-what-service = Work until they end, within { $span }.
apps-edit-after-name = Another name or host
apps-edit-after-name-what = People who allowed the app are asked again, and told what has changed.
apps-edit-after-uri = A redirect URI you remove
apps-edit-after-uri-what = Stops working at once, also for sign-ins under way.
apps-edit-after-vetted = Vetted by an administrator
apps-edit-after-vetted-what = Until you change its name, its links or the host of a redirect URI. Then people are warned until an administrator has looked at it again.
# $command is what to type in a terminal.
apps-edit-house = People are not asked before they use this app, so it is changed by command: { $command }
apps-edit-meanwhile = Somebody changed this app while you were editing it, so nothing was saved. Compare, then save again
# At a field: what somebody else saved there meanwhile.
apps-edit-meanwhile-nothing = Saved meanwhile: nothing
apps-edit-meanwhile-value = Saved meanwhile: { $value }

## Its logo

apps-logo-title = Logo of { $app }
apps-logo-crumb = Logo
apps-logo-seen = People see this picture when they sign in.
apps-logo-none = Until there is a picture, people see this letter.
apps-logo-file = Picture
apps-logo-file-hint = PNG, JPEG or WebP, at most 8 MB. Square pictures look best. It is made smaller if need be, and stored without what else is in the file.
apps-logo-upload = Upload picture
apps-logo-remove = Remove the picture
apps-logo-done = Logo saved.
apps-logo-removed = Logo removed.

## Its secret

apps-rotate-title = Rotate the secret
apps-rotate-crumb = Rotate
apps-rotate-heading = Rotate the secret of { $app }?
# $hint: the first and last characters of the secret.
apps-rotate-what = The old secret, <code>{ $hint }</code>, keeps working for 24 hours, so you can deploy the new one without downtime. The new one is shown once, on the next page.
apps-rotate-submit = Rotate secret

## Deleting

apps-delete-title = Delete { $app }
apps-delete-crumb = Delete
apps-delete-heading = Delete { $app }?
apps-delete-what = Its client ID stops working at once. This cannot be undone.
apps-delete-confirm = Name of the app
apps-delete-confirm-hint = Type <strong>{ $app }</strong> to confirm.
apps-delete-wrong = Type the name of the app, { $app }
apps-delete-submit = Delete app
apps-delete-done = Deleted { $app }.

## A redirect URI from an error page

apps-uri-title = Register a redirect URI
apps-uri-crumb = Redirect URI
apps-uri-heading = Register this redirect URI?
apps-uri-what = From then on, people who sign in to { $app } can be sent to this address, and whoever runs it can act as the app. Register it only if it is yours.
apps-uri-from-link = You did not type this address: it came with the link you followed. Compare it with your app’s settings, character by character.
apps-uri-label = Redirect URI
apps-uri-submit = Register URI
apps-uri-done = Redirect URI registered.
apps-uri-removed = Redirect URI removed.
apps-uri-there = This address is registered already
apps-uri-most = An app has at most { $most } addresses. Remove one first
apps-uri-last = An app needs one redirect URI. Add the new one first
apps-uri-full = The app has as many addresses and scopes as fit. Remove one first
apps-changed-meanwhile = Somebody changed this app at the same moment, so nothing was stored. Try again
apps-refused-mended = That request would be accepted now.
