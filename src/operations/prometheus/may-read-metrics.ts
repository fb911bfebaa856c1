/**
 * Who may read `/metrics`: programs on this machine, who presents METRICS_TOKEN, and administrators of
 * the instance. A proxy on this machine speaks for others: what has passed one is not from here. Nor is
 * a page that a browser on this machine shows, under whatever name its site has for this address.
 */
import { timingSafeEqual } from 'node:crypto'
import type { Principal } from '../../access/principal.ts'
import { presentedCredential } from '../../http/credential.ts'

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1)$/
const LOCAL_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/
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
  /** With the host that was asked for. */
  url: string
  headers: Headers
  /** Of the client; `null` where there is no socket. */
  address: string | null
  principal: Principal | null
}

export function mayReadMetrics(asker: Asker, token: string | undefined): boolean {
  const { headers, principal } = asker
  if (principal?.kind === 'session' && principal.is_instance_admin) return true
  const presented = presentedCredential(headers)?.credential
  // Whoever presents what is wrong is not taken for somebody from here.
  if (presented !== undefined) return token !== undefined && isSame(presented, token)
  return isFromHere(asker)
}

function isFromHere({ url, headers, address }: Asker): boolean {
  if (address === null || !LOOPBACK.test(address) || !LOCAL_HOST.test(new URL(url).hostname)) return false
  return !FORWARDED.some((name) => headers.has(name))
}

/** In the same time, wherever they differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => new Bun.CryptoHasher('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
