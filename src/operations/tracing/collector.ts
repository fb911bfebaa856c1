/**
 * The collector, to which spans go by OTLP/HTTP. What it answers is believed only so far as the protocol
 * goes (https://opentelemetry.io/docs/specs/otlp/#otlphttp-response).
 *
 * Promises: each question has an end, and what is read of an answer has a size.
 */
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Config } from '../../config/env.ts'

export interface CollectorOptions {
  url: string
  headers: Readonly<Record<string, string>>
  timeout_ms: number
  is_packed: boolean
}

type Needs = Pick<
  Config,
  'otel_exporter_otlp_headers' | 'otel_exporter_otlp_timeout' | 'otel_exporter_otlp_compression'
>

/** @param url See `tracesUrlOf`. */
export function collectorAt(url: string, config: Needs): Collector {
  const { otel_exporter_otlp_headers: headers, otel_exporter_otlp_timeout: timeout_ms } = config
  return new Collector({
    url,
    headers,
    timeout_ms,
    is_packed: config.otel_exporter_otlp_compression === 'gzip',
  })
}

/** What became of a batch. `reason` is for people. */
export type Outcome =
  | { kind: 'taken'; rejected: number; reason: string }
  | { kind: 'refused'; reason: string }
  | { kind: 'try_again'; reason: string; after_ms: number | null }

const TRY_AGAIN = new Set([429, 502, 503, 504])
const LONGEST_ANSWER = 64 * 1024
const LONGEST_MESSAGE = 200

const pack = promisify(gzip)

export class Collector {
  #asking: AbortController | null = null

  constructor(readonly options: CollectorOptions) {}

  /** Without what may be a secret. */
  get name(): string {
    const { origin, pathname } = new URL(this.options.url)
    return origin + pathname
  }

  /** Throws nothing. @param batch As JSON. */
  async send(batch: string): Promise<Outcome> {
    const { url, timeout_ms, is_packed } = this.options
    const asking = new AbortController()
    const timer = setTimeout(() => asking.abort(), timeout_ms)
    this.#asking = asking
    try {
      const headers = { ...this.options.headers, 'content-type': 'application/json', ...(is_packed && GZIP) }
      // Once packed, it is done by a thread of the system.
      const body = is_packed ? await pack(batch) : batch
      // A redirect would hand the headers, which are secret, to somebody else.
      const init = { method: 'POST', headers, body, redirect: 'manual', signal: asking.signal } as const
      return await outcomeOf(await fetch(url, init))
    } catch (error) {
      const reason = asking.signal.aborted
        ? `no answer within ${timeout_ms} ms`
        : `it cannot be reached (${codeOf(error)})`
      return { kind: 'try_again', reason, after_ms: null }
    } finally {
      clearTimeout(timer)
      this.#asking = null
    }
  }

  /** Ends the question that is not answered yet. */
  giveUp(): void {
    this.#asking?.abort()
  }
}

const GZIP = { 'content-encoding': 'gzip' }

async function outcomeOf(response: Response): Promise<Outcome> {
  const { status, headers } = response
  const text = await beginningOf(response)
  if (status === 200) return takenOf(text)
  const reason = `it answers ${status}`
  if (!TRY_AGAIN.has(status)) return { kind: 'refused', reason }
  return { kind: 'try_again', reason, after_ms: waitOf(headers.get('retry-after')) }
}

/** A collector may take some spans, and reject the others. */
function takenOf(text: string): Outcome {
  const answer = text.trim() === '' ? {} : parsed(text)
  if (!isObject(answer)) return { kind: 'refused', reason: 'it answers as no collector does' }
  const { rejectedSpans, errorMessage } = isObject(answer.partialSuccess) ? answer.partialSuccess : {}
  const rejected = Number(rejectedSpans ?? 0)
  return {
    kind: 'taken',
    rejected: Number.isSafeInteger(rejected) && rejected > 0 ? rejected : 0,
    reason: typeof errorMessage === 'string' ? oneLine(errorMessage) : '',
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function oneLine(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]+/g, ' ').slice(0, LONGEST_MESSAGE)
}

/** Seconds, or a date. */
function waitOf(header: string | null): number | null {
  if (header === null) return null
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isNaN(ms) ? null : Math.max(0, ms)
}

async function beginningOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  // Leaving the loop cancels what is still to come.
  for await (const part of response.body ?? []) {
    parts.push(part)
    length += part.length
    if (length > LONGEST_ANSWER) break
  }
  return Buffer.concat(parts).subarray(0, LONGEST_ANSWER).toString()
}

function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown }
  return String(typeof code === 'string' ? code : name)
}
