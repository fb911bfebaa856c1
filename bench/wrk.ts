/** GETs by wrk, which takes little of its core, so that the server is what is measured. */
import { join } from 'node:path'
import { LOAD_CORE, runOn } from './machine.ts'

export interface WrkResult {
  count: number
  /** Requests a second. */
  rate: number
  p50_ms: number
  p99_ms: number
}

export interface WrkLoad {
  url: string
  /** Paths that are asked in turns with it: what is counted is each of them once. */
  also?: string[]
  connections: number
  seconds: number
  /** A file with a token on each line, taken in turn; nobody signs in where there is none. */
  tokens?: string
  /** If-None-Match. */
  condition?: string
}

/** @throws Error when any answer was not 2xx or 3xx. */
export async function wrk({
  url,
  also = [],
  connections,
  seconds,
  tokens = '',
  condition = '',
}: WrkLoad): Promise<WrkResult> {
  const { origin, pathname, search } = new URL(url)
  const script = join(import.meta.dir, 'load/tokens.lua')
  const text = await runOn(
    LOAD_CORE,
    [
      'wrk',
      '-t1',
      `-c${connections}`,
      `-d${seconds}s`,
      '--latency',
      '--timeout',
      '30s',
      '-s',
      script,
      origin,
    ],
    { TOKENS: tokens, TARGETS: [pathname + search, ...also].join(' '), CONDITION: condition },
  )
  if (/Non-2xx|Socket errors/.test(text)) throw new Error(`${url}: ${text}`)
  const times = 1 + also.length
  return {
    count: Number(/(\d+) requests in/.exec(text)?.[1]) / times,
    rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)?.[1]) / times,
    p50_ms: latency(text, 50) * times,
    p99_ms: latency(text, 99) * times,
  }
}

const IN_MS: Record<string, number> = { us: 0.001, ms: 1, s: 1000 }

function latency(text: string, percent: number): number {
  const [, amount, unit] = new RegExp(`${percent}%\\s+([\\d.]+)(us|ms|s)`).exec(text) ?? []
  return Number(amount) * (IN_MS[unit ?? ''] ?? Number.NaN)
}
