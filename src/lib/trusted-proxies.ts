/**
 * The address of the client. Forwarded addresses are believed only from configured proxies, which say
 * them in X-Forwarded-For or in Forwarded (RFC 7239).
 *
 * A proxy sets one of the two and may pass the other on as a client wrote it. Which one it sets nobody
 * tells us: so where both are there they must name the same client, or neither is believed.
 */
import { plainAddress } from './ip-address.ts'
import { NetworkList } from './network-list.ts'

export class TrustedProxies {
  readonly #list: NetworkList

  /** @param entries Addresses and networks, such as `10.0.0.0/8`. @throws Error on any other text. */
  constructor(entries: readonly string[]) {
    this.#list = new NetworkList(entries)
  }

  clientOf(socketAddress: string, headers: Pick<Headers, 'get'>): string {
    const peer = plainAddress(socketAddress) ?? socketAddress
    if (this.#list.isEmpty || !this.#list.has(peer)) return peer
    const [forwardedFor, forwarded] = [headers.get('x-forwarded-for'), headers.get('forwarded')]
    const named = new Set<string>()
    if (forwardedFor !== null) named.add(this.#clientIn(itemsOf(forwardedFor)) ?? peer)
    if (forwarded !== null) named.add(this.#clientIn(forOf(forwarded)) ?? peer)
    const [client = peer, other] = named
    return other === undefined ? client : peer
  }

  /**
   * The rightmost address that is not a trusted proxy's own: whatever stands left of it was written
   * by someone whom nobody vouches for.
   */
  #clientIn(chain: string[]): string | null {
    for (const text of chain.reverse()) {
      const address = plainAddress(text.trim())
      // Hidden (`unknown`, `_name`), or no address at all.
      if (address === null) return null
      if (!this.#list.has(address)) return address
    }
    return null
  }
}

/** Of a list, empty items say nothing (RFC 9110, section 5.6.1). */
function itemsOf(list: string): string[] {
  return list.split(',').filter((one) => one.trim() !== '')
}

const PIECES = /"(?:[^"\\]|\\.)*"|[^",;]+|./g
const FOR = /^\s*for\s*=\s*(.*?)\s*$/i

/** What a Forwarded header says of `for`, hop by hop: `for="[2001:db8::1]:4711";proto=https, for=10.0.0.1`. */
function forOf(header: string): string[] {
  const hops: string[][] = [['']]
  for (const [piece] of header.matchAll(PIECES)) {
    const pairs = hops.at(-1) ?? []
    if (piece === ',') hops.push([''])
    else if (piece === ';') pairs.push('')
    else pairs[pairs.length - 1] += piece
  }
  return hops.map((pairs) => {
    const [named = ''] = pairs.flatMap((pair) => FOR.exec(pair)?.[1] ?? [])
    return named.replace(/^"(.*)"$/, '$1').replaceAll(/\\(.)/g, '$1')
  })
}
