/** The address of the client. Forwarded addresses are believed only from configured proxies. */
import { BlockList, isIP } from 'node:net'

export class TrustedProxies {
  readonly #list = new BlockList()
  readonly #isEmpty: boolean

  /** @param entries Addresses and networks, such as `10.0.0.0/8`. @throws Error on any other text. */
  constructor(entries: readonly string[]) {
    this.#isEmpty = entries.length === 0
    for (const entry of entries) {
      const [address = '', prefix] = entry.split('/')
      const family = familyOf(address)
      if (!family) throw new Error(`"${entry}" is no address or network such as 10.0.0.0/8`)
      if (prefix === undefined) this.#list.addAddress(address, family)
      else this.#list.addSubnet(address, Number(prefix), family)
    }
  }

  /**
   * The rightmost address that is not a trusted proxy's own: whatever stands left of it was written
   * by someone whom nobody vouches for.
   */
  clientOf(peer: string, forwardedFor: string | null): string {
    if (this.#isEmpty || forwardedFor === null || !this.#trusts(peer)) return peer
    const chain = forwardedFor.split(',').map((one) => one.trim())
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

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  const version = isIP(address)
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : null
}
