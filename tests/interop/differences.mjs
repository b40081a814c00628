// SPDX-License-Identifier: GPL-3.0-or-later
// The same wrong requests to sluice-cloud and to oidc-provider, a certified
// server: the same error comes back, or the difference is listed with its reason.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import Provider from 'oidc-provider'
import { operate, run, url } from './cloud.mjs'

const redirect = 'https://partner.example/return'
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const scope = 'account.user.read'

const deviceType = 'urn:ietf:params:oauth:grant-type:device_code'
const cibaType = 'urn:openid:params:grant-type:ciba'

const partner = operate(['client', 'add', '--id', 'partner', '--name', 'Partner', '--redirect-uri', redirect,
  '--scope', `openid ${scope}`,
  ...['authorization_code', 'refresh_token', 'device_code', 'ciba'].flatMap((type) => ['--grant-type', type])])

/** A certified server that knows the same client. */
async function startOther() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${server.address().port}`
  const provider = new Provider(issuer, {
    clients: [{
      client_id: partner.client_id, client_secret: partner.client_secret, redirect_uris: [redirect],
      grant_types: ['authorization_code', 'refresh_token', deviceType, cibaType], response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_post', backchannel_token_delivery_mode: 'poll',
    }],
    // Without offline_access it knows no refresh tokens.
    scopes: ['openid', 'offline_access', scope],
    renderError(context, error) {
      context.body = error
    },
    features: {
      ciba: {
        enabled: true,
        processLoginHint: (context, hint) => (hint === 'demo' ? hint : undefined),
        verifyUserCode() {},
        validateRequestContext() {},
        triggerAuthenticationDevice() {},
      },
      deviceFlow: { enabled: true },
      devInteractions: { enabled: false },
      introspection: { enabled: true },
      revocation: { enabled: true },
    },
    findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    pkce: { required: () => true },
  })
  provider.on('server_error', (context, error) => console.log(`# oidc-provider: ${error.stack}`))
  server.on('request', provider.callback())
  const metadata = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()
  return { server, metadata }
}

// What it tells its operator is no part of the results.
console.info = console.warn = console.error

const own = await (await fetch(`${url}/.well-known/oauth-authorization-server`)).json()
const { server, metadata: other } = await startOther()
server.unref()

const client = { client_id: partner.client_id, client_secret: partner.client_secret }
const ask = {
  response_type: 'code', redirect_uri: redirect, scope, state: 'some state', code_challenge: challenge,
  code_challenge_method: 'S256',
}
const code = { ...client, grant_type: 'authorization_code', code: 'guess', redirect_uri: redirect,
  code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' }
const refresh = { ...client, grant_type: 'refresh_token', refresh_token: 'guess' }
const token = { ...client, token: 'anything' }
const device = { ...client, scope }
const devicePoll = { ...client, grant_type: deviceType, device_code: 'guess' }
const ciba = { ...client, scope: `openid ${scope}`, login_hint: 'demo', binding_message: 'W4SC', requested_expiry: '60' }
const cibaPoll = { ...client, grant_type: cibaType, auth_req_id: 'guess' }

const endpoints = {
  authorize: ['authorization_endpoint', { client_id: client.client_id, ...ask }],
  par: ['pushed_authorization_request_endpoint', { ...client, ...ask }],
  code: ['token_endpoint', code],
  refresh: ['token_endpoint', refresh],
  revoke: ['revocation_endpoint', token],
  introspect: ['introspection_endpoint', token],
  device: ['device_authorization_endpoint', device],
  'device-poll': ['token_endpoint', devicePoll],
  ciba: ['backchannel_authentication_endpoint', ciba],
  'ciba-poll': ['token_endpoint', cibaPoll],
}

// Where the word would be a good one.
const wrongs = { binding_message: 'two\nlines' }

// What comes of each, and why it is not what oidc-provider says.
const noClient = 'a request without any client authentication is invalid_client, as RFC 6749 §5.2 has it'
const noDefault = 'the redirect address has to be said here, also by a client that has one only'
const noOpenId = 'there a backchannel request without the scope openid is none; here it need not be OpenID'
const reasons = {
  'authorize scope missing': 'a request has to say what it asks for; there, as in OpenID, it may ask for nothing',
  'authorize scope wrong': 'an unknown scope is refused; there it is ignored, and the person asked for less',
  'authorize redirect_uri missing': noDefault,
  'authorize redirect_uri doubled': noDefault,
  'par scope missing': 'as for authorize',
  'par scope wrong': 'as for authorize',
  'par redirect_uri missing': noDefault,
  'par client_id missing': noClient,
  'code client_id missing': noClient,
  'code code_verifier missing': 'missing parameters are looked at before the code',
  'code redirect_uri missing': 'missing parameters are looked at before the code',
  'refresh client_id missing': noClient,
  'revoke client_id missing': noClient,
  'introspect client_id missing': noClient,
  'device client_id missing': noClient,
  'device scope missing': 'as for authorize',
  'device scope wrong': 'as for authorize',
  'device-poll client_id missing': noClient,
  'ciba client_id missing': noClient,
  'ciba scope missing': noOpenId,
  'ciba scope wrong': noOpenId,
  'ciba-poll client_id missing': noClient,
}

const page = 'a page'

async function send(metadata, name, pairs) {
  const endpoint = metadata[endpoints[name][0]]
  const body = new URLSearchParams(pairs)
  const response = name === 'authorize' ? await fetch(`${endpoint}?${body}`, { redirect: 'manual' })
    : await fetch(endpoint, { method: 'POST', body, redirect: 'manual' })
  const location = response.headers.get('location')
  if (location?.startsWith(redirect)) {
    const answer = new URL(location).searchParams
    assert.equal(answer.get('iss'), metadata.issuer)
    return answer.get('error')
  }
  if (location) return 'fine'
  if (name === 'authorize') return response.status >= 400 ? page : 'fine'
  if (metadata === own) assert.match(response.headers.get('cache-control'), /no-store/)
  const text = await response.text()
  if (response.ok) return 'fine'
  return `${response.status} ${JSON.parse(text).error}`
}

const seen = new Set()

function compare(name, what, pairs) {
  return async () => {
    const ours = await send(own, name, pairs)
    const theirs = await send(other, name, pairs)
    if (ours === theirs) return
    seen.add(what)
    assert.ok(what in reasons, `${what}: ${ours} here, ${theirs} there, and no reason is listed`)
    console.log(`# ${what}: ${ours} here, ${theirs} there: ${reasons[what]}`)
  }
}

const tests = {}
for (const [name, [, good]] of Object.entries(endpoints)) {
  const pairs = Object.entries(good)
  const add = (how, parameter, changed) => {
    const what = `${name} ${parameter} ${how}`
    tests[what] = compare(name, what, changed)
  }
  for (const parameter of Object.keys(good)) {
    const rest = pairs.filter(([key]) => key !== parameter)
    add('missing', parameter, rest)
    add('doubled', parameter, [...pairs, [parameter, good[parameter]]])
    if (parameter !== 'state' && parameter !== 'token') add('wrong', parameter, [...rest, [parameter, wrongs[parameter] ?? 'wrong']])
  }
}
tests['every listed difference is one'] = () => {
  for (const what of Object.keys(reasons)) assert.ok(seen.has(what), `${what} is not different any more`)
}

await run(tests)
