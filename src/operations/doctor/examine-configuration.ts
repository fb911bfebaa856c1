import { readFile } from 'node:fs/promises'
import type { Config } from '../../config/env.ts'
import type { Finding } from '../health/check.ts'
import type { Inspected } from './inspected.ts'

/** Each connection is a file to the system, and so is each request in flight. */
const FEW_FILES = 4_096
/** Tokens and limits are counted by the clock of each process. */
const OFF_BY_MS = 5_000
const EARLIEST = Date.parse('2026-01-01')

export function examineConfiguration(config: Config): Finding {
  const { environment, public_url, signup, migration_backup } = config
  const isLocal = /^https?:\/\/(localhost|127\.|\[::1\])/.test(public_url)
  const notes = [
    ...(environment === 'development'
      ? ['ENVIRONMENT is development: set production where others use it']
      : []),
    ...(environment === 'production' && isLocal
      ? [`PUBLIC_URL is ${public_url}: links in e-mails lead there. Set it to where people reach this`]
      : []),
    ...(environment === 'production' && !isLocal && public_url.startsWith('http:')
      ? ['PUBLIC_URL is http: passwords travel in plain text. Put TLS in front and say https']
      : []),
    ...(environment === 'production' && signup === 'open'
      ? ['SIGNUP is open: anybody may make an account. Set invite where only your people should']
      : []),
    ...(environment === 'production' && migration_backup === 'off'
      ? ['MIGRATION_BACKUP is off: the next upgrade makes no backup of what there is, and is not rehearsed']
      : []),
  ]
  const isWrong = environment === 'production' && notes.length > 0
  if (notes.length === 0) return { state: 'ok', detail: 'Every option has a value that can be.' }
  return { state: isWrong ? 'warning' : 'ok', detail: `${notes.join('. ')}.` }
}

/** Against that of the database, where it has one. */
export function examineClock(database: Inspected): Finding {
  const now = Date.now()
  if (now < EARLIEST) {
    return { state: 'failed', detail: 'The clock is wrong: it is before this version was made. Set it.' }
  }
  const theirs = database !== null && 'time' in database ? database.time : null
  if (theirs === null) return { state: 'ok', detail: `It is ${new Date(now).toISOString()}.` }
  const seconds = Math.round(Math.abs(theirs - now) / 1000)
  if (Math.abs(theirs - now) < OFF_BY_MS) {
    return { state: 'ok', detail: 'The clock is that of the database.' }
  }
  return {
    state: 'warning',
    detail: `The clock is ${seconds} s off that of the database. Let both follow NTP: sessions and limits go by it.`,
  }
}

export async function examineLimits({ rate_limits, environment }: Config): Promise<Finding> {
  const files = await openFilesLimit()
  if (files !== null && files < FEW_FILES) {
    return {
      state: 'warning',
      detail: `The process may have ${files} files open. Allow ${FEW_FILES} or more (ulimit -n, LimitNOFILE=).`,
    }
  }
  if (rate_limits === 'off') {
    return {
      state: environment === 'production' ? 'warning' : 'ok',
      detail: 'RATE_LIMITS is off: whoever guesses passwords is slowed down by their account alone.',
    }
  }
  return { state: 'ok', detail: 'Limits are on.' }
}

export function examineProxies({ trusted_proxies, public_url, environment, rate_limits }: Config): Finding {
  if (trusted_proxies.length > 0) {
    return { state: 'ok', detail: `Forwarded addresses are believed from ${trusted_proxies.join(', ')}.` }
  }
  const isBehindOne = public_url.startsWith('https:')
  if (!isBehindOne || environment !== 'production' || rate_limits === 'off') {
    return { state: 'ok', detail: 'No proxy is trusted: the address of a client is that of its connection.' }
  }
  return {
    state: 'warning',
    detail:
      'PUBLIC_URL is https, so something stands in front that ends TLS. Name it in TRUSTED_PROXIES, or all who are not signed in share the limits of its address.',
  }
}

/** `null` where the system does not say. */
async function openFilesLimit(): Promise<number | null> {
  const text = await readFile('/proc/self/limits', 'utf8').catch(() => '')
  const found = /^Max open files\s+(\d+)/m.exec(text)?.[1]
  return found === undefined ? null : Number(found)
}
