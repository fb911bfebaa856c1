/** How the text of an option is read, and what is said of one that is wrong. */
import { resolve } from 'node:path'
import { isCronPattern } from '../lib/cron-pattern.ts'
import { OutboundAllow } from '../lib/outgoing/outbound-allow.ts'
import { TrustedProxies } from '../lib/trusted-proxies.ts'
import { checkedDatabaseUrl, isPostgresUrl } from './database-url.ts'
import { parseRateLimits, type RateLimits } from './rate-limits.ts'

export class ConfigError extends Error {}

export const MIN_SECRET_LENGTH = 32
export const SHORTEST_TOKEN = 16

export function wholeNumber(name: string, fallback: number, least: number, most: number) {
  return (value: string | undefined): number => {
    if (value === undefined) return fallback
    const number = Number(value)
    if (!/^\d+$/.test(value) || number < least || number > most) {
      throw new ConfigError(`${name} must be a whole number from ${least} to ${most}, not "${value}".`)
    }
    return number
  }
}

export function oneOf<const T extends string>(name: string, allowed: readonly T[], fallback: T) {
  return (value: string | undefined): T => {
    if (value === undefined) return fallback
    const found = allowed.find((one) => one === value)
    if (!found) throw new ConfigError(`${name} must be one of ${allowed.join(', ')}, not "${value}".`)
    return found
  }
}

export function token(name: string, fallback: string) {
  return (value: string | undefined): string => {
    if (value === undefined) return fallback
    if (!/^[\w.-]{1,64}$/.test(value)) {
      throw new ConfigError(`${name} may hold up to 64 letters, digits, dots, dashes and underscores.`)
    }
    return value
  }
}

export function databaseUrl(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  return readOrExplain('DATABASE_URL', () => checkedDatabaseUrl(value))
}

export function databaseReadUrl(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const url = readOrExplain('DATABASE_READ_URL', () => checkedDatabaseUrl(value))
  if (isPostgresUrl(url)) return url
  throw new ConfigError(
    'DATABASE_READ_URL must be the address of a Postgres, such as postgres://user:password@replica:5432/name: SQLite has no replicas.',
  )
}

