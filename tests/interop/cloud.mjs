// SPDX-License-Identifier: GPL-3.0-or-later
// The cloud under test: its operator, and as much of a browser as its pages need.
import { spawnSync } from 'node:child_process'

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
