// An app on passport-openidconnect, as its README shows it: a strategy of addresses, Express with a session.
//
//     passport.mjs ISSUER CLIENT_ID CLIENT_SECRET PORT
//
// `/` signs in, and then prints who did. The library knows no PKCE and no discovery.

import express from 'express'
import session from 'express-session'
import passport from 'passport'
import OpenIDConnectStrategy from 'passport-openidconnect'

const [issuer, clientID, clientSecret, port] = process.argv.slice(-4)
passport.use(
  new OpenIDConnectStrategy(
    {
      issuer,
      authorizationURL: `${issuer}/authorize`,
      tokenURL: `${issuer}/token`,
      userInfoURL: `${issuer}/userinfo`,
      clientID,
      clientSecret,
      callbackURL: `http://127.0.0.1:${port}/callback`,
      scope: ['profile', 'email'],
    },
    (issuer, profile, done) => done(null, { issuer, profile }),
  ),
)
passport.serializeUser((user, done) => done(null, user))
passport.deserializeUser((user, done) => done(null, user))

const app = express()
app.use(session({ secret: 'only for this test', resave: false, saveUninitialized: false }))
app.use(passport.session())
app.get('/', (request, response) => (request.user ? response.json(request.user) : response.redirect('/login')))
app.get('/login', passport.authenticate('openidconnect'))
app.get('/callback', passport.authenticate('openidconnect', { successReturnToOrRedirect: '/' }))
app.use((failure, request, response, next) => {
  console.error(failure)
  response.status(500).json({ failed: String(failure.message), code: failure.code })
})
app.listen(port, '127.0.0.1')
