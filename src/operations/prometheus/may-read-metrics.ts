/**
 * Who may read `/metrics`: programs on this machine, who presents METRICS_TOKEN, and administrators of
 * the instance. A proxy on this machine speaks for others: what has passed one is not from here.
 */
import { timingSafeEqual } from 'node:crypto'
import type { Principal } from '../../access/principal.ts'
import { presentedCredential } from '../../http/credential.ts'

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1)$/
/** What proxies add. */
const FORWARDED = [
  'x-forwarded-for',
  'forwarded',
  'x-real-ip',
  'via',
  'x-forwarded-host',
  'x-forwarded-proto',
]

export interface Asker {
  headers: Headers
  /** Of the client; `null` where there is no socket. */
  address: string | null
  principal: Principal | null
}

export function mayReadMetrics({ headers, address, principal }: Asker, token: string | undefined): boolean {
  if (principal?.kind === 'session' && principal.is_instance_admin) return true
  const presented = presentedCredential(headers)?.credential
  // Whoever presents what is wrong is not taken for somebody from here.
  if (presented !== undefined) return token !== undefined && isSame(presented, token)
  return address !== null && LOOPBACK.test(address) && !FORWARDED.some((name) => headers.has(name))
}

/** In the same time, wherever they differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => new Bun.CryptoHasher('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
