/**
 * The address of the client. Forwarded addresses are believed only from configured proxies, which say
 * them in X-Forwarded-For or in Forwarded (RFC 7239).
 *
 * A proxy sets one of the two and may pass the other on as a client wrote it. Which one it sets nobody
 * tells us: so where both are there they must name the same client, or neither is believed.
 */
import { BlockList, isIP } from 'node:net'
import { plainAddress } from './ip-address.ts'

export class TrustedProxies {
  readonly #list = new BlockList()
  readonly #isEmpty: boolean

  /** @param entries Addresses and networks, such as `10.0.0.0/8`. @throws Error on any other text. */
  constructor(entries: readonly string[]) {
    this.#isEmpty = entries.length === 0
    for (const entry of entries) {
      const [, address = '', prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? []
      const family = familyOf(address)
      if (!family || Number(prefix ?? 0) > BITS[family]) {
        throw new Error(`"${entry}" is no address or network such as 10.0.0.0/8`)
      }
      if (prefix === undefined) this.#list.addAddress(address, family)
      else this.#list.addSubnet(address, Number(prefix), family)
    }
  }

  clientOf(socketAddress: string, headers: Pick<Headers, 'get'>): string {
    const peer = plainAddress(socketAddress) ?? socketAddress
    if (this.#isEmpty || !this.#trusts(peer)) return peer
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
      if (!this.#trusts(address)) return address
    }
    return null
  }

  #trusts(address: string): boolean {
    const family = familyOf(address)
    return family !== null && this.#list.check(address, family)
  }
}

const BITS = { ipv4: 32, ipv6: 128 }

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  const version = isIP(address)
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : null
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
