// SPDX-License-Identifier: GPL-3.0-or-later
// sluice-cloud against OAuth clients that others wrote and had certified.
import assert from 'node:assert/strict'
import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'
import { Browser, Person, operate, password, run, url } from './cloud.mjs'

const redirect = 'https://partner.example/return'
const details = [{
  type: 'sluice_data', categories: ['prints.jobs', 'prints.records', 'designs.library'], actions: ['read'],
  purpose: 'To compare prints', duration: 'P7D',
}]

operate(['account', 'add', '--username', 'ada'], `${password}\n`)
const partner = operate(['client', 'add', '--name', 'Partner', '--redirect-uri', redirect,
  '--scope', 'account.user.read process.record.read',
  ...details[0].categories.flatMap((category) => ['--category', category]),
  ...['authorization_code', 'refresh_token', 'ciba', 'device_code'].flatMap((type) => ['--grant-type', type])])
const native = operate(['client', 'add', '--name', 'Native', '--public', '--redirect-uri', 'http://127.0.0.1/done',
  '--scope', 'account.user.read process.record.read'])

function discover(auth = client.ClientSecretPost(partner.client_secret)) {
  return client.discovery(new URL(url), partner.client_id, partner.client_secret, auth, { algorithm: 'oauth2' })
}

/** The whole way to tokens, as openid-client goes it. */
async function getTokens(config, { parameters = {}, categories = ['prints.jobs'], pushed = true, options } = {}) {
  const verifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  const all = {
    redirect_uri: redirect, state, code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256', authorization_details: JSON.stringify(details), ...parameters,
  }
  const address = pushed ? await client.buildAuthorizationUrlWithPAR(config, all, options)
    : client.buildAuthorizationUrl(config, all)
  const answer = await new Browser().decide(address.href, categories)
  return client.authorizationCodeGrant(config, answer, { pkceCodeVerifier: verifier, expectedState: state }, undefined,
    options)
}

async function refusal(promise) {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('it was not refused')
}

