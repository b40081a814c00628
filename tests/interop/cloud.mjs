// SPDX-License-Identifier: GPL-3.0-or-later
// The cloud under test: its operator, and as much of a browser as its pages need.
import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'

const ready = JSON.parse(process.env.SLUICE_CLOUD_READY)

export const url = ready.url
export const password = 'correct horse battery staple'

/** Runs one of the operator's commands, and gives what it printed. */
export function operate(words, input = '') {
  const done = spawnSync(process.env.SLUICE_CLOUD_PROGRAM, [...words, '--state', process.env.SLUICE_CLOUD_STATE],
    { input, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`${words.join(' ')}: ${done.stderr}`)
  return done.stdout ? JSON.parse(done.stdout) : null
}

/** Somebody with a browser: signs in, decides, and ends at the client's address. */
export class Browser {
  #cookies = new Map()

  async #fetch(address, form) {
    const response = await fetch(address, {
      method: form ? 'POST' : 'GET',
      body: form ? new URLSearchParams(form) : undefined,
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      redirect: 'manual',
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)
      this.#cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (!location) return { address, status: response.status, page: await response.text() }
    const next = new URL(location, address)
    return next.origin === url ? this.#fetch(next.href) : { address: next.href }
  }

  #submit(at, fields) {
    const token = /name="token" value="([^"]*)"/.exec(at.page)[1]
    return this.#fetch(at.address, { token, ...fields })
  }

  /** Gives the categories, for as long as was asked; answers with the address that the client sees. */
  async decide(address, categories, action = 'approve') {
    let at = await this.#fetch(address)
    if (at.page?.includes('type="password"'))
      at = await this.#submit(at, { action: 'sign-in', name: 'ada', password })
    if (!at.page) return new URL(at.address)
    const duration = /<option value="([^"]*)" selected>/.exec(at.page)?.[1]
    at = await this.#submit(at, {
      action,
      ...(duration && { duration }),
      ...Object.fromEntries(categories.map((category) => [`give.${category}`, 'yes'])),
    })
    if (at.page) throw new Error(`no answer, but a page: ${at.status}`)
    return new URL(at.address)
  }
}

/** The owner of the cloud, with a program of their own. */
export class Person {
  #token

  static async signIn() {
    const verifier = randomBytes(32).toString('base64url')
    const redirect = 'http://127.0.0.1:49152/callback'
    const asked = await fetch(`${url}/authorize`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({
        response_type: 'code', client_id: 'sluicectl', redirect_uri: redirect, scope: 'privacy.consent',
        code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
        owner_secret: readFileSync(`${process.env.SLUICE_CLOUD_STATE}/owner.secret`, 'utf8').trim(),
      }),
    })
    const answer = await fetch(`${url}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code', client_id: 'sluicectl', redirect_uri: redirect, code_verifier: verifier,
        code: new URL(asked.headers.get('location')).searchParams.get('code'),
      }),
    })
    const self = new Person()
    self.#token = (await answer.json()).access_token
    return self
  }

  async call(method, path, data) {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, ...(data && { 'content-type': 'application/json' }) },
      body: data && JSON.stringify({ data }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`)
    return (await response.json()).data
  }

  /** Answers the one request that waits, if it says what it should. */
  async decide(decision, message) {
    const [request, ...others] = await this.call('GET', '/privacy/v1/consents?state=pending')
    if (others.length > 0 || request.binding_message !== message) throw new Error('another request waits')
    return this.call('POST', `/privacy/v1/consents/${request.id}`, decision)
  }
}

/** Runs tests one after the other, in TAP. */
export async function run(tests) {
  let number = 0
  let failed = 0
  for (const [name, test] of Object.entries(tests)) {
    number += 1
    try {
      await test()
      console.log(`ok ${number} - ${name}`)
    } catch (error) {
      failed += 1
      console.log(`not ok ${number} - ${name}`)
      console.log(String(error?.stack ?? error).replace(/^/gm, '# '))
      if (error?.cause) console.log(String(JSON.stringify(error.cause)).replace(/^/gm, '# '))
    }
  }
  console.log(`1..${number}`)
  process.exit(failed ? 1 : 0)
}
