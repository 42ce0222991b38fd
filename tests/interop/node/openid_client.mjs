// An app on openid-client 6, as its README shows it: discovery, code with PKCE, userinfo, refresh, introspection,
// revocation.
//
//     openid_client.mjs ISSUER CLIENT_ID CLIENT_SECRET PORT
//
// Each page is one JSON object.

import { createServer } from 'node:http'
import * as client from 'openid-client'

const [issuer, clientId, clientSecret, port] = process.argv.slice(-4)
const home = `http://127.0.0.1:${port}`
// The issuer speaks plain http to this machine; the library asks to be told that this is meant.
const discover = (secret) =>
  client.discovery(new URL(issuer), clientId, secret, undefined, { execute: [client.allowInsecureRequests] })
const config = await discover(clientSecret)
// Signatures are checked too, not only trusted because of where the token came from.
client.enableNonRepudiationChecks(config)

let asked
let tokens

const pages = {
  async '/login'() {
    const verifier = client.randomPKCECodeVerifier()
    asked = { pkceCodeVerifier: verifier, expectedState: client.randomState(), expectedNonce: client.randomNonce() }
    return client.buildAuthorizationUrl(config, {
      redirect_uri: `${home}/callback`,
      scope: 'openid profile email offline_access',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: asked.expectedState,
      nonce: asked.expectedNonce,
    })
  },
  async '/callback'(currentUrl) {
    tokens = await client.authorizationCodeGrant(config, currentUrl, { ...asked, idTokenExpected: true })
    const claims = tokens.claims()
    return { claims, userinfo: await client.fetchUserInfo(config, tokens.access_token, claims.sub) }
  },
  async '/refresh'() {
    const first = tokens
    tokens = await client.refreshTokenGrant(config, first.refresh_token)
    return {
      renewed: tokens.access_token !== first.access_token,
      rotated: tokens.refresh_token !== first.refresh_token,
      introspection: await client.tokenIntrospection(config, tokens.access_token),
    }
  },
  async '/revoke'() {
    await client.tokenRevocation(config, tokens.refresh_token)
    return client.tokenIntrospection(config, tokens.access_token)
  },
  async '/refused'() {
    return client.refreshTokenGrant(await discover('not the secret'), tokens.refresh_token)
  },
}

createServer(async (request, response) => {
  const url = new URL(request.url, home)
  let answer
  try {
    answer = await pages[url.pathname](url)
  } catch (failure) {
    answer = { name: failure.name, error: failure.error, description: failure.error_description, code: failure.code }
    console.error(failure)
  }
  if (answer instanceof URL) response.writeHead(302, { location: answer.href }).end()
  else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
}).listen(port, '127.0.0.1')
