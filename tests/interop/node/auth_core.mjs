// An app on Auth.js (@auth/core), as its guide for OIDC providers shows it: an issuer, a client, nothing else.
//
//     auth_core.mjs ISSUER CLIENT_ID CLIENT_SECRET PORT
//
// `/` signs in with a button, and then prints the session.

import { createServer } from 'node:http'
import { Auth } from '@auth/core'

const [issuer, clientId, clientSecret, port] = process.argv.slice(-4)
const home = `http://127.0.0.1:${port}`
const config = {
  basePath: '/auth',
  secret: 'only for this test, and long enough',
  trustHost: true,
  providers: [{ id: 'lanyard', name: 'Lanyard', type: 'oidc', issuer, clientId, clientSecret }],
}

// What the integrations for web frameworks do.
const handle = (request) => Auth(request, config)
const ask = (path, request) => handle(new Request(home + path, { headers: request.headers }))

async function page(request) {
  const session = await (await ask('/auth/session', request)).json()
  if (session) return Response.json(session)
  const csrf = await ask('/auth/csrf', request)
  const { csrfToken } = await csrf.json()
  const form = `<!doctype html><title>App</title><form id="sign-in" method="post" action="/auth/signin/lanyard">
    <input type="hidden" name="csrfToken" value="${csrfToken}"><button>Sign in with Lanyard</button></form>`
  const headers = new Headers({ 'content-type': 'text/html' })
  for (const cookie of csrf.headers.getSetCookie()) headers.append('set-cookie', cookie)
  return new Response(form, { headers })
}

createServer(async (incoming, outgoing) => {
  const chunks = []
  for await (const chunk of incoming) chunks.push(chunk)
  const body = chunks.length ? Buffer.concat(chunks) : undefined
  const request = new Request(home + incoming.url, { method: incoming.method, headers: incoming.headers, body })
  const answer = await (incoming.url === '/' ? page : handle)(request)
  outgoing.writeHead(answer.status, [...answer.headers].flat())
  outgoing.end(Buffer.from(await answer.arrayBuffer()))
}).listen(port, '127.0.0.1')
