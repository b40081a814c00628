// SPDX-License-Identifier: GPL-3.0-or-later
// Our OAuth client against oidc-provider, a certified server, over TLS.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { createInterface } from 'node:readline'
import Provider from 'oidc-provider'
import { run } from './cloud.mjs'

const tls = `${process.env.SLUICE_CLOUD_STATE}/tls`

// What it tells its operator is no part of the results.
console.info = console.warn = console.error

/** A certified server; it writes down what it was asked. */
async function start(features = {}) {
  const server = createServer({ cert: readFileSync(`${tls}/server.pem`), key: readFileSync(`${tls}/server-key.pem`) })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  const issuer = `https://127.0.0.1:${server.address().port}`
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'native', application_type: 'native', token_endpoint_auth_method: 'none',
      redirect_uris: ['http://127.0.0.1/callback'], response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
    }],
    cookies: { keys: ['some key'] },
    features: {
      deviceFlow: { enabled: true, charset: 'base-20' },
      revocation: { enabled: true },
      ...features,
    },
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    pkce: { required: () => true },
  })
  const asked = []
  const tell = provider.callback()
  server.on('request', (request, response) => {
    asked.push({ path: new URL(request.url, issuer).pathname, query: new URL(request.url, issuer).searchParams,
      headers: request.headers })
    tell(request, response)
  })
  provider.on('server_error', (context, error) => console.log(`# oidc-provider: ${error.stack}`))
  return { issuer, asked }
}

/** Somebody who fills in every form until there is none. */
class Person {
  #cookies = new Map()

  async #fetch(address, form) {
    const response = await fetch(address, {
      method: form ? 'POST' : 'GET', body: form, redirect: 'manual',
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)
      if (value) this.#cookies.set(name, value)
      else this.#cookies.delete(name)
    }
    const location = response.headers.get('location')
    if (location) return this.#fetch(new URL(location, address).href)
    return { address, page: await response.text() }
  }

  async visit(address, values = {}) {
    let at = await this.#fetch(address)
    for (let steps = 0; steps < 6 && /<form/.test(at.page); steps += 1) {
      const [, attributes, inside] = /<form([^>]*)>([\s\S]*?)<\/form>/.exec(at.page)
      const action = /action="([^"]*)"/.exec(attributes)?.[1] ?? at.address
      const form = new URLSearchParams()
      for (const [input] of inside.matchAll(/<input[^>]*>/g)) {
        const name = /name="([^"]*)"/.exec(input)?.[1]
        if (name) form.set(name, values[name] ?? /value="([^"]*)"/.exec(input)?.[1] ?? 'anna')
      }
      at = await this.#fetch(new URL(action, at.address).href, form)
    }
    return at
  }
}

/** Runs our client; the person does what it asks for. */
async function drive(issuer, mode) {
  const child = spawn(process.env.SLUICE_INTEROP_CLIENT, [issuer, `${tls}/ca.pem`, mode])
  let complaints = ''
  child.stderr.on('data', (data) => { complaints += data })
  const steps = {}
  for await (const line of createInterface({ input: child.stdout })) {
    const [, step, how] = /^([\w-]+): (.*)$/.exec(line) ?? []
    if (step) steps[step] = how
    else if (line.startsWith('open ')) await new Person().visit(line.slice(5))
    else if (line.startsWith('code ')) {
      const [, code, address] = line.split(' ')
      await new Person().visit(address, { user_code: code })
    }
  }
  // The sanitizer says so of every program with fibers.
  assert.equal(complaints.replace(/^==\d+==WARNING: ASan doesn't fully support makecontext.*\n/gm, ''), '')
  return steps
}

function assertWhole(steps) {
  for (const step of ['sign-in', 'read', 'refresh', 'read-again', 'sign-out']) assert.equal(steps[step], 'fine', step)
  assert.equal(steps.granted, 'openid')
  assert.notEqual(steps['read-after'], 'fine')
}

const pushed = { pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true } }
const proofs = { dPoP: { enabled: true } }
const nonces = { dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true } }
const none = { pushedAuthorizationRequests: { enabled: false }, dPoP: { enabled: false } }

await run({
  async 'code and PKCE, refresh, revocation'() {
    const { issuer, asked } = await start(none)
    assertWhole(await drive(issuer, 'browser'))
    const page = asked.find(({ path }) => path === '/auth')
    assert.equal(page.query.get('code_challenge_method'), 'S256')
    assert.ok(asked.some(({ path }) => path === '/token/revocation'))
    assert.match(asked.find(({ path }) => path === '/me').headers.authorization, /^Bearer /)
  },

  async 'PAR: the browser carries only a reference'() {
    const { issuer, asked } = await start({ ...none, ...pushed })
    assertWhole(await drive(issuer, 'browser'))
    assert.ok(asked.some(({ path }) => path === '/request'))
    const page = asked.find(({ path }) => path === '/auth')
    assert.deepEqual([...page.query.keys()].sort(), ['client_id', 'request_uri'])
  },

  async 'DPoP: tokens are bound'() {
    const { issuer, asked } = await start({ ...pushed, ...proofs })
    assertWhole(await drive(issuer, 'browser'))
    const me = asked.find(({ path }) => path === '/me')
    assert.match(me.headers.authorization, /^DPoP /)
    assert.ok(me.headers.dpop)
  },

  async 'DPoP with nonces'() {
    const { issuer } = await start({ ...pushed, ...nonces })
    assertWhole(await drive(issuer, 'browser'))
  },

  async 'device grant'() {
    const { issuer, asked } = await start({ ...pushed, ...proofs })
    assertWhole(await drive(issuer, 'device'))
    assert.ok(asked.some(({ path }) => path === '/device/auth'))
  },
})
