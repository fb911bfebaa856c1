/**
 * Where the names of hosts lead, by a resolver that takes no thread. The system's holds one of a few for as
 * long as it waits for a server of names, and whoever has the name decides how long that is: files and
 * passwords would wait for theirs.
 *
 * That resolver reads which servers it is to ask once, when it is first used. Where the system writes others
 * into its file, as in another network, it is told.
 */
import { setServers } from 'node:dns'
import { readFileSync, statSync } from 'node:fs'
import { isIP } from 'node:net'
import { dns } from 'bun'

export class HostNames {
  readonly #file: string
  #version: string

  /** @param file In which the system says whom to ask (resolv.conf). */
  constructor(file = '/etc/resolv.conf') {
    this.#file = file
    this.#version = versionOf(file)
  }

  /** @throws The resolver's error. */
  async addressesOf(host: string): Promise<string[]> {
    this.#followSystem()
    return (await dns.lookup(host, { backend: 'c-ares' })).map(({ address }) => address)
  }

  #followSystem(): void {
    const version = versionOf(this.#file)
    if (version === this.#version) return
    this.#version = version
    const servers = version === GONE ? [] : serversIn(readFileSync(this.#file, 'utf8'))
    // While it is written anew there may be none in it for a moment.
    if (servers.length > 0) setServers(servers)
  }
}

const GONE = ''

function versionOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false })
  return found ? `${found.ino} ${found.mtimeMs} ${found.size}` : GONE
}

function serversIn(text: string): string[] {
  const named = [...text.matchAll(/^[ \t]*nameserver[ \t]+(\S+)/gm)].map(([, address = '']) => address)
  return named.filter((address) => isIP(address) !== 0)
}
