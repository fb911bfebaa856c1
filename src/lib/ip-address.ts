/** IP addresses as proxies and sockets write them, and by which network a client counts. */
import { isIP } from 'node:net'

/**
 * The address alone: without brackets, port and zone, and IPv4 as such where it is mapped into IPv6
 * (a socket that takes both kinds shows `::ffff:10.0.0.1`).
 *
 * @returns `null` for what is no address.
 */
export function plainAddress(text: string): string | null {
  const [, bracketed, withPort] = /^(?:\[([^\]]+)\](?::\d{1,5})?|([^:]+):\d{1,5})$/.exec(text) ?? []
  const [address = ''] = (bracketed ?? withPort ?? text).split('%')
  if (isIP(address) === 4) return bracketed === undefined ? address : null
  if (isIP(address) !== 6) return null
  return mappedFrom(groupsOf(address)) ?? address.toLowerCase()
}

/** Whoever has one IPv6 address has 2⁶⁴ of them: of these, the network stands for the client. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  const network = groupsOf(address).slice(0, 4)
  return `${network.map((group) => group.toString(16)).join(':')}::/64`
}

/** Of an IPv6 address whose last 32 bits are one of IPv4, in whatever network. */
export function embeddedIpv4(address: string): string {
  return dotted(groupsOf(address).slice(6))
}

/** The eight numbers of an IPv6 address. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = address.split('::')
  const before = numbersOf(head)
  const after = numbersOf(tail ?? '')
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array<number>(zeros).fill(0), ...after]
}

function numbersOf(part: string): number[] {
  if (part === '') return []
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)]
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
    return [a * 256 + b, c * 256 + d]
  })
}

function mappedFrom(groups: number[]): string | null {
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  return isMapped ? dotted(groups.slice(6)) : null
}

function dotted(groups: readonly number[]): string {
  return groups.flatMap((group) => [group >> 8, group & 255]).join('.')
}
