# The error page: what people read. The cause in small print, and what owners of apps read of their mistakes, stay in English.
# $app: the name of the app; $named is 0 when it is not known.

error-link-heading = This sign-in link does not work
error-unknown-heading = This app is not known here
error-request-heading = This app sent a request we cannot use
error-expired-heading = This sign-in took too long
error-sign-out-heading = This sign-out link does not work
error-not-found-heading = This page does not exist
error-too-many-heading = Too many attempts
error-server-heading = Something went wrong on our side

## What happened

error-redirect-uri-mismatch =
    { $named ->
        [0] The app asked us to send you to an address it has not registered. To keep your account safe, we stopped here.
       *[other] { $app } asked us to send you to an address it has not registered. To keep your account safe, we stopped here.
    }
error-redirect-uri-missing =
    { $named ->
        [0] The app did not say where to send you after you sign in.
       *[other] { $app } did not say where to send you after you sign in.
    }
error-unknown-client = The link names an app that is not registered here. It may have been removed.
error-client-disabled =
    { $named ->
        [0] The app has been switched off here, so nobody can sign in to it.
       *[other] { $app } has been switched off here, so nobody can sign in to it.
    }
error-response-type =
    { $named ->
        [0] The app asked for a kind of answer it may not have.
       *[other] { $app } asked for a kind of answer it may not have.
    }
error-request =
    { $named ->
        [0] The app sent a sign-in request with a mistake in it.
       *[other] { $app } sent a sign-in request with a mistake in it.
    }
error-request-object =
    { $named ->
        [0] The app sent its request in a form that cannot be read.
       *[other] { $app } sent its request in a form that cannot be read.
    }
error-request-too-long =
    { $named ->
        [0] The app sent a request that is longer than we accept.
       *[other] { $app } sent a request that is longer than we accept.
    }
error-repeated =
    { $named ->
        [0] The app said one thing twice in its request, and we do not guess which one it meant.
       *[other] { $app } said one thing twice in its request, and we do not guess which one it meant.
    }
error-expired = It was open for too long, so it has ended. Nothing was changed.
error-sign-out-uri =
    { $named ->
        [0] The app asked us to send you to an address it has not registered. To keep you safe, we stopped here, and signed nobody out.
       *[other] { $app } asked us to send you to an address it has not registered. To keep you safe, we stopped here, and signed nobody out.
    }
error-sign-out-hint =
    { $named ->
        [0] The app could not prove whom it wants to sign out, so nobody was signed out.
       *[other] { $app } could not prove whom it wants to sign out, so nobody was signed out.
    }
error-sign-out-unknown = The link does not say which app it comes from, or names one that is not registered here. Nobody was signed out.
error-sign-out-disabled =
    { $named ->
        [0] The app has been switched off here, so we do not send you back to it. Nobody was signed out.
       *[other] { $app } has been switched off here, so we do not send you back to it. Nobody was signed out.
    }
error-sign-out-request =
    { $named ->
        [0] The app sent a request with a mistake in it, so nobody was signed out.
       *[other] { $app } sent a request with a mistake in it, so nobody was signed out.
    }
error-not-found = The address may be mistyped, or what was here has been removed.
# $wait: a length of time, "4 seconds".
error-too-many = There were too many in a short time. Try again in { $wait }.
error-server = We have noted it. Try again in a minute.
# Plain text, where no page can be shown.
error-without-page = Something went wrong on our side. Try again in a minute.

## What to do; a reference such as 7QK2-M4FD follows

error-innocent = You did nothing wrong.
error-next-why = To find out why, give this reference to the app’s support team:
error-next-sign-in =
    { $named ->
        [0] Go back to the app and sign in again. If it happens again, give its support team this reference:
       *[other] Go back to { $app } and sign in again. If it happens again, give its support team this reference:
    }
error-next-sign-out = If it happens again, tell the app’s support team this reference:
error-next-again =
    { $named ->
        [0] Go back to the app and try again. If it happens again, tell its support team this reference:
       *[other] Go back to { $app } and try again. If it happens again, tell its support team this reference:
    }
error-next-unknown = Go back to where you found the link and tell the people there this reference:
error-next-site = If it happens again, tell the people who run this site this reference:
error-resend = Send the form again
error-resend-form = Back to the form
error-resend-password = Passwords are not kept: type yours again on the next page.
error-sign-out-here = Sign out here all the same…
error-start = Go to the start page

## For owners of apps and administrators

error-yours = Is this your app? <link>Sign in</link> to see details.
# The link to the app with the mistake has to be opened once more.
error-yours-again = Is this your app? <link>Sign in</link>, then open this link again, to see details.
error-site = Do you run this site? <link>Sign in</link> to see details.
error-site-again = Do you run this site? <link>Sign in</link>, then open this link again, to see details.
error-owner-heading = You own this app
error-owner-seen = Only you and administrators see this part.
error-admin-heading = You administer this server
error-admin-seen = Only administrators and the app’s owner see this part.
error-admin-only-seen = Only administrators see this part.
# Labels of what the app sent, what would have been right, and how they differ.
error-received = Received
error-expected = Expected
error-registered = Registered
error-difference = Difference
error-rule = Rule
error-fix-heading = To fix it
error-register = Register this URI…
error-settings = Open app settings
# The secret of an app, which begins with lys_, came in the place of its client ID.
error-secret = A client secret, which begins with <code>lys_</code>
error-near = Almost the same
error-near-none = No app has a client ID like this.
error-near-fix = Compare the client ID in the app’s settings with the one registered here, or register the app.
error-apps = Open apps

## Forms that are not taken; $host is the name of this site, such as id.example.com

not-taken-elsewhere-heading = This form came from another site
not-taken-elsewhere = { $host } takes forms from its own pages only, so nothing was done. If you meant to do this, do it on our own page.
not-taken-no-cookie-heading = Your browser sent no cookies
not-taken-no-cookie = Your browser blocks cookies for { $host }, or deleted them while the page was open, so nothing was done. Allow them for this site, then try again.
not-taken-signed-out-heading = You were signed out
not-taken-signed-out = Your sign-in ended while the page was open, so nothing was done. Sign in, then try again.
not-taken-account-changed-heading = Someone signed in since you opened this page
not-taken-account-changed = It may have been with another account, so nothing was done. Check which account is in use, then send the form again.
not-taken-other-browser-heading = This page was opened in another browser
not-taken-other-browser = Or this browser lost its cookies since then. Nothing was done. Send the form again from here.
not-taken-too-old-heading = This page was open too long
not-taken-too-old = A form can be sent for about a day, so nothing was done. Send the form again.
not-taken-incomplete-heading = The form arrived incomplete
not-taken-incomplete = The part that shows where it comes from was missing, so nothing was done. If a browser extension changes pages here, switch it off for this site and try again.
