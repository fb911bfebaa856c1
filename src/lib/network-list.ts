/** Addresses and networks (`10.0.0.5`, `192.168.0.0/16`, `fd00::/8`), and whether an address is among them. */
import { BlockList, isIP } from 'node:net'

type Family = 'ipv4' | 'ipv6'

const BITS = { ipv4: 32, ipv6: 128 }

export class NetworkList {
  readonly #list = new BlockList()
  readonly isEmpty: boolean

  /** @throws Error on any other text. */
  constructor(entries: readonly string[]) {
    this.isEmpty = entries.length === 0
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

  /** @param address As `plainAddress` gives it. */
  has(address: string): boolean {
    const family = familyOf(address)
    return family !== null && this.#list.check(address, family)
  }
}

function familyOf(address: string): Family | null {
  const version = isIP(address)
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : null
}
