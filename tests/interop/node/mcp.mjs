// An MCP server and an MCP client on the SDK's transport and its auth modules, both in one process.
//
//     mcp.mjs ISSUER CLIENT_ID - PORT
//
// `/mcp` is the server, a resource server of ours that the client discovers from its 401. `/` connects the client,
// `/callback` ends the sign-in; both print what the tool of the server said.

import { randomUUID } from 'node:crypto'
import express from 'express'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js'
import { InvalidTokenError } from '@modelcontextprotocol/sdk/server/auth/errors.js'
import {
  getOAuthProtectedResourceMetadataUrl,
  mcpAuthMetadataRouter,
} from '@modelcontextprotocol/sdk/server/auth/router.js'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'

const [issuer, clientId, , port] = process.argv.slice(-4)
const home = `http://127.0.0.1:${port}`
const resourceServerUrl = new URL(`${home}/mcp`)
const app = express()

// The server.

const oauthMetadata = await (await fetch(`${issuer}/.well-known/oauth-authorization-server`)).json()
const keys = createRemoteJWKSet(new URL(oauthMetadata.jwks_uri))
const verifier = {
  async verifyAccessToken(token) {
    const { payload } = await jwtVerify(token, keys, { issuer, typ: 'at+jwt', audience: resourceServerUrl.href }).catch(({ message }) => {
      throw new InvalidTokenError(message)
    })
    return {
      token,
      clientId: payload.client_id,
      scopes: payload.scope.split(' '),
      expiresAt: payload.exp,
      resource: resourceServerUrl,
      extra: { sub: payload.sub, aud: payload.aud },
    }
  },
}
app.use(mcpAuthMetadataRouter({ oauthMetadata, resourceServerUrl, scopesSupported: ['openid', 'offline_access'] }))
const bearer = requireBearerAuth({
  verifier,
  expectedResource: resourceServerUrl,
  resourceMetadataUrl: getOAuthProtectedResourceMetadataUrl(resourceServerUrl),
})
app.post('/mcp', bearer, express.json(), async (request, response) => {
  const server = new McpServer({ name: 'notes', version: '1.0.0' })
  server.registerTool('whoami', { description: 'Says who asks' }, ({ authInfo }) => ({
    content: [{ type: 'text', text: JSON.stringify({ ...authInfo.extra, scopes: authInfo.scopes }) }],
  }))
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined })
  await server.connect(transport)
  await transport.handleRequest(request, response, request.body)
})

// The client.

class Provider {
  get redirectUrl() {
    return `${home}/callback`
  }
  get clientMetadata() {
    return { client_name: 'Editor', redirect_uris: [this.redirectUrl], token_endpoint_auth_method: 'none' }
  }
  state() {
    return (this.expected = randomUUID())
  }
  clientInformation() {
    return { client_id: clientId, issuer }
  }
  tokens() {
    return this.kept
  }
  saveTokens(tokens) {
    this.kept = tokens
  }
  redirectToAuthorization(url) {
    this.target = url
  }
  saveCodeVerifier(verifier) {
    this.verifier = verifier
  }
  codeVerifier() {
    return this.verifier
  }
}

const provider = new Provider()
let transport

/** Connects and calls the tool; a browser is sent to sign in when that is what it takes. */
async function whoami(response) {
  const client = new Client({ name: 'editor', version: '1.0.0' })
  transport = new StreamableHTTPClientTransport(resourceServerUrl, { authProvider: provider })
  try {
    await client.connect(transport)
    const { content } = await client.callTool({ name: 'whoami' })
    response.json({ ...JSON.parse(content[0].text), refreshToken: provider.kept.refresh_token })
  } catch (failure) {
    if (!(failure instanceof UnauthorizedError)) throw failure
    response.redirect(provider.target)
  }
}

app.get('/', (request, response) => whoami(response))
app.get('/callback', async (request, response) => {
  if (request.query.state !== provider.expected) throw new Error('another state')
  if (request.query.error) throw new Error(`${request.query.error}: ${request.query.error_description}`)
  await transport.finishAuth(request.query.code)
  await whoami(response)
})
// As if the access token had been refused: the SDK refreshes.
app.get('/forget', (request, response) => {
  provider.kept.access_token = 'gone'
  return whoami(response)
})
app.use((failure, request, response, next) => {
  console.error(failure)
  response.status(500).json({ failed: failure.name, message: failure.message, code: failure.errorCode })
})
app.listen(port, '127.0.0.1')