export function folder(name: string, value: string): string {
  if (/^~|\$[{(]/.test(value)) {
    throw new ConfigError(`${name} holds what only a shell replaces (~ or a variable). Write out the path.`)
  }
  if (value.includes('://')) throw new ConfigError(`${name} must be the path of a folder, not an address.`)
  return resolve(value)
}

export function schedule(value: string | undefined): string | null {
  const pattern = value ?? '0 2 * * *'
  if (pattern.toLowerCase() === 'off') return null
  if (!isCronPattern(pattern)) {
    throw new ConfigError(
      `BACKUP_SCHEDULE must be five fields such as 0 2 * * * (minute, hour, day, month, weekday), or off, not "${value}".`,
    )
  }
  return pattern
}

export function bucketNamed(name: string, endpoint: string) {
  return (value: string | undefined): string | undefined => {
    if (value !== undefined && !/^[\w.-]{1,255}$/.test(value)) {
      throw new ConfigError(`${name} must be the name of a bucket alone; its address is ${endpoint}.`)
    }
    return value
  }
}

export function endpointNamed(name: string) {
  return (value: string | undefined): string | undefined => {
    if (value !== undefined && !/^https?:$/.test(URL.canParse(value) ? new URL(value).protocol : '')) {
      throw new ConfigError(`${name} must be like https://s3.example.com.`)
    }
    return value
  }
}

/** @returns Nothing where it is not set: what it is then depends on another option. */
export function publicUrl(url: string | undefined): string {
  if (url === undefined) return ''
  const { protocol, username, search, hash } = URL.canParse(url) ? new URL(url) : NO_URL
  if (!/^https?:$/.test(protocol) || username + search + hash !== '') {
    throw new ConfigError('PUBLIC_URL must be like https://almanac.example.com.')
  }
  return url.replace(/\/+$/, '')
}

const NO_URL = { protocol: '', username: '', search: '', hash: '' }

/** As the provider writes it: where it is to be asked follows from it. */
export function issuerUrl(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const { protocol, username, search, hash } = URL.canParse(value) ? new URL(value) : NO_URL
  if (!/^https?:$/.test(protocol) || username + search + hash !== '' || value.length > LONGEST_ISSUER) {
    throw new ConfigError('OIDC_ISSUER must be like https://id.example.com/realms/team.')
  }
  if (value.includes('/.well-known/')) {
    throw new ConfigError('OIDC_ISSUER must be the issuer alone, without /.well-known/openid-configuration.')
  }
  readOrExplain('OIDC_ISSUER', () => new OutboundAllow([issuerHost(value)]))
  return value
}

/** As `OutboundAllow` takes it. */
export function issuerHost(issuer: string): string {
  return new URL(issuer).hostname.replace(/^\[|\]$/g, '')
}

const LONGEST_ISSUER = 500

export function buttonName(value: string | undefined): string | undefined {
  if (value !== undefined && value.length > LONGEST_BUTTON) {
    throw new ConfigError(`OIDC_NAME may have at most ${LONGEST_BUTTON} characters: it stands on a button.`)
  }
  return value
}

const LONGEST_BUTTON = 40

export function slugNamed(name: string) {
  return (value: string | undefined): string | undefined => {
    if (value !== undefined && !/^[a-z\d]+(?:-[a-z\d]+)*$/.test(value)) {
      throw new ConfigError(`${name} must be a slug such as bluebird: almanac organization list shows them.`)
    }
    return value
  }
}

export function sender(value: string | undefined): string {
  const from = value ?? 'Almanac <almanac@localhost>'
  if (!/^(?:[^<>\r\n]*<[^\s<>@,]+@[^\s<>@,]+>|[^\s<>@,]+@[^\s<>@,]+)$/.test(from)) {
    throw new ConfigError('MAIL_FROM must be an address, such as Almanac <almanac@example.com>.')
  }
  return from
}

export function smtpUrl(value: string | undefined): string | undefined {
  if (value !== undefined && !isSmtpUrl(value)) {
    throw new ConfigError(
      'SMTP_URL must be like smtps://user:password@mail.example.com:465, with / @ : ? # % in the user and the password percent-encoded (/ as %2F).',
    )
  }
  return value
}

/** A password with a `/` would end before it, and what stands there be taken for the host. */
function isSmtpUrl(value: string): boolean {
  if (!/^smtps?:\/\/./.test(value) || !URL.canParse(value)) return false
  const { hostname, pathname } = new URL(value)
  return hostname !== '' && ['', '/'].includes(pathname)
}

export function origins(value: string | undefined): readonly string[] {
  return listOf(value).map((origin) => {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin || origin.includes('*')) {
      throw new ConfigError(
        `ALLOWED_ORIGINS holds "${origin}", which is no origin such as https://app.example.com (no path, no *).`,
      )
    }
    return origin
  })
}

export function proxies(value: string | undefined): readonly string[] {
  const entries = listOf(value)
  readOrExplain('TRUSTED_PROXIES', () => new TrustedProxies(entries))
  return entries
}

export function outboundAllow(value: string | undefined): readonly string[] {
  const entries = listOf(value)
  readOrExplain('OUTBOUND_ALLOW', () => new OutboundAllow(entries))
  return entries
}

export function rateLimits(value: string | undefined): RateLimits {
  return readOrExplain('RATE_LIMITS', () => parseRateLimits(value ?? 'on'))
}

function listOf(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
}

function readOrExplain<T>(name: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new ConfigError(`${name}: ${(error as Error).message}.`)
  }
}

/** A name as of the IANA; paths and POSIX rules are for the system to know. Etc/UTC and its like need no look. */
const ZONE_NAME = /^:?((?!Etc\/)[A-Z][A-Za-z_]+\/[A-Za-z_/+-]+)$/

/** With a name that nobody knows the clock is UTC, and backups come at another hour than was said. */
export function processZone(value: string | undefined): string | undefined {
  const name = value === undefined ? undefined : ZONE_NAME.exec(value)?.[1]
  if (name !== undefined && !isZone(name)) {
    throw new ConfigError(`TZ: "${value}" is no time zone such as Europe/Berlin, and the clock would be UTC.`)
  }
  return value
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export function metricsToken(value: string | undefined): string | undefined {
  if (value !== undefined && !new RegExp(`^[\\x21-\\x7e]{${SHORTEST_TOKEN},}$`).test(value)) {
    throw new ConfigError(
      `METRICS_TOKEN must have at least ${SHORTEST_TOKEN} characters, letters, digits and signs without spaces.`,
    )
  }
  return value
}

export function secret(value: string | undefined): string | undefined {
  if (value !== undefined && value.length < MIN_SECRET_LENGTH) {
    throw new ConfigError(`APP_SECRET must have at least ${MIN_SECRET_LENGTH} characters.`)
  }
  return value
}
