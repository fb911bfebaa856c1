/**
 * What no log may show: passwords, tokens, keys, addresses and texts, as a test sent them and as they
 * were given out. Every test application collects its own, and refuses to end where one was logged.
 */

import type { Config } from '../src/config/env.ts'
import { AccessLog, accessAsJson } from '../src/operations/logging/access-log.ts'
import type { Answer, Call } from './app.ts'
import { loggedSince, loggedSoFar } from './log-lines.ts'

/** More would say no more, and would be looked for for long. */
const MOST = 2_000
const SHORTEST = 8
const LONGEST_ACCESS_LOG = 4 * 2 ** 20
const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
/** Instants, and words that the code itself has. */
const PLAIN = /^(\d{4}-\d\d-\d\d.*|[\w./:-]*)$/i
const SECRET_FIELDS = /token|key|secret|password|email|recovery/

export class Secrets {
  readonly accessLog = new AccessLog([(lines) => this.#keep(lines)], accessAsJson)
  readonly #collected = new Set<string>()
  #accessLines = ''
  readonly #mark = loggedSoFar()

  collect({ token, key, json, headers = {} }: Call, { body, headers: answered }: Answer): void {
    if (this.#collected.size >= MOST) return
    for (const one of [token, key, headers.authorization, headers.cookie, headers['idempotency-key']]) {
      if (one !== undefined) this.#add(one)
    }
    this.#collectTexts(json, () => true)
    this.#collectTexts(body, (name) => SECRET_FIELDS.test(name))
    for (const cookie of answered.getSetCookie()) this.#add(/=([^;]*)/.exec(cookie)?.[1] ?? '')
  }

  /** What is configured and nobody's business. */
  collectConfig({
    app_secret,
    metrics_token,
    oidc_client_secret,
    smtp_url,
    database_url,
    otel_exporter_otlp_headers,
  }: Config): void {
    const passwords = [smtp_url, database_url].map((url) =>
      url && URL.canParse(url) ? new URL(url).password : '',
    )
    const headers = Object.values(otel_exporter_otlp_headers)
    for (const one of [app_secret, metrics_token, oidc_client_secret, ...passwords, ...headers])
      if (one) this.#add(one)
  }

  /** What was logged since the application was made. */
  logged(): string {
    void this.accessLog.flush()
    return this.#accessLines + loggedSince(this.#mark)
  }

  get collected(): ReadonlySet<string> {
    return this.#collected
  }

  /** @throws Error that names what was logged. */
  refuseLogged(): void {
    const text = this.logged()
    const shown = [...this.#collected].filter(
      (secret) => text.includes(secret) || (escaped(secret) !== secret && text.includes(escaped(secret))),
    )
    if (shown.length > 0) throw new Error(`The log shows ${shown.slice(0, 5).join(' | ')}`)
  }

  #collectTexts(value: unknown, isSecret: (name: string) => boolean, name = ''): void {
    if (typeof value === 'string') {
      if (isSecret(name) && (name.match(SECRET_FIELDS) || !PLAIN.test(value))) this.#add(value)
    } else if (typeof value === 'object' && value !== null && this.#collected.size < MOST) {
      for (const [key, one] of Object.entries(value))
        this.#collectTexts(one, isSecret, /^\d+$/.test(key) ? name : key)
    }
  }

  #keep(lines: string): void {
    if (this.#accessLines.length < LONGEST_ACCESS_LOG) this.#accessLines += lines
  }

  #add(text: string): void {
    if (text.length >= SHORTEST && !ID.test(text)) this.#collected.add(text)
  }
}

/** As it stands within JSON. */
function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}
