/** Where requests may go although it is not on the public internet: what whoever runs the instance has named. */
import { isIP } from 'node:net'
import { NetworkList } from '../network-list.ts'

const NAME = /^(?:\*\.)?(?!-)[a-z\d-]{1,63}(?<!-)(?:\.(?!-)[a-z\d-]{1,63}(?<!-))*$/
/** `256.1.1.1` and `10.0.0` are no names either. */
const LIKE_AN_ADDRESS = /^[\d.]+$/

export class OutboundAllow {
  readonly #names = new Set<string>()
  /** `.internal` for `*.internal`. */
  readonly #endings: string[] = []
  readonly #networks: NetworkList

  /**
   * @param entries Names of hosts (`hooks.internal`, `*.internal`), addresses (`10.0.0.5`, `::1`) and networks
   * (`10.0.0.0/8`). @throws Error on any other text.
   */
  constructor(entries: readonly string[]) {
    const isNetwork = (entry: string) => entry.includes('/') || isIP(entry) !== 0
    this.#networks = new NetworkList(entries.filter(isNetwork))
    for (const entry of entries.filter((one) => !isNetwork(one))) {
      const name = entry.toLowerCase()
      if (!NAME.test(name) || LIKE_AN_ADDRESS.test(name)) {
        throw new Error(`"${entry}" is no host, address or network such as hooks.internal or 10.0.0.0/8`)
      }
      if (name.startsWith('*')) this.#endings.push(name.slice(1))
      else this.#names.add(name)
    }
  }

  /** @param host As in an address. */
  hasHost(host: string): boolean {
    const name = host.toLowerCase().replace(/\.$/, '')
    return this.#names.has(name) || this.#endings.some((ending) => name.endsWith(ending))
  }

  /** @param address As `plainAddress` gives it. */
  hasAddress(address: string): boolean {
    return this.#networks.has(address)
  }
}
