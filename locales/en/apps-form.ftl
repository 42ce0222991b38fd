# /apps/new/{kind} and /apps/{id}/edit: the form that registers and edits an app.
# Words of the standards stay as they are in every language: see apps.ftl.

# Beside the label of a field.
apps-form-optional = (optional)
# Where a mistake is in a field with several lines; $fix says what to do, in English.
apps-form-line = Line { $line }: { $fix }
apps-form-name = App name
apps-form-name-hint = People see it when they sign in.
apps-form-name-hint-service = Only you and administrators see it.
apps-form-scope = What the app may ask for
apps-form-scope-hint = Scopes of your own, separated by spaces, as your resource servers know them: orders:read orders:write.
apps-form-scope-openid = Sign-in
apps-form-scope-profile = Name and profile
apps-form-scope-email = E-mail address
apps-form-scope-phone = Phone number
apps-form-scope-address = Postal address
apps-form-scope-offline = Access while the person is away
apps-form-homepage = Home page
apps-form-homepage-hint = Where people can read about your app. Sign-in pages do not show it, because nobody has checked that it is yours.
apps-form-uris = Redirect URIs
apps-form-uris-hint = Where people come back to after they sign in, one address per line. Your app must send one of them, character for character: a slash at the end counts. Use https; http works for localhost.
apps-form-uris-hint-native = Where people come back to after they sign in, one address per line. Your app must send one of them, character for character: a slash at the end counts. Use https; http works for localhost. A program may listen on any port of 127.0.0.1, [::1] or localhost, or use a scheme of its own, such as com.example.app:/callback. Any program can claim a scheme without a dot, so people are asked each time.
apps-form-library = Which library does it use?
apps-form-library-hint = Chooses the settings under which the library works as it comes.
apps-form-library-other = Another one, or not known yet
# A part of the form that is folded away.
apps-form-more = Sign-out, privacy and terms
apps-form-post-logout = After sign-out, go to
apps-form-post-logout-hint = Where people may be sent when they sign out of the app, one address per line.
apps-form-policy = Privacy policy
apps-form-policy-hint = Linked where people allow the app. On the same site as a redirect URI.
apps-form-terms = Terms of service
apps-form-accent = Colour
apps-form-accent-hint = The badge wears it on the way to the app. Write # and six digits, like #0b5c78, dark enough for text on white.
# A part of the form that is folded away.
apps-form-advanced = Advanced
apps-form-backchannel = Back-channel logout
apps-form-backchannel-hint = Where this server posts a logout token when somebody’s sign-in ends, whether or not their browser is there.
apps-form-frontchannel = Front-channel logout
apps-form-frontchannel-hint = A page of your app that ends its session when the browser opens it in a frame, on the scheme, host and port of a redirect URI. Many browsers keep cookies from frames: use the back channel if you can.
apps-form-session = The app needs to know which session ended
apps-form-session-hint = It is always told; this is for the record.
apps-form-session-back = By the back channel
apps-form-session-front = By the front channel
apps-form-more-scopes = More scopes
apps-form-more-scopes-hint = Of your own resource servers, separated by spaces.
# What an app has to keep to: OAuth 2.1, or OpenID Connect Core.
apps-form-rules = Rules
apps-form-rules-hint = PKCE protects the code on its way to your app, and most libraries can do it. If yours cannot, choose OpenID Connect Core: then PKCE is checked when it is used, and may be left out.
apps-form-rules-modern = OAuth 2.1: always PKCE
apps-form-rules-oidc = OpenID Connect Core: PKCE if the library uses it
# A choice: whatever the library chosen above needs.
apps-form-as-library = As the library needs
apps-form-claims = Name and e-mail address in the ID token
apps-form-claims-hint = By default apps fetch them from the userinfo endpoint. Put into the ID token they make it longer, and may pass through browsers and logs.
apps-form-claims-minimal = No, only from userinfo
apps-form-claims-scopes = Yes, whatever the scopes allow
apps-form-id-token-alg = Signature of ID tokens
apps-form-id-token-alg-hint = Every library knows RS256. ES256 and EdDSA are shorter and faster.
apps-form-auth-method = How the app sends its secret
apps-form-auth-method-either = Either way
apps-form-auth-method-basic = Only in the Authorization header (client_secret_basic)
apps-form-auth-method-post = Only in the form (client_secret_post)
apps-form-auth-method-none = It has no secret (none)
apps-form-token-format = Access tokens
apps-form-token-format-hint = Leave this unless a resource server refuses the type at+jwt. Opaque tokens say nothing by themselves; resource servers ask the introspection endpoint about them.
apps-form-token-format-at-jwt = JWT of type at+jwt (RFC 9068)
apps-form-token-format-jwt = JWT of type JWT
apps-form-token-format-opaque = Opaque
apps-form-access-alg = Signature of access tokens
apps-form-access-alg-server = As this server does
apps-form-origins = Allowed origins
apps-form-origins-hint = Web pages that may call the token and userinfo endpoints from a browser, one origin per line, such as https://www.example.com. Those of the redirect URIs may already.
apps-form-audiences = Resource servers
apps-form-audiences-hint = Whom its access tokens are meant for besides this server, one URI or client ID per line. Only administrators can change them.
apps-form-vetted = Vetted: I know who runs this app
apps-form-verified-email = Only people with a confirmed e-mail address reach it
apps-form-verified-email-no-letters = No e-mails are sent here, so nobody could confirm an address. Leave this out
