/** The address of the client. Forwarded addresses are believed only from configured proxies. */
import { BlockList, isIP } from 'node:net'

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

  /**
   * The rightmost address that is not a trusted proxy's own: whatever stands left of it was written
   * by someone whom nobody vouches for.
   */
  clientOf(socketAddress: string, forwardedFor: string | null): string {
    const peer = plain(socketAddress)
    if (this.#isEmpty || forwardedFor === null || !this.#trusts(peer)) return peer
    const chain = forwardedFor.split(',').map((one) => plain(one.trim()))
    for (const address of chain.reverse()) {
      if (!familyOf(address)) return peer
      if (!this.#trusts(address)) return address
    }
    return peer
  }

  #trusts(address: string): boolean {
    const family = familyOf(address)
    return family !== null && this.#list.check(address, family)
  }
}

const BITS = { ipv4: 32, ipv6: 128 }

/** A socket that takes both kinds shows IPv4 as `::ffff:10.0.0.1`: the same client, by one name. */
function plain(address: string): string {
  const isMapped = /^::ffff:\d/i.test(address) && isIP(address.slice(7)) === 4
  return isMapped ? address.slice(7) : address
}

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  const version = isIP(address)
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : null
}