await run({
  async 'discovery'() {
    const metadata = (await discover()).serverMetadata()
    assert.equal(metadata.issuer, url)
    assert.ok(metadata.authorization_response_iss_parameter_supported)
    assert.deepEqual(metadata.code_challenge_methods_supported, ['S256'])
    assert.deepEqual(metadata.authorization_details_types_supported, ['sluice_data'])
  },

  async 'code, PKCE, PAR and RAR: one of three given'() {
    const tokens = await getTokens(await discover())
    assert.equal(tokens.token_type, 'bearer')
    assert.deepEqual(tokens.authorization_details[0].categories, ['prints.jobs'])
    assert.equal(tokens.authorization_details[0].duration, 'P7D')
    assert.ok(tokens.grant_id)
  },

  async 'client_secret_basic, without PAR, with scopes'() {
    const config = await discover(client.ClientSecretBasic(partner.client_secret))
    const tokens = await getTokens(config, {
      pushed: false, categories: ['prints.records', 'prints.jobs'],
      parameters: { scope: 'account.user.read process.record.read' },
    })
    assert.equal(tokens.scope, 'account.user.read process.record.read')
    const checked = await client.fetchProtectedResource(config, tokens.access_token, new URL(`${url}/check-token`), 'GET')
    assert.equal((await checked.json()).data.username, 'ada')
  },

  async 'denied'() {
    const config = await discover()
    const verifier = client.randomPKCECodeVerifier()
    const address = await client.buildAuthorizationUrlWithPAR(config, {
      redirect_uri: redirect, code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256', authorization_details: JSON.stringify(details),
    })
    const answer = await new Browser().decide(address.href, ['prints.jobs'], 'deny')
    const error = await refusal(client.authorizationCodeGrant(config, answer, { pkceCodeVerifier: verifier }))
    assert.equal(error.error, 'access_denied')
  },

  async 'refresh, and a refresh token that comes twice'() {
    const config = await discover()
    const first = await getTokens(config)
    const second = await client.refreshTokenGrant(config, first.refresh_token)
    assert.notEqual(second.refresh_token, first.refresh_token)
    assert.deepEqual(second.authorization_details, first.authorization_details)
    const third = await client.refreshTokenGrant(config, second.refresh_token)
    assert.equal((await refusal(client.refreshTokenGrant(config, first.refresh_token))).error, 'invalid_grant')
    assert.equal((await refusal(client.refreshTokenGrant(config, third.refresh_token))).error, 'invalid_grant')
  },

  async 'introspection and revocation'() {
    const config = await discover()
    const tokens = await getTokens(config)
    const active = await client.tokenIntrospection(config, tokens.access_token)
    assert.ok(active.active)
    assert.equal(active.client_id, partner.client_id)
    assert.deepEqual(active.authorization_details[0].categories, ['prints.jobs'])
    await client.tokenRevocation(config, tokens.refresh_token)
    assert.deepEqual(await client.tokenIntrospection(config, tokens.access_token), { active: false })
    assert.equal((await refusal(client.refreshTokenGrant(config, tokens.refresh_token))).error, 'invalid_grant')
  },

  async 'CIBA poll: one of three given, and read'() {
    const config = await discover()
    const asked = await client.initiateBackchannelAuthentication(config, {
      login_hint: 'demo', binding_message: 'W4SC', authorization_details: JSON.stringify(details),
    })
    const person = await Person.signIn()
    const polled = client.pollBackchannelAuthenticationGrant(config, asked)
    await person.decide({ decision: 'approve', categories: ['prints.jobs'] }, 'W4SC')
    const tokens = await polled
    assert.deepEqual(tokens.authorization_details[0].categories, ['prints.jobs'])
    const read = async (category) => (await fetch(`${url}/privacy/v1/data/${category}`,
      { headers: { authorization: `Bearer ${tokens.access_token}` } })).status
    assert.equal(await read('prints.jobs'), 200)
    assert.equal(await read('designs.library'), 403)
    await person.call('DELETE', '/privacy/v1/grants')
    assert.equal(await read('prints.jobs'), 403)
  },

  async 'CIBA poll: denied'() {
    const config = await discover()
    const asked = await client.initiateBackchannelAuthentication(config, {
      login_hint: 'demo', authorization_details: JSON.stringify(details),
    })
    const person = await Person.signIn()
    const polled = refusal(client.pollBackchannelAuthenticationGrant(config, asked))
    await person.decide({ decision: 'deny' })
    assert.equal((await polled).error, 'access_denied')
  },

  async 'device code'() {
    const config = await discover()
    const begun = await client.initiateDeviceAuthorization(config, {
      authorization_details: JSON.stringify(details),
    })
    const person = await Person.signIn()
    const polled = client.pollDeviceAuthorizationGrant(config, begun)
    const found = await person.call('POST', '/privacy/v1/consents/lookup', { user_code: begun.user_code })
    assert.equal(found.client.name, 'Partner')
    await person.decide({ decision: 'approve', categories: ['prints.records'], duration: 'once' })
    const tokens = await polled
    assert.deepEqual(tokens.authorization_details[0].categories, ['prints.records'])
    assert.equal(tokens.refresh_token, undefined)
  },

  async 'DPoP, of a confidential client'() {
    const config = await discover()
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'))
    const tokens = await getTokens(config, { options: { DPoP }, parameters: { scope: 'account.user.read' } })
    assert.equal(tokens.token_type, 'dpop')
    const checked = await client.fetchProtectedResource(config, tokens.access_token, new URL(`${url}/check-token`),
      'GET', undefined, undefined, { DPoP })
    assert.equal(checked.status, 200)
    const stolen = await fetch(`${url}/check-token`, { headers: { authorization: `Bearer ${tokens.access_token}` } })
    assert.equal(stolen.status, 401)
    const active = await client.tokenIntrospection(config, tokens.access_token)
    assert.ok(active.cnf.jkt)
  },

  async 'what is never shared is refused before anybody is asked'() {
    const config = await discover()
    for (const parameters of [
      { authorization_details: JSON.stringify([{ ...details[0], categories: ['profile.email'] }]) },
      { authorization_details: JSON.stringify([{ type: 'payment_initiation' }]) },
    ])
      assert.equal((await refusal(getTokens(config, { parameters }))).error, 'invalid_authorization_details')
    assert.equal((await refusal(getTokens(config, { parameters: { scope: 'account.user.email.read' } }))).error,
      'invalid_scope')
  },

  async 'oauth4webapi: a public client, any loopback port, DPoP required ever after'() {
    const issuer = new URL(url)
    const server = await oauth.processDiscoveryResponse(issuer,
      await oauth.discoveryRequest(issuer, { algorithm: 'oauth2' }))
    const self = { client_id: native.client_id }
    const DPoP = oauth.DPoP(self, await oauth.generateKeyPair('ES256'))
    const redirect_uri = 'http://127.0.0.1:51234/done'
    const verifier = oauth.generateRandomCodeVerifier()
    const pushed = await oauth.processPushedAuthorizationResponse(server, self,
      await oauth.pushedAuthorizationRequest(server, self, oauth.None(), new URLSearchParams({
        response_type: 'code', redirect_uri, scope: 'process.record.read', state: 'some state',
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
      }), { DPoP }))
    const address = new URL(server.authorization_endpoint)
    address.searchParams.set('client_id', self.client_id)
    address.searchParams.set('request_uri', pushed.request_uri)
    const answer = await new Browser().decide(address.href, ['prints.records'])
    const parameters = oauth.validateAuthResponse(server, self, answer, 'some state')
    const tokens = await oauth.processAuthorizationCodeResponse(server, self,
      await oauth.authorizationCodeGrantRequest(server, self, oauth.None(), parameters, redirect_uri, verifier, { DPoP }))
    assert.equal(tokens.scope, 'process.record.read')

    const records = await oauth.protectedResourceRequest(tokens.access_token, 'GET',
      new URL(`${url}/process/v1/records`), undefined, undefined, { DPoP })
    assert.equal(records.status, 200)
    const bare = await oauth.refreshTokenGrantRequest(server, self, oauth.None(), tokens.refresh_token)
    assert.equal((await refusal(oauth.processRefreshTokenResponse(server, self, bare))).error, 'invalid_grant')
    const next = await oauth.processRefreshTokenResponse(server, self,
      await oauth.refreshTokenGrantRequest(server, self, oauth.None(), tokens.refresh_token, { DPoP }))
    assert.equal(next.token_type, 'dpop')
  },
})
