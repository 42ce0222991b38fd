// An app on oidc-client-ts, as its documentation shows it: code with PKCE, userinfo, and a sign-out at the provider that comes
// back. It is made for the browser; here its state is kept in memory rather than in the browser's storage.
//
//     oidc_client_ts.mjs ISSUER CLIENT_ID CLIENT_SECRET PORT
//
// Each page is one JSON object.

import { createServer } from 'node:http'
import { InMemoryWebStorage, OidcClient, WebStorageStateStore } from 'oidc-client-ts'

const [issuer, clientId, , port] = process.argv.slice(-4)
const home = `http://127.0.0.1:${port}`
const client = new OidcClient({
  authority: issuer,
  client_id: clientId,
  redirect_uri: `${home}/callback`,
  post_logout_redirect_uri: `${home}/signed-out`,
  scope: 'openid profile email',
  loadUserInfo: true,
  stateStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
})

let user

const pages = {
  async '/login'() {
    return new URL((await client.createSigninRequest({ state: 'where I was' })).url)
  },
  async '/callback'(currentUrl) {
    user = await client.processSigninResponse(currentUrl.href)
    return { profile: user.profile, state: user.userState }
  },
  async '/sign-out'() {
    const asked = await client.createSignoutRequest({ id_token_hint: user.id_token, state: 'signing out' })
    user = undefined
    return new URL(asked.url)
  },
  async '/signed-out'(currentUrl) {
    const answer = await client.processSignoutResponse(currentUrl.href)
    return { state: answer.userState, error: answer.error }
  },
}

createServer(async (request, response) => {
  const url = new URL(request.url, home)
  let answer
  try {
    answer = await pages[url.pathname](url)
  } catch (failure) {
    answer = { name: failure.name, message: failure.message, error: failure.error }
    console.error(failure)
  }
  if (answer instanceof URL) response.writeHead(302, { location: answer.href }).end()
  else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
}).listen(port, '127.0.0.1')
